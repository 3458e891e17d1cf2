"""Two profiles in, what may differ between them though they are one organisation out.

Two registers of research hold some structures twice, under two numbers; and a holder of medicines
stands beside the country of the office that applied, while its group lies in another.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from biograph.link import names
from biograph.link.compare import near, overlap
from biograph.link.profile import bodies, clash

if TYPE_CHECKING:
    from biograph.link.names import Name
    from biograph.link.profile import Profile

#: Stands for the country where schemes of identifiers are told.
COUNTRY = "country of a holder"
#: Registers of which each may hold one structure under two numbers; legal numbers never do.
_REPEATING = frozenset({"rnsr", "ror"})
_WIKIDATA = frozenset({"wikidata"})
_HOME = "FR"  # a subsidiary here is another firm than its group
_WHOLE = 0.9  # share of the weight of both names
#: Weight of the words they share: in one town, of a part there, and where one has no town.
_TOLD, _SERVICE, _FAR = 60.0, 120.0, 120.0
_HELD = 50.0  # one rare word


def waived(one: Profile, other: Profile) -> frozenset[str]:
    """The schemes, and the country, that do not forbid two profiles to be one; mostly none.

    Schemes are told where the profiles clash in nothing else.
    """
    if _same_holder(one, other):
        return frozenset({COUNTRY})
    numbers = clash(one.identifiers, other.identifiers)
    return numbers if numbers and _listed_twice(one, other, numbers) else frozenset()


def _listed_twice(one: Profile, other: Profile, numbers: frozenset[str]) -> bool:
    """True for two numbers of one register, one whole name and one place or unit.

    Where both registers number two, they are two. Two items of Wikidata are two as well, unless the
    unit is one.
    """
    unit = not one.units.isdisjoint(other.units)
    if len(numbers - _WIKIDATA) != 1 or not numbers - _WIKIDATA <= _REPEATING:
        return False
    if not bodies(one, other) or (one.units and other.units and not unit):
        return False
    if numbers >= _WIKIDATA and not unit:
        return False
    if unit or near(one, other):
        return _shared(one, other) >= (_SERVICE if _served(one, other) else _TOLD)
    return bool(one.town) != bool(other.town) and _shared(one, other) >= _FAR


def _served(one: Profile, other: Profile) -> bool:
    """True where a main name says that it is a part of something: two hospitals have such parts."""
    return any(names.components(held.names[0]) for held in (one, other))


def _shared(one: Profile, other: Profile) -> float:
    """The weight of a name that is the main one of either and borne by both, no acronym.

    Acronyms that both bear say nothing where only one of two names has them.
    """
    both = frozenset(n.key for n in one.names if n.acronym) & {n.key for n in other.names}
    unit = not one.units.isdisjoint(other.units)
    found = (
        overlap(a, b, both).shared
        for a in one.names
        for b in other.names
        if a == one.names[0] or b == other.names[0]
        if min(len(a.words), len(b.words)) > 1 and _same(a, b, both, unit=unit)
    )
    return max(found, default=0.0)


def _same(one: Name, other: Name, aside: frozenset[str], *, unit: bool) -> bool:
    """True for two names of the same words; those of one unit may differ by a slip."""
    slip = one.key.replace(" ", "") == other.key.replace(" ", "")
    if unit and (slip or overlap(one, other, aside).jaccard > _WHOLE):
        return True
    return _said(one, aside) == _said(other, aside)


def _said(name: Name, aside: frozenset[str]) -> tuple[frozenset[str], frozenset[str]]:
    """The words of a name, and those it says more than once: health of health is another thing."""
    count = Counter(name.key.split())
    again = frozenset(word for word, times in count.items() if times > 1 and not names.empty(word))
    return frozenset(name.words) - aside, again


def _same_holder(one: Profile, other: Profile) -> bool:
    """True for a firm abroad of which a register tells the name and a country alone.

    The other bears that very name, and is no firm of this country.
    """
    if not one.types & other.types & {"Company"} or "Site" in one.types | other.types:
        return False
    if _HOME in {one.country, other.country} or one.country == other.country:
        return False
    return _bears(one, other) or _bears(other, one)


def _bears(holder: Profile, firm: Profile) -> bool:
    bare = not (holder.identifiers or holder.town)
    if not bare or not firm.identifiers or not (holder.country and firm.country):
        return False
    borne = {name.key for name in firm.names}
    told = (name for name in holder.names if name.key in borne)
    return any(overlap(name, name).shared >= _HELD for name in told)
