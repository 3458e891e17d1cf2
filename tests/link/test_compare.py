"""Two profiles give the features of the pair, the same from either side."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from biograph.link.compare import Overlap, described, likeness, overlap
from biograph.link.names import read
from biograph.link.profile import Profile

WORDS = (
    "Institut Institute Cochin Kochin Biologie Biology Alpha Alpha2 Orsay dOrsay CNRS 12 13 UMR "
    "7275 LPEM Scanner Louis Louise"
)
NAMES = st.lists(
    st.sampled_from(WORDS.split()),
    min_size=1,
    max_size=5,
).map(lambda words: read(" ".join(words)))
TYPES = st.sampled_from(["Company", "Hospital", "ResearchOrganization", "Site"])


def profile(*names, types="Company", town="", country=""):
    return Profile(tuple(map(read, names)), frozenset({types}), town, country, frozenset())


def profiles(most):
    return st.builds(
        Profile,
        st.lists(NAMES, min_size=1, max_size=most, unique=True).map(tuple),
        TYPES.map(lambda kind: frozenset({kind})),
        st.sampled_from(["", "paris", "lyon", "lyon 8e"]),
        st.sampled_from(["", "FR", "US"]),
        st.just(frozenset()),
    )


def told(one, other):
    return described(one, other)[0]


@given(NAMES, NAMES, st.frozensets(st.sampled_from(["cochin", "lpem", "institut"])))
def test_an_overlap_is_a_share_and_the_same_from_either_side(one, other, known):
    """All shares lie in [0, 1]; swapping the names swaps nothing but their own weights."""
    found, back = overlap(one, other, known), overlap(other, one, known)
    shares = (found.jaccard, *found.covered)
    assert all(0 <= share <= 1 + 1e-9 for share in shares)
    assert shares == pytest.approx((back.jaccard, *back.covered))
    assert (found.one, found.other, found.same) == pytest.approx((back.other, back.one, back.same))
    assert found.covered[0] <= found.covered[1]


@given(NAMES)
def test_a_name_overlaps_wholly_with_itself(name):
    """Equal names share all their weight, and a unit number alone has no words to share."""
    found = overlap(name, name)
    assert found.same
    assert found.jaccard == pytest.approx(1 if name.words else 0)


def test_an_overlap_is_computed_by_weight():
    """Of 6 and 8 shared 4: the union is 10, the shares are a half and two thirds."""
    found = Overlap(shared=4, one=6, other=8, same=False)
    assert found.jaccard == pytest.approx(0.4)
    assert found.covered == pytest.approx((0.5, 2 / 3))
    assert Overlap(0, 0, 0, same=False).covered == (0, 0)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Institut Cochin", "Institut Kochin"),
        ("Hôpital dOrsay", "Hôpital d'Orsay"),
        ("Biologie moléculaire", "Molecular Biology"),
    ],
)
def test_two_spellings_of_a_word_pair_up(one, other):
    """A slip, a lost apostrophe or another language leaves nothing unshared."""
    assert overlap(read(one), read(other)).jaccard == pytest.approx(1)


@pytest.mark.parametrize("other", ["Tc Land Expression", "TcLandExpression"])
def test_a_blank_more_or_less_leaves_a_name_the_same(other):
    """TcLand and Tc Land share all their weight; names of few letters have to be written alike."""
    found = overlap(read("TcLand Expression"), read(other))
    assert found.same
    assert found.jaccard == 1
    assert not overlap(read("AB CD"), read("ABCD")).same
    assert not overlap(read("TcLand Expression"), read("TcLand Expressions")).same


def test_one_word_pairs_up_only_once():
    """Two spellings on one side do not both stand for one word of the other."""
    found = overlap(read("Yposkesi Yposkezi"), read("Yposkesy"))
    assert found.shared < found.one
    assert found.jaccard < 1


def test_a_word_weighs_by_how_few_names_bear_it():
    """Sharing the rare word says more than sharing the common one."""
    rare = overlap(read("Hôpital Yposkesi"), read("Clinique Yposkesi"))
    common = overlap(read("Hôpital Yposkesi"), read("Hôpital Sartorius"))
    assert rare.jaccard > common.jaccard > 0


def test_known_acronyms_are_passed_over_where_words_remain():
    """LPEM behind a name adds nothing; a name that is the acronym keeps it."""
    long, short = read("Institut Cochin LPEM"), read("Institut Cochin")
    assert overlap(long, short).jaccard < 1
    assert overlap(long, short, frozenset({"lpem"})).jaccard == pytest.approx(1)
    assert overlap(read("LPEM"), read("LPEM"), frozenset({"lpem"})).shared > 0


@pytest.mark.parametrize("said", ["Institut Kappa Orsay", "Institut national Kappa"])
def test_a_town_or_national_adds_nothing_where_the_other_name_lacks_it(said):
    """Who is known by town is often called with it; a town in both names counts as any word."""
    known = profile("Institut Kappa", town="orsay")
    assert told(known, profile(said))["overlap"] == pytest.approx(1)
    assert told(profile("Zeta Orsay", town="orsay"), profile("Kappa Orsay"))["overlap"] > 0


@pytest.mark.parametrize("other", ["CNRS", "CNRS UMR 8105"])
def test_a_unit_is_neither_its_body_nor_another_unit_of_it(other):
    """The words of the body say nothing where all else is the number of a unit."""
    assert overlap(read("CNRS UMR 8104"), read(other)).shared == 0
    assert not overlap(read("CNRS UMR 8104"), read(other)).same


def test_a_lost_apostrophe_or_an_abbreviation_leaves_a_name_the_same():
    """What is read alike is the same name, however it is written; another order is not."""
    assert overlap(read("Inst. dOrsay"), read("Institut d'Orsay")).same
    assert not overlap(read("Orsay Institut"), read("Institut d'Orsay")).same


@given(profiles(3), profiles(1))
def test_likeness_is_the_same_from_either_side(one, other):
    """Which of two registers is read first does not change the probability."""
    (forth, _), (back, _) = likeness(one, other), likeness(other, one)
    assert forth == pytest.approx(back)


@given(profiles(4), profiles(4))
def test_likeness_and_all_features_are_in_the_unit_interval(one, other):
    """A probability and shares: nothing below 0, nothing above 1, and no zero is told."""
    score, found = likeness(one, other)
    assert 0 <= score <= 1
    assert all(0 < value <= 1 + 1e-9 for value in found.values())
    assert found in described(one, other)


@given(profiles(3), st.sampled_from(["Yposkesi", "Institut Cochin"]))
def test_a_further_name_that_both_bear_is_found(one, shared):
    """Of all pairs of names the equal one speaks, wherever it stands."""
    first = Profile((*one.names, read(shared)), one.types, "", "", frozenset())
    found = told(first, profile("Zzz", shared))
    assert found["exact"] == 1


@pytest.mark.parametrize(
    ("feature", "one", "other"),
    [
        ("exact", profile("Yposkesi SAS"), profile("YPOSKESI")),
        ("exact, a body", profile("AP-HP"), profile("Assistance publique - hôpitaux de Paris")),
        ("same core", profile("Institut Micalis - Inrae"), profile("MICALIS")),
        ("same core", profile("Maravai LifSciences"), profile("Maravai LifeSciences")),
        ("acronym only", profile("LPEM"), profile("LPEM")),
        ("contained", profile("Sartorius"), profile("Sartorius Stedim")),
        ("nearly whole", profile("Cochin Institut"), profile("Institut Cochin")),
        ("numbers differ", profile("Laboratoire 12"), profile("Laboratoire 13")),
        ("other component", profile("Hôpital de Lens"), profile("Scanner de l'hôpital de Lens")),
        ("same unit", profile("Institut Alpha UMR 7275"), profile("CNRS UMR7275")),
        ("other unit", profile("Alpha U1016"), profile("Alpha U1017")),
        ("same unit number", profile("Alpha UMR 970"), profile("Alpha U970")),
        ("acronym of the other", profile("Alpha Bio", "LPEM"), profile("ESPCI LPEM")),
        ("same town", profile("Alpha", town="lyon"), profile("Alpha", town="lyon 8e")),
        ("other town", profile("Alpha", town="lyon"), profile("Alpha", town="paris")),
        ("other country", profile("Alpha", country="FR"), profile("Alpha", country="US")),
        ("other type", profile("Alpha"), profile("Alpha", types="Hospital")),
        (
            "other body",
            profile("Alpha", types="ResearchOrganization"),
            profile("Alpha", types="Hospital"),
        ),
    ],
)
def test_what_stands_beside_and_in_the_names_is_told(feature, one, other):
    """Each circumstance has its feature, from either side, and a thing does not differ in it."""
    assert told(one, other)[feature] == 1
    assert told(other, one)[feature] == 1
    if feature == "other body":
        assert "other type" not in told(one, other)
    absent = feature.startswith("other") or feature in {"contained", "numbers differ"}
    if absent:
        assert feature not in told(one, one)
        assert feature not in told(other, other)


def test_a_core_is_not_the_same_where_a_telling_word_is_left():
    """A firm's Alpha Beta is not Alpha; two bodies are not alike by their bodies or their town."""
    assert "same core" not in told(profile("Institut Micalis"), profile("Micalis Yposkesi"))
    assert "same core" not in told(profile("Inserm Cochin"), profile("Inserm Sartorius"))
    assert "same core" not in told(profile("INSA de Rouen"), profile("Université de Rouen"))


@pytest.mark.parametrize(
    "feature", ["same unit", "other unit", "same town", "other town", "other country"]
)
def test_what_is_not_known_of_both_is_no_feature(feature):
    """A register without towns, units or countries says nothing for or against."""
    full = profile("Alpha UMR 7275", town="lyon", country="FR")
    assert feature not in told(full, profile("Alpha"))
    assert feature not in told(profile("Alpha"), full)


@pytest.mark.parametrize(
    "worse",
    [
        profile("Institut Cochin", types="ResearchOrganization", town="lille"),
        profile("Institut Pasteur", types="ResearchOrganization", town="paris"),
        profile("Scanner de l'Institut Cochin", types="ResearchOrganization", town="paris"),
    ],
)
def test_what_differs_makes_a_pair_less_likely(worse):
    """Another town, another name, a part of the whole: each is less sure than the same again."""
    cochin = profile("Institut Cochin", types="ResearchOrganization", town="paris")
    assert likeness(cochin, worse)[0] < likeness(cochin, cochin)[0]
