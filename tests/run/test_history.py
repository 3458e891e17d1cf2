"""Findings kept over time, and what changed since the last ones."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

from biograph.model import Changes, Finding, Presence, Text
from biograph.run.history import FOLDER, changes, keep

if TYPE_CHECKING:
    from pathlib import Path


def finding(key: str, value: float | None = 1.0, presence: Presence = Presence.PRESENT) -> Finding:
    """A finding of an id and a value."""
    return Finding(
        id=key,
        kind="single-point",
        sentence=Text(fr=f"constat {key}", en=f"finding {key}"),
        value=value,
        unit=Text(fr="familles", en="families"),
        presence=presence,
    )


FINDINGS = st.lists(
    st.builds(finding, st.sampled_from("abcdef"), st.sampled_from([1.0, 2.0, None])),
    unique_by=lambda found: found.id,
)


def test_the_first_findings_are_no_change(tmp_path: Path) -> None:
    """Where nothing was found before, nothing is told to be new."""
    assert keep(tmp_path, [finding("a")], date="2026-05-19") == Changes()


def test_what_is_new_gone_and_changed_is_told(tmp_path: Path) -> None:
    """Against the findings before: one came, one went, one has another number, one is the same."""
    keep(tmp_path, [finding("a"), finding("b"), finding("c")], date="2026-01-26")
    now = [finding("a"), finding("b", 4.0), finding("d")]
    told = keep(tmp_path, now, date="2026-05-19")
    assert told.since == "2026-01-26"
    assert [f.id for f in told.new] == ["d"]
    assert [f.id for f in told.gone] == ["c"]
    assert [(was.value, is_.value) for was, is_ in told.changed] == [(1.0, 4.0)]


def test_a_gap_that_turns_to_ignorance_is_a_change(tmp_path: Path) -> None:
    """The same number means something else once the register behind it is gone."""
    keep(tmp_path, [finding("a", presence=Presence.ABSENT_CLOSURE)], date="2026-01-26")
    told = keep(tmp_path, [finding("a", presence=Presence.UNKNOWN)], date="2026-01-26")
    assert len(told.changed) == 1


def test_running_twice_keeps_nothing_twice(tmp_path: Path) -> None:
    """The same findings again are not kept again, and the change before them is still told."""
    keep(tmp_path, [finding("a")], date="2026-01-26")
    first = keep(tmp_path, [finding("b")], date="2026-05-19")
    kept = sorted((tmp_path / FOLDER).iterdir())
    again = keep(tmp_path, [finding("b")], date="2026-05-19")
    assert (first.repeated, again.repeated) == (False, True)
    assert replace(again, repeated=False) == first
    assert sorted((tmp_path / FOLDER).iterdir()) == kept


def test_a_number_without_bound_survives(tmp_path: Path) -> None:
    """An infinite wait is kept and read again as it was."""
    keep(tmp_path, [finding("a", float("inf"))], date="2026-01-26")
    assert keep(tmp_path, [finding("a", float("inf")), finding("b")], date="x").changed == ()


def test_a_broken_file_loses_nothing(tmp_path: Path) -> None:
    """What cannot be read counts as absent and stays where it is."""
    keep(tmp_path, [finding("a")], date="2026-01-26")
    (path,) = (tmp_path / FOLDER).iterdir()
    path.write_text('{"id": "a"', encoding="utf-8")
    assert keep(tmp_path, [finding("b")], date="2026-05-19") == Changes()
    assert path.read_text(encoding="utf-8") == '{"id": "a"'


@given(before=FINDINGS, now=FINDINGS)
def test_changes_account_for_everything(before: list[Finding], now: list[Finding]) -> None:
    """Each finding of now is new, changed or the same; each of before is gone, changed or same."""
    told = changes(before, now, since="2026")
    if not before:
        assert told == Changes()
        return
    same = {f.id for f in now} & {f.id for f in before}
    assert {f.id for f in told.new} == {f.id for f in now} - same
    assert {f.id for f in told.gone} == {f.id for f in before} - same
    values = {f.id: f.value for f in before}
    assert {is_.id for _, is_ in told.changed} == {
        f.id for f in now if f.id in same and f.value != values[f.id]
    }


def test_a_sentence_said_anew_is_no_change() -> None:
    """A finding that only words the same number otherwise has not changed."""
    was, is_ = finding("a"), replace(finding("a"), sentence=Text(fr="autre", en="other"))
    assert changes([was], [is_], since="2026").changed == ()
