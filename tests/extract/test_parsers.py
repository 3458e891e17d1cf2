"""French parsed without spaCy's slow expression: the same tokens and the same parse, sooner."""

from __future__ import annotations

import subprocess
import sys
from functools import cache
from typing import TYPE_CHECKING

import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st

from biograph import resources
from biograph.extract import annotation
from biograph.extract.relations.parsers import WholeWords, parser

if TYPE_CHECKING:
    from spacy.language import Language

UNUSED = ["ner", "lemmatizer", "attribute_ruler", "senter"]
LETTERS = "abcdefghijklmnopqrstuvwxyzàâçéèêëîïôûùœABCDEFGHIJKLMNOPQRSTUVWXYZÉÈÎ"
HEADS = (
    *("sous", "porte", "non", "vice", "vidéo", "Saint", "sainte", "Marie", "Val", "Villeneuve"),
    *("prud", "aujourd", "anti", "auto", "bio", "contre", "demi", "mi", "micro", "péri", "quasi"),
    *("ré", "rétro", "semi", "tri", "trou", "ultra", "vieux", "entre", "l", "d", "qu", "presqu"),
)
words = st.builds(
    "".join,
    st.tuples(
        st.sampled_from(HEADS) | st.text(LETTERS, min_size=1, max_size=8),
        st.sampled_from(["-", "–", "’", "'", "-d'", "", ".", "/"]),
        st.text(LETTERS + "0123456789-'", max_size=10),
    ),
)


@cache
def stock() -> Language:
    """The model as spaCy loads it."""
    return spacy.load("fr_core_news_md", exclude=UNUSED)


def expression() -> str:
    """The one expression of spaCy for all words that are not cut."""
    return str(stock().tokenizer.token_match.__self__.pattern)


def cut(language: Language, text: str) -> list[tuple[int, str]]:
    return [(token.idx, token.text) for token in language.make_doc(text)]


def test_the_documents_of_the_corpus_are_cut_as_spacy_cuts_them() -> None:
    """Each French text of ours gives the same tokens at the same places."""
    documents = annotation.read(resources.extract() / "gold" / "dev.jsonl")
    french = [d.text for d in documents if d.lang == "fr"]
    assert len(french) > 50
    for text in french:
        assert cut(parser("fr"), text) == cut(stock(), text)


@settings(max_examples=300)
@given(st.lists(words, min_size=1, max_size=4))
def test_any_compound_is_cut_as_spacy_cuts_it(found: list[str]) -> None:
    """Hyphens, apostrophes and capitals of any sort, about the heads that spaCy knows."""
    text = " ".join(found)
    assert cut(parser("fr"), text) == cut(stock(), text)


@pytest.mark.parametrize(
    "word", ["sous-traitant", "Val-Fleuri", "VICE-PRÉSIDENT", "wagon-lit", "Sainte-Foy", "usine"]
)
def test_a_word_is_left_whole_where_the_joint_expression_leaves_it(word: str) -> None:
    """The forms taken one by one say what they say together."""
    joint = stock().tokenizer.token_match(word)
    alone = WholeWords(expression())(word)
    assert (joint and joint.group()) == (alone and alone.group())


def test_every_form_holds_a_hyphen_or_an_apostrophe() -> None:
    """Words without either are let through unseen, so that no form may be without."""
    forms = expression().removeprefix("(?iu)").split(")|(?:")
    assert len(forms) > 200
    assert all("[-–—‐‑" in form or "['’]" in form for form in forms)


def test_a_sentence_is_parsed_as_spacy_parses_it() -> None:
    """Heads, edges, tags and forms are those of the model."""
    text = "Son sous-traitant, racheté en 2021, n'exploitera plus l'usine de Sainte-Foy-lès-Lyon."
    told = [
        [(t.text, t.head.i, t.dep_, t.tag_, str(t.morph)) for t in language(text)]
        for language in (parser("fr"), stock())
    ]
    assert told[0] == told[1]


def test_french_is_parsed_without_what_takes_four_seconds_to_import() -> None:
    """A process of its own, since a test beside this one may import it."""
    script = (
        "import sys; from biograph.extract.relations.parsers import parser; "
        "parser('fr')('Bonjour.'); sys.exit('spacy.lang.fr' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", script], check=False).returncode == 0


def test_a_parser_is_loaded_once() -> None:
    """A second call gives the same one, in each language."""
    assert parser("fr") is parser("fr")
    assert parser("en") is parser("en") is not parser("fr")
