"""Titles: cleaned to be read, folded to be compared, and whether two of them name one work."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from functools import lru_cache

from anyascii import anyascii
from rapidfuzz import fuzz
from rapidfuzz.distance import OSA

from pipeline.models import Model
from pipeline.normalise import tex, text

_BRACES = re.compile(
    r"(?<![\\$^_\w])\{([^\W\d_][^{}\\$,;:]{0,200})\}"  # {Masked} at the beginning of a word, or several words
    r"|(?<![\\$^_\w])\{(\d[\w+-]{0,20}[A-Za-z][\w+-]{0,60})\}|(?<![\\$^_\w])\{(\d[A-Za-z])\}"  # {3D}
    r"|(?<=[A-Za-z-])\{([A-Za-z][\w-]{0,60})\}"  # pre{T}rained
    r"|\{([A-Z0-9][\w+-]{0,60})\}(?=[\w-])"  # {T}rained
)
"""Braces with which BibTeX guards capitals; those of sets, {0, 1}, are the title's own."""

_DOUBLE_BRACES = re.compile(r"^\{\{?([^{}]*)\}?\}$")
_LABEL = re.compile(r"^(?:title\s?:\s{1,3}|[\[(]PDF[\])]\s{1,3})", re.I)
_MARKS = "*∗⁎†‡§¶#"
_LEADING_MARKS = re.compile(rf"^[{_MARKS}]+\s*(?=\w)")
_TRAILING_MARKS = re.compile(r"(?:(?<=[a-z]{3})|(?<=[\s.?!)]))\s*[*∗⁎†‡§¶]{1,3}$")
_KEPT_PERIOD = re.compile(r"(?:\.\.|\b(?:[A-Za-z]\.){2,}|\b(?:et al|etc|inc|jr|sr|vs|ltd|corp|co|no|vol|st)\.)$", re.I)
_TRANSLATED = re.compile(r"^\[([^\[\]]+)\]\.?$")


def title(raw: str) -> str:
    """One line; without the index's final period, footnote marks and the braces of BibTeX; TeX kept readable.

    >>> title("{BEiT}: {BERT} Pre-Training of Image Transformers."), title("A$^2$MIM"), title("Wait for it..."), title("Weighted A*")
    ('BEiT: BERT Pre-Training of Image Transformers', 'A²MIM', 'Wait for it...', 'Weighted A*')
    """
    shown = text.plain(raw)
    if len(shown) > text.MENDED:
        return shown
    for _ in range(5):  # marks within braces within brackets; five is more than any index nests
        before = shown
        shown = _DOUBLE_BRACES.sub(r"\1", shown)
        if "{" in shown:
            shown = _BRACES.sub(lambda m: next(group for group in m.groups() if group), shown)
        shown = _TRANSLATED.sub(r"\1", _LABEL.sub("", shown))
        shown = _TRAILING_MARKS.sub("", _LEADING_MARKS.sub("", shown)).strip()
        if shown.endswith(".") and len(shown) > 1 and not _KEPT_PERIOD.search(shown):
            shown = shown[:-1].rstrip()
        if shown == before:
            break
    return shown


# --- folding ----------------------------------------------------------------------------------------------------------

_GLUED = str.maketrans("", "", "^_{}$'’‘`´ʼ")
_THOUSANDS = re.compile(r"(?<=\d),(?=\d{3}(?!\d))")
_LATIN_MARK = re.compile("[\u0300-\u036f]")
_NOT_WORD = re.compile(r"[^\w\u0900-\u0dff]+|_+")  # Indic vowel signs are no \w but carry the word
RETRACTED = re.compile(r"^(?:(?:retracted|withdrawn|removed)(?:\s+(?:article|chapter|paper|version|note))?)\s*:\s*", re.I)
"""How publishers mark the title of a work that was taken back."""


def fold(title: str) -> str:
    """Lower case, letters and digits of every script, single blanks; accents, punctuation and TeX gone.

    >>> fold("MCVD - Masked $\\\\ell_2$-Diffusion"), fold("何恺明 & Müller's M⁴I")
    ('mcvd masked l2 diffusion', '何恺明 and mullers m4i')
    """
    shown = tex.readable(title[: text.MENDED])
    shown = unicodedata.normalize("NFKD", _THOUSANDS.sub("", shown.replace("&", " and ")))
    shown = _LATIN_MARK.sub("", shown).translate(_GLUED).casefold()
    shown = "".join(anyascii(c) if c in "øłđðþıßæœŋħ" else c for c in shown) if not shown.isascii() else shown
    return " ".join(unicodedata.normalize("NFC", _NOT_WORD.sub(" ", shown)).split())


UNINFORMATIVE = frozenset([
    "a", "an", "the", "of", "for", "in", "on", "at", "by", "to", "from", "with", "without", "via", "using", "and", "or", "as", "is",
    "are", "be", "its", "it", "into", "over", "under", "towards", "toward", "through", "between", "can", "do", "does", "how", "what",
    "why", "when", "where", "which", "that", "this", "these", "your", "you", "we", "our", "upon", "about", "beyond",
])  # fmt: skip
"""Words that come and go between versions of a title. Negations are compared apart."""


def words(title: str) -> tuple[str, ...]:
    """The informative words of a title, folded, in order.

    >>> words("Masked Autoencoders Are Scalable Vision Learners")
    ('masked', 'autoencoders', 'scalable', 'vision', 'learners')
    """
    return tuple(w for w in fold(title).split() if w not in UNINFORMATIVE)


# --- comparing --------------------------------------------------------------------------------------------------------

CUTOFF = 93.0
"""Below this, retitled versions and typing errors hardly occur; above it stand YOLOv3 and YOLOv4 (97), and Attention Is (Not) All You Need
(93), so the score alone never decides: numbers, negations and words are compared as well."""

NEGATIONS = frozenset([
    "no", "not", "non", "never", "nor", "neither", "without", "cannot", "cant", "dont", "doesnt", "isnt", "arent", "wont", "didnt",
    "wasnt", "shouldnt",
])  # fmt: skip

NOTICES = re.compile(
    r"^(?:(?:author|publisher|editorial)\s+)?(?:corrections?|corrigend(?:um|a)|errat(?:um|a)|addend(?:um|a)|retraction(?:\s+note)?|expression\s+of\s+concern"
    r"|supplement(?:ary|al)?(?:\s+(?:materials?|information|data))?|supporting\s+information|comments?|reply|response|rebuttal|discussion|editorial|appendix)"
    r"(?:\s*[:\-–—]|\s+(?:to|for|on|of)\b)",
    re.I,
)
"""Titles of notices about a work; a notice is never the work."""

ROMAN = {"ii": "2", "iii": "3", "iv": "4", "vi": "6", "vii": "7", "viii": "8", "ix": "9", "xi": "11", "xii": "12"}
"""Without i, v and x, which are words, letters and variables."""

GREEK = {
    "α": "alpha", "β": "beta", "γ": "gamma", "δ": "delta", "ε": "epsilon", "ζ": "zeta", "η": "eta", "θ": "theta", "ι": "iota",
    "κ": "kappa", "λ": "lambda", "μ": "mu", "ν": "nu", "ξ": "xi", "ο": "omicron", "π": "pi", "ρ": "rho", "σ": "sigma", "ς": "sigma",
    "τ": "tau", "υ": "upsilon", "φ": "phi", "χ": "chi", "ψ": "psi", "ω": "omega",
}  # fmt: skip

_ALIAS = re.compile(r"^([^\s:]{2,24})\s?[:–—]\s|^([^\s:]{2,24})\s-\s")
_PLUS = re.compile(r"\w\+{1,3}(?!\w)")
_TYPO = 6  # letters; in shorter words one changed letter makes another word


class Likeness(Model):
    """How two titles compare."""

    score: float
    """0 to 100, of the folded titles."""
    same: bool
    """Whether they may be titles of one work."""
    why: str
    """The reason of the verdict, for a person."""


@lru_cache(maxsize=1024)  # a work is compared with the same titles again at every answer
def compare(a: str, b: str) -> Likeness:
    """
    >>> compare("MCVD: Masked Conditional Video Diffusion", "MCVD - Masked conditional video diffusion").same
    True
    >>> compare("VideoMAE", "VideoMAE V2").why
    'numbers differ: none and 2'
    """
    a, b = RETRACTED.sub("", a), RETRACTED.sub("", b)
    left, right = _spelt(fold(a)), _spelt(fold(b))
    if not left or not right:
        return Likeness(score=0, same=False, why="a title is missing")
    score = round(max(fuzz.ratio(left, right), fuzz.ratio(left.replace(" ", ""), right.replace(" ", ""))), 1)
    if bool(NOTICES.match(a)) != bool(NOTICES.match(b)):
        return Likeness(score=score, same=False, why="one is a notice about the other")
    if (difference := _numbers_differ(left, right)) or (difference := _signs_differ(a, b, left, right)):
        return Likeness(score=score, same=False, why=difference)
    if left.replace(" ", "") == right.replace(" ", ""):
        return Likeness(score=100, same=True, why="folded titles are equal")
    if alias := _alias_apart(a, b):
        return Likeness(score=100, same=True, why=f"equal but for the alias {alias}")
    if score < CUTOFF:
        return Likeness(score=score, same=False, why=f"score below {CUTOFF:g}")
    if strangers := _strangers(left.split(), right.split()):
        return Likeness(score=score, same=False, why=f"words of one only: {' '.join(strangers)}")
    return Likeness(score=score, same=True, why="same words, numbers and negations")


def _spelt(folded: str) -> str:
    """Greek letters as their names: `α` and `alpha` name one thing."""
    return "".join(GREEK.get(c, c) for c in folded)


def _numbers_differ(left: str, right: str) -> str:
    a, b = _numbers(left), _numbers(right)
    return (
        ""
        if a == b
        else f"numbers differ: {' '.join(sorted((a - b).elements())) or 'none'} and {' '.join(sorted((b - a).elements())) or 'none'}"
    )


def _numbers(folded: str) -> Counter[str]:
    found = Counter(n.lstrip("0") or "0" for n in re.findall(r"\d+", folded))
    return found + Counter(ROMAN[w] for w in folded.split() if w in ROMAN)


def _signs_differ(a: str, b: str, left: str, right: str) -> str:
    if Counter(w for w in left.split() if w in NEGATIONS) != Counter(w for w in right.split() if w in NEGATIONS):
        return "one denies what the other says"
    if "".join(_PLUS.findall(a)) != "".join(_PLUS.findall(b)):
        return "one has a plus sign"
    return ""


def _alias_apart(a: str, b: str) -> str:
    """The nickname that stands before one of the titles (`MAE: Masked ...`), when the rest is the other title, at least four words long."""
    for long, short in ((a, b), (b, a)):
        match = _ALIAS.match(long)
        alias = (match[1] or match[2]) if match else ""
        rest = long[match.end() :] if match else ""
        if sum(c.isupper() for c in alias) >= 2 and not NOTICES.match(long) and fold(rest) == fold(short) and len(words(short)) >= 4:
            return alias
    return ""


def _strangers(left: list[str], right: list[str]) -> list[str]:
    """Informative words that one title has and the other has not, spelling variants and one typing error aside."""
    only_left, only_right = _without(left, right), _without(right, left)
    for one in tuple(only_left):
        twin = next((w for w in only_right if _stem(w) == _stem(one)), None)
        if twin is not None:
            only_left.remove(one)
            only_right.remove(twin)
    if len(only_left) == len(only_right) == 1 and _typing_error(only_left[0], only_right[0]):
        return []
    return only_left + only_right


def _without(these: list[str], others: list[str]) -> list[str]:
    """Informative words of the first that the second has neither whole, nor written together, nor written apart."""
    spare = Counter(others)
    joined = {"".join(others[i : i + n]) for n in (2, 3) for i in range(len(others) - n + 1)}
    apart: set[int] = set()
    whole = set(others)
    for n in (2, 3):
        for i in range(len(these) - n + 1):
            if "".join(these[i : i + n]) in whole:
                apart.update(range(i, i + n))
    left = []
    for i, word in enumerate(these):
        if spare[word] > 0:
            spare[word] -= 1
        elif i not in apart and word not in joined and word not in UNINFORMATIVE and not _is_number(word):
            left.append(word)
    return left


def _is_number(word: str) -> bool:
    return word.isdecimal() or word in ROMAN  # numbers are compared apart


def _stem(word: str) -> str:
    """British and American spelling, plural and singular as one."""
    word = (
        word.replace("isation", "ization").replace("ising", "izing").replace("yse", "yze").replace("our", "or").replace("elling", "eling")
    )
    word = re.sub(r"is(e[ds]?)$", r"iz\1", word)
    return word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith("ss") else word


def _typing_error(a: str, b: str) -> bool:
    return min(len(a), len(b)) >= _TYPO and a[0] == b[0] and OSA.distance(a, b, score_cutoff=1) <= 1
