"""What a thing is, as all graphs say: an IRI in, its names, classes, identifiers and place out."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from biograph.ask import over
from biograph.model import Literal, Statement, Text
from biograph.serve.things.predicates import label
from biograph.serve.things.registers import REGISTERS, entry
from biograph.terms import (
    ASSERTED,
    DCTERMS,
    GEO,
    INFERRED,
    OWL,
    RDF,
    RDFS,
    SKOS,
    bg,
    local_name,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from biograph.serve.site import Site

_SAID = """#+ params: thing=iri
SELECT ?predicate ?value ?graph {
  VALUES ?thing { UNDEF }
  GRAPH ?graph { ?thing ?predicate ?value }
}
"""
_NAMES = (RDFS + "label", SKOS + "prefLabel", SKOS + "altLabel")
_OWN_PLACE = ("formerName", "status", "city", "country", "provisional", "inClass", *REGISTERS)
#: What has its own place on a page, or is of use to programs only.
_SHOWN = frozenset(
    {
        *_NAMES,
        *(bg(name) for name in _OWN_PLACE),
        RDF + "type",
        SKOS + "hiddenLabel",
        GEO + "lat",
        GEO + "long",
        OWL + "deprecated",
        DCTERMS + "isReplacedBy",
        DCTERMS + "title",
        bg("annotatedAs"),
        bg("processedWith"),
        bg("sketch"),
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Identifier:
    """An identifier of a register and the address of its entry there, where that is known."""

    scheme: str
    value: str
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Property:
    """What else is said of a thing by one predicate."""

    predicate: str
    label: Text
    values: tuple[str | Literal, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Thing:
    """What the graphs say of a thing. ``kinds`` are local names, the most telling one first.

    ``aliases`` are its other names without the former ones. ``successors`` replace a term that is
    no longer in use. ``country`` is an IRI or empty.
    """

    iri: str
    name: Text
    kinds: tuple[str, ...]
    aliases: tuple[str, ...]
    identifiers: tuple[Identifier, ...]
    properties: tuple[Property, ...]
    status: str = ""
    city: str = ""
    country: str = ""
    provisional: bool = False
    retired: bool = False
    successors: tuple[str, ...] = ()


def said_of(site: Site, iri: str) -> tuple[Statement, ...]:
    """All quads with the thing as subject, whatever graph they are in."""
    return tuple(
        Statement(iri, str(predicate), value, str(graph))
        for predicate, value, graph in over(site.kg.store)(_SAID, thing=iri).rows
        if value is not None
    )


def thing(site: Site, iri: str, said: Sequence[Statement]) -> Thing:
    """A thing by what is said of it."""
    own: dict[str, list[str | Literal]] = defaultdict(list)
    for quad in said:
        if quad.graph not in {ASSERTED, INFERRED} and quad.object not in own[quad.predicate]:
            own[quad.predicate].append(quad.object)
    known = site.entities.hit(iri)
    name = site.names.get(iri) or unnamed(site, iri, own)
    kinds = sorted({local_name(str(kind)) for kind in own[RDF + "type"]} - {"Entity"})
    if known:
        kinds.sort(key=lambda kind: kind != known.kind)
    called = {_plain(value) for predicate in _NAMES for value in own[predicate]}
    elsewhere = {name.fr, name.en, *map(_plain, own[bg("formerName")])}
    return Thing(
        iri=iri,
        name=name,
        kinds=tuple(kinds),
        aliases=tuple(sorted(called - elsewhere, key=str.casefold)),
        identifiers=tuple(_identifiers(own)),
        properties=tuple(_properties(site, own)),
        status=_first(own, "status"),
        city=_first(own, "city"),
        country=_first(own, "country"),
        provisional=bool(own[bg("provisional")]),
        retired=bool(own[OWL + "deprecated"]),
        successors=tuple(sorted(map(str, own[DCTERMS + "isReplacedBy"]))),
    )


def unnamed(site: Site, iri: str, own: Mapping[str, Sequence[str | Literal]]) -> Text:
    """What to call a thing without a label: by its title, by what it joins, or by its key."""
    if title := own.get(DCTERMS + "title"):
        return Text(fr=_plain(title[0]), en=_plain(title[0]))
    parts = [
        site.name(str(value))
        for name in ("requires", "ofFamily", "atStage")
        for value in own.get(bg(name), ())[:1]
    ]
    if not parts:
        return site.name(iri)
    return Text(fr=" · ".join(p.fr for p in parts), en=" · ".join(p.en for p in parts))


def _identifiers(own: Mapping[str, Sequence[str | Literal]]) -> Iterable[Identifier]:
    for scheme in REGISTERS:
        for value in sorted(map(_plain, own.get(bg(scheme), ()))):
            yield Identifier(scheme=scheme, value=value, url=entry(scheme, value))


def _properties(site: Site, own: Mapping[str, Sequence[str | Literal]]) -> Iterable[Property]:
    for predicate in sorted(own.keys() - _SHOWN, key=lambda p: (p != SKOS + "definition", p)):
        if own[predicate]:
            yield Property(
                predicate=predicate, label=label(site, predicate), values=tuple(own[predicate])
            )


def _first(own: Mapping[str, Sequence[str | Literal]], name: str) -> str:
    return next(map(_plain, own.get(bg(name), ())), "")


def _plain(term: str | Literal) -> str:
    return term.value if isinstance(term, Literal) else term
