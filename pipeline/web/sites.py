"""The site table: politeness groups of hosts that share one budget. Numbers are the project's contract with the sites."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from pipeline.models import Model


class Site(Model):
    """A politeness group."""

    name: str
    hosts: tuple[str, ...]
    interval: float = 1.0
    """Seconds between the starts of two requests."""
    at_once: int = 1
    """Requests under way at the same time."""
    budget: tuple[int, float] | None = None
    """At most so many requests in so many seconds, counted across runs."""
    robots: bool = True
    """Pages are governed by robots.txt; documented APIs by their terms."""
    api_hosts: tuple[str, ...] = ()
    """Hosts of a page site that are a documented API, and so not governed by robots.txt."""
    api_path: str | None = None
    """Beginning of the paths that are one, where page and API share a host."""
    never: str | None = None
    """Why this site is never asked; its works are asked for at an index, through their DOI or title."""
    key: tuple[str, str] | None = None
    """Environment variable of its key and the header that carries it."""
    with_contact: tuple[float, int] | None = None
    """Interval and requests at once when a contact address is given."""
    light_with_contact: tuple[str, float] | None = None
    """Pattern of the paths that may then come faster, and their interval."""
    with_key: float | None = None
    """Interval when a key is given."""
    budget_with_key: tuple[int, float] | None = None
    """Budget when a key is given, where it is another."""

    def pace(self, url: str, *, contact: bool, keyed: bool) -> float:
        """Seconds between the request before and one to this address."""
        if self.is_light(url, contact=contact):
            assert self.light_with_contact is not None
            return self.light_with_contact[1]
        if contact and self.with_contact:
            return self.with_contact[0]
        if keyed and self.with_key is not None:
            return self.with_key
        return self.interval

    def is_light(self, url: str, *, contact: bool) -> bool:
        """Whether an address is one of those that may come faster."""
        if not contact or self.light_with_contact is None:
            return False
        return re.fullmatch(self.light_with_contact[0], urlsplit(url).path) is not None

    def width(self, *, contact: bool) -> int:
        """Requests that may be under way at the same time."""
        return self.with_contact[1] if contact and self.with_contact else self.at_once

    def allowance(self, *, keyed: bool) -> tuple[int, float] | None:
        """(requests, seconds) of the budget; None where there is none."""
        return self.budget_with_key if keyed and self.budget_with_key else self.budget

    def governed(self, url: str) -> bool:
        """Whether robots.txt has a say about an address of this site."""
        is_api = host_of(url) in self.api_hosts or (self.api_path is not None and urlsplit(url).path.startswith(self.api_path))
        return self.robots and not is_api


_TERMS = "its terms forbid automated access"
_WALL = "it answers programs with a wall"

SITES: tuple[Site, ...] = (
    # arXiv API terms of use: one request every three seconds, one connection.
    Site(name="arxiv-api", hosts=("export.arxiv.org", "oaipmh.arxiv.org"), interval=3, robots=False),
    # arxiv.org's robots.txt asks for 15 s; a last resort. A list full of numbers that its API does not know must not take a day.
    Site(name="arxiv", hosts=("arxiv.org", "www.arxiv.org"), interval=15, budget=(30, 3600)),
    # Guests meet a challenge since summer 2026; its API asks for restraint.
    Site(name="openreview", hosts=("openreview.net", "api.openreview.net", "api2.openreview.net"), interval=2, budget=(30, 3600),
         api_hosts=("api.openreview.net", "api2.openreview.net"), key=("OPENREVIEW_TOKEN", "Authorization")),
    # Pools of December 2025: 5/s in public, 10/s for single works and 3/s for lists in the polite pool, 3 at once.
    Site(name="crossref", hosts=("api.crossref.org",), interval=0.2, robots=False, with_contact=(0.35, 3),
         light_with_contact=(r"(?:/v1)?/works/.+", 0.1)),
    # One request a second with a key; without one the pool is shared by everybody.
    Site(name="semantic-scholar", hosts=("api.semanticscholar.org",), interval=3, robots=False,
         key=("S2_API_KEY", "x-api-key"), with_key=1),
    # A daily budget in the headers; the interval only smooths.
    Site(name="openalex", hosts=("api.openalex.org",), interval=0.2, robots=False, key=("OPENALEX_API_KEY", "Authorization")),
    Site(name="datacite", hosts=("api.datacite.org",), interval=0.6, robots=False),  # 500 in 5 minutes
    Site(name="dblp", hosts=("dblp.org",), interval=5, robots=False),  # 5 to 7 s is what users report as safe
    # Three a second. With a key it would be ten, but an efetch brings 200 records, so nobody waits for it.
    Site(name="ncbi", hosts=("eutils.ncbi.nlm.nih.gov",), interval=0.34, robots=False, key=("NCBI_API_KEY", "api-key")),
    Site(name="github-raw", hosts=("raw.githubusercontent.com",), interval=0.2, robots=False),
    # 60 an hour for a guest, 5,000 with a token (https://docs.github.com/en/rest/using-the-rest-api/rate-limits-for-the-rest-api).
    Site(name="github", hosts=("api.github.com",), interval=1, robots=False, key=("GITHUB_TOKEN", "Authorization"),
         budget=(60, 3600), budget_with_key=(5000, 3600)),
    # A guest gets 400 descriptions of projects in ten minutes (https://docs.gitlab.com/administration/settings/rate_limits_on_projects/).
    Site(name="gitlab", hosts=("gitlab.com",), interval=2, api_path="/api/", budget=(400, 600)),
    Site(name="cvf", hosts=("openaccess.thecvf.com",)),
    Site(name="neurips", hosts=("papers.nips.cc", "papers.neurips.cc", "proceedings.neurips.cc", "proceedings.nips.cc",
                               "datasets-benchmarks-proceedings.neurips.cc")),
    Site(name="ieee", hosts=("ieeexplore.ieee.org", "www.computer.org", "doi.ieeecomputersociety.org"), never=_TERMS),
    Site(name="acm", hosts=("dl.acm.org", "portal.acm.org", "delivery.acm.org", "doi.acm.org"), never=_WALL),
    Site(name="elsevier", hosts=("www.sciencedirect.com", "linkinghub.elsevier.com", "papers.ssrn.com", "www.cell.com",
                                 "www.thelancet.com"), never=_WALL),
    Site(name="wiley", hosts=("onlinelibrary.wiley.com",), never=_WALL),
    Site(name="researchgate", hosts=("www.researchgate.net",), never=_TERMS),
    Site(name="tandf", hosts=("www.tandfonline.com",), never=_WALL),
    Site(name="acs", hosts=("pubs.acs.org",), never=_WALL),
    Site(name="sage", hosts=("journals.sagepub.com",), never=_WALL),
    Site(name="science", hosts=("www.science.org",), never=_WALL),
    Site(name="oup", hosts=("academic.oup.com",), never=_WALL),
    Site(name="annual-reviews", hosts=("www.annualreviews.org",), never=_WALL),
    # Its works are asked for by their number at its API.
    Site(name="semantic-scholar-pages", hosts=("www.semanticscholar.org", "pdfs.semanticscholar.org"), never=_WALL),
    Site(name="jstor", hosts=("www.jstor.org",), never=_TERMS),
    Site(name="google", hosts=("scholar.google.com", "drive.google.com", "docs.google.com", "books.google.com"), never=_TERMS),
    Site(name="amazon", hosts=("www.amazon.com",), never=_TERMS),
)  # fmt: skip

_BY_HOST = {host: site for site in SITES for host in site.hosts}


def site_of(url: str) -> Site:
    """The site of an address; a host that the table does not list is a site of its own, at one request a second.

    >>> site_of("https://papers.nips.cc/paper/1").name, site_of("https://Example.org./x").name
    ('neurips', 'example.org')
    """
    host = host_of(url)
    return _BY_HOST.get(host) or Site(name=host, hosts=(host,))


def host_of(url: str) -> str:
    """Host of an address in lower case, without the dot of a fully qualified name; empty where there is none.

    >>> host_of("https://Example.org.:443/x")
    'example.org'
    """
    try:
        return (urlsplit(url).hostname or "").lower().rstrip(".")
    except ValueError:  # `http://[` is in lists too
        return ""
