"""Names in, for a new name the few that may be the same out: the blocking of the linker.

A name is found by a rare word it shares, by a unit number, by its acronym, or by a word spelt
nearly the same (shared character trigrams). Common words block nothing.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from functools import lru_cache
from itertools import chain
from typing import TYPE_CHECKING

from rapidfuzz.distance import JaroWinkler, Levenshtein

from biograph.link.model import telling, weighed

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from biograph.link.names import Name

#: A word borne by more names than this finds nobody by itself.
COMMON = 400
#: Least similarity (Levenshtein, of the longer word) of two spellings of a word.
SAME_WORD = 0.8
_SHORTEST_ELIDED = 3
_STEM, _STEM_SHARE = 6, 0.6  # letters at the head that two forms of a word share, and their share
_LEAST_STEM = 3  # letters before an ending
_SHORTEST_WORD = 5  # shorter words have no near spellings
_CANDIDATES = 24
_LEAST_SHARE = 0.4  # of the weight of one of the two names
#: Endings of one sort in French and English, behind the letters of a stem.
_ENDING = re.compile(
    r"(?:(?<=\w{4})(i(?:es?|ques?|cs?|cal|stry)|y)|(?<=\w{3})(i(?:ques?|cs?))|"
    r"(?<=\w{3})(aires?|ary?)|(?<=\w{3})(al|ales?|aux|els?|elles?)|(?<=\w{4})(ifs?|ives?)|"
    r"(?<=\w{4})(ees?|ed|at(?:ed|ifs?|ives?))|(?<=\w{4})(eurs?|ors?)|(?<=\w{4})(ites?|ity))$"
)


class NamesIndex:
    """The names of all entities by their words, numbers and trigrams; ``owners`` are opaque."""

    def __init__(self, named: Iterable[tuple[Name, int]]) -> None:
        self.names: list[Name] = []
        self.owners: list[list[int]] = []
        self._place: dict[Name, int] = {}
        self._by_word: dict[str, list[int]] = defaultdict(list)
        self._by_unit: dict[str, list[int]] = defaultdict(list)
        self._by_key: dict[str, list[int]] = defaultdict(list)
        self._by_gram: dict[str, list[str]] = defaultdict(list)
        for name, owner in named:
            self._add(name, owner)
        for word in self._by_word:
            for gram in _grams(word):
                self._by_gram[gram].append(word)
        self._least = [_least(name) for name in self.names]
        self.near = lru_cache(maxsize=100_000)(self._near)

    def _add(self, name: Name, owner: int) -> None:
        if not name.key:
            return
        if name not in self._place:
            self._place[name] = len(self.names)
            self._by_key[name.key].append(len(self.names))
            for word in name.words:
                self._by_word[word].append(len(self.names))
            for unit in name.units:
                self._by_unit[unit].append(len(self.names))
            self.names.append(name)
            self.owners.append([])
        held = self.owners[self._place[name]]
        if not held or held[-1] != owner:
            held.append(owner)

    def akin(self, said: Iterable[Name]) -> list[int]:
        """The owners of all names worth comparing with those said, each once."""
        numbers = dict.fromkeys(number for name in said for number in self.candidates(name))
        return list(dict.fromkeys(owner for number in numbers for owner in self.owners[number]))

    def holding(self, words: Iterable[str]) -> list[tuple[Name, int]]:
        """The names that hold all words, each with every owner; none where all words are common."""
        held = [self._by_word.get(word, []) for word in words]
        if not held or min(map(len, held)) > COMMON:
            return []
        shared = set.intersection(*map(set, held))
        return [(self.names[n], owner) for n in sorted(shared) for owner in self.owners[n]]

    def candidates(self, name: Name) -> list[int]:
        """Numbers of the names worth comparing, those that share the most weight first.

        Of those that share as much the ones with the least besides.
        """
        found: dict[int, float] = defaultdict(float)
        for unit in name.units:
            for number in self._by_unit.get(unit, ()):
                found[number] += 200  # a unit number outweighs any word
        for word in name.words:
            for spelling in self.near(word):
                held = self._by_word[spelling]
                if len(held) <= COMMON:
                    weight = telling(spelling)
                    for number in held:
                        found[number] += weight
        for number in self._by_key.get(name.key, ()):
            found[number] += 1000
        least = _least(name)
        # nothing of less weight than the last candidate needs an order
        bound = min(sorted(found.values(), reverse=True)[:_CANDIDATES], default=0.0)
        best = sorted(
            (-shared, self._least[number], number)
            for number, shared in found.items()
            if shared >= bound
        )
        return [
            number
            for shared, its_least, number in best[:_CANDIDATES]
            if -shared >= min(least, its_least)
        ]

    def _near(self, word: str) -> tuple[str, ...]:
        """The word itself where it is known, else the known words spelt nearly like it."""
        if word in self._by_word:
            return (word,)
        if _elided(word) and word[1:] in self._by_word:
            return (word[1:],)
        if len(word) < _SHORTEST_WORD or word.isdigit():
            return ()
        shared = Counter(chain.from_iterable(self._by_gram.get(g, ()) for g in _grams(word)))
        least = len(word) // 2
        likely = [w for w, n in shared.items() if n >= least and same_word(word, w)]
        return tuple(sorted(likely))


def _least(name: Name) -> float:
    """The weight that a name has to share with one worth comparing."""
    return _LEAST_SHARE * weighed(name.words).total


def _grams(word: str) -> Iterator[str]:
    padded = f" {word} "
    return (padded[i : i + 3] for i in range(len(padded) - 2))


@lru_cache(maxsize=200_000)
def same_word(one: str, other: str) -> bool:
    """True for two spellings or forms of one word: a letter or two differ, digits never.

    A lost apostrophe is a slip too: ``dOrsay``.
    """
    if one == other or (one[1:] == other and _elided(one)) or (other[1:] == one and _elided(other)):
        return True
    if min(len(one), len(other)) < _SHORTEST_WORD:
        return False
    alike = _cognate(one, other) or (
        Levenshtein.normalized_similarity(one, other) >= SAME_WORD
        and JaroWinkler.similarity(one, other) >= SAME_WORD
    )
    return alike and _digits(one) == _digits(other)


def _cognate(one: str, other: str) -> bool:
    """True for one word in two languages or forms: moléculaire, molecular; optique, optics."""
    if one[:_LEAST_STEM] != other[:_LEAST_STEM]:
        return False
    if _bare(one) == _bare(other):
        return True
    if one[:_STEM] != other[:_STEM]:
        return False
    pairs = enumerate(zip(one, other, strict=False))
    shared = next((n for n, (a, b) in pairs if a != b), min(len(one), len(other)))
    return shared >= _STEM and shared >= _STEM_SHARE * max(len(one), len(other))


@lru_cache(maxsize=200_000)
def _bare(word: str) -> str:
    """A word without an ending that French and English write differently, the same for both."""
    found = _ENDING.search(word)
    return word[: found.start()] + "+" + str(found.lastindex) if found else word


def _elided(word: str) -> bool:
    return len(word) > _SHORTEST_ELIDED and word[0] in "dl" and word[1] in "aeiouhy"


def _digits(word: str) -> str:
    return "".join(c for c in word if c.isdigit())
