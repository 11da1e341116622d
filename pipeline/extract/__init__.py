"""Reads any reading list: Markdown, HTML in it, reStructuredText, Org, BibTeX, YAML, CSV.

```
 text ─┬─ markdown, rst, org ─► blocks (tree) ─► units (parts) ─► readings ─► drafts, judged by section ─┬─► entries
       └─ bibtex, yaml, csv ──► records ─────────────────────────────────────────────────────────────────┘
```

Only the readers in front know markup. The rules behind them look at structure, words and hosts: `roles` (what a link text says),
`hosts` (what an address says), `which` (which link is the paper), `title`, `citation`, `names`, `venue_year`, `columns`, `sections`.
"""

from __future__ import annotations

from collections.abc import Iterable

from pipeline.extract import bibtex, delimited, front_matter, markdown, org, rst, yaml_records
from pipeline.extract import companions as _companions
from pipeline.extract import unclaimed as _unclaimed
from pipeline.extract.charset import decode
from pipeline.extract.entries import entries
from pipeline.extract.formats import format_of
from pipeline.extract.tree import Block
from pipeline.models import Entry

__all__ = ["companions", "decode", "extract", "unclaimed"]


def extract(text: str, *, name: str, path: str = "README.md") -> tuple[Entry, ...]:
    """Entries of a list, lines ascending. The format follows from the suffix of `path`, else from the text.

    Never raises, whatever the text.
    """
    match format_of(text, path):
        case "bib":
            return bibtex.entries(text, name=name)
        case "yaml":
            return yaml_records.entries(text, name=name)
        case "csv" | "tsv" as kind:
            return delimited.entries(text, name=name, tabs=kind == "tsv")
        case "rst" | "org" | "markdown":
            return front_matter.entry(text, name=name) or entries(_blocks(text, path), name=name)


def unclaimed(text: str, entries: Iterable[Entry]) -> tuple[tuple[int, str], ...]:
    """Scholarly links of the raw text (line, address), outside comments and code, that are in no entry."""
    return _unclaimed.unclaimed(text, entries)


def companions(text: str, path: str) -> tuple[str, ...]:
    """Paths of the pages of the same repository that a list of several files links to, in order."""
    return _companions.pages(_blocks(text, path), path)


def _blocks(text: str, path: str) -> tuple[Block, ...]:
    match format_of(text, path):
        case "rst":
            return rst.blocks(text)
        case "org":
            return org.blocks(text)
        case "markdown":
            return markdown.blocks(text)
        case _:
            return ()
