"""Checks the ontology folder: words, structure, literals, scheme, recipes and consistency."""

from __future__ import annotations

from typing import TYPE_CHECKING

from biograph import resources
from biograph.errors import DataError
from biograph.model import Report, Violation
from biograph.validate import reasoner, recipes, structure, words
from biograph.vocabulary.owl import read_modules
from biograph.vocabulary.rdf import compile_folder
from biograph.vocabulary.recipe import read_recipes
from biograph.vocabulary.term import read_terms

if TYPE_CHECKING:
    from pathlib import Path


def check_ontology(folder: Path | None = None, *, reason: bool = True) -> Report:
    """Everything that can be wrong with the ontology folder (that of the package by default).

    ``reason`` runs HermiT, which takes some seconds and Java; a note says where it was not run. A
    file that cannot be read is one violation, and then only the other files are looked at.
    """
    folder = folder or resources.ontology()
    try:
        statements = tuple(compile_folder(folder))
    except DataError as error:
        return Report(violations=(_unreadable(error),), notes=("checks need readable files",))
    terms, lines = read_terms(folder), read_recipes(folder)
    found = [
        *words.check(statements),
        *words.check_surfaces(terms),
        *structure.check(statements),
        *recipes.check(lines),
    ]
    notes: tuple[str, ...] = ()
    if reason:
        inconsistent, notes = reasoner.check(read_modules(folder), terms)
        found += inconsistent
    counts = {
        "statements": len(statements),
        "terms": len(terms),
        "recipe lines": len(lines),
        "recipes": len({line.family for line in lines}),
    }
    return Report(violations=tuple(found), counts=counts, notes=notes)


def _unreadable(error: DataError) -> Violation:
    return Violation(
        check="form",
        focus=error.message.split(": ", 1)[0],
        message_fr=f"fichier inutilisable : {error.message}",
        message_en=f"unusable file: {error.message}",
        value=error.hint,
    )
