"""A text in, the short forms it explains out: ``Institut du Zinc (IZ)``, ``IZ (Institut du Zinc)``.

Two names in, whether one is short for the other out.

The letters of the short form are found from the last to the first in the words before or in the
bracket, the first of them at the head of a word: Schwartz and Hearst, A simple algorithm for
identifying abbreviation definitions in biomedical text (2003).
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from rapidfuzz.distance import Levenshtein

from biograph.link import names
from biograph.terms import name_key

if TYPE_CHECKING:
    from collections.abc import Iterator

    from biograph.link.names import Name

_SHORT = r"[A-ZÀ-Þ][\w&'’.-]{1,9}"
_AFTER = re.compile(rf"\(({_SHORT})\)")
_WITHIN = re.compile(rf"\b({_SHORT}) \(([^()]{{8,150}})\)")
_ARTICLE = re.compile(r"\b[ldLD]['’]")
_BOUND = re.compile(r"[.;:()\n]\s|[()\n]")
_LEAST_CAPITALS = 2
_SHORTEST_INITIALS = 3
_SLIP, _SHORTEST_SLIP = 0.8, 5  # least similarity of two spellings, in letters of at least


def explained(text: str) -> dict[str, str]:
    """Each short form (folded) with its full name as the text first writes it."""
    found: dict[str, str] = {}
    for short, before in (*_bracketed(text), *_WITHIN.findall(text)):
        full = _full(short, before)
        if full:
            found.setdefault(name_key(short), full)
    return found


def _bracketed(text: str) -> Iterator[tuple[str, str]]:
    """Short forms in brackets, each with as many words before it as may make its full name.

    Articles and prepositions do not count: French names have one between any two words.
    """
    for match in _AFTER.finditer(text):
        clause = _BOUND.split(text[max(0, match.start() - 200) : match.start()])[-1]
        short = match[1]
        most = min(len(short) + 5, 2 * len(short))
        words = clause.split()
        telling = [n for n, word in enumerate(words) if not names.empty(word.lower())]
        start = telling[-most] if len(telling) > most else 0
        yield short, " ".join(words[start:])


def _full(short: str, before: str) -> str:
    """The shortest end of the words that holds the letters of the short form; or nothing."""
    if sum(c.isupper() for c in short) < _LEAST_CAPITALS:
        return ""
    words = _ARTICLE.sub("", before).split()
    letters = [c for c in name_key(short) if c.isalnum()]
    starts = range(len(words) - 1, -1, -1)
    ends = (words[start:] for start in starts)
    full = next((" ".join(end) for end in ends if len(end) > 1 and _holds(end, letters)), "")
    return "" if name_key(short) in name_key(full).split() else full


def _holds(words: list[str], letters: list[str]) -> bool:
    """True where the letters stand in a name in this order, the first at its head.

    A name begins with a word that holds a capital: Institut, myBrain.
    """
    full = name_key(" ".join(words)) if words[0] != words[0].lower() else ""
    places = [0] if full[:1] == letters[0] else []
    for letter in letters[1:]:
        if places:
            place = full.find(letter, places[-1] + 1)
            places = [*places, place] if place > 0 else []
    return bool(places) and all(one < other for one, other in pairwise(places))


def short_for(said: Name, full: Name) -> bool:
    """True where all words of a name stand in a longer one, or its letters head the words there.

    A word that only says the sort of a body, ``INSA``, is short for too many.
    """
    if set(said.words) < set(full.words):
        return bool(said.core)
    words = full.key.split()
    heads = ("".join(w[0] for w in words), "".join(w[0] for w in words if not names.empty(w)))
    return said.acronym and len(said.key) >= _SHORTEST_INITIALS and said.key in heads


def slip(said: Name, known: Name) -> bool:
    """True where two names are spelt nearly the same."""
    one, other = said.key.replace(" ", ""), known.key.replace(" ", "")
    shortest = min(len(one), len(other))
    return shortest >= _SHORTEST_SLIP and Levenshtein.normalized_similarity(one, other) >= _SLIP
