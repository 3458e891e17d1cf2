"""The scale of stages: from what is done and from stated capabilities, unknown where neither is."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from biograph.analyse.coverage import Cell, stage_matrix
from biograph.analyse.gap.scales import by_scale, scales
from biograph.analyse.gap.stages import stages
from biograph.analyse.known import Known
from biograph.ask import over
from biograph.model import Presence
from biograph.terms import DATA, local_name
from tests.tiny import TINY, WIDE, opened

if TYPE_CHECKING:
    from collections.abc import Mapping


@pytest.fixture(scope="module")
def known() -> Known:
    """The tiny graph with capabilities."""
    return Known(ask=over(opened(TINY, WIDE)))


@pytest.fixture(scope="module")
def told(known: Known) -> Mapping[tuple[str, str], frozenset[str]]:
    """The scales of the French cells by the keys of family and stage."""
    cells = stage_matrix(known.ask, known.recipes, families=known.families)
    found = scales(known.ask, cells)
    return {(local_name(family), local_name(stage)): of for (family, stage), of in found.items()}


def test_who_makes_an_authorised_medicine_works_for_the_market(told) -> None:
    """Alpha is authorised, and its maker is French."""
    assert "commercial" in told["aav_gene_therapy", "upstream"]


def test_who_develops_works_at_the_scale_of_research(told) -> None:
    """A developer alone is no commercial maker."""
    assert told["aav_gene_therapy", "discovery"] == {"research"}


def test_a_stated_capability_tells_its_scale(told) -> None:
    """The hospital is said to administer at the scale of trials."""
    assert "clinical" in told["autologous_car_t", "administration"]


def test_only_cells_with_an_actor_have_a_scale(known: Known, told) -> None:
    """A stage without a known actor has none, not even an unknown one."""
    cells = stage_matrix(known.ask, known.recipes, families=known.families)
    present = {
        (local_name(c.family), local_name(c.stage)) for c in cells if c.presence is Presence.PRESENT
    }
    assert set(told) == present


def test_counts_tell_what_is_not_known() -> None:
    """Each stage counts under its scales, one without any under the unknown; of none, no words."""
    keys = [(DATA + "family/f", DATA + f"stage/{n}") for n in range(3)]
    cells = [Cell(family=f, stage=s, presence=Presence.PRESENT) for f, s in keys]
    found = dict.fromkeys(keys, frozenset()) | {keys[0]: frozenset({"clinical", "commercial"})}
    sentence = by_scale(cells, found)
    assert "clinique 1, commerciale 1, inconnue 2" in sentence.fr
    assert "clinical 1, commercial 1, unknown 2" in sentence.en
    assert by_scale(cells, {}).fr == ""


def test_findings_on_stages_tell_scales(known: Known) -> None:
    """The sentence has the counts, a caveat says what they rest on."""
    found = [f for f in stages(known) if f.kind == "stage-unknown"]
    assert found
    for finding in found:
        assert "Échelle connue" in finding.sentence.fr
        assert any("se déduit des faits" in caveat.fr for caveat in finding.caveats)
