"""The annotation form: what is read is what was written, malformed lines are named."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from biograph.errors import DataError
from biograph.extract import annotation
from biograph.extract.annotation import Annotated, Entity, Relation
from biograph.model import Claim, Evidence, Extraction, Mention, Modality, Span
from biograph.terms import ENTITY_TYPES, PREDICATES

if TYPE_CHECKING:
    from pathlib import Path

LINE = {
    "id": "a",
    "lang": "fr",
    "text": "Yposkesi est à Corbeil.",
    "entities": [
        {"text": "Yposkesi", "start": 0, "end": 8, "type": "Company", "subtype": "CDMO", "id": None}
    ],
    "relations": [
        {
            "subject": "Yposkesi",
            "predicate": "locatedIn",
            "object": "Corbeil",
            "start": 0,
            "end": 23,
        }
    ],
}


def test_a_line_gives_its_entities_and_relations() -> None:
    """Types, subtypes, offsets and surfaces come out as they stand."""
    item = annotation.parse(json.dumps(LINE), where="x:1")
    assert item.entities[0] == Entity(
        text="Yposkesi", start=0, end=8, type="Company", subtype="CDMO"
    )
    assert item.relations[0].predicate == "locatedIn"


def test_only_id_and_text_are_needed() -> None:
    """Input without language and annotations is a document."""
    assert annotation.parse('{"id": 7, "text": "é"}', where="x:1") == Annotated(id="7", text="é")


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"text": None}, "NoneType"),
        ({"entities": [{"start": 0, "end": 99, "type": "Company"}]}, "outside the text"),
        ({"entities": [{"start": 5, "end": 5, "type": "Company"}]}, "outside the text"),
        ({"entities": [{"start": 0, "end": 8, "type": "Firm"}]}, "unknown entity type 'Firm'"),
        ({"entities": [{"text": "X", "start": 0, "end": 8, "type": "Company"}]}, "is not the text"),
        ({"entities": [{"start": 0, "type": "Company"}]}, "'end' is missing"),
        ({"entities": [3]}, ":3: "),
        ({"relations": [{"subject": "a", "predicate": "loves", "object": "b"}]}, "'loves'"),
    ],
)
def test_a_malformed_line_is_named(tmp_path: Path, change: dict[str, Any], says: str) -> None:
    """The error tells file, line and what is wrong."""
    path = tmp_path / "gold.jsonl"
    good = json.dumps(LINE)
    path.write_text(f"{good}\n\n{json.dumps({**LINE, **change})}\n", encoding="utf-8")
    with pytest.raises(DataError) as caught:
        list(annotation.read(path))
    assert f"{path}:3" in caught.value.message
    assert says in caught.value.message
    assert caught.value.hint


def test_what_is_no_json_is_named(tmp_path: Path) -> None:
    """A cut line gives its number, not a traceback."""
    path = tmp_path / "gold.jsonl"
    path.write_text('{"id": "a", "te', encoding="utf-8")
    with pytest.raises(DataError, match=r"gold\.jsonl:1"):
        list(annotation.read(path))


def test_a_missing_or_undecodable_file_is_an_error_of_data(tmp_path: Path) -> None:
    """The reader of a file raises DataError for whatever keeps it from reading."""
    with pytest.raises(DataError, match="cannot be read"):
        list(annotation.read(tmp_path / "none.jsonl"))
    (tmp_path / "bad.jsonl").write_bytes(b"\xff\xfe{}\n")
    with pytest.raises(DataError, match="cannot be read"):
        list(annotation.read(tmp_path / "bad.jsonl"))


@st.composite
def documents(draw: st.DrawFn) -> Annotated:
    """Any document with any entities and relations of the scheme."""
    text = draw(st.text(min_size=1, max_size=40).filter(lambda t: t.isprintable()))
    entities = []
    for _ in range(draw(st.integers(0, 3))):
        start = draw(st.integers(0, len(text) - 1))
        end = draw(st.integers(start + 1, len(text)))
        kind = draw(st.sampled_from(ENTITY_TYPES))
        entities.append(
            Entity(text=text[start:end], start=start, end=end, type=kind, confidence=0.5)
        )
    relation = Relation(
        subject=text[:1], predicate=draw(st.sampled_from(PREDICATES)), object=text, date="2021"
    )
    return Annotated(id="d", text=text, entities=tuple(entities), relations=(relation,))


@given(documents())
def test_writing_then_reading_gives_the_same(item: Annotated) -> None:
    """The form loses nothing, whatever the characters."""
    assert annotation.parse(annotation.dump(item), where="x:1") == item


def _extraction(modality: Modality) -> Extraction:
    document = annotation.document(Annotated(id="a", text="Acme vend Bolu.", lang="fr"))
    acme = Mention(text="Acme", kind="Company", span=Span(0, 4), score=0.9)
    bolu = Mention(text="Bolu", kind="Therapy", span=Span(10, 14))
    quote = Evidence(document=document.version, quote=document.text, span=Span(0, 15), lang="fr")
    claim = Claim(
        subject=acme,
        predicate="distributes",
        object=bolu,
        evidence=quote,
        modality=modality,
        producer="test@1",
    )
    return Extraction(document=document, mentions=(acme, bolu), claims=(claim,))


def test_an_extraction_becomes_a_line_and_back() -> None:
    """Mentions become entities with their offsets, claims relations with their evidence."""
    item = annotation.annotated(_extraction(Modality.ASSERTED))
    assert [(e.text, e.start, e.type) for e in item.entities] == [
        ("Acme", 0, "Company"),
        ("Bolu", 10, "Therapy"),
    ]
    assert item.relations[0].end == 15
    assert next(annotation.write([item])).endswith("\n")


@pytest.mark.parametrize("modality", [Modality.NEGATED, Modality.HYPOTHETICAL, Modality.ENDED])
def test_what_is_not_held_to_be_true_stays_out(modality: Modality) -> None:
    """Negated, hoped-for and ended claims are no relations of the form."""
    assert annotation.annotated(_extraction(modality)).relations == ()


def test_a_plan_is_marked_as_one() -> None:
    """Planned claims are written with their modality."""
    line = json.loads(annotation.dump(annotation.annotated(_extraction(Modality.PLANNED))))
    assert line["relations"][0]["modality"] == "planned"
    assert "date" not in line["relations"][0]
