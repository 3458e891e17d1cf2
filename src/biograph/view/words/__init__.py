"""The fixed words of the pages, each in French and English."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from biograph.view.say import pick
from biograph.view.words import graph, handbook, report, structure, sure, updates

if TYPE_CHECKING:
    from collections.abc import Mapping

    from biograph.model import Text
    from biograph.view.say import Lang

WORDS: Mapping[str, Text] = MappingProxyType(
    {
        **report.WORDS,
        **sure.WORDS,
        **graph.WORDS,
        **handbook.WORDS,
        **structure.WORDS,
        **updates.WORDS,
    }
)


def words(lang: Lang) -> Mapping[str, str]:
    """All fixed words in one language, by key."""
    return MappingProxyType({key: pick(text, lang) for key, text in WORDS.items()})
