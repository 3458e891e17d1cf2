"""Training sentences in press style: templates filled with invented and listed names.

Invented names teach the model what surrounds a name; every draw comes from one seeded generator, so
that the same seed gives the same sentences.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from biograph import resources
from biograph.extract.gazetteer import cell, rows

if TYPE_CHECKING:
    import random
    from collections.abc import Callable, Iterator, Mapping, Sequence


class Labelled(NamedTuple):
    """A text with labelled spans; ``closed``: what is not labelled is known to be no name."""

    text: str
    spans: tuple[tuple[int, int, str], ...]
    lang: str
    closed: bool = True


_SLOT = re.compile(r"\{(?:(le|du|au|the) )?([A-Za-z_]+)\}")
_COMPANY_WEIGHTS = (0.35, 0.25, 0.18, 0.06, 0.04, 0.04, 0.03, 0.05)


@cache
def _parts() -> dict[str, list[str]]:
    """Syllables, endings and other parts of invented names."""
    path = resources.extract() / "patterns" / "invented.tsv"
    return {row["part"]: cell(row["values"]) for row in rows(path, ("part", "values"))}


def _one(draw: random.Random, part: str) -> str:
    return draw.choice(_parts()[part])


_VOWEL = re.compile(r"[AEIOUYÉÈÊÂÎÔHaeiouyéèêâîôh]")


def word(draw: random.Random) -> str:
    """An invented proper noun of two to four syllables."""
    middle = "".join(_one(draw, "middle") for _ in range(draw.choice((0, 1, 1, 2))))
    made = _one(draw, "start") + middle + _one(draw, "final")
    style = draw.random()
    if style < 0.06:
        return made.upper()
    return made[:3] + made[3:].capitalize() if style < 0.12 else made


def _acronym(draw: random.Random) -> str:
    return "".join(draw.choice("ABCDEFGHILMNOPRSTV") for _ in range(draw.choice((3, 3, 4, 4, 5))))


def _company(draw: random.Random) -> str:
    base = word(draw)
    styles = (
        base,
        f"{base} {_one(draw, 'startup')}",
        f"{base} {_one(draw, 'industry')}",
        f"{base} {word(draw)}",
        f"Laboratoires {base}",
        _acronym(draw),
        f"{base}-{word(draw)}",
        f"{_acronym(draw)} {base}",
    )
    return draw.choices(styles, _COMPANY_WEIGHTS)[0]


def _funder(draw: random.Random) -> str:
    style = draw.random()
    if style < 0.65:
        return f"{word(draw)} {_one(draw, 'funder')}"
    if style < 0.8:
        return word(draw)
    return draw.choice(("Fondation ", "Fonds ", "Banque ")) + word(draw)


def _code(draw: random.Random) -> str:
    style = draw.random()
    if style < 0.5:
        return f"{_acronym(draw)[:3]}{draw.choice(('-', ''))}{draw.randint(1, 4000):03d}"
    if style < 0.75:
        return word(draw)
    return word(draw).lower() + draw.choice(("mab", "leucel", "parvovec", "cept"))


def _cluster(draw: random.Random) -> str:
    return f"{word(draw)} {_one(draw, 'cluster')}" if draw.random() < 0.6 else word(draw)


class Inventor:
    """Draws a surface for each slot of a template, from lists or by invention."""

    def __init__(self, draw: random.Random, listed: Mapping[str, Sequence[str]]) -> None:
        self._draw = draw
        self._listed = listed
        self._makers: dict[str, Callable[[], str]] = {
            "Company": lambda: _company(draw),
            "Funder": lambda: _funder(draw),
            "Therapy": lambda: _code(draw),
            "Cluster": lambda: _cluster(draw),
            "Site": lambda: (
                f"Bioparc {word(draw)}" if draw.random() < 0.5 else f"Centre {word(draw)}"
            ),
            "Site_bare": lambda: word(draw),
            "RO_acr": lambda: _acronym(draw),
            "Reg_acr": lambda: _acronym(draw),
            "PO_acr": lambda: _acronym(draw),
            "Person": lambda: f"{_one(draw, 'first')} {_one(draw, 'last')}",
        }

    def surface(self, slot: str, lang: str) -> str:
        """A name for the slot: invented, or one of the list, or a date, an amount, an adjective."""
        draw = self._draw
        if slot == "Date":
            month = _one(draw, f"months_{lang}")
            return draw.choice(
                (f"{month} {draw.randint(2000, 2027)}", str(draw.randint(2000, 2030)))
            )
        if slot == "Money":
            unit = "millions d'euros" if lang == "fr" else "million euros"
            return f"{draw.randint(2, 400)} {unit}"
        if slot == "Location_adj":
            return _one(draw, f"adjectives_{lang}")
        listed = self._listed.get(f"{slot}/{lang}") or self._listed.get(slot)
        if slot in self._makers and (not listed or draw.random() < 0.55):
            return self._makers[slot]()
        assert listed, slot
        return draw.choice(listed)


_LABEL = {
    "Country": "Location",
    "Class": "TherapyClass",
    "Input": "InputMaterial",
    "Equip": "Equipment",
    "RO_acr": "ResearchOrganization",
    "Reg_acr": "Regulator",
    "PO_acr": "PatientOrganization",
    "Site_bare": "Site",
}
_UNLABELLED = ("Date", "Money", "Location_adj")
_FEMININE = re.compile(
    r"(?:Université|Fondation|Association|Agence|Haute|Clinique|Commission|Banque|Ligue|Région|"
    r"École|Alliance|Fédération|Direction|Métropole|Société|Plateforme|Unité|leucémie|maladie)",
    re.IGNORECASE,
)


def article(form: str, name: str) -> str:
    """The article ``le``, ``du``, ``au`` (French) or ``the`` as it stands before a name."""
    if form == "the":
        return "the "
    if _VOWEL.match(name):
        return {"le": "l'", "du": "de l'", "au": "à l'"}[form]
    if _FEMININE.match(name):
        return {"le": "la ", "du": "de la ", "au": "à la "}[form]
    return form + " "


def fill(template: str, lang: str, inventor: Inventor) -> Labelled:
    """One sentence: each slot of the template filled and labelled."""
    text, last = "", 0
    spans = []
    for slot in _SLOT.finditer(template):
        text += template[last : slot.start()]
        name = inventor.surface(slot[2], lang)
        if slot[1]:
            text += article(slot[1], name)
        elif lang == "fr" and text.endswith(" de ") and _VOWEL.match(name):
            text = text[:-2] + "'"
        if slot[2] not in _UNLABELLED:
            spans.append((len(text), len(text) + len(name), _LABEL.get(slot[2], slot[2])))
        text += name
        last = slot.end()
    text += template[last:]
    return Labelled(text, tuple(spans), lang)


def sentences(
    templates: Mapping[str, Sequence[str]], inventor: Inventor, *, rounds: int
) -> Iterator[Labelled]:
    """Each template of each language filled ``rounds`` times."""
    for lang in sorted(templates):
        for template in templates[lang]:
            for _ in range(rounds):
                yield fill(template, lang, inventor)
