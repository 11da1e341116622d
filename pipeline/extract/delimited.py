"""CSV and TSV lists: a head line that names the columns, one record a row; without a known head, columns by their content."""

from __future__ import annotations

import csv
from collections.abc import Iterator

from pipeline.extract.records import entry, meaning, numbered
from pipeline.models import Entry

_LARGEST_FIELD = 1_000_000  # characters; an abstract has 3,000, and csv's own limit of 131,072 is an error that ends the reading
_SAMPLE = 20_000  # characters looked at for the separator


def entries(text: str, *, name: str, tabs: bool) -> tuple[Entry, ...]:
    """Entries of a CSV (`tabs` False) or TSV text. Never raises; an empty or headless file without titles gives none."""
    separator = "\t" if tabs else _separator(text)
    rows = _rows(text, separator)
    head: list[str] | None = None
    found: list[Entry | None] = []
    for line, row in rows:
        if head is None:
            head = [c.strip().lstrip("#").strip() for c in row]
            if not any(meaning(c) == "title" for c in head):
                head = _guessed(row)
                if head is None:
                    return ()
            else:
                continue
        fields = {column: value for column, value in zip(head, row, strict=False) if column}
        found.append(entry(fields, line=line, name=name))
    return numbered(found)


def _rows(text: str, separator: str) -> Iterator[tuple[int, list[str]]]:
    """Rows that hold something, with the line on which each begins."""
    csv.field_size_limit(_LARGEST_FIELD)
    lines = text.replace("\0", "\N{REPLACEMENT CHARACTER}").split("\n")
    reader = csv.reader((f"{line}\n" for line in lines), delimiter=separator)
    begins = 1
    while True:
        try:
            row = next(reader)
        except StopIteration:
            return
        except csv.Error:
            begins = reader.line_num + 1
            continue
        if any(c.strip() for c in row):
            yield begins, row
        begins = reader.line_num + 1


def _separator(text: str) -> str:
    """Comma, semicolon or bar: the one that the head line has most of."""
    head = text[:_SAMPLE].lstrip().split("\n", 1)[0]
    return max(",;|\t", key=head.count)


def _guessed(row: list[str]) -> list[str] | None:
    """Names for the columns of a file without a head: the longest words are the title, an address is the link."""
    texts = [(len(c.split()) if "://" not in c else 0) for c in row]
    if not row or max(texts) < 3:
        return None
    head = ["" for _ in row]
    head[texts.index(max(texts))] = "title"
    for i, c in enumerate(row):
        if c.strip().startswith(("http://", "https://")) and "url" not in head:
            head[i] = "url"
        elif c.strip().isdigit() and len(c.strip()) == 4 and "year" not in head:
            head[i] = "year"
    return head if "url" in head else None
