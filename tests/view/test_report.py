from __future__ import annotations

import re
from dataclasses import replace
from html.parser import HTMLParser

import pytest

from biograph.model import Flag, Presence, Reason, Text
from biograph.view.content import Axis, ReportContent, StageCell
from biograph.view.report import CARDS, LISTED, report

HOSTILE = "<script>alert(1)</script><img src=x onerror=alert(1)>"
LANGS = ("fr", "en")


class Outline(HTMLParser):
    """The tags, ids, links and text of a page."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str]]] = []
        self.text = ""
        self._style = False
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Keep a tag with its attributes."""
        self.tags.append((tag, {name: value or "" for name, value in attrs}))
        self._style = tag == "style"

    def handle_data(self, data: str) -> None:
        """Keep the text outside of styles."""
        self.text += "" if self._style else data

    def handle_endtag(self, tag: str) -> None:
        """A style ends."""
        self._style = self._style and tag != "style"

    def values(self, name: str) -> list[str]:
        """All values of an attribute."""
        return [attrs[name] for _, attrs in self.tags if name in attrs]


def outline(content: ReportContent, lang: str = "fr") -> Outline:
    """The outline of a report."""
    return Outline(report(content, lang="en" if lang == "en" else "fr"))


@pytest.fixture(scope="module")
def empty(content: ReportContent) -> ReportContent:
    """A report of a run that found nothing at all."""
    return replace(
        content,
        cells=(),
        bottlenecks=(),
        gaps=(),
        proofs={},
        inputs=(),
        spreads=(),
        conflicts=(),
        sources=(),
        run=replace(content.run, actors={}, flags=(), steps=(), facts=0, facts_with_evidence=0),
    )


@pytest.mark.parametrize("lang", LANGS)
def test_the_same_content_gives_the_same_page(content: ReportContent, lang: str) -> None:
    """A page depends on nothing but its content."""
    again = replace(content, proofs=dict(content.proofs), labels=dict(content.labels))
    assert report(content, lang="fr" if lang == "fr" else "en") == report(
        again, lang="fr" if lang == "fr" else "en"
    )


@pytest.mark.parametrize("lang", LANGS)
def test_a_page_says_its_language_and_links_to_the_other(content: ReportContent, lang: str) -> None:
    """The html element carries the language, the mast the link to the other file."""
    found = outline(content, lang)
    assert found.tags[0] == ("html", {"lang": lang})
    other = "report.html" if lang == "fr" else "rapport.html"
    assert other in found.values("href")


@pytest.mark.parametrize("lang", LANGS)
def test_a_page_loads_nothing(content: ReportContent, lang: str) -> None:
    """No tag or style names a resource: links to follow are the only addresses."""
    page = report(content, lang="fr" if lang == "fr" else "en")
    found = Outline(page)
    assert found.values("src") == []
    assert {tag for tag, attrs in found.tags if "href" in attrs} == {"a", "link"}
    assert [a["href"] for tag, a in found.tags if tag == "link"] == ["data:,"]
    assert not {tag for tag, _ in found.tags} & {"script", "iframe", "object", "embed", "base"}
    assert "@import" not in page
    assert set(re.findall(r"url\(([^)]*)\)", page)) <= {"#hatch", "#dots"}


@pytest.mark.parametrize("lang", LANGS)
def test_every_link_inside_the_page_has_its_target(content: ReportContent, lang: str) -> None:
    """A click on a cell, a heading or a finding always leads somewhere."""
    found = outline(content, lang)
    inside = {href[1:] for href in found.values("href") if href.startswith("#")}
    assert inside <= set(found.values("id"))
    assert len(inside) > 100


def test_ids_are_unique(content: ReportContent) -> None:
    """No id is given twice."""
    ids = outline(content).values("id")
    assert len(ids) == len(set(ids))


def test_all_figures_are_told(content: ReportContent) -> None:
    """Documents, actors, facts and the share with evidence stand on the page."""
    text = outline(content, "en").text
    for figure in ("1,234", "5,214", "18,450", "100%", "22 November 2026", content.run.digest):
        assert figure in text


def test_a_missing_proof_shows_in_the_share(content: ReportContent) -> None:
    """One fact without evidence and the share is no longer 100 %."""
    short = replace(content, run=replace(content.run, facts_with_evidence=18449))
    assert "99.9%" in outline(short, "en").text


@pytest.mark.parametrize("lang", LANGS)
def test_a_run_that_found_nothing_still_gives_a_page(empty: ReportContent, lang: str) -> None:
    """Each empty section says that it is empty."""
    text = outline(empty, lang).text
    assert ("Rien à montrer ici." if lang == "fr" else "Nothing to show here.") in text


def test_no_established_gap_is_not_no_gap(empty: ReportContent) -> None:
    """Where nothing is established the page says that this proves nothing."""
    assert "That does not say there is none" in outline(empty, "en").text


def test_unknown_findings_stand_under_what_we_do_not_know(content: ReportContent) -> None:
    """A finding whose presence is unknown is never shown among the gaps."""
    page = report(content, lang="en")
    gaps, unknowns = page.index('<section id="gaps"'), page.index('<section id="unknowns"')
    end_of_gaps = page.index("</section>", gaps)
    for finding in content.gaps[: CARDS + 1]:
        at = page.index(f'id="{finding.id}"')
        if finding.presence is Presence.UNKNOWN:
            assert at > unknowns
        else:
            assert gaps < at < end_of_gaps


def test_the_weightiest_findings_come_first(content: ReportContent) -> None:
    """Cards follow the rank, whatever the order they came in."""
    turned = replace(content, bottlenecks=content.bottlenecks[::-1])
    page = report(turned, lang="en")
    places = [page.index(f'id="{f.id}"') for f in content.bottlenecks]
    assert places == sorted(places)


def test_findings_beyond_the_page_are_counted(content: ReportContent) -> None:
    """Nothing is cut silently: the number left out stands there with the command."""
    many = tuple(
        replace(content.bottlenecks[0], id=f"many-{n}", rank=1 / (n + 1))
        for n in range(CARDS + LISTED + 23)
    )
    found = outline(replace(content, bottlenecks=many), "en")
    assert sum(1 for value in found.values("id") if value.startswith("many-")) == CARDS + LISTED
    assert re.search(r"\+ 23 more, with\s+biograph bottlenecks --json", found.text)


def test_quotes_are_shown_with_source_date_and_link(content: ReportContent) -> None:
    """A finding shows the sentence that states it, where and when, and the address."""
    found = outline(content, "fr")
    assert "Viralys est aujourd'hui le seul à fournir" in found.text
    assert "8 novembre 2024" in found.text
    assert "confiance 83\u202f%" in found.text
    assert "https://exemple.test/annonce" in found.values("href")


def test_only_web_addresses_are_linked(content: ReportContent) -> None:
    """Any other address is shown as text."""
    found = outline(content, "fr")
    schemes = {href.split(":")[0] for href in found.values("href") if ":" in href}
    assert schemes == {"https", "data"}
    assert "javascript:alert(1)" in found.text
    assert "ftp://exemple.test/bdpm" in found.text


def test_each_finding_on_the_page_has_its_command(content: ReportContent) -> None:
    """The command that gives the number again is listed with the findings."""
    text = outline(content, "en").text
    assert "biograph bottlenecks --json" in text
    assert "biograph gaps --json" in text


def test_flags_are_counted_by_reason(content: ReportContent) -> None:
    """Twelve flags of one reason are one line with its number and first examples."""
    text = outline(content, "fr").text
    assert "identifiant fautif" in text
    assert "ilab#3" in text
    assert "ilab#4" not in text


@pytest.mark.parametrize("reason", list(Reason))
@pytest.mark.parametrize("lang", LANGS)
def test_every_reason_has_words(empty: ReportContent, reason: Reason, lang: str) -> None:
    """No flag breaks the page for want of a word."""
    flag = Flag(reason=reason, where="x#1", message="message")
    text = outline(replace(empty, run=replace(empty.run, flags=(flag,))), lang).text
    assert "x#1" in text


def test_unknown_is_never_written_as_zero(content: ReportContent) -> None:
    """A cell or input of which nothing is known shows a question mark."""
    page = report(content, lang="en")
    unknown = next(c for c in content.cells if c.presence is Presence.UNKNOWN)
    row = page[page.index(f'id="cell-{unknown.family.replace("_", "-")}-{unknown.stage}"') :]
    assert re.search(r'data-label="Number">\?<', row[: row.index("</tr>")])
    assert page.count("? no maker known to biograph") == sum(
        1 for item in content.inputs if not item.world
    )


def test_all_inputs_are_in_a_table(content: ReportContent) -> None:
    """Those that find no room in the picture stand in the folded table."""
    text = outline(content, "en").text
    for item in content.inputs:
        assert item.label.en in text


def test_hostile_text_stays_text_everywhere(content: ReportContent) -> None:
    """Markup in any name, quote, title or message is shown, not obeyed."""
    bad = Text(fr=HOSTILE, en=HOSTILE)
    first = content.bottlenecks[0]
    hostile = replace(
        content,
        title=bad,
        labels={"CDMO": bad},
        stages=(Axis(key="s", label=bad),),
        families=(Axis(key="f", label=bad),),
        cells=(StageCell(family="f", stage="s", presence=Presence.PRESENT, actors=(HOSTILE,)),),
        bottlenecks=(replace(first, sentence=bad, unit=bad, caveats=(bad,), command=HOSTILE),),
        inputs=(replace(content.inputs[1], label=bad),),
        spreads=(replace(content.spreads[0], label=bad, by=bad),),
        sources=(replace(content.sources[0], title=HOSTILE, url=HOSTILE, licence=HOSTILE),),
        run=replace(
            content.run,
            digest=HOSTILE,
            actors={HOSTILE: 1},
            flags=(Flag(reason=Reason.EMPTY, where=HOSTILE, message=HOSTILE, mend=HOSTILE),),
        ),
    )
    found = outline(hostile)
    assert not {tag for tag, _ in found.tags} & {"script", "img"}
    assert found.text.count("alert(1)") > 15
    assert not [name for _, attrs in found.tags for name in attrs if name.startswith("on")]


def test_a_policy_forbids_scripts_and_loading(content: ReportContent) -> None:
    """Even a mistake in escaping could not run or load anything."""
    policies = [a["content"] for t, a in outline(content).tags if "http-equiv" in a]
    assert len(policies) == 1
    assert "default-src 'none'" in policies[0]
    assert "script-src" not in policies[0]
