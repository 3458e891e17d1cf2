"""Pages that are kept: bounded in bytes, and by any number of threads."""

import threading

from hypothesis import given
from hypothesis import strategies as st

from biograph.serve.kept import Kept


@given(st.lists(st.tuples(st.sampled_from("abcdefgh"), st.binary(max_size=200))))
def test_what_is_kept_is_what_was_put_last(pages):
    """Or nothing: never the page of another key, never an older one."""
    kept, last = Kept(1600), {}
    for key, body in pages:
        kept.put(key, body)
        if len(body) <= 100:
            last[key] = body
    for key, body in last.items():
        assert kept.get(key) in {None, body}


def test_all_that_is_kept_has_its_bound():
    """The pages asked for longest ago go first."""
    kept = Kept(1600)
    for number in range(100):
        kept.put(str(number), b"x" * 100)
        kept.get("0")
    held = [number for number in range(100) if kept.get(str(number)) is not None]
    assert held == [0, *range(85, 100)]


def test_a_page_that_would_drive_out_all_others_is_not_kept():
    """It is made again."""
    kept = Kept(1600)
    kept.put("small", b"x")
    kept.put("large", b"x" * 101)
    assert (kept.get("small"), kept.get("large")) == (b"x", None)


def test_many_threads_spoil_nothing():
    """The count of bytes stays true, so that pages are kept still."""
    kept = Kept(16_000)

    def work(name):
        for number in range(500):
            kept.put(f"{name}{number % 50}", b"x" * (number % 900))
            kept.get(f"{name}{number % 7}")

    workers = [threading.Thread(target=work, args=(name,)) for name in "abcdefgh"]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    for number in range(40):
        kept.put(f"last{number}", b"y" * 400)
    assert all(kept.get(f"last{number}") for number in range(40))
