"""A name that says too little alone is understood in its document, or left alone."""

import pytest

from biograph.link import Linker, resolve
from biograph.link.context import of_text
from biograph.model import Identifier, Mention, Span
from tests.link.test_identity import annotation_type, entry

LAB = "ResearchOrganization"
ROWS = [
    entry("ror", "zr", "Institut des zèbres rayés et tachetés", kind=LAB, aliases=["IZRT"],
          city="Lens", ids=[("ror", "0zr")]),
    entry("ror", "nice", "Université de Zébrane Sophia", kind=LAB, city="Zébrane"),
    entry("ror", "criz", "Centre de recherche en zoologie, signal et automatique de Lens",
          kind=LAB, aliases=["CRIZAL", "UMR 9189"], city="Lens"),
    entry("ror", "g1", "Institut Zygomatique des hautes terres", kind=LAB, city="Pau"),
    entry("ror", "g2", "Institut Kaleidoscopique des basses terres", kind=LAB, city="Pau"),
    entry("ror", "g3", "Institut Kaleidoscopique des hautes mers", kind=LAB, city="Nice"),
    entry("actors", "firm", "ZebraZanecca", kind="Company"),
    entry("finess", "hop", "GHU SITE ALBERT ZYGOMATIS XYLOPHONE", kind="Hospital", city="Créteil"),
    entry("actors", "chul", "CHU de Lens", kind="Hospital", city="Lens"),
    entry("actors", "chup", "CHU de Pau", kind="Hospital", city="Pau"),
    entry("actors", "cnrs", "CNRS", kind=LAB, city="Paris"),
    entry("rnsr", "dr1", "Direction de la recherche clinique", kind=LAB, city="Dole",
          ids=[("rnsr", "199512347C")]),
    entry("rnsr", "dr2", "Direction de la recherche clinique", kind=LAB, city="Dole",
          ids=[("rnsr", "200412347D")]),
    entry("finess", "old", "Centre hospitalier public du Zébrantin", kind="Hospital",
          city="Zébranbourg Octeville", ids=[("finess", "500000187")]),
    entry("ror", "new", "Centre hospitalier public du Zébrantin", kind="Hospital",
          city="Zébranbourg-en-Zébrantin", ids=[("ror", "04fev8a92")]),
    entry("rnsr", "saint1", "Institut de Brassage", kind=LAB, city="Saint-Denis",
          ids=[("rnsr", "199512348D")]),
    entry("rnsr", "saint2", "Institut de Brassage", kind=LAB, city="Saint-Malo",
          ids=[("rnsr", "200412348E")]),
    entry("rnsr", "here", "Laboratoire de Pomologie", kind=LAB, city="Nancy",
          ids=[("rnsr", "199512346B")]),
    entry("rnsr", "there", "Laboratoire de Pomologie", kind=LAB, city="Metz",
          ids=[("rnsr", "200412346C")]),
    entry("ror", "smz1", "Société mycologique des alpages", kind=LAB, aliases=["SMZ"],
          city="Paris"),
    entry("ror", "smz2", "Société mathématique zurichoise", kind=LAB, aliases=["SMZ"],
          city="Lyon"),
]  # fmt: skip


@pytest.fixture(scope="module")
def linker():
    entities = resolve(ROWS, annotation_type=annotation_type).entities
    return Linker(entities, annotation_type=annotation_type)


def meant(linker, name, text, kind=LAB, claims=()):
    """The entry that a name means in a text; nothing where it is nobody's."""
    start = text.index(name)
    mention = Mention(text=name, kind=kind, span=Span(start, start + len(name)))
    found = linker.link(mention, of_text(text, (), claims))
    assert 0 < found.score <= 1
    return "" if found.entity.provisional else found.entity.entries[0].key


@pytest.mark.parametrize(
    ("name", "text", "key"),
    [
        ("Institut des zèbres", "Issu de l'Institut des zèbres rayés et tachetés de Lens.", "zr"),
        ("Institut des zèbres", "Issu de l'Institut des zèbres. Rayés et tachetés, ils.", "zr"),
        ("Zebra center", "Le CRIZAL (Zebra center) de Lens.", ""),
        (
            "Research center in Zoology, Automatic Signal of Lens",
            "CRIZAL (Research center in Zoology, Automatic Signal of Lens) recrute.",
            "criz",
        ),
        ("UMR 7777", "L'institut (IZRT, UMR 7777) recrute.", "zr"),
        ("UMR 7777", "Le docteur Paul Zèbre (UMR 7777) recrute.", ""),
        ("UMR 7777", "Il travaille au CNRS (UMR 7777) depuis.", ""),
        ("LabEx", "La production du LabEx CRIZAL est excellente.", ""),
        ("laboratoire CRIZAL", "Le laboratoire CRIZAL recrute.", "criz"),
        ("CRIZAL CNRS 9189", "L'unité CRIZAL CNRS 9189 recrute.", "criz"),
    ],
)
def test_the_words_around_a_name_tell_whose_it_is(linker, name, text, key):
    """How it goes on, what its bracket says, what its number belongs to."""
    assert meant(linker, name, text) == key


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("Université de Zébrane", "nice"),
        ("Institut Zygomatique des terres", "g1"),
        ("Institut Kaleidoscopique", ""),  # two begin so
        ("Organisation Zygomatique", ""),
    ],
)
def test_a_shortened_name_is_that_of_the_only_body_whose_name_has_its_words(linker, name, key):
    """A body that several could be is nobody."""
    assert meant(linker, name, f"Avec {name}.") == key


def test_a_supervising_body_behind_its_laboratory_is_no_short_form_of_it(linker):
    """The letters of CNRS stand in many a name."""
    text = "Issu du Centre de nutrition de la rate des singes (CNRS) de Lens."
    assert of_text(text).full_names == {"cnrs": "Centre de nutrition de la rate des singes"}
    assert meant(linker, "CNRS", text) == "cnrs"


def test_a_name_without_a_document_is_not_completed(linker):
    """A row of a list speaks by its columns."""
    mention = Mention(text="Université de Zébrane", kind=LAB)
    assert linker.link(mention).entity.provisional


@pytest.mark.parametrize(
    ("kind", "key"), [("Hospital", "hop"), (LAB, "hop"), ("Company", ""), ("Therapy", "")]
)
def test_a_hospital_is_known_by_the_rare_name_within_its_own(linker, kind, key):
    """No firm and no product is."""
    assert meant(linker, "Albert Zygomatis", "À Albert Zygomatis et ailleurs.", kind) == key


@pytest.mark.parametrize(
    ("name", "key"),
    [("Paul Zygomatis", "hop"), ("Pour Tout Zygomatis", ""), ("hôpital Zygomatis", "hop")],
)
def test_a_hospital_named_after_a_person_may_lack_the_first_name(linker, name, key):
    """Registers call it by the last name alone, or with a letter."""
    assert meant(linker, name, f"À {name} et ailleurs.") == key


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("ZebraZanecca", "firm"),
        ("ZebraZonecca", "firm"),
        ("ZebraZaneccb", ""),
        ("ZobraZonecca", ""),
    ],
)
def test_one_letter_may_be_wrong_within_a_long_name_of_one_word(linker, name, key):
    """Not two, and not the last one, in which short forms differ."""
    assert meant(linker, name, f"Avec {name}.", "Company") == key


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("Des essais au CHU montrent, à Lens, un effet.", "chul"),
        ("Des essais au CHU montrent, à Lens et à Pau, un effet.", ""),
        ("Des essais dans les CHU montrent, à Lens, un effet.", ""),
        ("Des essais dans 6 CHU montrent, à Lens, un effet.", ""),
        ("Des essais au CHU montrent un effet.", ""),
    ],
)
def test_a_bare_sort_of_body_is_the_only_one_in_the_towns_of_the_document(linker, text, key):
    """Several of them are nobody in particular."""
    assert meant(linker, "CHU", text, "Hospital") == key


def test_a_body_that_its_register_lists_twice_is_found(linker):
    """Two rows of one name in one town are one body, also where its words are common."""
    name = "Direction de la recherche clinique"
    assert meant(linker, name, f"Avec la {name}.") in {"dr1", "dr2"}


def test_rows_of_one_name_in_towns_that_merged_are_one_body(linker):
    """The head of the town stays; two towns that begin with Saint are two."""
    name = "Centre hospitalier public du Zébrantin"
    assert meant(linker, name, f"Avec le {name}.", kind=LAB) in {"old", "new"}
    assert meant(linker, "Institut de Brassage", "Issu de l'Institut de Brassage.") == ""


@pytest.mark.parametrize(("number", "key"), [("199512346B", "here"), ("200412346C", "there")])
def test_the_number_that_the_row_gives_chooses_between_bearers_of_a_name(linker, number, key):
    """Whom the columns beside a text name is whom the text means."""
    related = Mention(text="Pomologie", kind=LAB, identifiers=(Identifier("rnsr", number),))
    claim = type("Claim", (), {"subject": related, "object": related})()
    text = "Au Laboratoire de Pomologie."
    assert meant(linker, "Laboratoire de Pomologie", text, claims=[claim]) == key
    assert meant(linker, "Laboratoire de Pomologie", text) == ""
    beside = "Au Laboratoire de Pomologie, non loin de Nancy."
    assert meant(linker, "Laboratoire de Pomologie", beside, claims=[claim]) == key
    assert meant(linker, "Laboratoire de Pomologie", beside) == "here"


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("Des mathématiciens zurichois de la SMZ.", "smz2"),
        ("Des champignons et mycologues de la SMZ.", "smz1"),
        ("Mathématiciens zurichois et mycologues aux alpages de la SMZ.", ""),
        ("Des gens de la SMZ.", ""),
    ],
)
def test_an_acronym_of_several_is_that_of_whom_the_document_is_about(linker, text, key):
    """The words of the full name may end otherwise."""
    assert meant(linker, "SMZ", text) == key
