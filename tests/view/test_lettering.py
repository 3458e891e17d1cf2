"""Letters in pictures: lines fit and nothing is lost."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from biograph.view.lettering import shortened, text_width, wrapped

WORD = st.text(alphabet="abcdeéilmnoprstuvm -'", min_size=1, max_size=40)


@given(WORD, st.floats(min_value=40, max_value=200))
def test_wrapped_lines_fit_and_lose_nothing(text: str, width: float) -> None:
    """Lines are no wider than asked and hold every letter in order."""
    lines = wrapped(text, width, size=11)
    assert all(text_width(line, size=11) <= width for line in lines)
    joined = "".join(line.removesuffix("-") for line in lines)
    assert joined.replace(" ", "").replace("-", "") == "".join(text.split()).replace("-", "")


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("formulation", ("formulation",)),
        ("production amont", ("production", "amont")),
        ("approvisionnement", ("approvi-", "sionnement")),
    ],
)
def test_long_words_are_cut_before_a_syllable(text: str, lines: tuple[str, ...]) -> None:
    """A heading breaks between words, and inside a word only where it must."""
    assert wrapped(text, 72, size=11) == lines


@given(WORD, st.floats(min_value=20, max_value=300))
def test_shortened_text_fits_and_says_so(text: str, width: float) -> None:
    """A text is whole, or shorter with an ellipsis."""
    short = shortened(text, width, size=13)
    assert short == text or short.endswith("…")
    assert text_width(short, size=13) <= max(width, text_width("…", size=13))
