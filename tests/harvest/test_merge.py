"""The curated table of actors: one line a name out of several readings."""

from __future__ import annotations

from biograph.harvest.merge import COLUMNS, merged

BLANK = {
    "name": "",
    "aliases": "",
    "former_names": "",
    "kind": "Startup",
    "country": "France",
    "city": "",
    "parent": "",
    "sites": "",
    "modalities": "",
    "supplies_or_makes": "",
    "identifiers": "",
    "status": "active (2020)",
    "source_url": "https://example.org/a",
    "source_date": "2020",
    "fact": "words of a reader",
    "confidence": "medium",
}


def one(*rows: dict[str, str]) -> dict[str, str]:
    """The only line that the rows make."""
    (line,) = merged({**BLANK, **row} for row in rows)
    return line


def test_no_prose_is_carried() -> None:
    """The columns are those declared; the sentence of the reader is not among them."""
    line = one({"name": "Yposkesi"})
    assert tuple(line) == COLUMNS
    assert "words of a reader" not in line.values()


def test_readings_of_one_name_are_joined() -> None:
    """Kinds and values of both, the latest status, the best confidence, all addresses."""
    line = one(
        {"name": "LFB", "kind": "PharmaCompany", "modalities": "mAb"},
        {
            "name": "LFB",
            "kind": "PharmaCompany|CDMO",
            "modalities": "mAb|plasma-derived",
            "source_date": "2024-05",
            "status": "active (2024)",
            "confidence": "high",
            "source_url": "https://example.org/b",
        },
    )
    assert line["kinds"] == "PharmaCompany|CDMO"
    assert line["modalities"] == "mAb|plasma-derived"
    assert line["status"] == "active (2024)"
    assert line["source_date"] == "2024-05"
    assert line["confidence"] == "high"
    assert line["source_url"] == "https://example.org/b|https://example.org/a"


def test_spellings_of_one_name_are_one_line_and_aliases() -> None:
    """Case, accents and punctuation do not make two actors."""
    line = one({"name": "EVEON", "source_date": "2023"}, {"name": "Eveon"}, {"name": "Évéon"})
    assert line["name"] == "EVEON"
    assert line["aliases"] == "Eveon"


def test_an_alias_does_not_join_two_actors() -> None:
    """IRIS is a patients' association, and the acronym of an institute."""
    lines = list(
        merged(
            [
                {**BLANK, "name": "IRIS"},
                {**BLANK, "name": "Institut de Recherches", "aliases": "IRIS"},
            ]
        )
    )
    assert [line["name"] for line in lines] == ["Institut de Recherches", "IRIS"]


def test_a_sure_value_wins_over_an_unsure_one() -> None:
    """The question mark goes where another reader saw the value; else it stays."""
    line = one(
        {"name": "Astraveus", "city": "Paris?", "country": "France?", "sites": "Lyon?"},
        {"name": "Astraveus", "city": "Paris", "country": "France"},
    )
    assert (line["city"], line["country"], line["sites"]) == ("Paris", "FR", "Lyon?")
    assert one({"name": "A", "country": "Germany?"})["country"] == "DE?"


def test_owners_are_plain_names() -> None:
    """Remarks in brackets go, two owners are two, names for one body become one."""
    line = one(
        {"name": "SK", "parent": "SK Inc. (South Korea)"},
        {"name": "SK", "parent": "SK Inc."},
        {"name": "SK", "parent": "L-GAM and French State (a programme)"},
        {"name": "SK", "parent": "AP-HP"},
    )
    assert line["parent"].split("|") == [
        "SK Inc.",
        "L-GAM",
        "État français",
        "Assistance Publique – Hôpitaux de Paris",
    ]


def test_a_plant_named_after_its_group_and_town_is_a_site() -> None:
    """``Sanofi Le Trait``, parent Sanofi, at Le Trait; a daughter firm is none."""
    plant = {"name": "Sanofi Le Trait", "kind": "PharmaCompany", "city": "Le Trait"}
    assert one({**plant, "parent": "Sanofi"})["kinds"] == "Site|PharmaCompany"
    assert one(plant)["kinds"] == "PharmaCompany"
    firm = {"name": "Sanofi Winthrop Industrie", "kind": "PharmaCompany", "city": "Gentilly"}
    assert one({**firm, "parent": "Sanofi"})["kinds"] == "PharmaCompany"


def test_identifiers_with_wrong_check_digits_are_left_out() -> None:
    """Sorted, and other schemes untouched."""
    line = one({"name": "A", "identifiers": "spin-off:Inserm|siren:803512458|siren:803512459"})
    assert line["identifiers"] == "siren:803512458|spin-off:Inserm"


def test_a_reading_without_date_is_the_oldest() -> None:
    """``n.d.`` is no date, and does not decide on the status."""
    line = one(
        {"name": "A", "source_date": "n.d.", "status": "old"},
        {"name": "A", "source_date": "2019", "status": "new"},
    )
    assert (line["status"], line["source_date"]) == ("new", "2019")


def test_lines_are_sorted_whatever_the_order_of_reading() -> None:
    """The same rows in any order give the same table."""
    rows = [{**BLANK, "name": name} for name in ("Étoile", "bioMérieux", "AFM", "Zeta")]
    assert list(merged(rows)) == list(merged(reversed(rows)))
    assert [row["name"] for row in merged(rows)] == ["AFM", "bioMérieux", "Étoile", "Zeta"]
