"""Parameters as typed terms: a question and plain values in, the SPARQL text out.

A value never becomes part of the query's syntax: an IRI is validated, a text escaped, a number
read as a number, and the result replaces the content of the parameter's VALUES block. A parameter
that may have any value needs none.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from biograph.errors import QueryError
from biograph.terms import DATA, ONTOLOGY, expand

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from biograph.ask.library import Parameter, Question

Value = str | int | tuple[str, ...]

_IRI = re.compile(r"[A-Za-z][A-Za-z0-9+.\-]*:[^\x00-\x20<>\"{}|^`\\]+")
_KEY = re.compile(r"[A-Za-z0-9][\w.\-]*")
_ESCAPES = str.maketrans({"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t"})

#: The folder of ``id/`` in which the data IRIs of a kind live (architecture of the data IRIs).
FOLDERS = {
    "TherapyClass": DATA + "class/",
    "TherapyFamily": DATA + "family/",
    "Input": DATA + "input/",
    "Stage": DATA + "stage/",
    "Country": DATA + "country/",
    "Area": DATA + "area/",
    "Region": DATA + "region/",
    "MedicineList": ONTOLOGY,
    "Source": DATA + "source/",
    "Relation": DATA + "rel/",
    "Update": DATA + "update/",
    "Class": ONTOLOGY,
    "Predicate": ONTOLOGY,
}


def bind(question: Question, values: Mapping[str, Value]) -> str:
    """The text of the question with its parameters set; those not given take their default.

    A tuple sets several alternatives. Raises QueryError for an unknown parameter or a value that
    is not of its type.
    """
    known = {parameter.name: parameter for parameter in question.parameters}
    if unknown := sorted(set(values) - set(known)):
        raise QueryError(
            f"{question.name or 'the query'} has no parameter '{unknown[0]}'",
            hint=f"its parameters are: {', '.join(known) or 'none'}",
        )
    text = question.text
    for name, parameter in known.items():
        given = values.get(name, parameter.default)
        text = _fill(text, name, [given] if isinstance(given, str | int) else given, parameter)
    return text


def _fill(text: str, name: str, values: Iterable[str | int], parameter: Parameter) -> str:
    terms = [term(value, parameter) for value in values]
    # A block of nothing but UNDEF says nothing, and some servers compile it to no rows at all.
    block = "" if set(terms) == {"UNDEF"} else f"VALUES ?{name} {{ {' '.join(terms)} }}"
    return re.sub(rf"VALUES\s+\?{name}\s*\{{[^}}]*\}}", lambda _: block, text)


def term(value: str | int, parameter: Parameter) -> str:
    """One value as a SPARQL term; the empty text means any value. Raises QueryError."""
    if value == "":
        return "UNDEF"
    if parameter.type == "integer":
        return _integer(value, parameter)
    if parameter.type == "text":
        return f'"{str(value).translate(_ESCAPES)}"'
    return f"<{_iri(str(value), parameter)}>"


def _integer(value: str | int, parameter: Parameter) -> str:
    try:
        return str(int(value))
    except ValueError:
        raise QueryError(
            f"the parameter '{parameter.name}' is a whole number, not '{value}'",
            hint=f"for example {parameter.name}=10",
        ) from None


def _iri(value: str, parameter: Parameter) -> str:
    folder = FOLDERS.get(parameter.kind, "")
    iri = folder + value if folder and _KEY.fullmatch(value) else expand(value)
    if _IRI.fullmatch(iri):
        return iri
    raise QueryError(
        f"the parameter '{parameter.name}' names a {parameter.kind or 'node'}: "
        f"'{value}' is no IRI or key of one",
        hint="give the whole IRI, prefix:name, or the key after the last slash",
    )
