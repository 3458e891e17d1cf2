"""The step: documents in, extractions with their mentions (and claims) out.

Text goes paragraph by paragraph through the rules; the trained model reads the sentences that hold
names the rules cannot explain; what both propose is settled over the whole document.
"""

from __future__ import annotations

import hashlib
from itertools import islice
from typing import TYPE_CHECKING

from biograph import __version__, resources
from biograph.extract import ner, rules
from biograph.extract.relations import RelationReader
from biograph.extract.settle import settle
from biograph.extract.tokens import tokenize, windows
from biograph.model import Extraction, Mention, Span

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from pathlib import Path

    from biograph.extract.ner import Tagger
    from biograph.extract.rules import Rules
    from biograph.extract.spans import Candidate
    from biograph.model import Claim, Document

    Relate = Callable[[Document, tuple[Mention, ...]], Iterable[Claim]]

PRODUCER = f"extract@{__version__}"
BATCH = 64


def no_claims(document: Document, mentions: tuple[Mention, ...]) -> Iterable[Claim]:
    """For a reader of names alone."""
    del document, mentions
    return ()


def _mention(text: str, found: Candidate) -> Mention:
    return Mention(
        text=text[found.start : found.end],
        kind=found.kind,
        subtype=found.subtype,
        span=Span(found.start, found.end),
        score=found.score,
    )


class Reader:
    """Reads names, and claims by the function that relates the names.

    ``version`` changes with the code, the models and the lists: what was read with another version
    has to be read again.
    """

    def __init__(
        self, known: Rules, tagger: Tagger | None, relate: Relate, *, version: str = PRODUCER
    ) -> None:
        self._rules = known
        self._tagger = tagger
        self._relate = relate
        self.version = version

    def read(
        self, documents: Iterable[Document], *, batch_size: int = BATCH
    ) -> Iterator[Extraction]:
        """One extraction a document, in order; any text gives a result, the same text the same."""
        stream = iter(documents)
        while batch := tuple(islice(stream, batch_size)):
            for document, found in zip(batch, self._candidates(batch), strict=True):
                mentions = tuple(_mention(document.text, c) for c in settle(document.text, found))
                claims = tuple(self._relate(document, mentions))
                yield Extraction(document=document, mentions=mentions, claims=claims)

    def _candidates(self, batch: Sequence[Document]) -> list[list[Candidate]]:
        """What rules and model propose for each document."""
        found: list[list[Candidate]] = [[] for _ in batch]
        puzzles, owners = [], []
        for number, document in enumerate(batch):
            for start, end in windows(document.text):
                tokens = tokenize(document.text, start=start, end=end)
                proposed = list(
                    self._rules.propose(
                        document.text, document.lang or "fr", tokens, start=start, end=end
                    )
                )
                found[number] += proposed
                if self._tagger:
                    hard = list(self._tagger.puzzles(tokens, proposed))
                    puzzles += hard
                    owners += [number] * len(hard)
        if self._tagger:
            for number, tagged in zip(owners, self._tagger.tag(puzzles), strict=True):
                found[number] += tagged
        return found


def load(relate: Relate | None = None) -> Reader:
    """A reader with the lists and models of this installation.

    ``relate`` takes a document and its mentions and gives the claims; without it the trained
    relation reader does. Raises DataError where a list or a model is missing.
    """
    if relate is None:
        relate = RelationReader.load().read
    return Reader(rules.load(), ner.load(), relate, version=_version(resources.extract()))


def _version(folder: Path) -> str:
    """A digest of the code's version and of every file that reading depends on."""
    found = hashlib.sha256(PRODUCER.encode())
    for name in ("gazetteers", "models", "patterns"):
        for path in sorted((folder / name).rglob("*")):
            if path.is_file() and path.suffix != ".md":  # notes change nothing that is read
                found.update(path.relative_to(folder).as_posix().encode() + path.read_bytes())
    return found.hexdigest()
