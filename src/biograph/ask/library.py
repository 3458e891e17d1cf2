"""The ``.rq`` library: files of ``queries/`` in, questions with title, parameters and text out.

A file is plain SPARQL with a header of ``#+ key: value`` lines. Each parameter of the header is a
``VALUES ?name { ... }`` line of the query, so that a file also runs as it is in any SPARQL tool.
"""

from __future__ import annotations

import difflib
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

from biograph import resources
from biograph.errors import QueryError
from biograph.model import Text

if TYPE_CHECKING:
    from collections.abc import Mapping

_KEYS = frozenset(
    {"title.fr", "title.en", "question.fr", "question.en", "params", "view", "tags"},
)
_PARAMETER = re.compile(
    r"(?P<name>\w+)=(?P<type>iri|text|integer)(?::(?P<kind>\w+))?\??(?P<default>.*)"
)
VIEWS = frozenset({"table", "map", "graph", "chart", "timeline"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Parameter:
    """A value a question asks for.

    ``type`` is ``iri``, ``text`` or ``integer``; ``kind`` tells what an ``iri`` names
    (``TherapyClass``), so that a short key is enough. An empty ``default`` means any value.
    """

    name: str
    type: str
    kind: str = ""
    default: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A query with what a reader needs to know of it; ``name`` is empty for a typed text."""

    name: str
    title: Text
    question: Text
    text: str
    parameters: tuple[Parameter, ...] = ()
    view: str = "table"
    tags: tuple[str, ...] = ()


@cache
def library() -> Mapping[str, Question]:
    """All questions by name: the path in ``queries/`` without ``.rq``, sorted."""
    root = resources.queries()
    return MappingProxyType(
        {
            (name := path.relative_to(root).with_suffix("").as_posix()): read(
                path.read_text(encoding="utf-8"), name=name
            )
            for path in sorted(root.rglob("*.rq"))
        }
    )


def load(what: str) -> Question:
    """The question of a name, of a ``.rq`` file or of a SPARQL text.

    Raises QueryError for an unknown name (with near ones) or an unreadable file.
    """
    known = library()
    if what in known:
        return known[what]
    if any(bracket in what for bracket in "{<"):
        return read(what)
    path = Path(what)
    if path.suffix == ".rq" and path.is_file():
        return _read_file(path)
    alike = (*difflib.get_close_matches(what, known, n=2, cutoff=0.5), *_same_word(what, known))
    near = list(dict.fromkeys(alike))[:3]
    others = f"did you mean {' or '.join(near)}?"
    raise QueryError(
        f"there is no query '{what}'",
        hint=others if near else "biograph ask without a name lists them all",
    )


def _read_file(path: Path) -> Question:
    try:
        return read(path.read_text(encoding="utf-8"), name=path.stem)
    except (OSError, UnicodeDecodeError) as error:
        raise QueryError(
            f"{path}: cannot be read: {error}", hint="save the query as UTF-8 text"
        ) from error


def _same_word(what: str, names: Mapping[str, Question]) -> list[str]:
    words = set(re.findall(r"[a-z]{4,}", what.lower()))
    return [name for name in names if words & set(re.findall(r"[a-z]{4,}", name))]


def read(text: str, *, name: str = "") -> Question:
    """The question of a SPARQL text, with or without header.

    Raises QueryError where a header line is not of its form or a parameter has no VALUES line.
    """
    header = dict(_header(text, name or "the query"))
    parameters = tuple(_parameters(header.get("params", ""), name or "the query"))
    for parameter in parameters:
        if not re.search(rf"VALUES\s+\?{parameter.name}\s*\{{", text):
            raise QueryError(
                f"{name}: the parameter '{parameter.name}' has no VALUES line",
                hint=f"add: VALUES ?{parameter.name} {{ UNDEF }}",
            )
    return Question(
        name=name,
        title=Text(fr=header.get("title.fr", name), en=header.get("title.en", name)),
        question=Text(fr=header.get("question.fr", ""), en=header.get("question.en", "")),
        text=text,
        parameters=parameters,
        view=header.get("view", "table"),
        tags=tuple(header.get("tags", "").split()),
    )


def _header(text: str, where: str) -> list[tuple[str, str]]:
    lines = [line.removeprefix("#+").strip() for line in text.splitlines() if line[:2] == "#+"]
    pairs = []
    for line in lines:
        key, colon, value = (part.strip() for part in line.partition(":"))
        if key not in _KEYS or not colon or (key == "view" and value not in VIEWS):
            raise QueryError(
                f"{where}: the header line '{line}' is not understood",
                hint=f"keys are {', '.join(sorted(_KEYS))}; views are {', '.join(sorted(VIEWS))}",
            )
        pairs.append((key, value))
    return pairs


def _parameters(line: str, where: str) -> list[Parameter]:
    found = []
    for part in filter(None, (piece.strip() for piece in line.split(","))):
        match = _PARAMETER.fullmatch(part)
        if match is None:
            raise QueryError(
                f"{where}: the parameter '{part}' is not understood",
                hint="write name=iri:TherapyClass?car-t, name=text? or name=integer?10",
            )
        found.append(Parameter(**{key: value or "" for key, value in match.groupdict().items()}))
    return found
