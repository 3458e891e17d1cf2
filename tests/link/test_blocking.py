"""For a new name the few that may be the same are found, by what tells names apart."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from biograph.link.blocking import COMMON, NamesIndex, same_word
from biograph.link.names import read

KNOWN = (
    "Yposkesi",
    "Institut Cochin",
    "Laboratoire de biologie Alpha",
    "Institut du Cerveau",
    "IPMC - CNRS UMR 7275",
    "Cellectis SA",
)


@pytest.fixture(scope="module")
def index():
    return NamesIndex((read(text), number) for number, text in enumerate(KNOWN))


def found(index, text):
    return [index.names[number].key for number in index.candidates(read(text))]


@pytest.mark.parametrize(
    ("slip", "key"),
    [
        ("Yposkezi", "yposkesi"),
        ("Ypokesi", "yposkesi"),
        ("dYposkesi", "yposkesi"),
        ("Celectis", "cellectis"),
        ("Cellectys SAS", "cellectis"),
    ],
)
def test_a_firm_of_one_word_is_found_under_a_slip(index, slip, key):
    """A misspelt word leads to the words that share most of its letters."""
    assert found(index, slip) == [key]


@pytest.mark.parametrize("text", ["Institut national", "Laboratoire de chimie", "Institut de Lyon"])
def test_common_words_alone_find_nobody(index, text):
    """Two institutes that share nothing but the word are not compared."""
    assert found(index, text) == []


def test_a_word_borne_by_too_many_finds_nobody_by_itself():
    """The word that most names bear says nothing; a rare one beside it still finds its name."""
    bearers = ["Hôpital " + "".join("abcdefghij"[int(d)] for d in f"{n:05}") for n in range(COMMON)]
    few, many = (
        NamesIndex((read(text), number) for number, text in enumerate(texts))
        for texts in (bearers, [*bearers, "Hôpital Zeta"])
    )
    assert few.candidates(read("Hôpital"))
    assert not many.candidates(read("Hôpital"))
    assert found(many, "Hop. Zeta") == ["hopital zeta"]
    bare = NamesIndex((read(text), number) for number, text in enumerate([*bearers, "Hôpital"]))
    assert found(bare, "HÔPITAL") == ["hopital"]


def test_a_unit_number_finds_its_bearer_whatever_else_is_said(index):
    """UMR7275 leads to the institute even beside another's words."""
    assert found(index, "UMR7275") == ["ipmc cnrs umr 7275"]
    assert found(index, "Laboratoire Alpha UMR_7275")[0] == "ipmc cnrs umr 7275"
    assert found(index, "UMR 7276") == []


def test_the_same_name_comes_first(index):
    """What is equal is compared before what is similar."""
    assert found(index, "Institut du cerveau")[0] == "institut du cerveau"
    assert found(index, "INSTITUT COCHIN")[0] == "institut cochin"


def test_of_names_that_share_as_much_the_shortest_come_first():
    """What else a longer name says speaks against it, whichever was indexed first."""
    index = NamesIndex([(read("Institut Kappa des Zygomes"), 0), (read("Institut Kappa"), 1)])
    assert found(index, "Kappa")[0] == "institut kappa"


def test_a_known_word_is_not_stretched_to_another():
    """Where a word is known it is no slip of a word beside it."""
    both = NamesIndex([(read("Celectis"), 0), (read("Cellectis"), 1)])
    assert both.near("cellectis") == ("cellectis",)
    assert both.near("cellectiss") == ("celectis", "cellectis")


def test_a_name_of_two_owners_leads_to_both_and_each_once():
    """Homonyms share a name; who says it twice is told once."""
    shared = NamesIndex([(read("Alpha"), 7), (read("ALPHA"), 7), (read("Alpha Bio"), 7)])
    assert sorted(shared.owners) == [[7], [7], [7]]  # the acronym ALPHA is another reading
    homonyms = NamesIndex([(read("Alpha"), 1), (read("Alpha SAS"), 1), (read("Alpha"), 2)])
    assert homonyms.owners == [[1, 2]]


def test_a_name_without_letters_is_nobodys():
    """A dash in a name column finds nothing and is found by nothing."""
    empty = NamesIndex([(read("—"), 0), (read(""), 1)])
    assert empty.names == []
    assert empty.candidates(read("—")) == []


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("yposkesi", "yposkezi", True),
        ("moleculaire", "molecular", True),
        ("biologie", "biology", True),
        ("optique", "optics", True),
        ("chimie", "chimique", True),
        ("integree", "integrative", True),
        ("rurale", "ruraux", True),
        ("genie", "geniques", False),
        ("masse", "massif", False),
        ("orsay", "dorsay", True),
        ("cell", "call", False),
        ("unit12", "unit13", False),
        ("genomique", "proteomique", False),
        ("cochin", "pasteur", False),
    ],
)
def test_a_letter_or_two_may_differ_but_no_digit(one, other, same):
    """Slips and forms of a word are one word; short words and numbers have to agree."""
    assert same_word(one, other) is same
    assert same_word(other, one) is same


@given(
    st.text("abdehilory12", min_size=1, max_size=12),
    st.text("adehilo12", max_size=2),
    st.integers(0, 12),
    st.integers(0, 2),
)
def test_near_words_are_near_both_ways(one, put, place, taken):
    """Which of two spellings comes first says nothing."""
    other = one[:place] + put + one[place + taken :]
    assert same_word(one, other) == same_word(other, one)
    assert same_word(one, one)


@given(st.text("abdehilory", min_size=5, max_size=10), st.integers(0, 9), st.integers(0, 9))
def test_words_of_different_digits_are_never_one(word, one, other):
    """Site 1 is not site 2, however long the word before the digit."""
    assert same_word(f"{word}{one}", f"{word}{other}") == (one == other)


@given(st.lists(st.sampled_from([*KNOWN, "Institut Alpha", "U1016", "Cellectis"]), max_size=6))
def test_every_name_of_an_index_finds_itself(texts):
    """Blocking never loses the name that is equal."""
    index = NamesIndex((read(text), number) for number, text in enumerate(texts))
    for text in texts:
        assert read(text).key in found(index, text)
