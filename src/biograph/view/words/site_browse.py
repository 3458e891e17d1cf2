"""The fixed words of the page for browsing."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from biograph.model import Text

if TYPE_CHECKING:
    from collections.abc import Mapping

WORDS: Mapping[str, Text] = MappingProxyType(
    {
        "browse_lead": Text(
            fr="Plusieurs valeurs d'une même rubrique s'ajoutent, les rubriques se croisent. Les "
            "nombres disent ce que chaque valeur laisserait. Les exports en bas de page gardent "
            "ces choix et contiennent toutes les lignes.",
            en="Several values of one facet add up, facets narrow each other down. The numbers "
            "tell what each value would leave. The exports at the foot of the page keep these "
            "choices and hold all rows.",
        ),
        "browse_filters": Text(fr="Filtres", en="Filters"),
        "browse_words": Text(fr="Mots du nom", en="Words of the name"),
        "browse_sort": Text(fr="Trier par", en="Sort by"),
        "browse_by_facts": Text(fr="nombre de faits", en="number of facts"),
        "browse_by_name": Text(fr="nom", en="name"),
        "browse_by_date": Text(fr="date du dernier document", en="date of the newest document"),
        "browse_apply": Text(fr="Appliquer", en="Apply"),
        "browse_clear": Text(fr="Tout effacer", en="Clear all"),
        "browse_all_kinds": Text(fr="Toutes les sortes", en="All kinds"),
        "browse_others": Text(fr="Autres", en="Others"),
        "browse_none": Text(
            fr="Rien dans le graphe ne répond à tous ces choix. Cela ne veut pas dire que cela "
            "n'existe pas.",
            en="Nothing in the graph fits all these choices. That does not mean that it does not "
            "exist.",
        ),
        "browse_found": Text(fr="trouvés", en="found"),
        "browse_name": Text(fr="Nom", en="Name"),
        "browse_kind": Text(fr="Sorte", en="Kind"),
        "browse_place": Text(fr="Région ou pays", en="Region or country"),
        "browse_facts": Text(fr="Faits", en="Facts"),
        "browse_date": Text(fr="Dernier document", en="Newest document"),
        # --- facets
        "browse_facet_kind": Text(fr="Sorte", en="Kind"),
        "browse_facet_region": Text(fr="Région", en="Region"),
        "browse_facet_country": Text(fr="Pays", en="Country"),
        "browse_facet_stage": Text(fr="Étape", en="Stage"),
        "browse_facet_family": Text(fr="Famille de thérapies", en="Therapy family"),
        "browse_facet_input": Text(fr="Intrant fourni", en="Input supplied"),
        "browse_facet_year": Text(fr="Année du dernier document", en="Year of newest document"),
        "browse_facet_source": Text(fr="Source", en="Source"),
    }
)
