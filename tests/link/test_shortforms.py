"""A text explains its short forms, and a name is short for a longer one only by its words."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from biograph.link import names
from biograph.link.shortforms import explained, short_for, slip


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (
            "à l'École Zoologique de Nantes (EZN), puis",
            {"ezn": "École Zoologique de Nantes"},
        ),
        ("EZN (École Zoologique de Nantes)", {"ezn": "École Zoologique de Nantes"}),
        ("l'Institut du Zinc (IZ). Le Centre (IZ)", {"iz": "Institut du Zinc"}),
        ("Zinc Wave Solutions (ZWS) et l'Institut (EZN)", {"zws": "Zinc Wave Solutions"}),
        (
            "au Centre de Zoologie en Milieu des Îles de Bretagne (CZM)",
            {"czm": "Centre de Zoologie en Milieu des Îles de Bretagne"},
        ),
        ("myZebra Waves (MZW)", {"mzw": "myZebra Waves"}),
        ("INSERM US12 (INSERM)", {}),
        ("à Nantes. (EZN)", {}),
        ("la zoologie (EZN)", {}),
        ("Étude zoologique (mesure)", {}),
    ],
)
def test_a_bracket_explains_a_short_form_where_the_letters_agree(text, found):
    """On either side of the bracket; what does not spell the letters explains nothing."""
    assert explained(text) == found


def test_the_first_explanation_stands():
    """A second one does not change what the text has said."""
    text = "Institut Zeta (IZ), Imagerie du Zinc (IZ)"
    assert explained(text) == {"iz": "Institut Zeta"}


@given(st.text(alphabet="AZaz ()é.'-", max_size=80))
def test_any_text_is_read_and_a_full_name_stands_in_it(text):
    """Nothing is made up."""
    words = set(re.split(r"[\s'’]|[(]", text))
    for full in explained(text).values():
        assert words.issuperset(re.split(r"[\s'’]|[(]", full))


@pytest.mark.parametrize(
    ("said", "full", "short"),
    [
        ("Kappa", "Kappa Zeta Diag", True),
        ("ZWD", "Zinc Waves in Drug Design", False),
        ("ZWDD", "Zinc Waves in Drug Design", True),
        ("ZWIDD", "Zinc Waves in Drug Design", True),
        ("zwdd", "Zinc Waves in Drug Design", False),
        ("ZW", "Zinc Waves", False),
        ("INSA", "INSA Rennes", False),
        ("Kappa Zeta", "Kappa Zeta", False),
        ("Omega", "Kappa Zeta", False),
    ],
)
def test_a_name_is_short_for_a_longer_one_by_its_words_or_its_letters(said, full, short):
    """A sort of body alone, two letters or letters in small type are short for nothing."""
    assert short_for(names.read(said), names.read(full)) is short


@pytest.mark.parametrize(
    ("said", "known", "same"),
    [
        ("ZINAPHARM", "Zincapharm", True),
        ("Zincagray", "Zincart", False),
        ("Zinc", "Zink", False),
    ],
)
def test_a_slip_of_the_pen_is_seen_in_names_that_are_long_enough(said, known, same):
    """A letter more or less in a long name; in a short one it makes another name."""
    assert slip(names.read(said), names.read(known)) is same
