"""data.gouv.fr: pages of the catalogue, and where a resource is now."""

import json
from dataclasses import replace

import pytest

from biograph.errors import Unreachable
from biograph.harvest.feeds import datagouv
from biograph.harvest.http import Client
from biograph.model import Reason, Record, Withdrawal
from tests.replay import Answer, sample

from . import files

HOST = files.DATA_GOUV
QUERY = files.query("datagouv", "biotherapy")


@pytest.fixture
def recorded(shared):
    """The recorded description of a data set."""
    return json.loads(sample("data-gouv-fr/dataset_metadata.json"))


def paged(replay, *pages):
    """Have data.gouv.fr give these data sets, page by page."""

    def host(request):
        number = int(request.query["page"])
        more = f"https://{HOST}/api/1/datasets/?page={number + 1}" if number < len(pages) else None
        body = {
            "data": pages[number - 1],
            "page": number,
            "page_size": 100,
            "next_page": more,
            "previous_page": None,
            "total": sum(map(len, pages)),
        }
        return Answer(body=json.dumps(body).encode())

    replay.hosts[HOST] = host


def numbered(dataset, count):
    """So many data sets like one, each with its own id."""
    return [{**dataset, "id": f"{number:024x}"} for number in range(count)]


def test_pages_are_followed_to_the_one_without_a_next(replay, recorded):
    """Each page tells where the next begins, and how many data sets there are."""
    datasets = numbered(recorded, 5)
    paged(replay, datasets[:2], datasets[2:4], datasets[4:])
    found = files.pages(datagouv, replay, QUERY)
    assert [(page.size, page.total, page.cursor) for page in found] == [
        (2, 5, "2"),
        (2, 5, "3"),
        (1, 5, ""),
    ]
    keys = [one.key for one in files.read(datagouv, found)]
    assert keys == [dataset["id"] for dataset in datasets]


def test_words_and_cursor_are_sent(replay, recorded):
    """A sweep that stopped goes on at its page; the words are those of the query."""
    paged(replay, numbered(recorded, 1), numbered(recorded, 1))
    (page,) = files.pages(datagouv, replay, QUERY, cursor="2")
    assert page.cursor == ""
    (request,) = replay.seen
    assert request.query == {"q": "biothérapie", "page": "2", "page_size": "100"}


def test_tags_and_organisations_may_be_asked_for(replay, recorded):
    """The values of a query are the parameters of the catalogue."""
    paged(replay, numbered(recorded, 1))
    files.pages(datagouv, replay, replace(QUERY, values={"tag": "sante", "organization": "o"}))
    assert replay.seen[0].query["tag"] == "sante"
    assert replay.seen[0].query["organization"] == "o"


def test_the_recorded_data_set_is_a_document(replay, recorded):
    """Title, description, publisher, licence and date; its text is what is read."""
    paged(replay, [recorded])
    (record,) = files.read(datagouv, files.pages(datagouv, replay, QUERY))
    assert (record.key, record.url) == (recorded["id"], recorded["page"])
    assert (record.published, record.licence) == ("2025-04-07", "lov2")
    assert record.fields["organization"] == recorded["organization"]["name"]
    title, body, lang = datagouv.text(record)
    assert (title, lang) == (recorded["title"], "fr")
    assert len(body) > 100
    assert not list(datagouv.claims(record)) + list(datagouv.entries(record))


def test_owner_and_contacts_are_left_outside(replay, recorded):
    """Neither the owner of a data set nor addresses in its description get into the record."""
    dataset = {
        **recorded,
        "owner": {"first_name": "Xavier", "last_name": "PERSONNE"},
        "contact_points": [{"name": "PERSONNE", "email": "personne@example.org"}],
        "description": "Des lits.\n\nÉcrire à personne@example.org ou au 01 23 45 67 89.",
        "organization": None,
    }
    paged(replay, [dataset])
    found = str(files.read(datagouv, files.pages(datagouv, replay, QUERY)))
    assert "Des lits." in found
    assert not any(word in found for word in ("PERSONNE", "personne@", "01 23"))


def test_a_deleted_data_set_is_withdrawn(replay, recorded):
    """What was read in it no longer holds."""
    paged(replay, [{**recorded, "deleted": "2026-05-01T10:00:00"}])
    (found,) = files.read(datagouv, files.pages(datagouv, replay, QUERY))
    assert found == Withdrawal(source="datagouv", key=recorded["id"], date="2026-05-01")


def test_a_malformed_data_set_costs_no_other(replay, recorded):
    """It is flagged; a bare title is no text."""
    bare = {"id": "1", "title": "Lits"}
    paged(replay, [recorded, {"id": "2"}, "text", bare])
    found = files.read(datagouv, files.pages(datagouv, replay, QUERY))
    assert files.reasons(found) == [Reason.MALFORMED] * 2
    assert [one.key for one in found if isinstance(one, Record)] == [recorded["id"], "1"]
    assert datagouv.text(files.records(found)[1]) is None


def test_nothing_found_is_one_empty_page(replay):
    """A query without result ends at once."""
    paged(replay, [])
    (page,) = files.pages(datagouv, replay, QUERY)
    assert (page.size, page.total, page.cursor) == (0, 0, "")
    assert files.read(datagouv, [page]) == []


def test_a_next_page_without_data_ends_the_paging(replay):
    """A catalogue that always names a next page is not followed for ever."""
    body = json.dumps({"data": [], "next_page": "https://example.org", "total": 0}).encode()
    files.answering(replay, HOST, body)
    assert len(files.pages(datagouv, replay, QUERY)) == 1


@pytest.mark.parametrize(
    ("name", "status"), [("api_page-404.json", 404), ("api_pageSize-500.json", 500)]
)
def test_recorded_errors_are_outages(replay, shared, name, status):
    """Of the catalogue as a list, and of a data set."""
    body = sample(f"data-gouv-fr/{name}")
    replay.hosts[HOST] = lambda _request: Answer(body=body, status=status)
    assert files.refused(datagouv, replay, QUERY)
    with Client(gateway=replay.base) as client, pytest.raises(Unreachable):
        datagouv.resource(client, {"dataset": "d", "resource": "r"})


def test_an_outage_page_is_an_outage(replay, shared):
    """HTML under HTTP 200; read from the store it is flagged."""
    body = sample(files.OUTAGE)
    files.answering(replay, HOST, body)
    assert files.refused(datagouv, replay, QUERY)
    assert files.reasons(datagouv.parse(files.payload(QUERY, body))) == [Reason.MALFORMED]


def resource(replay, dataset, wanted):
    """The address of a resource of the data set."""
    files.answering(replay, HOST, json.dumps(dataset).encode())
    with Client(gateway=replay.base) as client:
        return datagouv.resource(client, {"dataset": "d", "resource": wanted})


def test_a_resource_is_found_by_its_id_or_its_address(replay, recorded):
    """Each recorded resource by its id; the file of a kind that changed last by its name."""
    for one in recorded["resources"]:
        assert resource(replay, recorded, one["id"]) == one["url"]
    assert replay.seen[0].path == "/api/1/datasets/d/"
    older = {"id": "1", "url": "https://x/20260312/stock-1.csv", "last_modified": "2026-03-12"}
    newer = {"id": "2", "url": "https://x/20260512/stock-2.csv", "last_modified": "2026-05-12"}
    for listed in ([older, newer], [newer, older]):
        assert resource(replay, {"resources": listed}, "stock") == newer["url"]


@pytest.mark.parametrize("dataset", [{}, {"resources": None}, {"resources": ["x", {"id": "r"}]}])
def test_a_resource_that_is_gone_is_told(replay, dataset):
    """The message names data set and resource, and what to mend."""
    with pytest.raises(Unreachable, match=r"d of data\.gouv\.fr has no resource r") as told:
        resource(replay, dataset, "r")
    assert "feeds.tsv" in told.value.hint
