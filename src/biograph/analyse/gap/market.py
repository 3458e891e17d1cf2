"""Medicines authorised in the EU without a French record."""

from __future__ import annotations

from typing import TYPE_CHECKING

from biograph.analyse import findings as form
from biograph.analyse.supply import FRANCE
from biograph.model import Finding, Presence, Text
from biograph.terms import bg

if TYPE_CHECKING:
    from collections.abc import Iterator

    from biograph.analyse.known import Known


_EARLY = Text(
    fr="Un médicament peut être donné en France sans cette fiche : par un accès précoce ou "
    "compassionnel, que biograph ne lit dans aucun registre, ou acheté à l'étranger.",
    en="A medicine may be given in France without this record: by early or compassionate access, "
    "which biograph reads in no register, or bought abroad.",
)


def unrecorded(known: Known) -> Iterator[Finding]:
    """Medicines authorised in the EU without a French record: a gap if that register is whole."""
    classes = (
        sorted({c for family in known.families for c in known.recipes.classes.get(family, ())})
        if known.scope.family
        else ["advanced-therapy"]
    )
    rows = list(known.ask("market/without-french-record", **{"class": tuple(classes)}).records())
    authorised = known.ask("market/authorised-therapies", **{"class": tuple(classes)})
    whole = [
        s
        for s in known.statements
        if s.predicate == bg("holdsAuthorisation") and s.area in {"", FRANCE}
    ]
    if not rows:
        return
    therapies = sorted({(row["therapy_label"], row["therapy"]) for row in rows})
    names = form.listed([form.plain(name) for name, _ in therapies])
    total = len(set(authorised.column("therapy")))
    seen = Text(fr="", en="") if whole else Text(fr="connue de biograph ", en="known to biograph ")
    count = form.several(
        len(therapies), "médicament autorisé|médicaments autorisés", "medicine|medicines"
    )
    yield Finding(
        id=form.identity("market-gap", *classes),
        kind="market-gap",
        sentence=Text(
            fr=f"{count.fr} dans l'UE sur {total} sans fiche {seen.fr}dans la base française des "
            f"médicaments : {names.fr}.",
            en=f"{count.en} of {total} authorised in the EU without a record {seen.en}in the "
            f"French medicines database: {names.en}.",
        ),
        value=float(len(therapies)),
        unit=form.THERAPIES,
        presence=whole[0].presence if whole else Presence.UNKNOWN,
        coverage=1.0 if whole else None,
        rank=(0.8 if whole else 0.3) * len(therapies) / max(total, 1),
        subjects=tuple(iri for _, iri in therapies),
        evidence=(
            *sorted({row["relation"] for row in rows}),
            *(statement.iri for statement in whole),
        ),
        command=known.scope.command("gaps"),
        caveats=(_EARLY,) if whole else (form.NOT_SUPPLY, _EARLY),
    )
