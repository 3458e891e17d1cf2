"""Findings over time: those of each state of the graph kept on disk, and what changed since."""

from __future__ import annotations

import json
from dataclasses import asdict, replace
from typing import TYPE_CHECKING

import msgspec

from biograph.model import Changes, Finding, Presence
from biograph.terms import digest

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

FOLDER = "findings"


def keep(workspace: Path, found: Sequence[Finding], *, date: str) -> Changes:
    """Keep the findings as those of ``date``, and tell what changed since the last kept ones.

    Findings equal to the last kept ones are not kept again: what changed is then told against the
    ones before, and marked as repeated. A file that cannot be read counts as absent, and stays
    where it is.
    """
    folder = workspace / FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    content = "".join(f"{json.dumps(asdict(f), ensure_ascii=False)}\n" for f in found)
    stamp = digest(content, length=12)
    kept = sorted(folder.glob("*.jsonl"))
    repeated = bool(kept) and kept[-1].stem.rpartition(".")[2] == stamp
    if not repeated:
        path = folder / f"{len(kept) + 1:05d}.{date}.{stamp}.jsonl"
        unfinished = path.with_suffix(".part")
        unfinished.write_text(content, encoding="utf-8")
        unfinished.replace(path)
    else:
        kept.pop()
    before = _read(kept[-1]) if kept else ()
    told = changes(before, found, since=kept[-1].stem.split(".")[1] if before else "")
    return replace(told, repeated=repeated)


def last(workspace: Path) -> tuple[Finding, ...]:
    """The findings kept last, as ranked then; none where no run kept any that can be read."""
    kept = sorted((workspace / FOLDER).glob("*.jsonl"))
    return _read(kept[-1]) if kept else ()


def newest(workspace: Path) -> Changes:
    """What the findings kept last say otherwise than those before them."""
    kept = sorted((workspace / FOLDER).glob("*.jsonl"))
    if len(kept) < 2:
        return Changes()
    before, now = (_read(path) for path in kept[-2:])
    return changes(before, now, since=kept[-2].stem.split(".")[1])


def changes(before: Sequence[Finding], now: Sequence[Finding], *, since: str) -> Changes:
    """What ``now`` says otherwise than ``before``; nothing where there is no before."""
    if not before:
        return Changes()
    old = {finding.id: finding for finding in before}
    ids = {finding.id for finding in now}
    pairs = ((old[finding.id], finding) for finding in now if finding.id in old)
    return Changes(
        since=since,
        new=tuple(finding for finding in now if finding.id not in old),
        gone=tuple(finding for finding in before if finding.id not in ids),
        changed=tuple((was, is_) for was, is_ in pairs if _told(was) != _told(is_)),
    )


def _told(finding: Finding) -> tuple[float | None, Presence]:
    return finding.value, finding.presence


def _read(path: Path) -> tuple[Finding, ...]:
    try:
        lines = path.read_bytes().splitlines()
        return tuple(msgspec.json.decode(line, type=Finding) for line in lines)
    except (OSError, msgspec.MsgspecError):
        return ()
