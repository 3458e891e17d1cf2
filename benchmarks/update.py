"""One new publication into graphs of three sizes, beside building the smallest anew, in one run.

Usage: ``python benchmarks/update.py [QUADS ...]`` (default 1000000 10000000). The first graph is
that of the sources every run reads; the others are that one with invented documents in the form
of real ones, up to so many quads. A server on loopback gives one publication. What is timed is
all that ``biograph update --no-findings`` does after it has loaded its models; the peer is a build
of the first graph from its sources.
"""

from __future__ import annotations

import gc
import json
import sys
import tempfile
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from biograph.api import GRAPH_FOLDER
from biograph.extract import pipeline
from biograph.harvest.sweep import Bounds
from biograph.model import Document, Literal, Statement
from biograph.run.plan import Clock, build
from biograph.run.standing import Base
from biograph.run.track import silent
from biograph.run.update import update
from biograph.store import open_store, statements
from biograph.store.sweep import versions
from biograph.terms import ASSERTED, RDF, bg, document_iri, mint, version_iri

if TYPE_CHECKING:
    from collections.abc import Iterator

    from biograph.store import EmbeddedStore

_SIZES = (1_000_000, 10_000_000)
_FEEDS = (
    "source\tid\tsince\tvalues\tlabel_fr\tlabel_en\tchecked\n"
    'europepmc\tone\t\t{"query": "one"}\tun\tone\tbenchmark\n'
)
_TEXT = "Polyplus supplies transfection reagents to Yposkesi. Cellectis is based in Paris."
_STEPS = ("receive", "harvest", "load", "validate")  # not "models"


class _One(BaseHTTPRequestHandler):
    """Europe PMC with a single publication, another one each time it is asked to."""

    number = 0

    def do_GET(self) -> None:
        """Answer any search."""
        found = {
            "id": str(9_000_000 + self.number),
            "source": "MED",
            "title": f"Report {self.number}",
            "abstractText": _TEXT,
            "firstPublicationDate": "2026-02-01",
        }
        body = {"hitCount": 1, "nextCursorMark": "*", "resultList": {"result": [found]}}
        content = json.dumps(body).encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *_args: object) -> None:
        """Say nothing."""


def main(sizes: tuple[int, ...]) -> None:
    """Print the seconds by size, one line each."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), _One)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    gateway = f"http://127.0.0.1:{server.server_port}"
    with tempfile.TemporaryDirectory() as folder:
        workspace = Path(folder)
        (workspace / "feeds.tsv").write_text(_FEEDS, encoding="utf-8")
        pipeline.load()  # what is loaded once is not timed
        started = time.perf_counter()
        built = build(workspace, Base(sources=("countries",)), clock=Clock(), track=silent)
        whole = time.perf_counter() - started
        print(f"{built.store.count():>10,} quads built anew in {whole:.1f} s")
        del built
        update(workspace, Bounds(until="2026-11-27"), gateway=gateway, findings=False)
        _report(workspace, gateway, whole)
        for size in sizes:
            fill(open_store(workspace / GRAPH_FOLDER), size)
            gc.collect()
            gc.freeze()  # what filling left behind is none of the update's business
            _report(workspace, gateway, whole)


def _report(workspace: Path, gateway: str, whole: float) -> None:
    _One.number += 1
    bounds = Bounds(until="2026-11-27")
    report = update(workspace, bounds, gateway=gateway, findings=False)
    assert report.taken
    seconds = {step.step: step.seconds for step in report.steps}
    taken = sum(seconds[name] for name in _STEPS)
    count = open_store(workspace / GRAPH_FOLDER, read_only=True).count()
    told = ", ".join(f"{name} {seconds[name]:.2f}" for name in _STEPS)
    print(f"{count:>10,} quads: {taken:.2f} s ({told}); building anew {whole / taken:.0f} times")


def fill(store: EmbeddedStore, size: int) -> None:
    """Invented documents, each with evidence for some of the facts, until the graph is so large."""
    mark = next(iter(versions(store).values()))
    query = f"SELECT ?r {{ GRAPH <{ASSERTED}> {{ ?r a bg:Relation }} }} ORDER BY ?r"
    facts = [str(fact) for fact in store.select(query).column("r")]
    missing = max(size - store.count(), 0)
    store.add_many(islice(_documents(facts, mark), missing))
    store.flush()


def _documents(facts: list[str], mark: str) -> Iterator[Statement]:
    number = 0
    while True:
        number += 1
        key = f"invented-{number}"
        iri = document_iri("europepmc", key)
        document = Document(
            iri=iri,
            version=version_iri(iri, key),
            source="europepmc",
            key=key,
            lang="en",
            title=f"Report {number}",
            text=_TEXT,
        )
        yield statements.processed(document.version, mark)
        yield from statements.document(document)
        for place in range(3):
            node, graph = mint("ev", key, str(place)), document.version
            yield Statement(node, RDF + "type", bg("Quotation"), graph)
            yield Statement(node, bg("supports"), facts[(number * 7 + place) % len(facts)], graph)
            yield Statement(node, bg("quote"), Literal(f"{_TEXT} ({number})"), graph)


if __name__ == "__main__":
    main(tuple(map(int, sys.argv[1:])) or _SIZES)
