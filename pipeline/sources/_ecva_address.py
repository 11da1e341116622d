"""Addresses of ECVA, whose pages and PDFs have numbers of different makings."""

from __future__ import annotations

import re

from pipeline.models import Identifier
from pipeline.sources._address import address
from pipeline.sources._page_source import path_quote

SITE = "https://www.ecva.net"

_PATH = re.compile(
    r"/papers/eccv_(?P<year>\d{4})/papers_ECCV/(?P<kind>html|papers)/(?P<stem>[^/]+?)\.(?:php|pdf)[^a-z/]{0,4}/?", re.IGNORECASE | re.ASCII
)
_PAGE_NUMBER = re.compile(r"0*(?P<number>\d+)_ECCV_\d{4}_paper", re.IGNORECASE | re.ASCII)
_VALUE = re.compile(r"eccv_(?P<year>\d{4})/(?P<page>html/)?(?P<stem>[^/]+)")
_VOLUME_AND_PAGE = 9
"""Digits of a PDF's number in 2020 and 2022: five of the volume at Springer, four of the first page. Shorter ones are the paper's own."""
_OWN_NUMBER_SINCE = 2024
"""First year in which the PDF is named by the number of its page."""


def identifier(url: str) -> Identifier | None:
    """`eccv_2022/html/1439` from a page, `eccv_2022/136900299` from its PDF; one and the same where the names agree (2018, since 2024).

    >>> str(identifier("https://www.ecva.net/papers/eccv_2024/papers_ECCV/papers/01439.pdf"))
    'ecva:eccv_2024/html/1439'
    """
    at = address(url)
    hit = _PATH.fullmatch(at.path.strip()) if at and at.host == "ecva.net" else None
    name = _name(hit["kind"].lower(), hit["stem"]) if hit else None
    return Identifier(scheme="ecva", value=f"eccv_{hit['year']}/{name}") if hit and name else None


def year(value: str) -> str | None:
    hit = _VALUE.fullmatch(value)
    return hit["year"] if hit else None


def by_volume(value: str) -> bool:
    """Whether only the listing tells the page."""
    stem = value.rpartition("/")[2]
    return stem.isdigit() and "/html/" not in value


def page(value: str) -> str | None:
    hit = _VALUE.fullmatch(value)
    if hit is None or by_volume(value):
        return None
    stem = f"{hit['stem']}_ECCV_{hit['year']}_paper" if hit["page"] else hit["stem"]
    return f"{SITE}/papers/eccv_{hit['year']}/papers_ECCV/html/{path_quote(stem)}.php"


def pdf(value: str) -> str | None:
    hit = _VALUE.fullmatch(value)
    if hit is None or (hit["page"] and (int(hit["year"]) < _OWN_NUMBER_SINCE or not hit["stem"].isdigit())):
        return None
    stem = f"{int(hit['stem']):05d}" if hit["page"] else hit["stem"]
    return f"{SITE}/papers/eccv_{hit['year']}/papers_ECCV/papers/{path_quote(stem)}.pdf"


def _name(kind: str, stem: str) -> str | None:
    if kind == "html":
        if number := _PAGE_NUMBER.fullmatch(stem):
            return f"html/{int(number['number'])}"
    elif stem.isascii() and stem.isdigit():
        return stem if len(stem) == _VOLUME_AND_PAGE else f"html/{int(stem)}"
    # 2018: page and PDF share a name made of author and title; supplements end in -supp.
    return stem if stem.lower().endswith("_paper") else None
