"""What extraction reaches on the locked documents never falls in silence."""

import pytest

from biograph import resources
from biograph.errors import DataError
from biograph.extract import annotation, pipeline
from biograph.extract.score import below_floors, score

GOLD = resources.extract() / "gold" / "test.jsonl"
FLOORS = resources.extract() / "gold" / "floors.json"


@pytest.fixture(scope="module")
def scores():
    """The scores of the bundled pipeline on the locked part; nothing else of it is looked at."""
    gold = list(annotation.read(GOLD))
    documents = [annotation.document(item) for item in gold]
    predicted = [annotation.annotated(found) for found in pipeline.load().read(documents)]
    return score(gold, predicted, rounds=0)


def test_no_score_falls_under_its_floor(scores):
    """A change that lowers a score has to renew the floors, and say so."""
    assert below_floors(scores, GOLD, FLOORS) == []


def test_organisations_and_all_types_reach_what_was_asked(scores):
    """Strict F1 of at least .72 on organisations and .78 on all types."""
    assert scores.strict["organisations"].f1 >= 0.72
    assert scores.strict["micro"].f1 >= 0.78


def test_floors_are_pinned_to_the_data_they_were_measured_on(scores, tmp_path):
    """Another gold file under the same floors is refused."""
    other = tmp_path / "test.jsonl"
    other.write_bytes(GOLD.read_bytes() + b"\n")
    with pytest.raises(DataError, match="sha256"):
        below_floors(scores, other, FLOORS)
