"""What authors say in arXiv's comment field: where the paper was accepted, or that it is withdrawn."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.normalise.venues import venue

_LONGEST = 2000
"""Characters; a longer comment is an essay."""

_SENTENCE = re.compile(r"[;\n]\s*|(?<!\bProc)(?<!\bConf)(?<!\bInt)(?<!\bIntl)(?<!\bTrans)(?<!\bJ)\.\s+(?=[A-Z(])")
_OTHER = re.compile(
    r"""\b(?:
        # a wish
        submitted | under\s+(?:\w+\s+)?review | (?:in|for)\s+review | reject\w* | not\s+accepted | if\s+accepted | withdrawn
        # another version
      | (?:extended|abridged|shorter|short|preliminary|full|longer|long|earlier|previous|prior|conference|journal|workshop)
            \s+(?:version|abstract)
      | (?:extension|extends|expands|part\w*|portions?)\s+(?:of|on)
        # another paper
      | based\s+on | supplement\w* | overlap | builds\s+(?:up)?on | follow[\s-]?up | companion
        # a prize
      | challenge | competition | winn(?:er|ing) | \d(?:st|nd|rd|th)\s+place
    )\b""",
    re.IGNORECASE | re.VERBOSE,
)
"""Sentences that speak of something else than where this paper, as it is, was accepted."""
_FILLER = (
    r"an? | be | main | full | long | short | oral | spotlight | poster | highlight | paper | talk"
    r"| publication | presentation | inclusion | appear | print | press | arxiv | review"
)
"""What may stand after "accepted for" without being a venue."""
_SAID = re.compile(
    rf"""\b(?:
        accepted (?:\s+[\w-]+){{0,6}}? \s+ (?:by|in|at|to|into|for|on)
      | (?:appear(?:s|ed|ing)?|published|presented|forthcoming|printed) (?:\s+as(?:\s+[\w-]+){{1,4}}?)? \s+ (?:in|at|by)
      | camera[\s-]ready (?:\s+version)? \s+ (?:for|of)
      | (?:in\s+)? (?:proceedings|proc\.) (?=\s+of)
    ) :? \s+ (?:the\s+)? (?: (?:(?:proceedings|proc\.) \s+)? of \s+)? (?:the\s+)? (?!(?:{_FILLER})\b) (?P<venue>["“']? \w .*)""",
    re.IGNORECASE | re.VERBOSE,
)
_NAMED = re.compile(
    r"[^():]{0,200}\((?!Oral|Spotlight|Poster|Highlight|Main|Best|Long|Short|Full|Accept)[A-Z][\w'’&@/ -]{1,30}\)(?:,?\s*(?:19|20)\d\d)?"
)
"""A full name, commas and all, that ends with its short name in brackets."""
_NAME_ENDS = re.compile(
    r"""\s*(?:
        [,:("“”] | \.(?:\s|$) | https?:// | \s[-–—/]\s
      | \b(?: as|with|oral|spotlight|poster|highlight|code|project|webpage|website|camera|co-located|held )\b
      | \b(?: main\s+paper | \d+\s*(?:pages?|pp) )\b
    )""",
    re.IGNORECASE | re.VERBOSE,
)
_MANNER = r"""(?i:
    oral | spotlight | poster | highlight(?:ed)? | notable | top[\s-]+\d+% | best | student | award | candidate | finalist | long | short
  | full | regular | conference | main | track | paper | camera[\s-]ready | version | accepted | presentation )"""
_BARE = re.compile(
    rf"(?:[Ii]n\s+)?(?P<venue>[A-Z][\w/-]*(?:\s[A-Z]\w+)?\s*(?:(?:19|20)\d\d|['’]\d\d)(?:\s+(?i:workshops?))?)(?:[\s,:(-]+{_MANNER})*\s*\)?\.?",
    re.VERBOSE,
)
"""Nothing but a name, a year and a manner of presentation: `ICLR 2022 (Oral)`, `CVPR'23 highlight`."""
_A_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)|['’]\d\d\b")
_DATED = re.compile(r"['\"”]?\s*[,(]\s*(?:[A-Z][a-z]{2,8}\.?\s|\d{1,2}/)?((?:19|20)\d\d)\b")
"""The year that follows a name: `Transactions on Machine Learning Research (08/2023)`."""
_WITHDRAWN = re.compile(
    r"(?:^|[.;,]\s+)\(?(?:(?:this|the)\s+(?:paper|article|manuscript|submission|preprint|work|version)\b[^.;]{0,80}?\bwithdrawn\b"
    r"|this\s+(?:has\s+been|is|was)\s+withdrawn\b|withdrawn\b)",
    re.IGNORECASE,
)


def accepted(comment: str | None) -> Iterator[str]:
    """The venues at which a comment says that this very paper was accepted, published or presented, in the comment's own words.

    >>> list(accepted("Accepted at CVPR 2023. Code: https://example.org")), list(accepted("12 pages, ICLR 2022 (Oral)"))
    (['CVPR 2023'], ['ICLR 2022'])
    >>> list(accepted("Submitted to ICLR 2024")), list(accepted("Extended version of our CVPR 2020 paper"))
    ([], [])
    """
    text = " ".join((comment or "")[:_LONGEST].split())
    for sentence in _SENTENCE.split(text):
        if _OTHER.search(sentence):
            continue
        if said := _SAID.search(sentence):
            yield _name(said["venue"])
        else:
            parts = [name for part in re.split(r",\s+", sentence) if (name := _bare(part))]
            yield from parts or ([sentence.strip(" .")] if _stands_alone(sentence) else [])


def _bare(part: str) -> str | None:
    """A name with its year and nothing else. Anything with a year looks like a venue ("COVID 2019"): only one that is known counts."""
    bare = _BARE.fullmatch(part.strip())
    if bare:
        return bare["venue"] if venue(bare["venue"]) else None
    return part.strip(" .") if _stands_alone(part.strip()) else None


def _stands_alone(text: str) -> bool:
    """Whether a text is nothing but the full name of a venue that is known, with a year: `Findings of EMNLP 2022`."""
    return bool(_A_YEAR.search(text)) and text[:1].isalnum() and not text[:1].islower() and venue(text) is not None


def _name(text: str) -> str:
    named = _NAMED.match(text)
    end = None if named else _NAME_ENDS.search(text, 1)
    at = named.end() if named else end.start() if end else len(text)
    name = text[:at].strip(" .'\"“”")
    dated = None if _A_YEAR.search(name) else _DATED.match(text[at:])
    return f"{name} {dated[1]}" if dated else name


def withdrawn(text: str | None) -> str | None:
    """The text if it says that the paper is withdrawn.

    >>> withdrawn("This paper has been withdrawn by the author due to an error.")
    'This paper has been withdrawn by the author due to an error.'
    >>> withdrawn("Replaces the withdrawn arXiv:0706.0001")
    """
    return text if text and _WITHDRAWN.search(text[:_LONGEST]) else None
