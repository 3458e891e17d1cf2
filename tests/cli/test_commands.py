"""The command line: data on stdout, words on stderr, exit codes as documented."""

import json
import re

import pytest

from biograph import ask as questions
from biograph.cli import app


@pytest.fixture
def workspace(finished):
    """The workspace of the run."""
    return finished[0]


def names():
    return sorted(command.name or command.callback.__name__ for command in app.registered_commands)


@pytest.mark.parametrize("name", names())
def test_every_command_has_help_with_an_example(command, name):
    """The help of a command shows how it is used."""
    code, out, _ = command(name, "--help")
    assert code == 0
    assert "Example: biograph" in " ".join(out.split())


def test_an_unknown_command_is_a_usage_error(command):
    """Exit code 2 and a word on what there is."""
    code, _, err = command("fly")
    assert code == 2
    assert "biograph --help" in err


def test_an_unknown_query_names_near_ones(command, workspace):
    """A misspelt question is answered with what was probably meant."""
    code, out, err = command("ask", "supply/single-sorce", "-w", workspace)
    assert (code, out) == (1, "")
    assert "supply/single-source" in err


def test_an_error_is_json_where_json_was_asked_for(command, workspace):
    """Scripts that ask for JSON get their errors in it too."""
    code, out, _ = command("ask", "nothing-like-this", "--json", "-w", workspace)
    assert code == 1
    assert set(json.loads(out)) == {"error", "hint"}


def test_a_question_is_answered_as_csv_json_and_table(command, workspace):
    """The same rows in each form."""
    question = ("ask", "quality/documents-by-source", "-w", workspace)
    _, csv_text, _ = command(*question, "--format", "csv")
    _, json_text, _ = command(*question, "--json")
    rows = json.loads(json_text)["rows"]
    assert len(csv_text.splitlines()) == len(rows) + 1
    assert csv_text.splitlines()[0] == "source,title,documents,facts"


def test_a_cut_answer_is_said_on_stderr(command, workspace):
    """No answer is cut in silence."""
    _, out, err = command("ask", "actors/network-nodes", "-w", workspace, "--limit", "3")
    assert len(out.splitlines()) == 4
    assert "cut after 3 rows" in err


@pytest.mark.parametrize("query", ["SELECT ?s { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }"])
def test_a_query_that_would_leave_the_machine_is_refused(command, workspace, query):
    """SERVICE is a way to reach other addresses: refused before it runs."""
    code, _, err = command("ask", query, "-w", workspace)
    assert code == 1
    assert "SERVICE" in err


def test_a_graph_that_is_not_there_names_the_command_that_makes_one(command, tmp_path):
    """A first user reads what to do."""
    code, _, err = command("gaps", "-w", tmp_path / "none")
    assert code == 1
    assert "biograph run" in err


def test_gaps_and_bottlenecks_are_told_in_both_languages(command, workspace):
    """One finding a line with its id, its presence and its sentence."""
    _, french, _ = command("bottlenecks", "--class", "mrna_vaccine", "-w", workspace)
    _, english, _ = command(
        "bottlenecks", "--class", "mrna_vaccine", "-w", workspace, "--lang", "en"
    )
    ids = [line.split("\t")[0] for line in french.splitlines()]
    assert ids == [line.split("\t")[0] for line in english.splitlines()]
    assert ids
    assert french != english


def test_one_analysis_can_be_asked_alone(command, workspace):
    """Only its findings are printed, each with whether it holds in nine draws of ten."""
    code, out, _ = command("bottlenecks", "--only", "B1", "-w", workspace)
    assert code == 0
    rows = [line.split("\t") for line in out.splitlines()]
    assert rows
    assert {row[1] for row in rows} == {"B1"}
    assert {row[3] for row in rows} <= {"robust", "depends-on-missing-data"}


def test_an_unknown_analysis_is_told_from_those_there_are(command, workspace):
    """The hint lists the analyses of the command with what they ask."""
    code, _, err = command("gaps", "--only", "B1", "-w", workspace)
    assert code == 1
    assert "G1 (Coverage of stages)" in err


def test_a_finding_is_explained_by_its_id(command, workspace):
    """The proof holds the recipe lines or sentences that the finding rests on."""
    _, out, _ = command("gaps", "--json", "-w", workspace)
    finding = next(f for f in json.loads(out) if f["kind"] == "market-gap")
    code, text, _ = command("explain", finding["id"], "-w", workspace, "--lang", "en")
    assert code == 0
    assert "Holoclar" in text


def test_a_fact_is_explained_by_its_iri(command, workspace, graph):
    """Any fact of the graph leads to the words that state it."""
    query = "SELECT ?r ?q { GRAPH ?v { ?e bg:supports ?r ; bg:quote ?q ; a bg:Quotation } } LIMIT 1"
    row = next(graph.ask(query).records())
    _, out, _ = command("explain", row["r"], "-w", workspace, "--json")
    assert row["q"] in [child["quote"] for child in json.loads(out)["children"]]


def test_an_unknown_finding_says_where_the_ids_are(command, workspace):
    """The hint names the two commands that list findings."""
    code, _, err = command("explain", "single-point-00000000", "-w", workspace)
    assert code == 1
    assert "biograph gaps" in err


@pytest.mark.parametrize(("lang", "word"), [("fr", "vaccins"), ("en", "vaccine")])
def test_a_view_of_a_family_is_its_recipe(command, tmp_path, lang, word):
    """A family is drawn without a graph, in the language asked for."""
    picture = tmp_path / "recipe.svg"
    code, out, _ = command(
        "view", "mrna_vaccine", "-o", picture, "--lang", lang, "-w", tmp_path / "none"
    )
    assert (code, out.strip()) == (0, str(picture))
    text = picture.read_text(encoding="utf-8")
    assert text.startswith("<svg ")
    assert word in text


def test_a_view_of_a_finding_is_one_file_without_outside_address(command, workspace, tmp_path):
    """The page opens behind any firewall: outside it has only links to follow."""
    _, out, _ = command("bottlenecks", "--json", "-w", workspace)
    page = tmp_path / "view.html"
    code, _, _ = command("view", json.loads(out)[0]["id"], "-o", page, "-w", workspace)
    text = page.read_text(encoding="utf-8")
    assert code == 0
    assert not re.search(r"""<(?!a )[^>]*(?:src|href)=["']?(?:https?:)?//""", text)


def test_a_view_of_a_query_takes_its_parameters(command, workspace, tmp_path):
    """The answer to a question with a value, or to a text, is a page as well."""
    page = tmp_path / "view.html"
    words = ("view", "gaps/recipe-lines", "--param", "family=mrna_vaccine", "-o", page)
    assert command(*words, "-w", workspace)[0] == 0
    assert "vaccins à ARN messager" in page.read_text(encoding="utf-8")
    text = "SELECT ?stage { GRAPH graph:ontology { ?stage a bg:Stage } } LIMIT 3"
    code, out, _ = command("view", text, "-o", page, "-w", workspace)
    assert (code, out.strip()) == (0, str(page))
    assert "Réponse à une requête" in page.read_text(encoding="utf-8")
    assert command("view", "Nobody", "-w", workspace)[0] == 1


def test_the_structure_is_a_page_of_views(command, workspace, tmp_path):
    """It tells the layers of the graph and that none of it is a bottleneck."""
    page = tmp_path / "structure.html"
    code, out, _ = command("view", "structure", "-o", page, "--lang", "en", "-w", workspace)
    assert (code, out.strip()) == (0, str(page))
    text = page.read_text(encoding="utf-8")
    assert "never bottlenecks" in text
    assert 'id="supply"' in text
    assert not re.search(r"""(?:src|href)=["']?(?:https?:)?//""", text)


def test_an_export_is_sorted_quads(command, workspace, tmp_path):
    """The dump is the same bytes every time: its lines are in order."""
    path = tmp_path / "graph.nq"
    _, _, err = command("export", "-o", path, "-w", workspace)
    lines = path.read_bytes().splitlines()
    assert lines == sorted(lines)
    assert err.startswith("sha256 ")


def test_doctor_says_what_is_missing_and_what_that_costs(command, tmp_path):
    """A workspace without graph is told with the command that mends it."""
    _, out, _ = command("doctor", "--json", "-w", tmp_path)
    found = {item["name"]: item for item in json.loads(out)}
    assert found["python"]["fine"]
    assert found["spacy"]["fine"]
    assert not found["graph"]["fine"]
    assert "biograph run" in found["graph"]["mend"]
    assert found["graph"]["cost"]["fr"]


def test_every_question_of_the_library_runs_on_a_real_graph(graph):
    """No question fails on the graph of a run, whatever its parameters' defaults."""
    for name in questions.library():
        assert graph.ask(name).columns
