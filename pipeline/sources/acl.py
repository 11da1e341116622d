"""ACL Anthology. https://aclanthology.org"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from pipeline.models import Claim, Identifier
from pipeline.sources import _highwire
from pipeline.sources._address import address
from pipeline.sources._page import Page
from pipeline.sources._page_source import PageSource, path_quote

_SITE = "https://aclanthology.org"
_HOMES = {
    "aclanthology.org": "",
    "aclanthology.info": "(?:/papers|/pdf)?",
    "aclanthology.coli.uni-saarland.de": "(?:/papers|/pdf)?",
    "anthology.aclweb.org": "",
    "aclweb.org": "/anthology",
}
"""Hosts without `www.` and the folder of their papers; all but the first are former homes."""

_FOLDERS = r"(?:/papers)?(?:/[A-Z]/[A-Z]\d\d(?:-\d)?)?"
"""Folders that the former homes put before the paper: /P/P18/, /papers/P/P19/."""
_OLD = r"[A-Z]\d{2}-\d{4}"
_NEW = r"\d{4}\.[a-z0-9]+-[a-z0-9]+\.[1-9]\d{0,3}"
_PATHS = {
    host: re.compile(rf"{home}{_FOLDERS}/(?P<id>{_OLD}|{_NEW})(?:v\d+)?(?:\.pdf[^a-z/]{{0,4}})?/?", re.ASCII)
    for host, home in _HOMES.items()
}
_FRONT_MATTER = re.compile(r"W\d\d-\d\d00|[A-VX-Z]\d\d-\d000", re.ASCII)
"""Whole volumes: of four digits the first is the volume, at workshops the first two."""
_VALUE = re.compile(rf"{_OLD}|{_NEW}", re.ASCII)


class Acl(PageSource):
    name = "acl"
    schemes = ("acl",)
    people = "p.lead a"

    def identify(self, url: str) -> Identifier | None:
        """`2021.naacl-main.208`, until 2019 `N04-1001`. Volumes (`P18-1000`, `2021.acl-long.0`), events and attachments are not papers.

        >>> str(source.identify("http://aclweb.org/anthology/D/D15/D15-1176.pdf"))
        'acl:D15-1176'
        """
        at = address(url)
        hit = _PATHS[at.host].fullmatch(at.path.strip()) if at and at.host in _PATHS else None
        if hit is None or _FRONT_MATTER.fullmatch(hit["id"]):
            return None
        return Identifier(scheme="acl", value=hit["id"])

    def landing(self, identifier: Identifier) -> str | None:
        return f"{_SITE}/{path_quote(identifier.value)}/" if _VALUE.fullmatch(identifier.value) else None

    def pdf(self, identifier: Identifier) -> str | None:
        return f"{_SITE}/{path_quote(identifier.value)}.pdf" if _VALUE.fullmatch(identifier.value) else None

    def identifiers(self, identifier: Identifier, page: Page) -> Iterator[Identifier]:
        return _highwire.identifiers(page)

    def claims(self, identifier: Identifier, page: Page) -> Iterable[Claim]:
        tags = _highwire.embedded(page)
        yield from tags.without("abstract")
        # There is no citation_abstract, and og:description is a reference to the paper.
        yield from _highwire.first("abstract", ((way, page.text(way)) for way in (".acl-abstract > span", ".acl-abstract")))


source = Acl()
