"""Two profiles in, named features of the pair out (all in [0, 1])."""

from __future__ import annotations

from string import ascii_lowercase
from typing import TYPE_CHECKING, NamedTuple

from rapidfuzz import fuzz

from biograph.link import names
from biograph.link.blocking import same_word
from biograph.link.model import weights
from biograph.link.profile import bodies

if TYPE_CHECKING:
    from biograph.link.names import Name
    from biograph.link.profile import Profile

Features = dict[str, float]

_RARE = 120.0  # weight of words at which a name is told from any other
_WHOLE = 0.999
_NEARLY = 0.9
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
        shares = [self.shared / part if part else 0.0 for part in (self.one, self.other)]
        return min(shares), max(shares)


def likeness(one: Profile, other: Profile) -> tuple[float, Features]:
    """The probability that two profiles are one, by the two names that speak most for it."""
    told = weights()
    scored = [(told.probability(found), found) for found in described(one, other)]
    return max(scored, key=lambda pair: pair[0])


def described(one: Profile, other: Profile) -> list[Features]:
    """The features of two profiles for the pairs of their names that agree best, best first."""
    aside = _acronyms(one) | _acronyms(other) | _place(one) | _place(other) | names.neutral()
    pairs = [(overlap(a, b, aside), a, b) for a in one.names for b in other.names]
    pairs.sort(key=_agreement, reverse=True)
    context = _context(one, other)
    found = []
    for agreed, a, b in pairs[:_LOOKED_AT]:
        main = a == one.names[0] or b == other.names[0]
        told = {**_text(agreed, a, b), **context, "one main name": float(main)}
        told |= _together(told)
        found.append({name: value for name, value in told.items() if value})
    return found


def overlap(one: Name, other: Name, aside: frozenset[str] = frozenset()) -> Overlap:
    """Words pair up where they are equal or two spellings of one word.

    Words ``aside`` are passed over where only one of the names has them and others remain:
    acronyms that either of the two bears, the words of its town, ``national`` and the like.
    """
    left = {w: weights().telling(w) for w in _without(one.words, aside.difference(other.words))}
    right = {w: weights().telling(w) for w in _without(other.words, aside.difference(one.words))}
    if _of_a_body(one, other):
        return Overlap(0.0, sum(left.values()), sum(right.values()), same=False)
    same = one.key == other.key or (bool(one.words) and one.words == other.words)
    shared = 0.0
    rest = [word for word in right if word not in left]
    for word, weight in left.items():
        if word in right:
            shared += weight
            continue
        partner = next((w for w in rest if same_word(word, w)), "")
        if partner:
            rest.remove(partner)
            # a spelling nobody else uses is a slip: it weighs as the word it stands for
            left[word] = right[partner] = min(weight, right[partner])
            shared += left[word]
    return Overlap(shared, sum(left.values()), sum(right.values()), same)


def _of_a_body(one: Name, other: Name) -> bool:
    """True where the bodies agree and the units do not: CNRS UMR 8104, CNRS, CNRS UMR 8105."""
    words = {*one.words, *other.words}
    return (
        one.units.isdisjoint(other.units)
        and one.units != other.units
        and all(map(names.common, words))
    )


def _without(words: tuple[str, ...], aside: frozenset[str]) -> tuple[str, ...]:
    return tuple(word for word in words if word not in aside) or words


def _place(profile: Profile) -> frozenset[str]:
    return frozenset(names.words_of(profile.town))


def _agreement(pair: tuple[Overlap, Name, Name]) -> tuple[bool, float, bool, str, str]:
    """The order of pairs of names: equal ones, then those that share most, whole ones first."""
    found, a, b = pair
    first, second = sorted((a.key, b.key))
    return (found.same, found.jaccard, not (a.part or b.part), first, second)


def _text(found: Overlap, a: Name, b: Name) -> Features:
    """What the two names say."""
    least, most = found.covered
    return {
        "bias": 1.0,
        "exact": float(found.same),
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


def _spelling(one: Name, other: Name) -> float:
    """How alike the letters are, whatever the order of the words, as written or as read."""
    read = fuzz.token_sort_ratio(" ".join(one.words), " ".join(other.words))
    return max(read, fuzz.token_sort_ratio(one.key, other.key)) / 100


def _context(one: Profile, other: Profile) -> Features:
    """What stands beside the names: units, acronyms, town, country, type."""
    both = one.units & other.units
    number = not _digits(one.units).isdisjoint(_digits(other.units))
    towns = bool(one.town and other.town)
    there = near(one, other)
    countries = bool(one.country and other.country)
    akin = bool(one.types & other.types)
    return {
        "same unit": float(bool(both)),
        "other unit": float(bool(one.units and other.units) and not (both or number)),
        "same unit number": float(number and not both),
        "acronym of the other": float(_acronym(one, other) or _acronym(other, one)),
        "same town": float(there),
        "other town": float(towns and not there),
        "other country": float(countries and one.country != other.country),
        "other type": float(not akin and not bodies(one, other)),
        "other body": float(not akin and bodies(one, other)),
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
        "contained, telling": float(found["most covered"] > _WHOLE) * found["telling"],
        "other town, telling": found["other town"] * found["telling"],
    }


def _digits(units: frozenset[str]) -> frozenset[str]:
    """The bare numbers of units: who writes UMR 970 for U970 mistakes the series alone."""
    return frozenset(unit.lstrip(ascii_lowercase) for unit in units)


def _numbers(name: Name) -> frozenset[str]:
    """Words of digits: the unit 12 of a body is not its unit 13."""
    return frozenset(word for word in name.words if word.isdigit())


def _acronyms(profile: Profile) -> frozenset[str]:
    return frozenset(n.key for n in profile.names if n.acronym and len(n.key) > 2)


def _acronym(one: Profile, other: Profile) -> bool:
    """True where an acronym of the first stands in a longer name of the second."""
    short = _acronyms(one)
    return any(short & set(name.words) for name in other.names if len(name.words) > 1)
