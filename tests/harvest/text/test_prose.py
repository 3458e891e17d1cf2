"""What all readers share: paragraphs, contacts, dates, languages, and reservations."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from biograph.harvest.text.links import absolute, canonical
from biograph.harvest.text.prose import NoProse, iso_date, language, paragraphs
from biograph.harvest.text.rights import respect
from biograph.model import Reason

LONG = "La société produit des vecteurs viraux à Lyon. " * 6


@pytest.mark.parametrize(
    "contact",
    [
        "Contact presse : Jeanne Dupont – jeanne.dupont@exemple.fr",
        "Jeanne Dupont, 01 23 45 67 89",
        "Tél. : +33 (0)1 23 45 67 89",
        "+33 1.23.45.67.89",
    ],
)
def test_a_line_with_a_contact_is_left_out_for_the_name_in_it(contact):
    """A long paragraph only loses the address or the number."""
    assert paragraphs(["Un.", contact, "Deux."]) == "Un.\n\nDeux."
    kept = paragraphs([LONG + contact])
    assert kept.startswith(LONG.strip())
    assert "@" not in kept
    assert "67" not in kept


@pytest.mark.parametrize(
    "line", ["Un budget de 1 200 000 000 euros", "ISBN 2012345678901", "le compte @institut", "a@b"]
)
def test_numbers_that_are_no_telephones_stay(line):
    """Sums, standards and names of accounts are no contacts."""
    assert paragraphs([line]) == line


@given(st.lists(st.text("ab \n\u00a0\u2028", max_size=8)))
def test_paragraphs_are_lines_of_single_spaces_without_empty_ones(parts):
    """The words are the same ones in the same order."""
    text = paragraphs(parts)
    assert text.split() == " ".join(parts).split()
    assert all(part and part == " ".join(part.split()) for part in text.split("\n\n") if text)


@pytest.mark.parametrize(
    ("parts", "iso"),
    [
        (("2024", "3", "7"), "2024-03-07"),
        (("2024", "February", "29"), "2024-02-29"),
        (("2023", "02", "29"), "2023-02"),
        (("2023", "Spring"), "2023"),
        (("24", "1", "1"), ""),
        (("",), ""),
    ],
)
def test_a_date_is_as_precise_as_its_parts_are_a_date(parts, iso):
    """What no calendar has is cut off."""
    assert iso_date(*parts) == iso


@pytest.mark.parametrize(
    ("code", "lang"),
    [("FR", "fr"), ("fr-FR", "fr"), ("en_GB", "en"), ("eng", ""), ("", ""), ("x", "")],
)
def test_languages_have_two_letters(code, lang):
    """Regions are cut off, longer codes are not guessed."""
    assert language(code) == lang


@pytest.mark.parametrize(
    ("said", "reserved"),
    [
        (("tdm-reservation", "1"), True),
        (("TDM-Reservation", " 1 "), True),
        (("tdm-reservation", "0"), False),
        (("robots", "index, follow"), False),
        (("robots", "NOINDEX, nofollow"), True),
        (("robots", "noai, noimageai"), True),
        (("x-robots-tag", "none"), True),
        (("x-robots-tag", "googlebot: noindex"), False),
        (("description", "noindex, 1"), False),
    ],
)
def test_a_reservation_is_respected_in_header_and_page(said, reserved):
    """A reserved document is flagged as such; what is said to one robot alone is not for us."""
    if not reserved:
        respect([said])
        return
    with pytest.raises(NoProse, match="reserves") as caught:
        respect([("title", "x"), said])
    assert caught.value.reason is Reason.RESERVED


@pytest.mark.parametrize(
    ("link", "address"),
    [
        ("/b?c=1#d", "https://a.fr/b?c=1#d"),
        ("e", "https://a.fr/x/e"),
        ("//b.fr/c", "https://b.fr/c"),
        ("http://b.fr", "http://b.fr"),
        ("javascript:alert(1)", ""),
        ("data:text/html,x", ""),
        ("mailto:a@b.fr", ""),
        ("http://[", ""),
        ("https:///x", "https://a.fr/x"),
        ("", "https://a.fr/x/y"),
    ],
)
def test_only_web_addresses_are_followed(link, address):
    """A link is made whole from the page it stands on; scripts and mails are none."""
    assert absolute("https://a.fr/x/y", link) == address


@pytest.mark.parametrize(
    ("address", "key"),
    [
        ("HTTPS://Www.A.fr/Page?id=3&utm_source=x&fbclid=y#top", "https://www.a.fr/Page?id=3"),
        ("https://a.fr/?xtor=RSS-1", "https://a.fr/"),
        ("https://a.fr", "https://a.fr/"),
        ("https://a.fr:443/x", "https://a.fr/x"),
        ("http://a.fr:8080/x?b=&a=1", "http://a.fr:8080/x?b=&a=1"),
        ("https://a.fr/x?q=%C3%A9+t", "https://a.fr/x?q=%C3%A9+t"),
        ("https://a.fr/x?atelier=2&page=3&campus=x", "https://a.fr/x?atelier=2&page=3&campus=x"),
    ],
)
def test_a_page_has_one_address_however_a_reader_came(address, key):
    """Fragments and parameters of campaigns go; what the page depends on stays as it is."""
    assert canonical(address) == key
    assert canonical(key) == key
