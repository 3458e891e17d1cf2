"""Values inside nested JSON, whatever stands where they should be; lists of them in one cell."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from biograph.harvest.forms.answers import json_of, unexpected
from biograph.harvest.rows import several

if TYPE_CHECKING:
    from biograph.harvest.http import Response


def page_of(answer: Response, *path: str) -> tuple[dict[str, Any], list[Any]]:
    """The JSON object of an answer, and the list of its items, which stands under ``path``.

    Raises Unreachable where it has none: what says nothing of items must not pass for no items.
    """
    found = json_of(answer)
    listed = value(found, *path)
    if not isinstance(listed, list):
        raise unexpected(answer, ".".join(path))
    return found, listed


def value(found: Any, *path: str) -> Any:  # noqa: ANN401 - any JSON value
    """What stands under the keys of ``path``; None where one of them is missing."""
    for key in path:
        if not isinstance(found, dict):
            return None
        found = found.get(key)
    return found


def string(found: Any, *path: str) -> str:  # noqa: ANN401 - any JSON value
    """The text or number there as text, without white space around it; else ``""``."""
    there = value(found, *path)
    if isinstance(there, bool) or not isinstance(there, str | int | float):
        return ""
    return str(there).strip()


def objects(found: Any, *path: str) -> list[dict[str, Any]]:  # noqa: ANN401 - any JSON value
    """The objects of the list there; a lone object is a list of one, as XML made JSON has it."""
    there = value(found, *path)
    listed = there if isinstance(there, list) else [there]
    return [one for one in listed if isinstance(one, dict)]


def strings(found: Any, *path: str) -> list[str]:  # noqa: ANN401 - any JSON value
    """The texts of the list there."""
    there = value(found, *path)
    listed = there if isinstance(there, list) else [there]
    return [one.strip() for one in listed if isinstance(one, str) and one.strip()]


def cell(*parts: str) -> str:
    """Parts that belong together, for ``joined``."""
    return "~".join(part.replace("~", "-").replace("|", "/") for part in parts)


def joined(cells: list[str]) -> str:
    """The cells as one, each once."""
    return "|".join(dict.fromkeys(cells))


def apart(cells: str) -> list[list[str]]:
    """The parts of each of the ``joined`` cells."""
    return [one.split("~") for one in several(cells)]
