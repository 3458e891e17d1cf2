"""Updates as quads: what each received and changed, in the log, a graph that no analysis reads."""

from __future__ import annotations

from datetime import UTC
from typing import TYPE_CHECKING

from biograph.journal import ChangeKind
from biograph.model import Literal, Statement
from biograph.store.statements import source_iri
from biograph.terms import DCTERMS, LOG, PROV, RDF, XSD, bg, mint

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import datetime

    from biograph.journal import AskedQuery, Change, SetAside, Update
    from biograph.model import Text
    from biograph.store.base import GraphStore

_COUNTS = {
    ChangeKind.FACT_GAINED: "factsGained",
    ChangeKind.FACT_LOST: "factsLost",
    ChangeKind.ACTOR_GAINED: "actorsGained",
    ChangeKind.ACTOR_LOST: "actorsLost",
    ChangeKind.FINDING_GAINED: "findingsGained",
    ChangeKind.FINDING_LOST: "findingsLost",
    ChangeKind.FINDING_MOVED: "findingsMoved",
}


def log_update(store: GraphStore, done: Update) -> None:
    """Add an update to the log, all of it or nothing."""
    store.add(update(done))


def update_iri(started: datetime) -> str:
    """The node of the update that began then."""
    return mint("update", started.astimezone(UTC).isoformat())


def update(done: Update) -> Iterator[Statement]:
    """The quads of one update."""
    node = update_iri(done.started)
    counts = {
        "receivedCount": done.received,
        "newCount": done.new,
        "flaggedCount": done.flagged,
        **{name: done.counts.get(kind, 0) for kind, name in _COUNTS.items()},
    }
    yield Statement(node, RDF + "type", bg("Update"), LOG)
    yield Statement(node, PROV + "startedAtTime", _time(done.started), LOG)
    yield Statement(node, PROV + "endedAtTime", _time(done.ended), LOG)
    yield from _counted(node, counts)
    yield from _worded(node, {bg("graphDigest"): done.digest})
    for query in done.queries:
        yield from _query(query, node)
    for change in done.changes:
        yield from _change(change, node)
    for flags in done.set_aside:
        yield from _set_aside(flags, node)


def _query(asked: AskedQuery, of: str) -> Iterator[Statement]:
    node = mint("asked", of, asked.source, asked.query)
    counts = {"receivedCount": asked.received, "newCount": asked.new, "flaggedCount": asked.flagged}
    texts = {
        bg("queryId"): asked.query,
        bg("failure"): asked.failure,
        bg("mend"): asked.mend,
    }
    yield from _part(node, "AskedQuery", of)
    yield Statement(node, bg("fromSource"), source_iri(asked.source), LOG)
    yield from _counted(node, counts)
    yield from _worded(node, texts)


def _change(change: Change, of: str) -> Iterator[Statement]:
    node = mint("change", of, change.kind, change.iri)
    texts = {
        bg("changeKind"): str(change.kind),
        bg("statedThen"): change.quote,
        DCTERMS + "title": change.title,
        DCTERMS + "source": change.url,
    }
    yield from _part(node, "Change", of)
    yield Statement(node, bg("changedThing"), change.iri, LOG)
    yield from _worded(node, texts)
    yield from _spoken(node, DCTERMS + "description", change.sentence)
    yield from _spoken(node, bg("toldBefore"), change.before)
    if change.version:
        yield Statement(node, PROV + "wasDerivedFrom", change.version, LOG)


def _set_aside(flags: SetAside, of: str) -> Iterator[Statement]:
    node = mint("setaside", of, flags.reason)
    texts = {
        bg("flagReason"): flags.reason,
        bg("example"): flags.example,
        bg("mend"): flags.mend,
    }
    yield from _part(node, "SetAside", of)
    yield from _counted(node, {"flaggedCount": flags.count})
    yield from _worded(node, texts)


def _part(node: str, kind: str, of: str) -> Iterator[Statement]:
    yield Statement(node, RDF + "type", bg(kind), LOG)
    yield Statement(node, bg("ofUpdate"), of, LOG)


def _counted(node: str, counts: Mapping[str, int]) -> Iterator[Statement]:
    for name, count in counts.items():
        yield Statement(node, bg(name), Literal(str(count), XSD + "integer"), LOG)


def _worded(node: str, texts: Mapping[str, str]) -> Iterator[Statement]:
    for predicate, text in texts.items():
        if text:
            yield Statement(node, predicate, Literal(text), LOG)


def _spoken(node: str, predicate: str, said: Text) -> Iterator[Statement]:
    for lang, text in (("fr", said.fr), ("en", said.en)):
        if text:
            yield Statement(node, predicate, Literal(text, lang=lang), LOG)


def _time(moment: datetime) -> Literal:
    return Literal(moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"), XSD + "dateTime")
