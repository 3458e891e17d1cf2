"""SIRENE: seats by cursor, companies by number, and what it says instead of showing one."""

import json

import pytest

from biograph.errors import KeyMissing, Refused
from biograph.harvest.feed import Query
from biograph.harvest.feeds import sirene
from biograph.harvest.forms import companies
from biograph.harvest.http import Client
from tests.harvest.feeds import files
from tests.harvest.feeds.kept import kept, read, words
from tests.replay import Answer, sample

HOST = "api.insee.fr"
QUERY = Query(source="sirene", id="naf", values={"q": "activitePrincipaleUniteLegale:72.11Z"})
WATCHED = Query(source="sirene", id="known", values={"sirens": "306138900, 532221694"})
MINE = "a-key-of-nobody"


@pytest.fixture(autouse=True)
def _key(monkeypatch):
    monkeypatch.setenv(sirene.KEY, MINE)


def cassette(name, position=0):
    """Address, status and body of a recorded exchange."""
    one = json.loads(sample(f"sirene/{name}.cassette.json"))["interactions"][position]
    body = one["response"]["body"]
    content = body if isinstance(body, str) else json.dumps(body)
    address = one["request"]["uri"].partition("3.11")[2]
    return sirene.API + address, one["response"]["status"], content.encode()


def seats(*found, following="end", cursor="end", total=None):
    """Seats in the envelope of a search."""
    header = {"total": len(found) if total is None else total, "nombre": len(found)}
    header |= {"curseur": cursor, "curseurSuivant": following}
    return json.dumps({"header": header, "etablissements": list(found)}).encode()


def recorded_seats():
    """Twenty recorded establishments of one company, as if of as many companies."""
    found = json.loads(cassette("siren_200_active_GE", 1)[2])["etablissements"]
    return [one | {"siren": number} for one, number in zip(found, _sirens(), strict=False)]


def _sirens():
    """Numbers with the right check digit."""
    from biograph.harvest.identifiers import luhn

    return (str(n) for n in range(100_000_000, 100_002_000) if luhn(str(n)))


def changed_unit(seat, **changed):
    """A seat whose company has other values."""
    return seat | {"uniteLegale": seat["uniteLegale"] | changed}


@pytest.fixture
def register(replay, shared):
    """The twenty seats on pages of eight, by cursor; the last page repeats its own."""
    found = recorded_seats()
    pages = {"*": (found[:8], "B"), "B": (found[8:16], "C"), "C": (found[16:], "C")}

    def host(request):
        cursor = request.query["curseur"]
        page, following = pages[cursor]
        return Answer(body=seats(*page, cursor=cursor, following=following, total=20))

    replay.hosts[HOST] = host
    return replay


def test_without_a_key_nothing_is_asked(replay, monkeypatch):
    """The error says which variable to set."""
    monkeypatch.delenv(sirene.KEY)
    with pytest.raises(KeyMissing) as missing:
        files.pages(sirene, replay, QUERY)
    assert sirene.KEY in missing.value.hint
    assert not replay.seen


def test_pages_are_followed_by_their_cursors(register):
    """Three pages, of which the last one leads nowhere."""
    found = files.pages(sirene, register, QUERY)
    assert [(page.size, page.total, page.cursor) for page in found] == [
        (8, 20, "B"),
        (8, 20, "C"),
        (4, 20, ""),
    ]
    records, _, flags = read(sirene, *(page.payload for page in found))
    assert len(records) == 20
    assert not flags
    assert [page.size for page in files.pages(sirene, register, QUERY, cursor="C")] == [4]


def test_the_key_goes_with_the_request_and_is_nowhere_kept(register):
    """It stands in a header of the request, not in an address or a payload."""
    found = files.pages(sirene, register, QUERY)
    sent = {name.lower(): value for name, value in register.seen[0].headers.items()}
    assert sent["x-insee-api-key-integration"] == MINE
    assert not [page for page in found if MINE in repr(page)]


def test_seats_that_changed_in_the_slice_are_asked_for(register):
    """A change of the company counts like one of its seat; both days are included."""
    files.pages(sirene, register, QUERY, since="2025-01-01", until="2025-01-31")
    files.pages(sirene, register, QUERY, since="2025-01-01")
    files.pages(sirene, register, QUERY)
    asked = list(dict.fromkeys(request.query["q"] for request in register.seen))
    plain = "etablissementSiege:true AND (activitePrincipaleUniteLegale:72.11Z)"
    days, open_days = (f"[2025-01-01T00:00:00 TO {day}]" for day in ("2025-01-31T23:59:59", "*"))
    either = "dateDernierTraitementEtablissement:{} OR dateDernierTraitementUniteLegale:{}"
    assert asked == [
        f"{plain} AND ({either.format(days, days)})",
        f"{plain} AND ({either.format(open_days, open_days)})",
        plain,
    ]


def test_nothing_found_is_a_404_and_no_page(replay, shared):
    """The recorded answer; other client errors are errors."""
    _, status, content = cassette("siret_404", 1)
    replay.hosts[HOST] = lambda _request: Answer(status=status, body=content)
    assert files.pages(sirene, replay, QUERY) == []
    with pytest.raises(Refused):
        files.pages(sirene, replay, QUERY, cursor="B")
    wrong = sample("sirene/api_insee_siret_400.json")
    replay.hosts[HOST] = lambda _request: Answer(status=400, body=wrong)
    with pytest.raises(Refused) as refused:
        files.pages(sirene, replay, QUERY)
    assert refused.value.content == wrong


def test_a_recorded_seat_is_a_company_in_its_town(shared):
    """Name, identifiers, legal form, commune and state."""
    records, _, flags = read(sirene, cassette("siege_search")[2])
    assert not flags
    record = records["306138900"]
    (entry,) = sirene.entries(record)
    assert entry.kinds == ("Company",)
    assert entry.identifiers == (("siren", "306138900"), ("siret", "30613890001294"))
    assert (entry.city, entry.status) == ("Paris", "active")
    (seat,) = sirene.claims(record)
    assert seat.object.identifiers == (("insee", "75001"),)


@pytest.mark.parametrize("name", ["many", "one"])
def test_recorded_establishments_of_one_company_are_read(shared, name):
    """All have its SIREN; a query asks for the seat alone."""
    records, _, flags = read(sirene, sample(f"sirene/api_insee_sirets_by_siren_{name}.json"))
    assert list(records) == ["418166096"]
    assert not flags


def test_a_company_by_its_number(shared):
    """What holds now is the first of its periods; it has no address."""
    address, _, content = cassette("siren_200_active_GE")
    records, withdrawn, _ = read(sirene, kept(content, address))
    fields = records["306138900"].fields
    assert sorted(fields) == sorted(companies.COLUMNS)
    assert (fields["name"], fields["legal_form"]) == ("SPORT-EXEMPLE", "5599")
    assert (fields["state"], fields["city"]) == ("active", "")
    assert not withdrawn


def test_each_number_is_asked_for_by_itself(replay, shared):
    """One that is unknown or not to be shown does not stop the others."""
    answers = {
        "/api-sirene/3.11/siren/306138900": cassette("siren_200_active_GE"),
        "/api-sirene/3.11/siren/532221694": cassette("siren_404"),
    }

    def host(request):
        _, status, content = answers[request.path]
        return Answer(status=status, body=content)

    replay.hosts[HOST] = host
    found = files.pages(sirene, replay, WATCHED)
    assert [(p.size, p.total, p.cursor) for p in found] == [(1, 2, "1"), (1, 2, "")]
    records, _, flags = read(sirene, *(page.payload for page in found))
    assert list(records) == ["306138900"]
    assert flags[0].where.endswith("siren/532221694")
    assert len(files.pages(sirene, replay, WATCHED, cursor="1")) == 1


def test_a_key_that_is_refused_stops_the_source(replay):
    """HTTP 401 is no matter of one company."""
    replay.hosts[HOST] = lambda _request: Answer(status=401)
    with pytest.raises(Refused):
        files.pages(sirene, replay, WATCHED)


def test_the_double_of_another_company_is_withdrawn(shared):
    """By the recorded words of HTTP 301, or because another company is shown in its place."""
    address, status, content = cassette("siren_301_redirected")
    assert status == 301
    _, withdrawn, flags = read(sirene, kept(content, address))
    assert withdrawn["532221694"].reason.endswith("778870675")
    assert not flags
    shown = cassette("siren_301_redirected", 1)[2]
    records, withdrawn, _ = read(sirene, kept(shown, address))
    assert list(records) == ["778870675"]
    assert withdrawn["532221694"].reason == "a double of 778870675"


def test_a_redirect_to_the_right_company_is_followed(replay, shared):
    """Where HTTP 301 names an address, the company there is the answer."""
    there = "https://api.insee.fr/api-sirene/3.11/siren/778870675"
    _, _, shown = cassette("siren_301_redirected", 1)
    replay.hosts[HOST] = lambda request: (
        Answer(body=shown)
        if request.path.endswith("778870675")
        else Answer(status=301, headers={"Location": there})
    )
    query = Query(source="sirene", id="one", values={"sirens": "532221694"})
    with Client(gateway=replay.base):
        (page,) = files.pages(sirene, replay, query)
    records, withdrawn, _ = read(sirene, page.payload)
    assert list(records) == ["778870675"]
    assert list(withdrawn) == ["532221694"]


def test_what_must_not_be_shown_is_withdrawn(shared):
    """By the recorded words of HTTP 403, or by its status of diffusion."""
    address, status, content = cassette("siret_403")
    assert status == 403
    _, withdrawn, _ = read(sirene, kept(content, address.replace("siret", "siren")[:-5]))
    assert list(withdrawn) == ["157000332"]
    seat = changed_unit(recorded_seats()[0], statutDiffusionUniteLegale="P")
    records, withdrawn, _ = read(sirene, seats(seat))
    assert not records
    assert list(withdrawn) == [seat["siren"]]


def test_people_who_trade_under_their_own_name_are_left_out(shared):
    """Their names stand in columns that are not read."""
    person = {
        "categorieJuridiqueUniteLegale": "1000",
        "denominationUniteLegale": None,
        "nomUniteLegale": "MARTIN",
        "prenom1UniteLegale": "JEANNE",
    }
    one, other = recorded_seats()[:2]
    records, _, flags = read(sirene, seats(changed_unit(one, **person), other))
    assert list(records) == [other["siren"]]
    assert flags[0].where.endswith("item 1")
    assert "MARTIN" not in repr(flags) + "".join(map(words, records.values()))


def test_a_seat_that_cannot_be_read_is_flagged_and_the_others_kept(shared):
    """A wrong check digit, no object, a company that is no object."""
    good, bad = recorded_seats()[:2]
    page = seats(None, bad | {"siren": "803512459"}, bad | {"uniteLegale": "none"}, good)
    records, _, flags = read(sirene, page)
    assert list(records) == [good["siren"]]
    assert len(flags) == 3
