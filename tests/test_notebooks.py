"""The notebooks of the documentation run over a small graph, and are kept with what they gave."""

import json
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

FOLDER = Path(__file__).parents[1] / "docs" / "notebooks"
NAMES = sorted(path.name for path in FOLDER.glob("*.ipynb"))


def outputs(path):
    """Source and outputs of each cell with code."""
    cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
    return [
        ("".join(cell["source"]), cell["outputs"]) for cell in cells if cell["cell_type"] == "code"
    ]


def html(path):
    """All HTML that the cells of a notebook gave."""
    data = (out.get("data", {}) for _, given in outputs(path) for out in given)
    return "\n".join("".join(part.get("text/html", "")) for part in data)


@pytest.fixture(scope="module")
def run_over(finished, tmp_path_factory):
    """The notebooks as one command runs them over the graph of a run."""
    folder = tmp_path_factory.mktemp("notebooks")
    command = [sys.executable, str(FOLDER / "run.py"), str(finished[0]), str(folder)]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stderr[-3000:]
    return folder


def test_there_are_three_notebooks():
    """First steps in French, SPARQL and a study in English."""
    assert NAMES == [
        "bottleneck-study.ipynb",
        "premiers-pas.ipynb",
        "sparql-for-researchers.ipynb",
    ]


@pytest.mark.parametrize("name", NAMES)
def test_a_notebook_runs_on_any_graph(run_over, name):
    """No cell fails, and the cells are those that are kept, with outputs of the same kinds."""
    ran, kept = outputs(run_over / name), outputs(FOLDER / name)
    for (source, now), (known, before) in zip(ran, kept, strict=True):
        assert source == known
        assert all(out["output_type"] != "error" for out in now)
        kinds = [sorted(out.get("data", {"text": ""})) for out in before]
        assert [sorted(out.get("data", {"text": ""})) for out in now] == kinds, source


@pytest.mark.parametrize("name", NAMES)
def test_a_notebook_is_kept_with_its_outputs(name):
    """Each cell that ends in a value shows it; times, counters and places are left out."""
    path = FOLDER / name
    shown = [out for _, given in outputs(path) for out in given]
    assert len(shown) >= 8
    text = path.read_text(encoding="utf-8")
    assert '"execution_count": null' in text
    assert '"execution":' not in text
    places = (tempfile.gettempdir(), str(Path.home()), str(FOLDER.parents[1]))
    assert all(f"{place}/" not in text for place in places)
    assert " s</caption>" not in html(path)
    assert json.loads(text)["metadata"]["language_info"] == {"name": "python"}


def test_findings_proofs_and_graphs_stand_in_the_notebooks(run_over):
    """What a researcher opens shows findings with their sureness, proofs that open, and graphs."""
    study, steps = (html(run_over / f"{n}.ipynb") for n in ("bottleneck-study", "premiers-pas"))
    for part in ("<section", "90% interval", "<details", "<blockquote", ">?</span>", "<iframe"):
        assert part in study
    assert "robuste" in steps or "dépend de données manquantes" in steps
    assert "data:image/svg+xml" in steps


@pytest.mark.parametrize("name", NAMES)
def test_no_notebook_loads_anything(name):
    """Outputs have no outside script, image or style; sources are links to follow."""
    kept = html(FOLDER / name)
    assert "<script" not in kept
    for tag in ('<link rel="stylesheet"', "<img src=", 'src="http'):
        assert tag not in kept
