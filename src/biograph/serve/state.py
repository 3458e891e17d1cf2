"""The newest whole state of the graph: a workspace in, the site of it out, renewed by itself."""

from __future__ import annotations

import logging
import threading
from typing import TYPE_CHECKING

from biograph.api import GRAPH_FOLDER
from biograph.ask import Pool
from biograph.errors import BiographError
from biograph.run.standing import FILE, Standing
from biograph.serve.pages import WARMING
from biograph.serve.site import Site
from biograph.terms import digest

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

_LOG = logging.getLogger(__name__)


class State:
    """The site of a workspace. While a run builds, the state before it is shown.

    ``pool`` answers what readers write themselves; ``warming`` derives what takes long. To be
    closed. Raises QueryError where there is no graph, and Locked where it is not whole.
    """

    def __init__(
        self, workspace: Path, *, warming: Sequence[Callable[[Site], None]] = WARMING
    ) -> None:
        self.workspace = workspace
        self._warming = warming
        self._lock = threading.Lock()
        self._closed = threading.Event()
        self.pool = Pool(workspace / GRAPH_FOLDER)
        try:
            self._site = Site(workspace, version=version(workspace), pool=self.pool)
        except BiographError:
            self.close()
            raise

    @property
    def site(self) -> Site:
        """The site of the newest finished run."""
        newest = version(self.workspace)
        if newest != self._site.version and Standing.of(self.workspace).found:
            with self._lock:
                if newest != self._site.version:
                    self._site = Site(self.workspace, version=newest, pool=self.pool)
                    self.warm()
        return self._site

    def warm(self) -> None:
        """Begin to derive what takes long, before anybody asks for it."""
        threading.Thread(target=self._warm, args=(self._site,), daemon=True).start()

    def close(self) -> None:
        """End the processes of the pool, and begin to derive nothing more."""
        self._closed.set()
        self.pool.close()

    def _warm(self, site: Site) -> None:
        """Derive one thing after the other; what fails here is told, and fails on its page too."""
        for derive in self._warming:
            if self._closed.is_set():
                return
            try:
                derive(site)
            except Exception:  # noqa: BLE001 - the others are to be derived still
                _LOG.exception("%s could not be derived", derive.__module__)


def version(workspace: Path) -> str:
    """What tells two states of a graph apart, without reading it: when its run ended."""
    path = workspace / FILE
    try:
        return digest(str(path.stat().st_mtime_ns), path.read_text(encoding="utf-8"), length=12)
    except OSError:
        return ""
