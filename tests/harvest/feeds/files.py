"""What the tests of whole files do alike: ask a bundled query, read what came, compare it."""

import csv
import json
from contextlib import suppress
from datetime import UTC, datetime

from biograph.errors import Unreachable
from biograph.harvest import queries
from biograph.harvest.feed import Asked
from biograph.harvest.http import Client
from biograph.harvest.raw import Payload
from biograph.harvest.sweep import Bounds, sweep
from biograph.model import Flag, Record
from tests.replay import Answer

DATA_GOUV = "www.data.gouv.fr"
STATIC = "static.data.gouv.fr"
OUTAGE = "_errors/html_503_instead_of_json.html"
#: Bodies under HTTP 200 that are no data of any source.
ODD_BODIES = [b"", b"<html>Down</html>", b"{}", b"null", b'"text"', b"\xff", b"[" * 100_000]


def query(source, name):
    """A query of the package."""
    return next(one for one in queries.bundled() if (one.source, one.id) == (source, name))


def pages(module, replay, asked, *, validators=lambda _url: {}, **piece):
    """The pages that a feed gives for a query, asked of the replay server."""
    with Client(gateway=replay.base, validators=validators) as client:
        return list(module.pages(client, Asked(query=asked, **piece)))


def swept(module, replay, asked, store):
    """How many records or files a sweep finds new; what the store knows is not asked for again."""
    with Client(gateway=replay.base, validators=store.validators) as client:
        return sweep(module, asked, Bounds(until="2026-06-01"), client=client, store=store).new


def read(module, found):
    """What a feed reads in the pages."""
    return [one for page in found for one in module.parse(page.payload)]


def payload(asked, content, url="https://example.org/file"):
    """Bytes as they would be kept for a query."""
    return Payload(
        source=asked.source,
        table=asked.id,
        url=url,
        content=content,
        media_type="",
        fetched_at=datetime(2026, 6, 1, tzinfo=UTC),
    )


def records(found):
    """Only the records."""
    return [one for one in found if isinstance(one, Record)]


def reasons(found):
    """The reasons of the flags, in order."""
    return [one.reason for one in found if isinstance(one, Flag)]


def rows(shared, table):
    """The rows of a table of the real snapshot."""
    form = {"delimiter": table.delimiter}
    if not table.quoted:
        form["quoting"] = csv.QUOTE_NONE
    with (shared / table.path).open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream, **form))


def declared(table, rows_or_records):
    """The declared columns of rows or records, by key: what the source's functions rely on."""
    columns = (*table.key, *table.columns)
    fields = [one.fields if isinstance(one, Record) else one for one in rows_or_records]
    return {table.key_of(one): {column: one[column] for column in columns} for one in fields}


def split_form(found):
    """Rows as pandas writes them with ``orient="split"``."""
    names = list(found[0])
    data = [[row[name] for name in names] for row in found]
    return json.dumps({"columns": names, "index": list(range(len(data))), "data": data}).encode()


def resources(replay, files):
    """Have data.gouv.fr list the resources (``{id: bytes}``) of a data set, and serve them.

    Each was changed a day after the one before it.
    """
    listed = [
        {"id": name, "url": f"https://{STATIC}/v1/{name}", "last_modified": f"2026-05-{day}T04:00"}
        for day, name in enumerate(files, start=12)
    ]

    def catalogue(request):
        replay.dataset = request.path
        return Answer(body=json.dumps({"resources": listed}).encode())

    replay.hosts[DATA_GOUV] = catalogue
    replay.hosts[STATIC] = lambda request: Answer(
        body=files[request.path.rpartition("/")[2]], headers={"ETag": '"v1"'}
    )


def answering(replay, host, body):
    """Have a host answer everything with these bytes."""
    replay.hosts[host] = lambda _request: Answer(body=body, headers={"ETag": '"v1"'})


def refused(module, replay, asked):
    """Whether the feed says that the source is unreachable."""
    with suppress(Unreachable):
        pages(module, replay, asked)
        return False
    return True


def unchanged(module, replay, asked, host):
    """Whether a file that the server says is the known one gives no page."""
    replay.hosts[host] = lambda request: (
        Answer(status=304) if request.headers.get("If-None-Match") == '"v1"' else Answer(status=500)
    )
    return not pages(module, replay, asked, validators=lambda _url: {"etag": '"v1"'})
