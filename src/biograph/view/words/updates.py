"""The fixed words of the page of updates."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from biograph.model import Text

if TYPE_CHECKING:
    from collections.abc import Mapping

WORDS: Mapping[str, Text] = MappingProxyType(
    {
        "updates": Text(fr="Journal des mises à jour", en="Log of updates"),
        "updates_lead": Text(
            fr="Ce que chaque mise à jour a reçu des sources, et ce que cela a changé dans le "
            "graphe ; la plus récente d'abord.",
            en="What each update received from the sources, and what that changed in the graph; "
            "the newest first.",
        ),
        "no_updates": Text(
            fr="Aucune mise à jour n'a encore rien apporté à ce graphe. La commande qui en fait "
            "une :",
            en="No update has brought anything to this graph yet. The command that makes one:",
        ),
        "to_updates": Text(
            fr="Ce que chaque mise à jour a changé : le journal",
            en="What each update changed: the log",
        ),
        "to_report": Text(fr="Le rapport", en="The report"),
        "older_updates": Text(fr="mises à jour plus anciennes, avec", en="older updates, with"),
        # --- one update
        "items_received": Text(fr="éléments reçus", en="items received"),
        "items_new": Text(fr="nouveaux ou modifiés", en="new or changed"),
        "items_flagged": Text(fr="mis de côté", en="set aside"),
        "took": Text(fr="durée", en="duration"),
        "what_changed": Text(fr="Ce qui a changé", en="What changed"),
        "what": Text(fr="Quoi", en="What"),
        "gained": Text(fr="Gagnés", en="Gained"),
        "lost": Text(fr="Perdus", en="Lost"),
        "moved": Text(fr="Modifiés", en="Moved"),
        "of_facts": Text(fr="Faits", en="Facts"),
        "of_actors": Text(fr="Acteurs", en="Actors"),
        "of_findings": Text(fr="Constats", en="Findings"),
        "fact-gained": Text(fr="Faits nouveaux", en="New facts"),
        "fact-lost": Text(fr="Faits disparus", en="Facts that are gone"),
        "actor-gained": Text(fr="Acteurs nouveaux", en="New actors"),
        "actor-lost": Text(fr="Acteurs disparus", en="Actors that are gone"),
        "finding-gained": Text(fr="Constats nouveaux", en="New findings"),
        "finding-lost": Text(fr="Constats disparus", en="Findings that are gone"),
        "finding-moved": Text(fr="Constats modifiés", en="Findings that moved"),
        "was_told": Text(fr="auparavant :", en="before:"),
        "was_withdrawn": Text(
            fr="document retiré par sa source", en="document withdrawn by its source"
        ),
        # --- what was asked
        "asked": Text(fr="Ce qui a été demandé aux sources", en="What the sources were asked"),
        "query": Text(fr="Requête", en="Query"),
        "are_new": Text(fr="Nouveaux", en="New"),
        "outcome": Text(fr="Résultat", en="Outcome"),
        "answered": Text(fr="a répondu", en="answered"),
        "failed": Text(fr="en échec", en="failed"),
        "nothing_asked": Text(
            fr="Aucune source n'a été interrogée.", en="No source was asked anything."
        ),
        "fruitless": Text(fr="Requêtes sans nouveauté", en="Queries that brought nothing new"),
        "example": Text(fr="Exemple", en="Example"),
    }
)
