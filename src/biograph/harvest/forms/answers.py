"""What several live sources do alike with an answer: parse it, or say what it is instead."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from lxml import etree

from biograph.errors import Unreachable
from biograph.model import Flag, Reason

if TYPE_CHECKING:
    from biograph.harvest.http import Response
    from biograph.harvest.raw import Payload

_SHOWN = 160  # bytes of an odd answer that a message shows
_MEND = "open the address in a browser: the service may be down or its form may have changed"


def json_of(answer: Response) -> dict[str, Any]:
    """The JSON object of an answer. Raises Unreachable where it is none (an outage page)."""
    found = objects_in(answer.content)
    if not isinstance(found, dict):
        raise unexpected(answer, "JSON object")
    return found


def objects_in(content: bytes) -> Any:  # noqa: ANN401 - any JSON value
    """The JSON value of the bytes; None where they are none."""
    try:
        return json.loads(content)
    except (ValueError, RecursionError):
        return None


def xml_of(answer: Response, *names: str) -> Any:  # noqa: ANN401 - lxml has no types
    """The root of an XML answer, which has one of the names (in whatever namespace).

    Raises Unreachable where it is none (an outage page).
    """
    root = elements_in(answer.content)
    if root is None or etree.QName(root).localname not in names:
        raise unexpected(answer, " or ".join(names))
    return root


def elements_in(content: bytes) -> Any:  # noqa: ANN401 - lxml has no types
    """The root of an XML document; None where it is none. No DTD or entity is followed."""
    parser = etree.XMLParser(resolve_entities=False, load_dtd=False, no_network=True)
    try:
        return etree.fromstring(content, parser)
    except (etree.XMLSyntaxError, ValueError):
        return None


def unexpected(answer: Response, what: str) -> Unreachable:
    """The error of an answer that is not ``what`` it should be; it shows how the answer begins."""
    start = answer.content[:_SHOWN].decode(errors="replace")
    return Unreachable(f"{answer.url} answers no {what}; it begins with {start!r}", hint=_MEND)


def unreadable(payload: Payload, what: str = "an answer of the expected form") -> Flag:
    """The flag of a payload that is not ``what`` it should be."""
    start = payload.content[:_SHOWN].decode(errors="replace")
    return Flag(
        reason=Reason.MALFORMED,
        where=payload.url,
        message=f"this is not {what}; it begins with {start!r}",
        mend=_MEND,
    )


def malformed(payload: Payload, number: int, message: str) -> Flag:
    """The flag of the item ``number`` (from 1) of a payload."""
    return Flag(
        reason=Reason.MALFORMED,
        where=f"{payload.url} item {number}",
        message=message,
        mend="look at the item at its source; all others are used",
    )
