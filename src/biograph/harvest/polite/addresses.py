"""Addresses: which hosts may be asked, and how an address is written down without its keys."""

from __future__ import annotations

from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address
from urllib.parse import unquote_plus, urlsplit

#: Parameters that hold keys or say who asks: sent, but neither kept nor shown.
KEYS = frozenset(
    {
        "access_token",
        "api_key",
        "api-key",
        "apikey",
        "client_id",
        "client_secret",
        "email",
        "mailto",
        "password",
        "secret",
        "token",
    }
)
_NAT64 = IPv6Network("64:ff9b::/96")
_PARTS = 4  # of an IPv4 address


def is_public(address: IPv4Address | IPv6Address) -> bool:
    """Whether an address is one of the open internet; an IPv4 address within IPv6 counts itself."""
    within = _within(address) if isinstance(address, IPv6Address) else None
    if within is not None:
        return is_public(within)
    site_local = isinstance(address, IPv6Address) and address.is_site_local
    return address.is_global and not (address.is_multicast or address.is_reserved or site_local)


def _within(address: IPv6Address) -> IPv4Address | None:
    if address in _NAT64:
        return IPv4Address(int(address) & 0xFFFF_FFFF)
    return address.ipv4_mapped or address.sixtofour


def numeric(host: str) -> IPv4Address | IPv6Address | None:
    """The address that a host is, also in the old forms ``2130706433``, ``0x7f.1``, ``0177.0.0.1``.

    None for a name.
    """
    host = host.removesuffix(".")
    try:
        return ip_address(host)
    except ValueError:
        return _old_form(host)


def _old_form(host: str) -> IPv4Address | None:
    """As ``inet_aton`` reads it: up to four numbers, of which the last fills what is left."""
    parts = host.split(".")
    try:
        *first, last = [_number(part) for part in parts]
    except ValueError:
        return None
    left = 8 * (_PARTS - len(first))
    if len(parts) > _PARTS or any(one > 0xFF for one in first) or last >= 1 << left:
        return None
    value = last
    for place, one in enumerate(first):
        value |= one << 8 * (_PARTS - 1 - place)
    return IPv4Address(value)


def _number(text: str) -> int:
    """Decimal, ``0x`` hexadecimal or ``0`` octal. Raises ValueError."""
    if not text.isascii() or not text.isalnum():
        raise ValueError(text)
    if text[:2].lower() == "0x":
        return int(text[2:] or "0", 16)
    return int(text, 8 if text[0] == "0" else 10)


def forbidden(host: str) -> bool:
    """Whether a host is seen to be none of the open internet, before its name is resolved."""
    name = host.removesuffix(".").lower()
    address = numeric(name)
    if address is not None:
        return not is_public(address)
    return name == "localhost" or name.endswith(".localhost")


def without_keys(url: str) -> str:
    """The address as it may be kept and shown: no credentials, no KEYS, no fragment."""
    parts = urlsplit(url)
    query = "&".join(one for one in parts.query.split("&") if _name(one) not in KEYS)
    netloc = parts.netloc.rpartition("@")[2]
    return parts._replace(netloc=netloc, query=query, fragment="").geturl()


def keys_in(url: str) -> tuple[str, ...]:
    """The values of the KEYS in an address, as they are written there."""
    parts = (one for one in urlsplit(url).query.split("&") if _name(one) in KEYS)
    return tuple(value for one in parts if (value := one.partition("=")[2]))


def _name(parameter: str) -> str:
    return unquote_plus(parameter.partition("=")[0]).lower()
