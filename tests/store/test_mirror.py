"""A copy at an endpoint: the same quads, written once, and whole again after any kill."""

import contextlib
import signal
import threading
from collections import Counter

import pytest

from biograph.errors import BiographError, Unreachable
from biograph.model import Literal, Statement
from biograph.store import open_store
from biograph.store.mirror import Mirrored, mirror
from biograph.terms import ASSERTED, DATA, META, bg
from tests.store.servers import Killing
from tests.store.test_remote import G, embedded, exported, quads

FOREIGN = "https://e/of-somebody-else"


def document(number, *, size=30, mark="x"):
    """The graph of a document version, and the mark that it is there."""
    version = f"{DATA}doc/{number}/v/1"
    said = (Statement(f"{version}/{n}", bg("quote"), Literal(str(n)), version) for n in range(size))
    return [*said, Statement(version, bg("processedWith"), Literal(mark), META)]


def plain(*numbers):
    """Plain facts."""
    return [Statement(f"{DATA}org/{n}", bg("supplies"), DATA + "org/0", ASSERTED) for n in numbers]


def test_a_copy_is_the_same_graph_and_written_once(remote, tmp_path):
    """The dumps are equal, and the second copy finds nothing to write."""
    source = embedded(*document(1), *document(2), *plain(*range(50)))
    assert mirror(source, remote) == Mirrored(new=4, changed=0, removed=0, equal=0)
    assert exported(remote, tmp_path) == exported(source, tmp_path)
    assert mirror(source, remote) == Mirrored(new=0, changed=0, removed=0, equal=4)


def test_only_what_differs_is_written(remote, tmp_path):
    """A fact more, a document changed, one gone; what belongs to others stays."""
    mirror(embedded(*document(1), *document(2), *document(3), *plain(1, 2, 3)), remote)
    other = Statement("https://e/s", "https://e/p", Literal("o"), FOREIGN)
    remote.add([other])
    now = embedded(*document(1), *document(2, size=31, mark="y"), *document(4), *plain(1, 3, 4))
    assert mirror(now, remote) == Mirrored(new=1, changed=3, removed=1, equal=1)
    assert list(remote.quads(FOREIGN)) == [other]
    remote.clear(FOREIGN)
    assert exported(remote, tmp_path) == exported(now, tmp_path)


def test_marks_never_tell_of_a_document_that_is_not_there(remote):
    """Marks are written after all graphs, and removed before the graphs they tell of."""
    steps = []

    class Watched:
        """The store, seen at each change."""

        def __getattr__(self, name):
            done = getattr(remote, name)
            if name not in {"exchange", "add_many", "clear"}:
                return done

            def watched(*given):
                done(*given)
                marked = {said.subject for said in remote.quads(META)}
                steps.append(marked - {said.graph for said in remote.quads()})

            return watched

    mirror(embedded(*document(1), *document(2)), Watched())
    mirror(embedded(*document(2), *document(3)), Watched())
    assert len(steps) == 5
    assert not set().union(*steps)


def test_an_empty_graph_empties_the_endpoint(remote):
    """What the workspace no longer has, the endpoint no longer has either."""
    mirror(embedded(*document(1)), remote)
    mirror(open_store(), remote)
    assert remote.count() == 0


def test_a_killed_server_has_every_acknowledged_batch_and_no_part_of_one(server):
    """SIGKILL while batch after batch is written."""
    acknowledged = []
    begun = threading.Event()

    store = server.store()

    def write():
        with contextlib.suppress(BiographError):
            for number in range(1000):
                store.add(quads([Literal(f"{number}-{n}") for n in range(2000)], graph=G))
                acknowledged.append(number)
                begun.set()

    writer = threading.Thread(target=write)
    writer.start()
    assert begun.wait(60)
    server.end(signal.SIGKILL)
    writer.join()
    server.start()
    texts = [str(said.object.value) for said in server.store().quads(G)]
    whole = Counter(text.partition("-")[0] for text in texts)
    assert set(whole.values()) == {2000}
    assert set(map(str, acknowledged)) <= whole.keys()


def test_a_copy_that_was_killed_is_ended_by_the_next(server, tmp_path):
    """Whatever it had written, the next copy ends in the same graph."""
    source = embedded(*(q for n in range(20) for q in document(n)), *plain(*range(500)))
    with pytest.raises(Unreachable):
        mirror(source, Killing(server, before=3))
    server.start()
    store = server.store()
    assert 0 < store.count() < source.count()
    mirror(source, store)
    assert exported(store, tmp_path) == exported(source, tmp_path)
