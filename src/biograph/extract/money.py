"""Rules for amounts of money in French and English: the amount with its unit word."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from biograph.extract.spans import Candidate

if TYPE_CHECKING:
    from collections.abc import Iterator

_SPACE = r"[ \u00a0\u202f]"
_DIGITS = (
    rf"\d{{1,3}}(?:{_SPACE}\d{{3}})+(?:,\d+)?|\d{{1,3}}(?:,\d{{3}})+(?:\.\d+)?|"
    r"\d{1,3}(?:\.\d{3})+(?:,\d+)?|\d+(?:[.,]\d+)?"
)
_SPELLED = (
    r"(?:un|une|deux|trois|quatre|cinq|six|sept|huit|neuf|dix|onze|douze|quinze|vingt|trente|"
    r"quarante|cinquante|soixante|cent|one|two|three|four|five|six|seven|eight|nine|ten|twenty|"
    r"thirty|fifty|a hundred|half a)"
)
_RANGE = rf"(?:{_DIGITS})(?:{_SPACE}?(?:à|to|-|–|and|et){_SPACE}?(?:{_DIGITS}))?"
_SCALE_WORD = r"(?:millions?|milliards?|milliers?|billions?|thousand|mille|trillions?)"
_SCALE_SIGN = r"(?:Mds?|Md|M|k|K|m|bn|mn|mio|Mio)"
_NATION = r"(?: (?:américains?|canadiens?|australiens?|suisses?|US|sterling|de Singapour))?"
_UNIT = (
    rf"(?:euros?|dollars?{_NATION}|francs?{_NATION}|livres?{_NATION}|yens?|yuans?|pounds?|"
    r"couronnes?(?: \w+)?|won|EUR|USD|GBP|CHF|CAD|SEK|DKK|JPY|HKD|AUD|€|\$US|\$ US|\$|£|¥)(?![\w])"
)
_SYMBOL = r"(?:US\$|C\$|A\$|CA\$|S\$|€|\$|£|¥|(?:EUR|USD|GBP|CHF|US\$) ?)"
_GLUED = r"(?:MEUR|KEUR|kEUR|MUSD|MDS?€|Mds?€|Md€|M€|k€|K€|M\$|k\$|M£|MCHF|Mrd ?€|bn€|m€)(?![\w])"

_MONEY = re.compile(
    rf"(?<![\w.,])(?:"
    rf"{_SYMBOL}{_SPACE}?{_RANGE}(?:[ -]?(?:{_SCALE_WORD}|{_SCALE_SIGN})\b)?"
    rf"|{_RANGE}{_SPACE}?{_GLUED}"
    rf"|{_RANGE}{_SPACE}?{_SCALE_SIGN}{_SPACE}?(?:d['’]|de )?{_UNIT}"
    rf"|(?:{_RANGE}|\b{_SPELLED}){_SPACE}{_SCALE_WORD}{_SPACE}?(?:d['’]|de )?{_SPACE}?{_UNIT}"
    rf"|(?:{_RANGE}|\b{_SPELLED}){_SPACE}?(?:d['’]|de )?{_UNIT}"
    rf")"
)


_CURRENCY = re.compile(
    r"[€$£¥]|euro|dollar|franc|livre|yen|yuan|pound|couronne|won|"
    r"EUR|USD|GBP|CHF|CAD|SEK|DKK|JPY|HKD|AUD"
)


def money(text: str, *, start: int = 0, end: int | None = None) -> Iterator[Candidate]:
    """The amounts of money in ``text[start:end]``, offsets in the whole text."""
    stop = len(text) if end is None else end
    if not _CURRENCY.search(text, start, stop):
        return
    for found in _MONEY.finditer(text, start, stop):
        yield Candidate(found.start(), found.end(), "Money", "", "money", 0.98)
