"""Step 5, the graph: claims and entities in, quads on disk or on a server out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from biograph.store.base import GraphStore
from biograph.store.embedded import EmbeddedStore, open_store

if TYPE_CHECKING:
    from biograph.store.served import RemoteStore

__all__ = ["EmbeddedStore", "GraphStore", "open_endpoint", "open_store"]


def open_endpoint(url: str, *, timeout: float | None = None) -> RemoteStore:
    """The store on the SPARQL server at an address; ``timeout`` (seconds) limits each query.

    ``store.remote.connect`` tells how the server is recognised. Raises Unreachable and UsageError.
    """
    from biograph.store.remote import connect  # noqa: PLC0415 - SPARQLWrapper is slow to load
    from biograph.store.served import RemoteStore  # noqa: PLC0415

    return RemoteStore(connect(url, timeout=timeout))
