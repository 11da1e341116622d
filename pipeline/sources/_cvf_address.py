"""Addresses of CVF Open Access through its eras, and the folders in which its pages stand."""

from __future__ import annotations

import re
from typing import NamedTuple

from pipeline.sources._address import address

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

_FOLDERS = (
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


class Place(NamedTuple):
    """What an identifier says."""

    name: str
    """Of the conference, upper case."""
    year: int
    workshop: str | None
    stem: str
    """Name of the file without its ending, which stays as it is: it cannot be made from the title."""

    @property
    def venue(self) -> str:
        """A workshop is not its conference."""
        return f"{self.name} {self.year}{' Workshops' if self.workshop else ''}"

    @property
    def folder(self) -> str | None:
        """Of the page; None for a conference or year that the site does not hold."""
        if self.name == "ECCV" and (self.workshop or "").isdigit():
            return None  # PDFs of ECCV 2018's workshops lie by volume at Springer, from which no rule leads to the page
        for name, first, last, main, workshop in _FOLDERS:
            if name in ("", self.name) and first <= self.year <= last and not (name == "" and self.name == "ECCV"):
                return (workshop if self.workshop else main).format(name=self.name, year=self.year, workshop=self.workshop)
        return None


def place(value: str) -> Place | None:
    """
    >>> place("CVPR2023/X_paper").venue, place("ICCV2021W/NeurArch/X_paper").venue
    ('CVPR 2023', 'ICCV 2021 Workshops')
    """
    hit = _VALUE.fullmatch(value)
    return Place(hit["name"], int(hit["year"]), hit["workshop"], hit["stem"]) if hit else None


def value(url: str) -> str | None:
    """`CVPR2023/<stem>` or `CVPR2022W/<workshop>/<stem>` of a page or PDF.

    >>> value("http://openaccess.thecvf.com/content_ICCV_2017/papers/He_Mask_R-CNN_ICCV_2017_paper.pdf")
    'ICCV2017/He_Mask_R-CNN_ICCV_2017_paper'
    """
    at = address(url)
    if at is None or at.host not in _HOSTS or not at.path.startswith(_HOSTS[at.host]):
        return None
    path = at.path.removeprefix(_HOSTS[at.host]).strip()
    hit = next((hit for shape in _SHAPES if (hit := shape.fullmatch(path))), None)
    if hit is None or bool(hit["workshops"]) != bool(hit["workshop"]):
        return None
    found = "/".join(part for part in (f"{hit['conference']}{hit['year']}{hit['workshops']}".upper(), hit["workshop"], hit["stem"]) if part)
    known = place(found)
    return found if known and known.folder else None
