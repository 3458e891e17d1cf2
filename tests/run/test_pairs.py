"""What the registers tell of pairs of their own rows, with their numbers hidden."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from biograph.model import Entry, Evidence, Identifier, Mention
from biograph.run.pairs import SPELLED, Example, Real, half, of, part_of

#: Numbers of either part, in the form of SIREN.
DEV, TEST = (
    [value for value in map(str, range(100_000_001, 100_000_050)) if half(value) == part]
    for part in ("dev", "test")
)


def row(
    key: str,
    name: str,
    *ids: tuple[str, str],
    source: str = "ilab",
    kind: str = "Company",
    city: str = "",
) -> Entry:
    """A row of a register."""
    return Entry(
        source=source,
        key=key,
        kinds=(kind,),
        name=name,
        identifiers=tuple(Identifier(*one) for one in ids),
        country="FR",
        city=city,
        evidence=Evidence(document="https://e/v/1", quote=name, row=f"{source}#{key}"),
    )


def examples(*rows: Entry) -> list[Example]:
    """The pairs of some rows."""
    return Real(rows, ()).examples()


def truths(*rows: Entry) -> list[tuple[str, bool, str]]:
    """Of each pair the registers, whether it is one, and the part."""
    return [(found.family, found.same, found.part) for found in examples(*rows)]


def test_two_rows_of_one_number_are_one_whatever_their_names() -> None:
    """The number tells it, so that pairs no likeness finds count as missed."""
    one = row("1", "Alphatestco", ("siren", DEV[0]))
    other = row("2", "Zygomatique", ("siren", DEV[0]), source="actors")
    assert truths(one, other) == [("actors-ilab", True, "dev")]


def test_two_rows_of_different_numbers_are_two() -> None:
    """A homonym of another town is a pair that must not be joined."""
    one = row("1", "Zygomatique", ("siren", TEST[0]), city="Lyon")
    other = row("2", "Zygomatique", ("siren", TEST[1]), city="Lille")
    assert truths(one, other) == [("ilab", False, "test")]


def test_what_decides_sees_no_number() -> None:
    """The truth is hidden from both ends of a pair."""
    one = row("1", "Zygomatique", ("siren", DEV[0]), ("actor", "Z"))
    other = row("2", "Zygomatique SAS", ("siren", DEV[0]))
    (found,) = examples(one, other)
    assert found.one.identifiers == found.other.identifiers == frozenset()
    assert of(one).names[0].key == "zygomatique"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param(
            row("1", "Zygomatique", city="Lyon"),
            row("2", "Zygomatique", city="Lille"),
            id="no number",
        ),
        pytest.param(
            row("1", "Zygomatique", ("siren", DEV[0])),
            row("2", "Zygomatique", ("ror", DEV[1])),
            id="numbers of two schemes",
        ),
        pytest.param(
            row("1", "Zygomatique", ("siren", DEV[0]), city="Lyon"),
            row("2", "Zygomatique", ("siren", DEV[1]), city="Lyon"),
            id="one name and town under two numbers",
        ),
        pytest.param(
            row("1", "Zygomatique", ("siren", DEV[0]), city="Lyon"),
            row("2", "Zygomatique", ("siren", TEST[0]), city="Lille"),
            id="one number in each part",
        ),
        pytest.param(
            row("1", "Zygomatique", ("siren", DEV[0]), kind="Site"),
            row("2", "Zygomatique", ("siren", DEV[0])),
            id="a site and its firm",
        ),
        pytest.param(
            row("1", "Zygomatique", ("finess", DEV[0]), source="finess", city="Lyon"),
            row("2", "Zygomatique", ("finess", DEV[1]), source="finess", city="Lille"),
            id="two rows of FINESS",
        ),
        pytest.param(
            row("1", "Zygomatique", ("siren", DEV[0])),
            row("1", "Zygomatique SAS", ("siren", DEV[0])),
            id="two rows of one key",
        ),
    ],
)
def test_what_the_registers_do_not_tell_is_no_example(one: Entry, other: Entry) -> None:
    """Neither right nor wrong can be said of such a pair."""
    assert examples(one, other) == []


UNITS = [
    row(
        value,
        name,
        ("rnsr", value),
        source="rnsr",
        kind="ResearchOrganization",
        city="Lyon",
    )
    for value, name in ((DEV[0], "Institut Zygomatique"), (DEV[1], "Centre Zygomatique"))
]


def spelled(*, same: bool) -> list[tuple[str, bool]]:
    """The examples that one judged spelling gives: name of the unit, and whether it is that."""
    said = Mention(text="Inst. Zygomatique", kind="ResearchOrganization", place="Lyon")
    found = Real(tuple(UNITS), ((said, DEV[0], same, "dev"),)).examples()
    anr = [example for example in found if example.family == SPELLED]
    assert {example.part for example in anr} == {"dev"}
    return [(example.other.names[0].key, example.same) for example in anr]


def test_a_spelling_is_its_unit_and_no_other_that_looks_like_it() -> None:
    """A judged spelling also tells that the units of similar names are others."""
    assert spelled(same=True) == [("institut zygomatique", True), ("centre zygomatique", False)]


def test_a_spelling_of_another_body_tells_of_its_number_alone() -> None:
    """A supervising body beside a unit's number is not that unit; of the others nothing is told."""
    assert spelled(same=False) == [("institut zygomatique", False)]


def test_a_spelling_of_a_unit_outside_the_register_gives_no_pair_that_is_one() -> None:
    """Where the unit has no row, joining with it can be neither asked nor missed."""
    said = Mention(text="Institut Zygomatique", kind="ResearchOrganization", place="Lyon")
    found = Real(tuple(UNITS), ((said, "199900000Z", True, "dev"),)).examples()
    assert not any(example.same for example in found)


@given(st.text())
def test_a_value_is_always_of_one_and_the_same_part(value: str) -> None:
    """The part depends on the value alone."""
    assert half(value) in {"dev", "test"}
    assert half(value) == part_of([Identifier("siren", value)])


def test_the_part_does_not_depend_on_the_order_of_the_numbers() -> None:
    """The least value decides, and a row without any is of the development part."""
    ids = [Identifier("siren", DEV[0]), Identifier("ror", TEST[0])]
    assert part_of(ids) == part_of(ids[::-1])
    assert part_of([]) == "dev"


def test_the_same_rows_in_another_order_give_the_same_pairs() -> None:
    """What is measured does not depend on the order in which registers are read."""
    rows = [
        row(str(number), f"Zygomatique {town}", ("siren", value), city=town)
        for number, (value, town) in enumerate(
            zip(DEV[:4], ("Lyon", "Lille", "Nancy", "Nantes"), strict=True)
        )
    ]

    def told(found: list[Example]) -> set[tuple[frozenset[str], bool]]:
        return {(frozenset((e.one.town, e.other.town)), e.same) for e in found}

    assert told(examples(*rows)) == told(examples(*rows[::-1]))
    assert len(examples(*rows)) == 6
