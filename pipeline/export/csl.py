"""CSL-JSON, which pandoc, Zotero and citation styles read (https://docs.citationstyles.org, schema 1.0.2)."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping

from pydantic import JsonValue

from pipeline.export.keys import Citation
from pipeline.export.kinds import Kind, kind
from pipeline.export.papers import Author, Paper
from pipeline.export.plain import flat

TYPES: Mapping[Kind, str] = {
    "proceedings": "paper-conference",
    "journal": "article-journal",
    "preprint": "article",  # CSL 1.0.2 says so of preprints
    "chapter": "chapter",
    "book": "book",
    "thesis": "thesis",
    "report": "report",
    "other": "document",
}


def csl(works: Iterable[Paper], cited: Mapping[str, Citation], without: frozenset[str]) -> Iterator[bytes]:
    """An array with one work per line."""
    before = "[\n"
    for work in works:
        item = {name: value for name, value in _item(work, cited[work.work_id]).items() if value and name not in without}
        yield (before + json.dumps(item, ensure_ascii=False)).encode()
        before = ",\n"
    yield b"[]\n" if before == "[\n" else b"\n]\n"


def _item(work: Paper, citation: Citation) -> Mapping[str, JsonValue]:
    preprint = kind(work) == "preprint"
    return {
        "id": citation.key,
        "citation-key": citation.key,
        "type": TYPES[kind(work)],
        "title": flat(work.title or ""),
        "author": [_name(author) for author in work.authors or ()],
        "container-title": flat("" if preprint else work.container_title or work.venue or ""),
        "container-title-short": flat("" if preprint or not work.container_title else work.venue or ""),
        "issued": _issued(work),
        "page": "-".join(citation.page_range or ()) or flat(citation.pages or ""),
        "abstract": work.abstract,
        "DOI": work.doi,
        "URL": work.published_url or work.url or work.preprint_url or work.pdf_url,
        "publisher": "arXiv" if preprint and work.arxiv_id else None,
        "number": f"arXiv:{work.arxiv_id}" if work.arxiv_id else None,
    }


def _name(author: Author) -> JsonValue:
    name = {"family": flat(author.family), "given": flat(author.given or ""), "suffix": flat(author.suffix or "")}
    return {part: text for part, text in name.items() if text} if name["given"] else {"literal": flat(author.name)}


def _issued(work: Paper) -> JsonValue:
    """The day as far as known; the year alone where day and year are of different versions."""
    if work.year is None:
        return None
    day = work.issued if work.issued and work.issued[:4] == str(work.year) else str(work.year)
    return {"date-parts": [[int(part) for part in day.split("-")]]}
