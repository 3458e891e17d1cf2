"""Findings as quads in a graph of their own."""

from __future__ import annotations

from biograph.model import Finding, Presence, Text
from biograph.store import open_store
from biograph.store.findings import finding, finding_iri, replace_findings
from biograph.terms import ASSERTED, DATA, DCTERMS, FINDINGS, RDF, bg

MAKER, BAGS = DATA + "org/sacmaker", DATA + "input/bags"


def found(key: str = "single-point-1", **more: object) -> Finding:
    """A finding with all it may state."""
    told = {
        "kind": "single-point",
        "analysis": "B1",
        "sentence": Text(fr="Sans Sacmaker...", en="Without Sacmaker..."),
        "value": 2.0,
        "unit": Text(fr="familles", en="families"),
        "low": 1.0,
        "high": 2.5,
        "coverage": 1 / 3,
        "subjects": (MAKER, BAGS),
        "evidence": (DATA + "rel/1", DATA + "rel/1", DATA + "rel/2"),
        "command": "biograph bottlenecks --json",
        "naive": 0.95,
        "completed": 0.4,
        "overturned_by": Text(fr="un second fournisseur", en="a second supplier"),
    }
    return Finding(id=key, **(told | more))  # type: ignore[arg-type]


def said(one: Finding) -> dict[str, list[object]]:
    """What is stated of a finding, by predicate."""
    stated: dict[str, list[object]] = {}
    for quad in finding(one, date="2026-05-19"):
        assert quad.subject == finding_iri(one.id)
        assert quad.graph == FINDINGS
        value = quad.object if isinstance(quad.object, str) else quad.object.value
        stated.setdefault(quad.predicate, []).append(value)
    return stated


def test_a_finding_says_all_it_rests_on() -> None:
    """Number, bounds, shares of draws, date, both sentences, subjects and grounds are stated."""
    stated = said(found())
    assert stated[RDF + "type"] == [bg("Finding")]
    assert stated[bg("findingValue")] == ["2"]
    assert (stated[bg("lowerBound")], stated[bg("upperBound")]) == (["1"], ["2.5"])
    assert stated[bg("coverageShare")] == ["0.333333333"]
    assert (stated[bg("heldNaive")], stated[bg("heldCompleted")]) == (["0.95"], ["0.4"])
    assert stated[DCTERMS + "issued"] == ["2026-05-19"]
    assert set(stated[DCTERMS + "description"]) == {"Sans Sacmaker...", "Without Sacmaker..."}
    assert len(stated[bg("overturnedBy")]) == 2
    assert stated[bg("findingAbout")] == [BAGS, MAKER]
    assert stated[bg("restsOn")] == [DATA + "rel/1", DATA + "rel/2"]


def test_what_is_not_known_is_not_stated() -> None:
    """No number is made up for a value, bound or share that a finding does not have."""
    bare = found(value=None, low=None, high=None, coverage=None, naive=None, completed=None)
    assert not set(said(bare)) & {
        bg(name)
        for name in (
            "findingValue",
            "lowerBound",
            "upperBound",
            "coverageShare",
            "heldNaive",
            "heldCompleted",
        )
    }
    assert bg("upperBound") not in said(found(high=float("inf")))
    assert said(found(presence=Presence.UNKNOWN))[bg("presence")] == ["unknown"]


def test_findings_take_the_place_of_those_before() -> None:
    """The graph of findings holds those of the last run; no other graph is touched."""
    store = open_store()
    replace_findings(store, [found("a"), found("b")], date="2026-01-26")
    replace_findings(store, [found("b")], date="2026-05-19")
    query = f"SELECT ?f ?d {{ GRAPH <{FINDINGS}> {{ ?f a bg:Finding ; dcterms:issued ?d }} }}"
    assert store.select(query).column("f") == (finding_iri("b"),)
    assert not list(store.quads(ASSERTED))
    before = store.count()
    replace_findings(store, [found("b")], date="2026-05-19")
    assert store.count() == before
