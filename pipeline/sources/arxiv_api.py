"""arXiv through its Atom API: up to a hundred ids, or several titles, in one polite request.

The arxiv package builds the queries and reads the feed; its own session, delay and retries stay unused, for asking is not a source's task.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import ClassVar, NamedTuple

import arxiv
from arxiv import _feed  # the package's parser from bytes; not public, hence pinned by a test and by the bound in pyproject.toml
from rapidfuzz import fuzz

from pipeline.models import Ask, By, Claim, Identifier, Known, Lookup, NotAPage, NotFound, Record, Response, Verdict
from pipeline.normalise.titles import fold
from pipeline.sources import _xml
from pipeline.sources._address import address
from pipeline.sources._arxiv_address import written_id
from pipeline.sources._arxiv_comment import accepted, withdrawn
from pipeline.sources._arxiv_id import arxiv_id
from pipeline.sources._base import Source, asked_id, claim, record, told
from pipeline.sources._doi import arxiv_identifier, dois
from pipeline.sources._query import words

PHRASE = 100
"""Characters of a title as percent-encoded; sixteen of them keep the URL below 2,000, and the first dozen words of a title tell it well."""
HITS_PER_TITLE = 10
ALIKE = 80
"""Similarity from which a hit concerns a title although the words differ: arXiv stems, so "autoencoder" finds "autoencoders"."""
SUSPICIOUS = 3
"""Ids asked at once none of which arXiv knows: its API is known for an empty feed now and then, and dead ids are rare."""

_ATOM = {"atom": "http://www.w3.org/2005/Atom", "opensearch": "http://a9.com/-/spec/opensearch/1.1/"}


class Arxiv(Source):
    name = "arxiv"
    kind = "preprint"
    schemes = ("arxiv",)
    by_title = True
    # A hundred ids are 1.2 kB of URL, and more than arXiv answers at ease; sixteen titles are about 2 kB, which every server takes.
    chunks: ClassVar[Mapping[By, int]] = {"id": 100, "title": 16}

    def identify(self, url: str) -> Identifier | None:
        """
        >>> str(source.identify("https://arxiv.org/pdf/2106.08254v2.pdf")), source.identify("https://arxiv.org/html/2412.18110v1/x1.png")
        ('arxiv:2106.08254', None)
        """
        found = address(url)
        return arxiv_identifier(written_id(found)) if found else None

    def landing(self, identifier: Identifier) -> str | None:
        return f"https://arxiv.org/abs/{identifier.value}" if identifier.scheme == "arxiv" else None

    def pdf(self, identifier: Identifier) -> str | None:
        return f"https://arxiv.org/pdf/{identifier.value}" if identifier.scheme == "arxiv" else None

    def lookups(self, known: Known) -> Iterable[Lookup]:
        """Only what can be asked: one malformed id spoils a whole batch, and a title without words finds everything."""
        return (one for one in super().lookups(known) if (_id(one) if one.by == "id" else words(one.value, PHRASE)))

    def ask(self, chunk: Sequence[Lookup]) -> Ask:
        if chunk[0].by == "id":
            ids = list(dict.fromkeys(i for i in map(_id, chunk) if i))
            search, size = arxiv.Search(id_list=ids), len(ids)
        else:
            phrases = dict.fromkeys(phrase for one in chunk if (phrase := words(one.value, PHRASE)))
            search, size = arxiv.Search(query=" OR ".join(f'ti:"{phrase}"' for phrase in phrases)), HITS_PER_TITLE * len(phrases)
        # The size is always said: arXiv's default of ten would cut the answer without a word.
        client = arxiv.Client(page_size=size, delay_seconds=0, num_retries=0)
        return Ask(lookups=tuple(chunk), url=client._format_url(search, 0, size), expects="xml")

    def read(self, response: Response) -> Mapping[Lookup, Verdict]:
        asked = response.ask.lookups
        feed = _results(response)
        if isinstance(feed, NotAPage):
            return dict.fromkeys(asked, feed)
        if asked[0].by == "title":
            return {one: _by_title(one, feed.results) for one in asked}
        if flaw := _flaw(feed, asked):
            return dict.fromkeys(asked, flaw)
        return {one: _by_id(one, feed) for one in asked}


class _Feed(NamedTuple):
    results: Mapping[str, arxiv.Result]
    """Every entry by its id without version, in arXiv's order."""
    total: int
    """How many entries arXiv says that there are."""


def _id(lookup: Lookup) -> str | None:
    asked = asked_id(lookup)
    return arxiv_id(asked.value) if asked.scheme == "arxiv" else None


def _results(response: Response) -> _Feed | NotAPage:
    feed = _xml.root(response.body, "feed")
    if isinstance(feed, NotAPage):
        return feed
    entries = feed.findall("atom:entry", _ATOM)
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
    written = feed.findtext("opensearch:totalResults", "0", _ATOM).strip()
    total = int(written) if written.isascii() and written.isdigit() else len(entries)
    if len(results) < len(entries) or (not entries and total):
        return NotAPage(reason="a feed with missing entries")
    found = {number: result for result in results if (number := arxiv_id(result.entry_id.partition("/abs/")[2]))}
    return _Feed(found, total - (len(results) - len(found)))  # the same paper twice counts once


def _flaw(feed: _Feed, asked: Sequence[Lookup]) -> NotAPage | None:
    """Why a feed is no answer to any of these ids."""
    if not feed.results and len(asked) >= SUSPICIOUS:
        return NotAPage(reason=f"an empty feed for {len(asked)} ids")
    if feed.results and not any(_id(one) in feed.results for one in asked):
        return NotAPage(reason="a feed of papers that were not asked for")
    return None


def _by_id(lookup: Lookup, feed: _Feed) -> Verdict:
    number = _id(lookup)
    if number is None:
        return NotFound(reason="not an identifier that arXiv can have given out")
    if result := feed.results.get(number):
        return (_record(lookup, number, result),)
    if len(feed.results) < feed.total:
        return NotAPage(reason=f"a feed that holds {len(feed.results)} of {feed.total} papers")
    return NotFound(reason="arXiv has no such identifier")


def _by_title(lookup: Lookup, results: Mapping[str, arxiv.Result]) -> Verdict:
    """The hits that concern this title, the most similar first; the answer holds those of the other titles as well."""
    phrase, title = _squeezed(words(lookup.value, PHRASE)), _squeezed(lookup.value)
    near = []
    for number, result in results.items():
        found = _squeezed(result.title)
        likeness = fuzz.ratio(title, found)
        if phrase in found or likeness >= ALIKE:
            near.append((likeness, number))
    best = sorted(near, key=lambda hit: -hit[0])[:HITS_PER_TITLE]
    return tuple(_record(lookup, number, results[number]) for _, number in best) or NotFound(reason="no title with these words")


def _squeezed(title: str) -> str:
    """Letters and digits alone: arXiv takes "self-supervised" and "self supervised" for the same phrase."""
    return fold(title).replace(" ", "")


def _record(lookup: Lookup, number: str, result: arxiv.Result) -> Record:
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


source = Arxiv()
