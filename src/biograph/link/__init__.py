"""Step 4: mentions and register entries in, entities and links out."""

from biograph.link.identity import Resolution, resolve
from biograph.link.linker import Linker

__all__ = ["Linker", "Resolution", "resolve"]
