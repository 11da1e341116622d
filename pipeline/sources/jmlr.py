"""Journal of Machine Learning Research. https://jmlr.org/papers"""

from __future__ import annotations

import re
from collections.abc import Iterable

from pipeline.models import Claim, Identifier
from pipeline.sources import _highwire
from pipeline.sources._address import address
from pipeline.sources._base import claim
from pipeline.sources._page import Page
from pipeline.sources._page_source import PageSource, path_quote

_SITE = "https://jmlr.org"
_HOSTS = frozenset({"jmlr.org", "jmlr.csail.mit.edu"})

_ID = r"(?:\d\d-\d{3,4}|[a-z][a-z-]*\d\d[a-z])"
_PATHS = (
    # /papers/v21/20-074.html, its PDF /papers/volume21/20-074/20-074.pdf; until 2016 by author and year: /papers/v3/guyon03a.html
    re.compile(rf"/papers/v(?P<volume>\d{{1,3}})/(?P<id>{_ID})\.html?[^a-z/]{{0,4}}", re.IGNORECASE | re.ASCII),
    re.compile(rf"/papers/v(?:olume)?(?P<volume>\d{{1,3}})/(?P<id>{_ID})/(?:source/)?(?P=id)\.pdf[^a-z/]{{0,4}}", re.IGNORECASE | re.ASCII),
)
_VALUE = re.compile(rf"v(?P<volume>\d{{1,3}})/(?P<id>{_ID})", re.ASCII)


class Jmlr(PageSource):
    name = "jmlr"
    schemes = ("jmlr",)
    people = "h2 + p > b > i"
    publishes = "article-journal"
    journal = "Journal of Machine Learning Research"

    def identify(self, url: str) -> Identifier | None:
        """`v21/20-074`.

        >>> str(source.identify("http://www.jmlr.org/papers/volume15/srivastava14a/srivastava14a.pdf"))
        'jmlr:v15/srivastava14a'
        """
        at = address(url)
        if at is None or at.host not in _HOSTS:
            return None
        hit = next((hit for path in _PATHS if (hit := path.fullmatch(at.path.strip()))), None)
        return Identifier(scheme="jmlr", value=f"v{int(hit['volume'])}/{hit['id'].lower()}") if hit else None

    def landing(self, identifier: Identifier) -> str | None:
        return f"{_SITE}/papers/{path_quote(identifier.value)}.html" if _VALUE.fullmatch(identifier.value) else None

    def pdf(self, identifier: Identifier) -> str | None:
        hit = _VALUE.fullmatch(identifier.value)
        return f"{_SITE}/papers/volume{hit['volume']}/{hit['id']}/{hit['id']}.pdf" if hit else None

    def claims(self, identifier: Identifier, page: Page) -> Iterable[Claim]:
        yield from _highwire.embedded(page).without("abstract")
        yield from claim("abstract", page.prose("p.abstract"), "p.abstract")


source = Jmlr()
