"""Bad input is shown, not hidden: each sort gets an error with place and mend, the rest goes on."""

import json
import shutil

import pytest

from biograph.resources import bundled_snapshot, ontology
from biograph.validate import check_ontology

ROR = "registries/ror_fr.csv"


@pytest.fixture
def snapshot(tmp_path):
    """A copy of the bundled snapshot that a test may spoil."""
    return shutil.copytree(bundled_snapshot(), tmp_path / "snapshot")


def harvested(command, snapshot, *sources):
    _, out, _ = command("harvest", *sources, "--snapshot", snapshot, "--json")
    found = json.loads(out)
    return found["records"], {flag["reason"]: flag for flag in found["flags"]}


def spoil(path, change):
    path.write_bytes(change(path.read_bytes()))


def one_bad_line(line):
    """Put a line after the third of a file."""

    def change(content):
        lines = content.split(b"\n")
        return b"\n".join([*lines[:3], line, *lines[3:]])

    return change


SPOILT = {
    "an empty file": (lambda _: b"", "empty", "fetch"),
    "a missing column": (
        lambda content: content.replace(b"name", b"nom", 1),
        "missing-column",
        "column",
    ),
    "bytes that are no UTF-8": (one_bad_line(b"04abc,\xff\xfe,x"), "bad-encoding", ""),
    "a line of 50 MB": (one_bad_line(b"x" * 50_000_000), "too-large", ""),
}


@pytest.mark.parametrize("what", SPOILT)
def test_a_spoilt_table_is_flagged_and_the_other_sources_are_read(command, snapshot, what):
    """The flag names the file and the mend; what can be read is read."""
    whole, _ = harvested(command, snapshot, "ror", "finess")
    change, reason, mend = SPOILT[what]
    spoil(snapshot / ROR, change)
    records, flags = harvested(command, snapshot, "ror", "finess")
    assert ROR in flags[reason]["where"]
    assert flags[reason]["mend"]
    assert mend in flags[reason]["mend"]
    assert 0 < records <= whole
    if reason in {"bad-encoding", "too-large"}:
        assert records == whole


def test_a_missing_file_is_told_by_its_name(command, snapshot):
    """A snapshot without a register says which."""
    (snapshot / ROR).unlink()
    _, flags = harvested(command, snapshot, "ror")
    assert ROR in flags["unreadable-file"]["where"]


def test_a_broken_turtle_file_is_named_with_its_line(tmp_path):
    """A module that does not parse is a violation with file and line, not a trace."""
    folder = shutil.copytree(ontology(), tmp_path / "ontology")
    (folder / "core.ttl").write_text("@prefix bg: <https://e/> .\nbg:x bg:y\n", encoding="utf-8")
    report = check_ontology(folder, reason=False)
    assert not report.conforms
    assert any("core.ttl:" in v.message_en for v in report.violations)


def test_a_malformed_line_of_texts_is_named(command, tmp_path):
    """`extract` says which line is no document."""
    texts = tmp_path / "texts.jsonl"
    texts.write_text('{"id": "1", "text": "Bonjour."}\n{"id": 2\n', encoding="utf-8")
    code, _, err = command("extract", texts)
    assert code == 1
    assert "texts.jsonl:2" in err.replace("\n", "")
