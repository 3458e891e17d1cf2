"""Sentences made for training in, annotated documents out.

A line is a sentence with slots for names and the relations it states:
``C1, filiale de C2, fournit H1. | C1 subsidiaryOf C2; C1 supplies H1``.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from biograph.errors import DataError
from biograph.extract.annotation import Annotated, Entity, Relation
from biograph.extract.relations.scheme import ENDS

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_KINDS = {
    "C": ("Company", ("Altavix", "Belocyte", "Corvexa")),
    "R": ("ResearchOrganization", ("Institut Lavau", "Institut Meyret", "Institut Dorlac")),
    "H": ("Hospital", ("CHU de Vannes", "CHU de Pau", "CHU de Gap")),
    "P": ("PatientOrganization", ("Espoir Myo", "Entraide Lyso")),
    "F": ("Funder", ("Verdane Capital", "Odyssal Fund", "Quintal Partners")),
    "G": ("Regulator", ("ANSM", "EMA")),
    "K": ("Cluster", ("Biovallis", "Medipolis")),
    "S": ("Site", ("plateforme Cytosud", "plateforme Genouest")),
    "T": ("Therapy", ("ZEP-101", "ZEP-202")),
    "X": ("TherapyClass", ("vaccins", "anticorps")),
    "I": ("InputMaterial", ("milieux de culture", "résines")),
    "E": ("Equipment", ("bioréacteurs", "isolateurs")),
    "D": ("Disease", ("mucoviscidose", "hémophilie")),
    "L": ("Location", ("Nantes", "Lyon", "Lille")),
    "M": ("Money", ("12 millions d'euros",)),
    "Y": ("Date", ("mars 2021",)),
}
_SLOT = re.compile(rf"\b([{''.join(_KINDS)}])([1-3])\b")
_HINT = "write: C1 buys C2. | C1 acquired C2"


def read(path: Path) -> Iterator[Annotated]:
    """The documents of a file ``NAME.LANG.txt``, one a line; DataError names a bad line."""
    lang = path.suffixes[-2].lstrip(".")
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        if line.strip() and not line.startswith("#"):
            yield annotated(line, lang=lang, where=f"{path.name}:{number}")


def annotated(line: str, *, lang: str, where: str) -> Annotated:
    """One line as an annotated document; DataError where it is not of the form."""
    sentence, bar, stated = line.partition("|")
    if not bar:
        raise DataError(f"{where}: no '|' between the sentence and its relations", hint=_HINT)
    text, entities, surfaces = _filled(sentence.strip())
    relations = tuple(
        _relation(part.split(), surfaces, len(text), where)
        for part in stated.split(";")
        if part.strip()
    )
    return Annotated(id=where, text=text, lang=lang, entities=entities, relations=relations)


def _filled(sentence: str) -> tuple[str, tuple[Entity, ...], dict[str, str]]:
    parts: list[str] = []
    entities: list[Entity] = []
    surfaces: dict[str, str] = {}
    done = length = 0
    for found in _SLOT.finditer(sentence):
        kind, pool = _KINDS[found[1]]
        surface = surfaces[found[0]] = pool[int(found[2]) - 1]
        before = sentence[done : found.start()]
        start = length + len(before)
        length, done = start + len(surface), found.end()
        parts += [before, surface]
        entities.append(Entity(text=surface, start=start, end=length, type=kind))
    return "".join([*parts, sentence[done:]]), tuple(entities), surfaces


def _relation(words: list[str], surfaces: dict[str, str], end: int, where: str) -> Relation:
    if len(words) != 3 or words[1] not in ENDS or not {words[0], words[2]} <= surfaces.keys():
        raise DataError(f"{where}: '{' '.join(words)}' is no relation of the sentence", hint=_HINT)
    subject, predicate, object_ = words
    return Relation(
        subject=surfaces[subject], predicate=predicate, object=surfaces[object_], start=0, end=end
    )
