"""Lines in UTF-8, in Windows-1252, or mixed."""

from hypothesis import given, strategies

from biograph.harvest.forms.codepages import utf8_lines

LETTERS = "aéèàçœ’€É;\t"


def texts(content):
    """The lines as text."""
    return [line.data.decode() for line in utf8_lines(content)]


@given(strategies.lists(strategies.tuples(strategies.text(LETTERS), strategies.booleans())))
def test_each_line_is_read_in_its_own_encoding(drawn):
    """A file whose lines come from two systems gives the same text as one in UTF-8.

    Two bytes of Windows-1252 may be one letter of UTF-8: such lines are left out here.
    """
    lines = [
        (text + "\n", text.encode("cp1252") if narrow else text.encode())
        for text, narrow in drawn
        if not narrow or text.isascii() or not _is_utf8(text.encode("cp1252"))
    ]
    content = b"".join(data + b"\n" for _, data in lines)
    assert texts(content) == [text for text, _ in lines]


def test_the_byte_order_mark_is_no_part_of_the_first_cell():
    """Some publishers write one."""
    assert texts("\ufeffcis;é\n".encode()) == ["cis;é\n"]


def test_a_line_that_is_neither_stays_for_its_reader_to_flag():
    """Byte 81 stands for nothing in Windows-1252."""
    found = list(utf8_lines(b"\xe9\x81\nok\n"))
    assert [line.data for line in found] == [b"\xe9\x81\n", b"ok\n"]
    assert [line.number for line in found] == [1, 2]


def _is_utf8(data):
    try:
        data.decode()
    except UnicodeDecodeError:
        return False
    return True
