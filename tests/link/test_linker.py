"""A mention finds its entity, or honestly none."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from biograph.link import Linker, resolve
from biograph.link.context import NO_CONTEXT, of_text
from biograph.link.profile import contradict
from biograph.model import Identifier, Mention, Span
from tests.link.test_identity import annotation_type, entry

ENTRIES = [
    entry("actors", "1", "Yposkesi", kind="CDMO", ids=[("siren", "822798872")]),
    entry("actors", "2", "Établissement français du sang", kind="ResearchOrganization",
          aliases=["EFS"], city="Saint-Denis"),
    entry("finess", "3", "Hôpital Saint-Louis", kind="Hospital", city="Paris"),
    entry("finess", "4", "Hôpital Saint-Louis", kind="Hospital", city="La Rochelle"),
    entry("actors", "5", "Sartorius Stedim Biotech", city="Aubagne"),
    entry("actors", "6", "Laboratoire 12"),
    entry("ema", "7", "Kymriah", kind="Therapy", country=""),
]  # fmt: skip


@pytest.fixture(scope="module")
def linker():
    entities = resolve(ENTRIES, annotation_type=annotation_type).entities
    return Linker(entities, annotation_type=annotation_type)


def link(linker, text, kind="Company", **more):
    return linker.link(Mention(text=text, kind=kind, **more))


@pytest.mark.parametrize(
    ("text", "kind", "name"),
    [
        ("YPOSKESI SAS", "Company", "Yposkesi"),
        (
            "Etablissement Francais du Sang",
            "ResearchOrganization",
            "Établissement français du sang",
        ),
        ("EFS", "ResearchOrganization", "Établissement français du sang"),
        ("KYMRIAH", "Therapy", "Kymriah"),
    ],
)
def test_a_name_is_found_whatever_its_case_accents_and_legal_form(linker, text, kind, name):
    """Spelling does not make a second node."""
    found = link(linker, text, kind)
    assert (found.entity.name, found.method, found.score) == (name, "name", 1.0)


@pytest.mark.parametrize("text", ["IZK", "Institut des zygotes kaléidoscopiques"])
def test_a_short_form_within_a_registers_name_is_a_name_too(text):
    """The register has no column for it; the name without it is whole."""
    row = entry("rnsr", "9", "Institut des zygotes kaléidoscopiques (IZK) - UMR 9999",
                kind="ResearchOrganization")  # fmt: skip
    linker = Linker(
        resolve([row], annotation_type=annotation_type).entities, annotation_type=annotation_type
    )
    assert link(linker, text, "ResearchOrganization").entity.name == row.name


def test_the_initials_of_a_firm_are_not_its_name_unless_a_register_says_so():
    """Too many firms share them."""
    row = entry("ilab", "9", "ZKI Zygotes Kaléidoscopiques Industrie")
    linker = Linker(
        resolve([row], annotation_type=annotation_type).entities, annotation_type=annotation_type
    )
    assert link(linker, "ZKI").entity.provisional
    assert link(linker, "Zygotes Kaléidoscopiques Industrie").entity.name == row.name


def test_an_identifier_decides_against_any_name(linker):
    """A row that gives a SIREN is that company."""
    found = link(linker, "Ancien nom", identifiers=(Identifier("siren", "822798872"),))
    assert (found.entity.name, found.method) == ("Yposkesi", "identifier")
    assert "822798872" in found.reasons[0]


def test_another_siren_forbids_the_name(linker):
    """A homonym with another SIREN is not the company we know."""
    found = link(linker, "Yposkesi", identifiers=(Identifier("siren", "732829320"),))
    assert found.entity.provisional


CLOSED = (Identifier("rnsr", "199917528L"),)


@pytest.mark.parametrize(
    ("text", "place", "found"),
    [
        ("Institut de génétique humaine", "Montpellier", True),
        ("Institut de génétique humaine", "", True),
        ("Institut de génétique humaine", "Lyon", False),
        ("Génétique humaine", "", False),
        ("Génétique humaine des zygotes kaléidoscopiques", "Lyon", True),
        ("Zygotes kaléidoscopiques de Montpellier", "", True),
    ],
)
def test_the_number_of_a_closed_laboratory_does_not_forbid_its_successor(text, place, found):
    """RNSR holds the active ones: who still writes the old number means the name, and its town.

    A name that nobody else can bear is meant wherever it lies, and with its town as well.
    """
    names = ["Génétique humaine des zygotes kaléidoscopiques", "Zygotes kaléidoscopiques"]
    now = entry("rnsr", "8", "Institut de génétique humaine", kind="ResearchOrganization",
                city="Montpellier", ids=[("rnsr", "200000001A")], aliases=names)  # fmt: skip
    entities = resolve([now], annotation_type=annotation_type).entities
    linker = Linker(entities, annotation_type=annotation_type)
    link_ = link(linker, text, "ResearchOrganization", place=place, identifiers=CLOSED)
    assert link_.entity.provisional is not found


@pytest.mark.parametrize(
    ("text", "place", "key"),
    [
        ("ZYGOTIS", "DE", "2"),
        ("ZYGOTIS", "FR", "1"),
        ("Zygotis Ltd", "", "4"),
        ("Zygotis and Company Ltd", "", "4"),
    ],
)
def test_of_firms_of_one_name_the_country_and_the_writing_decide(text, place, key):
    """Holders of one group differ in no more."""
    rows = [
        entry("bdpm", "1", "ZYGOTIS"),
        entry("bdpm", "2", "ZYGOTIS", country="DE"),
        entry("ema", "3", "Zygotis S.A.", country="US"),
        entry("ema", "4", "Zygotis Ltd", country="GB", aliases=["Zygotis and Company Ltd"]),
    ]
    entities = resolve(rows, annotation_type=annotation_type).entities
    found = link(Linker(entities, annotation_type=annotation_type), text, place=place)
    assert [e.key for e in found.entity.entries] == [key]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Association de l'Hôpital Foch", "Association Hôpital Foch"),
        ("Institut NuMeCan INSERM U 1241", "Institut NuMeCan, Inserm U1241"),
        ("INSERM - DELEGATION DE PARIS VI", "Inserm, délégation Paris 6"),
        ("Vilmorin & Cie", "VILMORIN ET CIE"),
    ],
)
def test_spellings_of_a_name_without_entry_make_one_node(linker, one, other):
    """What stands in no register is known by its words as they are read."""
    assert link(linker, one).entity.iri == link(linker, other).entity.iri


@pytest.mark.parametrize("other", ["Inserm U1043", "Institut NuMeCan", "Inserm U1241"])
def test_names_of_other_words_or_units_make_another_node(linker, other):
    """A name that says less, or another number, may be somebody else's."""
    whole = link(linker, "Institut NuMeCan INSERM U 1241")
    assert link(linker, other).entity.iri != whole.entity.iri


def test_the_town_decides_between_homonyms(linker):
    """Where two hospitals share a name the place of the mention chooses."""
    assert link(linker, "hôpital Saint-Louis", "Hospital", place="Paris").entity.city == "Paris"


def test_without_the_town_no_homonym_is_guessed(linker):
    """An ambiguous name gives a provisional node, never the first of the list."""
    found = link(linker, "hôpital Saint-Louis", "Hospital")
    assert found.entity.provisional
    assert found.reasons == ("no single entry of that name",)


def test_a_near_name_is_linked_with_a_lower_score(linker):
    """A typing error does not make a new actor, and the score says that it was not exact."""
    found = link(linker, "Sartorius Stedim Biotec")
    assert (found.entity.name, found.method) == ("Sartorius Stedim Biotech", "near-name")
    assert found.score < 0.9


@pytest.mark.parametrize("text", ["Sartorius", "Laboratoire 13", "Stedim"])
def test_a_part_of_a_name_or_another_number_is_not_near(linker, text):
    """Parent and subsidiary, unit 12 and unit 13 are different actors."""
    assert link(linker, text).entity.provisional


def test_a_class_the_register_contradicts_lowers_the_score(linker):
    """A hospital name read as a company is linked, with a reason and less surely."""
    found = link(linker, "Yposkesi", "ResearchOrganization")
    assert found.entity.name == "Yposkesi"
    assert found.score < 1
    assert any("CDMO" in reason for reason in found.reasons)


def test_a_therapy_is_never_an_organisation(linker):
    """Kymriah read as a company is no product of that name."""
    assert link(linker, "Kymriah", "Company").entity.provisional


def test_every_mention_of_an_unknown_name_is_one_node(linker):
    """Two spellings of an unknown actor in two documents share their node."""
    first, second = link(linker, "Novabio Thérapie"), link(linker, "NOVABIO THERAPIE SAS", "Funder")
    assert first.entity.iri == second.entity.iri


def test_amounts_with_different_units_are_different_nodes(linker):
    """5 M€ is not 5 M$."""
    euro, dollar = link(linker, "5 M€", "Money"), link(linker, "5 M$", "Money")
    assert euro.entity.iri != dollar.entity.iri


def test_the_digest_tells_one_set_of_entities_from_another():
    """What was linked with other registers has to be linked again."""
    one, other = (
        Linker(
            resolve(rows, annotation_type=annotation_type).entities, annotation_type=annotation_type
        )
        for rows in (ENTRIES, ENTRIES[:-1])
    )
    again = Linker(
        reversed(resolve(ENTRIES, annotation_type=annotation_type).entities),
        annotation_type=annotation_type,
    )
    assert one.digest != other.digest
    assert one.digest == again.digest


FIELD = [
    entry("ror", "1", "TreeFrog Therapeutics"),
    entry("ror", "2", "VetAgro Sup", kind="ResearchOrganization", city="Marcy"),
    entry("rnsr", "3", "Laboratoire de physique et d'étude des matériaux", kind="Laboratory",
          aliases=["LPEM"], city="Paris"),
    entry("ror", "4", "ESPCI Paris", kind="ResearchOrganization", city="Paris"),
    entry("finess", "5", "CHU de Lille", kind="Hospital", city="Lille", aliases=["CHU"]),
    entry("finess", "6", "CHU de Nantes", kind="Hospital", city="Nantes", aliases=["CHU"]),
    entry("rnsr", "7", "Institut Cochin", kind="Laboratory", city="Paris",
          aliases=["CNRS UMR 8104", "U1016"]),
    entry("rnsr", "8", "Institut Zeta d'Acoustique", kind="Laboratory", city="Lille",
          aliases=["IZA"]),
    entry("rnsr", "9", "Imagerie du Zinc", kind="Laboratory", city="Rennes", aliases=["IZA"]),
    entry("actors", "10", "Omega Bio", ids=[("siren", "1")]),
    entry("ilab", "11", "Omega Bio", ids=[("siren", "2")]),
    entry("ror", "12", "Kappa Bio"),
    entry("ror", "13", "Kappa Pharma"),
    entry("rnsr", "14", "Institut de Paris", kind="Laboratory", city="Lille"),
]  # fmt: skip


@pytest.fixture(scope="module")
def field():
    return made(FIELD)


def made(rows):
    entities = resolve(rows, annotation_type=annotation_type).entities
    return Linker(entities, annotation_type=annotation_type)


@pytest.mark.parametrize(
    ("text", "kind", "name"),
    [
        ("TreeFrog Tx", "Company", "TreeFrog Therapeutics"),
        ("TreeFrog", "Company", "TreeFrog Therapeutics"),
        ("Treefrog Biotech France", "Company", "TreeFrog Therapeutics"),
        ("VetAgroSup", "ResearchOrganization", "VetAgro Sup"),
        ("Vet Agro Sup", "ResearchOrganization", "VetAgro Sup"),
        ("ESPCI", "ResearchOrganization", "ESPCI Paris"),
        ("ESPCI-LPEM", "ResearchOrganization", "Laboratoire de physique et d'étude des matériaux"),
        ("Inserm U1016", "ResearchOrganization", "Institut Cochin"),
        ("UMR_S 1016", "ResearchOrganization", "Institut Cochin"),
        ("UMR8104", "ResearchOrganization", "Institut Cochin"),
        ("Inst. Cochin", "ResearchOrganization", "Institut Cochin"),
        ("Centre Hospitalier Universitaire de Lille", "Hospital", "CHU de Lille"),
        ("Labex Institut Cochin", "ResearchOrganization", "Institut Cochin"),
        ("Institut Cochin CNRS Paris", "ResearchOrganization", "Institut Cochin"),
        ("Zeta Acoustics Institute", "ResearchOrganization", "Institut Zeta d'Acoustique"),
    ],
)
def test_a_name_is_found_in_other_forms_but_less_surely(field, text, kind, name):
    """Words of trade, lost spaces, unit numbers, an acronym behind that of the body above."""
    found = link(field, text, kind)
    assert (found.entity.name, found.method) == (name, "near-name")
    assert 0.45 <= found.score < 1
    assert found.candidates[0].entity == found.entity


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("CHU", "Hospital"),
        ("CHU de Strasbourg", "Hospital"),
        ("Institut", "ResearchOrganization"),
        ("Espci Lpem", "ResearchOrganization"),
        ("U1017", "ResearchOrganization"),
        ("UMR 1016", "ResearchOrganization"),
        ("Fondation Cochin", "ResearchOrganization"),
        ("Hôpital Cochin", "Hospital"),
        ("Zeta Acoustics", "Company"),
        ("Cochin Tx", "Company"),
        ("Paris", "ResearchOrganization"),
        ("Kappa", "Company"),
    ],
)
def test_what_fits_several_or_only_by_common_words_is_not_guessed(field, text, kind):
    """CHU names every one of them, another unit number another unit, Kappa two firms."""
    found = link(field, text, kind)
    assert found.entity.provisional
    assert found.method == "provisional"


@pytest.mark.parametrize(
    ("text", "kind", "told"),
    [
        ("IZA", "ResearchOrganization", {"Institut Zeta d'Acoustique", "Imagerie du Zinc"}),
        ("Kappa", "Company", {"Kappa Bio", "Kappa Pharma"}),
    ],
)
def test_the_candidates_are_told_where_none_is_chosen(field, text, kind, told):
    """A person can see between whom the linker did not choose."""
    found = link(field, text, kind)
    assert found.entity.provisional
    assert {c.entity.name for c in found.candidates} == told
    assert all(0 <= c.score <= 1 and c.reason for c in found.candidates)


def test_an_identifier_chooses_between_homonyms(field):
    """Of two firms of one name the SIREN tells which, and a third SIREN that it is neither."""
    for siren in ("1", "2"):
        found = link(field, "Omega Bio", identifiers=(Identifier("siren", siren),))
        assert Identifier("siren", siren) in found.entity.identifiers
        assert found.method == "identifier"
    other = link(field, "Omega Bio", identifiers=(Identifier("siren", "3"),))
    assert other.entity.provisional
    assert other.candidates == ()


def test_an_unknown_identifier_of_another_scheme_does_not_forbid_the_name(field):
    """A ROR id that no register gave contradicts no SIREN."""
    found = link(field, "TreeFrog Therapeutics", identifiers=(Identifier("ror", "x"),))
    assert found.entity.name == "TreeFrog Therapeutics"


def test_the_actor_of_the_curated_table_is_meant_in_doubt(field):
    """Where homonyms remain the one of the field is taken, and the score tells that it was."""
    found = link(field, "Omega Bio")
    assert found.entity.entries[0].source == "actors"
    assert found.score < 0.8
    assert len(found.candidates) == 2


def test_the_homonym_that_three_registers_know_is_meant():
    """One that three registers know is taken before one of a single register; two prove nothing."""
    rows = [
        entry(source, "1", "Omega Bio", ids=[("siren", "1")]) for source in ("ilab", "pia", "ror")
    ]
    other = entry("ema", "2", "Omega Bio", ids=[("siren", "2")])
    assert len(link(made([*rows, other]), "Omega Bio").entity.entries) == 3
    assert link(made([*rows[:2], other]), "Omega Bio").entity.provisional


def test_the_class_that_was_read_decides_between_homonyms():
    """A hospital and a firm of one name: the mention says which sort it is."""
    rows = [entry("ror", "1", "Omega"), entry("finess", "2", "Omega", kind="Hospital", city="Lens")]
    for kind in ("Company", "Hospital"):
        found = link(made(rows), "Omega", kind)
        assert found.entity.kinds == (kind,)
        assert not found.entity.provisional


@pytest.mark.parametrize("text", ["GENETHON-CNRS", "région Zèbre"])
def test_neither_the_body_behind_a_name_nor_the_town_of_a_region_is_meant(text):
    """The CNRS supervises, a university is no region."""
    known = [
        entry("actors", "CNRS", "CNRS", kind="ResearchOrganization"),
        entry("ror", "1", "Université de Zèbre", kind="ResearchOrganization"),
    ]
    entities = resolve(known, annotation_type=annotation_type).entities
    linker = Linker(entities, annotation_type=annotation_type)
    assert link(linker, text, "ResearchOrganization").entity.provisional


def test_an_acronym_of_several_is_that_of_the_row_s_region():
    """IMN is an institute of Nantes and one of Bordeaux; without a region nobody is meant."""
    rows = [
        replace(
            entry("ror", town, f"Institut {town}", kind="ResearchOrganization", city=town),
            aliases=("IMN",),
            region=region,
        )
        for town, region in (("Nantes", "Pays de la Loire"), ("Bordeaux", "Nouvelle-Aquitaine"))
    ]
    entities = resolve(rows, annotation_type=annotation_type).entities
    linker = Linker(entities, annotation_type=annotation_type)
    said = Mention(text="IMN", kind="ResearchOrganization")
    here = of_text("L'IMN nous aide.")._replace(regions=frozenset({"nouvelle aquitaine"}))
    assert linker.link(said, here).entity.city == "Bordeaux"
    assert linker.link(said, of_text("L'IMN nous aide.")).entity.provisional


def test_an_alias_that_says_only_a_sort_of_body_names_nobody():
    """Even where one hospital alone is listed as CHU, a CHU may be any other."""
    lille = entry("finess", "1", "CHU de Lille", kind="Hospital", city="Lille", aliases=["CHU"])
    assert link(made([lille]), "CHU", "Hospital").entity.provisional
    assert not link(made([lille]), "CHU de Lille", "Hospital").entity.provisional


def test_the_one_of_that_name_is_meant_before_one_of_that_alias():
    """A firm called Omega is Omega, though another was once called so."""
    rows = [
        entry("ror", "1", "Omega", ids=[("siren", "1")]),
        entry("ror", "2", "Zeta Bio", ids=[("siren", "2")], aliases=["Omega"]),
    ]
    found = link(made(rows), "Omega")
    assert (found.entity.name, found.score) == ("Omega", 1.0)


@pytest.mark.parametrize(
    "text", ["CNRS - Institut Cochin", "Institut Cochin (CNRS)", "CNRS / Inst. Cochin, Inserm"]
)
def test_a_strung_name_is_linked_by_the_part_that_names_somebody(field, text):
    """The bodies that supervise an institute stand around its name and are not meant."""
    assert link(field, text, "ResearchOrganization").entity.name == "Institut Cochin"
    assert not link(field, text, "ResearchOrganization").entity.provisional


MENTIONS = st.lists(
    st.builds(
        Mention,
        text=st.sampled_from([row.name for row in FIELD] + ["IZA", "CHU", "TreeFrog Tx", "Cochin"]),
        kind=st.sampled_from(["Company", "ResearchOrganization", "Hospital", "Funder", "Therapy"]),
        span=st.none() | st.just(Span(0, 3)),
        place=st.sampled_from(["", "Paris", "Lille", "FR"]),
        identifiers=st.sampled_from([(), (Identifier("siren", "1"),), (Identifier("siren", "3"),)]),
        score=st.sampled_from([0.5, 1.0]),
    ),
    max_size=6,
)
CONTEXTS = st.sampled_from([NO_CONTEXT, of_text("IZA : imagerie du zinc"), of_text("à Lille")])


@given(MENTIONS, CONTEXTS)
def test_a_decision_does_not_depend_on_what_was_linked_before(mentions, context):
    """What the linker remembers never changes an answer, nor whose mention it is."""
    used = made(FIELD)
    for mention in mentions:
        used.link(mention)
        used.link(mention, of_text("institut zeta d'acoustique"))
    for mention in reversed(mentions):
        found = used.link(mention, context)
        assert found == made(FIELD).link(mention, context)
        assert found.mention == mention


@given(MENTIONS, CONTEXTS)
def test_every_decision_has_a_score_a_reason_and_keeps_to_identifiers(mentions, context):
    """No link against an identifier of the mention; scores lie in [0, 1]; candidates are sorted."""
    linker = made(FIELD)
    for mention in mentions:
        found = linker.link(mention, context)
        assert 0 <= found.score <= 1
        assert found.reasons
        assert found.entity.provisional == (found.method == "provisional")
        assert not contradict(mention.identifiers, found.entity.identifiers)
        scores = [candidate.score for candidate in found.candidates]
        assert scores == sorted(scores, reverse=True)


@pytest.mark.parametrize(
    "changed",
    [
        {"name": "Yposkesi Bio"},
        {"aliases": ["Généthon Bioprod"]},
        {"city": "Evry"},
        {"country": "BE"},
        {"kind": "Startup"},
    ],
)
def test_the_digest_changes_with_what_is_said_of_an_entity(changed):
    """A further name, a town, another class: mentions have to be linked again."""
    said = {"name": "Yposkesi", "kind": "CDMO"}
    before, after = made([entry("ror", "1", **said)]), made([entry("ror", "1", **said | changed)])
    assert before.digest != after.digest
    assert before.digest == made([entry("ror", "1", **said)]).digest
