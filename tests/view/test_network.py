"""A network as an SVG picture."""

from itertools import combinations
from xml.etree import ElementTree as ET

import pytest

from biograph.view.network import Mark, network_svg, sayable
from biograph.view.palette import GROUPS, STYLES, outline

SVG = "{http://www.w3.org/2000/svg}"


def drawn(marks, links=(), **more):
    return ET.fromstring(
        network_svg(marks, links, [(0, "entreprise")], title="Réseau", lang="fr", **more)
    )


def grid(count):
    return [
        Mark(x=n % 10, y=n // 10, size=3 + n % 4, style=n % 7, name=f"Société numéro {n}")
        for n in range(count)
    ]


def test_every_node_is_drawn_with_the_shape_of_its_kind():
    """Shape and colour tell the kind, and each shape is defined in the file itself."""
    picture = drawn(grid(21))
    used = [use.get("href").removeprefix("#") for use in picture.iter(f"{SVG}use")]
    shapes = [shape for shape, _ in STYLES]
    assert used[:21] == [shapes[n % 7] for n in range(21)]
    assert {part.get("id") for part in picture.find(f"{SVG}defs")} == set(shapes)


def test_a_hostile_name_is_text_and_nothing_else():
    """Names come from documents."""
    name = "<script>alert(1)</script>\x00\x0b"
    picture = drawn([Mark(x=0, y=0, size=5, style=0, name=name)])
    assert not list(picture.iter(f"{SVG}script"))
    assert any("<script>" in (text.text or "") for text in picture.iter(f"{SVG}text"))


def test_names_are_written_as_long_as_none_covers_another():
    """In a crowd only some are; the start of the walk is always named."""
    crowd = [Mark(x=10 * n, y=0, size=3, style=0, name=f"Société {n}") for n in range(100)]
    crowd[70] = Mark(x=700, y=0, size=3, style=0, name="Départ", bold=True)
    texts = [t for t in drawn(crowd).iter(f"{SVG}text") if (t.text or "").startswith(("So", "Dé"))]
    assert texts[0].text == "Départ"
    assert 1 < len(texts) < 30
    for one, other in combinations(texts, 2):
        assert (
            one.get("y") != other.get("y") or abs(float(one.get("x")) - float(other.get("x"))) >= 40
        )


def test_links_join_the_middles_of_their_nodes():
    """A line starts and ends where the nodes are."""
    picture = drawn(grid(2), [(0, 1)])
    line = picture.find(f"{SVG}path").get("d")
    spots = [
        use.get("transform").split(")")[0].removeprefix("translate(")
        for use in picture.iter(f"{SVG}use")
    ]
    assert line == f"M{spots[0]}L{spots[1]}"


def test_an_empty_network_is_an_empty_picture():
    """Nothing in sight is no error."""
    assert drawn([]).find(f"{SVG}path").get("d") == ""


def test_there_is_a_shape_and_a_colour_for_each_group():
    """Seven groups, seven shapes, seven colours."""
    assert len(GROUPS) == len({s for s, _ in STYLES}) == len({c for _, c in STYLES})


@pytest.mark.parametrize("shape", [shape for shape, _ in STYLES if shape != "dot"])
def test_shapes_are_about_as_large_as_the_circle(shape):
    """No kind looks more important by its shape."""
    corners = outline(shape)
    turned = [*corners[1:], corners[0]]
    area = abs(sum(a * d - b * c for (a, b), (c, d) in zip(corners, turned, strict=True))) / 2
    assert 2.3 < area < 3.6


def test_what_xml_cannot_hold_is_left_out():
    """Control characters make a file that no program opens."""
    assert sayable("a\x00b\x1fc\td") == "a b c\td"
