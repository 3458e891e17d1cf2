"""The graph explorer: every format shows the same part of the network, with its evidence."""

import csv
import html
import io
import json
import re
from xml.etree import ElementTree as ET

import networkx as nx
import pytest

from biograph.ask import over
from biograph.terms import DATA, compact, expand

FOCUS = "/graph{}?focus=Yposkesi&hops=2"


@pytest.fixture(scope="module")
def ego(client):
    """Two hops around one maker, as JSON."""
    return client.get("/fr" + FOCUS.format(".json")).json()


def ids(told):
    return [told["start"] + one if ":" not in one else one for one in told["nodes"]["id"]]


def shown(client, **query):
    """What the script is told."""
    answer = client.get(
        "/fr/graph.json", params={name: str(value) for name, value in query.items()}
    )
    assert answer.status_code == 200, answer.text
    return answer.json()


def test_all_formats_hold_the_same_nodes_and_links(client, ego):
    """JSON, CSV, GEXF, GraphML and SVG of one address."""
    gexf = nx.read_gexf(io.BytesIO(client.get("/fr" + FOCUS.format(".gexf")).content))
    graphml = nx.parse_graphml(client.get("/fr" + FOCUS.format(".graphml")).text)
    rows = list(csv.DictReader(io.StringIO(client.get("/fr" + FOCUS.format(".csv")).text)))
    svg = ET.fromstring(client.get("/fr" + FOCUS.format(".svg")).content)
    relations = {ego["start"] + one for one in ego["links"]["relation"]}
    assert set(ids(ego)) == set(gexf) == set(graphml)
    assert relations == {expand(row["relation"]) for row in rows}
    assert len(relations) == gexf.number_of_edges() == graphml.number_of_edges() == len(rows)
    uses = svg.findall("{http://www.w3.org/2000/svg}use")
    assert len(uses) == len(ego["nodes"]["id"])


def test_graph_files_keep_places_kinds_and_what_is_known_of_a_link(client, ego):
    """Gephi opens what the page showed."""
    answer = client.get("/fr" + FOCUS.format(".gexf"))
    assert answer.headers["content-type"].startswith("application/gexf+xml")
    gexf = nx.read_gexf(io.BytesIO(answer.content))
    for one, x, y in zip(ids(ego), ego["nodes"]["x"], ego["nodes"]["y"], strict=True):
        place = gexf.nodes[one]["viz"]["position"]
        assert (place["x"], place["y"]) == (x, -y)
    known = next(iter(gexf.edges(data=True)))[2]
    assert 0 < known["probability"] <= 1
    assert known["predicate"]
    assert known["layer"]


def test_places_do_not_depend_on_the_language_or_on_filters(client, ego):
    """What is hidden leaves all else where it was."""
    hidden = client.get("/en" + FOCUS.format(".json") + "&show=company&p=30").json()
    place = dict(zip(ids(ego), zip(ego["nodes"]["x"], ego["nodes"]["y"], strict=True), strict=True))
    assert 1 < len(ids(hidden)) < len(ids(ego))
    for one, *there in zip(ids(hidden), hidden["nodes"]["x"], hidden["nodes"]["y"], strict=True):
        assert place[one] == tuple(there)


def test_the_drawing_is_told_in_tables_with_the_evidence_of_its_links(client, ego):
    """Readers without eyes or scripts read the same, each link with its sentence."""
    page = client.get("/fr/graph?focus=Yposkesi").text
    told = client.get("/fr/graph.json?focus=Yposkesi").json()
    tables = page[page.index('id="tables"') :]
    for name in told["nodes"]["name"]:
        assert html.escape(name, quote=False).replace("'", "&#39;") in tables
    assert tables.count("<blockquote") == len(
        [one for one in told["links"]["relation"] if one.startswith("rel/")]
    )
    assert "<noscript><img" in page


def test_a_link_opens_every_sentence_that_states_it(client, ego):
    """With source, date and how sure it is."""
    relation = next(one for one in ego["links"]["relation"] if one.startswith("rel/"))
    page = client.get(f"/fr{FOCUS.format('')}&edge=id:{relation}").text
    side = page[page.index('id="side"') : page.index('id="tables"')]
    assert "<blockquote" in side
    assert 'class="cite"' in side
    assert f'href="/fr/fact/{relation.removeprefix("rel/")}"' in side


def test_a_node_opens_its_card_with_counts_of_neighbours(client):
    """What is not drawn yet is counted, and one link draws it."""
    told = shown(client, focus="Yposkesi")
    other = next(
        one for one in ids(told) if len(ids(shown(client, focus=one))) > len(told["nodes"]["id"])
    )
    page = client.get(f"/en/graph?focus=Yposkesi&node={other}").text
    side = page[page.index('id="side"') : page.index('id="tables"')]
    assert f'href="/en/entity/{other.removeprefix(DATA)}"' in side
    more = [html.unescape(one) for one in re.findall(r'data-grow href="([^"]+)"', side)]
    assert more
    grown = client.get(more[-1].replace("/en/graph?", "/en/graph.json?")).json()
    assert set(ids(told)) < set(ids(grown))
    for one in (told, grown):
        places = zip(one["nodes"]["x"], one["nodes"]["y"], strict=True)
        one["place"] = dict(zip(ids(one), places, strict=True))
    assert all(grown["place"][key] == place for key, place in told["place"].items())
    assert grown["box"] == told["box"]


def test_a_name_that_several_things_bear_is_asked_about(client):
    """A reader chooses; nothing is guessed."""
    page = client.get("/fr/graph?focus=institut").text
    assert page.count('href="/fr/graph?focus=https') > 1
    assert 'id="stage"' not in page


def test_a_finding_is_drawn_with_the_facts_that_it_rests_on(client, site):
    """Their ends are all there."""
    finding = next(f for f in site.findings.values() if any("/rel/" in e for e in f.evidence))
    told = shown(client, finding=finding.id)
    facts = {one.removeprefix(DATA) for one in finding.evidence if "/rel/" in one}
    assert facts & set(told["links"]["relation"])


def test_a_finding_about_recipes_is_drawn_by_its_recipe_lines(client, site):
    """Also where nobody is known who supplies the input."""
    finding = next(
        f
        for f in site.findings.values()
        if f.evidence and all("/requirement/" in e for e in f.evidence)
    )
    told = shown(client, finding=finding.id)
    assert {one.removeprefix(DATA) for one in finding.evidence} <= set(told["links"]["relation"])


def test_the_answer_of_a_question_is_drawn_with_the_values_of_its_parameters(client):
    """The things in its cells, and the links between them."""
    every = ids(shown(client, question="supply/makers-of-input", more="*"))
    one = next(thing for thing in every if thing.startswith(DATA + "input/"))
    narrowed = ids(shown(client, question="supply/makers-of-input", input=one))
    assert one in narrowed
    assert 1 < len(narrowed) < len(every) <= 420


def test_the_whole_network_holds_every_fact_that_the_analyses_see(client, site):
    """And the recipe lines, in compact columns."""
    told = shown(client, all=1)
    facts = over(site.kg.store)("actors/network-edges").column("relation")
    assert {one for one in told["links"]["relation"] if one.startswith("rel/")} == {
        one.removeprefix(DATA) for one in facts
    }
    assert any(one.startswith("requirement/") for one in told["links"]["relation"])
    size = len(json.dumps(told, ensure_ascii=False, separators=(",", ":")))
    assert size / (len(told["nodes"]["id"]) + 2 * len(told["links"]["relation"])) < 60


def test_the_state_stays_in_every_link_of_the_page(client):
    """Filters, expansions and what was chosen can be passed on; embedded pages stay embedded."""
    state = "focus=Yposkesi&hops=2&show=company&show=research&p=20&leaves=0&find=gen"
    page = client.get(f"/fr/graph?{state}&more=*&embed=1").text
    assert "bar-nav" not in page
    undo = html.unescape(re.search(r'id="undo" data-grow href="([^"]+)"', page)[1])
    for word in (*state.replace("Yposkesi", "Yposkesi").split("&"), "embed=1"):
        assert word in undo
    assert "more=" not in undo
    assert 'value="company" checked' in page
    assert 'value="care">' in page


def test_names_with_the_word_looked_for_are_found(client):
    """In the language of the page, in any case."""
    told = shown(client, focus="Yposkesi", hops="2", find="YPOS")
    found = [told["nodes"]["name"][at] for at in told["nodes"]["found"]]
    assert found
    assert all("ypos" in name.casefold() for name in found)


@pytest.mark.parametrize(
    ("query", "status"),
    [
        ({"focus": "id:org/nobody"}, 404),
        ({"focus": "zzzzzz"}, 404),
        ({"focus": "http://[::1"}, 404),
        ({"finding": "none"}, 404),
        ({"question": "no/such"}, 404),
        ({"question": "actors/cdmos-by-modality", "country": "<x>"}, 400),
        ({"focus": "Yposkesi", "hops": "9"}, 400),
    ],
)
def test_a_start_that_cannot_be_is_told_so_with_what_to_do(client, query, status):
    """Not an empty picture."""
    answer = client.get("/en/graph.json", params=query)
    assert answer.status_code == status
    assert answer.json()["hint"]


def test_a_hostile_address_stays_text(client):
    """Whatever stands in the words of an address."""
    page = client.get(
        '/fr/graph?focus=Yposkesi&find="><script>alert(1)</script>&node=javascript:x'
    ).text
    assert "<script>alert" not in page
    assert 'href="javascript' not in page


def test_addresses_may_use_short_names_of_things(client, ego):
    """``id:org/x`` is enough."""
    one = ids(ego)[0]
    assert ids(shown(client, focus=compact(one))) == ids(shown(client, focus=one))


def test_without_a_start_readers_are_offered_some(client):
    """By name, by layer, by finding: never everything at once."""
    page = client.get("/en/graph").text
    assert 'name="focus"' in page
    assert "all=1&amp;layer=supply" in page
    assert "finding=" in page
