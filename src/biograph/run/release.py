"""Publishes the ontology under a date: ``python -m biograph.run.release 2026-12-01``.

Every module gets the date as its version, and terms that no release held join ``released.tsv``.
"""

from __future__ import annotations

import re
import sys
from datetime import datetime
from typing import TYPE_CHECKING

from biograph import resources
from biograph.errors import UsageError
from biograph.terms import DATA, ONTOLOGY, SKOS, compact
from biograph.vocabulary.rdf import compile_folder
from biograph.vocabulary.release import read_released

if TYPE_CHECKING:
    from pathlib import Path

_VERSION = re.compile(r'(owl:versionIRI <[^>]*/|owl:versionInfo ")[^/>"]+')
_SET_VERSION = re.compile(r'(#mapping_set_version: ")[^"]+')


def publish(folder: Path, date: str) -> int:
    """Date the modules and alignments of ``folder`` and list its new terms; how many there are.

    Raises UsageError where the date is none.
    """
    try:
        datetime.strptime(date, "%Y-%m-%d").astimezone()
    except ValueError as error:
        raise UsageError(f"'{date}' is no date", hint="write YYYY-MM-DD") from error
    released = dict(read_released(folder))
    for pattern, form in (("*.ttl", _VERSION), ("alignments/*.tsv", _SET_VERSION)):
        for path in sorted(folder.glob(pattern)):
            text = path.read_text(encoding="utf-8")
            path.write_text(form.sub(rf"\g<1>{date}", text), encoding="utf-8")
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
    publish(resources.ontology(), sys.argv[1] if len(sys.argv) == 2 else "")
