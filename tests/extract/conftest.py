"""Annotated sentences for the tests: ``{Yposkesi|Company} est à {Corbeil|Location}``."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from biograph.extract.annotation import Annotated, Entity

if TYPE_CHECKING:
    from collections.abc import Callable

_MARK = re.compile(r"\{([^{}|]+)\|(\w+)\}")


def parse_marked(marked: str, lang: str = "fr", name: str = "doc") -> Annotated:
    """The text without its marks, and the marks as entities."""
    text, last = "", 0
    entities = []
    for mark in _MARK.finditer(marked):
        text += marked[last : mark.start()]
        entities.append(
            Entity(text=mark[1], start=len(text), end=len(text) + len(mark[1]), type=mark[2])
        )
        text += mark[1]
        last = mark.end()
    return Annotated(id=name, text=text + marked[last:], lang=lang, entities=tuple(entities))


@pytest.fixture
def marked() -> Callable[..., Annotated]:
    """Parses a marked sentence."""
    return parse_marked


@pytest.fixture
def surfaces() -> Callable[..., set[tuple[str, str]]]:
    """Surfaces and types of candidates in a text."""

    def of(text: str, candidates: object) -> set[tuple[str, str]]:
        return {(text[c.start : c.end], c.kind) for c in candidates}  # type: ignore[attr-defined] # any candidates

    return of
