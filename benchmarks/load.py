"""Fifty readers at once, and one who sends queries that would take for ever.

Usage: ``python benchmarks/load.py [WORKSPACE] [SECONDS]`` (default: the bundled sources, 120). wrk
(Debian) asks pages on 40 connections and the endpoint on 9; the fiftieth client sends killer
queries. Told are the times of ordinary pages and of queries, all statuses, the memory of the
server and its workers, and how long it takes to answer afterwards. Ends with 1 where an answer is
none of those announced (200, 503 with Retry-After, 504, and 500 for a killer that wants more
memory than it may), where the p95 of pages is over a second, or where the server does not answer
at once afterwards.
"""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

import httpx

if TYPE_CHECKING:
    from collections.abc import Iterator

_LUA = Path(__file__).with_suffix(".lua")
_KILLERS = (
    "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }",
    "SELECT * { GRAPH ?g { ?a ?b ?c } GRAPH ?h { ?d ?e ?f } } ORDER BY ?f ?a ?d",
    "SELECT DISTINCT ?a ?z { GRAPH ?g { ?a (!<a:a>|^<a:a>)+ ?z } }",
)
_QUERIES = (
    "SELECT ?c (COUNT(?x) AS ?n) { GRAPH ?g { ?x a ?c } } GROUP BY ?c ORDER BY DESC(?n)",
    "ASK { GRAPH ?g { ?x a bg:CDMO } }",
    "SELECT ?x ?name { ?x a bg:Startup ; rdfs:label ?name } ORDER BY ?name LIMIT 50",
    "CONSTRUCT { ?x bg:city ?y } { ?x bg:city ?y } LIMIT 100",
)
_ANNOUNCED = {"200", "302", "303", "503", "504"}
_TOO_MUCH = "500"  # a query that wants more memory than it may
_P95, _AT_ONCE = 1.0, 1.0  # seconds, asked for


def main(workspace: Path, seconds: int) -> int:
    """Serve, load, and tell; 0 where all that was announced was kept."""
    command = [sys.executable, "-m", "biograph", "serve", "--workspace", str(workspace)]
    with subprocess.Popen([*command, "--port", "0"], stderr=subprocess.PIPE, text=True) as server:
        try:
            assert server.stderr is not None
            base = re.search(r"http://[^/\s]+", server.stderr.readline())
            assert base is not None, "the server did not start"
            threading.Thread(target=server.stderr.read, daemon=True).start()
            return _judged(*_measured(base.group(), server.pid, seconds))
        finally:
            server.terminate()


def _measured(base: str, pid: int, seconds: int) -> tuple[dict[str, Any], ...]:
    with httpx.Client(base_url=base, timeout=120, trust_env=False) as http:
        pages, queries = list(_pages(http)), [f"/sparql?query={quote(q)}" for q in _QUERIES]
        for path in (*pages, *queries):
            http.get(path).raise_for_status()  # what is derived once is derived now
        before = _memory(pid)
        ended = threading.Event()
        killer: dict[str, int] = {}
        threads = [threading.Thread(target=_kill, args=(base, ended, killer))]
        peak: list[int] = [before]
        threads.append(threading.Thread(target=_watch, args=(pid, ended, peak)))
        for thread in threads:
            thread.start()
        runs = [_wrk(base, pages, 40, seconds), _wrk(base, queries, 9, seconds)]
        told = [json.loads(run.communicate()[0].splitlines()[-1]) for run in runs]
        ended.set()
        started = time.perf_counter()
        http.get("/fr/").raise_for_status()
        page = time.perf_counter() - started
        for thread in threads:
            thread.join()
        started = time.perf_counter()
        http.get(queries[1]).raise_for_status()
        after = {"page": round(page, 3), "query": round(time.perf_counter() - started, 3)}
    memory = {"before": before, "peak": max(peak), "after": _memory(pid)}
    return told[0], told[1], killer, memory, after


def _pages(http: httpx.Client) -> Iterator[str]:
    """What readers ask for: the main pages, and some of what a search leads to."""
    for lang in ("fr", "en"):
        for path in (
            "/",
            "/chain",
            "/findings",
            "/browse",
            "/browse?q=cell",
            "/data",
            "/questions",
        ):
            yield f"/{lang}{path}"
        for words in ("sartorius", "yposkesi", "lyon", "aav"):
            yield f"/{lang}/search?q={words}"
            rows = http.get(f"/{lang}/search.json?q={words}").json()["rows"]
            yield from (row["page"] for row in rows[:3])
        yield f"/{lang}/questions/actors/cdmos-by-modality"


def _wrk(base: str, paths: list[str], clients: int, seconds: int) -> subprocess.Popen[str]:
    command = ["wrk", "-t1", f"-c{clients}", f"-d{seconds}s", "--timeout", "60s", "-s", str(_LUA)]
    return subprocess.Popen([*command, base, "--", *paths], stdout=subprocess.PIPE, text=True)


def _kill(base: str, ended: threading.Event, statuses: dict[str, int]) -> None:
    """One client that sends queries nobody can answer, one after the other."""
    with httpx.Client(base_url=base, timeout=120, trust_env=False) as http:
        number = 0
        while not ended.is_set():
            query = _KILLERS[number % len(_KILLERS)]
            status = str(http.post("/sparql", data={"query": query}).status_code)
            statuses[status] = statuses.get(status, 0) + 1
            number += 1


def _watch(pid: int, ended: threading.Event, peak: list[int]) -> None:
    while not ended.wait(1):
        peak.append(_memory(pid))


def _memory(pid: int) -> int:
    """The resident memory of a process and its children, in MB."""
    tree = subprocess.run(
        ["ps", "-o", "rss=", "--pid", str(pid), "--ppid", str(pid)],
        capture_output=True,
        text=True,
        check=False,
    ).stdout
    return sum(map(int, tree.split())) // 1024


def _judged(
    pages: dict[str, Any],
    queries: dict[str, Any],
    killer: dict[str, int],
    memory: dict[str, int],
    after: dict[str, float],
) -> int:
    """Print the figures; 1 where something announced was not kept."""
    print("pages   ", json.dumps(pages))
    print("queries ", json.dumps(queries))
    print("killer  ", json.dumps(killer))
    print("memory  ", json.dumps(memory), "MB, the server with its workers")
    print("after   ", json.dumps(after), "seconds to answer")
    statuses = {*pages["statuses"], *queries["statuses"], *(set(killer) - {_TOO_MUCH})}
    wrong = [
        *(f"status {status}" for status in sorted(statuses - _ANNOUNCED)),
        *(["broken connections"] if pages["broken"] or queries["broken"] else []),
        *([f"p95 of pages {pages['p95']} s"] if pages["p95"] > _P95 else []),
        *([f"{after} s afterwards"] if max(after.values()) > _AT_ONCE else []),
    ]
    print("wrong   ", ", ".join(wrong) or "nothing")
    return bool(wrong)


def _workspace(folder: str) -> Path:
    """The graph of all bundled sources."""
    from biograph.run import run  # noqa: PLC0415 - only where none is given

    run(Path(folder))
    return Path(folder)


if __name__ == "__main__":
    if shutil.which("wrk") is None:
        sys.exit("wrk is not installed: apt-get install wrk")
    seconds = int(sys.argv[2]) if len(sys.argv) > 2 else 120
    with tempfile.TemporaryDirectory() as made:
        sys.exit(main(Path(sys.argv[1]) if len(sys.argv) > 1 else _workspace(made), seconds))
