"""Writes the handbook of the ontology: ``python -m biograph.run.handbook FOLDER``."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from biograph import ask, vocabulary
from biograph.view.handbook import Asked, handbook

if TYPE_CHECKING:
    from collections.abc import Iterator


def pages() -> Iterator[tuple[str, str]]:
    """Every file of the handbook, path and content, from the package's ontology and questions."""
    questions = [
        Asked(
            name=name,
            room=name.partition("/")[0],
            title=question.title,
            question=question.question,
            text=question.text,
        )
        for name, question in ask.library().items()
    ]
    return handbook(
        tuple(vocabulary.statements()),
        vocabulary.terms(),
        vocabulary.recipes(),
        vocabulary.alignments(),
        questions,
    )


def write(folder: Path) -> int:
    """Make ``folder`` hold exactly the handbook; the number of files written."""
    made = dict(pages())
    shutil.rmtree(folder, ignore_errors=True)
    for name, content in made.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content, encoding="utf-8")
    return len(made)


if __name__ == "__main__":
    write(Path(sys.argv[1]))
