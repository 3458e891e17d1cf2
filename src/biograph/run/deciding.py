"""Doubtful pairs out to a person, the person's decisions back in: a file each way."""

from __future__ import annotations

from typing import TYPE_CHECKING

from biograph.errors import InputError
from biograph.link import decisions
from biograph.run import entities
from biograph.run.gather import gather
from biograph.run.linking import DECISIONS, resolved

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from biograph.link.decisions import Decision
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

    Nothing is kept of a sheet with a line that cannot be used (DataError).
    """
    return keep(decisions.read(filled), workspace)


def keep(made: Iterable[Decision], workspace: Path) -> int:
    """Keep decisions in the workspace, where the next run obeys them; how many are new.

    A decision taken before stays in the table above the one that takes its place. Raises DataError
    for a table that cannot be read.
    """
    table = workspace / DECISIONS
    known = decisions.in_force(decisions.read(table))
    new = []
    for one in made:
        before = known.get(one.pair)
        if before is None or before.same != one.same:
            new.append(one)
            known[one.pair] = one
    decisions.write(table, new)
    return len(new)


def decide_pair(
    workspace: Path, pair: tuple[str, str], *, same: bool, reason: str, today: str
) -> None:
    """Keep the decision on one open pair of entries (``source#key``).

    Raises InputError where the pair is not open.
    """
    if pair not in {(p.left.id, p.right.id) for p in open_pairs(workspace) or ()}:
        raise InputError(
            "this pair is not open: it is decided, or the graph changed since",
            hint="load the page of pairs again",
        )
    left, right = pair
    made = decisions.Decision(left=left, right=right, same=same, date=today, reason=reason)
    keep([made], workspace)


def open_pairs(workspace: Path) -> tuple[Match, ...] | None:
    """The pairs that the last run left and nobody decided since; None where no run left any."""
    left = entities.doubtful(workspace)
    if left is None:
        return None
    known = decisions.in_force(decisions.read(workspace / DECISIONS))
    return tuple(pair for pair in left if tuple(sorted((pair.left.id, pair.right.id))) not in known)
