"""Values inside nested JSON."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from biograph.errors import Unreachable
from biograph.harvest.forms.nested import (
    apart,
    cell,
    joined,
    objects,
    page_of,
    string,
    strings,
    value,
)
from biograph.harvest.http import Response

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=12,
)
PART = st.text(st.characters(exclude_categories=["Cs", "Cc", "Z"]), min_size=1)


def test_a_value_stands_under_its_path():
    """Nothing stands under a path that ends before."""
    found = {"a": {"b": [1]}}
    assert value(found, "a", "b") == [1]
    assert value(found) == found
    assert value(found, "a", "c", "d") is None
    assert value(found, "a", "b", "c") is None


@pytest.mark.parametrize(
    ("given_value", "text"),
    [(" a ", "a"), (4, "4"), (4.5, "4.5"), (None, ""), (True, ""), ([], ""), ({}, "")],
)
def test_a_text_or_number_is_text(given_value, text):
    """All else is none."""
    assert string({"a": given_value}, "a") == text


def test_a_lone_object_is_a_list_of_one():
    """As JSON made of XML has it; what is no object is left out."""
    assert objects({"a": {"b": 1}}, "a") == [{"b": 1}]
    assert objects({"a": [{"b": 1}, None, "c"]}, "a") == [{"b": 1}]
    assert objects({}, "a") == []
    assert strings({"a": "b"}, "a") == ["b"]
    assert strings({"a": ["b", 1, " "]}, "a") == ["b"]


@given(found=JSON, path=st.lists(st.text(), max_size=3))
def test_any_json_can_be_looked_into(found, path):
    """Whatever stands where something else should be."""
    value(found, *path)
    assert isinstance(string(found, *path), str)
    assert all(isinstance(one, dict) for one in objects(found, *path))
    assert all(isinstance(one, str) for one in strings(found, *path))


@given(rows=st.lists(st.tuples(PART, PART), unique=True))
def test_cells_come_apart_as_they_were_joined(rows):
    """But for the two signs that part them."""
    plain = [[one.replace("~", "-").replace("|", "/") for one in row] for row in rows]
    different = [list(row) for row in dict.fromkeys(map(tuple, plain))]
    assert apart(joined([cell(*row) for row in rows])) == different


@pytest.mark.parametrize("content", [b"{}", b'{"a": {"b": null}}', b"[]", b"<html>", b'{"a": []}'])
def test_an_answer_without_its_list_is_none(content):
    """A source that says nothing of items has not said that there are none."""
    answer = Response(url="https://example.org", content=content, media_type="")
    with pytest.raises(Unreachable):
        page_of(answer, "a", "b")


def test_an_empty_list_is_an_answer():
    """Nothing was found."""
    answer = Response(url="https://example.org", content=b'{"a": {"b": []}}', media_type="")
    assert page_of(answer, "a", "b") == ({"a": {"b": []}}, [])
