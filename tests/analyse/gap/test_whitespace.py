"""White space: frequent capabilities that no known firm combines, and who might partner."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from biograph.analyse import findings as form
from biograph.analyse.findings import Scope
from biograph.analyse.gap.able import able
from biograph.analyse.gap.whitespace import whitespace
from biograph.analyse.known import Known
from biograph.model import Finding, Presence
from biograph.terms import DATA
from tests.analyse.gap.facts import actor, forget, state

if TYPE_CHECKING:
    from biograph.ask import Ask
    from biograph.store import EmbeddedStore

AAV, PLASMID = DATA + "class/aav", DATA + "input/plasmid-gmp"


def found(ask: Ask, **scope: str) -> dict[str, list[Finding]]:
    """The findings by kind."""
    kinds: dict[str, list[Finding]] = {}
    for finding in whitespace(Known(ask=ask, scope=Scope(**scope))):
        kinds.setdefault(finding.kind, []).append(finding)
    return kinds


def crowd(store: EmbeddedStore, each: int) -> None:
    """As many firms that make AAV vectors only as firms that supply plasmids only."""
    for n in range(each):
        town = "69123" if n == 1 else ""
        state(store, actor(store, f"vec{n}", "Company", town=town), "manufactures", "class/aav")
        maker = actor(store, f"plas{n}", "Company", town=town)
        state(store, maker, "suppliesInput", "input/plasmid-gmp")


def test_capabilities_roll_up_and_top_terms_do_not_count(store: EmbeddedStore, ask: Ask) -> None:
    """A maker of AAV vectors makes gene therapies; 'plasmid' is a top term of the tiny tables."""
    firms = able(Known(ask=ask))
    assert AAV in firms.facts
    assert DATA + "input/plasmid" not in firms.names
    assert DATA + "class/gene-therapy" in firms.names


def test_only_french_companies_are_firms(store: EmbeddedStore, ask: Ask) -> None:
    """A foreign firm and a French hospital are none."""
    state(store, actor(store, "gmbh", "Company", country="DE"), "manufactures", "class/aav")
    state(store, actor(store, "clinic", "Hospital"), "manufactures", "class/aav")
    assert set(able(Known(ask=ask)).firms.values()) == {"Vectoria", "Plasmidis"}


def test_capabilities_of_the_same_firms_are_one(ask: Ask) -> None:
    """AAV and gene therapy have the same one maker: a pair of them would say nothing."""
    assert set(able(Known(ask=ask)).capabilities) == {AAV, PLASMID}


def test_a_pair_that_chance_hardly_explains(store: EmbeddedStore, ask: Ask) -> None:
    """Many make vectors, many make plasmids, and no known firm both: told with q and partners."""
    crowd(store, 12)
    (pair,) = found(ask)["white-space"]
    assert set(pair.subjects) == {AAV, PLASMID}
    assert pair.value == pytest.approx(13 * 13 / 26)
    assert pair.presence is Presence.UNKNOWN
    assert "Aucune entreprise française connue de biograph ne combine" in pair.sentence.fr
    assert "(13 firms)" in pair.sentence.en
    assert "6,5 (q = 0,00)" in pair.sentence.fr
    assert len(pair.evidence) == 26


def test_partners_of_one_region_come_first(store: EmbeddedStore, ask: Ask) -> None:
    """The maker in Lyon stands with those of Lyon, before firms with no known place."""
    crowd(store, 12)
    (pair,) = found(ask)["white-space"]
    expected = "Vec1 and Plas1 (Auvergne-Rhône-Alpes), Vec1 and Plasmidis (Auvergne-Rhône-Alpes)"
    assert f"Might partner: {expected}, " in pair.sentence.en


def test_one_firm_that_does_both_ends_it(store: EmbeddedStore, ask: Ask) -> None:
    """A single firm known to combine them leaves no white space."""
    crowd(store, 12)
    state(store, "org/vec0", "suppliesInput", "input/plasmid-gmp")
    assert not found(ask)


def test_an_empty_pair_of_few_firms_is_only_counted(store: EmbeddedStore, ask: Ask) -> None:
    """Five firms each among 72 prove nothing: the sum counts the pair, no finding is made of it."""
    crowd(store, 4)
    for n in range(62):
        state(store, actor(store, f"bag{n}", "Company"), "suppliesInput", "input/bags")
    kinds = found(ask)
    (summed,) = kinds["white-space-sum"]
    assert summed.sentence.fr.startswith("Sur 3 paires de capacités qu'ont chacune 5 entreprises")
    assert "3 ne sont combinées par aucune ; 2 le sont trop peu" in summed.sentence.fr
    assert [set(f.subjects) for f in kinds["white-space"]] == [
        {AAV, DATA + "input/bags"},
        {PLASMID, DATA + "input/bags"},
    ]
    assert summed.presence is Presence.UNKNOWN
    assert form.NOT_SUPPLY in summed.caveats


def test_the_share_of_firms_with_a_capability_is_coverage(store: EmbeddedStore, ask: Ask) -> None:
    """French firms of which nothing is known lower the coverage."""
    crowd(store, 12)
    before = found(ask)["white-space"][0].coverage
    for n in range(10):
        actor(store, f"quiet{n}", "Company")
    after = found(ask)["white-space"][0].coverage
    assert before is not None
    assert after is not None
    assert after < before


def test_few_firms_make_no_frequent_capability(ask: Ask) -> None:
    """Nothing is said of capabilities that one firm has each."""
    assert not found(ask)


def test_no_firm_no_finding(store: EmbeddedStore, ask: Ask) -> None:
    """Without facts of supply and making nothing is said, and no error raised."""
    forget(store, "suppliesInput")
    forget(store, "manufactures")
    assert not found(ask)


def test_a_family_is_not_looked_at_alone(store: EmbeddedStore, ask: Ask) -> None:
    """Capabilities are of all families: narrowed to one the question is another."""
    crowd(store, 12)
    assert not found(ask, family="aav")
