"""Questions: their headers, and finding them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from biograph.ask import Parameter, library, load
from biograph.ask.library import VIEWS, read
from biograph.errors import QueryError
from biograph.model import Text

if TYPE_CHECKING:
    from pathlib import Path

TEXT = """#+ title.fr: Titre
#+ title.en: Title
#+ question.fr: Quoi : ceci ?
#+ question.en: What?
#+ params: class=iri:TherapyClass?car-t, name=text?, top=integer?10
#+ view: map
#+ tags: one two
SELECT * WHERE {
  VALUES ?class { UNDEF } VALUES ?name { UNDEF } VALUES ?top { UNDEF }
}
"""


def test_a_header_is_read() -> None:
    """Title and question in two languages, parameters with type and default, view and tags."""
    question = read(TEXT, name="x")
    assert question.title == Text(fr="Titre", en="Title")
    assert question.question.fr == "Quoi : ceci ?"
    assert question.parameters == (
        Parameter(name="class", type="iri", kind="TherapyClass", default="car-t"),
        Parameter(name="name", type="text"),
        Parameter(name="top", type="integer", default="10"),
    )
    assert question.view == "map"
    assert question.tags == ("one", "two")


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("view: map", "view: pie", "view: pie"),
        ("tags: one two", "tag: one", "tag: one"),
        ("tags: one two", "tags", "tags"),
        ("name=text?", "name=date?", "name=date"),
        ("name=text?", "other=text?", "has no VALUES line"),
    ],
)
def test_a_wrong_header_is_told(old: str, new: str, words: str) -> None:
    """A header line that is not understood is named, with the forms that are."""
    with pytest.raises(QueryError, match=words) as error:
        read(TEXT.replace(old, new), name="x")
    assert error.value.hint


def test_questions_are_found_by_name() -> None:
    """The name is the path in the folder without ending."""
    assert load("supply/single-source") is library()["supply/single-source"]


@pytest.mark.parametrize(
    ("wrong", "right"),
    [
        ("supply/single-sources", "supply/single-source"),
        ("suply/makers-of-inputs", "supply/makers-of-input"),
        ("shortage", "care/biologics-in-shortage"),
        ("evidence", "quality/evidence"),
    ],
)
def test_an_unknown_name_gets_near_ones(wrong: str, right: str) -> None:
    """A misspelt name is answered with the names that are near."""
    with pytest.raises(QueryError, match="there is no query") as error:
        load(wrong)
    assert right in error.value.hint


def test_a_name_like_no_other_gets_the_list() -> None:
    """Where nothing is near, the hint tells how to list all names."""
    with pytest.raises(QueryError) as error:
        load("zzz")
    assert "lists them all" in error.value.hint


def test_a_file_is_a_question(tmp_path: Path) -> None:
    """A path that ends in .rq is read; one that is no UTF-8 is named with the mend."""
    file = tmp_path / "mine.rq"
    file.write_text(TEXT, encoding="utf-8")
    assert load(str(file)).name == "mine"
    file.write_bytes(b"SELECT * WHERE { ?s ?p 'caf\xe9' }")
    with pytest.raises(QueryError, match=r"mine\.rq: cannot be read") as error:
        load(str(file))
    assert "UTF-8" in error.value.hint


def test_a_text_is_a_question() -> None:
    """A SPARQL text needs no header."""
    question = load("ASK { ?s ?p ?o }")
    assert question.parameters == ()
    assert question.name == ""


@pytest.mark.parametrize("name", sorted(library()))
def test_each_question_of_the_library_is_whole(name: str) -> None:
    """Title and question stand in both languages and differ, the view is known."""
    question = library()[name]
    for text in (question.title, question.question):
        assert text.fr
        assert text.en
        assert text.fr != text.en
    assert question.question.fr.rstrip().endswith(("?", "."))
    assert question.view in VIEWS
    assert question.tags


def test_titles_are_unique() -> None:
    """No two questions have the same title in one language."""
    for lang in ("fr", "en"):
        titles = [getattr(question.title, lang) for question in library().values()]
        assert len(titles) == len(set(titles))
