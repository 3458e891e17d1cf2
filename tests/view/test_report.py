from __future__ import annotations

import re
from dataclasses import replace
from html import unescape
from html.parser import HTMLParser
from itertools import pairwise

import pytest

from biograph.model import Changes, Finding, Flag, Presence, Reason, Text
from biograph.view.content import Aim, Axis, Indicator, ReportContent, StageCell
from biograph.view.report import report
from biograph.view.shelf import CARDS, LISTED
from tests.view.conftest import Proof

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
        aims=(),
        verdicts=(),
        rivals=(),
        run=replace(
            content.run,
            actors={},
            flags=(),
            steps=(),
            facts=0,
            facts_with_evidence=0,
            changes=Changes(),
        ),
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
    assert set(re.findall(r"url\(([^)]*)\)", page)) <= {"#hatch", "#hatch-soft", "#dots"}


@pytest.mark.parametrize("lang", LANGS)
def test_every_link_inside_the_page_has_its_target(content: ReportContent, lang: str) -> None:
    """A click on a cell, a heading or a finding always leads somewhere."""
    found = outline(content, lang)
    inside = {href[1:] for href in found.values("href") if href.startswith("#")}
    assert inside <= set(found.values("id"))
    assert len(inside) > 100


def test_the_report_leads_to_the_page_of_updates_where_there_is_one(content: ReportContent) -> None:
    """A workspace that takes nothing in has no such page and no link."""
    logged = replace(content, updates=Text(fr="mises-a-jour.fr.html", en="updates.en.html"))
    assert "mises-a-jour.fr.html" in outline(logged).values("href")
    assert "updates.en.html" in outline(logged, "en").values("href")
    assert "mises-a-jour.fr.html" not in outline(content).values("href")


def test_ids_are_unique(content: ReportContent) -> None:
    """No id is given twice."""
    ids = outline(content).values("id")
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize("reason", Reason)
def test_every_reason_of_a_flag_has_its_words(content: ReportContent, reason: Reason) -> None:
    """No flag keeps the report from being written."""
    flags = (Flag(reason=reason, where="hal#1", message="set aside"),)
    flagged = replace(content, run=replace(content.run, flags=flags))
    assert "hal#1" in outline(flagged).text


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


def section(page: str, name: str) -> str:
    """The part of a page from a section to its end."""
    start = page.index(f'<section id="{name}"')
    return page[start : page.index("</section>", start)]


def said(part: str) -> str:
    """The words of a part of a page."""
    return " ".join(unescape(re.sub("<[^>]+>", " ", part)).split())


def test_both_languages_have_the_same_sections(content: ReportContent) -> None:
    """Nothing is told in one language alone: same sections, headings, rows and links."""
    pages = [outline(content, lang) for lang in LANGS]
    for tag in ("section", "h2", "h3", "table", "tr", "li", "article", "svg"):
        french, english = (sum(1 for name, _ in page.tags if name == tag) for page in pages)
        assert french == english, tag
    assert pages[0].values("id") == pages[1].values("id")


def test_headings_go_down_one_step_at_a_time(content: ReportContent) -> None:
    """One h1, then sections, then what is in them."""
    levels = [int(tag[1]) for tag, _ in outline(content).tags if re.fullmatch("h[1-6]", tag)]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


# --- the aims of the strategy --------------------------------------------------------------------


def test_each_aim_shows_its_indicators_and_the_target_with_its_year(content) -> None:
    """Known numbers in order of the aims; the one with a target says it."""
    text = said(section(report(content, lang="en"), "board"))
    assert text.index("Excellent research") < text.index("Production in France")
    assert "Made in France 3 target 20 by 2030" in text
    assert text.count("target 20") == 1


def test_an_unknown_number_is_never_zero_on_the_board(content: ReportContent) -> None:
    """What the graph does not know is called unknown, with or without a target; no bar is drawn."""
    label = Text(fr="Centres", en="Centres")
    lost = Indicator(label=label, value=None, target=40, year=2030)
    aims = (Aim(label=label, indicators=(lost, replace(lost, target=None, year=None))),)
    board = section(report(replace(content, aims=aims), lang="en"), "board")
    assert said(board).count("Centres unknown") == 2
    assert not re.search(r">\s*0\s*<", board)
    assert 'class="fr"' not in board
    assert 'aria-label="unknown, target 40"' in board


def test_a_number_beyond_its_target_stays_within_the_picture(content: ReportContent) -> None:
    """The longer of the two sets the scale."""
    label = Text(fr="Produits", en="Products")
    aims = (Aim(label=label, indicators=(Indicator(label=label, value=25, target=20),)),)
    board = section(report(replace(content, aims=aims), lang="en"), "board")
    lengths = [float(x) for x in re.findall(r'(?:width|x1)="([\d.]+)%"', board)]
    assert max(lengths) == 100.0
    assert "97.0" in board
    assert "77.6" in board


def test_the_indicators_can_be_obtained_again(content: ReportContent) -> None:
    """Each number of the board has its command at the end of the page."""
    text = said(section(report(content, lang="en"), "reproduce"))
    for aim in content.aims:
        for indicator in aim.indicators:
            assert indicator.command in text


# --- what changed --------------------------------------------------------------------------------


def test_changes_are_listed(content: ReportContent) -> None:
    """New, changed with before and after, gone: counted and told."""
    text = said(section(report(content, lang="en"), "changes"))
    changes = content.run.changes
    assert "Compared with the data of 1 May 2026" in text
    assert "New findings 2 Changed findings 2 Findings that are gone 1" in text
    for finding in (*changes.new, *changes.gone, *(now for _, now in changes.changed)):
        assert finding.sentence.en in text
    assert "4 therapy families 10 therapy families" in text


def test_a_change_of_presence_is_told_in_words(content: ReportContent) -> None:
    """A gap that is only unknown now says so; where presence stayed it is not repeated."""
    text = said(section(report(content, lang="en"), "changes"))
    assert re.search(r"bits, absent: a source says so \S+ bits, unknown: no data", text)
    assert text.count("unknown: no data") == 1


def test_a_new_finding_leads_to_its_card(content: ReportContent) -> None:
    """What is shown below can be reached; what is gone is no link."""
    part = section(report(content, lang="en"), "changes")
    assert f'href="#{content.run.changes.new[0].id}"' in part
    assert 'href="#gone-1"' not in part


def test_many_changes_are_folded_and_none_is_left_out(content: ReportContent) -> None:
    """The first stand in sight, the others behind a click."""
    one = content.bottlenecks[0]
    many = tuple(
        replace(one, id=f"new-{n}", sentence=Text(fr=f"Nouveau {n}.", en=f"New {n}."))
        for n in range(30)
    )
    run = replace(content.run, changes=Changes(since="2026-05-01", new=many))
    part = section(report(replace(content, run=run), lang="en"), "changes")
    assert all(f"New {n}." in part for n in range(30))
    assert "New 9." not in part[: part.index("<details>")]


def test_a_first_report_says_that_there_is_nothing_to_compare(empty: ReportContent) -> None:
    """No earlier report is not the same as no change."""
    text = said(section(report(empty, lang="en"), "changes"))
    assert "there is no earlier one yet to compare it with" in text
    run = replace(empty.run, changes=Changes(since="2026-05-01"))
    text = said(section(report(replace(empty, run=run), lang="en"), "changes"))
    assert "1 May 2026. No finding is new, gone or changed." in text


# --- how sure findings are -----------------------------------------------------------------------


def card(page: str, finding: Finding) -> str:
    """The card of a finding as words."""
    start = page.index(f'<article class="card" id="{finding.id}"')
    return said(page[start : page.index("</article>", start)])


def test_a_robust_finding_says_so(content: ReportContent) -> None:
    """With the shares of draws in which it holds, and not that it depends on anything."""
    text = card(report(content, lang="en"), content.bottlenecks[0])
    assert "● robust naive draws 97% completed draws 94%" in text
    assert "depends on missing data" not in text


def test_a_doubtful_finding_says_what_it_depends_on(content: ReportContent) -> None:
    """It is called dependent on missing data, with what would overturn it."""
    doubtful = content.bottlenecks[1]
    text = card(report(content, lang="en"), doubtful)
    assert "◐ depends on missing data naive draws 97% completed draws 31%" in text
    assert f"What would overturn it: {doubtful.overturned_by.en}" in text
    assert "robust" not in text


def test_a_finding_without_draws_is_not_called_robust(content: ReportContent) -> None:
    """Where nothing was drawn nothing is said of it."""
    bare = replace(content.bottlenecks[0], naive=None, completed=None)
    text = card(report(replace(content, bottlenecks=(bare,)), lang="en"), bare)
    assert "draws" not in text
    assert "robust" not in text


def test_the_draws_are_explained_once(content: ReportContent) -> None:
    """The legend stands before the first card."""
    part = section(report(content, lang="en"), "bottlenecks")
    assert part.count("A naive draw keeps each known fact as often as it is sure") == 1
    assert part.index("A naive draw") < part.index("<article")


def test_a_card_names_its_analysis(content: ReportContent) -> None:
    """The id and the title of the analysis stand on the card; without a title the id alone."""
    assert "B1 Single points of failure" in card(report(content, lang="en"), content.bottlenecks[0])
    bare = card(report(replace(content, analyses={}), lang="en"), content.bottlenecks[0])
    assert "B1 Without" in bare


def mixed(content: ReportContent) -> ReportContent:
    """Twenty findings of one analysis, then one each of two others that rank lower."""
    one = content.bottlenecks[0]
    many = tuple(replace(one, id=f"many-{n}", analysis="B1", rank=0.9 - n / 100) for n in range(20))
    others = tuple(
        replace(one, id=f"other-{key}", analysis=key, rank=rank)
        for key, rank in (("B2", 0.2), ("B7", 0.1))
    )
    return replace(content, bottlenecks=(*many, *others))


def test_the_first_cards_are_of_different_analyses(content: ReportContent) -> None:
    """No analysis crowds out the others: one of each first, in the order of their ranks."""
    page = report(mixed(content), lang="en")
    cards = re.findall(r'<article class="card" id="([^"]*)"', section(page, "bottlenecks"))
    assert cards[:4] == ["many-0", "other-B2", "other-B7", "many-1"]
    assert len(cards) == CARDS


def test_the_table_lists_all_findings_by_rank(content: ReportContent) -> None:
    """Those with a card stand in it too, at their place, and lead to the card."""
    part = section(report(mixed(content), lang="en"), "bottlenecks")
    rows = re.findall(r"<tr.*?</tr>", part[part.index('<table class="ranked">') :], re.DOTALL)[1:]
    assert [said(row).split()[0] for row in rows] == [str(n) for n in range(1, 23)]
    assert 'href="#many-0"' in rows[0]
    assert 'id="many-6"' in rows[6]
    assert 'href="#other-B7"' in rows[21]


# --- what to look for, what to do ----------------------------------------------------------------


def test_first_questions_stand_before_what_is_unknown(content: ReportContent) -> None:
    """They are a numbered list at the head of the section, by rank, and no cards."""
    part = section(report(content, lang="en"), "unknowns")
    questions = [f for f in content.gaps if f.kind == "first-question"]
    places = [part.index(f'<li id="{f.id}"') for f in questions]
    assert places == sorted(places)
    assert places[-1] < part.index("<article")
    assert "catalogues, trade fairs" in part
    assert 'class="card" id="first-question' not in part


def test_what_could_be_done_is_shown_where_there_is_something(content: ReportContent) -> None:
    """Interventions have a section and a line of the contents; without any there is neither."""
    assert "What could be done" not in report(content, lang="en")
    cure = replace(content.bottlenecks[0], id="cure-1", kind="intervention", analysis="I1")
    page = report(replace(content, bottlenecks=(*content.bottlenecks, cure)), lang="en")
    assert 'id="cure-1"' in section(page, "interventions")
    assert 'id="cure-1"' not in section(page, "bottlenecks")
    assert '<a href="#interventions">' in page


# --- what others published -----------------------------------------------------------------------


def test_a_contradiction_shows_both_figures_with_their_dates(content: ReportContent) -> None:
    """Value, scope, date and source of each; a missing date is said; nothing is averaged."""
    text = said(section(report(content, lang="en"), "rivals"))
    assert "Imported, as the State says used in France 95% January 2022 economie.gouv.fr" in text
    assert "Imported, as others say 90% undated Polepharma · javascript:alert(2)" in text
    assert "92.5" not in text


def test_no_rival_figures_is_said(empty: ReportContent) -> None:
    """An empty section says why it is empty."""
    assert "No published figure known to biograph contradicts another" in said(
        section(report(empty, lang="en"), "rivals")
    )


def test_a_published_claim_stands_beside_what_the_graph_finds(content: ReportContent) -> None:
    """Claim, source, date, verdict in words, finding, command."""
    text = said(section(report(content, lang="en"), "claims"))
    assert (
        "Claim 2 Revue 2 · February 2018 ✗ contradicted The graph counts 2. "
        "biograph ask claims/2" in text
    )
    assert "Claim 0 Revue 0 · undated ? undecidable The graph counts 0." in text


def test_verdicts_are_counted_and_grouped(content: ReportContent) -> None:
    """How many of each, then the settled ones before those that cannot be settled."""
    text = said(section(report(content, lang="en"), "claims"))
    assert "1 contradicted 1 supported 2 undecidable" in text
    assert text.index("Claim 2") < text.index("Claim 1") < text.index("Claim 0")


def test_a_stated_figure_is_shown_as_evidence(content: ReportContent) -> None:
    """A figure in a proof stands beside the finding with its source, and is no quotation."""
    finding = content.bottlenecks[0]
    figure = Proof(
        kind="figure",
        label=Text(fr="Délai : 2 à 12 mois", en="Lead time: 2 to 12 months"),
        source="Revue",
        date="2021-03",
        url="https://exemple.test/delai",
    )
    proof = Proof(kind="finding", label=finding.sentence, children=(figure,))
    page = report(replace(content, proofs={finding.id: proof}), lang="en")
    text = card(page, finding)
    assert "Lead time: 2 to 12 months Revue · March 2021 · figure · read the source" in text
    assert "“" not in text


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
        analyses={"B1": bad},
        aims=(Aim(label=bad, indicators=(Indicator(label=bad, value=1, command=HOSTILE),)),),
        verdicts=(
            replace(
                content.verdicts[0],
                claim=bad,
                source=HOSTILE,
                as_of=HOSTILE,
                found=bad,
                command=HOSTILE,
            ),
        ),
        rivals=(
            replace(
                content.rivals[0],
                label=bad,
                figures=(
                    replace(
                        content.rivals[0].figures[0],
                        label=bad,
                        value=bad,
                        scope=bad,
                        source=HOSTILE,
                        date=HOSTILE,
                        url=HOSTILE,
                    ),
                ),
            ),
        ),
        gaps=(replace(content.gaps[-1], sentence=bad, overturned_by=bad),),
        labels={"CDMO": bad},
        stages=(Axis(key="s", label=bad),),
        families=(Axis(key="f", label=bad),),
        cells=(StageCell(family="f", stage="s", presence=Presence.PRESENT, actors=(HOSTILE,)),),
        bottlenecks=(
            replace(
                first,
                sentence=bad,
                unit=bad,
                caveats=(bad,),
                command=HOSTILE,
                overturned_by=bad,
            ),
        ),
        inputs=(replace(content.inputs[1], label=bad),),
        spreads=(replace(content.spreads[0], label=bad, by=bad),),
        sources=(replace(content.sources[0], title=HOSTILE, url=HOSTILE, licence=HOSTILE),),
        run=replace(
            content.run,
            digest=HOSTILE,
            actors={HOSTILE: 1},
            flags=(Flag(reason=Reason.EMPTY, where=HOSTILE, message=HOSTILE, mend=HOSTILE),),
            changes=Changes(
                since=HOSTILE,
                new=(replace(first, id="new", sentence=bad),),
                gone=(replace(first, id="gone", sentence=bad),),
                changed=((first, replace(first, sentence=bad, unit=bad, value=2.0)),),
            ),
        ),
    )
    found = outline(hostile)
    assert not {tag for tag, _ in found.tags} & {"script", "img"}
    assert found.text.count("alert(1)") > 35
    assert not [name for _, attrs in found.tags for name in attrs if name.startswith("on")]


def test_a_policy_forbids_scripts_and_loading(content: ReportContent) -> None:
    """Even a mistake in escaping could not run or load anything."""
    policies = [a["content"] for t, a in outline(content).tags if "http-equiv" in a]
    assert len(policies) == 1
    assert "default-src 'none'" in policies[0]
    assert "script-src" not in policies[0]
