"""Recipes as pictures: nothing is left out, nothing overlaps, every file stands by itself."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations, pairwise
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import pytest

from biograph import vocabulary
from biograph.view.lettering import text_width
from biograph.view.recipe import WIDTH, draw, recipe_svg

if TYPE_CHECKING:
    from biograph.view.say import Lang
    from biograph.vocabulary import RecipeLine, Term

TERMS = vocabulary.terms()
FAMILIES = [term for term in TERMS if term.kind == "TherapyFamily"]
SVG = "{http://www.w3.org/2000/svg}"


def lines_of(family: Term) -> list[RecipeLine]:
    """The recipe of a family."""
    return [line for line in vocabulary.recipes() if line.family == family.id]


def texts(svg: str) -> str:
    """All words of a picture that a reader sees, joined."""
    return " ".join("".join(node.itertext()) for node in ET.fromstring(svg).iter(f"{SVG}text"))


@pytest.mark.parametrize("lang", ["fr", "en"])
@pytest.mark.parametrize("family", FAMILIES, ids=lambda f: f.id)
def test_every_requirement_is_in_the_picture(family: Term, lang: Lang) -> None:
    """Each line of the recipe can be read, in the language of the picture, with its stage."""
    shown = texts(recipe_svg(family, lines_of(family), TERMS, lang=lang)).replace("- ", "")
    known = {term.iri.rsplit("/id/", 1)[1]: term for term in TERMS}
    for line in lines_of(family):
        for key in (f"input/{line.requirement}", f"stage/{line.stage}"):
            words = known[key].labels[lang].replace("- ", "").split()
            assert all(word in shown for word in words), key


@pytest.mark.parametrize("family", FAMILIES, ids=lambda f: f.id)
def test_boxes_lie_apart_and_inside(family: Term) -> None:
    """No box touches another, none leaves its band or the picture."""
    picture = draw(family, lines_of(family), TERMS, lang="fr")
    assert all(above.y + above.height == below.y for above, below in pairwise(picture.bands))
    for band in picture.bands:
        for box in band.boxes:
            assert band.y <= box.y
            assert box.y + box.height <= band.y + band.height
            assert box.x + picture.box <= WIDTH + 0.01
        for a, b in combinations(band.boxes, 2):
            beside = a.x + picture.box <= b.x or b.x + picture.box <= a.x
            assert beside or a.y + a.height <= b.y or b.y + b.height <= a.y
    assert picture.bands[-1].y + picture.bands[-1].height <= picture.height


@pytest.mark.parametrize("family", FAMILIES, ids=lambda f: f.id)
def test_letters_stay_in_their_box(family: Term) -> None:
    """No line of text is wider than its box or stands below it."""
    picture = draw(family, lines_of(family), TERMS, lang="fr")
    for box in (box for band in picture.bands for box in band.boxes):
        for line in box.lines:
            size = 13 if line.style == "what" else 10.5
            assert text_width(line.text, size=size) <= picture.box
            assert box.y < line.y < box.y + box.height


def test_alternatives_share_a_box_and_groups_do_not() -> None:
    """One box a group; in it one "or" less than there are lines."""
    (family,) = (f for f in FAMILIES if f.id == "monoclonal_antibody")
    lines = lines_of(family)
    boxes = [b for band in draw(family, lines, TERMS, lang="en").bands for b in band.boxes]
    assert len(boxes) == len({line.group for line in lines})
    joined = sum(line.style == "or" for box in boxes for line in box.lines)
    assert joined == len(lines) - len(boxes)


def test_nested_recipes_and_textbook_knowledge_are_marked() -> None:
    """A requirement with a recipe of its own leads to that picture; what has no page says so."""
    (family,) = (f for f in FAMILIES if f.id == "autologous_car_t")
    first, *rest = lines_of(family)
    svg = recipe_svg(family, [replace(first, basis="textbook"), *rest], TERMS, lang="fr")
    assert 'href="lentiviral_vector.svg"' in svg
    assert "savoir de manuel" in texts(svg)


def test_hostile_words_are_text() -> None:
    """A label with markup is shown, not obeyed."""
    (family,) = (f for f in FAMILIES if f.id == "plasmid_dna")
    evil = replace(family, labels={"fr": "<script>alert(1)</script>", "en": "x"})
    svg = recipe_svg(evil, lines_of(family), TERMS, lang="fr")
    assert ET.fromstring(svg).find(f".//{SVG}script") is None
    assert "<script>alert(1)</script>" in texts(svg)


def test_picture_needs_nothing_from_outside() -> None:
    """No address but that of the SVG namespace stands in the file."""
    (family,) = (f for f in FAMILIES if f.id == "mrna_vaccine")
    svg = recipe_svg(family, lines_of(family), TERMS, lang="en")
    assert svg.count("http") == 1
