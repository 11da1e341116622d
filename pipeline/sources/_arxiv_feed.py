"""arXiv's Atom feed: its entries as the arxiv package reads them, and what each says of its paper."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import NamedTuple

import arxiv
from arxiv import _feed  # the package's parser from bytes; not public, hence pinned by a test and by the bound in pyproject.toml

from pipeline.models import Claim, Lookup, NotAPage, Record, Response
from pipeline.sources import _xml
from pipeline.sources._arxiv_comment import accepted, withdrawn
from pipeline.sources._arxiv_id import arxiv_id
from pipeline.sources._base import claim, record, told
from pipeline.sources._doi import arxiv_identifier, dois

_ATOM = {"atom": "http://www.w3.org/2005/Atom", "opensearch": "http://a9.com/-/spec/opensearch/1.1/"}


class Feed(NamedTuple):
    results: Mapping[str, arxiv.Result]
    """Every entry by its id without version, in arXiv's order."""
    total: int
    """How many entries arXiv says that there are."""


def feed(response: Response) -> Feed | NotAPage:
    root = _xml.root(response.body, "feed")
    if isinstance(root, NotAPage):
        return root
    entries = root.findall("atom:entry", _ATOM)
    # A malformed id is answered by one entry titled "Error" by "arXiv api core", with status 400 or 200.
    for entry in entries:
        if "/api/errors" in (entry.findtext("atom:id", "", _ATOM)):
            return NotAPage(reason=f"arXiv reports an error: {entry.findtext('atom:summary', '', _ATOM)[:200]}")
    if response.status != 200:
        return NotAPage(reason=f"status {response.status}")
    try:
        results = _feed.parse(response.body).results
    except (ValueError, OverflowError) as e:  # the package lets a date that is none through
        return NotAPage(reason=f"a feed with an impossible date: {e}")
    written = root.findtext("opensearch:totalResults", "0", _ATOM).strip()
    total = int(written) if re.fullmatch(r"[0-9]{1,9}", written) else len(entries)
    if len(results) < len(entries) or (not entries and total):
        return NotAPage(reason="a feed with missing entries")
    found = {number: result for result in results if (number := arxiv_id(result.entry_id.partition("/abs/")[2]))}
    return Feed(found, total - (len(results) - len(found)))  # the same paper twice counts once


def paper(lookup: Lookup, number: str, result: arxiv.Result) -> Record:
    return record(
        lookup,
        [arxiv_identifier(number), *dois(result.doi)],
        claim("title", result.title, "atom:title"),
        claim("authors", "\n".join(author.name for author in result.authors), "atom:author"),
        claim("abstract", result.summary, "atom:summary"),
        claim("issued", result.published.date().isoformat(), "atom:published"),  # of the first version; `updated` is of the last
        claim("year", str(result.published.year), "atom:published"),
        _context(result),
        told("venue", "arXiv", number, "atom:id"),
        told("type", "preprint", number, "atom:id"),
        claim("url", f"https://arxiv.org/abs/{number}", "atom:id"),
        claim("pdf_url", f"https://arxiv.org/pdf/{number}", "atom:id"),
    )


def _context(result: arxiv.Result) -> Iterable[Claim]:
    """What authors add of their own: where it was published, where accepted, whether withdrawn."""
    yield from claim("journal_ref", result.journal_ref, "arxiv:journal_ref")
    yield from claim("comment", result.comment, "arxiv:comment")
    for venue in accepted(result.comment):
        yield from claim("accepted", venue, "arxiv:comment")
    yield from claim("withdrawn", withdrawn(result.comment), "arxiv:comment")
    yield from claim("withdrawn", withdrawn(result.summary), "atom:summary")
