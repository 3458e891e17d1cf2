"""Copies of one publication are known, whatever was done to them, and nothing else is."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from biograph.link.copies import Sketched, copied, copies, likeness, sketch


def prose(seed, words=300):
    """A text of its own: invented words, some in capitals, a full stop here and there."""
    chance = random.Random(seed)  # noqa: S311 - the same text every time, no secret
    vocabulary = [f"{chance.choice('bdglmprst')}{chance.choice('aeiou')}{n}" for n in range(400)]
    told = (chance.choice(vocabulary) for _ in range(words))
    return " ".join(f"{word}." if n % 12 == 11 else word for n, word in enumerate(told))


RELEASE, OTHER, ABOUT = prose("release"), prose("other"), prose("about", 100)
HEAD, FOOT = prose("head", 40), prose("foot", 90)


def without_some_words(text, one_in):
    return " ".join(word for n, word in enumerate(text.split()) if n % one_in)


@pytest.mark.parametrize(
    "copy",
    [
        RELEASE,
        f"{HEAD} {RELEASE} {FOOT}",
        " ".join(RELEASE.split()[:150]),
        without_some_words(RELEASE, 20),
        f"{HEAD} {without_some_words(RELEASE, 25)} {FOOT}",
        RELEASE.upper().replace(".", " -"),
    ],
    ids=["same", "framed", "shortened", "edited", "edited and framed", "set otherwise"],
)
def test_a_copy_is_known(copy):
    """Under another head and foot, cut in half, or with some words less, it is the same release."""
    assert copied(sketch(RELEASE), sketch(copy))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (RELEASE, OTHER),
        (f"{RELEASE} {ABOUT}", f"{OTHER} {ABOUT}"),
        (RELEASE, f"{OTHER} {' '.join(RELEASE.split()[:40])}"),
        ("Alpha rachète Beta.", "Alpha rachète Beta."),
        ("", ""),
        (RELEASE, " ".join(RELEASE.split()[:40])),
    ],
    ids=["other text", "same firm", "quoted", "one sentence", "no word", "an extract"],
)
def test_what_shares_a_passage_is_no_copy(one, other):
    """Words about the firm, a quotation or a mere sentence do not make one release of two."""
    assert not copied(sketch(one), sketch(other))


def test_accents_and_spaces_do_not_count():
    """The same words from a page and from a PDF have one sketch."""
    assert sketch("Société créée à Évry-Courcouronnes") == sketch(
        "societe  cre\u0301ee a EVRY, COURCOURONNES"
    )


def test_a_sketch_is_short_whatever_the_text():
    """A book takes no more room than a page, and a copy or the half of it is still known."""
    book = prose("book", 20_000)
    made = sketch(book)
    assert len(made) < 1_400
    assert copied(made, sketch(f"{HEAD} {book}"))
    assert copied(made, sketch(" ".join(book.split()[10_000:])))
    assert not copied(made, sketch(prose("another book", 20_000)))


@given(st.text(max_size=200), st.text(max_size=200), st.integers(0, 200))
def test_likeness_is_symmetric_and_in_bounds(one, other, shared):
    """Whichever text comes first, also where they share a passage."""
    passage = " ".join(RELEASE.split()[:shared])
    left, right = sketch(f"{one} {passage}"), sketch(f"{passage} {other}")
    assert likeness(left, right) == likeness(right, left)
    share, length, count = likeness(left, right)
    assert 0 <= share <= 1
    assert 0 <= length <= 1
    assert count <= 256


LIBRARY = [
    Sketched("v/1", ("doi:10.1/a",), sketch(RELEASE)),
    Sketched("v/2", (), sketch(f"{HEAD} {RELEASE}")),
    Sketched("v/3", ("doi:10.1/a", "pmid:7"), ""),
    Sketched("v/4", ("pmid:7",), sketch(OTHER)),
    Sketched("v/5", ("nct:NCT00000001",), sketch(ABOUT)),
    Sketched("v/6", (), sketch(FOOT)),
    Sketched("v/7", (), sketch(without_some_words(FOOT, 20))),
]


@given(st.permutations(LIBRARY))
def test_the_order_of_documents_does_not_count(documents):
    """The same documents in any order have the same copies, with the same reasons."""
    assert copies(documents) == copies(LIBRARY)


def test_copies_of_copies_are_one_group():
    """By number or by words, all stand for the first; what has no copy is not among them."""
    assert {one: copy.first for one, copy in copies(LIBRARY).items()} == {
        "v/2": "v/1",
        "v/3": "v/1",
        "v/4": "v/1",
        "v/7": "v/6",
    }


def test_two_that_are_alike_through_a_third_are_one_group():
    """The halves of a release share nothing; the whole, whatever its name, joins them."""
    words = RELEASE.split()
    halves = [Sketched("a", (), sketch(" ".join(words[:150])))]
    halves.append(Sketched("b", (), sketch(" ".join(words[150:]))))
    assert not copies(halves)
    found = copies([*halves, Sketched("c", (), sketch(RELEASE))])
    assert {one: copy.first for one, copy in found.items()} == {"b": "a", "c": "a"}
    assert all(copy.reason for copy in found.values())


def test_a_copy_says_why_it_is_one():
    """A shared number is named; of likeness the share of words is told."""
    found = copies(LIBRARY)
    assert found["v/3"].reason == "doi:10.1/a"
    assert found["v/2"].reason.startswith("100%")


def test_a_new_document_changes_only_its_own_group():
    """Copies found before stay copies of the same first, where a later document joins them."""
    before = copies(LIBRARY)
    after = copies([*LIBRARY, Sketched("v/8", (), sketch(FOOT))])
    assert {one: after[one] for one in before} == before
    assert after["v/8"].first == "v/6"


def test_a_release_on_many_sites_is_one_and_a_common_foot_makes_none():
    """However many print it; pages of one site that share a foot stay apart."""
    printed = [Sketched(f"p/{n:03}", (), sketch(f"{prose(n, 30)} {RELEASE}")) for n in range(70)]
    pages = [Sketched(f"s/{n:03}", (), sketch(f"{prose(n, 200)} {FOOT}")) for n in range(70)]
    found = copies([*printed, *pages])
    assert {copy.first for copy in found.values()} == {"p/000"}
    assert len(found) == 69
