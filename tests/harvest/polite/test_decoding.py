"""Bodies in their codings: all of them, no more than allowed, and never half."""

import gzip
import tracemalloc
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from biograph.harvest.polite.decoding import (
    BrokenError,
    Framing,
    TooLargeError,
    UnknownCodingError,
    decoded,
)


def raw_deflate(data):
    made = zlib.compressobj(wbits=-15)
    return made.compress(data) + made.flush()


WRITERS = {
    "": lambda data: data,
    "identity": lambda data: data,
    "gzip": gzip.compress,
    "x-gzip": gzip.compress,
    "GZIP ": lambda data: gzip.compress(data[:3]) + gzip.compress(data[3:]),
    "deflate": zlib.compress,
    "Deflate": raw_deflate,
}


def cut(data, size):
    return [data[i : i + size] for i in range(0, len(data), size)]


@given(st.binary(max_size=300), st.sampled_from(sorted(WRITERS)), st.integers(1, 40))
def test_what_was_compressed_comes_back(data, coding, size):
    """In every coding, however the network cuts it."""
    assert decoded(cut(WRITERS[coding](data), size), coding, 300) == data


@given(st.binary(min_size=1, max_size=300), st.sampled_from(sorted(WRITERS)), st.data())
def test_one_byte_too_many_is_too_large(data, coding, drawn):
    """The limit is exact, before and after decompression."""
    largest = drawn.draw(st.integers(0, len(data) - 1))
    with pytest.raises(TooLargeError):
        decoded(cut(WRITERS[coding](data), 16), coding, largest)


@given(st.binary(max_size=300), st.sampled_from(["gzip", "deflate", "Deflate"]), st.data())
def test_a_body_that_is_cut_off_is_broken(data, coding, drawn):
    """Half an answer is none."""
    sent = WRITERS[coding](data)
    end = drawn.draw(st.integers(1, len(sent) - 1))
    with pytest.raises(BrokenError):
        decoded([sent[:end]], coding, 1_000)


@given(st.binary(min_size=1, max_size=60), st.sampled_from(["gzip", "deflate"]))
def test_any_bytes_are_decoded_or_refused(data, coding):
    """No other error comes out."""
    try:
        decoded([data], coding, 1_000)
    except (BrokenError, TooLargeError):
        return


def test_what_is_received_is_bounded_too():
    """Compressed nothing can be sent for ever."""
    with pytest.raises(TooLargeError):
        decoded([gzip.compress(b"")] * 100, "gzip", 500)


def test_no_bytes_are_no_broken_body():
    """An empty answer has nothing to decompress."""
    assert decoded([], "gzip", 10) == b""


@pytest.mark.parametrize("coding", ["br", "zstd", "compress", "gzip, gzip"])
def test_a_coding_that_was_not_asked_for_is_unknown(coding):
    """Stacked codings, too: bombs are made of them."""
    with pytest.raises(UnknownCodingError, match=coding):
        decoded([b"x"], coding, 10)


def test_a_bomb_is_never_held_in_memory():
    """A thousandfold expansion in one piece stops at the limit."""
    bomb = gzip.compress(b"\0" * 50_000_000)
    tracemalloc.start()
    with pytest.raises(TooLargeError):
        decoded([bomb], "gzip", 1_000_000)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 8_000_000


@given(st.binary(max_size=80), st.integers(1, 40), st.booleans())
def test_the_bytes_of_a_body_are_counted_behind_its_head(body, size, hinted):
    """Interim answers are no part of it, nor does it matter how the bytes arrive."""
    head = b"HTTP/1.1 200 OK\r\nA: b\r\n\r\n"
    hint = b"HTTP/1.1 103 Early Hints\r\nLink: c\r\n\r\n" if hinted else b""
    framing = Framing()
    for part in cut(hint + head + body, size):
        framing.feed(part)
    assert framing.body == len(body)
