"""The weights of identity are read, checked and used as they were trained."""

import json
import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from biograph.errors import DataError
from biograph.link import model
from biograph.link.model import RARE_SHARE, Weights, load, save, telling, weighed, weights

CONTENT = {
    "doubtful": 0.25,
    "accepted": 0.75,
    "weights": {"bias": -1, "exact": 3},
    "shares": {"alpha": 0.5, "cnrs": 0.5, "été": 0.01},
}
FEATURES = st.dictionaries(
    st.sampled_from(["bias", "exact", "unknown"]), st.floats(-1e6, 1e6), max_size=3
)


@pytest.fixture
def file(tmp_path):
    return tmp_path / "identity.json"


def written(file, content):
    file.write_text(json.dumps(content), encoding="utf-8")
    return file


def test_weights_are_read_as_they_were_written(file):
    """Every weight, threshold and share is there, as a number."""
    assert load(written(file, CONTENT)) == Weights(
        by_feature={"bias": -1.0, "exact": 3.0},
        doubtful=0.25,
        accepted=0.75,
        shares={"alpha": 0.5, "cnrs": 0.5, "été": 0.01},
    )


def test_the_weights_of_the_package_survive_a_round_trip(file):
    """Reading loses nothing of what the package uses."""
    held = weights()
    content = {
        "doubtful": held.doubtful,
        "accepted": held.accepted,
        "weights": held.by_feature,
        "shares": held.shares,
    }
    assert load(written(file, content)) == held


@pytest.fixture
def weights_of_the_package_after():
    """Whatever becomes of the test, the next one weighs by the weights of the package."""
    yield
    for held in (weights, telling, weighed):
        held.cache_clear()


@pytest.mark.usefixtures("weights_of_the_package_after")
def test_words_are_weighed_anew_after_weights_were_saved(tmp_path, monkeypatch):
    """Training weighs words by the shares it has just written, not by those of before."""
    before = weighed(("alpha", "omega"))
    assert before.words == {word: telling(word) for word in ("alpha", "omega")}
    assert before.total == sum(before.words.values())
    monkeypatch.setattr(model, "extract", lambda: tmp_path)
    (tmp_path / "models").mkdir()
    save(Weights({}, 0.25, 0.75, {"alpha": 0.5}))
    after = weighed(("alpha", "omega"))
    assert after.words["alpha"] == pytest.approx(math.log(0.5) ** 2) == telling("alpha")
    assert after.words["omega"] == pytest.approx(math.log(RARE_SHARE) ** 2)


def test_the_weights_of_the_package_are_in_order():
    """A pair is doubtful before it is accepted, and shares are shares of common words."""
    held = weights()
    assert 0 < held.doubtful < held.accepted < 1
    assert all(RARE_SHARE <= share < 1 for share in held.shares.values())
    assert "bias" in held.by_feature


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        "3",
        "{",
        "null",
        json.dumps({**CONTENT, "weights": [1]}),
        json.dumps({**CONTENT, "weights": {"bias": "much"}}),
        json.dumps({**CONTENT, "shares": None}),
        json.dumps({**CONTENT, "doubtful": None}),
        *(json.dumps({k: v for k, v in CONTENT.items() if k != gone}) for gone in CONTENT),
    ],
)
def test_a_file_of_another_form_is_an_error_with_its_mend(file, text):
    """The error names the file and says how to train it anew."""
    file.write_text(text, encoding="utf-8")
    with pytest.raises(DataError, match=r"identity\.json") as caught:
        load(file)
    assert "python -m biograph.run.identity" in caught.value.hint


def test_a_missing_or_unreadable_file_is_an_error_with_its_mend(file):
    """No weights, or bytes that are no text, end in the same sentence."""
    with pytest.raises(DataError, match=r"identity\.json") as missing:
        load(file)
    file.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(DataError, match=r"identity\.json") as broken:
        load(file)
    assert missing.value.hint == broken.value.hint != ""


def test_a_probability_is_the_logistic_of_the_weighed_sum(file):
    """-1 + 3 = 2 gives 1 / (1 + e^-2); what has no weight says nothing."""
    told = load(written(file, CONTENT))
    assert told.probability({}) == 0.5
    assert told.probability({"bias": 1, "exact": 1}) == pytest.approx(1 / (1 + math.exp(-2)))
    assert told.probability({"bias": 1, "exact": 1, "unknown": 9}) == told.probability(
        {"bias": 1, "exact": 1}
    )


@given(FEATURES, st.floats(0, 10))
def test_a_probability_is_in_the_unit_interval_and_rises_with_what_speaks_for(features, more):
    """No features overflow, and more of what weighs for a pair never makes it less likely."""
    told = Weights({"bias": -1.0, "exact": 3.0}, 0.3, 0.6, {})
    less = told.probability(features)
    greater = told.probability({**features, "exact": features.get("exact", 0) + more})
    assert 0 <= less <= greater <= 1


def test_a_word_tells_the_more_the_fewer_bear_it(file):
    """The squared logarithm of the share; an unknown word is rare, that of a body tells less."""
    told = load(written(file, CONTENT))
    assert told.telling("alpha") == pytest.approx(math.log(0.5) ** 2)
    assert told.telling("yposkesi") == pytest.approx(math.log(RARE_SHARE) ** 2)
    assert told.telling("yposkesi") > told.telling("été") > told.telling("alpha")
    assert 0 < told.telling("cnrs") < told.telling("alpha")
