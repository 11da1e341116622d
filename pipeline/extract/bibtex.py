"""BibTeX files, by bibtexparser."""

from __future__ import annotations

import logging
from functools import cache
from typing import TYPE_CHECKING

from pipeline.extract.records import entry, numbered
from pipeline.models import Entry

if TYPE_CHECKING:  # both only for lists in BibTeX: whoever reads another would wait for them
    from bibtexparser.model import Entry as Record
    from pylatexenc.latex2text import LatexNodes2Text

# A broken block is passed over; the library would print a line for every one.
logging.getLogger("bibtexparser.splitter").setLevel(logging.CRITICAL)
_TEXT_FIELDS = frozenset(("title", "booktitle", "journal", "shorttitle"))


def entries(text: str, *, name: str) -> tuple[Entry, ...]:
    """Entries of a BibTeX text; blocks that are broken are passed over. Macros for months and journals are resolved."""
    from bibtexparser.entrypoint import parse_string

    library = parse_string(text)
    return numbered(_entry(record, name) for record in library.entries)


def _entry(record: Record, name: str) -> Entry | None:
    fields = {f.key.casefold(): _plain(f.key.casefold(), str(f.value)) for f in record.fields}
    if record.entry_type.casefold() in ("comment", "preamble", "string"):
        return None
    if fields.get("archiveprefix", "arxiv").casefold() != "arxiv" and "eprint" in fields:
        del fields["eprint"]
    fields.pop("publisher", None)  # the house, not the venue
    fields.pop("type", None)
    return entry(fields, line=(record.start_line or 0) + 1, name=name)


def _plain(key: str, value: str) -> str:
    """Text without LaTeX; other fields as they are."""
    value = " ".join(value.split())
    if key not in _TEXT_FIELDS or not ("\\" in value or "{" in value):
        return value
    return str(_latex().latex_to_text(value.replace("{", "").replace("}", "") if "\\" not in value else value))


@cache
def _latex() -> LatexNodes2Text:
    from pylatexenc.latex2text import LatexNodes2Text

    return LatexNodes2Text(math_mode="verbatim", keep_comments=True)
