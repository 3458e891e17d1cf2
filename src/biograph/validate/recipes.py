"""Checks of the recipes as wholes (their ids and words are checked when they are read)."""

from __future__ import annotations

from collections import defaultdict
from itertools import pairwise
from typing import TYPE_CHECKING

from biograph.model import Violation
from biograph.terms import DATA, bg
from biograph.validate.structure import cycle

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from biograph.vocabulary import RecipeLine, Term

# Every recipe goes through these; development and follow-up hold for products, not for processes.
STAGES = (
    "discovery",
    "cell-bank",
    "starting-material",
    "upstream",
    "downstream",
    "formulation",
    "fill-finish",
    "qc-release",
    "storage-transport",
    "administration",
)


def check(lines: Sequence[RecipeLine], terms: Iterable[Term]) -> Iterator[Violation]:
    """What is wrong with recipes as wholes; ``terms`` hold the families and the stages they cover.

    Groups over two stages or criticalities, stages out of order or empty, operations with two
    French names or none, lines whose basis and source do not fit, circular nesting.
    """
    known = tuple(terms)
    yield from _groups(lines)
    yield from _order(lines, {t.id: t.order for t in known if t.order})
    families = {t.id: t.stages for t in known if t.kind == "TherapyFamily"}
    yield from _stages(lines, families, {t.id: t.order for t in known if t.order})
    yield from _operations(lines)
    yield from _sources(lines)
    yield from _nesting(lines)


def _groups(lines: Sequence[RecipeLine]) -> Iterator[Violation]:
    found: dict[tuple[str, str], set[tuple[str, str]]] = defaultdict(set)
    for line in lines:
        found[line.family, line.group].add((line.stage, line.criticality))
    for (family, group), places in sorted(found.items()):
        if len(places) > 1:
            seen = ", ".join("/".join(place) for place in sorted(places))
            yield Violation(
                check="recipe-group",
                focus=f"{DATA}family/{family}",
                path=bg("inGroup"),
                value=group,
                message_fr=f"le groupe {group} de {family} a deux étapes ou criticités : {seen}",
                message_en=f"group {group} of {family} has two stages or criticalities: {seen}",
            )


def _order(lines: Sequence[RecipeLine], rank: Mapping[str, int]) -> Iterator[Violation]:
    for before, after in pairwise(lines):
        if before.family == after.family and rank[after.stage] < rank[before.stage]:
            yield Violation(
                check="recipe-order",
                focus=f"{DATA}requirement/{after.key}",
                path=bg("atStage"),
                value=after.stage,
                message_fr=f"{after.key} ({after.stage}) vient après l'étape {before.stage}",
                message_en=f"{after.key} ({after.stage}) comes after stage {before.stage}",
            )


def _stages(
    lines: Sequence[RecipeLine],
    covered: Mapping[str, tuple[str, ...]],
    rank: Mapping[str, int],
) -> Iterator[Violation]:
    full = {(line.family, line.stage) for line in lines if line.criticality == "essential"}
    for family, ends in sorted(covered.items()):
        first, last = ends or (STAGES[0], STAGES[-1])
        for stage in STAGES:
            within = rank[first] <= rank[stage] <= rank[last]
            if within and (family, stage) not in full:
                yield Violation(
                    check="recipe-stage",
                    focus=f"{DATA}family/{family}",
                    path=bg("atStage"),
                    value=stage,
                    message_fr=f"la recette {family} n'a rien d'essentiel à l'étape {stage}",
                    message_en=f"recipe {family} has nothing essential at stage {stage}",
                )


def _operations(lines: Sequence[RecipeLine]) -> Iterator[Violation]:
    french: dict[str, set[str]] = defaultdict(set)
    for line in lines:
        french[line.unit_operation["en"]].add(line.unit_operation["fr"])
    for name, names in sorted(french.items()):
        if not name or "" in names or len(names) > 1:
            seen = ", ".join(sorted(names))
            yield Violation(
                check="recipe-operation",
                focus=bg("unitOperation"),
                value=name,
                message_fr=f"l'opération « {name} » n'a pas un nom français et un seul : {seen}",
                message_en=f"operation '{name}' has not one French name and one only: {seen}",
            )


def _sources(lines: Sequence[RecipeLine]) -> Iterator[Violation]:
    for line in lines:
        textbook = line.basis == "textbook"
        if bool(line.source) == textbook or (textbook and line.confidence != "low"):
            yield Violation(
                check="recipe-source",
                focus=f"{DATA}requirement/{line.key}",
                path=bg("basis"),
                value=f"{line.basis}, {line.confidence}",
                message_fr=f"{line.key} : seul un savoir de manuel est sans page, et sa confiance "
                "est alors « low »",
                message_en=f"{line.key}: textbook knowledge alone has no page, and then it is low",
            )


def _nesting(lines: Sequence[RecipeLine]) -> Iterator[Violation]:
    into: dict[str, set[str]] = defaultdict(set)
    for line in lines:
        if line.expands_into:
            into[line.family].add(line.expands_into)
    found = cycle(into)
    if found:
        around = " → ".join((*found, found[0]))
        yield Violation(
            check="recipe-nesting",
            focus=f"{DATA}family/{found[0]}",
            path=bg("expandsInto"),
            message_fr=f"des recettes se contiennent l'une l'autre : {around}",
            message_en=f"recipes contain each other: {around}",
        )
