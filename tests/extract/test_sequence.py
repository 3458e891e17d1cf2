"""Spans by the encoder: what it is told of a sentence and what is made of its answers."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from biograph.extract import rules
from biograph.extract.encoder import tagger
from biograph.extract.sequence import OUTSIDE, Sequencer, _spans, inside, labels, rule_tags
from biograph.extract.spans import Candidate
from biograph.extract.tokens import sentences, tokenize

if TYPE_CHECKING:
    from collections.abc import Callable

    from biograph.extract.tokens import Tokens

SOURCES = ("actor", "place", "suffix")
# Words near names, and signs.
words = st.sampled_from(
    (
        *("Zorvax", "Pharma", "Dorvane", "Bio", "Ambrelle", "Lyon", "Lille", "recrute"),
        *("à", "un", "vaccin", "de", "L'été", "12", "CAR-T", ".", ","),
    )
)
taught_texts = st.lists(words, max_size=15).map(" ".join)
texts = st.one_of(taught_texts, st.text(max_size=60))


def ruled(text: str, name: str, kind: str, source: str = "actor") -> Candidate:
    """A candidate of the rules at the first place of a name."""
    start = text.index(name)
    return Candidate(start, start + len(name), kind, "", source)


@st.composite
def flat(draw: st.DrawFn, size: int = 60) -> list[Candidate]:
    """Candidates that do not overlap, at any offsets: token borders or not."""
    cuts = sorted(draw(st.sets(st.integers(0, size), max_size=10)))
    return [
        Candidate(start, end, draw(st.sampled_from(("Company", "Location"))), "", source)
        for start, end in pairwise(cuts)
        if (source := draw(st.sampled_from((*SOURCES, None))))
    ]


@st.composite
def sentences_with_candidates(draw: st.DrawFn) -> tuple[Tokens, list[Candidate]]:
    """A sentence and candidates on its tokens, overlapping or not, of known and other types."""
    tokens = tokenize(draw(texts))
    last = len(tokens.words) - 1
    if last < 0:
        return tokens, []
    raw = st.tuples(
        st.integers(0, last),
        st.integers(0, 3),
        st.sampled_from(("Company", "Location", "Money")),
        st.sampled_from(SOURCES),
    )
    return tokens, [
        Candidate(tokens.starts[first], tokens.ends[min(first + more, last)], kind, "", source)
        for first, more, kind, source in draw(st.lists(raw, max_size=5))
    ]


@pytest.fixture(scope="module")
def reader() -> Sequencer:
    """The shipped encoder as a reader of spans."""
    return Sequencer(tagger.load())


def test_a_token_is_inside_only_with_both_its_ends() -> None:
    """A span that cuts a word does not hold it; one that touches its ends does."""
    tokens = tokenize("Zorvax Pharma recrute")
    assert [*inside(tokens, 0, 13)] == [0, 1]
    assert [*inside(tokens, 0, 12)] == [0]
    assert [*inside(tokens, 1, 13)] == [1]
    assert [*inside(tokens, 1, 5)] == []


def told(tokens: Tokens, found: list[Candidate], tag: Callable[[Candidate], str]) -> list[str]:
    """For each token the tag of the candidate that holds it, begun at its first token."""
    wanted, before = [], None
    for start, end in zip(tokens.starts, tokens.ends, strict=True):
        home = next((c for c in found if c.start <= start and end <= c.end), None)
        begins = "B" if home is not before else "I"
        wanted.append(f"{begins}-{tag(home)}" if home else OUTSIDE)
        before = home
    return wanted


@given(texts, flat())
def test_labels_mark_exactly_the_tokens_inside(text: str, found: list[Candidate]) -> None:
    """The first token of a span is told from its others, and all the rest is outside."""
    tokens = tokenize(text)
    spans = [(c.start, c.end, c.kind) for c in found]
    assert labels(tokens, spans) == told(tokens, found, lambda c: c.kind)


@given(texts, flat())
def test_rule_tags_mark_exactly_the_tokens_inside(text: str, found: list[Candidate]) -> None:
    """In each sentence of a text the candidates of the whole text mark their tokens only."""
    for tokens in sentences(tokenize(text)):
        assert rule_tags(tokens, found) == told(tokens, found, lambda c: f"{c.kind}:{c.source}")


@given(texts, flat())
def test_labels_read_back_give_the_same_tokens(text: str, found: list[Candidate]) -> None:
    """Two names side by side stay two, and none is lost on the way."""
    tokens = tokenize(text)
    told = labels(tokens, [(c.start, c.end, c.kind) for c in found])
    held = ((inside(tokens, c.start, c.end), c.kind) for c in found)
    assert list(_spans(told)) == [(at[0], at[-1] + 1, kind) for at, kind in held if at]


@pytest.mark.parametrize(
    ("told", "spans"),
    [
        ("O I-Company I-Company O", [(1, 3, "Company")]),
        ("B-Company I-Location", [(0, 1, "Company"), (1, 2, "Location")]),
        ("B-Company B-Company I-Company", [(0, 1, "Company"), (1, 3, "Company")]),
        ("B-Company O I-Company", [(0, 1, "Company"), (2, 3, "Company")]),
    ],
)
def test_a_run_of_labels_without_a_beginning_is_a_span(
    told: str, spans: list[tuple[int, int, str]]
) -> None:
    """What the model labels is never dropped, even where its labels do not fit together."""
    assert list(_spans(told.split())) == spans


@pytest.mark.parametrize(
    ("text", "name", "kind"),
    [
        ("La société Belquado Pharma emploie douze personnes.", "Belquado Pharma", "Company"),
        ("Belquado, a biotech company, raised money.", "Belquado", "Company"),
        (
            "Le Centre hospitalier de Vorneuil recrute.",
            "Centre hospitalier de Vorneuil",
            "Hospital",
        ),
        ("Le siège est à Vorneuil-sur-Marne, en France.", "Vorneuil-sur-Marne", "Location"),
    ],
)
def test_names_that_no_list_holds_are_read_by_what_stands_around_them(
    reader: Sequencer, text: str, name: str, kind: str
) -> None:
    """Names of one and of several words, surer than not, beside what rules say of the text."""
    spans, _, _ = reader.read([(tokenize(text), rules.load().read(text, "fr"))])
    found = {(text[s.start : s.end], s.kind): s.probability for s in spans}
    assert found[name, kind] > 0.5


def test_without_a_rule_nothing_is_asked(reader: Sequencer) -> None:
    """A company that no rule proposes is read by the words around it alone."""
    text = "La société Belquado Pharma emploie douze personnes."
    spans, asked, _ = reader.read([(tokenize(text), [])])
    assert [(text[s.start : s.end], s.kind) for s in spans] == [("Belquado Pharma", "Company")]
    assert asked == {}


def test_what_the_rules_say_changes_what_is_read(reader: Sequencer) -> None:
    """The tag of the rules is told to the model beside the words."""
    text = "Avec Xylvo, tout change."
    tokens = tokenize(text)
    _, asked, _ = reader.read([(tokens, [ruled(text, "Xylvo", "Company")])])
    told = tagger.load().read([(tokens, [OUTSIDE] * 6)]).labels
    assert asked[5, 10, "Company"] > np.exp(told[1, tagger.load().labels.index("B-Company")])


@given(st.lists(sentences_with_candidates(), max_size=3))
def test_spans_read_are_flat_on_token_borders_with_a_probability(
    reader: Sequencer, found: list[tuple[Tokens, list[Candidate]]]
) -> None:
    """Whatever the rules say, spans of a sentence are in order, apart, and made of whole tokens."""
    for sentence in found:
        tokens, candidates = sentence
        spans, asked, _ = reader.read([sentence])
        assert all(a.end <= b.start for a, b in pairwise(spans))
        assert all(s.start < s.end for s in spans)
        assert {s.start for s in spans} <= set(tokens.starts)
        assert {s.end for s in spans} <= set(tokens.ends)
        assert all(0 <= s.probability <= 1 for s in spans)
        assert set(asked) == {(c.start, c.end, c.kind) for c in candidates}
        assert all(0 <= probability <= 1 for probability in asked.values())
        assert {s[:3]: asked[s[:3]] for s in spans if s[:3] in asked} == {
            s[:3]: s.probability for s in spans if s[:3] in asked
        }
    _, together, _ = reader.read(found)
    assert set(together) == {(c.start, c.end, c.kind) for _, some in found for c in some}


def test_a_span_read_and_the_same_span_ruled_are_as_probable(reader: Sequencer) -> None:
    """The two probabilities are one measure, so they can be weighed alike."""
    text = "La société Zorvax Pharma recrute à Lyon."
    found = [ruled(text, "Zorvax Pharma", "Company"), ruled(text, "Lyon", "Location")]
    spans, asked, _ = reader.read([(tokenize(text), found)])
    assert {s[:3]: s.probability for s in spans} == asked
    assert len(asked) == 2


def test_a_span_is_as_probable_as_its_least_sure_word(reader: Sequencer) -> None:
    """The first is asked as a beginning, the others as going on, the next as not going on."""
    text = "La société Ambrelle Bio Pharma recrute à Lyon."
    tokens, encoder = tokenize(text), tagger.load()
    chances = np.exp(encoder.read([(tokens, rule_tags(tokens, []))]).labels)
    first, more = (encoder.labels.index(f"{b}-Company") for b in "BI")
    least = [chances[2, first], chances[3, more], chances[4, more], 1 - chances[5, more]]
    spans, _, _ = reader.read([(tokens, [])])
    (company,) = [s for s in spans if s.kind == "Company"]
    assert text[company.start : company.end] == "Ambrelle Bio Pharma"
    assert company.probability == pytest.approx(min(least))


def test_a_wrong_span_of_the_rules_is_less_probable(reader: Sequencer) -> None:
    """The model doubts a cut name and a type that is not the name's."""
    text = "La société Zorvax Pharma recrute à Lyon."
    right, cut = ruled(text, "Zorvax Pharma", "Company"), ruled(text, "Pharma", "Company")
    wrong = right._replace(kind="Location")
    _, asked, _ = reader.read([(tokenize(text), [right])])
    _, doubted, _ = reader.read([(tokenize(text), [wrong, cut])])
    assert asked[right[:3]] > 0.5 > max(doubted[cut[:3]], doubted[wrong[:3]])


def test_a_type_that_the_model_never_saw_has_no_chance(reader: Sequencer) -> None:
    """An unknown type is improbable, no error."""
    text = "Zorvax Pharma recrute à Lyon."
    _, asked, _ = reader.read([(tokenize(text), [ruled(text, "Zorvax", "Spaceship")])])
    assert list(asked.values()) == [0.0]


def test_a_candidate_elsewhere_is_not_asked(reader: Sequencer) -> None:
    """Candidates of other sentences and those that hold no whole token have no probability."""
    text = "Lyon recrute. Zorvax recrute."
    first, _ = sentences(tokenize(text))
    found = [ruled(text, "Lyon", "Location"), ruled(text, "Zorvax", "Company")]
    _, asked, _ = reader.read([(first, [*found, ruled(text, "crut", "Company")])])
    assert list(asked) == [found[0][:3]]


@pytest.mark.parametrize("text", ["", " \n\t "])
def test_an_empty_text_gives_nothing(reader: Sequencer, text: str) -> None:
    """Without tokens there are no tags, labels or spans, whatever the rules say."""
    tokens, found = tokenize(text), [Candidate(0, 4, "Company", "", "actor")]
    assert rule_tags(tokens, found) == labels(tokens, [(0, 4, "Company")]) == []
    for read in (reader.read([(tokens, found)]), reader.read([])):
        assert read[:2] == ([], {})
        assert len(read.words.vectors) == 0


def test_a_text_read_before_leaves_no_trace(reader: Sequencer) -> None:
    """The same sentence is read the same after an empty and after another one."""
    sentence = tokenize("Zorvax Pharma recrute à Lyon."), []
    before = reader.read([sentence])
    reader.read([(tokenize("Lille."), [])])
    reader.read([(tokenize(""), [])])
    after = reader.read([sentence])
    assert after[:2] == before[:2]
    assert after.words.places == before.words.places
    assert np.array_equal(after.words.vectors, before.words.vectors)


@given(st.lists(sentences_with_candidates(), max_size=3))
def test_each_word_has_its_place_and_a_vector(
    reader: Sequencer, found: list[tuple[Tokens, list[Candidate]]]
) -> None:
    """Words of all sentences in a row, whatever the rules say."""
    places, vectors = reader.read(found).words
    assert [*places.starts] == [start for tokens, _ in found for start in tokens.starts]
    assert len(vectors) == len(places.starts)
    assert np.isfinite(vectors).all()


def test_half_a_surrogate_pair_is_read_like_any_other_character(reader: Sequencer) -> None:
    """JSON may hold text that has no UTF-8 form."""
    spans, _, _ = reader.read([(tokenize("\ud800 chez Sanofi \ud800x"), [])])
    assert all(0 <= s.probability <= 1 for s in spans)
