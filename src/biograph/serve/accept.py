"""What a client would rather have: an ``Accept`` header and offers in, the best offer out."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence


def weighted(header: str) -> dict[str, float]:
    """The values of a header with their weights (RFC 9110, 12.4.2); what is malformed is left out.

    ``fr-FR;q=0.8`` gives ``{"fr-fr": 0.8}``.
    """
    found: dict[str, float] = {}
    for part in header.split(","):
        value, *parameters = (piece.strip().lower() for piece in part.split(";"))
        weight = next((p[2:] for p in parameters if p.startswith("q=")), "1")
        if value and weight.replace(".", "", 1).isdecimal() and float(weight) <= 1:
            found[value] = float(weight)
    return found


def language(header: str, offers: Sequence[str]) -> str:
    """The offered language that an ``Accept-Language`` likes best, the first one in doubt."""
    wanted = weighted(header)
    scores = {
        offer: max((w for tag, w in wanted.items() if tag.partition("-")[0] == offer), default=0.0)
        for offer in offers
    }
    return max(offers, key=lambda offer: scores[offer])


def media_type(header: str, offers: Sequence[str]) -> str:
    """The offered media type that an ``Accept`` likes best, of several the first; empty for none.

    ``text/turtle`` wins over ``text/*`` and that over ``*/*`` (RFC 9110, 12.5.1).
    """
    wanted = weighted(header) if header.strip() else {"*/*": 1.0}

    def liked(offer: str) -> float:
        ranges = (offer, f"{offer.partition('/')[0]}/*", "*/*")
        return next((wanted[one] for one in ranges if one in wanted), 0.0)

    best = max(offers, key=liked, default="")
    return best if best and liked(best) > 0 else ""
