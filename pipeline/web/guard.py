"""Where the pipeline will go: a list is somebody else's text and every page is a stranger's.

Here addresses are checked as text, on every hop; `door` checks the address that is actually connected to.
"""

from __future__ import annotations

import ipaddress
import socket

from urllib3.exceptions import LocationParseError
from urllib3.util import parse_url

from pipeline.errors import Refused
from pipeline.web.sites import host_of

IPAddress = ipaddress.IPv4Address | ipaddress.IPv6Address

SCHEMES = {"http": 80, "https": 443}
PORTS = frozenset(SCHEMES.values())
PRIVATE_NAMES = ("localhost", "local", "internal", "intranet", "lan", "home.arpa", "localdomain")
"""Last labels of names that mean something only inside a network (RFC 6761, 6762, 8375; `internal` is reserved by ICANN and
is where clouds keep their metadata)."""
METADATA = frozenset({ipaddress.ip_address("168.63.129.16")})
"""Cloud metadata at an address that the registries call global: Azure's. The others are link-local or private."""
NAT64 = ipaddress.ip_network("64:ff9b::/96")
GLOBAL_UNICAST = ipaddress.ip_network("2000::/3")
"""All of IPv6 that the world can be reached at; what lies outside is multicast, local, mapped or unassigned."""
LONGEST_LABEL = 63
"""Characters between two dots of a name (RFC 1035)."""


def check(url: str) -> None:
    """Raise Refused unless an address is one that a stranger may send us to."""
    try:
        parts = parse_url(url)
    except LocationParseError as e:
        raise Refused(url, "not an address") from e
    if parts.scheme not in SCHEMES:
        raise Refused(url, "not http or https")
    if parts.auth is not None:
        raise Refused(url, "an address with a user name")
    if parts.port not in (None, *PORTS):
        raise Refused(url, f"port {parts.port}")
    host = (parts.host or "").strip("[]").rstrip(".").lower()
    if not host or any(c.isspace() or not c.isprintable() for c in url) or max(map(len, host.split("."))) > LONGEST_LABEL:
        raise Refused(url, "not an address")
    if host_of(url).isascii() and host_of(url).strip("[]") != host:
        raise Refused(url, "an address that can be read in two ways")
    literal = literal_address(host)
    if literal is not None:
        if not is_public(literal):
            raise Refused(url, f"{literal} is not a public address")
    elif "." not in host or host.endswith(tuple(f".{name}" for name in PRIVATE_NAMES)):
        raise Refused(url, f"{host} is a name inside a network")


def literal_address(host: str) -> IPAddress | None:
    """The address that a host spells out, in any spelling that a resolver takes for a number; None for a name.

    >>> literal_address("0x7f.1"), literal_address("2130706433"), literal_address("example.org")
    (IPv4Address('127.0.0.1'), IPv4Address('127.0.0.1'), None)
    """
    try:
        return ipaddress.ip_address(host.partition("%25")[0].partition("%")[0])
    except ValueError:
        pass
    try:
        return ipaddress.IPv4Address(socket.inet_aton(host))
    except (OSError, UnicodeEncodeError):
        return None


def is_public(address: IPAddress) -> bool:
    """Whether an address is one of the world's, also where it carries another one inside.

    >>> is_public(ipaddress.ip_address("64:ff9b::7f00:1"))
    False
    """
    if isinstance(address, ipaddress.IPv6Address):
        if address in NAT64:
            return is_public(ipaddress.IPv4Address(int(address) & 0xFFFFFFFF))
        if address.sixtofour is not None:
            return is_public(address.sixtofour)
        if address not in GLOBAL_UNICAST:
            return False
    return address.is_global and not address.is_multicast and not address.is_reserved and address not in METADATA
