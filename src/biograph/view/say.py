"""Numbers, dates and addresses as readers of one language write them: values in, text out."""

from __future__ import annotations

import re
from datetime import UTC
from typing import TYPE_CHECKING, Literal
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from datetime import datetime

    from biograph.model import Text

Lang = Literal["fr", "en"]

#: The narrow no-break space: between thousands and before high punctuation in French.
THIN = "\u202f"

_MONTHS = {
    "fr": "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
    "en": "January February March April May June July August September October November December",
}
_ISO = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?$")
_BEFORE_MARK = re.compile(r"[ \u00a0](?=[;:!?»%€])")
_AFTER_QUOTE = re.compile(r"(?<=«)[ \u00a0]")


def pick(text: Text, lang: Lang) -> str:
    """The words of one language; French ones with its apostrophe and spaces that do not break."""
    if lang == "en":
        return text.en
    return _AFTER_QUOTE.sub(THIN, _BEFORE_MARK.sub(THIN, text.fr.replace("'", "’")))


def number(value: float, lang: Lang, digits: int = 0) -> str:
    """``12 345,6`` in French (narrow no-break spaces), ``12,345.6`` in English."""
    text = f"{value:,.{digits}f}"
    if lang == "en":
        return text
    return text.replace(",", THIN).replace(".", ",")


def amount(value: float, lang: Lang) -> str:
    """A value of unknown size: whole numbers without decimals, others with two."""
    return number(value, lang, 0 if float(value).is_integer() else 2)


def rough(value: float, lang: Lang) -> str:
    """The end of an interval, no finer than it can be meant: ``30``, ``4.2``, ``0.22``."""
    digits = 0 if float(value).is_integer() or abs(value) >= 10 else 2 - (abs(value) >= 1)
    return number(value, lang, digits)


def percent(share: float, lang: Lang) -> str:
    """``40 %`` in French, ``40%`` in English.

    A share next to 0 or 1 is not rounded to it: 0.9996 is 99.9 %, not 100 %.
    """
    value = 100 * share
    digits = 1 if 0 < value < 1 or 99 < value < 100 else 0
    if 0 < share < 1:
        value = min(max(value, 0.1), 99.9)
    return number(value, lang, digits) + (f"{THIN}%" if lang == "fr" else "%")


def day(iso: str, lang: Lang) -> str:
    """``8 mars 2021`` of ``2021-03-08``; partial dates stay partial, other text stays as it is.

    Two dates with ``..`` between them are a period.
    """
    first, period, last = iso.partition("..")
    if period:
        return f"{day(first, lang)}–{day(last, lang)}"
    match = _ISO.match(iso)
    if not match or not 1 <= int(match[2] or 1) <= 12:
        return iso
    words = [match[1]]
    if match[2]:
        words.insert(0, _MONTHS[lang].split()[int(match[2]) - 1])
    if match[3]:
        ordinal = lang == "fr" and match[3] == "01"
        words.insert(0, "1er" if ordinal else str(int(match[3])))
    return " ".join(words)


def moment(when: datetime, lang: Lang) -> str:
    """``27 novembre 2026 à 2 h 30 UTC``, ``27 November 2026 at 02:30 UTC``."""
    utc = when.astimezone(UTC)
    date = day(f"{utc:%Y-%m-%d}", lang)
    return f"{date} à {utc.hour} h {utc:%M} UTC" if lang == "fr" else f"{date} at {utc:%H:%M} UTC"


def duration(seconds: float) -> str:
    """``2 h 5 min``, ``4 min 12 s``, ``9 s``: the two largest units, the same in both languages."""
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    parts = [(hours, "h"), (minutes, "min"), (rest, "s")]
    while len(parts) > 1 and not parts[0][0]:
        parts.pop(0)
    return " ".join(f"{count}\u00a0{unit}" for count, unit in parts[:2])


def web(url: str) -> str:
    """The address where it is an http or https one that a page may link to, else nothing."""
    if any(c.isspace() or not c.isprintable() for c in url):
        return ""
    try:
        parts = urlsplit(url)
    except ValueError:
        return ""
    return url if parts.scheme.lower() in {"http", "https"} and parts.hostname else ""
