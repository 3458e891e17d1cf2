"""Contact data in a text, which no graph keeps: e-mail addresses and telephone numbers."""

from __future__ import annotations

import re

EMAIL_MARK = "[courriel]"
PHONE_MARK = "[téléphone]"

_EMAIL = re.compile(r"\b(?:mailto:)?[\w.+-]{1,64}@[\w-]+(?:\.[\w-]+)+\b")
# French numbers (0x xx xx xx xx, +33 x ...) and foreign ones behind a plus sign
_PHONE = re.compile(
    r"(?<![\w.])(?:(?:\+33|0033)[ .\-]?(?:\(0\))?[ .\-]?[1-9]|0[1-9])(?:[ .\-]?\d\d){4}(?![\w])"
    r"|(?<!\w)\+(?!33)[1-9]\d{0,2}(?:[ .\-]?\(?\d{2,4}\)?){2,4}(?!\w)"
)
_LEAST_DIGITS = 10  # of a telephone number; a round sum behind a plus sign has fewer


def masked(text: str, *, email: str = EMAIL_MARK, phone: str = PHONE_MARK) -> str:
    """The text with marks in place of contact data."""

    def number(found: re.Match[str]) -> str:
        return phone if sum(map(str.isdigit, found.group())) >= _LEAST_DIGITS else found.group()

    return _PHONE.sub(number, _EMAIL.sub(email, text))
