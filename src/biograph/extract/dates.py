"""Rules for dates in French and English: at least a month, quarter, season or year.

The word for part of a period belongs to it (``fin 2023``, ``early 2024``), articles do not.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from biograph.extract.spans import Candidate

if TYPE_CHECKING:
    from collections.abc import Iterator

_MONTH = (
    r"(?:janvier|février|fevrier|mars|avril|mai|juin|juillet|août|aout|septembre|octobre|novembre|"
    r"décembre|decembre|janv\.|févr\.|avr\.|juil\.|sept\.|oct\.|nov\.|déc\.)"
)
_MONTH_EN = (
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December|"
    r"Jan\.?|Feb\.?|Mar\.|Apr\.?|Jun\.|Jul\.|Aug\.?|Sept?\.?|Oct\.?|Nov\.?|Dec\.?)"
)
_YEAR = r"(?:19[5-9]\d|20[0-6]\d)"
_COUNTED = (
    r"(?:m[²2]|m\b|mètres|euros|litres?|L\b|patients|salariés|personnes|employees|people|square|"
    r"emplois|collaborateurs|doses|lots|flacons|places|lits|jobs|batches|vials|cm|km|kg|mg|µg|%)"
)
_FREE_YEAR = (
    rf"(?<![\w.,/-]){_YEAR}"
    rf"(?![\w/]|[.,]\d|-\d|[ \u00a0\u202f]\d{{3}}\b|[ \u00a0]{_COUNTED})"
)
_DAY = r"(?:1er|1ᵉʳ|[12]\d|3[01]|0?[1-9])"
_ORDINAL = (
    r"(?:premier|premiere|première|deuxième|second|seconde|troisième|quatrième|dernier|"
    r"1er|1ère|2e|2ème|3e|3ème|4e|4ème|I|II|III|IV)"
)
_PART = (
    r"(?:(?:tout )?début|fin|mi[- ]|la mi-|courant|(?:au )?cours de l['’]année|"
    r"printemps|été|automne|hiver|rentrée)"
)
_PART_EN = (
    r"(?:early|mid|late|"
    r"(?:the )?(?:end|beginning|start|middle|spring|summer|autumn|fall|winter) of|"
    r"spring|summer|autumn|fall|winter|year-end)"
)
_PERIOD = r"(?:trimestre|semestre|quadrimestre)"

_NTH = r"(?:st|nd|rd|th)?"
_PATTERNS = (
    # 12 mars 2024, 1er mars, 12-14 mars 2024
    (
        rf"(?<![\w.,])(?:{_DAY}(?: (?:et|au|-|–) {_DAY})? )?(?:{_PART}[- ])?{_MONTH}"
        rf"(?: (?:{_YEAR}))?(?!\w)"
    ),
    # March 12, 2024; 12 March 2024; early March 2024
    (
        rf"(?<![\w.,])(?:{_PART_EN}[- ])?(?:{_DAY}{_NTH} )?{_MONTH_EN}"
        rf"(?: {_DAY}{_NTH}(?!\d))?(?:,? {_YEAR})(?!\w)"
    ),
    rf"(?<![\w.,]){_DAY}{_NTH} {_MONTH_EN}(?!\w)|(?<![\w.,]){_MONTH_EN} {_DAY}(?!\w)",
    # fin du premier trimestre 2026, T3 2023, second half of 2024, Q3 2023
    (
        rf"(?:(?:début|fin|milieu) (?:du |de )?)?{_ORDINAL} {_PERIOD}"
        rf"(?: (?:de l['’]année |de )?{_YEAR})"
    ),
    rf"(?<!\w)(?:[TSQH][1-4]|[1-4][TSQH])[ -]?{_YEAR}(?!\w)",
    rf"(?<!\w){_YEAR}[- ]?[TSQH][1-4](?!\w)",
    (
        r"(?:(?:early|late|the end of|end of)(?: the)? )?(?:first|second|third|fourth|last) "
        rf"(?:quarter|half|semester)(?: of)? (?:the year )?{_YEAR}"
    ),
    # début 2024, mi-2024, printemps 2013, fin d'année 2025, early 2024
    rf"(?<!\w)(?:(?:{_PART} ?)|(?:{_PART}(?: d['’]année| de l['’]année) ))(?:de )?{_YEAR}(?!\w)",
    rf"(?<!\w)(?:{_PART_EN}[- ])?{_PART_EN}[- ](?:of )?{_YEAR}(?!\w)",
    rf"(?<!\w){_PART_EN}[- ](?:of )?{_MONTH_EN}(?! \d)(?!\w)",
    # ISO and numeric
    (
        rf"(?<![\w/.-])(?:{_DAY}[/.](?:0?[1-9]|1[0-2])[/.](?:{_YEAR})"
        rf"|{_YEAR}-(?:0[1-9]|1[0-2])(?:-{_DAY})?)(?![\w/-])"
    ),
    _FREE_YEAR,
)
# What a text must hold for the pattern of the same place to be tried: most are then skipped.
_NEEDS = (
    _MONTH,
    _MONTH_EN,
    _MONTH_EN,
    "mestre",
    r"[TSQH][1-4]|[1-4][TSQH]",
    r"\d[- ]?[TSQH][1-4]",
    "quarter|half|semester",
    _PART,
    _PART_EN,
    _MONTH_EN,
    r"\d[/.-]\d",
    "",
)
_DATES = tuple(
    (re.compile(need), re.compile(pattern)) for need, pattern in zip(_NEEDS, _PATTERNS, strict=True)
)
_NOT_DATE = re.compile(
    r"(?:France|Horizon|Europe|Europa|Agenda|Ambition|Santé|Plan|Innovation|Vision|n°|no\.?|"
    r"règlement|Regulation|directive|Biotech|ISO|hall|lot|art\.|article|"
    r"agrément|EN|Chrome)[ \u00a0]$"
)
_ANCHOR = re.compile(rf"(?:19|20)\d\d|{_MONTH}|{_MONTH_EN}")
_NEAR = 40  # characters around a year or month in which its whole date stands
_BARE = re.compile(rf"(?:{_PART}[- ])?(?:{_MONTH})$")
_IN = re.compile(
    r"(?:\b(?:en|de|d['’]|depuis|dès|fin|début|mi-?|courant|du|au|in|since|of|mois de) ?)$",
    re.IGNORECASE,
)


def _kept(text: str, start: int, end: int) -> bool:
    if _NOT_DATE.search(text, max(0, start - 14), start):
        return False
    return not _BARE.match(text, start, end) or bool(
        _IN.search(text, max(0, start - 9), start) and not text[start:end].startswith("mars ")
    )


def dates(text: str, *, start: int = 0, end: int | None = None) -> Iterator[Candidate]:
    """The dates in ``text[start:end]``, offsets in the whole text; overlaps are left to the end."""
    for first, last in _regions(text, start, len(text) if end is None else end):
        for need, pattern in _DATES:
            if not need.search(text, first, last):
                continue
            for found in pattern.finditer(text, first, last):
                begin = found.start() + 4 * found.group().startswith("the ")
                if _kept(text, begin, found.end()):
                    yield Candidate(begin, found.end(), "Date", "", "date", 0.97)


def _regions(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The parts of a text near a year or a month, cut at blanks."""
    first = last = start
    for anchor in _ANCHOR.finditer(text, start, end):
        near = text.rfind(" ", start, max(start, anchor.start() - _NEAR))
        begin = near if near >= 0 else start
        if begin > last > first:
            yield first, last
            first = begin
        elif last == first:
            first = begin
        beyond = text.find(" ", anchor.end() + _NEAR, end)
        last = beyond if beyond >= 0 else end
    if last > first:
        yield first, last
