"""The fixed words of the graph explorer."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from biograph.model import Text

if TYPE_CHECKING:
    from collections.abc import Mapping

WORDS: Mapping[str, Text] = MappingProxyType(
    {
        "explore_lead": Text(
            fr="Partez d'un acteur, d'une thérapie ou d'un intrant, regardez qui s'y rattache, "
            "ouvrez la preuve de chaque lien.",
            en="Start from an actor, a therapy or an input, see what is joined to it, open the "
            "evidence of each link.",
        ),
        "explore_focus": Text(fr="Partir de", en="Start from"),
        "explore_go": Text(fr="Dessiner", en="Draw"),
        "explore_which": Text(fr="Plusieurs choses portent ce nom", en="Several things match"),
        "explore_or_layer": Text(fr="Ou une couche entière", en="Or a whole layer"),
        "explore_or_finding": Text(fr="Ou un constat", en="Or a finding"),
        "explore_everything": Text(fr="tout le réseau", en="the whole network"),
        # --- picture
        "explore_picture": Text(fr="Dessin du graphe", en="Drawing of the graph"),
        "explore_keys": Text(
            fr="Flèches : déplacer ; + et - : agrandir, réduire ; 0 : tout voir. Le tableau plus "
            "bas dit la même chose.",
            en="Arrows: move; + and -: zoom in and out; 0: see all. The table below says the same.",
        ),
        "explore_no_webgl": Text(
            fr="Ce navigateur ne dessine pas en WebGL : voici l'image fixe.",
            en="This browser does not draw with WebGL: here is the still picture.",
        ),
        "explore_failed": Text(
            fr="Le graphe n'a pas pu être chargé.", en="The graph could not be loaded."
        ),
        "explore_undo": Text(fr="Annuler", en="Undo"),
        "explore_more": Text(fr="Montrer la suite :", en="Show more:"),
        "explore_of": Text(fr="sur", en="of"),
        "explore_hidden": Text(fr="masqués par les filtres", en="hidden by the filters"),
        "explore_places_kept": Text(
            fr="Un nœud de plus de 100 liens est montré sans être traversé ; dépliez-le pour voir "
            "ses voisins.",
            en="A node with more than 100 links is shown but not passed; expand it to see its "
            "neighbours.",
        ),
        # --- filters
        "explore_filters": Text(fr="Filtres", en="Filters"),
        "explore_walk": Text(fr="Parcours", en="Walk"),
        "explore_hops": Text(fr="Pas depuis le départ", en="Hops from the start"),
        "explore_layers": Text(fr="Couches", en="Layers"),
        "explore_fact": Text(fr="Une seule sorte de lien", en="Only one sort of link"),
        "explore_all": Text(fr="toutes", en="all"),
        "explore_legend": Text(fr="Légende", en="Legend"),
        "explore_least": Text(fr="Probabilité au moins (%)", en="Probability at least (%)"),
        "explore_since": Text(fr="Daté depuis (année)", en="Dated since (year)"),
        "explore_until": Text(fr="jusqu'à", en="until"),
        "explore_undated": Text(
            fr="Avec une date, les liens non datés sont masqués.",
            en="With a date, undated links are hidden.",
        ),
        "explore_region": Text(fr="Région des acteurs", en="Region of actors"),
        "explore_leaves": Text(fr="Montrer les feuilles", en="Show leaves"),
        "explore_find": Text(fr="Chercher dans le dessin", en="Find in the drawing"),
        "explore_apply": Text(fr="Appliquer", en="Apply"),
        # --- groups
        "explore_company": Text(fr="entreprise", en="company"),
        "explore_care": Text(fr="hôpital, patients", en="hospital, patients"),
        "explore_research": Text(fr="recherche", en="research"),
        "explore_product": Text(fr="thérapie, maladie", en="therapy, disease"),
        "explore_input": Text(fr="intrant", en="input"),
        "explore_place": Text(fr="lieu, site", en="place, site"),
        "explore_institution": Text(fr="institution, projet", en="institution, project"),
        # --- layers
        "explore_layer_supply": Text(fr="approvisionnement", en="supply"),
        "explore_layer_ownership": Text(fr="propriété", en="ownership"),
        "explore_layer_partnership": Text(fr="partenariats", en="partnership"),
        "explore_layer_funding": Text(fr="financement", en="funding"),
        "explore_layer_care": Text(fr="soin", en="care"),
        "explore_layer_market": Text(fr="marché", en="market"),
        "explore_layer_research": Text(fr="recherche", en="research"),
        "explore_layer_recipe": Text(fr="recettes", en="recipes"),
        "explore_layer_other": Text(fr="lieux et classes", en="places and classes"),
        # --- side
        "explore_side": Text(fr="Nœud ou lien choisi", en="Chosen node or link"),
        "explore_touch": Text(
            fr="Touchez un nœud pour sa carte, un lien pour sa preuve.",
            en="Touch a node for its card, a link for its evidence.",
        ),
        "explore_card": Text(fr="Ouvrir sa page", en="Open its page"),
        "explore_neighbours": Text(fr="Voisins", en="Neighbours"),
        "explore_drawn": Text(fr="dessinés", en="drawn"),
        "explore_expand": Text(fr="montrer", en="show"),
        "explore_expand_all": Text(fr="Déplier tout", en="Expand all"),
        "explore_refocus": Text(fr="Repartir d'ici", en="Start here"),
        "explore_fact_page": Text(fr="Page du fait", en="Page of the fact"),
        "explore_line": Text(
            fr="Ligne d'une recette : ce qu'il faut pour produire cette famille de thérapies, et "
            "non le fait d'un document.",
            en="Recipe line: what it takes to make this family of therapies, not a fact that a "
            "document states.",
        ),
        "explore_gone": Text(
            fr="Ce nœud ou lien n'est pas dans le graphe.",
            en="This node or link is not in the graph.",
        ),
        # --- table
        "explore_table": Text(fr="Le même graphe en tableau", en="The same graph as a table"),
        "explore_nodes": Text(fr="Nœuds", en="Nodes"),
        "explore_links": Text(fr="Liens", en="Links"),
        "explore_name": Text(fr="Nom", en="Name"),
        "explore_kind": Text(fr="Sorte", en="Kind"),
        "explore_p": Text(fr="Probabilité", en="Probability"),
        "explore_nothing": Text(
            fr="Aucun lien n'est en vue : relâchez un filtre.",
            en="No link is in sight: loosen a filter.",
        ),
        "explore_files": Text(fr="Enregistrer :", en="Save as:"),
        "explore_credit": Text(
            fr="Dessin : sigma et graphology (licence MIT). Positions calculées par biograph.",
            en="Drawing: sigma and graphology (MIT licence). Positions computed by biograph.",
        ),
    }
)
