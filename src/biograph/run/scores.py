"""A full snapshot in, how well identity is decided on real pairs, groups and mentions out.

Run as ``python -m biograph.run.scores SNAPSHOT [dev|test]``. The identifiers that tell the truth
are hidden from what decides. The test part is looked at only to print its score.
"""

from __future__ import annotations

import csv
import sys
from collections import Counter, defaultdict
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from networkx.utils import UnionFind

from biograph import vocabulary
from biograph.errors import DataError, UsageError
from biograph.extract import pipeline
from biograph.link import Linker, resolve
from biograph.link.agreement import Score, b_cubed, pairwise
from biograph.link.choice import LEAST
from biograph.link.compare import likeness
from biograph.link.context import of_text
from biograph.link.likeness import Pair, certain
from biograph.model import Mention, Span
from biograph.resources import extract
from biograph.run import pairs
from biograph.run.gather import gather
from biograph.run.linking import linker_of, resolved
from biograph.run.track import silent

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from biograph.model import Document, Entry, Link
    from biograph.run.pairs import Example, Real

MENTIONS = "mentions.tsv"
POOLED = "all"


def pair_scores(real: Real, part: str) -> dict[str, Score]:
    """Precision and recall of joining, by the registers of the pairs and over all of them."""
    examples = [example for example in real.examples() if example.part == part]
    decided: dict[str, list[tuple[bool, bool]]] = defaultdict(list)
    for example in examples:
        said = _joined(example)
        decided[POOLED].append((said, example.same))
        decided[example.family].append((said, example.same))
    return {family: pairwise(found) for family, found in sorted(decided.items())}


def _joined(example: Example) -> bool:
    """Spellings are linked as mentions are, by likeness alone; entries need to be certain."""
    score, told = likeness(example.one, example.other)
    if example.family == pairs.SPELLED:
        return score >= LEAST
    return certain(example.one, example.other, Pair(0, 1, score, told))


def group_score(real: Real, part: str) -> Score:
    """B-cubed of the entries and the judged spellings, resolved without any identifier."""
    hidden = [replace(entry, identifiers=()) for entry in real.entries]
    found = resolve(hidden, annotation_type=vocabulary.annotation_type)
    home = {entry.id: e.iri for e in found.entities for entry in e.entries}
    gold = {
        entry.id: group
        for entry, group in zip(real.entries, _gold_groups(real.entries), strict=True)
        if group and entry.source != "finess" and pairs.half(group.partition(" ")[2]) == part
    }
    linker = Linker(found.entities, annotation_type=vocabulary.annotation_type)
    for number, (mention, rnsr, same, where) in enumerate(real.spellings):
        if same and where == part and f"rnsr#{rnsr}" in gold:
            home[f"anr#{number}"] = linker.link(mention).entity.iri
            gold[f"anr#{number}"] = gold[f"rnsr#{rnsr}"]
    return b_cubed(home, gold)


def _gold_groups(entries: Sequence[Entry]) -> list[str]:
    """For each entry the least identifier that it shares, over others, with a group; or none."""
    held = [
        sorted(f"{i.scheme} {i.value}" for i in entry.identifiers if i.scheme in pairs.TELLING)
        for entry in entries
    ]
    joined: UnionFind[str] = UnionFind()
    for values in filter(None, held):
        joined.union(*values)
    least = {value: min(group) for group in joined.to_sets() for value in group}
    return [least[values[0]] if values else "" for values in held]


class Linked(NamedTuple):
    """Accuracy on names that have an entry, and the score of "no entry"."""

    accuracy: float
    known: int
    nil: Score


def mention_scores(snapshot: Path, part: str) -> Linked:
    """How the annotated mentions of real documents are linked.

    Raises DataError where a text is not the one that was annotated.
    """
    decided = [(gold, link) for _, gold, link in links(snapshot, part)]
    known = [link_is_right(gold, link) for gold, link in decided if gold]
    nils = pairwise((link.entity.provisional, not gold) for gold, link in decided)
    return Linked(sum(known) / len(known) if known else 1.0, len(known), nils)


def link_is_right(gold: frozenset[str], link: Link) -> bool:
    """True where the entity holds an entry of the gold, or where both say that there is none."""
    held = {entry.id for entry in link.entity.entries}
    return bool(held & gold) if gold else link.entity.provisional


def links(snapshot: Path, part: str) -> Iterator[tuple[Mention, frozenset[str], Link]]:
    """Each annotated mention with its gold entries and the decision on it."""
    gathered = gather((), snapshot=snapshot, track=silent)
    entities = resolved(gathered).entities
    linker = linker_of(entities)
    entries = {entry.id for entity in entities for entry in entity.entries}
    own = {
        (unit.source, unit.document.key): (unit.document, unit)
        for unit in gathered.units.values()
        if unit.document
    }
    gold = _gold_mentions(part)
    kinds = _kinds({key: own[key][0] for key in gold})
    for key, rows in gold.items():
        document, unit = own[key]
        text, context = document.text, of_text(document.text, unit.entries, unit.claims)
        for row in rows:
            if sha256(text.encode()).hexdigest() != row["sha256"]:
                raise DataError(f"the text of {key} changed", hint="annotate it again")
            span = Span(int(row["start"]), int(row["end"]))
            kind = kinds.get((key, span), "ResearchOrganization")
            mention = Mention(text=text[span.start : span.end], kind=kind, span=span)
            known = frozenset(row["entries"].split("|")) & entries
            yield mention, known, linker.link(mention, context)


def _gold_mentions(part: str) -> dict[tuple[str, str], list[dict[str, str]]]:
    found: dict[tuple[str, str], list[dict[str, str]]] = defaultdict(list)
    path = extract() / "gold" / MENTIONS
    with path.open(encoding="utf-8", newline="") as stream:
        for row in csv.DictReader(stream, delimiter="\t"):
            if row["part"] == part:
                found[(row["source"], row["key"])].append(row)
    return found


def _kinds(
    read: Mapping[tuple[str, str], Document],
) -> dict[tuple[tuple[str, str], Span], str]:
    """The types that extraction gives the spans it finds; the others are taken for bodies."""
    key_of = {document.version: key for key, document in read.items()}
    found = {}
    for extraction in pipeline.load().read(list(read.values())):
        for mention in extraction.mentions:
            if mention.span:
                found[(key_of[extraction.document.version], mention.span)] = mention.kind
    return found


def main(arguments: list[str]) -> None:
    """The command: a folder and a part. Raises UsageError for anything else."""
    if not arguments or len(arguments) > 2 or arguments[-1] not in {"dev", "test", arguments[0]}:
        raise UsageError(
            "the scores take the folder of a full snapshot and a part",
            hint="python -m biograph.run.scores SNAPSHOT [dev|test]",
        )
    snapshot, part = Path(arguments[0]), arguments[1] if len(arguments) > 1 else "test"
    real = pairs.read(snapshot, silent)
    count = Counter(example.same for example in real.examples() if example.part == part)
    lines = [f"{count[True]} pairs that are one, {count[False]} that are not"]
    for family, score in pair_scores(real, part).items():
        lines.append(f"{family:16} P {score.precision:.3f} R {score.recall:.3f} of {score.gold}")
    groups = group_score(real, part)
    lines.append(
        f"B-cubed          P {groups.precision:.3f} R {groups.recall:.3f} F1 {groups.f1:.3f} "
        f"of {groups.gold}"
    )
    found = mention_scores(snapshot, part)
    lines.append(f"mentions         accuracy {found.accuracy:.3f} of {found.known}")
    lines.append(f"no entry         F1 {found.nil.f1:.3f} of {found.nil.gold}")
    sys.stdout.write("\n".join(lines) + "\n")


if __name__ == "__main__":
    main(sys.argv[1:])
