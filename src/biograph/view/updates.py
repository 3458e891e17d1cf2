"""The page of updates: what each brought in and changed, the newest first."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from biograph.journal import ChangeKind
from biograph.view.pages import render

if TYPE_CHECKING:
    from collections.abc import Mapping

    from biograph.journal import AskedQuery, Change, Update
    from biograph.model import Text
    from biograph.view.say import Lang

#: Changes of one kind that are shown of an update.
CHANGES = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Withdrawn:
    """When and why a source took a document back, in its words."""

    date: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class UpdatesContent:
    """The newest updates, and how many there are in all.

    ``withdrawn`` tells of document versions (IRIs) that are no more, ``sources`` what each source
    is called by its id. ``files`` are the pages themselves, ``report`` those of the report.
    """

    updates: tuple[Update, ...]
    total: int
    withdrawn: Mapping[str, Withdrawn]
    sources: Mapping[str, str]
    files: Text
    report: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeGroup:
    """The changes of one kind: how many, and the first few."""

    kind: ChangeKind
    count: int
    shown: tuple[Change, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class UpdateEntry:
    """An update as the page shows it: what failed, what brought something, what brought nothing."""

    id: str
    update: Update
    seconds: float
    failed: tuple[AskedQuery, ...]
    fruitful: tuple[AskedQuery, ...]
    fruitless: tuple[AskedQuery, ...]
    groups: tuple[ChangeGroup, ...]


def updates_page(content: UpdatesContent, *, lang: Lang) -> str:
    """The page in one language, as text to be written in UTF-8."""
    return render("updates.html.j2", lang=lang, **shown(content))


def shown(content: UpdatesContent) -> dict[str, object]:
    """What the templates of updates are filled with."""
    return {"c": content, "entries": tuple(map(_entry, content.updates)), "kinds": ChangeKind}


def _entry(update: Update) -> UpdateEntry:
    queries = update.queries
    return UpdateEntry(
        id=f"u{update.started:%Y%m%dT%H%M%SZ}",
        update=update,
        seconds=(update.ended - update.started).total_seconds(),
        failed=tuple(one for one in queries if one.failure),
        fruitful=tuple(one for one in queries if not one.failure and (one.new or one.flagged)),
        fruitless=tuple(one for one in queries if not (one.failure or one.new or one.flagged)),
        groups=tuple(_groups(update)),
    )


def _groups(update: Update) -> list[ChangeGroup]:
    """The kinds of which there are any, in the order of the kinds."""
    found: dict[ChangeKind, list[Change]] = defaultdict(list)
    for change in update.changes:
        found[change.kind].append(change)
    return [
        ChangeGroup(kind=kind, count=update.counts[kind], shown=tuple(found[kind][:CHANGES]))
        for kind in ChangeKind
        if update.counts[kind]
    ]
