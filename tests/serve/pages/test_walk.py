"""A reader looks up an actor with the keyboard and gets to the words behind a fact."""

import pytest


@pytest.fixture
def reader(browser, served):
    """A page in the browser; what it complains of, and what it asks of others, is an error."""
    tab = browser.new_page(viewport={"width": 1280, "height": 900})
    complaints = []
    tab.on("console", lambda said: complaints.append(said.text))
    tab.on("pageerror", lambda error: complaints.append(str(error)))
    tab.on("request", lambda asked: asked.url.startswith(served) or complaints.append(asked.url))
    yield tab
    tab.close()
    assert complaints == []


def test_an_actor_is_found_with_the_keyboard_and_its_proof_opened(reader, served):
    """Without a mouse, from the first page to the sentence."""
    reader.goto(f"{served}/fr/")
    reader.get_by_role("combobox").focus()
    reader.keyboard.type("ypos")
    reader.get_by_role("option", name="Yposkesi").first.wait_for()
    reader.keyboard.press("ArrowDown")
    reader.keyboard.press("Enter")
    reader.get_by_role("heading", level=1, name="Yposkesi").wait_for()
    proof = reader.get_by_role("link", name="preuve", exact=True).first
    proof.focus()
    reader.keyboard.press("Enter")
    reader.wait_for_url("**/fr/fact/*")
    assert reader.locator("#evidence blockquote").first.inner_text()
    assert "Yposkesi" in reader.get_by_role("heading", level=1).inner_text()


def test_a_facet_is_applied_at_once_and_stays_in_the_address(reader, served):
    """The address can be passed on, and a narrow screen shows what was found."""
    reader.goto(f"{served}/en/browse")
    reader.get_by_role("checkbox", name="organisation", exact=False).first.check()
    reader.wait_for_url("**/en/browse?*kind=*")
    assert "q=" not in reader.url
    reader.set_viewport_size({"width": 360, "height": 800})
    reader.reload()
    assert not reader.locator("#filters").evaluate("filters => filters.open")
    assert reader.evaluate("document.documentElement.scrollWidth") == 360
