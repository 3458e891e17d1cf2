"""Annotations of texts elsewhere: offsets give the surfaces, a text that is not there is named."""

from __future__ import annotations

import csv
import json
from hashlib import sha256
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from biograph.errors import DataError
from biograph.extract import standoff
from biograph.extract.annotation import Annotated, Entity, Relation
from biograph.resources import extract
from biograph.terms import ENTITY_TYPES, PREDICATES

if TYPE_CHECKING:
    from pathlib import Path

TEXT = "Yposkesi, à Corbeil, a levé 49 M€.\nElle vise l’Été."
LINE: dict[str, Any] = {
    "id": "ilab:A1",
    "source": "ilab",
    "key": "A1",
    "field": "Résumé",
    "sha256": sha256(TEXT.encode()).hexdigest(),
    "lang": "fr",
    "entities": [[0, 8, "Company", "CDMO"], [12, 19, "Location"], [28, 33, "Money"]],
    "relations": [
        {
            "subject": [0, 8],
            "predicate": "locatedIn",
            "object": [12, 19],
            "evidence": [0, 34],
            "date": "2021-03",
            "amount": [28, 33],
            "modality": "planned",
        }
    ],
}


def snapshot(
    folder: Path, *texts: str, source: str = "ilab", field: str = "Résumé", name: str = "snapshot"
) -> Path:
    """A snapshot folder whose source has these texts in a column among others."""
    path = folder / name / standoff.FILES[source]
    path.parent.mkdir(parents=True)
    with path.open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(["key", field, "other"])
        rows.writerows([number, text, "Autre"] for number, text in enumerate(texts))
    return folder / name


def lines(folder: Path, *raws: dict[str, Any] | str) -> Path:
    """A file of annotations; a text stands as it is."""
    path = folder / "real.jsonl"
    told = [raw if isinstance(raw, str) else json.dumps(raw) for raw in raws]
    path.write_text("".join(f"{line}\n" for line in told), encoding="utf-8")
    return path


def refused(path: Path, folder: Path) -> str:
    """The message of what is not read; the hint is there too."""
    with pytest.raises(DataError) as caught:
        list(standoff.read(path, folder))
    assert caught.value.hint
    return caught.value.message


def test_a_text_is_found_by_its_digest(tmp_path: Path) -> None:
    """Wherever its row stands, and whatever key the annotation remembers."""
    folder = snapshot(tmp_path, "", "Un autre.", TEXT, "Un dernier.")
    (item,) = standoff.read(lines(tmp_path, LINE), folder)
    assert (item.id, item.lang, item.text) == ("ilab:A1", "fr", TEXT)


def test_spans_become_names_and_relations(tmp_path: Path) -> None:
    """Both ends, the amount and the evidence are cut out of the text; a subtype is kept."""
    (item,) = standoff.read(lines(tmp_path, LINE), snapshot(tmp_path, TEXT))
    assert item.entities == (
        Entity(text="Yposkesi", start=0, end=8, type="Company", subtype="CDMO"),
        Entity(text="Corbeil", start=12, end=19, type="Location"),
        Entity(text="49 M€", start=28, end=33, type="Money"),
    )
    assert item.relations == (
        Relation(
            subject="Yposkesi",
            predicate="locatedIn",
            object="Corbeil",
            start=0,
            end=34,
            date="2021-03",
            amount="49 M€",
            modality="planned",
        ),
    )


@pytest.mark.parametrize("left_out", ["date", "amount", "modality"])
def test_date_amount_and_modality_are_optional(tmp_path: Path, left_out: str) -> None:
    """What is left out is empty, the others stay."""
    told = {k: v for k, v in LINE["relations"][0].items() if k != left_out}
    path = lines(tmp_path, {**LINE, "relations": [told]})
    (item,) = standoff.read(path, snapshot(tmp_path, TEXT))
    full = {"date": "2021-03", "amount": "49 M€", "modality": "planned"}
    got = {name: getattr(item.relations[0], name) for name in full}
    assert got == {**full, left_out: ""}


def test_documents_come_in_the_order_of_the_file(tmp_path: Path) -> None:
    """Not in the order of the snapshot."""
    texts = ("Un.", "Deux.", "Trois.")
    raws = [
        {**LINE, "id": t, "sha256": sha256(t.encode()).hexdigest(), "entities": [], "relations": []}
        for t in reversed(texts)
    ]
    items = list(standoff.read(lines(tmp_path, *raws), snapshot(tmp_path, *texts)))
    assert items == [Annotated(id=t, text=t, lang="fr") for t in reversed(texts)]


@pytest.mark.parametrize(
    ("source", "field"),
    [("ilab", "Résumé"), ("pia", "Projet.Resume.Francais"), ("listed", "summary")],
)
def test_each_source_is_read_from_its_own_register(tmp_path: Path, source: str, field: str) -> None:
    """In the column that the annotation names."""
    folder = snapshot(tmp_path, TEXT, source=source, field=field)
    path = lines(tmp_path, {**LINE, "source": source, "field": field})
    assert [item.text for item in standoff.read(path, folder)] == [TEXT]


@pytest.mark.parametrize(
    ("source", "name"),
    [
        ("ilab", "ilab_laureats_1999_2023"),
        ("pia", "anr_pia_projets_2022"),
        ("listed", "societes_cotees_sante_fr"),
    ],
)
def test_registers_are_looked_for_under_their_names(tmp_path: Path, source: str, name: str) -> None:
    """As the snapshot has them."""
    message = refused(lines(tmp_path, {**LINE, "source": source}), tmp_path / "none")
    assert f"none/registries/{name}.csv" in message


def test_line_ends_and_blanks_of_a_text_are_kept(tmp_path: Path) -> None:
    """The digest is of the text as the register has it, quotes and foreign line ends included."""
    text = ' \tUn "mot",\r\ndeux\rtrois\n '
    digest = sha256(text.encode()).hexdigest()
    raw = {**LINE, "sha256": digest, "entities": [[0, 4, "Company"]], "relations": []}
    (item,) = standoff.read(lines(tmp_path, raw), snapshot(tmp_path, text))
    assert item.text == text
    assert item.entities[0].text == " \tUn"


def test_two_snapshots_are_not_taken_for_each_other(tmp_path: Path) -> None:
    """What was read in one says nothing of the other."""
    path = lines(tmp_path, LINE)
    assert list(standoff.read(path, snapshot(tmp_path, TEXT, name="one")))
    assert "real.jsonl:1: " in refused(path, snapshot(tmp_path, "Un autre.", name="other"))


def test_documents_of_the_project_need_no_snapshot(tmp_path: Path) -> None:
    """The source corpus is the bundled one."""
    corpus = (extract() / "corpus" / "documents.jsonl").read_text(encoding="utf-8").splitlines()
    text = json.loads(corpus[-1])["text"]
    raw = {
        **LINE,
        "source": "corpus",
        "field": "text",
        "sha256": sha256(text.encode()).hexdigest(),
        "entities": [[3, 9, "Company"]],
        "relations": [],
    }
    (item,) = standoff.read(lines(tmp_path, raw), tmp_path / "none")
    assert item.text == text
    assert item.entities[0].text == text[3:9]


# --- what is not there or not of the form ---------------------------------------------------------


def test_a_snapshot_without_the_register_is_an_error_of_data(tmp_path: Path) -> None:
    """The line that needs it and the file that is missing are told."""
    message = refused(lines(tmp_path, LINE), tmp_path / "none")
    assert message.startswith("real.jsonl:1: its text cannot be read: ")
    assert standoff.FILES["ilab"] in message


def test_another_edition_of_a_text_is_not_taken_for_it(tmp_path: Path) -> None:
    """One more blank and the offsets may not fit: the digest is told as unknown."""
    message = refused(lines(tmp_path, LINE), snapshot(tmp_path, f"{TEXT} "))
    assert message == f"real.jsonl:1: no such text or field: '{LINE['sha256']}'"


def test_only_the_named_column_is_looked_in(tmp_path: Path) -> None:
    """The same text elsewhere in the row is another text."""
    path = lines(tmp_path, {**LINE, "field": "other"})
    assert LINE["sha256"] in refused(path, snapshot(tmp_path, TEXT))


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"field": "Resume"}, "'Resume'"),
        ({"source": "bodacc"}, "'bodacc'"),
        ({"sha256": ""}, "''"),
        ({"entities": [[0, 8]]}, "not enough values"),
        ({"relations": [{**LINE["relations"][0], "evidence": [0]}]}, "out of range"),
        ({"relations": [{**LINE["relations"][0], "subject": [0]}]}, "out of range"),
        ({"relations": [{"predicate": "locatedIn"}]}, "'subject'"),
    ],
)
def test_a_bad_field_is_told_with_file_and_line(
    tmp_path: Path, change: dict[str, Any], says: str
) -> None:
    """The good line before it has been read."""
    folder = snapshot(tmp_path, TEXT)
    message = refused(lines(tmp_path, LINE, {**LINE, **change}), folder)
    assert message.startswith("real.jsonl:2: no such text or field: ")
    assert says in message


@pytest.mark.parametrize(
    "key", ["id", "source", "field", "sha256", "lang", "entities", "relations"]
)
def test_a_missing_field_is_told_with_file_and_line(tmp_path: Path, key: str) -> None:
    """All but the key of the row are needed."""
    path = lines(tmp_path, LINE, {k: v for k, v in LINE.items() if k != key})
    message = refused(path, snapshot(tmp_path, TEXT))
    assert message == f"real.jsonl:2: no such text or field: '{key}'"


@pytest.mark.parametrize("line", ['{"id": "a", "sou', "ilab"])
def test_what_is_no_json_is_told_with_file_and_line(tmp_path: Path, line: str) -> None:
    """A cut or empty line gives its number, not a traceback."""
    path = lines(tmp_path, LINE, line)
    assert refused(path, snapshot(tmp_path, TEXT)).startswith("real.jsonl:2: ")


# --- whatever the text ----------------------------------------------------------------------------


@st.composite
def annotations(draw: st.DrawFn) -> tuple[str, list[list[Any]], dict[str, Any]]:
    """Any text (quotes, line ends, characters of any plane), names and a relation in it."""
    characters = st.characters(exclude_categories=("Cs",)) | st.sampled_from(' \r\n\t",')
    text = draw(st.text(characters, min_size=1, max_size=40))

    def span() -> list[int]:
        start = draw(st.integers(0, len(text) - 1))
        return [start, draw(st.integers(start + 1, len(text)))]

    entities: list[list[Any]] = [
        [*span(), draw(st.sampled_from(ENTITY_TYPES)), *draw(st.sampled_from([[], ["CDMO"]]))]
        for _ in range(draw(st.integers(0, 3)))
    ]
    relation: dict[str, Any] = {
        "subject": span(),
        "predicate": draw(st.sampled_from(PREDICATES)),
        "object": span(),
        "evidence": span(),
    }
    if draw(st.booleans()):
        relation["amount"] = span()
    return text, entities, relation


@given(made=annotations())
def test_offsets_always_give_back_the_surfaces(
    tmp_path_factory: pytest.TempPathFactory, made: tuple[str, list[list[Any]], dict[str, Any]]
) -> None:
    """Whatever the characters, a name is the text between its offsets."""
    text, entities, relation = made
    folder = tmp_path_factory.mktemp("snapshot")
    digest = sha256(text.encode()).hexdigest()
    raw = {**LINE, "sha256": digest, "entities": entities, "relations": [relation]}
    (item,) = standoff.read(lines(folder, raw), snapshot(folder, "Un.", text))

    def cut(span: list[int]) -> str:
        return text[span[0] : span[1]]

    assert item.text == text
    assert [[e.start, e.end, e.type] for e in item.entities] == [e[:3] for e in entities]
    assert [e.subtype for e in item.entities] == ["".join(e[3:]) for e in entities]
    assert all(text[e.start : e.end] == e.text != "" for e in item.entities)
    (stated,) = item.relations
    assert stated.subject == cut(relation["subject"])
    assert stated.object == cut(relation["object"])
    assert [stated.start, stated.end] == relation["evidence"]
    assert stated.amount == (cut(relation["amount"]) if "amount" in relation else "")


@pytest.mark.parametrize("line", ["[]", '{"source": "corpus", "field": "text", "sha256": []}'])
def test_a_line_of_another_shape_is_named(tmp_path: Path, line: str) -> None:
    """JSON that is no document is an error with file and line, not a crash."""
    path = tmp_path / "gold.jsonl"
    path.write_text(line + "\n", encoding="utf-8")
    with pytest.raises(DataError, match=r"gold\.jsonl:1"):
        list(standoff.read(path, tmp_path))


def test_a_missing_file_of_annotations_is_named(tmp_path: Path) -> None:
    """The error tells which file cannot be read."""
    with pytest.raises(DataError, match="absent"):
        list(standoff.read(tmp_path / "absent.jsonl", tmp_path))
