"""AAAI's Open Journal Systems: the AAAI conference since 2017, ICAPS, ICWSM and others. https://ojs.aaai.org"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from pipeline.models import Claim, Identifier, Known, Lookup
from pipeline.sources import _highwire
from pipeline.sources._address import address
from pipeline.sources._base import claim, told
from pipeline.sources._page import Page
from pipeline.sources._page_source import PageSource, path_quote
from pipeline.sources._tags import DATE_TAGS

_OJS = re.compile(
    r"(?:/ojs)?/index\.php/(?P<journal>[\w-]+)/article/(?:view|download|viewFile)/(?P<article>\d+)(?:/\d+)*/?", re.IGNORECASE | re.ASCII
)
_CDN = re.compile(r"/ojs/(?P<article>\d+)/(?P=article)-[\w-]+\.pdf[^a-z/]{0,4}", re.IGNORECASE | re.ASCII)
_OCS = re.compile(
    r"/ocs/index\.php/(?P<conference>\w+)/(?P<volume>\w+)/paper/(?:view|viewPaper|viewFile|viewPDFInterstitial|download)/(?P<paper>\d+)(?:/\d+)*/?",
    re.IGNORECASE | re.ASCII,
)
_VALUE = re.compile(r"(?:(?P<journal>[\w-]+)/)?(?P<article>\d+)")
_OJS_HOSTS = frozenset({"ojs.aaai.org", "aaai.org", "wvvw.aaai.org"})
"""Without `www.`; the second was the home until 2020, the third is its nickname in some lists."""

DATES = (
    ("dc.date.issued", "the issue's date"),
    ("citation_date", "the article's date, at some journals that of its submission"),
    *DATE_TAGS,
)


class Aaai(PageSource):
    name = "aaai"
    schemes = ("aaai",)
    people = ".authors .name"

    def identify(self, url: str) -> Identifier | None:
        """`25674` for the AAAI conference, `ICAPS/31503` for another journal of the system, `ocs/AAAI/AAAI18/17299` before 2019.

        >>> str(source.identify("https://ojs.aaai.org/index.php/AAAI/article/view/25674/25446"))
        'aaai:25674'
        """
        at = address(url)
        if at is None:
            return None
        path = at.path.strip()
        if at.host in _OJS_HOSTS and (hit := _OJS.fullmatch(path)):
            journal = "" if hit["journal"].upper() == "AAAI" else f"{hit['journal']}/"
            return Identifier(scheme="aaai", value=f"{journal}{int(hit['article'])}")
        if at.host == "aaai.org" and (hit := _OCS.fullmatch(path)):
            return Identifier(scheme="aaai", value=f"ocs/{hit['conference']}/{hit['volume']}/{int(hit['paper'])}")
        if at.host == "cdn.aaai.org" and (hit := _CDN.fullmatch(path)):
            # The file does not say of which journal; nearly all are AAAI's own, and another one's number is not found there.
            return Identifier(scheme="aaai", value=str(int(hit["article"])))
        return None

    def landing(self, identifier: Identifier) -> str | None:
        if identifier.value.startswith("ocs/"):
            conference, _, paper = identifier.value.removeprefix("ocs/").rpartition("/")
            return f"https://www.aaai.org/ocs/index.php/{path_quote(conference)}/paper/view/{path_quote(paper)}"
        hit = _VALUE.fullmatch(identifier.value)
        return f"https://ojs.aaai.org/index.php/{hit['journal'] or 'AAAI'}/article/view/{hit['article']}" if hit else None

    def lookups(self, known: Known) -> Iterable[Lookup]:
        # The conference system before OJS (ocs) was switched off; its numbers name works but lead to no page any more.
        return (lookup for lookup in super().lookups(known) if not lookup.value.startswith("aaai:ocs/"))

    def identifiers(self, identifier: Identifier, page: Page) -> Iterator[Identifier]:
        return _highwire.identifiers(page)

    def claims(self, identifier: Identifier, page: Page) -> Iterable[Claim]:
        tags = _highwire.embedded(page)
        yield from _highwire.title(page, witnessed=True) or claim("title", page.heading("h1.page_title"), "h1.page_title")
        yield from _highwire.authors(page)
        yield from _highwire.container(page)
        yield from _highwire.dates(page, DATES)
        yield from _highwire.first("abstract", _abstracts(page))
        yield from tags.of("pages", "pdf_url")
        # All its journals are proceedings but for the magazine.
        yield from told("type", "article-journal" if identifier.value.startswith("aimagazine/") else "paper-conference", page.url, "site")


def _abstracts(page: Page) -> Iterator[tuple[str, str | None]]:
    yield "section.item.abstract", page.text(".item.abstract")  # section since OJS 3.2, div before
    yield "dc.description", page.content("dc.description")


source = Aaai()
