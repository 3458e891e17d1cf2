"""How far the graph of a workspace has come: what it was built of and which fetches it holds."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from biograph import __version__, resources
from biograph.harvest.raw import LOG, RawStore
from biograph.run.fetch import RAW_FOLDER
from biograph.run.linking import DECISIONS

if TYPE_CHECKING:
    from collections.abc import Iterator

FILE = "standing.json"
#: What of ``extract/`` a graph is made of; gold, training and queries decide on nothing in it.
_READ = ("corpus", "gazetteers", "models", "patterns", "snapshot")
_UNFINISHED = "unfinished"  # in place of a digest


@dataclass(frozen=True, slots=True, kw_only=True)
class Base:
    """What a graph is built of beside what is fetched, and where.

    ``sources`` by name (all) are read from a folder; the graph is on the SPARQL server at
    ``endpoint``, or in the workspace.
    """

    sources: tuple[str, ...] = ()
    snapshot: Path | None = None
    endpoint: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """The base of the graph, a digest of all data and code behind it, the last fetch it holds.

    ``found`` tells whether closure, findings and report were made of it since.
    """

    stamp: str = ""
    taken: int = 0
    found: bool = False
    sources: tuple[str, ...] = ()
    snapshot: str = ""
    endpoint: str = ""

    @classmethod
    def of(cls, workspace: Path) -> Standing:
        """As written last; the beginning where nothing was, or nothing that can be read."""
        try:
            return msgspec.json.decode((workspace / FILE).read_bytes(), type=cls)
        except (OSError, msgspec.MsgspecError):
            return cls()

    @classmethod
    def now(cls, workspace: Path, base: Base) -> Standing:
        """Where a build of everything that is there now would come to."""
        raw = workspace / RAW_FOLDER
        taken = 0
        if (raw / LOG).exists():
            with RawStore(raw) as store:
                taken = store.last()
        return cls(
            stamp=_stamp(workspace, base),
            taken=taken,
            sources=base.sources,
            snapshot=str(base.snapshot.resolve()) if base.snapshot else "",
            endpoint=base.endpoint,
        )

    @property
    def base(self) -> Base:
        """What it was built of."""
        snapshot = Path(self.snapshot) if self.snapshot else None
        return Base(sources=self.sources, snapshot=snapshot, endpoint=self.endpoint)

    @property
    def unfinished(self) -> bool:
        """Whether a build began that did not come to its end."""
        return self.stamp == _UNFINISHED

    def begun(self) -> Standing:
        """The same, while it is being built."""
        return replace(self, stamp=_UNFINISHED)

    def told(self) -> Standing:
        """The same, with findings and report."""
        return replace(self, found=True)

    def write(self, workspace: Path) -> None:
        """Write it, whole or not at all."""
        part = (workspace / FILE).with_suffix(".part")
        part.write_bytes(msgspec.json.encode(self))
        part.replace(workspace / FILE)


def _stamp(workspace: Path, base: Base) -> str:
    """A digest of what beside the fetched records decides on the graph: code, data, decisions.

    Of a snapshot that is not ours names, sizes and times are looked at: it may hold gigabytes.
    """
    found = hashlib.sha256(f"{__version__} {base.sources}{base.endpoint}".encode())
    for folder in (resources.ontology(), *(resources.extract() / name for name in _READ)):
        for path in _files(folder):
            found.update(path.relative_to(folder).as_posix().encode() + path.read_bytes())
    if (workspace / DECISIONS).exists():
        found.update((workspace / DECISIONS).read_bytes())
    for path in _files(base.snapshot) if base.snapshot else ():
        found.update(f"{path} {path.stat().st_size} {path.stat().st_mtime_ns}".encode())
    return found.hexdigest()


def _files(folder: Path) -> Iterator[Path]:
    return (path for path in sorted(folder.rglob("*")) if path.is_file())
