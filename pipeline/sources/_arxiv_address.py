"""Addresses that name a paper by its arXiv id: arXiv's own, of every age, and those of mirrors and readers of all of arXiv."""

from __future__ import annotations

import re

from pipeline.models import Identifier
from pipeline.sources._address import Address, address
from pipeline.sources._arxiv_id import NEW, OLD
from pipeline.sources._doi import arxiv_identifier

_ID = rf"(?:arxiv:)?(?P<id>{NEW}|{OLD})"
_TAIL = r"""(?:
    (?: v\d{1,3} )? (?: \.(?:pdf|ps|html?)(?:\.gz)? )? /? $    # as arXiv writes it
  | (?: v\d{1,3} )? (?: \.pdf )? [./]* [^\w./-] .* $          # the id is complete, then a bracket, a quote, a second address
  | (?: v\d{1,3} )? \.pdf \d{1,2} $                            # the number of a footnote stuck to the file name
  | (?: v\d{1,3} )? (?: \.pdf )? \.+ $                         # the full stop of a sentence
  | (?: v\d{1,2} )? [a-z]+ $                                   # letters stuck to the last digit; a further digit could mean another paper
)"""


def _path(before: str) -> re.Pattern[str]:
    return re.compile(before + _ID + _TAIL, re.IGNORECASE | re.VERBOSE | re.ASCII | re.DOTALL)


_ARXIV = (
    _path(r"/(?:(?:abs|pdf|html|ps|dvi|format|e-print|src|bibtex|other)/)?"),
    _path(r"/(?:ftp|PS_cache)/arxiv/(?:papers|pdf)/\d{4}/"),
)
_OLD_FILE = re.compile(
    r"/(?:ftp|PS_cache)/(?P<archive>[a-z-]+)/(?:papers|pdf)/\d{4}/(?P<number>\d{7})(?:v\d+)?\.(?:pdf|ps)", re.IGNORECASE | re.ASCII
)
"""Files of the old style leave the archive and the number in different folders: `/ftp/cond-mat/papers/0408/0408502.pdf`."""

_ELSEWHERE = {
    "ar5iv.org": _path("/(?:abs|pdf|html)/"),
    "ar5iv.labs.arxiv.org": _path("/(?:abs|pdf|html)/"),
    "arxiv-vanity.com": _path("/papers/"),
    "alphaxiv.org": _path("/(?:abs|pdf|overview|html|paper|audio|blog)/"),
    "huggingface.co": _path("/papers/"),
    "hf.co": _path("/papers/"),
    "scirate.com": _path("/arxiv/"),
    "xxx.lanl.gov": _path("/(?:abs|pdf)/"),  # arXiv's first home
    "doi.org": _path(r"/10\.48550/arxiv\."),  # the DOIs that arXiv mints
    "dx.doi.org": _path(r"/10\.48550/arxiv\."),
}


def on_arxiv(url: str) -> Identifier | None:
    """The paper of arXiv that an address names.

    Every pattern begins at the root of the path and accounts for its end, so a figure under `/html/ID/` or a number in a slug is no paper.

    >>> str(on_arxiv("https://arxiv.org/pdf/2106.08254v2.pdf")), on_arxiv("https://arxiv.org/html/2412.18110v1/x1.png")
    ('arxiv:2106.08254', None)
    """
    at = address(url)
    return arxiv_identifier(_written(at)) if at else None


def _written(at: Address) -> str | None:
    """The id as the address has it; its grammar is checked elsewhere."""
    if at.host in _ELSEWHERE:
        hit = _ELSEWHERE[at.host].match(at.path)
        return hit["id"] if hit else None
    if at.host != "arxiv.org" and not at.host.endswith(".arxiv.org"):  # export, browse, web7, de, cn, ...
        return None
    if hit := next((hit for pattern in _ARXIV if (hit := pattern.match(at.path))), None):
        return hit["id"]
    old = _OLD_FILE.fullmatch(at.path)
    return f"{old['archive']}/{old['number']}" if old else None
