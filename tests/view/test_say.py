from __future__ import annotations

import re
from datetime import datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from biograph.model import Text
from biograph.view.say import (
    THIN,
    amount,
    day,
    duration,
    moment,
    number,
    percent,
    pick,
    rough,
    web,
)
from biograph.view.words import WORDS, words


def test_french_and_english_numbers_are_written_their_own_way() -> None:
    """Thousands and decimals follow the language."""
    assert number(12345.6, "en", 1) == "12,345.6"
    assert number(12345.6, "fr", 1) == f"12{THIN}345,6"


def test_a_whole_number_is_shown_without_decimals() -> None:
    """A count stays a count; an index keeps two places."""
    assert amount(3.0, "fr") == "3"
    assert amount(0.625, "en") in {"0.62", "0.63"}


@pytest.mark.parametrize(
    ("value", "fr"),
    [(30.21, "30"), (4.22, "4,2"), (0.2238, "0,22"), (12.0, "12"), (0.0, "0"), (-4.93, "-4,9")],
)
def test_the_end_of_an_interval_is_no_finer_than_it_can_be_meant(value: float, fr: str) -> None:
    """Tens are whole, ones keep a decimal, smaller ones two."""
    assert rough(value, "fr") == fr


def test_a_period_is_written_with_both_its_ends() -> None:
    """Two dates are kept as they are, partial or not."""
    assert day("2012..2019", "en") == "2012–2019"
    assert day("2018-02..2018-03-01", "fr") == "février 2018–1er mars 2018"


@given(st.integers(min_value=-(10**12), max_value=10**12), st.sampled_from(["fr", "en"]))
def test_a_written_number_can_be_read_back(value: int, lang: str) -> None:
    """Taking the separators away gives the number again."""
    text = number(value, "fr" if lang == "fr" else "en")
    assert int(re.sub(rf"[{THIN},]", "", text)) == value


@pytest.mark.parametrize(
    ("share", "fr", "en"),
    [
        (0.4, "40", "40"),
        (1.0, "100", "100"),
        (0.0, "0", "0"),
        (0.99996, "99,9", "99.9"),
        (0.0001, "0,1", "0.1"),
        (0.005, "0,5", "0.5"),
    ],
)
def test_a_share_is_never_rounded_to_all_or_nothing(share: float, fr: str, en: str) -> None:
    """99.996 % of facts with evidence is not 100 %, and something is not nothing."""
    assert percent(share, "fr") == f"{fr}{THIN}%"
    assert percent(share, "en") == f"{en}%"


@given(st.floats(min_value=0, max_value=1, exclude_min=True, exclude_max=True))
def test_only_all_is_written_as_hundred(share: float) -> None:
    """No share between 0 and 1 is written as 0 or 100 percent."""
    assert percent(share, "en") not in {"0%", "100%", "0.0%", "100.0%"}


@pytest.mark.parametrize(
    ("iso", "fr", "en"),
    [
        ("2021-03-08", "8 mars 2021", "8 March 2021"),
        ("2021-08-01", "1er août 2021", "1 August 2021"),
        ("2021-12", "décembre 2021", "December 2021"),
        ("2021", "2021", "2021"),
        ("vers 2019", "vers 2019", "vers 2019"),
        ("2021-13", "2021-13", "2021-13"),
        ("", "", ""),
    ],
)
def test_dates_are_as_precise_as_given(iso: str, fr: str, en: str) -> None:
    """A partial date stays partial and what is no date stays as it is."""
    assert day(iso, "fr") == fr
    assert day(iso, "en") == en


def test_a_moment_is_told_in_universal_time() -> None:
    """The same moment reads the same wherever the clock that gave it stands."""
    here = datetime(2026, 3, 1, 0, 5, tzinfo=timezone(timedelta(hours=2)))
    assert moment(here, "fr") == "28 février 2026 à 22 h 05 UTC"
    assert moment(here, "en") == "28 February 2026 at 22:05 UTC"


@pytest.mark.parametrize(
    ("seconds", "said"),
    [(0, "0 s"), (9.4, "9 s"), (60, "1 min 0 s"), (252, "4 min 12 s"), (7530, "2 h 5 min")],
)
def test_a_duration_is_told_in_its_two_largest_units(seconds: float, said: str) -> None:
    """Nobody reads the seconds of hours."""
    assert duration(seconds).replace("\u00a0", " ") == said


@pytest.mark.parametrize(
    "url", ["https://exemple.test/a?b=c#d", "http://exemple.test", "HTTPS://exemple.test/"]
)
def test_web_addresses_may_be_linked(url: str) -> None:
    """Addresses of http and https pass unchanged."""
    assert web(url) == url


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        "JaVaScRiPt://exemple.test/%0aalert(1)",
        "data:text/html,<script>alert(1)</script>",
        "file:///etc/passwd",
        "ftp://exemple.test",
        "//exemple.test",
        "/local",
        "https://",
        "https://[",
        " https://exemple.test",
        "https://exemple.test/\njavascript:",
        "https://exemple.test/\u202e",
        "registries/ilab.csv#7",
        "",
    ],
)
def test_other_addresses_are_not_linked(url: str) -> None:
    """Anything that is not plainly a web address gives nothing."""
    assert web(url) == ""


@given(st.text(max_size=60))
def test_a_linked_address_begins_as_a_web_address(text: str) -> None:
    """Whatever the text, what passes starts with http."""
    assert web(text) == "" or web(text).lower().startswith(("http://", "https://"))


def test_french_marks_cannot_open_a_line() -> None:
    """The space before high punctuation and inside guillemets does not break."""
    said = pick(Text(fr="« l'or » : oui ? 40 %", en="x"), "fr")
    assert said == f"«{THIN}l’or{THIN}»{THIN}: oui{THIN}? 40{THIN}%"


def test_english_words_stay_as_they_are() -> None:
    """No French typography in English."""
    assert pick(Text(fr="x", en="'gold' : yes ? 40 %"), "en") == "'gold' : yes ? 40 %"


@pytest.mark.parametrize("key", sorted(WORDS))
def test_each_fixed_word_has_both_languages(key: str) -> None:
    """No word of the pages is empty or the same sentence twice by oversight."""
    text = WORDS[key]
    assert text.fr.strip()
    assert text.en.strip()
    if " " in text.fr:
        assert text.fr != text.en


def test_words_are_given_for_one_language() -> None:
    """The template sees plain strings of its language."""
    assert words("fr")["gaps"] == "Les manques établis"
    assert words("en")["gaps"] == "Established gaps"
