"""Trains everything that reads texts: ``python -m biograph.extract.train SNAPSHOT [FOLDER]``.

Enters: the annotated documents of the project and of a full snapshot. Leaves in
``extract/models``: the encoder, the weights of the choice among names, the weights of the relation
reader. The same data give the same files on the same kind of processor. It wants PyTorch and the
weights the encoder starts from (``make train``).
"""

from __future__ import annotations

import json
import logging
import sys
from itertools import chain
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from biograph import resources
from biograph.extract import choose, logistic, material, rules
from biograph.extract.choose import Chooser
from biograph.extract.encoder import tagger
from biograph.extract.pipeline import chosen, mention, propose
from biograph.extract.relations.train import main as train_relations
from biograph.extract.sequence import Sequencer

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from biograph.extract.annotation import Annotated
    from biograph.extract.choose import Proposal
    from biograph.extract.rules import Rules
    from biograph.model import Mention

    Blind = list[tuple[Annotated, list[Proposal]]]
    Judged = list[tuple[tuple[str, ...], bool]]

PENALTY = 1.0  # of the choice among names
_LOG = logging.getLogger(__name__)


def proposed(documents: Iterable[Annotated], known: Rules, sequencer: Sequencer) -> Blind:
    """The proposals of documents that the model has not seen."""
    made = []
    for document in documents:
        text, lang = document.text, document.lang or "fr"
        made.append((document, propose(text, lang, known.read(text, lang), sequencer)))
    return made


def examples(blind: Blind) -> Judged:
    """The features of each proposal and whether it is right."""
    made = []
    for document, some in blind:
        right = {(e.start, e.end, e.type) for e in document.entities}
        made += [(told, (c.start, c.end, c.kind) in right) for c, told in some]
    return made


def read_blind(folds: Sequence[Blind]) -> dict[str, list[Mention]]:
    """The names of each document as read by a model and a choice that have not seen it."""
    judged = [examples(blind) for blind in folds]
    found = {}
    for fold, blind in enumerate(folds):
        rest = [e for other, some in enumerate(judged) if other != fold for e in some]
        chooser = Chooser(logistic.named(rest, PENALTY))
        for document, some in blind:
            names = chosen(document.text, chooser, some)
            found[document.id] = [mention(document.text, c) for c in names]
    return found


def names(
    found: material.Material, blind: Sequence[Sequencer], folder: Path
) -> dict[str, list[Mention]]:
    """Write the weights of the choice, trained out of fold.

    ``blind`` holds for each fold the reader that has not seen its documents. Gives the names of
    each document as read by models that have not seen it.
    """
    known, documents = rules.load(), (*found.scored, *found.added)
    folds = [
        proposed((d for d in documents if material.fold_of(d) == fold), known, reader)
        for fold, reader in enumerate(blind)
    ]
    judged = [e for some in folds for e in examples(some)]
    weights = {"weights": logistic.named(judged, PENALTY)}
    text = json.dumps(weights, ensure_ascii=False, indent=0) + "\n"
    (folder / choose.WEIGHTS).write_text(text, encoding="utf-8")
    return read_blind(folds)


def encoders(found: material.Material, snapshot: Path, folders: Sequence[Path]) -> None:
    """Train an encoder for each fold without its documents, and one with all for a last folder."""
    from biograph.extract.encoder import train as encoder  # noqa: PLC0415 - wants PyTorch

    documents = (*found.scored, *found.added)
    texts = chain((d.text for d in documents), material.running(snapshot))
    table = encoder.words(texts, folders)
    parted = encoder.prepared(documents, rules.load())
    seen = [
        [p for p, d in zip(parted, documents, strict=True) if material.fold_of(d) != fold]
        for fold in range(material.FOLDS)
    ]
    encoder.networks(zip((*seen, parted), folders, strict=False), table)


def train(snapshot: Path, folder: Path) -> None:
    """Train on a full snapshot and write every model to a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    found = material.load(snapshot)
    _LOG.info("%d documents, %d added", len(found.scored), len(found.added))
    with TemporaryDirectory() as spare:
        folds = [Path(spare) / str(fold) for fold in range(material.FOLDS)]
        encoders(found, snapshot, (*folds, folder))
        blind = names(found, [Sequencer(tagger.opened(fold)) for fold in folds], folder)
    train_relations(found, blind, folder)


def main(arguments: Sequence[str]) -> None:
    """The command."""
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s")
    snapshot = Path(arguments[0]) if arguments else Path("../shared/data")
    folder = Path(arguments[1]) if len(arguments) > 1 else resources.extract() / "models"
    train(snapshot, folder)
    _LOG.info("written: %s", folder)


if __name__ == "__main__":
    main(sys.argv[1:])
