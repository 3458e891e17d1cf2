"""What registers of clinical trials declare alike: who conducts a trial of what, where and when.

A trial's row has the COLUMNS; those that hold several values hold ``nested.joined`` cells.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from biograph.harvest.forms.nested import apart, cell, joined
from biograph.harvest.places import town
from biograph.harvest.rows import UNSURE, claim, evidence, good, identifiers, place
from biograph.model import Claim, Evidence, Mention, Modality

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from biograph.model import Record, Source

COLUMNS = (
    "number",
    "other_numbers",
    "title",
    "official_title",
    "description",
    "study_type",
    "phase",
    "status",
    "start",
    "end",  # the actual one, not the planned one
    "sponsors",  # sort of organisation ~ name
    "partners",  # the same
    "products",  # name ~ EMA number
    "conditions",
    "sites",  # name ~ town ~ postcode ~ status
)

# what marks a person or a place holder where the name of a site should be: it is left out
_NO_SITE = re.compile(
    r"\binvestigat|\b(?:dr|pr|prof|docteur|professeur|m\.?d|mr|mme|monsieur|madame)\b",
    re.IGNORECASE,
)
_HOSPITAL = re.compile(
    r"\b(?:h[oô]pita(?:l|ux)|hospitals?|hospices|cent(?:re|er) hospitalier|assistance publique|"
    r"(?:poly)?clini(?:ques?|cs?)|chr?u|chr|ap-?h[mp])\b",
    re.IGNORECASE,
)
# in France patients of a trial are also treated in bodies of these names
_CARE = re.compile(r"\b(?:institut|cent(?:re|er)|fondation|gustave roussy)\b", re.IGNORECASE)
# biologicals that are no product under trial
_NO_PRODUCT = re.compile(
    r"placebo|\b(?:saline|sham|vehicle|sampl\w+|sampling|biops\w+|collection|prélèvements?|"
    r"prelevements?|blood (?:test|draw)s?|standard of care)\b",
    re.IGNORECASE,
)
_NO_DISEASE = re.compile(r"\bhealthy\b", re.IGNORECASE)
_STRENGTH = re.compile(
    r"\s+\d[\d.,]*\s*(?:[mµ]?g|microgram|ml|i\.?u|ui|%|million|x ?10).*", re.IGNORECASE
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Register:
    """A register of trials, and what its words mean.

    ``states``: how a trial of that status holds; a status that is not there leaves it unsure.
    ``kinds``: the kind of an organisation of that sort; others are research organisations, or
    hospitals by their name.
    """

    source: Source
    states: Mapping[str, Modality]
    kinds: Mapping[str, str]

    def claims(self, record: Record) -> Iterator[Claim]:
        """Sponsors conduct a trial of its products, or else diseases, with their partners.

        So do the sites, of products. What is over has the day of its end; what is over since an
        unknown day is ENDED.
        """
        held = self._held(record)
        sponsors = [self._organisation(*one) for one in apart(record.fields["sponsors"])]
        products = list(_products(record))
        for sponsor in sponsors:
            for subject in products or _diseases(record):
                stated = self._stated(record, sponsor=sponsor.text, trial_of=subject.text)
                yield claim(sponsor, "conductsTrial", subject, stated, **held)
        for sort, name in apart(record.fields["partners"]) if sponsors else ():
            stated = self._stated(record, sponsor=sponsors[0].text, partner=name)
            partner = self._organisation(sort, name)
            yield claim(sponsors[0], "partnersWith", partner, stated, **held)
        if products:
            yield from self._sites(record, products)

    def _sites(self, record: Record, products: list[Mention]) -> Iterator[Claim]:
        for name, city, postcode, status in apart(record.fields["sites"]):
            hospital = Mention(text=name, kind="Hospital", place=city)
            if city:
                stated = self._stated(record, site=name, city=city)
                yield claim(hospital, "locatedIn", place(city, postcode=postcode), stated)
            held = self._held(record, status)
            for subject in products:
                said = {"site": name, "site_status": status, "trial_of": subject.text}
                stated = self._stated(record, **said)
                yield claim(hospital, "conductsTrial", subject, stated, **held)

    def _held(self, record: Record, status: str = "") -> dict[str, Any]:
        """How surely and when it takes place, by its status (and that of a site) and its days."""
        fields = record.fields
        known = fields["status"] in self.states
        modality = self.states.get(status or fields["status"]) if known else None
        if modality is None:
            return {"date": fields["start"], "score": UNSURE}
        if modality is Modality.ENDED and fields["end"]:
            return {"date": fields["start"], "until": fields["end"]}
        return {"date": fields["start"], "modality": modality}

    def _organisation(self, sort: str, name: str) -> Mention:
        by_name = "Hospital" if in_hospital(name) else "ResearchOrganization"
        return Mention(text=name, kind=self.kinds.get(sort, by_name))

    def _stated(self, record: Record, **said: str) -> Evidence:
        """The row as evidence, with just the values that this claim rests on."""
        row = replace(record, fields={**record.fields, **said})
        columns = ("number", "status", "start", "end", *said)
        return evidence(self.source, row, *columns, content=text(record))


def text(record: Record) -> tuple[str, str, str] | None:
    """Title and description, in English; None for a bare title, which states nothing."""
    fields = record.fields
    return (fields["title"], fields["description"], "en") if fields["description"] else None


def in_hospital(name: str) -> bool:
    """True where the name of an organisation, in French or English, is a hospital's."""
    return bool(_HOSPITAL.search(name))


def site(name: str, city: str, postcode: str, status: str) -> list[str]:
    """The cell of a French site; none for a name that is a person's, or a mere place holder."""
    if not (in_hospital(name) or _CARE.search(name)) or _NO_SITE.search(name):
        return []
    return [cell(name, town(city), postcode, status)]


def products(*named: tuple[str, str]) -> str:
    """The cells of products with their EMA numbers, without strengths, placebos and samples."""
    return joined(
        [
            cell(_STRENGTH.sub("", name), number)
            for name, number in named
            if name and not _NO_PRODUCT.search(name)
        ]
    )


def _products(record: Record) -> Iterator[Mention]:
    for name, number in apart(record.fields["products"]):
        ids = good(identifiers(record, emaNumber=number))
        yield Mention(text=name, kind="Therapy", identifiers=ids)


def _diseases(record: Record) -> Iterator[Mention]:
    for (name,) in apart(record.fields["conditions"]):
        if not _NO_DISEASE.search(name):
            yield Mention(text=name, kind="Disease")
