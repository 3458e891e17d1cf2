"""Code names of therapies (``CER-001``, ``OVX836``) and non-proprietary names by their stem."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from biograph.extract.spans import Candidate

if TYPE_CHECKING:
    from collections.abc import Iterator

_CODE = re.compile(
    r"(?<![\w/.*-])(?:"
    r"[A-Z][A-Za-z]{1,7}(?:\*[a-z]{2,5})?-?[A-Z]{0,2}\d{2,6}(?:-\d{1,3})?(?:x\d{2})?[A-Za-z]?"
    r"|[A-Z]{3,6} \d{2,4}(?! ?(?:mg|ml|UI|L|%|g|µg))"
    r"|[A-Z]{2,5}-[A-Z]{1,3}\d{1,4}"
    r"|[A-Z]{2,6}-\d{1,6}[A-Za-z]?"
    r"|AAV(?:rh)?[.\d]*[.-]?[a-zA-Z]*[A-Z]{2,}[A-Z0-9]*"
    r"|U?CART[- ]?[A-Z0-9]{2,}(?:x\d{2})?"
    r")(?![\w/-])"
)
_NOT_THERAPY = re.compile(
    r"(?:CD|IL|UMR|UMRS|UMS|UAR|USR|UPR|EA|EU|ISO|EN|IEC|NF|COVID|Covid|SARS|HLA|ICH|FP|HEK|MRC|BSL|BPL|"
    r"PD|TNF|TGF|RPE|VIH|HIV|HTLV|HPV|VHC|VHB|NCT|CIS|CCR|CXCR|KRAS|TRL|FY|EIC|IFN|BRCA|MHC|RFA|"
    r"AP|H|HN|N|Q|S|T|P|PIA|RT|SMN|LD|ICN|TLR|MUC|JAK|LAG|TIM|DLL|FGFR|GPC|DMD|LGMD|MPS|HER|EGFR|"
    r"France|Horizon|Europe|Phase|Article|Annexe|Top|TOP|CAC|CAR|MSC|iPSC|AAV|Hall|Agenda|Industrie|"
    r"Euronext|SBF|PEA|MIB|ARN|DNA|RNA|ADN|GMP|CNRS|Inserm|Paris|Lyon|Lille|Nantes|Marseille|"
    r"janvier|mars|mai|juin|juillet|Rennes|Bordeaux|Toulouse|Strasbourg|Montpellier|Tours|Nice|Grenoble|"
    r"Loi|Directive|Code|Batch|No|Nr|Bat|Zone|Box|Cedex|Fonds|Module|Grade|Class|Type|Stage|Day|Week|"
    r"January|February|March|April|May|June|July|August|September|October|November|December|"
    r"Since|In|By|Avant|Depuis|Fin|En|Dès|Les|Des|Le|La|Pour|Avec|Sur|Of|The|And|For|With|About|Environ|"
    r"Around|Nearly|Some|Over|EUR|USD|GBP|CHF|MEUR|Fund|Factor|Facteur)"
    r"(?:[- ]?\d|-\d|-[A-Z]\d|[- ][A-Z]\d|\.)"
)
# Stems of international non-proprietary names (WHO, "The use of stems in the selection of INN").
_INN = re.compile(
    r"(?<![\w-])(?:[^\W\d_]+(?:g[eè]ne|cel|mab) )?[^\W\d_]{3,}"
    r"(?:[cglmrtzx]umab|[io]mab|[aeiou]mab|leucel|parvovec|repvec|lentivec|plasmid|autoleucel|tercept|"
    r"bercept|nercept|tucel|strocel|sucel|mestrocel|nersen|siran|grastim|vec(?=\b)|ersen|aspase|"
    r"(?:cabta|naco|limo|distro|valdo|parvo)g[eè]ne)(?![\w-])"
)


def codes(text: str, *, start: int = 0, end: int | None = None) -> Iterator[Candidate]:
    """Therapy names recognisable by their form alone in ``text[start:end]``."""
    stop = len(text) if end is None else end
    for found in _CODE.finditer(text, start, stop):
        if not _NOT_THERAPY.match(text, found.start()):
            yield Candidate(found.start(), found.end(), "Therapy", "", "code", 0.8)
    for found in _INN.finditer(text, start, stop):
        yield Candidate(found.start(), found.end(), "Therapy", "", "code", 0.9)
