"""Reading declared tables: good rows come out whatever stands between them."""

from __future__ import annotations

import csv
import io
import tracemalloc
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from biograph.harvest.lines import LONGEST_LINE, physical_lines, rows
from biograph.harvest.tables import Table, read
from biograph.model import Flag, Reason, Record

if TYPE_CHECKING:
    from pathlib import Path

TABLE = Table(path="registries/labs.csv", key=("id",), columns=("name",))
TABBED = Table(path="labs.tsv", key=("id",), columns=("name",), delimiter="\t", quoted=False)


def write(root: Path, content: bytes | str, table: Table = TABLE) -> Path:
    """The folder ``root`` with the table's file in it."""
    path = root / table.path
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return root


def split(found: list[Record | Flag]) -> tuple[list[Record], list[Flag]]:
    """Records and flags apart."""
    return (
        [one for one in found if isinstance(one, Record)],
        [one for one in found if isinstance(one, Flag)],
    )


def read_all(root: Path, table: Table = TABLE) -> tuple[list[Record], list[Flag]]:
    """Everything the table gives."""
    return split(list(read(table, root, source="test", url="https://example.org/")))


def test_a_row_becomes_a_record_with_its_fields_as_text(tmp_path: Path) -> None:
    """Leading zeros, spaces and accents survive; key, table, source and digest are set."""
    records, flags = read_all(write(tmp_path, "id,name,siren\n01, Généthon ,012345678\n"))
    assert not flags
    (record,) = records
    assert dict(record.fields) == {"id": "01", "name": " Généthon ", "siren": "012345678"}
    assert (record.source, record.table, record.key) == ("test", "labs.csv", "01")
    assert len(record.sha256) == 64


def test_the_digest_follows_the_content_of_the_file(tmp_path: Path) -> None:
    """Two files that differ in one byte give records of two digests."""
    first, _ = read_all(write(tmp_path, "id,name\n1,a\n"))
    second, _ = read_all(write(tmp_path, "id,name\n1,b\n"))
    assert first[0].sha256 != second[0].sha256


def test_a_missing_file_is_flagged_with_its_path_and_the_mend(tmp_path: Path) -> None:
    """No exception: the other tables of a run go on."""
    records, flags = read_all(tmp_path)
    assert not records
    assert [flag.reason for flag in flags] == [Reason.UNREADABLE_FILE]
    assert "registries/labs.csv" in flags[0].message
    assert flags[0].mend


def test_a_folder_in_place_of_the_file_is_flagged(tmp_path: Path) -> None:
    """Any reason why a file cannot be opened is one flag."""
    (tmp_path / TABLE.path).mkdir(parents=True)
    assert [flag.reason for flag in read_all(tmp_path)[1]] == [Reason.UNREADABLE_FILE]


def test_an_empty_file_is_flagged(tmp_path: Path) -> None:
    """A file of zero bytes is said to hold nothing."""
    records, flags = read_all(write(tmp_path, b""))
    assert not records
    assert [flag.reason for flag in flags] == [Reason.EMPTY]


def test_a_header_alone_is_too_few_rows(tmp_path: Path) -> None:
    """A table without rows is under every floor."""
    assert [flag.reason for flag in read_all(write(tmp_path, "id,name\n"))[1]] == [
        Reason.TOO_FEW_ROWS
    ]


def test_a_table_under_its_floor_is_flagged_after_its_rows(tmp_path: Path) -> None:
    """The rows that are there are still given."""
    table = Table(path=TABLE.path, key=("id",), floor=3)
    records, flags = read_all(write(tmp_path, "id,name\n1,a\n2,b\n"), table)
    assert len(records) == 2
    assert flags[0].reason is Reason.TOO_FEW_ROWS
    assert "2 rows" in flags[0].message


def test_a_missing_column_is_named(tmp_path: Path) -> None:
    """The flag names the file, the line and the column that was lost."""
    records, flags = read_all(write(tmp_path, "id,label\n1,a\n"))
    assert not records
    assert flags[0].reason is Reason.MISSING_COLUMN
    assert "'name'" in flags[0].message
    assert flags[0].where == "registries/labs.csv line 1"


def test_further_columns_are_kept(tmp_path: Path) -> None:
    """A column the declaration does not know is no fault."""
    records, _ = read_all(write(tmp_path, "new,id,name\nx,1,a\n"))
    assert records[0].fields["new"] == "x"


def test_a_byte_order_mark_is_no_part_of_the_first_column(tmp_path: Path) -> None:
    """Files saved by spreadsheets begin with one."""
    records, flags = read_all(write(tmp_path, b"\xef\xbb\xbfid,name\r\n1,a\r\n"))
    assert not flags
    assert records[0].key == "1"


def test_invalid_utf8_costs_one_row(tmp_path: Path) -> None:
    """The row is flagged with its line number, the rows around it are read."""
    records, flags = read_all(write(tmp_path, b"id,name\n1,a\n2,\xff\xfe\n3,c\n"))
    assert [record.key for record in records] == ["1", "3"]
    assert flags[0].reason is Reason.BAD_ENCODING
    assert flags[0].where == "registries/labs.csv line 3"
    assert "0xff" in flags[0].message


def test_a_line_of_50_mb_costs_one_row_and_little_memory(tmp_path: Path) -> None:
    """The long line is passed over in pieces; the next line is read."""
    path = write(tmp_path, b"id,name\n1,a\n") / TABLE.path
    with path.open("ab") as stream:
        stream.write(b"2,")
        for _ in range(50):
            stream.write(b"x" * 1_000_000)
        stream.write(b"\n3,c\n")
    tracemalloc.start()
    records, flags = read_all(tmp_path)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert [record.key for record in records] == ["1", "3"]
    assert flags[0].reason is Reason.TOO_LARGE
    assert flags[0].where == "registries/labs.csv line 3"
    assert peak < 5 * LONGEST_LINE


def test_a_long_last_line_without_end_is_flagged(tmp_path: Path) -> None:
    """The end of the file ends the long line."""
    records, flags = read_all(write(tmp_path, b"id,name\n1,a\n2," + b"x" * LONGEST_LINE))
    assert [record.key for record in records] == ["1"]
    assert [flag.reason for flag in flags] == [Reason.TOO_LARGE]


def test_a_cell_as_large_as_a_page_is_read(tmp_path: Path) -> None:
    """The csv module's own limit of 131,072 characters does not refuse a good row."""
    records, flags = read_all(write(tmp_path, "id,name\n1," + "x" * 1_000_000 + "\n"))
    assert not flags
    assert len(records[0].fields["name"]) == 1_000_000


def test_quoted_cells_may_hold_commas_quotes_and_line_ends(tmp_path: Path) -> None:
    """The next row starts after the closing quote."""
    records, flags = read_all(write(tmp_path, 'id,name\n1,"a, ""b""\nc"\n2,d\n'))
    assert not flags
    assert [record.fields["name"] for record in records] == ['a, "b"\nc', "d"]


def test_a_quote_never_closed_costs_one_row(tmp_path: Path) -> None:
    """All lines after the broken one are read."""
    text = 'id,name\n1,a\n2,"b\n' + "".join(f"{n},x\n" for n in range(3, 3000))
    records, flags = read_all(write(tmp_path, text))
    assert [flag.where for flag in flags] == ["registries/labs.csv line 3"]
    assert [record.key for record in records] == ["1", *map(str, range(3, 3000))]


def test_two_stray_quotes_cost_their_own_rows_only(tmp_path: Path) -> None:
    """Rows between two broken ones are not swallowed by the pair of quotes."""
    text = 'id,name\n1,"a\n2,b\n3,c\n4,"d\n5,e\n'
    records, flags = read_all(write(tmp_path, text))
    assert [record.key for record in records] == ["2", "3", "5"]
    assert [flag.where[-6:] for flag in flags] == ["line 2", "line 5"]


def test_a_quote_within_a_cell_is_a_character(tmp_path: Path) -> None:
    """Inches and seconds are written with it."""
    records, flags = read_all(write(tmp_path, 'id,name\n1,5" tube\n2,b\n'))
    assert not flags
    assert [record.fields["name"] for record in records] == ['5" tube', "b"]


def test_a_row_with_a_cell_too_many_or_too_few_is_flagged(tmp_path: Path) -> None:
    """The flag tells both counts."""
    records, flags = read_all(write(tmp_path, "id,name\n1,a,b\n2\n3,c\n"))
    assert [record.key for record in records] == ["3"]
    assert "3 cells where the header has 2" in flags[0].message
    assert flags[1].where == "registries/labs.csv line 3"


def test_quotes_mean_nothing_in_an_unquoted_table(tmp_path: Path) -> None:
    """Tab-separated tables of ours hold quotes as plain characters."""
    records, flags = read_all(write(tmp_path, 'id\tname\n1\t"a\n2\tb"\n', TABBED), TABBED)
    assert not flags
    assert [record.fields["name"] for record in records] == ['"a', 'b"']


def test_a_key_seen_before_is_flagged_and_the_first_row_kept(tmp_path: Path) -> None:
    """The first row of a key wins, whatever follows."""
    records, flags = read_all(write(tmp_path, "id,name\n1,a\n1,b\n"))
    assert [record.fields["name"] for record in records] == ["a"]
    assert flags[0].reason is Reason.DUPLICATE_KEY
    assert "'1'" in flags[0].message


def test_a_row_without_key_is_flagged_unless_a_spare_key_tells_it_apart(tmp_path: Path) -> None:
    """The spare key is a hash of the columns that make the row unique."""
    write(tmp_path, "id,name\n,a\n,b\n")
    assert [flag.message for flag in read_all(tmp_path)[1]] == ["no id", "no id"]
    spare = Table(path=TABLE.path, key=("id",), spare_key=("name",))
    records, flags = read_all(tmp_path, spare)
    assert not flags
    assert len({record.key for record in records}) == 2


def test_rows_that_are_not_wanted_are_no_duplicates(tmp_path: Path) -> None:
    """An older state of a list repeats the keys of the newer one."""
    write(tmp_path, "id,name\n1,old\n1,new\n")
    found = list(read(TABLE, tmp_path, source="t", wanted=lambda row: row["name"] == "new"))
    assert [one.fields["name"] for one in found if isinstance(one, Record)] == ["new"]
    assert len(found) == 1


def test_blank_lines_are_no_rows(tmp_path: Path) -> None:
    """An empty line at the end of a file is usual."""
    records, flags = read_all(write(tmp_path, "id,name\n\n1,a\n\r\n\n"))
    assert not flags
    assert len(records) == 1


def test_html_in_a_name_is_kept_as_text(tmp_path: Path) -> None:
    """A name is data: it is escaped where it is shown, never here."""
    records, _ = read_all(write(tmp_path, 'id,name\n1,"<script>alert(1)</script>"\n'))
    assert records[0].fields["name"] == "<script>alert(1)</script>"


@given(
    table=st.lists(
        st.lists(st.text(st.characters(exclude_categories=["Cs"])), min_size=2, max_size=2),
        min_size=1,
        max_size=12,
    )
)
def test_what_csv_wrote_is_read_back(table: list[list[str]]) -> None:
    """Any cells, with any quotes and line ends, come back as the csv module wrote them."""
    clean = [[cell.replace("\r", "").replace("\0", "") for cell in row] for row in table]
    out = io.StringIO()
    csv.writer(out, lineterminator="\n", quoting=csv.QUOTE_ALL).writerows([["a", "b"], *clean])
    stream = io.BytesIO(out.getvalue().encode())
    found = list(rows(physical_lines(stream), delimiter=",", quoted=True, name="x"))
    assert [one.cells for one in found if not isinstance(one, Flag)] == [["a", "b"], *clean]


@settings(max_examples=200)
@given(content=st.binary(max_size=400), quoted=st.booleans())
def test_no_bytes_break_the_reader(content: bytes, quoted: bool) -> None:  # noqa: FBT001 - drawn
    """Whatever a file holds, rows and flags come out and their lines are in order."""
    stream = io.BytesIO(b"id,name\n" + content)
    found = list(rows(physical_lines(stream), delimiter=",", quoted=quoted, name="x"))
    numbers = [one.line for one in found if not isinstance(one, Flag)]
    assert numbers == sorted(set(numbers))
    assert all(one.mend for one in found if isinstance(one, Flag))


@pytest.mark.parametrize("bad", [b"9,\xff\n", b'9,"never closed\n', b"9\n", b"9,a,b,c\n"])
@given(place=st.integers(0, 5))
def test_one_bad_row_costs_no_other(bad: bytes, place: int) -> None:
    """Wherever the bad row stands, the five good ones are read."""
    good = [b"%d,name\n" % n for n in range(5)]
    stream = io.BytesIO(b"".join([b"id,name\n", *good[:place], bad, *good[place:]]))
    found = list(rows(physical_lines(stream), delimiter=",", quoted=True, name="x"))
    read_rows = [one.cells[0] for one in found if not isinstance(one, Flag)]
    assert read_rows == ["id", "0", "1", "2", "3", "4"]
    assert sum(isinstance(one, Flag) for one in found) == 1
