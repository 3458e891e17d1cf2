"""ANR: the partners of its projects, summed up as the snapshot is."""

import json
from collections import Counter
from itertools import count, cycle, islice

import pytest
from hypothesis import given, strategies

from biograph.harvest.declared import ANR_PARTNERS
from biograph.harvest.feeds import anr
from biograph.harvest.sources import SOURCES
from biograph.harvest.sources.anr import is_person
from biograph.model import Reason
from tests.replay import sample

from . import files

QUERY = files.query("anr", "partners")
PARTNER = {
    "Projet.Code_Decision": "ANR-18-CE18-0023",
    "Projet.Partenaire.Code_Decision": "ANR-18-CE18-0023-01",
    "Projet.Partenaire.Est_coordinateur": True,
    "Projet.Partenaire.Nom_organisme": "Institut d'essai",
    "Projet.Partenaire.Categorie_organisme": "Laboratoire public",
    "Projet.Partenaire.Code_RNSR": "200412248A",
    "Projet.Partenaire.Adresse.Ville": "Paris",
    "Projet.Partenaire.Adresse.Region": "Île-de-France",
    "Projet.Partenaire.Adresse.Pays": "France",
    "Projet.Partenaire.Responsable_scientifique.Nom": "PERSONNE",
}


def partner(**cells):
    """A row of the file; ``cells`` are named after the last part of their columns."""
    ends = {column.rpartition(".")[2]: column for column in PARTNER}
    ends["Projet"] = "Projet.Code_Decision"
    return {**PARTNER, **{ends[name]: value for name, value in cells.items()}}


def read(*rows):
    """What the feed reads in a file with these rows."""
    return list(anr.parse(files.payload(QUERY, files.split_form(rows))))


def spelt_out(row, number):
    """The file's rows that a row of the snapshot sums up.

    Its projects in other calls are not named there, but their number and the first and last year
    of all are: codes are invented for them, those years first that no life-science project has.
    """
    codes = row["projets_vivant"].split("|")
    known = {f"20{code[4:6]}" for code in codes}
    ends = sorted({row["premiere_annee"], row["derniere_annee"]}, key=known.__contains__)
    for year in islice(cycle(ends), int(row["n_projets"]) - len(codes)):
        codes.append(f"ANR-{year[2:]}-CE40-{next(number):04}")
    leads = int(row["n_coordonne"])
    for position, code in enumerate(codes):
        yield partner(
            Projet=code,
            Est_coordinateur=position < leads,
            Nom_organisme=row["Nom_organisme"],
            Categorie_organisme=row["Categorie_organisme"] or None,
            Code_RNSR=row["Code_RNSR"] or None,
            Ville=row["Adresse.Ville"] or None,
            Region=row["Adresse.Region"] or None,
        )


def test_the_recorded_table_comes_back_from_its_projects(replay, shared):
    """Each row of the snapshot, spelt out project by project and summed up again."""
    recorded = files.rows(shared, ANR_PARTNERS)
    times = Counter(map(ANR_PARTNERS.key_of, recorded))
    rows = [row for row in recorded if times[ANR_PARTNERS.key_of(row)] == 1]
    assert len(rows) == len(recorded) - 2  # the snapshot has two rows of one partner
    number = count(1)
    given_rows = [one for row in rows for one in spelt_out(row, number)]
    files.resources(replay, {QUERY.values["resource"]: files.split_form(given_rows)})
    (page,) = files.pages(anr, replay, QUERY)
    found = files.read(anr, [page])
    assert page.size == len(given_rows) > 10_000
    kept = [row for row in rows if not is_person(row)]
    assert {one.key: dict(one.fields) for one in files.records(found)} == {
        ANR_PARTNERS.key_of(row): row for row in kept
    }
    assert files.reasons(found) == [Reason.NO_ENTITY] * (len(rows) - len(kept))


def test_the_source_makes_its_claims_of_live_records():
    """ANR funds the partner since the year of its first project."""
    (record,) = files.records(read(PARTNER, partner(Projet="ANR-16-CE40-0001")))
    (claim,) = SOURCES["anr"].claims(record)
    assert (claim.predicate, claim.date) == ("funds", "2016")
    assert claim.object.identifiers[0].value == "200412248A"


def test_a_partner_counts_once_a_project():
    """Two teams of one laboratory in a project are one participation, and lead it if one does."""
    (record,) = files.records(read(partner(Est_coordinateur=False), PARTNER, PARTNER))
    assert (record.fields["n_projets"], record.fields["n_coordonne"]) == ("1", "1")


@pytest.mark.parametrize(
    "row",
    [partner(Pays="Allemagne"), partner(Pays=None), partner(Projet="ANR-18-CE40-0023")],
    ids=["abroad", "nowhere", "mathematics"],
)
def test_only_french_partners_of_life_science_calls_are_kept(row):
    """As in the snapshot."""
    assert not files.records(read(row))


def test_no_person_comes_through_the_door(replay):
    """Neither a leader's column, nor a leader in place of a laboratory or after its name."""
    rows = [
        PARTNER,
        partner(Nom_organisme="Xavier PERSONNE"),
        partner(Nom_organisme="Laboratoire d'essai / Xavier PERSONNE", Code_RNSR=None),
    ]
    files.resources(replay, {QUERY.values["resource"]: files.split_form(rows)})
    (page,) = files.pages(anr, replay, QUERY)
    assert b"Responsable" not in page.payload.content
    found = files.read(anr, [page])
    assert "PERSONNE" not in str(found)
    assert {one.fields["Nom_organisme"] for one in files.records(found)} == {
        "Institut d'essai",
        "Laboratoire d'essai",
    }
    assert files.reasons(found) == [Reason.NO_ENTITY, Reason.TOO_FEW_ROWS]


def test_a_row_that_cannot_be_counted_costs_no_other():
    """No list of cells, and a code that is none of ANR's."""
    body = json.loads(files.split_form([PARTNER, partner(Projet="18-CE18")]))
    body["data"].append("text")
    found = list(anr.parse(files.payload(QUERY, json.dumps(body).encode())))
    assert files.reasons(found) == [
        Reason.BAD_IDENTIFIER,
        Reason.MALFORMED,
        Reason.TOO_FEW_ROWS,
    ]
    assert len(files.records(found)) == 1


def test_a_column_lost_at_the_publisher_is_flagged():
    """Without the calls or countries nothing is counted."""
    row = {k: v for k, v in PARTNER.items() if not k.endswith("Pays")}
    (flag,) = read(row)
    assert flag.reason is Reason.MISSING_COLUMN


@given(
    strategies.lists(
        strategies.tuples(
            strategies.sampled_from(["A", "B", "C"]),
            strategies.sampled_from(["CE11", "CE18", "CE40", "BSV1"]),
            strategies.integers(10, 25),
            strategies.booleans(),
        ),
        min_size=1,
        max_size=20,
    ),
    strategies.randoms(),
)
def test_the_order_of_the_file_is_no_matter(drawn, shuffling):
    """The same rows give the same partners in whatever order; no count exceeds its whole."""
    rows = [
        partner(Nom_organisme=name, Projet=f"ANR-{year}-{call}-0001", Est_coordinateur=leads)
        for name, call, year, leads in drawn
    ]
    found = {one.key: one.fields for one in files.records(read(*rows))}
    shuffling.shuffle(rows)
    assert {one.key: one.fields for one in files.records(read(*rows))} == found
    for fields in found.values():
        life, every, leading = (
            int(fields[name]) for name in ("n_projets_vivant", "n_projets", "n_coordonne")
        )
        assert 0 < life <= every >= leading
        assert fields["premiere_annee"] <= fields["derniere_annee"]


@pytest.mark.parametrize("body", files.ODD_BODIES)
def test_an_answer_that_is_not_the_json_expected_is_no_data(replay, body):
    """Asked for, it means an outage; read from the store it is flagged, and no crash."""
    files.resources(replay, {QUERY.values["resource"]: body})
    assert files.refused(anr, replay, QUERY)
    assert files.reasons(anr.parse(files.payload(QUERY, body))) == [Reason.MALFORMED]


def test_an_outage_page_is_an_outage(replay, shared):
    """HTML under HTTP 200 in place of the file."""
    files.resources(replay, {QUERY.values["resource"]: sample(files.OUTAGE)})
    assert files.refused(anr, replay, QUERY)


def test_a_file_that_did_not_change_is_no_page(replay):
    """The same version is asked for with its validators."""
    files.resources(replay, {QUERY.values["resource"]: b""})
    assert files.unchanged(anr, replay, QUERY, files.STATIC)
