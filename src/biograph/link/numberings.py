"""The number of a research unit as a text writes it in, the labels a register may give it out.

Texts write ``EA n° 4312``, ``équipe d'accueil 4312``, ``UMR_C 5068`` or ``FR CNRS 2708``; since
2020 an EA is a UR of the same number, and INRAE and IRD mark their UMR by a letter.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from biograph.link import names
from biograph.terms import name_key

if TYPE_CHECKING:
    from collections.abc import Iterator

_SIGN = re.compile(r"([a-z]+) ?(\d{1,4})\b")
_NUMBER = re.compile(r"\d{1,4}")
#: Words around a number that say neither its series nor anybody's name.
_FILLING = frozenset(
    {
        "n",
        "no",
        "numero",
        "unite",
        "unites",
        "unit",
        "laboratoire",
        "labo",
        "equipe",
        "d",
        "de",
        "du",
        "l",
        "la",
        "structure",
        "federation",
        "propre",
        "recherche",
        "service",
        "cnrs",
        "inserm",
        "inra",
        "inrae",
        "ird",
        "cirad",
        "cea",
        "inria",
        "universite",
        "c",
    }
)
_BODIES = frozenset({"inserm", "inra", "inrae", "ird", "cirad"})
#: What a series is called, and the series under which the same number may stand.
_SERIES = {
    **dict.fromkeys(("ea", "ur", "ulr", "accueil"), ("EA", "UR", "ULR")),
    **dict.fromkeys(("umr", "mixte"), ("UMR", "UMR_A", "UMR_D", "UMR_T", "UMR_MA", "UMR_C")),
    **{s: (s.upper(),) for s in ("ums", "uar", "upr", "usr", "usc", "fre", "erl", "emr", "umi")},
    **{s: (s.upper(),) for s in ("irl", "fr", "fed", "gdr", "grc", "ue", "us", "ua", "cic")},
}
#: The letter by which a body marks its mixed units.
_MARKED = {"inra": "UMR_A", "inrae": "UMR_A", "ird": "UMR_D"}


def labels(text: str) -> Iterator[str]:
    """The labels that a name of nothing but a unit's number may have, the likeliest first.

    None that is read as the same unit anyway.
    """
    words = _SIGN.sub(r"\1 \2", name_key(text)).split()
    numbers = [word for word in words if _NUMBER.fullmatch(word)]
    signs = [word for word in words if word in _SERIES]
    rest = set(words).difference(numbers, signs, _FILLING)
    if len(numbers) != 1 or rest:
        return
    bodies = [word for word in words if word in _BODIES]
    series = list(dict.fromkeys(s for sign in signs for s in _SERIES[sign]))
    marked = [_MARKED[body] for body in bodies if body in _MARKED and "UMR" in series]
    if "inserm" in bodies and (not series or "UMR" in series):
        series = ["Inserm U"]
    if "cnrs" in words:
        series = series[:1] or ["UMR"]
    said = names.read(text).units
    for sign in dict.fromkeys((*marked, *series)):
        label = f"{sign} {numbers[0]}"
        if "_" in sign or not said or names.read(label).units != said:
            yield label
