"""T1: are shortages of biologics getting better, and which of them are there to stay?"""

from __future__ import annotations

import math
import re
from collections import Counter
from typing import TYPE_CHECKING, Any

from biograph.analyse import findings as form
from biograph.analyse.method.estimate import wilson
from biograph.model import Finding, Text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from biograph.analyse.known import Known

#: The 95th percentile of the standard normal distribution: both tails leave 90 % between them.
_Z90 = 1.645
_FORMS = Text(fr="présentations (codes CIS)", en="forms (CIS codes)")
#: Where the brand ends in the name of a form: at its strength or at the first comma.
_END = re.compile(r"[\d,]")


def shortages(known: Known) -> Iterator[Finding]:
    """How many medicines are short all the time, and whether more or fewer are short than before.

    The register counts forms (CIS codes); a medicine is all forms of one brand. Nothing where the
    graph holds fewer than two dates.
    """
    rows = list(known.ask("market/shortage-history").records())
    short: dict[str, dict[str, Mapping[str, Any]]] = {}
    for row in rows:
        if row["cis"]:
            short.setdefault(row["day"], {})[row["cis"]] = row
    days = sorted(short)
    if len(days) > 1:
        yield _lasting(known, short, days)
        yield _change(short, days)


def _lasting(
    known: Known, short: Mapping[str, Mapping[str, Mapping[str, Any]]], days: Sequence[str]
) -> Finding:
    """The medicines short on the last date that were short on all others, too."""
    now = short[days[-1]]
    always = sorted(set.intersection(*(set(short[day]) for day in days)))
    low, high = wilson(len(always), len(now))
    classes = Counter(
        Text(fr=row["class_fr"] or "sans classe", en=row["class_en"] or "no class")
        for row in known.ask("market/structural-shortages").records()
    )
    most = form.listed([_counted(name, n) for name, n in classes.most_common(4)])
    lasting, named = _brands(now[cis] for cis in always), _brands(now.values())
    return Finding(
        id=form.identity("lasting-shortage"),
        kind="lasting-shortage",
        sentence=Text(
            fr=f"{len(always)} des {len(now)} présentations de biomédicaments (codes CIS) en "
            f"rupture ou en tension le {days[-1]} l'étaient à chacune des {len(days)} dates "
            f"connues (depuis {days[0]}) : des ruptures qui durent, soit {len(lasting)} "
            f"médicaments sur {len(named)} par nom de marque. D'abord, en présentations : "
            f"{most.fr}.",
            en=f"{len(always)} of the {len(now)} forms of biologics (CIS codes) short or tight on "
            f"{days[-1]} were so on each of the {len(days)} known dates (since {days[0]}): "
            f"shortages that last, of {len(lasting)} medicines of {len(named)} by brand name. "
            f"First, in forms: {most.en}.",
        ),
        value=float(len(always)),
        unit=_FORMS,
        low=low * len(now),
        high=high * len(now),
        coverage=1.0,
        rank=0.6 * len(always) / len(now),
        subjects=tuple(sorted({now[cis]["product"] for cis in always})),
        evidence=tuple(sorted({now[cis]["relation"] for cis in always})),
        command="biograph ask market/structural-shortages --json",
        caveats=(_SEEN,),
        overturned_by=Text(
            fr="une date intermédiaire à laquelle le médicament était disponible",
            en="a date in between on which the medicine was available",
        ),
    )


def _change(short: Mapping[str, Mapping[str, Mapping[str, Any]]], days: Sequence[str]) -> Finding:
    """How many more medicines are short on the last date than on the first.

    The interval is that of a difference of paired counts (McNemar 1947): medicines that came
    short against those that came back.
    """
    first, last = (short[day] for day in (days[0], days[-1]))
    came, left = sorted(last.keys() - first.keys()), sorted(first.keys() - last.keys())
    change, spread = len(came) - len(left), _Z90 * math.sqrt(len(came) + len(left))
    sure = abs(change) > spread
    verdict = (
        Text(fr="moins qu'avant", en="fewer than before")
        if change < 0
        else Text(fr="plus qu'avant", en="more than before")
    )
    told = verdict if sure else Text(fr="sans tendance sûre", en="no sure trend")
    forms = ", ".join(f"{len(short[day])} ({day})" for day in days)
    brands = ", ".join(str(len(_brands(short[day].values()))) for day in days)
    return Finding(
        id=form.identity("shortage-trend"),
        kind="shortage-trend",
        sentence=Text(
            fr=f"Présentations de biomédicaments (codes CIS) en rupture ou en tension : {forms}, "
            f"soit {brands} médicaments par nom de marque ; {len(came)} présentations nouvelles et "
            f"{len(left)} revenues depuis {days[0]}, {told.fr}.",
            en=f"Forms of biologics (CIS codes) short or tight: {forms}, of {brands} medicines by "
            f"brand name; {len(came)} forms new and {len(left)} back since {days[0]}, {told.en}.",
        ),
        value=float(change),
        unit=_FORMS,
        low=change - spread,
        high=change + spread,
        coverage=1.0,
        rank=0.2,
        subjects=tuple(sorted({last[cis]["product"] for cis in came})),
        evidence=tuple(
            sorted(
                {last[cis]["relation"] for cis in came} | {first[cis]["relation"] for cis in left}
            )
        ),
        command="biograph ask market/shortage-history --json",
        caveats=(_SEEN,),
        overturned_by=Text(
            fr="les états de la liste aux dates suivantes",
            en="the states of the list on later dates",
        ),
    )


def _brands(rows: Iterable[Mapping[str, Any]]) -> frozenset[str]:
    """The brands of some forms, whatever the strength, pack and device."""
    names = (str(row["medicine"] or row["cis"]) for row in rows)
    return frozenset(_END.split(name)[0].strip().casefold() or name for name in names)


def _counted(name: Text, number: int) -> Text:
    return Text(fr=f"{name.fr} ({number})", en=f"{name.en} ({number})")


_SEEN = Text(
    fr="Vu aux seules dates des états du registre. Une présentation est un dosage et un "
    "conditionnement ; les noms de marque sont lus dans le nom de la présentation.",
    en="Seen on the dates of the register's states alone. A form is a strength and a pack; brand "
    "names are read from the name of the form.",
)
