"""Publications: their numbers, dates, languages and abstracts in the forms that sources use."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from biograph.harvest.forms.publications import (
    NUMBERS,
    jats_text,
    language,
    longest,
    number,
    other_language,
    prose,
    publication,
    read_each,
)
from biograph.harvest.text.prose import day
from tests.harvest.feeds.kept import kept


@pytest.mark.parametrize(
    ("scheme", "text", "expected"),
    [
        ("doi", "https://doi.org/10.1038/S41591-020-01", "10.1038/s41591-020-01"),
        ("doi", "DOI : 10.1103/PhysRevE.87.033017", "10.1103/physreve.87.033017"),
        ("doi", "doi/1234", ""),
        ("pmid", "https://pubmed.ncbi.nlm.nih.gov/29456894", "29456894"),
        ("pmid", "https://pubmed.ncbi.nlm.nih.gov/29456894/", "29456894"),
        ("pmid", "", ""),
        ("pmcid", "PMC5815332", "PMC5815332"),
        ("pmcid", "https://www.ncbi.nlm.nih.gov/pmc/articles/5815332", "PMC5815332"),
        ("hal", "https://hal.science/hal-01655811v2/document", "hal-01655811"),
        ("hal", "oai:HAL:inserm-00845819v1", "inserm-00845819"),
        ("hal", "https://doi.org/10.1/x", ""),
    ],
)
def test_a_number_is_the_same_whatever_source_wrote_it(scheme, text, expected):
    """Addresses, prefixes, versions and capitals are no part of it."""
    assert number(scheme, text) == expected


@given(st.sampled_from(NUMBERS), st.text())
def test_a_number_of_a_number_is_itself(scheme, text):
    """Any text has a number or none; once found it does not change."""
    found = number(scheme, text)
    assert number(scheme, found) == found


@given(st.dates(min_value=date(1, 1, 1)))
def test_a_day_is_read_with_and_without_time(when):
    """Also where only month or year are given."""
    iso = when.isoformat()
    assert day(iso) == day(f"{iso}T16:18:55") == iso
    assert (day(iso[:7]), day(iso[:4])) == (iso[:7], iso[:4])


@pytest.mark.parametrize("text", ["", "-2016-33-01XX0:00:00Z", "123", "spring"])
def test_what_is_no_date_is_none(text):
    """Two recorded HAL deposits have such dates."""
    assert day(text) == ""


def test_the_longest_abstract_tells_the_language():
    """English where both are as long; nothing where there is none."""
    assert longest({"fr": "plus long", "en": "short"}) == "fr"
    assert longest({"fr": "égal", "en": "same"}) == "en"
    assert longest({}) == ""


@pytest.mark.parametrize(
    ("code", "own", "other"),
    [("fre", "fr", ""), ("FRA", "fr", ""), ("eng", "en", ""), ("de", "de", "de"), ("", "", "")],
)
def test_codes_of_languages_are_those_of_documents(code, own, other):
    """French or English of an article says little of its abstract, another language does."""
    assert (language(code), other_language(code)) == (own, other)


def test_a_language_in_words_is_no_code():
    """Dublin Core allows any words there."""
    assert other_language("English") == ""


@pytest.mark.parametrize(
    ("jats", "text"),
    [
        ("<jats:title>Abstract</jats:title><jats:p>One.</jats:p>", "Abstract\n\nOne."),
        (
            "<jats:p>10<jats:sup>6</jats:sup> cells of <jats:italic>E. coli</jats:italic></jats:p>",
            "10⁶ cells of E. coli",
        ),
        (
            '<jats:p>See <jats:ext-link xlink:href="https://a.org">here</jats:ext-link></jats:p>',
            "See here",
        ),
        ("<p>Without prefix &amp; escaped</p>", "Without prefix & escaped"),
        ("<jats:p>Not <jats:b>closed</jats:p>", "Not closed"),
        ("plain, p < 0.05 & more", "plain, p < 0.05 & more"),
        ("", ""),
    ],
)
def test_an_abstract_in_jats_loses_its_tags_alone(jats, text):
    """Well-formed or not; raised digits stay what they are."""
    assert jats_text(jats) == text


@pytest.mark.parametrize(
    ("text", "lang", "given_"),
    [
        ("A text", "en", ("Title", "A text", "en")),
        ("A text", "", ("Title", "A text", "")),
        ("", "fr", None),
        ("Ein Text", "de", None),
    ],
)
def test_only_texts_in_languages_that_are_read_are_given(text, lang, given_):
    """A bare title states nothing; an unknown language is detected later."""
    record = publication(kept(b""), "hal", "1", title="Title", text=text, lang=lang)
    assert prose(record) == given_


def test_an_item_that_cannot_be_read_is_flagged_and_the_others_are_kept():
    """The flag tells which one and why."""

    def read(given_, item):
        return (publication(given_, "hal", item["key"], text=""),)

    found = list(read_each(kept(b""), [{"key": "a"}, {}, None, {"key": "d"}], read))
    assert [getattr(one, "key", one) for one in (found[0], found[3])] == ["a", "d"]
    assert [flag.where.rpartition(" ")[2] for flag in found[1:3]] == ["2", "3"]
    assert all("cannot be read" in flag.message for flag in found[1:3])
