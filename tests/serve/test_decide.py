"""Decisions on doubtful pairs: who may take them, and what becomes of them."""

import shutil
import threading
from dataclasses import replace

import httpx
import pytest

from biograph.link.identity import Resolution
from biograph.model import Entry, Evidence, Identifier, Match
from biograph.run import deciding
from biograph.run.entities import remember
from biograph.run.linking import DECISIONS
from biograph.serve.server import listening

#: Seconds to wait for an answer on a machine with much else to do.
PATIENCE = 300
VARIABLE, SECRET = "BIOGRAPH_TOKEN", "a long word"


def entry(source, name, **given):
    """A register row about a company."""
    row = Evidence(document="https://e.test/d/v/1", quote=name)
    known = {"key": "1", "kinds": ("Company",), "evidence": row, "country": "FR"}
    return Entry(source=source, name=name, **{**known, **given})


PAIR = Match(
    left=entry("actors", "Cellovia <b>Lyon</b>", identifiers=(Identifier("siren", "552100554"),)),
    right=entry("ror", "CELLOVIA", city="Lyon"),
    reason="names alike, same city",
    score=0.71,
)
OTHER = replace(PAIR, left=entry("actors", "Nantavec", key="2"), score=0.64)


@pytest.fixture(scope="module")
def server(workspace, tmp_path_factory):
    """A server over a workspace of its own, and that workspace."""
    copied = shutil.copytree(workspace, tmp_path_factory.mktemp("deciding") / "workspace")
    with listening(copied, host="127.0.0.1", port=0) as server:
        serving = threading.Thread(target=server.wait, daemon=True)
        serving.start()
        with httpx.Client(
            base_url=f"http://{server.address}", timeout=PATIENCE, trust_env=False
        ) as http:
            yield http, copied
        server.end()
        serving.join(timeout=PATIENCE)


@pytest.fixture
def deciding_at(server):
    """The server and its workspace, with two open pairs and nothing decided."""
    _, workspace = server
    (workspace / DECISIONS).unlink(missing_ok=True)
    remember(workspace, Resolution(entities=(), doubtful=(PAIR, OTHER)))
    return server


def form(**changed):
    """The form of the first pair, filled in."""
    filled = {
        "left": "actors#1",
        "right": "ror#1",
        "verdict": "same",
        "reason": "same SIREN on the web page",
        "lang": "en",
        "page": "1",
    }
    return {**filled, **changed}


def table(workspace):
    """The lines of decisions kept, without the head."""
    path = workspace / DECISIONS
    return path.read_text(encoding="utf-8").splitlines()[1:] if path.exists() else []


def test_a_decision_taken_on_this_machine_is_kept_and_closes_its_pair(deciding_at):
    """The next run obeys it; the page does not ask again."""
    http, workspace = deciding_at
    before = http.get("/en/pairs").text
    assert "Cellovia &lt;b&gt;Lyon&lt;/b&gt;" in before
    assert "552100554" in before
    answer = http.post("/decide", data=form())
    assert (answer.status_code, answer.headers["location"]) == (303, "/en/pairs?page=1&kept=1")
    assert [line.split("\t")[:3] for line in table(workspace)] == [["actors#1", "ror#1", "same"]]
    after = http.get(answer.headers["location"]).text
    assert "Decision kept" in after
    assert "Cellovia" not in after
    assert "Nantavec" in after


def test_the_page_of_decisions_stands_in_no_other(deciding_at):
    """All others may: nobody is led to decide by a page that hides this one."""
    http, _ = deciding_at
    policy = http.get("/fr/pairs").headers["content-security-policy"]
    assert "frame-ancestors 'none'" in policy
    assert "script-src 'self'" in policy
    assert "frame-ancestors *" in http.get("/fr/chain").headers["content-security-policy"]


def test_the_pairs_are_data_with_what_is_left_open(deciding_at):
    """As many rows as pairs."""
    http, _ = deciding_at
    assert [row["left"] for row in http.get("/fr/pairs.json").json()["rows"]] == [
        "actors#1",
        "actors#2",
    ]


@pytest.mark.parametrize(
    "changed",
    [
        {"verdict": "perhaps"},
        {"verdict": ""},
        {"reason": "no"},
        {"reason": "x" * 501},
        {"left": "actors#9"},
        {"left": "ror#1", "right": "actors#1"},
        {"reason": "\t\n "},
    ],
)
def test_what_is_no_decision_is_refused_and_nothing_is_kept(deciding_at, changed):
    """The sentence says what is wrong."""
    http, workspace = deciding_at
    answer = http.post("/decide", data=form(**changed))
    assert answer.status_code == 400
    assert "->" in answer.text
    assert table(workspace) == []


def test_a_decision_twice_is_refused_the_second_time(deciding_at):
    """A page that is sent again decides nothing again."""
    http, workspace = deciding_at
    assert http.post("/decide", data=form()).status_code == 303
    assert http.post("/decide", data=form(verdict="different")).status_code == 400
    assert len(table(workspace)) == 1


def test_a_reason_cannot_add_lines_or_cells_to_the_table(deciding_at):
    """Tabs and ends of lines become blanks."""
    http, workspace = deciding_at
    http.post("/decide", data=form(reason="a reason\nactors#7\tror#8\tsame\t2020-01-01\tx"))
    (line,) = table(workspace)
    assert len(line.split("\t")) == 6


@pytest.mark.parametrize(
    "headers",
    [
        {"origin": "https://elsewhere.test"},
        {"origin": "null"},
        {"host": "biograph.example.org"},
        {"x-forwarded-for": "203.0.113.9"},
        {"forwarded": "for=203.0.113.9"},
        {"x-real-ip": "203.0.113.9"},
    ],
)
def test_who_comes_from_elsewhere_may_not_decide(deciding_at, headers):
    """Another site's page, a renamed host, whoever stands behind a proxy."""
    http, workspace = deciding_at
    answer = http.post("/decide", data=form(), headers=headers)
    assert answer.status_code == 403
    assert table(workspace) == []


def test_where_a_token_is_set_it_is_wanted_from_everybody(deciding_at, monkeypatch):
    """Behind a proxy all come from this machine."""
    http, workspace = deciding_at
    monkeypatch.setenv(VARIABLE, SECRET)
    assert http.post("/decide", data=form()).status_code == 403
    assert http.post("/decide", data=form(token=SECRET[::-1])).status_code == 403
    assert table(workspace) == []
    kept = http.post("/decide", data=form(token=SECRET), headers={"x-real-ip": "192.0.2.1"})
    assert kept.status_code == 303
    assert len(table(workspace)) == 1


def test_even_with_the_token_another_sites_page_may_not_decide(deciding_at, monkeypatch):
    """A browser may have filled it in."""
    http, _ = deciding_at
    monkeypatch.setenv(VARIABLE, SECRET)
    asked = http.post(
        "/decide", data=form(token=SECRET), headers={"origin": "https://elsewhere.test"}
    )
    assert asked.status_code == 403


@pytest.mark.parametrize("body", [b"\xff\xfe", b"=" * 2000, b"a=1&" * 100, b"", b"{}"])
def test_a_body_that_is_no_form_is_refused(deciding_at, body):
    """Whatever it is."""
    http, workspace = deciding_at
    assert http.post("/decide", content=body).status_code == 400
    assert table(workspace) == []


def test_no_run_and_no_pairs_are_told_apart(deciding_at):
    """Nothing waiting is not the same as nothing looked for."""
    http, workspace = deciding_at
    remember(workspace, Resolution(entities=(), doubtful=()))
    assert "No pair is waiting" in http.get("/en/pairs").text
    (workspace / "pairs.msgpack").unlink()
    assert deciding.open_pairs(workspace) is None
    assert "biograph run" in http.get("/en/pairs").text
