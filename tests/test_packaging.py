"""The wheel is whole: code, typed marker and the three data folders."""

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    """The names of the files in a freshly built wheel."""
    folder = tmp_path_factory.mktemp("wheel")
    build = (sys.executable, "-m", "pip", "wheel", str(ROOT), "--no-deps", "--no-build-isolation")
    subprocess.run([*build, "--quiet", "--wheel-dir", str(folder)], check=True)
    (path,) = folder.glob("*.whl")
    return set(zipfile.ZipFile(path).namelist())


@pytest.mark.parametrize("folder", ["ontology", "extract", "queries"])
def test_every_data_file_travels_in_the_wheel(wheel, folder):
    """What a checkout has, an installation has too."""
    listed = subprocess.run(
        ["git", "ls-files", folder], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout.split("\n")
    assert {f"biograph/_data/{name}" for name in listed if name} <= wheel


def test_the_package_says_that_it_is_typed(wheel):
    """Type checkers read our annotations."""
    assert "biograph/py.typed" in wheel


def pinned(lock):
    """The lines of a lock that name a package."""
    text = (ROOT / lock).read_text(encoding="utf-8")
    return [line for line in text.splitlines() if line and line[0].isalnum()]


@pytest.mark.parametrize("lock", ["requirements.txt", "requirements-train.txt"])
def test_requirements_are_pinned_and_hashed_and_name_no_index(lock):
    """Every line of the lock is pinned with hashes, and no address stands in it."""
    text, pins = (ROOT / lock).read_text(encoding="utf-8"), pinned(lock)
    assert pins
    assert all("==" in line and line.endswith("\\") for line in pins)
    assert "://" not in text
    assert "--index-url" not in text


def test_training_uses_the_packages_that_reading_does():
    """What reads the networks is what they were weighed with: no pin differs between the locks."""
    assert set(pinned("requirements.txt")) <= set(pinned("requirements-train.txt"))


def test_every_line_of_code_is_linted():
    """No folder of code falls under an exclusion that was meant for data of the same name."""
    said = subprocess.run(
        [sys.executable, "-m", "ruff", "check", "--show-files"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    ).stdout.split("\n")
    linted = {Path(name).relative_to(ROOT) for name in said if name}
    folders = ("src", "tests", "benchmarks")
    code = {p.relative_to(ROOT) for folder in folders for p in (ROOT / folder).rglob("*.py")}
    assert code <= linted
