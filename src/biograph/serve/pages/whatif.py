"""What if somebody were gone, or came: an interactive page; its question is in the address."""

from __future__ import annotations

import shlex
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from biograph import analyse
from biograph.analyse.whatif import question
from biograph.analyse.whatif.lines import medicines
from biograph.analyse.whatif.things import KINDS
from biograph.model import Finding, Literal, Text
from biograph.serve.chain.falls import falls
from biograph.serve.chain.stages import drawings
from biograph.serve.chain.subjects import basis, known
from biograph.serve.page import Answer, Asked, Page
from biograph.serve.pages.findings import without as removable
from biograph.table import Table
from biograph.terms import compact, local_name
from biograph.view.matrix import family_axes, stage_axes
from biograph.view.proofs import bounded, size

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from biograph.analyse import Proof, WhatIf
    from biograph.analyse.whatif.things import Thing
    from biograph.serve.site import Site
    from biograph.view.content import Axis
    from biograph.view.say import Lang

_TITLE = Text(fr="Et si un acteur disparaissait ?", en="What if an actor were gone?")
_COLUMNS = (
    *("part", "iri", "name", "families", "left", "more_general"),
    *("months_low", "months_high"),
)
_MOST_WORDS, _STARTERS, _FIRST_NODES = 12, 8, 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """A word that means several things, or none: what it may mean, to choose from.

    ``rest`` are the other words of the same field of the form.
    """

    field: str
    word: str
    candidates: tuple[Thing, ...]
    rest: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Removed:
    """A thing that is taken away, how the address says so, and what is said without it."""

    thing: Thing
    key: str
    rest: tuple[str, ...]


def whatif(site: Site, asked: Asked) -> Answer:
    """What falls without some things, and with some makers; or the form to ask for it."""
    words = asked.many("without")[:_MOST_WORDS]
    adding = (*asked.many("adding")[:_MOST_WORDS], *_maker(asked))
    choices = [*_choices(site, "without", words, tuple(KINDS)), *_made(site, asked)]
    if choices and asked.suffix != "html":
        for choice in choices:
            basis(site).called.meant(choice.word)
    values: dict[str, object] = {
        "gone": _removed(site, words),
        "adding": adding if not choices else asked.many("adding"),
        "choices": choices,
        "kinds": KINDS,
        "starters": _starters(site),
        "short": compact,
        "answer": None,
    }
    if choices or not (words or adding):
        return _page(values)
    changed = question.changed(basis(site), without=words, adding=adding)
    answer = question.outcome(basis(site), changed)
    proof, whole = _proof(site, answer), asked.one("proof") == "all"
    recipes = known(site).recipes
    stages = stage_axes(recipes)
    families = [_crossed(axis, answer) for axis in family_axes(recipes.families())]
    values |= {
        "stages": stages,
        "drawings": drawings(stages, families, falls(changed, answer), asked),
        "answer": answer,
        "medicines": tuple(medicines(answer)),
        "proof": bounded(proof, most=size(proof) if whole else _FIRST_NODES),
        "proof_size": size(proof) - 1,
        "whole": whole,
        "command": _command(words, adding),
    }
    return _page(values, answer, Table(columns=_COLUMNS, rows=tuple(_rows(answer, asked.lang))))


def _page(
    values: dict[str, object], data: WhatIf | None = None, table: Table | None = None
) -> Answer:
    return Answer(
        template="site/whatif.html.j2",
        title=_TITLE,
        values=values,
        table=table,
        data=data,
        styles=("report.css", "site/chain.css", "site/findings.css", "site/whatif.css"),
        scripts=("site/whatif.js",),
    )


def warm(site: Site) -> None:
    """Answer the first question that the page begins with: what all rest on is read then."""
    for _, gone in _starters(site)[:1]:
        whatif(site, Asked(query={"without": gone}))


def _maker(asked: Asked) -> tuple[str, ...]:
    """The addition of the two fields of the form, where both are filled in."""
    maker, makes = asked.one("maker"), asked.one("makes")
    return (f"{maker}: {makes}",) if maker and makes else ()


def _made(site: Site, asked: Asked) -> Iterator[Choice]:
    if asked.one("maker") and asked.one("makes"):
        yield from _choices(site, "makes", (asked.one("makes"),), ("input",))


def _choices(
    site: Site, field: str, words: tuple[str, ...], kinds: tuple[str, ...]
) -> Iterator[Choice]:
    """The words that do not mean exactly one thing; for one that means nothing, what is alike."""
    called = basis(site).called
    for word in words:
        found = called.candidates(word, kinds)
        if len(found) != 1:
            hits = () if found else site.entities.search(word, most=40)
            alike = (thing for hit in hits for thing in called.candidates(hit.iri, kinds))
            rest = tuple(other for other in words if other != word)
            yield Choice(field=field, word=word, candidates=(*found, *alike), rest=rest)


def _removed(site: Site, words: tuple[str, ...]) -> list[Removed]:
    """What is taken away, as far as it is clear."""
    meant = {word: basis(site).called.candidates(word) for word in words}
    things = {found[0].iri: (word, found[0]) for word, found in meant.items() if len(found) == 1}
    return [
        Removed(thing=thing, key=compact(iri), rest=tuple(w for w in words if w != word))
        for iri, (word, thing) in things.items()
    ]


def _starters(site: Site) -> list[tuple[Finding, tuple[str, ...]]]:
    """Single points of failure to begin with, those of most families first."""
    single = [f for f in site.findings.values() if f.kind in {"single-point", "group-shock"}]
    single.sort(key=lambda f: -(f.value or 0))
    return [(f, gone) for f in single[:_STARTERS] if (gone := removable(f))]


def _proof(site: Site, answer: WhatIf) -> Proof:
    """What the answer rests on, as if it were a finding."""
    told = Finding(
        id="whatif",
        kind="whatif",
        sentence=answer.sentence,
        value=float(len(answer.after.families)),
        unit=Text(fr="familles de thérapies", en="therapy families"),
        subjects=answer.after.families,
        evidence=answer.evidence,
    )
    return analyse.explain(site.ask, told)


def _crossed(axis: Axis, answer: WhatIf) -> Axis:
    """A family that stops has a cross before its name."""
    if axis.key not in answer.after.families:
        return axis
    return replace(axis, label=Text(fr=f"✕ {axis.label.fr}", en=f"✕ {axis.label.en}"))


def _command(words: Iterable[str], adding: Iterable[str]) -> str:
    parts = [
        *(f"--without {shlex.quote(w)}" for w in words),
        *(f"--adding {shlex.quote(a)}" for a in adding),
    ]
    return " ".join(["biograph whatif", *parts])


def _rows(answer: WhatIf, lang: Lang) -> Iterator[tuple[str | Literal | None, ...]]:
    for iri, name in zip(answer.after.families, answer.after.names, strict=True):
        yield (Literal("family that stops"), iri, Literal(getattr(name, lang)), *([None] * 5))
    for one in answer.inputs:
        months = one.months or (None, None)
        yield (
            Literal("input in cause" if one.families else "input with few suppliers left"),
            one.input,
            Literal(getattr(one.name, lang)),
            Literal("; ".join(map(local_name, one.families))),
            Literal("; ".join(one.living)),
            Literal("; ".join(one.general)),
            *(None if m is None else Literal(f"{m:g}") for m in months),
        )
    for point in answer.points_come:
        names = "; ".join(getattr(name, lang) for name in point.families)
        row = (Literal("new single point"), point.owner, Literal(point.name), Literal(names))
        yield (*row, *([None] * 4))


PAGES = (Page(path="/whatif", answer=whatif),)
