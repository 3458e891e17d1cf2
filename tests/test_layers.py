"""Imports only go down: a step never imports another step, and only some rooms do I/O."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

SOURCE = Path(__file__).parents[1] / "src" / "biograph"
# Each room with the rooms it may import from beside itself; the ground is open to all.
GROUND = {
    "contacts", "errors", "journal", "model", "resources", "table", "terms", "vocabulary",
    "__init__",
}  # fmt: skip
ALLOWED = {
    "harvest": set(),
    "document": set(),
    "extract": set(),
    "link": set(),
    "store": set(),
    "validate": {"store"},
    "ask": {"store"},
    "reason": {"store"},
    "analyse": {"ask"},
    # A picture is drawn from the graph: it asks what things are called and what states a fact.
    "view": {"analyse", "ask"},
    # What a notebook gets shows itself, drawings among them.
    "api": {"analyse", "ask", "store", "view"},
    "doctor": {"api", "store"},
    "run": {
        "analyse", "api", "ask", "document", "extract", "harvest", "link", "reason", "store",
        "validate", "view",
    },
    "serve": {"analyse", "api", "ask", "run", "store", "view"},
    "cli": {
        "analyse", "api", "ask", "doctor", "document", "extract", "harvest", "run", "serve", "view",
    },
}  # fmt: skip
ALLOWED |= {"__init__": {"api"}, "__main__": {"cli"}}
ALLOWED |= {room: GROUND - {"vocabulary"} for room in GROUND - {"__init__"}}
SOCKETS = {
    "socket",
    "httpcore",
    "httpx",
    "urllib.request",
    "requests",
    "http.client",
    "SPARQLWrapper",
    "uvicorn",
}
DOORS = {"harvest/http.py", "store/remote.py", "serve/server.py"}  # fmt: skip


def modules():
    return sorted(SOURCE.rglob("*.py"))


def room(path):
    return path.relative_to(SOURCE).with_suffix("").parts[0]


def imported(path):
    tree = ast.parse(path.read_text(encoding="utf-8"))
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def rooms_imported(path):
    names = (n.split(".") for n in imported(path) if n.startswith("biograph."))
    known = set(ALLOWED) | GROUND
    return {parts[1] for parts in names if parts[1] in known}


@pytest.mark.parametrize("path", modules(), ids=lambda p: str(p.relative_to(SOURCE)))
def test_a_module_imports_only_from_the_rooms_below_it(path):
    """A step knows the ground and itself; what joins steps lives in run and cli."""
    assert room(path) in set(ALLOWED), f"say in test_layers what {room(path)} may import"
    assert rooms_imported(path) <= ALLOWED[room(path)] | GROUND | {room(path)}


@pytest.mark.parametrize("path", modules(), ids=lambda p: str(p.relative_to(SOURCE)))
def test_only_the_doors_open_sockets(path):
    """What asks others stands in harvest/http.py and store/remote.py, what listens in serve."""
    if path.relative_to(SOURCE).as_posix() not in DOORS:
        assert not set(imported(path)) & SOCKETS


@pytest.mark.parametrize("path", modules(), ids=lambda p: str(p.relative_to(SOURCE)))
def test_only_the_command_line_prints(path):
    """A library that prints spoils the data on stdout."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    printed = [
        node.lineno
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id == "print"
    ]
    assert room(path) == "cli" or not printed


@pytest.mark.parametrize("path", modules(), ids=lambda p: str(p.relative_to(SOURCE)))
def test_no_module_grows_beyond_five_hundred_lines(path):
    """A module has one subject."""
    assert len(path.read_text(encoding="utf-8").splitlines()) <= 500


def test_importing_biograph_loads_nothing_heavy():
    """`import biograph` is quick: models, stores and drawing come when they are used."""
    code = "import sys, biograph; print(*sys.modules)"
    loaded = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    ).stdout.split()
    heavy = {"spacy", "numpy", "networkx", "pyoxigraph", "rdflib", "pyvis", "owlready2", "httpx"}
    assert not heavy & set(loaded)
