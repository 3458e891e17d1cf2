"""Data and runs: files with their checksums, licences, the log."""

import hashlib
import re

import pytest

from biograph.serve.page import Asked
from biograph.serve.pages.data import DUMPS, data, updates


def test_every_file_that_is_offered_is_there_with_its_checksum(site, client):
    """Who downloads it can check it."""
    offered = data(site, Asked()).values["dumps"]
    assert {dump.name for dump in offered} == set(DUMPS)
    for dump in offered:
        content = client.get(f"/files/{dump.name}").content
        assert len(content) == dump.size
        assert hashlib.sha256(content).hexdigest() == dump.sha256


def test_the_dump_is_the_graph_of_the_run(client, finished):
    """The digest that the run printed."""
    sizes = {row["name"]: row["sha256"] for row in client.get("/en/data.json").json()["dumps"]}
    assert sizes["graph.nq"] == finished[1].digest


def test_the_report_leads_to_its_graphs_and_all_of_it_is_cut_off_from_the_site(client):
    """Its pages say themselves what they run; nothing they run reaches the site."""
    report = client.get("/files/report/rapport.fr.html")
    linked = set(re.findall(r'href="([^"#:]+\.html)"', report.text))
    assert any(name.startswith("graph") for name in linked)
    for name in ("rapport.fr.html", *linked):
        answer = client.get(f"/files/report/{name}")
        assert answer.status_code == 200, name
        policy = answer.headers["content-security-policy"]
        assert "sandbox" in policy
        assert "allow-same-origin" not in policy
        assert 'http-equiv="Content-Security-Policy"' in answer.text


@pytest.mark.parametrize(
    "name",
    [
        "standing.json",
        "entities.msgpack",
        "identity_decisions.tsv",
        "../workspace/graph.nq",
        "..%2f..%2fetc%2fpasswd",
        "report",
        "graph/CURRENT",
        "/etc/passwd",
        "graph.nq%00",
    ],
)
def test_no_other_file_can_be_had(client, name):
    """By whatever name."""
    assert client.get(f"/files/{name}").status_code == 404


def test_every_source_is_named_with_its_licence(site, client):
    """Licences that ask for attribution get it."""
    page = client.get("/fr/data").text
    rows = list(data(site, Asked()).table.records())
    assert len(rows) > 20
    for row in rows:
        assert row["licence"], row["id"]
        assert row["id"] in client.get("/fr/data.csv").text
    assert "Licence Ouverte" in page


def test_the_graphs_and_their_sizes_are_told(site):
    """Evidence graphs are too many to list; all others are there."""
    graphs = {
        row["graph"].rpartition("/")[2]: row["triples"]
        for row in data(site, Asked()).values["graphs"]
    }
    assert {"asserted", "reference", "ontology", "meta", "identity", "inferred"} <= set(graphs)
    assert all(graphs.values())


def test_a_graph_that_was_never_updated_says_how_it_is_done(site, client):
    """No empty page."""
    assert updates(site, Asked()).data["total"] == 0
    assert "biograph update" in client.get("/en/updates").text
