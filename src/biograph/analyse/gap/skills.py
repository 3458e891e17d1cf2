"""G5: regions with makers and no known training centre, and what nobody publishes on posts."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from biograph.analyse import findings as form
from biograph.analyse.coverage import presence
from biograph.analyse.gap.posts import posts
from biograph.analyse.supply import EUROPE, FRANCE
from biograph.model import Finding, Presence, Text
from biograph.terms import local_name

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from biograph.analyse.coverage import Statement
    from biograph.analyse.known import Known
    from biograph.analyse.recipes import Line

Row = dict[str, str]

_COUNTRYWIDE = Text(
    fr="Un centre forme aussi pour d'autres régions que la sienne.",
    en="A centre teaches for other regions than its own as well.",
)


def skills(known: Known) -> Iterator[Finding]:
    """Regions with makers and no known training centre, then posts against graduates."""
    lines = _required(known)
    if not lines:
        return
    centres = list(known.ask("gaps/training-centres", country=FRANCE).records())
    taught = {row["region"] for row in centres if row["region"]}
    regions: dict[str, list[Row]] = defaultdict(list)
    for row in known.ask("gaps/makers-by-region").records():
        regions[row["region"]].append(row)
    groups: dict[Statement | None, list[list[Row]]] = defaultdict(list)
    for region, rows in regions.items():
        if region not in taught:
            groups[_closing(known, lines, region)].append(rows)
    for statement, same in groups.items():
        yield _untaught(known, same, len(regions), statement, _placed(known, regions, centres))
    yield posts(known, lines)


def _required(known: Known) -> list[Line]:
    """The skills that the families call for: those that help only now and then do not count."""
    return [
        line
        for family in known.recipes.nested(known.families)
        for line in known.recipes.lines[family]
        if "Skill" in line.kinds and line.criticality != "optional"
    ]


def _closing(known: Known, lines: Sequence[Line], region: str) -> Statement | None:
    """The statement that there is nobody else who teaches these skills in the region, if any."""
    taught = {line.input for line in lines}
    _, statement = presence(
        found=False,
        covering=(s for s in known.statements if s.input in taught and s.area in _around(region)),
    )
    return statement


def _around(region: str) -> set[str]:
    return {"", EUROPE, FRANCE, region}


def _placed(known: Known, regions: Mapping[str, Sequence[Row]], centres: Sequence[Row]) -> float:
    """The share of the known makers and centres whose region is known."""
    makers = set(known.ask("gaps/places-of-making", country=FRANCE).column("maker"))
    there = {row["maker"] for rows in regions.values() for row in rows} & makers
    schools = {row["centre"] for row in centres}
    taught = {row["centre"] for row in centres if row["region"]}
    return (len(there) + len(taught)) / max(len(makers) + len(schools), 1)


def _untaught(
    known: Known,
    regions: Sequence[Sequence[Row]],
    total: int,
    statement: Statement | None,
    share: float,
) -> Finding:
    """The regions with makers and no training centre: a gap only by a statement."""
    return Finding(
        id=form.identity("skills-region", statement.iri if statement else ""),
        kind="skills-region",
        sentence=_told(regions, total, statement, share),
        value=float(len(regions)),
        unit=Text(fr="régions", en="regions"),
        presence=statement.presence if statement else Presence.UNKNOWN,
        coverage=share,
        rank=(0.9 if statement else 0.3) * len(regions) / total,
        subjects=tuple(rows[0]["region"] for rows in regions),
        evidence=(
            *sorted({row["relation"] for rows in regions for row in rows}),
            *((statement.iri,) if statement else ()),
        ),
        command=known.scope.command("gaps"),
        caveats=(_COUNTRYWIDE,) if statement else (form.NOT_SUPPLY, _COUNTRYWIDE),
        overturned_by=Text(
            fr="Un centre de formation à la bioproduction dans l'une de ces régions.",
            en="A centre that teaches bioproduction in one of these regions.",
        ),
    )


def _told(
    regions: Sequence[Sequence[Row]], total: int, statement: Statement | None, share: float
) -> Text:
    names = form.listed([_with_number(rows) for rows in regions])
    covered, count = (
        form.known_share(share),
        form.several(len(regions), "région|régions", "region|regions"),
    )
    source = local_name(statement.source) if statement else ""
    if statement:
        return Text(
            fr=f"Pas de centre de formation dans {count.fr} sur {total} à fabricants connus, "
            f"d'après la source « {source} » ({statement.date}) : {names.fr}.",
            en=f"No training centre in {count.en} of {total} that have known makers, by "
            f"source '{source}' ({statement.date}): {names.en}.",
        )
    return Text(
        fr=f"Dans {count.fr} sur {total} à fabricants connus, biograph ne connaît "
        f"aucun centre de formation {covered.fr} : {names.fr}.",
        en=f"In {count.en} of {total} that have known makers no training centre is known "
        f"to biograph {covered.en}: {names.en}.",
    )


def _with_number(rows: Sequence[Row]) -> Text:
    makers = form.several(len({r["maker"] for r in rows}), "fabricant|fabricants", "maker|makers")
    name = rows[0]["region_label"]
    return Text(fr=f"{name} ({makers.fr})", en=f"{name} ({makers.en})")
