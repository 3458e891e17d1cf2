"""Verdicts on published claims in words: numbers in, sentences in both languages out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from biograph.analyse import findings as form
from biograph.ask.reading import holes
from biograph.model import Text

if TYPE_CHECKING:
    import re
    from collections.abc import Iterable, Sequence

    from biograph.analyse.tally import Tally
    from biograph.ask import PublishedClaim
    from biograph.vocabulary.figures import Figure

NONE = Text(
    fr="Qu'aucun ne soit connu ne dit rien du monde.",
    en="That none is known says nothing about the world.",
)
NOT_ALL = Text(
    fr="Tous n'étant pas connus, cela ne confirme ni ne contredit l'affirmation.",
    en="As not all are known, this neither confirms nor contradicts the claim.",
)
PART = Text(
    fr="Ce n'est qu'une partie de l'affirmation.",
    en="This is a part of the claim only.",
)
LATER = Text(
    fr="Ce qui est connu d'une date postérieure à l'affirmation ne la contredit pas.",
    en="What is known of a later date than the claim does not contradict it.",
)
OUTSIDE = Text(
    fr="C'est hors de ce qui est affirmé.",
    en="This is outside what is claimed.",
)
_NOBODY = Text(fr="aucun connu", en="none known")
_NO_SHARE = Text(fr="part inconnue", en="share unknown")
_UNDATED = Text(fr="sans date", en="undated")


def then(as_of: str, count: float) -> Text:
    """How many things are known from the time of a claim."""
    end, number = as_of.rpartition("..")[2], form.grouped(count)
    return Text(
        fr=f"D'entre eux, par une source de {end} ou d'avant : {number.fr}.",
        en=f"Of them, by a source of {end} or before: {number.en}.",
    )


def counted(claim: PublishedClaim, tally: Tally) -> Text:
    """The sentence of a claim, filled with what the graph counts."""
    return Text(
        fr=_filled(claim.found.fr, tally, "fr"),
        en=_filled(claim.found.en, tally, "en"),
    )


def differing(groups: Iterable[Sequence[Figure]]) -> Text:
    """Published figures that contradict each other, each with source, date and scope."""
    told = [form.listed([_published(figure) for figure in group]) for group in groups]
    return Text(
        fr=" ".join(f"Les chiffres publiés divergent : {text.fr}." for text in told),
        en=" ".join(f"Published figures differ: {text.en}." for text in told),
    )


def joined(*parts: Text) -> Text:
    """The parts in a row, the empty ones left out."""
    return Text(
        fr=" ".join(part.fr for part in parts if part.fr),
        en=" ".join(part.en for part in parts if part.en),
    )


def _published(figure: Figure) -> Text:
    value, date = form.quantity(figure), figure.as_of
    fr = ", ".join((figure.said_by.fr, date or _UNDATED.fr))
    en = ", ".join((figure.said_by.en, date or _UNDATED.en))
    scope = figure.scope
    return Text(
        fr=f"{value.fr} ({fr}{f' ; {scope.fr}' if scope.fr else ''})",
        en=f"{value.en} ({en}{f'; {scope.en}' if scope.en else ''})",
    )


def _filled(text: str, tally: Tally, lang: str) -> str:
    for hole in list(holes(text)):
        text = text.replace(hole.group(), getattr(_number(hole, tally), lang), 1)
    return text


def _number(hole: re.Match[str], tally: Tally) -> Text:
    """What a place of the sentence is filled with."""
    name, value = hole["name"], tally.numbers[hole["name"]]
    if name in tally.lists:
        return form.listed([form.plain(one) for one in tally.lists[name]]) if value else _NOBODY
    if hole["of"]:
        total = tally.numbers[hole["of"]]
        return form.percent(value / total) if total else _NO_SHARE
    number = form.grouped(value)
    if not hole["one"]:
        return number
    return Text(
        fr=f"{number.fr} {hole['one'] if value < 2 else hole['many']}",
        en=f"{number.en} {hole['one'] if value == 1 else hole['many']}",
    )
