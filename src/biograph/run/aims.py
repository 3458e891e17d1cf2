"""The aims of the national strategy: what the graph answers in, indicators beside targets out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from biograph.model import Text
from biograph.terms import DATA, bg, local_name
from biograph.view.content import Aim, Indicator

if TYPE_CHECKING:
    from collections.abc import Iterator

    from biograph.ask import Ask
    from biograph.table import Table

#: The aims in the order of the value chain.
_ORDER = ("AimResearch", "AimMarketAccess", "AimProduction", "AimPatientAccess")
#: What an answer counts where that is not its first column.
_COUNTED = {"research/spin-offs": "company"}
#: The answer that counts by class, and the class that an indicator reads in it.
_BY_CLASS, _LABORATORY = "actors/count-by-class", bg("Laboratory")


def aims(ask: Ask) -> tuple[Aim, ...]:
    """Each aim with its indicators; a number is None where the graph knows nothing of it."""
    found: dict[str, tuple[Text, list[Indicator]]] = {}
    targets = {row["indicator"]: row for row in ask("strategy/targets").records()}
    for row in ask("strategy/aims").records():
        label = Text(fr=_bare(row["aim_fr"]), en=_bare(row["aim_en"]))
        target = targets.get(row["indicator"], {})
        found.setdefault(local_name(row["aim"]), (label, []))[1].append(
            Indicator(
                label=Text(fr=_upper(row["indicator_fr"]), en=_upper(row["indicator_en"])),
                value=_number(row["query"], ask(row["query"])),
                target=target.get("value"),
                year=target.get("year"),
                command=f"biograph ask {row['query']} --json",
            )
        )
    ordered = sorted(found.items(), key=lambda pair: (*_ORDER, pair[0]).index(pair[0]))
    return tuple(Aim(label=label, indicators=tuple(known)) for _, (label, known) in ordered)


def _number(query: str, answer: Table) -> float | None:
    """How many different things an answer names; None for none, as that may be ignorance."""
    if query == _BY_CLASS:
        counts = dict(zip(answer.column("class"), answer.column("actors"), strict=True))
        return counts.get(_LABORATORY)
    return len(set(_things(query, answer))) or None


def _things(query: str, answer: Table) -> Iterator[str]:
    for thing in answer.column(_COUNTED.get(query, answer.columns[0])):
        if thing and not thing.startswith(DATA + "class/"):  # a class of products is no product
            yield thing


def _bare(label: str) -> str:
    """``Access of patients`` of ``aim: access of patients``."""
    return _upper(label.rpartition(": ")[2])


def _upper(label: str) -> str:
    return label[:1].upper() + label[1:]
