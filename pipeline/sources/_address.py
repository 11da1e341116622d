"""Addresses taken apart, for sources that recognise their own."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple
from urllib.parse import parse_qs, unquote, urlsplit

LONGEST = 4_000
"""Characters; servers take 8,000 at most, links of lists have up to 700. What is longer is made to break something: a number of five
thousand digits is none to Python."""
_SLASHES = re.compile("/{2,}")


class Address(NamedTuple):
    """A web address in pieces."""

    host: str
    """Lower case, no port, no leading `www.`."""
    path: str
    """Percent-decoded once, doubled slashes made one."""
    query: str
    """As written; `argument` reads it."""

    def argument(self, name: str) -> str | None:
        """First value of a query parameter, decoded; None where it is missing or empty."""
        return next((value for value in parse_qs(self.query).get(name, ()) if value), None)


@lru_cache(maxsize=64)
def address(url: str) -> Address | None:
    """The pieces of an http(s) address, None for anything else and for what is too long to be one.

    Cached, for every source is asked about one link after the other.

    >>> address("HTTP://www.arXiv.org/abs//2206.15433?s=08")
    Address(host='arxiv.org', path='/abs/2206.15433', query='s=08')
    """
    if len(url) > LONGEST:
        return None
    try:
        parts = urlsplit(url.strip())
        host = (parts.hostname or "").removeprefix("www.")
    except ValueError:  # urlsplit objects to brackets that are no IPv6 address
        return None
    if parts.scheme not in {"http", "https"} or not host:
        return None
    path = unquote(parts.path) if "%" in parts.path else parts.path
    return Address(host, _SLASHES.sub("/", path) if "//" in path else path, parts.query)
