"""The step: documents in, extractions with their mentions (and claims) out.

Rules read a text by lists, terms and patterns; the encoder reads its sentences knowing what
the rules say; of what both propose the likeliest reading is chosen over the whole document.
"""

from __future__ import annotations

import gc
import hashlib
from bisect import bisect_left
from typing import TYPE_CHECKING

from biograph import __version__, resources
from biograph.extract import choose, rules
from biograph.extract.encoder import tagger
from biograph.extract.relations import Named, RelationReader
from biograph.extract.sequence import Sequencer
from biograph.extract.settle import repeats, second_forms
from biograph.extract.spans import longest
from biograph.extract.tokens import read_sentences
from biograph.model import Extraction, Mention, Span

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from biograph.extract.choose import Chooser, Proposal
    from biograph.extract.encoder.words import Words
    from biograph.extract.rules import Rules
    from biograph.extract.spans import Candidate
    from biograph.model import Claim, Document

    Found = Sequence[Named]
    Relate = Callable[[Found], Iterable[Iterable[Claim]]]

PRODUCER = f"extract@{__version__}"


_TOGETHER = 100_000  # characters of the texts that are read at once: some seconds of work


def no_claims(found: Found) -> Iterable[Iterable[Claim]]:
    """For a reader of names alone."""
    return ((),) * len(found)


def _batches(documents: Iterable[Document]) -> Iterator[list[Document]]:
    """Documents to be read at once; a long one by itself, so that memory stays bounded."""
    batch: list[Document] = []
    length = 0
    for document in documents:
        if batch and length + len(document.text) > _TOGETHER:
            yield batch
            batch, length = [], 0
        batch.append(document)
        length += len(document.text)
    if batch:
        yield batch


def mention(text: str, found: Candidate) -> Mention:
    """A chosen name as a mention of the text."""
    return Mention(
        text=text[found.start : found.end],
        kind=found.kind,
        subtype=found.subtype,
        span=Span(found.start, found.end),
        score=found.score,
    )


def propose(
    text: str, lang: str, ruled: list[Candidate], sequencer: Sequencer
) -> tuple[list[Proposal], Words]:
    """Every span that the rules (``ruled``, in text order) or the model propose for a text.

    With its words as the model sees them.
    """
    ends = [c.end for c in ruled]
    starts = [c.start for c in ruled]
    sentences = [
        (t, ruled[bisect_left(ends, t.starts[0]) : bisect_left(starts, t.ends[-1])])
        for t in read_sentences(text)
    ]
    seen, asked, words = sequencer.read(sentences)
    return choose.proposals(text, lang, ruled, seen, asked), words


def chosen(text: str, chooser: Chooser, made: Iterable[Proposal]) -> list[Candidate]:
    """The likeliest names of a text, in text order, without overlaps.

    With their forms in brackets, and with further places of either.
    """
    kept = second_forms(text, chooser.choose(made))
    return longest([*kept, *repeats(text, kept)])


class Reader:
    """Reads names, and claims by the function that relates the names.

    ``version`` changes with the code, the models and the lists: what was read with another version
    has to be read again. Without a ``model`` the rules alone read.
    """

    def __init__(
        self,
        known: Rules,
        model: tuple[Sequencer, Chooser] | None,
        relate: Relate,
        *,
        version: str = PRODUCER,
    ) -> None:
        self._rules = known
        self._model = model
        self._relate = relate
        self.version = version

    def read(self, documents: Iterable[Document]) -> Iterator[Extraction]:
        """One extraction a document, in order; any text gives a result, the same text the same."""
        for batch in _batches(documents):
            found = [self._named(document) for document in batch]
            for one, claims in zip(found, self._relate(found), strict=True):
                mentions = tuple(one.mentions)
                yield Extraction(document=one.document, mentions=mentions, claims=tuple(claims))

    def _named(self, document: Document) -> Named:
        text = document.text
        candidates, words = self._names(text, document.lang or "fr")
        return Named(document, [mention(text, c) for c in candidates], words)

    def _names(self, text: str, lang: str) -> tuple[list[Candidate], Words | None]:
        ruled = self._rules.read(text, lang)
        if self._model is None:
            return ruled, None
        sequencer, chooser = self._model
        made, words = propose(text, lang, ruled, sequencer)
        return chosen(text, chooser, made), words


def load(relate: Relate | None = None) -> Reader:
    """A reader with the lists and models of this installation.

    ``relate`` takes documents with their mentions and gives the claims of each; without it the
    trained relation reader does. Raises DataError where a list or a model is missing.
    """
    if relate is None:
        relate = RelationReader.load().read
    model = Sequencer(tagger.load()), choose.load()
    reader = Reader(rules.load(), model, relate, version=version())
    gc.freeze()  # lists and models stay: nobody shall look through them for garbage again and again
    return reader


def version() -> str:
    """A digest of the code's version and of every file that reading depends on."""
    folder = resources.extract()
    found = hashlib.sha256(PRODUCER.encode())
    for name in ("gazetteers", "models", "patterns"):
        for path in sorted((folder / name).rglob("*")):
            if path.is_file() and path.suffix != ".md":  # notes change nothing that is read
                found.update(path.relative_to(folder).as_posix().encode() + path.read_bytes())
    return found.hexdigest()
