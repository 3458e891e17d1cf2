"""``biograph claims`` and the page of claims: the same verdicts as text, JSON and Markdown."""

from __future__ import annotations

import json

import pytest

from biograph.analyse.claims import Status
from biograph.api import GRAPH_FOLDER
from biograph.ask import published
from biograph.errors import UsageError
from biograph.run import claims as page
from biograph.store import open_store
from tests.tiny import TINY, WIDE


@pytest.fixture
def workspace(tmp_path):
    """A workspace with the tiny and the wide graph."""
    store = open_store(tmp_path / GRAPH_FOLDER)
    for path in (TINY, WIDE):
        store._store.load(path=str(path))
    return tmp_path


def test_claims_are_a_table_with_a_line_each(command, workspace):
    """Id, claim, source, date, verdict, what is found and the command, in the language asked."""
    code, out, _ = command("claims", "-w", workspace, "--lang", "en")
    header, *rows = (line.split("\t") for line in out.splitlines())
    assert code == 0
    assert header == ["id", "claim", "source", "as_of", "verdict", "found", "command"]
    assert [row[:4] for row in rows] == [
        [claim.id, claim.text.en, claim.source, claim.as_of] for claim in published()
    ]
    assert {row[4] for row in rows} <= set(Status)
    french = command("claims", "-w", workspace)[1].splitlines()[1:]
    assert [line.split("\t")[1] for line in french] == [claim.text.fr for claim in published()]


def test_claims_as_json_hold_the_evidence(command, workspace):
    """One list of verdicts with both languages and the facts that each rests on."""
    code, out, _ = command("claims", "--json", "-w", workspace)
    found = {verdict["id"]: verdict for verdict in json.loads(out)}
    assert code == 0
    assert found["22"]["status"] == "undecidable"
    assert set(found["22"]["found"]) == {"fr", "en"}
    assert found["8"]["evidence"] == [
        "https://w3id.org/biograph/id/rel/holder-manufacturesFor-jeune"
    ]


def test_the_command_of_a_verdict_runs(command, workspace):
    """What a verdict names as its command gives the rows that were counted."""
    _, out, _ = command("claims", "--json", "-w", workspace)
    verdict = next(one for one in json.loads(out) if one["id"] == "26")
    code, answer, _ = command(*verdict["command"].split()[1:], "-w", workspace)
    assert code == 0
    assert json.loads(answer)["parameters"] == {"class": "immunoglobulin"}


def test_the_page_is_made_by_its_command(workspace, tmp_path):
    """The documented command writes one row a claim below how verdicts are reached."""
    file = tmp_path / "claims.md"
    page.main([str(workspace), str(file)])
    text = file.read_text(encoding="utf-8")
    assert f"0 supported, 0 contradicted, {len(published())} undecidable" in text
    assert text.count("\n| ") == len(published()) + 1
    with pytest.raises(UsageError, match="a workspace and a file"):
        page.main([str(workspace)])
