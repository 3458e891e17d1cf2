"""Which register entries are the same actor: entries in, entities out.

Two rules, both deterministic and independent of the order of the entries:

1. a shared strong identifier (SIREN, ROR, RNSR, FINESS, Wikidata ...) joins;
2. the same name key joins where the classes agree, no identifier contradicts, and nothing else
   bears that name. Laboratories and hospitals, whose names repeat, must be in the same town too.
"""

from __future__ import annotations

from collections import defaultdict
from itertools import combinations
from typing import TYPE_CHECKING

from biograph.model import Entity
from biograph.terms import DATA, mint, name_key

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from biograph.model import Entry

#: Whose name and key an entity takes where several registers know it.
PRIORITY = ("actors", "ror", "rnsr", "finess", "bdpm", "ema", "pia", "ilab", "recipes")
#: Schemes whose value names one organisation or product and nothing else.
STRONG = frozenset(
    {
        *("actor", "siren", "ror", "rnsr", "finess", "wikidata", "isin", "anr"),
        *("emaNumber", "cis", "class", "input"),
        *("insee", "departement", "region", "country"),
    }
)
_NEEDS_TOWN = frozenset({"Hospital", "ResearchOrganization", "Site"})
_PLACE_KINDS = {
    "Commune": "place",
    "Departement": "departement",
    "Region": "region",
    "Country": "country",
}


def resolve(entries: Iterable[Entry], *, annotation_type: Callable[[str], str]) -> list[Entity]:
    """The entities behind the entries, sorted by IRI.

    ``annotation_type`` gives the type of the annotation scheme above a class (``CDMO`` ->
    ``Company``), or the class itself where there is none.
    """
    rows = sorted(set(entries), key=_rank)
    groups = _Groups(rows)
    for same in _by_identifier(rows):
        groups.join(same)
    for same in _by_name(rows, annotation_type):
        if not groups.contradict(same):
            groups.join(same)
    found = [_entity(group) for group in groups.members()]
    return sorted(found, key=lambda entity: entity.iri)


def _rank(entry: Entry) -> tuple[int, str, str, str]:
    """Total order of rows: two rows that tie in all but a detail still come in one order."""
    order = PRIORITY.index(entry.source) if entry.source in PRIORITY else len(PRIORITY)
    return (order, entry.source, entry.key, repr(entry))


class _Groups:
    """Union-find over row numbers that remembers the identifiers of each group."""

    def __init__(self, rows: Sequence[Entry]) -> None:
        self._rows = rows
        self._parent = list(range(len(rows)))
        self._ids = [_identifiers(row) for row in rows]

    def find(self, row: int) -> int:
        while self._parent[row] != row:
            self._parent[row] = self._parent[self._parent[row]]
            row = self._parent[row]
        return row

    def join(self, rows: Sequence[int]) -> None:
        roots = sorted({self.find(row) for row in rows})
        for root in roots[1:]:
            self._parent[root] = roots[0]
            for scheme, values in self._ids[root].items():
                self._ids[roots[0]].setdefault(scheme, set()).update(values)

    def contradict(self, rows: Sequence[int]) -> bool:
        """True where two of the groups hold different values of one strong scheme."""
        roots = sorted({self.find(row) for row in rows})
        return any(
            self._ids[a][scheme].isdisjoint(self._ids[b][scheme])
            for a, b in combinations(roots, 2)
            for scheme in self._ids[a].keys() & self._ids[b].keys()
        )

    def members(self) -> Iterator[list[Entry]]:
        groups: dict[int, list[Entry]] = defaultdict(list)
        for number, row in enumerate(self._rows):
            groups[self.find(number)].append(row)
        yield from groups.values()


def _identifiers(row: Entry) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for scheme, value in row.identifiers:
        if scheme in STRONG:
            found.setdefault(scheme, set()).add(value)
    return found


def _by_identifier(rows: Sequence[Entry]) -> Iterator[list[int]]:
    index: dict[tuple[str, str], list[int]] = defaultdict(list)
    for number, row in enumerate(rows):
        for identifier in row.identifiers:
            if identifier.scheme in STRONG:
                index[identifier].append(number)
    yield from (same for same in index.values() if len(same) > 1)


def _by_name(rows: Sequence[Entry], annotation_type: Callable[[str], str]) -> Iterator[list[int]]:
    """Rows of one name key; an alias counts only beside a main name and where it is the only one.

    Acronyms are shared by strangers (IRIS is an association and an institute), so two rows are
    never joined by an alias of each.
    """
    mains: dict[tuple[str, ...], list[int]] = defaultdict(list)
    aliases: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for number, row in enumerate(rows):
        kind = annotation_type(row.kinds[0])
        town = name_key(row.city) if kind in _NEEDS_TOWN else ""
        if kind in _NEEDS_TOWN and not town:
            continue
        mains[(kind, name_key(row.name), town)].append(number)
        for alias in {name_key(name) for name in row.aliases} - {name_key(row.name)}:
            if len(alias) >= _SHORTEST_ALIAS:
                aliases[(kind, alias, town)].append(number)
    for key, same in mains.items():
        joined = [*same, *aliases[key]] if len(aliases.get(key, ())) == 1 else same
        if len(joined) > 1 and len({rows[n].country for n in joined} - {""}) < _COUNTRIES:
            yield joined


_SHORTEST_ALIAS = 4  # three letters name too many things
_COUNTRIES = 2  # homonyms of two countries stay apart


def _entity(group: Sequence[Entry]) -> Entity:
    """One entity of a group whose rows are already in order of priority."""
    first = group[0]
    return Entity(
        iri=entry_iri(first),
        kinds=tuple(dict.fromkeys(kind for row in group for kind in row.kinds)),
        name=first.name,
        names=tuple(
            dict.fromkeys(
                name for row in group for name in (row.name, *row.aliases, *row.former_names)
            )
        ),
        identifiers=tuple(sorted({i for row in group for i in row.identifiers})),
        country=next((row.country for row in group if row.country), ""),
        city=next((row.city for row in group if row.city), ""),
        entries=tuple(group),
    )


def entry_iri(entry: Entry) -> str:
    """The IRI an entry would give its entity: places by their official code, others by key."""
    kind = entry.kinds[0]
    if kind in _PLACE_KINDS:
        return f"{DATA}{_PLACE_KINDS[kind]}/{entry.key.rpartition('/')[2]}"
    return mint(_folder(kind), entry.source, entry.key)


def _folder(kind: str) -> str:
    return {"Therapy": "therapy", "Project": "project", "Disease": "disease"}.get(kind, "org")
