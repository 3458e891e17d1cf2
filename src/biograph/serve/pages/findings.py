"""All findings with facets, and each with its proof, its graph and what follows of it."""

from __future__ import annotations

from dataclasses import asdict
from itertools import takewhile
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from biograph import analyse, ask
from biograph.analyse.catalogue import ANALYSES
from biograph.analyse.whatif.things import KINDS
from biograph.model import Literal, Text
from biograph.serve.chain.finding_index import FACETS, KNOWN, index
from biograph.serve.chain.subjects import known, subjects
from biograph.serve.drawings import drawing
from biograph.serve.index.facets import UNKNOWN, members
from biograph.serve.page import Answer, Asked, NotFound, Page
from biograph.store.findings import finding_iri
from biograph.table import Table
from biograph.terms import DATA, FINDINGS, compact, local_name
from biograph.view.drawing import draw
from biograph.view.graph import MOST_NODES, check_size
from biograph.view.proofs import bounded, quotes, size
from biograph.view.shelf import INTERVENTION

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from biograph.ask.library import Question
    from biograph.model import Finding
    from biograph.serve.site import Site

_TITLE = Text(fr="Les constats", en="Findings")
_COLUMNS = (
    *("rank", "id", "analysis", "kind", "presence", "sentence", "value", "unit", "low", "high"),
    *("coverage", "robust", "command"),
)
_SHOWN, _FIRST_NODES, _QUOTES = 25, 60, 6
#: Removals that make sense at once: of more, nobody asks.
_MOST_GONE = 3
_DESCRIBED = (
    "PREFIX graph: <https://w3id.org/biograph/graph/>\n"
    "SELECT ?says ?what {{ GRAPH graph:findings {{ <{iri}> ?says ?what }} }}"
)


def findings(site: Site, asked: Asked) -> Answer:
    """The findings with the values asked for, as ranked, so many a page."""
    every = site.keep("finding-index", lambda: index(site))
    chosen = {facet: asked.many(facet) for facet in FACETS}
    which = asked.one("known") if asked.one("known") in KNOWN else KNOWN[0]
    said = every.saying(asked.one("q")[:200])
    found = [
        every.findings[number]
        for number in members(every.facets.matching(chosen, every.sets[which] & said))
    ]
    last = max(1, -(-len(found) // _SHOWN))
    number = min(asked.number("page", 1, low=1, high=10_000), last)
    first = (number - 1) * _SHOWN
    values = {
        "which": which,
        "groups": {
            name: every.facets.matching(chosen, every.sets[name] & said).bit_count()
            for name in KNOWN
        },
        "counts": _ordered(every.facets.counts(chosen, every.sets[which] & said)),
        "chosen": chosen,
        "labels": _labels(site),
        "words": asked.one("q"),
        "total": len(found),
        "shown": list(enumerate(found[first : first + _SHOWN], start=first + 1)),
        "number": number,
        "last": last,
        "titles": _titles(),
    }
    return Answer(
        template="site/findings.html.j2",
        title=_TITLE,
        values=values,
        data={"total": len(found), "findings": found},
        table=Table(columns=_COLUMNS, rows=tuple(_rows(found, asked))),
        statements=site.kg.store.about([finding_iri(one.id) for one in found], FINDINGS),
        styles=("report.css", "site/chain.css", "site/findings.css"),
    )


def finding(site: Site, asked: Asked) -> Answer:
    """One finding: its number, its proof, what would overturn it, how anybody obtains it again."""
    one = _found(site, asked)
    proof = site.lately(("proof", one.id), lambda: analyse.explain(site.ask, one))
    whole = asked.one("proof") == "all"
    values = {
        "f": one,
        "proof": bounded(proof, most=size(proof) if whole else _FIRST_NODES),
        "proof_size": size(proof) - 1,
        "whole": whole,
        "quotes": quotes(proof, most=_QUOTES),
        "titles": _titles(),
        "about": subjects(site)[one.id],
        "drawable": 0 < len(one.evidence) <= MOST_NODES,
        "without": without(one),
        "remedies": _remedies(site, one),
        "question": _question(one),
        "query": _DESCRIBED.format(iri=finding_iri(one.id)),
    }
    return Answer(
        template="site/finding.html.j2",
        title=one.sentence,
        values=values,
        data={"finding": one, "proof": proof},
        statements=site.kg.store.about([finding_iri(one.id)], FINDINGS),
        styles=("report.css", "site/chain.css", "site/findings.css"),
    )


def graph(site: Site, asked: Asked) -> Answer:
    """The graph of a finding as a page that stands alone, to be shown in a frame or saved.

    Raises UsageError where it has more things than anybody can read in a picture.
    """
    one = _found(site, asked)
    check_size(len(one.evidence), one.sentence)
    return drawing(one.sentence, draw(site.ask, one, lang=asked.lang).text)


def _found(site: Site, asked: Asked) -> Finding:
    one = site.findings.get(asked.path["id"])
    if one is None:
        raise NotFound(
            f"the last run left no finding '{asked.path['id'][:80]}'",
            hint="its id changes where what it is about does; look for it among /findings",
        )
    return one


def without(one: Finding) -> tuple[str, ...]:
    """What would have to be gone for a finding to show, in short: its first subjects of one kind.

    Empty where these are too many to be meant together, or nothing that a what-if takes away.
    """
    kinds = [iri.removeprefix(DATA).partition("/")[0] for iri in one.subjects]
    same = takewhile(lambda pair: pair[1] == kinds[0], zip(one.subjects, kinds, strict=True))
    first = [compact(iri) for iri, kind in same if kind in KINDS]
    return tuple(first) if len(first) <= _MOST_GONE else ()


def _ordered(counts: Mapping[str, Mapping[str, int]]) -> dict[str, list[tuple[str, int]]]:
    """The values of each facet, the most frequent first, what nobody says last."""
    return {
        facet: sorted(counts[facet].items(), key=lambda p: (p[0] == UNKNOWN, -p[1], p[0]))
        for facet in FACETS
    }


def _labels(site: Site) -> dict[str, dict[str, Text]]:
    """What the values of facets are called, where they are no words of ours."""
    keyed = {"family": known(site).recipes.lines, "region": _regions(site)}
    named = {
        facet: {local_name(iri): site.name(iri) for iri in iris} for facet, iris in keyed.items()
    }
    return {"analysis": dict(_titles()), **named}


def _regions(site: Site) -> set[str]:
    return {iri for one in subjects(site).values() for iri in one.regions}


def _titles() -> Mapping[str, Text]:
    return {analysis.id: analysis.title for analysis in ANALYSES}


def _remedies(site: Site, one: Finding) -> list[Finding]:
    """The interventions that act on an input of this finding."""
    inputs = {iri for iri in one.subjects if iri.startswith(f"{DATA}input/")}
    same = (f for f in site.findings.values() if f.kind == INTERVENTION and f.id != one.id)
    return [f for f in same if inputs & set(f.subjects)]


def _question(one: Finding) -> tuple[Question, str] | None:
    """The question of the library that gives the number again, and the query of its page."""
    words = one.command.split()
    if words[:2] != ["biograph", "ask"] or words[2] not in ask.library():
        return None
    given = [word.partition("=") for word in words if "=" in word]
    return ask.library()[words[2]], urlencode([(name, value) for name, _, value in given])


def _rows(found: Sequence[Finding], asked: Asked) -> Iterator[tuple[Literal | None, ...]]:
    for place, one in enumerate(found, start=1):
        told = asdict(one) | {
            "rank": place,
            "sentence": getattr(one.sentence, asked.lang),
            "unit": getattr(one.unit, asked.lang),
            "robust": {True: "robust", False: "doubtful", None: None}[one.robust],
        }
        yield tuple(_cell(told[column]) for column in _COLUMNS)


def _cell(value: object) -> Literal | None:
    return None if value is None else Literal(str(value))


PAGES = (
    Page(path="/findings", answer=findings),
    Page(path="/findings/{id}", answer=finding),
    Page(path="/findings/{id}/graph", answer=graph),
)
