"""History: list snapshots, minted work ids, what was published. Evidence too: without it a rebuild could not be the same."""

from __future__ import annotations

from datetime import datetime

from pydantic import JsonValue

from pipeline.models import Model


class Snapshot(Model):
    """A list as it was read at one time."""

    list: str
    sha256: str
    body: bytes
    etag: str | None
    last_modified: str | None
    entries: int
    at: datetime


class Shown(Model):
    """What was last published of one entry."""

    list: str
    work_id: str
    n: int
    """Occurrence of the work in the list, from 0."""
    line: int
    section: str
    fields: dict[str, tuple[JsonValue, str]]
    """Field to value (a digest for long text) and the day (ISO, UTC) on which that value was first published; what is remembered
    of the entry itself bears no day."""


class Published(Model):
    """The newest publication."""

    digest: str
    files: dict[str, tuple[int, int]]
    """File name to bytes and modification time (ns); tells whether somebody removed or replaced one."""
    state: dict[str, JsonValue]
    at: datetime
