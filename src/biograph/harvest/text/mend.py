"""Words as they were before a page was set: ligatures, accents and hyphens at line ends undone."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

HYPHENS = "-\u00ad\u2010"
_SOFT = "\u00ad"
_LIGATURES = {code: unicodedata.normalize("NFKC", chr(code)) for code in range(0xFB00, 0xFB07)}
# Accents that a font draws beside the letter they belong to: (accent, combining form, letters).
# The acute stands for an apostrophe in some texts: only é, the sole one of French, and ı take it.
_ACCENTS = (
    ("´", "\u0301", "eEı"),
    ("`", "\u0300", "aeuAEU"),
    ("ˆ", "\u0302", "aeiouAEIOUı"),
    ("¨", "\u0308", "aeiouyAEIOUYı"),
    ("˜", "\u0303", "anoANO"),
    ("¸", "\u0327", "cC"),
)
_COMBINING = {accent: form for accent, form, _ in _ACCENTS}
_BEFORE = re.compile("|".join(f"(?<!{a}){a} ?[{letters}]" for a, _, letters in _ACCENTS))
_AFTER = re.compile("|".join(f"[{letters}]{a}(?!{a})" for a, _, letters in _ACCENTS))
_APART = re.compile(r"(?<=\w) ([\u0300-\u036f])")
_WORD = re.compile(r"\w+(?:-\w+)*")
_LAST = re.compile(rf"(\w+(?:-\w+)*)[{HYPHENS}]$")
_LONGEST_WORD = 80
_FIRST = re.compile(r"\w+")
# Parts of French and English compounds that keep their hyphen when no other line settles it
_FIRST_PARTS = re.compile(
    "au|avant|après|arrière|auto|bien|celles?|celui|ceux|ci|demi|elles?|ex|grande?|haute?|là|lui|"
    "mi|moins|nord|non|nous|ouest|peut|plus|quasi|self|semi|sous|sud|vice|vous|well|long|short|high"
)
_LAST_PARTS = re.compile("ci|là|mêmes?|ce|elles?|ils?|je|on|nous|vous|être")


def letters(text: str) -> str:
    """``text`` in NFC, its ligatures as letters, its accents on their letters; œ and æ stay.

    Fonts without accented letters draw an accent before its letter (``g´en´eral``) or after it
    (``ge´ne´ral``): what fits more often in the text is taken for all of it.
    """
    text = _APART.sub(r"\1", text.translate(_LIGATURES))
    before, after = len(_BEFORE.findall(text)), len(_AFTER.findall(text))
    if before or after:
        text = (_BEFORE if before >= after else _AFTER).sub(_composed, text)
    return unicodedata.normalize("NFC", text)


def _composed(found: re.Match[str]) -> str:
    accent = next(sign for sign in found[0] if sign in _COMBINING)
    letter = found[0].replace(accent, "").replace("ı", "i").strip()
    return letter + _COMBINING[accent]


def vocabulary(lines: Iterable[str]) -> Counter[str]:
    """How often each word stands inside a line, where no line end cuts it."""
    known: Counter[str] = Counter()
    for line in lines:
        words = _WORD.findall(line.lower())
        known.update(words[:-1] if line.endswith(tuple(HYPHENS)) else words)
    return known


def joined(lines: Iterable[str], known: Counter[str]) -> str:
    """The lines of a paragraph as one; words cut at a line end are made whole.

    No letter is lost: a hyphen goes where the whole word is in ``known`` or nothing speaks for a
    compound, and stays where the compound is known, or likely by its parts.
    """
    pieces: list[str] = []
    for line in lines:
        before = pieces[-1] if pieces else ""
        cut, rest = _LAST.search(before[-_LONGEST_WORD:]), _FIRST.match(line)
        if cut and rest:
            keeps = _is_compound(cut[1], rest[0], soft=before.endswith(_SOFT), known=known)
            pieces[-1] = before[:-1] + ("-" if keeps else "")
        elif pieces:
            pieces.append(" ")
        pieces.append(line)
    return "".join(pieces)


def _is_compound(head: str, tail: str, *, soft: bool, known: Counter[str]) -> bool:
    if soft:
        return False
    whole, compound = (head + tail).lower(), f"{head}-{tail}".lower()
    if known[whole] != known[compound]:
        return known[compound] > known[whole]
    return (
        "-" in head
        or not (head.isalpha() and tail.isalpha() and tail[0].islower())
        or _FIRST_PARTS.fullmatch(head.lower()) is not None
        or _LAST_PARTS.fullmatch(tail.lower()) is not None
    )
