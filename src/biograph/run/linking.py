"""The linker of a run: all register rows and terms of the ontology as one index of entities."""

from __future__ import annotations

from dataclasses import replace
from itertools import chain
from typing import TYPE_CHECKING

from biograph import vocabulary
from biograph.link import Linker, decisions, other_names, resolve
from biograph.link.context import of_text
from biograph.model import Entity, Identifier, Mention, Span
from biograph.run.gather import gather
from biograph.terms import DATA, bg

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from biograph.extract import annotation
    from biograph.link import Resolution
    from biograph.link.context import Context
    from biograph.run.gather import Gathered
    from biograph.run.track import Track


#: Decisions of people on pairs of entries, in the workspace beside the graph.
DECISIONS = "identity_decisions.tsv"


def resolved(gathered: Gathered, workspace: Path | None = None) -> Resolution:
    """The entities behind the register rows, by the decisions of the package and the workspace.

    Raises DataError for a table of decisions that cannot be read.
    """
    made = decisions.bundled()
    if workspace is not None:
        made += decisions.read(workspace / DECISIONS)
    return resolve(
        chain.from_iterable(unit.entries for unit in gathered.units.values()),
        annotation_type=vocabulary.annotation_type,
        decisions=made,
    )


def linker_of(entities: Iterable[Entity]) -> Linker:
    """A linker that knows the entities and the terms of the ontology."""
    known = [*map(_called, entities), *_terms()]
    return Linker(known, annotation_type=vocabulary.annotation_type)


def _called(entity: Entity) -> Entity:
    """The entity with the further names that readers found for its entries."""
    named = other_names.of_entries()
    others = [name for entry in entity.entries for name in named.get(entry.id, ())]
    return replace(entity, names=tuple(dict.fromkeys((*entity.names, *others))))


def _terms() -> Iterator[Entity]:
    for term in vocabulary.terms():
        folder, _, slug = term.iri.removeprefix(DATA).partition("/")
        names = chain(term.surfaces("fr"), term.surfaces("en"), term.row_terms)
        yield Entity(
            iri=term.iri,
            kinds=tuple(dict.fromkeys(filter(None, (term.annotation, term.kind)))),
            name=term.labels["fr"],
            names=tuple(dict.fromkeys(names)),
            identifiers=(Identifier(folder, slug),),
        )
    for name, labels in vocabulary.individuals("MedicineList").items():
        yield Entity(
            iri=bg(name),
            kinds=("MedicineList",),
            name=labels[0],
            names=labels,
            identifiers=(Identifier("list", name),),
        )


def linked(
    items: Iterable[annotation.Annotated], *, snapshot: Path | None, track: Track
) -> Iterator[annotation.Annotated]:
    """Annotated documents with the IRI of every entity, from all registers of the snapshot."""
    linker = linker_of(resolved(gather((), snapshot=snapshot, track=track)).entities)
    for item in items:
        context = of_text(item.text)
        found = (_with_id(entity, linker, context) for entity in item.entities)
        yield replace(item, entities=tuple(found))


def _with_id(entity: annotation.Entity, linker: Linker, context: Context) -> annotation.Entity:
    mention = Mention(
        text=entity.text,
        kind=entity.type,
        subtype=entity.subtype,
        span=Span(entity.start, entity.end),
    )
    return replace(entity, id=linker.link(mention, context).entity.iri)
