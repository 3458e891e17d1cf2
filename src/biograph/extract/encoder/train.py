"""Annotated documents in, the files of the encoder out (a part of ``extract.train``).

Each network trains in a process of its own with one thread.
"""

from __future__ import annotations

import logging
from concurrent.futures import ProcessPoolExecutor
from itertools import chain
from multiprocessing import get_context
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import torch

from biograph.extract import sequence
from biograph.extract.encoder import base, export, fit, pieces, vocabulary
from biograph.extract.encoder.tagger import VOCABULARY
from biograph.extract.encoder.windows import apart, windows
from biograph.extract.tokens import read_sentences

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from biograph.extract.annotation import Annotated
    from biograph.extract.encoder.judge import PairNames, Wanted
    from biograph.extract.encoder.tagger import Table
    from biograph.extract.rules import Rules
    from biograph.extract.tokens import Tokens

_LOG = logging.getLogger(__name__)

Sentence = tuple["Tokens", list[str], list[str]]  # with rule tags and labels


class Taught(NamedTuple):
    """The sentences of a document and what is to be learned of its pairs of names."""

    sentences: list[Sentence]
    wanted: Wanted | None


def _parted(text: str) -> Iterator[tuple[str, bool]]:
    """The words of a text, and whether a blank is before each."""
    for tokens in read_sentences(text):
        yield from zip(tokens.words, apart(tokens), strict=True)


def words(texts: Iterable[str], folders: Iterable[Path]) -> Table:
    """Choose the pieces that texts need and write them to folders."""
    told = base.load()
    kept = vocabulary.kept(told, chain.from_iterable(map(_parted, texts)))
    model, vectors = vocabulary.small(told, kept)
    table = export.rounded(vectors)
    for folder in folders:
        export.save_words(folder, model, table)
    _LOG.info("encoder: %d pieces", len(table.rows))
    return table


def prepared(documents: Iterable[Annotated], known: Rules) -> list[list[Sentence]]:
    """The sentences of each document with rule tags and gold labels."""
    made = []
    for document in documents:
        ruled = known.read(document.text, document.lang or "fr")
        spans = [(e.start, e.end, e.type) for e in document.entities]
        made.append(
            [
                (tokens, sequence.rule_tags(tokens, ruled), sequence.labels(tokens, spans))
                for tokens in read_sentences(document.text)
            ]
        )
    return made


def _names(documents: Iterable[Taught]) -> tuple[list[str], list[str]]:
    """The rule tags and the labels that a network tells apart, by their number."""
    sentences = [s for document in documents for s in document.sentences]
    tags = {t for _, told, _ in sentences for t in told} - {sequence.OUTSIDE}
    labels = {t for *_, gold in sentences for t in gold} - {sequence.OUTSIDE}
    return [sequence.OUTSIDE, *sorted(tags)], [sequence.OUTSIDE, *sorted(labels)]


def _examples(
    documents: Iterable[Taught], names: Sequence[Sequence[str]], split: pieces.Pieces
) -> Iterator[fit.Labelled]:
    tags, labels = ({name: i for i, name in enumerate(some)} for some in names)
    for sentences, pairs in documents:
        numbered = [(tokens, [tags[t] for t in told]) for tokens, told, _ in sentences]
        wanted = np.array([labels[n] for *_, gold in sentences for n in gold], dtype=np.int64)
        if len(wanted):
            yield fit.Labelled([*windows(split, numbered)], wanted, pairs)


def network(documents: Sequence[Taught], names: PairNames, table: Table, folder: Path) -> None:
    """Train on documents and write the networks to a folder that holds the words."""
    told, known = base.load(), _names(documents)
    examples = [*_examples(documents, known, pieces.load(folder / VOCABULARY))]
    vectors = torch.from_numpy(table.vectors(np.arange(len(table.rows))))
    trained = fit.fit(told, vectors, examples, ([*map(len, known)], names.sizes))
    told_apart = {"tags": known[0], "labels": known[1]} | {
        some: [*named] for some, named in names._asdict().items()
    }
    export.save(folder, trained, told.hidden, told_apart)
    _LOG.info("encoder: %d documents, written to %s", len(examples), folder)


def networks(jobs: Iterable[tuple[Sequence[Taught], Path]], names: PairNames, table: Table) -> None:
    """Train networks for each set of documents, two at a time."""
    with ProcessPoolExecutor(2, mp_context=get_context("spawn")) as pool:
        running = [
            pool.submit(network, documents, names, table, folder) for documents, folder in jobs
        ]
        for one in running:
            one.result()
