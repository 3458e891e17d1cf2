"""The linker of a run: all register rows and terms of the ontology as one index of entities."""

from __future__ import annotations

from dataclasses import replace
from itertools import chain
from typing import TYPE_CHECKING

from biograph import vocabulary
from biograph.link import Linker, resolve
from biograph.model import Entity, Identifier, Mention, Span
from biograph.run.gather import gather
from biograph.terms import DATA

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from biograph.extract import annotation
    from biograph.run.gather import Gathered
    from biograph.run.track import Track


def index(gathered: Gathered) -> tuple[list[Entity], Linker]:
    """The entities behind the register rows, and a linker that also knows the ontology's terms."""
    entities = resolve(
        chain.from_iterable(unit.entries for unit in gathered.units.values()),
        annotation_type=vocabulary.annotation_type,
    )
    linker = Linker([*entities, *_terms()], annotation_type=vocabulary.annotation_type)
    return entities, linker


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


def linked(
    items: Iterable[annotation.Annotated], *, snapshot: Path | None, track: Track
) -> Iterator[annotation.Annotated]:
    """Annotated documents with the IRI of every entity, from all registers of the snapshot."""
    _, linker = index(gather((), snapshot=snapshot, track=track))
    for item in items:
        yield replace(item, entities=tuple(_with_id(entity, linker) for entity in item.entities))


def _with_id(entity: annotation.Entity, linker: Linker) -> annotation.Entity:
    mention = Mention(
        text=entity.text,
        kind=entity.type,
        subtype=entity.subtype,
        span=Span(entity.start, entity.end),
    )
    return replace(entity, id=linker.link(mention).entity.iri)
