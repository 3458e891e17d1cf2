"""Surfaces of Date mentions in, ISO dates as precise as the surface out; "" where none is told."""

from __future__ import annotations

import re

from biograph.extract.relations.lexicon import fold

_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "janvier janv january jan",
            "fevrier fevr february feb",
            "mars march mar",
            "avril avr april apr",
            "mai may",
            "juin june jun",
            "juillet juil july jul",
            "aout august aug",
            "septembre sept september sep",
            "octobre oct october",
            "novembre nov november",
            "decembre dec december",
        ),
        start=1,
    )
    for name in names.split()
}
_ISO = re.compile(r"\b(\d{4})-(\d{2})(?:-(\d{2}))?\b")
_NUMERIC = re.compile(r"\b(\d{1,2})[/.](\d{1,2})[/.](\d{4})\b")
_YEAR = re.compile(r"\b(1[89]\d\d|20\d\d|21\d\d)\b")
_QUARTER = re.compile(
    r"\b[tq]\s?([1-4])\b|\b([1-4])[tq]\b|"
    r"\b(premier|1er|deuxieme|second|2e|troisieme|3e|quatrieme|dernier|4e|"
    r"first|second|third|fourth|last|1st|2nd|3rd|4th)\s+(?:trimestre|quarter)"
)
_ORDINALS = {"premier": 1, "1er": 1, "first": 1, "1st": 1}
_ORDINALS |= {"deuxieme": 2, "second": 2, "2e": 2, "2nd": 2}
_ORDINALS |= {"troisieme": 3, "3e": 3, "third": 3, "3rd": 3}
_ORDINALS |= {"quatrieme": 4, "dernier": 4, "4e": 4, "fourth": 4, "last": 4, "4th": 4}
_MONTH = re.compile(
    r"\b(?:(\d{1,2})(?:er|st|nd|rd|th)?\s+)?(" + "|".join(_MONTHS) + r")\b\.?(?:\s+(\d{1,2})\b)?"
)


def iso(surface: str, *, year: str = "") -> str:
    """``2021``, ``2021-03``, ``2021-03-08`` or ``2023-Q3``.

    ``year`` completes a surface that tells none ("25 March"): that of the publication.
    """
    text = fold(surface)
    if found := _ISO.search(text):
        return "-".join(part for part in found.groups() if part)
    if found := _NUMERIC.search(text):
        return f"{found[3]}-{int(found[2]):02d}-{int(found[1]):02d}"
    stated = _YEAR.search(text)
    base = stated.group() if stated else year[:4]
    return base + _within(text, has_year=bool(base)) if base else ""


def _within(text: str, *, has_year: bool) -> str:
    if not has_year:
        return ""
    if found := _QUARTER.search(text):
        number = found[1] or found[2] or str(_ORDINALS[found[3]])
        return f"-Q{number}"
    if found := _MONTH.search(text):
        day = found[1] or found[3] or ""
        return f"-{_MONTHS[found[2]]:02d}" + (f"-{int(day):02d}" if 0 < int(day or 0) < 32 else "")
    return ""
