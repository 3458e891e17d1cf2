"""Training documents, traps and annotations of real texts keep their own rules."""

import csv
import json
import re
from collections import Counter, defaultdict
from hashlib import sha256
from itertools import pairwise

import pytest

from biograph.extract import annotation, markup, standoff
from biograph.extract.relations.scheme import ENDS
from biograph.resources import extract
from biograph.terms import ENTITY_TYPES, PREDICATES

GOLD = extract() / "gold"
TRAPS = [GOLD / "traps.txt", GOLD / "traps_dev.txt"]
TRAINING = sorted((extract() / "training").glob("*.txt"))
MARKED = [*TRAINING, *TRAPS, GOLD / "lookalikes.txt"]
PARTS = ("real_dev", "real_test")
REAL = (*PARTS, "second", "first")
# The column that holds the key of a row, for each source of real texts.
KEYS = {"ilab": "Identifiant", "pia": "Projet.Code_Decision_ANR", "listed": "name"}
_DAY = r"\d{4}(?:-(?:\d\d(?:-\d\d)?|[QS]\d))?"
DATE = re.compile(
    rf"{_DAY}(?:/{_DAY})?"
)  # a day, month, quarter, half, year, or from one to another
CONTACT = re.compile(
    r"\S+@\S+\.\w+"  # e-mail
    r"|\b0[1-9](?:[ .\u00a0-]?\d\d){4}\b"  # French telephone
    r"|(?:\+|\b00)[1-9]\d{0,2}[ .\u00a0()-]*(?:\d[ .\u00a0()-]*){7,}"  # abroad
)


def lines(name):
    """The lines of stand-off annotations as they are written."""
    return [json.loads(line) for line in (GOLD / f"{name}.jsonl").read_text("utf-8").splitlines()]


def kinds(item):
    """The types under which each surface of a document is marked."""
    found = defaultdict(set)
    for entity in item.entities:
        found[entity.text].add(entity.type)
    return found


# --- marked documents -----------------------------------------------------------------------------


def test_there_are_training_documents():
    """A folder that is not found would make every other test pass."""
    assert TRAINING


@pytest.mark.parametrize("path", MARKED, ids=lambda p: p.name)
def test_every_marked_file_can_be_read(path):
    """All its documents, each with a language, a text and names."""
    items = list(markup.read(path))
    assert path.read_text("utf-8").startswith("=== ")
    assert len(items) == len(re.findall(r"^\s*===", path.read_text("utf-8"), re.MULTILINE)) > 0
    assert {item.lang for item in items} <= {"fr", "en"}
    assert [item.id for item in items if not (item.id and item.text and item.entities)] == []


def test_an_identifier_is_given_once():
    """Over all files, the gold documents and the real texts included."""
    ids = [item.id for path in MARKED for item in markup.read(path)]
    ids += [item.id for part in ("dev", "test") for item in annotation.read(GOLD / f"{part}.jsonl")]
    ids += [line["id"] for part in PARTS for line in lines(part)]
    assert [name for name, times in Counter(ids).items() if times > 1] == []


def test_a_marked_text_is_given_once():
    """A trap of the test that stood in training would test nothing."""
    texts = Counter(item.text for path in MARKED for item in markup.read(path))
    assert [text for text, times in texts.items() if times > 1] == []


@pytest.mark.parametrize("path", MARKED, ids=lambda p: p.name)
def test_relations_have_the_ends_that_the_scheme_allows(path):
    """Subject and object are marked with a type that the predicate takes."""
    wrong = []
    for item in markup.read(path):
        types = kinds(item)
        for r in item.relations:
            subjects, objects = ENDS[r.predicate]
            if not (types[r.subject] & subjects and types[r.object] & objects):
                wrong.append(f"{item.id}: {r.subject} | {r.predicate} | {r.object}")
    assert wrong == []


@pytest.mark.parametrize("path", MARKED, ids=lambda p: p.name)
def test_a_relation_tells_nothing_beside_date_amount_and_plan(path):
    """A misspelt word after the sentences would be passed over."""
    stated = [line.split("|") for line in path.read_text("utf-8").splitlines()]
    more = [
        part.strip()
        for line in stated
        if len(line) > 4 and line[1].strip() in PREDICATES
        for part in line[4:]
    ]
    known = re.compile(rf"planned|date={DATE.pattern}|amount=\S.*")
    assert [part for part in more if not known.fullmatch(part)] == []


@pytest.mark.parametrize("path", MARKED, ids=lambda p: p.name)
def test_no_contact_data_is_in_a_document(path):
    """No e-mail address and no telephone number."""
    assert [item.id for item in markup.read(path) if CONTACT.search(item.text)] == []


@pytest.mark.parametrize(
    "text", ["a.b@c.fr", "01 23 45 67 89", "0612345678", "+33 1 23 45 67 89", "+44 (0)20 7946 0000"]
)
def test_contact_data_would_be_seen(text):
    """The forms that addresses and numbers take."""
    assert CONTACT.search(f"Appelez {text}, svp.")


@pytest.mark.parametrize("text", ["ANR-10-DPBS-0001", "1 200 000 000 euros", "+ 20 % en 2023"])
def test_amounts_and_codes_are_no_contact_data(text):
    """They hold digits too."""
    assert not CONTACT.search(text)


# --- what the traps do not say --------------------------------------------------------------------


@pytest.fixture(scope="module", params=TRAPS, ids=lambda path: path.stem)
def path(request):
    """The traps that are locked, and those to develop on."""
    return request.param


@pytest.fixture(scope="module")
def traps(path):
    """The documents of the traps by their identifier."""
    return {item.id: item for item in markup.read(path)}


@pytest.fixture(scope="module")
def denied(path):
    """What the traps do not assert."""
    with (GOLD / f"{path.stem}_not.tsv").open(encoding="utf-8", newline="") as rows:
        return list(csv.DictReader(rows, delimiter="\t", quoting=csv.QUOTE_NONE, strict=True))


def test_the_table_of_traps_has_its_columns(denied):
    """Identifier and the three parts of a relation, none empty, none twice."""
    assert denied
    for row in denied:
        assert list(row) == ["id", "subject", "predicate", "object"]
        assert all(cell and cell == cell.strip() for cell in row.values())
    count = Counter(tuple(row.values()) for row in denied)
    assert [row for row, times in count.items() if times > 1] == []


def test_what_is_denied_names_only_what_the_traps_mark(denied, traps):
    """Documents of the file, predicates of the scheme, names marked in the document."""
    assert sorted({row["id"] for row in denied} - traps.keys()) == []
    assert {row["predicate"] for row in denied} <= set(PREDICATES)
    assert [
        row
        for row in denied
        if not {row["subject"], row["object"]} <= kinds(traps[row["id"]]).keys()
    ] == []


def test_every_trap_denies_something(denied, traps):
    """Else nobody could fall for it."""
    assert sorted(traps.keys() - {row["id"] for row in denied}) == []


def test_nothing_denied_is_asserted(denied, traps):
    """A plan is not held to be done: only that may stand on both sides."""
    asserted = {
        (item.id, r.subject, r.predicate, r.object)
        for item in traps.values()
        for r in item.relations
        if r.modality != "planned"
    }
    assert asserted
    assert [row for row in denied if tuple(row.values()) in asserted] == []


# --- annotations of real texts --------------------------------------------------------------------


@pytest.mark.parametrize("name", REAL)
def test_a_real_text_is_annotated_once(name):
    """Neither its identifier nor its digest stands twice in a file."""
    for key in ("id", "sha256"):
        count = Counter(line[key] for line in lines(name))
        assert count
        assert [value for value, times in count.items() if times > 1] == []


@pytest.mark.parametrize("name", REAL)
def test_nothing_of_a_real_text_is_in_the_file(name):
    """No key 'text' and no other that could hold some: spans, words of the scheme, dates."""
    document = {"id", "source", "key", "field", "sha256", "lang", "entities", "relations"}
    optional = {"date", "amount", "modality"}
    for line in lines(name):
        assert line.keys() == document
        assert re.fullmatch(r"[0-9a-f]{64}", line["sha256"])
        assert line["lang"] in {"fr", "en"}
        for start, end, kind, *subtype in line["entities"]:
            assert isinstance(start, int)
            assert isinstance(end, int)
            assert kind in ENTITY_TYPES
            assert all(re.fullmatch(r"[A-Za-z]+", word) for word in subtype)
            assert len(subtype) <= 1
        for r in line["relations"]:
            assert r.keys() - optional == {"subject", "predicate", "object", "evidence"}
            assert r["predicate"] in PREDICATES
            assert DATE.fullmatch(r.get("date", "2021"))
            assert r.get("modality", "planned") == "planned"
            spans = [r[key] for key in ("subject", "object", "evidence", "amount") if key in r]
            assert all(isinstance(place, int) for span in spans for place in span)


@pytest.mark.parametrize("name", REAL)
def test_spans_stand_in_order_and_do_not_overlap(name):
    """And both ends of a relation are spans of names."""
    for line in lines(name):
        spans = [tuple(entity[:2]) for entity in line["entities"]]
        assert spans == sorted(spans)
        assert all(0 <= start < end for start, end in spans)
        assert all(one[1] <= two[0] for one, two in pairwise(spans))
        for r in line["relations"]:
            assert {tuple(r["subject"]), tuple(r["object"])} <= set(spans)


@pytest.mark.parametrize("name", REAL)
def test_an_identifier_is_made_of_source_and_key(name):
    """Of the digest where the row has no key, and of the key alone in our own corpus."""
    for line in lines(name):
        if line["source"] == "corpus":
            assert name in {"first", "second"}
            assert line["id"] == line["key"]
        else:
            assert line["source"] in standoff.FILES
            assert line["id"] == f"{line['source']}:{line['key'] or line['sha256'][:12]}"


@pytest.mark.parametrize("of", ["id", "sha256"])
def test_no_real_text_is_in_both_parts(of):
    """Nothing is both trained on and scored, under whatever identifier."""
    dev, test = ({line[of] for line in lines(part)} for part in PARTS)
    assert dev
    assert test
    assert sorted(dev & test) == []


def test_the_second_reading_is_of_documents_of_the_first():
    """The same text under the same identifier, so that the two can be compared."""
    same = ("source", "key", "field", "sha256", "lang")
    first = {line["id"]: [line[k] for k in same] for part in PARTS for line in lines(part)}
    for part in ("dev", "test"):
        for item in annotation.read(GOLD / f"{part}.jsonl"):
            digest = sha256(item.text.encode()).hexdigest()
            first[item.id] = ["corpus", item.id, "text", digest, item.lang]
    second = {line["id"]: [line[k] for k in same] for line in lines("second")}
    assert [name for name, told in second.items() if first.get(name) != told] == []


def test_a_first_reading_is_kept_of_what_was_read_twice():
    """Only there is it compared, and it is of the text that the second reader had."""
    second = {line["id"]: line["sha256"] for line in lines("second")}
    first = {line["id"]: line["sha256"] for line in lines("first")}
    assert len(first) == len(lines("first")) > 0
    assert first.items() <= second.items()


@pytest.mark.parametrize("name", REAL)
def test_real_texts_are_read_with_the_snapshot(name, shared):
    """Every text is found; names and evidence are inside it, without blanks around names."""
    items = list(standoff.read(GOLD / f"{name}.jsonl", shared))
    assert [item.id for item in items] == [line["id"] for line in lines(name)]
    for item in items:
        assert all(e.text == e.text.strip() != "" for e in item.entities), item.id
        assert all(e.end <= len(item.text) for e in item.entities), item.id
        assert all(0 <= r.start < r.end <= len(item.text) for r in item.relations), item.id


def test_a_key_is_that_of_the_row_with_the_text(shared):
    """What a document is called is what its source calls it."""
    rows = {}
    for source, path in standoff.FILES.items():
        with (shared / path).open(encoding="utf-8", newline="") as file:
            rows[source] = list(csv.DictReader(file))
    found = defaultdict(set)
    for source, field in {(line["source"], line["field"]) for p in PARTS for line in lines(p)}:
        for row in rows[source]:
            found[source, sha256(row[field].encode()).hexdigest()].add(row[KEYS[source]])
    assert [
        line["id"]
        for part in PARTS
        for line in lines(part)
        if line["key"] not in found[line["source"], line["sha256"]]
    ] == []
