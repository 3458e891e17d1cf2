"""Documents that are copies of one publication: sketches of their texts in, groups out.

A copy bears the number of the other (DOI, PMID, HAL, registration of a trial), or shares most of
its words in their order: the same release under another head and foot, shortened, or lightly
edited. A sketch is made of one text alone and is a thousand bytes at most, so that texts are never
compared and a new document needs no old one.
"""

from __future__ import annotations

import re
import unicodedata
from base64 import b64decode, b64encode
from collections import defaultdict
from hashlib import blake2b
from heapq import nsmallest
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from networkx.utils import UnionFind

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from numpy.typing import NDArray

    Hashes = NDArray[np.uint32]

#: Changes with what a sketch holds: documents with another one are sketched again.
VERSION = "1"

_WORDS = 3  # in a shingle
_KEPT = 256  # hashes of a text: all of a text of some 250 words, the least of a longer one's
_HASH = np.dtype(">u4")
_LAST = np.iinfo(np.uint32).max
# Measured on real pairs (docs/decisions/0030, python -m benchmarks.copies): the share of the
# shingles of the shorter text that the other holds, the share of the longer text that the shorter
# one may at least be, and the fewest shared shingles by which a short text is known.
SHARED, LENGTH, LEAST = 0.5, 0.25, 12
_NEXT = 20  # of the texts with one shingle, how many after each are looked at together with it

_WORD = re.compile(r"\w+")


class Sketched(NamedTuple):
    """A document version (IRI), the numbers of its publication and the sketch of its text."""

    version: str
    numbers: tuple[str, ...] = ()
    sketch: str = ""


class Copy(NamedTuple):
    """What a document is a copy of: the first version (IRI, in code-point order) and the reason.

    The first stands for all copies; it is not said to be the original.
    """

    first: str
    reason: str


def sketch(text: str) -> str:
    """The least hashes of the runs of three words of a text, in base64; empty for a few words.

    The bottom-k sketch of A. Broder (On the resemblance and containment of documents, 1997) with
    k = 256. Case, accents and punctuation do not count.
    """
    plain = unicodedata.normalize("NFKD", text).casefold()
    words = _WORD.findall("".join(c for c in plain if not unicodedata.combining(c)))
    runs = zip(*(words[start:] for start in range(_WORDS)), strict=False)
    hashes = {blake2b(" ".join(run).encode(), digest_size=_HASH.itemsize).digest() for run in runs}
    return b64encode(b"".join(nsmallest(_KEPT, hashes))).decode()


def likeness(one: str, other: str) -> tuple[float, float, int]:
    """How alike the texts of two sketches are, whichever comes first.

    The share in [0, 1] of the shorter text that the other holds too, the length of the shorter over
    that of the longer, and the number of shared shingles seen.
    """
    return _likeness(_hashes(one), _hashes(other))


def copied(one: str, other: str) -> bool:
    """True where one of two sketched texts is a copy of the other, whole or shortened."""
    return _copied(likeness(one, other))


def copies(documents: Iterable[Sketched]) -> Mapping[str, Copy]:
    """Each document that is a copy, those that come first in their group left out.

    Whatever the order of the documents. Who copies a copy is a copy of the same first.
    """
    known = sorted(documents)
    groups: UnionFind[int] = UnionFind(range(len(known)))
    reasons: dict[int, str] = {}
    for one, other, reason in _pairs(known):
        for row in (one, other):
            reasons.setdefault(row, reason)
        groups.union(one, other)
    return {
        known[row].version: Copy(known[first].version, reasons[row])
        for first, *others in map(sorted, groups.to_sets())
        for row in others
    }


def _pairs(known: Sequence[Sketched]) -> Iterator[tuple[int, int, str]]:
    """Copies by their rows in order, with the reason: those with one number, then those alike."""
    for number, rows in sorted(_bearers(known).items()):
        for one, other in pairwise(rows):
            yield one, other, number
    hashes = [_hashes(document.sketch) for document in known]
    for one, other in _candidates(hashes):
        found = _likeness(hashes[one], hashes[other])
        if _copied(found):
            yield one, other, f"{found[0]:.0%} of its words in their order"


def _bearers(known: Sequence[Sketched]) -> dict[str, list[int]]:
    """The rows that bear each number, in order."""
    found: dict[str, list[int]] = defaultdict(list)
    for row, document in enumerate(known):
        for number in document.numbers:
            found[number].append(row)
    return found


def _candidates(hashes: Sequence[Hashes]) -> list[tuple[int, int]]:
    """Pairs of rows that share enough to be looked at, in order.

    Of the many texts that hold one shingle (a head, a foot) each is paired with the next ones only:
    copies are then found in a chain, and no foot makes a million pairs.
    """
    count = len(hashes)
    held = np.concatenate([*hashes, np.empty(0, _HASH)])
    rows = np.repeat(np.arange(count), [len(own) for own in hashes])
    order = np.argsort(held, kind="stable")
    held, rows = held[order], rows[order]
    pairs = []
    for step in range(1, _NEXT + 1):
        same = held[step:] == held[:-step]
        pairs.append(rows[:-step][same] * count + rows[step:][same])
    told, shared = np.unique(np.concatenate(pairs), return_counts=True)
    return [divmod(int(pair), count) for pair in told[shared >= LEAST]]


def _hashes(made: str) -> Hashes:
    return np.frombuffer(b64decode(made), _HASH).astype(np.uint32)


def _likeness(one: Hashes, other: Hashes) -> tuple[float, float, int]:
    """Of a text of which only the least hashes are kept, the same range of the other counts."""
    end = min((part[-1] for part in (one, other) if len(part) >= _KEPT), default=_LAST)
    left, right = one[one <= end], other[other <= end]
    shorter, longer = sorted((len(left), len(right)))
    shared = len(np.intersect1d(left, right, assume_unique=True))
    return (shared / shorter, shorter / longer, shared) if shorter else (0.0, 0.0, 0)


def _copied(found: tuple[float, float, int]) -> bool:
    share, length, shared = found
    return share >= SHARED and length >= LENGTH and shared >= LEAST
