"""Identifiers: forms and check digits of the registers."""

from __future__ import annotations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from biograph.harvest.identifiers import luhn, valid

DIGITS = "0123456789"


@pytest.mark.parametrize(
    ("scheme", "value"),
    [
        ("siren", "803512458"),
        ("siren", "180089013"),
        ("siret", "26010004500012"),
        ("siret", "35600000000048"),  # head office of La Poste
        ("siret", "35600000049837"),  # a post office: no Luhn sum, digits add to a multiple of 5
        ("finess", "010000024"),
        ("finess", "2B0000038"),
        ("ror", "02feahw73"),
        ("ror", "04mkzax54"),
        ("rnsr", "200412248A"),
        ("wikidata", "Q280413"),
        ("isin", "FR0000120578"),
        ("cis", "66513085"),
        ("emaNumber", "EMEA/H/C/005095"),
        ("insee", "2A004"),
        ("departement", "971"),
        ("departement", "2B"),
        ("region", "11"),
        ("anr", "ANR-10-INBS-0005"),
        ("anr", "ANR-10-SACL-0042-01"),
        ("pic", "999849326"),
        ("cordis", "896850"),
        ("cordis", "101005077"),
        ("orphacode", "5"),
        ("orphacode", "601013"),
        ("mondo", "MONDO:0012173"),
        ("omim", "609016"),
        ("nct", "NCT04665037"),
        ("euct", "2023-505613-24-00"),
        ("atc", "J07BB02"),
        ("atc", "L01X"),
        ("atc", "L01"),
    ],
)
def test_real_identifiers_are_valid(scheme: str, value: str) -> None:
    """Identifiers as their registers publish them."""
    assert valid(scheme, value)


@pytest.mark.parametrize(
    ("scheme", "value"),
    [
        ("atc", "LX1XX02"),
        ("nct", "NCT4665037"),
        ("nct", "nct04665037"),
        ("euct", "2019-003842-34"),  # a EudraCT number
        ("euct", "2023-505613-24"),
        ("atc", "J07BB2"),
        ("siren", "803512459"),  # check digit
        ("siren", "90197921"),  # a digit is lost
        ("siren", "741165001"),  # a RIDET of New Caledonia
        ("siren", "803 512 458"),
        ("siret", "775552003"),  # a SIREN in the column of SIRETs
        ("siret", "26010004500013"),
        ("finess", "0100000245"),
        ("ror", "02feahw74"),
        ("ror", "https://ror.org/02feahw73"),
        ("ror", "02feahu73"),  # no u in the alphabet
        ("rnsr", "200412248B"),
        ("rnsr", "200412248a"),
        ("wikidata", "280413"),
        ("isin", "FR0000120579"),
        ("emaNumber", "EMEA/H/C005201"),  # as EMA's own table has it
        ("cis", "123"),
        ("insee", "01"),
        ("anr", "ANR-INBS-0005"),
        ("pic", "99984932"),
        ("pic", "FR999849326"),
        ("cordis", "H2020-896850"),
        ("cordis", "201005077"),  # nine digits begin with 101
        ("orphacode", "ORPHA:5"),
        ("orphacode", "0"),
        ("mondo", "0012173"),
        ("mondo", "MONDO_0012173"),
        ("omim", "OMIM:609016"),
        ("omim", "60901"),
        ("siren", "٨٠٣٥١٢٤٥٨"),  # other digits than 0-9
        ("siren", "803512458\n"),
        ("siren", ""),
    ],
)
def test_malformed_identifiers_are_not(scheme: str, value: str) -> None:
    """A lost digit, a wrong check digit, another register's number."""
    assert not valid(scheme, value)


def test_an_unknown_scheme_is_an_error() -> None:
    """A scheme without a rule is a slip of ours, not of the data."""
    with pytest.raises(KeyError):
        valid("passport", "1")


@given(st.text(DIGITS, min_size=8, max_size=8))
def test_exactly_one_check_digit_makes_a_siren(head: str) -> None:
    """Luhn's rule: of ten last digits one fits."""
    assert sum(valid("siren", head + digit) for digit in DIGITS) == 1


@given(st.text(DIGITS, min_size=8, max_size=8), st.integers(0, 8), st.sampled_from(DIGITS))
def test_one_wrong_digit_is_always_noticed(head: str, place: int, other: str) -> None:
    """A SIREN with one digit changed is never a SIREN."""
    siren = next(head + digit for digit in DIGITS if luhn(head + digit))
    assume(siren[place] != other)
    assert not valid("siren", siren[:place] + other + siren[place + 1 :])


@given(st.text(DIGITS, min_size=9, max_size=9))
def test_exactly_one_letter_makes_a_laboratory_number(head: str) -> None:
    """The check letter is the number modulo 23."""
    letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
    assert sum(valid("rnsr", head + letter) for letter in letters) == 1


@given(st.text("0123456789abcdefghjkmnpqrstvwxyz", min_size=6, max_size=6))
def test_exactly_one_pair_of_digits_makes_a_ror(body: str) -> None:
    """ISO 7064 mod 97-10 over the number that the letters write."""
    pairs = [f"{number:02}" for number in range(100)]
    assert sum(valid("ror", "0" + body + pair) for pair in pairs) == 1


@given(st.text(max_size=20), st.sampled_from(["siren", "siret", "ror", "rnsr", "isin", "finess"]))
def test_no_text_breaks_the_check(value: str, scheme: str) -> None:
    """Every text gets an answer."""
    assert valid(scheme, value) in {True, False}
