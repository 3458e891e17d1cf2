"""EMA's report of medicines, one JSON file refreshed twice a day, in the form of the snapshot.

Whether a medicine is a biologic is not in the report. A medicine of the snapshot keeps the class
it has there. A new one has that of a known medicine with the same INN, else one told by its ATC
group or by the stem of its INN; in the snapshot these rules hold for every medicine they apply to.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from biograph.harvest.declared import EMA
from biograph.harvest.forms import whole
from biograph.harvest.forms.answers import objects_in, unreadable
from biograph.harvest.forms.whole import cell
from biograph.harvest.places import folded
from biograph.harvest.sources.ema import SOURCE
from biograph.harvest.tables import read
from biograph.model import Flag, Record
from biograph.resources import bundled_snapshot

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from biograph.harvest.feed import Asked, Page
    from biograph.harvest.http import Client
    from biograph.harvest.raw import Payload

ID, WHOLE, WALL, LOOKBACK = SOURCE.id, True, None, 0
REPORTS = "https://www.ema.europa.eu/en/documents/report"
# column of the snapshot -> name in the report
NAMES = {
    "name": "name_of_medicine",
    "ema_number": "ema_product_number",
    "status": "medicine_status",
    "inn": "international_non_proprietary_name_common_name",
    "atc": "atc_code_human",
    "advanced_therapy": "advanced_therapy",
    "mah": "marketing_authorisation_developer_applicant_holder",
    "ma_date": "marketing_authorisation_date",
    "end_of_ma_date": "withdrawal_expiry_revocation_lapse_of_marketing_authorisation_date",
    "url": "medicine_url",
}
_CATEGORY = "category"
_GROUPS = {"J07": "vaccine", "A10A": "insulin"}  # of the ATC
_ANTIBODY = re.compile(r"\w+mab")  # the stem of WHO for monoclonal antibodies, bare


def pages(client: Client, asked: Asked) -> Iterator[Page]:
    """The report, with the number of records that it announces itself."""
    answer = client.get(
        f"{REPORTS}/{asked.query.values['report']}", accept="application/json", conditional=True
    )
    total = None if answer.unchanged else _announced(answer.content)
    yield from whole.page(answer, asked.query, _count, total=total)


def parse(given: Payload) -> Iterator[Record | Flag]:
    """One record a human medicine that is a biologic or an advanced therapy."""
    rows = _rows(given.content)
    if rows is None:
        yield unreadable(given, "a report of EMA")
        return
    needed = (_CATEGORY, *NAMES.values())
    missing = list(whole.lacking(given, needed, whole.names(rows))) if rows else []
    yield from missing or whole.records(
        given,
        EMA,
        _medicines(rows),
        wanted=lambda row: bool(row["bio_class"]) or row["advanced_therapy"] == "Yes",
    )


def _announced(content: bytes) -> int | None:
    found = objects_in(content)
    meta = found.get("meta") if isinstance(found, dict) else None
    total = meta.get("total_records") if isinstance(meta, dict) else None
    return total if isinstance(total, int) else None


def _count(content: bytes) -> int | None:
    rows = _rows(content)
    return None if rows is None else len(rows)


def _rows(content: bytes) -> list[whole.Row] | None:
    found = objects_in(content)
    listed = found.get("data") if isinstance(found, dict) else None
    if not isinstance(listed, list):
        return None
    return [row if isinstance(row, dict) else None for row in listed]


def _medicines(rows: list[whole.Row]) -> Iterator[whole.Row]:
    """The human medicines, in the columns of the snapshot; a row that is none stays None."""
    classes = _Classes()
    for row in rows:
        if row is None:
            yield None
        elif _text(row, _CATEGORY) in {"Human", ""}:
            fields = {column: _text(row, name) for column, name in NAMES.items()}
            yield {**fields, "bio_class": classes.of(fields)}


def _text(row: Mapping[str, Any], name: str) -> str:
    """A value of the report, which wraps some in a list, without the white space around it."""
    return cell(row.get(name)).strip()


class _Classes:
    """The classes of the biologics that travel with the package, by number and by INN."""

    def __init__(self) -> None:
        known = read(EMA, bundled_snapshot(), source=ID)
        rows = [one.fields for one in known if isinstance(one, Record)]
        self._by_number = {row["ema_number"]: row["bio_class"] for row in rows}
        self._by_inn = {folded(row["inn"]): row["bio_class"] for row in rows}

    def of(self, fields: Mapping[str, str]) -> str:
        """The class of a medicine; empty where it is not known to be a biologic."""
        if (number := fields["ema_number"]) in self._by_number:
            return self._by_number[number]
        inn = fields["inn"]
        if inn and (known := self._by_inn.get(folded(inn))):
            return known
        atc = fields["atc"]
        told = (name for group, name in _GROUPS.items() if atc.startswith(group))
        return next(told, "monoclonal_antibody" if _ANTIBODY.fullmatch(inn) else "")
