"""The cheapest measures for a target in the address."""

import csv
import io

import pytest

from biograph.serve.page import Asked
from biograph.serve.pages.plan import plan


def test_the_page_says_what_the_graph_says(client, site):
    """As data it is the programme of the graph itself."""
    told = client.get("/en/plan.json?target=40").json()
    expected = site.kg.plan(target=0.4)
    assert told["sentence"]["en"] == expected.sentence.en
    assert [c["remedy"]["id"] for c in told["chosen"]] == [c.remedy.id for c in expected.chosen]


def test_a_lower_target_never_costs_less(site):
    """The frontier is one: less loss, more euros."""
    costs = [sum(plan(site, _asked(target)).data.cost) for target in (80, 50, 20)]
    assert costs == sorted(costs)


def test_each_measure_is_a_row_with_what_its_cost_assumes(client, site):
    """A cost that nobody published says which figures it supposes; unknown times are empty."""
    rows = list(csv.DictReader(io.StringIO(client.get("/fr/plan.csv?target=30").text)))
    chosen = plan(site, _asked(30)).data.chosen
    assert chosen
    for row, one in zip(rows, chosen, strict=True):
        supposed = [f.id for f in one.remedy.figures if f.basis == "assumption"]
        assert row["assumed"] == "; ".join(supposed)
        assert (row["months_low"] == "") == (one.remedy.months is None)
        assert float(row["cost_low_meur"]) <= float(row["cost_high_meur"])


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_the_page_bears_its_caveats(client, site, lang):
    """Every assumption stands on it, by its name."""
    page = client.get(f"/{lang}/plan?target=30").text
    found = plan(site, _asked(30)).data
    assert page.count("<li>") >= len(found.caveats)
    assert ("coût supposé" if lang == "fr" else "assumed cost") in page


@pytest.mark.parametrize("query", ["target=101", "target=-1", "target=half", "family=nope"])
def test_another_target_or_family_is_refused(client, query):
    """With a hint of what can be asked."""
    answer = client.get(f"/en/plan?{query}")
    assert answer.status_code == 400
    assert "→" in answer.text


def test_one_family_costs_no_more_than_all(site):
    """What one needs is a part of what all need."""
    one = plan(site, Asked(query={"target": ("20",), "family": ("mrna_vaccine",)})).data
    assert one.total == 1
    assert sum(one.cost) <= sum(plan(site, _asked(20)).data.cost)


def _asked(target):
    return Asked(query={"target": (str(target),)})
