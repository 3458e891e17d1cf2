"""Pairs of register entries that may be one actor, for a person to decide."""

from __future__ import annotations

from typing import TYPE_CHECKING

from biograph.model import Literal, Text
from biograph.run.deciding import open_pairs
from biograph.serve.page import Answer, Asked, Page
from biograph.serve.safety import POLICY
from biograph.table import Table

if TYPE_CHECKING:
    from biograph.model import Match
    from biograph.serve.site import Site

_TITLE = Text(fr="Paires douteuses", en="Doubtful pairs")
_COLUMNS = ("left", "right", "score", "reason", "left_name", "right_name")
_SHOWN = 20
#: A page that decides may stand in no other: nobody can be led to press what they do not see.
_ALONE = POLICY.replace("frame-ancestors *", "frame-ancestors 'none'")


def pairs(site: Site, asked: Asked) -> Answer:
    """The pairs that nobody decided yet, the likeliest first, so many a page."""
    left = open_pairs(site.workspace)
    known = left or ()
    last = max(1, -(-len(known) // _SHOWN))
    number = min(asked.number("page", 1, low=1, high=100_000), last)
    first = (number - 1) * _SHOWN
    return Answer(
        template="site/pairs.html.j2",
        title=_TITLE,
        values={
            "pairs": known[first : first + _SHOWN],
            "ran": left is not None,
            "total": len(known),
            "number": number,
            "last": last,
            "kept": asked.one("kept"),
        },
        table=Table(columns=_COLUMNS, rows=tuple(map(_row, known)), query="pairs"),
        styles=("site/pairs.css",),
        kept=False,
        policy=_ALONE,
    )


def _row(pair: Match) -> tuple[Literal, ...]:
    told = (pair.left.id, pair.right.id, f"{pair.score:.3f}", pair.reason)
    return tuple(map(Literal, (*told, pair.left.name, pair.right.name)))


PAGES = (Page(path="/pairs", answer=pairs),)
