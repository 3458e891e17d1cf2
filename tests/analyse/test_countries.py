"""Countries are called by their names in both languages."""

from __future__ import annotations

from biograph.analyse.countries import country
from biograph.model import Text
from biograph.terms import DATA


def test_a_country_has_a_name_in_each_language() -> None:
    """The list gives both, whatever the graph calls it."""
    assert country(DATA + "country/US") == Text(fr="États-Unis", en="United States")
    assert country(DATA + "country/DE") == Text(fr="Allemagne", en="Germany")


def test_what_the_list_lacks_is_told_by_its_code() -> None:
    """No name is made up."""
    assert country(DATA + "country/XX") == Text(fr="XX", en="XX")
    assert country("") == Text(fr="?", en="?")
