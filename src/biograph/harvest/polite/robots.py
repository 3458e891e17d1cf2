"""The rules that hosts give in robots.txt, asked for once a host and read by protego."""

from __future__ import annotations

from typing import TYPE_CHECKING

from protego import Protego

from biograph.errors import Forbidden, Refused, Unreachable

if TYPE_CHECKING:
    from collections.abc import Callable

NAME = "biograph"
_LONGEST = 500 * 1024  # bytes that have to be read (RFC 9309); what follows is left


class Robots:
    """The rules of all hosts met; ``fetch`` gives the bytes of an address and raises as a client.

    No such file (4xx) means no rules; a host that cannot say its rules now may not be crawled now.
    """

    def __init__(self, fetch: Callable[[str], bytes]) -> None:
        self._fetch = fetch
        self._rules: dict[str, Protego] = {}

    def admit(self, origin: str, url: str) -> float:
        """The seconds to leave between two requests to the origin (``https://host``); 0: not said.

        Raises Forbidden where the page may not be fetched, Unreachable where it may not now.
        """
        rules = self._rules_of(origin)
        if not rules.can_fetch(url, NAME):
            raise Forbidden(
                f"robots.txt of {origin} does not allow {url}",
                hint="take the page out of the query, or ask the host for another way",
            )
        rate = rules.request_rate(NAME)
        return max(rules.crawl_delay(NAME) or 0.0, rate.seconds / rate.requests if rate else 0.0)

    def _rules_of(self, origin: str) -> Protego:
        if origin not in self._rules:
            self._rules[origin] = Protego.parse(self._text(f"{origin}/robots.txt"))
        return self._rules[origin]

    def _text(self, url: str) -> str:
        try:
            return self._fetch(url)[:_LONGEST].decode("utf-8-sig", errors="replace")
        except Refused:
            return ""
        except Unreachable as error:
            error.hint = "a host that does not say its rules is not crawled: try again later"
            raise
