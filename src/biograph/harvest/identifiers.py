"""Tells whether an identifier has the form and the check digits its register gives it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

_CROCKFORD = "0123456789abcdefghjkmnpqrstvwxyz"  # alphabet of ROR: no i, l, o, u
_CHECK_LETTERS = "ABCDEFGHJKLMNPRSTUVWXYZ"  # alphabet of UAI and RNSR: no I, O, Q
_LA_POSTE = "356000000"  # its SIRETs follow a rule of their own (INSEE)


def luhn(digits: str) -> bool:
    """True where the Luhn sum of a string of digits is a multiple of ten."""
    total = 0
    for place, digit in enumerate(reversed(digits)):
        value = int(digit) * (1 + place % 2)
        total += value - 9 if value > 9 else value
    return total % 10 == 0


def _siret(value: str) -> bool:
    by_sum = value.startswith(_LA_POSTE) and sum(map(int, value)) % 5 == 0
    return luhn(value[:9]) and (luhn(value) or by_sum)


def _ror(value: str) -> bool:
    number = 0
    for letter in value[1:7]:
        number = number * 32 + _CROCKFORD.index(letter)
    return 98 - (number * 100) % 97 == int(value[7:])


def _rnsr(value: str) -> bool:
    return _CHECK_LETTERS[int(value[:9]) % 23] == value[9]


def _isin(value: str) -> bool:
    return luhn("".join(str(int(letter, 36)) for letter in value))


def _any(_value: str) -> bool:
    return True


# scheme -> (form, check); local names of the ontology where an entity carries the identifier
_RULES: dict[str, tuple[str, Callable[[str], bool]]] = {
    "siren": (r"[0-9]{9}", luhn),
    "siret": (r"[0-9]{14}", _siret),
    "finess": (r"[0-9][0-9AB][0-9]{7}", _any),
    "ror": (r"0[0-9a-hjkmnp-tv-z]{6}[0-9]{2}", _ror),
    "rnsr": (r"[0-9]{9}[A-Z]", _rnsr),
    "wikidata": (r"Q[1-9][0-9]*", _any),
    "isin": (r"[A-Z]{2}[A-Z0-9]{9}[0-9]", _isin),
    "cis": (r"6[0-9]{7}", _any),
    "emaNumber": (r"EMEA/H/[A-Z]{1,2}/[0-9]{6}", _any),
    "atc": (r"[A-Z](?:[0-9]{2}(?:[A-Z](?:[A-Z](?:[0-9]{2})?)?)?)?", _any),
    "insee": (r"[0-9][0-9AB][0-9]{3}", _any),
    "departement": (r"[0-9][0-9AB]|97[0-9]", _any),
    "region": (r"[0-9]{2}", _any),
    "country": (r"[A-Z]{2}", _any),
    "pic": (r"[0-9]{9}", _any),
    "cordis": (r"[0-9]{6}|101[0-9]{6}", _any),
    "orphacode": (r"[1-9][0-9]{0,5}", _any),
    "mondo": (r"MONDO:[0-9]{7}", _any),
    "omim": (r"[1-9][0-9]{5}", _any),
    "nct": (r"NCT[0-9]{8}", _any),
    "euct": (r"20[0-9]{2}-5[0-9]{5}-[0-9]{2}-[0-9]{2}", _any),
    "anr": (r"ANR-[0-9]{2}-[A-Z0-9]{3,5}-[0-9]{4}(?:-[0-9]{2})?", _any),
}
_FORMS = {scheme: re.compile(form) for scheme, (form, _) in _RULES.items()}


def valid(scheme: str, value: str) -> bool:
    """True where ``value`` is well formed in ``scheme`` and its check digits are right.

    Raises KeyError for a scheme we have no rule for.
    """
    return bool(_FORMS[scheme].fullmatch(value)) and _RULES[scheme][1](value)
