"""Values of a BibTeX file as text: braces guard capitals and hold signs together, and TeX's dashes, quotes and ties are signs."""

from __future__ import annotations

import re
from collections.abc import Callable

from pipeline.normalise import tex

_FORMULA = re.compile(r"((?<!\\)\$(?:[^$\\]|\\.)*\$)")
_GROUP = re.compile(r"(\\[A-Za-z]+\s{0,3}|\\[^A-Za-z])?\{((?:[^{}\\]|\\[^A-Za-z])*)\}")
"""A group without commands in it; what stands before it may be the command whose argument it is."""
_NESTING = 6
"""Groups nested deeper than this stay."""
_HELD = {r"\{": "\ue000", r"\}": "\ue001"}
"""Braces that a reader should see, out of the way while the others go."""
_SIGNS = (("---", "—"), ("--", "–"), ("``", "“"), ("''", "”"))
_TIE = re.compile(r"(?<!\\)~")


def readable(value: str) -> str:
    """One line of text, its TeX as Unicode; what no rule knows stays.

    >>> readable(r"{BERT}{---}it is {``}{\\'e}t{\\'e}{''}, 50{\\%} of $x^{2}$ in \\{0, 1\\}")
    'BERT—it is “été”, 50% of x² in {0, 1}'
    """
    text = " ".join(value.split())
    if not any(sign in text for sign in "\\{}~$`-'"):
        return text
    for written, held in _HELD.items():
        text = text.replace(written, held)
    text = _beside_formulas(text, lambda part: _TIE.sub(" ", _ungrouped(part)))
    for written, sign in _SIGNS:
        text = text.replace(written, sign)
    text = _beside_formulas(tex.readable(text), _ungrouped)
    for written, held in _HELD.items():
        text = text.replace(held, written[1])
    return text


def _beside_formulas(text: str, change: Callable[[str], str]) -> str:
    return "".join(part if n % 2 else change(part) for n, part in enumerate(_FORMULA.split(text)))


def _ungrouped(text: str) -> str:
    for _ in range(_NESTING):
        before = text
        text = _GROUP.sub(lambda m: m[0] if m[1] else m[2], text)
        if text == before:
            break
    return text
