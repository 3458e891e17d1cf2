"""What therapy families require: the recipe lines of the graph in, typed lines and names out."""

from __future__ import annotations

import difflib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from biograph.errors import QueryError
from biograph.model import Text
from biograph.terms import local_name

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from biograph.ask import Ask

#: How probable a line is by the confidence that its table states: with a page on this very family
#: it is sure, without any page it may as well be wrong.
_SURE = {"high": 1.0, "medium": 0.8, "low": 0.5}
_LEVELS = """
SELECT ?line ?level { GRAPH graph:ontology { ?line bg:confidenceLevel ?level } } ORDER BY ?line
"""
#: Inputs that somebody sells; the other kinds (skill, authorisation...) are held, not bought.
GOODS = frozenset({"InputMaterial", "Consumable", "Equipment"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One requirement of a family. ``routes`` are ``dimension=value`` tokens, none = every route.

    ``expands`` is the family whose recipe makes this input, or empty; ``expands_stages`` are the
    stages of it that count (none = all). ``sure`` is how probable it is that the line is right.
    """

    iri: str
    family: str
    stage: str
    input: str
    group: str
    criticality: str
    kinds: frozenset[str] = frozenset()
    routes: frozenset[str] = frozenset()
    expands: str = ""
    expands_stages: frozenset[str] = frozenset()
    sure: float = 1.0

    @property
    def bought(self) -> bool:
        """Whether it is a good that makers sell: a material, an equipment, a consumable."""
        return bool(self.kinds & GOODS)

    @property
    def serviced(self) -> bool:
        """Whether it is work that others may do on order."""
        return "Service" in self.kinds


@dataclass(frozen=True, slots=True, kw_only=True)
class Recipes:
    """The lines and therapy classes of each family, the stages in order, and names of terms."""

    lines: Mapping[str, tuple[Line, ...]]
    classes: Mapping[str, frozenset[str]]
    names: Mapping[str, Text]
    stages: tuple[str, ...] = ()

    def name(self, iri: str) -> Text:
        """What a term is called in both languages; its key where it has no label."""
        key = local_name(iri)
        return self.names.get(iri, Text(fr=key, en=key))

    def families(self, wanted: str | None = None) -> tuple[str, ...]:
        """All families, or those a key or IRI of a family or of a therapy class means.

        Raises QueryError for an unknown one.
        """
        if not wanted:
            return tuple(sorted(self.lines))
        key = local_name(wanted)
        found = [
            family
            for family in sorted(self.lines)
            if key in {local_name(family), *map(local_name, self.classes.get(family, ()))}
        ]
        if found:
            return tuple(found)
        keys = [local_name(family) for family in sorted(self.lines)]
        near = difflib.get_close_matches(key, keys, n=1)
        raise QueryError(
            f"there is no therapy family '{wanted}'",
            hint=f"did you mean {near[0]}?" if near else f"the families are {', '.join(keys)}",
        )

    def essential(self, families: Iterable[str]) -> tuple[Line, ...]:
        """The essential lines of some families."""
        return tuple(
            line
            for family in families
            for line in self.lines[family]
            if line.criticality == "essential"
        )

    def nested(self, families: Iterable[str]) -> tuple[str, ...]:
        """These families and those whose recipe makes one of their inputs, however deep."""
        found: set[str] = set()
        waiting = set(families)
        while waiting:
            found |= waiting
            needed = {line.expands for line in self.essential(sorted(waiting)) if line.expands}
            waiting = (needed & set(self.lines)) - found
        return tuple(sorted(found))

    def parts(self, family: str) -> frozenset[str]:
        """The essential lines (IRIs) of a family and of the recipes nested in it.

        Of a nested recipe only the stages count that make the input it expands.
        """
        found: set[str] = set()
        waiting: list[tuple[str, frozenset[str]]] = [(family, frozenset())]
        while waiting:
            of, stages = waiting.pop()
            lines = [x for x in self.lines.get(of, ()) if x.criticality == "essential"]
            new = [x for x in lines if (not stages or x.stage in stages) and x.iri not in found]
            found |= {line.iri for line in new}
            waiting += [(line.expands, line.expands_stages) for line in new if line.expands]
        return frozenset(found)


def recipes(ask: Ask) -> Recipes:
    """All recipes of the graph."""
    rows = list(ask("gaps/recipe-lines").records())
    levels = {row["line"]: row["level"] for row in ask(_LEVELS).records()}
    stages = stage_order(ask)
    grouped: dict[str, list[dict[str, Any]]] = {}
    for row in rows:
        grouped.setdefault(row["requirement"], []).append(row)
    lines: dict[str, list[Line]] = {}
    for same in grouped.values():
        line = _line(same, stages, levels)
        lines.setdefault(line.family, []).append(line)
    classes: dict[str, set[str]] = {}
    for row in rows:
        if row["class"]:
            classes.setdefault(row["family"], set()).add(row["class"])
    return Recipes(
        lines={family: tuple(members) for family, members in lines.items()},
        classes={family: frozenset(members) for family, members in classes.items()},
        names=_names(rows),
        stages=stages,
    )


def stage_order(ask: Ask) -> tuple[str, ...]:
    """All stages, each after those that precede it; ties and circles by name."""
    following: dict[str, set[str]] = {}
    for row in ask("gaps/stage-order").records():
        following.setdefault(row["stage"], set()).update([row["next"]] if row["next"] else [])
    ordered: list[str] = []
    waiting = set(following)
    while waiting:
        blocked = {after for stage in waiting for after in following[stage] if after != stage}
        first = min(waiting - blocked or waiting)
        ordered.append(first)
        waiting.remove(first)
    return tuple(ordered)


def _line(rows: list[dict[str, Any]], stages: tuple[str, ...], levels: Mapping[str, str]) -> Line:
    first = rows[0]
    ends = (first["expands_from"], first["expands_to"])
    known = all(end in stages for end in ends)
    low, high = (stages.index(end) for end in ends) if known else (0, -1)
    return Line(
        iri=first["requirement"],
        family=first["family"],
        stage=first["stage"],
        input=first["input"],
        group=first["group"],
        criticality=first["criticality"],
        kinds=frozenset(local_name(row["kind"]) for row in rows),
        routes=frozenset(row["route"] for row in rows if row["route"]),
        expands=first["expands"] or "",
        expands_stages=frozenset(stages[low : high + 1]),
        sure=_SURE.get(levels.get(first["requirement"], ""), 1.0),
    )


def _names(rows: list[dict[str, Any]]) -> dict[str, Text]:
    names = {}
    for row in rows:
        for term in ("family", "stage", "input"):
            iri, fr, en = row[term], row[f"{term}_fr"], row[f"{term}_en"]
            names[iri] = Text(fr=fr or en or local_name(iri), en=en or fr or local_name(iri))
    return names
