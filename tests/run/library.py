"""A small Europe PMC of our own sentences, for updates that have something to find."""

import json
from dataclasses import dataclass, field

from tests.replay import Answer

HOST = "www.ebi.ac.uk"
FEEDS = (
    "source\tid\tsince\tvalues\tlabel_fr\tlabel_en\tchecked\n"
    'europepmc\tvectors\t2026-01-01\t{"query": "AAV"}\tvecteurs\tvectors\ttests\n'
)
TEXTS = (
    "Polyplus supplies transfection reagents to Yposkesi.",
    "Sartorius supplies single-use bioreactors to Yposkesi.",
    "DBV Technologies raised 50 million euros from Bpifrance and Sofinnova Partners.",
    "Genethon, based in Evry, is a partner of Sarepta Therapeutics.",
    "Bpifrance awarded 12 million euros to the startup TreeFrog Therapeutics.",
    "Merck acquired the company Mirus Bio.",
    "Cellectis is based in Paris.",
)


@dataclass
class Library:
    """Publications in pages of ``per_page``; ``retracted`` are numbers of those taken back."""

    count: int = 1
    per_page: int = 2
    retracted: set = field(default_factory=set)
    texts: dict = field(default_factory=dict)

    def host(self, request):
        """What Europe PMC answers to a search by cursor; it has no robots.txt."""
        if not request.path.endswith("/search"):
            return Answer(status=404)
        cursor = request.query["cursorMark"]
        start = 0 if cursor == "*" else int(cursor)
        last = min(start + self.per_page, self.count)
        body = {
            "hitCount": self.count,
            "nextCursorMark": str(last) if last < self.count else cursor,
            "resultList": {"result": [self.publication(n) for n in range(start, last)]},
        }
        return Answer(body=json.dumps(body).encode(), headers={"Content-Type": "application/json"})

    def publication(self, number):
        """One publication: its text, and whether it was retracted."""
        sorts = ["Retracted Publication"] if number in self.retracted else ["Journal Article"]
        return {
            "id": str(9_000_000 + number),
            "source": "MED",
            "title": f"Report {number} on bioproduction",
            "abstractText": self.texts.get(number, TEXTS[number % len(TEXTS)]),
            "language": "eng",
            "license": "cc by",
            "pubTypeList": {"pubType": sorts},
            "firstPublicationDate": f"2026-02-{1 + number % 28:02}",
        }


def ready(workspace, library, replay):
    """The workspace asks nobody but the library, which answers at the server."""
    (workspace / "feeds.tsv").write_text(FEEDS, encoding="utf-8")
    replay.hosts[HOST] = library.host
    return replay.base
