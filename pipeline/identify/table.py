"""The rows of publishers.toml: hosts without a source file, as data."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from functools import cache, cached_property
from pathlib import Path
from typing import Annotated, Generic, TypeVar

from pydantic import BeforeValidator

from pipeline.models import Model
from pipeline.sources._address import Address

Pattern = Annotated[re.Pattern[str], BeforeValidator(lambda text: re.compile(text, re.IGNORECASE | re.ASCII | re.VERBOSE))]
"""Matched from end to end, letter case ignored, blanks ignored."""


class Place(Model):
    """Where on the web a row holds."""

    hosts: tuple[str, ...]
    """Without `www.`; `*.x.org` is x.org and every host under it, `*` every host."""
    host: Pattern | None = None
    """For rows that read something from the host's name."""
    path: Pattern | None = None
    """Percent-decoded, slashes single, without a slash at its end; None means any."""
    query: Mapping[str, Pattern] = {}
    """Parameters that must be there."""
    why: str
    """How the rule is known."""
    example: str
    """An address that the row is for; a test tries it."""


class Row(Place):
    """An address form that names a work."""

    scheme: str
    value: str
    """Template over the named groups of the patterns."""
    gives: str
    """The identifier of the example."""
    tables: Mapping[str, Mapping[str, str]] = {}
    """For a group, what its values (lower case) stand for; a value that is not listed is no match."""


class Hint(Place):
    """An address form that tells venue or year."""

    venue: str | None = None
    year: str | None = None
    """Templates over the named groups."""
    gives: tuple[str, ...]
    """What they are for the example."""


P = TypeVar("P", bound=Place)


class Table(Model):
    """All of publishers.toml."""

    known: frozenset[str]
    """Further scholarly hosts whose addresses are mended: those of the source files."""
    row: tuple[Row, ...]
    nothing: tuple[Place, ...]
    """Addresses that no general reader need be sent to: no paper's page, unless a source or a row knows it."""
    hint: tuple[Hint, ...]
    landing: Mapping[str, str]
    """By scheme, the address of the page about a work."""

    @cached_property
    def known_hosts(self) -> frozenset[str]:
        named = {host for row in self.row for host in row.hosts if not host.startswith("*")}
        return self.known | named


@cache
def table() -> Table:
    return Table.model_validate(tomllib.loads(Path(__file__).with_name("publishers.toml").read_text(encoding="utf-8")))


def is_known(host: str) -> bool:
    """Whether a host is one of the scholarly sites of sources and rows.

    >>> is_known("www.arxiv.org"), is_known("example.org")
    (True, False)
    """
    return host.lower().removeprefix("www.") in table().known_hosts


class ByHost(Generic[P]):
    """Rows by host, so that an address meets only those that may hold."""

    def __init__(self, rows: Iterable[P]) -> None:
        self._exact: dict[str, list[P]] = {}
        self._under: dict[str, list[P]] = {}
        self._any: list[P] = []
        for row in rows:
            for host in row.hosts:
                if host == "*":
                    self._any.append(row)
                elif host.startswith("*."):
                    self._under.setdefault(host[2:], []).append(row)
                else:
                    self._exact.setdefault(host, []).append(row)

    def matches(self, found: Address) -> Iterable[tuple[P, Mapping[str, str]]]:
        """Rows that hold for an address, the most particular host first, with what the named groups found."""
        path = found.path.rstrip("/")
        for row in self._of(found.host):
            groups = _match(row, found, path)
            if groups is not None:
                yield row, groups

    def _of(self, host: str) -> Iterable[P]:
        yield from self._exact.get(host, ())
        parent = host
        while parent:
            yield from self._under.get(parent, ())
            parent = parent.partition(".")[2]
        yield from self._any


def _match(row: Place, found: Address, path: str) -> Mapping[str, str] | None:
    groups: dict[str, str] = {}
    tests = [(row.host, found.host), (row.path, path), *((pattern, found.argument(name)) for name, pattern in row.query.items())]
    for pattern, text in tests:
        if pattern is not None:
            hit = pattern.fullmatch(text) if text else None
            if hit is None:
                return None
            groups |= {name: value for name, value in hit.groupdict().items() if value is not None}
    return groups
