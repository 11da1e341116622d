"""PLOS. A DOI is the identifier; Crossref has no abstracts of its journals. https://plos.org"""

from __future__ import annotations

import re
from collections.abc import Iterable

from pipeline.models import Claim, Identifier
from pipeline.sources import _highwire
from pipeline.sources._address import address
from pipeline.sources._doi import doi_identifier
from pipeline.sources._page import Page
from pipeline.sources._page_source import DoiPageSource

FOLDERS = {
    "pone": "plosone", "pbio": "plosbiology", "pmed": "plosmedicine", "pcbi": "ploscompbiol", "pgen": "plosgenetics",
    "ppat": "plospathogens", "pntd": "plosntds", "pclm": "climate", "pdig": "digitalhealth", "pgph": "globalpublichealth",
    "pwat": "water", "pstr": "sustainabilitytransformation", "pmen": "mentalhealth", "pcsy": "complexsystems",
}  # fmt: skip
"""What a journal is called in its DOIs, and its folder on the site."""

_DOI = re.compile(r"10\.1371/journal\.(?P<journal>[a-z]{4})\.\d{7}", re.ASCII | re.IGNORECASE)
_PATH = re.compile(r"/\w+/article(?:/file)?/?", re.ASCII)


class Plos(DoiPageSource):
    name = "plos"
    people = "a.author-name"

    def identify(self, url: str) -> Identifier | None:
        """
        >>> str(source.identify("https://journals.plos.org/plosone/article/file?id=10.1371/journal.pone.0213978&type=printable"))
        'doi:10.1371/journal.pone.0213978'
        """
        at = address(url)
        doi = (at.argument("id") or "") if at and at.host == "journals.plos.org" and _PATH.fullmatch(at.path) else ""
        return doi_identifier(doi) if _DOI.fullmatch(doi) else None

    def landing(self, identifier: Identifier) -> str | None:
        hit = _DOI.fullmatch(identifier.value)
        folder = FOLDERS.get(hit["journal"]) if hit else None
        return f"https://journals.plos.org/{folder}/article?id={identifier.value}" if folder else None

    def claims(self, identifier: Identifier, page: Page) -> Iterable[Claim]:
        return _highwire.embedded(page).claims


source = Plos()
