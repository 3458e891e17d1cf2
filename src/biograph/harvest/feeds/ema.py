"""EMA's reports of medicines and of shortages, JSON files refreshed twice a day.

Medicines come in the form of the snapshot, which has no shortages. The list of these keeps what is
resolved: the last one tells all, and takes the place of the one before it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from biograph.harvest.declared import EMA
from biograph.harvest.forms import whole
from biograph.harvest.forms.answers import objects_in, unreadable
from biograph.harvest.forms.biologics import Biologics
from biograph.harvest.forms.whole import cell
from biograph.harvest.rows import iso_date, several
from biograph.harvest.sources.ema import SHORTAGES, SOURCE

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from biograph.harvest.feed import Asked, Page
    from biograph.harvest.http import Client
    from biograph.harvest.raw import Payload
    from biograph.model import Flag, Record

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
SHORTAGE_REPORT = "shortages-output-json-report_en.json"
# column of SHORTAGES -> name in the report
SHORT = {
    "medicine": "medicine_affected",
    "inn": "international_non_proprietary_name_inn_or_common_name",
    "status": "supply_shortage_status",
    "start": "start_of_shortage_date",
    "expected": "expected_resolution_date",
    "updated": "last_updated_date",
    "url": "shortage_url",
}
_CATEGORY = "category"


def pages(client: Client, asked: Asked) -> Iterator[Page]:
    """A report, with the number of records that it announces itself."""
    answer = client.get(
        f"{REPORTS}/{asked.query.values['report']}", accept="application/json", conditional=True
    )
    total = None if answer.unchanged else _announced(answer.content)
    yield from whole.page(answer, asked.query, _count, total=total)


def parse(given: Payload) -> Iterator[Record | Flag]:
    """One record a human medicine that is a biologic or an advanced therapy, or a shortage of one.

    A shortage is known by the name of the medicine or by an INN.
    """
    rows = _rows(given.content)
    if rows is None:
        yield unreadable(given, "a report of EMA")
        return
    short = given.url.endswith(SHORTAGE_REPORT)
    needed = (_CATEGORY, *(SHORT if short else NAMES).values())
    if missing := list(whole.lacking(given, needed, whole.names(rows))) if rows else []:
        yield from missing
    elif short:
        today = given.fetched_at.date().isoformat()
        yield from whole.records(given, SHORTAGES, _shortages(rows, today), wanted=_biologic)
    else:
        yield from whole.records(given, EMA, _medicines(rows), wanted=_biologic)


def _biologic(row: Mapping[str, str]) -> bool:
    return bool(row["bio_class"]) or row.get("advanced_therapy") == "Yes"


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
    known = Biologics()
    for row in rows:
        if row is None:
            yield None
        elif _text(row, _CATEGORY) in {"Human", ""}:
            fields = {column: _text(row, name) for column, name in NAMES.items()}
            told = known.class_of(fields["ema_number"], fields["inn"], fields["atc"])
            yield {**fields, "bio_class": told}


def _shortages(rows: list[whole.Row], today: str) -> Iterator[whole.Row]:
    """The human medicines of the list, with its day: that of the latest change to it."""
    known = Biologics()
    changes = (iso_date(_text(row, SHORT["updated"])) for row in rows if row)
    days = (change for change in changes if len(change) == len(today) and change <= today)
    day = max(days, default=today)
    for row in rows:
        if row is None:
            yield None
        elif _text(row, _CATEGORY) in {"Human", ""}:
            fields = {column: _text(row, name) for column, name in SHORT.items()}
            number = known.number(fields["medicine"])
            classes = (known.class_of(number, inn) for inn in several(fields["inn"], ";,") or [""])
            yield {
                **fields,
                "day": day,
                "ema_number": number,
                "bio_class": next(filter(None, classes), ""),
            }


def _text(row: Mapping[str, Any], name: str) -> str:
    """A value of the report, which wraps some in a list, without the white space around it."""
    return cell(row.get(name)).strip()
