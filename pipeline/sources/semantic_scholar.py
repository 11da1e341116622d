"""Semantic Scholar: one request resolves up to 500 works by identifier. Without a key its pool is shared by everybody."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import ClassVar
from urllib.parse import quote

from pydantic import JsonValue

from pipeline.models import Ask, By, Identifier, Known, Lookup, NotAPage, NotFound, Response, Verdict
from pipeline.sources import _json
from pipeline.sources._address import address
from pipeline.sources._base import Source, asked_id
from pipeline.sources._doi import arxiv_identifier
from pipeline.sources._json import at, text
from pipeline.sources._query import words
from pipeline.sources._semantic_scholar_paper import FIELDS, identifiers, paper, paper_id

_API = "https://api.semanticscholar.org/graph/v1/paper"
_PREFIXES = {"arxiv": "ARXIV:", "doi": "DOI:", "pmid": "PMID:", "pmcid": "PMCID:", "acl": "ACL:", "s2": "", "corpusid": "CorpusId:"}
"""How its API writes our schemes."""


class SemanticScholar(Source):
    name = "semantic_scholar"
    kind = "index"
    schemes = ("arxiv", "doi", "pmid", "pmcid", "acl", "s2", "corpusid")
    by_title = True
    chunks: ClassVar[Mapping[By, int]] = {"id": 500}  # its limit

    def identify(self, url: str) -> Identifier | None:
        """Paper pages and the PDFs that it kept, both named by the same hash.

        >>> str(source.identify("https://pdfs.semanticscholar.org/23bc/58424378d15fda91e9d427fb553728c38b8a.pdf"))
        's2:23bc58424378d15fda91e9d427fb553728c38b8a'
        """
        found = address(url)
        if found is None or not found.host.endswith("semanticscholar.org"):
            return None
        pieces = found.path.strip("/").split("/")
        match found.host, pieces:
            case "pdfs.semanticscholar.org", [head, tail]:
                return paper_id(head + tail.removesuffix(".pdf"))
            case "semanticscholar.org", ["paper", *_, last]:
                return paper_id(last)
            case "semanticscholar.org", ["arxiv", number]:
                return arxiv_identifier(number)
            case (("api.semanticscholar.org" | "semanticscholar.org"), [number]) if number.lower().startswith("corpusid:"):
                digits = number[len("corpusid:") :]
                return Identifier(scheme="corpusid", value=digits) if digits.isascii() and digits.isdigit() else None
        return None

    def landing(self, identifier: Identifier) -> str | None:
        match identifier.scheme:
            case "s2":
                return f"https://www.semanticscholar.org/paper/{identifier.value}"
            case "corpusid":
                return f"https://api.semanticscholar.org/CorpusID:{identifier.value}"
        return None

    def lookups(self, known: Known) -> Iterable[Lookup]:
        return (one for one in super().lookups(known) if one.by == "id" or words(one.value))

    def ask(self, chunk: Sequence[Lookup]) -> Ask:
        if chunk[0].by == "id":
            ids = [_PREFIXES.get(i.scheme, "") + i.value for i in map(asked_id, chunk)]
            url, body = f"{_API}/batch?fields={FIELDS}", json.dumps({"ids": ids}).encode()
            return Ask(lookups=tuple(chunk), url=url, method="POST", body=body, expects="json")
        (one,) = chunk
        return Ask(lookups=(one,), url=f"{_API}/search/match?query={quote(words(one.value))}&fields={FIELDS}", expects="json")

    def read(self, response: Response) -> Mapping[Lookup, Verdict]:
        asked = response.ask.lookups
        if asked[0].by == "title":
            return {asked[0]: _match(asked[0], _json.answer(response))}
        papers = _json.failed(response) or _json.document(response)
        if not isinstance(papers, list):
            return dict.fromkeys(
                asked, papers if isinstance(papers, NotAPage) else NotAPage(reason=f"no list of papers: {text(papers, 'error') or ''}")
            )
        return _of_batch(asked, papers)


def _of_batch(asked: Sequence[Lookup], papers: Sequence[JsonValue]) -> Mapping[Lookup, Verdict]:
    """Answers stand in the order of the questions, with null for the unknown; the ids decide, for the order was wrong before
    (https://github.com/allenai/s2-folks/issues/47)."""
    known = [identifiers(item) for item in papers]
    elsewhere = {identifier: item for item, ids in zip(reversed(papers), reversed(known), strict=True) for identifier in ids}
    verdicts: dict[Lookup, Verdict] = {}
    for place, one in enumerate(asked):
        wanted = asked_id(one)
        if place < len(papers) and wanted in known[place]:
            verdicts[one] = (paper(one, papers[place]),)
        elif wanted in elsewhere:
            verdicts[one] = (paper(one, elsewhere[wanted]),)
        elif len(papers) != len(asked):
            verdicts[one] = NotAPage(reason=f"{len(papers)} answers to {len(asked)} questions")
        else:
            verdicts[one] = NotFound(reason="unknown" if papers[place] is None else "answered with a work of another identifier")
    return verdicts


def _match(lookup: Lookup, document: JsonValue | NotFound | NotAPage) -> Verdict:
    """The search for the best match always gives one: whether it is the work is for others to say."""
    if isinstance(document, NotFound | NotAPage):
        return document
    hits = at(document, "data")
    if hits is None and at(document, "total") == 0:
        return NotFound(reason="no title like it")
    if not isinstance(hits, list):
        return NotAPage(reason=f"no matches in the answer: {text(document, 'error') or text(document, 'message') or 'another shape'}")
    return tuple(paper(lookup, hit) for hit in hits if text(hit, "title")) or NotFound(reason="no title like it")


source = SemanticScholar()
