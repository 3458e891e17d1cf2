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
from typing import TYPE_CHECKING, NamedTuple

from biograph import resources
from biograph.extract import choose, logistic, material, rules
from biograph.extract.choose import Chooser
from biograph.extract.encoder import judge, tagger
from biograph.extract.encoder.words import where
from biograph.extract.pipeline import chosen, mention, propose
from biograph.extract.relations import train as relations
from biograph.extract.relations.taught import taught
from biograph.extract.sequence import Sequencer

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from biograph.extract.annotation import Annotated
    from biograph.extract.choose import Proposal
    from biograph.extract.encoder.words import Words
    from biograph.extract.rules import Rules
    from biograph.model import Mention

    Judged = list[tuple[tuple[str, ...], bool]]

PENALTY = 1.0  # of the choice among names
_LOG = logging.getLogger(__name__)


class Read(NamedTuple):
    """A document, what is proposed in it by a model that has not seen it, and its words there."""

    document: Annotated
    proposals: list[Proposal]
    words: Words


def proposed(documents: Iterable[Annotated], known: Rules, sequencer: Sequencer) -> list[Read]:
    """The proposals of documents that the model has not seen."""
    made = []
    for document in documents:
        text, lang = document.text, document.lang or "fr"
        made.append(Read(document, *propose(text, lang, known.read(text, lang), sequencer)))
    return made


def examples(read: Iterable[Read]) -> Judged:
    """The features of each proposal and whether it is right."""
    made = []
    for document, some, _ in read:
        right = {(e.start, e.end, e.type) for e in document.entities}
        made += [(told, (c.start, c.end, c.kind) in right) for c, told in some]
    return made


def read_blind(folds: Sequence[Sequence[Read]]) -> dict[str, list[Mention]]:
    """The names of each document as read by a model and a choice that have not seen it."""
    judged = [examples(some) for some in folds]
    found = {}
    for fold, some in enumerate(folds):
        rest = [e for other, told in enumerate(judged) if other != fold for e in told]
        chooser = Chooser(logistic.named(rest, PENALTY))
        for document, made, _ in some:
            names = chosen(document.text, chooser, made)
            found[document.id] = [mention(document.text, c) for c in names]
    return found


def names(
    found: material.Material, readers: Sequence[Sequencer], folder: Path
) -> list[tuple[Read, list[Mention]]]:
    """Write the weights of the choice, trained out of fold.

    ``readers`` holds for each fold the reader that has not seen its documents. Gives for each
    document what models that have not seen it make of it.
    """
    known, documents = rules.load(), (*found.scored, *found.added)
    folds = [
        proposed((d for d in documents if material.fold_of(d) == fold), known, reader)
        for fold, reader in enumerate(readers)
    ]
    judged = [e for some in folds for e in examples(some)]
    weights = {"weights": logistic.named(judged, PENALTY)}
    text = json.dumps(weights, ensure_ascii=False, indent=0) + "\n"
    (folder / choose.WEIGHTS).write_text(text, encoding="utf-8")
    mentions = read_blind(folds)
    return [(one, mentions[one.document.id]) for some in folds for one in some]


def encoders(found: material.Material, snapshot: Path, folders: Sequence[Path]) -> None:
    """Train an encoder for each fold without its documents, and one with all for a last folder."""
    from biograph.extract.encoder import train as encoder  # noqa: PLC0415 - wants PyTorch

    documents = (*found.scored, *found.added)
    texts = chain((d.text for d in documents), material.running(snapshot))
    table = encoder.words(texts, folders)
    sentences = encoder.prepared(documents, rules.load())
    places = [where(tokens for tokens, *_ in some) for some in sentences]
    wanted, pair_names = taught(documents, places)
    parted = [encoder.Taught(*one) for one in zip(sentences, wanted, strict=True)]
    seen = [
        [p for p, d in zip(parted, documents, strict=True) if material.fold_of(d) != fold]
        for fold in range(material.FOLDS)
    ]
    encoder.networks(zip((*seen, parted), folders, strict=False), pair_names, table)


def train(snapshot: Path, folder: Path) -> None:
    """Train on a full snapshot and write every model to a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    found = material.load(snapshot)
    _LOG.info("%d documents, %d added", len(found.scored), len(found.added))
    with TemporaryDirectory() as spare:
        folds = [Path(spare) / str(fold) for fold in range(material.FOLDS)]
        encoders(found, snapshot, (*folds, folder))
        readers = [Sequencer(tagger.opened(fold)) for fold in folds]
        judges = [judge.opened(fold) for fold in folds]
    blind = {
        one.document.id: relations.Blind(named, one.words, judges[material.fold_of(one.document)])
        for one, named in names(found, readers, folder)
    }
    relations.main(found, blind, folder)


def main(arguments: Sequence[str]) -> None:
    """The command."""
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s")
    snapshot = Path(arguments[0]) if arguments else Path("../shared/data")
    folder = Path(arguments[1]) if len(arguments) > 1 else resources.extract() / "models"
    train(snapshot, folder)
    _LOG.info("written: %s", folder)


if __name__ == "__main__":
    main(sys.argv[1:])
