"""Checks of releases: what was published is still there, and the newest release is written up."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from biograph.errors import DataError
from biograph.model import Violation
from biograph.terms import OWL, RDF, compact
from biograph.vocabulary.release import read_released

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from biograph.model import Statement

LOG = "CHANGELOG.md"
_HEADING = re.compile(r"^## (\d{4}-\d{2}-\d{2})$", re.MULTILINE)


def check(folder: Path, statements: Iterable[Statement]) -> Iterator[Violation]:
    """Published terms that are gone, modules of another version than the log's newest release."""
    known = tuple(statements)
    subjects = {s.subject for s in known}
    released = read_released(folder)
    for iri in sorted(released.keys() - subjects):
        yield Violation(
            check="released-lost",
            focus=iri,
            message_fr=f"{compact(iri)}, publié le {released[iri]}, a disparu : retirez-le sans "
            "l'effacer",
            message_en=f"{compact(iri)}, released on {released[iri]}, is gone: retire it, do not "
            "delete it",
        )
    newest = _newest(folder / LOG)
    modules = {
        s.subject for s in known if (s.predicate, s.object) == (RDF + "type", OWL + "Ontology")
    }
    versions = {s.subject: str(s.object) for s in known if s.predicate == OWL + "versionIRI"}
    for module in sorted(modules):
        if versions.get(module) != module + newest:
            yield Violation(
                check="release-unlogged",
                focus=module,
                path=OWL + "versionIRI",
                value=versions.get(module, ""),
                message_fr=f"la version de {compact(module)} n'est pas {newest}, dernière de {LOG}",
                message_en=f"the version of {compact(module)} is not {newest}, the newest of {LOG}",
            )


def _newest(log: Path) -> str:
    """The date of the first section of the log; DataError where there is none."""
    text = log.read_text(encoding="utf-8") if log.is_file() else ""
    if found := _HEADING.search(text):
        return found[1]
    raise DataError(f"{log.name}: no release in it", hint="write a section '## YYYY-MM-DD' each")
