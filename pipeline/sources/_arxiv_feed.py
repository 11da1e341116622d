"""arXiv's Atom feed: its entries as the arxiv package reads them, and the deposit that each describes."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, NamedTuple

from pipeline.models import NotAPage, Response
from pipeline.sources import _xml
from pipeline.sources._arxiv_id import arxiv_id
from pipeline.sources._arxiv_paper import Deposit, Ways

if TYPE_CHECKING:
    import arxiv

_ATOM = {"atom": "http://www.w3.org/2005/Atom", "opensearch": "http://a9.com/-/spec/opensearch/1.1/"}

WAYS = Ways(
    number="atom:id",
    title="atom:title",
    authors="atom:author",
    abstract="atom:summary",
    submitted="atom:published",
    journal_ref="arxiv:journal_ref",
    comment="arxiv:comment",
)


class Feed(NamedTuple):
    results: Mapping[str, arxiv.Result]
    """Every entry by its id without version, in arXiv's order."""
    total: int
    """How many entries arXiv says that there are."""


def feed(response: Response) -> Feed | NotAPage:
    # The package's parser from bytes is not public, hence pinned by a test and by the bound in pyproject.toml.
    from arxiv import _feed  # here, for it brings requests along: whoever names a source would wait for both

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


def deposit(number: str, result: arxiv.Result) -> Deposit:
    return Deposit(
        number=number,
        title=result.title,
        authors="\n".join(author.name for author in result.authors),
        abstract=result.summary,
        submitted=result.published.date(),  # of the first version; `updated` is of the last
        doi=result.doi,
        journal_ref=result.journal_ref,
        comment=result.comment,
    )
