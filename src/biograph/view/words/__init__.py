"""The fixed words of the pages, each in French and English."""

from __future__ import annotations

from functools import cache
from types import MappingProxyType
from typing import TYPE_CHECKING

from biograph.view.say import pick
from biograph.view.words import (
    graph,
    handbook,
    report,
    site,
    site_browse,
    site_chain,
    site_data,
    site_entity,
    site_findings,
    site_graph,
    site_map,
    site_questions,
    site_sparql,
    site_whatif,
    structure,
    sure,
    updates,
)

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
        **site.WORDS,
        **site_browse.WORDS,
        **site_chain.WORDS,
        **site_findings.WORDS,
        **site_graph.WORDS,
        **site_whatif.WORDS,
        **site_data.WORDS,
        **site_entity.WORDS,
        **site_map.WORDS,
        **site_questions.WORDS,
        **site_sparql.WORDS,
    }
)


@cache
def words(lang: Lang) -> Mapping[str, str]:
    """All fixed words in one language, by key."""
    return MappingProxyType({key: pick(text, lang) for key, text in WORDS.items()})
