"""Orphadata: the nomenclature in two languages, joined and streamed."""

from dataclasses import replace
from xml.sax.saxutils import escape

import pytest

from biograph.harvest.declared import ORPHANET
from biograph.harvest.feeds import orphanet
from biograph.harvest.forms import archive
from biograph.harvest.sources import SOURCES
from biograph.model import Reason
from tests.replay import Answer, sample

from . import files

HOST = "www.orphadata.com"
QUERY = files.query("orphanet", "nomenclature")


def disease(code, name, lang, **more):
    """A disease as product 1 has it, with synonyms, exact references and a flag where given."""
    exact = "E (Exact mapping: the two concepts are equivalent)"
    references = "".join(
        f"<ExternalReference><Source>{source}</Source><Reference>{value}</Reference>"
        f"<DisorderMappingRelation><Name>{relation}</Name></DisorderMappingRelation>"
        "</ExternalReference>"
        for source, value, relation in (
            ("OMIM", more.get("omim", ""), exact),
            ("MONDO", more.get("mondo", "").removeprefix("MONDO:"), exact),
            ("OMIM", "100000", "NTBT (ORPHAcode is narrower)"),
        )
        if value
    )
    listed = "".join(
        f'<Synonym lang="{lang}">{escape(one)}</Synonym>' for one in more.get("synonyms", ())
    )
    return (
        f'<Disorder id="{code}"><OrphaCode>{code}</OrphaCode><Name lang="{lang}">{escape(name)}'
        f"</Name><DisorderFlagList><DisorderFlag><Value>{more.get('flag', '1')}</Value>"
        f"</DisorderFlag></DisorderFlagList><SynonymList>{listed}</SynonymList>"
        f"<ExternalReferenceList>{references}</ExternalReferenceList></Disorder>"
    )


def product(*diseases, date="2025-12-09 07:06:32", count=None, head=""):
    """The bytes of a product."""
    count = len(diseases) if count is None else count
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>{head}\n<JDBOR date="{date}" version="1.3.42">'
        f'<DisorderList count="{count}">{"".join(diseases)}</DisorderList></JDBOR>'
    ).encode()


def serve(replay, french, english):
    """Have Orphadata serve both files."""
    given = {f"/data/xml/{orphanet.FRENCH}": french, f"/data/xml/{orphanet.ENGLISH}": english}
    replay.hosts[HOST] = lambda request: Answer(body=given[request.path], headers={"ETag": '"v1"'})


def read(french, english):
    """What the feed reads in both files."""
    both = archive.packed({orphanet.FRENCH: french, orphanet.ENGLISH: english})
    return list(orphanet.parse(files.payload(QUERY, both)))


def test_the_recorded_nomenclature_comes_back(replay, shared):
    """The real rows, put in the form of both files, have the snapshot's fields."""
    rows = files.rows(shared, ORPHANET)
    french, english = (
        [
            disease(
                row["orpha_code"],
                row[f"label_{lang}"],
                lang,
                synonyms=row["synonymes_fr"].split(" | "),
                omim=row["omim_exact"],
                mondo=row["mondo_exact"],
                flag="8192" if row["statut"] == "Inactif : Déprécié" else "1",
            )
            for row in rows
            if row[f"label_{lang}"]
        ]
        for lang in ("fr", "en")
    )
    serve(replay, product(*french), product(*english))
    (page,) = files.pages(orphanet, replay, QUERY)
    found = files.read(orphanet, [page])
    assert page.size == page.total == len(french)
    live, table = (files.declared(ORPHANET, one) for one in (found, rows))
    assert live.keys() == table.keys()
    for key, cells in table.items():
        # a deprecated entry is inactive, and one with an English name only has a status here
        status = {"Inactif : Déprécié": "Inactif", "": live[key]["statut"]}
        expected = {**cells, "statut": status.get(cells["statut"], cells["statut"])}
        expected |= {name: cells[name].strip() for name in ("label_fr", "label_en")}
        expected["synonymes_fr"] = " | ".join(map(str.strip, cells["synonymes_fr"].split(" | ")))
        assert live[key] == expected
    assert files.reasons(found) == []


def test_the_recorded_products_are_read(replay, shared):
    """Both diseases of the excerpt, with their exact references, dated as the file is."""
    content = sample("orphadata/en_product1.xml")
    serve(replay, content, content)
    (page,) = files.pages(orphanet, replay, QUERY)
    found = files.read(orphanet, [page])
    assert page.size == page.total == 2
    first, second = files.records(found)
    assert (first.key, second.key) == ("166024", "58")
    assert dict(first.fields) == {
        "orpha_code": "166024",
        "label_fr": first.fields["label_en"],
        "label_en": "Multiple epiphyseal dysplasia-macrocephaly-facial dysmorphism syndrome",
        "statut": "Actif",
        "synonymes_fr": "Multiple epiphyseal dysplasia, Al-Gazali type",
        "omim_exact": "607131",
        "mondo_exact": "MONDO:0011778",
    }
    assert first.published == second.published == "2025-12-09"
    (entry,) = SOURCES["orphanet"].entries(first)
    assert {one.scheme for one in entry.identifiers} == {"orphacode", "omim", "mondo"}


def test_a_disease_with_an_english_name_only_is_kept():
    """A new one has no French name yet."""
    found = read(
        product(disease(1, "Une", "fr")), product(disease(1, "One", "en"), disease(2, "Two", "en"))
    )
    names = [(one.fields["label_fr"], one.fields["label_en"]) for one in files.records(found)]
    assert names == [("Une", "One"), ("", "Two")]


@pytest.mark.parametrize(
    ("name", "flag", "status"),
    [
        ("Maladie", "1", "Actif"),
        ("OBSOLÈTE : Maladie", "8193", "Inactif : Obsolète"),
        ("OBSOLETE: Disease", "8192", "Inactif : Obsolète"),
        ("NON RARE EN EUROPE : Maladie", "1", "Inactif : Non rare en Europe"),
        ("Maladie", "8192", "Inactif"),
        ("Maladie", "8193", "Inactif"),
        ("Maladie", "beaucoup", "Actif"),
    ],
)
def test_the_status_is_told_by_name_and_flag(name, flag, status):
    """In the words of the snapshot, where it has them."""
    found = read(product(disease(1, name, "fr", flag=flag)), product())
    assert files.records(found)[0].fields["statut"] == status


def test_two_exact_references_are_none():
    """Which of them is meant is not known."""
    twice = disease(1, "Une", "fr", omim="607131").replace(
        "</ExternalReferenceList>",
        "<ExternalReference><Source>OMIM</Source><Reference>607132</Reference>"
        "<DisorderMappingRelation><Name>E (x)</Name></DisorderMappingRelation>"
        "</ExternalReference></ExternalReferenceList>",
    )
    (record,) = files.records(read(product(twice), product()))
    assert record.fields["omim_exact"] == ""


def test_files_of_two_releases_are_flagged():
    """They are used, and the difference is told."""
    found = read(
        product(disease(1, "Une", "fr")),
        product(disease(1, "One", "en"), date="2026-06-30 07:00:00"),
    )
    assert Reason.UNSURE in files.reasons(found)
    assert [one.published for one in files.records(found)] == ["2025-12-09"]


def test_a_bad_disease_costs_no_other():
    """One without code, one listed twice, so few of them."""
    one, two = disease(1, "Une", "fr"), disease(2, "Deux", "fr")
    found = read(product(one, disease("", "Nulle", "fr"), one, two), product())
    assert files.reasons(found) == [
        Reason.MALFORMED,
        Reason.DUPLICATE_KEY,
        Reason.TOO_FEW_ROWS,
    ]
    assert [record.key for record in files.records(found)] == ["1", "2"]


def test_a_file_that_breaks_off_is_unreadable():
    """The flag is one that keeps the file from taking the place of the one before it."""
    whole = product(disease(1, "Une", "fr"), disease(2, "Deux", "fr"))
    found = read(whole[:-60], product())
    assert Reason.UNREADABLE_FILE in files.reasons(found)


def test_entities_are_neither_expanded_nor_fetched():
    """Billion laughs end as a name without them; a file of this machine is not read."""
    head = (
        '<!DOCTYPE JDBOR [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">'
        '<!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;"><!ENTITY f SYSTEM "file:///etc/passwd">]>'
    )
    hostile = disease(1, "NAME", "fr", synonyms=["SYNONYM"]).replace("NAME", "&c;&f;")
    found = str(read(product(hostile.replace("SYNONYM", "&f;"), head=head), product()))
    assert "aaaaaaaaaa" not in found
    assert "root:" not in found


def test_both_files_are_kept_as_one_and_always_the_same(replay):
    """What is kept can be read alone; the same files give the same bytes."""
    serve(replay, product(disease(1, "Une", "fr")), product(disease(1, "One", "en")))
    (first,), (second,) = (files.pages(orphanet, replay, QUERY) for _ in range(2))
    assert first.payload.sha256 == second.payload.sha256
    assert first.payload.url.endswith(orphanet.FRENCH)
    kept = archive.members(first.payload, orphanet.FRENCH, orphanet.ENGLISH)
    assert [b"Une" in kept[orphanet.FRENCH], b"One" in kept[orphanet.ENGLISH]] == [True, True]


def test_the_count_announced_is_told(replay):
    """A product that was cut can be told from what it says of itself."""
    serve(replay, product(disease(1, "Une", "fr"), count=11_000), product())
    (page,) = files.pages(orphanet, replay, QUERY)
    assert (page.size, page.total) == (1, 11_000)


@pytest.mark.parametrize("body", files.ODD_BODIES)
@pytest.mark.parametrize("broken", ["french", "english"])
def test_an_answer_that_is_not_the_product_is_an_outage(replay, body, broken):
    """In place of either file."""
    good = product(disease(1, "Une", "fr"))
    serve(replay, **({"french": good, "english": good} | {broken: body}))
    assert files.refused(orphanet, replay, QUERY)


@pytest.mark.parametrize("body", [*files.ODD_BODIES, archive.packed({})])
def test_bytes_that_are_not_both_files_are_flagged(body):
    """Read from the store: no crash, no record."""
    (flag,) = orphanet.parse(files.payload(QUERY, body))
    assert flag.reason in {Reason.MALFORMED, Reason.EMPTY}


def test_an_outage_page_is_an_outage(replay, shared):
    """HTML under HTTP 200 in place of the product."""
    files.answering(replay, HOST, sample(files.OUTAGE))
    assert files.refused(orphanet, replay, QUERY)


def test_products_that_did_not_change_are_no_page(replay):
    """The French file's validators stand for both; the English one is not asked for."""
    assert files.unchanged(orphanet, replay, QUERY, HOST)
    assert [request.path for request in replay.seen] == [f"/data/xml/{orphanet.FRENCH}"]


def test_the_floor_is_below_the_english_names(shared):
    """The files have no obsolete entries of old: a floor for all codes would refuse them."""
    named = sum(bool(row["label_en"]) for row in files.rows(shared, ORPHANET))
    assert 0.85 * named < orphanet.TABLE.floor < 0.9 * named < ORPHANET.floor
    assert replace(orphanet.TABLE, floor=ORPHANET.floor) == ORPHANET
