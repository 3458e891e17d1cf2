"""T1: are shortages of biologics getting better, and which of them are there to stay?"""

from __future__ import annotations

import math
from collections import Counter
from typing import TYPE_CHECKING, Any

from biograph.analyse import findings as form
from biograph.analyse.method.estimate import wilson
from biograph.model import Finding, Text

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from biograph.analyse.known import Known

#: The 95th percentile of the standard normal distribution: both tails leave 90 % between them.
_Z90 = 1.645
_PRODUCTS = Text(fr="médicaments", en="medicines")


def shortages(known: Known) -> Iterator[Finding]:
    """How many medicines are short all the time, and whether more or fewer are short than before.

    A medicine is a CIS code. Nothing where the graph holds fewer than two dates.
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
    return Finding(
        id=form.identity("lasting-shortage"),
        kind="lasting-shortage",
        sentence=Text(
            fr=f"{len(always)} des {len(now)} biomédicaments en rupture ou en tension le "
            f"{days[-1]} l'étaient à chacune des {len(days)} dates connues (depuis {days[0]}) : "
            f"des ruptures qui durent. D'abord : {most.fr}.",
            en=f"{len(always)} of the {len(now)} biologics short or tight on {days[-1]} were so on "
            f"each of the {len(days)} known dates (since {days[0]}): shortages that last. First: "
            f"{most.en}.",
        ),
        value=float(len(always)),
        unit=_PRODUCTS,
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
    counts = ", ".join(f"{len(short[day])} ({day})" for day in days)
    return Finding(
        id=form.identity("shortage-trend"),
        kind="shortage-trend",
        sentence=Text(
            fr=f"Biomédicaments en rupture ou en tension : {counts} ; {len(came)} nouveaux et "
            f"{len(left)} revenus depuis {days[0]}, {told.fr}.",
            en=f"Biologics short or tight: {counts}; {len(came)} new and {len(left)} back since "
            f"{days[0]}, {told.en}.",
        ),
        value=float(change),
        unit=_PRODUCTS,
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


def _counted(name: Text, number: int) -> Text:
    return Text(fr=f"{name.fr} ({number})", en=f"{name.en} ({number})")


_SEEN = Text(
    fr="Vu aux seules dates des états du registre ; les formes d'un médicament comptent chacune.",
    en="Seen on the dates of the register's states alone; each form of a medicine counts.",
)
