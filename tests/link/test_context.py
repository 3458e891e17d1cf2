"""A document that holds a full name or a town says which bearer of an acronym it speaks of."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from biograph.link import Linker, resolve
from biograph.link import profile as profiles
from biograph.link.context import NO_CONTEXT, in_town, of_text, support
from biograph.model import Claim, Evidence, Identifier, Mention
from tests.link.test_identity import annotation_type, entry

ZOOLOGY = entry(
    "rnsr", "1", "Institut de Zoologie Amazonienne", kind="Laboratory", city="Rennes",
    aliases=["IZA"],
)  # fmt: skip
ZINC = entry(
    "rnsr", "2", "Imagerie du Zinc et Acoustique", kind="Laboratory", city="Saint-Denis",
    aliases=["IZA"],
)  # fmt: skip


@pytest.fixture(scope="module")
def linker():
    entities = resolve([ZOOLOGY, ZINC], annotation_type=annotation_type).entities
    return Linker(entities, annotation_type=annotation_type)


def read(row):
    return profiles.of_entry(row, annotation_type)


def link(linker, context):
    return linker.link(Mention(text="IZA", kind="ResearchOrganization"), context)


@pytest.mark.parametrize(
    ("text", "row"),
    [
        ("L'Institut de zoologie AMAZONIENNE (IZA) recrute.", ZOOLOGY),
        ("IZA : imagerie du zinc et acoustique", ZINC),
        ("L'IZA, à Rennes, recrute.", ZOOLOGY),
        ("Une équipe de l'IZA (SAINT DENIS)", ZINC),
        ("L'Institut de zoologie amazonienne a un labo d'imagerie à Saint-Denis : l'IZA.", ZOOLOGY),
    ],
)
def test_the_document_tells_which_bearer_of_an_acronym_it_means(linker, text, row):
    """The full name decides, else the town; the score says that the context was needed."""
    found = link(linker, of_text(text))
    assert found.entity.name == row.name
    assert found.score < 1


@pytest.mark.parametrize(
    "text",
    [
        "",
        "L'IZA recrute.",
        "L'IZA, entre Rennes et Saint-Denis",
        "Institut de Zoologie Amazonienne et Imagerie du Zinc et Acoustique : IZA",
        "IZA (institut)",
        "L'IZA de Rennesaintdenis",
    ],
)
def test_nothing_is_chosen_where_both_fit_or_none(linker, text):
    """A document that speaks of both, or of neither, leaves the acronym open and tells both."""
    found = link(linker, of_text(text))
    assert found.entity.provisional
    assert {c.entity.name for c in found.candidates} == {ZOOLOGY.name, ZINC.name}


def test_a_row_has_no_context(linker):
    """Without a document nothing supports anyone."""
    assert link(linker, NO_CONTEXT).entity.provisional
    assert support(read(ZOOLOGY), NO_CONTEXT) == 0


def test_the_whole_name_and_the_town_count_and_the_acronym_does_not():
    """All of a name is 1, the acronym that is in question is nothing."""
    known = read(ZOOLOGY)
    assert support(known, of_text("IZA")) == 0
    assert support(known, of_text("l'institut de zoologie amazonienne")) == pytest.approx(1)
    assert 0 < support(known, of_text("la zoologie")) < 1
    whole = of_text("l'institut de zoologie amazonienne de Rennes")
    assert support(known, whole) > 1


@pytest.mark.parametrize(
    ("city", "text", "there"),
    [
        ("Saint-Denis", "à SAINT DENIS.", True),
        ("Saint-Denis", "à Saint-Denisot", False),
        ("Lyon", "le Lyonnais", False),
        ("", "à Lyon", False),
    ],
)
def test_a_town_is_named_by_its_whole_name(city, text, there):
    """Lyonnais is not Lyon, and who has no town is in none."""
    known = read(entry("rnsr", "1", "Alpha", kind="Laboratory", city=city))
    assert in_town(known, of_text(text)) is there


@given(
    st.lists(st.sampled_from(["institut", "zoologie", "amazonienne", "Rennes", "zinc", "paris"])),
    st.sampled_from(["institut", "zoologie", "amazonienne", "Rennes", "zinc"]),
)
def test_a_longer_document_never_supports_less(words, more):
    """A word that is added may only speak for a candidate."""
    known = read(ZOOLOGY)
    less, longer = of_text(" ".join(words)), of_text(" ".join([*words, more]))
    assert support(known, less) <= support(known, longer) + 1e-9


RENNES = entry("ror", "3", "Laboratoire Zygomatique de Rennes", kind="Laboratory", city="Rennes")
LENS = entry("ror", "4", "Laboratoire Zygomatique de Lens", kind="Laboratory", city="Lens")
FIRM = entry("ilab", "5", "Kaleidoscopic Waves in Drug Design", country="")
SUBJECT = entry("ilab", "6", "Zymopharm", country="")


@pytest.fixture(scope="module")
def speaking():
    rows = [ZOOLOGY, ZINC, RENNES, LENS, FIRM, SUBJECT]
    entities = resolve(rows, annotation_type=annotation_type).entities
    return Linker(entities, annotation_type=annotation_type)


@pytest.mark.parametrize(
    ("said", "text", "row"),
    [
        ("LZR", "Le Laboratoire Zygomatique de Rennes (LZR) recrute.", RENNES),
        ("Zygomatique", "Le Laboratoire zygomatique de Lens recrute.", LENS),
        ("Zygomatique", "Les laboratoires Zygomatique de Lens et zygomatique de Rennes.", None),
        ("Zygomatique", "Un laboratoire.", None),
        ("IZA", "L'Institut de zoologie amazonienne (IZA) à Saint-Denis.", ZOOLOGY),
        ("IZA", "L'Instance zurichoise d'arbitrage (IZA) à Rennes.", None),
    ],
)
def test_a_short_form_is_read_as_what_the_document_calls_in_full(speaking, said, text, row):
    """By what it explains, else by the only longer name it holds; another full name is another."""
    mention = Mention(text=said, kind="ResearchOrganization")
    found = speaking.link(mention, of_text(text))
    assert found.entity.provisional is (row is None)
    assert row is None or found.entity.name == row.name


@pytest.mark.parametrize("said", ["KWDD", "Kaleidoscopic Waves", "ZYMOHARM"])
def test_a_document_speaks_of_its_own_subject(speaking, said):
    """A slip, a part or the letters of its subject's name mean the subject, and only there."""
    mention = Mention(text=said, kind="Company")
    found = speaking.link(mention, of_text(f"{said} recrute.", [FIRM, SUBJECT]))
    assert found.entity.name in {FIRM.name, SUBJECT.name}
    assert found.score < 1
    assert speaking.link(mention, of_text(f"{said} recrute.")).entity.provisional


def test_a_document_may_explain_the_name_of_its_own_subject():
    """The letters of a project are its name; elsewhere another full name is another actor."""
    project = entry("ilab", "7", "ZiGaRo", country="")
    entities = resolve([project], annotation_type=annotation_type).entities
    linker = Linker(entities, annotation_type=annotation_type)
    mention = Mention(text="ZiGaRo", kind="Company")
    text = "Le projet ZiGaRo (Zinc Gain in Rotation) recrute."
    assert of_text(text).full_names
    assert linker.link(mention, of_text(text, [project])).entity.iri == entities[0].iri
    assert linker.link(mention, of_text(text)).entity.provisional


def test_a_thing_that_is_no_organisation_is_not_read_as_the_subject(speaking):
    """A product named like the firm is not the firm."""
    mention = Mention(text="ZYMOHARM", kind="Therapy")
    assert speaking.link(mention, of_text("ZYMOHARM", [SUBJECT])).entity.provisional


def test_the_region_of_a_row_is_part_of_the_context():
    """The row of a winner tells the region in which it lies."""
    bretagne = Mention(text="Bretagne", kind="Location", identifiers=(Identifier("region", "53"),))
    claim = Claim(
        subject=Mention(text="Zymo", kind="Company"),
        predicate="locatedIn",
        object=bretagne,
        evidence=Evidence(document="https://e/1", quote="Zymo"),
        producer="test",
    )
    assert of_text("Zymo", declared=[claim]).regions == {"bretagne"}
    assert not of_text("Zymo à Rennes").regions
