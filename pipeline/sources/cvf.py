"""CVF Open Access: CVPR, ICCV, WACV, ACCV, ECCV 2018 and their workshops. https://openaccess.thecvf.com"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from pipeline.models import Claim, Identifier
from pipeline.sources import _highwire
from pipeline.sources._address import address
from pipeline.sources._base import claim, told
from pipeline.sources._bibtex import field
from pipeline.sources._doi import arxiv_identifier
from pipeline.sources._page import Page
from pipeline.sources._page_source import PageSource, path_quote

_SITE = "https://openaccess.thecvf.com"
_HOSTS = {"openaccess.thecvf.com": "", "cv-foundation.org": "/openaccess"}
"""Hosts without `www.` and the folder under which they keep the papers; the second is the predecessor of 2013 to 2017."""

_STEM = r"(?P<stem>[^/]+?_paper)(?:\.(?:pdf|html?)[^a-z/]{0,4})?"
_CONFERENCE = r"(?P<conference>cvpr|iccv|wacv|accv|eccv)"
_KIND = r"(?:html|papers|papers_backup)"
_SHAPES = tuple(
    re.compile(shape, re.IGNORECASE)
    for shape in (
        # since 2021, ACCV since 2020: /content/CVPR2023/papers/X_paper.pdf, /content/CVPR2022W/NTIRE/html/X_paper.html
        rf"/content/{_CONFERENCE}(?P<year>\d{{4}})(?P<workshops>w?)(?:/(?P<workshop>[^/]+))?/{_KIND}/{_STEM}/?",
        # 2019 and 2020: /content_CVPR_2019/html/X_paper.html, /content_CVPRW_2020/papers/w28/X_paper.pdf; before, main conferences alike
        rf"/content_{_CONFERENCE}(?P<workshops>w?)_(?P<year>\d{{4}})/{_KIND}(?:/(?P<workshop>[^/]+))?/{_STEM}/?",
        # 2015 to 2018: /content_cvpr_2016_workshops/w23/html/X_paper.html, the PDFs of some under /papers/w13/
        rf"/content_{_CONFERENCE}_(?P<year>\d{{4}})_(?P<workshops>w)orkshops/{_KIND}/(?P<workshop>[^/]+)/{_STEM}/?",
        rf"/content_{_CONFERENCE}_(?P<year>\d{{4}})_(?P<workshops>w)orkshops/(?P<workshop>[^/]+)/{_KIND}/{_STEM}/?",
        # 2013 to 2015: /content_cvpr_workshops_2014/W05/html/X_paper.html
        rf"/content_{_CONFERENCE}_(?P<workshops>w)orkshops_(?P<year>\d{{4}})/(?P<workshop>[^/]+)/{_KIND}/{_STEM}/?",
    )
)
_VALUE = re.compile(r"(?P<name>[A-Z]+)(?P<year>\d{4})(?P<workshops>W?)/(?:(?P<workshop>[^/]+)/)?(?P<stem>[^/]+)")

_LANDINGS = (
    # (conference, first year, last year, folder of its pages, folder of its workshops' pages); the site tells upper from lower case
    ("ACCV", 2020, 9999, "content/ACCV{year}/html", "content/ACCV{year}W/{workshop}/html"),
    ("ECCV", 2018, 2018, "content_ECCV_{year}/html", "content_eccv_{year}_workshops/{workshop}/html"),
    ("CVPR", 2013, 2015, "content_cvpr_{year}/html", "content_cvpr_workshops_{year}/{workshop}/html"),
    ("CVPR", 2016, 2018, "content_cvpr_{year}/html", "content_cvpr_{year}_workshops/{workshop}/html"),
    ("ICCV", 2013, 2013, "content_iccv_{year}/html", "content_iccv_workshops_{year}/{workshop}/html"),
    ("ICCV", 2015, 2015, "content_iccv_{year}/html", "content_iccv_{year}_workshops/{workshop}/html"),
    # PDFs of 2017 lie under ICCV, their pages under iccv.
    ("ICCV", 2017, 2017, "content_iccv_{year}/html", "content_ICCV_{year}_workshops/{workshop}/html"),
    ("", 2013, 2020, "content_{name}_{year}/html", "content_{name}W_{year}/html/{workshop}"),
    ("", 2021, 9999, "content/{name}{year}/html", "content/{name}{year}W/{workshop}/html"),
)


class Cvf(PageSource):
    name = "cvf"
    schemes = ("cvf",)

    def identify(self, url: str) -> Identifier | None:
        """`CVPR2023/<stem>`, `CVPR2022W/<workshop>/<stem>`: the file name is kept, for title and file name cannot be made from each other.

        >>> str(source.identify("http://openaccess.thecvf.com/content_ICCV_2017/papers/He_Mask_R-CNN_ICCV_2017_paper.pdf"))
        'cvf:ICCV2017/He_Mask_R-CNN_ICCV_2017_paper'
        """
        at = address(url)
        if at is None or at.host not in _HOSTS or not at.path.startswith(_HOSTS[at.host]):
            return None
        path = at.path.removeprefix(_HOSTS[at.host]).strip()
        hit = next((hit for shape in _SHAPES if (hit := shape.fullmatch(path))), None)
        if hit is None or bool(hit["workshops"]) != bool(hit["workshop"]):
            return None
        folder = f"{hit['conference']}{hit['year']}{hit['workshops']}".upper()
        value = "/".join(part for part in (folder, hit["workshop"], hit["stem"]) if part)
        return Identifier(scheme="cvf", value=value) if _folder(value) else None

    def landing(self, identifier: Identifier) -> str | None:
        folder = _folder(identifier.value)
        return f"{_SITE}/{path_quote(folder)}/{path_quote(identifier.value.rpartition('/')[2])}.html" if folder else None

    def pdf(self, identifier: Identifier) -> str | None:
        """Only where pages and PDFs lie in folders of one pattern, that is since 2019."""
        landing, hit = self.landing(identifier), _VALUE.fullmatch(identifier.value)
        if landing is None or hit is None or int(hit["year"]) < 2019:
            return None
        return landing.replace("/html/", "/papers/", 1).removesuffix(".html") + ".pdf"

    def identifiers(self, identifier: Identifier, page: Page) -> Iterator[Identifier | None]:
        # The page links the authors' preprint as [arXiv]. A stray <dd> closes div#content early, so the link is looked for everywhere.
        for url, text in page.links():
            at = address(url)
            if text.casefold() == "arxiv" and at and at.host == "arxiv.org":
                yield arxiv_identifier(at.path.removeprefix("/abs/"))

    def claims(self, identifier: Identifier, page: Page) -> Iterable[Claim]:
        bibtex, folder = page.text("div.bibref") or "", _Folder.of(identifier.value)
        yield from _highwire.title(page, witnessed=True) or claim("title", page.text("div#papertitle"), "div#papertitle")
        yield from _highwire.first(
            "authors",
            # A nickname in quotes breaks the attribute: content="Jiang, Chiyu "Max"". The BibTeX of the same page has it right.
            [
                ("citation_author", _highwire.one_per_line(page.contents("citation_author"))),
                ("div.bibref author", _highwire.one_per_line((field(bibtex, "author") or "").split(" and "))),
                ("div#authors i", _highwire.one_per_line((page.text("div#authors i") or "").split(","))),
            ],
        )
        yield from _highwire.first("container_title", _containers(page, bibtex, folder))
        yield from claim("venue", folder.venue, "address")
        yield from _highwire.first(
            "year", [("citation_publication_date", page.content("citation_publication_date")), ("address", folder.year)]
        )
        yield from claim("issued", " ".join(filter(None, (field(bibtex, "month"), field(bibtex, "year")))), "div.bibref month")
        # There is no citation_abstract.
        yield from claim("abstract", page.text("div#abstract"), "div#abstract")
        yield from _highwire.pages(page)
        yield from _highwire.addresses(page)
        yield from claim("url", self.landing(identifier), "address")
        yield from told("type", "paper-conference", page.url, "site")


def _folder(value: str) -> str | None:
    """Folder of the landing page; None for a conference or year that the site does not hold."""
    hit = _VALUE.fullmatch(value)
    if hit is None:
        return None
    if hit["name"] == "ECCV" and (hit["workshop"] or "").isdigit():
        return None  # PDFs of ECCV 2018's workshops lie by volume at Springer, from which no rule leads to the page
    year = int(hit["year"])
    for name, first, last, main, workshop in _LANDINGS:
        if name in ("", hit["name"]) and first <= year <= last and not (name == "" and hit["name"] == "ECCV"):
            return (workshop if hit["workshop"] else main).format(name=hit["name"], year=year, workshop=hit["workshop"])
    return None


class _Folder(NamedTuple):
    """What the first part of an identifier says."""

    name: str
    year: str
    workshops: bool

    @classmethod
    def of(cls, value: str) -> _Folder:
        """
        >>> _Folder.of("CVPR2023/X_paper").venue, _Folder.of("ICCV2021W/NeurArch/X_paper").venue
        ('CVPR 2023', 'ICCV 2021 Workshops')
        """
        folder = value.partition("/")[0]
        main = folder.removesuffix("W")
        return cls(main[:-4], main[-4:], folder.endswith("W"))

    @property
    def venue(self) -> str:
        """A workshop is not its conference."""
        return f"{self.name} {self.year}{' Workshops' if self.workshops else ''}"


def _containers(page: Page, bibtex: str, folder: _Folder) -> Iterator[tuple[str, str | None]]:
    """The tag of a workshop's page may name the main conference; the BibTeX says "(CVPR) Workshops"."""
    for way, raw in (
        ("citation_conference_title", page.content("citation_conference_title")),
        ("div.bibref booktitle", field(bibtex, "booktitle")),
    ):
        if raw and ("workshop" in raw.casefold()) == folder.workshops:
            yield way, raw


source = Cvf()
