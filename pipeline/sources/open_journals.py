"""Journals whose pages anybody may read and whose DOI names the page: PLOS, PeerJ, eLife, those of the American Physical Society.

Crossref has no abstracts of PLOS. bioRxiv and medRxiv are not here: their pages give the first of January for a date, and Crossref has
title, authors, date and abstract of every preprint, forty in one request.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from pipeline.models import Claim, Identifier
from pipeline.sources import _highwire
from pipeline.sources._address import address
from pipeline.sources._base import claim
from pipeline.sources._doi import doi_identifier
from pipeline.sources._page import Page
from pipeline.sources._page_source import DoiPageSource

PLOS = {
    "pone": "plosone", "pbio": "plosbiology", "pmed": "plosmedicine", "pcbi": "ploscompbiol", "pgen": "plosgenetics",
    "ppat": "plospathogens", "pntd": "plosntds", "pclm": "climate", "pdig": "digitalhealth", "pgph": "globalpublichealth",
    "pwat": "water", "pstr": "sustainabilitytransformation", "pmen": "mentalhealth", "pcsy": "complexsystems",
}  # fmt: skip
"""What a journal is called in its DOIs, and its folder on the site."""
APS = {
    "PhysRevLett": "prl", "PhysRevX": "prx", "RevModPhys": "rmp", "PhysRevA": "pra", "PhysRevB": "prb", "PhysRevC": "prc",
    "PhysRevD": "prd", "PhysRevE": "pre", "PhysRevApplied": "prapplied", "PhysRevFluids": "prfluids", "PhysRevMaterials": "prmaterials",
    "PhysRevResearch": "prresearch", "PhysRevAccelBeams": "prab", "PhysRevPhysEducRes": "prper", "PRXQuantum": "prxquantum",
    "PRXEnergy": "prxenergy", "PRXLife": "prxlife", "PhysRev": "pr",
}  # fmt: skip
"""The same; the site keeps the letter case of its DOIs, which identifiers do not."""


class Place(NamedTuple):
    """Where the page behind a DOI stands, and the way back."""

    doi: str
    """Pattern of the DOI in lower case; its named groups fill in `page`."""
    page: str
    """Address; `folder` is what `folders` has for the group `journal`."""
    at: str
    """Pattern of host and path, and of the argument `id` after a question mark; its named groups fill in `value`."""
    value: str
    """The DOI again."""
    folders: Mapping[str, str] = {}
    container: str | None = None
    """Name of the journal where the pages do not say it."""


PLACES = (
    Place(
        doi=r"10\.1371/journal\.(?P<journal>[a-z]{4})\.(?P<number>\d{7})",
        page="https://journals.plos.org/{folder}/article?id=10.1371/journal.{journal}.{number}",
        at=r"journals\.plos\.org/\w+/article(?:/file)?\?(?P<doi>10\.1371/journal\.[a-z]{4}\.\d{7})",
        value="{doi}",
        folders=PLOS,
    ),
    Place(
        doi=r"10\.7717/peerj\.(?P<number>\d+)",
        page="https://peerj.com/articles/{number}/",
        at=r"peerj\.com/articles/(?P<number>\d+)(?:\.pdf)?",
        value="10.7717/peerj.{number}",
    ),
    Place(
        doi=r"10\.7717/peerj-cs\.(?P<number>\d+)",
        page="https://peerj.com/articles/cs-{number}/",
        at=r"peerj\.com/articles/cs-(?P<number>\d+)(?:\.pdf)?",
        value="10.7717/peerj-cs.{number}",
    ),
    Place(
        doi=r"10\.7554/elife\.(?P<number>\d{5,6})",
        page="https://elifesciences.org/articles/{number}",
        at=r"elifesciences\.org/articles/(?P<number>\d{5,6})",
        value="10.7554/elife.{number}",
        container="eLife",
    ),
    Place(
        doi=r"10\.1103/(?P<journal>[a-z]+)\.(?P<number>\d[\w.]*)",
        page="https://journals.aps.org/{folder}/abstract/10.1103/{journal}.{number}",
        at=r"journals\.aps\.org/\w+/(?:abstract|pdf)/(?P<doi>10\.1103/[a-z]+\.\d[\w.]*)",
        value="{doi}",
        folders=APS,
    ),
)
_BY_DOI = tuple((re.compile(place.doi, re.ASCII), place) for place in PLACES)
_BY_ADDRESS = tuple((re.compile(place.at, re.ASCII | re.IGNORECASE), place) for place in PLACES)
_SPELT = {name.lower(): name for name in (*PLOS, *APS)}


class OpenJournals(DoiPageSource):
    name = "open_journals"

    def identify(self, url: str) -> Identifier | None:
        """The DOI that the address is made of.

        >>> str(source.identify("https://peerj.com/articles/cs-86.pdf"))
        'doi:10.7717/peerj-cs.86'
        """
        at = address(url)
        if at is None:
            return None
        argument = at.argument("id")
        where = at.host + at.path.rstrip("/") + (f"?{argument}" if argument else "")
        hits = ((place, hit) for pattern, place in _BY_ADDRESS if (hit := pattern.fullmatch(where)))
        return next((doi_identifier(place.value.format_map(hit.groupdict())) for place, hit in hits), None)

    def landing(self, identifier: Identifier) -> str | None:
        hits = ((place, hit) for pattern, place in _BY_DOI if identifier.scheme == "doi" and (hit := pattern.fullmatch(identifier.value)))
        return next((url for place, hit in hits if (url := _page(place, hit.groupdict()))), None)

    def claims(self, identifier: Identifier, page: Page) -> Iterable[Claim]:
        yield from _highwire.embedded(page).claims
        container = _container(identifier)
        yield from claim("container_title", container, "address")
        yield from claim("venue", container, "address")
        yield from claim("url", self.landing(identifier), "address")


def _page(place: Place, groups: Mapping[str, str]) -> str | None:
    if not place.folders:
        return place.page.format_map(groups)
    journal = _SPELT.get(groups["journal"], "")
    return place.page.format_map({**groups, "journal": journal, "folder": place.folders[journal]}) if journal in place.folders else None


def _container(identifier: Identifier) -> str | None:
    return next((place.container for pattern, place in _BY_DOI if pattern.fullmatch(identifier.value)), None)


source = OpenJournals()
