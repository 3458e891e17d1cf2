"""B2 by product: critical biologics on one holder or site, and who holds what where."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from biograph.analyse import findings as form
from biograph.analyse.concentration import hhi, outside_share
from biograph.analyse.countries import country
from biograph.analyse.method.estimate import wilson
from biograph.analyse.supply import FRANCE
from biograph.model import Finding, Text
from biograph.terms import local_name

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from biograph.analyse.known import Known

    Row = dict[str, Any]


def medicines(known: Known) -> Iterator[Finding]:
    """How critical biologics and advanced therapies hang on few holders and sites."""
    if sites := list(known.ask("market/active-substance-sites").records()):
        yield _substance(known, sites)
    if sole := list(known.ask("market/critical-with-one-holder").records()):
        yield from _sole(sole)
    if holders := list(known.ask("market/holders-by-country").records()):
        yield _held(known, holders)


def _substance(known: Known, rows: Sequence[Row]) -> Finding:
    """Where the declared sites are that make the active substance of critical biologics."""
    counts = {row["country"] or "": int(row["declared"]) for row in rows}
    total, french = sum(counts.values()), counts.get(FRANCE, 0)
    sites = sum(int(row["sites"]) for row in rows)
    low, high = wilson(french, total)
    where = [iri for iri, n in counts.items() for _ in range(n)]
    outside = form.percent(outside_share(where, known.supply.union) or 0.0)
    index = form.decimal(hhi({k: n for k, n in counts.items() if k}))
    first = form.listed([_declared(row) for row in rows], most=5)
    facts = known.ask("market/making-sites").records()
    be = Text(fr="est", en="is") if french == 1 else Text(fr="sont", en="are")
    return Finding(
        id=form.identity("substance-sites"),
        kind="substance-sites",
        sentence=Text(
            fr=f"{french} des {total} sites déclarés de substance active des biomédicaments "
            f"critiques {be.fr} en France (un site compte pour chaque médicament ; {sites} sites "
            f"distincts) ; {outside.fr} hors de l'UE, HHI par pays {index.fr} : "
            f"{first.fr}.",
            en=f"{french} of the {total} declared active-substance sites of critical biologics "
            f"{be.en} in France (a site counts for each medicine; {sites} distinct sites); "
            f"{outside.en} outside the EU, HHI by country {index.en}: "
            f"{first.en}.",
        ),
        value=float(french),
        unit=Text(fr="sites déclarés", en="declared sites"),
        low=low * total,
        high=high * total,
        coverage=None,
        rank=0.5 * (1 - french / total),
        subjects=tuple(sorted(iri for iri in counts if iri)),
        evidence=tuple(
            sorted({f["relation"] for f in facts if local_name(f["step"]) == "makesSubstanceOf"})
        ),
        command="biograph ask market/active-substance-sites --json",
        caveats=(_PARTIAL,),
        overturned_by=Text(
            fr="les annexes II des autres médicaments critiques, qui nomment leurs sites",
            en="the Annexes II of the other critical medicines, which name their sites",
        ),
    )


def _sole(rows: Sequence[Row]) -> Iterator[Finding]:
    """Critical ATC codes with one known holder, then those with one known site of substance."""
    for what, fr, en in (
        ("holder", "titulaire connu en France", "holder known in France"),
        ("site", "site connu de substance active", "known active-substance site"),
    ):
        same = [row for row in rows if row[f"only_{what}"]]
        if not same:
            continue
        shown = form.listed(
            [
                form.plain(f"{r['atc']} {_brand(r['example'])} ({r[f'only_{what}_label']})")
                for r in same
            ],
            most=4,
        )
        yield Finding(
            id=form.identity("critical-sole", what),
            kind="critical-sole",
            sentence=Text(
                fr=f"{len(same)} substances biologiques critiques de l'Union (par code ATC) n'ont "
                f"qu'un {fr} : {shown.fr}.",
                en=f"{len(same)} critical biological substances of the Union (by ATC code) have a "
                f"single {en}: {shown.en}.",
            ),
            value=float(len(same)),
            unit=Text(fr="codes ATC", en="ATC codes"),
            coverage=None,
            rank=0.45 if what == "holder" else 0.4,
            subjects=tuple(sorted({row[f"only_{what}"] for row in same})),
            evidence=tuple(sorted({row["relation"] for row in same if row["relation"]})),
            command="biograph ask market/critical-with-one-holder --json",
            caveats=(_BY_ATC, _PARTIAL) if what == "site" else (_BY_ATC,),
            overturned_by=Text(
                fr=f"un second {fr}, ou le code ATC d'un médicament qui n'en a pas",
                en=f"a second {en}, or the ATC code of a medicine that has none",
            ),
        )


def _held(known: Known, rows: Sequence[Row]) -> Finding:
    """How many advanced therapies authorised in the Union have a French holder."""
    total = max(int(row["of"]) for row in rows)
    french = next((int(row["therapies"]) for row in rows if row["country"] == FRANCE), 0)
    low, high = wilson(french, total)
    have = Text(fr="a", en="has") if french == 1 else Text(fr="ont", en="have")
    facts = known.ask("market/authorised-therapies", **{"class": "advanced-therapy"}).records()
    return Finding(
        id=form.identity("french-holders", "advanced-therapy"),
        kind="french-holders",
        sentence=Text(
            fr=f"{french} des {total} médicaments de thérapie innovante autorisés dans l'UE "
            f"{have.fr} un titulaire français.",
            en=f"{french} of the {total} advanced therapies authorised in the EU {have.en} a "
            "French holder.",
        ),
        value=float(french),
        unit=form.THERAPIES,
        low=low * total,
        high=high * total,
        coverage=1.0,
        rank=0.5 * (1 - french / total),
        subjects=(FRANCE,),
        evidence=tuple(sorted({f["relation"] for f in facts if f["relation"]})),
        command="biograph ask market/holders-by-country --json",
        caveats=(_ENTITY,),
        overturned_by=Text(
            fr="une autorisation accordée ou transférée à une société française",
            en="an authorisation granted or transferred to a French company",
        ),
    )


def _declared(row: Row) -> Text:
    name = country(row["country"] or "")
    return Text(fr=f"{name.fr} ({row['declared']})", en=f"{name.en} ({row['declared']})")


def _brand(denomination: str) -> str:
    return denomination.split(",", maxsplit=1)[0].split(" ", maxsplit=1)[0].title()


_BY_ATC = Text(
    fr="La liste de l'Union nomme des codes ATC ; un médicament sans code connu n'y compte pas.",
    en="The Union list names ATC codes; a medicine without a known code does not count.",
)
_PARTIAL = Text(
    fr="Sites d'une partie des médicaments critiques seulement (annexe II des EPAR relevée).",
    en="Sites of some of the critical medicines only (Annex II of the EPARs that were read).",
)
_ENTITY = Text(
    fr="Le titulaire est une entité juridique : son groupe et ses usines peuvent être ailleurs.",
    en="The holder is a legal entity: its group and its plants may be elsewhere.",
)
