"""What people decided on pairs of register entries: a table in, the decisions in force out.

A line says that two entries are the ``same`` or ``different``. Lines are never deleted: a later
one on the same pair takes its place, so that the table is its own history. A decision wins over
any score; it does not win over two entries that one identifier already makes one.
"""

from __future__ import annotations

import csv
import io
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from biograph.errors import DataError
from biograph.resources import extract

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

COLUMNS = ("left", "right", "verdict", "date", "reason", "source")
VERDICTS = frozenset({"same", "different"})
FILE = "identity_decisions.tsv"
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """``left`` and ``right`` are entries as ``source#key``; ``date`` is that of the decision."""

    left: str
    right: str
    same: bool
    date: str
    reason: str
    source: str = ""

    @property
    def pair(self) -> tuple[str, str]:
        """The two entries in one order."""
        return (self.left, self.right) if self.left <= self.right else (self.right, self.left)

    @property
    def justification(self) -> str:
        """The sentence stored with the identity link."""
        return f"decided on {self.date}: {self.reason}"


def bundled() -> tuple[Decision, ...]:
    """The decisions that travel with the package."""
    return read(extract() / "gazetteers" / FILE)


def read(path: Path) -> tuple[Decision, ...]:
    """The decisions of a table, in its order; none where there is no such file.

    A line without verdict is not decided yet and left out. Raises DataError for a table of
    another form or a line that cannot be used.
    """
    if not path.exists():
        return ()
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise DataError(f"{path.name} is not UTF-8: {error}", hint="save it as UTF-8") from error
    with io.StringIO(text, newline="") as stream:
        reader = csv.DictReader(stream, delimiter="\t", quoting=csv.QUOTE_NONE)
        missing = set(COLUMNS) - set(reader.fieldnames or ())
        if missing:
            raise DataError(
                f"{path.name} lacks the column {', '.join(sorted(missing))}",
                hint=f"the columns are {', '.join(COLUMNS)}, separated by tabs",
            )
        rows = [(reader.line_num, row) for row in reader]
    return tuple(_decision(path, number, row) for number, row in rows if row["verdict"])


def write(path: Path, decisions: Iterable[Decision]) -> None:
    """Add decisions at the end of a table, which is made where there is none."""
    before = path.read_bytes() if path.exists() else b""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a", encoding="utf-8", newline="") as stream:
        if not before:
            stream.write("\t".join(COLUMNS) + "\n")
        elif not before.endswith(b"\n"):
            stream.write("\n")
        for made in decisions:
            verdict = "same" if made.same else "different"
            cells = (made.left, made.right, verdict, made.date, made.reason, made.source)
            stream.write("\t".join(cells) + "\n")


def _decision(path: Path, number: int, row: dict[str, str]) -> Decision:
    whole = all(row[column] for column in COLUMNS[:-1])
    keys = "#" in (row["left"] or "") and "#" in (row["right"] or "")
    dated = bool(_DATE.fullmatch(row["date"] or ""))
    usable = whole and keys and dated and row["left"] != row["right"]
    if row["verdict"] not in VERDICTS or not usable:
        raise DataError(
            f"{path.name} line {number} is no decision",
            hint="two entries as source#key, same or different, a date (2026-11-27) and a reason",
        )
    return Decision(
        left=row["left"],
        right=row["right"],
        same=row["verdict"] == "same",
        date=row["date"],
        reason=row["reason"],
        source=row["source"] or "",
    )


def in_force(decisions: Iterable[Decision]) -> dict[tuple[str, str], Decision]:
    """The last decision on each pair: by date, then by place in the table."""
    ordered = sorted(decisions, key=lambda decision: decision.date)
    return {decision.pair: decision for decision in ordered}
