"""Marked texts as the reader of relations wants them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from biograph.extract import pipeline, rules
from biograph.extract.encoder import tagger
from biograph.extract.relations import Named
from biograph.extract.sequence import Sequencer

if TYPE_CHECKING:
    from collections.abc import Sequence

    from biograph.extract.encoder.words import Words
    from biograph.model import Document, Mention


def words(text: str, lang: str) -> Words:
    """The words of a text as the shipped encoder sees them."""
    ruled = rules.load().read(text, lang or "fr")
    return pipeline.propose(text, lang or "fr", ruled, Sequencer(tagger.load()))[1]


def named(document: Document, mentions: Sequence[Mention]) -> Named:
    """A document with given mentions."""
    return Named(document, mentions, words(document.text, document.lang))
