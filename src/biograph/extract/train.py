"""Trains everything that reads texts: ``python -m biograph.extract.train SNAPSHOT [FOLDER]``.

Enters: the annotated documents of the project and of a full snapshot. Leaves in
``extract/models``: the sequence model and the weights of the choice among names, the weights of
the relation reader, the common words. The same data give the same files.
"""

from __future__ import annotations

import json
import logging
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import pycrfsuite

from biograph import resources
from biograph.extract import choose, logistic, material, rules, sequence
from biograph.extract.choose import Chooser
from biograph.extract.pipeline import chosen, mention, propose
from biograph.extract.relations.train import main as train_relations
from biograph.extract.tokens import read_sentences

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from biograph.extract.annotation import Annotated
    from biograph.extract.choose import Proposal
    from biograph.extract.rules import Rules
    from biograph.extract.sequence import Sequencer
    from biograph.model import Mention

    Blind = list[tuple[Annotated, list[Proposal]]]
    Judged = list[tuple[tuple[str, ...], bool]]

# Elastic net of the sequence model and its stop, chosen by cross-validation on development data.
SETTINGS = {"c1": 0.05, "c2": 0.03, "max_iterations": 120, "feature.minfreq": 2}
PENALTY = 1.0  # of the choice among names
_LOG = logging.getLogger(__name__)


def fit(
    documents: Iterable[Annotated], known: Rules, common: frozenset[str], path: Path
) -> Sequencer:
    """The sequence model trained on annotated documents, written to ``path`` and opened."""
    trainer = pycrfsuite.Trainer(algorithm="lbfgs", verbose=False)
    for document in documents:
        ruled = known.read(document.text, document.lang or "fr")
        spans = [(e.start, e.end, e.type) for e in document.entities]
        for tokens in read_sentences(document.text):
            tags = sequence.rule_tags(tokens, ruled)
            told = sequence.features(tokens, tags, common)
            trainer.append(told, sequence.labels(tokens, spans))
    trainer.set_params(SETTINGS)
    trainer.train(str(path))
    return sequence.opened(path, common)


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
    found: material.Material, common: frozenset[str], folder: Path
) -> dict[str, list[Mention]]:
    """Write the sequence model, trained on all, and the weights of the choice, trained out of fold.

    Gives the names of each document as read by models that have not seen it.
    """
    known = rules.load()
    documents = (*found.scored, *found.added)
    folds = []
    with TemporaryDirectory() as spare:
        for fold in range(material.FOLDS):
            path = Path(spare) / sequence.MODEL
            held = [d for d in documents if material.fold_of(d) == fold]
            rest = [d for d in documents if material.fold_of(d) != fold]
            folds.append(proposed(held, known, fit(rest, known, common, path)))
            _LOG.info("names, fold %d: %d documents held out", fold + 1, len(held))
    judged = [e for blind in folds for e in examples(blind)]
    weights = {"weights": logistic.named(judged, PENALTY)}
    text = json.dumps(weights, ensure_ascii=False, indent=0) + "\n"
    (folder / choose.WEIGHTS).write_text(text, encoding="utf-8")
    fit(documents, known, common, folder / sequence.MODEL)
    sequence.seal(folder / sequence.MODEL)
    return read_blind(folds)


def train(snapshot: Path, folder: Path) -> None:
    """Train on a full snapshot and write every model to a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    common = material.lexicon(snapshot)
    (folder / sequence.LEXICON).write_text("\n".join(sorted(common)) + "\n", encoding="utf-8")
    found = material.load(snapshot)
    _LOG.info("%d documents, %d added", len(found.scored), len(found.added))
    train_relations(found, names(found, common, folder), folder)


def main(arguments: Sequence[str]) -> None:
    """The command."""
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s")
    snapshot = Path(arguments[0]) if arguments else Path("../shared/data")
    folder = Path(arguments[1]) if len(arguments) > 1 else resources.extract() / "models"
    train(snapshot, folder)
    _LOG.info("written: %s", folder)


if __name__ == "__main__":
    main(sys.argv[1:])
