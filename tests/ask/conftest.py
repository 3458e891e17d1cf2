"""The tiny graph, in memory."""

from tests.tiny import TINY, ask, store

__all__ = ["TINY", "ask", "store"]
