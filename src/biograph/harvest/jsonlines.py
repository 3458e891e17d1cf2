"""A JSON Lines file in, its objects with their line numbers out; bad lines are flagged."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from biograph.harvest.lines import LONGEST_LINE, physical_lines
from biograph.model import Flag, Reason

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


def objects(path: Path, name: str) -> Iterator[tuple[int, dict[str, Any]] | Flag]:
    """The objects of ``path`` (called ``name`` in flags), one a line, with the line's number."""
    try:
        with path.open("rb") as stream:
            empty = True
            for line in physical_lines(stream):
                empty = False
                if line.too_long or line.data.strip():
                    yield _object(line.number, line.data, too_long=line.too_long, name=name)
            if empty:
                mend = "fetch the file again"
                message = "the file holds nothing"
                yield Flag(reason=Reason.EMPTY, where=name, message=message, mend=mend)
    except OSError as error:
        yield Flag(
            reason=Reason.UNREADABLE_FILE,
            where=name,
            message=f"{path} cannot be read: {error.strerror}",
            mend="restore the file, or leave its source out of the run",
        )


def _object(
    number: int, data: bytes, *, too_long: bool, name: str
) -> tuple[int, dict[str, Any]] | Flag:
    where = f"{name} line {number}"
    if too_long:
        message = f"the line is longer than {LONGEST_LINE} bytes"
        mend = "put one object a line, and split what is longer"
        return Flag(reason=Reason.TOO_LARGE, where=where, message=message, mend=mend)
    try:
        content = json.loads(data.decode())
    except UnicodeDecodeError:
        mend = "save the file as UTF-8"
        return Flag(
            reason=Reason.BAD_ENCODING, where=where, message="the line is not UTF-8", mend=mend
        )
    except (ValueError, RecursionError) as error:
        message, mend = f"the line is no JSON: {error}", "write one JSON object a line"
        return Flag(reason=Reason.MALFORMED, where=where, message=message, mend=mend)
    if not isinstance(content, dict):
        message, mend = "the line is no JSON object", "write one JSON object a line"
        return Flag(reason=Reason.MALFORMED, where=where, message=message, mend=mend)
    return number, content
