"""The fixed words of the pages on findings."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from biograph.model import Text

if TYPE_CHECKING:
    from collections.abc import Mapping

WORDS: Mapping[str, Text] = MappingProxyType(
    {
        "findings_lead": Text(
            fr="Ce que les analyses tirent du graphe, du plus lourd au plus léger. Ce que "
            "biograph ne sait pas est à part : un manque de données n'est pas un manque d'offre.",
            en="What the analyses draw from the graph, the weightiest first. What biograph does "
            "not know stands apart: a lack of data is not a lack of supply.",
        ),
        "findings_known": Text(fr="Ce que disent les données", en="What the data say"),
        "findings_unknown": Text(
            fr="Ce que biograph ne sait pas", en="What biograph does not know"
        ),
        "findings_all": Text(fr="Tout", en="All"),
        "findings_groups": Text(fr="Groupes de constats", en="Groups of findings"),
        "findings_filter": Text(fr="Filtrer les constats", en="Filter findings"),
        "findings_text": Text(fr="Texte", en="Text"),
        "findings_apply": Text(fr="Filtrer", en="Filter"),
        "findings_reset": Text(fr="Tout effacer", en="Clear all"),
        "findings_count": Text(fr="constats", en="findings"),
        "findings_nothing": Text(
            fr="Aucun constat ne répond à ces filtres.", en="No finding answers these filters."
        ),
        "facet_kind": Text(fr="Nature", en="Kind"),
        "facet_analysis": Text(fr="Analyse", en="Analysis"),
        "facet_family": Text(fr="Famille de thérapies", en="Therapy family"),
        "facet_region": Text(fr="Région", en="Region"),
        "facet_presence": Text(fr="État", en="State"),
        "facet_sure": Text(fr="Solidité", en="How sure"),
        "facet_none": Text(fr="sans objet ou inconnu", en="not meant or unknown"),
        "kind_gap": Text(fr="manque", en="gap"),
        "kind_bottleneck": Text(fr="goulot d'étranglement", en="bottleneck"),
        "kind_trend": Text(fr="évolution", en="trend"),
        "kind_intervention": Text(fr="mesure possible", en="possible measure"),
        "kind_first-question": Text(fr="question à poser d'abord", en="question to ask first"),
        "finding_proof": Text(fr="La preuve", en="The proof"),
        "finding_proof_lead": Text(
            fr="Du constat aux phrases et aux lignes de registre qui le portent, chacune avec sa "
            "source, sa date et son lien.",
            en="From the finding to the sentences and register rows that carry it, each with its "
            "source, date and link.",
        ),
        "finding_rest": Text(fr="Montrer le reste", en="Show the rest"),
        "finding_again": Text(fr="L'obtenir soi-même", en="Obtain it yourself"),
        "finding_command": Text(
            fr="La commande qui redonne le nombre", en="The command that gives the number again"
        ),
        "finding_explain": Text(
            fr="La commande qui redonne la preuve", en="The command that gives the proof again"
        ),
        "finding_question": Text(
            fr="La question, avec ses résultats", en="The question, with its results"
        ),
        "finding_query": Text(fr="La requête", en="The query"),
        "finding_described": Text(
            fr="La requête qui lit le constat dans le graphe",
            en="The query that reads the finding in the graph",
        ),
        "finding_graph": Text(fr="Le constat en graphe", en="The finding as a graph"),
        "finding_open_graph": Text(fr="Ouvrir ici", en="Open here"),
        "finding_own_page": Text(fr="dans sa propre page", en="on a page of its own"),
        "finding_download": Text(fr="télécharger", en="download"),
        "finding_about": Text(fr="De quoi il s'agit", en="What it is about"),
        "finding_what_if": Text(
            fr="Et si cela disparaissait ? Voir ce qui tombe",
            en="What if this were gone? See what falls",
        ),
        "finding_remedies": Text(fr="Ce qui pourrait être fait", en="What could be done"),
        "finding_plan": Text(fr="Le plan le moins cher", en="The cheapest plan"),
        "finding_cells": Text(fr="Où dans la chaîne", en="Where in the chain"),
        "finding_no_evidence": Text(
            fr="Ce constat dit ce que biograph ne sait pas : il n'y a rien à citer.",
            en="This finding says what biograph does not know: there is nothing to quote.",
        ),
    }
)
