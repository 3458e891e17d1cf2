"""Everything that proposes names without a trained model: lists, terms, phrases, codes, amounts."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from biograph import resources, vocabulary
from biograph.extract import codes, dates, lists, money, phrases, registers
from biograph.extract.gazetteer import Gazetteer, Name
from biograph.extract.settle import settle
from biograph.extract.tokens import fold, tokenize, windows

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from biograph.extract.phrases import Phrase
    from biograph.extract.spans import Candidate
    from biograph.extract.tokens import Tokens


class Rules(NamedTuple):
    """The loaded lists and patterns."""

    names: Gazetteer
    terms: Gazetteer
    phrases: tuple[Phrase, ...]

    def propose(
        self, text: str, lang: str, tokens: Tokens, *, start: int, end: int
    ) -> Iterator[Candidate]:
        """Every candidate in ``text[start:end]`` whose tokens are given; they may overlap."""
        yield from money.money(text, start=start, end=end)
        yield from dates.dates(text, start=start, end=end)
        yield from codes.codes(text, start=start, end=end)
        yield from self.names.match(text, tokens)
        yield from self.terms.match(text, tokens)
        yield from phrases.match(self.phrases, text, lang, start=start, end=end)

    def read(self, text: str, lang: str) -> list[Candidate]:
        """The names of a whole text by rules alone, in text order, without overlaps."""
        found: list[Candidate] = []
        for start, end in windows(text):
            tokens = tokenize(text, start=start, end=end)
            found += self.propose(text, lang, tokens, start=start, end=end)
        return settle(text, found)


def common_words() -> frozenset[str]:
    """Folded words that are no name though a list has them as one."""
    path = resources.extract() / "gazetteers" / "common_words.txt"
    return frozenset(fold(w) for w in path.read_text(encoding="utf-8").split())


def generic_phrases() -> frozenset[str]:
    """Folded terms of the ontology that are too general to be a mention."""
    path = resources.extract() / "patterns" / "generic.txt"
    return frozenset(fold(line) for line in path.read_text(encoding="utf-8").splitlines())


def listed_names() -> list[Name]:
    """Organisations, therapies and places of all lists, the surest list first."""
    folder = resources.extract() / "gazetteers"
    registry = resources.bundled_snapshot() / "registries"
    names: Iterable[Iterable[Name]] = (
        lists.public_names(folder),
        lists.actors(folder),
        lists.therapies(folder),
        lists.places(folder),
        lists.communes(registry / "geo_communes.csv"),
        registers.names(registry),
    )
    common = common_words()
    return [n for some in names for n in some if n.text.isupper() or fold(n.text) not in common]


@cache
def load() -> Rules:
    """The rules with the lists of this installation; about a second, once a process."""
    folder = resources.extract() / "gazetteers"
    common = common_words() | generic_phrases()
    found = [*lists.terms(vocabulary.terms()), *lists.diseases(folder)]
    return Rules(
        names=Gazetteer(listed_names()),
        terms=Gazetteer((n for n in found if fold(n.text) not in common), stems=True),
        phrases=phrases.load(resources.extract() / "patterns"),
    )
