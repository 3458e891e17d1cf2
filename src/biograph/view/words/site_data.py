"""The fixed words of the pages of data, runs and doubtful pairs."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from biograph.model import Text

if TYPE_CHECKING:
    from collections.abc import Mapping

WORDS: Mapping[str, Text] = MappingProxyType(
    {
        "data_lead": Text(
            fr="De quoi le graphe est fait, sous quelles licences, et où le prendre en entier.",
            en="What the graph is made of, under which licences, and where to take it whole.",
        ),
        "data_dumps": Text(fr="Fichiers", en="Files"),
        "data_file": Text(fr="Fichier", en="File"),
        "data_size": Text(fr="Octets", en="Bytes"),
        "data_no_dumps": Text(
            fr="Aucun fichier dans cet espace de travail ; « biograph run » en écrit.",
            en="No file in this workspace; 'biograph run' writes them.",
        ),
        "data_check": Text(
            fr="Pour vérifier un fichier : sha256sum, et comparer.",
            en="To check a file: sha256sum, and compare.",
        ),
        "data_graphs": Text(fr="Graphes nommés", en="Named graphs"),
        "data_graph": Text(fr="Graphe", en="Graph"),
        "data_triples": Text(fr="Triplets", en="Triples"),
        "data_evidence_graphs": Text(
            fr="Les preuves sont chacune dans le graphe de la version de leur document.",
            en="Evidence stands in the graph of the version of its document.",
        ),
        "data_vocabulary": Text(
            fr="Description du graphe (VoID)", en="Description of the graph (VoID)"
        ),
        "data_publisher": Text(fr="Éditeur", en="Publisher"),
        "data_documents": Text(fr="Documents", en="Documents"),
        "data_to_updates": Text(fr="Journal des mises à jour", en="Log of updates"),
        "data_to_pairs": Text(
            fr="Paires douteuses, à décider par une personne",
            en="Doubtful pairs, for a person to decide",
        ),
        "pairs_lead": Text(
            fr="Deux lignes de registres qui sont peut-être un seul acteur. La machine ne décide "
            "pas ; ce que vous décidez vaut à la prochaine exécution et reste dans l'historique.",
            en="Two register rows that may be one actor. The machine does not decide; what you "
            "decide holds from the next run on and stays in the history.",
        ),
        "pairs_none": Text(fr="Aucune paire n'attend.", en="No pair is waiting."),
        "pairs_not_run": Text(
            fr="Aucune exécution n'a encore laissé de paires ici. La commande : biograph run",
            en="No run has left pairs here yet. The command: biograph run",
        ),
        "pairs_kept": Text(
            fr="Décision gardée. Elle vaudra à la prochaine exécution.",
            en="Decision kept. It will hold from the next run on.",
        ),
        "pairs_same": Text(fr="C'est le même", en="The same"),
        "pairs_different": Text(fr="Ce sont deux", en="Two different"),
        "pairs_why": Text(fr="Pourquoi", en="Why"),
        "pairs_token": Text(
            fr="Jeton (hors de la machine du serveur)", en="Token (away from the server's machine)"
        ),
        "pairs_likely": Text(fr="vraisemblance", en="likelihood"),
        "pairs_field": Text(fr="Ce que dit le registre", en="What the register says"),
        "pairs_name": Text(fr="Nom", en="Name"),
        "pairs_kind": Text(fr="Catégorie", en="Class"),
        "pairs_place": Text(fr="Lieu", en="Place"),
        "pairs_aliases": Text(fr="Autres noms", en="Other names"),
        "pairs_identifiers": Text(fr="Identifiants", en="Identifiers"),
        "page_of": Text(fr="Page", en="Page"),
        "page_before": Text(fr="Précédente", en="Previous"),
        "page_after": Text(fr="Suivante", en="Next"),
    }
)
