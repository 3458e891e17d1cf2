"""What the encoder's head learns of annotated documents, and what it is shown of a scene."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pytest

from biograph.extract import material
from biograph.extract.annotation import Annotated, Relation
from biograph.extract.encoder.words import where
from biograph.extract.relations.design import labelled
from biograph.extract.relations.taught import taught
from biograph.extract.tokens import read_sentences
from biograph.terms import ENTITY_TYPES

if TYPE_CHECKING:
    from collections.abc import Callable

    from biograph.extract.encoder.judge import PairNames, Wanted

TEXT = (
    "{Nelvia|Company} recrute à {Dax|Location}.\n"
    "La société fournit des {résines|InputMaterial} à {Orbise|Company}."
)


@pytest.fixture
def document(marked: Callable[..., Annotated]) -> Annotated:
    """Two sentences, the second about a company by a bare noun."""
    plain = marked(TEXT)
    second = plain.text.index("La société")
    stated = Relation(
        subject="Nelvia", predicate="supplies", object="Orbise", start=second, end=len(plain.text)
    )
    return Annotated(
        id="d", text=plain.text, lang="fr", entities=plain.entities, relations=(stated,)
    )


def learnt(document: Annotated) -> tuple[Wanted, PairNames, list[str]]:
    """What is wanted of a document, the names of its numbers, and its words."""
    sentences = [*read_sentences(document.text)]
    (wanted,), names = taught([document], [where(sentences)])
    assert wanted is not None
    return wanted, names, [w for tokens in sentences for w in tokens.words]


def test_a_stated_relation_is_wanted_of_the_pair_that_tells_it(document: Annotated) -> None:
    """The bare noun and the name beside it, in the sentence of the statement alone."""
    wanted, names, words = learnt(document)
    (row,) = np.flatnonzero(wanted.stated[:, names.predicates["supplies"]])
    spans = wanted.shown.spans[row].reshape(-1, 2)
    said = [" ".join(words[a : b + 1]) for a, b in spans]
    whole = " ".join(words[words.index("La") :])
    assert said == [whole, "société", "Orbise", "Nelvia", "Orbise"]
    hows, kinds = ({n: k for k, n in some.items()} for some in (names.hows, names.kinds))
    how = [hows[n] for n in wanted.shown.told[row, :2]]
    assert how == ["noun1", "name0"]
    assert [kinds[n] for n in wanted.shown.told[row, 2:]] == ["Company", "Company"]


def test_nothing_is_wanted_where_types_allow_nothing(document: Annotated) -> None:
    """A predicate counts for pairs of its types; what another sentence states does not count."""
    wanted, names, _ = learnt(document)
    kinds = {n: k for k, n in names.kinds.items()}
    located = names.predicates["locatedIn"]
    for row, told in enumerate(wanted.shown.told):
        assert wanted.counts[row, located] == (kinds[told[3]] == "Location")
    assert wanted.stated.sum() == 1
    assert (wanted.stated <= wanted.counts).all()


def test_a_document_without_pairs_teaches_nothing() -> None:
    """No names, no pairs."""
    empty = Annotated(id="d", text="Rien de neuf.", lang="fr")
    assert taught([empty], [where(read_sentences(empty.text))])[0] == [None]


def test_most_relations_of_the_training_documents_are_wanted_of_some_pair() -> None:
    """What no pair can tell is lost to the head as it is to the features."""
    documents = material.added()[:60]
    wanted, names = taught(documents, [where(read_sentences(d.text)) for d in documents])
    relations = {(i, r.predicate) for i, d in enumerate(documents) for r in d.relations}
    told = {
        (i, predicate)
        for i, one in enumerate(wanted)
        if one
        for predicate, column in names.predicates.items()
        if one.stated[:, column].any()
    }
    assert told <= relations
    assert len(told) > 0.8 * len(relations)
    assert set(names.kinds) <= set(ENTITY_TYPES)


def test_a_silent_end_is_nowhere_and_its_name_is_somewhere() -> None:
    """The sentence, the other end and both names have words."""
    documents = material.added()[:60]
    wanted, _ = taught(documents, [where(read_sentences(d.text)) for d in documents])
    spans = np.concatenate([one.shown.spans for one in wanted if one])
    silent = spans < 0
    assert silent[:, 2:6].any()
    assert not silent[:, [0, 1, 6, 7, 8, 9]].any()
    assert (silent[:, 2] == silent[:, 3]).all()
    inside = (spans[:, 2:6] >= spans[:, [0]]) & (spans[:, 2:6] <= spans[:, [1]])
    assert (inside | silent[:, 2:6]).mean() > 0.999


def test_what_another_sentence_states_is_neither_right_nor_wrong(
    marked: Callable[..., Annotated],
) -> None:
    """Of two sentences with both names the one that states the relation alone has it."""
    plain = marked(
        "{Nelvia|Company} recrute chez {Orbise|Company}.\n"
        "{Nelvia|Company} a racheté {Orbise|Company}."
    )
    second = plain.text.index("\n") + 1
    stated = Relation(
        subject="Nelvia", predicate="acquired", object="Orbise", start=second, end=len(plain.text)
    )
    (scenes,) = labelled([replace(plain, relations=(stated,))])
    told = {
        (s.scene.parsed.sentence.index, triple): label
        for s in scenes
        for labels in s.labels
        for triple, label in labels.values()
    }
    purchase, other = ("Nelvia", "acquired", "Orbise"), ("Nelvia", "supplies", "Orbise")
    assert told[1, purchase] is True
    assert told[0, purchase] is None
    assert told[1, other] is False
