"""Reports: one file at one address, taken whole."""

import pytest

from biograph.errors import Forbidden, Unreachable
from biograph.harvest.feed import Query
from biograph.harvest.feeds import pdf_reports
from biograph.harvest.raw import RawStore
from biograph.model import Reason
from tests.harvest.text.pdfs import column, pdf
from tests.replay import Answer, sample

from . import files

HOST = "www.exemple.fr"
URL = f"https://{HOST}/media/rapport.pdf?utm_source=x"
QUERY = Query(source="report", id="rapport", values={"url": URL})
LINES = ["La filière compte", "quarante sites de", "production en France."]


def serve(replay, body, **headers):
    replay.hosts[HOST] = lambda request: (
        Answer(status=404)
        if request.path == "/robots.txt"
        else Answer(status=304)
        if request.headers.get("If-None-Match") == headers.get("ETag", "none")
        else Answer(body=body, headers=headers)
    )


def test_a_report_is_one_record(replay):
    """Its key is its address; title and date are those of the file."""
    serve(replay, pdf(column(50, 700, LINES), title="Rapport sur la filière"))
    (page,) = files.pages(pdf_reports, replay, QUERY)
    (record,) = files.read(pdf_reports, [page])
    assert (page.size, page.cursor) == (1, "")
    assert (record.key, record.url) == (f"https://{HOST}/media/rapport.pdf", URL)
    assert record.published == "2024-03-07"
    assert pdf_reports.text(record) == ("Rapport sur la filière", " ".join(LINES), "")
    assert replay.seen[0].path == "/robots.txt"


def test_a_recorded_report_is_read(replay, shared):
    """87 pages of a work programme are one document; its author is not told."""
    serve(replay, sample("pdf/eu_work_programme_h2020_wp1415.pdf"))
    (record,) = files.read(pdf_reports, files.pages(pdf_reports, replay, QUERY))
    assert record.published == "2015-04-14"
    assert "Societal Challenge 2" in record.fields["text"]
    assert "PRESSET" not in str(record.fields)


@pytest.mark.parametrize(
    ("name", "reason"),
    [("password-protected", Reason.UNREADABLE_FILE), ("malformed", Reason.EMPTY)],
)
def test_a_report_that_cannot_be_read_is_flagged(replay, shared, name, reason):
    """With its address and the reason."""
    serve(replay, sample(f"pdf/{name}.pdf"))
    (flag,) = files.read(pdf_reports, files.pages(pdf_reports, replay, QUERY))
    assert (flag.reason, flag.where) == (reason, URL)


@pytest.mark.parametrize("body", [b"", b"<html>Page not found</html>", sample])
def test_what_is_no_pdf_is_unreachable(replay, shared, body):
    """A page in its place, also the recorded outage page, is no report."""
    serve(replay, body(files.OUTAGE) if callable(body) else body)
    with pytest.raises(Unreachable, match="not the file"):
        files.pages(pdf_reports, replay, QUERY)


def test_robots_are_asked(replay):
    """A file that may not be fetched is not."""
    replay.hosts[HOST] = lambda _request: Answer(body=b"User-agent: *\nDisallow: /media/")
    with pytest.raises(Forbidden, match="does not allow"):
        files.pages(pdf_reports, replay, QUERY)


def test_a_reserved_report_is_flagged(replay):
    """It is not read."""
    serve(replay, pdf(column(50, 700, LINES)), **{"tdm-reservation": "1"})
    (flag,) = files.read(pdf_reports, files.pages(pdf_reports, replay, QUERY))
    assert flag.reason is Reason.RESERVED


def test_a_new_edition_takes_the_place_of_the_one_before(replay, tmp_path):
    """An unchanged one is not sent again."""
    with RawStore(tmp_path) as store:
        serve(replay, pdf(column(50, 700, LINES)), ETag='"1"')
        assert files.swept(pdf_reports, replay, QUERY, store) == 1
        assert files.swept(pdf_reports, replay, QUERY, store) == 0
        serve(replay, pdf(column(50, 700, [*LINES, "Et dix en projet."])), ETag='"2"')
        assert files.swept(pdf_reports, replay, QUERY, store) == 1
        (last,) = store.replay("report", whole=True)
        (record,) = pdf_reports.parse(last)
    assert record.fields["text"].endswith("Et dix en projet.")
