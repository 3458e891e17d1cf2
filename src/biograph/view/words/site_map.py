"""The fixed words of the maps."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from biograph.model import Text

if TYPE_CHECKING:
    from collections.abc import Mapping

WORDS: Mapping[str, Text] = MappingProxyType(
    {
        "map_lead": Text(
            fr="Les acteurs dont le graphe connaît la position ou la commune. Carte et tableau "
            "montrent les mêmes lignes ; un acteur de deux communes en a deux.",
            en="The actors whose position or town the graph knows. Map and table show the same "
            "rows; an actor of two towns has two.",
        ),
        "map_views": Text(fr="Cartes", en="Maps"),
        "map_to_sites": Text(fr="Acteurs", en="Actors"),
        "map_to_access": Text(fr="Accès aux soins", en="Access to care"),
        "map_filters": Text(fr="Filtres", en="Filters"),
        "map_kind": Text(fr="Sorte", en="Kind"),
        "map_region": Text(fr="Région", en="Region"),
        "map_family": Text(fr="Famille de thérapies", en="Therapy family"),
        "map_stage": Text(fr="Étape", en="Stage"),
        "map_any": Text(fr="toutes", en="any"),
        "map_show": Text(fr="Afficher", en="Show"),
        "map_clear": Text(fr="Effacer les filtres", en="Clear the filters"),
        "map_known_only": Text(
            fr="Famille et étape ne gardent que les acteurs pour lesquels une source les dit : un "
            "acteur absent n'est pas forcément inactif.",
            en="Family and stage keep only the actors for whom a source states them: an actor that "
            "is left out need not be inactive.",
        ),
        "map_label": Text(fr="Carte de France", en="Map of France"),
        "map_goto": Text(fr="Aller à", en="Go to"),
        "map_mainland": Text(fr="Métropole", en="Mainland"),
        "map_legend": Text(fr="Légende", en="Legend"),
        "map_group_production": Text(
            fr="production (façonniers, sites, plateformes)",
            en="production (contract makers, sites, platforms)",
        ),
        "map_group_supply": Text(fr="fournisseurs et services", en="suppliers and services"),
        "map_group_care": Text(
            fr="soins (hôpitaux, sang, tissus)", en="care (hospitals, blood, tissues)"
        ),
        "map_group_company": Text(fr="autres entreprises", en="other companies"),
        "map_group_research": Text(fr="recherche", en="research"),
        "map_group_other": Text(
            fr="financeurs, pôles, autorités, associations",
            en="funders, clusters, authorities, associations",
        ),
        "map_cluster": Text(
            fr="un nombre réunit des points voisins", en="a number joins marks that are near"
        ),
        "map_outlines": Text(
            fr="Contours : IGN et INSEE, Admin Express (Licence Ouverte) ; outre-mer : Natural "
            "Earth (domaine public).",
            en="Outlines: IGN and INSEE, Admin Express (Licence Ouverte); overseas: Natural Earth "
            "(public domain).",
        ),
        "map_no_script": Text(
            fr="La carte demande JavaScript ; le tableau dit la même chose.",
            en="The map needs JavaScript; the table says the same.",
        ),
        "map_rows": Text(fr="Sur la carte", en="On the map"),
        "map_none": Text(
            fr="Aucun acteur connu ne répond à ces filtres ; il peut y en avoir que biograph ne "
            "connaît pas.",
            en="No known actor meets these filters; there may be some that biograph does not know.",
        ),
        "map_actor": Text(fr="Acteur", en="Actor"),
        "map_town": Text(fr="Commune", en="Town"),
        "map_departement": Text(fr="Département", en="Département"),
        "map_at_town": Text(
            fr="≈ : placé à sa commune, faute de position propre.",
            en="≈: placed at its town, for want of a position of its own.",
        ),
        "map_unknown": Text(fr="inconnu", en="unknown"),
        "map_page": Text(fr="Voir la page", en="See the page"),
        "map_zoom_in": Text(fr="Agrandir", en="Zoom in"),
        "map_zoom_out": Text(fr="Réduire", en="Zoom out"),
        "map_close": Text(fr="Fermer", en="Close"),
        # --- access
        "map_access_lead": Text(
            fr="Ce que biograph sait de l'accès aux CAR-T et aux médicaments de thérapie "
            "innovante, département par département.",
            en="What biograph knows of the access to CAR-T and other advanced therapies, "
            "département by département.",
        ),
        "map_measure": Text(fr="Colorer selon", en="Colour by"),
        "map_half": Text(
            fr="Distance (km) au centre CAR-T connu, pour la moitié des habitants",
            en="Distance (km) to a known CAR-T centre, for half of the people",
        ),
        "map_far": Text(
            fr="Part des habitants à plus de 100 km d'un centre CAR-T connu",
            en="Share of the people farther than 100 km from a known CAR-T centre",
        ),
        "map_centres": Text(fr="Centres CAR-T connus", en="Known CAR-T centres"),
        "map_hospitals": Text(
            fr="Hôpitaux connus qui administrent une thérapie innovante",
            en="Known hospitals that give an advanced therapy",
        ),
        "map_people": Text(fr="Habitants comptés", en="People counted"),
        "map_half_short": Text(fr="km (moitié)", en="km (half)"),
        "map_far_short": Text(fr="à plus de 100 km", en="beyond 100 km"),
        "map_centres_short": Text(fr="Centres CAR-T", en="CAR-T centres"),
        "map_hospitals_short": Text(fr="Hôpitaux", en="Hospitals"),
        "map_below": Text(fr="moins de", en="below"),
        "map_from": Text(fr="à partir de", en="from"),
        "map_question": Text(
            fr="« ? » : inconnu, ce qui n'est pas zéro. biograph connaît des centres, non leur "
            "absence.",
            en="'?': unknown, which is not zero. biograph knows of centres, not of their absence.",
        ),
        "map_bound": Text(
            fr="À vol d'oiseau, à partir des communes que biograph compte. Chaque centre qu'il ne "
            "connaît pas peut raccourcir ces distances : ce sont des maximums.",
            en="As the crow flies, from the towns that biograph counts. Each centre that it does "
            "not know may shorten these distances: they are upper bounds.",
        ),
        "map_missing": Text(fr="Centres inconnus", en="Unknown centres"),
        "map_counted": Text(fr="Habitants comptés", en="People counted"),
        "map_unplaced": Text(
            fr="Hôpitaux qui administrent, sans lieu connu", en="Hospitals that give, place unknown"
        ),
    }
)
