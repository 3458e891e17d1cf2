"""Browsing: everything there is, narrowed down by facets and words, with exports of it all."""

from __future__ import annotations

import difflib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from biograph.model import Literal, Text
from biograph.serve.index.facets import UNKNOWN, members
from biograph.serve.index.traits import FACETS, FOLDERS
from biograph.serve.page import Answer, Asked, NotFound, Page
from biograph.table import Table
from biograph.terms import DATA, DCTERMS, META, ONTOLOGY_GRAPH, REFERENCE, name_key

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from biograph.model import Statement
    from biograph.serve.site import Site
    from biograph.view.say import Lang

#: Things a page, and values of a facet that are in sight without unfolding.
_PAGE, _IN_SIGHT = 50, 6
#: Fields of a hit by which one can sort.
_SORTS = ("facts", "name", "date")
_TOLD = ("country", "region", "stage", "family", "input", "source")
_COLUMNS = ("iri", "name", "kind", "facts", "date", *_TOLD)
_TITLE = Text(fr="Acteurs, produits et termes", en="Actors, products and terms")
_NOT_KNOWN = Text(fr="inconnu de biograph", en="unknown to biograph")
#: Every thing is one: to choose it says nothing.
_EVERYTHING = "Entity"


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """A value of a facet: what it is called, how many things it would leave, whether it is on."""

    value: str
    label: Text
    count: int
    chosen: bool


def browse(site: Site, asked: Asked) -> Answer:
    """All things that fit the facets and words of the address; of one class where it names one."""
    only = asked.path.get("class", "")
    chosen = {facet: asked.many(facet) for facet in FACETS}
    if only:
        chosen["kind"] = (_class(site, only),)
    words = asked.one("q")[:200]
    within = site.entities.matching(words)
    found = _sorted(site, asked, site.entities.facets.matching(chosen, within))
    last = max(1, -(-len(found) // _PAGE))
    number = min(asked.number("page", 1, low=1, high=1_000_000), last)
    part = found[_PAGE * (number - 1) : _PAGE * number]
    facets = _choices(site, asked, chosen, within)
    table = _table(site, asked, part if asked.suffix == "html" else found)
    return Answer(
        template="site/browse.html.j2",
        title=site.kind(only) if only else _TITLE,
        values={
            "hits": [(site.entities.hits[number], _places(site, number)) for number in part],
            "facets": {facet: choices for facet, choices in facets.items() if choices},
            "in_sight": _IN_SIGHT,
            "only": only,
            "words": words,
            "sort": asked.one("sort"),
            "sorts": _SORTS,
            "total": len(found),
            "number": number,
            "last": last,
        },
        table=table,
        data={"count": len(found), "facets": facets, "rows": list(table.records())},
        statements=_statements(site, found),
        styles=("site/browse.css",),
        scripts=("site/browse.js",),
    )


def _class(site: Site, name: str) -> str:
    """A class that some thing is of. Raises NotFound for any other, with near ones."""
    known = site.entities.facets.known("kind")
    if name in known:
        return name
    near = difflib.get_close_matches(name, known, n=3, cutoff=0.6)
    raise NotFound(
        f"nothing in the graph is of a class '{name[:60]}'",
        hint=f"did you mean {' or '.join(near)}?" if near else f"for example {known[0]}",
    )


def _choices(
    site: Site, asked: Asked, chosen: Mapping[str, Sequence[str]], within: int
) -> dict[str, list[Choice]]:
    """The values of each facet: the newest year first, else the most frequent, unknown last."""
    found = {}
    for facet, counts in site.entities.facets.counts(chosen, within).items():
        choices = [
            Choice(
                value=value,
                label=_label(site, facet, value),
                count=counts.get(value, 0),
                chosen=value in chosen[facet],
            )
            for value in {**counts, **dict.fromkeys(chosen[facet])}
            if value != _EVERYTHING
        ]
        if facet == "year":
            choices.sort(key=lambda one: one.value, reverse=True)
        else:
            choices.sort(key=lambda one: (-one.count, getattr(one.label, asked.lang)))
        found[facet] = sorted(choices, key=lambda one: (not one.chosen, one.value == UNKNOWN))
    return found


def _label(site: Site, facet: str, value: str) -> Text:
    """What a value of a facet is called."""
    if value == UNKNOWN:
        return _NOT_KNOWN
    if facet == "kind":
        return site.kind(value)
    if facet == "source":
        title = site.keep("titles of sources", lambda: _titles(site)).get(value, value)
        return Text(fr=title, en=title)
    if facet == "year":
        return Text(fr=value, en=value)
    return site.name(f"{DATA}{FOLDERS[facet]}{value}")


def _titles(site: Site) -> dict[str, str]:
    """The title of each source by its key."""
    start = f"{DATA}{FOLDERS['source']}"
    return {
        found.subject.removeprefix(start): found.object.value
        for found in site.kg.store.quads(META, DCTERMS + "title")
        if isinstance(found.object, Literal)
    }


def _sorted(site: Site, asked: Asked, found: int) -> list[int]:
    """The numbers in a set in the order asked for, by default the best known first."""
    sort = asked.one("sort") if asked.one("sort") in _SORTS else _SORTS[0]
    order = site.keep(("order", sort, asked.lang), lambda: _ordered(site, sort, asked.lang))
    kept = set(members(found))
    return [number for number in order if number in kept]


def _ordered(site: Site, sort: str, lang: Lang) -> list[int]:
    """The numbers of all things by name, or first by another field, the largest first."""
    hits = site.entities.hits
    numbers = sorted(range(len(hits)), key=lambda n: name_key(getattr(hits[n].name, lang)))
    if sort != "name":
        numbers.sort(key=lambda n: getattr(hits[n], sort), reverse=True)
    return numbers


def _values(site: Site, facet: str, number: int) -> tuple[str, ...]:
    """The values of a facet that a thing has."""
    known = site.keep(("values", facet), lambda: site.entities.facets.values(facet))
    return known.get(number, ())


def _places(site: Site, number: int) -> list[Text]:
    """The regions of a thing, or else its countries."""
    facet = "region" if _values(site, "region", number) else "country"
    return [_label(site, facet, value) for value in _values(site, facet, number)]


def _table(site: Site, asked: Asked, found: Sequence[int]) -> Table:
    """A row a thing; several values of one column are told apart by a space."""

    def row(number: int) -> tuple[str | Literal, ...]:
        hit = site.entities.hits[number]
        named = (getattr(hit.name, asked.lang), hit.kind, str(hit.facts), hit.date)
        values = (" ".join(_values(site, facet, number)) for facet in _TOLD)
        return (hit.iri, *map(Literal, (*named, *values)))

    return Table(columns=_COLUMNS, rows=tuple(map(row, found)))


def _statements(site: Site, found: Sequence[int]) -> Iterator[Statement]:
    """What the graphs of names and terms say of the things."""
    iris = [site.entities.hits[number].iri for number in found]
    for graph in (REFERENCE, ONTOLOGY_GRAPH):
        yield from site.kg.store.about(iris, graph)


def warm(site: Site) -> None:
    """Read what all pages of this family need, before anybody asks."""
    browse(site, Asked())


PAGES = (
    Page(path="/browse", answer=browse),
    Page(path="/browse/{class}", answer=browse),
)
