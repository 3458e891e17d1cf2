"""The cheapest measures: a share of the loss that may be left in, what to do and its cost out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from biograph.analyse.findings import Scope
from biograph.analyse.known import Known
from biograph.analyse.plan.costs import Costs
from biograph.analyse.plan.planner import Planner
from biograph.analyse.plan.planning import programme
from biograph.analyse.plan.programme import KINDS
from biograph.analyse.plan.told import doubts
from biograph.model import Literal, Text
from biograph.serve.chain.subjects import known
from biograph.serve.page import Answer, Asked, Page
from biograph.table import Table
from biograph.terms import local_name
from biograph.view.matrix import family_axes

if TYPE_CHECKING:
    from collections.abc import Iterator

    from biograph.analyse import Programme
    from biograph.serve.site import Site
    from biograph.view.say import Lang

_TITLE = Text(fr="Les mesures les moins chères", en="The cheapest measures")
_COLUMNS = (
    *("measure", "kind", "input", "cost_low_meur", "cost_high_meur", "months_low", "months_high"),
    *("avoided_stops", "families", "candidates", "assumed"),
)
_TARGET = 50  # % of the expected loss


def plan(site: Site, asked: Asked) -> Answer:
    """The cheapest known measures that leave at most so many percent of the expected loss."""
    target = asked.number("target", _TARGET, low=0, high=100)
    family = asked.one("family")
    found = programme(_planner(site, family), target / 100)
    longest = max((stage.cost[1] for stage in found.frontier), default=0.0) or 1.0
    return Answer(
        template="site/plan.html.j2",
        title=_TITLE,
        values={
            "found": found,
            "target": target,
            "family": family,
            "families": family_axes(known(site).recipes.families()),
            "kinds": KINDS,
            "doubts": tuple(doubts(found)),
            "longest": longest,
        },
        table=Table(columns=_COLUMNS, rows=tuple(_rows(found, asked.lang))),
        data=found,
        styles=("report.css", "site/chain.css", "site/findings.css", "site/whatif.css"),
    )


def warm(site: Site) -> None:
    """Find the dangers and the plans of all families."""
    programme(_planner(site, ""), _TARGET / 100)


def _planner(site: Site, family: str) -> Planner:
    """The planner of one family or of all. Raises QueryError for an unknown family."""
    if not family:
        return site.keep("planner", lambda: Planner(known=known(site), costs=Costs()))
    keys = tuple(map(local_name, known(site).recipes.families(family)))
    scope = Scope(family=family)
    return site.keep(
        ("planner", keys), lambda: Planner(known=Known(ask=site.ask, scope=scope), costs=Costs())
    )


def _rows(found: Programme, lang: Lang) -> Iterator[tuple[str | Literal | None, ...]]:
    for one in found.chosen:
        remedy = one.remedy
        months = remedy.months or (None, None)
        assumed = [f.id for f in remedy.figures if f.basis == "assumption"]
        yield (
            Literal(getattr(one.name, lang)),
            Literal(remedy.kind),
            remedy.input,
            *(Literal(f"{cost:g}") for cost in remedy.cost),
            *(None if m is None else Literal(f"{m:g}") for m in months),
            Literal(f"{one.avoids:.3f}"),
            Literal("; ".join(map(local_name, remedy.families))),
            Literal("; ".join(remedy.candidates)),
            Literal("; ".join(assumed)),
        )


PAGES = (Page(path="/plan", answer=plan),)
