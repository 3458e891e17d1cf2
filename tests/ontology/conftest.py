"""A copy of the ontology folder in which a test may plant a fault."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from biograph import resources

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


@pytest.fixture
def plant(tmp_path: Path) -> Callable[[str, str, str], Path]:
    """``plant(file, old, new)``: the folder of a copy in which one text is replaced once."""
    folder = tmp_path / "ontology"
    shutil.copytree(resources.ontology(), folder)

    def replace(file: str, old: str, new: str) -> Path:
        path = folder / file
        text = path.read_text(encoding="utf-8")
        assert old in text, f"{old!r} is no longer in {file}"
        path.write_text(text.replace(old, new, 1), encoding="utf-8")
        return folder

    return replace
