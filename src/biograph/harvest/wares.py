"""The input a supplier's words mean, by ``ontology/inputs.tsv``: words in, input and kind out."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from biograph.harvest.places import folded
from biograph.harvest.tables import Table, read
from biograph.model import Identifier, Mention, Record
from biograph.resources import ontology

if TYPE_CHECKING:
    from collections.abc import Mapping

_TABLE = Table(
    path="inputs.tsv",
    key=("id",),
    columns=("kind", "annotation", "label_en", "synonyms_en", "row_terms"),
    delimiter="\t",
    quoted=False,
)


class Input(NamedTuple):
    """An input of the ontology: its id and the type that mentions of it have."""

    id: str
    kind: str


@cache
def _inputs() -> tuple[Mapping[str, Input], Mapping[str, Input | None]]:
    """The inputs by id, and by folded name (None where a name has two meanings)."""
    by_id: dict[str, Input] = {}
    by_name: dict[str, Input | None] = {}
    for record in read(_TABLE, ontology(), source="inputs"):
        if not isinstance(record, Record):
            continue  # the ontology's own checks speak of its flaws
        fields = record.fields
        one = by_id[record.key] = Input(record.key, fields["annotation"] or _kind(fields["kind"]))
        names = [fields[c] for c in ("label_en", "synonyms_en", "row_terms")]
        for name in {folded(n) for n in "|".join(names).split("|")} - {""}:
            by_name[name] = one if name not in by_name else None
    return by_id, by_name


def _kind(kind: str) -> str:
    """Consumables are input materials in the annotation scheme."""
    return "InputMaterial" if kind == "Consumable" else kind


def ware(words: str, *, kind: str, score: float = 1.0) -> Mention:
    """What ``words`` in a supplier's row mean; of ``kind`` where no input is called so."""
    known = _inputs()[1].get(folded(words))
    ids = (Identifier("input", known.id),) if known else ()
    return Mention(text=words, kind=known.kind if known else kind, identifiers=ids, score=score)


def requirement(key: str) -> Mention:
    """The input of this id, as a recipe line names it."""
    known = _inputs()[0].get(key, Input(key, "InputMaterial"))
    ids = (Identifier("input", key),)
    return Mention(text=key.replace("-", " "), kind=known.kind, identifiers=ids)
