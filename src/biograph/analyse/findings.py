"""The form of findings: kinds, ids, ranking and the small words of both languages."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from biograph.model import Finding, Presence, Text
from biograph.terms import digest, local_name

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from biograph.vocabulary.figures import Figure

FAMILIES = Text(fr="familles de thérapies", en="therapy families")
MAKERS = Text(fr="fournisseurs connus", en="known suppliers")
STAGES = Text(fr="étapes", en="stages")
THERAPIES = Text(fr="médicaments", en="medicines")
INDEX = Text(fr="indice HHI (0 à 1)", en="HHI index (0 to 1)")

UNREVIEWED = Text(
    fr="Les recettes n'ont pas encore été relues par un expert en bioprocédés.",
    en="The recipes have not been reviewed by a bioprocess expert yet.",
)
OF_THE_FAMILY = Text(
    fr="Les alternatives valent pour la famille, pas pour un produit autorisé : en changer "
    "demande une variation et une requalification.",
    en="Alternatives hold for the family, not for an authorised product: a change needs a "
    "variation and requalification.",
)
NOT_SUPPLY = Text(
    fr="C'est un manque de données, pas la preuve d'un manque d'offre.",
    en="This is a lack of data, no proof of a lack of supply.",
)
BY_SEAT = Text(
    fr="Un fournisseur compte dans le pays de son siège : où il fabrique est rarement connu.",
    en="A supplier counts in the country of its seat: where it makes things is seldom known.",
)
BY_COUNT = Text(
    fr="Parts comptées en nombre, faute de volumes.",
    en="Shares are shares of counts, for want of volumes.",
)
#: From here on a decimal tells more than is known.
_LARGE = 100
#: Units of stated figures that readers word otherwise.
UNITS = {
    "days": Text(fr="jours", en="days"),
    "weeks": Text(fr="semaines", en="weeks"),
    "months": Text(fr="mois", en="months"),
    "MEUR": Text(fr="millions d'euros", en="million euros"),
    "EUR": Text(fr="euros", en="euros"),
    "%/year": Text(fr="% par an", en="% a year"),
    "times": Text(fr="fois", en="times"),
    "vials": Text(fr="flacons", en="vials"),
    "litres/year": Text(fr="litres par an", en="litres a year"),
    "batches/year": Text(fr="lots par an", en="batches a year"),
    "patients": Text(fr="patients", en="patients"),
    "patients/year": Text(fr="patients par an", en="patients a year"),
    "centres": Text(fr="centres", en="centres"),
    "posts": Text(fr="postes", en="posts"),
    "jobs": Text(fr="emplois", en="jobs"),
    "products": Text(fr="produits", en="products"),
}

#: The durations of which there may be one.
_ONE = {
    "days": Text(fr="jour", en="day"),
    "weeks": Text(fr="semaine", en="week"),
    "months": Text(fr="mois", en="month"),
}


def identity(kind: str, *subjects: str) -> str:
    """The id of a finding: the same for the same kind and subjects in every run."""
    return f"{kind}-{digest(kind, *subjects, length=8)}"


def ranked(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """The findings, the weightiest first; equal ones by id."""
    return tuple(sorted(findings, key=lambda f: (-f.rank, f.id)))


def known_share(coverage: float | None) -> Text:
    """``(couverture 40 %)``: what part of what was looked for biograph has data on."""
    if coverage is None:
        return Text(fr="(couverture inconnue)", en="(coverage unknown)")
    share = percent(coverage)
    return Text(fr=f"(couverture {share.fr})", en=f"(coverage {share.en})")


def perhaps(possible: int) -> Text:
    """``; 3 fournisseurs d'un terme plus général``, empty where there are none."""
    if not possible:
        return Text(fr="", en="")
    count = several(possible, "fournisseur|fournisseurs", "supplier|suppliers")
    may = "pourrait" if possible == 1 else "pourraient"
    return Text(
        fr=f" ; {count.fr} d'un terme plus général {may} en faire",
        en=f"; {count.en} of something more general might make it",
    )


def percent(share: float) -> Text:
    """``40 %`` in French, ``40%`` in English."""
    return Text(fr=f"{100 * share:.0f} %", en=f"{share:.0%}")


def decimal(value: float, digits: int = 2) -> Text:
    """``0,62`` in French, ``0.62`` in English."""
    text = f"{value:.{digits}f}"
    return Text(fr=text.replace(".", ","), en=text)


def grouped(value: float) -> Text:
    """``922 605`` in French, ``922,605`` in English, or without limit.

    One decimal below 100 unless it is nought, two digits below 1.
    """
    if math.isinf(value):
        return Text(fr="l'infini", en="infinity")
    digits = 1 if abs(value) < _LARGE and round(value, 1) % 1 else 0
    small = 0 < abs(value) < 1 and value != round(value)
    text = f"{value:.2g}" if small else f"{value:,.{digits}f}"
    return Text(fr=text.replace(",", " ").replace(".", ","), en=text)


def between(low: float, high: float) -> Text:
    """``10 000 à 15 000``, ``10,000 to 15,000``; one number where both ends read alike."""
    least, most = grouped(low), grouped(high)
    if least == most:
        return least
    return Text(fr=f"{least.fr} à {most.fr}", en=f"{least.en} to {most.en}")


def unit_of(figure: Figure) -> Text:
    """The unit of a stated figure."""
    return UNITS.get(figure.unit, plain(figure.unit))


def quantity(figure: Figure) -> Text:
    """``10 à 12 mois``, ``95%``: the interval of a stated figure with its unit."""
    value, unit = between(figure.low, figure.high), unit_of(figure)
    if figure.low == figure.high == 1:
        unit = _ONE.get(figure.unit, unit)
    gap = "" if unit.en.startswith("%") else " "
    return Text(fr=f"{value.fr} {unit.fr}", en=f"{value.en}{gap}{unit.en}")


def stated(figure: Figure) -> Text:
    """What a figure says: its label, interval, source, date and scope."""
    value = quantity(figure)
    by, scope = figure.said_by, figure.scope
    said = (", ".join(filter(None, (name, figure.as_of))) for name in (by.fr, by.en))
    fr = " ; ".join(filter(None, (next(said), scope.fr)))
    en = "; ".join(filter(None, (next(said), scope.en)))
    return Text(
        fr=f"{figure.label.fr} : {value.fr} ({fr})",
        en=f"{figure.label.en}: {value.en} ({en})",
    )


def several(number: int, fr: str, en: str) -> Text:
    """``2 familles``, ``2 families``: a number with its noun given as ``singular|plural``."""
    one_fr, many_fr = fr.split("|")
    one_en, many_en = en.split("|")
    count = grouped(number)
    return Text(
        fr=f"{count.fr} {one_fr if number < 2 else many_fr}",
        en=f"{count.en} {one_en if number == 1 else many_en}",
    )


def families(number: int) -> Text:
    """``3 familles de thérapies``."""
    return several(
        number, "famille de thérapies|familles de thérapies", "therapy family|therapy families"
    )


def listed(names: Sequence[Text], most: int = 6) -> Text:
    """The names in a row, cut after ``most`` with the number left out."""
    left = len(names) - most
    fr = [name.fr for name in names[:most]] + ([f"et {left} de plus"] if left > 0 else [])
    en = [name.en for name in names[:most]] + ([f"and {left} more"] if left > 0 else [])
    return Text(fr=", ".join(fr), en=", ".join(en))


def plain(name: str) -> Text:
    """A proper name, the same in both languages."""
    return Text(fr=name, en=name)


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope:
    """What an analysis was limited to, as the words of a command."""

    family: str | None = None
    region: str | None = None

    def command(self, name: str) -> str:
        """The command that obtains the findings of this scope again."""
        words = ["biograph", name]
        if self.family:
            words += ["--class", local_name(self.family)]
        if self.region:
            words += ["--region", f'"{self.region}"' if " " in self.region else self.region]
        return " ".join([*words, "--json"])


#: All families, all of France.
WHOLE = Scope()


def where(scope: Scope) -> Text:
    """``français``, or the region looked at."""
    if not scope.region:
        return Text(fr="français", en="in France")
    return Text(fr=f"dans la région {scope.region}", en=f"in the region {scope.region}")


def is_gap(finding: Finding) -> bool:
    """Whether a finding may be called a gap: only where absence is stated or closed."""
    return finding.presence in {Presence.ABSENT_ASSERTED, Presence.ABSENT_CLOSURE}
