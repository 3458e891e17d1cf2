"""Protected texts are quoted no longer than a quotation may be, open ones as they stand."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from biograph.model import Claim, Document, Evidence, Mention, Span
from biograph.run.quoting import LONGEST_QUOTE, is_open, quotable


def stated(text, first, second, licence=""):
    """A claim on two words of a text that is one sentence."""
    document = Document(
        iri="d", version="v", source="s", key="k", lang="en", title="", text=text, licence=licence
    )
    ends = [Mention(text=text[a:b], kind="Company", span=Span(a, b)) for a, b in (first, second)]
    evidence = Evidence(document="v", quote=text, span=Span(0, len(text)))
    claim = Claim(
        subject=ends[0], predicate="supplies", object=ends[1], evidence=evidence, producer="p"
    )
    return claim, document


LONG = " ".join(["word"] * 100 + ["Aaa"] + ["word"] * 10 + ["Bbb"] + ["word"] * 100)
AT = (LONG.index("Aaa"), LONG.index("Aaa") + 3), (LONG.index("Bbb"), LONG.index("Bbb") + 3)


@pytest.mark.parametrize(
    "licence",
    ["CC BY 4.0", "cc-by-nc", "https://creativecommons.org/licenses/by/4.0/", "CC0 1.0",
     "Licence Ouverte 2.0", "Etalab", "Apache-2.0", "public domain"],
)  # fmt: skip
def test_an_open_text_is_quoted_as_it_stands(licence):
    """Whole sentences may be passed on."""
    assert is_open(licence)
    claim, document = stated(LONG, *AT, licence=licence)
    assert quotable(claim, document) is claim


@pytest.mark.parametrize("licence", ["", "© Exemple", "metadata free to use, abstracts may be"])
def test_a_protected_text_is_cut_around_the_names(licence):
    """Both are in it, at their places, between whole words."""
    assert not is_open(licence)
    claim, document = stated(LONG, *AT, licence=licence)
    kept = quotable(claim, document).evidence
    assert len(kept.quote) <= LONGEST_QUOTE
    assert kept.quote == document.text[kept.span.start : kept.span.end]
    assert "Aaa" in kept.quote
    assert "Bbb" in kept.quote
    assert set(kept.quote.split()) == {"word", "Aaa", "Bbb"}


def test_a_short_sentence_stays_whole():
    """A quotation of its length is no reproduction."""
    claim, document = stated("Aaa supplies Bbb.", (0, 3), (13, 16))
    assert quotable(claim, document) is claim


def test_a_row_of_a_register_is_not_cut():
    """It has no text."""
    claim, _ = stated(LONG, *AT)
    assert quotable(claim, None) is claim


WORDS = st.lists(st.text("abcé", min_size=1, max_size=12), min_size=2, max_size=120)


@given(WORDS, st.data())
def test_a_quotation_is_a_slice_that_holds_both_names(words, data):
    """For any sentence and any two of its words; names far apart make it as long as they need."""
    text = " ".join(words)
    starts = [sum(len(w) + 1 for w in words[:n]) for n in range(len(words))]
    chosen = data.draw(st.lists(st.sampled_from(range(len(words))), min_size=2, max_size=2))
    spans = sorted((starts[n], starts[n] + len(words[n])) for n in chosen)
    claim, document = stated(text, *spans)
    kept = quotable(claim, document).evidence
    assert kept.quote == text[kept.span.start : kept.span.end]
    assert kept.span.start <= spans[0][0]
    assert spans[1][1] <= kept.span.end
    assert len(kept.quote) <= max(LONGEST_QUOTE, spans[1][1] - spans[0][0])
