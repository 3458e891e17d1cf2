"""The commands that fetch: what they print, and what their exit codes say."""

import json

import pytest

from tests.replay import Answer
from tests.run.library import HOST, Library, ready


@pytest.fixture
def library(replay, tmp_path):
    """A workspace that asks a library of three publications, and that server's address."""
    workspace = tmp_path / "workspace"
    workspace.mkdir()
    found = Library(count=3)
    found.words = ("--workspace", str(workspace), "--gateway", ready(workspace, found, replay))
    found.workspace, found.replay = workspace, replay
    return found


def test_a_harvest_tells_what_each_query_brought(library, command):
    """Received, new and flagged, by source and query."""
    code, out, _ = command("harvest", *library.words)
    assert code == 0
    assert "europepmc vectors" in out
    assert "3 received, 3 new, 0 flagged" in out
    assert "3 new in" in out


def test_a_harvest_without_news_ends_with_its_own_code(library, command):
    """5: nothing new."""
    command("harvest", *library.words)
    code, out, _ = command("harvest", *library.words)
    assert code == 5
    assert "3 received, 0 new" in out


def test_a_source_that_does_not_answer_is_named_with_what_to_do(library, command):
    """4: unreachable; words go to stderr, so that what is piped stays clean."""
    del library.replay.hosts[HOST]
    code, _, errors = command("harvest", *library.words)
    assert code == 4
    assert "europepmc vectors" in errors
    assert "->" in errors


def test_a_source_that_wants_a_key_is_left_out_and_no_failure(library, command, monkeypatch):
    """The night's update does not turn red for a key that nobody has."""
    monkeypatch.delenv("INSEE_API_KEY", raising=False)
    feeds = library.workspace / "feeds.tsv"
    line = 'sirene\tfield\t2026-01-01\t{"q": "x"}\tx\tx\ttests\n'
    feeds.write_text(feeds.read_text(encoding="utf-8") + line, encoding="utf-8")
    code, _, errors = command("harvest", *library.words)
    assert code == 0
    assert "INSEE_API_KEY" in errors


def test_a_page_that_robots_forbid_is_left_out_and_no_failure(library, command):
    """It will be closed tomorrow, too: no night turns red for it, and it is named each time."""
    library.replay.hosts["www.example.org"] = lambda _request: Answer(
        body=b"User-agent: *\nDisallow: /"
    )
    feeds = library.workspace / "feeds.tsv"
    line = 'report\tclosed\t\t{"url": "https://www.example.org/report.pdf"}\tx\tx\ttests\n'
    feeds.write_text(feeds.read_text(encoding="utf-8") + line, encoding="utf-8")
    code, _, errors = command("harvest", *library.words)
    assert code == 0
    assert "report closed: robots.txt of https://www.example.org does not allow" in errors
    assert command("harvest", *library.words)[0] == 5


def test_a_harvest_as_json_holds_queries_failures_and_flags(library, command):
    """One document, for programs."""
    _, out, _ = command("harvest", *library.words, "--json")
    found = json.loads(out)
    assert found["swept"][0]["new"] == 3
    assert found["failures"] == []


def test_a_limit_ends_a_query_early(library, command):
    """After the page with that item; the next harvest goes on."""
    _, out, _ = command("harvest", *library.words, "--limit", "1")
    assert "2 received, 2 new" in out
    _, out, _ = command("harvest", *library.words)
    assert "\n1 new in" in out


def test_a_day_that_is_none_is_a_wrong_use(library, command):
    """2, and nobody is asked."""
    code, _, errors = command("harvest", *library.words, "--since", "yesterday")
    assert code == 2
    assert "2026-11-27" in errors
    assert not library.replay.seen


def test_a_source_without_a_live_form_is_a_wrong_use(library, command):
    """The hint lists those that have one."""
    code, _, errors = command("harvest", "recipes", *library.words)
    assert code == 2
    assert "europepmc" in errors


def test_the_address_of_a_gateway_may_stand_in_the_environment(library, command, monkeypatch):
    """As for any other machine behind one."""
    *words, _, base = library.words
    monkeypatch.setenv("BIOGRAPH_GATEWAY", base)
    code, _, _ = command("harvest", *words)
    assert code == 0


@pytest.mark.parametrize("words", ["", "every night", "61 2 * * *", "1 2 3"])
def test_a_schedule_wants_a_cron_expression(command, tmp_path, words):
    """Five fields; the hint shows some."""
    code, _, errors = command("schedule", "--cron", words, "--workspace", str(tmp_path))
    assert code == 2
    assert "30 2 * * *" in errors


def test_each_update_on_schedule_is_a_process_of_its_own(tmp_path):
    """The job runs the update of this installation, once at a time, and none twice."""
    from biograph.run.schedule import command as words
    from biograph.run.schedule import scheduled

    scheduler = scheduled("30 2 * * *", words(tmp_path, gateway="http://127.0.0.1:9"))
    (job,) = scheduler.get_jobs()
    assert job.args[0][1:] == [
        "-m", "biograph", "update", "--workspace", str(tmp_path),
        "--gateway", "http://127.0.0.1:9",
    ]  # fmt: skip
    assert (job.max_instances, job.coalesce) == (1, True)
    assert job.trigger.get_next_fire_time(None, _noon()).strftime("%H:%M") == "02:30"


def _noon():
    from datetime import UTC, datetime

    return datetime(2026, 11, 27, 12, tzinfo=UTC)
