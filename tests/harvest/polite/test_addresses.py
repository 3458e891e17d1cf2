"""Which hosts may be asked, in whatever spelling, and what of an address is kept."""

import socket
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address

import pytest
from hypothesis import given
from hypothesis import strategies as st

from biograph.harvest.polite.addresses import forbidden, is_public, keys_in, numeric, without_keys

PRIVATE = [
    "0.0.0.0/8",
    "10.0.0.0/8",
    "100.64.0.0/10",
    "127.0.0.0/8",
    "169.254.0.0/16",
    "172.16.0.0/12",
    "192.168.0.0/16",
    "198.18.0.0/15",
    "224.0.0.0/4",
    "240.0.0.0/4",
    "::1/128",
    "fc00::/7",
    "fe80::/10",
    "fec0::/10",
    "ff00::/8",
    "2001:db8::/32",
]
inside = st.sampled_from(PRIVATE).flatmap(
    lambda network: st.ip_addresses(network=network, v=6 if ":" in network else 4)
)
private_v4 = st.sampled_from([one for one in PRIVATE if ":" not in one]).flatmap(
    lambda network: st.ip_addresses(network=network, v=4)
)
# spellings of an IPv4 address that some resolver or other takes for it
SPELLINGS = {
    "decimal": lambda a: str(int(a)),
    "hexadecimal": lambda a: hex(int(a)),
    "octal": lambda a: f"0{int(a):o}",
    "hexadecimal parts": lambda a: ".".join(hex(b) for b in a.packed),
    "octal parts": lambda a: ".".join(f"0{b:o}" for b in a.packed),
    "two parts": lambda a: f"{a.packed[0]}.{int(a) & 0xFFFFFF}",
    "three parts": lambda a: f"{a.packed[0]}.{a.packed[1]}.{int(a) & 0xFFFF}",
    "final dot": lambda a: f"{a}.",
}


@given(inside)
def test_no_address_of_a_private_or_reserved_network_is_public(address):
    """Loopback, private, link-local, shared, multicast, reserved and documentation networks."""
    assert not is_public(address)


@given(private_v4)
def test_a_private_address_stays_private_within_ipv6(address):
    """IPv4-mapped, 6to4, NAT64 and IPv4-compatible forms lead to the same machine."""
    number = int(address)
    mapped = IPv6Address((0xFFFF << 32) | number)
    sixtofour = IPv6Address((0x2002 << 112) | (number << 80) | 1)
    nat64 = IPv6Address(int(IPv6Network("64:ff9b::/96").network_address) | number)
    assert not any(map(is_public, (mapped, sixtofour, nat64, IPv6Address(number))))


@pytest.mark.parametrize(
    "address",
    ["8.8.8.8", "193.51.0.1", "2a00:1450:4007::1", "::ffff:193.51.0.1", "64:ff9b::c133:1"],
)
def test_addresses_of_the_open_internet_are_public(address):
    """Also where IPv6 wraps IPv4, as on networks that have no IPv4 of their own."""
    assert is_public(ip_address(address))


@given(st.ip_addresses(v=4), st.sampled_from(sorted(SPELLINGS)))
def test_every_old_spelling_of_an_address_is_known(address, spelling):
    """Decimal, hexadecimal and octal numbers, fewer parts, a final dot."""
    assert numeric(SPELLINGS[spelling](address)) == address


@given(
    st.from_regex(
        r"(0x[0-9a-f]{0,9}|[0-9]{1,11})(\.(0x[0-9a-f]{1,3}|[0-9]{1,4})){0,4}", fullmatch=True
    )
)
def test_what_the_system_takes_for_an_address_is_seen_to_be_one(host):
    """Everything that inet_aton accepts is read alike."""
    try:
        expected = IPv4Address(socket.inet_aton(host))
    except OSError:
        return
    assert numeric(host) == expected


@given(private_v4, st.sampled_from(sorted(SPELLINGS)))
def test_no_spelling_of_a_private_address_is_let_through(address, spelling):
    """The host of a redirect cannot be disguised."""
    assert forbidden(SPELLINGS[spelling](address))


@pytest.mark.parametrize(
    "host", ["localhost", "LOCALHOST.", "api.localhost", "::1", "fe80::1%eth0"]
)
def test_names_and_forms_of_this_machine_are_forbidden(host):
    """Without asking any resolver."""
    assert forbidden(host)


@pytest.mark.parametrize(
    "host", ["api.archives-ouvertes.fr", "localhost.example.org", "10.example"]
)
def test_names_of_the_internet_are_not_forbidden(host):
    """What they resolve to is looked at when they are connected to."""
    assert not forbidden(host)


@given(st.text(max_size=30))
def test_any_text_can_be_a_host(host):
    """No name makes the check fail."""
    forbidden(host)


def test_keys_and_credentials_are_left_out_of_an_address():
    """Whatever else is asked stays as it was, in its order."""
    url = "https://me:pass@example.org/a?q=b%20c&API_KEY=s3cret&mailto=a%40b.fr&page=2#part"
    assert without_keys(url) == "https://example.org/a?q=b%20c&page=2"
    assert keys_in(url) == ("s3cret", "a%40b.fr")


@given(
    st.text("abcdef0123456789", min_size=12, max_size=20), st.sampled_from(["token", "api%5Fkey"])
)
def test_no_key_survives(key, name):
    """Also where the name of the parameter is escaped."""
    assert key not in without_keys(f"https://example.org/?q=x&{name}={key}&{name}={key}")
