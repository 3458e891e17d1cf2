"""Two profiles in, named features of the pair out (all in [0, 1])."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from rapidfuzz import fuzz

from biograph.link import names
from biograph.link.blocking import same_word
from biograph.link.model import weighed, weights
from biograph.link.profile import bodies

if TYPE_CHECKING:
    from collections.abc import Mapping

    from biograph.link.model import Weighed
    from biograph.link.names import Name
    from biograph.link.profile import Profile

Features = dict[str, float]

_RARE = 120.0  # weight of words at which a name is told from any other
_WHOLE = 0.999
_NEARLY = 0.9
_HALF = 0.5
_SHORTEST_SQUEEZED = 6  # letters
_LOOKED_AT = 3  # pairs of names of two profiles


class Overlap(NamedTuple):
    """What two names share: weight of the words in both, in the first, in the second."""

    shared: float
    one: float
    other: float
    same: bool

    @property
    def jaccard(self) -> float:
        """The shared share of all their weight."""
        whole = self.one + self.other - self.shared
        return self.shared / whole if whole else 0.0

    @property
    def covered(self) -> tuple[float, float]:
        """The shared share of the name that is covered less, and more."""
        one = self.shared / self.one if self.one else 0.0
        other = self.shared / self.other if self.other else 0.0
        return min(one, other), max(one, other)


def likeness(one: Profile, other: Profile) -> tuple[float, Features]:
    """The probability that two profiles are one, by the two names that speak most for it."""
    told = weights()
    scored = [(told.probability(found), found) for found in described(one, other)]
    return max(scored, key=lambda pair: pair[0])


def described(one: Profile, other: Profile) -> list[Features]:
    """The features of two profiles for the pairs of their names that agree best, best first."""
    aside = one.aside | other.aside
    pairs = [(overlap(a, b, aside), a, b) for a in one.names for b in other.names]
    if len(pairs) > 1:
        pairs.sort(key=_agreement, reverse=True)
    context = _context(one, other)
    found = []
    for agreed, a, b in pairs[:_LOOKED_AT]:
        main = a == one.names[0] or b == other.names[0]
        told = {**_text(agreed, a, b, aside), **context, "one main name": float(main)}
        told |= _together(told)
        found.append({name: value for name, value in told.items() if value})
    return found


def overlap(one: Name, other: Name, aside: frozenset[str] = frozenset()) -> Overlap:
    """Words pair up where they are equal or two spellings of one word.

    Words ``aside`` are passed over where only one of the names has them and others remain:
    acronyms that either of the two bears, the words of its town, ``national`` and the like.
    """
    left = weighed(_without(one.words, aside, other.words))
    right = weighed(_without(other.words, aside, one.words))
    if _of_a_body(one, other):
        return Overlap(0.0, left.total, right.total, same=False)
    same = one.key == other.key or (bool(one.words) and one.words == other.words)
    if not same and _squeezed(one, other):
        weight = min(left.total, right.total)
        return Overlap(weight, weight, weight, same=True)
    rest = [word for word in right.words if word not in left.words]
    shared, slips = 0.0, {}
    for word, weight in left.words.items():
        if word in right.words:
            shared += weight
            continue
        partner = _partner(word, rest)
        if partner:
            rest.remove(partner)
            # a spelling nobody else uses is a slip: it weighs as the word it stands for
            slips[word] = slips[partner] = min(weight, right.words[partner])
            shared += slips[word]
    return Overlap(shared, _total(left, slips), _total(right, slips), same)


def _squeezed(one: Name, other: Name) -> bool:
    """True for two names that differ by a blank: TcLand, TC Land."""
    letters = one.key.replace(" ", "")
    return len(letters) >= _SHORTEST_SQUEEZED and letters == other.key.replace(" ", "")


def _partner(word: str, rest: list[str]) -> str:
    """The first of the other name's words that is a spelling of this one; or nothing."""
    for other in rest:
        if same_word(word, other):
            return other
    return ""


def _total(found: Weighed, slips: Mapping[str, float]) -> float:
    """The weight of the words, of slips that of the word they stand for."""
    if not slips:
        return found.total
    return sum(slips.get(word, weight) for word, weight in found.words.items())


def _of_a_body(one: Name, other: Name) -> bool:
    """True where the bodies agree and the units do not: CNRS UMR 8104, CNRS, CNRS UMR 8105."""
    return (
        one.units != other.units
        and one.units.isdisjoint(other.units)
        and all(map(names.common, (*one.words, *other.words)))
    )


def _without(
    words: tuple[str, ...], aside: frozenset[str], kept: tuple[str, ...]
) -> tuple[str, ...]:
    if aside.isdisjoint(words):
        return words
    return tuple(word for word in words if word not in aside or word in kept) or words


def _agreement(pair: tuple[Overlap, Name, Name]) -> tuple[bool, float, bool, str, str]:
    """The order of pairs of names: equal ones, then those that share most, whole ones first."""
    found, a, b = pair
    first, second = sorted((a.key, b.key))
    return (found.same, found.jaccard, not (a.part or b.part), first, second)


def _text(found: Overlap, a: Name, b: Name, aside: frozenset[str]) -> Features:
    """What the two names say."""
    least, most = found.covered
    return {
        "bias": 1.0,
        "exact": float(found.same),
        "same core": float(not found.same and least > _HALF and _one_core(found, a, b, aside)),
        "exact, a body": float(found.same and bool(a.words) and all(map(names.common, a.words))),
        "acronym only": float(found.same and a.acronym and b.acronym),
        "overlap": found.jaccard,
        "nearly whole": float(found.jaccard > _NEARLY),
        "least covered": least,
        "most covered": most,
        "contained": float(most > _WHOLE > least),
        "spelling": _spelling(a, b),
        "telling": min(found.shared / _RARE, 1.0),
        "numbers differ": float(_numbers(a) != _numbers(b)),
        "other component": float(names.components(a) != names.components(b)),
        "by a part": float(a.part or b.part),
    }


def _one_core(found: Overlap, one: Name, other: Name, aside: frozenset[str]) -> bool:
    """True where nothing telling stands in one name alone: Institut Micalis - INRA, MICALIS.

    Nor where all words pair up, in any order and spelling. INSA de Rouen is not the university
    there.
    """
    if found.jaccard > _WHOLE:
        return True
    if one.sort and other.sort and one.sort.isdisjoint(other.sort):
        return False
    left, right = set(one.core), set(other.core)
    rest = (word for word in left ^ right if not names.common(word))
    return not all(map(names.common, left & right)) and aside.issuperset(rest)


def _spelling(one: Name, other: Name) -> float:
    """How alike the letters are, whatever the order of the words, as written or as read."""
    written = fuzz.token_sort_ratio(one.key, other.key)
    left, right = " ".join(one.words), " ".join(other.words)
    if (left, right) == (one.key, other.key):
        return written / 100
    return max(written, fuzz.token_sort_ratio(left, right)) / 100


def _context(one: Profile, other: Profile) -> Features:
    """What stands beside the names: units, acronyms, town, country, type."""
    both = one.units & other.units
    number = not one.unit_numbers.isdisjoint(other.unit_numbers)
    towns = bool(one.town and other.town)
    there = near(one, other)
    countries = bool(one.country and other.country)
    akin = not one.types.isdisjoint(other.types)
    body = not akin and bodies(one, other)
    return {
        "same unit": float(bool(both)),
        "other unit": float(bool(one.units and other.units) and not (both or number)),
        "same unit number": float(number and not both),
        "acronym of the other": float(_acronym(one, other) or _acronym(other, one)),
        "same town": float(there),
        "other town": float(towns and not there),
        "other country": float(countries and one.country != other.country),
        "other type": float(not (akin or body)),
        "other body": float(body),
    }


def near(one: Profile, other: Profile) -> bool:
    """True where both tell a town and one is in the other: Lyon, Lyon 8e."""
    towns = bool(one.town and other.town)
    return towns and (one.town in other.town or other.town in one.town)


def _together(found: Features) -> Features:
    """Features that mean more together than each by itself."""
    return {
        "exact and telling": found["exact"] * found["telling"],
        "overlap, same town": found["overlap"] * found["same town"],
        "overlap, same unit": found["overlap"] * found["same unit"],
        "same core, telling": found["same core"] * found["telling"],
        "contained, telling": float(found["most covered"] > _WHOLE) * found["telling"],
        "other town, telling": found["other town"] * found["telling"],
    }


def _numbers(name: Name) -> frozenset[str]:
    """Words of digits: the unit 12 of a body is not its unit 13."""
    return frozenset(filter(str.isdigit, name.words))


def _acronym(one: Profile, other: Profile) -> bool:
    """True where an acronym of the first stands in a longer name of the second."""
    short = one.acronyms
    return bool(short) and any(
        not short.isdisjoint(name.words) for name in other.names if len(name.words) > 1
    )
