"""papers.json and JSON lines: one entry per line, so that a comparison of two files shows entries."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator

from pydantic.main import IncEx

from pipeline.export.papers import Paper, schema


def json_array(papers: Iterable[Paper], without: frozenset[str]) -> Iterator[bytes]:
    """An array; the brackets have lines of their own."""
    before = b"[\n"
    for line in _lines(papers, without):
        yield before + line
        before = b",\n"
    yield b"[]\n" if before == b"[\n" else b"\n]\n"


def json_lines(papers: Iterable[Paper], without: frozenset[str]) -> Iterator[bytes]:
    return (line + b"\n" for line in _lines(papers, without))


def json_schema(without: frozenset[str]) -> bytes:
    """What stands in papers.schema.json."""
    return json.dumps(schema(without), indent=1, ensure_ascii=False).encode() + b"\n"


def _lines(papers: Iterable[Paper], without: frozenset[str]) -> Iterator[bytes]:
    hidden: dict[str, IncEx | bool] = {**dict.fromkeys(without, True), "provenance": set(without)}
    for paper in papers:
        yield paper.model_dump_json(exclude=hidden).encode()
