"""MathML as it stands in titles and abstracts of publishers, to one readable line."""

from __future__ import annotations

import re

from pipeline.normalise.tex import script

FORMULA = re.compile(r"<(?:\w{1,8}:)?math\b[^<>]{0,500}>([\s\S]{0,20000}?)</(?:\w{1,8}:)?math\s*>", re.I)
"""A formula with its prefix (`mml:math`, `m:math`, `math`); group 1 is its inside."""

_SILENT = re.compile(r"<((?:\w{1,8}:)?(?:annotation|annotation-xml))\b[^<>]{0,500}>[\s\S]{0,20000}?</\1\s*>", re.I)
_TOKEN = re.compile(r"<(/?)(?:\w{1,8}:)?(\w{1,20})[^<>]{0,500}?(/?)>|([^<]+)")
_RELATIONS = frozenset("=<>≤≥≈≃≅∼≡≠∈∉⊂⊆→↦×⋅±→←")
_DEPTH = 40  # elements nested deeper than this are read flat


def readable(inside: str) -> str:
    """
    >>> readable("<mml:msup><mml:mi>x</mml:mi><mml:mn>2</mml:mn></mml:msup><mml:mo>=</mml:mo><mml:mn>4</mml:mn>")
    'x² = 4'
    """
    stack: list[tuple[str, list[str]]] = [("math", [])]
    for closing, tag, empty, text in _TOKEN.findall(_SILENT.sub("", inside)):
        tag = tag.lower()
        if text:
            if text.strip():
                stack[-1][1].append(" ".join(text.split()))
        elif empty:
            stack[-1][1].extend([" "] if tag == "mspace" else [])
        elif not closing:
            if len(stack) < _DEPTH:
                stack.append((tag, []))
        elif len(stack) > 1 and stack[-1][0] == tag:
            _, children = stack.pop()
            stack[-1][1].append(_shown(tag, children))
    while len(stack) > 1:
        tag, children = stack.pop()
        stack[-1][1].append(_shown(tag, children))
    return " ".join("".join(stack[0][1]).split())


def _shown(tag: str, parts: list[str]) -> str:
    first, second, third = [*parts, "", "", ""][:3]
    match tag:
        case "msup":
            return first + script("^", second) + "".join(parts[2:])
        case "msub":
            return first + script("_", second) + "".join(parts[2:])
        case "msubsup" | "munderover":
            return first + script("_", second) + script("^", third) + "".join(parts[3:])
        case "mfrac":
            return f"{_operand(first)}/{_operand(second)}" + "".join(parts[2:])
        case "msqrt":
            return "√" + _operand("".join(parts))
        case "mo":
            sign = "".join(parts)
            return f" {sign} " if sign in _RELATIONS else sign
        case "mtext":
            return f" {''.join(parts)} "
        case _:
            return "".join(parts)


def _operand(text: str) -> str:
    return text.strip() if text.strip().isalnum() else f"({text.strip()})"
