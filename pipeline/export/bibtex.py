"""BibTeX that BibTeX, biber and every reference manager read."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from urllib.parse import quote

from bibtexparser.entrypoint import write_string
from bibtexparser.library import Library
from bibtexparser.model import Entry, Field
from bibtexparser.writer import BibtexFormat
from pylatexenc.latexencode import UnicodeToLatexEncoder

from pipeline.export.keys import Citation
from pipeline.export.kinds import Kind, kind
from pipeline.export.papers import Author, Paper
from pipeline.export.plain import flat

TYPES: Mapping[Kind, tuple[str, str | None]] = {
    "proceedings": ("inproceedings", "booktitle"),
    "journal": ("article", "journal"),
    "preprint": ("misc", None),  # with eprint; an @article without a journal is an error to BibTeX
    "chapter": ("incollection", "booktitle"),
    "book": ("book", None),
    "thesis": ("phdthesis", None),
    "report": ("techreport", None),
    "other": ("misc", "howpublished"),
}
"""Entry type, and the field for where it appeared."""

SPECIAL = {
    "\\": r"{\textbackslash}",
    "{": r"{\textbraceleft}",  # BibTeX counts escaped braces too, so that \{ alone would swallow the rest of the file
    "}": r"{\textbraceright}",
    "$": r"\$",
    "&": r"\&",
    "#": r"\#",
    "%": r"\%",
    "_": r"\_",
    "^": r"{\textasciicircum}",
    "~": r"{\textasciitilde}",
}
"""ASCII that means something to LaTeX. A formula in a title is text too: half a formula would break the whole bibliography."""

_SPECIAL = str.maketrans(SPECIAL)
_ENCODER = UnicodeToLatexEncoder(
    non_ascii_only=True,
    replacement_latex_protection="braces-all",  # {\'e}, by which BibTeX sorts and abbreviates names
    unknown_char_policy="keep",
    unknown_char_warning=False,
)
_FORMAT = BibtexFormat()  # type: ignore[no-untyped-call]  # the package types its functions, not this constructor
_FORMAT.indent = "  "
_FORMAT.block_separator = "\n"
_SEPARATORS = re.compile(r",|(?<!\S)and(?!\S)", re.IGNORECASE)
_LIGATURES = re.compile(r"([-'`?!,])(?=[-'`,])")
"""Pairs that LaTeX draws as one: dashes, quotes, upside-down punctuation."""
_WORDS = re.compile(r"([\s:;,.!?()/]+)")
_URL_SAFE = "".join(c for c in map(chr, range(33, 127)) if c not in '{}\\<>"^`|')


def bibtex(works: Iterable[Paper], cited: Mapping[str, Citation], without: frozenset[str]) -> Iterator[bytes]:
    """One entry per work; accents in LaTeX, scripts that LaTeX has no commands for as they are (UTF-8)."""
    for work in works:
        name, where = TYPES[kind(work)]
        citation = cited[work.work_id]
        fields = [Field(key, value) for key, value in _fields(work, where, citation).items() if value and key not in without]
        library = Library([Entry(name, citation.key, fields)])
        yield write_string(library, bibtex_format=_FORMAT).encode() + b"\n"


def latex(text: str) -> str:
    r"""Text as LaTeX shows it, in one line, braces balanced.

    >>> print(latex("100% of {Müller's} R&D"))
    100\% of {\textbraceleft}M{\"u}ller's{\textbraceright} R\&D
    """
    return _escaped(flat(text))


def _escaped(text: str) -> str:
    escaped = _LIGATURES.sub(r"\1{}", unicodedata.normalize("NFC", text).translate(_SPECIAL))
    return escaped if escaped.isascii() else str(_ENCODER.unicode_to_latex(escaped))


def _fields(work: Paper, where: str | None, citation: Citation) -> Mapping[str, str]:
    eprint = {"eprint": work.arxiv_id, "archiveprefix": "arXiv"} if work.arxiv_id else {}
    return {
        "title": _protected(work.title or ""),
        "author": " and ".join(map(_name, work.authors or ())),
        **({where: latex(work.container_title or work.venue or "")} if where else {}),
        "year": "" if work.year is None else str(work.year),
        "pages": "--".join(citation.page_range or ()) or latex(citation.pages or ""),
        "doi": _verbatim(work.doi or ""),
        "url": _verbatim(work.published_url or work.url or work.preprint_url or work.pdf_url or ""),
        **{key: _verbatim(value) for key, value in eprint.items()},
        "abstract": latex(work.abstract or ""),
    }


def _protected(title: str) -> str:
    """Styles make titles small: a word with a capital within (`BEiT`, `3D`) is kept as it is by braces."""
    parts = _WORDS.split(flat(title))
    return "".join(f"{{{_escaped(part)}}}" if part[1:] != part[1:].lower() else _escaped(part) for part in parts)


def _name(author: Author) -> str:
    """`Family, Suffix, Given`; a group or a single name in braces, so that it is not taken apart."""
    family, suffix, given = (_part(latex(text or "")) for text in (author.family, author.suffix, author.given))
    return ", ".join(part for part in (family, suffix, given) if part) if given else f"{{{latex(author.name)}}}"


def _part(name: str) -> str:
    """Commas and the word `and` would end a name."""
    return _SEPARATORS.sub(r"{\g<0>}", name)


def _verbatim(text: str) -> str:
    """Addresses and identifiers are not typeset: percent signs and underscores stay, braces and blanks must not."""
    return quote(flat(text), safe=_URL_SAFE)
