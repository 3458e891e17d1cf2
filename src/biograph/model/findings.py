"""What validation, analyses and whole runs give."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from biograph.model.records import Flag


class Severity(StrEnum):
    """SHACL severities."""

    INFO = "Info"
    WARNING = "Warning"
    VIOLATION = "Violation"


@dataclass(frozen=True, slots=True, kw_only=True)
class Violation:
    """One result of a check: what is wrong, on what, and in which document it was said."""

    check: str
    focus: str
    message_fr: str
    message_en: str
    severity: Severity = Severity.VIOLATION
    path: str = ""
    value: str = ""
    document: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """The result of all checks. ``counts`` tells what was looked at."""

    violations: tuple[Violation, ...]
    counts: Mapping[str, int] = field(default_factory=dict)
    notes: tuple[str, ...] = ()

    @property
    def conforms(self) -> bool:
        """True where nothing of severity Violation was found."""
        return all(v.severity is not Severity.VIOLATION for v in self.violations)


class Presence(StrEnum):
    """The four values of a cell; only the two ABSENT ones may be called a gap."""

    PRESENT = "present"
    ABSENT_ASSERTED = "absent-asserted"
    ABSENT_CLOSURE = "absent-by-closure"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """A sentence for readers, in both languages."""

    fr: str
    en: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """A sentence, the number behind it, how sure it is and how anybody can obtain it again.

    ``analysis`` is its id in the catalogue (G1, B4). ``low`` and ``high`` bound ``value`` (90 %),
    ``coverage`` is the share of what was looked for on which there are data, in [0, 1].
    ``evidence`` are IRIs of facts (relation nodes) or recipe lines, ``command`` reproduces the
    number. ``naive`` and ``completed`` are the shares of draws in which the finding holds: with
    each known fact kept as often as it is sure, and with unseen makers added as well.
    ``overturned_by`` tells which fact, if it were found, would end it.
    """

    id: str
    kind: str
    sentence: Text
    value: float | None
    unit: Text
    presence: Presence = Presence.PRESENT
    low: float | None = None
    high: float | None = None
    coverage: float | None = None
    rank: float = 0.0
    subjects: tuple[str, ...] = ()
    evidence: tuple[str, ...] = ()
    command: str = ""
    caveats: tuple[Text, ...] = ()
    analysis: str = ""
    naive: float | None = None
    completed: float | None = None
    overturned_by: Text = Text(fr="", en="")

    @property
    def robust(self) -> bool | None:
        """Whether it holds in nine draws of ten, naive and completed; None where none was made."""
        if self.naive is None or self.completed is None:
            return None
        return min(self.naive, self.completed) >= 0.9


@dataclass(frozen=True, slots=True, kw_only=True)
class Changes:
    """What the findings of a run say otherwise than those before it.

    ``since`` is the date of the data of the earlier ones, empty where there are none. ``changed``
    are pairs of the same finding, before and now, whose number or presence differs.
    """

    since: str = ""
    new: tuple[Finding, ...] = ()
    gone: tuple[Finding, ...] = ()
    changed: tuple[tuple[Finding, Finding], ...] = ()
    #: Whether the last run found the same and told this already.
    repeated: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class StepCount:
    """How many things entered and left a step and how many were set aside."""

    step: str
    received: int
    produced: int
    flagged: int
    seconds: float


@dataclass(frozen=True, slots=True, kw_only=True)
class RunReport:
    """What a run did, for the command line, the page and the log."""

    steps: tuple[StepCount, ...]
    flags: tuple[Flag, ...]
    documents: int
    actors: Mapping[str, int]
    facts: int
    facts_with_evidence: int
    added: int
    removed: int
    findings: tuple[Finding, ...]
    changes: Changes = Changes()
    digest: str
    report: str = ""
