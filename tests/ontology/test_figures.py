"""The stated figures: what the table holds, and slips of the hand named by line."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from biograph import resources
from biograph.errors import DataError
from biograph.terms import DATA
from biograph.vocabulary import figures as table
from biograph.vocabulary.figures import (
    Figure,
    figures,
    hull,
    measured,
    nearest,
    read_figures,
    rivals,
)

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Plant = Callable[[str, str, str], Path]

#: A line without fault, by column.
SOUND = {
    "id": "zz-test",
    "measure": "lead-time",
    "about": "stoppers",
    "label_en": "Wait",
    "label_fr": "Attente",
    "low": "1",
    "high": "2.5",
    "unit": "months",
    "as_of": "2026-11",
    "scope_en": "all",
    "scope_fr": "tous",
    "source": "biograph",
    "source_fr": "",
    "source_url": "",
    "basis": "assumption",
    "note_en": "Nobody states it.",
    "note_fr": "Personne ne le dit.",
}


def planted(plant: Plant, **cells: str) -> Path:
    """The folder of a copy whose table of figures ends in the sound line with these cells."""
    folder = plant("figures.tsv", "id\t", "id\t")
    path = folder / "figures.tsv"
    line = "\t".join((SOUND | cells).values())
    path.write_text(path.read_text(encoding="utf-8") + line + "\n", encoding="utf-8")
    return folder


def ids(found: tuple[Figure, ...]) -> set[str]:
    """The ids of some figures."""
    return {figure.id for figure in found}


def test_figures_stand_in_the_order_of_their_ids() -> None:
    """Whoever looks for a row finds it, and two edits seldom meet."""
    assert list(figures()) == sorted(figures())
    assert all(re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", name) for name in figures())


def test_every_figure_has_an_interval_a_source_and_both_languages() -> None:
    """Ends in order, a named source and a label in each language; shares end at 100 %."""
    for figure in figures().values():
        assert 0 <= figure.low <= figure.high < float("inf"), figure.id
        assert figure.source, figure.id
        assert figure.label.en, figure.id
        assert figure.label.fr, figure.id
        assert figure.unit != "%" or figure.high <= 100, figure.id


def test_published_figures_say_what_was_counted() -> None:
    """Scope makes a figure comparable; the two bases are told apart by their source."""
    for figure in figures().values():
        assert (figure.source == "biograph") == (figure.basis == "assumption"), figure.id
        if figure.basis == "published":
            assert figure.scope.en, figure.id


def test_assumptions_are_wide() -> None:
    """What nobody states is an interval, unless it is so by nature."""
    points = [f for f in figures().values() if f.basis == "assumption" and f.low == f.high]
    assert [figure.id for figure in points] == ["stock-autologous"]


def test_every_measure_and_unit_of_the_lists_is_used() -> None:
    """The closed lists hold no word that the table has no need of."""
    assert {figure.measure for figure in figures().values()} == set(table.MEASURES)
    assert {figure.unit for figure in figures().values()} == set(table.UNITS)


def test_the_figures_that_analyses_rest_on_are_there() -> None:
    """What a plan costs, how long goods are gone, what stock bridges, what care and staff take."""
    for term in ("single-use-bags", "stoppers", "protein-a", "pdna-gmp", "prodigy", "sterility"):
        for measure in ("lead-time", "stock", "requalification-time", "requalification-cost"):
            assert nearest(measure, f"{DATA}input/{term}"), (measure, term)
    assert hull(measured("plant-cost", "mab"))[0] <= 150 <= hull(measured("plant-cost", "mab"))[1]
    assert figures()["jobs-bioproduction"].low == 8463
    assert figures()["target-products-2030"].high == 20


def test_publications_that_differ_are_shown_side_by_side() -> None:
    """Shares, counts and waits on which sources part are groups of rows with date and scope."""
    groups = [ids(group) for group in rivals()]
    assert {
        "import-share-biologics-state",
        "import-share-biologics-polepharma",
        "import-share-biologics-pharmaceutiques",
    } in groups
    assert {"sites-bioproduction-leem", "sites-bioproduction-quotidien"} in groups
    assert {"lead-time-bags-users", "lead-time-bags-maker"} in groups
    assert all(figure.basis == "published" for group in rivals() for figure in group)


def test_figures_of_one_measure_come_by_date() -> None:
    """The oldest comes first and what bears no date last."""
    shares = measured("import-share", "biologic")
    assert [figure.as_of for figure in shares] == ["2022-01", "2022-05", ""]
    assert measured("import-share", "vaccine") == ()


def test_the_nearest_term_above_lends_its_figures() -> None:
    """Stoppers have the wait of packaging, a term without kin above has none."""
    assert ids(nearest("lead-time", f"{DATA}input/stoppers")) == ids(
        measured("lead-time", "primary-packaging")
    )
    assert nearest("lead-time", f"{DATA}input/qualified-person") == ()
    assert nearest("lead-time", f"{DATA}input/no-such-thing") == ()


def test_durations_are_compared_in_months() -> None:
    """Weeks and months meet in one interval; a sum of money is no duration."""
    bags = measured("lead-time", "single-use-bags")
    assert hull(bags) == pytest.approx((16 * 7 * 12 / 365.25, 12))
    with pytest.raises(ValueError, match="no duration"):
        figures()["plant-cost-antibody-range"].months()


@pytest.mark.parametrize("found", [(), ("plant-cost-antibody-range", "centres-car-t")])
def test_no_interval_holds_nothing_or_unlike_things(found: tuple[str, ...]) -> None:
    """Without figures, or over money and centres, there is no common interval."""
    with pytest.raises(ValueError, match="no common interval"):
        hull(figures()[name] for name in found)


def test_a_sound_line_is_read(plant: Plant) -> None:
    """The line into which faults are written is none itself, and its cells are kept."""
    found = read_figures(planted(plant))["zz-test"]
    assert (found.low, found.high, found.unit, found.as_of) == (1, 2.5, "months", "2026-11")
    assert (found.label.fr, found.scope.en, found.note.en) == (
        "Attente",
        "all",
        "Nobody states it.",
    )


@pytest.mark.parametrize(
    ("column", "value", "word"),
    [
        ("id", "vials-asked-of-schott", "already stands"),
        ("measure", "weight", "measure"),
        ("about", "no-such-term", "about"),
        ("label_fr", "", "label"),
        ("scope_en", "", "scope"),
        ("note_fr", "", "note"),
        ("low", "3", "downwards"),
        ("low", "-1", "low"),
        ("high", "many", "high"),
        ("high", "", "high"),
        ("high", "nan", "high"),
        ("unit", "parsecs", "unit"),
        ("as_of", "2026-13", "as_of"),
        ("as_of", "November", "as_of"),
        ("as_of", "", "assumption"),
        ("source", "", "source"),
        ("source_url", "example.org", "source_url"),
        ("basis", "hearsay", "basis"),
    ],
)
def test_a_bad_row_is_named(plant: Plant, column: str, value: str, word: str) -> None:
    """Each slip is an error with file, line and a mend."""
    last = len((resources.ontology() / "figures.tsv").read_text(encoding="utf-8").splitlines()) + 1
    with pytest.raises(DataError) as caught:
        read_figures(planted(plant, **{column: value}))
    assert f"ontology/figures.tsv:{last}:" in caught.value.message
    assert word in caught.value.message
    assert caught.value.hint


@pytest.mark.parametrize(
    ("empty", "word"), [(("label_en", "label_fr"), "label"), (("note_en", "note_fr"), "reason")]
)
def test_what_must_be_said_is_said(plant: Plant, empty: tuple[str, ...], word: str) -> None:
    """A row without label, or an assumption without its reason, is refused."""
    with pytest.raises(DataError, match=word):
        read_figures(planted(plant, **dict.fromkeys(empty, "")))


#: Names that are English in both languages.
_NAMES = re.compile(r"Invest in Holland|American Society of Hematology")


def test_sources_are_named_in_both_languages() -> None:
    """English words in the name of a source have French ones beside them."""
    words = re.compile(r"\b(of|in|and|after|hearing|report|words|annex|town|copy)\b")
    for figure in figures().values():
        assert not words.search(_NAMES.sub("", figure.said_by.fr)), figure.id
        assert figure.said_by.en == figure.source
