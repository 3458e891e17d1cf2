"""Names of towns and countries as registers write them in, plain names and ISO codes out."""

from __future__ import annotations

import re
import unicodedata
from functools import cache

_COUNTRIES = {
    "AT": "Austria, Autriche",
    "BE": "Belgium, Belgique",
    "CA": "Canada",
    "CH": "Switzerland, Suisse",
    "CN": "China, Chine",
    "CZ": "Czech Republic, République tchèque",
    "DE": "Germany, Allemagne",
    "DK": "Denmark, Danemark",
    "ES": "Spain, Espagne",
    "EU": "Europe, European Union, Union européenne",
    "FI": "Finland, Finlande",
    "FR": "France",
    "GB": "United Kingdom, Royaume-Uni, Grande-Bretagne, UK",
    "GR": "Greece, Grèce",
    "HU": "Hungary, Hongrie",
    "IE": "Ireland, Irlande",
    "IN": "India, Inde",
    "IS": "Iceland, Islande",
    "IT": "Italy, Italie",
    "JP": "Japan, Japon",
    "KR": "South Korea, Corée du Sud",
    "LU": "Luxembourg",
    "MA": "Morocco, Maroc",
    "MT": "Malta, Malte",
    "MY": "Malaysia, Malaisie",
    "NL": "Netherlands, Pays-Bas, Pay-Bas, Hollande",
    "NO": "Norway, Norvège",
    "PL": "Poland, Pologne",
    "PT": "Portugal",
    "SE": "Sweden, Suède",
    "SG": "Singapore, Singapour",
    "SI": "Slovenia, Slovénie",
    "US": "United States, États-Unis, USA",
}
_OVERSEAS = {"9A": "971", "9B": "972", "9C": "973", "9D": "974", "9E": "975", "9F": "976"}


def folded(name: str) -> str:
    """``name`` without accents, case and punctuation: for comparing, never for showing."""
    plain = unicodedata.normalize("NFKD", name.replace("œ", "oe").replace("Œ", "OE"))
    return "".join(c for c in plain.casefold() if c.isalnum())


@cache
def _codes() -> dict[str, str]:
    return {folded(n): code for code, names in _COUNTRIES.items() for n in names.split(", ")}


def country_code(name: str) -> str:
    """The ISO 3166 alpha-2 code of a country (``EU`` for Europe); ``""`` where unknown."""
    return _codes().get(folded(name), "")


def town(text: str) -> str:
    """A town's name: postcode, CEDEX and arrondissement go, capitals become title case.

    ``"13595 AIX EN PROVENCE CEDEX 3"`` gives ``"Aix en Provence"``.
    """
    name = re.sub(r"^\d{5}\s+", "", text.strip())
    name = re.sub(
        r"(?i)\s+c[eé]dex\b.*$|\s+\d{1,2}(?:e|er)?(?:\s+arrondissement)?$", "", name
    ).strip()
    shouting = name.isupper()
    name = re.sub(r"(?i)(^|[ -])st(?=[ -])", r"\1SAINT" if shouting else r"\1Saint", name)
    name = re.sub(r"(?i)(^|[ -])ste(?=[ -])", r"\1SAINTE" if shouting else r"\1Sainte", name)
    if not shouting:
        return name
    small = {"DE", "DU", "DES", "LA", "LE", "LES", "EN", "SUR", "SOUS", "ET", "AUX", "AU", "LEZ"}
    words = re.split(r"([ '-])", name)
    return "".join(
        word.lower() if position and word in small | {"L", "D", "LÈS"} else word.capitalize()
        for position, word in enumerate(words)
    )


def insee(code: str) -> str:
    """The INSEE code of a commune, also where the health registers write 9C311 for 97311."""
    return _OVERSEAS[code[:2]] + code[3:] if code[:2] in _OVERSEAS and len(code) == 5 else code


def departement(code: str) -> str:
    """The département of a commune's INSEE code or of a postcode."""
    return code[:3] if code.startswith("97") else code[:2]
