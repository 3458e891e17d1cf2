"""The trained sequence model: what it is told of a sentence and what it gives back."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import pycrfsuite
import pytest
from hypothesis import given
from hypothesis import strategies as st

from biograph.errors import DataError
from biograph.extract.sequence import (
    DIGEST,
    LEXICON,
    MODEL,
    OUTSIDE,
    Sequencer,
    _spans,
    features,
    inside,
    labels,
    load,
    rule_tags,
    seal,
)
from biograph.extract.spans import Candidate
from biograph.extract.tokens import sentences, tokenize
from tests.extract.conftest import parse_marked

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from biograph.extract.tokens import Tokens

COMMON = frozenset({"recrute", "est", "a", "de", "un", "vaccin"})
TAUGHT = (
    "{Zorvax Pharma|Company} recrute à {Lyon|Location}.",
    "Un vaccin de {Dorvane|Company} est produit à {Lille|Location}.",
    "{Ambrelle Bio Pharma|Company}, à {Lyon|Location}, recrute.",
    "Un vaccin est produit.",
)
SOURCES = ("actor", "place", "suffix")
# What the model was taught, what is near it, and signs.
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
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A model of a handful of sentences, in which the rules are always right."""
    made = tmp_path_factory.mktemp("names")
    trainer = pycrfsuite.Trainer(verbose=False)
    trainer.set_params({"c2": 0.1, "max_iterations": 50})
    for sentence in map(parse_marked, TAUGHT):
        tokens = tokenize(sentence.text)
        spans = [(e.start, e.end, e.type) for e in sentence.entities]
        told = labels(tokens, spans)
        found = [Candidate(start, end, kind, "", "actor") for start, end, kind in spans]
        for tags in (rule_tags(tokens, found), rule_tags(tokens, [])):
            trainer.append(features(tokens, tags, COMMON), told)
    trainer.train(str(made / MODEL))
    seal(made / MODEL)
    (made / LEXICON).write_text("\n".join(sorted(COMMON)) + "\n", encoding="utf-8")
    return made


@pytest.fixture(scope="module")
def reader(folder: Path) -> Sequencer:
    """The model of ``folder`` in memory."""
    return load(folder)


def test_a_token_is_inside_only_with_both_its_ends() -> None:
    """A span that cuts a word does not hold it; one that touches its ends does."""
    tokens = tokenize("Zorvax Pharma recrute")
    assert inside(tokens, 0, 13) == [0, 1]
    assert inside(tokens, 0, 12) == [0]
    assert inside(tokens, 1, 13) == [1]
    assert inside(tokens, 1, 5) == []


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


@given(sentences_with_candidates(), st.frozensets(words))
def test_every_token_of_any_text_has_one_list_of_features(
    sentence: tuple[Tokens, list[Candidate]], common: frozenset[str]
) -> None:
    """Whatever the signs, each token is told by its own form and by the tag of the rules."""
    tokens, found = sentence
    tags = rule_tags(tokens, found)
    told = features(tokens, tags, common)
    assert len(told) == len(tokens.words)
    assert all(f"r={tag}" in own for tag, own in zip(tags, told, strict=True))


def test_features_keep_the_names_that_the_model_was_trained_on() -> None:
    """A token is told by itself, by four neighbours with their tags and by four words beyond."""
    text = "un vaccin de Zorvax12 Pharmaaaaa recrute à Lyon"
    tokens = tokenize(text)
    found = [ruled(text, "Zorvax12 Pharmaaaaa", "Company", "suffix")]
    told = features(tokens, rule_tags(tokens, found), COMMON)
    own = "w=pharmaaaaa s3=aaa sh=Xxx r=I-Company:suffix s4=aaaa p3=pha p4=phar c=10"
    near = (
        "-2w=zorvax -2sh=Xxx -2r=B-Company:suffix -1w=00 -1s3=00 -1sh=00 -1r=I-Company:suffix"
        " 1w=recrute 1s3=ute 1sh=xx 1r=O 2w=a 2sh=x 2r=O"
    )
    far = "<w=vaccin <w=de >w=lyon -1_0=w=00|w=pharmaaaaa 0_1=w=pharmaaaaa|w=recrute"
    assert told[5] == f"{own} rk=I-Company rb=Company {near} {far}".split()
    assert told[0][:8] == ["w=un", "s3=un", "sh=xx", "r=O", "s4=un", "p3=un", "p4=un", "c=01"]


def test_the_ends_of_a_sentence_are_told() -> None:
    """A lone word has an edge on all four sides and no pairs."""
    (told,) = features(tokenize("Lyon"), [OUTSIDE], frozenset())
    assert told[8:] == ["-2edge", "-1edge", "1edge", "2edge"]


def test_the_second_and_the_last_but_one_token_are_told_in_pairs() -> None:
    """Each two neighbours are a pair, for both of them."""
    first, last = features(tokenize("un vaccin"), [OUTSIDE, OUTSIDE], frozenset())
    assert first[-1] == "0_1=w=un|w=vaccin"
    assert last[-1] == "-1_0=w=un|w=vaccin"


def test_a_long_word_has_a_short_shape() -> None:
    """The shape tells capitals, digits and signs of the beginning of a word, and runs as two."""
    (told,) = features(tokenize("abcdefghijklMN"), [OUTSIDE], frozenset())
    assert "sh=xx" in told
    (told,) = features(tokenize("aBCDe"), [OUTSIDE], frozenset())
    assert "sh=xXXx" in told
    assert "sh=-" in features(tokenize("-"), [OUTSIDE], frozenset())[0]


def test_the_model_reads_what_it_was_taught(reader: Sequencer) -> None:
    """Names of one and of several words come back at their place, surer than not."""
    for sentence in map(parse_marked, TAUGHT):
        spans, asked = reader.read(tokenize(sentence.text), [])
        assert [s[:3] for s in spans] == [(e.start, e.end, e.type) for e in sentence.entities]
        assert all(s.probability > 0.5 for s in spans)
        assert asked == {}


def test_what_the_rules_say_changes_what_is_read(reader: Sequencer) -> None:
    """An unknown word is a name where the rules call it one, and of the type they say."""
    text = "Xylvo recrute"
    tokens = tokenize(text)
    assert reader.read(tokens, [])[0] == []
    for kind in ("Company", "Location"):
        spans, _ = reader.read(tokens, [ruled(text, "Xylvo", kind)])
        assert [(text[s.start : s.end], s.kind) for s in spans] == [("Xylvo", kind)]


def test_common_words_come_from_the_lexicon(folder: Path, reader: Sequencer) -> None:
    """The words beside the model are those it is asked with: without them it reads otherwise."""
    assert reader.common == COMMON
    tokens = tokenize("Zorvax Pharma recrute à Lyon.")
    tagger = pycrfsuite.Tagger()
    tagger.open(str(folder / MODEL))
    assert Sequencer(tagger, COMMON).read(tokens, []) == reader.read(tokens, [])
    assert Sequencer(tagger, frozenset()).read(tokens, []) != reader.read(tokens, [])


@given(sentences_with_candidates())
def test_spans_read_are_flat_on_token_borders_with_a_probability(
    reader: Sequencer, sentence: tuple[Tokens, list[Candidate]]
) -> None:
    """Whatever the rules say, spans are in order, apart, and made of whole tokens."""
    tokens, found = sentence
    spans, asked = reader.read(tokens, found)
    assert all(a.end <= b.start for a, b in pairwise(spans))
    assert all(s.start < s.end for s in spans)
    assert {s.start for s in spans} <= set(tokens.starts)
    assert {s.end for s in spans} <= set(tokens.ends)
    assert all(0 <= s.probability <= 1 for s in spans)
    assert set(asked) == {(c.start, c.end, c.kind) for c in found}
    assert all(0 <= probability <= 1 for probability in asked.values())
    assert {s[:3]: asked[s[:3]] for s in spans if s[:3] in asked} == {
        s[:3]: s.probability for s in spans if s[:3] in asked
    }


def test_a_span_read_and_the_same_span_ruled_are_as_probable(reader: Sequencer) -> None:
    """The two probabilities are one measure, so they can be weighed alike."""
    text = "Zorvax Pharma recrute à Lyon."
    found = [ruled(text, "Zorvax Pharma", "Company"), ruled(text, "Lyon", "Location")]
    spans, asked = reader.read(tokenize(text), found)
    assert {s[:3]: s.probability for s in spans} == asked
    assert len(asked) == 2


def test_a_span_is_as_probable_as_its_least_sure_token(folder: Path, reader: Sequencer) -> None:
    """The first token is asked as a beginning, the others as what follows one."""
    tagger = pycrfsuite.Tagger()
    tagger.open(str(folder / MODEL))
    tokens = tokenize("Ambrelle Bio Pharma, à Lyon, recrute.")
    tagger.set(features(tokens, rule_tags(tokens, []), COMMON))
    told = [tagger.marginal(f"{b}-Company", i) for i, b in enumerate("BII")]
    spans, _ = reader.read(tokens, [])
    assert len(set(told)) == 3
    assert spans[0].probability == pytest.approx(min(told))


def test_a_wrong_span_of_the_rules_is_less_probable(reader: Sequencer) -> None:
    """The model doubts a cut name and a type that is not the name's."""
    text = "Zorvax Pharma recrute à Lyon."
    right, cut = ruled(text, "Zorvax Pharma", "Company"), ruled(text, "Pharma", "Company")
    wrong = right._replace(kind="Location")
    _, asked = reader.read(tokenize(text), [wrong, cut, right])
    assert asked[right[:3]] > 0.5 > max(asked[cut[:3]], asked[wrong[:3]])


def test_a_type_that_the_model_never_saw_has_no_chance(reader: Sequencer) -> None:
    """An unknown type, or a known one longer than any that was taught, is improbable, no error."""
    text = "Zorvax Pharma recrute à Lyon."
    found = [ruled(text, "Zorvax", "Money"), ruled(text, "Zorvax Pharma", "Location")]
    _, asked = reader.read(tokenize(text), found)
    assert list(asked.values()) == [0.0, 0.0]


def test_a_candidate_elsewhere_is_not_asked(reader: Sequencer) -> None:
    """Candidates of other sentences and those that hold no whole token have no probability."""
    text = "Lyon recrute. Zorvax recrute."
    first, _ = sentences(tokenize(text))
    found = [ruled(text, "Lyon", "Location"), ruled(text, "Zorvax", "Company")]
    _, asked = reader.read(first, [*found, ruled(text, "crut", "Company")])
    assert list(asked) == [found[0][:3]]


@pytest.mark.parametrize("text", ["", " \n\t "])
def test_an_empty_text_gives_nothing(reader: Sequencer, text: str) -> None:
    """Without tokens there are no tags, labels, features or spans, whatever the rules say."""
    tokens, found = tokenize(text), [Candidate(0, 4, "Company", "", "actor")]
    assert rule_tags(tokens, found) == labels(tokens, [(0, 4, "Company")]) == []
    assert features(tokens, [], COMMON) == []
    assert reader.read(tokens, found) == ([], {})


def test_a_sentence_read_before_leaves_no_trace(reader: Sequencer) -> None:
    """The same sentence is read the same after an empty and after another one."""
    tokens = tokenize("Zorvax Pharma recrute à Lyon.")
    before = reader.read(tokens, [])
    reader.read(tokenize("Lille."), [])
    reader.read(tokenize(""), [])
    assert reader.read(tokens, []) == before


def test_a_model_is_loaded_once(folder: Path) -> None:
    """A second asking gives the model that is in memory."""
    assert load(folder) is load(folder)


@pytest.mark.parametrize("missing", [MODEL, DIGEST, LEXICON])
def test_a_missing_file_is_named_with_the_mend(folder: Path, tmp_path: Path, missing: str) -> None:
    """Model, digest and lexicon are all needed; the error tells which lacks and how to train."""
    for kept in {MODEL, DIGEST, LEXICON} - {missing}:
        (tmp_path / kept).write_bytes((folder / kept).read_bytes())
    with pytest.raises(DataError) as caught:
        load(tmp_path)
    assert caught.value.message.startswith(str(tmp_path))
    assert "train" in caught.value.hint


@pytest.mark.parametrize("raw", [b"", b"lCRF", b"version https://git-lfs", b"x" * 1000])
def test_a_file_that_is_no_model_is_named_with_the_mend(tmp_path: Path, raw: bytes) -> None:
    """An empty or foreign file is an error of the data, not a crash."""
    (tmp_path / MODEL).write_bytes(raw)
    seal(tmp_path / MODEL)
    (tmp_path / LEXICON).write_text("de\n", encoding="utf-8")
    with pytest.raises(DataError) as caught:
        load(tmp_path)
    assert caught.value.message.startswith(str(tmp_path))
    assert "train" in caught.value.hint


def test_a_lexicon_that_is_no_text_is_named_with_the_mend(folder: Path, tmp_path: Path) -> None:
    """Bytes that are not UTF-8 are an error of the data."""
    (tmp_path / MODEL).write_bytes((folder / MODEL).read_bytes())
    seal(tmp_path / MODEL)
    (tmp_path / LEXICON).write_bytes(b"\xff\xfe")
    with pytest.raises(DataError) as caught:
        load(tmp_path)
    assert "train" in caught.value.hint


def test_a_cut_model_is_refused_before_it_is_opened(folder: Path, tmp_path: Path) -> None:
    """A file that is not whole would end the process; its digest tells in time."""
    for name in (DIGEST, LEXICON):
        (tmp_path / name).write_bytes((folder / name).read_bytes())
    (tmp_path / MODEL).write_bytes((folder / MODEL).read_bytes()[:100])
    with pytest.raises(DataError, match="digest"):
        load(tmp_path)


def test_half_a_surrogate_pair_is_read_like_any_other_character(reader: Sequencer) -> None:
    """JSON may hold text that has no UTF-8 form."""
    spans, _ = reader.read(tokenize("\ud800 chez Sanofi \ud800x"), [])
    assert all(0 <= s.probability <= 1 for s in spans)
