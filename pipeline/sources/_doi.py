"""DOIs as indexes write them, and which registration agency knows them."""

from __future__ import annotations

import re
from collections.abc import Iterable

from pipeline.models import Identifier
from pipeline.sources._arxiv_id import arxiv_id

_PREFIX = re.compile(r"(?:https?://(?:dx\.)?doi\.org/|doi:\s*)", re.IGNORECASE)
_DOI = re.compile(r"10\.\d{4,9}/[^\s\x00-\x20]+")
_ARXIV = "10.48550/arxiv."

DATACITE_PREFIXES = {
    "10.48550": "arXiv",
    "10.5281": "Zenodo",
    "10.6084": "figshare",
    "10.5061": "Dryad",
    "10.4230": "Dagstuhl (LIPIcs, OASIcs)",
    "10.17605": "Open Science Framework",
    "10.17632": "Mendeley Data",
    "10.7910": "Harvard Dataverse",
    "10.13140": "ResearchGate",
    "10.57967": "Hugging Face",
    "10.15488": "Leibniz University Hannover",
    "10.3929": "ETH Zurich",
    "10.5445": "KIT",
    "10.25560": "Imperial College London",
}
"""Prefixes that DataCite registers: Crossref and the biomedical indexes do not know them."""


def doi(text: str | None) -> str | None:
    """The DOI in lower case without resolver or `doi:`; None where the text is not one DOI.

    >>> doi("https://doi.org/10.1109/CVPR52729.2023.01000"), doi("10.1/x y"), doi(None)
    ('10.1109/cvpr52729.2023.01000', None, None)
    """
    bare = _PREFIX.sub("", (text or "").strip(), count=1)
    return bare.lower() if _DOI.fullmatch(bare) else None


def doi_identifier(text: str | None) -> Identifier | None:
    """The identifier behind a DOI: that of arXiv for the DOIs that arXiv mints, for they are its ids in another dress.

    >>> str(doi_identifier("10.48550/arXiv.2106.08254")), str(doi_identifier("10.1007/978-3-031-20056-4_18"))
    ('arxiv:2106.08254', 'doi:10.1007/978-3-031-20056-4_18')
    """
    value = doi(text)
    if value is None:
        return None
    if value.startswith(_ARXIV):
        return arxiv_identifier(value.removeprefix(_ARXIV))
    return Identifier(scheme="doi", value=value)


def dois(text: str | None) -> Iterable[Identifier]:
    """The publisher's DOIs of a field that may hold several; those of arXiv are left out, for there they can only name another paper.

    >>> [str(i) for i in dois("10.1103/PhysRevB.85.115117, 10.1000/x; 10.48550/arXiv.2106.08254")]
    ['doi:10.1103/physrevb.85.115117', 'doi:10.1000/x']
    """
    for one in re.split(r"[,;]?\s+", text or ""):
        found = doi_identifier(one.rstrip(",;"))
        if found and found.scheme == "doi":
            yield found


def arxiv_identifier(text: str | None) -> Identifier | None:
    """
    >>> str(arxiv_identifier("2106.08254v1")), arxiv_identifier("abc")
    ('arxiv:2106.08254', None)
    """
    value = arxiv_id(text or "")
    return Identifier(scheme="arxiv", value=value) if value else None


def at_datacite(value: str) -> bool:
    """
    >>> at_datacite("10.5281/zenodo.48440"), at_datacite("10.1109/5.771073")
    (True, False)
    """
    return value.partition("/")[0] in DATACITE_PREFIXES
