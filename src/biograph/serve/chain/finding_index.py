"""All findings of a run to be narrowed down: a site in, their facets and words out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from biograph.model import Presence
from biograph.serve.chain.subjects import subjects
from biograph.serve.index.facets import Facets, of
from biograph.terms import local_name, name_key
from biograph.view.shelf import INTERVENTION, QUESTION

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from biograph.model import Finding
    from biograph.serve.site import Site

FACETS = ("kind", "analysis", "family", "region", "presence", "sure")
#: What is known stands apart from what is not; readers may ask for both.
KNOWN = ("known", "unknown", "all")


@dataclass(frozen=True, slots=True, kw_only=True)
class Index:
    """The findings in their order with their facets; ``sets`` are what is known and what is not."""

    findings: tuple[Finding, ...]
    facets: Facets
    sets: Mapping[str, int]
    words: tuple[str, ...]

    def saying(self, words: str) -> int:
        """The findings with all of these words in a sentence of theirs, or their id."""
        wanted = name_key(words).split()
        numbers = (n for n, said in enumerate(self.words) if all(word in said for word in wanted))
        return of(numbers, len(self.words))


def index(site: Site) -> Index:
    """The findings that the last run left."""
    found = tuple(site.findings.values())
    values: dict[str, dict[str, list[int]]] = {facet: {} for facet in FACETS}
    for number, one in enumerate(found):
        for facet, named in _values(site, one):
            values[facet].setdefault(named, []).append(number)
    unknown = of((n for n, f in enumerate(found) if not _is_known(f)), len(found))
    facets = Facets(len(found), values)
    sets = {"known": facets.every & ~unknown, "unknown": unknown, "all": facets.every}
    words = tuple(name_key(f"{f.id} {f.sentence.fr} {f.sentence.en}") for f in found)
    return Index(findings=found, facets=facets, sets=sets, words=words)


def _is_known(one: Finding) -> bool:
    return one.presence is not Presence.UNKNOWN and one.kind != QUESTION


def _values(site: Site, one: Finding) -> Iterator[tuple[str, str]]:
    """The facets that a finding has, each with its value: a key, or a word of ours."""
    subject = subjects(site)[one.id]
    yield "analysis", one.analysis
    yield "kind", _kind(one)
    yield "presence", str(one.presence)
    if one.robust is not None:
        yield "sure", "robust" if one.robust else "doubtful"
    yield from (("family", local_name(iri)) for iri in subject.families)
    yield from (("region", local_name(iri)) for iri in subject.regions)


def _kind(one: Finding) -> str:
    if one.kind in {QUESTION, INTERVENTION}:
        return one.kind
    return {"G": "gap", "B": "bottleneck", "T": "trend"}[one.analysis[0]]
