"""Which register entries are the same actor: entries in, entities out.

In this order, and independently of the order of the entries:

1. what people decided (``decisions``);
2. a shared strong identifier (SIREN, ROR, RNSR, FINESS, Wikidata ...);
3. for places, products and terms the same name and class;
4. for organisations a likeness whose probability is high enough (``likeness``), the likeliest
   first, as long as the group stays consistent (``cluster``).

Pairs that are likely but not sure enough are kept for a person.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from biograph.link import decisions as human
from biograph.link import profile as profiles
from biograph.link.cluster import Groups, Join
from biograph.link.likeness import certain, likely
from biograph.link.profile import STRONG
from biograph.model import Entity, Match
from biograph.terms import DATA, mint, name_key

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from biograph.link.decisions import Decision
    from biograph.link.likeness import Pair
    from biograph.link.profile import Profile
    from biograph.model import Entry

#: Whose name and key an entity takes where several registers know it.
PRIORITY = ("actors", "ror", "rnsr", "finess", "bdpm", "ema", "pia", "ilab", "recipes")
_PLACE_KINDS = {
    "Commune": "place",
    "Departement": "departement",
    "Region": "region",
    "Country": "country",
}


@dataclass(frozen=True, slots=True)
class Resolution:
    """The entities behind the entries, sorted by IRI, and the pairs that a person should decide.

    The doubtful pairs are in order of their score, the likeliest first.
    """

    entities: tuple[Entity, ...]
    doubtful: tuple[Match, ...]


def resolve(
    entries: Iterable[Entry],
    *,
    annotation_type: Callable[[str], str],
    decisions: Iterable[Decision] = (),
) -> Resolution:
    """The entities behind the entries.

    ``annotation_type`` gives the type of the annotation scheme above a class (``CDMO`` ->
    ``Company``), or the class itself where there is none.
    """
    rows = sorted(set(entries), key=_rank)
    read = [profiles.of_entry(row, annotation_type) for row in rows]
    decided = dict(_decided(rows, human.in_force(decisions).values()))
    apart = [pair for pair, decision in decided.items() if not decision.same]
    groups = Groups(read, apart)
    for (one, other), decision in decided.items():
        if decision.same:
            groups.join(Join(one, other, decision.justification, 1.0))
    for join in (*_by_key(rows), *_by_identifier(rows)):
        groups.join(join)
    for join in _by_name(rows, read):
        if not groups.forbidden(join.one, join.other):
            groups.join(join)
    doubtful = _by_likeness(read, groups)
    return Resolution(
        entities=tuple(sorted(_entities(rows, groups), key=lambda entity: entity.iri)),
        doubtful=tuple(_match(rows, join) for join in doubtful),
    )


def _rank(entry: Entry) -> tuple[int, str, str, str]:
    """Total order of rows: two rows that tie in all but a detail still come in one order."""
    order = PRIORITY.index(entry.source) if entry.source in PRIORITY else len(PRIORITY)
    return (order, entry.source, entry.key, repr(entry))


def _decided(
    rows: Sequence[Entry], decisions: Iterable[Decision]
) -> Iterator[tuple[tuple[int, int], Decision]]:
    """The decisions on entries at hand, by the numbers of their first rows."""
    place: dict[str, int] = {}
    for number, row in enumerate(rows):
        place.setdefault(row.id, number)
    for decision in decisions:
        if decision.left in place and decision.right in place:
            one, other = sorted((place[decision.left], place[decision.right]))
            yield (one, other), decision


def _by_key(rows: Sequence[Entry]) -> Iterator[Join]:
    """Entries of one register and key: a holder stands in a row for each of its products."""
    index: dict[str, list[int]] = defaultdict(list)
    for number, row in enumerate(rows):
        index[row.id].append(number)
    for key, same in index.items():
        for number in same[1:]:
            yield Join(same[0], number, f"same entry {key}", 1.0)


def _by_identifier(rows: Sequence[Entry]) -> Iterator[Join]:
    index: dict[tuple[str, str], list[int]] = defaultdict(list)
    for number, row in enumerate(rows):
        for identifier in row.identifiers:
            if identifier.scheme in STRONG:
                index[identifier].append(number)
    for (scheme, value), same in index.items():
        for number in same[1:]:
            yield Join(same[0], number, f"same {scheme} {value}", 1.0)


def _by_name(rows: Sequence[Entry], read: Sequence[Profile]) -> Iterator[Join]:
    """Places, products and terms of one class and name; a bare alias joins none of them."""
    index: dict[tuple[frozenset[str], str], list[int]] = defaultdict(list)
    for number, row in enumerate(rows):
        if not read[number].organisation:
            index[(read[number].types, name_key(row.name))].append(number)
    for same in index.values():
        for number in same[1:]:
            yield Join(same[0], number, "same class and name", 0.95)


def _by_likeness(read: Sequence[Profile], groups: Groups) -> list[Join]:
    """Join the groups of organisations that are surely one, and give the pairs left in doubt."""
    known = {
        members[0]: profiles.together([read[number] for number in members])
        for members in groups.members()
    }
    pairs = sorted(likely(known), key=_surest_first)
    left: list[Join] = []
    for pair in pairs:
        join = Join(pair.one, pair.other, pair.reason, round(pair.score, 3))
        sure = certain(known[pair.one], known[pair.other], pair)
        if sure and not groups.forbidden(pair.one, pair.other, pair.waived):
            groups.join(join)
        else:
            left.append(join)
    return [join for join in left if groups.open(join.one, join.other)]


def _surest_first(pair: Pair) -> tuple[bool, float, int, int]:
    """The order in which pairs are joined: those that differ in a number or a country last."""
    return bool(pair.waived), -pair.score, pair.one, pair.other


def _match(rows: Sequence[Entry], join: Join) -> Match:
    return Match(left=rows[join.one], right=rows[join.other], reason=join.reason, score=join.score)


def _entities(rows: Sequence[Entry], groups: Groups) -> Iterator[Entity]:
    joined: dict[int, list[Join]] = defaultdict(list)
    for join in groups.joins:
        joined[groups.find(join.one)].append(join)
    for members in groups.members():
        matches = tuple(_match(rows, join) for join in joined.get(groups.find(members[0]), ()))
        yield _entity([rows[number] for number in members], matches)


def _entity(group: Sequence[Entry], matches: tuple[Match, ...]) -> Entity:
    """One entity of a group whose rows are already in order of priority."""
    first = group[0]
    return Entity(
        iri=entry_iri(first),
        kinds=tuple(dict.fromkeys(kind for row in group for kind in row.kinds)),
        name=first.name,
        names=tuple(dict.fromkeys(name for row in group for name in row.names)),
        identifiers=tuple(sorted({i for row in group for i in row.identifiers})),
        country=next((row.country for row in group if row.country), ""),
        city=next((row.city for row in group if row.city), ""),
        entries=tuple(group),
        matches=matches,
    )


def entry_iri(entry: Entry) -> str:
    """The IRI an entry would give its entity: places by their official code, others by key."""
    kind = entry.kinds[0]
    if kind in _PLACE_KINDS:
        return f"{DATA}{_PLACE_KINDS[kind]}/{entry.key.rpartition('/')[2]}"
    return mint(_folder(kind), entry.source, entry.key)


def _folder(kind: str) -> str:
    return {"Therapy": "therapy", "Project": "project", "Disease": "disease"}.get(kind, "org")
