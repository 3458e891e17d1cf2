"""What people decided is read from a table that is its own history."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from biograph.errors import DataError
from biograph.link import decisions
from biograph.link.decisions import COLUMNS, Decision, in_force, read, write

HEAD = "\t".join(COLUMNS) + "\n"
LINE = "ror#1\tilab#2\tsame\t2026-01-02\tboth list one address\tregister\n"


def decision(left="ror#1", right="ilab#2", *, same=True, date="2026-01-02", reason="r", source=""):
    return Decision(left=left, right=right, same=same, date=date, reason=reason, source=source)


CELLS = st.text(st.characters(exclude_categories=["Cc", "Cs", "Zl", "Zp"]), min_size=1, max_size=8)
DECISIONS = st.lists(
    st.builds(
        decision,
        CELLS.map("ror#".__add__),
        CELLS.map("ilab#".__add__),
        same=st.booleans(),
        date=st.dates().map(str),
        reason=CELLS,
        source=st.just("") | CELLS,
    ),
    max_size=4,
)


@pytest.fixture
def table(tmp_path):
    return tmp_path / "decisions.tsv"


def test_a_line_becomes_a_decision(table):
    """Every column is kept, and the justification tells when and why."""
    table.write_text(HEAD + LINE, encoding="utf-8")
    (made,) = read(table)
    assert made == decision(reason="both list one address", source="register")
    assert made.justification == "decided on 2026-01-02: both list one address"


def test_the_verdict_is_read_as_it_stands(table):
    """Same and different are told apart."""
    table.write_text(HEAD + LINE + LINE.replace("same", "different"), encoding="utf-8")
    assert [made.same for made in read(table)] == [True, False]


def test_no_table_is_no_decision(table):
    """A workspace in which nobody decided anything is fine."""
    assert read(table) == ()


def test_a_line_without_verdict_waits(table):
    """A sheet may be handed back half filled."""
    table.write_text(HEAD + LINE.replace("same", "") + LINE, encoding="utf-8")
    assert len(read(table)) == 1


def test_columns_may_come_in_any_order_and_with_others(table):
    """A sheet that shows names beside the entries is a table of decisions as well."""
    table.write_text(
        "name\tverdict\tright\tleft\treason\tdate\tsource\n"
        "Alpha\tdifferent\tilab#2\tror#1\tr\t2026-01-02\t\n",
        encoding="utf-8",
    )
    assert read(table) == (decision(same=False),)


@pytest.mark.parametrize(
    "line",
    [
        LINE.replace("same", "perhaps"),
        LINE.replace("same", "Same"),
        LINE.replace("ror#1", ""),
        LINE.replace("ror#1", "ror 1"),
        LINE.replace("ilab#2", "2"),
        LINE.replace("ilab#2", "ror#1"),
        LINE.replace("2026-01-02", ""),
        LINE.replace("both list one address", ""),
        "ror#1\tilab#2\tsame\n",
    ],
)
def test_a_line_that_is_no_decision_is_an_error_with_its_place(table, line):
    """The error names the file and the line, and says what a line holds."""
    table.write_text(HEAD + LINE + line, encoding="utf-8")
    with pytest.raises(DataError, match=r"decisions\.tsv line 3 ") as caught:
        read(table)
    assert "source#key" in caught.value.hint


@pytest.mark.parametrize("column", COLUMNS)
def test_a_table_without_a_column_is_an_error_that_names_it(table, column):
    """The error says which column lacks and which there are."""
    table.write_text(HEAD.replace(column, "other"), encoding="utf-8")
    with pytest.raises(DataError, match=rf"decisions\.tsv lacks the column {column}") as caught:
        read(table)
    assert all(name in caught.value.hint for name in COLUMNS)


def test_an_empty_file_is_an_error(table):
    """A table that lost its head is not taken for one without decisions."""
    table.write_text("", encoding="utf-8")
    with pytest.raises(DataError, match="lacks the column"):
        read(table)


@given(DECISIONS, DECISIONS)
def test_what_is_written_is_read_and_history_stays(tmp_path_factory, first, more):
    """Decisions are added at the end; those before are never touched."""
    table = tmp_path_factory.mktemp("decisions") / "sub" / "decisions.tsv"
    write(table, first)
    before = table.read_bytes()
    write(table, more)
    assert table.read_bytes().startswith(before)
    assert read(table) == (*first, *more)


def test_the_later_line_on_a_pair_is_in_force():
    """A decision is taken back by one below it, whichever entry stands first."""
    first = decision()
    second = decision("ilab#2", "ror#1", same=False)
    other = decision("ror#3", "ilab#4")
    assert set(in_force([first, second, other]).values()) == {second, other}
    assert set(in_force([second, other, first]).values()) == {first, other}


def test_a_later_date_wins_over_a_later_line():
    """A table that was merged from two is read by the dates of its decisions."""
    old, new = decision(date="2026-01-02"), decision(same=False, date="2026-02-01")
    assert list(in_force([new, old]).values()) == [new]
    assert list(in_force([old, new]).values()) == [new]


@given(DECISIONS)
def test_one_decision_is_in_force_on_each_pair(made):
    """No pair is left without, and none has two."""
    found = in_force(made)
    assert set(found) == {one.pair for one in made}
    assert all(found[pair].pair == pair for pair in found)
    assert all(found[one.pair].date >= one.date for one in made)


def test_the_bundled_decisions_can_be_read():
    """The package's own table has decisions of both kinds, each with its reason."""
    bundled = decisions.bundled()
    assert {made.same for made in bundled} == {True, False}
    assert all(made.reason and made.date for made in bundled)
