"""The page of updates: complete, escaped, bounded, in both languages and without the network."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from biograph.journal import AskedQuery, Change, ChangeKind, SetAside, Update
from biograph.model import Text
from biograph.view.updates import CHANGES, UpdatesContent, Withdrawn, updates_page
from tests.view.conftest import HOSTILE, Opener
from tests.view.test_report import Outline
from tests.view.test_report_drawn import CLIPPED, CONTRAST

LANGS = ("fr", "en")
BEGAN = datetime(2026, 11, 27, 2, 30, tzinfo=UTC)
GONE = "https://w3id.org/biograph/id/doc/1/v/1"


def change(kind: ChangeKind, number: int, **more: str) -> Change:
    """A change of a kind with a sentence of its own."""
    words = Text(fr=f"phrase {kind} {number}", en=f"sentence {kind} {number}")
    before = Text(fr=f"avant {number}", en=f"once {number}")
    moved = kind is ChangeKind.FINDING_MOVED
    return Change(
        kind=kind,
        iri=f"https://w3id.org/biograph/id/rel/{number}",
        sentence=words,
        before=before if moved else Text(fr="", en=""),
        **more,
    )


def update(days: int = 0, **more: object) -> Update:
    """An update some days ago: with every kind of change, failures and flags."""
    changes = [change(kind, number) for kind in ChangeKind for number in range(3)]
    quoted = change(
        ChangeKind.FACT_GAINED,
        7,
        quote="A fournit B.",
        title="Presse",
        url="https://exemple.test/a",
    )
    lost = change(ChangeKind.FACT_LOST, 8, quote="C fournit D.", version=GONE, title="Retrait")
    told: dict[str, object] = {
        "started": BEGAN - timedelta(days=days),
        "ended": BEGAN - timedelta(days=days, seconds=-252),
        "digest": "0123456789abcdef" * 4,
        "received": 1254,
        "new": 12,
        "flagged": 8,
        "counts": dict.fromkeys(ChangeKind, 4),
        "changes": (*changes, quoted, lost),
        "queries": (
            AskedQuery(source="hal", query="therapies", received=1240, new=12, flagged=1),
            AskedQuery(source="bdpm", query="files", received=14),
            AskedQuery(source="ctis", query="fr", failure="no answer: 503", mend="try again"),
        ),
        "set_aside": (
            SetAside(reason="malformed", count=8, example="hal#1: no title", mend="tell them"),
            SetAside(reason="of-tomorrow", count=1, example="hal#2: odd"),
        ),
    }
    return Update(**(told | more))  # type: ignore[arg-type]


def content(*updates: Update, **more: object) -> UpdatesContent:
    """The content of a page."""
    told: dict[str, object] = {
        "updates": updates,
        "total": len(updates),
        "withdrawn": {GONE: Withdrawn(date="2026-11-20", reason="retracted")},
        "sources": {"hal": "HAL"},
        "files": Text(fr="journal.html", en="log.html"),
        "report": Text(fr="rapport.html", en="report.html"),
    }
    return UpdatesContent(**(told | more))  # type: ignore[arg-type]


def page(given: UpdatesContent, lang: str) -> str:
    """The page in a language."""
    return updates_page(given, lang="fr" if lang == "fr" else "en")


@pytest.mark.parametrize("lang", LANGS)
def test_a_page_tells_all_of_an_update(lang: str) -> None:
    """When, how long, in, out, every change in its language, its words and its source."""
    text = Outline(page(content(update()), lang)).text.replace("\u202f", " ").replace("\u00a0", " ")
    when = {"fr": "27 novembre 2026 à 2 h 30 UTC", "en": "27 November 2026 at 02:30 UTC"}[lang]
    word = {"fr": "phrase", "en": "sentence"}[lang]
    for said in (when, "4 min 12 s", {"fr": "1 254", "en": "1,254"}[lang], "A fournit B.", "HAL"):
        assert said in text
    for kind in ChangeKind:
        assert f"{word} {kind} 2" in text
    assert {"fr": "avant 1", "en": "once 1"}[lang] in text
    assert {"fr": "phrase", "en": "sentence"}[{"fr": "en", "en": "fr"}[lang]] not in text
    for said in ("no answer: 503", "try again", "hal#1: no title", "tell them", "of-tomorrow"):
        assert said in text
    assert "0123456789abcdef" in text


def test_the_newest_comes_first() -> None:
    """Updates stand in the order given, each with a place that the contents lead to."""
    found = Outline(page(content(update(), update(1)), "en"))
    anchors = [one for one in found.values("id") if one.startswith("u2026") and "-" not in one]
    assert anchors == ["u20261127T023000Z", "u20261126T023000Z"]
    assert {f"#{anchor}" for anchor in anchors} <= set(found.values("href"))


def test_failures_are_in_sight_and_what_brought_nothing_is_folded() -> None:
    """The query that failed stands before the one that brought something, the rest in a fold."""
    made = page(content(update()), "en")
    failed, fruitful, fold, idle = (
        made.index(said) for said in ("ctis fr", "hal therapies", "<details>", "bdpm files")
    )
    assert failed < fruitful < fold < idle


def test_a_fact_that_went_with_its_document_says_so() -> None:
    """Who reads of a lost fact learns that the source withdrew it, when and why."""
    text = Outline(page(content(update()), "en")).text
    assert "document withdrawn by its source, 20 November 2026 (retracted)" in text
    kept = Outline(page(content(update(), withdrawn={}), "en")).text
    assert "withdrawn by its source" not in kept


def test_long_lists_are_cut_and_say_so() -> None:
    """Twenty changes of a kind are shown; the number tells of all."""
    many = [change(ChangeKind.FACT_GAINED, number) for number in range(200)]
    one = update(changes=tuple(many), counts={**dict.fromkeys(ChangeKind, 0), many[0].kind: 1234})
    text = Outline(page(content(one), "en")).text
    assert text.count("sentence fact-gained") == CHANGES
    assert f"+ {1234 - CHANGES:,} more" in text
    assert "(1,234)" in text


def test_older_updates_are_counted() -> None:
    """What is not on the page any more can be asked for."""
    assert "+ 3 older updates" in Outline(page(content(update(), total=4), "en")).text
    assert "older updates" not in Outline(page(content(update()), "en")).text


def test_what_did_not_happen_has_no_heading() -> None:
    """An update that changed nothing shows zeros and no empty list; no digest where none was."""
    calm = update(changes=(), counts=dict.fromkeys(ChangeKind, 0), set_aside=(), digest="")
    found = Outline(page(content(calm), "en"))
    assert not [one for one in found.values("id") if "gained" in one or "lost" in one]
    assert "What was set aside" not in found.text
    assert "Digest" not in found.text


@pytest.mark.parametrize("lang", LANGS)
def test_a_graph_without_updates_says_how_to_make_one(lang: str) -> None:
    """The page is never empty."""
    found = Outline(page(content(), lang))
    assert "biograph update" in found.text


@pytest.mark.parametrize("lang", LANGS)
def test_a_page_leads_to_the_other_language_and_the_report(lang: str) -> None:
    """Both stand at its head."""
    found = Outline(page(content(update()), lang))
    assert found.tags[0] == ("html", {"lang": lang})
    wanted = {"fr": {"log.html", "rapport.html"}, "en": {"journal.html", "report.html"}}[lang]
    assert wanted <= set(found.values("href"))


@pytest.mark.parametrize("lang", LANGS)
def test_every_link_inside_has_its_target(lang: str) -> None:
    """Numbers lead to their lists, the contents to the updates; no id is given twice."""
    found = Outline(page(content(update(), update(1)), lang))
    ids = found.values("id")
    inside = {href[1:] for href in found.values("href") if href.startswith("#")}
    assert inside <= set(ids)
    assert len(inside) > 14
    assert len(ids) == len(set(ids))


def hostile() -> UpdatesContent:
    """An update in which every word runs a program wherever it is not escaped."""
    words = Text(fr=HOSTILE, en=HOSTILE)
    bad = [
        Change(
            kind=kind,
            iri=HOSTILE,
            sentence=words,
            before=words,
            quote=HOSTILE,
            version=HOSTILE,
            title=HOSTILE,
            url=url,
        )
        for kind in ChangeKind
        for url in ("javascript:alert(1)", HOSTILE)
    ]
    query = AskedQuery(source=HOSTILE, query=HOSTILE, failure=HOSTILE, mend=HOSTILE)
    flags = SetAside(reason=HOSTILE, count=1, example=HOSTILE, mend=HOSTILE)
    one = update(changes=tuple(bad), queries=(query,), set_aside=(flags,), digest=HOSTILE)
    return content(
        one,
        sources={HOSTILE: HOSTILE},
        withdrawn={HOSTILE: Withdrawn(date=HOSTILE, reason=HOSTILE)},
    )


@pytest.mark.parametrize("lang", LANGS)
def test_names_run_nothing(lang: str) -> None:
    """Whatever a source or a document says is text on the page, and no address but of the web."""
    made = page(hostile(), lang)
    found = Outline(made)
    assert HOSTILE not in made
    assert not {tag for tag, _ in found.tags} & {"script", "img", "iframe", "object", "base"}
    assert not [href for href in found.values("href") if "alert" in href]
    assert HOSTILE in found.text


@pytest.mark.parametrize("lang", LANGS)
def test_a_page_loads_nothing(lang: str) -> None:
    """Links to follow are the only addresses, and its policy forbids all others."""
    made = page(content(update()), lang)
    found = Outline(made)
    assert found.values("src") == []
    assert [a["href"] for tag, a in found.tags if tag == "link"] == ["data:,"]
    assert "default-src 'none'" in made
    assert "@import" not in made


@pytest.mark.browser
@pytest.mark.parametrize("width", [1280, 360])
@pytest.mark.parametrize("lang", LANGS)
def test_the_page_is_drawn_whole_and_asks_for_nothing(
    opened: Opener, lang: str, width: int
) -> None:
    """Wide and narrow, nothing is cut off or too pale, no program runs, nothing is fetched."""
    many = replace(hostile(), updates=(*hostile().updates, update(1)))
    shown = opened(page(many, lang), width=width)
    assert shown.page.evaluate(CLIPPED) == []
    assert shown.page.evaluate(CONTRAST) == []
    assert shown.page.title() == {"fr": "Journal des mises à jour", "en": "Log of updates"}[lang]
    assert (shown.complaints, shown.outside) == ([], [])
