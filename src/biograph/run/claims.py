"""Writes the page of claims: ``python -m biograph.run.claims WORKSPACE docs/claims.md``."""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

from biograph.analyse.claims import Status
from biograph.api import open_workspace
from biograph.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from biograph.analyse.claims import Verdict

_HEAD = """# Published claims against the graph

What others published on the French biotherapy value chain (`queries/claims.tsv`) and what the \
graph says to it: {counts}. The numbers are those of the bundled snapshot. This page is made by

    biograph run && python -m biograph.run.claims biograph-data docs/claims.md

and `biograph claims` prints the same from any graph, in both languages and with the evidence as \
JSON.

How a verdict is reached, by a rule that stands beside each claim \
([queries/README.md](../queries/README.md)):

- A count is of what the graph knows. The true number lies between it and an upper end, which is \
known only where the coverage is as high as the rule asks for.
- *contradicted*: that whole interval lies outside of what is claimed, as where more are known \
than a claim allows. A few known ones never contradict.
- *supported*: the whole interval lies inside, and the rule decides the whole claim.
- *undecidable*: all else; the sentence gives the coverage, "unknown" where nobody can tell it.
- A claim with a date is contradicted only by what a source states for that date or before: what \
came later is shown and decides nothing. Most facts bear the date on which their page was read.
- Where the graph counts something else than what is claimed (products for volumes, seats for \
plants) it decides nothing; the note of the claim says why.
- Published figures that contradict each other are shown side by side with date and scope.

| id | claim | source | as of | verdict | what the graph finds | command |
|---|---|---|---|---|---|---|
"""


def page(verdicts: Iterable[Verdict]) -> str:
    """The page, in English."""
    told = tuple(verdicts)
    number = Counter(one.status for one in told)
    counts = ", ".join(f"{number[status]} {status}" for status in Status)
    return _HEAD.format(counts=counts) + "".join(map(_row, told))


def _row(one: Verdict) -> str:
    command = f"`{one.command}`" if one.command else ""
    cells = (one.id, one.claim.en, one.source, one.as_of, one.status, one.found.en, command)
    return f"| {' | '.join(cell.replace('|', '/') for cell in cells)} |\n"


def main(arguments: list[str]) -> None:
    """The command: a workspace and the file to write. Raises UsageError for anything else."""
    if len(arguments) != 2:
        raise UsageError(
            "the page of claims takes a workspace and a file",
            hint="python -m biograph.run.claims biograph-data docs/claims.md",
        )
    workspace, file = map(Path, arguments)
    file.write_text(page(open_workspace(workspace).claims()), encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
