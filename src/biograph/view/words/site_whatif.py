"""The fixed words of the pages on what would fall, and what could be done."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from biograph.model import Text

if TYPE_CHECKING:
    from collections.abc import Mapping

WORDS: Mapping[str, Text] = MappingProxyType(
    {
        "whatif_lead": Text(
            fr="Retirez un ou plusieurs acteurs, pays, régions ou intrants, ajoutez un "
            "fabricant : la page dit ce qui s'arrête, qui pourrait remplacer, et sur quoi cela "
            "repose. L'adresse de la page garde la question.",
            en="Take away one or more actors, countries, regions or inputs, add a maker: the page "
            "tells what stops, who could stand in, and what that rests on. The address of the "
            "page keeps the question.",
        ),
        "whatif_form": Text(fr="Ce qui change", en="What changes"),
        "whatif_without": Text(
            fr="Retirer un acteur, un pays, une région ou un intrant",
            en="Take away an actor, a country, a region or an input",
        ),
        "whatif_without_example": Text(fr="par exemple Danaher", en="for example Danaher"),
        "whatif_adding": Text(fr="Ajouter un fabricant", en="Add a maker"),
        "whatif_maker": Text(
            fr="Son nom, et son pays si utile", en="Its name, and country if of use"
        ),
        "whatif_maker_example": Text(fr="Nouvelle usine (FR)", en="New plant (FR)"),
        "whatif_makes": Text(fr="L'intrant qu'il fabrique", en="The input that it makes"),
        "whatif_makes_example": Text(
            fr="par exemple résine échangeuse d'anions", en="for example anion-exchange resin"
        ),
        "whatif_go": Text(fr="Voir ce qui tombe", en="See what falls"),
        "whatif_remove": Text(fr="ne plus retirer", en="do not take away"),
        "whatif_keep_out": Text(fr="ne plus ajouter", en="do not add"),
        "whatif_gone": Text(fr="Retiré", en="Taken away"),
        "whatif_come": Text(fr="Ajouté", en="Added"),
        "whatif_clear": Text(fr="Recommencer", en="Start again"),
        "whatif_start": Text(fr="Pour commencer", en="To begin with"),
        "whatif_which": Text(fr="Lequel ?", en="Which one?"),
        "whatif_several": Text(
            fr="Ce nom désigne plusieurs choses :", en="This name means several things:"
        ),
        "whatif_unknown_word": Text(
            fr="Biograph ne connaît rien qui puisse être retiré sous ce nom :",
            en="Biograph knows nothing of this name that could be taken away:",
        ),
        "whatif_try_search": Text(fr="Chercher dans tout le graphe", en="Search the whole graph"),
        "whatif_result": Text(fr="Ce qui tombe", en="What falls"),
        "whatif_stop": Text(fr="familles s'arrêtent", en="families stop"),
        "whatif_of": Text(fr="sur", en="of"),
        "whatif_naive": Text(
            fr="si des faits connus sont faux", en="where known facts may be wrong"
        ),
        "whatif_full": Text(
            fr="si des fournisseurs échappent aussi aux sources",
            en="where sources miss suppliers as well",
        ),
        "whatif_nothing_stops": Text(
            fr="Aucune famille ne s'arrête, d'après les fournisseurs connus. Cela ne prouve pas "
            "que tout continuerait : un intrant sans fournisseur connu est compté comme présent.",
            en="No family stops, going by the known suppliers. That does not prove that all would "
            "go on: an input without a known supplier counts as there.",
        ),
        "whatif_picture": Text(fr="La chaîne, avant et après", en="The chain, before and after"),
        "whatif_picture_lead": Text(
            fr="Dans chaque case, le nombre de fournisseurs indépendants connus de ce que l'étape "
            "a de plus fragile, avant → après. « ? » : aucun fournisseur connu de rien de ce "
            "qu'elle requiert, donc rien à perdre dans ce calcul.",
            en="In each cell, the number of independent suppliers known of the weakest thing the "
            "stage requires, before → after. “?”: no supplier known of anything it requires, so "
            "nothing to lose in this calculation.",
        ),
        "fall_same": Text(fr="inchangé", en="unchanged"),
        "fall_thinner": Text(fr="moins de fournisseurs", en="fewer suppliers"),
        "fall_more": Text(fr="plus de fournisseurs", en="more suppliers"),
        "fall_cause": Text(fr="c'est ici que la famille s'arrête", en="the family stops here"),
        "fall_nested": Text(
            fr="la famille s'arrête par la recette d'un de ses intrants",
            en="the family stops by the recipe of one of its inputs",
        ),
        "fall_stopped": Text(
            fr="étape d'une famille qui s'arrête ailleurs",
            en="stage of a family that stops elsewhere",
        ),
        "whatif_before": Text(fr="avant", en="before"),
        "whatif_after": Text(fr="après", en="after"),
        "whatif_families": Text(fr="Familles qui s'arrêtent", en="Families that stop"),
        "whatif_kept": Text(
            fr="Familles que l'ajout maintient", en="Families kept by what is added"
        ),
        "whatif_causes": Text(
            fr="Intrants en cause, et qui pourrait remplacer",
            en="Inputs in cause, and who could stand in",
        ),
        "whatif_left": Text(fr="Autres fournisseurs connus", en="Other known suppliers"),
        "whatif_general": Text(fr="Font un intrant plus général", en="Make a more general input"),
        "whatif_near": Text(fr="Intrants voisins", en="Near inputs"),
        "whatif_months": Text(fr="Requalifier (mois)", en="Requalify (months)"),
        "whatif_nobody": Text(fr="? personne de connu", en="? nobody known"),
        "whatif_thin": Text(
            fr="Intrants touchés qui n'arrêtent rien, avec au plus une source connue",
            en="Inputs touched that stop nothing, with one known source at most",
        ),
        "whatif_thinner": Text(
            fr="autres intrants touchés ont encore plusieurs sources connues",
            en="other inputs touched still have several known sources",
        ),
        "whatif_points_come": Text(
            fr="Points de défaillance uniques qui apparaissent",
            en="Single points of failure that appear",
        ),
        "whatif_points_gone": Text(
            fr="Points de défaillance uniques qui disparaissent",
            en="Single points of failure that go",
        ),
        "whatif_medicines": Text(fr="Médicaments autorisés concernés", en="Medicines concerned"),
        "whatif_access": Text(fr="Accès des patients", en="Access of patients"),
        "whatif_centres": Text(fr="centres connus restent", en="known centres are left"),
        "whatif_km": Text(
            fr="la moitié des habitants comptés à moins de", en="half of the people counted within"
        ),
        "whatif_distance_unknown": Text(fr="distance inconnue", en="distance unknown"),
        "whatif_proof": Text(fr="Sur quoi cela repose", en="What this rests on"),
        # --- the cheapest measures
        "plan_lead": Text(
            fr="Le moyen connu le moins cher de réduire les arrêts attendus des familles de "
            "thérapies, et ce que chaque euro suppose.",
            en="The cheapest known way to lower the expected stops of therapy families, and what "
            "each euro assumes.",
        ),
        "plan_target": Text(
            fr="Part de la perte attendue qui peut rester (%)",
            en="Share of the expected loss that may be left (%)",
        ),
        "plan_go": Text(fr="Calculer", en="Calculate"),
        "plan_measures": Text(fr="Les mesures", en="The measures"),
        "plan_measure": Text(fr="Mesure", en="Measure"),
        "plan_cost": Text(fr="Coût (M€)", en="Cost (million €)"),
        "plan_months": Text(fr="Délai (mois)", en="Time (months)"),
        "plan_avoids": Text(fr="Arrêts évités", en="Stops avoided"),
        "plan_candidates": Text(fr="Candidats (intrants proches)", en="Candidates (near inputs)"),
        "plan_assumed": Text(fr="coût supposé", en="assumed cost"),
        "plan_published": Text(fr="coût publié", en="published cost"),
        "plan_frontier": Text(
            fr="Ce que coûte chaque part de la perte", en="What each share of the loss costs"
        ),
        "plan_share": Text(fr="Perte qui reste", en="Loss left"),
        "plan_number": Text(fr="Mesures", en="Measures"),
        "plan_stages": Text(fr="Fourchette des coûts", en="Range of costs"),
        "plan_rest": Text(fr="Ce qu'aucune mesure ne lève", en="What no measure lifts"),
        "plan_by_law": Text(fr="autorités seules, de par la loi", en="authorities alone, by law"),
        "plan_unpriced": Text(fr="aucune mesure au coût connu", en="no measure of known cost"),
        "plan_doubt": Text(fr="Doute", en="Doubt"),
        "plan_without": Text(fr="et sans lui ?", en="and without it?"),
        "plan_unknown": Text(fr="? inconnu", en="? unknown"),
        "plan_families": Text(fr="Familles", en="Families"),
        "plan_nothing": Text(
            fr="Rien à faire pour cet objectif.", en="Nothing to do for this target."
        ),
    }
)
