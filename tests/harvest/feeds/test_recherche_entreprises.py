"""Recherche d'entreprises: companies with their seat, nobody who runs them."""

import json

import pytest

from biograph.errors import Refused
from biograph.harvest.feed import Query
from biograph.harvest.feeds import recherche_entreprises
from biograph.harvest.forms import companies
from biograph.model import Entry, Flag
from tests.harvest.feeds import files
from tests.harvest.feeds.kept import read, words
from tests.replay import Answer, sample

HOST = "recherche-entreprises.api.gouv.fr"
QUERY = Query(source="recherche_entreprises", id="naf", values={"activite_principale": "72.11Z"})
FOLDER = "recherche-entreprises"


def results(*found):
    """Companies in the envelope of a search."""
    return json.dumps({"results": list(found)}).encode()


def company(siren="803512458", **changed):
    """An active company in Nantes."""
    return {
        "siren": siren,
        "nom_complet": "BIOTECH (MARTIN JEANNE)",
        "nom_raison_sociale": "BIOTECH",
        "sigle": "BT",
        "nature_juridique": "5710",
        "activite_principale": "72.11Z",
        "etat_administratif": "A",
        "dirigeants": [{"nom": "MARTIN", "prenoms": "JEANNE"}],
        "siege": {
            "siret": f"{siren}00012",
            "libelle_commune": "NANTES",
            "commune": "44109",
            "code_postal": "44000",
            "latitude": "47.2",
            "longitude": "-1.5",
            "liste_enseignes": ["BIOTECH", "BIO-PLUS"],
        },
        **changed,
    }


def said(found):
    """Entries, flags and claims of the one record of a company."""
    (record,) = read(recherche_entreprises, results(found))[0].values()
    told = list(recherche_entreprises.entries(record))
    entries = [one for one in told if isinstance(one, Entry)]
    return entries, told, list(recherche_entreprises.claims(record))


@pytest.fixture
def ten_found(replay, shared):
    """Ten recorded companies on pages of four."""
    recorded = json.loads(sample(f"{FOLDER}/search_ganymede_page1.json"))["results"]

    def host(request):
        page = int(request.query["page"])
        answer = {
            "results": recorded[4 * page - 4 : 4 * page],
            "total_results": 10,
            "page": page,
            "total_pages": 3,
        }
        return Answer(body=json.dumps(answer).encode())

    replay.hosts[HOST] = host
    return replay


def test_pages_are_followed_by_number(ten_found):
    """Three pages; the cursor is the number of the next one."""
    found = files.pages(recherche_entreprises, ten_found, QUERY)
    assert [(p.size, p.total, p.cursor) for p in found] == [(4, 10, "2"), (4, 10, "3"), (2, 10, "")]
    records, _, flags = read(recherche_entreprises, *(page.payload for page in found))
    assert len(records) == 10
    assert not flags
    again = files.pages(recherche_entreprises, ten_found, QUERY, cursor="3")
    assert [page.size for page in again] == [2]


def test_the_query_is_sent_and_people_are_not_asked_for(ten_found):
    """Only the seat comes with a company."""
    files.pages(recherche_entreprises, ten_found, QUERY)
    sent = ten_found.seen[0].query
    assert sent["activite_principale"] == "72.11Z"
    assert (sent["minimal"], sent["include"]) == ("true", "siege")
    assert (sent["page"], sent["per_page"]) == ("1", "25")


def test_nothing_found_is_one_empty_page(replay, shared):
    """The recorded answer without results."""
    replay.hosts[HOST] = lambda _request: Answer(body=sample(f"{FOLDER}/search_no_result.json"))
    found = files.pages(recherche_entreprises, replay, QUERY)
    assert [(page.size, page.total, page.cursor) for page in found] == [(0, 0, "")]


def test_the_total_of_a_cut_list_is_beyond_the_wall(shared):
    """The source tells 10,000 where there are more: then the list is too long to be had whole."""
    recorded = json.loads(sample(f"{FOLDER}/search_la_poste.json"))
    assert recorded["total_results"] > recherche_entreprises.WALL


def test_wrong_parameters_are_refused(replay):
    """HTTP 400 with what is wrong."""
    replay.hosts[HOST] = lambda _request: Answer(status=400, body=b'{"erreur": "page"}')
    with pytest.raises(Refused):
        files.pages(recherche_entreprises, replay, QUERY)


@pytest.mark.parametrize(
    ("name", "count"),
    [
        ("api_recherche_entreprises_search_fulltext", 3),
        ("api_recherche_entreprises_search_siret", 1),
        ("search_aga", 10),
        ("search_filter_ca_min_res_max", 6),
        ("search_filter_label_type_ct", 10),
        ("search_ganymede_page1", 10),
        ("search_la_poste", 10),
        ("search_siren_356000000", 1),
        ("search_siren_552032534", 1),
        ("search_siret_88087814500015", 1),
    ],
)
def test_every_recorded_answer_is_read_without_the_people_in_it(shared, name, count):
    """Companies, towns, SCI: all are records, nobody's name is in them."""
    records, _, flags = read(recherche_entreprises, sample(f"{FOLDER}/{name}.json"))
    assert len(records) == count
    assert not flags
    assert not [one for one in records.values() if "MASQUÉ" in words(one)]


def test_a_recorded_company_is_an_entry_at_its_seat(shared):
    """Name, identifiers, arrondissement and state of Danone."""
    records, _, _ = read(recherche_entreprises, sample(f"{FOLDER}/search_siren_552032534.json"))
    assert sorted(records["552032534"].fields) == sorted(companies.COLUMNS)
    (entry,) = recherche_entreprises.entries(records["552032534"])
    assert entry.name == "DANONE"
    assert entry.kinds == ("Company",)
    assert entry.identifiers == (("siren", "552032534"), ("siret", "55203253400703"))
    assert (entry.country, entry.city, entry.status) == ("FR", "Paris", "active")
    (seat,) = recherche_entreprises.claims(records["552032534"])
    assert (seat.predicate, seat.object.identifiers) == ("locatedIn", (("insee", "75109"),))


def test_other_names_are_kept_and_the_name_in_brackets_is_not():
    """The complete name may be that of a person."""
    ((entry,), _, _) = said(company())
    assert entry.aliases == ("BT", "BIO-PLUS")


@pytest.mark.parametrize(
    ("form", "activity", "kind"),
    [
        ("5710", "72.11Z", "Company"),
        ("4110", "21.20Z", "Company"),
        ("3120", "21.10Z", "Company"),
        ("7364", "86.10Z", "Hospital"),
        ("9220", "72.19Z", "ResearchOrganization"),
        ("7383", "85.42Z", "ResearchOrganization"),
    ],
)
def test_the_legal_form_tells_the_kind(form, activity, kind):
    """The activity alone makes no biotech."""
    ((entry,), _, _) = said(company(nature_juridique=form, activite_principale=activity))
    assert entry.kinds == (kind,)


def test_a_form_that_tells_no_kind_makes_no_entry_but_a_flag():
    """An SCI that lets a laboratory its walls is no actor."""
    entries, told, claims = said(company(nature_juridique="6540", activite_principale="68.20B"))
    assert not entries
    assert not claims
    assert isinstance(told[0], Flag)


def test_a_company_that_ceased_has_no_seat_any_more():
    """It stays known, with its state."""
    ((entry,), _, claims) = said(company(etat_administratif="C"))
    assert entry.status == "ceased"
    assert not claims


def test_a_seat_abroad_is_no_french_town():
    """Its town is left out."""
    seat = company()["siege"] | {"code_pays_etranger": "99131", "commune": "99131"}
    ((entry,), _, claims) = said(company(nature_juridique="3120", siege=seat))
    assert (entry.country, entry.city) == ("", "")
    assert not claims


@pytest.mark.parametrize("form", ["1000", "2110"])
def test_people_who_trade_under_their_own_name_are_left_out(form):
    """They are told by their place in the answer only."""
    found = company(nature_juridique=form, nom_raison_sociale="MARTIN")
    records, _, flags = read(recherche_entreprises, results(found, company("552032534")))
    assert list(records) == ["552032534"]
    assert flags[0].where.endswith("item 1")
    assert "MARTIN" not in repr(flags)


def test_a_wrong_siren_is_flagged_and_the_others_kept():
    """Also what is no object at all."""
    found = results(company("803512459"), None, company(siege=None))
    records, _, flags = read(recherche_entreprises, found)
    assert list(records) == ["803512458"]
    assert len(flags) == 2
    assert "803512459" in flags[0].message


def test_the_finess_number_of_a_seat_is_kept_where_it_is_the_only_one():
    """A hospital's seat may hold several establishments."""
    for numbers, known in ((["440000289"], True), (["440000289", "440000271"], False)):
        seat = company()["siege"] | {"liste_finess": numbers}
        ((entry,), _, _) = said(company(siege=seat))
        assert (("finess", "440000289") in entry.identifiers) is known
