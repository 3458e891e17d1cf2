"""EMA's list of shortages: no real one was recorded, so it is rebuilt from its documented columns.

``meta`` and the fourteen columns are those that several public programs read; the recorded fixture,
which somebody wrote by hand, has five of them.
"""

import json

import pytest
from hypothesis import given, strategies

from biograph.harvest.feeds import ema
from biograph.harvest.raw import RawStore
from biograph.harvest.sources import SOURCES
from biograph.model import Identifier, Reason
from tests.replay import Answer, sample

from . import files

HOST = "www.ema.europa.eu"
QUERY = files.query("ema", "shortages")
URL = f"{ema.REPORTS}/{QUERY.values['report']}"
SITE = "https://www.ema.europa.eu/en/medicines/human/shortages"
COLUMNS = (
    *ema.SHORT.values(),
    "category",
    "therapeutic_area_mesh",
    "pharmaceutical_forms_affected",
    "strengths_affected",
    "availability_of_alternatives",
    "expected_resolution",
    "first_published_date",
)


def shortage(name="Keytruda", **cells):
    """A line of the list: of a monoclonal antibody, going on since November."""
    row = dict.fromkeys(COLUMNS, "") | {
        "category": "Human",
        "medicine_affected": name,
        "supply_shortage_status": "Ongoing",
        "international_non_proprietary_name_inn_or_common_name": "pembrolizumab",
        "start_of_shortage_date": "03/11/2025",
        "last_updated_date": "12/05/2026",
        "shortage_url": f"{SITE}/{name.lower()}",
    }
    return row | cells


def report(*shortages, announced=None):
    """The bytes of a list."""
    total = len(shortages) if announced is None else announced
    meta = {"total_records": total, "timestamp": "2026-05-31T16:00:00Z"}
    return json.dumps({"meta": meta, "data": shortages}).encode()


def read(*shortages):
    """What the feed reads in a list of them, fetched on 1 June 2026."""
    return list(ema.parse(files.payload(QUERY, report(*shortages), URL)))


def claims(*shortages):
    """What the source says of them."""
    records = files.records(read(*shortages))
    return [claim for record in records for claim in SOURCES["ema"].claims(record)]


def test_a_shortage_that_goes_on_is_claimed_for_the_day_of_the_list():
    """Of the medicine with its EMA number, in the Union, in the words of the list."""
    (claim,) = claims(shortage(expected_resolution_date="30/09/2026"))
    assert (claim.subject.text, claim.subject.identifiers) == (
        "Keytruda",
        (Identifier("emaNumber", "EMEA/H/C/003820"),),
    )
    assert (claim.predicate, claim.object.text) == ("inShortage", "European Union")
    assert (claim.date, claim.until, claim.observed) == ("2025-11-03", "2026-09-30", "2026-05-12")
    assert claim.status == "Ongoing"
    assert claim.evidence.quote.startswith("day: 2026-05-12; medicine: Keytruda; ")


def test_a_shortage_makes_no_medicine_known():
    """It may concern one under a name of its own: medicines are told by the other report."""
    (record,) = files.records(read(shortage()))
    assert list(SOURCES["ema"].entries(record)) == []


def test_what_is_resolved_is_no_shortage():
    """It stays a record: a list on which all is resolved takes the place of an older one."""
    gone = shortage(supply_shortage_status="Resolved")
    assert len(files.records(read(gone))) == 1
    assert claims(gone) == []


def test_an_end_that_was_expected_and_did_not_come_is_none():
    """The list of 12 May says that the shortage goes on."""
    (claim,) = claims(shortage(expected_resolution_date="12/05/2026"))
    assert claim.until == ""


@pytest.mark.parametrize(
    ("cells", "number"),
    [
        ({}, "EMEA/H/C/003820"),
        ({"medicine_affected": "KEYTRUDA"}, "EMEA/H/C/003820"),
        ({"medicine_affected": "Keytruda 25 mg"}, None),  # a name of no medicine, a known INN
        (
            {
                "medicine_affected": "Nova",
                ema.SHORT["inn"]: "semaglutide; insulin glargine",
            },
            None,
        ),
        ({"medicine_affected": "Nova", ema.SHORT["inn"]: "novelimab"}, None),  # a stem
    ],
)
def test_a_biologic_is_known_by_its_name_or_by_an_inn(cells, number):
    """The number is that of exactly this name: nothing is guessed."""
    (claim,) = claims(shortage(**cells))
    assert [one.value for one in claim.subject.identifiers] == ([number] if number else [])


def test_a_name_that_was_refused_once_means_the_medicine_in_force():
    """Two numbers bear the name: one of a refused application, one of the authorisation."""
    (claim,) = claims(shortage("Cimzia"))
    assert [one.value for one in claim.subject.identifiers] == ["EMEA/H/C/001037"]


@pytest.mark.parametrize(
    "cells",
    [
        {"category": "Veterinary"},
        {"medicine_affected": "Ozempic", ema.SHORT["inn"]: "semaglutide"},
        {"medicine_affected": "Nova", ema.SHORT["inn"]: ""},
    ],
)
def test_what_is_no_human_biologic_is_left_out(cells):
    """And no reason for a flag."""
    found = read(shortage(), shortage(**cells, shortage_url=SITE))
    assert [one.key for one in files.records(found)] == [f"{SITE}/keytruda"]
    assert files.reasons(found) == []


def test_the_day_is_that_of_the_latest_change():
    """Of any line, also one left out; neither a date to come nor a mere year is a day."""
    changes = ("20/05/2026", "02/06/2026", "2026", "unknown")
    others = [
        shortage(f"other-{number}", category="Veterinary", last_updated_date=day)
        for number, day in enumerate(changes)
    ]
    (record,) = files.records(read(shortage(), *others))
    assert record.fields["day"] == "2026-05-20"
    (record,) = files.records(read(shortage(last_updated_date="")))
    assert record.fields["day"] == "2026-06-01"  # that of the fetch


def test_a_list_that_says_the_same_is_not_new(replay, tmp_path):
    """The file is written anew twice a day; only a change to the list is news."""
    with RawStore(tmp_path) as store:
        found = []
        for status in ("Ongoing", "Ongoing", "Resolved"):
            moment = f"2026-05-{12 + len(found)}T16:00:00Z"
            body = json.loads(report(shortage(supply_shortage_status=status)))
            body["meta"]["timestamp"] = moment
            answer = Answer(body=json.dumps(body).encode())
            replay.hosts[HOST] = lambda _request, answer=answer: answer
            found.append(files.swept(ema, replay, QUERY, store))
        (last,) = store.replay("ema", whole=True)
        (record,) = files.records(ema.parse(last))
    assert found == [1, 0, 1]
    assert record.fields["status"] == "Resolved"


def test_the_list_does_not_take_the_place_of_the_medicines(replay, tmp_path):
    """Each report of the agency is a file of its own."""
    with RawStore(tmp_path) as store:
        files.answering(replay, HOST, report(shortage()))
        files.swept(ema, replay, QUERY, store)
        (kept,) = store.replay("ema", whole=True)
        (record,) = files.records(ema.parse(kept))
    assert kept.table == "shortages"
    assert record.table == "ema_shortages.json"


def test_the_list_is_asked_for_with_its_total(replay):
    """At its address; one that was cut can be told from what it says of itself."""
    files.answering(replay, HOST, report(shortage(), announced=120))
    (page,) = files.pages(ema, replay, QUERY)
    assert (page.size, page.total) == (1, 120)
    assert replay.seen[0].path == "/en/documents/report/shortages-output-json-report_en.json"


def test_a_value_in_a_list_is_read_like_a_bare_one():
    """Fixtures of EMA's reports wrap values."""
    wrapped = {name: [value] if value else None for name, value in shortage().items()}
    (one,), (other,) = files.records(read(wrapped)), files.records(read(shortage()))
    assert one.fields == other.fields


def test_the_recorded_fixture_is_read(shared):
    """With the columns that it lacks; neither of its two lines concerns a human biologic."""
    recorded = json.loads(sample("ema/shortages.json"))["data"]
    assert {flag for one in recorded for flag in files.reasons(read(one))} == {
        Reason.MISSING_COLUMN
    }
    blank = dict.fromkeys(COLUMNS, "")
    full = ({**blank, "shortage_url": one["medicine_affected"], **one} for one in recorded)
    assert read(*full) == []


def test_a_bad_row_costs_no_other():
    """A row that is no object, one without address, one seen twice."""
    nowhere = shortage("Cimzia", shortage_url=None)
    found = read(shortage(), 3, nowhere, shortage(), shortage("Remicade"))
    assert files.reasons(found) == [Reason.MALFORMED, Reason.MALFORMED, Reason.DUPLICATE_KEY]
    assert [one.fields["medicine"] for one in files.records(found)] == ["Keytruda", "Remicade"]


@given(
    strategies.dictionaries(
        strategies.sampled_from(COLUMNS),
        strategies.recursive(
            strategies.none() | strategies.text() | strategies.integers() | strategies.booleans(),
            lambda inner: strategies.lists(inner, max_size=3),
            max_leaves=4,
        ),
    )
)
def test_any_value_is_read_or_flagged(values):
    """No type in a cell stops the reading, and what is claimed is always of a day."""
    found = read(shortage(), shortage("Cimzia", **values))
    assert len(files.records(found)) >= 1
    for record in files.records(found):
        for claim in SOURCES["ema"].claims(record):
            assert len(claim.observed) == len("2026-05-12")


@pytest.mark.parametrize("body", files.ODD_BODIES)
def test_an_answer_that_is_not_the_json_expected_is_no_data(replay, body):
    """Asked for, it means an outage; read from the store it is flagged, and no crash."""
    files.answering(replay, HOST, body)
    assert files.refused(ema, replay, QUERY)
    assert files.reasons(ema.parse(files.payload(QUERY, body, URL))) == [Reason.MALFORMED]
