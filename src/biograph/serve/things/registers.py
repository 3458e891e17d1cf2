"""Where the registers show what they know under an identifier: scheme and value in, address out."""

from __future__ import annotations

import re
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import quote

if TYPE_CHECKING:
    from collections.abc import Mapping


class Register(NamedTuple):
    """The form of an identifier and the address of its entry; ``{}`` stands for the value."""

    pattern: str
    address: str


_FINESS = Register(
    r"[0-9][0-9AB][0-9]{7}",
    "https://finess.esante.gouv.fr/fininter/jsp/actionDetailEtablissement.do?noFiness={}",
)
#: By the local name of the property. Patterns are those of ``ontology/shapes/identifiers.ttl``.
REGISTERS: Mapping[str, Register] = MappingProxyType(
    {
        "siren": Register("[0-9]{9}", "https://annuaire-entreprises.data.gouv.fr/entreprise/{}"),
        "siret": Register(
            "[0-9]{14}", "https://annuaire-entreprises.data.gouv.fr/etablissement/{}"
        ),
        "finess": _FINESS,
        "finessEj": _FINESS,
        "ror": Register("0[a-hj-km-np-tv-z0-9]{6}[0-9]{2}", "https://ror.org/{}"),
        "rnsr": Register(
            "[0-9]{9}[A-Z]",
            "https://appliweb.dgri.education.fr/rnsr/PresenteStruct.jsp?numNatStruct={}&PUBLIC=OK",
        ),
        "wikidata": Register("Q[1-9][0-9]*", "https://www.wikidata.org/wiki/{}"),
        "isin": Register(
            "[A-Z]{2}[A-Z0-9]{9}[0-9]", "https://live.euronext.com/en/search_instruments/{}"
        ),
        "pic": Register(
            "[0-9]{9}",
            "https://ec.europa.eu/info/funding-tenders/opportunities/portal/screen/"
            "how-to-participate/org-details/{}",
        ),
        "cordis": Register("([0-9]{6}|101[0-9]{6})", "https://cordis.europa.eu/project/id/{}"),
        "anr": Register("ANR-[0-9]{2}-[A-Z0-9-]+", "https://anr.fr/Projet-{}"),
        "orphacode": Register("[0-9]+", "https://www.orpha.net/en/disease/detail/{}"),
        "mondo": Register("MONDO:[0-9]{7}", "https://monarchinitiative.org/{}"),
        "omim": Register("[1-9][0-9]{5}", "https://www.omim.org/entry/{}"),
        "cis": Register(
            "[0-9]{8}", "https://base-donnees-publique.medicaments.gouv.fr/medicament/{}/extrait"
        ),
        "emaNumber": Register(
            "E[MU].+", "https://www.ema.europa.eu/en/search?search_api_fulltext={}"
        ),
        "atc": Register("[A-Z0-9]{1,7}", "https://atcddd.fhi.no/atc_ddd_index/?code={}"),
        "insee": Register("[0-9][0-9AB][0-9]{3}", "http://id.insee.fr/geo/commune/{}"),
        "departement": Register("[0-9][0-9AB][0-9]?", "http://id.insee.fr/geo/departement/{}"),
        "region": Register("[0-9]{2}", "http://id.insee.fr/geo/region/{}"),
    }
)


def entry(scheme: str, value: str) -> str:
    """The address of a register's entry; empty for a scheme or a form that is not known."""
    register = REGISTERS.get(scheme)
    if register is None or not re.fullmatch(register.pattern, value):
        return ""
    return register.address.replace("{}", quote(value, safe=":"))
