"""The graph explorer in a browser: touch, expand, filter, share, save; without WebGL, scripts."""

from pathlib import Path

import pytest

from tests.serve.walk import barriers, overflow, until, watched

pytestmark = pytest.mark.browser
EGO = "/fr/graph?focus=Yposkesi&hops=2"
PLACES = "Object.fromEntries(drawing.graph.mapNodes((id, a) => [id, [a.x, a.y]]))"
MIDDLE = """
  const at = (node) => drawing.sigma.getNodeDisplayData(node);
  const spot = (node) => drawing.sigma.framedGraphToViewport(at(node));
  const middle = (id) => {
    const ends = drawing.graph.hasNode(id) ? [id, id] : drawing.graph.extremities(id);
    const [a, b] = ends.map(spot);
    return { x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 };
  };
"""
#: Where a node or the middle of a link is in the window.
SPOT = f"""id => {{{MIDDLE}
  const box = document.getElementById("stage").getBoundingClientRect();
  return [box.x + middle(id).x, box.y + middle(id).y];
}}"""
#: A fact whose middle no node covers.
OPEN_LINK = f"""() => {{{MIDDLE}
  return drawing.graph.findEdge((id) => {{
    const place = middle(id);
    return id.includes("/rel/") && drawing.sigma.getEdgeAtPoint(place.x, place.y) === id
      && !drawing.sigma.getNodeAtPosition(place);
  }});
}}"""


def opened(page, address):
    """The page with its graph drawn."""
    page.goto(address)
    return settled(page)


def settled(page):
    """The page when all that it asked for is drawn."""
    page.wait_for_selector("#stage[data-drawn]")
    page.wait_for_load_state("networkidle")
    return page


@pytest.fixture
def desk(browser, served):
    """A page with two hops around one maker, and what goes wrong on it, which is nothing."""
    with watched(browser) as (page, wrong):
        yield opened(page, served + EGO)
        assert wrong == []


def partly_drawn(client):
    """A node one hop from the start with neighbours that one hop does not reach."""
    near, far = (client.get(f"/fr/graph.json?focus=Yposkesi&hops={n}").json() for n in (1, 2))
    ends = {*far["links"]["source"], *far["links"]["target"]}
    for at in sorted(ends):
        joined = zip(far["links"]["source"], far["links"]["target"], strict=True)
        others = {far["nodes"]["id"][e] for link in joined if at in link for e in link}
        if far["nodes"]["id"][at] in near["nodes"]["id"] and not others <= {*near["nodes"]["id"]}:
            return far["start"] + far["nodes"]["id"][at]
    raise AssertionError("two hops reach no more than one")


def test_a_node_opens_its_card_and_is_expanded_in_place(desk, served, client):
    """Counts first, then more nodes; what was there stays; undoing takes them away again."""
    opened(desk, f"{served}/fr/graph?focus=Yposkesi")
    before = desk.evaluate(PLACES)
    desk.mouse.click(*desk.evaluate(SPOT, partly_drawn(client)))
    desk.wait_for_selector("#side h3")
    assert "node=" in desk.url
    desk.locator("#side a[data-grow]").last.click()
    until(desk, f"drawing.graph.order > {len(before)}")
    after = desk.evaluate(PLACES)
    assert {key: after[key] for key in before} == before
    desk.locator("#undo").click()
    desk.wait_for_selector("#undo", state="detached")
    until(desk, f"drawing.graph.order === {len(before)}")


def test_a_link_opens_its_evidence_and_the_address_can_be_shared(desk):
    """Somebody else sees the same link, its sentence, and the same part of the picture."""
    edge = desk.evaluate(OPEN_LINK)
    desk.mouse.click(*desk.evaluate(SPOT, edge))
    sentence = desk.locator("#side blockquote").first.inner_text()
    desk.locator("#zoom button").first.click()
    until(desk, "new URL(location).searchParams.get('view')?.split(',')[2] < 0.9")
    other = opened(desk.context.new_page(), desk.url)
    assert other.locator("#side blockquote").first.inner_text() == sentence
    assert other.evaluate("drawing.view.split(',')[2]") == desk.evaluate(
        "drawing.view.split(',')[2]"
    )
    assert other.evaluate("drawing.chosen") == desk.evaluate("drawing.chosen")


def test_the_legend_is_a_filter_and_hides_without_moving(desk):
    """And going back in the browser shows what was hidden."""
    before = desk.evaluate(PLACES)
    desk.locator("#legend input[value=company]").uncheck()
    until(desk, f"drawing.graph.order < {len(before)}")
    after = desk.evaluate(PLACES)
    assert all(before[key] == place for key, place in after.items())
    assert "show=" in desk.url
    assert not desk.locator("#legend input[value=company]").is_checked()
    desk.go_back()
    until(desk, f"drawing.graph.order === {len(before)}")
    assert desk.locator("#legend input[value=company]").is_checked()


def test_names_are_found_in_the_drawing(desk):
    """What does not match turns pale."""
    desk.locator("[name=find]").fill("ypos")
    desk.keyboard.press("Enter")
    until(desk, "drawing.found && drawing.found.size > 0")
    assert desk.evaluate("drawing.found.size < drawing.graph.order")
    assert "find=ypos" in desk.url


def test_the_drawing_is_moved_with_the_keyboard(desk):
    """Arrows, plus, minus and 0; the table leads to the same cards."""
    desk.locator("#stage").focus()
    desk.keyboard.press("ArrowRight")
    assert desk.evaluate("drawing.camera.getState().x") > 0.5
    desk.keyboard.press("+")
    until(desk, "drawing.camera.getState().ratio < 0.8")
    desk.keyboard.press("0")
    until(desk, "drawing.view === '0.500,0.500,1.000'")
    desk.locator("#tables summary").first.focus()
    desk.keyboard.press("Enter")
    desk.locator("#tables tbody th a").first.focus()
    desk.keyboard.press("Enter")
    desk.wait_for_selector("#side h3")
    until(desk, "document.activeElement.id === 'side'")


def test_the_picture_is_saved_as_png(desk):
    """Drawn from the SVG of the same address, twice as fine."""
    with desk.expect_download() as saved:
        desk.locator("#png").click()
    png = Path(saved.value.path()).read_bytes()
    assert png.startswith(b"\x89PNG")
    assert int.from_bytes(png[16:20], "big") == 2800


def test_the_whole_network_is_drawn_and_can_be_moved(browser, served):
    """Thousands of nodes and links, in a browser without a graphics card."""
    with watched(browser) as (page, wrong):
        opened(page, f"{served}/en/graph?all=1")
        assert page.evaluate("drawing.graph.order") > 2000
        x = page.evaluate("drawing.camera.getState().x")
        box = page.locator("#stage").bounding_box()
        page.mouse.move(box["x"] + 300, box["y"] + 300)
        page.mouse.down()
        page.mouse.move(box["x"] + 200, box["y"] + 300, steps=4)
        page.mouse.up()
        until(page, f"drawing.camera.getState().x > {x}")
        assert wrong == []


def test_without_webgl_there_is_a_still_picture(browser, served):
    """And the reader is told."""
    with watched(browser) as (page, wrong):
        page.add_init_script(
            "const get = HTMLCanvasElement.prototype.getContext;"
            "HTMLCanvasElement.prototype.getContext = function (kind, ...more) {"
            "  return kind.includes('webgl') ? null : get.call(this, kind, ...more); };"
        )
        page.goto(served + EGO)
        picture = page.locator("#stage img")
        picture.wait_for()
        until(page, "document.querySelector('#stage img').naturalWidth > 0")
        assert "WebGL" in page.locator("#tools p").inner_text()
        assert wrong == []


def test_without_scripts_the_page_says_the_same(browser, served):
    """Picture, links to expand, tables; the form has its button."""
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{served}/fr/graph?focus=Yposkesi")
    assert page.locator("#stage img").is_visible()
    page.locator("#tables tbody a").first.click()
    assert page.locator("#side h2").is_visible()
    page.locator("#legend input[value=place]").uncheck()
    page.locator("#filters > button").click()
    assert "show=company" in page.url
    context.close()


@pytest.mark.parametrize("width", [1280, 360])
def test_a_chosen_node_and_open_tables_are_open_to_all(browser, served, width):
    """Contrast, labels and order as WCAG AA asks, and nothing is cut at the side."""
    with watched(browser, width=width, lang="en") as (page, wrong):
        opened(page, f"{served}/en/graph?focus=Yposkesi")
        for part in page.locator("main summary").all():
            if not part.evaluate("part => part.parentElement.open"):
                part.click()
        page.locator("#tables tbody th a").first.click()
        page.wait_for_selector("#side h3")
        assert barriers(page) == []
        assert overflow(page) <= 0
        assert wrong == []
