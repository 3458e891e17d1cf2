"""Texts in, annotations out, each command usable alone."""

import json

from biograph.resources import extract as data

TEXT = "Yposkesi, filiale de SK pharmteco, est basée à Corbeil-Essonnes."


def written(tmp_path, *documents):
    path = tmp_path / "texts.jsonl"
    lines = (json.dumps(document, ensure_ascii=False) + "\n" for document in documents)
    path.write_text("".join(lines), encoding="utf-8")
    return path


def test_a_text_without_language_is_read_in_its_own(command, tmp_path):
    """An English text is not read by French rules because nobody said that it is English."""
    english = "In March 2024 the company opened its second plant near Lyon and hired forty people."
    path = written(tmp_path, {"id": "1", "text": TEXT}, {"id": "2", "text": english})
    _, out, _ = command("extract", path)
    assert [json.loads(line)["lang"] for line in out.splitlines()] == ["fr", "en"]


def test_extracted_names_are_slices_of_the_text(command, tmp_path):
    """Offsets count in the text as given."""
    _, out, _ = command("extract", written(tmp_path, {"id": "1", "text": TEXT}))
    entities = json.loads(out)["entities"]
    assert {"Yposkesi", "SK pharmteco", "Corbeil-Essonnes"} <= {e["text"] for e in entities}
    assert all(TEXT[e["start"] : e["end"]] == e["text"] for e in entities)


def test_linking_gives_two_spellings_of_a_name_one_iri(command, tmp_path):
    """YPOSKESI SAS and Yposkesi are one entity, and an unknown name gets an IRI of its own."""
    path, read = written(tmp_path, {"id": "1", "text": TEXT}), tmp_path / "read.jsonl"
    command("extract", path, "-o", read)
    item = json.loads(read.read_text(encoding="utf-8"))
    text = "Yposkesi et YPOSKESI SAS."
    names = [(0, 8, "Yposkesi"), (12, 24, "YPOSKESI SAS")]
    entities = [{"text": t, "start": a, "end": b, "type": "Company"} for a, b, t in names]
    _, out, _ = command(
        "link", written(tmp_path, item, {"id": "2", "text": text, "entities": entities})
    )
    _, second = map(json.loads, out.splitlines())
    one, other = (entity["id"] for entity in second["entities"])
    assert one == other
    assert one.startswith("https://w3id.org/biograph/id/org/")


def test_predictions_of_a_file_are_scored_without_reading_again(command, tmp_path):
    """Gold scored against itself is perfect."""
    gold = data() / "gold" / "dev.jsonl"
    _, out, _ = command("evaluate", gold, "--pred", gold, "--json")
    scores = json.loads(out)
    assert scores["strict"]["micro"]["f1"] == 1
    assert scores["relations"]["micro"]["f1"] == 1
    assert scores["unseen"]["organisations"]["f1"] == 0  # every name of it is trained on
    assert scores["reliability"]["error"] == 0
    assert scores["reliability"]["levels"]["facts"]["precision"] == 1


def test_every_figure_of_the_scores_is_printed(command):
    """Names, unseen names, relations, levels of confidence and calibration, with intervals."""
    gold = data() / "gold" / "dev.jsonl"
    _, out, _ = command("evaluate", gold, "--pred", gold)
    for title in ("entities, strict,", "entities, relaxed", "relations", "relations, confidence"):
        assert title in out
    assert "calibration error 0.000 0.000-0.000" in out
    assert "1.000 1.000-1.000" in out
