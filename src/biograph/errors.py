"""The errors of biograph: each says what is wrong, where, and how to mend it.

::

    BiographError
    ├── InputError            a file, record or query that cannot be used     exit 1
    │   ├── QueryError        ... naming the query
    │   │   ├── TookTooLong   ... that was stopped at its time limit
    │   │   └── Died          ... that ended the process it ran in
    │   └── DataError         ... a data file of the project itself
    ├── UsageError            the command's words are off                     exit 2
    ├── ViolationsFound       the graph or the data break a rule              exit 3
    ├── Unreachable           a source or endpoint does not answer            exit 4
    │   ├── Refused           ... but says that the request is wrong
    │   ├── CursorExpired     ... but does not know the cursor any more
    │   ├── QuotaSpent        ... but says that the allowance is spent until a time
    │   ├── Incomplete        ... but gives other than it announced
    │   ├── KeyMissing        ... before somebody asks it with a key
    │   └── Forbidden         ... for it keeps programs from a page
    ├── Locked                another run holds the workspace                 exit 1
    └── Busy                  more ask at once than can be answered           exit 1
"""

from __future__ import annotations


class BiographError(Exception):
    """Root of all errors: ``message`` says what and where, ``hint`` how to mend it."""

    exit_code = 1

    def __init__(self, message: str, *, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint

    def __str__(self) -> str:
        return f"{self.message}\n  -> {self.hint}" if self.hint else self.message


class InputError(BiographError):
    """Something given to biograph cannot be used."""


class QueryError(InputError):
    """A query is unknown, does not parse, is refused or took too long."""


class TookTooLong(QueryError):  # noqa: N818 - it is an outcome
    """A query was stopped at its time limit."""


class Died(QueryError):  # noqa: N818 - it is an outcome
    """A query ended the process that it ran in: as a rule it wanted more memory than it may."""


class DataError(InputError):
    """A data file that biograph ships or was pointed at is not of its form."""


class UsageError(BiographError):
    """The command was called wrongly."""

    exit_code = 2


class ViolationsFound(BiographError):  # noqa: N818 - it is an outcome, named after what was found
    """The checks found violations."""

    exit_code = 3


class Unreachable(BiographError):  # noqa: N818 - it is an outcome
    """A source or an endpoint does not answer."""

    exit_code = 4


class Refused(Unreachable):
    """A source answered with a client error: ``status`` and ``content`` are its answer."""

    def __init__(self, message: str, *, status: int, content: bytes, hint: str = "") -> None:
        super().__init__(message, hint=hint)
        self.status = status
        self.content = content


class CursorExpired(Unreachable):
    """A source does not know a cursor any more: the slice has to be asked for anew."""


class QuotaSpent(Unreachable):
    """A source gives nothing more before ``until`` (ISO date and time, UTC; empty: unknown)."""

    def __init__(self, message: str, *, until: str = "", hint: str = "") -> None:
        super().__init__(message, hint=hint)
        self.until = until


class Incomplete(Unreachable):
    """What a source gave is not what it announced."""


class KeyMissing(Unreachable):
    """A source wants a key that the environment does not hold: it is left out."""


class Forbidden(Unreachable):
    """The robots.txt of a host keeps programs from a page: it is left out, whenever it is asked."""


class Locked(BiographError):  # noqa: N818 - it is an outcome
    """Another process works on the same workspace."""


class Busy(BiographError):  # noqa: N818 - it is an outcome
    """More queries are asked at once than are answered or may wait: ask again a little later."""
