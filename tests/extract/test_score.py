"""Scores on cases that can be checked by hand."""

from __future__ import annotations

import json
from hashlib import sha256
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from biograph.errors import DataError
from biograph.extract.annotation import Annotated, Entity, Relation
from biograph.extract.score import MACRO, MICRO, ORGANISATIONS, below_floors, score

if TYPE_CHECKING:
    from pathlib import Path

TEXT = "abcdefghijklmnopqrstuvwxyz" * 2


def doc(*entities: tuple[int, int, str], name: str = "d", **fields: object) -> Annotated:
    """A document with entities given as (start, end, type)."""
    made = tuple(Entity(text=TEXT[s:e], start=s, end=e, type=t) for s, e, t in entities)
    return Annotated(id=name, text=TEXT, entities=made, **fields)  # type: ignore[arg-type] # test


def test_strict_needs_type_and_both_ends() -> None:
    """One right of three predicted and four gold gives P 1/3, R 1/4."""
    gold = doc((0, 4, "Company"), (5, 9, "Company"), (10, 14, "Site"), (20, 25, "Date"))
    predicted = doc((0, 4, "Company"), (5, 8, "Company"), (10, 14, "Location"))
    line = score([gold], [predicted], rounds=0).strict[MICRO]
    assert (line.precision, line.recall) == (pytest.approx(1 / 3), pytest.approx(1 / 4))
    assert line.f1 == pytest.approx(2 / 7)


def test_relaxed_needs_type_and_overlap() -> None:
    """A span one letter short counts, one of another type does not."""
    gold = doc((5, 9, "Company"), (10, 14, "Site"))
    predicted = doc((5, 8, "Company"), (10, 14, "Location"))
    assert score([gold], [predicted], rounds=0).relaxed[MICRO].f1 == pytest.approx(0.5)


def test_relaxed_pays_each_gold_entity_once() -> None:
    """Two predictions inside one gold name are one right and one wrong."""
    line = score([doc((0, 9, "Company"))], [doc((0, 4, "Company"), (5, 9, "Company"))], rounds=0)
    assert line.relaxed[MICRO].precision == pytest.approx(0.5)
    assert line.relaxed[MICRO].recall == 1.0


def test_organisations_are_pooled_by_exact_type() -> None:
    """A hospital called a company is wrong also in the pool of organisations; places are not in."""
    gold = doc((0, 4, "Company"), (5, 9, "Hospital"), (10, 14, "Location"))
    predicted = doc((0, 4, "Company"), (5, 9, "Company"), (10, 14, "Location"))
    line = score([gold], [predicted], rounds=0).strict[ORGANISATIONS]
    assert (line.gold, line.predicted, line.f1) == (2, 2, pytest.approx(0.5))


def test_macro_is_the_mean_over_the_types_of_the_gold() -> None:
    """A type that only the predictions have does not enter the mean."""
    gold = doc((0, 4, "Company"), (5, 9, "Hospital"))
    predicted = doc((0, 4, "Company"), (10, 14, "Location"))
    assert score([gold], [predicted], rounds=0).strict[MACRO].f1 == pytest.approx(0.5)


def test_relations_compare_names_and_symmetric_ones_in_any_order() -> None:
    """Case and legal forms do not matter; partnersWith has no direction, supplies has one."""
    gold = doc(
        relations=(
            Relation(subject="Acme SA", predicate="partnersWith", object="Bolu"),
            Relation(subject="Acme", predicate="supplies", object="Bolu"),
        )
    )
    predicted = doc(
        relations=(
            Relation(subject="BOLU", predicate="partnersWith", object="Acme"),
            Relation(subject="Bolu", predicate="supplies", object="Acme"),
        )
    )
    table = score([gold], [predicted], rounds=0).relations
    assert table["partnersWith"].f1 == 1.0
    assert table["supplies"].f1 == 0.0


def test_unseen_names_have_their_own_scores() -> None:
    """Known names are compared without case and leave gold and predictions alike."""
    gold = doc((0, 4, "Company"), (5, 9, "Company"), (10, 14, "Location"))
    predicted = doc((0, 4, "Company"), (5, 9, "Company"), (15, 19, "Hospital"))
    line = (score([gold], [predicted], known=["ABCD"], rounds=0).unseen or {})[ORGANISATIONS]
    assert (line.gold, line.predicted) == (1, 2)
    assert (line.precision, line.recall) == (0.5, 1.0)


def test_without_known_names_none_is_called_unseen() -> None:
    """Nobody can tell which they are."""
    assert score([doc()], [doc()], rounds=0).unseen is None


def test_intervals_hold_the_value_and_come_out_the_same_again() -> None:
    """The bootstrap is seeded; its bounds lie around F1."""
    gold = [doc((0, 4, "Company"), name=str(i)) for i in range(20)]
    predicted = [doc(*([(0, 4, "Company")] if i % 3 else []), name=str(i)) for i in range(20)]
    first = score(gold, predicted, rounds=200).strict[MICRO]
    assert first == score(gold, predicted, rounds=200).strict[MICRO]
    assert first.low is not None
    assert first.high is not None
    assert first.low < first.f1 < first.high
    assert (first.least_precise, first.most_precise) == (1.0, 1.0)


def test_a_lacking_or_edited_document_is_refused() -> None:
    """Scores of different texts would be meaningless."""
    with pytest.raises(DataError, match="lack the document 'd'"):
        score([doc()], [])
    with pytest.raises(DataError, match="differs"):
        score([doc()], [Annotated(id="d", text="other")])


spans = st.lists(
    st.tuples(st.integers(0, 20), st.integers(21, 40), st.sampled_from(["Company", "Site"])),
    max_size=5,
    unique=True,
)


@given(spans, spans)
def test_scores_lie_between_0_and_1_and_relaxed_is_never_lower(
    gold: list[tuple[int, int, str]], predicted: list[tuple[int, int, str]]
) -> None:
    """Whatever is scored, the figures are shares and strict never beats relaxed."""
    scores = score([doc(*gold)], [doc(*predicted)], rounds=0)
    strict, relaxed = scores.strict[MICRO], scores.relaxed[MICRO]
    assert 0 <= strict.f1 <= relaxed.f1 <= 1


@given(spans)
def test_gold_against_itself_is_perfect(gold: list[tuple[int, int, str]]) -> None:
    """A perfect prediction has F1 of 1, an empty document of 0."""
    assert score([doc(*gold)], [doc(*gold)], rounds=0).strict[MICRO].f1 == (1.0 if gold else 0.0)


def _floors(folder: Path, **floors: float) -> tuple[Path, Path]:
    gold, path = folder / "gold.jsonl", folder / "floors.json"
    gold.write_text("{}\n", encoding="utf-8")
    digest = sha256(gold.read_bytes()).hexdigest()
    path.write_text(json.dumps({"gold_sha256": digest, "floors": floors}), encoding="utf-8")
    return gold, path


def test_only_scores_under_their_floor_are_named(tmp_path: Path) -> None:
    """A floor that holds is silent."""
    scores = score([doc((0, 4, "Company"))], [doc((0, 4, "Company"))], rounds=0)
    gold, path = _floors(tmp_path, **{"strict/micro": 0.9, "strict/Company": 1.01})
    assert below_floors(scores, gold, path) == ["strict/Company: F1 1.000 is under its floor 1.010"]


def test_floors_are_bound_to_their_gold(tmp_path: Path) -> None:
    """Another gold file, a floor without a score and a broken file are refused."""
    scores = score([doc((0, 4, "Company"))], [doc()], rounds=0)
    gold, path = _floors(tmp_path, **{"strict/nothing": 0.1})
    with pytest.raises(DataError, match="names no score"):
        below_floors(scores, gold, path)
    gold.write_text("changed", encoding="utf-8")
    with pytest.raises(DataError, match="pinned"):
        below_floors(scores, gold, path)
    path.write_text("[", encoding="utf-8")
    with pytest.raises(DataError, match="floors file"):
        below_floors(scores, gold, path)
