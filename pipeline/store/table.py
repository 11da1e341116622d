"""Rows as text: aligned and wrapped for a terminal, one line per row with tabs for a pipe, JSON for programs."""

from __future__ import annotations

import json
import textwrap
import unicodedata
from collections.abc import Iterable, Sequence
from datetime import date

GAP = "  "
LEAST = 8
"""Columns get no narrower than this: an unreadably narrow column is worse than a line that the terminal wraps."""


def table(columns: Sequence[str], rows: Iterable[Sequence[object]], width: int | None) -> str:
    """Text with a line feed at its end; `width` is that of the terminal in columns, None for a pipe.

    Where the columns do not fit beside each other, every row is written downwards, a line or more per column.
    Nothing in it moves the cursor, colours or reorders: every unprintable character becomes a blank.

    >>> print(table(["venue", "year"], [("CVPR", 2022), (None, 2021)], 40), end="")
    venue  year
    -----  ----
    CVPR   2022
           2021
    >>> table(["title"], [("two\\nlines",)], None)
    'title\\ntwo lines\\n'
    """
    cells = [[cell(value) for value in row] for row in rows]
    if width is None:
        return "".join("\t".join(line) + "\n" for line in [[cell(c) for c in columns], *cells])
    names = [cell(c) for c in columns]
    return _aligned(names, cells, width) if _room(len(names), width) >= LEAST * len(names) else _downwards(names, cells, width)


def json_rows(columns: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """An array of objects, one per line, in ASCII: dates as ISO 8601.

    >>> json_rows(["venue", "year"], [("CVPR", 2022), (None, 2021)])
    '[\\n{"venue": "CVPR", "year": 2022},\\n{"venue": null, "year": 2021}\\n]\\n'
    """
    lines = ",\n".join(json.dumps(dict(zip(columns, row, strict=True)), default=_scalar) for row in rows)
    return f"[\n{lines}\n]\n" if lines else "[]\n"


def cell(value: object) -> str:
    """One line of text; lists and structs as JSON, a known nothing as the empty text.

    >>> cell(["a", None]), cell(None), cell("\\x1b[31mred")
    ('["a", null]', '', '[31mred')
    """
    if value is None:
        return ""
    text = json.dumps(value, ensure_ascii=False, default=str) if isinstance(value, list | tuple | dict) else _scalar(value)
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())


def _scalar(value: object) -> str:
    return value.isoformat() if isinstance(value, date) else str(value)


def _room(columns: int, width: int) -> int:
    return width - len(GAP) * (columns - 1)


def _downwards(columns: Sequence[str], cells: Sequence[Sequence[str]], width: int) -> str:
    names = max(map(_columns, columns))
    widths = [names, max(LEAST, width - names - len(GAP))]
    blocks = ("".join(line + "\n" for pair in zip(columns, row, strict=True) for line in _wrapped(pair, widths)) for row in cells)
    return "\n".join(blocks) or _aligned(columns, cells, width)


def _aligned(columns: Sequence[str], cells: Sequence[Sequence[str]], width: int) -> str:
    widths = _fit([max(map(_columns, column)) for column in zip(columns, *cells, strict=True)], width)
    lines = [columns, ["-" * w for w in widths], *cells]
    return "".join(line + "\n" for row in lines for line in _wrapped(row, widths))


def _fit(wanted: list[int], width: int) -> list[int]:
    """Narrow columns keep what they want; the wide ones share what is left."""
    room = _room(len(wanted), width)
    most = next((most for most in range(max(wanted), LEAST, -1) if sum(min(w, most) for w in wanted) <= room), LEAST)
    return [min(w, most) for w in wanted]


def _wrapped(row: Sequence[str], widths: Sequence[int]) -> Iterable[str]:
    parts = [_wrap(text, width) for text, width in zip(row, widths, strict=True)]
    for number in range(max(map(len, parts))):
        line = [_pad(part[number] if number < len(part) else "", width) for part, width in zip(parts, widths, strict=True)]
        yield GAP.join(line).rstrip()


def _wrap(text: str, width: int) -> list[str]:
    if _columns(text) <= width:
        return [text]
    # Wide characters take two columns each: half as many fit into a line.
    wide = any(unicodedata.east_asian_width(c) in "WF" for c in text)
    return textwrap.wrap(text, max(1, width // 2 if wide else width)) or [""]


def _pad(text: str, width: int) -> str:
    return text + " " * (width - _columns(text))


def _columns(text: str) -> int:
    """Columns that a terminal gives a text: two for CJK, none for what combines.

    >>> _columns("MAE"), _columns("何恺明")
    (3, 6)
    """
    if text.isascii():
        return len(text)
    return sum(0 if unicodedata.combining(c) else 2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)
