"""At which scale stages are known to be done: research and development, clinical, commercial.

No register tells scales. Facts do in part: who develops works at the scale of research, who runs a
trial at that of the clinic, who makes an authorised medicine at that of the market; so do
capabilities where a source states one. All else is of unknown scale.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from biograph.analyse import findings as form
from biograph.model import Presence, Text

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from biograph.analyse.coverage import Cell
    from biograph.ask import Ask

SCALES = {
    "research": Text(fr="recherche et développement", en="research and development"),
    "clinical": Text(fr="clinique", en="clinical"),
    "commercial": Text(fr="commerciale", en="commercial"),
    "": Text(fr="inconnue", en="unknown"),
}
_TOLD = """
SELECT DISTINCT ?relation ?scale {
  {
    VALUES (?predicate ?scale) {
      (bg:researches "research") (bg:develops "research") (bg:conductsTrial "clinical")
    }
    GRAPH graph:asserted { ?relation rdf:predicate ?predicate ; bg:modality bg:asserted }
  }
  UNION
  {
    VALUES (?predicate ?scale) { (bg:manufactures "commercial") (bg:administers "commercial") }
    GRAPH graph:asserted {
      ?relation rdf:predicate ?predicate ; rdf:object ?medicine ; bg:modality bg:asserted .
      ?holder bg:holdsAuthorisation ?medicine
    }
  }
} ORDER BY ?relation ?scale
"""


def scales(ask: Ask, cells: Iterable[Cell]) -> Mapping[tuple[str, str], frozenset[str]]:
    """The known scales of each present cell by family and stage; of none known, an empty set."""
    told = {row["relation"]: row["scale"] for row in ask(_TOLD).records()}
    able: dict[tuple[str, str, str], set[str]] = {}
    for row in ask("supply/capabilities").records():
        if row["scale"] in SCALES:
            able.setdefault((row["holder"], row["family"], row["stage"]), set()).add(row["scale"])
    return {
        (cell.family, cell.stage): frozenset(told[fact] for fact in cell.evidence if fact in told)
        | frozenset().union(*(able.get((a, cell.family, cell.stage), ()) for a in cell.actors))
        for cell in cells
        if cell.presence is Presence.PRESENT
    }


def by_scale(cells: Sequence[Cell], known: Mapping[tuple[str, str], frozenset[str]]) -> Text:
    """`` Scale of the stages with an actor: clinical 2, ...``; empty where there is no such."""
    found = [known[key] for cell in cells if (key := (cell.family, cell.stage)) in known]
    if not found:
        return Text(fr="", en="")
    counts = {s: sum(s in one if s else not one for one in found) for s in SCALES}
    each = form.listed(
        [Text(fr=f"{SCALES[s].fr} {n}", en=f"{SCALES[s].en} {n}") for s, n in counts.items()]
    )
    return Text(
        fr=f" Échelle connue des {len(found)} étapes qui en ont un : {each.fr}.",
        en=f" Known scale of the {len(found)} stages that have one: {each.en}.",
    )
