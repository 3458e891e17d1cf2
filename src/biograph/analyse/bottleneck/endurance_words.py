"""The sentences on how long inputs hold: stocks and delays in, both languages out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from biograph.analyse import findings as form
from biograph.analyse.method.endurance import Verdict
from biograph.analyse.stated import basis, label
from biograph.model import Text
from biograph.terms import DATA

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from biograph.analyse.bottleneck.holding import Figures, Holding
    from biograph.analyse.known import Known
    from biograph.analyse.method.interval import Interval

CAVEATS = (
    Text(
        fr="Aucune source ne dit quel autre fabricant est déjà qualifié : la borne haute compte la "
        "requalification, la borne basse non.",
        en="No source tells which other maker is qualified already: the upper end counts the "
        "requalification, the lower end does not.",
    ),
    Text(
        fr="Une machine en place tourne encore quand son fabricant s'arrête : pour un équipement, "
        "les chiffres valent s'il faut le remplacer.",
        en="A machine in place still runs when its maker stops: of equipment the figures hold "
        "where it has to be replaced.",
    ),
    form.UNREVIEWED,
)
DECIDED_BY = Text(
    fr="La publication des stocks et des délais en déciderait ; une deuxième source déjà qualifiée "
    "ou un stock plus long que le délai y mettrait fin.",
    en="Publishing stocks and lead times would decide it; a second source that is qualified "
    "already, or a stock that outlasts the delay, would end it.",
)


def exposed(known: Known, found: Holding, coverage: float) -> Text:
    """How long some inputs are missed when their maker stops."""
    names, needed = _names(known, found), form.families(len(found.families))
    verdict, alone, covered = _verdict(found), _alone(found), form.known_share(coverage)
    stock = _size(found.survive, (*found.stock, *found.shelf))
    delay = _size(found.recover, (*found.lead, *found.requalification))
    return Text(
        fr=f"{names.fr}, requis par {needed.fr} : {verdict.fr}. Stock : {stock.fr} ; retour après "
        f"{delay.fr}, requalification d'un autre fabricant comprise s'il le faut ; {alone.fr} "
        f"{covered.fr}.",
        en=f"{names.en}, required by {needed.en}: {verdict.en}. Stock: {stock.en}; back after "
        f"{delay.en}, with the requalification of another maker where needed; {alone.en} "
        f"{covered.en}.",
    )


def _names(known: Known, found: Holding) -> Text:
    """The inputs, those that most families require first."""
    named = [known.recipes.name(item.input) for item in found.inputs]
    quoted = form.listed([Text(fr=f"« {n.fr} »", en=f"'{n.en}'") for n in named], most=4)
    if len(named) == 1:
        return quoted
    count = len(named)
    return Text(fr=f"{count} intrants ({quoted.fr})", en=f"{count} inputs ({quoted.en})")


def _verdict(found: Holding) -> Text:
    """``missing for 1 to 20 months if their maker stops``, or that they may be."""
    many = len(found.inputs) > 1
    stop = Text(
        fr=f"si {'leur' if many else 'son'} fabricant s'arrête",
        en=f"if {'their' if many else 'its'} maker stops",
    )
    low, high = found.exposure.gap
    if found.exposure.verdict is Verdict.SURELY:
        time = form.between(low, high)
        return Text(
            fr=f"{'manquent' if many else 'manque'} pendant {time.fr} mois {stop.fr}",
            en=f"missing for {time.en} months {stop.en}",
        )
    time, first, then = form.between(0, high), found.unqualified, Text(fr="", en="")
    if first.verdict is Verdict.SURELY:
        least = form.grouped(first.gap[0])
        then = Text(
            fr=f" ({least.fr} mois au moins si un autre fabricant doit d'abord être qualifié)",
            en=f" ({least.en} months at least where another maker has to be qualified first)",
        )
    return Text(
        fr=f"{'peuvent' if many else 'peut'} manquer pendant {time.fr} mois {stop.fr}{then.fr}",
        en=f"may be missing for {time.en} months {stop.en}{then.en}",
    )


def _alone(found: Holding) -> Text:
    """How many have a second maker that may have to be qualified."""
    several, of = found.several, len(found.inputs)
    if of == 1:
        return (
            Text(
                fr="plusieurs fabricants connus de biograph", en="several makers known to biograph"
            )
            if several
            else Text(
                fr="aucun deuxième fabricant connu de biograph",
                en="no second maker known to biograph",
            )
        )
    return Text(
        fr=f"biograph connaît plusieurs fabricants pour {several} sur {of}",
        en=f"biograph knows several makers of {several} of {of}",
    )


def _size(ends: tuple[float, float], figures: Figures) -> Text:
    """``1 to 6 months (assumed)``: an interval, and whether anybody publishes it."""
    size, note = form.between(*ends), basis(figures)
    return Text(fr=f"{size.fr} mois{note.fr}", en=f"{size.en} months{note.en}")


def assumed(found: Sequence[Holding]) -> Text:
    """How many inputs would be missing by assumptions alone."""
    total = sum(len(one.inputs) for one in found)
    sure = [one for one in found if one.exposure.verdict is Verdict.SURELY]
    surely = sum(len(one.inputs) for one in sure)
    first = sum(len(one.inputs) for one in found if one.unqualified.verdict is Verdict.SURELY)
    kinds = form.listed([label(f"{DATA}input/{one.lead[0].about}") for one in sure])
    which = Text(fr=f" ({kinds.fr})" if sure else "", en=f" ({kinds.en})" if sure else "")
    covered = form.known_share(0.0)
    return Text(
        fr=f"De {total} intrants requis biograph ne connaît aucun délai, stock ni temps de "
        "requalification publié et les suppose par genre de bien. D'après ces hypothèses, si leur "
        f"fabricant s'arrête {surely}{which.fr} manquent sûrement et {total - surely} peut-être ; "
        f"{first} manquent sûrement si un autre fabricant doit d'abord être qualifié {covered.fr}.",
        en=f"Of {total} required inputs biograph knows no published lead time, stock or time to "
        "requalify, and assumes them by kind of goods. By these assumptions, if their maker stops "
        f"{surely}{which.en} are surely missing and {total - surely} perhaps; {first} are surely "
        f"missing where another maker has to be qualified first {covered.en}.",
    )


def unknown(known: Known, inputs: Sequence[str], total: int, coverage: float) -> Text:
    """For how many inputs nothing can be said."""
    names = form.listed([known.recipes.name(iri) for iri in inputs])
    covered = form.known_share(coverage)
    count = form.several(len(inputs), "intrant requis|intrants requis", "input|inputs")
    return Text(
        fr=f"{count.fr} sur {total} : biograph n'en connaît ni stock ni délai de retour, pas même "
        f"par hypothèse, et l'on ne peut dire s'ils viendraient à manquer {covered.fr} : "
        f"{names.fr}.",
        en=f"{count.en} of {total} required: biograph knows no stock or lead time of them, not "
        f"even by assumption, and whether they would be missing is not decidable {covered.en}: "
        f"{names.en}.",
    )


def families(known: Known, lasting: Mapping[str, Interval], coverage: float) -> Text:
    """How long the families hold that stop first, when stock alone is left."""
    named = []
    for family, ends in lasting.items():
        name, months = known.recipes.name(family), form.between(*ends)
        named.append(Text(fr=f"{name.fr} ({months.fr} mois)", en=f"{name.en} ({months.en} months)"))
    each, covered = form.listed(named), form.known_share(coverage)
    return Text(
        fr="Si plus aucun intrant dont biograph connaît un stock n'arrivait, les familles qui "
        f"s'arrêteraient d'abord, stocks seuls : {each.fr} {covered.fr}.",
        en="If no input of which biograph knows a stock came any more, the families to stop first, "
        f"on stock alone: {each.en} {covered.en}.",
    )
