"""The circuit of a single medicine: its own holder and sites, and the recipe of its family.

A medicine lasts while one holder, one place where it is made and one that releases its batches
last, as far as these are known, and one family of its class does with the suppliers of the family.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from biograph.analyse.compiled import compiled, supplied
from biograph.analyse.method.circuit import Every, Leaf, Some, cut_sets, holds
from biograph.analyse.tree import tree
from biograph.terms import local_name

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Mapping

    from biograph.analyse.known import Known
    from biograph.analyse.method.circuit import Node

#: What a medicine needs of its own, by the predicates that tell it, in the order of telling. Who is
#: said to make a medicine may make the same substance as a declared site: they are alternatives.
_STEP_OF = {
    "holdsAuthorisation": "held",
    "makesSubstanceOf": "made",
    "manufactures": "made",
    "releasesBatchesOf": "released",
}
#: Families (keys) that are but one way to make their class: cells of mammals make most recombinant
#: proteins, and no recipe tells how. A medicine of such a class need not be of the family.
_ONE_WAY = frozenset({"recombinant_protein_microbial"})
STEPS = tuple(dict.fromkeys(_STEP_OF.values()))
_OWN = """
SELECT DISTINCT ?medicine ?name ?step ?actor ?actor_name ?relation ?class {
  VALUES ?step { bg:holdsAuthorisation bg:makesSubstanceOf bg:manufactures bg:releasesBatchesOf }
  VALUES ?making { bg:makesSubstanceOf bg:manufactures }
  GRAPH graph:asserted {
    ?made rdf:predicate ?making ; rdf:object ?medicine ; bg:modality bg:asserted .
    ?medicine bg:hasTherapyClass ?class .
    ?relation rdf:predicate ?step ; rdf:object ?medicine ; rdf:subject ?actor ;
      bg:modality bg:asserted .
  }
  GRAPH graph:reference { ?medicine rdfs:label ?name . ?actor rdfs:label ?actor_name }
} ORDER BY ?medicine ?step ?actor ?relation ?class
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Medicine:
    """A medicine of which a place of making is known.

    ``own`` has the actors of each known step with the fact that says so, and ``called`` what they
    are called; ``families`` are those whose recipe makes its class, none where no recipe does.
    """

    iri: str
    name: str
    own: Mapping[str, Mapping[str, str]]
    called: Mapping[str, str]
    families: tuple[str, ...] = ()

    @property
    def facts(self) -> frozenset[str]:
        """The facts that its own part rests on."""
        return frozenset(fact for actors in self.own.values() for fact in actors.values())

    def circuit(self, families: Mapping[str, Node], of: Callable[[str], str]) -> Node:
        """Its circuit over names that ``of`` gives its own actors, families being compiled."""
        own = [Some(tuple(Leaf(of(a)) for a in sorted(actors))) for actors in self.own.values()]
        recipes = tuple(families[family] for family in self.families)
        return Every((*own, Some(recipes)) if recipes else tuple(own))

    def lost_by(self, name: str, of: Callable[[str], str]) -> tuple[str, ...]:
        """The own steps that nobody is left for once a name is gone."""
        return tuple(
            step for step, actors in self.own.items() if all(of(actor) == name for actor in actors)
        )


def medicines_with_routes(known: Known) -> tuple[Medicine, ...]:
    """The medicines of which a place of making is known, of the families looked at."""
    own: dict[str, dict[str, dict[str, str]]] = {}
    classes: dict[str, set[str]] = {}
    names: dict[str, str] = {}
    called: dict[str, str] = {}
    for row in known.ask(_OWN).records():
        step = own.setdefault(row["medicine"], {}).setdefault(_STEP_OF[local_name(row["step"])], {})
        step.setdefault(row["actor"], row["relation"])
        classes.setdefault(row["medicine"], set()).add(row["class"])
        names[row["medicine"]] = row["name"]
        called[row["actor"]] = row["actor_name"]
    found = (
        Medicine(
            iri=iri,
            name=names[iri],
            own={step: steps[step] for step in STEPS if step in steps},
            called={actor: called[actor] for actors in steps.values() for actor in actors},
            families=_families(known, classes[iri]),
        )
        for iri, steps in own.items()
    )
    return tuple(m for m in found if known.everything or set(m.families) & set(known.families))


def _families(known: Known, classes: Collection[str]) -> tuple[str, ...]:
    """The families whose recipe makes a kind of medicine, as far as its class tells that."""
    kinds = tree(known.ask, "class")
    above = frozenset().union(*(kinds.above(iri) for iri in classes))
    found = (family for family, made in sorted(known.recipes.classes.items()) if made & above)
    return tuple(family for family in found if local_name(family) not in _ONE_WAY)


def single_points_of(
    known: Known, medicines: Iterable[Medicine], of: Callable[[str], str]
) -> Mapping[str, tuple[Medicine, ...]]:
    """The medicines that lose all known routes with each name alone, by name."""
    makers = known.supply.owners()
    families = {
        family: supplied(compiled(family, known.recipes.lines), makers)
        for family in known.recipes.lines
    }
    found: dict[str, list[Medicine]] = {}
    for medicine in medicines:
        for cut in cut_sets(medicine.circuit(families, of), order=1):
            for name in cut:
                found.setdefault(name, []).append(medicine)
    return {name: tuple(same) for name, same in found.items()}


def by_recipe(known: Known, medicine: Medicine, owner: str) -> bool:
    """Whether all families of a medicine stop with an owner of suppliers."""
    makers = known.supply.owners()
    circuits = (supplied(compiled(f, known.recipes.lines), makers) for f in medicine.families)
    return bool(medicine.families) and not any(holds(circuit, {owner}) for circuit in circuits)
