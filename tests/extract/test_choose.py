"""How proposals of the rules and of the model are weighed and one reading is chosen."""

from __future__ import annotations

import json
import math
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from biograph.errors import DataError
from biograph.extract.choose import LEAST, WEIGHTS, Chooser, Proposal, least, load, proposals
from biograph.extract.sequence import Labelled
from biograph.extract.spans import Candidate

if TYPE_CHECKING:
    from pathlib import Path

    from biograph.extract.choose import Key

KINDS = ("Company", "Location")
EVEN = math.log(LEAST / (1 - LEAST))  # the weight at which confidence is LEAST
SCALE = {"no": EVEN - 0.01, "low": EVEN + 0.01, "good": 1.0, "sure": 3.0, "bad": -3.0}
TEXT = "Zorvax Pharma recrute à Lyon et à Lille, un vaccin en main"

keys = st.builds(
    lambda start, size, kind: (start, start + size, kind),
    st.integers(0, 20),
    st.integers(1, 8),
    st.sampled_from(KINDS),
)
weighed = st.lists(
    st.builds(
        lambda key, told: Proposal(Candidate(*key), tuple(told)),
        keys,
        st.lists(st.sampled_from((*SCALE, "unknown")), max_size=3),
    ),
    max_size=12,
    unique_by=lambda p: p.candidate[:3],
)


def proposal(start: int, end: int, *told: str, kind: str = "Location") -> Proposal:
    return Proposal(Candidate(start, end, kind), told)


def overlap(one: Key, other: Key) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def chosen(*made: Proposal) -> list[tuple[int, int]]:
    return [(c.start, c.end) for c in Chooser(SCALE).choose(made)]


def odds(told: tuple[str, ...]) -> list[str]:
    """What a proposal says of the probability that the model gave it."""
    return [f for f in told if f.startswith("m:")]


@given(weighed)
def test_what_is_chosen_is_sorted_apart_and_sure_enough(made: list[Proposal]) -> None:
    """A reading is flat, in text order, and holds nothing too unlikely for its type."""
    found = Chooser(SCALE).choose(made)
    assert found == sorted(found)
    assert all(a.end <= b.start for a, b in pairwise(found))
    assert all(c.score >= least(c.kind) for c in found)


@given(weighed)
def test_what_is_left_out_is_unlikely_or_beaten(made: list[Proposal]) -> None:
    """Each one left out is too unlikely for its type or overlaps a chosen one as sure or surer."""
    chooser = Chooser(SCALE)
    found = {c[:3]: c.score for c in chooser.choose(made)}
    for candidate, told in made:
        key, score = candidate[:3], chooser.confidence(told)
        if key in found:
            assert found[key] == score
        elif score >= least(candidate.kind):
            assert any(overlap(key, other) and found[other] >= score for other in found)


@given(weighed, st.randoms(use_true_random=False))
def test_the_order_of_proposals_does_not_matter(made: list[Proposal], order: object) -> None:
    """The same proposals give the same reading, also where several are equally sure."""
    mixed = list(made)
    order.shuffle(mixed)  # type: ignore[attr-defined] # a random.Random
    chooser = Chooser(SCALE)
    assert chooser.choose(mixed) == chooser.choose(made) == chooser.choose(made[::-1])


def test_equally_sure_types_of_one_span_are_decided_alike_in_any_order() -> None:
    """A tie falls to the type that is first by name."""
    made = [proposal(0, 6, "good", kind=kind) for kind in KINDS]
    for order in (made, made[::-1]):
        assert [c.kind for c in Chooser(SCALE).choose(order)] == ["Company"]


def test_the_surer_of_two_that_overlap_is_chosen() -> None:
    """Neither length nor place decides, only confidence; one shared character is enough."""
    assert chosen(proposal(0, 6, "sure"), proposal(0, 13, "good")) == [(0, 6)]
    assert chosen(proposal(0, 6, "good"), proposal(0, 13, "sure")) == [(0, 13)]
    assert chosen(proposal(0, 7, "good"), proposal(6, 9, "sure")) == [(6, 9)]
    assert chosen(proposal(0, 7, "sure"), proposal(6, 9, "good")) == [(0, 7)]


def test_names_side_by_side_are_both_chosen() -> None:
    """Where one ends the next may start."""
    assert chosen(proposal(6, 9, "good"), proposal(0, 6, "sure")) == [(0, 6), (6, 9)]


def test_one_that_is_beaten_beats_none() -> None:
    """A span between two others is dropped for the surer and leaves the third its place."""
    made = proposal(0, 5, "sure"), proposal(4, 10, "good"), proposal(9, 12, "low")
    assert chosen(*made) == [(0, 5), (9, 12)]


def test_an_unlikely_one_is_dropped_and_takes_no_place() -> None:
    """LEAST parts what is told from what is not."""
    assert chosen(proposal(0, 5, "no"), proposal(8, 9, "low"), proposal(10, 11, "bad")) == [(8, 9)]


def test_an_organisation_has_to_be_surer_than_a_place() -> None:
    """What is likely enough for a place is not for a firm."""
    made = proposal(0, 5, "low"), proposal(8, 9, "low", kind="Company")
    assert chosen(*made) == [(0, 5)]


def test_what_is_chosen_keeps_its_type_subtype_and_source() -> None:
    """Only the score is new: the confidence."""
    candidate = Candidate(0, 6, "Company", "CDMO", "actor", 0.1)
    (found,) = Chooser(SCALE).choose([Proposal(candidate, ("good",))])
    assert found[:5] == candidate[:5]
    assert found.score == pytest.approx(1 / (1 + math.exp(-1)))


def test_nothing_proposed_is_nothing_chosen() -> None:
    """No text, no names."""
    assert Chooser(SCALE).choose([]) == []
    assert proposals("", "fr", [], [], {}) == []


def test_confidence_is_the_logistic_of_the_summed_weights() -> None:
    """Each time a feature is told it counts; one without a weight counts nothing."""
    chooser = Chooser({"a": math.log(3), "b": -math.log(3)})
    assert chooser.confidence(["a"]) == pytest.approx(0.75)
    assert chooser.confidence(["a", "a"]) == pytest.approx(0.9)
    assert chooser.confidence(["a", "b"]) == pytest.approx(0.5)
    assert chooser.confidence(["unknown"]) == chooser.confidence([]) == 0.5


@given(st.floats(allow_nan=False), st.floats(allow_nan=False))
def test_confidence_is_a_probability_and_grows_with_the_weight(one: float, other: float) -> None:
    """Weights of any size overflow nothing."""
    low, high = (Chooser({"a": w}).confidence(["a"]) for w in sorted((one, other)))
    assert 0 <= low <= high <= 1


@given(
    st.lists(keys, max_size=8),
    st.lists(st.tuples(keys, st.floats(0, 1)), max_size=8, unique_by=lambda told: told[0]),
    st.data(),
)
def test_each_span_is_proposed_once_with_each_rival_told_once(
    rules: list[Key], model: list[tuple[Key, float]], data: st.DataObject
) -> None:
    """Of any spans, in any order, each gives one proposal that counts all it overlaps."""
    ruled = [Candidate(*key, "", "actor") for key in data.draw(st.permutations(rules))]
    seen = [Labelled(*key, chance) for key, chance in data.draw(st.permutations(model))]
    made = proposals("A" * 30, "fr", ruled, seen, dict.fromkeys(rules, 0.5))
    spans = sorted({*rules, *(key for key, _ in model)})
    assert [p.candidate[:3] for p in made] == spans
    for (candidate, told), key in zip(made, spans, strict=True):
        rivals = [other for other in spans if other != key and overlap(key, other)]
        assert candidate.source == ("actor" if key in rules else "model")
        assert f"riv:{min(len(rivals), 2)}" in told
        same = [f.split(":")[4:] for f in told if f.startswith("rv:")]
        assert sorted(same) == sorted([str(r[:2] == key[:2]), str(r[2] == key[2])] for r in rivals)


@given(st.lists(keys, max_size=8, unique=True), st.randoms(use_true_random=False))
def test_the_order_of_what_is_proposed_does_not_matter(ruled: list[Key], order: object) -> None:
    """The rules may speak in any order."""
    found = [Candidate(*key, "", "actor") for key in ruled]
    mixed = list(found)
    order.shuffle(mixed)  # type: ignore[attr-defined] # a random.Random
    assert proposals("A" * 30, "fr", mixed, [], {}) == proposals("A" * 30, "fr", found, [], {})


def test_a_span_of_both_is_one_proposal_of_the_rules() -> None:
    """It keeps the rule's subtype and source, tells that the model agrees, and is no rival."""
    ruled = Candidate(0, 13, "Company", "CDMO", "suffix")
    (made,) = proposals(TEXT, "fr", [ruled], [Labelled(0, 13, "Company", 0.9)], {})
    assert made.candidate == ruled
    assert "src:suffix:True" in made.features
    assert "riv:0" in made.features


def test_one_span_with_two_types_is_two_proposals_that_compete() -> None:
    """Rule and model that disagree on the type are rivals for the same words."""
    ruled = [Candidate(0, 13, "Company", "", "suffix")]
    made = proposals(TEXT, "fr", ruled, [Labelled(0, 13, "Location", 0.9)], {})
    assert [(p.candidate.kind, p.features[1], p.features[-1]) for p in made] == [
        ("Company", "src:suffix:False", "rv:-:True:0:True:False"),
        ("Location", "src:-:True", "rv:suffix:False:0:True:False"),
    ]


def test_spans_that_touch_are_no_rivals() -> None:
    """Offsets are half-open."""
    made = proposals(TEXT, "fr", [Candidate(0, 6, "Company"), Candidate(6, 9, "Company")], [], {})
    assert all("riv:0" in p.features for p in made)


def test_features_keep_the_names_that_the_weights_were_trained_on() -> None:
    """A proposal is told by who makes it, its type, form and chance, and by its longer rival."""
    ruled = [Candidate(0, 6, "Company", "", "actor")]
    seen = [Labelled(0, 13, "Company", 0.9)]
    short, full = proposals(TEXT, "fr", ruled, seen, {(0, 6, "Company"): 0.01})
    assert short.features == (
        "bias",
        "src:actor:False",
        "k:Company",
        "ks:Company:actor:False",
        "m:-4",
        "km:Company:-2",
        "sm:actor:-2",
        "len:1:Company",
        "cap:True:Company",
        "lang:fr:Company",
        "doc:-4",
        "docr:-",
        "doc+:Company:0",
        "riv:1",
        "rv:-:True:1:False:True",
    )
    assert full.candidate == Candidate(0, 13, "Company", "", "model")
    assert full.features[4:8] == ("m:2", "km:Company:1", "sm:-:1", "len:2:Company")
    assert full.features[-1] == "rv:actor:False:-1:False:True"


def test_a_name_is_told_by_its_other_places_in_the_text() -> None:
    """The best chance of its own type, that of another type, and how far it lies under its best."""
    seen = [
        Labelled(0, 4, "Company", 0.1),
        Labelled(10, 14, "Company", 0.9),
        Labelled(20, 24, "Therapy", 0.5),
    ]
    text = "Zorv......Zorv......Zorv"
    first, second, third = proposals(text, "fr", [], seen, {})
    assert first.features[10:13] == ("doc:2", "docr:0", "doc+:Company:4")
    assert second.features[10:13] == ("doc:2", "docr:0", "doc+:Company:0")
    assert third.features[10:13] == ("doc:0", "docr:2", "doc+:Therapy:0")


def test_long_and_lower_case_names_are_told() -> None:
    """Length counts words up to five; the first letter tells the case."""
    start = TEXT.index("recrute")
    (made,) = proposals(TEXT, "en", [Candidate(start, len(TEXT), "Therapy")], [], {})
    assert made.features[7:10] == ("len:5:Therapy", "cap:False:Therapy", "lang:en:Therapy")


def test_the_chance_is_that_of_the_span_seen_else_of_the_span_asked() -> None:
    """What the model itself proposes comes first; a ruled span it was not asked has none."""
    key, ruled = (0, 6, "Company"), [Candidate(0, 6, "Company", "", "actor")]

    def told(seen: list[Labelled], asked: dict[Key, float]) -> list[str]:
        (made,) = proposals(TEXT, "fr", ruled, seen, asked)
        return odds(made.features)

    assert told([Labelled(*key, 0.99)], {key: 0.01}) == ["m:4"]
    assert told([], {key: 0.01}) == ["m:-4"]
    assert told([], {}) == ["m:-6"]


@pytest.mark.parametrize(
    ("chance", "says"), [(0.0, "m:-6"), (0.5, "m:0"), (1.0, "m:6"), (1 + 1e-12, "m:6")]
)
def test_sure_chances_are_clipped(chance: float, says: str) -> None:
    """Neither nought nor one, nor a rounding error past it, is infinite."""
    (made,) = proposals(TEXT, "fr", [], [Labelled(0, 6, "Company", chance)], {})
    assert odds(made.features) == [says]


def test_weights_are_read_from_their_file(tmp_path: Path) -> None:
    """Numbers written as whole ones count as well."""
    weights = {"weights": {"a": 1, "b": -0.5}, "note": "other keys are not read"}
    (tmp_path / WEIGHTS).write_text(json.dumps(weights), encoding="utf-8")
    assert load(tmp_path).confidence(["a", "b"]) == Chooser({"a": 0.5}).confidence(["a"])


def test_missing_weights_are_named_with_the_mend(tmp_path: Path) -> None:
    """The error tells which file is not there and how to make it."""
    with pytest.raises(DataError) as caught:
        load(tmp_path / "none")
    assert str(tmp_path / "none" / WEIGHTS) in caught.value.message
    assert "train" in caught.value.hint


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b'{"weights": {"a": 1',
        b"\xff\xfe",
        b"[]",
        b"3",
        b"{}",
        b'{"weights": ["a"]}',
        b'{"weights": {"a": null}}',
        b'{"weights": {"a": "much"}}',
    ],
)
def test_malformed_weights_are_named_with_the_mend(tmp_path: Path, raw: bytes) -> None:
    """A cut file or one of another form is an error of the data, not a traceback."""
    (tmp_path / WEIGHTS).write_bytes(raw)
    with pytest.raises(DataError) as caught:
        load(tmp_path)
    assert str(tmp_path / WEIGHTS) in caught.value.message
    assert "train" in caught.value.hint
