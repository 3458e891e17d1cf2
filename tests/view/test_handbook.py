"""The handbook: every term once in each language, with its uses; every link leads somewhere."""

from __future__ import annotations

import re
import subprocess
from html.parser import HTMLParser
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import unquote

import pytest

from biograph import ask, resources, vocabulary
from biograph.model import Literal, Statement, Text
from biograph.run.handbook import pages, write
from biograph.terms import DATA, DCTERMS, ONTOLOGY, ONTOLOGY_GRAPH, OWL, RDFS, SKOS
from biograph.view.handbook import Asked, handbook
from biograph.view.handbook.diagram import diagram
from biograph.view.handbook.words import Words
from biograph.view.words import WORDS

if TYPE_CHECKING:
    from tests.view.conftest import Opener

ROOT = resources.ontology().parent
COMMITTED = ROOT / "docs" / "ontology"
HOSTILE = "<script>alert(1)</script>\"'><img src=x onerror=alert(2)>"


class Reader(HTMLParser):
    """The ids, links and loaded things of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.links: list[str] = []
        self.loaded: list[tuple[str, str]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if given.get("id"):
            self.ids.append(str(given["id"]))
        if tag == "a" and given.get("href"):
            self.links.append(str(given["href"]))
        if tag in {"script", "img", "iframe", "object", "source"} or (
            tag == "link" and given.get("rel") != "icon"
        ):
            self.loaded.append((tag, str(given.get("src") or given.get("href") or "")))


def read(text: str) -> Reader:
    """A page as its reader finds it."""
    reader = Reader()
    reader.feed(text)
    return reader


FILES = dict(pages())
PAGES = {name: read(text) for name, text in FILES.items() if name.endswith(".html")}


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_every_term_stands_on_one_page(lang: str) -> None:
    """Each word of the lists, class, property and individual has one place in each language."""
    labelled = {
        s.subject
        for s in vocabulary.statements()
        if s.predicate == SKOS + "prefLabel" and s.subject.startswith((DATA, ONTOLOGY))
    }
    ids = [i for name, page in PAGES.items() if name.startswith(lang) for i in page.ids]
    for iri in labelled:
        anchor = iri.removeprefix(ONTOLOGY).removeprefix(DATA).replace("/", "-")
        assert ids.count(anchor) == 1, iri
    assert len(labelled) > 850


@pytest.mark.parametrize("name", sorted(PAGES))
def test_every_link_leads_somewhere(name: str) -> None:
    """Links within the handbook meet a page and a place on it; others are web addresses."""
    folder = Path(name).parent
    for link in PAGES[name].links:
        if link.startswith(("https://", "http://")):
            continue
        file, _, place = unquote(link).partition("#")
        target = (folder / file).as_posix() if file else name
        target = re.sub(r"^(fr|en)/\.\./", "", target)
        assert target in FILES, link
        if place and place != "content":
            assert place in PAGES[target].ids, link


@pytest.mark.parametrize("name", sorted(PAGES))
def test_ids_are_unique_and_nothing_is_loaded(name: str) -> None:
    """A page loads no script and nothing but the picture beside it."""
    assert len(PAGES[name].ids) == len(set(PAGES[name].ids))
    assert all(tag == "img" and f"{name[:3]}{src}" in FILES for tag, src in PAGES[name].loaded)


def section(name: str, anchor: str) -> str:
    """The part of a page about one term."""
    found = re.search(rf'<article id="{re.escape(anchor)}".*?</article>', FILES[name], re.DOTALL)
    assert found, anchor
    return found[0]


def test_a_term_shows_the_questions_that_use_it() -> None:
    """Who opens a class or property sees the questions in whose text it stands."""
    assert 'href="questions.html#actors/cdmos-by-modality"' in section("fr/actors.html", "CDMO")
    assert 'href="questions.html#supply/owners"' in section("en/actors.html", "subsidiaryOf")


def test_a_term_shows_the_recipes_that_require_it() -> None:
    """Who opens an input sees each line that requires it, also in a narrower form."""
    narrow = section("fr/input-Equipment.html", "input-su-bioreactor")
    broad = section("fr/input-Equipment.html", "input-bioreactor")
    line = 'href="family-monoclonal_antibody.html#su-bioreactor"'
    assert line in narrow
    assert line in broad
    assert WORDS["needed_by"].fr in narrow
    assert WORDS["needed_narrower"].fr in broad
    assert 'id="su-bioreactor"' in FILES["fr/family-monoclonal_antibody.html"]


def test_an_operation_shows_the_lines_it_needs() -> None:
    """Who opens a unit operation sees in which recipes it stands."""
    found = section("en/operation.html", "operation-transduction")
    assert 'href="family-autologous_car_t.html#lv-vector-bank"' in found


def test_a_term_shows_its_neighbours_alignments_and_source() -> None:
    """Superclass, subclasses, corresponding terms elsewhere and the norm behind a term are told."""
    found = section("en/actors.html", "CDMO")
    assert 'href="actors.html#Company"' in found
    assert 'href="actors.html#ViralVectorCDMO"' in found
    assert "BusinessOrganization" in found
    fractionator = section("en/actors.html", "PlasmaFractionator")
    assert "https://eur-lex.europa.eu/eli/dir/2001/83/oj" in fractionator


def test_retired_terms_are_marked() -> None:
    """A term that is no longer in use says so and leads to what took its place."""
    found = section("fr/provenance.html", "Document")
    assert "retiré" in found
    assert 'href="provenance.html#DocumentVersion"' in found


def test_a_retired_family_keeps_its_page_and_leaves_the_list() -> None:
    """Old links still tell what took its place; nobody is led there otherwise."""
    name = "family-allogeneic_car_t_nk"
    found = section(f"en/{name}.html", name)
    assert 'href="family-car_nk.html#family-car_nk"' in found
    linked = {link for page in PAGES.values() for link in page.links}
    assert f"{name}.html" not in linked


@pytest.mark.parametrize("kind", ["input", "class", "operation", "stage", "family"])
def test_a_retired_word_of_any_kind_has_a_page(kind: str) -> None:
    """Retiring a row of any table leaves the handbook whole."""
    said = {"input": "bioreactor", "class": "mab", "operation": "apheresis"}
    successor = {**said, "stage": "discovery", "family": "mrna_vaccine"}[kind]
    old, new = f"{DATA}{kind}/old", f"{DATA}{kind}/{successor}"
    retired = [
        Statement(old, OWL + "deprecated", Literal("true"), ONTOLOGY_GRAPH),
        Statement(old, DCTERMS + "isReplacedBy", new, ONTOLOGY_GRAPH),
        Statement(old, SKOS + "prefLabel", Literal("vieux", lang="fr"), ONTOLOGY_GRAPH),
        Statement(old, SKOS + "prefLabel", Literal("old", lang="en"), ONTOLOGY_GRAPH),
    ]
    statements = [*vocabulary.statements(), *retired]
    made = dict(handbook(statements, vocabulary.terms(), vocabulary.recipes(), (), ()))
    assert sum(f'<article id="{kind}-old"' in text for text in made.values()) == 2


def test_classes_in_a_circle_are_drawn_and_end() -> None:
    """A slip that puts a class below itself does not hang the handbook: the check tells of it."""
    company, cdmo = ONTOLOGY + "Company", ONTOLOGY + "CDMO"
    slip = Statement(company, RDFS + "subClassOf", cdmo, ONTOLOGY_GRAPH)
    known = Words([*vocabulary.statements(), slip])
    terms = [iri for iri in known.terms() if known.home(iri) == "actors"]
    texts = [box.text for box in diagram(terms, known, lang="en").boxes]
    assert known.label(company, "en") in texts


def test_every_question_is_told_with_its_text() -> None:
    """The page of questions holds each one of the library, in the words of the language."""
    for name, question in ask.library().items():
        assert name in PAGES["en/questions.html"].ids
        assert question.title.en in FILES["en/questions.html"].replace("&#39;", "'")


def test_every_family_has_its_picture() -> None:
    """The recipe of each family is drawn beside its page, in both languages."""
    families = {line.family for line in vocabulary.recipes()}
    for lang in ("fr", "en"):
        pictures = {Path(n).stem for n in FILES if n.startswith(lang) and n.endswith(".svg")}
        assert pictures == families


def test_hostile_words_are_shown_and_do_nothing() -> None:
    """Markup in a label, definition, question or synonym is text on every page."""
    word = DATA + "stage/discovery"
    texts = {SKOS + p for p in ("prefLabel", "definition", "altLabel")}
    statements = [
        s._replace(object=Literal(HOSTILE, lang=s.object.lang))
        if s.subject == word and s.predicate in texts and isinstance(s.object, Literal)
        else s
        for s in vocabulary.statements()
    ]
    evil = Text(fr=HOSTILE, en=HOSTILE)
    asked = [Asked(name="x/y", room="x", title=evil, question=evil, text=f"# {HOSTILE} bg:CDMO")]
    made = handbook(statements, vocabulary.terms(), vocabulary.recipes(), (), asked)
    for name, text in made:
        if name.endswith(".html"):
            assert "<script" not in text, name
            assert "<img src=x" not in text, name


def test_the_same_ontology_gives_the_same_files(tmp_path: Path) -> None:
    """Writing twice changes nothing, and what no longer belongs there goes."""
    assert write(tmp_path / "h") == len(FILES)
    (tmp_path / "h" / "fr" / "old.html").write_text("old", encoding="utf-8")
    write(tmp_path / "h")
    written = {
        p.relative_to(tmp_path / "h").as_posix(): p.read_text(encoding="utf-8")
        for p in (tmp_path / "h").rglob("*")
        if p.is_file()
    }
    assert written == FILES


def edited() -> str:
    """What of ontology, questions and pages is not committed yet; empty outside a checkout."""
    command = ["git", "status", "--porcelain", "--", "ontology", "queries", "src", "docs/ontology"]
    found = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    return found.stdout if found.returncode == 0 else ""


def test_committed_pages_are_those_of_the_ontology() -> None:
    """The pages in docs/ say what the ontology says: make docs was run before the commit."""
    if edited():
        pytest.skip("the ontology is being edited: run make docs before the commit")
    held = {p.relative_to(COMMITTED).as_posix() for p in COMMITTED.rglob("*") if p.is_file()}
    assert held == FILES.keys(), "run: make docs"
    stale = [n for n, text in FILES.items() if (COMMITTED / n).read_text("utf-8") != text]
    assert not stale, "run: make docs"


@pytest.mark.browser
@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize(
    "name",
    ["fr/index.html", "en/actors.html", "fr/family-autologous_car_t.html", "en/questions.html"],
)
def test_pages_fit_and_complain_of_nothing(
    tmp_path: Path, opened: Opener, name: str, width: int
) -> None:
    """In a browser no page is wider than the window, from a phone on, and nothing goes wrong."""
    for picture in (n for n in FILES if n.startswith(name[:3]) and n.endswith(".svg")):
        (tmp_path / Path(picture).name).write_text(FILES[picture], encoding="utf-8")
    found = opened(FILES[name], width=width)
    assert found.page.evaluate("document.documentElement.scrollWidth") <= width
    assert found.page.evaluate("[...document.images].every(i => i.complete && i.naturalWidth)")
    assert found.complaints == []
    assert found.outside == []
