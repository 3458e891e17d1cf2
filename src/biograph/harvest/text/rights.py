"""Whether the publisher of a page reserves it from being read by machines."""

from __future__ import annotations

from typing import TYPE_CHECKING

from biograph.harvest.text.prose import NoProse
from biograph.model import Reason

if TYPE_CHECKING:
    from collections.abc import Iterable

# The TDM Reservation Protocol (W3C community report, 2024) and the robots directives
_RESERVATION = "tdm-reservation"
_ROBOTS = frozenset({"robots", "x-robots-tag"})
_NO_MACHINES = frozenset({"noai"})
_NO_INDEX = frozenset({"noindex", "none"})


def respect(said: Iterable[tuple[str, str]], *, of_a_list: bool = False) -> None:
    """Raises NoProse where one of the header fields or metas (name, value) reserves the page.

    A directive for one robot by its name ("googlebot: noindex") is not for us; nor is it for the
    items ``of_a_list`` (a feed) that the list itself shall not be found by search.
    """
    refusals = _NO_MACHINES if of_a_list else _NO_MACHINES | _NO_INDEX
    for name, value in said:
        words = {word.strip().lower() for word in value.split(",")}
        if name.lower() == _RESERVATION and "1" in words:
            raise _reserved(f"{_RESERVATION}: 1")
        if name.lower() in _ROBOTS and (refused := words & refusals):
            raise _reserved(f"{name.lower()}: {', '.join(sorted(refused))}")


def _reserved(words: str) -> NoProse:
    return NoProse(
        Reason.RESERVED,
        f"the publisher reserves this document ({words}); it is not read",
        mend="ask the publisher for leave, or take its address out of the query",
    )
