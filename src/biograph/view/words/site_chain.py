"""The fixed words of the pages on the value chain."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from biograph.model import Text

if TYPE_CHECKING:
    from collections.abc import Mapping

WORDS: Mapping[str, Text] = MappingProxyType(
    {
        "chain_site_lead": Text(
            fr="Ce que biograph sait de la France à chaque étape de chaque famille de thérapies. "
            "Le nombre est celui des acteurs connus. Chaque case mène aux acteurs, aux intrants "
            "requis, aux constats et à leurs preuves.",
            en="What biograph knows of France at each stage of each therapy family. The number "
            "counts the known actors. Each cell leads to the actors, the inputs required, the "
            "findings and their proofs.",
        ),
        "single_points": Text(fr="points de défaillance uniques", en="single points of failure"),
        "from_abroad": Text(
            fr="intrants sans fabricant français connu, connus à l'étranger",
            en="inputs with no known French maker, known abroad",
        ),
        "chain_all_families": Text(fr="toutes les familles", en="all families"),
        "chain_all_stages": Text(fr="toutes les étapes", en="all stages"),
        "chain_all_regions": Text(fr="toute la France", en="all of France"),
        "chain_region": Text(fr="Région", en="Region"),
        "chain_apply": Text(fr="Filtrer", en="Filter"),
        "chain_details": Text(fr="le détail", en="details"),
        "chain_crumbs": Text(fr="Où l'on est", en="Where you are"),
        "chain_in_region": Text(fr="Seulement la région", en="Only the region"),
        "chain_actors": Text(fr="Acteurs connus en France", en="Actors known in France"),
        "chain_actors_unknown": Text(
            fr="? Biograph ne connaît aucun acteur français à cette étape. Cela ne dit pas qu'il "
            "n'y en a pas.",
            en="? Biograph knows no French actor at this stage. That does not say there is none.",
        ),
        "chain_required": Text(fr="Intrants requis", en="Inputs required"),
        "chain_required_lead": Text(
            fr="Ce que la recette demande ici. Dans un même groupe, une ligne suffit. « ? » veut "
            "dire que biograph ne connaît personne, non qu'il n'y a personne.",
            en="What the recipe asks for here. Within a group one line is enough. “?” means that "
            "biograph knows nobody, not that there is nobody.",
        ),
        "chain_rest": Text(fr="Reste de l'UE", en="Rest of the EU"),
        "chain_elsewhere": Text(fr="Ailleurs ou pays inconnu", en="Elsewhere or country unknown"),
        "chain_general": Text(
            fr="font quelque chose de plus général et pourraient en faire",
            en="make something more general and might make it",
        ),
        "chain_findings": Text(fr="Constats", en="Findings"),
        "chain_no_findings": Text(
            fr="Aucun constat ne porte là-dessus.", en="No finding is about this."
        ),
        "chain_all_findings": Text(
            fr="Tous les constats sur cette famille", en="All findings about this family"
        ),
        "chain_recipe": Text(fr="La recette", en="The recipe"),
        "chain_recipe_lead": Text(
            fr="De haut en bas, les étapes ; dans chacune, tout ce qui est requis. Dans une case, "
            "une ligne suffit.",
            en="From top to bottom the stages; in each, all that is required. Within a box one "
            "line is enough.",
        ),
        "chain_stages": Text(fr="Les étapes", en="The stages"),
        "chain_what_if": Text(
            fr="Que se passe-t-il si un fournisseur disparaît ?",
            en="What happens if a supplier is lost?",
        ),
        "chain_nobody_closed": Text(fr="aucun, d'après une source", en="none, as a source says"),
        "chain_expands": Text(fr="a sa propre recette", en="has a recipe of its own"),
    }
)
