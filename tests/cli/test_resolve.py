"""A person lists doubtful pairs, fills the sheet, hands it back, and the run obeys."""

import json

import pytest

from biograph.link import decisions
from biograph.run.linking import DECISIONS
from tests.run.test_deciding import PAIR, rows, snapshot

__all__ = ["snapshot"]  # a fixture


@pytest.fixture
def resolve(command, snapshot, tmp_path):
    """Run the command on the small snapshot: exit code, stdout, stderr."""

    def run(*words):
        return command(
            "resolve", "ror", "rnsr", "--snapshot", snapshot, "-w", tmp_path / "ws", *words
        )

    return run


@pytest.fixture
def take_over(command, tmp_path):
    """Hand a filled sheet back: exit code, stdout, stderr."""

    def run(sheet, *words):
        return command("resolve", "--decisions", sheet, "-w", tmp_path / "ws", *words)

    return run


def fill(sheet, verdict, reason="both pages name one director"):
    """Fill the first line of a sheet as a person would."""
    header, line, *rest = sheet.read_text(encoding="utf-8").splitlines()
    cells = line.split("\t")
    cells[2], cells[4] = verdict, reason
    sheet.write_text("\n".join([header, "\t".join(cells), *rest]) + "\n", encoding="utf-8")
    return sheet


def table(tmp_path):
    return tmp_path / "ws" / DECISIONS


def test_the_sheet_goes_to_stdout(resolve):
    """Without a file the table can be piped."""
    code, out, _ = resolve()
    (line,) = rows(out)
    assert code == 0
    assert (line["left"], line["right"]) == PAIR
    assert line["left_name"] == "Laboratoire de Psychologie Sociale"


def test_the_sheet_goes_to_a_file_and_the_count_to_stderr(resolve, tmp_path):
    """The file holds what stdout would, and says that accents are UTF-8 by being it."""
    sheet = tmp_path / "pairs.tsv"
    code, out, err = resolve("-o", sheet)
    assert (code, out) == (0, "")
    assert "1 pairs to decide in" in err
    assert sheet.read_text(encoding="utf-8") == resolve()[1]


def test_the_pairs_are_json_where_json_was_asked_for(resolve):
    """A script reads the entries, the score and why."""
    code, out, _ = resolve("--json")
    (pair,) = json.loads(out)
    assert code == 0
    assert (pair["left"], pair["right"]) == PAIR
    assert 0 < pair["score"] < 1
    assert pair["reason"]


@pytest.mark.parametrize("verdict", ["same", "different"])
def test_a_decided_pair_is_not_listed_again(resolve, take_over, tmp_path, verdict):
    """The sheet filled and handed back, the next one is empty."""
    sheet = tmp_path / "pairs.tsv"
    resolve("-o", sheet)
    code, out, _ = take_over(fill(sheet, verdict))
    assert code == 0
    assert out.startswith("1 new decisions")
    assert rows(resolve()[1]) == []


def test_taking_over_twice_adds_nothing(resolve, take_over, tmp_path):
    """The second time there is nothing new, and the table stays as it is."""
    sheet = tmp_path / "pairs.tsv"
    resolve("-o", sheet)
    fill(sheet, "same")
    assert json.loads(take_over(sheet, "--json")[1]) == {"new": 1}
    before = table(tmp_path).read_bytes()
    assert json.loads(take_over(sheet, "--json")[1]) == {"new": 0}
    assert table(tmp_path).read_bytes() == before


def test_an_empty_sheet_is_taken_over_as_no_decision(resolve, take_over, tmp_path):
    """Who hands the sheet back as it came has decided nothing."""
    sheet = tmp_path / "pairs.tsv"
    resolve("-o", sheet)
    assert json.loads(take_over(sheet, "--json")[1]) == {"new": 0}
    assert len(rows(resolve()[1])) == 1


@pytest.mark.parametrize(("verdict", "reason"), [("perhaps", "looked up"), ("same", "")])
def test_a_broken_sheet_changes_nothing_and_tells_line_and_mend(
    resolve, take_over, tmp_path, verdict, reason
):
    """Exit code 1, where it is and what a line has to be."""
    sheet = tmp_path / "pairs.tsv"
    resolve("-o", sheet)
    code, out, err = take_over(fill(sheet, verdict, reason))
    assert (code, out) == (1, "")
    assert "pairs.tsv line 2 is no decision" in err
    assert "same or different" in " ".join(err.split())
    assert not table(tmp_path).exists()


def test_a_broken_sheet_leaves_what_was_decided_before(resolve, take_over, tmp_path):
    """The table keeps its bytes."""
    sheet = tmp_path / "pairs.tsv"
    resolve("-o", sheet)
    take_over(fill(sheet, "same"))
    before = table(tmp_path).read_bytes()
    assert take_over(fill(sheet, "perhaps"))[0] == 1
    assert table(tmp_path).read_bytes() == before


def test_an_unknown_file_is_told_with_the_command_that_writes_one(take_over, tmp_path):
    """Exit code 1 and no table."""
    code, _, err = take_over(tmp_path / "none.tsv")
    assert code == 1
    assert "biograph resolve -o" in " ".join(err.split())
    assert not table(tmp_path).exists()


def test_an_error_is_json_where_json_was_asked_for(take_over, tmp_path):
    """Scripts get their errors in it too."""
    code, out, _ = take_over(tmp_path / "none.tsv", "--json")
    assert code == 1
    assert set(json.loads(out)) == {"error", "hint"}


def test_an_unknown_source_is_a_usage_error(command, tmp_path):
    """Exit code 2 and the list of sources."""
    code, out, err = command("resolve", "rorr", "-w", tmp_path / "ws")
    assert (code, out) == (2, "")
    assert "rnsr" in err


def test_a_folder_that_is_not_there_is_told(resolve, tmp_path):
    """A sheet that cannot be written is an error of ours, not a trace."""
    assert resolve("-o", tmp_path / "none" / "pairs.tsv")[0] in {0, 1}


def test_a_folder_in_the_place_of_a_sheet_is_told(take_over, tmp_path):
    """What is no file is an error of ours, not a trace."""
    assert take_over(tmp_path)[0] == 1


ENTITIES = """SELECT ?entity ?reason ?confidence { GRAPH graph:identity {
  VALUES ?entry { "%s" "%s" } ?link bg:registerEntry ?entry ; bg:entity ?entity
  OPTIONAL { ?link bg:justification ?reason ; bg:confidence ?confidence } } }"""


def test_a_run_obeys_what_a_person_decided(command, resolve, take_over, snapshot, tmp_path):
    """Both rows are one entity, and the graph says who decided it, when and why."""
    sheet = tmp_path / "pairs.tsv"
    resolve("-o", sheet)
    take_over(fill(sheet, "same"))
    sources = ("--source", "ror", "--source", "rnsr")
    code, _, _ = command("run", *sources, "--snapshot", snapshot, "-w", tmp_path / "ws")
    assert code == 0
    _, out, _ = command("ask", ENTITIES % PAIR, "--json", "-w", tmp_path / "ws")
    found = json.loads(out)["rows"]
    (made,) = decisions.read(table(tmp_path))
    assert len(found) == 2
    assert {row["entity"] for row in found} == {found[0]["entity"]}
    assert {row["reason"] for row in found} == {made.justification}
    assert {float(row["confidence"]) for row in found} == {1.0}
    assert made.reason in made.justification
