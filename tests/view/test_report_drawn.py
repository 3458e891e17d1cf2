"""The report as Chromium draws it, from a file and without any network."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from biograph.model import Presence, Text
from biograph.view.report import report

if TYPE_CHECKING:
    from biograph.view.content import ReportContent

pytestmark = pytest.mark.browser

LANGS = ("fr", "en")
HOSTILE = "<script>alert(1)</script><img src=x onerror=\"document.title='run'\">"

# Texts of the visible picture: what is written and where its box lies.
TEXTS = """() => [...document.querySelectorAll('.chain svg')]
  .filter(svg => svg.getBoundingClientRect().width)
  .flatMap(svg => [...svg.querySelectorAll('text')].map(text => {
    const box = text.getBoundingClientRect(), frame = svg.getBoundingClientRect();
    return {said: text.textContent, left: box.left - frame.left, top: box.top - frame.top,
      right: box.right - frame.left, bottom: box.bottom - frame.top,
      width: frame.width, height: frame.height};
  }))"""

# Cells of the visible picture with their state, box and what is really painted.
CELLS = """() => [...document.querySelectorAll('.chain svg a')]
  .filter(cell => cell.getBoundingClientRect().width)
  .map(cell => {
    const box = cell.querySelector('.cell').getBoundingClientRect();
    const style = getComputedStyle(cell.querySelector('.cell'));
    const sign = cell.querySelector('.dot') ? 'dot' : cell.querySelector('.cross') ? 'cross'
      : cell.querySelector('text').textContent;
    return {state: cell.dataset.presence, width: box.width, height: box.height,
      look: style.fill + style.stroke + style.strokeDasharray + sign,
      target: cell.getAttribute('href').slice(1)};
  })"""

# Elements whose text is cut off or that stick out of the page.
CLIPPED = """() => [...document.querySelectorAll('main *, header *, nav *')].filter(e => {
    const style = getComputedStyle(e), box = e.getBoundingClientRect();
    if (!box.width || style.display === 'inline' || e.closest('thead, svg')) return false;
    const cut = style.overflowX === 'hidden' && e.scrollWidth > e.clientWidth + 1;
    return cut || box.right > document.documentElement.clientWidth + 1 || box.left < -1;
  }).map(e => e.tagName + '.' + e.className + ' ' + e.textContent.slice(0, 40))"""

# The contrast of each piece of text with the first opaque background behind it.
CONTRAST = """() => {
  const channel = v => { v /= 255; return v <= .03928 ? v / 12.92 : ((v + .055) / 1.055) ** 2.4; };
  const parse = c => (c.match(/[\\d.]+/g) || []).map(Number);
  const light = c => .2126 * channel(c[0]) + .7152 * channel(c[1]) + .0722 * channel(c[2]);
  const behind = e => {
    for (; e; e = e.parentElement) {
      const c = parse(getComputedStyle(e).backgroundColor);
      if (c.length === 3 || c[3] === 1) return c;
    }
    return [255, 255, 255];
  };
  const found = [];
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walk.nextNode()) {
    const e = walk.currentNode.parentElement;
    if (!walk.currentNode.data.trim() || e.closest('svg, style') || !e.offsetParent) continue;
    const one = light(parse(getComputedStyle(e).color)), other = light(behind(e));
    const ratio = (Math.max(one, other) + .05) / (Math.min(one, other) + .05);
    if (ratio < 4.5) found.push([ratio, walk.currentNode.data.trim().slice(0, 40)]);
  }
  return found;
}"""


def overlapping(boxes):
    """Pairs of texts whose boxes share more than a hair."""
    return [
        (one["said"], other["said"])
        for number, one in enumerate(boxes)
        for other in boxes[number + 1 :]
        if min(one["right"], other["right"]) - max(one["left"], other["left"]) > 1
        and min(one["bottom"], other["bottom"]) - max(one["top"], other["top"]) > 4
    ]


@pytest.mark.parametrize("width", [1280, 360])
@pytest.mark.parametrize("lang", LANGS)
def test_every_cell_is_drawn_in_its_state(content: ReportContent, opened, lang, width) -> None:
    """The picture shows as many cells of each state as the content has, and each leads on."""
    shown = opened(report(content, lang=lang), width=width)
    cells = shown.page.evaluate(CELLS)
    assert Counter(cell["state"] for cell in cells) == Counter(
        cell.presence.value for cell in content.cells
    )
    assert all(cell["width"] > 20 and cell["height"] > 20 for cell in cells)
    for cell in cells[::40]:
        assert shown.page.locator(f"[id='{cell['target']}']").count() == 1


def test_the_four_states_look_different_without_colour(content: ReportContent, opened) -> None:
    """Fill, border and sign together name the state; signs alone tell presence from absence."""
    cells = opened(report(content, lang="fr")).page.evaluate(CELLS)
    looks = {state: {c["look"] for c in cells if c["state"] == state} for state in Presence}
    assert all(len(same) == 1 for same in looks.values())
    assert len(set.union(*looks.values())) == 4
    signs = {state: next(iter(same))[-4:] for state, same in looks.items()}
    assert signs[Presence.PRESENT] != signs[Presence.UNKNOWN] != signs[Presence.ABSENT_ASSERTED]


@pytest.mark.parametrize("width", [1280, 360])
@pytest.mark.parametrize("lang", LANGS)
def test_words_of_the_picture_are_whole_and_apart(
    content: ReportContent, opened, lang, width
) -> None:
    """No word of the value chain is cut by its frame or covered by another."""
    texts = opened(report(content, lang=lang), width=width).page.evaluate(TEXTS)
    assert len(texts) > 150
    for text in texts:
        assert text["left"] >= -0.5, text
        assert text["top"] >= -1, text
        assert text["right"] <= text["width"] + 0.5, text
        assert text["bottom"] <= text["height"] + 1, text
    assert overlapping(texts) == []


@pytest.mark.parametrize("width", [360, 768, 1280])
@pytest.mark.parametrize("lang", LANGS)
def test_nothing_sticks_out_of_the_page(content: ReportContent, opened, lang, width) -> None:
    """The page is never wider than the screen, folded parts included, and cuts no text."""
    page = opened(report(content, lang=lang), width=width).page
    page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert page.evaluate(CLIPPED) == []


@pytest.mark.parametrize("lang", LANGS)
def test_the_browser_has_nothing_to_complain_of(content: ReportContent, opened, lang) -> None:
    """No error in the console and no request but for the file itself."""
    shown = opened(report(content, lang=lang))
    shown.page.wait_for_load_state("networkidle")
    assert shown.complaints == []
    assert shown.outside == []
    assert len(shown.requests) == 1
    assert shown.page.evaluate("document.documentElement.lang") == lang


@pytest.mark.parametrize("lang", LANGS)
def test_all_text_stands_out_from_its_ground(content: ReportContent, opened, lang) -> None:
    """Every text has the contrast of 4.5 to 1 that WCAG AA asks for."""
    page = opened(report(content, lang=lang)).page
    page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
    assert page.evaluate(CONTRAST) == []


def test_hostile_names_do_not_run(content: ReportContent, opened) -> None:
    """Markup in names is seen as text: no dialog, no new title, no image."""
    bad = Text(fr=HOSTILE, en=HOSTILE)
    hostile = replace(
        content,
        families=(replace(content.families[0], label=bad), *content.families[1:]),
        aims=(replace(content.aims[0], label=bad), *content.aims[1:]),
        analyses={"B1": bad},
        verdicts=(replace(content.verdicts[0], claim=bad, found=bad, source=HOSTILE),),
        rivals=(replace(content.rivals[0], label=bad),),
        bottlenecks=(replace(content.bottlenecks[0], sentence=bad),),
        labels={"CDMO": bad},
    )
    shown = opened(report(hostile, lang="fr"))
    assert shown.complaints == []
    assert shown.page.title() == content.title.fr
    assert shown.page.locator("img").count() == 0
    assert "<script>alert(1)</script>" in shown.page.locator("#bottlenecks h3").first.inner_text()


def test_a_cell_opens_the_names_of_its_actors(content: ReportContent, opened) -> None:
    """A click on a cell unfolds the table and shows who is known there."""
    page = opened(report(content, lang="fr")).page
    row = page.locator("tr[id^='cell-']").first
    assert not row.is_visible()
    page.locator(".chain svg.wide a.present").first.click()
    page.locator("tr:target").wait_for()
    assert page.locator("tr:target").is_visible()
    assert "Viralys" in page.locator("tr:target").inner_text()


def test_bars_are_as_long_as_their_numbers(content: ReportContent, opened) -> None:
    """The bar of an input grows with its known makers; without any there is no bar."""
    page = opened(report(content, lang="en")).page
    bars = page.evaluate(
        """() => [...document.querySelectorAll('#inputs > table tr[data-makers]')].map(row =>
          [+row.dataset.makers, [...row.querySelectorAll('.bar rect')]
            .reduce((sum, part) => sum + part.getBoundingClientRect().width, 0)])"""
    )
    assert len(bars) == 18
    longest = max(bars)
    for makers, length in bars:
        assert length == pytest.approx(longest[1] * makers / longest[0], abs=6)


def test_the_bar_of_an_indicator_ends_where_its_share_of_the_target_does(
    content: ReportContent, opened
) -> None:
    """Three products of twenty reach a seventh of the way to the mark of the target."""
    page = opened(report(content, lang="en")).page
    bar, goal = page.evaluate(
        """() => ['.aimed .fr', '.aimed .goal'].map(part => {
          const box = document.querySelector(part).getBoundingClientRect();
          const frame = document.querySelector('.aimed svg').getBoundingClientRect();
          return part.endsWith('fr') ? box.width : box.left + box.width / 2 - frame.left})"""
    )
    assert bar == pytest.approx(goal * 3 / 20, abs=2)


def test_rival_figures_lie_along_one_scale(content: ReportContent, opened) -> None:
    """The larger of two figures is drawn further right."""
    page = opened(report(content, lang="en")).page
    places = page.evaluate(
        """() => [...document.querySelectorAll('#rivals .span')].map(span =>
          span.getBoundingClientRect().right)"""
    )
    assert len(places) == 2
    assert places[0] > places[1]


def test_no_card_is_cut_by_the_end_of_a_sheet(content: ReportContent, opened) -> None:
    """On paper the face of a card, an aim and a row each stay whole; only proofs run on."""
    page = opened(report(content, lang="fr")).page
    page.emulate_media(media="print")
    for part in (".face", ".aim", "tr", "figure.chain"):
        kept = page.locator(part).first.evaluate("e => getComputedStyle(e).breakInside")
        assert kept == "avoid", part


def test_paper_prints_the_addresses_of_sources(content: ReportContent, opened) -> None:
    """A link on paper shows where it leads; a link inside the page does not."""
    page = opened(report(content, lang="fr")).page
    page.emulate_media(media="print")
    after = "e => getComputedStyle(e, '::after').content"
    assert "https://" in page.locator(".cite a[href^=http]").first.evaluate(after)
    assert page.locator(".short a").first.evaluate(after) == "none"


def test_paper_shows_the_proofs_and_hides_the_way_around(content: ReportContent, opened) -> None:
    """Printed, the contents list goes and the folded proofs open."""
    page = opened(report(content, lang="fr")).page
    page.emulate_media(media="print")
    assert not page.locator("nav.toc").is_visible()
    assert page.locator("#bottlenecks .proof li").first.is_visible()
    assert page.pdf().startswith(b"%PDF")


def test_the_first_screen_is_not_blank(content: ReportContent, opened, colours) -> None:
    """Ink, paper and the accent are all there to see."""
    shot = opened(report(content, lang="fr")).page.screenshot()
    assert len(colours(shot)) > 20
