"""Register rows of one actor become one entity, those of two stay two."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from biograph.link import resolve
from biograph.link.decisions import Decision
from biograph.link.model import weights
from biograph.link.profile import STRONG, contradict, strong
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


def decision(left, right, *, same, date="2026-01-02"):
    return Decision(left=left, right=right, same=same, date=date, reason="I asked them")


def resolved(*entries, decisions=()):
    return resolve(entries, annotation_type=annotation_type, decisions=decisions)


def groups(*entries, decisions=()):
    return sorted(
        sorted(e.key for e in entity.entries)
        for entity in resolved(*entries, decisions=decisions).entities
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


def test_a_town_is_one_however_saint_is_written():
    """ROR writes St-Malo."""
    a = entry("ror", "1", "Centre Hospitalier de Saint-Malo", kind="Hospital", city="St-Malo")
    b = entry("finess", "2", "CENTRE HOSPITALIER SAINT-MALO", kind="Hospital", city="Saint Malo")
    assert groups(a, b) == [["1", "2"]]


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


SITE = {"kind": "Site", "city": "Paris"}
DOUBTFUL = (
    entry("actors", "1", "Institut Cochin", kind="Laboratory", city="Paris"),
    entry("ror", "2", "Institut Cochin", kind="Laboratory"),
)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({"name": "Yposkesi"}, {"name": "Yposkesi", "country": "US"}),
        ({"name": "Yposkesi", "kind": "Company", "city": "Paris"}, {"name": "Yposkesi", **SITE}),
        ({"name": "Yposkesi", "ids": [("ror", "a")]}, {"name": "Yposkesi", "ids": [("ror", "b")]}),
    ],
)
def test_what_contradicts_is_neither_joined_nor_asked(one, other):
    """Two countries, a site with a firm, two identifiers of a scheme: no person need look."""
    found = resolved(entry("actors", "1", **one), entry("ror", "2", **other))
    assert len(found.entities) == 2
    assert found.doubtful == ()


def test_a_third_row_does_not_bridge_two_sirens():
    """A row without SIREN may be either homonym; it never makes them one."""
    rows = [
        entry("ilab", "1", "Yposkesi", ids=[("siren", "1")]),
        entry("pia", "2", "Yposkesi", ids=[("siren", "2")]),
        entry("actors", "3", "Yposkesi"),
    ]
    assert sorted(map(len, groups(*rows))) == [1, 2]
    assert ["1", "2"] not in groups(*rows)


def test_rows_of_one_source_and_key_are_one():
    """A holder stands in a row for each of its products."""
    rows = [entry("bdpm", "h", "Alpha"), entry("bdpm", "h", "Omega")]
    ((entity,), doubtful) = resolved(*rows).entities, resolved(*rows).doubtful
    assert len(entity.entries) == 2
    assert entity.matches[0].reason == "same entry bdpm#h"
    assert doubtful == ()


def test_a_decision_joins_what_no_name_would():
    """A person knows that a firm was renamed, and the reason is kept with the link."""
    rows = [entry("actors", "1", "Alpha"), entry("ilab", "2", "Omega")]
    assert groups(*rows) == [["1"], ["2"]]
    made = [decision("ilab#2", "actors#1", same=True)]
    (entity,) = resolved(*rows, decisions=made).entities
    (match,) = entity.matches
    assert match.reason == "decided on 2026-01-02: I asked them"
    assert match.score == 1
    assert {match.left.id, match.right.id} == {"actors#1", "ilab#2"}


def test_a_decision_keeps_apart_what_is_as_like_as_can_be():
    """Two rows of one name and town that a person told apart stay two."""
    rows = [
        entry("actors", "1", "Yposkesi", city="Evry"),
        entry("ror", "2", "Yposkesi", city="Evry"),
    ]
    assert groups(*rows) == [["1", "2"]]
    made = [decision("actors#1", "ror#2", same=False)]
    assert groups(*rows, decisions=made) == [["1"], ["2"]]


def test_what_was_told_apart_is_not_joined_through_a_third():
    """A third register of that name joins one of the two, and does not bring them together."""
    rows = [entry(source, source, "Yposkesi") for source in ("actors", "ror", "ilab")]
    made = [decision("actors#actors", "ror#ror", same=False)]
    found = groups(*rows, decisions=made)
    assert len(found) == 2
    assert not any({"actors", "ror"} <= set(group) for group in found)


def test_a_decision_keeps_apart_places_of_one_name():
    """What is joined by class and name can be told apart as well."""
    rows = [entry("bdpm", "1", "Alpha", kind="Therapy"), entry("ema", "2", "Alpha", kind="Therapy")]
    assert groups(*rows) == [["1", "2"]]
    assert groups(*rows, decisions=[decision("bdpm#1", "ema#2", same=False)]) == [["1"], ["2"]]


def test_a_decision_does_not_split_one_identifier():
    """Two rows with one SIREN are one firm, whoever says otherwise."""
    rows = [entry(s, s, "Alpha", ids=[("siren", "1")]) for s in ("actors", "ilab")]
    made = [decision("actors#actors", "ilab#ilab", same=False)]
    assert groups(*rows, decisions=made) == [["actors", "ilab"]]


def test_a_decision_is_taken_back_by_a_later_one():
    """Deciding the other way, later, leaves what there was without any decision of the first."""
    rows = [entry("actors", "1", "Alpha"), entry("ilab", "2", "Omega")]
    same = decision("actors#1", "ilab#2", same=True)
    back = decision("ilab#2", "actors#1", same=False, date="2026-01-03")
    assert groups(*rows, decisions=[same]) == [["1", "2"]]
    assert resolved(*rows, decisions=[same, back]) == resolved(*rows)


def test_a_decision_on_absent_entries_changes_nothing():
    """A run over fewer registers passes over decisions on the others."""
    rows = [entry("actors", "1", "Alpha")]
    made = [decision("actors#1", "ror#gone", same=True), decision("a#b", "c#d", same=False)]
    assert resolved(*rows, decisions=made) == resolved(*rows)


@pytest.mark.parametrize("same", [True, False])
def test_a_decided_pair_is_no_longer_doubtful(same):
    """The town lacks, so a person is asked, once."""
    (asked,) = resolved(*DOUBTFUL).doubtful
    assert {asked.left.id, asked.right.id} == {"actors#1", "ror#2"}
    assert weights().doubtful <= asked.score <= 1
    assert asked.reason
    decided = resolved(*DOUBTFUL, decisions=[decision("actors#1", "ror#2", same=same)])
    assert decided.doubtful == ()
    assert len(decided.entities) == (1 if same else 2)


NAMED = st.lists(
    st.builds(
        entry,
        st.sampled_from(["actors", "ror", "ilab"]),
        st.sampled_from("12345"),
        st.sampled_from(["Yposkesi", "YPOSKESI SAS", "Yposkezi", "Institut Cochin", "Cochin"]),
        kind=st.sampled_from(["Company", "CDMO", "Laboratory", "Site", "Therapy"]),
        ids=st.lists(st.tuples(st.just("siren"), st.sampled_from("12")), max_size=1),
        city=st.sampled_from(["", "Paris", "Lyon"]),
        country=st.sampled_from(["", "FR", "US"]),
        aliases=st.lists(st.sampled_from(["Inst. Cochin", "Omega Bio", "IC"]), max_size=2),
    ),
    max_size=6,
    unique_by=lambda row: row.id,
)
DECIDED = st.lists(
    st.builds(
        decision,
        st.tuples(st.sampled_from(["actors#", "ror#"]), st.sampled_from("12345")).map("".join),
        st.tuples(st.just("ilab#"), st.sampled_from("12345")).map("".join),
        same=st.booleans(),
        date=st.sampled_from(["2026-01-01", "2026-01-02"]),
    ),
    max_size=3,
)


@given(NAMED, DECIDED)
def test_every_joined_row_has_a_match_with_reason_and_score(rows, made):
    """An entity of several rows says of each why it is there, and the reasons connect them all."""
    for entity in resolved(*rows, decisions=made).entities:
        own = {row.id for row in entity.entries}
        linked = {entity.entries[0].id}
        for _ in own:
            linked |= {
                side.id
                for match in entity.matches
                if linked & {match.left.id, match.right.id}
                for side in (match.left, match.right)
            }
        assert linked == own
        assert all(match.reason and 0 <= match.score <= 1 for match in entity.matches)


@given(NAMED, DECIDED)
def test_doubtful_pairs_are_sorted_and_open(rows, made):
    """The likeliest first; none is one entity already, decided, or against an identifier."""
    found = resolved(*rows, decisions=made)
    homes = {row.id: entity for entity in found.entities for row in entity.entries}
    decided = {one.pair for one in made}
    scores = [match.score for match in found.doubtful]
    assert scores == sorted(scores, reverse=True)
    for match in found.doubtful:
        left, right = homes[match.left.id], homes[match.right.id]
        assert left.iri != right.iri
        assert tuple(sorted((match.left.id, match.right.id))) not in decided
        assert not contradict(strong(left.identifiers), strong(right.identifiers))
        assert match.reason
        assert 0 <= match.score <= 1


@given(NAMED, DECIDED)
def test_the_last_decision_on_a_pair_holds(rows, made):
    """The same are together; the different are apart, unless an identifier or person joins them."""
    last = {one.pair: one for one in sorted(made, key=lambda one: one.date)}
    found = resolved(*rows, decisions=made)
    homes = {row.id: entity for entity in found.entities for row in entity.entries}
    for one in last.values():
        if one.left in homes and one.right in homes:
            together = homes[one.left] == homes[one.right]
            reasons = [match.reason for match in homes[one.left].matches]
            told = any(reason.startswith(("decided", "same siren")) for reason in reasons)
            assert together or not one.same
            assert one.same or told or not together


@given(NAMED)
def test_without_decisions_no_entity_contradicts_itself(rows):
    """Likeness alone joins no two countries, no site with a firm and no two identifiers."""
    for entity in resolved(*rows).entities:
        if any(match.reason.startswith("same siren") for match in entity.matches):
            continue
        assert len({row.country for row in entity.entries} - {""}) <= 1
        assert len({"Site" in row.kinds for row in entity.entries}) == 1
        assert len({i for row in entity.entries for i in row.identifiers}) <= 1


@given(NAMED, DECIDED)
def test_decisions_and_rows_in_any_order_give_the_same_entities(rows, made):
    """Neither the order of the registers nor that of decisions on different pairs says anything."""
    last = list({one.pair: one for one in sorted(made, key=lambda one: one.date)}.values())
    found = resolved(*rows, decisions=last)
    assert resolved(*reversed(rows), decisions=reversed(last)) == found
    assert resolved(*rows[1:], *rows[:1], decisions=made) == found


def test_only_schemes_that_name_one_thing_join():
    """A SIREN is strong, an ISNI of unknown quality or a label is not."""
    rows = [entry(s, s, name, ids=[("label", "x")]) for s, name in (("ror", "A1"), ("pia", "B2"))]
    assert "label" not in STRONG
    assert len(groups(*rows)) == 2
