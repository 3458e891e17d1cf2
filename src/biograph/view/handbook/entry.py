"""What a reader is told of one term: words, neighbours, questions, recipes, alignments."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from biograph.terms import DATA, DCTERMS, ONTOLOGY, OWL, RDFS, SKOS, bg, compact, local_name
from biograph.view.handbook.words import BELOW, DEFINITION, SYNONYM, TYPE
from biograph.view.words import words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from biograph.view.handbook.words import Words
    from biograph.view.say import Lang
    from biograph.vocabulary import Alignment

_BROADER, _SOURCE = SKOS + "broader", DCTERMS + "source"
#: Heading (a key of the fixed words), predicate, and whether it is read backwards.
_NEIGHBOURS = (
    ("above", BELOW, False),
    ("below", BELOW, True),
    ("above", RDFS + "subPropertyOf", False),
    ("below", RDFS + "subPropertyOf", True),
    ("excludes", OWL + "disjointWith", False),
    ("excludes", OWL + "disjointWith", True),
    ("joins_from", RDFS + "domain", False),
    ("joins_from", bg("domainIncludes"), False),
    ("joins_to", RDFS + "range", False),
    ("joins_to", bg("rangeIncludes"), False),
    ("subject_of", RDFS + "domain", True),
    ("subject_of", bg("domainIncludes"), True),
    ("object_of", RDFS + "range", True),
    ("object_of", bg("rangeIncludes"), True),
    ("above", _BROADER, False),
    ("below", _BROADER, True),
    ("of_class", bg("familyOf"), False),
    ("families", bg("familyOf"), True),
    ("families", bg("alsoCalled"), True),
    ("replaced_by", DCTERMS + "isReplacedBy", False),
)
_NAMED_IN_QUERY = re.compile(r"\b(bg|class|family|input|operation|stage):([\w-]+)|<([^<>\s]+)>")


class Link(NamedTuple):
    """A text that leads somewhere."""

    text: str
    href: str


#: What leads on from a term, by its IRI.
Uses = Mapping[str, Sequence[Link]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One term on its page; ``facts`` are headings with what stands under them."""

    anchor: str
    curie: str
    label: str
    kind: str
    definition: str
    synonyms: tuple[str, ...]
    retired: bool
    facts: tuple[tuple[str, tuple[Link, ...]], ...]


def entry(iri: str, known: Words, uses: Mapping[str, Uses], *, lang: Lang) -> Entry:
    """The entry of a term; ``uses`` are by heading what else leads on from a term, by its IRI."""
    fixed = words(lang)
    facts: dict[str, dict[Link, None]] = {}
    for heading, link in _facts(iri, known, lang):
        facts.setdefault(fixed[heading], {})[link] = None
    for heading, found in uses.items():
        if iri in found:
            facts[fixed[heading]] = dict.fromkeys(found[iri])
    kind = next(iter(known.of(iri, TYPE)), "")
    return Entry(
        anchor=known.anchor(iri),
        curie=compact(iri),
        label=known.label(iri, lang),
        kind=fixed.get(local_name(kind)) or known.label(kind, lang),
        definition=next(iter(known.texts(iri, DEFINITION, lang)), ""),
        synonyms=tuple(sorted(known.texts(iri, SYNONYM, lang))),
        retired=bool(known.of(iri, DCTERMS + "isReplacedBy")),
        facts=tuple((heading, tuple(links)) for heading, links in facts.items()),
    )


def aligned(alignments: Iterable[Alignment], *, lang: Lang) -> Uses:
    """The terms of other vocabularies that correspond to ours, by the IRI of our term."""
    fixed = words(lang)
    found: dict[str, list[Link]] = {}
    for mapping in alignments:
        how, name = fixed[local_name(mapping.predicate)], mapping.object_label
        link = Link(f"{name} ({mapping.target}, {how})", mapping.object)
        found.setdefault(mapping.subject, []).append(link)
    return found


def uses_in(questions: Iterable[tuple[str, str, str]]) -> Uses:
    """The questions (name, title, text) that name a term, by the IRI of the term."""
    found: dict[str, list[Link]] = {}
    for name, title, text in questions:
        body = "\n".join(line for line in text.splitlines() if not line.startswith(("#", "PREFIX")))
        for iri in sorted({_iri(*match) for match in _NAMED_IN_QUERY.findall(body)}):
            found.setdefault(iri, []).append(Link(title, f"questions.html#{name}"))
    return found


def _iri(prefix: str, local: str, whole: str) -> str:
    if whole:
        return whole
    return ONTOLOGY + local if prefix == "bg" else f"{DATA}{prefix}/{local}"


def _facts(iri: str, known: Words, lang: Lang) -> Iterator[tuple[str, Link]]:
    for heading, predicate, backwards in _NEIGHBOURS:
        found = known.pointing(predicate, iri) if backwards else known.of(iri, predicate)
        for other in sorted(found, key=lambda other: known.label(other, lang).casefold()):
            if known.home(other):
                yield heading, Link(known.label(other, lang), known.href(other))
    for heading, requirement in _requirements(iri, known):
        yield heading, _requirement(requirement, known, lang)
    for source in known.of(iri, _SOURCE):
        yield "source", Link(source, source)


def _requirements(iri: str, known: Words) -> Iterator[tuple[str, str]]:
    """The recipe lines that ask for an input, or that serve an operation."""
    for heading, predicate in (("needed_by", "requires"), ("needed_by", "forOperation")):
        for requirement in sorted(known.pointing(bg(predicate), iri)):
            yield heading, requirement
    for narrower in sorted(known.pointing(_BROADER, iri)):
        for requirement in sorted(known.pointing(bg("requires"), narrower)):
            yield "needed_narrower", requirement


def _requirement(requirement: str, known: Words, lang: Lang) -> Link:
    (family,) = known.of(requirement, bg("ofFamily"))
    (stage,) = known.of(requirement, bg("atStage"))
    text = f"{known.label(family, lang)} ({known.label(stage, lang)})"
    return Link(text, f"{known.home(family)}.html#{local_name(requirement)}")
