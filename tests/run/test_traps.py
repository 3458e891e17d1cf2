"""What a text denies, hopes, fears, plans or ends does not become a fact."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from biograph.extract import pipeline
from biograph.extract.annotation import Annotated, document
from biograph.model import Claim, Evidence
from biograph.resources import extract
from biograph.run import traps
from biograph.run.load import LEAST_CONFIDENCE
from biograph.terms import name_key

if TYPE_CHECKING:
    from collections.abc import Iterable

    from biograph.model import Document, Mention

FLOORS = extract() / "gold" / "floors.json"


@pytest.fixture(scope="module")
def fallen() -> list[tuple[Annotated, object]]:
    """The traps that catch the shipped reader."""
    return list(traps.fallen(pipeline.load(), LEAST_CONFIDENCE))


def test_no_more_traps_catch_the_reader_than_were_measured(
    fallen: list[tuple[Annotated, object]],
) -> None:
    """Of eighty; the pinned number may only fall."""
    pinned = json.loads(FLOORS.read_text(encoding="utf-8"))
    assert len(fallen) <= pinned["most_traps"]


def test_there_are_eighty_traps_and_each_forbids_something() -> None:
    """Every trap has at least one relation that must not be asserted."""
    assert len(traps.forbidden()) == 80
    assert all(traps.forbidden().values())


def believer(source: Document, mentions: tuple[Mention, ...]) -> Iterable[Claim]:
    """Asserts everything that must not be asserted, where its names were found."""
    named = {name_key(m.text): m for m in mentions}
    for subject, predicate, object_ in sorted(traps.forbidden()[source.key]):
        if subject in named and object_ in named:
            yield Claim(
                subject=named[subject],
                predicate=predicate,
                object=named[object_],
                evidence=Evidence(document=source.version, quote=source.text),
                score=0.9,
                producer="believer",
            )


def test_a_reader_that_believes_everything_falls_for_what_it_can_read() -> None:
    """Each trap counts once, and only above the least confidence."""
    reader = pipeline.load(lambda found: (believer(d, mentions) for d, mentions, _ in found))
    found = [item.id for item, _ in traps.fallen(reader, 0.8)]
    assert len(found) == len(set(found)) > 40
    assert list(traps.fallen(reader, 0.95)) == []


def test_a_plain_denial_is_held_back() -> None:
    """``A n'a pas racheté B`` gives no asserted purchase."""
    text = "Sanofi n'a pas racheté Genfit."
    (read,) = pipeline.load().read([document(Annotated(id="d", text=text, lang="fr"))])
    asserted = [c for c in read.claims if c.modality.value == "asserted"]
    key = ("sanofi", "acquired", "genfit")
    claimed = {(c.subject.text.lower(), c.predicate, c.object.text.lower()) for c in asserted}
    assert key not in claimed


# --- the traps to develop on ----------------------------------------------------------------------


def test_few_open_traps_become_claims_and_hardly_one_a_fact() -> None:
    """Of 168; before scope was told by the parse as it is now, 41 became claims and 7 facts."""
    reader = pipeline.load()
    assert len(list(traps.fallen(reader, 0.0, traps.OPEN))) <= 16
    assert len(list(traps.fallen(reader, LEAST_CONFIDENCE, traps.OPEN))) <= 3


def test_what_only_looks_like_a_trap_is_told() -> None:
    """``n'a pas tardé à racheter`` is a purchase: caution is not bought with silence."""
    right, total = traps.told(pipeline.load(), 0.0)
    assert total == 70
    assert right >= 40
