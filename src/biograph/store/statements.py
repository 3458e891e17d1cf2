"""Claims and entities as quads, in the shape of design/ontology.md D2-D4.

A fact is a relation node (written once in the asserted graph) beside the plain triple; each place
that states it is an evidence node in the graph of its document version. What a place says of date
and amount stays with the evidence, so that two documents that differ are both kept.
"""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING

from biograph.model import Literal, Modality, Statement
from biograph.store.shortage import shortage
from biograph.terms import (
    ASSERTED,
    COPIES,
    DATA,
    DCTERMS,
    GEO,
    IDENTITY,
    META,
    PROV,
    RDF,
    RDFS,
    REFERENCE,
    SKOS,
    XSD,
    bg,
    document_iri,
    mint,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from biograph.model import (
        Claim,
        Document,
        Entity,
        Entry,
        Event,
        Evidence,
        Link,
        Source,
        Withdrawal,
    )

_TYPE = RDF + "type"
_LABEL = RDFS + "label"
_SYMMETRIC = frozenset({"partnersWith"})
#: What may enter the graph as a fact; claims of other modalities are counted and left out.
FACT_MODALITIES = frozenset({Modality.ASSERTED, Modality.PLANNED})


def fact(
    claim: Claim, subject: Link, obj: Link, *, on: str = "", event: str = ""
) -> Iterator[Statement]:
    """The quads of one claim whose two ends are linked; ``event`` is what it is told as a part of.

    ``on`` is the date of the source (ISO): what it says to be over by then, or showed on an earlier
    day only, is kept with its dates, but has no plain triple, which speaks of the present. Raises
    ValueError for a modality that is no fact.
    """
    if claim.modality not in FACT_MODALITIES:
        msg = f"a {claim.modality} claim is not a fact"
        raise ValueError(msg)
    ends = (subject.entity.iri, obj.entity.iri)
    first, second = sorted(ends) if claim.predicate in _SYMMETRIC else ends
    relation = mint("rel", first, claim.predicate, second, claim.modality)
    predicate = bg(claim.predicate)
    yield Statement(relation, _TYPE, bg("Relation"), ASSERTED)
    yield Statement(relation, RDF + "subject", first, ASSERTED)
    yield Statement(relation, RDF + "predicate", predicate, ASSERTED)
    yield Statement(relation, RDF + "object", second, ASSERTED)
    yield Statement(relation, bg("modality"), bg(claim.modality), ASSERTED)
    over = bool(claim.until) and claim.until <= on[: len(claim.until)]
    earlier = bool(claim.observed) and claim.observed < on
    if claim.modality is Modality.ASSERTED and not (over or earlier):
        yield Statement(first, predicate, second, ASSERTED)
    yield from _support(claim, relation, subject, obj, event)


def _support(
    claim: Claim, relation: str, subject: Link, obj: Link, event: str
) -> Iterator[Statement]:
    """What this place says of the fact: quotation or row, confidence, date, amount."""
    graph = claim.evidence.document
    stated = {
        "statedDate": claim.date,
        "statedUntil": claim.until,
        "statedAmount": claim.amount,
        "subjectText": claim.subject.text,
        "objectText": claim.object.text,
    }
    node = mint("ev", relation, *_place(claim.evidence), *stated.values())
    yield from _evidence(node, claim.evidence)
    yield Statement(node, bg("supports"), relation, graph)
    confidence = claim.score * min(subject.score, obj.score)
    yield Statement(node, bg("confidence"), _decimal(confidence), graph)
    yield Statement(node, bg("producer"), Literal(claim.producer), graph)
    yield from _stated(node, stated, graph)
    if event:
        yield Statement(node, bg("ofEvent"), event, graph)
    if claim.observed:
        yield from shortage(claim, subject.entity.iri, node)


def _stated(node: str, stated: Mapping[str, str], graph: str) -> Iterator[Statement]:
    for name, value in stated.items():
        if value:
            yield Statement(node, bg(name), Literal(value), graph)


def event_iri(told: Event) -> str:
    """The node of an event: one of its document, whatever others tell of the same."""
    ends = ((c.predicate, c.subject.text, c.object.text) for c in told.claims)
    return mint("event", told.claims[0].evidence.document, told.kind, *chain.from_iterable(ends))


def event(told: Event) -> Iterator[Statement]:
    """What a document tells of an event as a whole; who took part is said by its evidence."""
    node, graph = event_iri(told), told.claims[0].evidence.document
    yield Statement(node, _TYPE, bg(told.kind), graph)
    yield Statement(node, _TYPE, bg("Event"), graph)
    yield Statement(node, PROV + "wasDerivedFrom", graph, graph)
    for name, value in (("statedDate", told.date), ("statedAmount", told.amount)):
        if value:
            yield Statement(node, bg(name), Literal(value), graph)


def _place(evidence: Evidence) -> tuple[str, ...]:
    span = evidence.span
    offsets = f"{span.start}-{span.end}" if span else ""
    return (evidence.document, evidence.row, offsets, evidence.quote)


def _evidence(node: str, evidence: Evidence) -> Iterator[Statement]:
    graph = evidence.document
    kind = "Quotation" if evidence.span else "RegisterRow"
    yield Statement(node, _TYPE, bg(kind), graph)
    yield Statement(node, PROV + "wasDerivedFrom", graph, graph)
    yield Statement(node, bg("quote"), Literal(evidence.quote, lang=evidence.lang), graph)
    if evidence.row:
        yield Statement(node, bg("row"), Literal(evidence.row), graph)
    if evidence.span:
        yield Statement(node, bg("start"), _integer(evidence.span.start), graph)
        yield Statement(node, bg("end"), _integer(evidence.span.end), graph)


def document(doc: Document) -> Iterator[Statement]:
    """What a document version is: address, title, language, date, licence, source and key."""
    graph = doc.version
    yield Statement(graph, _TYPE, bg("DocumentVersion"), graph)
    yield Statement(graph, DCTERMS + "isVersionOf", doc.iri, graph)
    yield Statement(graph, bg("fromSource"), source_iri(doc.source), graph)
    texts = {
        bg("recordKey"): doc.key,
        DCTERMS + "title": doc.title,
        DCTERMS + "language": doc.lang,
        DCTERMS + "issued": doc.published,
        DCTERMS + "license": doc.licence,
        DCTERMS + "source": doc.url,
    }
    for predicate, value in texts.items():
        if value:
            yield Statement(graph, predicate, Literal(value), graph)
    for scheme, number in doc.identifiers:
        yield Statement(graph, DCTERMS + "identifier", Literal(f"{scheme}:{number}"), graph)


def sketched(version: str, sketch: str) -> Statement:
    """What is kept of the text of a document version, by which its copies are known."""
    return Statement(version, bg("sketch"), Literal(sketch), META)


def copy(version: str, first: str, reason: str) -> Iterator[Statement]:
    """That two document versions are one publication, and why."""
    yield Statement(version, PROV + "alternateOf", first, COPIES)
    yield Statement(version, bg("justification"), Literal(reason), COPIES)


def source_iri(source: str) -> str:
    """The node of a source."""
    return f"{DATA}source/{source}"


def source(described: Source) -> Iterator[Statement]:
    """What a source is: title, publisher, licence, date of its data."""
    node = source_iri(described.id)
    yield Statement(node, _TYPE, bg("Source"), META)
    texts = {
        DCTERMS + "title": described.title,
        DCTERMS + "publisher": described.publisher,
        DCTERMS + "license": described.licence,
        DCTERMS + "source": described.url,
        DCTERMS + "issued": described.date,
        DCTERMS + "rightsHolder": described.attribution,
    }
    for predicate, value in texts.items():
        if value:
            yield Statement(node, predicate, Literal(value), META)


def processed(version: str, digest: str) -> Statement:
    """The mark that a document version is in the graph, made with this code and these registers."""
    return Statement(version, bg("processedWith"), Literal(digest), META)


def withdrawn(record: Withdrawal) -> Iterator[Statement]:
    """That a source took a document back, when and why it says: nothing of it holds any more."""
    document = document_iri(record.source, record.key)
    texts = {
        DCTERMS + "identifier": record.key,
        DCTERMS + "source": record.url,
        bg("withdrawnBecause"): record.reason,
    }
    yield Statement(document, _TYPE, bg("WithdrawnDocument"), META)
    yield Statement(document, bg("fromSource"), source_iri(record.source), META)
    yield Statement(document, bg("withdrawnOn"), Literal(record.date), META)
    for predicate, value in texts.items():
        if value:
            yield Statement(document, predicate, Literal(value), META)


def entity(described: Entity, superclasses: Iterable[str] = ()) -> Iterator[Statement]:
    """What an entity is called, its classes, identifiers and place (reference graph)."""
    iri = described.iri
    for kind in sorted({*described.kinds, *superclasses}):
        yield Statement(iri, _TYPE, bg(kind), REFERENCE)
    yield Statement(iri, _LABEL, Literal(described.name), REFERENCE)
    for name in described.names:
        if name != described.name:
            yield Statement(iri, SKOS + "altLabel", Literal(name), REFERENCE)
    for name in _former_names(described):
        yield Statement(iri, bg("formerName"), Literal(name), REFERENCE)
    yield from _identifiers(described, REFERENCE)
    status = next((e.status for e in described.entries if e.status), "")
    if status:
        yield Statement(iri, bg("status"), Literal(status), REFERENCE)
    yield from _where(described)


def _former_names(described: Entity) -> list[str]:
    """Each once, without what the entity is called now."""
    former = {name.name for entry in described.entries for name in entry.former_names}
    return sorted(former - {described.name})


def _identifiers(described: Entity, graph: str) -> Iterator[Statement]:
    for identifier in described.identifiers:
        if identifier.scheme not in _OWN_KEYS:
            value = Literal(identifier.value)
            yield Statement(described.iri, bg(identifier.scheme), value, graph)


#: Schemes whose value already stands in the IRI of the node it names.
_OWN_KEYS = frozenset({"actor", "class", "epar", "input", "country"})


def _where(described: Entity) -> Iterator[Statement]:
    iri = described.iri
    if described.country:
        yield Statement(iri, bg("country"), country_iri(described.country), REFERENCE)
    if described.city:
        yield Statement(iri, bg("city"), Literal(described.city), REFERENCE)
    for row in described.entries:
        if row.kinds[0] in _WITHIN:
            yield Statement(iri, bg("within"), DATA + _WITHIN[row.kinds[0]](row), REFERENCE)
    located = next((e for e in described.entries if e.lat and e.lon), None)
    if located:
        yield Statement(iri, GEO + "lat", Literal(located.lat), REFERENCE)
        yield Statement(iri, GEO + "long", Literal(located.lon), REFERENCE)
    counted = next((e.population for e in described.entries if e.population), "")
    if counted:
        yield Statement(iri, bg("population"), Literal(counted, XSD + "integer"), REFERENCE)


def _departement(commune: Entry) -> str:
    """The département of a commune stands at the head of its code: two signs, three overseas."""
    code = commune.key.rpartition("/")[2]
    return f"departement/{code[:3] if code.startswith('97') else code[:2]}"


_WITHIN: dict[str, Callable[[Entry], str]] = {
    "Commune": _departement,
    "Departement": lambda row: f"region/{row.region}",
    "Region": lambda _: "country/FR",
    "Country": lambda row: f"area/{row.region or 'world'}",
}


def provisional(
    described: Entity, version: str, superclasses: Iterable[str] = ()
) -> Iterator[Statement]:
    """What one document version calls an actor that no register knows.

    It stands in the graph of the version; ``store.sweep`` gathers it into the reference graph, so
    that the result does not depend on which document came first.
    """
    yield Statement(described.iri, bg("provisional"), Literal("true", XSD + "boolean"), version)
    for kind in sorted({*described.kinds, *superclasses}):
        yield Statement(described.iri, _TYPE, bg(kind), version)
    yield Statement(described.iri, SKOS + "altLabel", Literal(described.name), version)
    yield from _identifiers(described, version)


def identity(described: Entity) -> Iterator[Statement]:
    """The decision that certain register rows are this entity (identity graph), and why.

    A row that several comparisons join has the surest of them as its reason; the only row of an
    entity has none, because nothing had to be decided.
    """
    for row in {row.id: row for row in described.entries}.values():
        link = link_iri(described, row)
        yield Statement(link, _TYPE, bg("IdentityLink"), IDENTITY)
        yield Statement(link, bg("entity"), described.iri, IDENTITY)
        yield Statement(link, bg("registerEntry"), Literal(row.id), IDENTITY)
        joined = [m for m in described.matches if row.id in (m.left.id, m.right.id)]
        if joined:
            best = max(joined, key=lambda match: (match.score, match.reason))
            yield Statement(link, bg("justification"), Literal(best.reason), IDENTITY)
            yield Statement(link, bg("confidence"), _decimal(best.score), IDENTITY)


def link_iri(described: Entity, row: Entry) -> str:
    """The node of an identity decision."""
    return mint("link", described.iri, row.source, row.key)


def describes(described: Entity, row: Entry) -> Iterator[Statement]:
    """That a register row describes an entity: the evidence of its name and identifiers.

    A former name has an evidence node of its own, which bears the name and its dates.
    """
    yield from _describes(described.iri, row.evidence, {})
    for name, since, until in row.former_names:
        stated = {"statedName": name, "statedDate": since, "statedUntil": until}
        yield from _describes(described.iri, row.evidence, stated)


def _describes(iri: str, evidence: Evidence, stated: Mapping[str, str]) -> Iterator[Statement]:
    node = mint("ev", iri, *_place(evidence), *stated.values())
    yield from _evidence(node, evidence)
    yield Statement(node, bg("describes"), iri, evidence.document)
    yield from _stated(node, stated, evidence.document)


def register(version: str, described: Source, table: str) -> Iterator[Statement]:
    """What a version of a register ``table`` is: a document version of its source."""
    yield Statement(version, _TYPE, bg("DocumentVersion"), version)
    yield Statement(version, DCTERMS + "isVersionOf", version.partition("/v/")[0], version)
    yield Statement(version, bg("fromSource"), source_iri(described.id), version)
    yield Statement(version, bg("recordKey"), Literal(table), version)
    yield Statement(version, DCTERMS + "title", Literal(described.title), version)
    if described.date:  # what is fetched row by row bears none
        yield Statement(version, DCTERMS + "issued", Literal(described.date), version)
    yield Statement(version, DCTERMS + "license", Literal(described.licence), version)
    yield Statement(version, DCTERMS + "source", Literal(described.url), version)
    if described.complete_for:
        yield from _completeness(version, described)


def _completeness(version: str, described: Source) -> Iterator[Statement]:
    """That what the register lacks is absent in France; taken back together with the version."""
    yield Statement(version, _TYPE, bg("CoverageStatement"), META)
    for predicate in described.complete_for:
        yield Statement(version, bg("coversPredicate"), bg(predicate), META)
    yield Statement(version, bg("inArea"), country_iri("FR"), META)
    yield Statement(version, bg("fromSource"), source_iri(described.id), META)
    yield Statement(version, DCTERMS + "issued", Literal(described.date), META)


def country_iri(code: str) -> str:
    """The node of a country by its ISO 3166 alpha-2 code."""
    return f"{DATA}country/{code.upper()}"


def _decimal(value: float) -> Literal:
    return Literal(f"{value:.4f}".rstrip("0").rstrip(".") or "0", XSD + "decimal")


def _integer(value: int) -> Literal:
    return Literal(str(value), XSD + "integer")
