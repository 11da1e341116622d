"""NeurIPS proceedings under their four names, and those of MLSys and ICLR that stand on the same software."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

from pipeline.models import Claim, Identifier, Known, Lookup, NotAPage, Verdict
from pipeline.normalise.titles import fold
from pipeline.sources import _highwire
from pipeline.sources._address import address
from pipeline.sources._base import claim, told
from pipeline.sources._page import Page
from pipeline.sources._page_source import PageSource, path_quote


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
_BY_SCHEME = {series.scheme: series for series in _SERIES.values()}
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
_VALUE = re.compile(r"(?P<year>\d{4})/(?P<hash>[0-9a-f]{32})(?:-(?P<track>\w+))?")
_NOT_PAPERS = ("-supplemental", "-reviews", "-metadata", "-bibtex")

_WORDS_IN_COMMON = 2 / 3
"""Share of an old address' words that the title must hold: formulas and letters with accents are written differently there."""

_NO_ABSTRACT = "abstract missing"  # what the site writes where it has none


class Neurips(PageSource):
    name = "neurips"
    schemes = tuple(_BY_SCHEME)

    def identify(self, url: str) -> Identifier | None:
        """`2022/<hash>`, the track kept unless it is the main one; before December 2020 `7078-<slug>`. The year is part of the identity.

        >>> str(source.identify("https://papers.nips.cc/paper/2020/file/1457c0d6bfcb4967418bfb8ac142f64a-Paper.pdf"))
        'neurips:2020/1457c0d6bfcb4967418bfb8ac142f64a'
        """
        at = address(url)
        series = _SERIES.get(at.host) if at else None
        if at is None or series is None:
            return None
        path = at.path.strip()
        if hit := _HASHED.fullmatch(path):
            value = f"{hit['year']}/{hit['hash'].lower()}"
            track = hit["track"]
            return Identifier(scheme=series.scheme, value=value if _is_main(series, int(hit["year"]), track) else f"{value}-{track}")
        if (hit := _NUMBERED.fullmatch(path)) and series is _NEURIPS:
            slug = (hit["slug"] or "").lower()
            # /paper/2021 is the listing of a year.
            if slug.endswith(_NOT_PAPERS) or (not slug and 1987 <= int(hit["number"]) <= 2100):
                return None
            return Identifier(scheme=series.scheme, value=f"{int(hit['number'])}-{slug}" if slug else str(int(hit["number"])))
        if (hit := _SUBMITTED.fullmatch(path)) and series is _NEURIPS:
            return Identifier(scheme=series.scheme, value=hit["value"].lower())
        return None

    def landing(self, identifier: Identifier) -> str | None:
        if _VALUE.fullmatch(identifier.value):
            return self._file(identifier, "hash", "Abstract", "html")
        return f"https://papers.nips.cc/paper/{path_quote(identifier.value)}" if identifier.scheme == "neurips" else None

    def pdf(self, identifier: Identifier) -> str | None:
        return self._file(identifier, "file", "Paper", "pdf")

    def lookups(self, known: Known) -> Iterable[Lookup]:
        """One page per hash: of an old number and its hash the hash, of a hash with and without its track the one with it."""
        kept: dict[str, str] = {}
        for value in sorted((f"{scheme}:{value}" for scheme in self.schemes for value in known.values(scheme)), key=len):
            hashed = _VALUE.fullmatch(value.partition(":")[2])
            kept[hashed["hash"] if hashed else ""] = value
        if len(kept) > 1:
            kept.pop("", None)
        yield from (Lookup(source=self.name, by="id", value=value) for value in kept.values())

    def is_same(self, asked: Identifier, named: Identifier) -> bool:
        one, other = _VALUE.fullmatch(asked.value), _VALUE.fullmatch(named.value)
        # The old numbers redirect to the hashes, and a hash without a track to the one with it.
        return asked.scheme == named.scheme and (one is None or (other is not None and one["hash"] == other["hash"]))

    def described(self, asked: Identifier, lookup: Lookup, page: Page) -> Verdict:
        """An old number leads to a page of another name; that it is the same work shows in the title, whose words the number carries."""
        verdict = super().described(asked, lookup, page)
        hashed = _VALUE.fullmatch(asked.value) or asked.value.startswith("by-source-")
        slug = "" if hashed else asked.value.partition("-")[2]
        if slug and isinstance(verdict, tuple):
            title, words = str(verdict[0].clean("title")), set(slug.split("-"))
            if len(words & set(fold(title).split())) < len(words) * _WORDS_IN_COMMON:
                return NotAPage(reason=f"the page is about {title!r}")
        return verdict

    def claims(self, identifier: Identifier, page: Page) -> Iterable[Claim]:
        here = _VALUE.fullmatch((self.identify(page.url) or identifier).value)
        series = _BY_SCHEME[identifier.scheme]
        yield from _highwire.title(page, witnessed=False) or _highwire.first("title", _titles(page))
        yield from _highwire.authors(page) or _highwire.first("authors", ((way, _names(raw)) for way, raw in _author_elements(page)))
        part = _part(page)
        track = here["track"] if here else None
        if track:
            # The tag says the same for every track.
            yield from claim("container_title", part, "p Part of")
            yield from claim("venue", f"{series.venue} {track.replace('_', ' ')}", "address")
        else:
            yield from _highwire.container(page) or claim("container_title", part, "p Part of")
            yield from claim("venue", series.venue, "address")
        if here:
            # The conference's year; the volumes until 2008 came out in the year after.
            yield from claim("year", here["year"], "address")
        yield from _highwire.dates(page)
        yield from _highwire.first("abstract", _abstracts(page))
        yield from _highwire.pages(page)
        yield from _highwire.addresses(page)
        yield from claim("url", self.landing(self.identify(page.url) or identifier), "address")
        yield from told("type", "paper-conference", page.url, "site")

    def _file(self, identifier: Identifier, folder: str, kind: str, ending: str) -> str | None:
        hit, series = _VALUE.fullmatch(identifier.value), _BY_SCHEME.get(identifier.scheme)
        if hit is None or series is None:
            return None
        year, track = int(hit["year"]), hit["track"] or _main_track(series, int(hit["year"]))
        ending = f"{hit['hash']}-{kind}{f'-{track}' if track else ''}.{ending}"
        if series is _NEURIPS and year == 2021 and track:
            return f"{_DATASETS_2021}/paper/{year}/{folder}/{ending}"
        return f"{series.site}/paper_files/paper/{year}/{folder}/{ending}"


def _main_track(series: Series, year: int) -> str | None:
    """What the file names of the main track end in.

    >>> _main_track(_NEURIPS, 2021), _main_track(_NEURIPS, 2022), _main_track(_SERIES["proceedings.mlsys.org"], 2023)
    (None, 'Conference', 'mlsys2023')
    """
    if series.scheme == "mlsys" and year == 2023:
        return "mlsys2023"
    return "Conference" if year >= series.named_since else None


def _is_main(series: Series, year: int, track: str | None) -> bool:
    """Without a track in its name an address means the main one: the site redirects it."""
    return track is None or track in {"Conference", _main_track(series, year)}


def _titles(page: Page) -> Iterable[tuple[str, str | None]]:
    yield "h1.paper-title", page.heading("h1.paper-title")  # since 2026
    heading = page.heading("div.container-fluid h4")  # December 2020 to 2026: headings are all alike, the first is the title
    yield "h4", None if heading in {"Authors", "Abstract"} else heading
    yield "h2.subtitle", page.heading("h2.subtitle")  # before


def _author_elements(page: Page) -> Iterable[tuple[str, str | None]]:
    yield "p.paper-authors", page.text("p.paper-authors")  # since 2026
    yield "h4 Authors", page.below("Authors")  # December 2020 to 2026
    yield "ul.authors", page.text("ul.authors")  # before


def _names(raw: str | None) -> str | None:
    return _highwire.one_per_line(name for line in (raw or "").splitlines() for name in line.split(",")) or None


def _abstracts(page: Page) -> Iterable[tuple[str, str | None]]:
    # p.abstract is the layout before December 2020.
    for way, raw in (("heading Abstract", page.below("Abstract")), ("p.abstract", page.text("p.abstract"))):
        if raw and raw.casefold().rstrip(".") != _NO_ABSTRACT:
            yield way, raw


def _part(page: Page) -> str | None:
    """`Advances in Neural Information Processing Systems 35 (NeurIPS 2022) Datasets and Benchmarks Track`."""
    for node in page.tree.css("p"):
        words = " ".join(node.text().split())
        if words.startswith("Part of "):
            return words.removeprefix("Part of ")
    return None


source = Neurips()
