"""Lines of a what-if told to readers: inputs with who could stand in, medicines, access."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from biograph.analyse import findings as form
from biograph.analyse.outline import Outline, names, pair
from biograph.model import Text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from biograph.analyse.alternatives import Alternatives
    from biograph.analyse.whatif.outcome import WhatIf
    from biograph.analyse.whatif.reach import Access, Reach

_NO_CENTRE = Text(fr="plus aucun centre connu", en="no known centre is left")


def cause(one: Alternatives) -> Outline:
    """An input without which families stop, the time to requalify and who is near."""
    count, time = form.families(len(one.families)), _time(one)
    lines = [
        pair("autres fournisseurs connus", "other known suppliers", names(one.living)),
        pair("font un intrant plus général", "make a more general input", names(one.general)),
    ]
    if one.neighbours:
        near = form.listed([_with(n.name, len(n.makers)) for n in one.neighbours])
        lines.append(pair("intrants voisins (fournisseurs)", "near inputs (suppliers)", near))
    title = Text(fr=f"{count.fr} ; {time.fr}", en=f"{count.en}; {time.en}")
    return Outline(pair(one.name.fr, one.name.en, title), tuple(map(Outline, lines)))


def _with(name: Text, count: int) -> Text:
    return Text(fr=f"{name.fr} ({count})", en=f"{name.en} ({count})")


def _time(one: Alternatives) -> Text:
    if one.months is None:
        return Text(fr="délai de requalification inconnu", en="time to requalify unknown")
    months = form.between(*one.months)
    return Text(
        fr=f"requalification : {months.fr} mois{one.basis.fr}",
        en=f"requalification: {months.en} months{one.basis.en}",
    )


def thin(one: Alternatives) -> Text:
    """An input and who is left."""
    return pair(one.name.fr, one.name.en, names(one.living))


def medicines(answer: WhatIf) -> Iterator[Text]:
    """How many are of each family that stops, loosely or not, and which the removed hold."""
    for family, name in zip(answer.after.families, answer.after.names, strict=True):
        sure = [_short(p.name) for p in answer.products if family in p.families]
        loose = [_short(p.name) for p in answer.products if family in p.loosely]
        if sure:
            yield _counted(name, names(sure, 3), len(sure))
        elif loose:
            shown = names(loose, 3)
            where = Text(
                fr=f"classe plus générale : {shown.fr}", en=f"a more general class: {shown.en}"
            )
            yield _counted(name, where, len(loose))
    if held := [_short(p.name) for p in answer.products if p.held]:
        title = Text(fr="dont le titulaire est retiré", en="whose holder is taken away")
        yield _counted(title, names(held, 10), len(held))


def _short(name: str) -> str:
    """``ABECMA`` of ``ABECMA 260 - 500 x 1 000 000 cellules, dispersion``."""
    return re.split(r",| \(| \d", name, maxsplit=1)[0]


def _counted(title: Text, shown: Text, count: int) -> Text:
    return Text(fr=f"{title.fr} : {count} ({shown.fr})", en=f"{title.en}: {count} ({shown.en})")


def patients(access: Access) -> Outline:
    """How many centres are left, and how far people live from all of them and from these."""
    count = Text(
        fr=f"{access.left} sur {access.known} connus restent",
        en=f"{access.left} of {access.known} known ones are left",
    )
    lines = [
        pair("avant", "before", _reach(access.before)),
        pair("après", "after", _reach(access.after) if access.left else _NO_CENTRE),
    ]
    return Outline(pair(access.name.fr, access.name.en, count), tuple(map(Outline, lines)))


def _reach(reach: Reach | None) -> Text:
    if reach is None:
        return Text(fr="distance inconnue", en="distance unknown")
    half, most, share = (
        form.grouped(round(reach.half)),
        form.grouped(round(reach.most)),
        form.percent(reach.beyond),
    )
    return Text(
        fr=f"la moitié des habitants comptés à {half.fr} km au plus, neuf sur dix à {most.fr} km, "
        f"{share.fr} à plus de 100 km (à vol d'oiseau, métropole)",
        en=f"half of the people counted within {half.en} km, nine in ten within {most.en} km, "
        f"{share.en} beyond 100 km (as the crow flies, metropolitan France)",
    )
