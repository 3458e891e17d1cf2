"""Publishes the ontology under a date: ``python -m biograph.run.release 2026-12-01``.

Every module gets the date as its version, and terms that no release held join ``released.tsv``.
"""

from __future__ import annotations

import re
import sys
from typing import TYPE_CHECKING

from biograph import resources
from biograph.terms import DATA, ONTOLOGY, SKOS, compact
from biograph.vocabulary.rdf import compile_folder
from biograph.vocabulary.release import read_released

if TYPE_CHECKING:
    from pathlib import Path

_VERSION = re.compile(r'(owl:versionIRI <[^>]*/|owl:versionInfo ")\d{4}-\d{2}-\d{2}')


def publish(folder: Path, date: str) -> int:
    """Put the date into the modules of ``folder`` and list its new terms; how many there are."""
    for path in sorted(folder.glob("*.ttl")):
        text = path.read_text(encoding="utf-8")
        path.write_text(_VERSION.sub(rf"\g<1>{date}", text), encoding="utf-8")
    released = dict(read_released(folder))
    terms = {
        s.subject
        for s in compile_folder(folder)
        if s.predicate == SKOS + "prefLabel" and s.subject.startswith((ONTOLOGY, DATA))
    }
    new = terms - released.keys()
    rows = sorted((compact(iri), released.get(iri, date)) for iri in released.keys() | terms)
    lines = ["term\trelease", *("\t".join(row) for row in rows)]
    (folder / "released.tsv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    return len(new)


if __name__ == "__main__":
    publish(resources.ontology(), sys.argv[1])
