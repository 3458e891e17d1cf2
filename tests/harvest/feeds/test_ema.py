"""EMA: the JSON report in the form of the table that it is also published as."""

import json

import pytest
from hypothesis import given, strategies

from biograph.harvest.declared import EMA
from biograph.harvest.feeds import ema
from biograph.harvest.sources import SOURCES
from biograph.model import Reason, Record
from tests.replay import sample

from . import files

HOST = "www.ema.europa.eu"
QUERY = files.query("ema", "medicines")
KEYTRUDA = {
    "name": "Keytruda",
    "ema_number": "EMEA/H/C/003820",
    "status": "Authorised",
    "inn": "pembrolizumab",
    "atc": "L01FF02",
    "advanced_therapy": "No",
    "mah": "Merck Sharp & Dohme B.V.",
    "ma_date": "17/07/2015",
    "end_of_ma_date": "",
    "url": "https://www.ema.europa.eu/en/medicines/human/EPAR/keytruda",
}


def reported(row, category="Human", wrap=lambda value: value):
    """A row of the snapshot as the report has it; ``wrap`` puts its values into something."""
    values = {name: wrap(row[column]) for column, name in ema.NAMES.items()}
    return {"category": wrap(category), **values}


def report(*medicines, announced=None):
    """The bytes of a report."""
    total = len(medicines) if announced is None else announced
    meta = {"total_records": total, "timestamp": "2026-03-14T05:00:00Z"}
    return json.dumps({"meta": meta, "data": medicines}).encode()


def read(*medicines):
    """What the feed reads in a report of these medicines."""
    return list(ema.parse(files.payload(QUERY, report(*medicines))))


def test_the_recorded_table_comes_back(replay, shared):
    """The real rows, put in the form of the report, are the records of the snapshot."""
    rows = files.rows(shared, EMA)
    veterinary = reported({**KEYTRUDA, "ema_number": "EMEA/V/C/000999"}, category="Veterinary")
    files.answering(replay, HOST, report(*map(reported, rows), veterinary))
    (page,) = files.pages(ema, replay, QUERY)
    found = files.read(ema, [page])
    snapshot = [
        one
        for one in SOURCES["ema"].records(shared)
        if isinstance(one, Record) and one.table == EMA.name
    ]
    assert page.size == page.total == 2_292
    assert files.declared(EMA, files.records(found)) == files.declared(EMA, snapshot)
    assert files.reasons(found) == []
    assert replay.seen[0].path == f"/en/documents/report/{QUERY.values['report']}"


def test_the_recorded_report_is_read(shared):
    """Its values stand in lists; the columns that it lacks are those of the real one."""
    medicines = json.loads(sample("ema/medicines.json"))["data"]
    found = read(*({**dict.fromkeys(ema.NAMES.values()), **one} for one in medicines))
    names = {one.fields["name"]: one.fields["bio_class"] for one in files.records(found)}
    assert names["Keytruda"] == "monoclonal_antibody"
    assert names["Comirnaty"] == "vaccine"
    assert not {"Keytrudavet", "CalmHerb", "Ozempic"} & names.keys()
    assert files.reasons(found) == [Reason.TOO_FEW_ROWS]


@pytest.mark.parametrize(
    "wrap",
    [str, lambda value: [value] if value else None, lambda value: [value] if value else []],
    ids=["text", "list or null", "list"],
)
def test_a_value_is_read_in_whatever_it_is_wrapped(wrap):
    """The same record from a text, a list, null and an empty list."""
    (record,) = files.records(read(reported(KEYTRUDA, wrap=wrap)))
    assert dict(record.fields) == {**KEYTRUDA, "bio_class": "monoclonal_antibody"}
    assert {one.predicate for one in SOURCES["ema"].claims(record)} == {
        "authorises",
        "hasTherapyClass",
        "holdsAuthorisation",
    }


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        ({"inn": "pembrolizumab"}, "monoclonal_antibody"),  # the INN of a known one
        ({"inn": "Insulin Glargine"}, "insulin"),
        ({"inn": "novelimab"}, "monoclonal_antibody"),  # the stem
        ({"inn": "novel vaccine", "atc": "J07BX03"}, "vaccine"),
        ({"inn": "novel insulin", "atc": "A10AE99"}, "insulin"),
        ({"inn": "novelimab emtansine"}, None),  # conjugated: of which class is not known
        ({"inn": "dabigatran etexilate", "atc": "B01AE07"}, None),
        ({"inn": ""}, None),
        ({"inn": "novelgene vec", "advanced_therapy": "Yes"}, ""),
    ],
)
def test_a_new_medicine_is_classed_by_rules_or_not_at_all(cells, expected):
    """One of no known class is left out, unless EMA itself calls it an advanced therapy."""
    new = {**KEYTRUDA, "ema_number": "EMEA/H/C/999999", "atc": "", **cells}
    found = files.records(read(reported(new)))
    assert [one.fields["bio_class"] for one in found] == ([] if expected is None else [expected])


def test_the_rules_hold_for_every_recorded_medicine(shared):
    """As if all were new: what the rules say is never another class than the one checked by eye."""
    rows = files.rows(shared, EMA)
    new = [
        {**row, "ema_number": f"EMEA/H/C/{900_000 + number}", "advanced_therapy": "No"}
        for number, row in enumerate(rows)
    ]
    found = files.records(read(*map(reported, new)))
    checked = {one["ema_number"]: row["bio_class"] for one, row in zip(new, rows, strict=True)}
    assert all(one.fields["bio_class"] == checked[one.key] for one in found)
    assert len(found) > 600


def test_the_total_announced_is_told(replay):
    """A report that was cut can be told from what it says of itself."""
    files.answering(replay, HOST, report(reported(KEYTRUDA), announced=2_746))
    (page,) = files.pages(ema, replay, QUERY)
    assert (page.size, page.total) == (1, 2_746)


def test_a_report_without_meta_has_no_total(replay, shared):
    """The hand-written one has none."""
    files.answering(replay, HOST, sample("ema/medicines.json"))
    (page,) = files.pages(ema, replay, QUERY)
    assert (page.size, page.total) == (11, None)


def test_a_column_lost_at_the_publisher_is_flagged():
    """The flag names it; no half rows are made."""
    medicine = reported(KEYTRUDA)
    del medicine["atc_code_human"]
    (flag,) = read(medicine)
    assert flag.reason is Reason.MISSING_COLUMN
    assert "'atc_code_human'" in flag.message


def test_a_bad_row_costs_no_other():
    """A row that is no object, one without number, one seen twice, so few rows."""
    other = {**KEYTRUDA, "ema_number": "EMEA/H/C/003821"}
    nobody = {**KEYTRUDA, "ema_number": None}
    found = read(reported(KEYTRUDA), 3, reported(nobody), reported(KEYTRUDA), reported(other))
    assert files.reasons(found) == [
        Reason.MALFORMED,
        Reason.MALFORMED,
        Reason.DUPLICATE_KEY,
        Reason.TOO_FEW_ROWS,
    ]
    assert len(files.records(found)) == 2


@given(
    strategies.dictionaries(
        strategies.sampled_from([*ema.NAMES.values(), "category"]),
        strategies.recursive(
            strategies.none() | strategies.text() | strategies.integers() | strategies.booleans(),
            lambda inner: strategies.lists(inner, max_size=3),
            max_leaves=4,
        ),
    )
)
def test_any_value_is_read_or_flagged(values):
    """No type in a cell stops the reading: the types of the report are not known."""
    found = read(reported(KEYTRUDA), {**reported(KEYTRUDA), **values})
    assert all(
        isinstance(value, str) for one in files.records(found) for value in one.fields.values()
    )
    assert len(files.records(found)) >= 1


@pytest.mark.parametrize("body", files.ODD_BODIES)
def test_an_answer_that_is_not_the_json_expected_is_no_data(replay, body):
    """Asked for, it means an outage; read from the store it is flagged, and no crash."""
    files.answering(replay, HOST, body)
    assert files.refused(ema, replay, QUERY)
    assert files.reasons(ema.parse(files.payload(QUERY, body))) == [Reason.MALFORMED]


def test_an_outage_page_is_an_outage(replay, shared):
    """HTML under HTTP 200 in place of the report."""
    files.answering(replay, HOST, sample(files.OUTAGE))
    assert files.refused(ema, replay, QUERY)


def test_a_report_that_did_not_change_is_no_page(replay):
    """EMA is asked with the validators of the last answer."""
    assert files.unchanged(ema, replay, QUERY, HOST)
