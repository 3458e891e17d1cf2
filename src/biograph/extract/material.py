"""What the readers of names and relations are trained on, and running text of the field.

Our own annotated documents (gold, development part; training documents with invented names) and
annotations of real texts that a snapshot holds. The test parts are never among them.
"""

from __future__ import annotations

import csv
import gzip
import json
from hashlib import sha256
from typing import TYPE_CHECKING, NamedTuple

from biograph import resources
from biograph.extract import annotation, lists, markup, rules, standoff

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from biograph.extract.annotation import Annotated

FOLDS = 4


class Material(NamedTuple):
    """``scored`` documents count in cross-validation; ``added`` ones are only trained on."""

    scored: tuple[Annotated, ...]
    added: tuple[Annotated, ...]


def load(snapshot: Path) -> Material:
    """All training documents. Raises DataError where a file or text of the snapshot is missing."""
    folder = resources.extract()
    scored = (
        *annotation.read(folder / "gold" / "dev.jsonl"),
        *standoff.read(folder / "gold" / "real_dev.jsonl", snapshot),
    )
    return Material(scored, added())


def added() -> tuple[Annotated, ...]:
    """The documents written for training, with invented names."""
    paths = sorted((resources.extract() / "training").glob("*.txt"))
    return tuple(d for path in paths for d in markup.read(path))


def known_names(snapshot: Path | None) -> frozenset[str]:
    """Names of a list or of a training document; those of real documents need a snapshot."""
    folder = resources.extract()
    own = annotation.read(folder / "gold" / "dev.jsonl")
    trained = (d for some in load(snapshot) for d in some) if snapshot else (*own, *added())
    listed = (*rules.listed_names(), *lists.diseases(folder / "gazetteers"))
    return frozenset((*(e.text for d in trained for e in d.entities), *(n.text for n in listed)))


def fold_of(document: Annotated) -> int:
    """The fold of a document: by its name, so that it never changes."""
    return int(sha256(document.id.encode()).hexdigest(), 16) % FOLDS


def running(snapshot: Path) -> Iterator[str]:
    """Texts of a snapshot that nobody annotated, which tell what words are in use."""
    for name in ("winer_fr", "redocred_org_en", "core_company_relations_en"):
        with gzip.open(snapshot / "corpora" / f"{name}.jsonl.gz", "rt", encoding="utf-8") as lines:
            yield from (json.loads(line)["text"] for line in lines)
    for name, column in (
        ("ilab_laureats_1999_2023", "Résumé"),
        ("anr_pia_projets_2022", "Projet.Resume.Francais"),
    ):
        with (snapshot / "registries" / f"{name}.csv").open(encoding="utf-8") as lines:
            yield from (row[column] for row in csv.DictReader(lines))
