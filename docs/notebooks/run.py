"""Run the notebooks of this folder over a workspace and write them with what their cells gave.

``python docs/notebooks/run.py WORKSPACE [FOLDER]``: into FOLDER, by default in their place. What
differs from one run to the next (times, counters, versions) is left out, so that the same graph
gives the same files.
"""

import os
import re
import sys
from pathlib import Path

import nbformat
from nbclient import NotebookClient

HERE = Path(__file__).parent
#: How long an answer took, at the end of the caption of a table.
_ELAPSED = re.compile(r" · \d+[.,]\d\d s(?=</caption>)")


def executed(path: Path, workspace: Path) -> nbformat.NotebookNode:
    """The notebook with its outputs. Raises CellExecutionError where a cell fails."""
    os.environ["BIOGRAPH_WORKSPACE"] = str(workspace.resolve())
    notebook = nbformat.read(path, as_version=4)
    NotebookClient(notebook, timeout=600, kernel_name="python3").execute(cwd=str(HERE))
    return stable(notebook)


def stable(notebook: nbformat.NotebookNode) -> nbformat.NotebookNode:
    """The notebook without what says when, where and how fast it ran."""
    notebook.metadata = {
        "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
        "language_info": {"name": "python"},
    }
    for cell in notebook.cells:
        cell.metadata = {}
        if cell.cell_type == "code":
            cell.execution_count = None
            cell.outputs = [_stable(out) for out in cell.outputs if out.get("name") != "stderr"]
    return notebook


def _stable(output: nbformat.NotebookNode) -> nbformat.NotebookNode:
    if "execution_count" in output:
        output.execution_count = None
    if html := output.get("data", {}).get("text/html"):
        output.data["text/html"] = _ELAPSED.sub("", html)
    return output


def main(workspace: Path, folder: Path = HERE) -> None:
    """Run all notebooks and write them."""
    for path in sorted(HERE.glob("*.ipynb")):
        nbformat.write(executed(path, workspace), folder / path.name)


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:]))
