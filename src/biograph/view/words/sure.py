"""The fixed words on how sure a finding is, what changed, and what others published."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from biograph.model import Text

if TYPE_CHECKING:
    from collections.abc import Mapping

WORDS: Mapping[str, Text] = MappingProxyType(
    {
        # --- board
        "board": Text(
            fr="Les quatre objectifs de la stratégie", en="The four aims of the strategy"
        ),
        "board_lead": Text(
            fr="Pour chaque objectif de la stratégie nationale, ce que compte le graphe, et la "
            "cible là où la stratégie en fixe une en chiffres. Ce sont les cas connus de biograph "
            ": d'autres peuvent exister.",
            en="For each aim of the national strategy, what the graph counts, and the target where "
            "the strategy sets one in figures. These are the cases known to biograph: there may "
            "be others.",
        ),
        "target": Text(fr="cible", en="target"),
        "by_year": Text(fr="en", en="by"),
        "no_number": Text(fr="inconnu", en="unknown"),
        # --- changes
        "changes": Text(
            fr="Ce qui a changé depuis le dernier rapport", en="What changed since the last report"
        ),
        "since": Text(fr="Comparé aux données du", en="Compared with the data of"),
        "first_run": Text(
            fr="Premier rapport de cet espace de travail : il n'y en a pas encore de précédent "
            "auquel le comparer.",
            en="First report of this workspace: there is no earlier one yet to compare it with.",
        ),
        "no_change": Text(
            fr="Aucun constat n'est nouveau, disparu ou modifié.",
            en="No finding is new, gone or changed.",
        ),
        "new": Text(fr="Nouveaux constats", en="New findings"),
        "gone": Text(fr="Constats disparus", en="Findings that are gone"),
        "changed": Text(fr="Constats modifiés", en="Changed findings"),
        "the_others": Text(fr="Les autres", en="The others"),
        "before": Text(fr="Avant", en="Before"),
        "now": Text(fr="Maintenant", en="Now"),
        "no_value": Text(fr="sans nombre", en="no number"),
        # --- how sure
        "robust": Text(fr="robuste", en="robust"),
        "doubtful": Text(fr="dépend de données manquantes", en="depends on missing data"),
        "sureness": Text(fr="Solidité", en="How sure"),
        "naive": Text(fr="tirages naïfs", en="naive draws"),
        "completed": Text(fr="tirages complétés", en="completed draws"),
        "draws": Text(
            fr="Un tirage naïf garde chaque fait connu aussi souvent qu'il est sûr, un tirage "
            "complété ajoute aussi des fournisseurs que personne n'a encore vus : est robuste un "
            "constat qui tient dans au moins neuf tirages sur dix des deux sortes.",
            en="A naive draw keeps each known fact as often as it is sure, a completed draw also "
            "adds suppliers that nobody has seen yet: a finding is robust where it holds in at "
            "least nine draws of ten of both kinds.",
        ),
        "overturned_by": Text(fr="Ce qui le renverserait :", en="What would overturn it:"),
        "stated_figure": Text(fr="chiffre", en="figure"),
        # --- what to do
        "interventions": Text(fr="Ce qui pourrait être fait", en="What could be done"),
        "interventions_lead": Text(
            fr="Des mesures qui lèveraient les goulots ci-dessus, d'après les coûts publiés ou "
            "supposés qui sont cités.",
            en="Measures that would lift the bottlenecks above, by the published or assumed costs "
            "that are quoted.",
        ),
        "questions": Text(fr="Que chercher d'abord", en="What to look for first"),
        # --- published claims
        "claims": Text(
            fr="Ce qui a été publié, et ce que dit le graphe",
            en="What was published, and what the graph says",
        ),
        "claims_lead": Text(
            fr="Des affirmations publiées sur la filière, confrontées au graphe. Indécidable veut "
            "dire qu'aucune source lue ne permet de trancher, non que l'affirmation est fausse.",
            en="Claims that were published about the field, held against the graph. Undecidable "
            "means that no source that was read can settle it, not that the claim is false.",
        ),
        "claim": Text(fr="Affirmation publiée", en="Published claim"),
        "verdict": Text(fr="Verdict", en="Verdict"),
        "graph_finds": Text(fr="Ce que trouve le graphe", en="What the graph finds"),
        "supported": Text(fr="confirmée", en="supported"),
        "contradicted": Text(fr="contredite", en="contradicted"),
        "undecidable": Text(fr="indécidable", en="undecidable"),
        # --- published figures
        "rivals": Text(
            fr="Où les chiffres publiés divergent", en="Where published figures disagree"
        ),
        "rivals_lead": Text(
            fr="Des chiffres publiés sur une même chose qui n'ont aucune valeur en commun : la "
            "source, la date ou la définition diffère. Chacun est gardé, aucune moyenne n'est "
            "faite.",
            en="Published figures of one thing that have no value in common: the source, the date "
            "or the definition differs. Each is kept, none is averaged.",
        ),
        "published_figure": Text(fr="Chiffre publié", en="Published figure"),
        "no_rivals": Text(
            fr="Aucun chiffre publié connu de biograph n'en contredit un autre.",
            en="No published figure known to biograph contradicts another.",
        ),
        "stated_on": Text(fr="Date", en="Date"),
    }
)
