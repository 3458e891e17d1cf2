"""A drawing as the script of the page reads it: what is in sight in, compact JSON out."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from biograph.terms import DATA
from biograph.view.palette import STYLES
from biograph.view.say import pick

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from biograph.serve.explore.shown import Shown
    from biograph.serve.explore.wanted import Wanted
    from biograph.serve.site import Site
    from biograph.view.say import Lang

#: Radii of nodes in pixels: of one without links, and more by the root of their number; all are
#: smaller where there are many.
_SMALL, _GROWTH, _LARGE = 3.0, 0.9, 16.0
_FEW = 300


@dataclass(frozen=True, slots=True, kw_only=True)
class Columns:
    """A drawing for the script of the page and for programs, column by column.

    IRIs of our data are without their common start. The box bounds the places before any expansion:
    the camera is told by it, so that nothing moves where something is added.
    """

    drawn: Shown
    want: Wanted
    site: Site
    lang: Lang

    def to_json(self) -> str:
        """One line of JSON: 10,000 nodes and 20,000 links take about 2 MB."""
        whole, drawn = self.drawn.whole, self.drawn
        place = {node: at for at, node in enumerate(drawn.nodes.tolist())}
        predicates = sorted(set(whole.predicate[drawn.links].tolist()))
        words = [whole.verbs[name] for name in predicates]
        names = [pick(self.site.name(whole.ids[node]), self.lang) for node in place]
        word = self.want.find.casefold()
        made = {
            "start": DATA,
            "styles": [*map(list, STYLES)],
            "predicates": [pick(text, self.lang) for text in words],
            "box": box(drawn.part.places[: drawn.part.first]),
            "nodes": {
                "id": [whole.ids[node].removeprefix(DATA) for node in place],
                "name": names,
                "group": whole.group[drawn.nodes].tolist(),
                "x": drawn.places[:, 0].tolist(),
                "y": drawn.places[:, 1].tolist(),
                "size": sizes(drawn),
                "starts": [place[node] for node in drawn.starts.tolist() if node in place],
                "found": [at for at, name in enumerate(names) if word in name.casefold()]
                if word
                else [],
            },
            "links": {
                "source": [place[node] for node in whole.source[drawn.links].tolist()],
                "target": [place[node] for node in whole.target[drawn.links].tolist()],
                "predicate": np.searchsorted(predicates, whole.predicate[drawn.links]).tolist(),
                "relation": [whole.relation[at].removeprefix(DATA) for at in drawn.links],
            },
        }
        return json.dumps(made, ensure_ascii=False, separators=(",", ":"))


def box(places: NDArray[np.float64]) -> list[float]:
    """The left, lower, right and upper bounds of places, with room at the border."""
    if not len(places):
        return [0.0, 0.0, 1.0, 1.0]
    low, high = places.min(axis=0), places.max(axis=0)
    room = max(2.0, float((high - low).max()) * 0.05)
    return [*(low - room).tolist(), *(high + room).tolist()]


def sizes(drawn: Shown) -> list[float]:
    """The radius of each node in pixels, by the number of its links in sight."""
    whole = drawn.whole
    both = np.concatenate([whole.source[drawn.links], whole.target[drawn.links]])
    count = np.bincount(both, minlength=len(whole.ids))[drawn.nodes]
    crowd = min(1.0, (_FEW / max(len(count), 1)) ** 0.3)
    radius = np.minimum(_SMALL + _GROWTH * np.sqrt(count), _LARGE) * crowd
    found: list[float] = radius.round(1).tolist()
    return found
