"""The fixed words of the report."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from biograph.model import Text

if TYPE_CHECKING:
    from collections.abc import Mapping

WORDS: Mapping[str, Text] = MappingProxyType(
    {
        # --- head
        "series": Text(
            fr="biograph · chaîne de valeur des biothérapies",
            en="biograph · the biotherapy value chain",
        ),
        "other_language": Text(fr="Read in English", en="Lire en français"),
        "question": Text(
            fr="Quelles étapes de la chaîne française des biothérapies manquent ou ne tiennent "
            "qu'à un acteur, et comment le sait-on ?",
            en="Which steps of the French biotherapy value chain are missing or hang on one "
            "actor, and how do we know?",
        ),
        "data_of": Text(fr="Données au", en="Data as of"),
        "contents": Text(fr="Sommaire", en="Contents"),
        "skip": Text(fr="Aller au contenu", en="Skip to content"),
        "documents": Text(fr="documents lus", en="documents read"),
        "actors": Text(fr="acteurs", en="actors"),
        "facts": Text(fr="faits", en="facts"),
        "evidenced": Text(fr="des faits avec leur preuve", en="of facts with their evidence"),
        "none": Text(fr="Rien à montrer ici.", en="Nothing to show here."),
        "summary": Text(fr="L'essentiel", en="In short"),
        # --- value chain
        "chain": Text(fr="La chaîne de valeur", en="The value chain"),
        "chain_lead": Text(
            fr="Pour chaque étape et chaque famille de thérapies, ce que biograph sait de la "
            "France. Le nombre est celui des acteurs connus ; chaque case mène au constat ou aux "
            "noms.",
            en="For each stage and each therapy family, what biograph knows of France. The number "
            "counts the known actors; each cell leads to the finding or to the names.",
        ),
        "legend": Text(fr="Légende", en="Legend"),
        "present": Text(fr="présent", en="present"),
        "absent-asserted": Text(fr="absent : une source le dit", en="absent: a source says so"),
        "absent-by-closure": Text(
            fr="absent d'un registre complet", en="absent from a complete register"
        ),
        "unknown": Text(fr="inconnu : pas de donnée", en="unknown: no data"),
        "not_a_step": Text(fr="sans objet", en="not a stage of it"),
        "chain_table": Text(
            fr="Le même tableau, avec les noms des acteurs",
            en="The same table, with the names of the actors",
        ),
        "family": Text(fr="Famille de thérapies", en="Therapy family"),
        "stage": Text(fr="Étape", en="Stage"),
        "state": Text(fr="État", en="State"),
        "who": Text(fr="Acteurs connus", en="Known actors"),
        "more": Text(fr="de plus", en="more"),
        # --- actors
        "by_class": Text(fr="Les acteurs par catégorie", en="Actors by class"),
        "by_class_lead": Text(
            fr="Un acteur peut relever de plusieurs catégories.",
            en="An actor may belong to several classes.",
        ),
        "class": Text(fr="Catégorie", en="Class"),
        "count": Text(fr="Nombre", en="Number"),
        # --- findings
        "bottlenecks": Text(fr="Les goulots d'étranglement", en="Bottlenecks"),
        "bottlenecks_lead": Text(
            fr="Ce dont la perte arrêterait une ou plusieurs familles de thérapies, d'après les "
            "seuls fournisseurs connus de biograph. Chaque constat porte sa preuve.",
            en="What would stop one or more therapy families if it were lost, going by the "
            "suppliers known to biograph alone. Each finding carries its proof.",
        ),
        "gaps": Text(fr="Les manques établis", en="Established gaps"),
        "gaps_lead": Text(
            fr="Seulement ce qu'une source déclare absent, ou ce qui manque à un registre "
            "déclaré complet.",
            en="Only what a source declares absent, or what is missing from a register declared "
            "complete.",
        ),
        "no_gaps": Text(
            fr="Aucun manque n'est établi par les sources lues. Cela ne dit pas qu'il n'y en a "
            "aucun : voir « Ce que nous ne savons pas ».",
            en="No gap is established by the sources read. That does not say there is none: see "
            "“What we do not know”.",
        ),
        "unknowns": Text(fr="Ce que nous ne savons pas", en="What we do not know"),
        "unknowns_lead": Text(
            fr="Un manque de données n'est pas un manque d'offre. Ces constats disent où chercher, "
            "non ce que la France n'aurait pas.",
            en="A lack of data is not a lack of supply. These findings say where to look, not "
            "what France would lack.",
        ),
        "finding": Text(fr="Constat", en="Finding"),
        "place": Text(fr="Rang", en="Rank"),
        "value": Text(fr="Valeur", en="Value"),
        "coverage": Text(fr="Couverture des données", en="Data coverage"),
        "interval": Text(fr="intervalle à 90 %", en="90% interval"),
        "caveats": Text(fr="Réserves", en="Caveats"),
        "proof": Text(fr="Preuve", en="Proof"),
        "full_proof": Text(fr="La preuve entière", en="The whole proof"),
        "elements": Text(fr="éléments", en="items"),
        "left_out": Text(fr="autres, avec", en="more, with"),
        "no_proof": Text(
            fr="Aucune citation ne peut être montrée pour ce constat.",
            en="No quotation can be shown for this finding.",
        ),
        "others": Text(fr="Tous les constats par rang", en="All findings by rank"),
        "open_graph": Text(fr="Voir le graphe", en="See the graph"),
        "read_source": Text(fr="lire la source", en="read the source"),
        "confidence": Text(fr="confiance", en="confidence"),
        "register_row": Text(fr="ligne de registre", en="register row"),
        "undated": Text(fr="sans date", en="undated"),
        "supported_by": Text(fr="à l'appui de :", en="in support of:"),
        # --- inputs
        "inputs": Text(fr="D'où viennent les intrants", en="Where inputs come from"),
        "inputs_lead": Text(
            fr="Les intrants que requièrent le plus de familles, et leurs fabricants connus en "
            "France, dans le reste de l'Union européenne et ailleurs.",
            en="The inputs that most families require, and their known makers in France, in the "
            "rest of the European Union and elsewhere.",
        ),
        "input": Text(fr="Intrant", en="Input"),
        "required_by": Text(fr="familles", en="families"),
        "makers": Text(fr="Fabricants connus", en="Known makers"),
        "france": Text(fr="France", en="France"),
        "europe": Text(fr="reste de l'UE", en="rest of the EU"),
        "world": Text(fr="ailleurs ou pays inconnu", en="elsewhere or country unknown"),
        "total": Text(fr="Total", en="Total"),
        "no_maker": Text(fr="aucun fabricant connu de biograph", en="no maker known to biograph"),
        "all_inputs": Text(fr="Tous les intrants", en="All inputs"),
        # --- concentration
        "concentration": Text(fr="La concentration", en="Concentration"),
        "concentration_lead": Text(
            fr="L'indice HHI va de 0 (très réparti) à 1 (un seul). Le nombre effectif, 1 / HHI, "
            "est le nombre d'acteurs égaux qui donnerait le même indice. Les parts sont comptées "
            "en nombre, faute de volumes.",
            en="The HHI goes from 0 (widely spread) to 1 (a single one). The effective number, "
            "1 / HHI, is the number of equal actors that would give the same index. Shares are "
            "counted by number, for want of volumes.",
        ),
        "subject": Text(fr="Intrant ou marché", en="Input or market"),
        "hhi": Text(fr="Indice HHI", en="HHI"),
        "effective": Text(fr="Nombre effectif", en="Effective number"),
        "by": Text(fr="Parts par", en="Shares by"),
        "outside": Text(fr="Hors UE", en="Outside the EU"),
        "threshold": Text(fr="seuil de concentration", en="threshold of concentration"),
        "all_spreads": Text(fr="Toutes les mesures", en="All measures"),
        # --- conflicts, sources, run
        "conflicts": Text(fr="Où les sources se contredisent", en="Where sources disagree"),
        "conflicts_lead": Text(
            fr="Les deux versions sont gardées ; biograph n'en choisit pas une en silence.",
            en="Both versions are kept; biograph does not silently choose one.",
        ),
        "no_conflicts": Text(
            fr="Aucune contradiction n'a été relevée entre les sources lues.",
            en="No contradiction was found among the sources read.",
        ),
        "sources": Text(fr="Les sources", en="Sources"),
        "source": Text(fr="Source", en="Source"),
        "licence": Text(fr="Licence", en="Licence"),
        "date": Text(fr="Date des données", en="Date of data"),
        "flags": Text(fr="Ce qui a été mis de côté", en="What was set aside"),
        "flags_lead": Text(
            fr="Rien n'est écarté en silence : chaque enregistrement ou énoncé mis de côté l'est "
            "pour une raison.",
            en="Nothing is dropped silently: each record or statement set aside has its reason.",
        ),
        "no_flags": Text(fr="Rien n'a été mis de côté.", en="Nothing was set aside."),
        "reason": Text(fr="Raison", en="Reason"),
        "examples": Text(fr="Exemples", en="Examples"),
        "step": Text(fr="Étape du traitement", en="Step"),
        "received": Text(fr="Reçus", en="Received"),
        "produced": Text(fr="Produits", en="Produced"),
        "flagged": Text(fr="Mis de côté", en="Set aside"),
        "reproduce": Text(fr="Refaire chaque constat", en="Obtain each finding again"),
        "reproduce_lead": Text(
            fr="Ces commandes, lancées dans le dossier du graphe, redonnent chaque nombre. "
            "L'empreinte désigne le graphe lu.",
            en="These commands, run in the folder of the graph, give each number again. The "
            "digest names the graph that was read.",
        ),
        "digest": Text(fr="Empreinte du graphe", en="Digest of the graph"),
        "command": Text(fr="Commande", en="Command"),
        "foot": Text(
            fr="Page autonome : elle ne charge rien du réseau et n'exécute aucun programme.",
            en="This page stands alone: it loads nothing from the network and runs no program.",
        ),
        # --- reasons of flags
        "unreadable-file": Text(fr="fichier illisible", en="unreadable file"),
        "missing-column": Text(fr="colonne manquante", en="missing column"),
        "bad-encoding": Text(fr="encodage fautif", en="bad encoding"),
        "too-large": Text(fr="trop volumineux", en="too large"),
        "empty": Text(fr="vide", en="empty"),
        "bad-identifier": Text(fr="identifiant fautif", en="bad identifier"),
        "duplicate-key": Text(fr="clé en double", en="duplicate key"),
        "too-few-rows": Text(fr="trop peu de lignes", en="too few rows"),
        "malformed": Text(fr="forme fautive", en="malformed"),
        "reserved": Text(fr="fouille de textes réservée", en="text mining reserved"),
        "negated": Text(fr="énoncé nié", en="negated statement"),
        "hypothetical": Text(fr="énoncé hypothétique", en="hypothetical statement"),
        "ended": Text(fr="énoncé qui n'est plus vrai", en="statement that has ended"),
        "unsure": Text(fr="énoncé trop peu sûr", en="statement not sure enough"),
        "no-entity": Text(fr="nom sans entité", en="name without an entity"),
        "violation": Text(fr="contraire aux règles du graphe", en="against the graph's rules"),
    }
)
