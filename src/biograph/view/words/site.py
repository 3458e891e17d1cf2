"""The fixed words of the frame of all pages, of the first one and of the search."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from biograph.model import Text

if TYPE_CHECKING:
    from collections.abc import Mapping

WORDS: Mapping[str, Text] = MappingProxyType(
    {
        # --- frame
        "nav": Text(fr="Navigation", en="Navigation"),
        "nav_chain": Text(fr="Chaîne de valeur", en="Value chain"),
        "nav_findings": Text(fr="Constats", en="Findings"),
        "nav_browse": Text(fr="Acteurs", en="Actors"),
        "nav_map": Text(fr="Carte", en="Map"),
        "nav_graph": Text(fr="Graphe", en="Graph"),
        "nav_questions": Text(fr="Questions", en="Questions"),
        "nav_data": Text(fr="Données", en="Data"),
        "site_foot": Text(
            fr="Chaque fait mène à la phrase ou à la ligne de registre qui le dit. « Inconnu » "
            "veut dire que biograph n'a pas de donnée, non que la France n'a rien.",
            en="Each fact leads to the sentence or register row that states it. 'Unknown' means "
            "that biograph has no data, not that France has none.",
        ),
        "as_data": Text(fr="Cette page en données :", en="This page as data:"),
        "to_embed": Text(fr="à intégrer", en="to embed"),
        "home": Text(fr="Accueil", en="Home"),
        # --- search
        "search": Text(fr="Chercher", en="Search"),
        "search_label": Text(
            fr="Un acteur, une thérapie, un intrant, un lieu",
            en="An actor, a therapy, an input, a place",
        ),
        "search_example": Text(fr="par exemple Yposkesi", en="for example Yposkesi"),
        "search_none": Text(
            fr="Rien de ce nom dans le graphe. Cela ne veut pas dire que cela n'existe pas : "
            "biograph ne connaît que ce que ses sources disent.",
            en="Nothing of this name in the graph. That does not mean that it does not exist: "
            "biograph knows only what its sources say.",
        ),
        "search_first": Text(fr="Écrivez un nom ou son début.", en="Write a name or its start."),
        "search_results": Text(fr="Résultats", en="Results"),
        # --- home
        "home_leading": Text(fr="Les constats en tête", en="Leading findings"),
        "home_all_findings": Text(fr="Tous les constats", en="All findings"),
        "home_questions": Text(fr="Des questions pour commencer", en="Questions to start with"),
        "home_all_questions": Text(fr="Toutes les questions", en="All questions"),
        "home_not_run": Text(
            fr="Les analyses n'ont pas encore tourné sur ce graphe.",
            en="The analyses have not run on this graph yet.",
        ),
        # --- errors
        "error_back": Text(fr="Retour à l'accueil", en="Back to the first page"),
    }
)
