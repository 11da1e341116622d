"""Addresses of the software behind the proceedings of NeurIPS under its four names, of MLSys and of ICLR."""

from __future__ import annotations

import re
from typing import NamedTuple

from pipeline.models import Identifier
from pipeline.sources._address import address


class Series(NamedTuple):
    scheme: str
    site: str
    """Address of the proceedings."""
    venue: str
    named_since: int
    """From this year on the file names of the main track end in -Conference."""


_NEURIPS = Series("neurips", "https://proceedings.neurips.cc", "NeurIPS", 2022)
_SERIES = {
    "papers.nips.cc": _NEURIPS,
    "papers.neurips.cc": _NEURIPS,
    "proceedings.neurips.cc": _NEURIPS,
    "proceedings.nips.cc": _NEURIPS,
    # The datasets track had a site of its own in 2021, its two rounds apart.
    "datasets-benchmarks-proceedings.neurips.cc": _NEURIPS,
    "proceedings.mlsys.org": Series("mlsys", "https://proceedings.mlsys.org", "MLSys", 2024),
    "proceedings.iclr.cc": Series("iclr", "https://proceedings.iclr.cc", "ICLR", 2024),
}
BY_SCHEME = {series.scheme: series for series in _SERIES.values()}
_DATASETS_2021 = "https://datasets-benchmarks-proceedings.neurips.cc"

_HASHED = re.compile(
    r"(?:/paper_files)?/paper/(?P<year>\d{4})/(?:hash|file)/(?P<hash>[0-9a-f]{32})-(?:Abstract|Paper)(?:-(?P<track>\w+))?"
    r"(?:\.(?:html?|pdf)[^a-z/]{0,4})?/?",
    re.IGNORECASE | re.ASCII,
)
_NUMBERED = re.compile(
    r"(?:/paper_files)?/paper/(?P<number>\d{1,5})(?:-(?P<slug>[a-z0-9-]+))?(?:\.(?:html?|pdf)[^a-z/]{0,4})?/?", re.IGNORECASE | re.ASCII
)
_SUBMITTED = re.compile(r"/paper/(?P<value>by-source-\d{4}-\d{1,5})/?", re.IGNORECASE | re.ASCII)
"""In 2019 also by year and number of the submission, from which only the site's redirect led to the page."""
_NOT_PAPERS = ("-supplemental", "-reviews", "-metadata", "-bibtex")

VALUE = re.compile(r"(?P<year>\d{4})/(?P<hash>[0-9a-f]{32})(?:-(?P<track>\w+))?")
"""A value with a hash; the others are numbers of before December 2020."""


def identifier(url: str) -> Identifier | None:
    """`2022/<hash>`, the track kept unless it is the main one; before December 2020 `7078-<slug>`. The year is part of the identity.

    >>> str(identifier("https://papers.nips.cc/paper/2020/file/1457c0d6bfcb4967418bfb8ac142f64a-Paper.pdf"))
    'neurips:2020/1457c0d6bfcb4967418bfb8ac142f64a'
    """
    at = address(url)
    series = _SERIES.get(at.host) if at else None
    if at is None or series is None:
        return None
    path = at.path.strip()
    value = _hashed(series, path) or (_numbered(path) if series is _NEURIPS else None)
    return Identifier(scheme=series.scheme, value=value) if value else None


def file(identifier: Identifier, folder: str, kind: str, ending: str) -> str | None:
    """Address of the page or the PDF of a hash."""
    hit, series = VALUE.fullmatch(identifier.value), BY_SCHEME.get(identifier.scheme)
    if hit is None or series is None:
        return None
    year, track = int(hit["year"]), hit["track"] or main_track(series, int(hit["year"]))
    name = f"{hit['hash']}-{kind}{f'-{track}' if track else ''}.{ending}"
    if series is _NEURIPS and year == 2021 and track:
        return f"{_DATASETS_2021}/paper/{year}/{folder}/{name}"
    return f"{series.site}/paper_files/paper/{year}/{folder}/{name}"


def main_track(series: Series, year: int) -> str | None:
    """What the file names of the main track end in.

    >>> main_track(BY_SCHEME["neurips"], 2021), main_track(BY_SCHEME["neurips"], 2022), main_track(BY_SCHEME["mlsys"], 2023)
    (None, 'Conference', 'mlsys2023')
    """
    if series.scheme == "mlsys" and year == 2023:
        return "mlsys2023"
    return "Conference" if year >= series.named_since else None


def _hashed(series: Series, path: str) -> str | None:
    hit = _HASHED.fullmatch(path)
    if hit is None:
        return None
    value, track = f"{hit['year']}/{hit['hash'].lower()}", hit["track"]
    # Without a track in its name an address means the main one: the site redirects it.
    return value if track in {None, "Conference", main_track(series, int(hit["year"]))} else f"{value}-{track}"


def _numbered(path: str) -> str | None:
    if submitted := _SUBMITTED.fullmatch(path):
        return submitted["value"].lower()
    hit = _NUMBERED.fullmatch(path)
    if hit is None:
        return None
    number, slug = int(hit["number"]), (hit["slug"] or "").lower()
    if slug.endswith(_NOT_PAPERS) or (not slug and 1987 <= number <= 2100):  # /paper/2021 is the listing of a year
        return None
    return f"{number}-{slug}" if slug else str(number)
