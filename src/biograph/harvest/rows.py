"""What several sources do alike with a row: its evidence, identifiers, dates and claims."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from biograph import __version__
from biograph.harvest.communes import code_of
from biograph.harvest.identifiers import valid
from biograph.harvest.places import departement
from biograph.model import Claim, Evidence, Flag, Identifier, Mention, Reason
from biograph.terms import document_iri, version_iri

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from biograph.model import Record, Source

PRODUCER = f"harvest@{__version__}"
FRANCE = Mention(text="France", kind="Location", identifiers=(Identifier("country", "FR"),))
UNSURE = 0.5  # score of a value that its source marks with a question mark


def register_version(source: Source, record: Record) -> str:
    """The IRI of the table a row stands in, with exactly the content it was read with."""
    return version_iri(document_iri(source.id, record.table), source.date, record.sha256)


def evidence(
    source: Source,
    record: Record,
    *columns: str,
    content: tuple[str, str, str] | None = None,
) -> Evidence:
    """The row as evidence: the ``columns`` that state something, as ``column: value; ...``.

    It stands in the graph of the row's own text where it has one (``content``: title, text and
    language, as ``document.read`` names versions), in that of the table else.
    """
    stated = [f"{column}: {value}" for column in columns if (value := record.fields.get(column))]
    own = version_iri(document_iri(source.id, record.key), *content[:2]) if content else ""
    return Evidence(
        document=own or register_version(source, record),
        quote="; ".join(stated),
        row=f"{record.table}#{record.key}",
        lang=source.lang,
    )


def identifiers(record: Record, **given: str) -> Iterator[Identifier | Flag]:
    """The ``given`` identifiers by scheme: a malformed one is flagged, an empty one left out."""
    for scheme, value in given.items():
        if not value:
            continue
        if valid(scheme, value):
            yield Identifier(scheme, value)
        else:
            yield Flag(
                reason=Reason.BAD_IDENTIFIER,
                where=f"{record.table}#{record.key}",
                message=f"{value!r} is no {scheme}: its form or its check digits are wrong",
                mend=f"look the {scheme} up in its register; the row is used without it",
            )


def codes(record: Record, column: str) -> Iterator[Identifier | Flag]:
    """The ATC codes of a cell: a combination has several, ``Not yet assigned`` is none."""
    for code in several(record.fields[column], ";"):
        if code != "Not yet assigned":
            yield from identifiers(record, atc=code)


def good(found: Iterable[Identifier | Flag]) -> tuple[Identifier, ...]:
    """Only the identifiers."""
    return tuple(one for one in found if isinstance(one, Identifier))


def flags(found: Iterable[Identifier | Flag]) -> Iterator[Flag]:
    """Only the flags."""
    return (one for one in found if isinstance(one, Flag))


def claim(
    subject: Mention,
    predicate: str,
    object_: Mention,
    stated: Evidence,
    **more: Any,  # noqa: ANN401 - date, until, amount, modality, score of Claim
) -> Claim:
    """A declared claim: as sure as the surer of its two mentions is not."""
    score = more.pop("score", min(subject.score, object_.score))
    return Claim(
        subject=subject,
        predicate=predicate,
        object=object_,
        evidence=stated,
        producer=PRODUCER,
        score=score,
        **more,
    )


def place(
    name: str, *, country: str = "FR", code: str = "", postcode: str = "", score: float = 1.0
) -> Mention:
    """A town as a claim's object, exact where its INSEE code is given or certain.

    ``code`` is the INSEE code of the row; else the bundled communes are asked for the name, in the
    département of ``postcode`` where the row has one.
    """
    if country == "FR" and not (code and valid("insee", code)):
        code = code_of(name, departement(postcode))
    known = (Identifier("insee", code),) if country == "FR" and code else ()
    return Mention(text=name, kind="Location", place=country, identifiers=known, score=score)


def iso_date(text: str) -> str:
    """A date written 31/12/2020, 2020-12-31 00:00:00 or 2020 in ISO form; ``""`` otherwise."""
    if french := re.fullmatch(r"(\d{2})/(\d{2})/(\d{4})", text.strip()):
        day, month, year = french.groups()
        return f"{year}-{month}-{day}"
    iso = re.match(r"\d{4}(?:-\d{2}(?:-\d{2})?)?(?![\d-])", text.strip())
    return iso.group() if iso else ""


def dated(record: Record | Flag, column: str) -> Record | Flag:
    """The record with the date of publication that a column gives."""
    if isinstance(record, Flag):
        return record
    return replace(record, published=iso_date(record.fields[column]))


def web_address(text: str) -> str:
    """A site's address; ``""`` where the column holds an e-mail address instead."""
    return "" if "@" in text else text.strip()


def several(cell: str, separators: str = "|") -> list[str]:
    """The values of a cell that holds several, without empty ones and repetitions."""
    parts = re.split(f"[{re.escape(separators)}]", cell)
    return list(dict.fromkeys(part.strip() for part in parts if part.strip()))
