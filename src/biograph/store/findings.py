"""Findings as quads: what the analyses found at last, in a graph of its own."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from biograph.model import Literal, Statement
from biograph.terms import DATA, DCTERMS, FINDINGS, RDF, XSD, bg

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from biograph.model import Finding
    from biograph.store.base import GraphStore


def replace_findings(store: GraphStore, found: Iterable[Finding], *, date: str) -> None:
    """Put the findings in place of those of the last run. ``date`` is that of the newest data."""
    store.clear(FINDINGS)
    store.add(s for one in found for s in finding(one, date=date))


def finding_iri(identity: str) -> str:
    """The node of a finding by its id."""
    return f"{DATA}finding/{identity}"


def finding(found: Finding, *, date: str) -> Iterator[Statement]:
    """The quads of one finding."""
    node = finding_iri(found.id)
    texts = {
        bg("analysis"): found.analysis,
        bg("findingKind"): found.kind,
        bg("presence"): found.presence,
        bg("reproducedBy"): found.command,
        DCTERMS + "issued": date,
    }
    numbers = {
        "findingValue": found.value,
        "lowerBound": found.low,
        "upperBound": found.high,
        "coverageShare": found.coverage,
        "heldNaive": found.naive,
        "heldCompleted": found.completed,
    }
    yield Statement(node, RDF + "type", bg("Finding"), FINDINGS)
    for predicate, text in texts.items():
        if text:
            yield Statement(node, predicate, Literal(text), FINDINGS)
    for name, number in numbers.items():
        if number is not None and math.isfinite(number):  # no bound is no number
            yield Statement(node, bg(name), _decimal(number), FINDINGS)
    spoken = {DCTERMS + "description": found.sentence, bg("overturnedBy"): found.overturned_by}
    for predicate, said in spoken.items():
        for lang, text in (("fr", said.fr), ("en", said.en)):
            if text:
                yield Statement(node, predicate, Literal(text, lang=lang), FINDINGS)
    for name, things in (("findingAbout", found.subjects), ("restsOn", found.evidence)):
        for iri in sorted(set(things)):
            yield Statement(node, bg(name), iri, FINDINGS)


def _decimal(number: float) -> Literal:
    """Nine decimals say all that a finding means, and the same on every machine."""
    text = f"{number:.9f}".rstrip("0").rstrip(".")
    return Literal("0" if text in {"", "-0"} else text, XSD + "decimal")
