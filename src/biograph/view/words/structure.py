"""The fixed words of the structure page."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from biograph.model import Text

if TYPE_CHECKING:
    from collections.abc import Mapping

WORDS: Mapping[str, Text] = MappingProxyType(
    {
        "structure": Text(fr="Structure du réseau", en="Structure of the network"),
        "structure_lead": Text(
            fr="Des vues sur la forme du réseau, jamais des goulets : un nœud par lequel passent "
            "beaucoup de chemins est populaire, rien ne dit que quelque chose s'arrête sans lui. "
            "Les goulets, avec leurs preuves, sont dans le rapport et dans « biograph "
            "bottlenecks ». Ce que biograph ne connaît pas manque aussi ici.",
            en="Views of the shape of the network, never bottlenecks: a node that many paths pass "
            "is popular, and nothing tells that anything stops without it. Bottlenecks, with their "
            "proofs, are in the report and in 'biograph bottlenecks'. What biograph does not know "
            "is missing here, too.",
        ),
        "layer_supply": Text(fr="Fournitures", en="Supply"),
        "layer_ownership": Text(fr="Propriété", en="Ownership"),
        "layer_partnership": Text(fr="Partenariats", en="Partnership"),
        "layer_funding": Text(fr="Financement", en="Funding"),
        "layer_research": Text(fr="Recherche", en="Research"),
        "layer_market": Text(fr="Autorisations", en="Authorisations"),
        "layer_care": Text(fr="Soins", en="Care"),
        "bow_tie": Text(fr="Nœud papillon (sens des liens)", en="Bow-tie (direction of links)"),
        "no_circle": Text(
            fr="Aucun cercle de liens : il n'y a pas de cœur.",
            en="No circle of links: there is no core.",
        ),
        "part_core": Text(fr="cœur", en="core"),
        "part_in": Text(fr="vers le cœur", en="into the core"),
        "part_out": Text(fr="hors du cœur", en="out of the core"),
        "part_tube": Text(fr="à côté du cœur", en="beside the core"),
        "part_tendril": Text(fr="vrille", en="tendril"),
        "part_disconnected": Text(fr="à part", en="disconnected"),
        "cores": Text(fr="Cœurs k (liens entre eux)", en="k-cores (links among them)"),
        "articulation": Text(fr="Points d'articulation", en="Articulation points"),
        "bridges": Text(fr="ponts", en="bridges"),
        "betweenness": Text(fr="Intermédiarité", en="Betweenness"),
        "betweenness_sampled": Text(fr="estimée depuis 256 nœuds", en="estimated from 256 nodes"),
        "communities": Text(fr="Communautés (Louvain)", en="Communities (Louvain)"),
        "no_layer": Text(fr="Le graphe n'a pas de liens.", en="The graph has no links."),
    }
)
