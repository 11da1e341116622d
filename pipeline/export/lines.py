"""papers.json and JSON lines: one entry per line, so that a comparison of two files shows entries."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator

from pydantic.main import IncEx

from pipeline.export.papers import schema
from pipeline.export.selection import is_suspect, paper

_UNUSUAL_ADDRESS = re.compile(
    r'"(?:url|pdf_url|code_url|project_url|preprint_url|published_url)":"(?!https?://[A-Za-z0-9.-]+(?::[0-9]+)?(?:[/?#][!#-\[\]-~]*)?")'
)
"""One that web_address() has to look at."""


def json_array(papers: Iterable[str], without: frozenset[str]) -> Iterator[bytes]:
    """An array; the brackets have lines of their own."""
    before = b"[\n"
    for line in _lines(papers, without):
        yield before + line
        before = b",\n"
    yield b"[]\n" if before == b"[\n" else b"\n]\n"


def json_lines(papers: Iterable[str], without: frozenset[str]) -> Iterator[bytes]:
    return (line + b"\n" for line in _lines(papers, without))


def json_schema(without: frozenset[str]) -> bytes:
    """What stands in papers.schema.json."""
    return json.dumps(schema(without), indent=1, ensure_ascii=False).encode() + b"\n"


def _lines(papers: Iterable[str], without: frozenset[str]) -> Iterator[bytes]:
    hidden: dict[str, IncEx | bool] = {**dict.fromkeys(without, True), "provenance": set(without)}
    for text in papers:
        if without or is_suspect(text) or _UNUSUAL_ADDRESS.search(text):
            yield paper(text).model_dump_json(exclude=hidden).encode()
        else:
            yield _short(text).encode()


def _short(text: str) -> str:
    """As the model writes it, which needs three times as long: without suffix and ORCID where an author has none."""
    return text.replace(',"suffix":null', "").replace(',"orcid":null', "")
