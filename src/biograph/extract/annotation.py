"""The annotation form of JSON Lines: gold and predictions in, predictions out.

One document a line: id, lang, text, entities (text, start, end, type) and relations. Everything
that reads text speaks this form (``design``: scheme of extraction).
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from biograph.errors import DataError
from biograph.model import Claim, Document, Evidence, Extraction, Mention, Modality, Span
from biograph.terms import ENTITY_TYPES, PREDICATES, document_iri, version_iri

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path


_HINT = "one JSON object a line: id, text, entities (text, start, end, type), relations"


@dataclass(frozen=True, slots=True, kw_only=True)
class Entity:
    """One annotated name: half-open character offsets, a type of the scheme."""

    text: str
    start: int
    end: int
    type: str
    subtype: str = ""
    confidence: float = 1.0
    id: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Relation:
    """One annotated relation between surfaces; ``start`` and ``end`` delimit its evidence."""

    subject: str
    predicate: str
    object: str
    start: int = 0
    end: int = 0
    date: str = ""
    amount: str = ""
    modality: str = ""
    confidence: float = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Annotated:
    """One document with its annotations."""

    id: str
    text: str
    lang: str = ""
    entities: tuple[Entity, ...] = ()
    relations: tuple[Relation, ...] = ()


def _entity(text: str, raw: dict[str, Any]) -> Entity:
    start, end = int(raw["start"]), int(raw["end"])
    if not 0 <= start < end <= len(text):
        raise ValueError(f"offsets {start}-{end} lie outside the text of {len(text)} characters")
    if raw["type"] not in ENTITY_TYPES:
        raise ValueError(f"unknown entity type '{raw['type']}'")
    if raw.get("text", text[start:end]) != text[start:end]:
        raise ValueError(f"'{raw['text']}' is not the text at {start}-{end}: '{text[start:end]}'")
    return Entity(
        text=text[start:end],
        start=start,
        end=end,
        type=raw["type"],
        subtype=raw.get("subtype") or "",
        confidence=float(raw.get("confidence", 1.0)),
        id=raw.get("id") or "",
    )


def _relation(raw: dict[str, Any]) -> Relation:
    if raw["predicate"] not in PREDICATES:
        raise ValueError(f"unknown predicate '{raw['predicate']}'")
    return Relation(
        subject=raw["subject"],
        predicate=raw["predicate"],
        object=raw["object"],
        start=int(raw.get("start", 0)),
        end=int(raw.get("end", 0)),
        date=raw.get("date") or "",
        amount=raw.get("amount") or "",
        modality=raw.get("modality") or "",
        confidence=float(raw.get("confidence", 1.0)),
    )


def parse(line: str, *, where: str) -> Annotated:
    """One line of the form; ``where`` names file and line for the DataError of a malformed one."""
    try:
        raw = json.loads(line)
        text = raw["text"]
        return Annotated(
            id=str(raw["id"]),
            text=text,
            lang=raw.get("lang") or "",
            entities=tuple(_entity(text, e) for e in raw.get("entities") or ()),
            relations=tuple(_relation(r) for r in raw.get("relations") or ()),
        )
    except KeyError as error:
        raise DataError(f"{where}: the key {error} is missing", hint=_HINT) from error
    except (ValueError, TypeError, AttributeError) as error:
        raise DataError(f"{where}: {error}", hint=_HINT) from error


def read(path: Path) -> Iterator[Annotated]:
    """The documents of a file, in order; blank lines are passed over.

    Raises DataError naming the line that is not of the form, or the file that cannot be read.
    """
    try:
        with path.open(encoding="utf-8") as lines:
            for number, line in enumerate(lines, 1):
                if line.strip():
                    yield parse(line, where=f"{path}:{number}")
    except (OSError, UnicodeDecodeError) as error:
        raise DataError(f"{path}: cannot be read: {error}", hint=_HINT) from error


def document(annotated: Annotated, *, source: str = "input") -> Document:
    """The document to read, without its annotations."""
    iri = document_iri(source, annotated.id)
    return Document(
        iri=iri,
        version=version_iri(iri, annotated.text),
        source=source,
        key=annotated.id,
        lang=annotated.lang,
        title="",
        text=annotated.text,
    )


def _predicted(mention: Mention) -> Entity | None:
    if mention.span is None:
        return None
    return Entity(
        text=mention.text,
        start=mention.span.start,
        end=mention.span.end,
        type=mention.kind,
        subtype=mention.subtype,
        confidence=mention.score,
    )


def _claimed(claim: Claim) -> Relation:
    span = claim.evidence.span
    return Relation(
        subject=claim.subject.text,
        predicate=claim.predicate,
        object=claim.object.text,
        start=span.start if span else 0,
        end=span.end if span else 0,
        date=claim.date,
        amount=claim.amount,
        modality="" if claim.modality is Modality.ASSERTED else claim.modality.value,
        confidence=claim.score,
    )


def annotated(extraction: Extraction) -> Annotated:
    """What was read in a document; claims that are neither asserted nor planned stay out."""
    kept = (Modality.ASSERTED, Modality.PLANNED)
    return Annotated(
        id=extraction.document.key,
        text=extraction.document.text,
        lang=extraction.document.lang,
        entities=tuple(e for m in extraction.mentions if (e := _predicted(m))),
        relations=tuple(_claimed(c) for c in extraction.claims if c.modality in kept),
    )


def extraction(item: Annotated, read_in: Document) -> Extraction:
    """The inverse of ``annotated``: given annotations as mentions and claims of a document.

    Raises DataError for a relation whose ends are not annotated names.
    """
    mentions = tuple(_mention(entity) for entity in item.entities)
    named = {mention.text: mention for mention in reversed(mentions)}
    claims = tuple(_claim(relation, named, read_in) for relation in item.relations)
    return Extraction(document=read_in, mentions=mentions, claims=claims)


def _mention(entity: Entity) -> Mention:
    return Mention(
        text=entity.text,
        kind=entity.type,
        subtype=entity.subtype,
        span=Span(entity.start, entity.end),
        score=entity.confidence,
    )


def _claim(relation: Relation, named: Mapping[str, Mention], read_in: Document) -> Claim:
    missing = [end for end in (relation.subject, relation.object) if end not in named]
    if missing:
        raise DataError(
            f"{read_in.key}: '{missing[0]}' is an end of a relation but no entity",
            hint="annotate the name as an entity, with the longest form as the relation has it",
        )
    span = Span(relation.start, relation.end)
    return Claim(
        subject=named[relation.subject],
        predicate=relation.predicate,
        object=named[relation.object],
        evidence=Evidence(
            document=read_in.version,
            quote=read_in.text[span.start : span.end],
            span=span,
            lang=read_in.lang,
        ),
        modality=Modality(relation.modality or Modality.ASSERTED),
        date=relation.date,
        amount=relation.amount,
        score=relation.confidence,
        producer="annotation",
    )


def _json(item: Entity | Relation) -> dict[str, Any]:
    values = {name: getattr(item, name) for name in item.__slots__}
    optional = ("subtype", "date", "amount", "modality")
    kept = {k: v for k, v in values.items() if v != "" or k not in optional}
    if isinstance(item, Entity):
        kept["id"] = item.id or None
    kept["confidence"] = round(item.confidence, 3)
    return kept


def dump(item: Annotated) -> str:
    """One line of the form, without its line end; the same input gives the same line."""
    return json.dumps(
        {
            "id": item.id,
            "lang": item.lang,
            "text": item.text,
            "entities": [_json(e) for e in item.entities],
            "relations": [_json(r) for r in item.relations],
        },
        ensure_ascii=False,
    )


def write(items: Iterable[Annotated]) -> Iterator[str]:
    """The lines of a file of predictions, each with its line end."""
    for item in items:
        yield dump(item) + "\n"
