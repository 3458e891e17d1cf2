"""Addresses as pages give them, made whole and told apart."""

from __future__ import annotations

import re
from urllib.parse import urljoin, urlsplit, urlunsplit

# Parameters that say where a reader came from, not what the page is
_TRACKING = re.compile(r"(?:utm|mtm|pk|at|mc|hsa)_\w+|_hs\w+|xtor|fbclid|gclid|msclkid|mkt_tok")
_USUAL_PORTS = {"http": ":80", "https": ":443"}


def absolute(base: str, link: str) -> str:
    """The web address that ``link`` on the page ``base`` leads to; empty where it is none."""
    try:
        found = urlsplit(urljoin(base, link.strip()))
    except ValueError:
        return ""
    return urlunsplit(found) if found.scheme in {"http", "https"} and found.netloc else ""


def canonical(address: str) -> str:
    """A web address without fragment, usual port and parameters of campaigns."""
    parts = urlsplit(address)
    scheme = parts.scheme.lower()
    host = parts.netloc.lower().removesuffix(_USUAL_PORTS.get(scheme, ":"))
    kept = [one for one in parts.query.split("&") if not _TRACKING.fullmatch(one.split("=")[0])]
    return urlunsplit((scheme, host, parts.path or "/", "&".join(kept), ""))
