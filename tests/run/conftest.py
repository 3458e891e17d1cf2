"""A small graph that updates begin with: the sources that every run reads, and no others."""

import pytest

from biograph.run.plan import Clock, build
from biograph.run.standing import Base
from biograph.run.track import silent
from tests.once import made_once

SMALL = ("countries",)  # with those that are read in any case


@pytest.fixture(scope="session")
def grounded(tmp_path_factory):
    """A workspace with that graph, not to be written to."""
    return made_once(tmp_path_factory, "grounded", _ground)[0]


def _ground(workspace):
    built = build(workspace, Base(sources=SMALL), clock=Clock(), track=silent)
    built.store.flush()
