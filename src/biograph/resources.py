"""Finds the data folders (``ontology/``, ``extract/``, ``queries/``) in a checkout or in the wheel.

hatch's force-include does not apply to editable installs, so both places are looked at.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

from biograph.errors import DataError

_IN_WHEEL = Path(__file__).parent / "_data"
_IN_CHECKOUT = Path(__file__).parents[2]


@cache
def folder(name: str) -> Path:
    """Path of the data folder ``ontology``, ``extract`` or ``queries``.

    Raises DataError where neither place has it.
    """
    for root in (_IN_WHEEL, _IN_CHECKOUT):
        if (root / name).is_dir():
            return root / name
    msg = f"the data folder '{name}' is neither in {_IN_WHEEL} nor in {_IN_CHECKOUT}"
    raise DataError(msg, hint="install biograph again: pip install --force-reinstall biograph")


def ontology() -> Path:
    """The OWL modules, shapes, term lists and recipes."""
    return folder("ontology")


def extract() -> Path:
    """Patterns, gazetteers, models, the bundled corpus and the bundled snapshot."""
    return folder("extract")


def queries() -> Path:
    """The ``.rq`` library."""
    return folder("queries")


def bundled_snapshot() -> Path:
    """The trimmed snapshot of the registers that travels with the package."""
    return extract() / "snapshot"
