"""The whole step: any document gives a result whose offsets match its text."""

from __future__ import annotations

import gc
from functools import cache
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from biograph.errors import DataError
from biograph.extract import annotation, pipeline
from biograph.extract.annotation import Annotated
from biograph.extract.choose import Chooser, Proposal
from biograph.extract.encoder import tagger
from biograph.extract.spans import Candidate
from biograph.model import Claim, Document, Evidence
from biograph.terms import ENTITY_TYPES, ORGANISATION_TYPES

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from biograph.extract.pipeline import Reader
    from biograph.model import Extraction

PRESS = (
    "Yposkesi, filiale de SK pharmteco, annonce le 12 mars 2026 la qualification de sa seconde "
    "usine à Corbeil-Essonnes. L'Agence nationale de sécurité du médicament (ANSM) l'a inspectée.\n"
    "\nLa société Dorvane Therapeutics y fera produire DVN-101 contre l'hémophilie B pour "
    "12 millions d'euros."
)
ODD = [
    "",
    " \n\t ",
    "Sanofi",
    "YPOSKESI ANNONCE L'OUVERTURE D'UNE USINE À LYON AVEC SANOFI",
    "🧬🧬 CAR-T 🧬 à Lyon 🇫🇷",
    "תרפיה גנטית של Sanofi בליון",
    "a" * 50_000,
    "A" * 50_000,
    "Agence " * 5_000,
    "(((((((((" * 1_000,
    "l'" * 5_000,
    "\x00\x01 Sanofi \u200b\ufeff",
]


@cache
def reader() -> Reader:
    """The reader of this installation."""
    return pipeline.load()


def document(text: str, lang: str = "fr", name: str = "d") -> Document:
    """A document to read."""
    return annotation.document(Annotated(id=name, text=text, lang=lang))


def read(text: str, lang: str = "fr") -> Extraction:
    """What is read in one text."""
    (extraction,) = reader().read([document(text, lang)])
    return extraction


def assert_sound(extraction: Extraction) -> None:
    """Spans lie in the text, show the mention, do not overlap, have a type of the scheme."""
    last = 0
    for mention in extraction.mentions:
        assert mention.span is not None
        start, end = mention.span
        assert last <= start < end
        assert extraction.document.text[start:end] == mention.text
        assert mention.kind in ENTITY_TYPES
        assert 0 < mention.score <= 1
        last = end


def test_a_press_release_gives_its_names() -> None:
    """Lists, rules, brackets and suffixes work together."""
    found = {(m.text, m.kind) for m in read(PRESS).mentions}
    assert found >= {
        ("Yposkesi", "Company"),
        ("SK pharmteco", "Company"),
        ("12 mars 2026", "Date"),
        ("Corbeil-Essonnes", "Location"),
        ("ANSM", "Regulator"),
        ("Dorvane Therapeutics", "Company"),
        ("DVN-101", "Therapy"),
        ("hémophilie B", "Disease"),
        ("12 millions d'euros", "Money"),
    }


def test_the_bracketed_form_of_a_chosen_name_is_a_name_wherever_it_stands() -> None:
    """A laboratory is named in full once and by its acronym from then on."""
    text = "L'Institut Zorvane de Belmor (IZB) publie. Selon l'IZB, l'essai continue."
    long = Candidate(2, 28, "ResearchOrganization")
    found = pipeline.chosen(text, Chooser({"bias": 5.0}), [Proposal(long, ("bias",))])
    assert [text[c.start : c.end] for c in found] == ["Institut Zorvane de Belmor", "IZB", "IZB"]
    assert {c.kind for c in found} == {"ResearchOrganization"}


def test_subtypes_come_from_the_curated_list() -> None:
    """A listed contract manufacturer is a company of that kind."""
    subtypes = {m.text: m.subtype for m in read(PRESS).mentions}
    assert subtypes["Yposkesi"] == "CDMO"


@pytest.mark.parametrize("text", ODD, ids=range(len(ODD)))
@pytest.mark.parametrize("lang", ["fr", "en", ""])
def test_odd_texts_give_a_sound_result(text: str, lang: str) -> None:
    """Empty, shouted, emoji, right-to-left, repetitive and very long words are read."""
    assert_sound(read(text, lang))


def test_a_text_of_5_mb_is_read_to_its_end() -> None:
    """Long texts go window by window and the last name has the offsets of the document."""
    text = ("x" * 994 + " mot\n\n") * 5_000 + "Généthon est à Évry."
    assert len(text.encode()) > 4_900_000
    extraction = read(text)
    assert [(m.text, m.span) for m in extraction.mentions] == [
        ("Généthon", (len(text) - 20, len(text) - 12)),
        ("Évry", (len(text) - 5, len(text) - 1)),
    ]


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.one_of(
            st.sampled_from(
                ["Sanofi", "(EFS)", "l'ANSM", "CER-001", "5 M€", "mars 2021", "à Lyon"]
            ),
            st.text(max_size=12),
        ),
        max_size=12,
    )
)
def test_offsets_always_match_the_text(parts: list[str]) -> None:
    """Names amid any characters are given where they stand."""
    assert_sound(read(" ".join(parts)))


def test_the_same_documents_give_the_same_mentions_in_any_order() -> None:
    """The result does not depend on what was read before."""
    documents = [document(PRESS[i:], name=str(i)) for i in (0, 20, 40, 60, 80)]
    whole = list(reader().read(documents))
    assert list(reader().read(documents[::-1]))[::-1] == whole
    assert [read(d.text).mentions for d in documents] == [e.mentions for e in whole]


def test_documents_are_taken_as_they_come() -> None:
    """Reading is lazy: the first result needs the first document only."""

    def endless() -> Iterable[Document]:
        while True:
            yield document("Sanofi")

    first = next(iter(reader().read(endless())))
    assert first.mentions[0].text == "Sanofi"


def test_claims_come_from_the_function_given() -> None:
    """The reader hands document and mentions over and takes the claims as they are."""

    def relate(found: pipeline.Found) -> Iterable[Iterable[Claim]]:
        for source, mentions, _ in found:
            claim = Claim(
                subject=mentions[0],
                predicate="locatedIn",
                object=mentions[1],
                evidence=Evidence(document=source.version, quote=source.text),
                producer=pipeline.PRODUCER,
            )
            yield [claim]

    (extraction,) = pipeline.load(relate).read([document("Généthon est à Évry.")])
    assert [(c.subject.text, c.object.text) for c in extraction.claims] == [("Généthon", "Évry")]


def test_a_missing_model_is_named_with_the_mend(tmp_path: Path) -> None:
    """Without weights the error tells how to train them."""
    with pytest.raises(DataError) as caught:
        tagger.load(tmp_path / "none")
    assert "make train" in caught.value.hint


@pytest.mark.parametrize(
    "text",
    [
        "La phase I se tiendra dans trois établissements. Les types I et II sont pris en charge.",
        "Phase II starts in May. Types IIa and IIb are covered.",
    ],
)
def test_a_number_alone_is_no_name(text: str) -> None:
    """Roman numerals of phases and types are not read as companies."""
    (extraction,) = pipeline.load(pipeline.no_claims).read([document(text)])
    assert not [m.text for m in extraction.mentions if m.kind in ORGANISATION_TYPES]


def test_the_garbage_collector_passes_over_what_is_loaded() -> None:
    """Lists and models live as long as the process; to look through them takes half a second."""
    reader()
    assert gc.get_freeze_count() > 100_000
