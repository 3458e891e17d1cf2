"""Proofs: a finding or fact in, the tree of what it rests on out, down to quoted sources."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from biograph.analyse import findings as form
from biograph.analyse.coverage import statements
from biograph.analyse.recipes import recipes
from biograph.errors import QueryError
from biograph.model import Finding, Text
from biograph.terms import DATA, compact, local_name
from biograph.vocabulary.figures import figures

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

    from biograph.analyse.coverage import Statement
    from biograph.analyse.recipes import Line, Recipes
    from biograph.ask import Ask
    from biograph.vocabulary.figures import Figure

_FACT, _FIGURE = DATA + "rel/", DATA + "figure/"
#: What no IRI may hold, so that no query can name it.
_ODD = re.compile(r"[\x00-\x20<>\"{}|^`\\]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Proof:
    """A node: what is held (``label``), and below it why.

    ``kind`` is finding, requirement, fact, quotation, row, statement, figure or thing (a document,
    an actor, whatever else was named). Quotations, rows, statements and figures end in a source:
    ``quote`` is the exact words, ``date`` that of the document (ISO), ``url`` its address.
    """

    kind: str
    label: Text
    iri: str = ""
    quote: str = ""
    source: str = ""
    title: str = ""
    date: str = ""
    url: str = ""
    confidence: float | None = None
    children: tuple[Proof, ...] = ()


def explain(ask: Ask, what: Finding | str) -> Proof:
    """The proof of a finding, or of one fact by the IRI of its relation node.

    Requirements of recipes come first, each with the supply facts of its input; a fact shown under
    one requirement is not repeated. Raises QueryError for a fact that the graph does not hold.
    """
    if isinstance(what, str):
        return _fact_alone(ask, what)
    known = recipes(ask)
    lines = {line.iri: line for same in known.lines.values() for line in same}
    found = _facts(ask, [iri for iri in what.evidence if iri.startswith(_FACT)])
    required = [lines[iri] for iri in what.evidence if iri in lines]
    makes = _by_input(required, found)
    shown = {fact.iri for group in makes.values() for fact in group}
    told = [
        *(_statement(s) for s in statements(ask) if s.iri in what.evidence),
        *_figures(what.evidence),
    ]
    named = {*(fact.iri for fact, _ in found), *lines, *(node.iri for node in told)}
    return Proof(
        kind="finding",
        label=what.sentence,
        iri=what.id,
        children=(
            *_requirements(known, required, makes, what.subjects),
            *(fact for fact, _ in found if fact.iri not in shown),
            *told,
            *_things(ask, [iri for iri in dict.fromkeys(what.evidence) if iri not in named]),
        ),
    )


def facts(ask: Ask, relations: Sequence[str]) -> dict[str, Proof]:
    """The proofs of facts by the IRIs of their relation nodes, without those that do not exist."""
    return {fact.iri: fact for fact, _ in _facts(ask, relations)}


def _fact_alone(ask: Ask, relation: str) -> Proof:
    found = _facts(ask, [relation])
    if not found:
        raise QueryError(
            f"the graph holds no fact '{relation}'",
            hint="give the IRI of a relation node or the id of a finding; "
            "biograph ask actors/profile lists the facts of an actor",
        )
    return found[0][0]


def _requirements(
    known: Recipes,
    required: Iterable[Line],
    makes: dict[str, list[Proof]],
    stopped: Collection[str],
) -> list[Proof]:
    """One node a line; the facts of an input stand under the first line that requires it."""
    left = dict(makes)
    nodes = []
    for line in required:
        family, stage, made = (known.name(i) for i in (line.family, line.stage, line.input))
        by = _nested_in(known, line, stopped)
        label = Text(
            fr=f"{family.fr}, {stage.fr} : requiert « {made.fr} »{by.fr}",
            en=f"{family.en}, {stage.en}: requires '{made.en}'{by.en}",
        )
        below = tuple(left.pop(line.input, ()))
        nodes.append(Proof(kind="requirement", label=label, iri=line.iri, children=below))
    return nodes


def _nested_in(known: Recipes, line: Line, stopped: Collection[str]) -> Text:
    """Which of the families that stop need a line because its recipe is a part of theirs."""
    whole = sorted(iri for iri in stopped if iri in known.lines and iri != line.family)
    by = [known.name(iri) for iri in whole if line.iri in known.parts(iri)]
    if not by:
        return Text(fr="", en="")
    names = form.listed(by)
    return Text(
        fr=f" ; par cette recette imbriquée s'arrête aussi : {names.fr}",
        en=f"; by this nested recipe stops, too: {names.en}",
    )


def _by_input(
    required: Sequence[Line], facts: Iterable[tuple[Proof, str]]
) -> dict[str, list[Proof]]:
    inputs = {line.input for line in required}
    found: dict[str, list[Proof]] = {}
    for fact, target in facts:
        if target in inputs:
            found.setdefault(target, []).append(fact)
    return found


def _facts(ask: Ask, relations: Sequence[str]) -> list[tuple[Proof, str]]:
    """Each fact with its object, in the order of their IRIs."""
    wanted = tuple(sorted({iri for iri in relations if not _ODD.search(iri)}))
    if not wanted:
        return []
    grouped: dict[str, list[dict[str, Any]]] = {}
    for row in ask("quality/evidence", relation=wanted).records():
        grouped.setdefault(row["relation"], []).append(row)
    called = verbs(ask)
    return [(_fact(rows, called), rows[0]["object"]) for rows in grouped.values()]


_VERBS = """
SELECT ?predicate (STR(?f) AS ?fr) (STR(?e) AS ?en) {
  GRAPH graph:ontology { ?predicate a owl:ObjectProperty ; skos:prefLabel ?f , ?e }
  FILTER(LANG(?f) = "fr" && LANG(?e) = "en")
} ORDER BY ?predicate
"""


def verbs(ask: Ask) -> dict[str, Text]:
    """What the predicates (IRIs) are called in both languages."""
    return {row["predicate"]: Text(fr=row["fr"], en=row["en"]) for row in ask(_VERBS).records()}


def sentence(
    called: Mapping[str, Text], subject: str, predicate: str, obj: str, *, planned: bool
) -> Text:
    """A fact in words; a predicate that is called nothing stands by its local name."""
    name = local_name(predicate)
    verb = called.get(predicate, Text(fr=name, en=name))
    return Text(
        fr=f"{subject} {verb.fr} {obj}{' (annoncé)' if planned else ''}",
        en=f"{subject} {verb.en} {obj}{' (planned)' if planned else ''}",
    )


def _fact(rows: Sequence[dict[str, Any]], called: Mapping[str, Text]) -> Proof:
    first = rows[0]
    return Proof(
        kind="fact",
        label=sentence(
            called,
            first["subject_label"],
            first["predicate"],
            first["object_label"],
            planned=local_name(first["modality"]) == "planned",
        ),
        iri=first["relation"],
        confidence=max((row["confidence"] or 0.0 for row in rows), default=None),
        children=tuple(_evidence(row) for row in rows),
    )


def _evidence(row: dict[str, Any]) -> Proof:
    source = local_name(row["source"] or "")
    return Proof(
        kind="row" if row["row"] else "quotation",
        label=Text(fr=row["quote"], en=row["quote"]),
        iri=row["evidence"],
        quote=row["quote"],
        source=source,
        title=row["title"] or row["row"] or "",
        date=row["issued"] or row["stated"] or "",
        url=row["url"] or "",
        confidence=row["confidence"],
    )


def _statement(said: Statement) -> Proof:
    source = local_name(said.source)
    word = (
        Text(fr="dit qu'il n'y en a pas", en="says that there is none")
        if said.asserts_absence
        else Text(fr="est déclarée complète", en="is declared complete")
    )
    return Proof(
        kind="statement",
        label=Text(fr=f"La source « {source} » {word.fr}", en=f"Source '{source}' {word.en}"),
        iri=said.iri,
        source=source,
        date=said.date,
    )


def _figures(evidence: Iterable[str]) -> Iterator[Proof]:
    """The stated figures among the evidence, each with its value and who states it."""
    known = figures()
    for iri in dict.fromkeys(evidence):
        figure = known.get(iri.removeprefix(_FIGURE))
        if figure and iri.startswith(_FIGURE):
            yield _figure(iri, figure)


def _figure(iri: str, figure: Figure) -> Proof:
    value, more = form.quantity(figure), figure.scope
    if figure.basis == "assumption":
        more = Text(fr=f"hypothèse : {figure.note.fr}", en=f"assumption: {figure.note.en}")
    fr = f"{figure.label.fr} : {value.fr}" + (f" ({more.fr})" if more.fr else "")
    en = f"{figure.label.en}: {value.en}" + (f" ({more.en})" if more.en else "")
    return Proof(
        kind="figure",
        label=Text(fr=fr, en=en),
        iri=iri,
        source=figure.source,
        date=figure.as_of,
        url=figure.url,
    )


_THINGS = """#+ params: thing=iri
SELECT ?thing (SAMPLE(?name) AS ?fr) (SAMPLE(?other) AS ?en) (SAMPLE(?from) AS ?source)
  (SAMPLE(?day) AS ?date) (SAMPLE(?address) AS ?url) {
  VALUES ?thing { UNDEF }
  { GRAPH graph:reference { ?thing rdfs:label ?name } }
  UNION { GRAPH graph:ontology {
    ?thing skos:prefLabel ?name , ?other FILTER(LANG(?name) = "fr" && LANG(?other) = "en") } }
  UNION { GRAPH ?thing {
    ?thing dcterms:title ?name .
    OPTIONAL { ?thing bg:fromSource ?from }
    OPTIONAL { ?thing dcterms:issued ?day }
    OPTIONAL { ?thing dcterms:source ?address } } }
} GROUP BY ?thing
"""


def _things(ask: Ask, iris: Sequence[str]) -> Iterator[Proof]:
    """Documents, actors, terms by their names; what the graph does not know by its IRI."""
    wanted = tuple(iri for iri in iris if not _ODD.search(iri))
    rows = ask(_THINGS, thing=wanted).records() if wanted else ()
    known = {row["thing"]: row for row in rows}
    for iri in iris:
        row = known.get(iri, {})
        name = row.get("fr") or compact(iri)
        yield Proof(
            kind="thing",
            label=Text(fr=name, en=row.get("en") or name),
            iri=iri,
            source=local_name(row.get("source") or ""),
            date=row.get("date") or "",
            url=row.get("url") or "",
        )
