"""The trained model: tokens in, labelled spans out. One small tok2vec for both languages."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from biograph import resources
from biograph.errors import DataError
from biograph.extract.spans import Candidate
from biograph.extract.tokens import sentences
from biograph.terms import ORGANISATION_TYPES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from spacy.language import Language
    from spacy.tokens import Doc
    from spacy.vocab import Vocab

    from biograph.extract.tokens import Tokens

BATCH = 128  # paragraphs a call: more does not help on a CPU
SCORE = 0.7
KINDS = (*ORGANISATION_TYPES, "Site", "Therapy")


def to_doc(vocab: Vocab, tokens: Tokens) -> Doc:
    """The tokens as a spaCy document; several blanks or a line end count as one blank."""
    from spacy.tokens import Doc  # noqa: PLC0415 - spaCy takes a second to import

    spaces = [a < b for a, b in zip(tokens.ends, tokens.starts[1:], strict=False)]
    return Doc(vocab, words=list(tokens.words), spaces=[*spaces, False][: len(tokens.words)])


_FRENCH = ("de", "du", "des", "la", "le", "les", "et", "pour", "d'", "l'", "en", "sur")
_OTHER = ("of", "the", "and", "for", "in", "at", "&", "-", "–", "/", ".", "+", "*", "'")
_CONNECTORS = frozenset((*_FRENCH, *_OTHER))


_NUMERAL = re.compile(r"[IVX]+[ab]?")


class Tagger:
    """The model in memory, with the common words that alone are no name."""

    def __init__(self, nlp: Language, common: frozenset[str] = frozenset()) -> None:
        self._nlp = nlp
        self._common = common

    def tag(self, windows: Iterable[Tokens]) -> Iterator[list[Candidate]]:
        """The names of each window, with the offsets of its tokens.

        Persons are left out, and so are places, classes, diseases and inputs, which the rules read
        better (measured: extract/models/README.md).
        """
        pairs = ((to_doc(self._nlp.vocab, tokens), tokens) for tokens in windows)
        for doc, tokens in self._nlp.pipe(pairs, as_tuples=True, batch_size=BATCH):
            yield [
                Candidate(
                    tokens.starts[span.start],
                    tokens.ends[span.end - 1],
                    span.label_,
                    source="model",
                    score=SCORE,
                )
                for span in doc.ents
                if span.label_ in KINDS and self._is_name(tokens, span.start, span.end)
            ]

    def puzzles(self, tokens: Tokens, found: Sequence[Candidate]) -> Iterator[Tokens]:
        """The sentences with a capitalised word that neither the rules nor the lexicon explain.

        Only these are worth the model's time: it takes four fifths of a full reading.
        """
        if not tokens.words:
            return
        covered = bytearray(tokens.ends[-1] - tokens.starts[0])
        for c in found:
            begin, end = c.start - tokens.starts[0], c.end - tokens.starts[0]
            covered[begin:end] = b"\1" * (end - begin)
        for sentence in sentences(tokens):
            if any(
                word[0].isupper()
                and key not in self._common
                and not covered[start - tokens.starts[0]]
                for word, start, key in zip(
                    sentence.words, sentence.starts, sentence.keys, strict=True
                )
            ):
                yield sentence

    def _is_name(self, tokens: Tokens, start: int, end: int) -> bool:
        """Whether a span looks like a name: capitals at its ends, not made of common words only."""
        words, keys = tokens.words[start:end], tokens.keys[start:end]
        if len(words[-1]) == 1 or _NUMERAL.fullmatch(words[-1]):
            return False  # "phase I", "types I et II": a number, never a name by itself
        if words[0][0].islower() and len(words) == 1:
            return False
        if words[0] in _CONNECTORS or words[-1][0].islower() or keys[-1] in _CONNECTORS:
            return False
        if any(w[0].islower() and k not in _CONNECTORS for w, k in zip(words, keys, strict=True)):
            return False
        return not all(k in self._common or k in _CONNECTORS for k in keys)


@cache
def load(folder: Path | None = None) -> Tagger:
    """The model of ``extract/models`` (or of ``folder``), loaded once a process.

    Raises DataError where there is none.
    """
    import spacy  # noqa: PLC0415 - spaCy takes a second to import

    path = folder or resources.extract() / "models"
    try:
        common = (path / "lexicon.txt").read_text(encoding="utf-8").split()
        return Tagger(spacy.load(path / "ner"), frozenset(common))
    except OSError as error:
        raise DataError(
            f"{path}: no model is there: {error}",
            hint="train it: python -m biograph.extract.train SNAPSHOT",
        ) from error
