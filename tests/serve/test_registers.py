"""Addresses of register entries: only for identifiers of the form that the shapes ask for."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from biograph import resources
from biograph.serve.things.registers import REGISTERS, entry
from biograph.view.say import web


def shapes():
    """The patterns of the SHACL shapes by the local name of their property."""
    text = (resources.ontology() / "shapes" / "identifiers.ttl").read_text(encoding="utf-8")
    return dict(
        re.findall(r'sh:path bg:(\w+) ;\s+sh:datatype xsd:string ; sh:pattern "\^(.+?)\$?" ', text)
    )


def test_every_identifier_with_a_shape_has_a_register_of_the_same_form():
    """What the checks let into the graph has a link, and nothing else."""
    patterns = shapes()
    assert len(patterns) > 10
    assert {name: REGISTERS[name].pattern for name in patterns} == patterns


@given(st.sampled_from(sorted(REGISTERS)), st.text(max_size=30))
def test_no_value_leaves_the_register(scheme, value):
    """Whatever stands in the graph, the link leads to the register's host."""
    address = entry(scheme, value)
    start = REGISTERS[scheme].address.partition("{}")[0]
    assert not address or (address.startswith(start) and web(address))


@pytest.mark.parametrize(
    ("scheme", "value", "ends"),
    [
        ("siren", "803512458", "entreprise/803512458"),
        ("ror", "02feahw73", "ror.org/02feahw73"),
        ("emaNumber", "EMEA/H/C/002145", "EMEA%2FH%2FC%2F002145"),
        ("mondo", "MONDO:0005148", "/MONDO:0005148"),
        ("finess", "2A0000014", "noFiness=2A0000014"),
    ],
)
def test_identifiers_lead_to_their_entry(scheme, value, ends):
    """Each with its own address."""
    assert entry(scheme, value).endswith(ends)


@pytest.mark.parametrize(
    ("scheme", "value"),
    [("siren", "80351245"), ("ror", "../x"), ("unheard", "1"), ("cis", "1234567a")],
)
def test_what_is_not_of_the_form_has_no_address(scheme, value):
    """No link is better than a broken one."""
    assert entry(scheme, value) == ""
