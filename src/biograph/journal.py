"""What the log of updates holds: between the run that writes it, the store and the page."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from biograph.model import Text

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime


class ChangeKind(StrEnum):
    """What an update did to a fact, an actor or a finding."""

    FACT_GAINED = "fact-gained"
    FACT_LOST = "fact-lost"
    ACTOR_GAINED = "actor-gained"
    ACTOR_LOST = "actor-lost"
    FINDING_GAINED = "finding-gained"
    FINDING_LOST = "finding-lost"
    FINDING_MOVED = "finding-moved"


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """A fact, actor or finding (``iri``) that came, went or moved, in the words of that day.

    ``before`` is the sentence of a moved finding as it was. A fact has the ``quote`` that states
    it and the document (IRI of the ``version``, ``title``, ``url``) it stands in.
    """

    kind: ChangeKind
    iri: str
    sentence: Text
    before: Text = Text(fr="", en="")
    quote: str = ""
    version: str = ""
    title: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedQuery:
    """What a query of an update brought; ``failure`` and its ``mend`` where it brought nothing."""

    source: str
    query: str
    received: int = 0
    new: int = 0
    flagged: int = 0
    failure: str = ""
    mend: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SetAside:
    """How often things were set aside for one reason, and the first of them."""

    reason: str
    count: int
    example: str
    mend: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Update:
    """What an update received and changed, for the log and its page.

    ``counts`` tells how many changes of each kind there were, ``changes`` the first of each.
    ``digest`` is that of the graph after it, empty where none was made.
    """

    started: datetime
    ended: datetime
    digest: str
    received: int
    new: int
    flagged: int
    counts: Mapping[ChangeKind, int]
    changes: tuple[Change, ...] = ()
    queries: tuple[AskedQuery, ...] = ()
    set_aside: tuple[SetAside, ...] = ()
