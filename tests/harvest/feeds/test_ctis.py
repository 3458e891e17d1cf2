"""CTIS: its list and its trials, in both forms that the portal gave them."""

import json

import pytest

from biograph.errors import Refused, Unreachable
from biograph.harvest.feed import Query
from biograph.harvest.feeds import ctis
from biograph.harvest.forms import trials
from biograph.model import Modality
from tests.harvest.feeds import files
from tests.harvest.feeds.kept import read, words
from tests.replay import Answer, sample

HOST = "euclinicaltrials.eu"
QUERY = Query(source="ctis", id="genes", values={"containAny": "gene therapy", "msc": "250"})
NEW = ["2023-505613-24-00", "2024-510663-34-00"]
OLD = ["2022-500244-37-00", "2023-508143-51-01"]


def recorded(number):
    """A recorded trial."""
    form = "old_structure_" if number in OLD else ""
    return json.loads(sample(f"ctis/retrieve_{form}{number}.json"))


def listed(number, updated="15/09/2025"):
    """A trial as the search lists it."""
    return {
        "ctNumber": number,
        "ctStatus": 4,
        "ctTitle": "A trial",
        "trialCountries": ["France:4"],
        "lastUpdated": updated,
        "lastPublicationUpdate": updated,
    }


def in_france(number, *, code=4, origin="Biological"):
    """A recorded trial with Belgium's part as France's, and substances of another origin."""
    text = json.dumps(recorded(number), ensure_ascii=False)
    for was, now in (("Belgium", "France"), ("Cliniques Universitaires", "Hôpital")):
        text = text.replace(was, now)
    trial = json.loads(text.replace('"Chemical"', json.dumps(origin)))
    for state in trial["authorizedApplication"]["memberStatesConcerned"]:
        state["mscPublicStatusCode"] = code
    return trial


def found(trial):
    """The one record of a trial."""
    records, _, flags = read(ctis, json.dumps(trial).encode())
    assert not flags
    return records[trial["ctNumber"]]


@pytest.fixture
def portal(replay):
    """A portal with a list on pages; ``trials`` are those that it shows."""

    def host(request):
        if request.method == "POST":
            body = json.loads(request.body)
            page = body["pagination"]["page"]
            answer = {
                "pagination": {
                    "totalRecords": sum(map(len, replay.lists)),
                    "currentPage": page,
                    "totalPages": len(replay.lists),
                    "nextPage": page < len(replay.lists),
                },
                "data": replay.lists[page - 1],
            }
            return Answer(body=json.dumps(answer).encode())
        number = request.path.rpartition("/")[2]
        if number not in replay.trials:
            return Answer(status=404, body=b'{"message": "Not found"}')
        return Answer(body=json.dumps(replay.trials[number]).encode())

    replay.hosts[HOST] = host
    replay.lists, replay.trials = [[]], {}
    return replay


@pytest.fixture
def two_lists(portal, shared):
    """Two pages of the list with two recorded trials each."""
    portal.lists = [[listed(number) for number in NEW], [listed(number) for number in OLD]]
    portal.trials = {number: recorded(number) for number in NEW + OLD}
    return portal


def retrieved(replay):
    """The numbers of the trials that were asked for."""
    return [one.path.rpartition("/")[2] for one in replay.seen if one.method == "GET"]


def test_each_page_of_the_list_is_followed_by_its_trials(two_lists):
    """The list counts the items; the trials come beside it, each under a cursor of its own."""
    pages = files.pages(ctis, two_lists, QUERY)
    assert [page.size for page in pages] == [2, 0, 0, 2, 0, 0]
    assert {page.total for page in pages if page.size} == {4}
    assert [page.cursor for page in pages] == ["1.0", "1.1", "2", "2.0", "2.1", ""]
    records, _, flags = read(ctis, *(page.payload for page in pages))
    assert sorted(records) == sorted(NEW + OLD)
    assert not flags


def test_a_cursor_goes_on_where_it_stopped(two_lists):
    """After the first trial of the first page: its second, then the second page."""
    whole = files.pages(ctis, two_lists, QUERY)
    for position, page in enumerate(whole[:-1], start=1):
        rest = files.pages(ctis, two_lists, QUERY, cursor=page.cursor)
        assert [one.payload.content for one in rest] == [
            one.payload.content for one in whole[position:]
        ]


def test_only_what_changed_since_is_asked_for(portal, shared):
    """The list has no filter by date, but tells when a trial changed or was published anew."""
    portal.lists = [
        [
            listed(NEW[0], "31/08/2025"),
            listed(NEW[1], "01/09/2025"),
            listed(OLD[0], "31/08/2025") | {"lastPublicationUpdate": "02/09/2025"},
            listed(OLD[1]) | {"lastUpdated": None},  # perhaps changed
        ]
    ]
    portal.trials = {number: recorded(number) for number in NEW + OLD}
    pages = files.pages(ctis, portal, QUERY, since="2025-09-01", until="2025-09-30")
    assert retrieved(portal) == [NEW[1], *OLD]
    assert pages[0].size == pages[0].total == 4


def test_the_question_is_sent_as_the_portal_wants_it(portal):
    """Codes are numbers, pages begin at 1, the order does not change with updates."""
    files.pages(ctis, portal, QUERY)
    assert json.loads(portal.seen[0].body) == {
        "pagination": {"page": 1, "size": 100},
        "sort": {"property": "decisionDate", "direction": "DESC"},
        "searchCriteria": {"containAny": "gene therapy", "msc": [250]},
    }


def test_nothing_found_is_one_empty_page(portal):
    """A query without result is no error."""
    assert [(p.size, p.total, p.cursor) for p in files.pages(ctis, portal, QUERY)] == [(0, 0, "")]


def test_a_trial_that_is_listed_but_not_shown_is_flagged(portal, shared):
    """404 for one trial does not stop the others; its page says what the portal answered."""
    portal.lists = [[listed(OLD[0]), listed(NEW[0])]]
    portal.trials = {NEW[0]: recorded(NEW[0])}
    records, _, flags = read(ctis, *(p.payload for p in files.pages(ctis, portal, QUERY)))
    assert list(records) == [NEW[0]]
    assert flags[0].where.endswith(f"retrieve/{OLD[0]}")


def test_a_trial_that_is_forbidden_stops_the_source(portal, shared):
    """It is no matter of this one trial."""
    portal.lists = [[listed(NEW[0])]]
    was = portal.hosts[HOST]
    portal.hosts[HOST] = lambda r: was(r) if r.method == "POST" else Answer(status=403)
    with pytest.raises(Refused):
        files.pages(ctis, portal, QUERY)


def test_the_portals_own_page_in_place_of_a_trial_is_an_outage(portal):
    """Unknown paths answer with HTML under HTTP 200."""
    portal.lists = [[listed(NEW[0])]]
    was = portal.hosts[HOST]
    portal.hosts[HOST] = lambda r: was(r) if r.method == "POST" else Answer(body=b"<html></html>")
    with pytest.raises(Unreachable):
        files.pages(ctis, portal, QUERY)


def test_a_trial_of_todays_form(shared):
    """Numbers, titles, days, sponsor and objectives of a recorded trial."""
    record = found(recorded(NEW[0]))
    fields = record.fields
    assert record.published == "2025-08-20"
    assert record.url == f"https://euclinicaltrials.eu/ctis-public/view/{NEW[0]}"
    assert fields["status"] == "Ongoing, recruiting"
    assert fields["start"] == "2021-04-28"
    assert fields["other_numbers"] == "NCT04665037|2019-003842-34"
    assert fields["sponsors"] == "Pharmaceutical company~Merck Sharp & Dohme LLC"
    assert fields["conditions"] == "Fungal infection"
    title, text, _ = ctis.text(record)
    assert title.startswith("Posaconazole (MK-5592) IV and oral in children")
    assert text.startswith("To estimate the pharmacokinetics (PK) of posaconazole")


def test_a_trial_of_the_form_before_june_2024(shared):
    """Its application stood at the top; the status was told in words."""
    fields = found(recorded(OLD[1])).fields
    assert fields["status"] == "Authorised, not started"
    assert fields["sponsors"] == (
        "Hospital/Clinic/Other health care facility~Roessingh Centrum Voor Revalidatie"
    )
    assert fields["other_numbers"] == "2021-004994-30"
    assert fields["conditions"] == "Spinal cord Injury"
    assert {one.modality for one in ctis.claims(found(recorded(OLD[1])))} == {Modality.PLANNED}


def test_both_forms_give_the_columns_of_trials(shared):
    """What reads one reads the other."""
    for number in NEW + OLD:
        assert sorted(found(recorded(number)).fields) == sorted(trials.COLUMNS)


@pytest.mark.parametrize("number", NEW + OLD)
def test_no_person_and_no_contact_gets_into_a_record(shared, number):
    """Neither the investigators of the sites nor whom to write to."""
    trial = recorded(number)
    application = trial.get("authorizedApplication", trial)
    people = [
        site["personInfo"][name]
        for part in application["authorizedPartsII"]
        for site in part["trialSites"]
        for name in ("firstName", "lastName")
    ]
    people += [
        contact["functionalName"]
        for sponsor in application["authorizedPartI"]["sponsors"]
        for sort in ("publicContacts", "scientificContacts")
        for contact in sponsor[sort]
    ]
    said = words(found(trial))
    assert people
    assert not [person for person in people if person in said]
    assert "@" not in said


def test_sites_in_france_conduct_trials_of_biologicals(shared):
    """The product is known by its EMA number; sites of other countries are left out."""
    record = found(in_france(NEW[0]))
    assert record.fields["sites"] == (
        "Hôpital Saint-Luc~Sint-Lambrechts-Woluwe~1200~Ongoing, recruiting"
    )
    facts = {(o.subject.text, o.predicate, o.object.text): o for o in ctis.claims(record)}
    assert set(facts) == {
        ("Merck Sharp & Dohme LLC", "conductsTrial", "Noxafil"),
        ("Merck Sharp & Dohme LLC", "conductsTrial", "Posaconazole"),
        ("Hôpital Saint-Luc", "locatedIn", "Sint-Lambrechts-Woluwe"),
        ("Hôpital Saint-Luc", "conductsTrial", "Noxafil"),
        ("Hôpital Saint-Luc", "conductsTrial", "Posaconazole"),
    }
    drug = facts["Hôpital Saint-Luc", "conductsTrial", "Noxafil"].object
    assert drug.identifiers == (("emaNumber", "EMEA/H/C/000610"),)


def test_chemicals_and_comparators_are_no_products(shared):
    """All recorded products are chemical; without a product the disease is tried."""
    record = found(recorded(NEW[0]))
    assert record.fields["products"] == ""
    assert [one.object.text for one in ctis.claims(record)] == ["Fungal infection"]
    trial = in_france(NEW[0])
    for product in trial["authorizedApplication"]["authorizedPartI"]["products"]:
        product["mpRoleInTrial"] = "2"
    assert found(trial).fields["products"] == ""


def test_a_trial_that_did_not_begin_in_france_is_only_planned_there(shared):
    """Each country has a status of its own."""
    facts = list(ctis.claims(found(in_france(NEW[0], code=2))))
    held = {(one.subject.text, one.modality) for one in facts if one.predicate == "conductsTrial"}
    assert held == {
        ("Merck Sharp & Dohme LLC", Modality.ASSERTED),
        ("Hôpital Saint-Luc", Modality.PLANNED),
    }


@pytest.mark.parametrize("code", [9, 11, 12, 13, 14, 15])
def test_a_trial_that_never_began_is_withdrawn(shared, code):
    """Expired, not authorised, cancelled, withdrawn, lapsed, not valid."""
    trial = recorded(NEW[0]) | {"ctPublicStatusCode": code}
    records, withdrawn, _ = read(ctis, json.dumps(trial).encode())
    assert not records
    assert withdrawn[NEW[0]].date == "2025-08-20"


@pytest.mark.parametrize(
    "end", [{"globalEndDate": "2025-06-30"}, [{"globalEndDate": "2025-06-30"}]]
)
def test_a_trial_that_ended_has_its_day(shared, end):
    """It is an object where there is one, a list where there is none."""
    trial = recorded(NEW[0]) | {"ctPublicStatusCode": 8}
    trial["authorizedApplication"]["trialGlobalEnd"] = end
    facts = list(ctis.claims(found(trial)))
    assert {(one.modality, one.until) for one in facts} == {(Modality.ASSERTED, "2025-06-30")}


def test_the_status_of_the_application_is_not_that_of_the_trial(shared):
    """``ctStatus`` says Authorised also where the trial has long been under way."""
    trial = recorded(NEW[0]) | {"ctStatus": "Authorised", "ctPublicStatusCode": 5}
    assert found(trial).fields["status"] == "Ongoing, recruitment ended"


def test_what_is_listed_without_a_number_is_flagged(shared):
    """The list tells nothing but numbers; a bad one is named by its place."""
    body = json.dumps({"data": [listed(NEW[0]), {"ctNumber": "2019-1"}, None]}).encode()
    records, withdrawn, flags = read(ctis, body)
    assert not records
    assert not withdrawn
    assert [flag.where.rpartition(" ")[2] for flag in flags] == ["2", "3"]
