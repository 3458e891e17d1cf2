"""The pages of the handbook, in one language each, and the files that they are."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Literal

from biograph.terms import DATA, DCTERMS, ONTOLOGY, OWL
from biograph.view.handbook.diagram import diagram
from biograph.view.handbook.entry import Entry, Link, Uses, aligned, entry, uses_in
from biograph.view.handbook.words import TYPE, Words
from biograph.view.pages import render
from biograph.view.recipe import recipe_svg
from biograph.view.words import words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from biograph.model import Statement, Text
    from biograph.view.handbook.diagram import Diagram
    from biograph.view.say import Lang
    from biograph.vocabulary import Alignment, RecipeLine, Term

LANGUAGES: tuple[Lang, Lang] = ("fr", "en")
Part = Literal["modules", "lists", "inputs", "families"]
#: The pages of the term lists, after those of the modules and before those of the families.
_LISTS = ("stage", "operation", "class")


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A question as the handbook shows it; ``room`` is the folder of its file."""

    name: str
    room: str
    title: Text
    question: Text
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """One page: its entries, and the picture of a module or the lines of a recipe."""

    name: str
    title: str
    part: Part
    entries: tuple[Entry, ...]
    diagram: Diagram | None = None
    recipe: tuple[RecipeLine, ...] = ()

    @property
    def listed(self) -> bool:
        """False where all that stands on the page is retired: only old links lead there."""
        return not self.entries or not all(entry.retired for entry in self.entries)


def handbook(
    statements: Iterable[Statement],
    terms: Sequence[Term],
    recipes: Sequence[RecipeLine],
    alignments: Sequence[Alignment],
    questions: Sequence[Asked],
) -> Iterator[tuple[str, str]]:
    """Every file of the handbook: its path from the folder of the handbook, and its content."""
    known = Words(statements)
    lines: dict[str, list[RecipeLine]] = defaultdict(list)
    for line in recipes:
        lines[line.family].append(line)
    for lang in LANGUAGES:
        uses = {
            "asked_in": uses_in((q.name, getattr(q.title, lang), q.text) for q in questions),
            "aligned": aligned(alignments, lang=lang),
        }
        pages = tuple(_pages(known, lines, uses, lang))
        for name, content in _written(pages, known, questions, lang):
            yield f"{lang}/{name}.html", content
        for family in (term for term in terms if term.kind == "TherapyFamily"):
            picture = recipe_svg(family, lines[family.id], terms, lang=lang)
            yield f"{lang}/{family.id}.svg", picture


def _written(
    pages: Sequence[Page], known: Words, questions: Sequence[Asked], lang: Lang
) -> Iterator[tuple[str, str]]:
    made = partial(render, lang=lang, pages=pages)
    for page in pages:
        yield page.name, made("handbook/page.html.j2", page=page, known=known, data=DATA)
    yield "index", made("handbook/index.html.j2", letters=_letters(known, lang))
    rooms = sorted({q.room for q in questions})
    yield "questions", made("handbook/questions.html.j2", questions=questions, rooms=rooms)


def _pages(
    known: Words,
    lines: Mapping[str, Sequence[RecipeLine]],
    uses: Mapping[str, Uses],
    lang: Lang,
) -> Iterator[Page]:
    """Modules, then term lists, then inputs by kind, then families: each with its entries."""
    by_page: dict[str, list[str]] = defaultdict(list)
    for iri in known.terms():
        if known.home(iri):
            by_page[known.home(iri)].append(iri)
    for module in sorted(known.pointing(TYPE, OWL + "Ontology")):
        by_page.setdefault(module.removeprefix(ONTOLOGY).strip("/"), [])
    for name in sorted(by_page, key=lambda name: (_part(name), name)):
        iris = sorted(by_page[name], key=lambda iri: known.label(iri, lang).casefold())
        part = _part(name)
        yield Page(
            name=name,
            title=_title(name, known, lang),
            part=part,
            entries=tuple(entry(iri, known, uses, lang=lang) for iri in iris),
            diagram=diagram(iris, known, lang=lang) if part == "modules" else None,
            recipe=tuple(lines.get(name.removeprefix("family-"), ())) if part == "families" else (),
        )


def _part(name: str) -> Part:
    if name in _LISTS:
        return "lists"
    return (
        "families"
        if name.startswith("family-")
        else "inputs"
        if name.startswith("input-")
        else "modules"
    )


def _title(name: str, known: Words, lang: Lang) -> str:
    part = _part(name)
    if part == "modules":
        return known.texts(f"{ONTOLOGY}{name}/", DCTERMS + "title", lang)[0]
    if part == "families":
        return known.label(f"{DATA}family/{name.removeprefix('family-')}", lang)
    if part == "inputs":
        return known.label(ONTOLOGY + name.removeprefix("input-"), lang)
    return words(lang)[f"list_{name}"]


def _letters(known: Words, lang: Lang) -> Mapping[str, list[Link]]:
    """All terms by the first letter of what they are called."""
    found: dict[str, list[Link]] = defaultdict(list)
    for iri in known.terms():
        if known.home(iri):
            label = known.label(iri, lang)
            found[_initial(label)].append(Link(label, known.href(iri)))
    return {
        letter: sorted(found[letter], key=lambda link: (link.text.casefold(), link.href))
        for letter in sorted(found)
    }


def _initial(label: str) -> str:
    """The letter under which a label is looked up: without accent, ``#`` for a figure."""
    plain = label[0].upper().translate(str.maketrans("ÀÂÉÈÊÎÔŒÇ", "AAEEEIOOC"))
    return plain if plain.isalpha() else "#"
