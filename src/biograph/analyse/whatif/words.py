"""The words of a what-if in both languages: its sentence and its caveats."""

from __future__ import annotations

from typing import TYPE_CHECKING

from biograph.analyse import findings as form
from biograph.analyse.method.draws import interval
from biograph.analyse.whatif.things import ACTORS, KINDS, REGIONS
from biograph.model import Text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    import numpy as np
    from numpy.typing import NDArray

    from biograph.analyse.alternatives import Alternatives
    from biograph.analyse.loss import Loss
    from biograph.analyse.whatif.changed import Changed
    from biograph.analyse.whatif.things import Thing

_UNKNOWN = Text(
    fr="Un intrant sans fournisseur connu de biograph est compté comme présent : il n'arrête rien.",
    en="An input without a supplier known to biograph counts as there: it stops nothing.",
)
_WHOEVER = Text(
    fr="Un intrant retiré l'est chez tous ses fournisseurs, connus ou non.",
    en="An input that is taken away is so at all its suppliers, known or not.",
)
_GROUP = Text(
    fr="Avec un groupe ne partent que les firmes dont biograph connaît l'appartenance.",
    en="With a group go only the firms that biograph knows to belong to it.",
)
_MEDICINES = Text(
    fr="Les médicaments sont ceux des classes en cause : de qui chacun dépend n'est pas connu.",
    en="Medicines are those of the classes in cause: whom each one depends on is not known.",
)
_NO_MONTHS = Text(
    fr="Pour certains intrants, aucun délai de requalification n'est connu de biograph.",
    en="For some inputs biograph knows of no time to requalify.",
)


def sentence(changed: Changed, after: Loss) -> Text:
    """``Without Danaher, 15 therapy families of 21 stop, going by ...``."""
    count, total = form.families(len(after.families)), len(changed.families)
    one = len(after.families) == 1
    covered = form.known_share(changed.share_known(after.families or changed.families))
    naive, full = _spread(after.naive), _spread(after.full)
    change = _change(changed)
    stop_fr, stop_en = ("s'arrête", "stops") if one else ("s'arrêtent", "stop")
    if not after.families:
        count = Text(fr="aucune famille de thérapies", en="no therapy family")
        stop_fr, stop_en = "ne s'arrête", "stops"
    return Text(
        fr=f"{change.fr}, {count.fr} sur {total} {stop_fr}, d'après les seuls fournisseurs connus "
        f"de biograph {covered.fr} ; si des faits connus sont faux : {naive.fr} ; si en plus des "
        f"fournisseurs échappent aux sources : {full.fr} (médiane et intervalle à 90 %).",
        en=f"{change.en}, {count.en} of {total} {stop_en}, going by the suppliers known to "
        f"biograph alone {covered.en}; where known facts may be wrong: {naive.en}; where sources "
        f"miss suppliers as well: {full.en} (median and 90% interval).",
    )


def caveats(changed: Changed, after: Loss, inputs: Iterable[Alternatives]) -> tuple[Text, ...]:
    """What has to be known to read the answer."""
    return (
        *_of_removals(changed),
        *_of_additions(changed),
        _UNKNOWN,
        *((form.OF_THE_FAMILY, _MEDICINES) if after.families else ()),
        *((_NO_MONTHS,) if any(one.families and not one.months for one in inputs) else ()),
        form.UNREVIEWED,
    )


def _of_removals(changed: Changed) -> Iterator[Text]:
    kinds = {removed.thing.kind for removed in changed.removals}
    if "input" in kinds:
        yield _WHOEVER
    if kinds & ACTORS:
        yield _GROUP
    if kinds & {"country", *REGIONS}:
        yield form.BY_SEAT
        owned = {
            maker.iri
            for same in changed.base.supply.makers.values()
            for maker in same
            if maker.owner in changed.actors and maker.iri not in changed.actors
        }
        yield Text(
            fr="Les fournisseurs établis ailleurs dont le groupe est d'ici sont comptés comme "
            f"restant : {len(owned)}.",
            en="Suppliers seated elsewhere whose group is based here count as staying: "
            f"{len(owned)}.",
        )
    for removed in changed.removals:
        known = changed.base.supply.makers.values()
        if removed.actors and not any(m.iri in removed.actors for same in known for m in same):
            name = removed.thing.name
            yield Text(
                fr=f"Biograph ne connaît aucun intrant fourni par « {name.fr} » : ce calcul ne "
                "peut rien dire de sa perte comme fournisseur.",
                en=f"Biograph knows no input supplied by '{name.en}': this calculation can tell "
                "nothing about its loss as a supplier.",
            )


def _of_additions(changed: Changed) -> Iterator[Text]:
    supply = changed.base.supply
    inputs = {t.iri: t for added in changed.additions for t in added.inputs}
    unheard = [thing.name for iri, thing in sorted(inputs.items()) if not supply.of(iri)]
    if unheard:
        names = form.listed(unheard)
        yield Text(
            fr=f"Aucun fournisseur n'était connu de : {names.fr}. Biograph comptait déjà sur "
            "quelqu'un ; l'ajout n'y change rien.",
            en=f"No supplier was known of: {names.en}. Biograph counted on somebody anyway; the "
            "addition changes nothing there.",
        )


def verdict(changed: Changed, after: Loss) -> Text:
    """How far the answer hangs on facts that may err and suppliers that sources may have missed.

    Empty where nothing stops.
    """
    if not after.families:
        return Text(fr="", en="")
    naive, full = interval(after.naive), interval(after.full)
    if min(naive.low, full.low) >= len(after.families):
        return Text(
            fr="Solide : autant de familles s'arrêtent même si des faits sont faux ou si les "
            "sources ont manqué des fournisseurs.",
            en="Solid: as many families stop even where facts are wrong or sources missed "
            "suppliers.",
        )
    names = form.listed([changed.recipes.name(iri) for iri in after.inputs])
    how = Text(fr="Fragile", en="Fragile") if full.median < 1 else Text(fr="À vérifier", en="Check")
    return Text(
        fr=f"{how.fr} : moins de familles s'arrêtent si des faits sont faux ou si les sources ont "
        f"manqué des fournisseurs. Chercher d'abord d'autres fournisseurs de : {names.fr}.",
        en=f"{how.en}: fewer families stop where facts are wrong or sources missed suppliers. Look "
        f"first for other suppliers of: {names.en}.",
    )


def _change(changed: Changed) -> Text:
    gone = [_called(removed.thing) for removed in changed.removals]
    come = form.listed([form.plain(added.maker.name) for added in changed.additions])
    names_fr = " ni ".join(name.fr for name in gone)
    names_en = " and ".join(name.en for name in gone)
    if gone and changed.additions:
        return Text(
            fr=f"Sans {names_fr} mais avec {come.fr} en plus",
            en=f"Without {names_en} but with {come.en} added",
        )
    if gone:
        return Text(fr=f"Sans {names_fr}", en=f"Without {names_en}")
    if changed.additions:
        return Text(fr=f"Avec {come.fr} en plus", en=f"With {come.en} added")
    return Text(fr="Sans rien changer", en="With nothing changed")


def _called(thing: Thing) -> Text:
    """``Danaher``, but ``the country 'Suisse'``."""
    if thing.kind in ACTORS:
        return thing.name
    kind = KINDS[thing.kind]
    article = {"input": "l'", "region": "la "}.get(thing.kind, "le ")
    return Text(fr=f"{article}{kind.fr} « {thing.name.fr} »", en=f"the {kind.en} '{thing.name.en}'")


def _spread(draws: NDArray[np.int64]) -> Text:
    """``12 (3 à 15)``: the median of the draws and its interval."""
    median, low, high = (f"{value:.0f}" for value in interval(draws))
    return Text(fr=f"{median} ({low} à {high})", en=f"{median} ({low} to {high})")
