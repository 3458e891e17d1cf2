"""The whole way of the data as one plan: harvest, extract, link, load, find, draw."""

from biograph.run.plan import run
from biograph.run.track import Track, silent

__all__ = ["Track", "run", "silent"]
