"""Units in, a graph out: resolve, extract, link, commit.

A unit already in the graph, made with the same code, registers and terms, is skipped: so a second
run adds nothing and a killed run goes on where it stopped.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import chain, islice
from typing import TYPE_CHECKING

from biograph import __version__, vocabulary
from biograph.harvest.sources import SOURCES
from biograph.link.context import NO_CONTEXT, of_text
from biograph.model import Flag, Reason
from biograph.run.linking import linker_of, resolved
from biograph.store import statements
from biograph.store.sweep import sweep, versions
from biograph.terms import IDENTITY, META, ONTOLOGY_GRAPH, REFERENCE, digest

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from biograph.link import Linker
    from biograph.model import Claim, Entity, Entry, Statement
    from biograph.run.gather import Gathered, Unit
    from biograph.run.given import GivenReader
    from biograph.run.track import Track
    from biograph.store import EmbeddedStore

_AT_ONCE = 5_000  # quads committed in one transaction; more are a register


@dataclass(slots=True)
class Loaded:
    """What loading did; ``versions`` are the document versions it wrote."""

    versions: list[str] = field(default_factory=list)
    documents: int = 0
    claims: int = 0
    retracted: int = 0
    flags: list[Flag] = field(default_factory=list)

    @property
    def units(self) -> int:
        """How many units were written."""
        return len(self.versions)


def load(
    store: EmbeddedStore,
    gathered: Gathered,
    *,
    reader: GivenReader,
    track: Track,
    workspace: Path | None = None,
) -> Loaded:
    """Bring the graph up to date with the units, and give what was done.

    The ``workspace`` holds the decisions that people took on doubtful pairs.
    """
    entities = resolved(gathered, workspace).entities
    linker = linker_of(entities)
    mark = digest(__version__, reader.version, linker.digest)
    done = versions(store)
    stale = _superseded(done, gathered.units)
    todo = [u for v, u in sorted(gathered.units.items()) if done.get(v) != mark]
    loaded = Loaded(retracted=len(stale))
    vocabulary_changed = _load_vocabulary(store, done)
    if not (todo or stale):
        loaded.retracted = int(vocabulary_changed)
        return loaded
    for version in chain(stale, (u.version for u in todo if u.version in done)):
        store.retract(version)
    _describe(store, entities, renew=bool(done))
    owner = {entry: entity for entity in entities for entry in entity.entries}
    for unit, claims in _extracted(todo, reader, track):
        made = _Committer(unit, linker, owner, loaded.flags).statements(claims)
        _commit(store, made, statements.processed(unit.version, mark))
        loaded.versions.append(unit.version)
        loaded.documents += unit.document is not None
        loaded.claims += len(claims)
    sweep(store)
    store.flush()
    return loaded


def _superseded(done: Iterable[str], units: Iterable[str]) -> list[str]:
    """Versions in the graph of which the sources now give another content."""
    current = set(units)
    documents = {version.partition("/v/")[0] for version in current}
    return sorted(v for v in done if v not in current and v.partition("/v/")[0] in documents)


def _load_vocabulary(store: EmbeddedStore, done: dict[str, str]) -> bool:
    """Replace the ontology graph and the list of sources where they changed."""
    made = list(vocabulary.statements())
    made += chain.from_iterable(statements.source(c.SOURCE) for c in SOURCES.values())
    mark = digest(*map(repr, made))
    if done.get(ONTOLOGY_GRAPH) == mark:
        return False
    store.clear(ONTOLOGY_GRAPH)
    store.forget(META, {statements.source_iri(name) for name in SOURCES} | {ONTOLOGY_GRAPH})
    _commit(store, made, statements.processed(ONTOLOGY_GRAPH, mark))
    return True


def _describe(store: EmbeddedStore, entities: Sequence[Entity], *, renew: bool) -> None:
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


def _extracted(
    todo: Sequence[Unit], reader: GivenReader, track: Track
) -> Iterator[tuple[Unit, list[Claim]]]:
    """Each unit with its declared claims and those read in its text, in order of the units."""
    by_version = {unit.version: unit for unit in todo}
    prose = [unit.document for unit in todo if unit.document]
    for extraction in track(reader.read(prose), "extract", len(prose)):
        unit = by_version.pop(extraction.document.version)
        yield unit, [*unit.claims, *extraction.claims]
    for unit in track(by_version.values(), "load", len(by_version)):
        yield unit, unit.claims


def _commit(store: EmbeddedStore, made: Iterable[Statement], mark: Statement | None) -> None:
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
    """The statements of one unit: its document, its rows, its facts."""

    def __init__(
        self, unit: Unit, linker: Linker, owner: dict[Entry, Entity], flags: list[Flag]
    ) -> None:
        self._unit, self._linker, self._owner, self._flags = unit, linker, owner, flags
        self._date = unit.document.published if unit.document else SOURCES[unit.source].SOURCE.date
        self._context = of_text(unit.document.text) if unit.document else NO_CONTEXT

    def statements(self, claims: Iterable[Claim]) -> Iterator[Statement]:
        unit = self._unit
        if unit.document:
            yield from statements.document(unit.document)
        else:
            source = SOURCES[unit.source].SOURCE
            yield from statements.register(unit.version, source, unit.table)
        for entry in unit.entries:
            yield from statements.describes(self._owner[entry], entry)
        for claim in claims:
            yield from self._fact(claim)

    def _fact(self, claim: Claim) -> Iterator[Statement]:
        kept_out = _kept_out(claim)
        if kept_out:
            self._flags.append(_held_back(claim, kept_out))
            return
        subject = self._linker.link(claim.subject, self._context)
        obj = self._linker.link(claim.object, self._context)
        for end in (subject, obj):
            if end.entity.provisional:
                yield from statements.provisional(
                    end.entity, self._unit.version, superclasses=_above(end.entity.kinds)
                )
        yield from statements.fact(claim, subject, obj, on=self._date)


#: Least calibrated confidence of a claim read in a text that becomes a fact: the mean confidence of
#: the claims above it is .8, the precision that a fact is to have.
LEAST_CONFIDENCE = 0.65


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
