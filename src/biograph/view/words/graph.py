"""The fixed words of the graph pages."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from biograph.model import Text

if TYPE_CHECKING:
    from collections.abc import Mapping

WORDS: Mapping[str, Text] = MappingProxyType(
    {
        # --- graph page
        "graph": Text(fr="Graphe", en="Graph"),
        "graph_help": Text(
            fr="Survolez ou touchez un nœud ou un lien pour lire sa preuve ; molette pour "
            "agrandir, glisser pour déplacer. Les cases de la légende cachent une catégorie.",
            en="Hover over or touch a node or a link to read its evidence; scroll to zoom, drag "
            "to move. The boxes of the legend hide a class.",
        ),
        "graph_table": Text(fr="Le même graphe en tableau", en="The same graph as a table"),
        "fit": Text(fr="Tout voir", en="Fit"),
        "zoom_in": Text(fr="Agrandir", en="Zoom in"),
        "zoom_out": Text(fr="Réduire", en="Zoom out"),
        "find": Text(fr="Chercher un nom", en="Find a name"),
        "nothing_selected": Text(
            fr="Touchez un nœud ou un lien : sa preuve s'affiche ici.",
            en="Touch a node or a link: its evidence shows here.",
        ),
        "from": Text(fr="De", en="From"),
        "link": Text(fr="Lien", en="Link"),
        "to": Text(fr="Vers", en="To"),
        "evidence": Text(fr="Preuve", en="Evidence"),
        "nodes": Text(fr="nœuds", en="nodes"),
        "edges": Text(fr="liens", en="links"),
        "no_evidence": Text(fr="aucune citation jointe", en="no quotation attached"),
        "graph_foot": Text(
            fr="Page autonome : elle ne charge rien du réseau. Dessin : pyvis et vis-network "
            "(licence Apache-2.0 ou MIT).",
            en="This page stands alone: it loads nothing from the network. Drawing: pyvis and "
            "vis-network (licence Apache-2.0 or MIT).",
        ),
        # --- findings in a notebook
        "findings": Text(fr="constats", en="findings"),
        "findings_first": Text(fr="les premiers :", en="the first:"),
        "findings_none": Text(
            fr="Aucun constat dans ce que biograph connaît : cela ne dit pas qu'il n'y a rien.",
            en="No finding in what biograph knows: that does not say that there is nothing.",
        ),
    }
)
