"""What predicates are called: those of the ontology by its labels, those of others by ours."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from biograph.model import Text
from biograph.terms import DCTERMS, PROV, RDF, SKOS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from biograph.serve.site import Site

_CALLED: Mapping[str, Text] = MappingProxyType(
    {
        SKOS + "definition": Text(fr="Définition", en="Definition"),
        SKOS + "broader": Text(fr="se range sous", en="stands below"),
        SKOS + "broaderTransitive": Text(
            fr="se range, de proche en proche, sous", en="stands, step by step, below"
        ),
        SKOS + "exactMatch": Text(fr="identique ailleurs", en="the same elsewhere"),
        SKOS + "closeMatch": Text(fr="proche ailleurs", en="close elsewhere"),
        SKOS + "broadMatch": Text(fr="plus large ailleurs", en="broader elsewhere"),
        SKOS + "narrowMatch": Text(fr="plus étroit ailleurs", en="narrower elsewhere"),
        SKOS + "relatedMatch": Text(fr="lié ailleurs", en="related elsewhere"),
        DCTERMS + "source": Text(fr="Source", en="Source"),
        DCTERMS + "issued": Text(fr="Date", en="Date"),
        DCTERMS + "license": Text(fr="Licence", en="Licence"),
        DCTERMS + "language": Text(fr="Langue", en="Language"),
        DCTERMS + "publisher": Text(fr="Éditeur", en="Publisher"),
        DCTERMS + "rightsHolder": Text(fr="Mention", en="Attribution"),
        DCTERMS + "isVersionOf": Text(fr="version de", en="version of"),
        DCTERMS + "description": Text(fr="Description", en="Description"),
        PROV + "wasDerivedFrom": Text(fr="d'après", en="derived from"),
        RDF + "type": Text(fr="est aussi", en="is also"),
    }
)


def label(site: Site, predicate: str) -> Text:
    """What a predicate is called; the end of its IRI where nobody says."""
    return _CALLED.get(predicate) or site.name(predicate)
