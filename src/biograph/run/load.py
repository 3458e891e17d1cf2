"""Units in, a graph out: resolve, extract, link, commit.

A unit already in the graph, made with the same code, registers and terms, is skipped: so a second
run adds nothing and a killed run goes on where it stopped.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import chain, islice
from typing import TYPE_CHECKING

from biograph import __version__, vocabulary
from biograph.extract import frames
from biograph.harvest.registry import CONNECTORS
from biograph.link import copies
from biograph.link.context import NO_CONTEXT, of_text
from biograph.model import Flag, Reason
from biograph.run.changes import GraphChanges, changes, parting, said_in
from biograph.run.linking import linker_of
from biograph.run.quoting import quotable
from biograph.store import statements
from biograph.store.sweep import UNFINISHED, sweep, unfinished, versions, withdrawn_in
from biograph.terms import (
    IDENTITY,
    META,
    ONTOLOGY_GRAPH,
    REFERENCE,
    digest,
    document_iri,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from biograph.link import Linker
    from biograph.link.context import Context
    from biograph.model import Claim, Entity, Entry, Statement
    from biograph.run.changes import Said
    from biograph.run.gather import Gathered, Unit
    from biograph.run.given import GivenReader
    from biograph.run.track import Track
    from biograph.store import GraphStore

_AT_ONCE = 5_000  # quads committed in one transaction; more are a register


@dataclass(slots=True)
class Loaded:
    """What loading did; ``versions`` are the document versions it wrote."""

    versions: list[str] = field(default_factory=list)
    documents: int = 0
    claims: int = 0
    retracted: int = 0
    flags: list[Flag] = field(default_factory=list)
    changes: GraphChanges = field(default_factory=GraphChanges)

    @property
    def units(self) -> int:
        """How many units were written."""
        return len(self.versions)


def load(
    store: GraphStore,
    gathered: Gathered,
    entities: Sequence[Entity],
    *,
    reader: GivenReader,
    track: Track,
) -> Loaded:
    """Bring the graph up to date with all units, linked to the entities, and give what was done."""
    linker = linker_of(entities)
    done = versions(store)
    vocabulary_changed = _load_vocabulary(store, done)
    _withdraw(store, gathered)
    todo = _todo(gathered, done, _mark(reader, linker))
    stale = _superseded(done, gathered)
    loaded = Loaded(retracted=len(stale))
    if not (todo or stale or UNFINISHED in done):
        loaded.retracted = int(vocabulary_changed)
        return loaded
    store.add([statements.processed(UNFINISHED, "")])
    before = _retract(store, [*stale, *(v for v in todo if v in done)])
    _describe(store, entities, renew=bool(done))
    owner = {entry: entity for entity in entities for entry in entity.entries}
    _write(store, gathered, todo, _Committer(linker, owner, loaded), (reader, track))
    sweep(store)
    if done:  # in a new graph all is new
        loaded.changes = changes(store, before, said_in(store, loaded.versions), loaded.versions)
    store.retract(UNFINISHED)
    store.flush()
    return loaded


def add(
    store: GraphStore, gathered: Gathered, linker: Linker, *, reader: GivenReader, track: Track
) -> Loaded:
    """Add documents to a graph that is up to date with its registers, looking at nothing else.

    The graph that comes out is the one that ``load`` makes of all units together.
    """
    done = versions(store, of=_documents(gathered))
    _withdraw(store, gathered)
    todo = _todo(gathered, done, _mark(reader, linker))
    stale = _superseded(done, gathered)
    loaded = Loaded(retracted=len(stale))
    whole = unfinished(store)
    if not (todo or stale or whole):
        return loaded
    store.add([statements.processed(UNFINISHED, "")])
    before = _retract(store, [*stale, *(v for v in todo if v in done)])
    _write(store, gathered, todo, _Committer(linker, {}, loaded), (reader, track))
    now = said_in(store, loaded.versions)
    sweep(store, None if whole else before.provisional | now.provisional)
    loaded.changes = changes(store, before, now, loaded.versions)
    store.retract(UNFINISHED)
    store.flush()
    return loaded


def _retract(store: GraphStore, leaving: Sequence[str]) -> Said:
    """Take versions back, and give what they had said."""
    said = parting(store, leaving)
    for version in leaving:
        store.retract(version)
    return said


def _mark(reader: GivenReader, linker: Linker) -> str:
    """What of code and registers decides on the statements of a unit."""
    return digest(__version__, reader.version, linker.digest, copies.VERSION, frames.VERSION)


def _todo(gathered: Gathered, done: Mapping[str, str], mark: str) -> dict[str, str]:
    """The units to write, in their order, each with the mark it is to bear."""
    marks = {
        version: digest(mark, unit.stamp) if unit.stamp else mark
        for version, unit in sorted(gathered.units.items())
    }
    return {version: own for version, own in marks.items() if done.get(version) != own}


def _documents(gathered: Gathered) -> set[str]:
    """The documents whose content the sources gave or took back."""
    gone = {document_iri(one.source, one.key) for one in gathered.withdrawn}
    return gone | {version.partition("/v/")[0] for version in gathered.units}


def _superseded(done: Iterable[str], gathered: Gathered) -> list[str]:
    """Versions in the graph of which the sources now give another content, or none."""
    documents = _documents(gathered)
    return sorted(v for v in done if v not in gathered.units and v.partition("/v/")[0] in documents)


def _withdraw(store: GraphStore, gathered: Gathered) -> None:
    """Say which documents their sources took back: their facts go, that they were said does not.

    What was said of them before, or of documents that are given again, no longer holds.
    """
    for document in withdrawn_in(store) & _documents(gathered):
        store.retract(document)
    store.add({s for one in gathered.withdrawn for s in statements.withdrawn(one)})


def _load_vocabulary(store: GraphStore, done: dict[str, str]) -> bool:
    """Replace the ontology graph and the list of sources where they changed."""
    made = list(vocabulary.statements())
    made += chain.from_iterable(statements.source(c.SOURCE) for c in CONNECTORS.values())
    mark = digest(*map(repr, made))
    if done.get(ONTOLOGY_GRAPH) == mark:
        return False
    store.clear(ONTOLOGY_GRAPH)
    store.forget(META, {statements.source_iri(name) for name in CONNECTORS} | {ONTOLOGY_GRAPH})
    _commit(store, made, statements.processed(ONTOLOGY_GRAPH, mark))
    return True


def _describe(store: GraphStore, entities: Sequence[Entity], *, renew: bool) -> None:
    """Say what the entities are called and which register rows they are."""
    if renew:
        iris = {entity.iri for entity in entities}
        store.forget(REFERENCE, iris)
        store.forget(IDENTITY, {statements.link_iri(e, row) for e in entities for row in e.entries})
    _commit(
        store,
        chain.from_iterable(
            chain(
                statements.entity(entity, superclasses=_above(entity.kinds)),
                statements.identity(entity),
            )
            for entity in entities
        ),
        None,
    )


def _above(kinds: Iterable[str]) -> set[str]:
    return set().union(*(vocabulary.superclasses(kind) for kind in kinds))


def _write(
    store: GraphStore,
    gathered: Gathered,
    todo: Mapping[str, str],
    committer: _Committer,
    how: tuple[GivenReader, Track],
) -> None:
    """Read the documents of the units to do and commit unit by unit, each with its mark."""
    units = {version: gathered.units[version] for version in todo}
    for unit, claims in _extracted(units, *how):
        made = committer.statements(unit, claims)
        _commit(store, made, statements.processed(unit.version, todo[unit.version]))


def _extracted(
    units: dict[str, Unit], reader: GivenReader, track: Track
) -> Iterator[tuple[Unit, list[Claim]]]:
    """Each unit with its declared claims and those read in its text, in order of the units."""
    prose = [unit.document for unit in units.values() if unit.document]
    for extraction in track(reader.read(prose), "extract", len(prose)):
        unit = units.pop(extraction.document.version)
        yield unit, [*unit.claims, *extraction.claims]
    for unit in track(units.values(), "load", len(units)):
        yield unit, unit.claims


def _commit(store: GraphStore, made: Iterable[Statement], mark: Statement | None) -> None:
    """Write one unit: at once where it is a document, else in bulk; the mark comes last."""
    rest = iter(made)
    first = list(islice(rest, _AT_ONCE))
    done = [] if mark is None else [mark]
    if len(first) < _AT_ONCE:
        store.add([*first, *done])
    else:
        store.add_many(chain(first, rest))
        store.add(done)


class _Committer:
    """The statements of units: their documents, their rows, their facts."""

    def __init__(self, linker: Linker, owner: dict[Entry, Entity], loaded: Loaded) -> None:
        self._linker, self._owner, self._loaded = linker, owner, loaded

    def statements(self, unit: Unit, claims: Sequence[Claim]) -> Iterator[Statement]:
        if unit.document:
            context = of_text(unit.document.text, unit.entries, unit.claims)
            date = unit.document.published
            yield from statements.document(unit.document)
            yield statements.sketched(unit.version, copies.sketch(unit.document.text))
        else:
            source = CONNECTORS[unit.source].SOURCE
            context, date = NO_CONTEXT, source.date
            yield from statements.register(unit.version, source, unit.table)
        for entry in unit.entries:
            yield from statements.describes(self._owner[entry], entry)
        events = frames.events(claim for claim in claims if not _kept_out(claim))
        yield from chain.from_iterable(map(statements.event, events))
        part_of = {claim: statements.event_iri(event) for event in events for claim in event.claims}
        for claim in claims:
            event = part_of.get(claim, "") if part_of else ""
            yield from self._fact(quotable(claim, unit.document), context, date, event)
        self._loaded.versions.append(unit.version)
        self._loaded.documents += unit.document is not None
        self._loaded.claims += len(claims)

    def _fact(self, claim: Claim, context: Context, date: str, event: str) -> Iterator[Statement]:
        kept_out = _kept_out(claim)
        if kept_out:
            self._loaded.flags.append(_held_back(claim, kept_out))
            return
        subject = self._linker.link(claim.subject, context)
        obj = self._linker.link(claim.object, context)
        for end in (subject, obj):
            if end.entity.provisional:
                yield from statements.provisional(
                    end.entity, claim.evidence.document, superclasses=_above(end.entity.kinds)
                )
        yield from statements.fact(claim, subject, obj, on=date, event=event)


#: Least calibrated confidence of a claim read in a text that becomes a fact: the precision that a
#: fact is to have is .8; .84 of the claims above this are right on development documents.
LEAST_CONFIDENCE = 0.7


def _kept_out(claim: Claim) -> Reason | None:
    """Why a claim does not become a fact; None where it does."""
    if claim.modality not in statements.FACT_MODALITIES:
        return Reason(claim.modality.value)
    if claim.evidence.span and claim.score < LEAST_CONFIDENCE:
        return Reason.UNSURE
    return None


def _held_back(claim: Claim, reason: Reason) -> Flag:
    said = f"{claim.subject.text} {claim.predicate} {claim.object.text}"
    return Flag(
        reason=reason,
        where=claim.evidence.document,
        message=f"{said}: {reason} ({claim.score:.2f}) in « {claim.evidence.quote} »",
        mend="nothing to mend: only what is asserted or planned, and sure enough, becomes a fact",
    )
