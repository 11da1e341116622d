"""Year and venue as a list says them: `(CVPR 2019 oral)`, `[ICCV' 21]`, `arXiv:1512.03385, 2015`, a table cell, a badge, a heading."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import unquote, urlsplit

from pipeline.extract.names import people
from pipeline.extract.vocabulary import SERIES

_REMEMBERED = 20_000  # texts; a list asks the same ones over and over, and the answers are small
YEAR = re.compile(r"(?<![\d.:/])(19[3-9]\d|20[0-4]\d)(?!\d)(?!\.\d{4})")
MENTION = re.compile(
    r"\barXiv\s*:?\s*(?:preprint)?\s*(?:arXiv)?\s*:\s*(\d{4}\.\d{4,5}(?:v\d+)?|[a-z-]+(?:\.[A-Z]{2})?/\d{7})"
    r"|\bdoi\s*:\s*(10\.\d{4,9}/[^\s,;]+)",
    re.IGNORECASE,
)

# Words that make a phrase a venue whatever else stands in it.
_KEYWORDS = (
    r"Journal|Conference|Transactions|Trans\.|Proceedings|Proc\.|Symposium|Workshops?|Letters|Lett\.|Magazine"
    r"|Review[s]?\b|Annals|Advances in|Lecture Notes|Bulletin|Archives?|Quarterly|Communications of|Commun\.|Preprint"
    r"|Technical Report|Tech\. Rep\.|PhD Thesis|Phys\. ?Rev|J\. ?[A-Z]"
)
_PREFIX = (
    r"(?:(?:IEEE/CVF|IEEE/RSJ|IEEE/ACM|ACM/IEEE|IEEE|ACM|USENIX|AAAI|Nat\.|Nature|Science|IFIP|SIAM|AMIA|Proc\. of"
    r"|Proceedings of|The|International|Annual|European|Asian)\s+(?:the\s+)?)*"
)
_SUFFIX = (
    r"(?:\s*[-&/]\s*(?:[A-Z][A-Za-z]+))?(?:\s+(?:\(?Findings\)?|Findings|Workshops?|Security|MM|Medicine"
    r"|Communications|Machine Intelligence|Access|Symposium|Industry|Demo|Tutorial|Asia|AI|Open))*"
)
# Families of journals: the words with capitals that follow belong to the name.
_FAMILIES = (
    r"(?:Nature|Science|Cell|PLO[Ss]|BMC|npj|JAMA|Lancet|Frontiers in|Annals of|Annual Review of|Journal of"
    r"|Transactions on|Current Opinion in|Trends in|Advances in|Proceedings of"
    r"|Conference on|Workshop on|Symposium on|Communications of)(?:\s(?:of|in|and|on|the|for|&|[A-Z][\w-]*))+"
)
_ACRONYM = re.compile(
    r"(?<![\w-])(?P<venue>"
    + _PREFIX
    + r"(?:"
    + _FAMILIES
    + "|"
    + "|".join(sorted((re.escape(a).replace(r"\-", "[- ]?") for a in SERIES), key=len, reverse=True))
    + r"|[A-Z]{2,}[A-Za-z]*(?= ?[’'‘`´]\s?\d{2}\b))"
    + _SUFFIX
    + r")(?=[^a-z]|$)"
)
_KEYWORD = re.compile(rf"(?:{_KEYWORDS})")
_SHORT_YEAR = re.compile(r"[’'‘`´]\s?(\d{2})(?!\d)")
_MONTH = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Sept|Oct|Nov|Dec)[a-z]*\.?"
# What stands with a venue and is no part of its name.
_DECORATION = re.compile(
    r":[a-z0-9_+-]+:|\([^()]*\)|（[^（）]*）|[\[\]【】]|\b(?:oral|orals|spotlight|poster|highlight(?:s|ed)?"
    r"|best paper(?: award)?|award|outstanding paper|honorable mention|accepted(?: (?:by|at|to))?|to appear(?: in)?"
    r"|under review|extended abstract|long paper|short paper|main(?: conference)?|best student paper)\b",
    re.IGNORECASE,
)
_VOLUME = re.compile(
    r"(?:,|\s)\s*(?:vol(?:ume)?\.?|no\.?|pp\.?|pages?|issue|number|art(?:icle)?\.?|p\.)\s*[\d:()–\-.]+.*$"
    r"|\s+\d+\s*[(:,].*$|\s+\d{1,4}(?:\.\d+)?$",
    re.IGNORECASE,
)
_LEADING_IN = re.compile(r"^(?:in|at|published in|presented at|proc(?:eedings|\.)? of(?: the)?)\s*:?\s+", re.IGNORECASE)
_BADGE_LABELS = ("conference", "journal", "publish", "venue", "publication", "pub", "accepted", "paper")


@dataclass(frozen=True, slots=True)
class Said:
    """What a piece of text says; None where it says nothing."""

    year: int | None = None
    venue: str | None = None

    def or_else(self, other: Said) -> Said:
        return Said(self.year or other.year, self.venue or other.venue)


@lru_cache(maxsize=_REMEMBERED)
def said(text: str) -> Said:
    """Year and venue in a piece of text that holds neither title nor names.

    >>> said("(ACM MM2018 oral)"), said("arXiv:1511.04587, 2015.")
    (Said(year=2018, venue='ACM MM'), Said(year=2015, venue='arXiv'))
    >>> said("ICCV' 19"), said("Synthesis Lectures on Machine Learning, Morgan & Claypool, 2020.").year
    (Said(year=2019, venue='ICCV'), 2020)
    """
    plain = " ".join(MENTION.sub(" arXiv ", text).split())
    if not plain or len(plain) > 400:
        return Said()
    found = _ACRONYM.search(plain)
    if found:
        after = plain[found.end() :]
        track = re.match(r"[\s’'‘`´,-]*(?:\d{4}|\d{2})\s+(Workshops?|Findings|Demo|Industry)\b", after)
        return Said(_year_after(after) or _any_year(plain), named(f"{found['venue']} {track[1] if track else ''}"))
    year = YEAR.search(plain)
    if year:
        before = plain[: year.start()].strip(" \t.,;:-–—|([（【'’‘")
        piece = re.split(r"[(（\[【|]|(?<=[a-z]{3})\.\s(?=[A-Z])", before)[-1]
        return Said(int(year[1]), named(piece) if _KEYWORD.search(piece) or _plausible(piece) else None)
    if _KEYWORD.search(plain) and len(plain.split()) <= 15:
        return Said(None, named(plain))
    short = re.fullmatch(r"\W*([A-Z][\w&/. -]{1,25}?)\s*[’'‘`´]\s?(\d{2})\W*", plain)
    return Said(_century(short[2]), named(short[1])) if short else Said()


def cell(text: str) -> Said:
    """A table cell under a venue heading: all of it is the venue, bar year and remarks.

    >>> cell("Nat. Mach. Intell. (Comment)"), cell("NeurIPS 2022 **`Spotlight`**")
    (Said(year=None, venue='Nat. Mach. Intell.'), Said(year=2022, venue='NeurIPS'))
    """
    plain = " ".join(MENTION.sub(" arXiv ", text).split())
    if not re.search(r"[^\W\d_]", plain) or plain.casefold() in _PLACEHOLDERS:
        year = YEAR.search(plain)
        return Said(int(year[1]) if year else None)
    return Said(_any_year(plain), named(plain))


def heading(text: str) -> Said:
    """Year and venue of a heading that is one, or ends in one: `2019`, `IJCAI`, `NeurIPS 2023`, `Top papers (June 3 - June 9) - 2024`.

    >>> heading("2019"), heading("IJCAI").venue, heading("Pose 2012 and before").year, heading("Paper from Sep 30, 2024 - Now").year
    (Said(year=2019, venue=None), 'IJCAI', None, None)
    """
    plain = re.sub(r":[a-z0-9_+-]+:", "", " ".join(text.split())).strip(" .:#*-–—")
    alone = re.fullmatch(r"[(\[]?((?:19|20)\d{2})[)\]]?\s*(?:年|papers?|venues?|年论文)?", plain, re.IGNORECASE)
    if alone:
        return Said(int(alone[1]))
    at_end = re.search(r"(?:^|[\s(\[,–—-])((?:19|20)\d{2})[)\]]?$", plain)
    before = plain[: at_end.start()].strip(" ([,-–—") if at_end else plain
    venue = _ACRONYM.fullmatch(before) or _ACRONYM.fullmatch(re.sub(r"[’'‘]?\s?\d{2}$", "", before).strip())
    short = re.search(r"(?<=[A-Za-z])[’'‘ ]\s?(\d{2})$", plain) if venue and not at_end else None
    year = int(at_end[1]) if at_end else _century(short[1]) if short else None
    return Said(year, named(venue["venue"]) if venue else None)


def badge(alternative: str, source: str) -> Said:
    """A shields.io badge that carries the venue: `badge/Conference-ICML'23-blue`, `badge/Journal-TMLR_2025-blue`.

    >>> badge("Publish", "https://img.shields.io/badge/Conference-NeurIPS'24%20Workshop-blue")
    Said(year=2024, venue='NeurIPS Workshop')
    """
    message = badge_parts(source)
    if message is None:
        return Said()
    label, value = message
    if label.casefold() not in _BADGE_LABELS and not _ACRONYM.fullmatch(re.sub(r"[\s_’'-]*\d{2,4}$", "", value or label)):
        return Said()
    text = value or label
    year = _any_year(text)
    name = _SHORT_YEAR.sub(" ", YEAR.sub(" ", text))
    return Said(year, named(name)) if re.search(r"[A-Za-z]{2}", name) and (year or _ACRONYM.search(name)) else Said()


def badge_parts(source: str) -> tuple[str, str] | None:
    """Label and message of a shields.io badge address; None for any other image."""
    try:
        parts = urlsplit(source)
    except ValueError:
        return None
    if not (parts.hostname or "").endswith(("shields.io", "badgen.net")) or "/badge/" not in parts.path:
        return None
    body = parts.path.split("/badge/", 1)[1].removesuffix(".svg")
    pieces = [
        unquote(p.replace("\0", "-")).replace("__", "\0").replace("_", " ").replace("\0", "_").strip()
        for p in body.replace("--", "\0").split("-")
    ]
    if len(pieces) >= 3:
        return pieces[0], "-".join(pieces[1:-1])
    return pieces[0], ""


def named(text: str) -> str | None:
    """A venue's name without year, volume and remarks; None when nothing is left.

    >>> named("International Journal of Computational Intelligence and Applications, vol. 1, no. 4, pp. 427-438"), named("CVPR 2019 (Oral)")
    ('International Journal of Computational Intelligence and Applications', 'CVPR')
    """
    plain = _DECORATION.sub(" ", text.replace("`", " ").replace("*", " "))
    plain = YEAR.sub(" ", _SHORT_YEAR.sub(" ", plain))
    plain = re.sub(rf"\b{_MONTH}(?:\s+\d{{1,2}})?\s*$", " ", " ".join(plain.split()))
    plain = _VOLUME.sub("", " ".join(plain.split()))
    plain = _LEADING_IN.sub("", plain.strip(" ,;:-–—|/([’'‘\"“”"))
    plain = re.sub(r"^(?:arxiv|ArXiv|Arxiv|ARXIV|arXiv)\s+(?:preprint|pre-print)\b", "arXiv", plain, flags=re.IGNORECASE)
    plain = " ".join(plain.split()).strip(" ,;:-–—|/")
    return plain if re.search(r"[^\W\d_]{2}", plain) and len(plain) <= 160 else None


@lru_cache(maxsize=_REMEMBERED)
def venue_only(text: str) -> bool:
    """Whether a text is a venue, with or without year, and nothing else.

    >>> venue_only("NeurIPS 2023"), venue_only("[ICCV' 19]"), venue_only("2024-05"), venue_only("Fast R-CNN"), venue_only("IEEE TPAMI")
    (True, True, True, False, True)
    """
    plain = _DECORATION.sub(" ", text)
    plain = re.sub(rf"\b{_MONTH}\b|[’'‘`´]\s?\d{{2}}\b|\d+|[\W_]+|\bpreprint\b|\barXiv\b", " ", plain, flags=re.IGNORECASE).strip()
    if not plain:
        return bool(text.strip())
    found = (
        _ACRONYM.fullmatch(plain)
        or _ACRONYM.fullmatch(re.sub(r"\s+", "-", plain))
        or _ACRONYM.fullmatch(_DECORATION.sub("", YEAR.sub("", text)).strip(" ,.'’"))
    )
    return bool(found)


@lru_cache(maxsize=_REMEMBERED)
def has_venue(text: str) -> bool:
    """Whether a known series or a word such as Journal stands in the text."""
    return bool(_ACRONYM.search(text) or _KEYWORD.search(text))


_CONNECTORS = frozenset(["of", "and", "on", "for", "in", "the", "&", "de", "la", "und", "et", "to", "with"])
_PLACEHOLDERS = frozenset(("-", "--", "none", "n/a", "na", "null", "tbd", "?", "unknown", "no", "x"))


def _plausible(piece: str) -> bool:
    """A short phrase with a capital right before a year, as in `AI Open 2020`."""
    words = piece.split()
    named_so = (
        all(w[:1].isupper() or not w[:1].isalpha() or w.casefold() in _CONNECTORS for w in words)
        and words[-1:] != []
        and words[-1].casefold() not in _CONNECTORS
    )
    if len(words) == 1 and not re.search(r"[A-Z].*[A-Z]", piece):
        return False  # `(Galinkin, 2021)`: a surname, unless it is written like an acronym
    surnames = bool(re.fullmatch(r"[A-Z][\w’'-]+\s(?:and|&)\s[A-Z][\w’'-]+", piece)) or "et al" in piece
    return (
        0 < len(words) <= 14
        and words[0][:1].isupper()
        and named_so
        and not surnames
        and not (people(piece) and bool(re.search(r"[,;]|\band\b", piece)))
        and not re.fullmatch(rf"\d*\s*{_MONTH}\s*\d*", piece)
    )


def _year_after(text: str) -> int | None:
    """The year that follows a venue's name: `'19`, ` 2019`, `2019` or `-19` right behind it."""
    short = re.match(r"\s?[’'‘`´]\s?(\d{2})(?!\d)|-(\d{2})(?!\d)", text)
    if short:
        return _century(short[1] or short[2])
    joined = re.match(r"\s?((?:19|20)\d{2})(?!\d)", text)
    return int(joined[1]) if joined else None


def _any_year(text: str) -> int | None:
    year = YEAR.search(text)
    if year:
        return int(year[1])
    joined = re.search(r"(?<=[A-Za-z])((?:19|20)\d{2})(?!\d)", text)
    if joined:
        return int(joined[1])
    short = _SHORT_YEAR.search(text)
    return _century(short[1]) if short else None


def _century(two: str) -> int:
    """`19` is 2019, `98` is 1998: no list names a work before 1950 by two figures."""
    return 2000 + int(two) if int(two) < 50 else 1900 + int(two)
