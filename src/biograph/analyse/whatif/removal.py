"""What goes when something goes, and what comes when a maker comes: words in, changes out."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from biograph.analyse.supply import Maker, ownership, parents
from biograph.analyse.whatif.things import ACTORS, REGIONS
from biograph.errors import QueryError
from biograph.terms import mint, name_key

if TYPE_CHECKING:
    from collections.abc import Mapping

    from biograph.analyse.known import Known
    from biograph.analyse.tree import Tree
    from biograph.analyse.whatif.things import Thing, Things
    from biograph.ask import Ask

_BASED = "SELECT DISTINCT ?actor { GRAPH graph:reference { ?actor bg:country <%s> } }"
_SITES = """
SELECT DISTINCT ?body ?site {
  GRAPH graph:asserted { ?body bg:operatesSite ?site }
} ORDER BY ?body ?site
"""
#: "NAME: INPUT, INPUT" or "NAME (COUNTRY): INPUT", where the name may be an IRI.
_ADDING = re.compile(
    r"(?P<name>\w+:\S+?|[^:]+?)\s*(?:\((?P<country>[^()]+)\))?\s*:\s*(?P<inputs>\S.*)"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Removal:
    """A thing that is taken away with everything that goes along.

    ``actors`` go with all that they make, ``inputs`` whoever makes them; ``relations`` are the
    facts by which firms belong to it.
    """

    thing: Thing
    actors: frozenset[str] = frozenset()
    inputs: frozenset[str] = frozenset()
    relations: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Addition:
    """A maker that is added, what it was said to make and all that this is a kind of."""

    maker: Maker
    inputs: tuple[Thing, ...]
    makes: frozenset[str]


def removal(ask: Ask, tree: Tree, thing: Thing) -> Removal:
    """What goes along with a thing.

    With an actor go the firms that it owns alone, however deep, and their sites; with a country or
    region all actors based there; with an input all kinds of it.
    """
    if thing.kind in ACTORS:
        actors, relations = _group(ask, thing.iri)
        return Removal(thing=thing, actors=actors, relations=relations)
    if thing.kind == "country":
        return Removal(thing=thing, actors=frozenset(ask(_BASED % thing.iri).column("actor")))
    if thing.kind in REGIONS:
        based = ask("actors/regions", region=thing.iri).column("actor")
        return Removal(thing=thing, actors=frozenset(based))
    return Removal(thing=thing, inputs=tree.below(thing.iri))


def addition(known: Known, things: Things, tree: Tree, text: str) -> Addition:
    """The maker of ``NAME: INPUT, INPUT`` or ``NAME (COUNTRY): INPUT``.

    A name that the graph knows is that actor and belongs to its group, another one is a new firm.
    Raises QueryError for a text of another form, unknown inputs or countries, ambiguous names.
    """
    form = _ADDING.fullmatch(text.strip())
    if not form:
        raise QueryError(
            f"'{text}' adds no maker", hint='write "NAME: INPUT" or "NAME (FR): INPUT, INPUT"'
        )
    named, country = form["name"].strip(), form["country"]
    words = [word for word in map(str.strip, form["inputs"].split(",")) if word]
    inputs = tuple(things.meant(word, {"input"}) for word in words)
    known_as = things.candidates(named, ACTORS) and things.meant(named, ACTORS)
    iri = known_as.iri if known_as else mint("whatif", name_key(named))
    return Addition(
        maker=Maker(
            iri=iri,
            name=known_as.name.fr if known_as else named,
            country=things.meant(country, {"country"}).iri if country else "",
            owner=known.supply.group(iri),
            relations=(),
        ),
        inputs=inputs,
        # Who makes a kind of something makes it.
        makes=frozenset().union(*(tree.above(thing.iri) for thing in inputs)),
    )


def _group(ask: Ask, owner: str) -> tuple[frozenset[str], tuple[str, ...]]:
    """An actor with the firms below it and their sites, and the facts of who owns the firms."""
    table = ownership(ask)
    above = parents(table)
    firms = {owner} | {firm for firm in above if owner in _chain(firm, above)}
    owned = (row for row in table.records() if row["organisation"] in firms - {owner})
    sites = (row["site"] for row in ask(_SITES).records() if row["body"] in firms)
    return frozenset({*firms, *sites}), tuple(sorted({row["relation"] for row in owned}))


def _chain(firm: str, above: Mapping[str, str]) -> set[str]:
    """All that own a firm, the circle once where owners run in one."""
    found: set[str] = set()
    while firm in above and above[firm] not in found:
        firm = above[firm]
        found.add(firm)
    return found
