"""One module a provider: its declared columns in, records, entries and declared claims out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from biograph.harvest.sources import (
    actors,
    anr,
    bdpm,
    cordis,
    corpus,
    countries,
    critical,
    ema,
    epar,
    finess,
    geo,
    ilab,
    listed,
    orphanet,
    pia,
    recipes,
    rnsr,
    ror,
)

if TYPE_CHECKING:
    from biograph.harvest.base import Connector

_MODULES: tuple[Connector, ...] = (
    actors,
    anr,
    bdpm,
    cordis,
    corpus,
    countries,
    critical,
    ema,
    epar,
    finess,
    geo,
    ilab,
    listed,
    orphanet,
    pia,
    recipes,
    rnsr,
    ror,
)

SOURCES: dict[str, Connector] = {module.SOURCE.id: module for module in _MODULES}


def newest() -> str:
    """The date of the newest data of any source (ISO): what is found is as of that day."""
    return max(module.SOURCE.date for module in _MODULES)
