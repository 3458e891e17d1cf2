"""Description-logic check with HermiT: triples enter, what it finds or a note leaves.

HermiT knows all of OWL and says only that something is wrong; `contradiction` knows less and says
why. Here HermiT has the last word on what the other found nothing wrong with.
"""

from __future__ import annotations

import shutil
import tempfile
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from biograph.model import Violation
from biograph.terms import bg, compact

if TYPE_CHECKING:
    from collections.abc import Iterable

    from biograph.validate.schema import Triple

SKIPPED = (
    "HermiT was not run: no java found. Contradictions that the rules of OWL 2 RL do not reach "
    "stay unseen; install a Java runtime to check them."
)


def check(triples: Iterable[Triple]) -> tuple[list[Violation], tuple[str, ...]]:
    """Classes that can have no member and contradictions, and notes on what was not looked at."""
    if not shutil.which("java"):
        return [], (SKIPPED,)
    return list(_reason(tuple(triples))), ()


@lru_cache(maxsize=4)  # a label that is edited changes no axiom, and Java takes seconds to start
def _reason(triples: tuple[Triple, ...]) -> tuple[Violation, ...]:
    import owlready2  # noqa: PLC0415 - takes half a second and is used here only

    with tempfile.TemporaryDirectory(prefix="biograph-") as folder:
        path = Path(folder) / "ontology.nt"
        path.write_text("".join(f"<{s}> <{p}> <{o}> .\n" for s, p, o in triples), encoding="utf-8")
        world = owlready2.World()
        try:
            world.get_ontology(path.as_uri()).load()
            owlready2.sync_reasoner(world, debug=0)
            nothing = owlready2.Nothing
            empty = (c for c in world.inconsistent_classes() if c is not nothing and c.iri)
            return tuple(_empty(str(c.iri)) for c in empty)
        except owlready2.OwlReadyInconsistentOntologyError:
            return (_contradiction(),)
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
