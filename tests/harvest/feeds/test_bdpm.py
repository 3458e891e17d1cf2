"""BDPM: the known biologics as they are now, and one more day of the shortage list."""

from collections import Counter

import pytest

from biograph.harvest.declared import BIOLOGICS, SHORTAGES
from biograph.harvest.feeds import bdpm
from biograph.harvest.raw import RawStore
from biograph.harvest.sources import SOURCES
from biograph.harvest.tables import read as read_table
from biograph.model import Modality, Reason, Record, Withdrawal
from biograph.resources import bundled_snapshot
from tests.replay import sample

from . import files

HOST = "base-donnees-publique.medicaments.gouv.fr"
MEDICINES, DAY = (files.query("bdpm", name) for name in ("medicines", "availability"))
ALL = "products/bdpm_CIS.tsv"
LIST = "products/bdpm_CIS_CIP_Dispo_Spec.tsv"
URLS = {query.id: f"{bdpm.FILES}/{query.values['file']}" for query in (MEDICINES, DAY)}
KNOWN = {
    one.key: one.fields
    for one in read_table(BIOLOGICS, bundled_snapshot(), source="bdpm")
    if isinstance(one, Record)
}


def recorded(shared, name, encoding="cp1252"):
    """A recorded file without the header that was put before it, in its own encoding."""
    lines = (shared / name).read_text(encoding="utf-8").partition("\n")[2]
    return lines.encode(encoding, errors="replace")


def line(number, **cells):
    """A line of the list of medicines."""
    row = dict.fromkeys(bdpm.COLUMNS[bdpm.MEDICINES], "") | {"cis": str(number), **cells}
    return "\t".join(row.values())


def shortage(number, **cells):
    """A line of the list of shortages."""
    row = dict.fromkeys(bdpm.COLUMNS[bdpm.DAY], "")
    row |= {"cis": str(number), "code_statut": "1", "date_debut": "14/04/2026"}
    return "\t".join((row | {"date_mise_a_jour": "18/05/2026"} | cells).values())


def file(*lines, fewest=14_000):
    """A file with these lines and so many others of medicines that are no biologics."""
    others = (line(60_000_000 + number) for number in range(fewest))
    return ("\n".join((*lines, *others)) + "\n").encode("cp1252")


def read(query, content):
    """What the feed reads in a file."""
    return list(bdpm.parse(files.payload(query, content, URLS[query.id])))


@pytest.mark.parametrize("encoding", ["cp1252", "utf-8"])
def test_the_recorded_biologics_come_back(replay, shared, encoding):
    """The file the table was derived from gives its rows, in the encoding of then or another."""
    files.answering(replay, HOST, recorded(shared, ALL, encoding))
    (page,) = files.pages(bdpm, replay, MEDICINES)
    found = files.read(bdpm, [page])
    assert page.size == 15_848
    assert replay.seen[0].path == "/download/file/CIS_bdpm.txt"
    live = files.declared(BIOLOGICS, found)
    table = files.declared(BIOLOGICS, files.rows(shared, BIOLOGICS))
    assert live.keys() == table.keys()
    differing = Counter(
        column for key in live for column in live[key] if live[key][column] != table[key][column]
    )
    # a few names hold characters that Windows-1252 has not
    assert differing.keys() <= ({"denomination", "titulaires"} if encoding == "cp1252" else set())
    assert differing.total() < 20


def test_a_medicine_has_its_present_state_and_its_derived_class():
    """The authorisation that ended ends in the claims; class and EMA number stay."""
    cis, old = next(iter(KNOWN.items()))
    cells = {"denomination": "NOUVEAU NOM", "titulaires": " AUTRE TITULAIRE", "date_amm": "1/1/20"}
    rows = [line(cis, **cells, statut_amm="Autorisation retirée")]
    (record,) = files.records(read(MEDICINES, file(*rows)))
    assert record.fields["denomination"] == "NOUVEAU NOM"
    kept = ("classe", "ema_number", "substances_fr", "code_atc", "mitm")
    assert {column: record.fields[column] for column in kept} == {c: old[c] for c in kept}
    claims = list(SOURCES["bdpm"].claims(record))
    (held,) = (one for one in claims if one.predicate == "holdsAuthorisation")
    assert (held.subject.text, held.modality) == ("AUTRE TITULAIRE", Modality.ENDED)


def test_a_medicine_that_is_listed_no_more_is_withdrawn():
    """All known ones but the one in the file."""
    cis = next(iter(KNOWN))
    found = read(MEDICINES, file(line(cis)))
    gone = [one for one in found if isinstance(one, Withdrawal)]
    assert {one.key for one in gone} == KNOWN.keys() - {cis}
    assert not files.reasons(found)


@pytest.mark.parametrize(
    ("query", "content"),
    [
        (MEDICINES, file(line(next(iter(KNOWN))), fewest=100)),
        (DAY, shortage(next(iter(KNOWN))).encode()),
    ],
    ids=["medicines", "availability"],
)
def test_a_file_that_was_cut_takes_nothing_back(query, content):
    """It is flagged; no record is refreshed, no medicine withdrawn."""
    (flag,) = read(query, content)
    assert flag.reason is Reason.TOO_FEW_ROWS


def test_the_recorded_day_comes_back(replay, shared):
    """The list of a day, without its date, is that day of the snapshot: its latest change."""
    files.answering(replay, HOST, recorded(shared, LIST))
    (page,) = files.pages(bdpm, replay, DAY)
    found = files.read(bdpm, [page])
    snapshot = [
        one
        for one in SOURCES["bdpm"].records(shared)
        if isinstance(one, Record) and one.fields.get("instantane") == "2026-05-19"
    ]
    assert page.size == 766
    assert files.declared(SHORTAGES, files.records(found)) == files.declared(SHORTAGES, snapshot)
    assert len(snapshot) > 30
    live, old = files.records(found)[0], {one.key: one for one in snapshot}
    names = ("denomination", "ema_number")
    assert all(live.fields[name] == old[live.key].fields[name] for name in names)


def test_a_shortage_is_claimed_for_its_day():
    """A medicine that is no biologic is left out; a date after the fetch is no day of the list."""
    cis = next(iter(KNOWN))
    others = [shortage(60_000_000 + number) for number in range(300)]
    late = shortage(60_000_999, date_mise_a_jour="18/05/2062")
    content = "\n".join((shortage(cis), *others, late)).encode()
    (record,) = files.records(read(DAY, content))
    (claim,) = SOURCES["bdpm"].claims(record)
    assert (claim.predicate, claim.observed, claim.date) == (
        "inShortage",
        "2026-05-18",
        "2026-04-14",
    )
    assert record.key == f"2026-05-18/{cis}//1/14/04/2026"


def test_two_days_have_different_keys():
    """A day does not take the place of the one before it: the records add up."""
    assert not bdpm.WHOLE
    cis = next(iter(KNOWN))
    keys = set()
    for day in ("18/05/2026", "19/05/2026"):
        lines = [shortage(cis), *(shortage(60_000_000 + n) for n in range(300))]
        lines.append(shortage(60_000_999, date_mise_a_jour=day))
        keys |= {one.key for one in files.records(read(DAY, "\n".join(lines).encode()))}
    assert len(keys) == 2


def test_sweeps_add_days_and_refresh_medicines(replay, tmp_path):
    """Each file brings its own news: the changed medicine, the lines of the next day."""
    cis, other = list(KNOWN)[:2]
    others = [shortage(60_000_000 + number) for number in range(300)]
    with RawStore(tmp_path) as store:
        found = []
        for name in ("NOM", "NOM", "AUTRE NOM"):
            medicines = file(*(line(one, denomination=name) for one in (cis, other)))
            files.answering(replay, HOST, medicines)
            found.append(files.swept(bdpm, replay, MEDICINES, store))
        for day in ("18/05/2026", "18/05/2026", "19/05/2026"):
            lines = [*others, shortage(cis), shortage(60_000_999, date_mise_a_jour=day)]
            files.answering(replay, HOST, "\n".join(lines).encode())
            found.append(files.swept(bdpm, replay, DAY, store))
    assert found == [len(KNOWN), 0, 2, 1, 0, 1]


def test_a_bad_line_costs_no_other():
    """Blank lines are passed over, a short line and a line seen twice are flagged."""
    first, second = list(KNOWN)[:2]
    found = read(MEDICINES, file(line(first), "", "61266250\tA 313", line(first), line(second)))
    assert files.reasons(found) == [Reason.MALFORMED, Reason.DUPLICATE_KEY]
    assert [one.key for one in files.records(found)] == [first, second]


@pytest.mark.parametrize("body", files.ODD_BODIES)
@pytest.mark.parametrize("query", [MEDICINES, DAY], ids=lambda query: query.id)
def test_an_answer_that_is_not_the_file_is_no_data(replay, query, body):
    """Asked for, it means an outage; read from the store it is flagged, and no crash."""
    files.answering(replay, HOST, body)
    assert files.refused(bdpm, replay, query)
    assert files.reasons(read(query, body)) == [Reason.MALFORMED]


def test_a_file_we_do_not_know_is_flagged():
    """A query for another file of the base needs its columns first."""
    given = files.payload(DAY, shortage(60_000_000).encode(), f"{bdpm.FILES}/CIS_GENER_bdpm.txt")
    (flag,) = bdpm.parse(given)
    assert flag.reason is Reason.MALFORMED


def test_an_outage_page_is_an_outage(replay, shared):
    """HTML under HTTP 200 in place of the file."""
    files.answering(replay, HOST, sample(files.OUTAGE))
    assert files.refused(bdpm, replay, MEDICINES)


def test_a_file_that_did_not_change_is_no_page(replay):
    """The base is asked with the validators of the last answer."""
    assert files.unchanged(bdpm, replay, DAY, HOST)
