"""Of many profiles the pairs worth a look are given, with a probability and what speaks for it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from biograph.link.compare import likeness
from biograph.link.likeness import Pair, certain, likely
from biograph.link.model import weights
from biograph.link.names import read
from biograph.link.profile import Profile
from biograph.model import Identifier


def profile(*names, types="Company", town="", siren=""):
    ids = frozenset({Identifier("siren", siren)} if siren else ())
    return Profile(tuple(map(read, names)), frozenset({types}), town, "FR", ids)


PROFILES = st.lists(
    st.builds(
        profile,
        st.sampled_from(["Yposkesi", "YPOSKESI SAS", "Institut Cochin", "Alpha 12", "LPEM"]),
        st.sampled_from(["Yposkezi", "Inst. Cochin UMR 8104", "Beta", "LPEM"]),
        types=st.sampled_from(["Company", "Hospital", "ResearchOrganization", "Site", "Therapy"]),
        town=st.sampled_from(["", "paris", "lyon"]),
        siren=st.sampled_from(["", "1", "2"]),
    ),
    max_size=6,
)


def pairs(*profiles):
    return list(likely(dict(enumerate(profiles))))


def sure(one, other):
    (pair,) = pairs(one, other)
    return certain(one, other, pair)


@given(PROFILES)
def test_pairs_are_in_order_likely_enough_and_consistent(profiles):
    """Each pair once, by its numbers; organisations only, no two SIREN, no site with a firm."""
    found = pairs(*profiles)
    keys = [(pair.one, pair.other) for pair in found]
    assert keys == sorted(set(keys))
    for pair in found:
        one, other = profiles[pair.one], profiles[pair.other]
        assert pair.one < pair.other
        assert weights().doubtful <= pair.score <= 1
        assert one.organisation
        assert other.organisation
        assert ("Site" in one.types) == ("Site" in other.types)
        assert len(one.identifiers | other.identifiers) <= 1


@given(PROFILES)
def test_the_numbers_of_profiles_are_only_labels(profiles):
    """Profiles under other numbers give the same pairs under those."""
    shifted = likely({number + 100: one for number, one in enumerate(profiles)})
    moved = [pair._replace(one=pair.one - 100, other=pair.other - 100) for pair in shifted]
    assert moved == pairs(*profiles)


@given(PROFILES)
def test_two_registers_are_compared_the_same_from_either_side(profiles):
    """The order in which the profiles come changes no pair and no score."""
    last = len(profiles) - 1
    back = {(last - pair.other, last - pair.one): pair.score for pair in pairs(*reversed(profiles))}
    assert back == pytest.approx({(p.one, p.other): p.score for p in pairs(*profiles)})


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (profile("Yposkesi"), profile("Sartorius")),
        (profile("Yposkesi", siren="1"), profile("Yposkesi", siren="2")),
        (profile("Yposkesi"), profile("Yposkesi", types="Site")),
        (profile("Yposkesi", types="Therapy"), profile("Yposkesi", types="Therapy")),
        (profile("Institut Alpha"), profile("Institut Beta")),
    ],
)
def test_what_shares_nothing_or_contradicts_is_no_pair(one, other):
    """Other names, other identifiers, another sort of thing: not even doubtful."""
    assert pairs(one, other) == []


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (profile("Yposkesi"), profile("YPOSKESI SAS")),
        (profile("Yposkesi", "Généthon Bioprod"), profile("Généthon Bioprod")),
        (
            profile("Institut Cochin", types="ResearchOrganization", town="paris"),
            profile("Inst. Cochin", types="ResearchOrganization", town="paris"),
        ),
        (
            profile("Institut Cochin UMR 8104", types="ResearchOrganization"),
            profile("Institut Cochin CNRS UMR8104", types="ResearchOrganization"),
        ),
    ],
)
def test_a_name_that_is_told_from_others_joins_without_a_person(one, other):
    """The same name of a firm, or of a body in its town or with its number, is sure."""
    assert sure(one, other)
    assert sure(other, one)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (profile("Alpha Bio", "Zeta Omega"), profile("Gamma Bio", "Zeta Omega")),
        (
            profile("Institut Cochin", types="ResearchOrganization"),
            profile("Institut Cochin", types="ResearchOrganization", town="paris"),
        ),
        (profile("Yposkesi Omega"), profile("Yposkesi Omega", types="Hospital")),
    ],
)
def test_a_bare_alias_a_missing_town_and_another_sort_wait_for_a_person(one, other):
    """However likely such a pair is by the numbers, it is not joined without a person."""
    pair = Pair(0, 1, 1.0, likeness(one, other)[1])
    assert not certain(one, other, pair)
    assert not certain(other, one, pair)


def test_a_pair_below_the_threshold_is_not_sure():
    """What is only doubtful waits, whatever else speaks for it."""
    one, other = profile("Yposkesi"), profile("Yposkesi")
    (pair,) = pairs(one, other)
    assert not certain(one, other, pair._replace(score=weights().accepted - 1e-6))
    assert certain(one, other, pair._replace(score=weights().accepted))


def test_the_reason_tells_what_speaks_loudest():
    """At most four features, by the size of what they add, with the value where it is not 1."""
    by_feature = weights().by_feature
    features = {"bias": 1.0, "exact": 1.0, "same unit": 1.0, "spelling": 0.5, "telling": 0.25}
    told = Pair(0, 1, 0.9, features).reason.split(", ")
    values = [f"{f} {v:.2f}".replace(" 1.00", "") for f, v in features.items() if f != "bias"]
    assert sorted(told) == sorted(values)
    loudest = max(features.keys() - {"bias"}, key=lambda f: abs(by_feature[f] * features[f]))
    assert told[0].startswith(loudest)
    more = Pair(0, 1, 0.9, {**features, "other town": 1.0}).reason.split(", ")
    assert len(more) == 4
    assert "other town" in more


PROMES = ("Laboratoire Procédés, Matériaux, Énergie solaire", "PROMES")


@pytest.mark.parametrize(
    ("names", "town", "one"),
    [
        (("Laboratoire Procédés, Matériaux et Énergie Solaire", "PROMES"), "perpignan", True),
        (("Laboratoire Procédés, Matériaux et Énergie Solaire", "LPMES"), "perpignan", False),
        (("Laboratoire de Mécanique des Solides", "PROMES"), "perpignan", False),
        (
            ("Laboratoire Procédés, Matériaux et Énergie Solaire", "PROMES", "UMR 7012"),
            "lyon",
            False,
        ),
    ],
)
def test_a_laboratory_of_one_acronym_and_name_is_one_wherever_it_lies(names, town, one):
    """Laboratories lie on several campuses; an acronym or a name alone is borne by many."""
    ours = profile(*PROMES, "UPR 8521", types="ResearchOrganization", town="odeillo")
    other = profile(*names, types="ResearchOrganization", town=town)
    found = [pair for pair in pairs(ours, other) if certain(ours, other, pair)]
    assert bool(found) is one


def test_firms_of_one_name_in_two_towns_are_left_to_a_person():
    """What holds for laboratories does not for clinics and firms."""
    one = profile(*PROMES, types="Hospital", town="odeillo")
    other = profile(*PROMES, types="Hospital", town="perpignan")
    assert not any(certain(one, other, pair) for pair in pairs(one, other))
