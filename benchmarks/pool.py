"""A query in a process that is warm, beside one in a process of its own, in one run.

Usage: ``python benchmarks/pool.py [WORKSPACE]`` (default: an empty graph). The query is one that
the engine answers at once, so that what is told is what the process costs.
"""

from __future__ import annotations

import statistics
import sys
import tempfile
import time
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from biograph.api import GRAPH_FOLDER
from biograph.ask import Pool, answer, answer_within, load
from biograph.store import open_store

if TYPE_CHECKING:
    from collections.abc import Callable

_QUERY = load("ASK { }")
_WARM, _COLD = 200, 5


def main(graph: Path) -> None:
    """Tell the median of each way."""
    with Pool(graph, size=1) as pool:
        job = partial(answer, question=_QUERY)
        pool.run(job, timeout=60)
        warm = _median(lambda: pool.run(job, timeout=60), _WARM)
    cold = _median(lambda: answer_within(graph, _QUERY, timeout=60), _COLD)
    print(
        f"warm {1000 * warm:.2f} ms (median of {_WARM}); a process of its own {1000 * cold:.0f} ms "
        f"(median of {_COLD}), {cold / warm:,.0f} times as long"
    )


def _median(work: Callable[[], object], times: int) -> float:
    def seconds() -> float:
        started = time.perf_counter()
        work()
        return time.perf_counter() - started

    return statistics.median(seconds() for _ in range(times))


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as made:
        if len(sys.argv) > 1:
            main(Path(sys.argv[1]) / GRAPH_FOLDER)
        else:
            open_store(Path(made) / GRAPH_FOLDER).flush()
            main(Path(made) / GRAPH_FOLDER)
