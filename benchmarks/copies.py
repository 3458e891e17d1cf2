"""How well copies of a text are told from texts that only share a passage, by threshold.

Usage: ``python -m benchmarks.copies [SNAPSHOT]`` (default the bundled one). The texts are those of
the snapshot: our corpus, summaries of i-Lab and of PIA. Of each a copy is made by one of EDITS, and
a text that is none by one of OTHERS; all choices come from the text's own digest. One half of the
texts chooses the threshold, the other is what it is measured on. Then the copies among the texts
themselves are listed, for a person to judge.
"""

from __future__ import annotations

import random
import re
import sys
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

from biograph.link.copies import LEAST, LENGTH, SHARED, Sketched, copies, likeness, sketch
from biograph.run.gather import gather
from biograph.run.track import silent
from biograph.terms import digest

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

_SHORTEST = 60  # words: below, a text is hardly a release
_SENTENCE = re.compile(r"(?<=[.!?])\s+")
_THRESHOLDS = (0.2, 0.3, 0.4, 0.45, 0.5, 0.55, 0.6, 0.7, 0.8, 0.9)


def framed(text: str, others: Sequence[str], chance: random.Random) -> str:
    """The text under the head and over the foot of another site."""
    return " ".join((_piece(others, 20, 60, chance), text, _piece(others, 40, 120, chance)))


def shortened(text: str, _others: Sequence[str], chance: random.Random) -> str:
    """The first half of the sentences, or up to four fifths of them."""
    sentences = _SENTENCE.split(text)
    return " ".join(sentences[: max(1, round(len(sentences) * chance.uniform(0.5, 0.8)))])


def edited(text: str, others: Sequence[str], chance: random.Random) -> str:
    """One word in twenty replaced, one sentence in ten left out."""
    kept = [s for s in _SENTENCE.split(text) if chance.random() >= 0.1] or [text]
    words, foreign = " ".join(kept).split(), " ".join(others).split()
    return " ".join(chance.choice(foreign) if chance.random() < 0.05 else w for w in words)


def reworked(text: str, others: Sequence[str], chance: random.Random) -> str:
    """Shortened, then edited, then framed."""
    for edit in (shortened, edited, framed):
        text = edit(text, others, chance)
    return text


def about(text: str, others: Sequence[str], chance: random.Random) -> tuple[str, str]:
    """Two releases of one firm: other texts, the same words about the firm."""
    same = _piece(others[1:], 60, 120, chance)
    return f"{text} {same}", f"{others[0]} {same}"


def quoting(text: str, others: Sequence[str], chance: random.Random) -> tuple[str, str]:
    """An article that quotes one sentence of a release."""
    return text, f"{others[0]} {chance.choice(_SENTENCE.split(text))}"


def digested(text: str, others: Sequence[str], _chance: random.Random) -> tuple[str, str]:
    """A press review that holds a fifth of the release among others."""
    sentences = _SENTENCE.split(text)
    return text, " ".join((others[0], *sentences[: max(1, len(sentences) // 5)], others[1]))


EDITS: tuple[Callable[..., str], ...] = (framed, shortened, edited, reworked)
OTHERS: tuple[Callable[..., tuple[str, str]], ...] = (about, quoting, digested)


def _piece(others: Sequence[str], least: int, most: int, chance: random.Random) -> str:
    words = " ".join(others).split()
    start = chance.randrange(max(1, len(words) - most))
    return " ".join(words[start : start + chance.randint(least, most)])


def main(snapshot: Path | None) -> None:
    """Print the table of thresholds and the pairs of the snapshot."""
    units = gather((), snapshot=snapshot, track=silent).units.values()
    texts = {unit.document.version: unit.document for unit in units if unit.document}
    long = sorted({d.text for d in texts.values() if len(d.text.split()) >= _SHORTEST}, key=digest)
    print(f"{len(texts)} documents, {len(long)} texts of {_SHORTEST} words or more")
    told = [_told(text, place, long) for place, text in enumerate(long)]
    half = len(told) // 2
    for name, part in (("chosen on", told[:half]), ("measured on", told[half:])):
        _table(name, [pair for pairs in part for pair in pairs])
    print("\ncopies in the snapshot\n")
    found = copies(Sketched(version, (), sketch(one.text)) for version, one in texts.items())
    for version, copy in sorted(found.items(), key=lambda item: item[1].reason):
        one, first = texts[version], texts[copy.first]
        print(f"{copy.reason}: {one.key} {one.title[:50]!r}, {first.key} {first.title[:50]!r}")


def _told(text: str, place: int, long: Sequence[str]) -> list[tuple[str, bool, float]]:
    """How alike each made pair of a text is; 0 where its length or number of words forbids it."""
    chance = random.Random(digest(text))  # noqa: S311 - the same edits every time, no secret
    others = [long[(place + step) % len(long)] for step in range(1, 5)]
    copied = [(edit.__name__, True, text, edit(text, others, chance)) for edit in EDITS]
    apart = [(other.__name__, False, *other(text, others, chance)) for other in OTHERS]
    return [(kind, same, _share(one, two)) for kind, same, one, two in (*copied, *apart)]


def _share(one: str, other: str) -> float:
    share, length, shared = likeness(sketch(one), sketch(other))
    return share if length >= LENGTH and shared >= LEAST else 0.0


def _table(name: str, pairs: Sequence[tuple[str, bool, float]]) -> None:
    kinds = Counter(kind for kind, *_ in pairs)
    print(f"\n{name} {len(pairs)} pairs; share of each kind taken for copies\n")
    print("threshold precision recall", *kinds)
    for least in _THRESHOLDS:
        found = [(kind, same) for kind, same, share in pairs if share >= least]
        right = sum(same for _, same in found)
        precision, recall = right / len(found), right / sum(same for _, same, _ in pairs)
        taken = Counter(kind for kind, _ in found)
        mark = " <" if least == SHARED else ""
        shares = " ".join(f"{taken[kind] / kinds[kind]:.3f}" for kind in kinds)
        print(f"{least:.2f} {precision:.4f} {recall:.4f} {shares}{mark}")


if __name__ == "__main__":
    main(Path(sys.argv[1]) if sys.argv[1:] else None)
