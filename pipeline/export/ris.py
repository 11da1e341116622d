"""RIS, which every reference manager imports."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

import rispy

from pipeline.export.keys import Citation
from pipeline.export.kinds import Kind, kind
from pipeline.export.papers import Author, Paper
from pipeline.export.plain import flat

TYPES: Mapping[Kind, str] = {
    "proceedings": "CPAPER",
    "journal": "JOUR",
    "preprint": "UNPB",
    "chapter": "CHAP",
    "book": "BOOK",
    "thesis": "THES",
    "report": "RPRT",
    "other": "GEN",
}


class _Writer(rispy.RisWriter):  # type: ignore[misc]  # rispy ships no types
    def set_header(self, count: int) -> str:
        """None: a number before each record is not part of the format."""
        return ""


def ris(works: Iterable[Paper], cited: Mapping[str, Citation], without: frozenset[str]) -> Iterator[bytes]:
    """One record per work, every value in one line."""
    for work in works:
        record = {name: value for name, value in _record(work, cited[work.work_id]).items() if value and name not in without}
        yield rispy.dumps([record], implementation=_Writer).encode() + b"\n"


def _record(work: Paper, citation: Citation) -> Mapping[str, str | list[str]]:
    urls = dict.fromkeys(url for url in (work.published_url, work.url, work.preprint_url) if url)
    first, last = citation.page_range or (flat(citation.pages or ""), "")
    return {
        "type_of_reference": TYPES[kind(work)],
        "id": citation.key,
        "title": flat(work.title or ""),
        "authors": [_name(author) for author in work.authors or ()],
        "year": "" if work.year is None else str(work.year),
        "date": (work.issued or "").replace("-", "/"),
        "secondary_title": flat(work.container_title or work.venue or ""),
        "alternate_title1": flat(work.venue or ""),
        "start_page": first,
        "end_page": last,
        "abstract": flat(work.abstract or ""),
        "doi": flat(work.doi or ""),
        "urls": list(urls),
        "file_attachments1": flat(work.pdf_url or ""),
        "accession_number": f"arXiv:{flat(work.arxiv_id)}" if work.arxiv_id else "",
    }


def _name(author: Author) -> str:
    parts = (flat(part or "") for part in (author.family, author.given, author.suffix))
    return ", ".join(part for part in parts if part)
