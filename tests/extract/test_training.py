"""Training material and training itself, on a scale of seconds."""

from __future__ import annotations

import json
import shutil
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from biograph.extract import annotation, choose, logistic, material, train
from biograph.extract.annotation import Annotated, Entity, Relation
from biograph.extract.encoder import judge, tagger
from biograph.extract.relations import model
from biograph.extract.relations.design import examples, labelled, mentions
from biograph.extract.relations.train import (
    Blind,
    calibrate,
    joined,
    read_blind,
    told_by_heads,
)
from biograph.extract.sequence import Sequencer
from biograph.resources import extract
from tests.extract.reading import words

SNAPSHOT = Path(__file__).parents[3] / "shared" / "data"
WITH_SNAPSHOT = pytest.mark.skipif(
    not SNAPSHOT.is_dir(), reason="the full snapshot is not beside the checkout"
)


def invented(
    count: int, told: tuple[str, str] = ("La société ", " emploie douze personnes."), kind="Company"
) -> tuple[Annotated, ...]:
    """Documents of one sentence about things that no list holds, each with another name."""
    made = []
    for number in range(count):
        name = f"Zor{'abcdefgh'[number % 8]}v{'aeiou'[number % 5]}x"
        text = name.join(told)
        entity = Entity(text=name, start=len(told[0]), end=len(told[0]) + len(name), type=kind)
        made.append(Annotated(id=f"d{number}", text=text, lang="fr", entities=(entity,)))
    return tuple(made)


@pytest.fixture(scope="module")
def reader() -> Sequencer:
    """The shipped encoder."""
    return Sequencer(tagger.load())


def test_weighing_twice_gives_the_same_file(tmp_path: Path, reader: Sequencer) -> None:
    """The weights of the choice among names are the same bytes."""
    found = material.Material(scored=invented(24), added=invented(6))
    written = []
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        train.names(found, [reader] * material.FOLDS, tmp_path / name)
        written.append((tmp_path / name / choose.WEIGHTS).read_bytes())
    assert written[0] == written[1]


def test_a_document_is_read_by_the_encoder_of_its_fold(tmp_path: Path, reader: Sequencer) -> None:
    """Which has not seen it: only documents of that fold have its names."""
    for name in (tagger.NETWORK, tagger.TABLE, tagger.VOCABULARY):
        shutil.copy(extract() / "models" / name, tmp_path)
    names = json.loads((extract() / "models" / tagger.NAMES).read_text(encoding="utf-8"))
    names["labels"] = [f"{n}x" if n.endswith("-Therapy") else n for n in names["labels"]]
    (tmp_path / tagger.NAMES).write_text(json.dumps(names), encoding="utf-8")
    other = Sequencer(tagger.opened(tmp_path))
    documents = invented(24, ("Pfizer vend ", ", un vaccin."), "Therapy")  # no rule reads these
    readers = [other, *[reader] * (material.FOLDS - 1)]
    told = train.names(material.Material(documents, ()), readers, tmp_path)
    read = {one.document.id: mentions for one, mentions in told}
    kinds = {
        fold: {
            m.kind
            for d in documents
            if material.fold_of(d) == fold
            for m in read[d.id]
            if m.text in {e.text for e in d.entities}
        }
        for fold in range(material.FOLDS)
    }
    assert "Therapy" not in kinds[0]
    assert all("Therapy" in kinds[fold] and "Therapyx" not in kinds[fold] for fold in (1, 2, 3))


def test_a_document_is_read_by_weights_that_have_not_seen_it(
    tmp_path: Path, reader: Sequencer
) -> None:
    """Every scored document gets its names, at their places, each less than certain."""
    found = material.Material(scored=invented(24), added=invented(0))
    told = train.names(found, [reader] * material.FOLDS, tmp_path)
    read = {one.document.id: mentions for one, mentions in told}
    assert read.keys() == {d.id for d in found.scored}
    names = [(d, m) for d in found.scored for m in read[d.id]]
    assert len(names) > 20
    assert all(m.span and d.text[slice(*m.span)] == m.text for d, m in names)
    assert all(0 < m.score < 1 for _, m in names)


@given(st.lists(st.tuples(st.floats(-3, 3), st.booleans()), min_size=4))
def test_a_calibration_keeps_the_mean(claims: list[tuple[float, bool]]) -> None:
    """The mean confidence after calibration is the share of right claims (a property of Platt)."""
    slope, intercept = calibrate((odds for odds, _ in claims), (right for _, right in claims))
    mean = sum(model.sigmoid(slope * odds + intercept) for odds, _ in claims) / len(claims)
    assert mean == pytest.approx(sum(right for _, right in claims) / len(claims), abs=0.02)


def test_a_claim_is_calibrated_together_with_its_names() -> None:
    """An unsure name lowers a claim, and the joint calibration is taken of the product."""
    plain = model.Weights({}, 0.25, (1.0, 0.0))
    assert plain.believed(0.0, 0.8, 0.5) == pytest.approx(0.2)
    strict = model.Weights({}, 0.25, (1.0, 0.0), (1.0, -1.0))
    assert strict.believed(0.0, 0.8, 0.5) == pytest.approx(model.sigmoid(model.logit(0.2) - 1))


def test_claims_are_read_with_the_weights_that_leave_their_document_out() -> None:
    """Of two documents in two folds only the one whose weights find something has claims."""
    text = "Sanofi, filiale de Servier, recrute."
    entities = tuple(
        Entity(text=name, start=text.index(name), end=text.index(name) + len(name), type="Company")
        for name in ("Sanofi", "Servier")
    )
    stated = (Relation(subject="Sanofi", predicate="subsidiaryOf", object="Servier"),)
    made = (Annotated(id=str(n), text=text, lang="fr", entities=entities) for n in range(20))
    by_fold = {material.fold_of(d): replace(d, relations=stated) for d in made}
    one, other = sorted(by_fold)[:2]
    shipped = model.load(extract() / "models" / "relations.json")
    weights = {one: shipped, other: model.Weights({}, 0.9, (1.0, 0.0))}
    documents = [by_fold[one], by_fold[other]]
    head = judge.load(extract() / "models")
    blind = {d.id: Blind(mentions(d), words(d.text, d.lang), head) for d in documents}
    (claim,) = read_blind(documents, weights, blind)
    assert claim.right
    assert [*read_blind(documents[1:], weights, blind)] == []


def test_the_head_tells_of_each_example_in_the_order_of_examples() -> None:
    """Zero where a document has no head; a relation that is stated is surer than its reverse."""
    text = "Nelvia, filiale de Servier, recrute."
    entities = tuple(
        Entity(text=name, start=text.index(name), end=text.index(name) + len(name), type="Company")
        for name in ("Nelvia", "Servier")
    )
    document = Annotated(id="d", text=text, lang="fr", entities=entities)
    documents = [document, document]
    read = [*labelled(documents)]
    head = judge.load(extract() / "models")
    told = told_by_heads(read, documents, [Blind((), words(text, "fr"), head), None])
    items = [*examples(read)]
    assert len(told) == len(items)
    assert [odds for e, odds in zip(items, told, strict=True) if e.document] == [0.0] * (
        len(items) // 2
    )
    by_triple = {e.triple: odds for e, odds in zip(items, told, strict=True) if not e.document}
    daughter, mother = ("Nelvia", "Servier"), ("Servier", "Nelvia")
    assert by_triple[daughter[0], "subsidiaryOf", daughter[1]] > 0
    assert by_triple[mother[0], "subsidiaryOf", mother[1]] < 0


def test_what_tells_right_from_wrong_weighs_more() -> None:
    """Of two readers one guesses: the other's word counts, and both make one order."""
    chance = np.random.default_rng(1)
    labels = np.tile([1.0, 0.0], 200)
    good, guess = 2 * labels - 1 + chance.normal(size=400), chance.normal(size=400)
    for features, head in ((good, guess), (guess, good)):
        both = joined(features, head, labels)
        odds = both.odds(features, head)
        wrong = np.mean((odds > 0) != (labels > 0))
        assert wrong <= np.mean((good > 0) != (labels > 0)) + 0.02
        assert np.corrcoef(odds, good)[0, 1] > np.corrcoef(odds, guess)[0, 1]


@given(st.text(min_size=1))
def test_the_fold_of_a_document_is_told_by_its_name_alone(name: str) -> None:
    """Another text under the same name stays in the fold."""
    folds = {material.fold_of(Annotated(id=name, text=text)) for text in ("a", "b")}
    assert len(folds) == 1
    assert folds < set(range(material.FOLDS))


def test_weights_of_a_sign_tell_what_speaks_for_and_against() -> None:
    """A feature of right examples weighs more than zero, one of wrong examples less."""
    examples = [(("bias", "good"), True), (("bias", "bad"), False)] * 20
    weights = logistic.named(examples, 1.0)
    assert list(weights) == sorted(weights)
    assert weights["good"] > 1
    assert weights["bad"] < 0


@given(st.lists(st.sets(st.integers(0, 6)), max_size=8))
def test_a_matrix_of_indicators_has_ones_where_it_was_told(rows: list[set[int]]) -> None:
    """Each row holds ones at its columns and zeros elsewhere."""
    made = logistic.indicators([sorted(r) for r in rows], 7).toarray()
    wanted = [[float(c in row) for c in range(7)] for row in rows]
    assert np.array_equal(made, np.array(wanted).reshape(len(rows), 7))


@WITH_SNAPSHOT
def test_no_test_document_is_trained_on() -> None:
    """Neither the locked documents nor the traps nor the locked real texts are material."""
    found = material.load(SNAPSHOT)
    texts = {d.text for d in (*found.scored, *found.added)}
    gold = extract() / "gold"
    locked = {d.text for d in annotation.read(gold / "test.jsonl")}
    locked_real = {
        json.loads(line)["sha256"]
        for line in (gold / "real_test.jsonl").read_text(encoding="utf-8").splitlines()
    }
    assert not texts & locked
    assert not {_digest(text) for text in texts} & locked_real
    assert not {d.id for d in found.added if d.id.startswith("trap-test")}


def _digest(text: str) -> str:
    return sha256(text.encode()).hexdigest()


@WITH_SNAPSHOT
def test_running_text_of_a_snapshot_is_read_for_its_words() -> None:
    """Texts of registers and corpora in both languages, none empty."""
    texts = list(material.running(SNAPSHOT))
    assert len(texts) > 3_000
    assert any("thérapie" in t for t in texts)
    assert any(" company " in t for t in texts)
