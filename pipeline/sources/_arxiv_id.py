"""The grammar of arXiv identifiers, as arXiv defines it (https://info.arxiv.org/help/arxiv_identifier.html)."""

from __future__ import annotations

import re

ARCHIVES = (
    "acc-phys", "adap-org", "alg-geom", "ao-sci", "astro-ph", "atom-ph", "bayes-an", "chao-dyn", "chem-ph", "cmp-lg", "comp-gas",
    "cond-mat", "cs", "dg-ga", "funct-an", "gr-qc", "hep-ex", "hep-lat", "hep-ph", "hep-th", "math", "math-ph", "mtrl-th", "nlin",
    "nucl-ex", "nucl-th", "patt-sol", "physics", "plasm-ph", "q-alg", "q-bio", "quant-ph", "solv-int", "supr-con",
)  # fmt: skip
"""Archives that gave out identifiers of the old style, until March 2007."""

NEW = r"\d{4}\.\d{4,5}"
OLD = rf"(?:{'|'.join(ARCHIVES)})(?:\.[A-Z]{{2}})?/\d{{7}}"
_VERSIONED = re.compile(rf"(?P<id>{NEW}|{OLD})(?:v\d{{1,3}})?", re.IGNORECASE | re.ASCII)
_FIVE_DIGITS_SINCE = 1501
"""Numbers have four digits until December 2014 and five from January 2015."""


def arxiv_id(text: str) -> str | None:
    """The identifier in normal form: no prefix, no version, no subject class. None for what arXiv cannot have given out.

    >>> arxiv_id("2106.08254v2"), arxiv_id("arXiv:math.GT/0309136"), arxiv_id("2509.262311"), arxiv_id("9999.99999")
    ('2106.08254', 'math/0309136', None, None)
    """
    hit = _VERSIONED.fullmatch(text.strip().removeprefix("arXiv:").removeprefix("arxiv:"))
    if hit is None:
        return None
    found = hit["id"].lower()
    return _old(found) if "/" in found else _new(found)


def _new(found: str) -> str | None:
    month, _, number = found.partition(".")
    digits = 5 if int(month) >= _FIVE_DIGITS_SINCE else 4
    # The scheme began in April 2007; a year from 91 on would belong to the old style.
    possible = "0704" <= month < "9101" and _is_month(month[2:]) and len(number) == digits and int(number) > 0
    return found if possible else None


def _old(found: str) -> str | None:
    archive, _, number = found.partition("/")
    # From August 1991 to March 2007.
    possible = (number >= "9107" or number < "0704") and _is_month(number[2:4]) and int(number[4:]) > 0
    return f"{archive.partition('.')[0]}/{number}" if possible else None


def _is_month(two_digits: str) -> bool:
    return "01" <= two_digits <= "12"
