"""A name as a text writes it in, other wordings under which a register may hold it out.

Texts put a generic word before an acronym (``laboratoire ETIS``), a body or a number behind it
(``CRIBL CNRS 7276``), and count units in the wrong series (``UMR 1011`` for Inserm's U1011).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from biograph.link import names, numberings
from biograph.terms import name_key

if TYPE_CHECKING:
    from collections.abc import Iterator

#: An acronym or a name written like one, two capitals or digits in a part: BioEpAR, IC2MP.
_SIGN = r"(?=[\w-]*[A-ZÀ-Þ]\w*[A-ZÀ-Þ\d])[A-ZÀ-Þ][\w&'’-]{2,}"
_GENERIC = re.compile(
    r"(?:unité(?:s)?(?: mixte)?(?: de recherche)?|umr|ums|ea|laboratoire|labo|institut|centre|"
    r"plateforme|plate-forme|gie|gis|incubateur|laboratory|institute|center)"
    rf"(?: (?:cnrs|inserm|inrae?|\d+))* ({_SIGN})",
    re.IGNORECASE,
)
_SIGNED = re.compile(_SIGN)
_TH = r"(?:\d{1,2}|[IVX]{1,4})"  # of several universities of a town
#: What one wording is rewritten to; each that fits speaks, the surest first.
_REWRITTEN = tuple(
    (re.compile(pattern, re.IGNORECASE), others)
    for pattern, *others in (
        (r"cnrs[ -]?(\d{4})", r"UMR \1"),
        (r"umr(?:[ -]?s)? ?(\d{3,4})", r"Inserm U\1"),
        (r"inserm[ -]?(\d{3,4})", r"Inserm U\1"),
        (r"ch(?:r|r ?& ?u|ru) (?:de |d['’])?(.+)", r"CHU de \1"),
        (r"ch[ru]+ (?:de |d['’]|la |de la )*(.+)", r"hôpital de la \1"),
        (r"r[ée]gion (.+)", r"Conseil régional de \1"),
        (r"institut mines[ -]t[ée]l[ée]com (.+)", r"IMT \1"),
        (
            r"(?:direction(?: générale)?|siège|présidence) (?:de |du |des |d['’])(?:l['’])?(.+)",
            r"\1",
        ),
        (r"(?:cnrs|inserm|inrae?)[ -]([\w'’]{4,}(?: .+)?)", r"\1"),
        (
            r"(?:p[ôo]le(?: de compétitivité)?|incubateur|technop[ôo]le|cluster) (\w{4,}.*)",
            r"\1",
        ),
        (r"(?:clcc|crlcc) (\w.+)", r"Centre \1"),
        (r"ap-?hp[ ,-]+(?:h[ôo]pital )?([^\W\d].{3,})", r"hôpital \1"),
        (r"(?:gh|ghu|chu) (?:de la |de |d['’])?([^\W\d].{3,})", r"hôpital \1"),
        (r"(.{8,}?) ?\([^()]+\)", r"\1"),
        (rf"([^\W\d]{{4,}}(?:-[\w'’]+)*)[ -]({_TH})", r"Université \1 \2"),
        (
            rf"universit[ée] (?:de )?([\w'’-]+ {_TH})[ ,–-]+([^\W\d].{{4,}})",
            r"Université \2",
            r"Université \1",
        ),
        (
            rf"universit[ée] (?:de )?(.{{4,}}?)[ ,–-]+([\w'’-]+ {_TH})",
            r"Université \1",
            r"Université \2",
        ),
        (r"(universit[ée] .+) I", r"\1 1"),
    )
)
_UNIT = re.compile(r"\d{3,4}|um[rs]|upr|uar|cic|fr|irl|umi")
_WORDS_FOR_UNITS = frozenset({"unite", "unit", "mixte", "recherche", "de"})
_ONE_WORD = re.compile(r"\w{6,}")
#: A capital I that a scanner took for l: lntégratives, INCl.
_MISREAD = re.compile(r"\bl(?=[bcdfgjkmnpqrstvz])|(?<=[A-Z]{2})l\b")


def wordings(text: str) -> Iterator[str]:
    """Other wordings of a name, the surest first; none for most names."""
    generic = _GENERIC.fullmatch(text)
    if generic and _SIGNED.fullmatch(generic[1]) and not names.common(name_key(generic[1])):
        yield generic[1]
    yield from (label for label in numberings.labels(text) if label != text)
    yield from _without_bodies(text)
    if _MISREAD.search(text):
        yield _MISREAD.sub("I", text)
    for pattern, others in _REWRITTEN:
        if found := pattern.fullmatch(text):
            yield from (other for other in map(found.expand, others) if other != text)
    if _ONE_WORD.fullmatch(text) and not _SIGNED.fullmatch(text):
        yield f"{text}s"


def _without_bodies(text: str) -> Iterator[str]:
    """An acronym or some words, without the bodies and numbers behind them."""
    words = text.split()
    while len(words) > 1 and _behind(name_key(words[-1])):
        words.pop()
    left = " ".join(words)
    named = len(words) > 1 or _SIGNED.fullmatch(left)
    if left != text and named and not all(_behind(name_key(word)) for word in words):
        yield left


def _behind(key: str) -> bool:
    """True for a body, the number of a unit or the series of one, or a word for units."""
    return bool(_UNIT.fullmatch(key)) or names.common(key) or key in _WORDS_FOR_UNITS
