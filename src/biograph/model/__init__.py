"""Every type that crosses a boundary between two steps, a module for each part of the way.

All are frozen values: a step takes one of them and gives the next. Nothing here does I/O and
nothing here imports from another room of biograph.
"""

from biograph.model.actors import (
    Candidate,
    DatedName,
    Entity,
    Entry,
    Link,
    Match,
)
from biograph.model.findings import (
    Changes,
    Finding,
    Presence,
    Report,
    RunReport,
    Severity,
    StepCount,
    Text,
    Violation,
)
from biograph.model.records import (
    Flag,
    Reason,
    Record,
    Source,
    Withdrawal,
)
from biograph.model.texts import (
    Claim,
    Document,
    Event,
    Evidence,
    Extraction,
    Identifier,
    Mention,
    Modality,
    Span,
)
from biograph.model.triples import (
    Literal,
    Statement,
)

__all__ = [
    "Candidate",
    "Changes",
    "Claim",
    "DatedName",
    "Document",
    "Entity",
    "Entry",
    "Event",
    "Evidence",
    "Extraction",
    "Finding",
    "Flag",
    "Identifier",
    "Link",
    "Literal",
    "Match",
    "Mention",
    "Modality",
    "Presence",
    "Reason",
    "Record",
    "Report",
    "RunReport",
    "Severity",
    "Source",
    "Span",
    "Statement",
    "StepCount",
    "Text",
    "Violation",
    "Withdrawal",
]
