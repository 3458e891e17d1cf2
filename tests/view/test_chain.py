from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING

from biograph.model import Presence, Text
from biograph.view import chain
from biograph.view.content import Axis, StageCell

if TYPE_CHECKING:
    from biograph.view.chain import Drawing
    from biograph.view.content import ReportContent


def address(cell: StageCell) -> str:
    """Where a click on a cell leads in these tests."""
    return f"/{cell.family}/{cell.stage}"


def drawings(content: ReportContent) -> tuple[Drawing[StageCell], Drawing[StageCell]]:
    """Both pictures of a content, in French."""
    axes = (content.stages, content.families, content.cells)
    return (
        chain.wide(*axes, lang="fr", link=address),
        chain.narrow(*axes, lang="fr", link=address),
    )


def test_each_cell_is_drawn_once_with_its_state(content: ReportContent) -> None:
    """Both pictures hold exactly the cells of the content."""
    for drawing in drawings(content):
        assert [box.cell for box in drawing.boxes] == list(content.cells)


def test_cells_lie_inside_the_picture_and_apart(content: ReportContent) -> None:
    """No cell leaves the picture or covers another."""
    for d in drawings(content):
        for box in d.boxes:
            assert 0 <= box.x <= d.width - d.cell_width
            assert 0 <= box.y <= d.height - d.cell_height
        for one, other in combinations(d.boxes, 2):
            across = abs(one.x - other.x) >= d.cell_width
            down = abs(one.y - other.y) >= d.cell_height
            assert across or down


def test_cells_of_one_stage_share_a_column(content: ReportContent) -> None:
    """Stages run from left to right in their order, families from top to bottom."""
    for d in drawings(content):
        columns = {
            stage.key: {box.x for box in d.boxes if box.cell.stage == stage.key}
            for stage in content.stages
        }
        assert all(len(places) == 1 for places in columns.values())
        order = [min(places) for places in columns.values()]
        assert order == sorted(order)
        rows = [min(b.y for b in d.boxes if b.cell.family == f.key) for f in content.families]
        assert rows == sorted(rows)


def test_a_cell_leads_where_it_is_told_to(content: ReportContent) -> None:
    """Each box has the address of its own cell."""
    for d in drawings(content):
        assert [box.link for box in d.boxes] == [address(cell) for cell in content.cells]


def test_a_cell_of_no_column_is_left_out_of_the_picture() -> None:
    """A stage that is not asked for is not drawn."""
    axis = Axis(key="a", label=Text(fr="a", en="a"))
    cell = StageCell(family="a", stage="elsewhere", presence=Presence.UNKNOWN)
    drawing = chain.wide([axis], [axis], [cell], lang="fr", link=address)
    assert drawing.boxes == ()


def test_an_empty_chain_is_an_empty_picture() -> None:
    """No stage and no family give no box and no error."""
    for draw in (chain.wide, chain.narrow):
        assert draw([], [], [], lang="fr", link=address).boxes == ()


def test_cell_ids_are_plain_words() -> None:
    """An IRI gives an id that needs no escaping."""
    iri = "https://w3id.org/biograph/id/stage/fill-finish"
    assert chain.cell_id("autologous_car_t", iri) == "cell-autologous-car-t-fill-finish"
