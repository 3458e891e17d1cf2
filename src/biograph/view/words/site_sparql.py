"""The fixed words of the page for people who write SPARQL."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from biograph.model import Text

if TYPE_CHECKING:
    from collections.abc import Mapping

WORDS: Mapping[str, Text] = MappingProxyType(
    {
        "sparql_lead": Text(
            fr="Le point d'accès ne fait que lire. Sans clause GRAPH, une requête porte sur les "
            "faits affirmés, les noms, l'ontologie et ce qui en suit.",
            en="The endpoint only reads. Without a GRAPH clause, a query is about the asserted "
            "facts, the names, the ontology and what follows from them.",
        ),
        "sparql_endpoint": Text(fr="Adresse pour les programmes :", en="Address for programs:"),
        "sparql_described": Text(fr="Ce que le graphe contient", en="What the graph holds"),
        "sparql_editor": Text(fr="Requête", en="Query"),
        "sparql_run": Text(fr="Exécuter", en="Run"),
        "sparql_keys": Text(
            fr="Ctrl+Entrée exécute, Ctrl+Espace complète classes et propriétés, Échap sort de "
            "l'éditeur.",
            en="Ctrl+Enter runs, Ctrl+Space completes classes and properties, Escape leaves the "
            "editor.",
        ),
        "sparql_answer": Text(fr="Réponse", en="Answer"),
        "sparql_cut": Text(
            fr="La réponse est coupée à la limite du serveur : ajoutez LIMIT, ou resserrez la "
            "requête.",
            en="The answer is cut at the limit of the server: add LIMIT, or narrow the query.",
        ),
        "sparql_empty": Text(fr="Aucune ligne.", en="No rows."),
        "sparql_examples": Text(fr="Exemples", en="Examples"),
        "sparql_examples_lead": Text(
            fr="Les questions de la bibliothèque ; chacune s'ouvre dans un nouvel onglet de "
            "l'éditeur.",
            en="The questions of the library; each opens in a new tab of the editor.",
        ),
    }
)
