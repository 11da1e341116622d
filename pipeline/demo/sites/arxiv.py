"""arXiv's Atom API: ids in a list, or titles as phrases. Unknown ids are left out without a word."""

from __future__ import annotations

import re
from collections.abc import Iterable
from xml.sax.saxutils import escape

from pipeline.demo.library import Library
from pipeline.demo.messages import Question, Reply, nothing_here, xml
from pipeline.demo.works import Paper

_NAMESPACES = 'xmlns:opensearch="http://a9.com/-/spec/opensearch/1.1/" xmlns:arxiv="http://arxiv.org/schemas/atom" xmlns="http://www.w3.org/2005/Atom"'
_PHRASE = re.compile(r'ti:"([^"]*)"')
_VERSION = re.compile(r"v\d+$")
_HITS = 10


class ArxivApi:
    def __init__(self, library: Library) -> None:
        self._library = library

    def __call__(self, question: Question) -> Reply:
        if question.path != "/api/query":
            return nothing_here()
        ids = [_VERSION.sub("", number) for number in (question.argument("id_list") or "").split(",") if number]
        found = {number: paper for number in ids if (paper := self._library.by_arxiv.get(number))}
        for phrase in _PHRASE.findall(question.argument("search_query") or ""):
            found.update({paper.arxiv: paper for paper in self._library.search(phrase, _HITS) if paper.arxiv})
        most = int(question.argument("max_results") or _HITS)
        return xml(_feed(list(found.values())[:most]))


def _feed(papers: Iterable[Paper]) -> str:
    entries = [_entry(paper) for paper in papers]
    return (
        f"<?xml version='1.0' encoding='UTF-8'?>\n<feed {_NAMESPACES}>\n<id>https://arxiv.org/api/demonstration</id>\n"
        "<title>arXiv Query</title>\n<updated>2026-11-20T10:00:00Z</updated>\n"
        f"<opensearch:itemsPerPage>{len(entries)}</opensearch:itemsPerPage>\n"
        f"<opensearch:totalResults>{len(entries)}</opensearch:totalResults>\n<opensearch:startIndex>0</opensearch:startIndex>\n"
        f"{''.join(entries)}</feed>\n"
    )


def _entry(paper: Paper) -> str:
    number = f"{paper.arxiv}v1"
    authors = "".join(f"<author><name>{escape(name)}</name></author>" for name in paper.names)
    comment = f"<arxiv:comment>{escape(paper.comment)}</arxiv:comment>" if paper.comment else ""
    day = f"{paper.posted}T10:00:00Z"
    return (
        f"<entry><id>http://arxiv.org/abs/{number}</id><title>{escape(paper.title)}</title><updated>{day}</updated>"
        f'<link href="https://arxiv.org/abs/{number}" rel="alternate" type="text/html"/>'
        f'<link href="https://arxiv.org/pdf/{number}" rel="related" type="application/pdf" title="pdf"/>'
        f'<summary>{escape(paper.abstract)}</summary><category term="cs.LG" scheme="http://arxiv.org/schemas/atom"/>'
        f'<published>{day}</published>{comment}<arxiv:primary_category term="cs.LG"/>{authors}</entry>\n'
    )
