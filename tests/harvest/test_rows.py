"""What sources do alike with rows."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from biograph.harvest.communes import code_of
from biograph.harvest.rows import (
    claim,
    dated,
    evidence,
    good,
    identifiers,
    iso_date,
    place,
    register_version,
    several,
)
from biograph.model import Flag, Identifier, Mention, Reason, Record, Source
from biograph.terms import document_iri, version_iri

SOURCE = Source(id="s", title="S", publisher="P", licence="L", url="u", date="2026", lang="fr")
RECORD = Record(
    source="s",
    table="t.csv",
    key="7",
    fields={"Nom": "Généthon", "Ville": "Évry", "Vide": ""},
    sha256="ab" * 32,
)


def test_the_quote_of_a_row_is_its_columns_with_their_values() -> None:
    """Empty and absent columns are left out; the row is named by table and key."""
    stated = evidence(SOURCE, RECORD, "Nom", "Vide", "Absent", "Ville")
    assert stated.quote == "Nom: Généthon; Ville: Évry"
    assert stated.row == "t.csv#7"
    assert stated.span is None
    assert stated.lang == "fr"


def test_a_row_without_text_stands_in_the_version_of_its_table() -> None:
    """The version changes with the file's content and with the date of the data."""
    stated = evidence(SOURCE, RECORD, "Nom")
    assert stated.document == register_version(SOURCE, RECORD)
    assert stated.document.startswith(document_iri("s", "t.csv") + "/v/")


def test_a_row_with_text_stands_in_the_version_of_its_document() -> None:
    """The same IRI that ``document.read`` gives the text."""
    stated = evidence(SOURCE, RECORD, "Nom", content=("Title", "Text", "fr"))
    assert stated.document == version_iri(document_iri("s", "7"), "Title", "Text")


def test_a_bad_identifier_is_flagged_and_dropped() -> None:
    """The good ones of the row are kept, the empty ones are no fault."""
    found = list(identifiers(RECORD, siren="123456789", ror="02feahw73", rnsr=""))
    assert good(found) == (Identifier("ror", "02feahw73"),)
    (flag,) = (one for one in found if isinstance(one, Flag))
    assert flag.reason is Reason.BAD_IDENTIFIER
    assert flag.where == "t.csv#7"
    assert "'123456789'" in flag.message


def test_a_claim_is_as_sure_as_its_less_sure_end() -> None:
    """A value with a question mark gives a claim of half the score."""
    sure, unsure = Mention(text="a", kind="Company"), place("Lyon", score=0.5)
    stated = evidence(SOURCE, RECORD, "Nom")
    assert claim(sure, "locatedIn", unsure, stated).score == 0.5
    assert claim(sure, "locatedIn", unsure, stated, score=0.2).score == 0.2
    assert claim(sure, "locatedIn", unsure, stated).producer.startswith("harvest@")


def test_a_place_carries_its_code_where_it_is_one() -> None:
    """The row's own code, else that of the only commune it can be; abroad there is none."""
    assert place("Viriat", code="01451").identifiers == (Identifier("insee", "01451"),)
    assert place("Viriat", code="??", postcode="01440").identifiers == (
        Identifier("insee", "01451"),
    )
    assert place("Nowhere").identifiers == ()
    assert place("Lyon", country="US").identifiers == ()


@pytest.mark.parametrize(
    ("town", "departement", "code"),
    [
        ("Paris", "", "75056"),
        ("CORBEIL ESSONNES", "", "91174"),
        ("Saint-Denis", "", ""),  # two cities
        ("Saint-Denis", "93", "93066"),
        ("Saint-Denis", "974", "97411"),
        ("Paris", "33", ""),
        ("Lyon", "", "69123"),
        ("Ajaccio", "20", "2A004"),
        ("Atlantis", "", ""),
        ("", "", ""),
    ],
)
def test_a_name_means_a_commune_only_where_it_is_certain(
    town: str, departement: str, code: str
) -> None:
    """A name that two cities bear needs its département."""
    assert code_of(town, departement) == code


@pytest.mark.parametrize(
    ("written", "iso"),
    [
        ("09/02/2018", "2018-02-09"),
        ("2018-04-03 00:00:00", "2018-04-03"),
        ("2018-04", "2018-04"),
        ("2018", "2018"),
        ("2018-04-03T10:00", "2018-04-03"),
        ("", ""),
        ("inconnue", ""),
        ("20180403", ""),
    ],
)
def test_dates_become_iso_as_precise_as_they_are(written: str, iso: str) -> None:
    """What is no date becomes none rather than a wrong one."""
    assert iso_date(written) == iso


def test_a_record_takes_its_date_from_a_column() -> None:
    """A flag goes through."""
    record = Record(source="s", table="t", key="1", fields={"Année": "2015"})
    found = dated(record, "Année")
    assert isinstance(found, Record)
    assert found.published == "2015"
    flag = Flag(reason=Reason.EMPTY, where="", message="")
    assert dated(flag, "Année") is flag


@given(st.lists(st.text("abc ", max_size=3), max_size=6))
def test_cells_with_several_values_are_split_once(values: list[str]) -> None:
    """No empty value, no repetition, order kept."""
    found = several("|".join(values))
    assert len(found) == len(set(found))
    assert all(found)
    stripped = [value.strip() for value in values]
    assert found == list(dict.fromkeys(filter(None, stripped)))
