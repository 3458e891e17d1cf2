"""The fixed words of recipes and of the handbook of the ontology."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from biograph.model import Text

if TYPE_CHECKING:
    from collections.abc import Mapping

WORDS: Mapping[str, Text] = MappingProxyType(
    {
        # --- recipes
        "essential": Text(fr="indispensable", en="essential"),
        "important": Text(fr="important", en="important"),
        "optional": Text(fr="facultatif", en="optional"),
        "recipe_key": Text(
            fr="Toutes les cases indispensables sont requises ; dans une case, une des lignes "
            "séparées par « ou » suffit, selon la voie choisie.",
            en="All essential boxes are needed; in a box one of the lines joined by “or” is "
            "enough, by the route chosen.",
        ),
        "or": Text(fr="ou", en="or"),
        "route": Text(fr="voie :", en="route:"),
        "textbook": Text(fr="savoir de manuel", en="textbook knowledge"),
        # --- handbook of the ontology
        "handbook": Text(fr="biograph · l'ontologie", en="biograph · the ontology"),
        "handbook_all": Text(fr="Tous les termes", en="All terms"),
        "handbook_lead": Text(
            fr="Ce que le graphe peut dire : les classes et propriétés par module, les étapes, "
            "les opérations unitaires, les classes de produits, les intrants et les recettes. "
            "Chaque terme montre les questions et les recettes où il sert.",
            en="What the graph can say: classes and properties by module, stages, unit "
            "operations, classes of products, inputs and recipes. Each term shows the questions "
            "and recipes that it serves in.",
        ),
        "handbook_made": Text(
            fr="Pages tirées de l'ontologie par « make docs » ; CC BY 4.0.",
            en="Pages made from the ontology by “make docs”; CC BY 4.0.",
        ),
        "questions_lead": Text(
            fr="Les questions de la bibliothèque, dans leur dossier ; chacune est un fichier .rq.",
            en="The questions of the library, by folder; each is a .rq file.",
        ),
        "part_modules": Text(fr="Classes et propriétés", en="Classes and properties"),
        "part_lists": Text(fr="Étapes, opérations, produits", en="Stages, operations, products"),
        "part_inputs": Text(fr="Intrants", en="Inputs"),
        "part_families": Text(fr="Familles et recettes", en="Families and recipes"),
        "part_questions": Text(fr="Questions", en="Questions"),
        "list_stage": Text(fr="Étapes", en="Stages"),
        "list_operation": Text(fr="Opérations unitaires", en="Unit operations"),
        "list_class": Text(fr="Classes de produits", en="Classes of products"),
        "diagram": Text(fr="Schéma du module :", en="Diagram of the module:"),
        "diagram_key": Text(
            fr="En haut, les classes, chacune sous celle dont elle est un cas ; en bas, les "
            "propriétés, de la classe du sujet à celle de l'objet.",
            en="Above, the classes, each below the one that it is a case of; below, the "
            "properties, from the class of the subject to that of the object.",
        ),
        "recipe_picture": Text(fr="Recette en image :", en="Recipe as a picture:"),
        "recipe_lines": Text(fr="Lignes de la recette", en="Lines of the recipe"),
        "operation": Text(fr="opération", en="operation"),
        "requirement": Text(fr="exigence", en="requirement"),
        "group": Text(fr="groupe", en="group"),
        "criticality": Text(fr="criticité", en="criticality"),
        "detail": Text(fr="voie, échelle, fournisseurs", en="route, scale, suppliers"),
        "sourced": Text(fr="page sur cette famille", en="page on this family"),
        "transferred": Text(fr="page sur une autre famille", en="page on another family"),
        "confidence_high": Text(fr="confiance forte", en="high confidence"),
        "confidence_medium": Text(fr="confiance moyenne", en="medium confidence"),
        "confidence_low": Text(fr="confiance faible", en="low confidence"),
        "also": Text(fr="Aussi :", en="Also:"),
        "retired": Text(fr="retiré", en="retired"),
        "above": Text(fr="au-dessus", en="above"),
        "below": Text(fr="au-dessous", en="below"),
        "excludes": Text(fr="exclut", en="excludes"),
        "joins_from": Text(fr="a pour sujet", en="has as subject"),
        "joins_to": Text(fr="a pour objet", en="has as object"),
        "subject_of": Text(fr="sujet de", en="subject of"),
        "object_of": Text(fr="objet de", en="object of"),
        "of_class": Text(fr="de la classe", en="of the class"),
        "families": Text(fr="familles", en="families"),
        "replaced_by": Text(fr="remplacé par", en="replaced by"),
        "asked_in": Text(fr="questions", en="questions"),
        "needed_by": Text(fr="requis par", en="required by"),
        "needed_narrower": Text(
            fr="requis sous une forme plus précise par", en="required in a narrower form by"
        ),
        "aligned": Text(fr="aligné sur", en="aligned with"),
        "exactMatch": Text(fr="équivalent exact", en="exact match"),
        "closeMatch": Text(fr="équivalent proche", en="close match"),
        "broadMatch": Text(fr="plus général", en="broader"),
        "narrowMatch": Text(fr="plus précis", en="narrower"),
        "relatedMatch": Text(fr="apparenté", en="related"),
        "Class": Text(fr="classe", en="class"),
        "ObjectProperty": Text(fr="propriété d'objet", en="object property"),
        "DatatypeProperty": Text(fr="propriété de donnée", en="datatype property"),
        "AnnotationProperty": Text(fr="propriété d'annotation", en="annotation property"),
        "SymmetricProperty": Text(fr="propriété symétrique", en="symmetric property"),
        "TransitiveProperty": Text(fr="propriété transitive", en="transitive property"),
    }
)
