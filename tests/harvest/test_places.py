"""Towns, countries and codes as registers write them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from biograph.harvest.places import country_code, departement, folded, insee, town


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("01440 VIRIAT", "Viriat"),
        ("13595 AIX EN PROVENCE CEDEX 3", "Aix en Provence"),
        ("Grenoble Cedex 9", "Grenoble"),
        ("PARIS 15E ARRONDISSEMENT", "Paris"),
        ("MARSEILLE  09", "Marseille"),
        ("ANGERS cedex", "Angers"),
        ("Toulouse Cédex 4", "Toulouse"),
        ("29600 ST MARTIN DES CHAMPS", "Saint Martin des Champs"),
        ("STE FOY LES LYON", "Sainte Foy les Lyon"),
        ("Évry-Courcouronnes", "Évry-Courcouronnes"),
        ("L'ISLE ADAM", "L'Isle Adam"),
        ("LA FERE", "La Fere"),
        ("", ""),
    ],
)
def test_a_town_loses_what_is_no_name(written: str, name: str) -> None:
    """Postcode, CEDEX and arrondissement go; capitals become a readable name."""
    assert town(written) == name


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("France", "FR"),
        ("ALLEMAGNE", "DE"),
        ("PAY-BAS", "NL"),
        ("PAYS BAS", "NL"),
        ("SUEDE", "SE"),
        ("South Korea", "KR"),
        ("Atlantis", ""),
        ("", ""),
    ],
)
def test_country_names_of_the_tables_have_a_code(name: str, code: str) -> None:
    """French and English, with the slips the tables contain."""
    assert country_code(name) == code


def test_overseas_codes_of_the_health_registers_become_insee_codes() -> None:
    """9C311 is 97311, Saint-Laurent-du-Maroni; other codes stay."""
    assert insee("9C311") == "97311"
    assert insee("75056") == "75056"
    assert insee("2A004") == "2A004"


def test_departement_of_codes() -> None:
    """Two characters, three overseas."""
    assert [departement(c) for c in ("91228", "97480", "2A004")] == ["91", "974", "2A"]


@given(st.text(max_size=60))
def test_town_is_stable(text: str) -> None:
    """No text breaks it, and folding twice is folding once."""
    assert isinstance(town(text), str)
    assert folded(folded(text)) == folded(text)
