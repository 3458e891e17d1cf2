"""SAE: the real rows of 2023 in the form of the archive that DREES publishes a year."""

import pytest

from biograph.harvest.declared import FINESS, SAE
from biograph.harvest.feeds import finess
from biograph.harvest.forms import sae
from biograph.harvest.raw import RawStore
from biograph.harvest.sources import SOURCES
from biograph.model import Reason
from tests.harvest.forms.sevenzips import packed

from . import files, test_finess

QUERY = files.query("finess", "sae")
FOLDER = "SAE 2023 Bases statistiques - formats SAS-CSV/Bases statistiques/Bases CSV"
ARCHIVE = "sae_2023_bases_statistiques_formats_sas_csv_7z"
HOSPITAL = {
    **dict.fromkeys((*sae.SITES.values(), *sae.ACTIVITIES, *sae.BEDS), ""),
    "finess_et": "010000024",
    "rs": "CH DE FLEYRIAT",
    "cat": "355",
    "siret": "26010004500012",
    "commune_insee": "01451",
    "commune": "VIRIAT",
    "code_postal": "01440",
    "STATUT": "DECLA",
    "GREFFE": "0",
    "CHIMIO": "1",
    "LIT_MCO": "354",
}


def table(name, columns, rows, *, between=()):
    """The bytes of a table of the archive: a first column of its name, then ``columns``."""
    lines = [";".join(("BOR", *columns)), *(";".join((name, *row)) for row in rows), *between]
    return "\n".join((*lines, "")).encode("latin-1")


def tables(*rows):
    """The three tables of some rows of the snapshot; the first is written in lower case."""
    ids = ([row[ours] for ours in sae.SITES.values()] for row in rows)
    does = [[row["finess_et"], *(row[c] for c in sae.ACTIVITIES)] for row in rows if row["STATUT"]]
    has = [[row["finess_et"], *(row[c] for c in sae.BEDS)] for row in rows]
    return {
        "ID": table("ID", map(str.lower, sae.SITES), ids),
        "FILTRE": table("FILTRE", ("FI", *sae.ACTIVITIES), does),
        "MCO": table("MCO", ("FI", *sae.BEDS), has),
    }


def archive(*rows, year="2023r", **changed):
    """The bytes of an archive with these rows, and tables of the same name in another form."""
    found = {name: one for name, one in (tables(*rows) | changed).items() if one is not None}
    csv = {f"{FOLDER}/{name}_{year}.csv": content for name, content in found.items()}
    sas = {f"{FOLDER}/../Bases SAS/{name.lower()}_{year}.sas7bdat": b"\0" * 99 for name in found}
    return packed({**sas, **csv})


def read(*rows, **changed):
    """What the feed reads in an archive with these rows."""
    return list(finess.parse(files.payload(QUERY, archive(*rows, **changed))))


def test_the_recorded_survey_comes_back(replay, shared):
    """All columns of the real rows, in the encoding and the folders of the publisher."""
    rows = files.rows(shared, SAE)
    files.resources(replay, {ARCHIVE: archive(*rows)})
    (page,) = files.pages(finess, replay, QUERY)
    found = files.read(finess, [page])
    assert page.size == 6
    assert {one.key: dict(one.fields) for one in files.records(found)} == {
        row["finess_et"]: row for row in rows
    }
    assert files.reasons(found) == []
    assert replay.dataset == "/api/1/datasets/622633135eafccb7033e0c53/"


def test_the_latest_year_is_asked_for(replay):
    """All years stay in the data set; that an old one was mended last makes it no newer."""
    years = [archive({**HOSPITAL, "rs": year}) for year in ("2022", "2024", "2023")]
    names = [ARCHIVE.replace("2023", year) for year in ("2022", "2024", "2023")]
    files.resources(replay, dict(zip(names, years, strict=True)))
    (page,) = files.pages(finess, replay, QUERY)
    (record,) = files.records(files.read(finess, [page]))
    assert record.fields["rs"] == "2024"


def test_the_source_makes_its_entries_and_claims_of_live_records():
    """A hospital with its numbers, in its commune."""
    (record,) = files.records(read(HOSPITAL))
    (entry,) = SOURCES["finess"].entries(record)
    assert (entry.kinds, entry.name, entry.city) == (("Hospital",), "CH DE FLEYRIAT", "Viriat")
    assert {one.scheme for one in entry.identifiers} == {"finess", "siret"}
    (claim,) = SOURCES["finess"].claims(record)
    assert (claim.predicate, claim.object.identifiers[0].value) == ("locatedIn", "01451")


@pytest.mark.parametrize("year", ["2019", "2024r", "2023a"])
def test_the_files_of_all_years_are_known(year):
    """Some were called without a letter."""
    assert len(files.records(read(HOSPITAL, year=year))) == 1


def test_what_a_site_declares_counts_before_what_was_filled_in():
    """The survey comes filled in with last year's answers; whatever stands first in the table."""
    activities = [
        ["010000024", *(value if c == "CHIMIO" else status if c == "STATUT" else "" for c in
         sae.ACTIVITIES)]
        for status, value in (("INIT", "0"), ("DECLA", "1"), ("INIT", "0"))
    ]  # fmt: skip
    filled = table("FILTRE", ("FI", *sae.ACTIVITIES), activities)
    (record,) = files.records(read(HOSPITAL, FILTRE=filled))
    assert (record.fields["STATUT"], record.fields["CHIMIO"]) == ("DECLA", "1")


def test_a_site_that_declares_nothing_has_empty_columns():
    """Empty is not asked, and never 0."""
    silent = {**HOSPITAL, "finess_et": "010000032", "STATUT": ""}
    _, record = files.records(read(HOSPITAL, silent))
    assert (record.fields["CHIMIO"], record.fields["STATUT"]) == ("", "")


@pytest.mark.parametrize("name", ["ID", "FILTRE", "MCO"])
def test_an_archive_without_a_table_is_flagged(name):
    """It gives no record: half a survey would take the place of a whole one."""
    (flag,) = read(HOSPITAL, **{name: None})
    assert flag.reason is Reason.EMPTY
    assert name in flag.message


@pytest.mark.parametrize(("name", "column"), [("ID", "SIR"), ("FILTRE", "GREFFE"), ("MCO", "FI")])
def test_a_column_lost_at_the_publisher_is_flagged(name, column):
    """The flag names it; no half rows are made."""
    content = tables(HOSPITAL)[name].upper().replace(f";{column}".encode(), b";X", 1)
    (flag,) = read(HOSPITAL, **{name: content})
    assert flag.reason is Reason.MISSING_COLUMN
    assert repr(column) in flag.message


def test_a_bad_line_costs_no_other():
    """A line cut short, a site seen twice, so few sites."""
    other = {**HOSPITAL, "finess_et": "010000032"}
    ids = tables(HOSPITAL, HOSPITAL, other)["ID"] + b"ID;010000065;CUT\n"
    found = read(HOSPITAL, ID=ids)
    assert files.reasons(found) == [
        Reason.MALFORMED,
        Reason.DUPLICATE_KEY,
        Reason.TOO_FEW_ROWS,
    ]
    assert [one.key for one in files.records(found)] == ["010000024", "010000032"]


def test_an_archive_that_cannot_be_read_is_no_data(replay):
    """Asked for, it means an outage; read from the store it is flagged."""
    cut = archive(HOSPITAL)[:-9]
    files.resources(replay, {ARCHIVE: cut})
    assert files.refused(finess, replay, QUERY)
    assert files.reasons(finess.parse(files.payload(QUERY, cut))) == [Reason.MALFORMED]


def test_the_survey_and_the_register_stand_side_by_side(replay, tmp_path, shared):
    """Each is a file of its own: neither takes the place of the other, in whatever order."""
    lines = map(test_finess.establishment, files.rows(shared, FINESS))
    given = {
        ARCHIVE: archive(*files.rows(shared, SAE)),
        test_finess.QUERY.values["resource"]: test_finess.file(*lines),
    }
    files.resources(replay, given)
    with RawStore(tmp_path) as store:
        for query in (QUERY, test_finess.QUERY):
            assert files.swept(finess, replay, query, store) == 1
            assert files.swept(finess, replay, query, store) == 0
        kept = [finess.parse(payload) for payload in store.replay("finess", whole=True)]
    assert {record.table for found in kept for record in files.records(found)} == {
        SAE.name,
        FINESS.name,
    }
