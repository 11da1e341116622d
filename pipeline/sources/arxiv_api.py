"""arXiv through its Atom API: up to a hundred ids, or several titles, in one polite request. Its metadata snapshot is read here too.

The arxiv package builds the queries and reads the feed; its own session, delay and retries stay unused, for asking is not a source's task.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, ClassVar

from rapidfuzz import fuzz

from pipeline.models import Ask, By, Known, Lookup, NotAPage, NotFound, Response, Verdict
from pipeline.normalise.titles import fold
from pipeline.sources import _arxiv_snapshot
from pipeline.sources._arxiv_feed import WAYS, Feed, deposit, feed
from pipeline.sources._arxiv_id import arxiv_id
from pipeline.sources._arxiv_paper import paper
from pipeline.sources._base import asked_id, is_from_file
from pipeline.sources._on_arxiv import OnArxiv
from pipeline.sources._query import words

if TYPE_CHECKING:
    import arxiv

PHRASE = 100
"""Characters of a title as percent-encoded; sixteen of them keep the URL below 2,000, and the first dozen words of a title tell it well."""
HITS_PER_TITLE = 10
ALIKE = 80
"""Similarity from which a hit concerns a title although the words differ: arXiv stems, so "autoencoder" finds "autoencoders"."""
SUSPICIOUS = 3
"""Ids asked at once none of which arXiv knows: its API is known for an empty feed now and then, and dead ids are rare."""


class Arxiv(OnArxiv):
    name = "arxiv"
    by_title = True
    # A hundred ids are 1.2 kB of URL, and more than arXiv answers at ease; sixteen titles are about 2 kB, which every server takes.
    chunks: ClassVar[Mapping[By, int]] = {"id": 100, "title": 16}

    def lookups(self, known: Known) -> Iterable[Lookup]:
        """Only what can be asked: one malformed id spoils a whole batch, and a title without words finds everything."""
        return (one for one in super().lookups(known) if (_id(one) if one.by == "id" else words(one.value, PHRASE)))

    def ask(self, chunk: Sequence[Lookup]) -> Ask:
        import arxiv  # it brings requests along: whoever names a source would wait for both

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
        if is_from_file(response):
            return _arxiv_snapshot.read(response)
        asked = response.ask.lookups
        found = feed(response)
        if isinstance(found, NotAPage):
            return dict.fromkeys(asked, found)
        if asked[0].by == "title":
            return {one: _by_title(one, found.results) for one in asked}
        if flaw := _flaw(found, asked):
            return dict.fromkeys(asked, flaw)
        return {one: _by_id(one, found) for one in asked}


def _id(lookup: Lookup) -> str | None:
    asked = asked_id(lookup)
    return arxiv_id(asked.value) if asked.scheme == "arxiv" else None


def _flaw(feed: Feed, asked: Sequence[Lookup]) -> NotAPage | None:
    """Why a feed is no answer to any of these ids."""
    if not feed.results and len(asked) >= SUSPICIOUS:
        return NotAPage(reason=f"an empty feed for {len(asked)} ids")
    if feed.results and not any(_id(one) in feed.results for one in asked):
        return NotAPage(reason="a feed of papers that were not asked for")
    return None


def _by_id(lookup: Lookup, feed: Feed) -> Verdict:
    number = _id(lookup)
    if number is None:
        return NotFound(reason="not an identifier that arXiv can have given out")
    if result := feed.results.get(number):
        return (paper(lookup, deposit(number, result), WAYS),)
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
    return tuple(paper(lookup, deposit(number, results[number]), WAYS) for _, number in best) or NotFound(
        reason="no title with these words"
    )


def _squeezed(title: str) -> str:
    """Letters and digits alone: arXiv takes "self-supervised" and "self supervised" for the same phrase."""
    return fold(title).replace(" ", "")


source = Arxiv()
