"""Addresses of IJCAI's proceedings: since 2017 by year and number, until 2016 under two digits of the year."""

from __future__ import annotations

import re

from pipeline.sources._address import address

_SITE = "https://www.ijcai.org"
_PATHS = (
    # /proceedings/2023/470, /proceedings/2023/0470.pdf, /Proceedings/2019/bibtex/667
    re.compile(r"/proceedings/(?P<year>\d{4})/(?:bibtex/)?(?P<number>\d{1,4})(?:\.pdf[^a-z/]{0,4})?/?", re.IGNORECASE | re.ASCII),
    # until 2016: /Proceedings/15/Papers/468.pdf, /Abstract/15/468
    re.compile(r"/Proceedings/(?P<year>\d{2})/Papers/(?P<number>\d{1,4})\.pdf[^a-z/]{0,4}", re.IGNORECASE | re.ASCII),
    re.compile(r"/Abstract/(?P<year>\d{2})/(?P<number>\d{1,4})/?", re.IGNORECASE | re.ASCII),
)
_VALUE = re.compile(r"(?P<year>\d{4})/(?P<number>\d+)")
_DOIS_SINCE = 2017
"""First year of numbers that are DOIs too: 10.24963/ijcai.2017/1."""


def value(url: str) -> str | None:
    """`2023/470`, zeros at the front of the number dropped.

    >>> value("https://www.ijcai.org/Proceedings/2019/0667.pdf")
    '2019/667'
    """
    at = address(url)
    if at is None or at.host != "ijcai.org":
        return None
    hit = next((hit for path in _PATHS if (hit := path.fullmatch(at.path.strip()))), None)
    if hit is None or not int(hit["number"]):
        return None
    # Two digits stand for 2003 to 2016: before, a volume number follows the year and the shape is another.
    year = hit["year"] if len(hit["year"]) == 4 else f"20{hit['year']}"
    return f"{year}/{int(hit['number'])}"


def page(value: str) -> str | None:
    hit = _VALUE.fullmatch(value)
    if hit is None:
        return None
    year, number = int(hit["year"]), hit["number"]
    return f"{_SITE}/proceedings/{year}/{number}" if year >= _DOIS_SINCE else f"{_SITE}/Abstract/{year % 100:02d}/{number}"


def pdf(value: str) -> str | None:
    hit = _VALUE.fullmatch(value)
    if hit is None:
        return None
    year, number = int(hit["year"]), int(hit["number"])
    if year < _DOIS_SINCE:
        return f"{_SITE}/Proceedings/{year % 100:02d}/Papers/{number:03d}.pdf"
    return f"{_SITE}/proceedings/{year}/{number:04d}.pdf"


def written_doi(value: str) -> str | None:
    hit = _VALUE.fullmatch(value)
    return f"10.24963/ijcai.{value}" if hit and int(hit["year"]) >= _DOIS_SINCE else None
