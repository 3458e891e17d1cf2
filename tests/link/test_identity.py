"""Register rows of one actor become one entity, those of two stay two."""

import itertools

from hypothesis import given
from hypothesis import strategies as st

from biograph.link import resolve
from biograph.model import Entry, Evidence, Identifier
from biograph.terms import name_key

KINDS = {"CDMO": "Company", "Startup": "Company", "Laboratory": "ResearchOrganization"}


def annotation_type(kind: str) -> str:
    return KINDS.get(kind, kind)


def entry(source, key, name, *, kind="Company", ids=(), city="", country="FR", aliases=()):
    evidence = Evidence(document=f"https://e/{source}/v/1", quote=name, row=f"{source}#{key}")
    return Entry(
        source=source,
        key=key,
        kinds=(kind,),
        name=name,
        aliases=tuple(aliases),
        identifiers=tuple(Identifier(*i) for i in ids),
        city=city,
        country=country,
        evidence=evidence,
    )


def groups(*entries):
    return sorted(
        sorted(e.key for e in entity.entries)
        for entity in resolve(entries, annotation_type=annotation_type).entities
    )


def test_a_shared_siren_joins_whatever_the_names():
    """YPOSKESI and Généthon Bioprod with one SIREN are one company."""
    a = entry("ilab", "1", "YPOSKESI", ids=[("siren", "822798872")])
    b = entry("actors", "2", "Généthon Bioprod", ids=[("siren", "822798872")])
    assert groups(a, b) == [["1", "2"]]


def test_the_same_name_with_another_legal_form_joins():
    """YPOSKESI SAS and Yposkesi are one company."""
    a, b = entry("actors", "1", "Yposkesi"), entry("ilab", "2", "YPOSKESI S.A.S.")
    assert groups(a, b) == [["1", "2"]]


def test_two_sirens_are_never_one_organisation():
    """Homonyms with different SIREN stay apart."""
    a = entry("ilab", "1", "Alpha", ids=[("siren", "732829320")])
    b = entry("ilab", "2", "Alpha", ids=[("siren", "552100554")])
    assert groups(a, b) == [["1"], ["2"]]


def test_hospitals_of_the_same_name_in_two_towns_stay_apart():
    """There is more than one Hôpital Saint-Louis."""
    a = entry("finess", "1", "Hôpital Saint-Louis", kind="Hospital", city="Paris")
    b = entry("ror", "2", "Hôpital Saint-Louis", kind="Hospital", city="La Rochelle")
    c = entry("actors", "3", "Hopital Saint Louis", kind="Hospital", city="PARIS")
    assert groups(a, b, c) == [["1", "3"], ["2"]]


def test_a_laboratory_without_town_is_not_joined_by_name():
    """A name that repeats needs the town to decide."""
    a = entry("rnsr", "1", "Institut de biologie", kind="Laboratory", city="Lille")
    b = entry("ror", "2", "Institut de biologie", kind="Laboratory")
    assert groups(a, b) == [["1"], ["2"]]


def test_two_rows_are_not_joined_by_an_acronym_of_each():
    """IRIS is a patients' association and a research institute."""
    a = entry("actors", "1", "Institut de Recherches Internationales", aliases=["IRIS"])
    b = entry("ror", "2", "Immuno-Résistance et Intolérance", aliases=["IRIS"])
    assert groups(a, b) == [["1"], ["2"]]


def test_an_alias_that_is_anothers_name_joins_where_it_is_the_only_one():
    """An alias table says that ABL Europe is also called ABL Lyon."""
    a = entry("actors", "1", "ABL Europe", aliases=["ABL Lyon"])
    b = entry("ilab", "2", "ABL LYON")
    assert groups(a, b) == [["1", "2"]]


def test_homonyms_of_two_countries_stay_apart():
    """The name alone does not join a French and an American firm."""
    a, b = entry("actors", "1", "Nova Bio"), entry("ema", "2", "Nova Bio", country="US")
    assert groups(a, b) == [["1"], ["2"]]


def test_classes_that_differ_are_not_joined_by_name():
    """A hospital and a company of one name are two."""
    a = entry("actors", "1", "Curie", city="Paris")
    b = entry("ror", "2", "Curie", kind="Hospital", city="Paris")
    assert groups(a, b) == [["1"], ["2"]]


def test_the_entity_is_named_after_the_register_of_highest_rank_and_keeps_all_names():
    """The curated table wins over a register, and no spelling is lost."""
    a = entry("ilab", "1", "YPOSKESI SAS", ids=[("siren", "1")])
    b = entry("actors", "2", "Yposkesi", ids=[("siren", "1")], aliases=["Yposkesi SA"])
    (found,) = resolve([a, b], annotation_type=annotation_type).entities
    assert found.name == "Yposkesi"
    assert set(found.names) == {"Yposkesi", "Yposkesi SA", "YPOSKESI SAS"}


def test_a_place_keeps_its_official_code_as_key():
    """A commune is the same node in every run and every graph."""
    paris = entry("geo", "75056", "Paris", kind="Commune")
    (found,) = resolve([paris], annotation_type=annotation_type).entities
    assert found.iri == "https://w3id.org/biograph/id/place/75056"


ROWS = st.lists(
    st.builds(
        entry,
        st.sampled_from(["actors", "ror", "ilab"]),
        st.text("0123456789", min_size=1, max_size=2),
        st.sampled_from(["Alpha", "ALPHA SAS", "Beta", "Gamma Bio"]),
        kind=st.sampled_from(["Company", "CDMO", "Hospital"]),
        ids=st.lists(st.tuples(st.just("siren"), st.sampled_from("123")), max_size=1),
        city=st.sampled_from(["", "Paris", "Lyon"]),
        aliases=st.lists(st.sampled_from(["Alpha", "Delta", "Beta"]), max_size=2),
    ),
    max_size=6,
)


@given(ROWS)
def test_the_order_of_the_rows_changes_nothing(rows):
    """The same rows in any order give the same entities."""
    results = {
        resolve(order, annotation_type=annotation_type)
        for order in itertools.islice(itertools.permutations(rows), 24)
    }
    assert len(results) == 1


@given(ROWS)
def test_every_row_is_in_exactly_one_entity(rows):
    """No row is lost and none is used twice."""
    found = resolve(rows, annotation_type=annotation_type).entities
    used = [row for entity in found for row in entity.entries]
    assert sorted(map(repr, used)) == sorted(map(repr, set(rows)))


@given(ROWS)
def test_rows_with_one_identifier_are_always_together(rows):
    """A strong identifier joins, whatever else the rows say."""
    found = resolve(rows, annotation_type=annotation_type).entities
    homes = {}
    for entity in found:
        for identifier in entity.identifiers:
            homes.setdefault(identifier, set()).add(entity.iri)
    assert all(len(iris) == 1 for iris in homes.values())


@given(st.text())
def test_a_name_key_is_its_own_key(name):
    """Keys are stable: making the key of a key changes nothing more than a further legal form."""
    key = name_key(name)
    assert name_key(key) == key or len(name_key(key)) < len(key)
    assert key == key.strip()
