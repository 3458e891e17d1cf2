"""Links 100,000 mentions to the entities of a full snapshot beside a named peer, in one run.

Usage: ``python benchmarks/linking.py SNAPSHOT [MENTIONS]``. The entities are those of the snapshot,
filled up to 60,000 with organisations whose names are halves of two real ones. The mentions are
their names, a third as they stand, a third with a slip, a third cut after the third word. The
peer is rapidfuzz's ``process.extractOne`` over all names, on as many mentions as it does in the
same order of time; the figures are mentions a second and their ratio.
"""

from __future__ import annotations

import resource
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

from rapidfuzz import fuzz, process

from biograph.link.profile import ORGANISATIONS
from biograph.model import Entity, Mention
from biograph.run.gather import gather
from biograph.run.linking import linker_of, resolved
from biograph.run.track import silent
from biograph.terms import DATA, digest, name_key

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_PEER = 200  # mentions: the peer compares each with every name
_MEGABYTE = 1024
_ENTITIES = 60_000


def main(snapshot: Path, count: int) -> None:
    """Print the figures, one a line."""
    started = time.perf_counter()
    entities = list(resolved(gather((), snapshot=snapshot, track=silent)).entities)
    print(f"resolved {len(entities)} entities in {time.perf_counter() - started:.1f} s")
    entities += list(_mixed(entities))
    started = time.perf_counter()
    linker = linker_of(entities)
    print(f"indexed in {time.perf_counter() - started:.1f} s")
    names = [n for e in entities for n in (e.name, *e.names) if ORGANISATIONS & set(e.kinds)]
    mentions = [_mention(names[i % len(names)], i) for i in range(count)]
    started = time.perf_counter()
    found = sum(not linker.link(mention).entity.provisional for mention in mentions)
    ours = count / (time.perf_counter() - started)
    print(f"linked {count} mentions at {ours:,.0f} a second, {found} of them to an entity")
    keys = [name_key(name) for name in names]
    started = time.perf_counter()
    for mention in mentions[:: max(1, count // _PEER)][:_PEER]:
        process.extractOne(name_key(mention.text), keys, scorer=fuzz.token_sort_ratio)
    peer = _PEER / (time.perf_counter() - started)
    print(f"rapidfuzz over all names: {peer:,.1f} a second; ratio {ours / peer:,.0f}")
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / _MEGABYTE
    print(f"peak memory {peak:,.0f} MB")


def _mixed(entities: Sequence[Entity]) -> Iterator[Entity]:
    """Organisations that do not exist, from the first words of one name and the last of another."""
    real = [e for e in entities if "ResearchOrganization" in e.kinds or "Company" in e.kinds]
    for number in range(_ENTITIES - len(entities)):
        one, other = (real[int(digest(part, str(number)), 16) % len(real)] for part in "ab")
        words = [*one.name.split()[:3], *other.name.split()[-3:]]
        yield Entity(iri=f"{DATA}org/mixed{number}", kinds=one.kinds, name=" ".join(words))


def _mention(name: str, number: int) -> Mention:
    """The name as it stands, with a slip, or cut: each unlike the others by its number."""
    if number % 3 == 1 and len(name) > 8:
        place = int(digest(name, str(number)), 16) % (len(name) - 2) + 1
        name = name[:place] + name[place + 1 :]
    elif number % 3 == 2:
        name = " ".join(name.split()[:3])
    return Mention(text=name, kind="ResearchOrganization")


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 100_000)
