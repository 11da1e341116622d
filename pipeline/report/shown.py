"""The values that a report shows; the names of rows and details are those of the JSON in the page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from pipeline.export.papers import Paper
from pipeline.models import Finding, Model

Told = Mapping[str, Sequence[Finding]]
"""Heading → findings."""

PATH_SEPARATOR = " › "


class ListShown(Model):
    """A reading list."""

    name: str
    address: str | None
    """Where to read it; None where it is no address of the web."""
    entries: int
    synced: str | None
    """Day (UTC) on which it was last read upstream."""
    quarantined: str | None


class Row(Model):
    """One line of the table; its names are those of the embedded JSON."""

    id: str
    list: str
    line: int
    section: str
    title: str
    status: str
    listed: bool = False
    """Whether the title is only the list's word."""
    authors: str = ""
    venue: str | None = None
    year: int | None = None
    read: str | None = None
    """Where the text is: the PDF, else the page."""
    code: str | None = None


class LinkShown(Model):
    name: str
    url: str


class VersionShown(Model):
    kind: str
    source: str
    venue: str | None = None
    year: int | None = None
    url: str | None = None


class Said(Model):
    """Who said what about one field."""

    field: str
    source: str
    rule: str
    """Why this source was believed."""
    value: str | None = None
    """None where the row or the detail shows the value itself."""
    same: tuple[str, ...] = ()
    """Others who say the same."""
    other: tuple[tuple[str, str], ...] = ()
    """(source, value) of those who say otherwise; the value is empty for an abstract."""


class Detail(Model):
    """What opens under a row."""

    abstract: str | None = None
    missing: tuple[str, ...] = ()
    listed: str | None = None
    """Title as listed, where it is another."""
    links: tuple[LinkShown, ...] = ()
    identifiers: tuple[str, ...] = ()
    versions: tuple[VersionShown, ...] = ()
    said: tuple[Said, ...] = ()
    findings: tuple[str, ...] = ()
    refused: tuple[str, ...] = ()
    """Look-alikes that were found and not taken."""


class FindingShown(Model):
    heading: str
    list: str | None
    line: int | None
    work_id: str | None
    title: str | None
    message: str
    suggestion: str | None
    href: str | None
    """The suggestion, where it is an address."""


class Voice(Model):
    """What one source says about one field."""

    source: str
    field: str
    said: int
    """Works."""
    chosen: int
    """Works whose value is this source's."""


class Content(Model):
    """All that one page shows."""

    lists: tuple[ListShown, ...]
    rows: tuple[Row, ...]
    details: tuple[Detail, ...]
    """One per row, in the same order."""
    papers: tuple[Paper, ...]
    """The same again in full, for the figures."""
    findings: tuple[FindingShown, ...]
    voices: tuple[Voice, ...]
    digest: str
