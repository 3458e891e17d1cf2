"""From overlapping candidates of the rules to one reading: trimmed, typed, without overlaps.

Curated names keep their type; a span that only its surroundings propose takes the type of its head
word, of a bracketed or repeated form, or of the majority in the document.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from typing import TYPE_CHECKING

from biograph.extract.spans import Candidate, longest
from biograph.extract.tokens import fold
from biograph.terms import ORGANISATION_TYPES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

SURE = ("actor", "head", "money", "date", "therapy", "term", "disease")
_NAMED = (*ORGANISATION_TYPES, "Site", "Therapy", "Location")
_WORDS_WITH_DISEASE = re.compile(
    r"[ -]*(?:contre|anti|against|for|pour|de|du|des|d['’]|la|le|les|l['’]|the|à|of|[ -])*$"
)
_LEADING = re.compile(
    r"(?:traitements?|produits?|candidats?|médicaments?|treatments?|products?|medicines?)"
    r"(?: (?:par|de|à base de|with|of))? (?:d['’]|les? )?",
    re.IGNORECASE,
)


def _without_disease(text: str, term: Candidate, diseases: Sequence[Candidate]) -> Candidate | None:
    """A product class without its disease: ``vaccins contre la grippe`` -> ``vaccins``."""
    for disease in diseases:
        if not (term.start <= disease.start and disease.end <= term.end):
            continue
        if (term.start, term.end) == (disease.start, disease.end):
            return None
        before = text[term.start : disease.start]
        kept = _WORDS_WITH_DISEASE.sub("", before)
        if kept:
            return term._replace(end=term.start + len(kept))
        after = text[disease.end : term.end]
        rest = after.lstrip(" -")
        if len(after) > len(rest) > 0:
            return term._replace(start=term.end - len(rest))
    return term


def _trimmed(text: str, candidates: Iterable[Candidate]) -> Iterator[Candidate]:
    """Candidates without leading generic words, diseases taken out of product classes."""
    found = list(candidates)
    diseases = longest(c for c in found if c.kind == "Disease" and c.source == "disease")
    for candidate in found:
        kept: Candidate | None = candidate
        if candidate.kind == "TherapyClass":
            lead = _LEADING.match(text, candidate.start, candidate.end)
            if lead and lead.end() < candidate.end and " " in lead.group().strip():
                candidate = candidate._replace(start=lead.end())  # noqa: PLW2901 - a trimmed copy
            kept = _without_disease(text, candidate, diseases)
        if kept:
            yield kept


def _acronym_of(short: str, name: str) -> bool:
    """Whether the letters of ``short`` are initials or letters of ``name`` in order."""
    letters = iter(fold(name))
    return short[:1].lower() == fold(name)[:1] and all(c in letters for c in fold(short))


def _second_form(candidate: Candidate, short: str, name: str) -> bool:
    """Diseases and classes often have an English acronym; of a name the letters must agree."""
    if candidate.kind in ("Disease", "TherapyClass"):
        return short.isupper() and short.isalpha()
    return short[:1].isupper() and _acronym_of(short, name)


_BRACKET = re.compile(r" ?\(([^()]{2,60})\)")
_BEFORE = re.compile(r"(?<![\w-])([^\W\d_][\w@&-]{1,11}) ?\($")
_REACH = 16  # characters before a bracket in which a short form may stand


def bracketed(text: str, found: Sequence[Candidate]) -> Iterator[Candidate]:
    """The second form of a name in brackets, in both orders, with the type of the first."""
    by_start = {c.start: c for c in found}
    for candidate in found:
        if (
            candidate.kind not in (*_NAMED, "Disease", "TherapyClass")
            or candidate.kind == "Location"
        ):
            continue
        if candidate.kind in ORGANISATION_TYPES and (short := _before(text, candidate)):
            yield short
        bracket = _BRACKET.match(text, candidate.end)
        if not bracket:
            continue
        inner, start = bracket[1], bracket.start(1)
        other = by_start.get(start)
        outer = text[candidate.start : candidate.end]
        if other and other.end == bracket.end(1):
            if other.kind != candidate.kind and _acronym_of(inner, outer):
                yield other._replace(kind=candidate.kind, subtype=candidate.subtype)
        elif not other and " " not in inner and _second_form(candidate, inner, outer):
            yield Candidate(
                start, bracket.end(1), candidate.kind, candidate.subtype, "alias", candidate.score
            )


def _before(text: str, candidate: Candidate) -> Candidate | None:
    """The short form before a bracketed long one: ``ILCB (Institute of Language, ...)``."""
    first = max(0, candidate.start - _REACH)
    short = _BEFORE.search(text[first : candidate.start])
    if not short or text[candidate.end : candidate.end + 1] != ")" or not short[1].isupper():
        return None
    if not _acronym_of(short[1], text[candidate.start : candidate.end]):
        return None
    return candidate._replace(
        start=first + short.start(1), end=first + short.end(1), source="alias"
    )


def second_forms(text: str, found: Sequence[Candidate]) -> list[Candidate]:
    """The candidates and their bracketed forms, without overlaps."""
    aliases = {(c.start, c.end): c for c in bracketed(text, found)}
    kept = [aliases.pop((c.start, c.end), c) for c in found]
    return longest([*kept, *aliases.values()])


def _types(text: str, found: Iterable[Candidate]) -> dict[str, Candidate]:
    """For each name (as written) the surest, then commonest, of the types it was given."""
    votes: defaultdict[str, Counter[tuple[bool, str, str]]] = defaultdict(Counter)
    for c in found:
        if c.kind in _NAMED:
            votes[text[c.start : c.end]][(c.source in SURE, c.kind, c.subtype)] += 1
    chosen = {}
    for name, counts in votes.items():
        sure, kind, subtype = max(counts, key=lambda k: (k[0], counts[k], k[1], k[2]))
        chosen[name] = Candidate(0, 0, kind, subtype, "actor" if sure else "model")
    return chosen


def _agreed(text: str, found: Sequence[Candidate]) -> list[Candidate]:
    """Every repeat of a name has the type that its surest mention has."""
    types = _types(text, found)
    agreed = []
    for c in found:
        best = types.get(text[c.start : c.end])
        if best and c.kind in _NAMED and c.source not in SURE:
            c = c._replace(kind=best.kind, subtype=best.subtype)  # noqa: PLW2901 - a retyped copy
        agreed.append(c)
    return agreed


_SHORT = 4  # a shorter first word is no short form of a name


def repeats(text: str, found: Sequence[Candidate]) -> Iterator[Candidate]:
    """Mentions of a found name that were missed, also under its first word (``Mnemo``)."""
    forms: dict[str, Candidate] = {}
    for c in found:
        if c.kind not in (*ORGANISATION_TYPES, "Therapy", "Site") or c.source == "place":
            continue
        name = text[c.start : c.end]
        if name[:1].isupper() and len(name) > 2:
            forms.setdefault(name, c)
        first, _, rest = name.partition(" ")
        if c.kind == "Company" and rest and len(first) > _SHORT and first[:1].isupper():
            forms.setdefault(first, c._replace(score=c.score * 0.9))
    covered = bytearray(len(text))
    for c in found:
        covered[c.start : c.end] = b"\1" * (c.end - c.start)
    for name, known in forms.items():
        for start in _places(text, name):
            if covered.find(1, start, start + len(name)) < 0:
                yield known._replace(start=start, end=start + len(name), source="alias")


def _places(text: str, name: str) -> Iterator[int]:
    """Where a name stands in the text as a whole word."""
    at = text.find(name)
    while at >= 0:
        end = at + len(name)
        before, after = text[at - 1 : at], text[end : end + 1]
        if not (before.isalnum() or before == "-" or after.isalnum() or after in ("-", "_")):
            yield at
        at = text.find(name, end)


def settle(text: str, candidates: Iterable[Candidate]) -> list[Candidate]:
    """The names of a document, in text order, without overlaps.

    >>> settle("Acme", [Candidate(0, 4, "Company"), Candidate(0, 4, "Location", "", "place")])
    [Candidate(start=0, end=4, kind='Location', subtype='', source='place', score=0.7)]
    """
    found = longest(_trimmed(text, candidates))
    found = _agreed(text, second_forms(text, found))
    return longest([*found, *repeats(text, found)])
