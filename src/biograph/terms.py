"""Names: namespaces, the types and predicates of the annotation scheme, minting of IRIs.

Data IRIs are made from hashes of stable keys, so that the same input gives the same node in every
run. The scheme's words are the local names of the ontology; a test compares the two.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from functools import lru_cache

ONTOLOGY = "https://w3id.org/biograph/ontology/"
DATA = "https://w3id.org/biograph/id/"
GRAPH = "https://w3id.org/biograph/graph/"

RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
RDFS = "http://www.w3.org/2000/01/rdf-schema#"
OWL = "http://www.w3.org/2002/07/owl#"
XSD = "http://www.w3.org/2001/XMLSchema#"
SKOS = "http://www.w3.org/2004/02/skos/core#"
DCTERMS = "http://purl.org/dc/terms/"
PROV = "http://www.w3.org/ns/prov#"
GEO = "http://www.w3.org/2003/01/geo/wgs84_pos#"
SH = "http://www.w3.org/ns/shacl#"

PREFIXES = {
    "bg": ONTOLOGY,
    "id": DATA,
    "graph": GRAPH,
    "rdf": RDF,
    "rdfs": RDFS,
    "owl": OWL,
    "xsd": XSD,
    "skos": SKOS,
    "dcterms": DCTERMS,
    "prov": PROV,
    "geo": GEO,
    "sh": SH,
}

# Named graphs that are not those of one document version (design/ontology.md D3).
ASSERTED = GRAPH + "asserted"  # relation nodes and each plain triple once
REFERENCE = GRAPH + "reference"  # what entities are called, their classes, identifiers, places
IDENTITY = GRAPH + "identity"  # which register entries were found to be one entity, and why
COPIES = GRAPH + "copies"  # which documents are copies of one publication, rebuilt as a whole
INFERRED = GRAPH + "inferred"  # rebuilt closure, never mixed with the asserted facts
ONTOLOGY_GRAPH = GRAPH + "ontology"  # OWL modules, term lists, recipes
FINDINGS = GRAPH + "findings"  # what the analyses found at last, never read by an analysis
LOG = GRAPH + "log"  # when which update did what: the only graph that tells of time
META = GRAPH + "meta"  # sources, what was processed with which version

ORGANISATION_TYPES = (
    "Company",
    "ResearchOrganization",
    "Hospital",
    "PatientOrganization",
    "Funder",
    "Regulator",
    "Cluster",
)
ENTITY_TYPES = (
    *ORGANISATION_TYPES,
    "Site",
    "Therapy",
    "TherapyClass",
    "InputMaterial",
    "Equipment",
    "Disease",
    "Location",
    "Money",
    "Date",
)
COMPANY_SUBTYPES = (
    "Startup",
    "PharmaCompany",
    "CDMO",
    "EquipmentSupplier",
    "RawMaterialSupplier",
    "Distributor",
)
PREDICATES = (
    "develops",
    "manufactures",
    "manufacturesFor",
    "supplies",
    "suppliesInput",
    "distributes",
    "administers",
    "conductsTrial",
    "researches",
    "treats",
    "partnersWith",
    "acquired",
    "investedIn",
    "funds",
    "raised",
    "spinOffOf",
    "subsidiaryOf",
    "memberOf",
    "locatedIn",
    "operatesSite",
    "authorises",
    "represents",
    "inShortage",
)
# Said by register columns only, never by text.
REGISTER_PREDICATES = (
    "holdsAuthorisation",  # organisation -> Therapy: marketing authorisation holder
    "hasTherapyClass",  # Therapy -> TherapyClass
    "hasSupervisor",  # laboratory -> one of its tutelles (RNSR)
    "participatesIn",  # organisation -> Project
    "relatedLaboratory",  # company or project -> laboratory named in the row
    "onList",  # Therapy -> list of medicines of an authority
    "makesSubstanceOf",  # site -> Therapy
    "releasesBatchesOf",  # site -> Therapy
)


def bg(local: str) -> str:
    """The IRI of an ontology term: ``bg("supplies")``."""
    return ONTOLOGY + local


def local_name(iri: str) -> str:
    """The part of an IRI after its last ``/`` or ``#``."""
    return re.split(r"[/#]", iri)[-1]


def compact(iri: str) -> str:
    """``prefix:local`` where a known prefix fits, else the IRI itself."""
    for prefix, namespace in PREFIXES.items():
        if iri.startswith(namespace):
            return f"{prefix}:{iri[len(namespace) :]}"
    return iri


def expand(curie: str) -> str:
    """The IRI of ``prefix:local``; an IRI is given back as it is."""
    prefix, _, local = curie.partition(":")
    return PREFIXES[prefix] + local if prefix in PREFIXES else curie


def digest(*parts: str, length: int = 20) -> str:
    """A short, IRI-safe hash of the parts: the first hexadecimal digits of their SHA-256."""
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()[:length]


def mint(kind: str, *key: str) -> str:
    """A data IRI that depends on nothing but its key: ``mint("org", "ror", "02feahw73")``."""
    return f"{DATA}{kind}/{digest(*key)}"


def document_iri(source: str, key: str) -> str:
    """The IRI of a document, whatever its content."""
    return mint("doc", source, key)


def version_iri(document: str, *content: str) -> str:
    """The IRI of a document with exactly this content: also the name of its evidence graph."""
    return f"{document}/v/{digest(*content)}"


_LEGAL_FORM = re.compile(
    r"(?: (?:sas|sasu|sa|sarl|eurl|sca|scop|snc|gmbh|ag|inc|ltd|limited|llc|corp|corporation|plc|"
    r"bv|nv|spa|srl|ab|oy|kg|co))+$"
)
_DOTTED = re.compile(r"\b(?:[a-z]\.){2,}")
_NOT_WORD = re.compile(r"[^a-z0-9]+")


@lru_cache(maxsize=200_000)
def name_key(name: str) -> str:
    """The form under which two spellings of a name are compared.

    Accents, case, punctuation and trailing legal forms go; ``YPOSKESI S.A.S.`` and ``Yposkesi``
    share a key.
    """
    plain = unicodedata.normalize("NFKD", name.replace("œ", "oe").replace("Œ", "OE"))
    plain = "".join(c for c in plain if not unicodedata.combining(c)).lower()
    plain = _DOTTED.sub(lambda m: m.group().replace(".", ""), plain)
    words = _NOT_WORD.sub(" ", plain).strip()
    return _LEGAL_FORM.sub("", words) or words
