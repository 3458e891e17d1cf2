"""Mentions of one document in, names out: which mentions are the same actor, product or term.

A name gathers repeats, bracketed aliases in both orders and short forms; relations use its long
form.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from biograph.terms import ORGANISATION_TYPES, name_key

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from biograph.model import Mention

_ACTORS = frozenset(ORGANISATION_TYPES) | {"Site"}
_ALIASED = _ACTORS | {"Therapy"}
_VALUES = frozenset({"Money", "Date"})
_GENERIC = frozenset(
    [
        "therapeutics",
        "pharma",
        "pharmaceuticals",
        "pharmaceutical",
        "biotech",
        "biotechnologies",
        "biotechnology",
        "biosciences",
        "bioscience",
        "biopharma",
        "group",
        "groupe",
        "holding",
        "france",
        "sa",
        "sas",
        "se",
        "inc",
        "international",
        "laboratoires",
        "laboratories",
        "laboratory",
        "technologies",
        "medical",
    ]
)


@dataclass(frozen=True, slots=True)
class Name:
    """One name: its type, the mentions that bear it and the one with the long form."""

    index: int
    kind: str
    mentions: tuple[int, ...]
    long: int


def names(text: str, mentions: Sequence[Mention]) -> list[Name]:
    """The names of a document in order of first mention. ``mentions`` are sorted by place."""
    leader = list(range(len(mentions)))
    first: dict[tuple[str, str], int] = {}
    for index, mention in enumerate(mentions):
        key = _key(mention, index)
        leader[index] = leader[first.setdefault(key, index)]
    for left, right in (*_bracketed(text, mentions), *_shortened(mentions)):
        old, new = sorted((leader[left], leader[right]), reverse=True)
        leader = [new if x == old else x for x in leader] if old != new else leader
    groups: dict[int, list[int]] = defaultdict(list)
    for index, head in enumerate(leader):
        groups[head].append(index)
    return [
        Name(at, mentions[head].kind, tuple(group), _long(mentions, group))
        for at, (head, group) in enumerate(sorted(groups.items()))
    ]


def _key(mention: Mention, index: int) -> tuple[str, str]:
    if mention.kind in _VALUES:
        return mention.kind, str(index)
    if mention.kind in _ACTORS:
        return "actor", name_key(mention.text)
    return mention.kind, mention.text.casefold()


def _long(mentions: Sequence[Mention], group: Sequence[int]) -> int:
    if mentions[group[0]].kind == "Therapy":
        return group[0]
    return max(group, key=lambda i: (len(mentions[i].text), -i))


def _bracketed(text: str, mentions: Sequence[Mention]) -> Iterator[tuple[int, int]]:
    """Pairs ``long form (short form)`` and ``short form (long form)``."""
    for index in range(len(mentions) - 1):
        left, right = mentions[index], mentions[index + 1]
        if left.span is None or right.span is None or left.kind not in _ALIASED:
            continue
        between = text[left.span.end : right.span.start].strip()
        closed = text[right.span.end : right.span.end + 1] in {")", ",", ";"}
        same = left.kind == right.kind or {left.kind, right.kind} <= _ACTORS
        if between == "(" and closed and same and _may_alias(left, right):
            yield index, index + 1


def _may_alias(left: Mention, right: Mention) -> bool:
    if left.kind == "Therapy":
        return True
    return _is_short_form(right.text, left.text) or _is_short_form(left.text, right.text)


def _is_short_form(short: str, long: str) -> bool:
    """True where the capitals of ``short`` come in this order in ``long``."""
    letters = [c.lower() for c in re.sub(r"[^A-Za-zÀ-ÿ]", "", short) if c.isupper()]
    if len(letters) < 2 or len(short) >= len(long) or " " in short:
        return False
    rest = iter(name_key(long))
    return all(letter in rest for letter in letters)


def _shortened(mentions: Sequence[Mention]) -> Iterator[tuple[int, int]]:
    """Pairs of a name and the same name without a generic ending (``OSE Immunotherapeutics``)."""
    actors = [i for i, m in enumerate(mentions) if m.kind in _ACTORS]
    for short in actors:
        words = name_key(mentions[short].text).split()
        for long in actors:
            other = name_key(mentions[long].text).split()
            if mentions[long].kind == mentions[short].kind and _generic_rest(words, other):
                yield short, long
                break


def _generic_rest(words: Sequence[str], other: Sequence[str]) -> bool:
    rest = other[len(words) :]
    return bool(rest) and other[: len(words)] == list(words) and set(rest) <= _GENERIC
