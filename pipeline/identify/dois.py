"""DOIs as they stand in addresses, with what publishers write after them."""

from __future__ import annotations

import re

from pipeline.models import Identifier
from pipeline.sources._doi import doi_identifier

_VIEW = re.compile(
    r"""
      (?:/|\.) (?: full(?:[./-]?(?:pdf|html|text|xml))? (?:\+html)? | abstract | pdf | epdf | epub | html? | xml | meta | summary
                 | references | figures | metrics | article-(?:info|metrics) | export | tab-\w+ | supplementary-material ) (?:-\w+)?
    | ;jsessionid=.*
    """,
    re.VERBOSE | re.IGNORECASE,
)
"""Ways of showing a work that follow its DOI in addresses; no DOI ends with one of them."""
_AT_END = re.compile(rf"(?:{_VIEW.pattern})$", re.VERBOSE | re.IGNORECASE)

_VERSIONED = re.compile(r"(10\.(?:1101|64898)/[\d.]+)v\d+")
"""bioRxiv and medRxiv write the version after a DOI that has none; their DOIs are numbers."""


def doi_in(text: str) -> Identifier | None:
    """The identifier behind a DOI cut out of an address; None where it is none or was cut short.

    >>> str(doi_in("10.1007/JHEP01(2024)012.pdf")), str(doi_in("10.1101/2023.11.22.568346v1.full.pdf"))
    ('doi:10.1007/jhep01(2024)012', 'doi:10.1101/2023.11.22.568346')
    >>> str(doi_in("10.48550/arXiv.2004.14135"))
    'arxiv:2004.14135'
    """
    found = text.strip().rstrip("/").lower()
    while (shorter := _AT_END.sub("", found).rstrip("/")) != found:
        found = shorter
    found = _VERSIONED.sub(r"\1", found)
    # An underscore or hyphen at the end of a Springer chapter's DOI is where a list cut it off.
    return None if found.endswith(("_", "-", ".")) else doi_identifier(found)
