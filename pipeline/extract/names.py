"""Does a text look like people's names? Only shape counts: capitals, initials, particles; words of titles are told apart by a list."""

from __future__ import annotations

import re
from functools import lru_cache

from pipeline.extract.vocabulary import PARTICLES, SMALL_WORDS, TITLE_WORDS

_REMEMBERED = 20_000  # texts; a list asks the same ones over and over, and the answers are small
_INITIALS = re.compile(r"^(?:[A-Z]\.?-?){1,3}$")
_WORD = re.compile(r"^[^\W\d_][^\W\d_.’'‘`´-]*(?:[.’'‘`´-][^\W\d_]*)*[*\d†‡§¶#^]*\.?$")
_ENDS_NO_NAME = re.compile(
    r"(?:tion|tions|ization|graphy|ology|works?|former|coders?|ability|ness|ments?|less|wise|based|ized|ised|ssing|mming)$"
)
_NAMES_THAT_END_SO = frozenset({"clement", "clément", "charless", "blessing", "lessing", "hamming", "cumming"})
_CAMEL = re.compile(r"(?<!Mc)(?<!Mac)(?<!De)(?<!Le)(?<!La)(?<!Di)(?<!Du)(?<!Fitz)(?<!Van)(?<!Ben)(?<!Al)(?<!El)(?<=[a-z])[A-Z]")
# `Smith, J., Jones, K. and Lee, M. P.`
_INITIALLED = re.compile(r"(?:[^\W\d_][\w’'-]+,\s(?:[A-Z]\.?[ -]?){1,3}(?:,\s?(?:and\s|&\s)?|;\s?|\s?(?:and|&)\s|\.?$)){2,}\.?")
_AFTER = re.compile(r"\s*(?:\([^()]*\)|[*†‡§¶]+|\^\S*|\d+)\s*$")


@lru_cache(maxsize=_REMEMBERED)
def person(text: str) -> bool:
    """Whether a text could be one name, given name first.

    >>> [person(t) for t in ("Kaiming He", "P. H. S. Torr", "Laurens van der Maaten", "Deep Learning", "CVPR", "He")]
    [True, True, True, False, False, False]
    """
    parts = _AFTER.sub("", text).split()
    if not 2 <= len(parts) <= 5:
        return False
    capitals = 0
    for at, part in enumerate(parts, 1):
        if part.casefold() in PARTICLES and not (at == len(parts) and part.istitle()):
            continue  # `Y. Du`: at the end, with a capital, it is the family name itself
        if part.rstrip(".:").casefold() in TITLE_WORDS or part in SMALL_WORDS:
            return False
        if _INITIALS.match(part):
            continue
        if _ends_no_name(part) or _CAMEL.search(part):
            return False
        if (
            not _WORD.match(part)
            or not (part[0].isupper() or not part[0].isascii())
            or (len(part) > 3 and part.isupper() and part.isascii())
        ):
            return False
        capitals += 1
    return capitals >= 1 and not _known_not_a_name(parts)


def _ends_no_name(word: str) -> bool:
    return _ENDS_NO_NAME.search(word) is not None and word.casefold() not in _NAMES_THAT_END_SO


def may_be_person(text: str) -> bool:
    """Whether a text among names is one more, written as its bearer likes it.

    >>> [may_be_person(t) for t in ("haoqi fan", "QuanLin Wu", "Nicolae-Catalin Ristea", "Interpolation", "Visual Concepts")]
    [True, True, True, False, False]
    """
    parts = _AFTER.sub("", text).split()
    return 2 <= len(parts) <= 5 and all(
        _WORD.match(part) and part.rstrip(".").casefold() not in TITLE_WORDS and part not in SMALL_WORDS and not _ends_no_name(part)
        for part in parts
    )


def _known_not_a_name(parts: list[str]) -> bool:
    """`Xu et`, `Ph.D thesis` and hyphenated title words such as `Multi-Scale`; `Jolicoeur-Martineau` is a name."""
    return any("-" in p and len(p) > 14 and not _double(p) for p in parts) or parts[-1].casefold() in ("et", "al", "thesis")


def _double(word: str) -> bool:
    """Two names joined by a hyphen."""
    halves = word.split("-")
    return len(halves) == 2 and all(h.istitle() and h.casefold() not in TITLE_WORDS and not _ends_no_name(h) for h in halves)


@lru_cache(maxsize=_REMEMBERED)
def people(text: str) -> bool:
    """Whether a text is a list of names and nothing else.

    >>> people("Xinlei Chen, Saining Xie, and Kaiming He."), people("Look, Listen and Learn"), people("Deng et al.")
    (True, False, True)
    """
    bare = re.sub(r"(?:,|\band\b|&)?\s*(?:et\.? ?al\.?|and others|others)(?:[;,.\s]|$).*$", "", text.strip(), flags=re.IGNORECASE).strip(
        " .,;:()[]"
    )
    if not bare:
        return False
    if _INITIALLED.fullmatch(f"{bare}."):
        return True
    inverted = re.split(r"\s+and\s+|\s*;\s*", bare)  # `Last, First and Last, First`
    if len(inverted) > 1 and all(re.fullmatch(r"[^\W\d_][\w’' -]*, [A-Z][\w’'. -]*", n) and len(n.split()) <= 5 for n in inverted):
        return True
    if bare != text.strip(" .,;:") and re.fullmatch(r"[^\W\d_][\w’'.-]*", bare):
        return True
    parts = [p for p in re.split(r"\s*[,;•·、]\s*(?:and\s+|&\s*)?|\s+and\s+|\s*&\s*", bare) if p]
    named = sum(person(p) for p in parts)
    return named >= max(1, 0.7 * len(parts))
