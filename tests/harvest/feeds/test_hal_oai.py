"""Recorded answers of OAI-PMH archives: HAL, Zenodo and those of two client libraries."""

import json

import pytest

from biograph.errors import CursorExpired, Refused, Unreachable
from biograph.harvest.feed import Asked, Query
from biograph.harvest.feeds import hal_oai
from biograph.harvest.http import Client
from tests.harvest.feeds.kept import kept, read, words
from tests.replay import Answer, in_turn, sample

HOST = "oai.example.org"
QUERY = Query(source="oai", id="theses", values={"url": f"https://{HOST}/oai", "set": "type:THESE"})


def swept(replay, query=QUERY, **asked):
    with Client(gateway=replay.base) as client:
        return list(hal_oai.pages(client, Asked(query=query, **asked)))


@pytest.fixture(scope="module")
def zenodo(shared):
    """The recorded exchange by its requests, in order."""
    cassette = json.loads(sample("oai-pmh-hal/scythe_list_records.cassette.json"))
    return [
        (one["request"]["uri"], one["response"]["status"], one["response"]["body"].encode())
        for one in cassette["interactions"]
    ]


def recorded(zenodo, part):
    return next(Answer(status=status, body=body) for uri, status, body in zenodo if part in uri)


FIRST = "sickle_ListRecords.xml"


def named(body):
    """The recorded tokens are the plain names of the files."""
    return body.replace(b">ListRecords", b">sickle_ListRecords")


def test_tokens_are_followed_until_there_is_none(replay, shared):
    """Four pages of two, of which three announce the eight records."""
    replay.hosts[HOST] = lambda request: Answer(
        body=named(sample(f"oai-pmh-hal/{request.query.get('resumptionToken', FIRST)}"))
    )
    found = swept(replay)
    assert [(page.size, page.total) for page in found] == [(2, 8), (2, 8), (2, 8), (2, None)]
    assert [page.cursor for page in found[2:]] == ["sickle_ListRecords4.xml", ""]
    assert [request.query for request in replay.seen[1:3]] == [
        {"verb": "ListRecords", "resumptionToken": f"sickle_ListRecords{number}.xml"}
        for number in (2, 3)
    ], "a token stands alone"


def test_an_empty_token_is_the_end(replay, zenodo):
    """As on the last page of a library, which still gives the size of the list."""
    body = b"""<OAI-PMH xmlns="http://www.openarchives.org/OAI/2.0/"><ListRecords>
        <record><header><identifier>oai:x:1</identifier></header></record>
        <resumptionToken completeListSize="733" cursor="600"/></ListRecords></OAI-PMH>"""
    replay.hosts[HOST] = in_turn(Answer(body=body))
    assert [(page.size, page.total, page.cursor) for page in swept(replay)] == [(1, 733, "")]


def test_recorded_pages_of_zenodo_are_followed(replay, zenodo):
    """From a token in the middle of a list of millions to its end."""
    middle, last = (
        recorded(zenodo, "resumptionToken=.eJwlzEuOgjAAANC7dG0mbcEP"),
        recorded(zenodo, "resumptionToken=.eJwlzEuOgjAAANC7dG0mLeAMkMwCRmlEqYLSQjemUBRtFRSMROPd5"),
    )
    replay.hosts[HOST] = in_turn(middle, last)
    found = swept(replay, cursor="token")
    records, withdrawn, flags = read(hal_oai, *(page.payload for page in found))
    assert [page.size for page in found] == [3, 3]
    assert found[0].total == 8_091_628
    assert found[1].cursor == ""
    assert (len(records), len(withdrawn), flags) == (5, 1, [])


def test_the_slice_is_asked_for_by_its_days(replay, zenodo):
    """With set and format; the format of all archives where the query names none."""
    replay.hosts[HOST] = in_turn(recorded(zenodo, "until=2026-04-02&metadataPrefix=oai_dc"))
    with Client(gateway=replay.base) as client:
        asked = Asked(query=QUERY, since="2026-04-01", until="2026-04-02")
        page = next(hal_oai.pages(client, asked))
    assert replay.seen[0].query == {
        "verb": "ListRecords",
        "metadataPrefix": "oai_dc",
        "set": "type:THESE",
        "from": "2026-04-01",
        "until": "2026-04-02",
    }
    assert (page.size, page.total) == (50, 6380)


def test_an_archive_without_sets_and_bounds_is_asked_for_all(replay, shared):
    """Empty arguments are errors of the protocol."""
    replay.hosts[HOST] = in_turn(Answer(body=sample("oai-pmh-hal/sickle_noRecordsMatch.xml")))
    query = Query(source="oai", id="all", values={"url": f"https://{HOST}/oai", "prefix": "dc"})
    assert swept(replay, query) == []
    assert replay.seen[0].query == {"verb": "ListRecords", "metadataPrefix": "dc"}


def test_no_matching_record_is_no_error(replay, zenodo):
    """Neither under HTTP 200 nor under Zenodo's 422."""
    replay.hosts[HOST] = in_turn(recorded(zenodo, "from=2030-01-01"))
    assert swept(replay) == []


def test_a_token_that_is_not_known_any_more_has_expired(replay, zenodo, shared):
    """Under HTTP 422 and under 200; the archive's words are told."""
    replay.hosts[HOST] = in_turn(recorded(zenodo, "resumptionToken=XXX"))
    with pytest.raises(CursorExpired, match="invalid or expired"):
        swept(replay, cursor="XXX")
    replay.hosts[HOST] = in_turn(Answer(body=sample("oai-pmh-hal/sickle_badResumptionToken.xml")))
    with pytest.raises(CursorExpired, match="This resumptionToken is invalid"):
        swept(replay, cursor="XXX")


@pytest.mark.parametrize(
    "code",
    [
        "badArgument",
        "cannotDisseminateFormat",
        "idDoesNotExist",
        "noSetHierarchy",
        "undefinedError",
    ],
)
def test_other_errors_are_told(replay, shared, code):
    """With the code of the protocol."""
    replay.hosts[HOST] = in_turn(Answer(body=sample(f"oai-pmh-hal/sickle_{code}.xml")))
    with pytest.raises(Unreachable, match=code) as caught:
        swept(replay)
    assert not isinstance(caught.value, CursorExpired | Refused)
    assert "prefix" in caught.value.hint


def test_an_error_of_the_protocol_may_be_a_client_error(replay, zenodo):
    """Zenodo's words on an unknown format, under HTTP 422."""
    replay.hosts[HOST] = in_turn(recorded(zenodo, "metadataPrefix=XXX"))
    with pytest.raises(Unreachable, match="metadataPrefix does not exist"):
        swept(replay)


def test_a_client_error_without_xml_is_one(replay):
    """As of a server that has no archive there."""
    replay.hosts[HOST] = in_turn(Answer(status=404, body=b"<html>Not found"))
    with pytest.raises(Refused) as caught:
        swept(replay)
    assert caught.value.status == 404


@pytest.mark.parametrize("name", ["sickle_ListRecordsBroken.xml", "phpoaipmh_GoodResponseIdentify"])
def test_what_is_no_list_of_records_is_an_outage(replay, shared, name):
    """Broken XML, or the answer to another verb."""
    file = f"oai-pmh-hal/{name.removesuffix('.xml')}.xml"
    replay.hosts[HOST] = in_turn(Answer(body=sample(file)))
    with pytest.raises(Unreachable):
        swept(replay)


def test_a_recorded_deposit_of_hal_is_read(shared):
    """Without its version in the key, with the abstract and not "International audience"."""
    records, _, flags = read(hal_oai, sample("oai-pmh-hal/hal_getrecord_oai_dc.xml"))
    record = records["oai:HAL:hal-00830421"]
    title, text, lang = hal_oai.text(record)
    assert flags == []
    assert title.startswith("Wavelet methods to eliminate resonances")
    assert text.startswith("It is well known that solutions")
    assert (lang, record.published) == ("en", "2013")
    assert record.url == "https://hal.archives-ouvertes.fr/hal-00830421"
    assert (record.fields["doi"], record.fields["hal"]) == (
        "10.1103/physreve.87.033017",
        "hal-00830421",
    )
    assert not [name for name in ("Pereira", "Farge", "Schneider") if name in words(record)]


def test_a_new_version_takes_the_place_of_the_old_one():
    """HAL numbers the versions in the identifiers; other archives have their own rules."""

    def deposit(identifier):
        return f"""<OAI-PMH><ListRecords><record><header><identifier>{identifier}</identifier>
            </header><metadata><dc><title>T</title></dc></metadata></record>
            </ListRecords></OAI-PMH>""".encode()

    first, second = deposit("oai:HAL:tel-04567890v1"), deposit("oai:HAL:tel-04567890v2")
    other = deposit("oai:example.org:v2")
    assert list(read(hal_oai, first, second, other)[0]) == [
        "oai:HAL:tel-04567890",
        "oai:example.org:v2",
    ]


@pytest.mark.parametrize(
    ("name", "key", "published", "title"),
    [
        ("base_hal-00845819v1", "ftartxiker:oai:HAL:hal-00845819v1", "2013", "Optical prop"),
        (
            "base_hal-00939473",
            "ftccsdartic:oai:hal.archives-ouvertes.fr:hal-00939473",
            "2014-01-29",
            "Formal Analysis",
        ),
        ("base_hal-01062241v1", "ftunivsavoie:oai:HAL:hal-01062241v1", "2012-09-24", '"Model and'),
        ("base_pmc4131942", "ftpubmed:oai:pubmedcentral.nih.gov:4131942", "2014-05", "Is the Alum"),
        (
            "phpoaipmh_GoodResponseSingleRecord",
            "oai:nsdl.org:2200/20061003062336249T",
            "2002-09-19",
            "Molecular Structure",
        ),
        (
            "phpoaipmh_NamespacedSample",
            "oai:bnf.fr:gallica/ark:/12148/bpt6k5440618t",
            "1889-04",
            "Le Poème",
        ),
        ("sickle_ListRecords", "oai:test.example.com:1585322", "2010", "Sample Title"),
    ],
)
def test_recorded_records_of_other_archives_are_read(shared, name, key, published, title):
    """In Dublin Core and in formats built on it."""
    records, _, _ = read(hal_oai, sample(f"oai-pmh-hal/{name}.xml"))
    assert records[key].published == published
    assert records[key].fields["title"].startswith(title)


def test_a_recorded_page_of_162_records_is_read_whole(shared):
    """Each with its own key."""
    content = sample("oai-pmh-hal/phpoaipmh_GoodResponseSinglePage.xml")
    records, _, flags = read(hal_oai, content)
    assert (len(records), flags) == (162, [])


def test_licence_and_markup_are_those_of_the_record(zenodo):
    """The address of the licence; markup that was escaped twice is markup again."""
    body = recorded(zenodo, "ListRecords&metadataPrefix=oai_dc").body
    records, _, _ = read(hal_oai, body)
    record = records["oai:zenodo.org:8435696"]
    assert record.licence == "https://creativecommons.org/licenses/by/4.0/legalcode"
    assert record.fields["text"].startswith("<p>A configuration layer")
    assert record.fields["doi"] == "10.5281/zenodo.8435696"


def test_a_deleted_record_is_withdrawn_on_its_day(shared):
    """One without identifier is flagged, and the record behind it kept."""
    _, withdrawn, _ = read(hal_oai, sample("oai-pmh-hal/sickle_ListRecords.xml"))
    assert withdrawn["oai:test.example.com:1585310"].date == "2011-07-18"
    records, withdrawn, flags = read(hal_oai, sample("oai-pmh-hal/sickle_ListRecords4.xml"))
    assert (len(records), withdrawn) == (1, {})
    assert ["has no identifier" in flag.message for flag in flags] == [True]


def test_a_record_without_metadata_is_flagged():
    """It says nothing, and is not deleted."""
    body = b"""<OAI-PMH><ListRecords><record><header><identifier>x</identifier></header></record>
        </ListRecords></OAI-PMH>"""
    records, _, flags = read(hal_oai, kept(body))
    assert (records, len(flags)) == ({}, 1)
    assert "no metadata" in flags[0].message


def test_the_text_in_another_language_is_not_read():
    """Where the archive says so; the words of the record are kept all the same."""
    body = b"""<OAI-PMH><ListRecords><record><header><identifier>x</identifier></header><metadata>
        <dc><title>Judul</title><description>Penelitian ini</description><language>ind</language>
        </dc></metadata></record></ListRecords></OAI-PMH>"""
    records, _, _ = read(hal_oai, body)
    assert records["x"].fields["text"] == "Penelitian ini"
    assert hal_oai.text(records["x"]) is None
