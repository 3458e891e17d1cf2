"""The log of updates read back from the graph, and its page."""

from __future__ import annotations

from collections import defaultdict
from datetime import datetime
from typing import TYPE_CHECKING, Any

from biograph.harvest.registry import CONNECTORS
from biograph.journal import AskedQuery, Change, ChangeKind, SetAside, Update
from biograph.model import Text
from biograph.terms import local_name
from biograph.view.updates import UpdatesContent, Withdrawn, updates_page

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path
    from typing import TypeVar

    from biograph.ask import Ask

    Part = TypeVar("Part")

FILES = Text(fr="mises-a-jour.fr.html", en="updates.en.html")
_SHOWN = 40  # updates on the page; all stand in the graph


def write_page(folder: Path, ask: Ask, *, report: Text) -> None:
    """Write the page of the newest updates in both languages, beside the files of the report."""
    folder.mkdir(parents=True, exist_ok=True)
    content = log(ask, report=report)
    for lang in ("fr", "en"):
        page = updates_page(content, lang=lang)
        (folder / getattr(FILES, lang)).write_text(page, encoding="utf-8")


def log(ask: Ask, *, report: Text = FILES) -> UpdatesContent:
    """The newest updates; ``report`` are the files that the page leads back to."""
    rows = list(ask("quality/updates").records())
    shown = updates(ask, rows[:_SHOWN])
    versions = {change.version for one in shown for change in one.changes}
    return UpdatesContent(
        updates=shown,
        total=len(rows),
        withdrawn=_withdrawn(ask, versions),
        sources={name: connector.SOURCE.title for name, connector in CONNECTORS.items()},
        files=FILES,
        report=report,
    )


def updates(ask: Ask, rows: Iterable[dict[str, Any]]) -> tuple[Update, ...]:
    """The updates of these rows of ``quality/updates``, with all that the log says of them."""
    rows = tuple(rows)
    asked = _parts(ask, "quality/update-queries", rows, _query)
    changed = _parts(ask, "quality/update-changes", rows, _change)
    flagged = _parts(ask, "quality/update-flags", rows, _set_aside)
    return tuple(
        Update(
            started=datetime.fromisoformat(row["started"]),
            ended=datetime.fromisoformat(row["ended"]),
            digest=row["digest"] or "",
            received=row["received"],
            new=row["new"],
            flagged=row["flagged"],
            counts={kind: row[column] for kind, column in _COUNTS.items()},
            changes=tuple(changed[row["update"]]),
            queries=tuple(asked[row["update"]]),
            set_aside=tuple(flagged[row["update"]]),
        )
        for row in rows
    )


_COUNTS = {
    ChangeKind.FACT_GAINED: "facts_gained",
    ChangeKind.FACT_LOST: "facts_lost",
    ChangeKind.ACTOR_GAINED: "actors_gained",
    ChangeKind.ACTOR_LOST: "actors_lost",
    ChangeKind.FINDING_GAINED: "findings_gained",
    ChangeKind.FINDING_LOST: "findings_lost",
    ChangeKind.FINDING_MOVED: "findings_moved",
}


def _parts(
    ask: Ask,
    question: str,
    rows: Iterable[dict[str, Any]],
    made: Callable[[dict[str, Any]], Part],
) -> dict[str, list[Part]]:
    """What a question says of each update, in its order."""
    found: dict[str, list[Part]] = defaultdict(list)
    wanted = tuple(row["update"] for row in rows)
    for row in ask(question, update=wanted).records() if wanted else ():
        found[row["update"]].append(made(row))
    return found


def _query(row: dict[str, Any]) -> AskedQuery:
    return AskedQuery(
        source=local_name(row["source"]),
        query=row["query"],
        received=row["received"],
        new=row["new"],
        flagged=row["flagged"],
        failure=row["failure"] or "",
        mend=row["mend"] or "",
    )


def _change(row: dict[str, Any]) -> Change:
    return Change(
        kind=ChangeKind(row["kind"]),
        iri=row["thing"],
        sentence=Text(fr=row["sentence_fr"], en=row["sentence_en"]),
        before=Text(fr=row["before_fr"] or "", en=row["before_en"] or ""),
        quote=row["quote"] or "",
        version=row["version"] or "",
        title=row["title"] or "",
        url=row["url"] or "",
    )


def _set_aside(row: dict[str, Any]) -> SetAside:
    return SetAside(
        reason=row["reason"], count=row["count"], example=row["example"], mend=row["mend"] or ""
    )


def _withdrawn(ask: Ask, versions: Iterable[str]) -> dict[str, Withdrawn]:
    """Those document versions whose source took the document back."""
    gone = {row["document"]: row for row in ask("quality/withdrawn-documents").records()}
    found = ((version, gone.get(version.partition("/v/")[0])) for version in versions)
    return {
        version: Withdrawn(date=row["date"], reason=row["reason"] or "")
        for version, row in found
        if row
    }
