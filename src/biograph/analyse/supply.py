"""Who is known to make which input: supply facts and ownership in, makers by input out."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from biograph.analyse.support import support
from biograph.errors import QueryError
from biograph.terms import DATA, local_name, name_key

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from biograph.ask import Ask
    from biograph.table import Table

FRANCE = DATA + "country/FR"
EUROPE = DATA + "area/EU"


@dataclass(frozen=True, slots=True, kw_only=True)
class Maker:
    """An organisation known to supply an input, the facts that say so and who owns it at last."""

    iri: str
    name: str
    country: str
    owner: str
    relations: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Supply:
    """Makers by input, who owns whom, what owners are called, and the countries of the EU.

    ``possible`` are those of which sources say only that they make something more general, and
    ``general`` is what that is. ``sure`` is the probability of each supply fact.
    """

    makers: Mapping[str, tuple[Maker, ...]]
    possible: Mapping[str, frozenset[str]]
    general: Mapping[str, frozenset[str]]
    roots: Mapping[str, str]
    sure: Mapping[str, float]
    names: Mapping[str, str]
    union: frozenset[str]

    def of(self, iri: str) -> tuple[Maker, ...]:
        """The known makers of an input, none where none is known."""
        return self.makers.get(iri, ())

    def group(self, maker: str) -> str:
        """The last owner of an organisation, itself where none is known."""
        return self.roots.get(maker, maker)

    def owners(self) -> dict[str, frozenset[str]]:
        """The owners behind each input: firms of one group count once."""
        return {
            iri: frozenset(maker.owner for maker in makers) for iri, makers in self.makers.items()
        }

    def share_known(self, inputs: Iterable[str]) -> float | None:
        """The share of these inputs with a known maker, in [0, 1]; None where there are none."""
        wanted = set(inputs)
        return sum(1 for iri in wanted if self.of(iri)) / len(wanted) if wanted else None


def supply(ask: Ask) -> Supply:
    """The supply facts of the graph. A maker of a narrower input makes the broader one too."""
    owned = ownership(ask)
    roots = owners(owned)
    sure = {iri: fact.p for iri, fact in support(ask, predicate="suppliesInput").items()}
    rows: dict[tuple[str, str], list[tuple[str, str, str]]] = {}
    for row in ask("supply/makers-of-input").records():
        key = (row["input"], row["maker"])
        name = row["maker_label"] or local_name(row["maker"])
        rows.setdefault(key, []).append((name, row["country"] or "", row["relation"]))
    makers: dict[str, list[Maker]] = {}
    for (iri, maker), facts in sorted(rows.items()):
        makers.setdefault(iri, []).append(
            Maker(
                iri=maker,
                name=min(name for name, _, _ in facts),
                country=min(country for _, country, _ in facts),
                owner=roots.get(maker, maker),
                relations=tuple(sorted({relation for _, _, relation in facts})),
            )
        )
    possible: dict[str, set[str]] = {}
    general: dict[str, set[str]] = {}
    for row in ask("supply/possible-makers").records():
        possible.setdefault(row["input"], set()).add(row["maker"])
        general.setdefault(row["input"], set()).add(row["general"])
    names = {row["owner"]: row["owner_label"] or "" for row in owned.records()}
    names |= {maker.iri: maker.name for same in makers.values() for maker in same}
    return Supply(
        makers={iri: tuple(same) for iri, same in makers.items()},
        possible={iri: frozenset(same) for iri, same in possible.items()},
        general={iri: frozenset(same) for iri, same in general.items()},
        roots=roots,
        sure=sure,
        names=names,
        union=frozenset(ask("actors/countries", area="EU").column("country")),
    )


#: Below this an owner that only a text names is not followed: it would move all it supplies.
_BELIEVED = 0.65


def ownership(ask: Ask) -> Table:
    """Who owns whom: what registers and tables say, and texts where they are sure enough.

    One wrong owner makes one group of firms that are apart, and a bottleneck that is none.
    """
    table, told = ask("supply/owners"), support(ask, predicate="subsidiaryOf")
    doubtful = {relation for relation, s in told.items() if s.p < _BELIEVED and not s.registers}
    column = table.columns.index("relation")
    return replace(table, rows=tuple(row for row in table.rows if row[column] not in doubtful))


def owners(table: Table) -> dict[str, str]:
    """The last owner of each organisation that has exactly one parent.

    One with two parents (a joint venture, or sources that differ) hangs on neither alone and stays
    its own; a circle of owners ends at its first name in order.
    """
    single = parents(table)
    return {child: _root(child, single) for child in single}


def parents(table: Table) -> dict[str, str]:
    """The parent of each organisation that has exactly one."""
    found: dict[str, set[str]] = {}
    for row in table.records():
        found.setdefault(row["organisation"], set()).add(row["owner"])
    return {child: next(iter(of)) for child, of in found.items() if len(of) == 1}


def _root(child: str, parent: Mapping[str, str]) -> str:
    seen = [child]
    while seen[-1] in parent:
        above = parent[seen[-1]]
        if above in seen:
            return min(seen[seen.index(above) :])
        seen.append(above)
    return seen[-1]


def actors_in(ask: Ask, region: str | None) -> frozenset[str] | None:
    """The actors based in a region given by code, IRI or name; None where no region is given.

    Raises QueryError where no actor is known there.
    """
    if not region:
        return None
    rows = list(ask("actors/regions").records())
    found = frozenset(
        row["actor"]
        for row in rows
        if local_name(region) == local_name(row["region"])
        or name_key(region) == name_key(row["region_label"])
    )
    if found:
        return found
    known = sorted({f"{local_name(row['region'])} ({row['region_label']})" for row in rows})
    raise QueryError(
        f"no actor is known in the region '{region}'",
        hint=f"regions with actors: {', '.join(known) or 'none, run biograph run first'}",
    )
