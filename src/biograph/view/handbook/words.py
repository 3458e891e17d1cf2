"""What the compiled ontology says, looked up by term in both directions."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from biograph.model import Literal
from biograph.terms import DATA, DCTERMS, ONTOLOGY, RDF, RDFS, SKOS, compact, local_name

if TYPE_CHECKING:
    from collections.abc import Iterable

    from biograph.model import Statement
    from biograph.view.say import Lang

LABEL, SYNONYM, DEFINITION = (SKOS + w for w in ("prefLabel", "altLabel", "definition"))
TYPE, BELOW, DEFINED_BY = RDF + "type", RDFS + "subClassOf", RDFS + "isDefinedBy"
REPLACED = DCTERMS + "isReplacedBy"
_WORDS = ("class", "family", "input", "operation", "stage")


class Words:
    """The statements of the ontology by subject, by object and by language."""

    def __init__(self, statements: Iterable[Statement]) -> None:
        self._out: dict[tuple[str, str], list[str]] = defaultdict(list)
        self._in: dict[tuple[str, str], list[str]] = defaultdict(list)
        self._texts: dict[tuple[str, str, str], list[str]] = defaultdict(list)
        for subject, predicate, value, _ in statements:
            if isinstance(value, Literal):
                self._texts[subject, predicate, value.lang].append(value.value)
            else:
                self._out[subject, predicate].append(value)
                self._in[value, predicate].append(subject)

    def of(self, subject: str, predicate: str) -> list[str]:
        """What a term points to."""
        return self._out.get((subject, predicate), [])

    def pointing(self, predicate: str, value: str) -> list[str]:
        """What points to a term."""
        return self._in.get((value, predicate), [])

    def texts(self, subject: str, predicate: str, lang: str) -> list[str]:
        """The texts of a term in one language; the empty language is that of plain literals."""
        return self._texts.get((subject, predicate, lang), [])

    def label(self, iri: str, lang: Lang) -> str:
        """What a term is called; the short form of its IRI where it has no label."""
        return next(iter(self.texts(iri, LABEL, lang)), compact(iri))

    def terms(self) -> list[str]:
        """All terms that have a label: classes, properties, individuals, words of the lists."""
        return sorted({subject for subject, predicate, _ in self._texts if predicate == LABEL})

    def home(self, iri: str) -> str:
        """The name of the page on which a term stands; empty for what is not ours."""
        if iri.startswith(ONTOLOGY):
            module = next(iter(self.of(iri, DEFINED_BY)), "")
            return module.removeprefix(ONTOLOGY).strip("/")
        kind, _, name = iri.removeprefix(DATA).partition("/")
        if not iri.startswith(DATA) or kind not in _WORDS:
            return ""
        if kind == "family":
            return f"family-{name}"
        return self._shelf(iri) if kind == "input" else kind

    def _shelf(self, iri: str) -> str:
        """The page of an input: that of its kind, of a retired one that of its successor."""
        kinds = self.of(iri, TYPE)
        if kinds:
            return f"input-{local_name(kinds[0])}"
        return self._shelf(self.of(iri, REPLACED)[0])

    def anchor(self, iri: str) -> str:
        """The place of a term on its page."""
        return iri.removeprefix(ONTOLOGY).removeprefix(DATA).replace("/", "-")

    def href(self, iri: str) -> str:
        """The address of a term from any page of one language."""
        page = self.home(iri)
        return f"{page}.html#{self.anchor(iri)}" if page else iri
