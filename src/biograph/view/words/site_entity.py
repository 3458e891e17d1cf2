"""The fixed words of the pages of things and of facts."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from biograph.model import Text

if TYPE_CHECKING:
    from collections.abc import Mapping

WORDS: Mapping[str, Text] = MappingProxyType(
    {
        # --- head
        "entity_also": Text(fr="Aussi appelé", en="Also called"),
        "entity_former": Text(fr="Anciens noms", en="Former names"),
        "entity_provisional": Text(
            fr="provisoire : nommé dans un texte, dans aucun registre lu",
            en="provisional: named in a text, in no register that was read",
        ),
        "entity_status": Text(fr="Statut", en="Status"),
        "entity_place": Text(fr="Lieu", en="Place"),
        "entity_identifiers": Text(fr="Identifiants", en="Identifiers"),
        "entity_iri": Text(fr="Adresse stable", en="Stable address"),
        "entity_retired": Text(
            fr="Ce terme n'est plus employé.", en="This term is no longer in use."
        ),
        "entity_replaced": Text(fr="Remplacé par", en="Replaced by"),
        "entity_map": Text(fr="Sur la carte", en="On the map"),
        "entity_to_map": Text(fr="Ouvrir la carte", en="Open the map"),
        # --- facts
        "entity_facts": Text(fr="Faits", en="Facts"),
        "entity_no_facts": Text(
            fr="Aucun fait connu de biograph. Cela ne veut pas dire qu'il n'y en a pas.",
            en="No fact known to biograph. That does not mean that there is none.",
        ),
        "entity_rest": Text(fr="Montrer les autres", en="Show the others"),
        "entity_all_groups": Text(fr="Retour à tous les faits", en="Back to all facts"),
        "entity_planned": Text(fr="annoncé", en="planned"),
        "entity_past": Text(fr="n'a plus cours", en="no longer holds"),
        "entity_since": Text(fr="date dite :", en="stated date:"),
        "entity_until": Text(fr="jusqu'à", en="until"),
        "entity_document": Text(fr="document", en="document"),
        "entity_documents": Text(fr="documents", en="documents"),
        "entity_proof": Text(fr="preuve", en="proof"),
        "entity_other_evidence": Text(fr="Autres preuves", en="Other evidence"),
        # --- what follows, stands near, rests on it
        "entity_inferred": Text(fr="Ce qui s'en déduit", en="What follows"),
        "entity_inferred_lead": Text(
            fr="Déduit par les règles de l'ontologie : aucun document ne le dit tel quel.",
            en="Inferred by the rules of the ontology: no document says it as such.",
        ),
        "entity_related": Text(fr="Termes et territoires liés", en="Related terms and areas"),
        "entity_neighbours": Text(fr="Voisins", en="Neighbours"),
        "entity_relation": Text(fr="Relation", en="Relation"),
        "entity_kinds": Text(fr="Qui ou quoi", en="Who or what"),
        "entity_to_graph": Text(fr="Explorer le graphe autour", en="Explore the graph around it"),
        "entity_findings": Text(fr="Constats", en="Findings"),
        "entity_fact_findings": Text(
            fr="Constats qui reposent sur ce fait", en="Findings that rest on this fact"
        ),
        "entity_conflicts": Text(fr="Où les sources divergent", en="Where sources disagree"),
        "entity_parents": Text(fr="Plusieurs rattachements :", en="Several parents:"),
        "entity_amounts": Text(fr="Deux montants d'un même fait :", en="Two amounts of one fact:"),
        "entity_or": Text(fr="ou", en="or"),
        # --- documents and history
        "entity_history": Text(fr="Documents et historique", en="Documents and history"),
        "entity_source": Text(fr="Source", en="Source"),
        "entity_title": Text(fr="Document", en="Document"),
        "entity_date": Text(fr="Date", en="Date"),
        "entity_licence": Text(fr="Licence", en="Licence"),
        "entity_count": Text(fr="Faits", en="Facts"),
        "entity_changes": Text(fr="Ce que les mises à jour ont changé", en="What updates changed"),
        # --- identity
        "entity_identity": Text(
            fr="Pourquoi ces lignes de registre sont une même entité",
            en="Why these register rows are one entity",
        ),
        "entity_row": Text(fr="Ligne de registre", en="Register row"),
        "entity_reason": Text(fr="Motif", en="Reason"),
        "entity_sure": Text(fr="Confiance", en="Confidence"),
        "entity_only_row": Text(fr="seule ligne à comparer", en="nothing to compare it with"),
        "entity_words": Text(fr="Les lignes elles-mêmes", en="The rows themselves"),
        # --- errors
        "entity_error": Text(fr="Une erreur ici ?", en="Something wrong here?"),
        "entity_error_source": Text(
            fr="Si le document ou le registre se trompe, c'est à sa source de corriger : "
            "biograph reprendra la correction à la mise à jour suivante.",
            en="If the document or register is wrong, its source has to correct it: biograph takes "
            "the correction over with the next update.",
        ),
        "entity_error_reading": Text(
            fr="Si la phrase est juste mais mal lue, ouvrez la preuve du fait et signalez au "
            "responsable de ce serveur l'adresse de cette page : elle désigne le fait et ses "
            "phrases.",
            en="If the sentence is right but misread, open the proof of the fact and tell whoever "
            "runs this server the address of that page: it names the fact and its sentences.",
        ),
        "entity_error_identity": Text(
            fr="Si deux entités sont confondues, ou une seule comptée deux fois :",
            en="If two entities are mixed up, or one counted twice:",
        ),
        "entity_error_pairs": Text(
            fr="les paires douteuses se décident ici", en="doubtful pairs are decided here"
        ),
        # --- fact, missing
        "fact_evidence": Text(fr="Ce qui le dit", en="What states it"),
        "fact_explain": Text(fr="La même preuve en ligne de commande :", en="The same proof:"),
        "missing_near": Text(fr="Voulez-vous dire", en="Did you mean"),
    }
)
