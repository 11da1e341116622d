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

from pipeline.extract.charset import decode
from pipeline.extract.formats import format_of
from pipeline.extract.tree import Block
from pipeline.models import Entry

__all__ = ["companions", "decode", "extract", "unclaimed"]

# The readers are loaded when a list asks for them: each brings a library, or rules that take a while to compile, and commands such as
# `audit`, which only look at the headings, would wait for all of them.


def extract(text: str, *, name: str, path: str = "README.md") -> tuple[Entry, ...]:
    """Entries of a list, lines ascending. The format follows from the suffix of `path`, else from the text.

    Never raises, whatever the text.
    """
    match format_of(text, path):
        case "bib":
            from pipeline.extract import bibtex

            return bibtex.entries(text, name=name)
        case "yaml":
            from pipeline.extract import yaml_records

            return yaml_records.entries(text, name=name)
        case "csv" | "tsv" as kind:
            from pipeline.extract import delimited

            return delimited.entries(text, name=name, tabs=kind == "tsv")
        case "rst" | "org" | "markdown":
            from pipeline.extract import front_matter
            from pipeline.extract.entries import entries

            return front_matter.entry(text, name=name) or entries(_blocks(text, path), name=name)


def unclaimed(text: str, entries: Iterable[Entry]) -> tuple[tuple[int, str], ...]:
    """Scholarly links of the raw text (line, address), outside comments and code, that are in no entry."""
    from pipeline.extract.missed import links

    return links(text, entries)


def companions(text: str, path: str) -> tuple[str, ...]:
    """Paths of the pages of the same repository that a list of several files links to, in order."""
    from pipeline.extract.further import pages

    return pages(_blocks(text, path), path)


def _blocks(text: str, path: str) -> tuple[Block, ...]:
    match format_of(text, path):
        case "rst":
            from pipeline.extract import rst

            return rst.blocks(text)
        case "org":
            from pipeline.extract import org

            return org.blocks(text)
        case "markdown":
            from pipeline.extract import markdown

            return markdown.blocks(text)
        case _:
            return ()
