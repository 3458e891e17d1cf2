"""How well identity is decided on real registers and documents never falls in silence."""

import json
from hashlib import sha256

import pytest

from biograph.errors import DataError, UsageError
from biograph.model import Entity, Identifier, Link, Mention
from biograph.resources import extract
from biograph.run import identity, pairs, scores
from biograph.run.track import silent
from tests.run.test_pairs import DEV, TEST, row

FLOORS = json.loads((extract() / "gold" / "identity_floors.json").read_text(encoding="utf-8"))
MEASURED_ON = ("gold/spellings.tsv", "gold/mentions.tsv", "models/identity.json")


@pytest.fixture(scope="module")
def real(shared):
    """All registers; of the test part only the scores are looked at."""
    return pairs.read(shared, silent)


def test_the_floors_were_measured_on_these_data_and_weights():
    """Who changes gold or weights has to measure again, and say so."""
    content = b"".join((extract() / name).read_bytes() for name in MEASURED_ON)
    assert FLOORS["digest"] == sha256(content).hexdigest()


def test_the_floors_are_shares():
    """Every floor is a number from 0 to 1, and none is left out."""
    assert FLOORS.keys() == {"digest", "pairs", "b_cubed", "accuracy", "no_entry"}
    assert FLOORS["pairs"].keys() == {"precision", "recall"}
    numbers = [*FLOORS["pairs"].values(), *(FLOORS[k] for k in ("b_cubed", "accuracy", "no_entry"))]
    assert all(0 <= number <= 1 for number in numbers)


def test_joining_pairs_does_not_fall_under_its_floors(real):
    """Precision and recall over all registers."""
    found = scores.pair_scores(real, "test")[scores.POOLED]
    assert found.gold >= 500
    assert found.precision >= FLOORS["pairs"]["precision"]
    assert found.recall >= FLOORS["pairs"]["recall"]


def test_groups_do_not_fall_under_their_floor(real):
    """B-cubed of all rows that a number of the registers groups."""
    found = scores.group_score(real, "test")
    assert found.gold >= 1_000
    assert found.f1 >= FLOORS["b_cubed"]


def test_linking_names_of_documents_does_not_fall_under_its_floors(shared):
    """Accuracy where there is an entry, F1 of saying that there is none."""
    found = scores.mention_scores(shared, "test")
    assert found.known + found.nil.gold >= 400
    assert found.accuracy >= FLOORS["accuracy"]
    assert found.nil.f1 >= FLOORS["no_entry"]


def test_all_registers_are_read_and_every_judged_spelling(real):
    """Nothing but organisations, in one order, and as many spellings as the gold has lines."""
    lines = (extract() / "gold" / pairs.SPELLINGS).read_text(encoding="utf-8").splitlines()
    assert len(real.spellings) == len(lines) - 1
    keys = [entry.id for entry in real.entries]
    assert keys == sorted(keys)
    assert all(pairs.of(entry).organisation for entry in real.entries)
    assert {"actors", "cordis", "finess", "ilab", "listed", "rnsr", "ror"} <= {
        entry.source for entry in real.entries
    }


def test_a_snapshot_without_the_table_of_anr_is_told(tmp_path):
    """The error is one sentence with its mend, not a trace."""
    with pytest.raises(DataError):
        pairs.read(tmp_path, silent)


def test_a_snapshot_without_a_judged_row_is_told(tmp_path):
    """A table of ANR of another year lacks spellings that were judged."""
    table = tmp_path / pairs._ANR
    table.parent.mkdir()
    table.write_text("Nom_organisme,Adresse.Ville\nInserm,Paris\n", encoding="utf-8")
    with pytest.raises(DataError):
        pairs.read(tmp_path, silent)


ONE, TWO = [value for value in TEST if pairs.half(f"siren {value}") == "test"][:2]
OTHER = next(value for value in TEST if pairs.half(f"siren {value}") == "dev")
ROWS = (
    row("1", "Zygomatique", ("siren", ONE), city="Lyon"),
    row("2", "ZYGOMATIQUE SAS", ("siren", ONE), source="actors", city="Lyon"),
    row("3", "Orthopoietine", ("siren", TWO)),
    row("4", "Kaleidoscopie", ("siren", TWO), source="actors"),
)


def test_a_pair_that_is_not_found_lowers_the_recall_alone():
    """One name in two spellings is joined; two names under one number are missed."""
    found = scores.pair_scores(pairs.Real(ROWS, ()), "test")
    assert (found["actors-ilab"].precision, found["actors-ilab"].recall) == (1.0, 0.5)
    assert found["actors-ilab"].gold == found[scores.POOLED].gold == 2


def test_groups_are_found_without_the_numbers():
    """The two names under one number stay two: their rows count half in the recall."""
    found = scores.group_score(pairs.Real(ROWS, ()), "test")
    assert (found.precision, found.recall, found.gold) == (1.0, 0.75, 4)


def test_groups_are_of_the_part_that_their_pairs_are_of():
    """What the weights were trained on is never scored as a group of the test part."""
    found = pairs.Real((row("1", "A", ("siren", OTHER)), row("2", "B", ("siren", OTHER))), ())
    assert {example.part for example in found.examples()} == {"test"}
    assert scores.group_score(found, "test").gold == 2
    assert scores.group_score(found, "dev").gold == 0


def linked(*entries, provisional=False):
    mention = Mention(text="Zygomatique", kind="Company")
    kinds, iri = ("Company",), "https://e/1"
    entity = Entity(
        iri=iri, kinds=kinds, name="Zygomatique", entries=entries, provisional=provisional
    )
    return Link(mention=mention, entity=entity, score=1.0, method="name")


@pytest.mark.parametrize(
    ("gold", "link", "right"),
    [
        ({"ilab#1"}, linked(*ROWS[:2]), True),
        ({"ilab#3"}, linked(*ROWS[:2]), False),
        ({"ilab#1"}, linked(provisional=True), False),
        (set(), linked(provisional=True), True),
        (set(), linked(*ROWS[:2]), False),
    ],
)
def test_a_link_is_right_by_one_entry_or_by_none_where_there_is_none(gold, link, right):
    """An entity of several rows is the right one where any of them is."""
    assert scores.link_is_right(frozenset(gold), link) is right


@pytest.mark.parametrize("words", [[], ["data", "gold"], ["data", "test", "dev"]])
def test_the_scores_need_a_folder_and_a_part(words):
    """The command says what it takes."""
    with pytest.raises(UsageError, match="folder of a full snapshot"):
        scores.main(words)


@pytest.mark.parametrize("words", [[], ["data", "dev"]])
def test_the_training_needs_one_folder(words):
    """Nothing is written where the command is called wrongly."""
    before = (extract() / "models" / "identity.json").read_bytes()
    with pytest.raises(UsageError, match="folder of a full snapshot"):
        identity.main(words)
    assert (extract() / "models" / "identity.json").read_bytes() == before


HOMONYMS = tuple(
    row(f"{number}{source}", name, ("siren", siren), city=town, source=source)
    for number, (siren, town) in enumerate(zip(DEV, ("Lyon", "Lille", "Nancy"), strict=False))
    for source, name in (("ilab", "Zygomatique"), ("actors", "ZYGOMATIQUE SAS"))
)


def test_training_learns_from_the_development_part_alone():
    """Towns tell homonyms apart, and no pair of the test part has a say in it."""
    real = pairs.Real(HOMONYMS, ())
    trained = identity.train(real)
    assert trained.by_feature == identity.train(pairs.Real((*HOMONYMS, *ROWS), ())).by_feature
    examples = real.examples()
    told = [trained.probability(found) for found in identity.describe(examples)]
    ones = [score for score, example in zip(told, examples, strict=True) if example.same]
    twos = [score for score, example in zip(told, examples, strict=True) if not example.same]
    assert (len(ones), len(twos)) == (3, 12)
    assert min(ones) > max(twos)


def test_a_word_has_the_share_of_the_names_that_bear_it():
    """Each spelling of a name counts once, however many rows bear it."""
    found = identity.shares(
        pairs.Real((row("1", "Alpha Zygote"), row("2", "Beta Zygote"), row("3", "Beta Zygote")), ())
    )
    assert found == {"alpha": 0.5, "zygote": 1.0, "beta": 0.5}


def test_a_scheme_that_tells_groups_rows_over_others():
    """Two numbers of one row make one group of all rows that hold either."""
    rows = [
        row("1", "A", ("siren", DEV[0])),
        row("2", "B", ("siren", DEV[0]), ("ror", DEV[1])),
        row("3", "C", ("ror", DEV[1])),
        row("4", "D", ("actor", "D")),
    ]
    one, two, three, none = scores._gold_groups(rows)
    assert one == two == three
    assert none == ""
    assert rows[3].identifiers == (Identifier("actor", "D"),)
