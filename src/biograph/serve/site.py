"""One state of the graph as the pages see it: opened once, never changing, with what follows."""

from __future__ import annotations

import threading
from functools import cached_property
from typing import TYPE_CHECKING, Any, TypeVar

from cachetools import LRUCache, cached

from biograph.analyse.countries import country
from biograph.api import open_workspace
from biograph.model import Literal, Text
from biograph.run import history
from biograph.serve.index.entities import Entities
from biograph.store.sweep import check_whole
from biograph.terms import DATA, bg, local_name

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Mapping, MutableMapping
    from pathlib import Path

    from biograph.api import KnowledgeGraph
    from biograph.ask import Ask, Pool
    from biograph.model import Finding

Kept = TypeVar("Kept")
_NAMES = """
SELECT ?thing ?name {
  { GRAPH graph:ontology { ?thing skos:prefLabel ?name } }
  UNION { GRAPH graph:reference { ?thing rdfs:label ?name } }
}
"""
_COUNTRY = DATA + "country/"
_RESULTS = 256  # values that readers asked for lately


class Site:
    """A graph and what pages derive of it. ``version`` differs where the graph does.

    ``pool`` answers what readers write themselves, where there is one. Raises QueryError where
    there is no graph, and Locked where it is not whole.
    """

    def __init__(self, workspace: Path, *, version: str = "", pool: Pool | None = None) -> None:
        self.workspace = workspace
        self.version = version
        self.pool = pool
        self.kg: KnowledgeGraph = open_workspace(workspace)
        check_whole(self.kg.store)
        self._kept = _once({})
        self._lately = _once(LRUCache(_RESULTS))

    @property
    def ask(self) -> Ask:
        """Questions of the library or SPARQL texts with typed parameters; answers are kept."""
        return self.kg.ask

    @cached_property
    def findings(self) -> Mapping[str, Finding]:
        """The findings of the last run by id, as ranked then; none before the first one."""
        return {finding.id: finding for finding in history.last(self.workspace)}

    @cached_property
    def names(self) -> Mapping[str, Text]:
        """What entities and terms are called in both languages, by IRI."""
        found: dict[str, dict[str, str]] = {}
        for thing, name in self.kg.store.select(_NAMES).rows:
            if isinstance(thing, str) and isinstance(name, Literal):
                found.setdefault(thing, {}).setdefault(name.lang, name.value)
        return {
            thing: country(thing) if thing.startswith(_COUNTRY) else _text(names)
            for thing, names in found.items()
        }

    def name(self, iri: str) -> Text:
        """What a thing is called; the end of its IRI where nobody says."""
        return self.names.get(iri) or Text(fr=local_name(iri), en=local_name(iri))

    def kind(self, local: str) -> Text:
        """What a class of the ontology is called, by its local name."""
        return self.name(bg(local))

    @cached_property
    def entities(self) -> Entities:
        """Everything that can be looked for."""
        return Entities(self.ask, self.kg.store, self.names)

    def keep(self, key: Hashable, make: Callable[[], Kept]) -> Kept:
        """What ``make`` gives, made once for this state of the graph, whoever asks at once.

        For what there is a fixed number of, whatever readers ask for.
        """
        found: Kept = self._kept(key, make)
        return found

    def lately(self, key: Hashable, make: Callable[[], Kept]) -> Kept:
        """The same for what depends on what readers ask for: what was asked for last is kept."""
        found: Kept = self._lately(key, make)
        return found


def _once(cache: MutableMapping[Hashable, Any]) -> Callable[[Hashable, Callable[[], Any]], Any]:
    @cached(cache, key=lambda key, make: key, condition=threading.Condition())  # noqa: ARG005
    def once(key: Hashable, make: Callable[[], Any]) -> Any:  # noqa: ANN401, ARG001 - what is made
        return make()

    return once


def _text(names: Mapping[str, str]) -> Text:
    any_name = names.get("") or next(iter(names.values()))
    return Text(fr=names.get("fr", any_name), en=names.get("en", any_name))
