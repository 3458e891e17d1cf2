"""What people mean by a word: an IRI, a code, a key or a name in, one thing of the graph out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from rapidfuzz import fuzz, process

from biograph.errors import QueryError
from biograph.model import Text
from biograph.terms import DATA, compact, expand, local_name, name_key

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from biograph.ask import Ask

#: By the folder of its IRI, what a thing is called; of the coded ones people also write the key.
KINDS = {
    "org": Text(fr="acteur", en="actor"),
    "site": Text(fr="site", en="site"),
    "country": Text(fr="pays", en="country"),
    "region": Text(fr="région", en="region"),
    "departement": Text(fr="département", en="département"),
    "input": Text(fr="intrant", en="input"),
}
ACTORS = frozenset({"org", "site"})
REGIONS = frozenset({"region", "departement"})
_CODED = frozenset(KINDS) - ACTORS

# One query a graph: a thing that both know would come twice.
_CALLED = """
SELECT ?thing ?name (LANG(?name) AS ?lang) (?how = rdfs:label AS ?first) {
  GRAPH graph:reference { ?thing ?how ?name . VALUES ?how { rdfs:label skos:altLabel } }
  FILTER(REGEX(STR(?thing), "/id/(org|site|country|region|departement)/"))
} ORDER BY ?thing ?how ?name
"""
_TERMS = """
SELECT ?thing ?name (LANG(?name) AS ?lang) (?how = skos:prefLabel AS ?first) {
  GRAPH graph:ontology { ?thing ?how ?name . VALUES ?how { skos:prefLabel skos:altLabel } }
  FILTER(REGEX(STR(?thing), "/id/input/"))
} ORDER BY ?thing ?how ?name
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Thing:
    """An actor, a country, a region or an input: its IRI and what it is called."""

    iri: str
    name: Text

    @property
    def kind(self) -> str:
        """The folder of its IRI, a key of ``KINDS``."""
        return _folder(self.iri)


@dataclass(frozen=True, slots=True)
class Things:
    """All that a word may mean: names of each thing, and things by what they may be called."""

    titles: Mapping[str, Text]
    called: Mapping[str, frozenset[str]]

    def meant(self, word: str, kinds: Collection[str] = tuple(KINDS)) -> Thing:
        """The one thing of these kinds that a word means.

        The word is an IRI, its short form ``id:org/...``, the code or key of a country, region or
        input as it stands in its IRI, or a name or other name in any spelling that ``name_key``
        takes for the same. Raises QueryError for a word that means nothing or several things.
        """
        found = self.candidates(word, kinds)
        if len(found) == 1:
            return found[0]
        if found:
            raise QueryError(
                f"'{word}' is the name of {len(found)} things",
                hint=f"write one of: {'; '.join(self._shown(thing.iri) for thing in found)}",
            )
        raise QueryError(
            f"biograph knows no {_words(kinds)} called '{word}'",
            hint=self._near(word, kinds),
        )

    def candidates(self, word: str, kinds: Collection[str] = tuple(KINDS)) -> tuple[Thing, ...]:
        """All things of these kinds that a word may mean, by IRI."""
        return tuple(
            Thing(iri=iri, name=self.titles[iri])
            for iri in self._named(word.strip())
            if _folder(iri) in kinds
        )

    def _named(self, word: str) -> list[str]:
        iri = expand(word)
        if iri in self.titles:
            return [iri]
        coded = [f"{DATA}{folder}/{word}" for folder in sorted(_CODED)]
        if keyed := [iri for iri in coded if iri in self.titles]:
            return keyed
        return sorted(self.called.get(name_key(word), ()))

    def _near(self, word: str, kinds: Collection[str]) -> str:
        keys = [k for k, found in self.called.items() if any(_folder(i) in kinds for i in found)]
        near = process.extract(
            name_key(word), keys, scorer=fuzz.token_sort_ratio, limit=3, score_cutoff=70
        )
        found = {iri: None for key, *_ in near for iri in sorted(self.called[key])}
        if shown := [self._shown(iri) for iri in found if _folder(iri) in kinds]:
            return f"did you mean {'; '.join(shown)}?"
        return "biograph ask actors/network-nodes lists the actors, supply/makers-of-input inputs"

    def _shown(self, iri: str) -> str:
        return f"{compact(iri)} ({self.titles[iri].en}, {KINDS[_folder(iri)].en})"


def things(ask: Ask) -> Things:
    """Everything that ``whatif`` can take away or give an input to."""
    titles: dict[str, dict[str, str]] = {}
    called: dict[str, set[str]] = {}
    for query in (_CALLED, _TERMS):
        for row in ask(query).records():
            iri, name = row["thing"], row["name"]
            called.setdefault(name_key(name), set()).add(iri)
            if row["first"]:
                titles.setdefault(iri, {}).setdefault(row["lang"], name)
    for iri in titles:
        if _folder(iri) == "input":
            called.setdefault(name_key(local_name(iri)), set()).add(iri)
    return Things(
        titles={iri: _text(names) for iri, names in titles.items()},
        called={key: frozenset(titles.keys() & same) for key, same in called.items() if key},
    )


def _text(names: Mapping[str, str]) -> Text:
    """Names by language as one text; what is missing in a language is taken from another."""
    some = next(iter(names.values()))
    return Text(fr=names.get("fr", some), en=names.get("en", some))


def _words(kinds: Collection[str]) -> str:
    """``actor, site``: what was looked for."""
    return ", ".join(KINDS[kind].en for kind in KINDS if kind in kinds)


def _folder(iri: str) -> str:
    return iri.removeprefix(DATA).removesuffix(local_name(iri)).strip("/")
