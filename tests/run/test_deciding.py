"""Doubtful pairs go out as a sheet, and what a person decided comes back."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from biograph.errors import DataError, UsageError
from biograph.link import decisions
from biograph.model import Match
from biograph.resources import bundled_snapshot
from biograph.run import deciding
from biograph.run.linking import DECISIONS
from biograph.run.track import silent
from tests.run.test_pairs import row

TODAY = "2026-11-27"
PAIR = ("ror#03yr1er70", "rnsr#199213249R")
TABLES = ("ror_fr.csv", "rnsr_structures_2022.csv")


@pytest.fixture(scope="module")
def snapshot(tmp_path_factory):
    """Two registers of one row each: laboratories of one name in two towns."""
    root = tmp_path_factory.mktemp("snapshot")
    (root / "registries").mkdir()
    for table in TABLES:
        lines = (bundled_snapshot() / "registries" / table).read_text("utf-8").splitlines()
        kept = [line for line in lines[1:] if any(key.partition("#")[2] in line for key in PAIR)]
        text = "\n".join([lines[0], *kept]) + "\n"
        (root / "registries" / table).write_text(text, encoding="utf-8")
    return root


@pytest.fixture
def wider(snapshot, tmp_path):
    """The same with a second pair, whose names are alike in more telling words."""
    (tmp_path / "registries").mkdir()
    for table in TABLES:
        text = (snapshot / "registries" / table).read_text("utf-8")
        header, *lines = text.splitlines()
        for key in PAIR:
            number = key.partition("#")[2]
            lines += [_renamed(line, number) for line in lines if number in line]
        (tmp_path / "registries" / table).write_text("\n".join([header, *lines]) + "\n", "utf-8")
    return tmp_path


def _renamed(line, number):
    """A row under another number, of a laboratory of another name."""
    other = number[:-2] + number[:1] + number[-1]
    found = line.replace(number, other).replace("Q52605620", "")
    for name in ("Psychologie Sociale", "PSYCHOLOGIE SOCIALE"):
        found = found.replace(name, "Xylologie Psychrophile Comparative")
    return found


def doubtful(snapshot, workspace, *sources):
    return deciding.doubtful(
        snapshot=snapshot, workspace=workspace, sources=sources or ("ror", "rnsr"), track=silent
    )


def ids(pairs):
    return [(pair.left.id, pair.right.id) for pair in pairs]


def match(left="Alpha", right="Alpha Biotech", score=0.5):
    return Match(
        left=row("1", left, source="actors"),
        right=row("2", right, source="ror", city="Lyon"),
        reason="exact, other town",
        score=score,
    )


def rows(sheet):
    """The lines of a sheet by column."""
    header, *lines = sheet.removesuffix("\n").split("\n")
    columns = header.split("\t")
    return [dict(zip(columns, line.split("\t"), strict=True)) for line in lines]


def filled(path, *verdicts, reason="looked up", today=TODAY):
    """A sheet of as many pairs as verdicts, written to a file."""
    pairs = [
        Match(left=row(f"l{n}", "Alpha"), right=row(f"r{n}", "Alpha"), reason="exact", score=0.5)
        for n, _ in enumerate(verdicts)
    ]
    header, *lines = deciding.sheet(pairs, today=today).splitlines()
    out = [header]
    for line, verdict in zip(lines, verdicts, strict=True):
        left, right, _, date, _, *rest = line.split("\t")
        out.append("\t".join((left, right, verdict, date, reason, *rest)))
    path.write_text("\n".join(out) + "\n", encoding="utf-8")
    return path


def test_a_sheet_shows_both_entries_and_leaves_verdict_and_reason_open():
    """A person reads why, who and where, and fills two cells."""
    (line,) = rows(deciding.sheet([match()], today=TODAY))
    assert (line["left"], line["right"], line["date"]) == ("actors#1", "ror#2", TODAY)
    assert line["verdict"] == line["reason"] == line["source"] == ""
    assert (line["score"], line["likeness"]) == ("0.50", "exact, other town")
    assert (line["left_name"], line["left_kind"], line["left_place"]) == ("Alpha", "Company", "FR")
    assert (line["right_name"], line["right_place"]) == ("Alpha Biotech", "Lyon, FR")


def test_a_sheet_keeps_the_order_of_the_pairs():
    """The likeliest stay first."""
    found = rows(deciding.sheet([match(score=0.9), match(score=0.4)], today=TODAY))
    assert [line["score"] for line in found] == ["0.90", "0.40"]


def test_a_sheet_without_pairs_is_its_head():
    """Where nothing is in doubt the file still has its columns."""
    columns = [*decisions.COLUMNS, *deciding.SHOWN]
    assert deciding.sheet([], today=TODAY) == "\t".join(columns) + "\n"


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_any_name_stays_on_one_line_in_one_cell(name):
    """Tabs and ends of lines in a name never shift a column."""
    text = deciding.sheet([match(left=name, right=name)], today=TODAY)
    (line,) = rows(text)
    assert line["left_name"].split() == name.split()
    assert text.count("\n") == 2


def test_a_sheet_that_nobody_filled_decides_nothing(tmp_path):
    """Lines without verdict are not decided."""
    sheet = tmp_path / "pairs.tsv"
    sheet.write_text(deciding.sheet([match()], today=TODAY), encoding="utf-8")
    assert deciding.decide(sheet, tmp_path / "ws") == 0
    assert decisions.read(tmp_path / "ws" / DECISIONS) == ()


def test_only_lines_with_a_verdict_are_taken_over(tmp_path):
    """The others wait for the next sheet."""
    sheet = filled(tmp_path / "pairs.tsv", "same", "", "different")
    assert deciding.decide(sheet, tmp_path / "ws") == 2
    kept = decisions.read(tmp_path / "ws" / DECISIONS)
    assert [(made.left, made.same, made.reason) for made in kept] == [
        ("ilab#l0", True, "looked up"),
        ("ilab#l2", False, "looked up"),
    ]


def test_taking_over_twice_adds_nothing(tmp_path):
    """The table is the same bytes after the second time."""
    sheet = filled(tmp_path / "pairs.tsv", "same", "different")
    deciding.decide(sheet, tmp_path / "ws")
    before = (tmp_path / "ws" / DECISIONS).read_bytes()
    assert deciding.decide(sheet, tmp_path / "ws") == 0
    assert (tmp_path / "ws" / DECISIONS).read_bytes() == before


def test_a_later_decision_stands_below_the_one_it_replaces(tmp_path):
    """The table keeps both, and the later one is in force."""
    for verdict in ("same", "different"):
        deciding.decide(filled(tmp_path / "pairs.tsv", verdict), tmp_path / "ws")
    kept = decisions.read(tmp_path / "ws" / DECISIONS)
    assert [made.same for made in kept] == [True, False]
    assert [made.same for made in decisions.in_force(kept).values()] == [False]


def test_a_person_may_return_to_the_first_verdict_on_the_same_day(tmp_path):
    """What was said last is in force, even where it was said before."""
    for verdict in ("same", "different", "same"):
        deciding.decide(filled(tmp_path / "pairs.tsv", verdict), tmp_path / "ws")
    kept = decisions.read(tmp_path / "ws" / DECISIONS)
    assert [made.same for made in decisions.in_force(kept).values()] == [True]


@pytest.mark.parametrize("broken", ["maybe", "Same", "yes"])
def test_a_sheet_with_a_broken_line_is_kept_out_as_a_whole(tmp_path, broken):
    """The error tells the line; the decisions above it are not taken over either."""
    sheet = filled(tmp_path / "pairs.tsv", "same", broken)
    with pytest.raises(DataError, match=r"pairs\.tsv line 3") as error:
        deciding.decide(sheet, tmp_path / "ws")
    assert "same or different" in error.value.hint
    assert not (tmp_path / "ws" / DECISIONS).exists()


def test_a_verdict_without_a_reason_is_refused(tmp_path):
    """Nobody could check it later."""
    with pytest.raises(DataError, match="line 2"):
        deciding.decide(filled(tmp_path / "pairs.tsv", "same", reason=""), tmp_path / "ws")


def test_a_sheet_without_its_columns_is_refused(tmp_path):
    """The error names the column that is missing."""
    sheet = tmp_path / "pairs.tsv"
    sheet.write_text("left\tright\tverdict\tdate\tsource\n", encoding="utf-8")
    with pytest.raises(DataError, match="lacks the column reason"):
        deciding.decide(sheet, tmp_path / "ws")


def test_a_sheet_saved_with_windows_ends_of_lines_is_read(tmp_path):
    """A spreadsheet may write them."""
    sheet = filled(tmp_path / "pairs.tsv", "same")
    sheet.write_bytes(sheet.read_bytes().replace(b"\n", b"\r\n"))
    assert deciding.decide(sheet, tmp_path / "ws") == 1


def test_a_date_of_another_form_is_refused(tmp_path):
    """Dates order the decisions: 27/11/2026 would stand above any later one."""
    sheet = filled(tmp_path / "pairs.tsv", "same", today="27/11/2026")
    with pytest.raises(DataError, match="line 2"):
        deciding.decide(sheet, tmp_path / "ws")


def test_a_sheet_that_is_no_utf8_is_refused(tmp_path):
    """A spreadsheet may save it in another encoding."""
    sheet = filled(tmp_path / "pairs.tsv", "same", reason="relevé")
    sheet.write_bytes(sheet.read_text("utf-8").encode("latin-1"))
    with pytest.raises(DataError):
        deciding.decide(sheet, tmp_path / "ws")


def test_a_table_whose_last_line_has_no_end_takes_more(tmp_path):
    """An editor may leave it out; no decision is lost."""
    table = tmp_path / "ws" / DECISIONS
    deciding.decide(filled(tmp_path / "pairs.tsv", "same"), tmp_path / "ws")
    table.write_text(table.read_text("utf-8").rstrip("\n"), encoding="utf-8")
    deciding.decide(filled(tmp_path / "pairs.tsv", "different"), tmp_path / "ws")
    assert [made.same for made in decisions.read(table)] == [True, False]


def test_likely_pairs_are_in_doubt_the_likeliest_first(wider, tmp_path):
    """A sheet begins with what is most worth a person's time."""
    found = doubtful(wider, tmp_path)
    scores = [pair.score for pair in found]
    assert len(scores) > 1
    assert scores == sorted(scores, reverse=True)
    assert all(0 < score <= 1 for score in scores)
    assert all(pair.reason for pair in found)


def test_one_name_in_two_towns_is_in_doubt(snapshot, tmp_path):
    """Neither joined nor told apart without a person."""
    assert ids(doubtful(snapshot, tmp_path)) == [PAIR]


@pytest.mark.parametrize("verdict", ["same", "different"])
def test_a_decided_pair_is_in_doubt_no_more(snapshot, tmp_path, verdict):
    """Whatever was decided, and whichever entry stands first."""
    made = decisions.Decision(
        left=PAIR[1], right=PAIR[0], same=verdict == "same", date=TODAY, reason="looked up"
    )
    decisions.write(tmp_path / DECISIONS, [made])
    assert doubtful(snapshot, tmp_path) == ()


def test_an_unknown_source_is_refused(tmp_path):
    """A misspelt source never gives an empty sheet."""
    with pytest.raises(UsageError, match="rorr"):
        doubtful(None, tmp_path, "rorr")


def test_a_broken_table_in_the_workspace_is_told(snapshot, tmp_path):
    """No pair is listed from half of what was decided."""
    (tmp_path / DECISIONS).write_text("left\tright\n", encoding="utf-8")
    with pytest.raises(DataError, match=DECISIONS):
        doubtful(snapshot, tmp_path)
