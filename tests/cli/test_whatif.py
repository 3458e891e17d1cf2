"""``biograph whatif`` and ``biograph plan`` on a workspace that holds the tiny graph."""

import json

import pytest

from biograph.api import GRAPH_FOLDER
from biograph.store import open_store
from tests.tiny import TINY


@pytest.fixture(scope="module")
def tiny(tmp_path_factory):
    """A workspace with the tiny graph on disk."""
    workspace = tmp_path_factory.mktemp("tiny")
    store = open_store(workspace / GRAPH_FOLDER)
    store._store.load(path=str(TINY))
    store.flush()
    del store
    return workspace


def test_what_stops_is_told_as_a_tree_in_both_languages(command, tiny):
    """The sentence comes first, then what is in cause, with the caveats last."""
    code, french, err = command("whatif", "--without", "Sacmaker", "-w", tiny)
    assert (code, err) == (0, "")
    assert french.startswith("Sans Sacmaker, 2 familles de thérapies sur 2")
    assert "poches à usage unique" in french
    _, english, _ = command("whatif", "--without", "Sacmaker", "-w", tiny, "--lang", "en")
    assert english.startswith("Without Sacmaker, 2 therapy families of 2")
    assert "single-use bags" in english


def test_the_answer_is_one_json_document(command, tiny):
    """Scripts read families, draws, alternatives and evidence by name."""
    words = ("whatif", "--without", "Bigcorp", "--adding", "Neuf (FR): fixed-bed", "--json")
    _, out, _ = command(*words, "-w", tiny)
    answer = json.loads(out)
    assert answer["after"]["families"] == []
    assert [kept["en"] for kept in answer["kept"]] == ["AAV gene therapy"]
    assert answer["gone"][0]["makers"] == ["Bedmaker", "Nordfilter"]
    assert answer["come"][0]["name"] == "Neuf"
    assert answer["total"] == 2
    assert set(answer["after"]["completed"]) == {"median", "low", "high"}


def test_several_removals_are_one_shock(command, tiny):
    """Neither Magnetix nor Spinco alone stops CAR-T; together they do."""
    _, out, _ = command(
        "whatif", "--without", "Magnetix", "--without", "Spinco", "--json", "-w", tiny
    )
    assert [name["en"] for name in json.loads(out)["after"]["names"]] == ["autologous CAR-T"]


def test_nothing_to_change_is_a_usage_error(command, tiny):
    """The command says what to write."""
    code, _, err = command("whatif", "-w", tiny)
    assert code == 2
    assert "--without NAME" in err


def test_an_unknown_name_is_an_error_with_near_ones(command, tiny):
    """Exit code 1, what was not found and what was probably meant."""
    code, out, err = command(
        "whatif", "--without", "Sacmaker SA", "--without", "Bigcrop", "-w", tiny
    )
    assert (code, out) == (1, "")
    assert "'Bigcrop'" in err
    assert "Bigcorp" in err


# --- plan ----------------------------------------------------------------------------------------


@pytest.fixture
def costs(tmp_path):
    """A table that prices what the tiny graph's bags cost."""
    path = tmp_path / "costs.tsv"
    head, row = "id measure about low high unit", "bags requalification-cost bags 2 4 MEUR"
    path.write_text("\n".join(line.replace(" ", "\t") for line in (head, row)) + "\n", "utf-8")
    return path


def test_a_plan_is_told_as_a_tree_in_both_languages(command, tiny, costs):
    """The sentence comes first, then measures with their costs, the frontier and the doubt."""
    code, french, err = command("plan", "--costs", costs, "-w", tiny)
    assert (code, err) == (0, "")
    assert french.startswith("Le moyen le moins cher connu")
    assert "deuxième source qualifiée (essai de stérilité)" in french
    _, english, _ = command("plan", "--costs", costs, "-w", tiny, "--lang", "en")
    assert english.startswith("The cheapest way known")
    assert "regret: " in english


def test_a_plan_is_one_json_document(command, tiny, costs):
    """Chosen measures, what is left, the frontier and the figures are read by name."""
    _, out, _ = command("plan", "--target", "0", "--costs", costs, "--json", "-w", tiny)
    found = json.loads(out)
    assert found["reached"]
    assert found["exposed"] == [2, 0]
    assert {one["remedy"]["kind"] for one in found["chosen"]} == {"second-source"}
    assert "bags" in {f["id"] for one in found["chosen"] for f in one["remedy"]["figures"]}
    assert found["frontier"][0]["remedies"] == []


def test_a_plan_of_one_family_is_about_its_inputs(command, tiny):
    """CAR-T needs neither reactors nor the sterility test of AAV."""
    _, out, _ = command(
        "plan", "--class", "autologous_car_t", "--target", "0", "--json", "-w", tiny
    )
    assert [one["remedy"]["id"] for one in json.loads(out)["chosen"]] == ["second-source prodigy"]


@pytest.mark.parametrize("words", [("--target", "50"), ("--costs", "none.tsv")])
def test_a_plan_that_cannot_be_made_says_why(command, tiny, words):
    """A target that is no share and a missing table are errors of one sentence and a hint."""
    code, out, err = command("plan", *words, "-w", tiny)
    assert (code, out) == (1, "")
    assert "->" in err
