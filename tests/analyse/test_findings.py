"""Gaps and bottlenecks: what is found, how it is said, and what is never said."""

from __future__ import annotations

import dataclasses
import re
from typing import TYPE_CHECKING

import pytest

from biograph import analyse
from biograph import ask as questions
from biograph.analyse import all_findings, bottlenecks, gaps
from biograph.analyse import findings as form
from biograph.analyse.bottleneck.points import cuts_by_families
from biograph.analyse.recipes import recipes
from biograph.analyse.supply import supply
from biograph.errors import InputError, QueryError
from biograph.model import Finding, Literal, Presence, Statement, Text
from biograph.store.findings import replace_findings
from biograph.terms import ASSERTED, DATA, RDF, RDFS, REFERENCE, bg, local_name

if TYPE_CHECKING:
    from biograph.ask import Ask
    from biograph.store import EmbeddedStore

AAV = DATA + "family/aav_gene_therapy"
CART = DATA + "family/autologous_car_t"
VERSION = DATA + "doc/{}/v/1"


def by_subject(findings: tuple[Finding, ...], kind: str) -> dict[str, Finding]:
    """The findings of one kind by the key of their first subject."""
    return {local_name(f.subjects[0]): f for f in findings if f.kind == kind}


def makes(store: EmbeddedStore, firm: str, made: str, country: str = "") -> None:
    """Add the fact that a firm supplies an input."""
    maker, relation = DATA + "org/" + firm, f"{DATA}rel/{firm}-{made}"
    facts = {
        RDF + "type": bg("Relation"),
        RDF + "subject": maker,
        RDF + "predicate": bg("suppliesInput"),
        RDF + "object": DATA + "input/" + made,
        bg("modality"): bg("asserted"),
    }
    store.add(Statement(relation, p, o, ASSERTED) for p, o in facts.items())
    store.add([Statement(maker, bg("suppliesInput"), DATA + "input/" + made, ASSERTED)])
    store.add([Statement(maker, RDFS + "label", Literal(firm.title()), REFERENCE)])
    if country:
        store.add([Statement(maker, bg("country"), DATA + "country/" + country, REFERENCE)])


# --- bottlenecks ---------------------------------------------------------------------------------


def test_single_points_of_failure_are_exact(ask: Ask) -> None:
    """The sole bag maker, the owner of both reactor makers and the sole test laboratory."""
    found = by_subject(bottlenecks(ask), "single-point")
    assert {firm: set(map(local_name, f.subjects[1:])) for firm, f in found.items()} == {
        "sacmaker": {"bags", "aav_gene_therapy", "autologous_car_t"},
        "bigcorp": {"su-bioreactor", "fixed-bed", "aav_gene_therapy"},
        "testlabo": {"sterility", "aav_gene_therapy"},
    }
    assert found["sacmaker"].value == 2


def test_pairs_are_exact(ask: Ask) -> None:
    """One route hangs on Magnetix, the other on Spinco: together they are a cut."""
    (pair,) = (f for f in bottlenecks(ask) if f.kind == "cut-pair")
    assert {local_name(iri) for iri in pair.subjects[:2]} == {"magnetix", "spinco"}
    assert "Sans Magnetix ni Spinco" in pair.sentence.fr
    assert pair.value == 1


def test_firms_count_not_lines(store: EmbeddedStore, ask: Ask) -> None:
    """Two makers of one group are one point of failure; sold apart, they are a pair."""
    owner = frozenset({DATA + "org/bigcorp"})
    cuts = cuts_by_families(recipes(ask), supply(ask), (AAV,))
    assert owner in cuts
    bedmaker = "id:rel\\/bedmaker-subsidiaryOf-bigcorp"
    store.update(f"DELETE WHERE {{ GRAPH graph:asserted {{ {bedmaker} ?p ?o }} }}")
    cuts = cuts_by_families(recipes(ask), supply(ask), (AAV,))
    assert owner not in cuts
    assert frozenset({DATA + "org/bigcorp", DATA + "org/bedmaker"}) in cuts


def test_a_possible_second_source_weakens(store: EmbeddedStore, ask: Ask) -> None:
    """Someone makes bioreactors of an untold kind: it may be the second source that none names."""
    found = by_subject(bottlenecks(ask), "single-point")["bigcorp"]
    assert (found.value, found.naive) == (1, 1.0)
    assert found.completed is not None
    assert 0 < found.completed < 1
    assert found.robust is False
    assert "1 fournisseur d'un terme plus général pourrait en faire" in found.sentence.fr
    spinco = "id:rel\\/spinco-suppliesInput-bioreactor"
    store.update(f"DELETE WHERE {{ GRAPH graph:asserted {{ {spinco} ?p ?o }} }}")
    store.update(
        "DELETE DATA { GRAPH graph:asserted "
        "{ id:org\\/spinco bg:suppliesInput id:input\\/bioreactor } }"
    )
    alone = by_subject(bottlenecks(ask), "single-point")["bigcorp"]
    assert alone.robust is True
    assert alone.rank > found.rank


def test_a_doubtful_fact_makes_a_doubtful_bottleneck(ask: Ask) -> None:
    """Testlabo's test rests on one row half as sure as others: it holds in about half the draws."""
    found = by_subject(bottlenecks(ask), "single-point")
    doubtful, sure = found["testlabo"], found["sacmaker"]
    assert doubtful.naive is not None
    assert 0.4 < doubtful.naive < 0.6
    assert doubtful.robust is False
    assert (doubtful.low, doubtful.high) == (0, 1)
    assert (sure.naive, sure.completed, sure.robust) == (1.0, 1.0, True)
    assert (sure.low, sure.high) == (2, 2)


def test_a_bottleneck_tells_what_would_end_it(ask: Ask) -> None:
    """The missing fact is named: another supplier of each input in cause."""
    found = by_subject(bottlenecks(ask), "single-point")["sacmaker"]
    assert found.overturned_by.fr == (
        "un fournisseur hors du groupe Sacmaker, pour chacun de : poches à usage unique"
    )
    assert found.overturned_by.en == (
        "a supplier outside the group of Sacmaker, for each of: single-use bags"
    )


def test_a_second_source_ends_a_bottleneck(store: EmbeddedStore, ask: Ask) -> None:
    """One more maker of bags and the single point is gone: it becomes a pair."""
    makes(store, "sacotte", "bags", "FR")
    found = bottlenecks(ask)
    assert "sacmaker" not in by_subject(found, "single-point")
    pairs = [set(map(local_name, f.subjects[:2])) for f in found if f.kind == "cut-pair"]
    assert {"sacmaker", "sacotte"} in pairs


def test_inputs_without_alternative(ask: Ask) -> None:
    """Sole inputs are found whoever makes them; an alternative or a route ends it."""
    found = by_subject(bottlenecks(ask), "sole-input")
    assert set(found) == {"bags", "stoppers"}
    assert found["bags"].value == 2
    assert "aucun fournisseur connu de biograph" in found["stoppers"].sentence.fr
    assert "no supplier known to biograph" in found["stoppers"].sentence.en


def test_concentration_needs_a_market(store: EmbeddedStore, ask: Ask) -> None:
    """Three makers in one country outside the EU are a concentrated market; one is none."""
    assert not by_subject(bottlenecks(ask), "concentration")
    makes(store, "sacone", "bags", "US")
    makes(store, "sactwo", "bags", "US")
    found = by_subject(bottlenecks(ask), "concentration")
    assert found["bags"].value == 1
    assert "(HHI 1,00), 100 % hors de l'UE" in found["bags"].sentence.fr


def test_holders_of_a_class(store: EmbeddedStore, ask: Ask) -> None:
    """One holder of three medicines of a class is told with its effective number."""
    for number in range(3):
        product = f"{DATA}product/new{number}"
        store.add(
            [
                Statement(DATA + "org/holder", bg("holdsAuthorisation"), product, ASSERTED),
                Statement(product, bg("hasTherapyClass"), DATA + "class/car-t", ASSERTED),
            ]
        )
    found = by_subject(bottlenecks(ask), "concentration")
    assert "4 médicaments" in found["car-t"].sentence.fr
    assert "1,0 titulaires" in found["car-t"].sentence.fr
    assert "car-t" in by_subject(bottlenecks(ask, family="car-t"), "concentration")
    assert "car-t" not in by_subject(bottlenecks(ask, family="aav"), "concentration")


def test_nested_causes_are_named(store: EmbeddedStore, ask: Ask) -> None:
    """A family that stops by an input of a nested recipe tells which."""
    line, graph = DATA + "requirement/autologous_car_t/bags", DATA.replace("id/", "graph/ontology")
    store.add([Statement(line, bg("expandsInto"), AAV, graph)])
    bigcorp = by_subject(bottlenecks(ask), "single-point")["bigcorp"]
    assert bigcorp.value == 2
    assert "bioréacteur à usage unique" in bigcorp.sentence.fr
    assert DATA + "requirement/aav_gene_therapy/fixed-bed" in bigcorp.evidence


# --- gaps ----------------------------------------------------------------------------------------


def test_a_closed_stage_is_a_gap(ask: Ask) -> None:
    """The stage that a complete register shows empty is absent, and names that register."""
    (gap,) = (f for f in gaps(ask) if f.kind == "stage-gap")
    assert gap.presence is Presence.ABSENT_CLOSURE
    assert form.is_gap(gap)
    assert "absente en France" in gap.sentence.fr
    assert "« press » est déclarée complète (2026-01)" in gap.sentence.fr
    assert gap.evidence == (DATA + "coverage/centres",)


def test_without_the_register_the_gap_is_a_gap_of_knowledge(store: EmbeddedStore, ask: Ask) -> None:
    """Take the complete register away and the same stage is merely unknown."""
    store.update("DELETE WHERE { GRAPH graph:reference { id:coverage\\/centres ?p ?o } }")
    found = gaps(ask)
    assert not [f for f in found if f.kind == "stage-gap"]
    unknown = by_subject(found, "stage-unknown")["aav_gene_therapy"]
    assert DATA + "stage/administration" in unknown.subjects
    assert unknown.presence is Presence.UNKNOWN


def test_without_its_sources_a_foreign_input_is_unknown(store: EmbeddedStore, ask: Ask) -> None:
    """Take the documents that name the makers away: no supply gap is left, only ignorance."""
    assert by_subject(gaps(ask), "input-gap")["bags"].value == 1
    coverage = by_subject(gaps(ask), "input-gap")["bags"].coverage
    for source in ("actors", "press1", "press2"):
        store.retract(VERSION.format(source))
    found = gaps(ask)
    assert not by_subject(found, "input-gap")
    bags = by_subject(found, "input-unknown")["bags"]
    assert bags.presence is Presence.UNKNOWN
    assert "aucun fournisseur connu de biograph (couverture 0 %)" in bags.sentence.fr
    assert form.NOT_SUPPLY in bags.caveats
    assert coverage is not None
    assert coverage > 0.5


def test_an_input_with_a_french_maker_is_no_gap(store: EmbeddedStore, ask: Ask) -> None:
    """A French maker ends the gap, a German one leaves it but counts for the EU."""
    makes(store, "sacken", "bags", "DE")
    assert "2 fournisseurs connus, dont 1 dans l'UE" in (
        by_subject(gaps(ask), "input-gap")["bags"].sentence.fr
    )
    makes(store, "sacotte", "bags", "FR")
    assert "bags" not in by_subject(gaps(ask), "input-gap")


def test_a_maker_of_unknown_country_is_told(store: EmbeddedStore, ask: Ask) -> None:
    """It might be French: the sentence says that its country is not known."""
    makes(store, "sacwhere", "bags")
    assert "1 de pays inconnu" in by_subject(gaps(ask), "input-gap")["bags"].sentence.fr


def test_possible_makers_are_told(ask: Ask) -> None:
    """Who sells bioreactors in general may sell this one: the sentence says so, no more."""
    single_use = by_subject(gaps(ask), "input-gap")["su-bioreactor"]
    assert "1 fournisseur d'un terme plus général pourrait" in single_use.sentence.fr
    assert single_use.value == 1
    assert "plus général" not in by_subject(gaps(ask), "input-gap")["bags"].sentence.fr


def test_a_closed_input_is_a_gap(store: EmbeddedStore, ask: Ask) -> None:
    """A register of makers that is complete for France makes the missing maker a gap."""
    said = DATA + "coverage/bags"
    store.add(
        Statement(said, predicate, value, REFERENCE)
        for predicate, value in (
            (RDF + "type", bg("CoverageStatement")),
            (bg("coversInput"), DATA + "input/bags"),
            (bg("inArea"), DATA + "country/FR"),
        )
    )
    gap = by_subject(gaps(ask), "input-gap")["bags"]
    assert gap.presence is Presence.ABSENT_CLOSURE
    assert said in gap.evidence
    assert form.NOT_SUPPLY not in gap.caveats


def test_skills_are_no_missing_supply(ask: Ask) -> None:
    """Skills and site capabilities are not sold: no finding says that nobody supplies them."""
    named = {local_name(s) for f in gaps(ask) for s in f.subjects if f.kind.startswith("input")}
    assert not named & {"vector-design", "qualified-person", "treatment-centre"}


def test_medicines_without_french_record(store: EmbeddedStore, ask: Ask) -> None:
    """With a complete register the missing record is a gap, without it only unknown."""
    (gap,) = (f for f in gaps(ask) if f.kind == "market-gap")
    assert gap.presence is Presence.ABSENT_CLOSURE
    assert gap.sentence.fr.startswith("1 médicament autorisé dans l'UE sur 2 sans fiche dans")
    store.update("DELETE WHERE { GRAPH graph:reference { id:coverage\\/bdpm ?p ?o } }")
    (gap,) = (f for f in gaps(ask) if f.kind == "market-gap")
    assert gap.presence is Presence.UNKNOWN
    assert "sans fiche connue de biograph" in gap.sentence.fr


def test_a_medicine_with_a_record_ends_that_gap(store: EmbeddedStore, ask: Ask) -> None:
    """Once every medicine has its French record there is nothing to tell."""
    beta = DATA + "product/beta"
    store.add([Statement(beta, bg("cis"), Literal("60000002"), REFERENCE)])
    assert not [f for f in gaps(ask) if f.kind == "market-gap"]


# --- both ----------------------------------------------------------------------------------------


@pytest.fixture
def everything(ask: Ask) -> tuple[Finding, ...]:
    """All findings of the tiny graph."""
    return (*gaps(ask), *bottlenecks(ask))


def test_ids_are_unique_and_stable(ask: Ask, everything: tuple[Finding, ...]) -> None:
    """Two runs give the same findings in the same order, each with an id of its own."""
    assert everything == (*gaps(ask), *bottlenecks(ask))
    ids = [finding.id for finding in everything]
    assert len(ids) == len(set(ids))
    assert all(re.fullmatch(r"[a-z-]+-[a-z0-9]{8}", one) for one in ids)


def test_an_id_outlives_new_facts(store: EmbeddedStore, ask: Ask) -> None:
    """A finding keeps its id when its number changes, so that it can be followed."""
    before = by_subject(gaps(ask), "input-gap")["bags"]
    makes(store, "sacone", "bags", "US")
    after = by_subject(gaps(ask), "input-gap")["bags"]
    assert (before.id, before.value, after.value) == (after.id, 1, 2)


def test_findings_are_ranked(ask: Ask) -> None:
    """The weightiest come first: a stated absence before ignorance, two families before one."""
    for found in (gaps(ask), bottlenecks(ask)):
        assert [f.rank for f in found] == sorted((f.rank for f in found), reverse=True)
    assert form.is_gap(gaps(ask)[0])
    assert local_name(bottlenecks(ask)[0].subjects[0]) == "sacmaker"


def test_every_finding_is_whole(everything: tuple[Finding, ...]) -> None:
    """Two languages, evidence, a unit, a command, and a coverage wherever data may lack."""
    for finding in everything:
        assert finding.sentence.fr != finding.sentence.en
        assert finding.sentence.fr.endswith(".")
        assert finding.sentence.en.endswith(".")
        assert finding.evidence
        assert finding.unit.fr
        assert finding.command.startswith("biograph ")
        assert finding.coverage is not None
        assert 0 <= finding.coverage <= 1
        assert 0 <= finding.rank <= 1


def test_ignorance_is_never_called_a_gap(everything: tuple[Finding, ...]) -> None:
    """An unknown finding speaks of what biograph knows, tells the coverage and a caveat."""
    unknown = [f for f in everything if f.presence is Presence.UNKNOWN]
    assert unknown
    for finding in unknown:
        assert "biograph" in finding.sentence.fr
        assert "biograph" in finding.sentence.en
        assert "couverture" in finding.sentence.fr
        assert "absen" not in finding.sentence.fr.lower()
        assert form.NOT_SUPPLY in finding.caveats


def test_commands_reproduce(ask: Ask, everything: tuple[Finding, ...]) -> None:
    """The command of a finding names a question of the library with its own parameters."""
    for finding in everything:
        words = finding.command.split()
        assert words[1] in {"gaps", "bottlenecks", "ask", "whatif", "plan"}
        if words[1] == "ask":
            given = dict(words[n + 1].split("=") for n, w in enumerate(words) if w == "--param")
            assert words[2] in questions.library()
            assert len(ask(words[2], **given)) or finding.presence is Presence.UNKNOWN


def test_one_family_has_its_own_findings(ask: Ask) -> None:
    """Narrowed to a family, only its inputs and stages are told, and the command says so."""
    found = gaps(ask, family="autologous_car_t")
    families = {s for f in found for s in f.subjects if "/family/" in s}
    assert families == {CART}
    assert {f.command for f in found if f.kind == "stage-unknown"} == {
        "biograph gaps --class autologous_car_t --json"
    }
    firms = by_subject(bottlenecks(ask, family="car-t"), "single-point")
    assert set(firms) == {"sacmaker"}


def test_a_region_sees_fewer_actors(ask: Ask) -> None:
    """In Île-de-France the plasmid makers of Lyon are far: an unknown, not a gap."""
    here = by_subject(gaps(ask, region="11"), "input-gap")
    assert here["plasmid-gmp"].presence is Presence.UNKNOWN
    assert "dans la région 11" in here["plasmid-gmp"].sentence.fr
    assert "plasmid-gmp" not in by_subject(gaps(ask, region="84"), "input-gap")


def test_bottlenecks_of_a_region_hang_on_its_firms(ask: Ask) -> None:
    """Only those of a maker based there are kept."""
    assert set(by_subject(bottlenecks(ask, region="84"), "single-point")) == {"testlabo"}
    assert bottlenecks(ask, region="11") == ()


@pytest.mark.parametrize("analysis", [gaps, bottlenecks])
def test_unknown_scopes_are_told(analysis: object, ask: Ask) -> None:
    """A family or region that is not there is an error with a way out, not an empty answer."""
    assert callable(analysis)
    for scope in ({"family": "antimatter"}, {"region": "Atlantis"}):
        with pytest.raises(QueryError) as error:
            analysis(ask, **scope)
        assert error.value.hint


def test_an_empty_graph_has_no_findings() -> None:
    """Where there are no recipes there is nothing to find, and no error."""
    from biograph.store import open_store

    empty = questions.over(open_store())
    assert gaps(empty) == ()
    assert bottlenecks(empty) == ()


# --- words ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("number", "fr", "en"),
    [
        (0, "0 famille de thérapies", "0 therapy families"),
        (1, "1 famille de thérapies", "1 therapy family"),
        (2, "2 familles de thérapies", "2 therapy families"),
    ],
)
def test_plurals(number: int, fr: str, en: str) -> None:
    """French counts nought as singular, English as plural."""
    assert form.families(number) == Text(fr=fr, en=en)


def test_long_lists_are_cut_and_say_so() -> None:
    """A list tells how many names it leaves out."""
    names = [form.plain(letter) for letter in "abcd"]
    assert form.listed(names, most=4).fr == "a, b, c, d"
    assert form.listed(names, most=2) == Text(fr="a, b, et 2 de plus", en="a, b, and 2 more")


def test_numbers_follow_the_language() -> None:
    """Comma and spaced percent in French."""
    assert form.decimal(0.625) == Text(fr="0,62", en="0.62")
    assert form.percent(0.4) == Text(fr="40 %", en="40%")
    assert form.known_share(None).en == "(coverage unknown)"


@pytest.mark.parametrize(
    ("scope", "command"),
    [
        (form.Scope(), "biograph gaps --json"),
        (form.Scope(family=AAV), "biograph gaps --class aav_gene_therapy --json"),
        (form.Scope(region="84"), "biograph gaps --region 84 --json"),
        (form.Scope(region="Pays de la Loire"), 'biograph gaps --region "Pays de la Loire" --json'),
    ],
)
def test_commands(scope: form.Scope, command: str) -> None:
    """A command repeats the scope, quoted where it has spaces."""
    assert scope.command("gaps") == command


def test_rank_breaks_ties_by_id(everything: tuple[Finding, ...]) -> None:
    """The order does not depend on the order in which findings came."""
    level = [dataclasses.replace(f, rank=0.5) for f in everything]
    assert form.ranked(reversed(level)) == form.ranked(level)


def test_all_findings_are_those_of_both_commands(ask: Ask) -> None:
    """What a run keeps is what `gaps` and `bottlenecks` give, each once, the weightiest first."""
    found = all_findings(ask)
    apart = {finding.id: finding for finding in (*gaps(ask), *bottlenecks(ask))}
    assert {finding.id: finding for finding in found} == apart
    assert len(found) == len(apart)
    assert list(found) == sorted(found, key=lambda finding: (-finding.rank, finding.id))


@pytest.mark.parametrize("kept", ["as it is", "under another analysis", "not at all"])
def test_a_finding_is_found_by_its_id_whatever_the_last_run_kept(
    store: EmbeddedStore, ask: Ask, kept: str
) -> None:
    """What was kept says where to look first; what is given is found in the graph as it is now."""
    one, *_, last = all_findings(ask)
    other = "T2" if one.analysis != "T2" else "G1"
    told = {
        "as it is": [one, last],
        "under another analysis": [dataclasses.replace(one, analysis=other)],
    }
    replace_findings(store, told.get(kept, ()), date="2026-11-27")
    now = questions.over(store)
    assert analyse.finding(now, one.id) == one
    assert analyse.finding(now, last.id) == last


def test_a_finding_that_no_longer_holds_is_told_though_it_was_kept(
    store: EmbeddedStore, ask: Ask
) -> None:
    """The graph of the last run is no proof."""
    gone = dataclasses.replace(all_findings(ask)[0], id="single-point-00000000")
    replace_findings(store, [gone], date="2026-11-27")
    with pytest.raises(InputError, match="single-point-00000000"):
        analyse.finding(questions.over(store), gone.id)
