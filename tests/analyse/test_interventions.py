"""Plans: what lowers the loss of the tiny supply network at least cost, and what cannot."""

from __future__ import annotations

import os
from itertools import pairwise

import pytest

from biograph.analyse import plan
from biograph.analyse.findings import Scope
from biograph.analyse.known import Known
from biograph.analyse.method.silence import silenced
from biograph.analyse.plan.costs import Costs, read_costs
from biograph.analyse.plan.dangers import dangers, parts
from biograph.analyse.plan.interventions import interventions
from biograph.analyse.plan.planner import Planner
from biograph.analyse.plan.told import told
from biograph.ask import over
from biograph.errors import DataError, InputError, QueryError
from biograph.model import Statement
from biograph.resources import ontology
from biograph.store import open_store
from biograph.terms import ASSERTED, DATA, ONTOLOGY_GRAPH, RDF, SKOS, bg, local_name
from tests.analyse.conftest import sure
from tests.tiny import TINY, WIDE

HEADER = "id\tmeasure\tabout\tlow\thigh\tunit"
#: A price for each input of the tiny graph that has none.
BAGS = "bags\trequalification-cost\tbags\t2\t4\tMEUR"


@pytest.fixture
def known(ask):
    """What is known of the tiny graph."""
    return Known(ask=ask)


@pytest.fixture
def costs(tmp_path):
    """Write a table of costs and give its path."""

    def written(*rows, header=HEADER):
        path = tmp_path / "costs.tsv"
        path.write_text("\n".join([header, *rows]) + "\n", encoding="utf-8")
        return path

    return written


def ids(found):
    return {one.remedy.id for one in found.chosen}


def middle(found):
    return sum(found.cost) / 2


def lines(outline):
    yield outline.text
    for below in outline.below:
        yield from lines(below)


# --- what is to be lowered -----------------------------------------------------------------------


def test_dangers_are_the_smallest_sets_of_lost_supplies(known):
    """Each is told by who ceases to supply what, with the families that stop by it alone."""
    found = {
        frozenset(tuple(map(local_name, parts(event))) for event in danger.cut): danger
        for danger in dangers(known)
    }
    assert set(found) == {
        frozenset({("sacmaker", "bags")}),
        frozenset({("testlabo", "sterility")}),
        frozenset({("bigcorp", "fixed-bed"), ("bigcorp", "su-bioreactor")}),
        frozenset({("magnetix", "prodigy"), ("spinco", "modular-culture")}),
        frozenset({("magnetix", "prodigy"), ("spinco", "cell-washer")}),
    }
    assert found[frozenset({("sacmaker", "bags")})].loss == 2


def test_two_groups_at_once_count_half(known):
    """A pair weighs half of what a single owner does, two inputs of one owner count whole."""
    found = {frozenset(map(local_name, d.owners)): d for d in dangers(known)}
    assert found[frozenset({"magnetix", "spinco"})].naive.max() == 0.5
    assert found[frozenset({"bigcorp"})].naive.max() == 1


def test_dangers_are_those_of_the_families_in_scope(ask):
    """A plan for CAR-T knows nothing of reactors for AAV."""
    known = Known(ask=ask, scope=Scope(family="autologous_car_t"))
    assert {local_name(o) for d in dangers(known) for o in d.owners} == {
        "sacmaker",
        "magnetix",
        "spinco",
    }
    assert plan(ask, target=0, family="autologous_car_t").total == 1


# --- plans ---------------------------------------------------------------------------------------


def test_a_target_that_is_met_costs_nothing(ask):
    """Where all of the loss may stay nothing is done, and nothing regretted."""
    found = plan(ask, target=1)
    assert (found.reached, found.chosen, found.cost, found.doubt) == (True, (), (0, 0), None)
    assert found.left == pytest.approx(found.loss)
    assert found.exposed == (2, 2)
    assert "rien à dépenser" in found.sentence.fr


def test_a_lower_target_never_costs_less(ask, costs):
    """Step by step the loss falls below the target and the cost does not."""
    table = costs(BAGS)
    plans = [plan(ask, target=share / 10, costs=table) for share in range(10, -1, -1)]
    prices = [middle(found) for found in plans]
    assert prices == sorted(prices)
    assert all(found.left <= found.target * found.loss + 1e-6 for found in plans)
    assert all(found.reached for found in plans)


def test_the_frontier_falls_as_its_cost_rises(ask):
    """From doing nothing to all that helps, each stage leaves less and costs more."""
    stages = plan(ask).frontier
    assert stages[0].remedies == ()
    assert stages[0].share == pytest.approx(1)
    for one, other in pairwise(stages):
        assert other.share < one.share
        assert sum(other.cost) > sum(one.cost)


def test_one_remedy_ends_all_dangers_with_its_input(ask, costs):
    """A second source of the closed automate ends both pairs of which it is a part."""
    found = plan(ask, target=0, costs=costs(BAGS))
    assert ids(found) == {
        "second-source bags",
        "second-source sterility",
        "second-source su-bioreactor",
        "second-source prodigy",
    }
    assert found.left == pytest.approx(0)
    assert found.exposed == (2, 0)


def test_what_has_no_price_is_left_and_told(ask):
    """Nobody states what bags cost: no plan ends that danger, and it is named."""
    found = plan(ask, target=0)
    assert not found.reached
    assert (found.left, found.unpriced.loss) == (pytest.approx(2), pytest.approx(2))
    assert list(map(local_name, found.unpriced.inputs)) == ["bags"]
    assert found.exposed == (2, 2)
    assert found.sentence.fr.startswith("Aucune mesure au coût connu ne ramène")
    assert any("poches à usage unique" in line.fr for line in lines(told(found)))


def test_costs_count_each_family(ask, costs):
    """Bags are requalified for two families: twice the price of one."""
    found = plan(ask, target=0, costs=costs(BAGS))
    (bags,) = (one for one in found.chosen if local_name(one.remedy.input) == "bags")
    assert (bags.remedy.cost, bags.avoids) == ((4, 8), 2)
    assert len(bags.remedy.families) == 2


def test_edited_costs_change_the_plan(ask, costs):
    """Either kind of reactor ends Bigcorp's danger: the cheaper one is taken."""
    assert "second-source su-bioreactor" in ids(plan(ask, target=0))
    row = "mine\trequalification-cost\tfixed-bed\t0\t0.1\tMEUR"
    found = plan(ask, target=0, costs=costs(row))
    assert "second-source fixed-bed" in ids(found)
    assert "second-source su-bioreactor" not in ids(found)
    assert "mine" in {figure.id for one in found.chosen for figure in one.remedy.figures}


def test_own_costs_win_over_those_of_the_same_term(ask, costs):
    """A dearer test in thousands of euros is a dearer plan in millions."""
    row = "mine\trequalification-cost\tservice\t70000000\t90000000\tEUR"
    (test,) = (
        one
        for one in plan(ask, target=0, costs=costs(row)).chosen
        if local_name(one.remedy.input) == "sterility"
    )
    assert test.remedy.cost == pytest.approx((70, 90))


def test_a_stock_that_outlasts_the_search_is_taken_where_it_is_cheap(ask, costs):
    """Ten months of bags for two families, with a year of holding."""
    rows = [
        BAGS,
        "time\trequalification-time\tbags\t5\t10\tmonths",
        "stock\tstock-cost\tbags\t0.01\t0.02\tMEUR",
        "hold\tholding-cost\t\t50\t100\t%/year",
    ]
    found = plan(ask, target=0, costs=costs(*rows))
    (bags,) = (one for one in found.chosen if local_name(one.remedy.input) == "bags")
    assert (bags.remedy.id, bags.remedy.months) == ("stock bags", (10, 10))
    assert bags.remedy.cost == pytest.approx((0.3, 0.8))
    assert bags.name.fr == "stock de 10 mois (poches à usage unique)"
    short = "life\tshelf-life\tbags\t9\t36\tmonths"
    spoiled = plan(ask, target=0, costs=costs(*rows, short))
    assert "second-source bags" in ids(spoiled)


def test_a_line_is_built_where_an_input_is_one(store, ask, costs):
    """What is a kind of production site can be built, at the price of a plant of each class."""
    sterility, site = DATA + "input/sterility", DATA + "input/production-site"
    store.add([Statement(sterility, SKOS + "broader", site, ONTOLOGY_GRAPH)])
    row = "plant\tplant-cost\taav\t0.01\t0.02\tMEUR"
    found = plan(ask, target=0, costs=costs(row))
    (line,) = (one for one in found.chosen if one.remedy.kind == "line")
    assert (line.remedy.id, line.remedy.cost) == ("line sterility", (0.01, 0.02))
    assert not [one for one in plan(ask, target=0).chosen if one.remedy.kind == "line"]


def test_nothing_breaks_a_legal_monopoly(costs):
    """The authorisation hangs on its authority whatever a table says that a second one costs."""
    wide = sure(TINY, WIDE)
    relation = DATA + "rel/ema-suppliesInput-gmp"
    facts = {
        RDF + "type": bg("Relation"),
        RDF + "subject": DATA + "org/ema",
        RDF + "predicate": bg("suppliesInput"),
        RDF + "object": DATA + "input/gmp",
        bg("modality"): bg("asserted"),
    }
    wide.add(Statement(relation, p, o, ASSERTED) for p, o in facts.items())
    free = "law\trequalification-cost\tgmp\t0\t0\tMEUR"
    found = plan(over(wide), target=0, costs=costs(BAGS, free))
    assert not found.reached
    assert found.left == pytest.approx(found.by_law.loss) == pytest.approx(1)
    assert list(map(local_name, found.by_law.inputs)) == ["gmp"]
    assert not [one for one in found.chosen if local_name(one.remedy.input) == "gmp"]
    assert "autorités seules" in found.sentence.fr
    (law,) = (f for f in interventions(Known(ask=over(wide))) if "no others" in f.sentence.en)
    assert (law.value, list(map(local_name, law.subjects))) == (pytest.approx(1), ["gmp"])


def test_regret_is_that_of_the_best_plan_of_each_world(ask, costs):
    """It is never negative and orders as quantiles do, the least worst being on the frontier."""
    found = plan(ask, costs=costs(BAGS))
    doubt = found.doubt
    assert doubt is not None
    assert 0 <= doubt.low <= doubt.mean <= doubt.worst
    assert doubt.high <= doubt.worst
    assert doubt.worth == pytest.approx(middle(found) / (found.loss - found.left))
    assert any(doubt.least == pytest.approx(stage.share) for stage in found.frontier)


def test_a_plan_is_the_same_every_time(ask):
    """Nothing but graph and costs decides it."""
    assert plan(ask, target=0.3) == plan(ask, target=0.3)


@pytest.mark.parametrize("target", [-0.1, 1.5, float("nan")])
def test_a_target_is_a_share(ask, target):
    """Anything else is an error that shows what to give."""
    with pytest.raises(InputError) as error:
        plan(ask, target=target)
    assert "from 0 to 1" in error.value.hint


def test_an_unknown_family_is_an_error(ask):
    """A plan for a family that is not there is no empty plan."""
    with pytest.raises(QueryError):
        plan(ask, family="antimatter")


def test_where_nothing_is_known_there_is_nothing_to_spend():
    """An empty graph has an empty plan and no findings."""
    empty = over(open_store())
    found = plan(empty)
    assert (found.reached, found.loss, found.chosen, found.cost) == (True, 0, (), (0, 0))
    assert list(interventions(Known(ask=empty))) == []


# --- costs ---------------------------------------------------------------------------------------


def test_the_table_of_figures_is_a_table_of_costs():
    """Taken as one's own costs the stated figures change nothing."""
    own = read_costs(ontology() / "figures.tsv")
    for key in ("stoppers", "sterility", "su-bioreactor", "serum"):
        for measure in ("requalification-cost", "stock-cost", "requalification-time"):
            stated = Costs().nearest(DATA + "input/" + key, measure)
            mine = own.nearest(DATA + "input/" + key, measure)
            assert {(f.id, f.low, f.high) for f in mine} == {(f.id, f.low, f.high) for f in stated}


@pytest.mark.parametrize(
    ("row", "word"),
    [
        ("a\tprice\tbags\t1\t2\tMEUR", "measure"),
        ("a\trequalification-cost\tbags\t1\t2\tmonths", "MEUR or EUR"),
        ("a\trequalification-time\tbags\t1\t2\tMEUR", "days or weeks or months"),
        ("a\trequalification-cost\tbags\tfew\t2\tMEUR", "low is 'few'"),
        ("a\trequalification-cost\tbags\t-1\t2\tMEUR", "low is '-1'"),
        ("a\trequalification-cost\tbags\t3\t2\tMEUR", "runs downwards"),
        ("a\trequalification-cost\tbags\t3\t2", "cells"),
    ],
)
def test_a_wrong_row_is_named_with_its_place(costs, row, word):
    """The error tells file, line and mend."""
    with pytest.raises(DataError) as error:
        read_costs(costs(row))
    assert "costs.tsv:2" in error.value.message
    assert word in str(error.value) or all(w in str(error.value) for w in word.split(" or "))


def test_a_table_without_a_needed_column_says_which(costs):
    """The columns that are needed are listed."""
    with pytest.raises(DataError) as error:
        read_costs(costs(header="id\tmeasure\tabout\tlow\thigh"))
    assert "no column unit" in error.value.message


def test_a_missing_table_is_told(tmp_path):
    """A path without a file is an error with its name."""
    with pytest.raises(InputError) as error:
        read_costs(tmp_path / "none.tsv")
    assert "none.tsv" in error.value.message


# --- findings and words --------------------------------------------------------------------------


def test_findings_tell_plan_cost_regret_and_what_is_left(known):
    """One to five findings of one kind, each with evidence and an id of its own."""
    found = list(interventions(known))
    assert 1 <= len(found) <= 5
    assert len({finding.id for finding in found}) == len(found)
    for finding in found:
        assert finding.kind == "intervention"
        assert finding.evidence
        assert finding.caveats
        assert finding.sentence.fr != finding.sentence.en
        assert finding.sentence.fr.endswith(".")
        assert finding.command.startswith("biograph plan --target ")
        assert finding.coverage is not None
        assert 0 <= finding.rank <= 1
    half = found[0]
    assert half.low is not None
    assert half.value is not None
    assert half.high is not None
    assert half.low <= half.value <= half.high
    assert "regret" in half.sentence.fr


def test_every_assumption_is_named(known):
    """The figures that nobody publishes stand in the caveats, each with its range."""
    half = next(iter(interventions(known)))
    told_of = " ".join(caveat.en for caveat in half.caveats)
    planner = Planner(known=known)
    used = {DATA + "figure/" + f.id: f for r in planner.remedies.values() for f in r.figures}
    cited = [used[iri] for iri in half.evidence if iri in used]
    assert cited
    for figure in cited:
        assert figure.basis != "assumption" or figure.label.en in told_of


def test_the_outline_names_measures_and_candidates(ask):
    """Each second source tells who makes something near, none where nobody is known to."""
    found = [line.fr for line in lines(told(plan(ask, target=0)))]
    assert any(
        "deuxième source qualifiée (essai de stérilité) : 0,1 à 2 million" in f for f in found
    )
    assert "candidats (intrants proches) : Spinco" in found
    assert "candidats (intrants proches) : aucun" in found


def test_what_native_code_prints_is_no_data(capfd):
    """The solver's own words never reach the standard output, later ones do."""
    with silenced():
        os.write(1, b"solver\n")
    os.write(1, b"data\n")
    assert capfd.readouterr().out == "data\n"
