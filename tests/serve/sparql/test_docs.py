"""The code of the handbook page runs as it stands, against a real endpoint."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from biograph.serve.sparql import Limits
from biograph.serve.sparql.protocol import LONGEST
from biograph.serve.sparql.replies import FORMS
from biograph.store.written import GRAPHS, TABLES

PAGE = Path(__file__).parents[3] / "docs" / "sparql.md"
TEXT = PAGE.read_text(encoding="utf-8")
BLOCKS = re.findall(r"^```(\w+)\n(.*?)^```", TEXT, re.MULTILINE | re.DOTALL)
PROGRAMS = {
    "bash": ("bash", "-euo", "pipefail", "-c"),
    "python": (sys.executable, "-W", "error", "-c"),
    "r": ("Rscript", "-e"),
}


@pytest.mark.parametrize(("language", "code"), BLOCKS, ids=lambda value: value.split("\n")[0][:30])
def test_a_block_of_code_runs(language, code, endpoint):
    """Each ends without an error and prints something."""
    program = PROGRAMS[language]
    if shutil.which(program[0]) is None:
        pytest.skip(f"{program[0]} is not installed")
    here = code.replace("http://127.0.0.1:8000", endpoint.url)
    assert here != code
    done = subprocess.run([*program, here], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip()


def test_the_page_names_the_limits_and_formats():
    """The numbers and formats of the page are those of the code."""
    limits = Limits()
    seconds, size = f"{limits.seconds:g} seconds", f"{limits.size // 1_000_000} MB"
    for said in (f"{limits.rows:,} rows", size, seconds, f"{LONGEST:,} bytes"):
        assert said in TEXT
    for media_type in (*TABLES, *GRAPHS):
        assert f"`{media_type}`" in TEXT
    assert {name for name in FORMS if f"`{name}`" in TEXT} == set(FORMS) - {"turtle"}
