"""What if somebody were gone, or came: on the tiny supply network, alone and with the wide one."""

from __future__ import annotations

import pytest

from biograph.analyse import whatif
from biograph.analyse.whatif.outcome import Range
from biograph.analyse.whatif.told import told
from biograph.ask import over
from biograph.errors import QueryError
from biograph.model import Literal, Statement, Text
from biograph.terms import ASSERTED, DATA, GEO, RDF, RDFS, REFERENCE, SKOS, XSD, bg, local_name
from tests.tiny import TINY, WIDE, opened

AAV, CART = DATA + "family/aav_gene_therapy", DATA + "family/autologous_car_t"


@pytest.fixture
def wide():
    """A store that holds the tiny and the wide graph."""
    return opened(TINY, WIDE)


def org(name):
    return DATA + "org/" + name


def keys(iris):
    return set(map(local_name, iris))


def by_input(answer):
    return {local_name(one.input): one for one in answer.inputs}


def owners(points):
    return {local_name(point.owner) for point in points}


def lines(outline):
    yield outline.text
    for below in outline.below:
        yield from lines(below)


# --- nothing, and everything that undoes itself --------------------------------------------------


def test_removing_nobody_changes_nothing(ask):
    """Without a removal every family goes on, in every draw, and no single point moves."""
    answer = whatif(ask)
    assert answer.before == answer.after
    assert answer.after.families == ()
    assert answer.after.completed == Range(median=0, low=0, high=0)
    assert (answer.points_gone, answer.points_come, answer.inputs, answer.products) == ((),) * 4
    assert answer.verdict.fr == ""
    assert "aucune famille de thérapies sur 2 ne s'arrête" in answer.sentence.fr


def test_removing_and_adding_the_same_maker_is_neutral(ask):
    """Who comes back is there: nothing stops, and the same points of failure are left."""
    answer = whatif(ask, without=["Sacmaker"], adding=["Sacmaker: bags"])
    assert answer.after == answer.before
    assert (answer.points_gone, answer.points_come) == ((), ())
    assert {name.en for name in answer.kept} == {"AAV gene therapy", "autologous CAR-T"}


# --- who is gone ---------------------------------------------------------------------------------


def test_a_sole_maker_stops_the_families_that_need_it(ask):
    """Without the only maker of bags both families stop, for want of bags and nothing else."""
    answer = whatif(ask, without=["Sacmaker"])
    assert set(answer.after.families) == {AAV, CART}
    assert set(by_input(answer)) == {"bags"}
    assert answer.after.naive == Range(median=2, low=2, high=2)
    assert keys(answer.evidence) >= {"bags", "sacmaker-suppliesInput-bags"}


def test_a_removed_owner_takes_its_firms(ask):
    """Bigcorp makes nothing itself: its two makers of reactors go with it, and AAV stops."""
    answer = whatif(ask, without=["Bigcorp"])
    assert answer.after.families == (AAV,)
    assert answer.gone[0].makers == ("Bedmaker", "Nordfilter")
    assert set(by_input(answer)) == {"fixed-bed", "su-bioreactor"}
    assert keys(answer.evidence) >= {"nordfilter-subsidiaryOf-bigcorp"}
    assert whatif(ask, without=["Nordfilter"]).after.families == ()


def test_firms_of_firms_go_along(store, ask):
    """An owner of an owner takes all below; a firm of two parents hangs on neither alone."""
    for child, parent in (("bigcorp", "holding"), ("sacmaker", "holding"), ("sacmaker", "other")):
        relation = f"{DATA}rel/{child}-{parent}"
        facts = {
            RDF + "type": bg("Relation"),
            RDF + "subject": org(child),
            RDF + "predicate": bg("subsidiaryOf"),
            RDF + "object": org(parent),
            bg("modality"): bg("asserted"),
        }
        store.add(Statement(relation, p, o, ASSERTED) for p, o in facts.items())
        store.add([Statement(org(parent), RDFS + "label", Literal(parent.title()), REFERENCE)])
    answer = whatif(ask, without=["Holding"])
    assert answer.gone[0].makers == ("Bedmaker", "Nordfilter")


def test_a_country_takes_the_makers_seated_there(ask):
    """By code or name: the American makers go, German ones stay though an American owns them."""
    answer = whatif(ask, without=["US"])
    assert answer.gone[0].makers == ("Bedmaker", "Sacmaker", "Spinco")
    assert answer == whatif(ask, without=["états-unis"])
    assert answer.after.families == (AAV, CART)
    assert any("comptés comme restant : 1." in caveat.fr for caveat in answer.caveats)


def test_a_region_takes_the_makers_based_there(ask):
    """The makers of Lyon go with their region: the plasmid has another one, the test has none."""
    answer = whatif(ask, without=["Auvergne-Rhône-Alpes"])
    assert answer.gone[0].makers == ("Plasmidis", "Testlabo")
    assert answer.after.families == (AAV,)
    found = by_input(answer)
    assert found["sterility"].families == (AAV,)
    assert (found["plasmid-gmp"].families, found["plasmid-gmp"].living) == ((), ("Genoplas",))


def test_an_input_is_gone_whoever_makes_it(ask):
    """Without stoppers, which nobody is known to make, a family stops in every draw."""
    assert whatif(ask, without=["bags"]).after.families == (AAV, CART)
    answer = whatif(ask, without=["Bouchons"])
    assert answer.after.families == (AAV,)
    assert answer.after.completed == Range(median=1, low=1, high=1)
    assert answer.gone[0].makers == ()


def test_a_general_input_takes_its_kinds(ask):
    """Without bioreactors there is neither the single-use nor the fixed-bed one."""
    answer = whatif(ask, without=["bioreactor"])
    assert answer.after.families == (AAV,)
    assert set(by_input(answer)) == {"fixed-bed", "su-bioreactor"}


def test_an_actor_that_makes_nothing_known_is_told(ask):
    """A hospital stops no family, and the answer says that it can tell nothing of it."""
    answer = whatif(ask, without=["CHU de Lyon-Test"])
    assert answer.after.families == ()
    assert any("aucun intrant fourni par « CHU de Lyon-Test »" in c.fr for c in answer.caveats)


# --- who comes -----------------------------------------------------------------------------------


def test_a_second_maker_ends_the_single_point(ask):
    """With another maker of bags Sacmaker is no single point any more, and nothing else changes."""
    answer = whatif(ask, adding=["Sacotte (FR): bags"])
    assert owners(answer.points_gone) == {"sacmaker"}
    assert answer.points_come == ()
    saved = whatif(ask, without=["Sacmaker"], adding=["Sacotte: bags"])
    assert saved.after.families == ()
    assert len(saved.kept) == 2
    assert [point.name for point in saved.points_come] == ["Sacotte"]


def test_a_firm_of_the_same_group_is_no_second_source(ask):
    """A maker that belongs to Bigcorp does not end Bigcorp's single point."""
    assert whatif(ask, adding=["Nordfilter: fixed-bed"]).points_gone == ()
    assert owners(whatif(ask, adding=["Autre: fixed-bed"]).points_gone) == {"bigcorp"}


def test_who_makes_a_kind_makes_the_general(wide):
    """A maker of bags is one of single-use assemblies, where those are asked for."""
    answer = whatif(over(wide), without=["Sacmaker"], adding=["Neuf: bags"])
    assert by_input(answer)["bags"].living == ("Neuf",)


def test_an_input_that_nobody_makes_was_counted_on_anyway(ask):
    """A first known maker of stoppers changes nothing, and the answer says why."""
    answer = whatif(ask, adding=["Liège & Cie: bouchons"])
    assert keys(thing.iri for thing in answer.come[0].unheard) == {"stoppers"}
    assert (answer.points_gone, answer.points_come) == ((), ())
    assert any("Aucun fournisseur n'était connu de : bouchons" in c.fr for c in answer.caveats)


# --- who could stand in --------------------------------------------------------------------------


def test_alternatives_are_named_with_the_time_to_qualify(wide):
    """Spinco sells bioreactors of an untold kind: it might stand in, in months that are assumed."""
    found = by_input(whatif(over(wide), without=["Bigcorp"]))["su-bioreactor"]
    assert (found.living, found.general) == ((), ("Spinco",))
    assert found.months is not None
    assert found.months[0] < found.months[1]
    assert keys(found.figures) == {"requalification-time-equipment"}


def test_neighbours_are_makers_of_the_same_general_term(ask):
    """Without Nordfilter's reactor there is the other kind of bioreactor, made by Bedmaker."""
    (near,) = by_input(whatif(ask, without=["Nordfilter"]))["su-bioreactor"].neighbours
    assert (local_name(near.input), near.makers) == ("fixed-bed", ("Bedmaker",))


def test_a_time_that_nobody_states_is_said_to_be_unknown(ask):
    """No figure is about the tiny graph's bags: months are none, and a caveat says so."""
    answer = whatif(ask, without=["Sacmaker"])
    assert by_input(answer)["bags"].months is None
    assert any("délai de requalification" in caveat.fr for caveat in answer.caveats)
    assert any("délai de requalification inconnu" in line.fr for line in lines(told(answer)))


# --- products and patients -----------------------------------------------------------------------


def test_medicines_of_the_lost_classes_are_told(ask):
    """Both authorised medicines are of the families that stop without bags."""
    found = {product.name: product for product in whatif(ask, without=["Sacmaker"]).products}
    assert found["Alphagen"].families == (AAV,)
    assert found["Betacel"].families == (CART,)
    assert not found["Alphagen"].held


def test_a_more_general_class_is_told_as_such(store, ask):
    """A medicine known as gene therapy may be an AAV one; a CAR-T is surely none."""
    product = DATA + "product/alpha"
    store.update(f"DELETE WHERE {{ GRAPH graph:asserted {{ <{product}> bg:hasTherapyClass ?c }} }}")
    store.add([Statement(product, bg("hasTherapyClass"), DATA + "class/gene-therapy", ASSERTED)])
    found = {product.name: product for product in whatif(ask, without=["Bigcorp"]).products}
    assert set(found) == {"Alphagen"}
    assert (found["Alphagen"].families, found["Alphagen"].loosely) == ((), (AAV,))


def test_medicines_of_a_removed_holder_are_told(ask):
    """No family stops without the holder, but its medicines are named."""
    answer = whatif(ask, without=["Holder Pharma"])
    assert answer.after.families == ()
    assert [(product.name, product.held) for product in answer.products] == [
        ("Alphagen", True),
        ("Betacel", True),
    ]


def test_patients_live_farther_where_a_centre_goes(wide):
    """With the centre of Lyon gone, those of Lyon have to go to that of Évry."""
    second = org("vectoria")
    wide.add(
        [
            Statement(second, RDF + "type", bg("CARTCentre"), REFERENCE),
            Statement(second, GEO + "lat", Literal("48.62870", XSD + "decimal"), REFERENCE),
            Statement(second, GEO + "long", Literal("2.43130", XSD + "decimal"), REFERENCE),
        ]
    )
    (access,) = whatif(over(wide), without=["CHU de Lyon-Test"]).access
    assert (access.known, access.left) == (2, 1)
    assert access.before is not None
    assert access.after is not None
    assert access.before.half == pytest.approx(0, abs=1)
    assert 300 < access.after.half < 400
    assert (access.before.beyond, round(access.after.beyond, 2)) == (0, 0.9)


def test_the_last_centre_leaves_no_distance(wide):
    """Where no centre is left, no distance is made up."""
    answer = whatif(over(wide), without=["CHU de Lyon-Test"])
    (access,) = answer.access
    assert (access.left, access.after) == (0, None)
    assert any("plus aucun centre connu" in line.fr for line in lines(told(answer)))
    assert whatif(over(wide), without=["Sacmaker"]).access == ()


# --- words ---------------------------------------------------------------------------------------


def test_a_fragile_answer_says_where_to_look_first(ask):
    """Unseen makers may stand in for Bigcorp, one fact on Testlabo is doubtful, bags are sure."""
    assert whatif(ask, without=["Bigcorp"]).verdict.en.startswith("Fragile")
    doubtful = whatif(ask, without=["Testlabo"]).verdict.fr
    assert doubtful.startswith("À vérifier")
    assert "essai de stérilité" in doubtful
    assert whatif(ask, without=["Sacmaker"]).verdict.en.startswith("Solid")


def test_the_outline_tells_all_in_both_languages(ask):
    """Every line has its words in French and in English."""
    answer = whatif(ask, without=["US", "Testlabo"], adding=["Neuf (DE): prodigy, bags"])
    found = list(lines(told(answer)))
    assert found[0] == answer.sentence
    assert all(isinstance(line, Text) and line.fr and line.en for line in found)
    assert any("Neuf : automate fermé, poches à usage unique" in line.fr for line in found)


@pytest.mark.parametrize("word", ["Nordfiltre", "su-bioreactors", "Allemange"])
def test_an_unknown_name_names_near_ones(ask, word):
    """A misspelt name is an error that shows what was probably meant."""
    with pytest.raises(QueryError) as error:
        whatif(ask, without=[word])
    assert word in error.value.message
    assert error.value.hint.startswith("did you mean id:")


def test_a_name_like_no_other_says_where_names_are(ask):
    """Where nothing is near, the hint names the questions that list what there is."""
    with pytest.raises(QueryError) as error:
        whatif(ask, without=["%%%"])
    assert "actors/network-nodes" in error.value.hint


def test_an_ambiguous_name_lists_its_candidates(store, ask):
    """A name that two actors bear is no guess: both are shown in a form that may be written."""
    store.add([Statement(org("genoplas"), SKOS + "altLabel", Literal("Vectoria bio"), REFERENCE)])
    with pytest.raises(QueryError) as error:
        whatif(ask, without=["vectoria bio"])
    assert "id:org/vectoria" in error.value.hint
    assert "id:org/genoplas" in error.value.hint
    assert whatif(ask, without=["id:org/genoplas"]).gone[0].thing.name.fr == "Genoplas"


def test_an_alias_and_an_iri_mean_the_same(ask):
    """Another name, the short form and the whole IRI are the same actor."""
    meant = [whatif(ask, without=[w]) for w in ("Vectoria Bio", "id:org/vectoria", org("vectoria"))]
    assert meant[0] == meant[1] == meant[2]


@pytest.mark.parametrize("text", ["bags", "Neuf:", ": bags", "Neuf (FR) bags"])
def test_an_addition_of_another_form_shows_the_form(ask, text):
    """What adds no maker is an error with the form to write."""
    with pytest.raises(QueryError) as error:
        whatif(ask, adding=[text])
    assert '"NAME: INPUT"' in error.value.hint


@pytest.mark.parametrize("text", ["Neuf: bagz", "Neuf (Freedonia): bags", "Neuf: Sacmaker"])
def test_an_addition_of_something_unknown_is_an_error(ask, text):
    """Inputs and countries that the graph does not know are not taken."""
    with pytest.raises(QueryError):
        whatif(ask, adding=[text])
