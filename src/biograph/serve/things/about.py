"""What rests on a thing, who disagrees about it, and how it came to be one: by its IRI."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from biograph.ask import over

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from biograph.model import Finding
    from biograph.serve.site import Site
    from biograph.serve.things.facts import Fact

Row = dict[str, Any]

_ROWS = """#+ params: thing=iri
SELECT DISTINCT ?row ?quote ?version {
  VALUES ?thing { UNDEF }
  GRAPH ?version { ?evidence bg:describes ?thing ; bg:quote ?quote ; bg:row ?row }
} ORDER BY ?row ?version
"""
_FORMER = """#+ params: thing=iri
SELECT DISTINCT ?name ?since ?until {
  VALUES ?thing { UNDEF }
  GRAPH ?version {
    ?evidence bg:describes ?thing ; bg:statedName ?name .
    OPTIONAL { ?evidence bg:statedDate ?since }
    OPTIONAL { ?evidence bg:statedUntil ?until }
  }
} ORDER BY COALESCE(STR(?until), STR(?since), "") STR(?name)
"""
_IDENTITY = """#+ params: thing=iri
SELECT DISTINCT ?entry ?reason ?confidence {
  VALUES ?thing { UNDEF }
  GRAPH graph:identity {
    ?link bg:entity ?thing ; bg:registerEntry ?entry .
    OPTIONAL { ?link bg:justification ?reason }
    OPTIONAL { ?link bg:confidence ?confidence }
  }
} ORDER BY ?entry ?reason
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class About:
    """What else there is to say of a thing.

    ``changes`` and ``amounts`` are rows of the questions on updates and contradictions, ``parents``
    the IRIs of several mother companies, ``identity`` register entries that were found to be it
    with the reason, ``rows`` the register rows that describe it with their words, ``former`` the
    names that it bore before with their dates, the oldest first.
    """

    findings: Sequence[Finding]
    changes: Sequence[Row]
    parents: Sequence[str]
    amounts: Sequence[Row]
    identity: Sequence[Row]
    rows: Sequence[Row]
    former: Sequence[Row]


def about(site: Site, thing: str, facts: Sequence[Fact]) -> About:
    """What the findings, the log and the identity decisions tell of a thing and its facts."""
    ask = over(site.kg.store)
    changes = site.keep("changes by thing", lambda: _by(site, "quality/update-changes", "thing"))
    rivals = site.keep("conflicts by thing", lambda: _by(site, "quality/contradictions", "about"))
    relations = [fact.iri for fact in facts]
    return About(
        findings=findings_on(site).get(thing, ()),
        changes=[row for one in (thing, *relations) for row in changes.get(one, ())],
        parents=sorted({p for row in rivals.get(thing, ()) for p in (row["one"], row["other"])}),
        amounts=[row for one in relations for row in rivals.get(one, ())],
        identity=list(ask(_IDENTITY, thing=thing).records()),
        rows=list(ask(_ROWS, thing=thing).records()),
        former=list(ask(_FORMER, thing=thing).records()),
    )


def findings_on(site: Site) -> Mapping[str, Sequence[Finding]]:
    """The findings by the things that they are about and by the facts that they rest on."""
    return site.keep("findings by thing", lambda: _findings_on(site))


def _findings_on(site: Site) -> Mapping[str, Sequence[Finding]]:
    found: dict[str, list[Finding]] = defaultdict(list)
    for finding in site.findings.values():
        for iri in dict.fromkeys((*finding.subjects, *finding.evidence)):
            found[iri].append(finding)
    return found


def _by(site: Site, question: str, column: str) -> Mapping[str, Sequence[Row]]:
    found: dict[str, list[Row]] = defaultdict(list)
    for row in over(site.kg.store)(question).records():
        found[row[column]].append(row)
    return found
