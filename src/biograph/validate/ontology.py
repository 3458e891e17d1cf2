"""Checks the ontology folder: words, structure, literals, scheme, recipes and consistency."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rdflib import SH

from biograph import resources
from biograph.errors import DataError
from biograph.model import Report, Violation
from biograph.terms import ONTOLOGY, OWL, RDF
from biograph.validate import (
    alignments,
    contradiction,
    hygiene,
    reasoner,
    recipes,
    releases,
    structure,
    words,
)
from biograph.validate.graph import shapes
from biograph.vocabulary.alignment import read_alignments
from biograph.vocabulary.rdf import compile_folder
from biograph.vocabulary.recipe import read_recipes
from biograph.vocabulary.release import read_released
from biograph.vocabulary.term import read_terms

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from biograph.model import Statement


def check_ontology(
    folder: Path | None = None, *, reason: bool = True, things: Iterable[Statement] = ()
) -> Report:
    """Everything that can be wrong with the ontology folder (that of the package by default).

    ``reason`` runs HermiT on it and on ``things``, which takes some seconds and Java; a note says
    where it was not run. A file that cannot be read is the one violation of the report then.
    """
    try:
        return _checked(folder or resources.ontology(), reason=reason, things=things)
    except DataError as error:
        return Report(violations=(_unreadable(error),), notes=("checks need readable files",))


def _checked(folder: Path, *, reason: bool, things: Iterable[Statement]) -> Report:
    statements = tuple(compile_folder(folder))
    terms, lines, mappings = read_terms(folder), read_recipes(folder), read_alignments(folder)
    axioms = contradiction.triples(statements)
    found = [
        *words.check(statements),
        *words.check_surfaces(terms),
        *structure.check(statements),
        *hygiene.check(statements, folder),
        *recipes.check(lines, terms),
        *alignments.check(mappings, statements),
        *releases.check(folder, statements),
        *contradiction.check(axioms),
    ]
    notes: tuple[str, ...] = ()
    if reason and not any(v.check in contradiction.CHECKS for v in found):
        inconsistent, notes = reasoner.check([*axioms, *contradiction.triples(things)])
        found += inconsistent
    counts = _declared(statements) | {
        "hygiene checks": len(hygiene.files(folder)),
        "terms": len(terms),
        "recipes": len({line.family for line in lines}),
        "recipe lines": len(lines),
        "recipe lines with a page": sum(bool(line.source) for line in lines),
        "shapes": sum(1 for _ in shapes(folder / "shapes").subjects(SH.message, None, unique=True)),
        "examples of shapes": len(list((folder / "shapes" / "examples").glob("*.ttl"))),
        "released terms": len(read_released(folder)),
        "alignments": len(mappings),
        "aligned vocabularies": len({mapping.target for mapping in mappings}),
        "ontology statements": len(statements),
    }
    return Report(violations=tuple(found), counts=counts, notes=notes)


def _declared(statements: Iterable[Statement]) -> dict[str, int]:
    kinds = {
        "modules": {OWL + "Ontology"},
        "classes": {OWL + "Class"},
        "properties": {OWL + f"{kind}Property" for kind in ("Object", "Datatype", "Annotation")},
    }
    typed = {(s.subject, s.object) for s in statements if s.predicate == RDF + "type"}
    return {
        name: len({subject for subject, kind in typed if kind in wanted and _own(subject)})
        for name, wanted in kinds.items()
    }


def _own(iri: str) -> bool:
    return iri.startswith(ONTOLOGY)


def _unreadable(error: DataError) -> Violation:
    return Violation(
        check="form",
        focus=error.message.split(": ", 1)[0],
        message_fr=f"fichier inutilisable : {error.message}",
        message_en=f"unusable file: {error.message}",
        value=error.hint,
    )
