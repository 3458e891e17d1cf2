"""Pages that were made once for a state of the graph: a key in, the bytes made for it out."""

from __future__ import annotations

import threading

from cachetools import LRUCache


class Kept:
    """At most ``most`` bytes of pages, those asked for last; for any number of threads."""

    def __init__(self, most: int) -> None:
        self._largest = most // 16
        self._lock = threading.Lock()  # the cache counts what it holds in several steps
        self._pages: LRUCache[str, bytes] = LRUCache(most, getsizeof=len)

    def get(self, key: str) -> bytes | None:
        """What was made for a key, None where nothing was, or it had to go."""
        with self._lock:
            found: bytes | None = self._pages.get(key)
        return found

    def put(self, key: str, body: bytes) -> None:
        """Keep what was made, where it is not so large that all others would have to go."""
        if len(body) <= self._largest:
            with self._lock:
                self._pages[key] = body
