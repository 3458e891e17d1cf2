"""The recipes: what each therapy family requires, step by step.

Enters: ``ontology/recipes/FAMILY.tsv``. Leaves: ``RecipeLine`` values. Lines of one group are
alternatives, all groups are required; lines with a route hold only where that choice is made.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from biograph import resources
from biograph.vocabulary.tables import Row, read_rows
from biograph.vocabulary.term import Term, read_terms

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

CRITICALITIES = ("essential", "important", "optional")
CONFIDENCES = ("high", "medium", "low")
BASES = ("sourced", "transferred", "textbook")

_COLUMNS = (
    "stage",
    "operation",
    "unit_operation",
    "unit_operation_fr",
    "requirement",
    "group",
    "criticality",
    "route",
    "expands_into",
    "scale",
    "scale_fr",
    "suppliers",
    "temperature",
    "basis",
    "source",
    "confidence",
)
_OPERATION = {"en": "unit_operation", "fr": "unit_operation_fr"}
_SCALE = {"en": "scale", "fr": "scale_fr"}
_ROUTE = re.compile(r"[a-z]+=[a-z0-9]+")
_SUPPLIER = re.compile(r"(?P<name>[^()]*?) ?(?:\((?P<product>[^()]+)\))?")
_TEMPERATURE = re.compile(r"(?P<low>-?\d+)?\.\.(?P<high>-?\d+)?")


class Supplier(NamedTuple):
    """A supplier that a page names; ``name`` is empty where only the product was seen."""

    name: str
    product: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RecipeLine:
    """One thing that one stage of one therapy family requires.

    ``family``, ``stage`` and ``requirement`` are ids of the term tables. ``routes`` are
    ``dimension=value`` tokens, none means every route. ``expands_into`` is the family whose recipe,
    from stage ``expands_from`` to ``expands_to``, makes the requirement. ``suppliers`` are examples
    and never exhaustive. ``temperature`` is (low, high) in degrees Celsius, either may be None.
    ``operation`` is the id of the unit operation that needs the requirement, empty where the site
    or the whole stage does; ``unit_operation`` is what this process calls it. That and ``scale``
    (figures with their unit) go by language. ``basis`` tells a
    page about this family (``sourced``) from one about another (``transferred``) and from what
    every textbook says (``textbook``, without a page).
    """

    family: str
    stage: str
    unit_operation: Mapping[str, str] = field(hash=False)
    requirement: str
    group: str
    criticality: str
    operation: str = ""
    routes: tuple[str, ...] = ()
    expands_into: str = ""
    expands_from: str = ""
    expands_to: str = ""
    suppliers: tuple[Supplier, ...] = ()
    scale: Mapping[str, str] = field(default_factory=dict, hash=False)
    temperature: tuple[int | None, int | None] = (None, None)
    basis: str = "textbook"
    source: str = ""
    confidence: str = "low"

    @property
    def key(self) -> str:
        """The line's name: ``family/requirement``, unique in all recipes."""
        return f"{self.family}/{self.requirement}"


def recipes() -> tuple[RecipeLine, ...]:
    """All lines of all recipes, family by family, in the order of their files.

    Raises DataError naming file and line for an unknown id, word or form.
    """
    return read_recipes(resources.ontology())


@cache
def read_recipes(folder: Path) -> tuple[RecipeLine, ...]:
    """The recipe lines below ``folder``, checked against the term tables of the same folder."""
    known: dict[str, dict[str, Term]] = {}
    for term in read_terms(folder):
        known.setdefault(term.iri.rsplit("/", 2)[1], {})[term.id] = term
    files = sorted((folder / "recipes").glob("*.tsv"))
    return tuple(line for path in files for line in _file(path, known))


def _file(path: Path, known: Mapping[str, Mapping[str, Term]]) -> Iterator[RecipeLine]:
    for row in read_rows(path, _COLUMNS, key="requirement"):
        _known(row, "family", path.stem, known)
        into, _, stages = row["expands_into"].partition(":")
        first, _, last = stages.partition("..")
        if into:
            _known(row, "family", into, known)
            for stage in filter(None, (first, last)):
                _known(row, "stage", stage, known)
            if stages and known["stage"][first].order > known["stage"][last].order:
                raise row.wrong(f"stages '{stages}' run backwards", "write first..last")
        yield RecipeLine(
            family=path.stem,
            stage=_known(row, "stage", row["stage"], known),
            operation=row["operation"] and _known(row, "operation", row["operation"], known),
            unit_operation={lang: row[column] for lang, column in _OPERATION.items()},
            requirement=_known(row, "input", row["requirement"], known),
            group=row["group"] or row["requirement"],
            criticality=row.one_of("criticality", CRITICALITIES),
            routes=_routes(row),
            expands_into=into,
            expands_from=first,
            expands_to=last,
            suppliers=tuple(_supplier(row, text) for text in row.many("suppliers")),
            scale=_scale(row),
            temperature=_temperature(row),
            basis=row.one_of("basis", BASES),
            source=_source(row),
            confidence=row.one_of("confidence", CONFIDENCES),
        )


def _known(row: Row, kind: str, value: str, known: Mapping[str, Mapping[str, Term]]) -> str:
    if value not in known.get(kind, {}):
        raise row.wrong(f"unknown {kind} '{value}'", f"correct it or add the {kind} to its table")
    return value


def _routes(row: Row) -> tuple[str, ...]:
    routes = row.many("route")
    if bad := [r for r in routes if not _ROUTE.fullmatch(r)]:
        raise row.wrong(
            f"route '{bad[0]}' is of no known form", "write dimension=value, e.g. route=su"
        )
    return routes


def _supplier(row: Row, text: str) -> Supplier:
    found = _SUPPLIER.fullmatch(text)
    if not found:
        raise row.wrong(f"supplier '{text}' is of no known form", "write Name or Name (Product)")
    return Supplier(found["name"], found["product"] or "")


def _temperature(row: Row) -> tuple[int | None, int | None]:
    if not row["temperature"]:
        return (None, None)
    found = _TEMPERATURE.fullmatch(row["temperature"])
    if not found:
        message = f"temperature '{row['temperature']}' is of no known form"
        raise row.wrong(message, "write low..high in degrees Celsius, e.g. 2..8 or ..-150")
    low, high = (int(found[end]) if found[end] else None for end in ("low", "high"))
    if low is not None and high is not None and low > high:
        raise row.wrong(f"temperature '{row['temperature']}' runs downwards", "write low..high")
    return (low, high)


def _scale(row: Row) -> dict[str, str]:
    given = {lang: row[column] for lang, column in _SCALE.items() if row[column]}
    if len(given) == 1:
        raise row.wrong("the scale stands in one language", "write scale and scale_fr, or neither")
    return given


def _source(row: Row) -> str:
    if row["source"] and not row["source"].startswith(("https://", "http://")):
        raise row.wrong(f"source '{row['source']}' is no address", "write https://...")
    return row["source"]
