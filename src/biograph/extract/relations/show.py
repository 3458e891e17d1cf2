"""Pairs of a scene in, what the encoder's head is shown of them out."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from biograph.extract.encoder.judge import Shown

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from biograph.extract.encoder.judge import Judge, PairNames
    from biograph.extract.encoder.words import Places, Words
    from biograph.extract.relations.anaphora import Slot
    from biograph.extract.relations.candidates import Pair, Scene
    from biograph.extract.relations.sentences import Marked
    from biograph.model import Mention

    Heads = list[dict[str, float]]

_NOWHERE = (-1, -1)


def how(slot: Slot) -> str:
    """How an end is told: by name, or by what reference to which antecedent."""
    return f"{slot.how}{slot.rank}"


def shown(
    scene: Scene,
    pairs: Iterable[Pair],
    mentions: Sequence[Mention],
    places: Places,
    names: PairNames,
) -> Shown:
    """Pairs of a scene as numbers; there is at least one."""
    sentence = places.of(*scene.parsed.sentence.span)
    here = {slot: _words(scene, slot, mentions, places) for slot in scene.slots}
    named = {slot: _named(scene, slot, mentions, places) for slot in scene.slots}
    spans, told = [], []
    for subject, object_, kinds, _ in pairs:
        spans.append((*sentence, *here[subject], *here[object_], *named[subject], *named[object_]))
        hows = [names.hows.get(how(slot), 0) for slot in (subject, object_)]
        told.append([*hows, *(names.kinds.get(kind, 0) for kind in kinds)])
    return Shown(np.array(spans, dtype=np.int64), np.array(told, dtype=np.int64))


def heads(scene: Scene, pairs: Sequence[Pair], text: Marked, words: Words, judge: Judge) -> Heads:
    """For each pair of a scene what the encoder's head tells of its predicates, as log-odds."""
    odds = judge.read(
        words.vectors, shown(scene, pairs, text.mentions, words.places, judge.names)
    ).tolist()
    columns = judge.names.predicates
    return [
        {p: told[columns[p]] for p in pair.predicates}
        for pair, told in zip(pairs, odds, strict=True)
    ]


def _words(
    scene: Scene, slot: Slot, mentions: Sequence[Mention], places: Places
) -> tuple[int, int]:
    """The words of the sentence that an end is told by; a name is whole, all else is one word."""
    if slot.token < 0:
        return _NOWHERE
    if slot.token in scene.parsed.mention_at:
        span = mentions[scene.parsed.mention_at[slot.token]].span
        return places.of(*span) if span else _NOWHERE
    start = scene.parsed.starts[slot.token]
    return places.of(start, start + 1)


def _named(
    scene: Scene, slot: Slot, mentions: Sequence[Mention], places: Places
) -> tuple[int, int]:
    """The words of the last mention before the sentence of what an end stands for, or the first."""
    spans = [s for m in scene.names[slot.name].mentions if (s := mentions[m].span)]
    before = [s for s in spans if s.start <= scene.parsed.sentence.span.start]
    return places.of(*(before or spans[:1])[-1])
