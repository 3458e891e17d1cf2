"""Description-logic check with HermiT: modules and terms enter, inconsistencies or a note leave."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from rdflib import RDF, Graph, URIRef

from biograph.model import Violation
from biograph.terms import bg, compact

if TYPE_CHECKING:
    from collections.abc import Iterable

    from biograph.vocabulary import Term

SKIPPED = (
    "HermiT was not run: no java found. Contradictions between classes (a disjointness broken by a "
    "subclass or a term) stay unseen; install a Java runtime to check them."
)


def check(modules: Graph, terms: Iterable[Term]) -> tuple[list[Violation], tuple[str, ...]]:
    """Classes that can have no member and contradictions, and notes on what was not looked at."""
    if not shutil.which("java"):
        return [], (SKIPPED,)
    return _reason(_with_terms(modules, terms)), ()


def _with_terms(modules: Graph, terms: Iterable[Term]) -> Graph:
    graph = Graph()
    graph += modules
    for term in terms:
        graph.add((URIRef(term.iri), RDF.type, URIRef(bg(term.kind))))
    return graph


def _reason(graph: Graph) -> list[Violation]:
    import owlready2  # noqa: PLC0415 - takes half a second and is used here only

    with tempfile.TemporaryDirectory(prefix="biograph-") as folder:
        path = Path(folder) / "ontology.nt"
        graph.serialize(path, format="nt", encoding="utf-8")
        world = owlready2.World()
        try:
            world.get_ontology(path.as_uri()).load()
            owlready2.sync_reasoner(world, debug=0)
            return [_empty(str(c.iri)) for c in world.inconsistent_classes() if c.iri]
        except owlready2.OwlReadyInconsistentOntologyError:
            return [_contradiction()]
        finally:
            world.close()


def _empty(iri: str) -> Violation:
    return Violation(
        check="unsatisfiable",
        focus=iri,
        message_fr=f"{compact(iri)} ne peut avoir aucun membre",
        message_en=f"{compact(iri)} can have no member",
    )


def _contradiction() -> Violation:
    return Violation(
        check="inconsistent",
        focus=bg(""),
        message_fr="l'ontologie et les termes se contredisent (HermiT)",
        message_en="the ontology and the terms contradict each other (HermiT)",
    )
