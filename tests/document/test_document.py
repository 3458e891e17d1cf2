"""From a record's words to a text whose offsets never change."""

from __future__ import annotations

import unicodedata
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from biograph.contacts import EMAIL_MARK, PHONE_MARK
from biograph.document import LONGEST_TEXT, detect, plain, read
from biograph.harvest.rows import evidence
from biograph.model import Document, Flag, Reason, Record, Source
from biograph.terms import document_iri

RECORD = Record(
    source="ilab",
    table="t.csv",
    key="QE15017",
    fields={"a": "b"},
    url="https://example.org/",
    published="2015",
)
SOURCE = Source(
    id="ilab", title="T", publisher="P", licence="Licence Ouverte 2.0", url="u", date="2025"
)
FRENCH = "La société développe un vecteur viral pour traiter une maladie de la rétine."
ENGLISH = "The company develops a viral vector to treat a disease of the retina."


def document(text: str = FRENCH, title: str = "Titre", lang: str = "fr") -> Document:
    """The document of the text."""
    found = read(RECORD, title=title, text=text, lang=lang, source=SOURCE)
    assert isinstance(found, Document)
    return found


@pytest.mark.parametrize(
    ("fields", "numbers"),
    [
        ({"doi": "10.1/a", "pmid": "7", "pmcid": "", "hal": "hal-01234567"}, "doi pmid hal"),
        ({"number": "NCT00465816", "other_numbers": "SPONSOR-1 ~ 2016-004489-24"}, "nct euct"),
        ({"number": "2023-505613-24-00"}, "euct"),
        ({"number": "12"}, ""),
    ],
)
def test_a_document_bears_the_numbers_of_its_publication(
    fields: dict[str, str], numbers: str
) -> None:
    """Those of libraries and of registers of trials; a sponsor's own number names nothing."""
    record = replace(RECORD, fields=fields)
    found = read(record, title="", text=FRENCH, source=SOURCE)
    assert isinstance(found, Document)
    assert [scheme for scheme, _ in found.identifiers] == numbers.split()
    values = " ".join(fields.values())
    assert all(value and value in values for _, value in found.identifiers)


def test_a_trial_has_one_number_in_both_european_registers() -> None:
    """CTIS adds the count of submissions, which EudraCT and sponsors leave out."""
    record = replace(RECORD, fields={"number": "2023-505613-24-00"})
    found = read(record, title="", text=FRENCH, source=SOURCE)
    assert isinstance(found, Document)
    assert found.identifiers == (("euct", "2023-505613-24"),)


def test_a_document_says_where_it_comes_from() -> None:
    """Source, key, address, date and licence are those of the record and its source."""
    found = document()
    assert (found.source, found.key, found.published) == ("ilab", "QE15017", "2015")
    assert (found.url, found.licence) == ("https://example.org/", "Licence Ouverte 2.0")
    assert (found.title, found.text, found.lang) == ("Titre", FRENCH, "fr")


def test_the_iri_is_of_the_record_and_the_version_of_the_content() -> None:
    """Another text is another version of the same document."""
    first, second = document("Un texte."), document("Un autre texte.")
    assert first.iri == second.iri == document_iri("ilab", "QE15017")
    assert first.version != second.version
    assert first.version.startswith(first.iri + "/v/")
    assert document("Un texte.").version == first.version
    assert document("Un texte.", title="Autre").version != first.version


def test_declared_facts_of_the_row_stand_in_the_same_version() -> None:
    """``harvest.rows.evidence`` and ``read`` name the version alike, also of cleaned text."""
    raw = "Une  <b>société</b>\r\nécrit à x@example.org"
    found = document(raw)
    stated = evidence(SOURCE, RECORD, "a", content=("Titre", raw, "fr"))
    assert stated.document == found.version


@pytest.mark.parametrize(
    ("raw", "clean"),
    [
        ("e\u0301te\u0301", "été"),
        ("un\r\ndeux\rtrois\u2028quatre", "un\ndeux\ntrois\nquatre"),
        ("a\x00b\x99c\ufeffd_x000D_e", "abcde"),
        ("un   deux\t trois ", "un deux trois"),
        ("un\n\n\n\n\ndeux", "un\n\ndeux"),
        ("un deux", "un deux"),
        ("<p>Un</p><p>deux &amp; trois</p>", "Un\n\ndeux & trois"),
        ("un<br>deux", "un\ndeux"),
        ("<script>alert(1)</script>Le <b>mot</b>", "Le mot"),
        ("Un <i>mot</i> seul", "Un mot seul"),
        ("&eacute;t&#233;", "été"),
        ("p < 0,05 et n > 3", "p < 0,05 et n > 3"),
        ("R&D et AT&T", "R&D et AT&T"),
        ("<<guillemets>>", "<<guillemets>>"),
        ("un vecteur <AAV> et </AAV>", "un vecteur <AAV> et </aav>"),
        ("", ""),
    ],
)
def test_cleaning(raw: str, clean: str) -> None:
    """Words stay; tags, control characters and doubled blanks go."""
    assert plain(raw) == clean


@pytest.mark.parametrize(
    ("raw", "clean"),
    [
        ("Écrire à jean.exemple+x@labo-exemple.fr.", f"Écrire à {EMAIL_MARK}."),
        ("Tél. 01 23 45 67 89", f"Tél. {PHONE_MARK}"),
        ("0123456789 ou 01.23.45.67.89", f"{PHONE_MARK} ou {PHONE_MARK}"),
        ("+33 1 23 45 67 89", PHONE_MARK),
        ("+33 (0)1 23 45 67 89", PHONE_MARK),
        ("+44 20 7946 0958", PHONE_MARK),
        ("SIREN 803512458", "SIREN 803512458"),
        ("49 millions d'euros en 2021", "49 millions d'euros en 2021"),
        ("le 12.03.2024 à 10 h", "le 12.03.2024 à 10 h"),
        ("essai NCT05798117 (2023-001234-12)", "essai NCT05798117 (2023-001234-12)"),
        ("EMEA/H/C/005095", "EMEA/H/C/005095"),
        ("une hausse de +10 000 000", "une hausse de +10 000 000"),
        ("de 2012 2013 2014 2015 2016", "de 2012 2013 2014 2015 2016"),
    ],
)
def test_contact_data_are_replaced_at_the_door(raw: str, clean: str) -> None:
    """E-mails and telephone numbers go before any offset exists; other numbers stay."""
    assert plain(raw) == clean


@pytest.mark.parametrize("text", ["", "   \n ", "<p></p>", "\x00\x01", "12 34 !", "🎉"])
def test_a_text_without_words_is_flagged(text: str) -> None:
    """Nothing to read is said, with the record's name."""
    found = read(RECORD, title="T", text=text)
    assert isinstance(found, Flag)
    assert found.reason is Reason.EMPTY
    assert found.where == "t.csv#QE15017"
    assert found.mend


def test_a_text_beyond_the_limit_is_flagged() -> None:
    """It is not even cleaned."""
    found = read(RECORD, title="T", text="a" * (LONGEST_TEXT + 1))
    assert isinstance(found, Flag)
    assert found.reason is Reason.TOO_LARGE


def test_the_language_is_the_hint_or_detected() -> None:
    """A hint that is none of ours is not believed."""
    assert document(ENGLISH, lang="fr").lang == "fr"
    assert document(ENGLISH, lang="").lang == "en"
    assert document(FRENCH, lang="").lang == "fr"
    assert document(FRENCH, lang="de").lang == "fr"


@pytest.mark.parametrize("text", ["مرحبا بالعالم", "Dies ist ein Satz.", "x", "AAV"])
def test_other_languages_get_the_nearest_of_ours(text: str) -> None:
    """The choice is between two, whatever the text."""
    assert detect(text) in {"fr", "en"}


def test_right_to_left_text_and_emoji_are_kept() -> None:
    """Only control characters go, not scripts."""
    assert plain("مرحبا 🧬 été") == "مرحبا 🧬 été"


def test_a_title_is_one_line_of_plain_text() -> None:
    """Titles come from cells that hold tags and line ends too."""
    assert document(title="<b>Un\n titre</b>").title == "Un titre"


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=300))
def test_cleaned_text_is_normal_and_has_no_control_characters(raw: str) -> None:
    """NFC, one kind of line end, nothing unseen, no blank at the ends."""
    clean = plain(raw)
    assert unicodedata.is_normalized("NFC", clean)
    assert clean == clean.strip()
    assert not [c for c in clean if unicodedata.category(c) == "Cc" and c != "\n"]
    assert "  " not in clean
    assert "\n\n\n" not in clean


@given(st.text("abcé <>&;/p=\"'\n", max_size=200))
def test_markup_of_any_shape_does_not_break_the_reader(raw: str) -> None:
    """Broken HTML gives words, never an error; well-formed HTML loses its tags."""
    assert isinstance(plain(raw), str)
    prose = raw.translate(str.maketrans("", "", "<>&;"))
    assert plain(f"{prose}<script>alert(1)</script>") == plain(prose)


@given(st.text("abc xyz é\n.,", min_size=1, max_size=200))
def test_cleaning_twice_is_cleaning_once(raw: str) -> None:
    """Prose that is clean stays as it is."""
    assert plain(plain(raw)) == plain(raw)
