"""A France of four départements, in memory: Rhône, Paris, Creuse, and Mayotte overseas."""

from biograph.ask import over
from biograph.store import open_store
from biograph.terms import DATA

ID = f"<{DATA}"
LYON, PARIS, GUERET, MAMOUDZOU = (45.758, 4.835), (48.857, 2.343), (46.172, 1.871), (-12.78, 45.23)
_PLACES = f"""
INSERT DATA {{ GRAPH graph:reference {{
  {ID}region/84> a bg:Region . {ID}region/11> a bg:Region . {ID}region/75> a bg:Region .
  {ID}departement/69> a bg:Departement ; bg:within {ID}region/84> .
  {ID}departement/75> a bg:Departement ; bg:within {ID}region/11> .
  {ID}departement/23> a bg:Departement ; bg:within {ID}region/75> .
  {ID}departement/976> a bg:Departement , bg:Region ; bg:within {ID}region/06> .
  {ID}place/69123> rdfs:label "Lyon" ; bg:within {ID}departement/69> ;
    geo:lat "{LYON[0]}" ; geo:long "{LYON[1]}" ; bg:population 522250 .
  {ID}place/69387> rdfs:label "Lyon 7e Arrondissement" ;
    bg:within {ID}departement/69> .
  {ID}place/75056> rdfs:label "Paris" ; bg:within {ID}departement/75> ;
    geo:lat "{PARIS[0]}" ; geo:long "{PARIS[1]}" ; bg:population 2133111 .
  {ID}place/23096> rdfs:label "Guéret" ; bg:within {ID}departement/23> ;
    geo:lat "{GUERET[0]}" ; geo:long "{GUERET[1]}" ; bg:population 13011 .
  {ID}place/97611> rdfs:label "Mamoudzou" ; bg:within {ID}departement/976> ;
    geo:lat "{MAMOUDZOU[0]}" ; geo:long "{MAMOUDZOU[1]}" .
  {ID}place/69000> rdfs:label "Nulle part" ; bg:within {ID}departement/69> .
}}
GRAPH graph:ontology {{
  {ID}class/advanced-therapy> a bg:TherapyClass .
  {ID}class/car-t> a bg:TherapyClass ; skos:broader {ID}class/advanced-therapy> .
}} }}
"""


def france():
    """A store with these places and no actor."""
    store = open_store()
    store.update(_PLACES)
    return store


def asked(store):
    """Questions over the store as it is now."""
    return over(store)


def actor(store, key, *communes, kind="Hospital", at=None, gives=""):
    """An actor in some communes, perhaps at a position of its own; its IRI."""
    iri = f"{DATA}org/{key}"
    own = f'; geo:lat "{at[0]}" ; geo:long "{at[1]}"' if at else ""
    facts = [f"<{iri}> bg:locatedIn {ID}place/{commune}> ." for commune in communes]
    facts += [
        f"{ID}rel/{key}-{commune}> rdf:predicate bg:locatedIn ; rdf:subject <{iri}> ; "
        f"rdf:object {ID}place/{commune}> ; bg:modality bg:asserted ."
        for commune in communes
    ]
    if gives:
        facts.append(f"<{iri}> bg:administers {ID}class/{gives}> .")
    store.update(
        f"""INSERT DATA {{
        GRAPH graph:reference {{ <{iri}> a bg:Organization , bg:{kind} ; rdfs:label "{key}" ;
          bg:country {ID}country/FR> {own} . }}
        GRAPH graph:asserted {{ {" ".join(facts)} }} }}"""
    )
    return iri
