"""Checks of the recipes as wholes (their ids and words are checked when they are read)."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from biograph.model import Violation
from biograph.terms import DATA, bg
from biograph.validate.structure import cycle

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from biograph.vocabulary import RecipeLine

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


def check(lines: Sequence[RecipeLine]) -> Iterator[Violation]:
    """Groups over two stages or criticalities, empty stages, unsourced lines, circular nesting."""
    yield from _groups(lines)
    yield from _stages(lines)
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


def _stages(lines: Sequence[RecipeLine]) -> Iterator[Violation]:
    families = sorted({line.family for line in lines})
    full = {(line.family, line.stage) for line in lines if line.criticality == "essential"}
    for family in families:
        for stage in STAGES:
            if (family, stage) not in full:
                yield Violation(
                    check="recipe-stage",
                    focus=f"{DATA}family/{family}",
                    path=bg("atStage"),
                    value=stage,
                    message_fr=f"la recette {family} n'a rien d'essentiel à l'étape {stage}",
                    message_en=f"recipe {family} has nothing essential at stage {stage}",
                )


def _sources(lines: Sequence[RecipeLine]) -> Iterator[Violation]:
    for line in lines:
        if not line.source and line.confidence != "low":
            yield Violation(
                check="recipe-source",
                focus=f"{DATA}requirement/{line.key}",
                path=bg("confidenceLevel"),
                value=line.confidence,
                message_fr=f"{line.key} n'a pas de source et n'est pas de confiance low",
                message_en=f"{line.key} has no source and its confidence is not low",
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
