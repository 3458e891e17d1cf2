"""Training material and training itself, on a scale of seconds."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
import spacy
from hypothesis import given
from hypothesis import strategies as st

from biograph.extract import train
from biograph.extract.invent import Inventor, Labelled, article, fill, sentences, word
from biograph.extract.ner import Tagger
from biograph.extract.spans import Candidate
from biograph.extract.tokens import tokenize

LISTS = {
    "ResearchOrganization": ["Université de Brenoux", "Institut Varenne"],
    "Hospital": ["CHU de Marvelle"],
    "Regulator": ["ANSM"],
    "PatientOrganization": ["Association du Mal"],
    "Location": ["Lyon", "Évry"],
    "Country": ["France"],
    "Class/fr": ["thérapie génique"],
    "Class/en": ["gene therapy"],
    "Input/fr": ["plasmides"],
    "Input/en": ["plasmids"],
    "Equip/fr": ["isolateurs"],
    "Equip/en": ["isolators"],
    "Disease/fr": ["asthme"],
    "Disease/en": ["asthma"],
}


def inventor(seed: int = 0) -> Inventor:
    """An inventor of its own generator."""
    return Inventor(random.Random(seed), LISTS)  # noqa: S311 - repeatable


@given(st.integers())
def test_every_template_can_be_filled_and_its_labels_fit(seed: int) -> None:
    """Labelled spans are non-empty, in order, without blanks at their ends; no slot is left."""
    made = inventor(seed)
    for lang, templates in train.templates().items():
        for template in templates[:: 1 + seed % 7]:
            sentence = fill(template, lang, made)
            assert "{" not in sentence.text
            last = 0
            for start, end, kind in sentence.spans:
                assert last <= start < end <= len(sentence.text)
                assert sentence.text[start:end].strip() == sentence.text[start:end]
                assert kind in train.LABELS
                last = end


def test_the_same_seed_gives_the_same_sentences() -> None:
    """Training data are repeatable."""
    first = list(sentences(train.templates(), inventor(5), rounds=1))
    assert first == list(sentences(train.templates(), inventor(5), rounds=1))
    assert first != list(sentences(train.templates(), inventor(6), rounds=1))


@given(st.integers())
def test_invented_words_look_like_names(seed: int) -> None:
    """A capital first, letters only."""
    made = word(random.Random(seed))  # noqa: S311 - repeatable
    assert made[0].isupper()
    assert made.isalpha()


@pytest.mark.parametrize(
    ("form", "name", "result"),
    [
        ("le", "Institut Varenne", "l'"),
        ("du", "Université de Lyon", "de l'"),
        ("du", "Fondation Delmaret", "de la "),
        ("au", "CHU de Marvelle", "au "),
        ("the", "ANSM", "the "),
    ],
)
def test_articles_fit_their_name(form: str, name: str, result: str) -> None:
    """Elision before a vowel, feminine for feminine heads."""
    assert article(form, name) == result


@pytest.mark.parametrize(
    ("item", "tags"),
    [
        (
            Labelled("Zorvax Pharma à Lyon.", ((0, 13, "Company"), (16, 20, "Location")), "fr"),
            ["B-Company", "L-Company", "O", "U-Location", "O"],
        ),
        (
            Labelled("Zorvax et Dorvane dorment", ((0, 6, "Company"),), "fr", closed=False),
            ["U-Company", "O", "-", "O"],
        ),
        (Labelled("Zorvax dort", ((0, 6, "-"),), "fr"), ["-", "O"]),
        (
            Labelled("A B C", ((0, 5, "Site"),), "fr"),
            ["B-Site", "I-Site", "L-Site"],
        ),
    ],
)
def test_tags_tell_what_is_known(item: Labelled, tags: list[str]) -> None:
    """In open texts an unlabelled capital teaches nothing; unknown types neither."""
    assert train.tags(tokenize(item.text), item) == tags


def test_training_twice_gives_the_same_model() -> None:
    """A model of a few sentences learns them, and the second is the same as the first."""
    data = [
        Labelled("Zorvax est à Lyon", ((0, 6, "Company"), (13, 17, "Hospital")), "fr"),
        Labelled("Dorvane est à Paris", ((0, 7, "Company"), (14, 19, "Hospital")), "fr"),
    ] * 16
    first, second = train.fit(data, epochs=60), train.fit(data, epochs=60)
    assert first.to_bytes() == second.to_bytes()
    (found,) = Tagger(first).tag([tokenize("Dorvane est à Lyon")])
    assert [(c.start, c.end, c.kind) for c in found] == [(0, 7, "Company"), (14, 18, "Hospital")]


SNAPSHOT = Path(__file__).parents[3] / "shared" / "data"


@pytest.mark.skipif(not SNAPSHOT.is_dir(), reason="the full snapshot is not beside the checkout")
def test_every_slot_has_names_in_the_snapshot() -> None:
    """Each slot of the templates can be filled from the lists."""
    listed = train.listed(SNAPSHOT)
    made = Inventor(random.Random(1), listed)  # noqa: S311 - repeatable
    assert len(list(sentences(train.templates(), made, rounds=1))) > 100
    assert all(listed.values())


def test_the_model_reads_only_sentences_with_unexplained_capitals() -> None:
    """Common words, found names and lower case are no puzzle."""
    text = "Le site ouvre. Sanofi paie. Chez Zorvax on attend."
    tagger = Tagger(spacy.blank("xx"), frozenset({"le", "chez"}))
    known = [Candidate(15, 21, "Company")]
    puzzles = list(tagger.puzzles(tokenize(text), known))
    assert [" ".join(p.words) for p in puzzles] == ["Chez Zorvax on attend ."]
    assert list(tagger.puzzles(tokenize(""), [])) == []
