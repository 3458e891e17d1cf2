"""Traps of modality: what is denied, feared, hoped for, over or planned is not told as done."""

from __future__ import annotations

import pytest

from biograph.extract.relations.lexicon import fold
from biograph.extract.relations.modality import modality
from biograph.extract.relations.parse import parse
from biograph.extract.relations.sentences import Marked, split
from biograph.model import Modality

A, P, N, H, E = (
    Modality.ASSERTED,
    Modality.PLANNED,
    Modality.NEGATED,
    Modality.HYPOTHETICAL,
    Modality.ENDED,
)

FRENCH = [
    ("Sanofi n'a pas racheté Servier.", "rachete", N),
    ("Sanofi n'a jamais produit ce vaccin.", "produit", N),
    ("Sanofi a démenti vouloir racheter Servier.", "racheter", N),
    ("Sanofi a renoncé à racheter Servier.", "racheter", N),
    ("Sanofi refuse de fournir Servier.", "fournir", N),
    ("Le rachat de Servier a échoué.", "rachat", N),
    ("Aucun fabricant ne produit ce vaccin.", "produit", N),
    ("Sanofi pourrait racheter Servier.", "racheter", H),
    ("Sanofi serait racheté par Servier.", "rachete", H),
    ("Sanofi envisage de racheter Servier.", "racheter", H),
    ("Sanofi espère produire ce vaccin.", "produire", H),
    ("Sanofi souhaite acquérir Servier.", "acquerir", H),
    ("Sanofi négocie le rachat de Servier.", "rachat", H),
    ("Sanofi rachèterait Servier.", "racheterait", H),
    ("Sanofi craint de manquer de plasma.", "manquer", H),
    ("L'éventuel rachat de Servier inquiète.", "rachat", H),
    ("Le possible partenariat avec Servier inquiète.", "partenariat", H),
    ("Sanofi ne produit plus ce vaccin.", "produit", E),
    ("Sanofi a cessé de produire ce vaccin.", "produire", E),
    ("Sanofi, ancienne filiale de Servier, recrute.", "filiale", E),
    ("Sanofi a mis fin à son partenariat avec Servier.", "partenariat", E),
    ("Sanofi a résilié le contrat.", "contrat", E),
    ("Sanofi prévoit de construire une usine.", "construire", P),
    ("Sanofi construira une usine.", "construira", P),
    ("Sanofi va construire une usine.", "construire", P),
    ("Sanofi s'engage à produire ce vaccin.", "produire", P),
    ("La société compte ouvrir un site.", "ouvrir", P),
    ("Sanofi a racheté Servier.", "rachete", A),
    ("Sanofi ne produit que ce vaccin.", "produit", A),
    ("Sanofi, filiale de Servier, pourrait recruter.", "filiale", A),
    ("Sanofi, qui pourrait recruter, a racheté Servier.", "rachete", A),
    ("Née chez Servier, Sanofi ne recrute pas.", "nee", A),
    ("Jusqu'en 2019, Sanofi produisait ce vaccin.", "produisait", E),
    ("Sanofi a mis un terme à la production de ce vaccin.", "production", E),
    ("Sous réserve du feu vert de l'agence, Sanofi produit ce vaccin.", "produit", H),
    ("Si l'agence l'autorise, Sanofi produira ce vaccin.", "produira", H),
    ("Sanofi produit-elle ce vaccin ?", "produit", H),
    ("Cet accord ferait de Sanofi le distributeur de ce vaccin.", "distributeur", H),
    ("Rien ne prouve que Sanofi produit ce vaccin.", "produit", N),
    ("Sanofi ne produit plus que ce vaccin.", "produit", A),
    ("Sanofi fabrique ce vaccin à partir de cellules.", "fabrique", A),
    ("Sanofi fabrique ce vaccin à partir de 2030.", "fabrique", P),
    ("Sanofi n'a pas tardé à racheter Servier.", "racheter", A),
    ("Sanofi n'a jamais cessé de produire ce vaccin.", "produire", A),
    ("Sanofi tarde à produire ce vaccin.", "produire", N),
    ("Sanofi ne produit pas seulement ce vaccin.", "produit", A),
    ("Sanofi a fermé son usine de Lyon.", "usine", E),
    ("L'usine de Lyon a fermé.", "usine", E),
    ("Sanofi fermera son usine de Lyon.", "usine", A),
    ("Sanofi envisage une usine à Lyon.", "usine", H),
    ("Sanofi envisage d'agrandir son usine de Lyon.", "usine", A),
    ("Sanofi a obtenu une option pour acheter Servier.", "acheter", H),
    ("Sanofi abandonne le contrat pour produire ce vaccin.", "produire", E),
    ("Avant d'envisager une cotation, Sanofi a racheté Servier.", "rachete", A),
    ("Sanofi compte six vaccins parmi ceux qu'elle produit.", "compte", A),
]

ENGLISH = [
    ("Sanofi did not buy Servier.", "buy", N),
    ("Sanofi never made this vaccine.", "made", N),
    ("Sanofi refused to supply Servier.", "supply", N),
    ("Sanofi failed to acquire Servier.", "acquire", N),
    ("Sanofi could buy Servier.", "buy", H),
    ("Sanofi may acquire Servier.", "acquire", H),
    ("Sanofi hopes to acquire Servier.", "acquire", H),
    ("Sanofi would supply Servier.", "supply", H),
    ("Sanofi is considering buying Servier.", "buying", H),
    ("Sanofi, a former subsidiary of Servier, is hiring.", "subsidiary", E),
    ("Sanofi no longer supplies Servier.", "supplies", E),
    ("Sanofi stopped making this vaccine.", "making", E),
    ("Sanofi will build a plant.", "build", P),
    ("Sanofi plans to build a plant.", "build", P),
    ("Sanofi intends to open a site.", "open", P),
    ("Sanofi bought Servier.", "bought", A),
    ("Sanofi, a subsidiary of Servier, may recruit.", "subsidiary", A),
    ("Sanofi, which may recruit, bought Servier.", "bought", A),
    ("Until 2018, Sanofi made this vaccine.", "made", E),
    ("Does Sanofi make this vaccine?", "make", H),
    ("If the agency agrees, Sanofi makes this vaccine.", "makes", H),
    ("There is no evidence that Sanofi makes this vaccine.", "makes", N),
    ("Sanofi never stopped making this vaccine.", "making", A),
    ("Sanofi works closely with Servier.", "works", A),
    ("Sanofi not only makes this vaccine.", "makes", A),
    ("No firm makes this vaccine.", "makes", N),
    ("Sanofi shut its plant in Lyon.", "plant", E),
    ("Sanofi will shut its plant in Lyon.", "plant", A),
    ("Sanofi has shelved plans for a plant in Lyon.", "plant", E),
    ("Sanofi opened a plant in Lyon.", "plant", A),
    ("Sanofi lost the contract to make this vaccine.", "make", E),
    ("Sanofi treats patients when chemotherapy fails.", "treats", A),
]


def held(text: str, word: str, lang: str) -> Modality:
    """The modality of the statement made by a word of a text."""
    ((parsed,),) = parse([(Marked(text, [], lang), split(text, []))])
    at = parsed.words.index(fold(word))
    action = word not in {"filiale", "distributeur", "subsidiary", "usine", "plant"}
    return modality(parsed, range(at, at + 1), action=action)


@pytest.mark.parametrize(("text", "word", "expected"), FRENCH)
def test_a_french_statement_is_held_as_told(text: str, word: str, expected: Modality) -> None:
    """French negations, doubts, endings and plans are told apart."""
    assert held(text, word, "fr") is expected


@pytest.mark.parametrize(("text", "word", "expected"), ENGLISH)
def test_an_english_statement_is_held_as_told(text: str, word: str, expected: Modality) -> None:
    """English negations, doubts, endings and plans are told apart."""
    assert held(text, word, "en") is expected


def test_who_did_it_is_no_plan() -> None:
    """``by`` before a name is no limit of time, also where the name is an end of the statement."""
    text = "Yposkesi was launched by Sanofi."
    ((parsed,),) = parse([(Marked(text, [], "en"), split(text, []))])
    at = parsed.words.index("launched")
    ends = [parsed.words.index("yposkesi"), parsed.words.index("sanofi")]
    assert modality(parsed, range(at, at + 1), action=True, ends=ends) is Modality.ASSERTED


def test_what_a_name_is_given_up_as_is_over() -> None:
    """The noun that a name complements is looked at, wherever the statement is made."""
    text = "Après l'abandon de Zolvec, Sanofi développe un vaccin."
    ((parsed,),) = parse([(Marked(text, [], "fr"), split(text, []))])
    at, name = parsed.words.index("developpe"), parsed.words.index("zolvec")
    assert modality(parsed, range(at, at + 1), action=True) is Modality.ASSERTED
    assert modality(parsed, range(at, at + 1), action=True, ends=[name]) is Modality.ENDED
