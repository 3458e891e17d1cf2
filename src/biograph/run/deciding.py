"""Doubtful pairs out to a person, the person's decisions back in: a file each way."""

from __future__ import annotations

from typing import TYPE_CHECKING

from biograph.link import decisions
from biograph.run.gather import gather
from biograph.run.linking import DECISIONS, resolved

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from biograph.model import Entry, Match
    from biograph.run.track import Track

#: Beside the columns of a decision: how likely, why, and what either entry says.
SHOWN = (
    *("score", "likeness", "left_name", "left_kind", "left_place", "left_aliases"),
    *("right_name", "right_kind", "right_place", "right_aliases"),
)
_ALIASES = 6


def doubtful(
    *, snapshot: Path | None, workspace: Path, sources: Iterable[str] = (), track: Track
) -> tuple[Match, ...]:
    """The pairs that are likely but not sure, the likeliest first, without those decided.

    Raises UsageError for an unknown source and DataError for a table of decisions that cannot be
    read.
    """
    gathered = gather(tuple(sources), snapshot=snapshot, track=track, workspace=workspace)
    return resolved(gathered, workspace).doubtful


def sheet(pairs: Iterable[Match], *, today: str) -> str:
    """The pairs as a table to fill in: ``verdict`` (same, different) and ``reason`` are empty."""
    lines = ["\t".join((*decisions.COLUMNS, *SHOWN))]
    for pair in pairs:
        told = (f"{pair.score:.2f}", pair.reason, *_about(pair.left), *_about(pair.right))
        cells = (pair.left.id, pair.right.id, "", today, "", "", *told)
        lines.append("\t".join(" ".join(cell.split()) for cell in cells))
    return "\n".join(lines) + "\n"


def _about(entry: Entry) -> tuple[str, str, str, str]:
    place = ", ".join(filter(None, (entry.city, entry.country)))
    return entry.name, entry.kinds[0], place, "; ".join(entry.aliases[:_ALIASES])


def decide(filled: Path, workspace: Path) -> int:
    """Keep the decisions of a filled sheet in the workspace, and give how many are new.

    The next run obeys them. Nothing is kept of a sheet with a line that cannot be used (DataError);
    a decision taken before stays in the table above the one that takes its place.
    """
    table = workspace / DECISIONS
    known = decisions.in_force(decisions.read(table))
    new = []
    for made in decisions.read(filled):
        before = known.get(made.pair)
        if before is None or before.same != made.same:
            new.append(made)
            known[made.pair] = made
    decisions.write(table, new)
    return len(new)
