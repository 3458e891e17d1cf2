"""Features of candidate pairs, and the sums of their weights."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from biograph.extract.relations import model
from biograph.extract.relations.candidates import pairs
from biograph.extract.relations.design import mentions
from biograph.extract.relations.features import pair_features
from biograph.extract.relations.fits import fits, trigger_features
from biograph.extract.relations.lexicon import triggers
from biograph.extract.relations.parse import matches
from biograph.extract.relations.scenes import read_scenes
from biograph.extract.relations.sentences import Marked
from biograph.extract.relations.train import made_sentences
from biograph.resources import extract

if TYPE_CHECKING:
    from biograph.extract.relations.candidates import Scene


@pytest.fixture(scope="module")
def scenes() -> list[Scene]:
    """Sentences in both languages, with references, lists and doubts."""
    told = [Marked(d.text, mentions(d), d.lang) for d in made_sentences()[::5]]
    return [scene for _, read in read_scenes(told) for scene in read]


def test_no_feature_of_a_pair_counts_twice(scenes: list[Scene]) -> None:
    """Whatever the pair, no feature is in two of its groups nor twice in one."""
    for scene in scenes:
        for pair in pairs(scene):
            told = [*chain.from_iterable(pair_features(scene, pair))]
            assert len(told) == len(set(told)) > 9
            for own in trigger_features(scene, pair, fits(scene, pair)).values():
                assert len(own) == len(set(own)) > 1


def test_log_odds_are_the_sum_of_the_weights_of_all_features(scenes: list[Scene]) -> None:
    """Weighed together, all predicates of all pairs have what adding up single weights gives."""
    weights = model.load(extract() / "models" / "relations.json")
    shared = weights.by_predicate[model.SHARED]
    found = [(scene, pair) for scene in scenes for pair in pairs(scene)]
    common = [[*pair_features(*one)] for one in found]
    own = [trigger_features(scene, pair, fits(scene, pair)) for scene, pair in found]
    assert [[*told] for told in own] == [[*pair.predicates] for _, pair in found]
    added = [
        sum(shared.get(f, 0.0) + weights.by_predicate[p].get(f, 0.0) for f in (*chain(*many), *few))
        for many, told in zip(common, own, strict=True)
        for p, few in told.items()
    ]
    assert weights.log_odds(common, own).tolist() == pytest.approx(added, abs=1e-9)
    assert len(added) > 200


def test_without_pairs_there_are_no_log_odds() -> None:
    """No pair gives no number, and a pair without known features weighs nothing."""
    weights = model.Weights({"*": {"a": 1.0}}, 0.5, (1.0, 0.0))
    assert weights.log_odds([], []).tolist() == []
    assert weights.log_odds([[], [("b",)]], [{"treats": ()}, {"funds": ("c",)}]).tolist() == [0, 0]


@given(st.permutations(["a", "b", "c", "d", "e"]), st.integers(0, 5))
def test_the_order_of_features_does_not_change_a_sum(order: list[str], cut: int) -> None:
    """However features come and are grouped, the last digit of their sum is the same."""
    told = {"a": 0.1, "b": 0.2, "c": -0.3, "d": 0.7, "e": 0.013}
    weights = model.Weights({"*": told, "treats": {"a": 0.4}}, 0.5, (1.0, 0.0))
    groups = tuple(order[:cut]), tuple(order[cut:])
    assert weights.log_odds([groups], [{"treats": (), "funds": ()}]).tolist() == [1.113, 0.713]


def test_what_is_accepted_is_as_sure_as_the_threshold() -> None:
    """The least log-odds have the confidence of the threshold."""
    weights = model.Weights({}, 0.25, (0.85, -0.27))
    assert weights.confidence(weights.least) == pytest.approx(0.25)


def test_a_name_is_no_trigger(scenes: list[Scene]) -> None:
    """A pattern that begins at a name is not found, every other one is."""
    for scene in scenes:
        parsed = scene.parsed
        lexicon = triggers(parsed.lang)
        found = matches(parsed, lexicon)
        assert not {m.start for m in found} & parsed.mention_at.keys()
        assert len(found) == sum(
            m.start not in parsed.mention_at for m in lexicon.find(parsed.words)
        )
    assert sum(map(len, (s.triggers for s in scenes))) > 20
