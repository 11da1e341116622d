"""Addresses of AAAI: Open Journal Systems since 2019, its file server, and the conference system before."""

from __future__ import annotations

import re

from pipeline.sources._address import address
from pipeline.sources._page_source import path_quote

_OJS = re.compile(
    r"(?:/ojs)?/index\.php/(?P<journal>[\w-]+)/article/(?:view|download|viewFile)/(?P<article>\d+)(?:/\d+)*/?", re.IGNORECASE | re.ASCII
)
_CDN = re.compile(r"/ojs/(?P<article>\d+)/(?P=article)-[\w-]+\.pdf[^a-z/]{0,4}", re.IGNORECASE | re.ASCII)
_OCS = re.compile(
    r"/ocs/index\.php/(?P<conference>\w+)/(?P<volume>\w+)/paper/(?:view|viewPaper|viewFile|viewPDFInterstitial|download)/(?P<paper>\d+)(?:/\d+)*/?",
    re.IGNORECASE | re.ASCII,
)
_VALUE = re.compile(r"(?:(?P<journal>[\w-]+)/)?(?P<article>\d+)")
_OJS_HOSTS = frozenset({"ojs.aaai.org", "aaai.org", "wvvw.aaai.org"})
"""Without `www.`; the second was the home until 2020, the third is its nickname in some lists."""


def value(url: str) -> str | None:
    """`25674` for the AAAI conference, `ICAPS/31503` for another journal of the system, `ocs/AAAI/AAAI18/17299` before 2019.

    >>> value("https://ojs.aaai.org/index.php/AAAI/article/view/25674/25446")
    '25674'
    """
    at = address(url)
    path = at.path.strip() if at else ""
    if at and at.host in _OJS_HOSTS and (hit := _OJS.fullmatch(path)):
        return f"{'' if hit['journal'].upper() == 'AAAI' else hit['journal'] + '/'}{int(hit['article'])}"
    if at and at.host == "aaai.org" and (hit := _OCS.fullmatch(path)):
        return f"ocs/{hit['conference']}/{hit['volume']}/{int(hit['paper'])}"
    if at and at.host == "cdn.aaai.org" and (hit := _CDN.fullmatch(path)):
        # The file does not say of which journal; nearly all are AAAI's own, and another one's number is not found there.
        return str(int(hit["article"]))
    return None


def page(value: str) -> str | None:
    if is_gone(value):
        conference, _, paper = value.removeprefix("ocs/").rpartition("/")
        return f"https://www.aaai.org/ocs/index.php/{path_quote(conference)}/paper/view/{path_quote(paper)}"
    hit = _VALUE.fullmatch(value)
    return f"https://ojs.aaai.org/index.php/{hit['journal'] or 'AAAI'}/article/view/{hit['article']}" if hit else None


def is_gone(value: str) -> bool:
    """The conference system before OJS was switched off; its numbers name works but lead to no page any more."""
    return value.startswith("ocs/")
