"""What the tests of API sources share: lookups, and an answer as the transport would hand it on."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import cast

from hypothesis import settings
from pydantic import JsonValue

from pipeline.models import By, Identifier, Known, Lookup, Record, Response, Verdict
from pipeline.sources._base import Source

unhurried = settings(deadline=None, max_examples=60)
"""For properties: the first example reads tables and patterns, and a busy machine is no failure."""

PAGES = Path(__file__).parent.parent / "pages"


def by_id(source: Source, *values: str) -> list[Lookup]:
    return [Lookup(source=source.name, by="id", value=value) for value in values]


def by_title(source: Source, *titles: str) -> list[Lookup]:
    return [Lookup(source=source.name, by="title", value=title) for title in titles]


def read(source: Source, asked: Sequence[Lookup], body: bytes | JsonValue, status: int = 200) -> Mapping[Lookup, Verdict]:
    """The verdicts on what was asked at once; a body that is no bytes is sent as JSON."""
    ask = source.ask(asked)
    sent = body if isinstance(body, bytes) else json.dumps(body).encode()
    at = datetime(2026, 11, 22, tzinfo=UTC)
    return source.read(Response(ask=ask, final_url=ask.url, status=status, headers={}, body=sent, at=at))


def saved(name: str) -> bytes:
    """A saved answer: `arxiv/ids_2026.xml`."""
    return (PAGES / name).read_bytes()


def saved_json(name: str) -> JsonValue:
    return cast(JsonValue, json.loads(saved(name)))


def one_record(verdict: Verdict) -> Record:
    assert isinstance(verdict, tuple), verdict
    [record] = verdict
    return record


def known(*identifiers: str, title: str | None = None) -> Known:
    return Known(identifiers=frozenset(Identifier.parse(one) for one in identifiers), title=title)


def wanted(source: Source, work: Known) -> list[tuple[By, str]]:
    return [(one.by, one.value) for one in source.lookups(work)]
