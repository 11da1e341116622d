"""Proceedings of Machine Learning Research: ICML, AISTATS, CoRL and many others. https://proceedings.mlr.press"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from pipeline.models import Claim, Identifier
from pipeline.sources import _highwire
from pipeline.sources._address import address
from pipeline.sources._base import claim
from pipeline.sources._page import Page
from pipeline.sources._page_source import PageSource, path_quote

_SITE = "https://proceedings.mlr.press"
_HOMES = {"proceedings.mlr.press": "", "jmlr.org": "/proceedings/papers", "jmlr.csail.mit.edu": "/proceedings/papers"}
"""Hosts without `www.` and their folder; the last two were the home until 2016."""

_PATH = re.compile(
    r"/(?P<volume>[vr]\d{1,4})/(?P<id>[a-z][a-z_.'-]*\d{2}[a-z]{0,3})(?:/(?P=id))?(?:\.(?:pdf|html?)[^a-z/]{0,4})?/?",
    re.IGNORECASE | re.ASCII,
)
_INFO = re.compile(
    r"(?P<container>.{1,400}?),\s*(?:PMLR|JMLR W&CP)\s+[^:]{1,40}:\s*(?P<pages>[\w.–-]*)\s*,\s*(?P<year>\d{4})\.?", re.DOTALL
)


class Pmlr(PageSource):
    name = "pmlr"
    schemes = ("pmlr",)
    publishes = "paper-conference"
    people = "span.authors"

    def identify(self, url: str) -> Identifier | None:
        """`v202/li23af`; volumes of the reissue series begin with r.

        >>> str(source.identify("http://www.jmlr.org/proceedings/papers/v28/sutskever13.pdf"))
        'pmlr:v28/sutskever13'
        """
        at = address(url)
        if at is None or at.host not in _HOMES or not at.path.startswith(_HOMES[at.host]):
            return None
        hit = _PATH.fullmatch(at.path.removeprefix(_HOMES[at.host]).strip())
        return Identifier(scheme="pmlr", value=f"{hit['volume'].lower()}/{hit['id']}") if hit else None

    def landing(self, identifier: Identifier) -> str | None:
        return f"{_SITE}/{path_quote(identifier.value)}.html"

    def identifiers(self, identifier: Identifier, page: Page) -> Iterator[Identifier | None]:
        # Related Material links the reviews of this paper; several would be somebody's references.
        links = filter(None, (address(url) for url, _ in page.links()))
        forums = {forum for at in links if at.host == "openreview.net" and at.path == "/forum" and (forum := at.argument("id"))}
        if len(forums) == 1:
            yield Identifier(scheme="openreview", value=forums.pop())

    def claims(self, identifier: Identifier, page: Page) -> Iterable[Claim]:
        tags = _highwire.embedded(page)
        info = _INFO.match(" ".join((page.text("div#info") or "").split()))
        yield from _highwire.title(page, witnessed=True) or claim("title", page.heading("article h1"), "article h1")
        yield from _highwire.authors(page) or claim("authors", _names(page.text("span.authors")), "span.authors")
        # The tag has the bare name of the conference; which one it was stands only in div#info.
        said = info["container"] if info else None
        yield from claim("container_title", said, "div#info")
        conference = page.content("citation_conference_title")
        yield from _highwire.first("venue", [("citation_conference_title", conference), ("div#info", said)])
        yield from tags.of("year", "issued")
        yield from claim("year", info["year"] if info else None, "div#info")
        # There is no citation_abstract, and the description is cut.
        yield from claim("abstract", page.prose("div#abstract"), "div#abstract")
        yield from tags.of("pages", "pdf_url")
        yield from claim("pages", info["pages"] if info else None, "div#info")


def _names(raw: str | None) -> str | None:
    return _highwire.one_per_line((raw or "").split(",")) or None


source = Pmlr()
