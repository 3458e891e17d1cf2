"""Amounts of money as sources word them: a text in, a number of one currency out, or nothing."""

from __future__ import annotations

import re
from dataclasses import dataclass

_SCALES = {
    "": 1,
    "k": 10**3,
    "thousand": 10**3,
    "mille": 10**3,
    "m": 10**6,
    "mn": 10**6,
    "million": 10**6,
    "md": 10**9,
    "bn": 10**9,
    "billion": 10**9,
    "milliard": 10**9,
}
_CURRENCIES = {
    "€": "EUR",
    "eur": "EUR",
    "euro": "EUR",
    "$": "USD",
    "us$": "USD",
    "usd": "USD",
    "dollar": "USD",
    "dollar américain": "USD",
    "us dollar": "USD",
    "£": "GBP",
    "gbp": "GBP",
    "pound": "GBP",
    "pound sterling": "GBP",
    "livre": "GBP",
    "livre sterling": "GBP",
    "chf": "CHF",
    "franc suisse": "CHF",
    "swiss franc": "CHF",
    "yen": "JPY",
}
_NUMBER = r"(?P<number>\d[\d ]*(?:[.,]\d+)*)"
_SCALE = r"(?P<scale>thousand|mille|millions?|milliards?|billions?|mds?|bn|mn|m|k)?"
_CURRENCY = r"(?P<currency>[^\d\s].*?)"
#: "13 millions d'euros", "2 M€"; then "€13 million", "USD 5m".
_FORMS = tuple(
    re.compile(form)
    for form in (
        rf"{_NUMBER} ?{_SCALE} ?(?:d'|de |of )?{_CURRENCY}",
        rf"{_CURRENCY} ?{_NUMBER} ?{_SCALE}",
    )
)
_SPACES = re.compile(r"\s+")
_PLURAL = re.compile(r"\b(euro|dollar|américain|pound|livre|franc|suisse|yen)s\b")


@dataclass(frozen=True, slots=True)
class Amount:
    """So much of one currency (its code of ISO 4217)."""

    value: float
    currency: str


def read(text: str) -> Amount | None:
    """The amount that a French or English text states, None for what is not surely one.

    Not surely one is a number that the two languages read differently (2.500 euros), a currency
    that has several countries (francs), and any word beside number, scale and currency.
    """
    plain = _SPACES.sub(" ", text).strip().lower().replace("’", "'")
    for form in _FORMS:
        if found := form.fullmatch(plain):
            scale = _SCALES[(found["scale"] or "").removesuffix("s")]
            value = _value(found["number"].strip(), scaled=scale > 1)
            currency = _CURRENCIES.get(_PLURAL.sub(r"\1", found["currency"].strip()))
            if value is not None and currency:
                return Amount(value * scale, currency)
    return None


def _value(number: str, *, scaled: bool) -> float | None:
    """The number, None where it is written in no way or in two.

    One comma or point before three digits parts thousands or decimals, as the language has it: an
    amount without scale word has no three decimals, one with a scale word may have either.
    """
    if re.fullmatch(r"\d{1,3}( \d{3})+([.,]\d{1,2})?|\d+", number):
        return float(number.replace(" ", "").replace(",", "."))
    if re.fullmatch(r"\d+\.\d+" if scaled else r"\d+\.\d{1,2}", number):
        return float(number)
    if re.fullmatch(r"\d+,(\d{1,2}|\d{4,})", number):
        return float(number.replace(",", "."))
    thousands = r"\d{1,3}(,\d{3}){2,}(\.\d{1,2})?|\d{1,3},\d{3}\.\d{1,2}"
    if re.fullmatch(thousands if scaled else thousands + r"|\d{1,3},\d{3}", number):
        return float(number.replace(",", ""))
    return None
