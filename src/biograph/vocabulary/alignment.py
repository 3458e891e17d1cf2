"""The alignments: ``ontology/alignments/*.sssom.tsv`` enter, mappings to other vocabularies leave.

The files are SSSOM (Matentzoglu et al. 2022, doi 10.1093/database/baac035), one a target.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from biograph import resources
from biograph.errors import DataError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_HINT = "correct the line; https://mapping-commons.github.io/sssom/ says what a file holds"


@dataclass(frozen=True, slots=True, kw_only=True)
class Alignment:
    """A term of ours, one of another vocabulary and how the two relate.

    ``subject``, ``predicate``, ``object`` and ``justification`` are IRIs, the labels are those
    written beside them. ``confidence`` is from 0 to 1, None where the file gives none; ``target``
    is the name of the file, that is of the other vocabulary.
    """

    target: str
    subject: str
    predicate: str
    object: str
    subject_label: str = ""
    object_label: str = ""
    justification: str = ""
    confidence: float | None = None
    comment: str = ""


def alignments() -> tuple[Alignment, ...]:
    """All mappings of the package, file by file.

    Raises DataError naming file and line that is no SSSOM.
    """
    return read_alignments(resources.ontology())


@cache
def read_alignments(folder: Path) -> tuple[Alignment, ...]:
    """The mappings of all files below ``folder``, in their order."""
    files = sorted((folder / "alignments").glob("*.sssom.tsv"))
    return tuple(mapping for path in files for mapping in _file(path))


def _file(path: Path) -> Iterator[Alignment]:
    import sssom_pydantic  # noqa: PLC0415 - takes a third of a second and is used here only
    from yaml import YAMLError  # noqa: PLC0415

    place = f"{path.parent.name}/{path.name}"
    try:
        found, names, _, errors = sssom_pydantic.read(path, return_errors=True)
    except (ValueError, TypeError, OSError, LookupError, YAMLError) as error:
        raise DataError(f"{place}: not readable as SSSOM: {error}", hint=_HINT) from error
    if errors:
        message = f"{place}:{errors[0].line_number}: {errors[0].exception}"
        raise DataError(message, hint=_HINT)
    for mapping in found:
        yield Alignment(
            target=path.name.partition(".")[0],
            subject=names.expand(mapping.subject.curie, strict=True),
            predicate=names.expand(mapping.predicate.curie, strict=True),
            object=names.expand(mapping.object.curie, strict=True),
            subject_label=mapping.subject_name or "",
            object_label=mapping.object_name or "",
            justification=names.expand(mapping.justification.curie, strict=True),
            confidence=mapping.confidence,
            comment=mapping.comment or "",
        )
