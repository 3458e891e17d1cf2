"""The terms: stages, unit operations, therapy families, therapy classes, inputs.

Enters: the four TSV of ``ontology/`` and the heads of its recipes, each of which declares the
family it is of. Leaves: ``Term`` values, with the surfaces by which texts (``annotation`` says as
what) and register rows name them.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING, TypedDict

from biograph import resources
from biograph.terms import DATA
from biograph.vocabulary.tables import Row, read_head, read_rows

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping
    from pathlib import Path

LANGUAGES = ("en", "fr")
INPUT_KINDS = (
    "InputMaterial",
    "Consumable",
    "Equipment",
    "Service",
    "SiteCapability",
    "Authorisation",
    "Skill",
)
ANNOTATIONS = ("", "InputMaterial", "Equipment")

_LABELS = ("label_en", "label_fr", "definition_en", "definition_fr", "synonyms_en", "synonyms_fr")
_COLUMNS = {
    "stages": ("id", "kind", "parent", "order", *_LABELS, "source"),
    "unit_operations": ("id", "kind", "parent", "stage", *_LABELS, "source"),
    "therapy_classes": ("id", "kind", "parent", *_LABELS, "row_terms", "source"),
    "inputs": ("id", "kind", "annotation", "parent", *_LABELS, "row_terms", "source"),
}
_KINDS = {
    "stages": ("Stage",),
    "unit_operations": ("UnitOperation",),
    "therapy_classes": ("TherapyClass",),
    "inputs": INPUT_KINDS,
}
FAMILY_HEAD = (*_LABELS, "parent", "modalities", "stages", "source")
_FOLDER = {
    "stages": "stage",
    "unit_operations": "operation",
    "therapy_classes": "class",
    "inputs": "input",
}


@dataclass(frozen=True, slots=True)
class Term:
    """A word of the term lists.

    ``kind`` is a local name of the ontology, ``annotation`` the type under which texts mention the
    term (empty where texts do not). ``labels``, ``definitions`` and ``synonyms`` go by language
    (``fr``, ``en``); synonyms hold plurals and spelling variants. ``row_terms`` are the words of
    register columns (``modalities``, ``supplies_or_makes``) that mean it but are too vague for
    running text. ``broader`` is the IRI of the generic term, of a family its therapy class.
    ``order`` is the place of a stage in the chain, 0 elsewhere. ``stages`` are the ids of the first
    and the last stage that a family's recipe covers, empty where it covers the whole chain, and of
    the one stage at which a unit operation stands, empty where it stands at several.
    """

    iri: str
    id: str = field(kw_only=True)
    kind: str = field(kw_only=True)
    annotation: str = field(default="", kw_only=True)
    labels: Mapping[str, str] = field(kw_only=True, hash=False)
    definitions: Mapping[str, str] = field(kw_only=True, hash=False)
    synonyms: Mapping[str, tuple[str, ...]] = field(kw_only=True, hash=False)
    row_terms: tuple[str, ...] = field(default=(), kw_only=True)
    broader: str = field(default="", kw_only=True)
    order: int = field(default=0, kw_only=True)
    stages: tuple[str, ...] = field(default=(), kw_only=True)
    source: str = field(default="", kw_only=True)

    def surfaces(self, lang: str) -> tuple[str, ...]:
        """The label and the synonyms in one language."""
        return (self.labels[lang], *self.synonyms[lang])


def terms() -> tuple[Term, ...]:
    """All terms: stages, operations, therapy classes, inputs, families, in the order of files.

    Raises DataError naming file and line where a table is not of its form.
    """
    return read_terms(resources.ontology())


@cache
def read_terms(folder: Path) -> tuple[Term, ...]:
    """The terms of the tables and of the heads of the recipes in ``folder``."""
    found: list[Term] = []
    for table in _COLUMNS:  # stages come first: unit operations stand at them
        found += _table(folder, table, {term.id for term in found if term.order})
    known = {term.iri for term in found}
    recipes = sorted((folder / "recipes").glob("*.tsv"))
    rank = {term.id: term.order for term in found if term.order}
    return (*found, *(_family(path, known, rank) for path in recipes))


@cache
def terms_by_surface() -> Mapping[str, tuple[Term, ...]]:
    """Terms by what a register column may call them: label, synonym or row term, ``surface_key``ed.

    A key has several terms where a modality such as ``cell therapy`` covers several families.
    """
    found: dict[str, dict[str, Term]] = {}
    for term in terms():
        for text in (*term.surfaces("en"), *term.surfaces("fr"), *term.row_terms):
            found.setdefault(surface_key(text), {})[term.iri] = term
    return {key: tuple(by_iri.values()) for key, by_iri in found.items()}


def surface_key(text: str) -> str:
    """The form under which the words of a column are compared: case, apostrophes, blanks, ``?``.

    ``Culture media?`` (a doubtful value of the actor tables) and ``culture media`` share a key.
    """
    return " ".join(text.casefold().replace("’", "'").removesuffix("?").split())


def _table(folder: Path, table: str, stages: Collection[str]) -> Iterator[Term]:
    rows = list(read_rows(folder / f"{table}.tsv", _COLUMNS[table], key="id"))
    known = {_iri(table, row["id"]) for row in rows}
    for row in rows:
        yield Term(
            _iri(table, row["id"]),
            id=row["id"],
            kind=row.one_of("kind", _KINDS[table]),
            annotation=_annotation(row, table),
            broader=_parent(row, table, known),
            row_terms=row.many("row_terms") if "row_terms" in _COLUMNS[table] else (),
            order=_order(row) if table == "stages" else 0,
            stages=_stage(row, stages) if table == "unit_operations" else (),
            **_words(row),
        )


def _family(path: Path, known: Collection[str], rank: Mapping[str, int]) -> Term:
    head = read_head(path, FAMILY_HEAD)
    stages = tuple(filter(None, head["stages"].split("..")))
    if stages and not (len(stages) == 2 and 0 < rank.get(stages[0], 0) <= rank.get(stages[1], 0)):
        raise head.wrong(f"stages are '{head['stages']}'", "write first..last, ids of stages.tsv")
    return Term(
        f"{DATA}family/{path.stem}",
        id=path.stem,
        kind="TherapyFamily",
        broader=_parent(head, "therapy_classes", known),
        row_terms=head.many("modalities"),
        stages=stages,
        **_words(head),
    )


def _iri(table: str, name: str) -> str:
    return f"{DATA}{_FOLDER[table]}/{name}"


def _parent(row: Row, table: str, known: Collection[str]) -> str:
    if not row["parent"]:
        return ""
    iri = _iri(table, row["parent"])
    if iri not in known:
        mend = "correct it or add that term"
        raise row.wrong(f"parent '{row['parent']}' is no id of {table}.tsv", mend)
    return iri


class _Words(TypedDict):
    labels: dict[str, str]
    definitions: dict[str, str]
    synonyms: dict[str, tuple[str, ...]]
    source: str


def _words(row: Row) -> _Words:
    return {
        "labels": {lang: _filled(row, f"label_{lang}") for lang in LANGUAGES},
        "definitions": {lang: _filled(row, f"definition_{lang}") for lang in LANGUAGES},
        "synonyms": {lang: row.many(f"synonyms_{lang}") for lang in LANGUAGES},
        "source": _filled(row, "source"),
    }


def _annotation(row: Row, table: str) -> str:
    if table == "inputs":
        return row.one_of("annotation", ANNOTATIONS)
    return "TherapyClass" if table == "therapy_classes" else ""


def _stage(row: Row, stages: Collection[str]) -> tuple[str, ...]:
    if row["stage"] and row["stage"] not in stages:
        raise row.wrong(f"stage '{row['stage']}' is no id of stages.tsv", "correct it")
    return (row["stage"],) if row["stage"] else ()


def _filled(row: Row, column: str) -> str:
    if not row[column]:
        raise row.wrong(f"{column} is empty", "fill the cell")
    return row[column]


def _order(row: Row) -> int:
    if not row["order"].isdigit():
        raise row.wrong(f"order is '{row['order']}'", "write the place of the stage: 1, 2, 3 …")
    return int(row["order"])
