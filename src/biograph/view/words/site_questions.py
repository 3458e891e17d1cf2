"""The fixed words of the pages of questions."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from biograph.model import Text

if TYPE_CHECKING:
    from collections.abc import Mapping

WORDS: Mapping[str, Text] = MappingProxyType(
    {
        # --- all questions
        "questions_lead": Text(
            fr="Chaque question se pose avec ses paramètres, se lit en tableau, carte, graphe ou "
            "courbe, et se reprend en Python, en R ou en SPARQL.",
            en="Each question is asked with its parameters, read as a table, map, graph or chart, "
            "and taken on in Python, R or SPARQL.",
        ),
        "questions_search": Text(fr="Des mots de la question", en="Words of the question"),
        "questions_tag": Text(fr="Étiquette", en="Tag"),
        "questions_any": Text(fr="toutes", en="any"),
        "questions_show": Text(fr="Afficher", en="Show"),
        "questions_all": Text(fr="Toutes les questions", en="All questions"),
        "questions_count": Text(fr="questions", en="questions"),
        "questions_none": Text(
            fr="Aucune question ne va avec ces mots.", en="No question goes with these words."
        ),
        # --- one question
        "questions_parameters": Text(fr="Paramètres", en="Parameters"),
        "questions_run": Text(fr="Poser la question", en="Ask the question"),
        "questions_anything": Text(fr="peu importe", en="anything"),
        "questions_number": Text(fr="nombre", en="number"),
        "questions_hint_text": Text(fr="une partie du nom", en="a part of the name"),
        "questions_hint_iri": Text(fr="un nom entier ou un IRI", en="a whole name or an IRI"),
        "questions_means": Text(fr="C'est :", en="That is:"),
        "questions_wrong": Text(
            fr="La question n'a pas été posée : voyez ce qui est dit sous les champs.",
            en="The question was not asked: see what is said below the fields.",
        ),
        "questions_too_long": Text(
            fr="La réponse prendrait trop de temps ou de mémoire : choisissez des paramètres.",
            en="The answer would take too much time or memory: choose parameters.",
        ),
        "questions_busy": Text(
            fr="Trop de questions sont posées en ce moment : réessayez dans quelques secondes.",
            en="Too many questions are being asked just now: try again in a few seconds.",
        ),
        "questions_answer": Text(fr="Réponse", en="Answer"),
        "questions_views": Text(fr="Voir en", en="Seen as"),
        "questions_view_table": Text(fr="Tableau", en="Table"),
        "questions_view_map": Text(fr="Carte", en="Map"),
        "questions_view_graph": Text(fr="Graphe", en="Graph"),
        "questions_view_chart": Text(fr="Graphique", en="Chart"),
        "questions_view_timeline": Text(fr="Frise", en="Timeline"),
        "questions_rows": Text(fr="lignes", en="rows"),
        "questions_row": Text(fr="ligne", en="row"),
        "questions_empty": Text(
            fr="Le graphe ne sait rien qui y réponde. Cela ne veut pas dire qu'il n'y a rien.",
            en="The graph knows nothing that answers it. That does not mean that there is nothing.",
        ),
        "questions_cut": Text(
            fr="La réponse est coupée : seules ses premières lignes sont là, ici comme en CSV et "
            "JSON. Choisissez des paramètres pour la réduire.",
            en="The answer is cut: only its first rows are here, as in CSV and JSON. Choose "
            "parameters to narrow it.",
        ),
        "questions_sort": Text(fr="Trier par", en="Sort by"),
        "questions_unknown": Text(fr="? (inconnu)", en="? (unknown)"),
        "questions_unknown_cell": Text(fr="inconnu", en="unknown"),
        "questions_yes": Text(fr="oui", en="yes"),
        "questions_no": Text(fr="non", en="no"),
        "questions_fact": Text(fr="le fait", en="the fact"),
        # --- pictures
        "questions_same": Text(
            fr="Le tableau dit la même chose en toutes lettres.",
            en="The table says the same in words.",
        ),
        "questions_no_script": Text(
            fr="L'image demande JavaScript ; le tableau, non.",
            en="The picture needs JavaScript; the table does not.",
        ),
        "questions_left_out": Text(
            fr="de plus, les plus petites valeurs, n'ont pas la place ici ; le tableau les a.",
            en="more, of the smallest values, have no room here; the table has them.",
        ),
        "questions_undated": Text(
            fr="sans date connue, donc absents de la frise :",
            en="without a known date, so not on the timeline:",
        ),
        "questions_unplaced": Text(
            fr="lignes n'ont pas de lieu connu et manquent sur la carte ; le tableau les a.",
            en="rows have no known place and are not on the map; the table has them.",
        ),
        "questions_no_places": Text(
            fr="Rien de cette réponse n'a de lieu connu.",
            en="Nothing in this answer has a known place.",
        ),
        "questions_colours": Text(fr="Couleurs", en="Colours"),
        "questions_graph_most": Text(
            fr="Un graphe se lit jusqu'à 300 choses ; au-delà, choisissez des paramètres.",
            en="A graph can be read up to 300 things; beyond that, choose parameters.",
        ),
        "questions_graph_explore": Text(
            fr="Explorer ces choses et leurs voisins",
            en="Explore these things and their neighbours",
        ),
        "questions_graph_save": Text(
            fr="Enregistrer ce graphe (page HTML autonome)",
            en="Save this graph (stand-alone HTML page)",
        ),
        # --- taking it elsewhere
        "questions_claims": Text(
            fr="Ce que d'autres ont publié là-dessus", en="What others published about it"
        ),
        "questions_elsewhere": Text(fr="Reprendre ailleurs", en="Take it elsewhere"),
        "questions_code": Text(fr="Obtenir le code", en="Get the code"),
        "questions_code_biograph": Text(fr="Python, avec biograph", en="Python, with biograph"),
        "questions_code_pandas": Text(
            fr="Python, avec SPARQLWrapper et pandas", en="Python, with SPARQLWrapper and pandas"
        ),
        "questions_code_r": Text(fr="R, avec httr2 et jsonlite", en="R, with httr2 and jsonlite"),
        "questions_code_curl": Text(fr="curl", en="curl"),
        "questions_copy": Text(fr="Copier", en="Copy"),
        "questions_copied": Text(fr="Copié", en="Copied"),
        "questions_sparql": Text(fr="Le texte SPARQL", en="The SPARQL text"),
        "questions_editor": Text(fr="Ouvrir dans l'éditeur", en="Open in the editor"),
        "questions_embed": Text(fr="À intégrer dans une page", en="To embed in a page"),
    }
)
