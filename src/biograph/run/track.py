"""How a long step shows that it goes on: any function with the form of ``rich.progress.track``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol, TypeVar

if TYPE_CHECKING:
    from collections.abc import Iterable

T = TypeVar("T")


class Track(Protocol):
    """Gives the items back one by one and shows how far it is; ``total`` where it is known."""

    def __call__(
        self, items: Iterable[T], description: str, total: int | None = None
    ) -> Iterable[T]:
        """The same items in the same order."""


def silent(items: Iterable[T], description: str, total: int | None = None) -> Iterable[T]:
    """Shows nothing: for Python callers and tests."""
    del description, total
    return items
