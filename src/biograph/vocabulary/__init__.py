"""The words of biograph: OWL modules, term tables and recipes read from the ``ontology/`` folder.

Enters: the committed files. Leaves: terms (what texts and rows are matched with), recipe lines
(what a therapy family requires), the names of the scheme and all of it as RDF statements.
"""

from biograph.vocabulary.alignment import Alignment, alignments
from biograph.vocabulary.kinds import annotation_type, superclasses
from biograph.vocabulary.owl import classes, individuals, predicates, properties
from biograph.vocabulary.rdf import statements
from biograph.vocabulary.recipe import RecipeLine, Supplier, recipes
from biograph.vocabulary.term import Term, terms, terms_by_surface

__all__ = [
    "Alignment",
    "RecipeLine",
    "Supplier",
    "Term",
    "alignments",
    "annotation_type",
    "classes",
    "individuals",
    "predicates",
    "properties",
    "recipes",
    "statements",
    "superclasses",
    "terms",
    "terms_by_surface",
]
