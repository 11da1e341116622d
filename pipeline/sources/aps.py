"""Journals of the American Physical Society: Physical Review and its siblings. A DOI is the identifier. https://journals.aps.org"""

from __future__ import annotations

import re
from collections.abc import Iterable

from pipeline.models import Claim, Identifier
from pipeline.sources import _highwire
from pipeline.sources._address import address
from pipeline.sources._base import claim
from pipeline.sources._doi import doi_identifier
from pipeline.sources._page import Page
from pipeline.sources._page_source import DoiPageSource

FOLDERS = {
    "PhysRevLett": "prl", "PhysRevX": "prx", "RevModPhys": "rmp", "PhysRevA": "pra", "PhysRevB": "prb", "PhysRevC": "prc",
    "PhysRevD": "prd", "PhysRevE": "pre", "PhysRevApplied": "prapplied", "PhysRevFluids": "prfluids", "PhysRevMaterials": "prmaterials",
    "PhysRevResearch": "prresearch", "PhysRevAccelBeams": "prab", "PhysRevPhysEducRes": "prper", "PRXQuantum": "prxquantum",
    "PRXEnergy": "prxenergy", "PRXLife": "prxlife", "PhysRev": "pr",
}  # fmt: skip
"""What a journal is called in its DOIs, in the letter case that the site keeps and identifiers do not; and its folder."""
_SPELT = {name.lower(): name for name in FOLDERS}

_PATH = re.compile(r"/\w+/(?:abstract|pdf)/(?P<doi>10\.1103/[a-z]+\.\d[\w.]*)/?", re.ASCII | re.IGNORECASE)
_DOI = re.compile(r"10\.1103/(?P<journal>[a-z]+)\.(?P<number>\d[\w.]*)", re.ASCII)


class Aps(DoiPageSource):
    name = "aps"
    people = 'a[href^="/search/field/author/"]'

    def identify(self, url: str) -> Identifier | None:
        """
        >>> str(source.identify("https://journals.aps.org/prx/pdf/10.1103/PhysRevX.12.041027"))
        'doi:10.1103/physrevx.12.041027'
        """
        at = address(url)
        hit = _PATH.fullmatch(at.path) if at and at.host == "journals.aps.org" else None
        return doi_identifier(hit["doi"]) if hit else None

    def landing(self, identifier: Identifier) -> str | None:
        hit = _DOI.fullmatch(identifier.value)
        journal = _SPELT.get(hit["journal"]) if hit else None
        return f"https://journals.aps.org/{FOLDERS[journal]}/abstract/10.1103/{journal}.{hit['number']}" if hit and journal else None

    def claims(self, identifier: Identifier, page: Page) -> Iterable[Claim]:
        yield from _highwire.embedded(page).claims
        # The description for social media is a popular one.
        yield from claim("abstract", page.prose("#abstract-section-content"), "#abstract-section-content")


source = Aps()
