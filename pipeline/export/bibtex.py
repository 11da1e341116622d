"""BibTeX that BibTeX, biber and every reference manager read."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping
from urllib.parse import quote

from bibtexparser.entrypoint import write_string
from bibtexparser.library import Library
from bibtexparser.middlewares.parsestack import default_unparse_stack
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

_SPECIAL = re.compile(f"[{re.escape(''.join(SPECIAL))}]")
_ENCODER = UnicodeToLatexEncoder(
    non_ascii_only=True,
    replacement_latex_protection="braces-all",  # {\'e}, by which BibTeX sorts and abbreviates names
    unknown_char_policy="keep",
    unknown_char_warning=False,
)
_IN_PLACE = default_unparse_stack(allow_inplace_modification=True)  # else it copies every entry, which nobody else holds
_FORMAT = BibtexFormat()  # type: ignore[no-untyped-call]  # the package types its functions, not this constructor
_FORMAT.indent = "  "
_FORMAT.block_separator = "\n"
_SEPARATORS = re.compile(r",|(?<!\S)and(?!\S)", re.IGNORECASE)
_LIGATURES = re.compile(r"([-'`?!,])(?=[-'`,])")
"""Pairs that LaTeX draws as one: dashes, quotes, upside-down punctuation."""
_WORDS = re.compile(r"([\s:;,.!?()/]+)")
_URL_SAFE = "".join(c for c in map(chr, range(33, 127)) if c not in '{}\\<>"^`|')


Escape = Callable[[str], str]


def in_unicode(text: str) -> str:
    """Letters as they are, for biber, LuaTeX and reference managers; only what means something to LaTeX is escaped."""
    return _LIGATURES.sub(r"\1{}", _SPECIAL.sub(lambda sign: SPECIAL[sign[0]], unicodedata.normalize("NFC", text)))


def in_commands(text: str) -> str:
    """Accents in LaTeX, for BibTeX and pdfTeX; scripts that LaTeX has no commands for as they are (UTF-8)."""
    escaped = in_unicode(text)
    return escaped if escaped.isascii() else str(_ENCODER.unicode_to_latex(escaped))


def bibtex(works: Iterable[Paper], cited: Mapping[str, Citation], without: frozenset[str], escape: Escape = in_commands) -> Iterator[bytes]:
    """One entry per work."""
    for work in works:
        name, where = TYPES[kind(work)]
        written = _fields(work, where, cited[work.work_id], escape)
        fields = [Field(key, value) for key, value in written.items() if value and key not in without]
        library = Library([Entry(name, cited[work.work_id].key, fields)])
        yield write_string(library, unparse_stack=_IN_PLACE, bibtex_format=_FORMAT).encode() + b"\n"


def latex(text: str, escape: Escape = in_commands) -> str:
    r"""Text as LaTeX shows it, in one line, braces balanced.

    >>> print(latex("100% of {Müller's} R&D"))
    100\% of {\textbraceleft}M{\"u}ller's{\textbraceright} R\&D
    >>> print(latex("Müller_1", in_unicode))
    Müller\_1
    """
    return escape(flat(text))


def _fields(work: Paper, where: str | None, citation: Citation, escape: Escape) -> Mapping[str, str]:
    eprint = {"eprint": work.arxiv_id, "archiveprefix": "arXiv"} if work.arxiv_id else {}
    return {
        "title": _protected(work.title or "", escape),
        "author": " and ".join(_name(author, escape) for author in work.authors or ()),
        **({where: latex(work.container_title or work.venue or "", escape)} if where else {}),
        "year": "" if work.year is None else str(work.year),
        "pages": "--".join(citation.page_range or ()) or latex(citation.pages or "", escape),
        "doi": _verbatim(work.doi or ""),
        "url": _verbatim(work.published_url or work.url or work.preprint_url or work.pdf_url or ""),
        **{key: _verbatim(value) for key, value in eprint.items()},
        "abstract": latex(work.abstract or "", escape),
    }


def _protected(title: str, escape: Escape) -> str:
    """Styles make titles small: a word that is more than capitalised (`BEiT`, `3D`, `U-Net`) is kept as it is by braces."""
    parts = _WORDS.split(flat(title))
    return "".join(f"{{{escape(part)}}}" if _has_its_own_case(part) else escape(part) for part in parts)


def _has_its_own_case(word: str) -> bool:
    """
    >>> [word for word in "BEiT 3D U-Net Fine-Tuning BERT-like A Plan".split() if _has_its_own_case(word)]
    ['BEiT', '3D', 'U-Net', 'BERT-like']
    """
    parts = word.split("-")
    return any(part[1:] != part[1:].lower() or (part.isupper() and part != word and len(part) == 1) for part in parts)


def _name(author: Author, escape: Escape) -> str:
    """`Family, Suffix, Given`; a group or a single name in braces, so that it is not taken apart."""
    family, suffix, given = (_part(latex(text or "", escape)) for text in (author.family, author.suffix, author.given))
    return ", ".join(part for part in (family, suffix, given) if part) if given else f"{{{latex(author.name, escape)}}}"


def _part(name: str) -> str:
    """Commas and the word `and` would end a name."""
    return _SEPARATORS.sub(r"{\g<0>}", name)


def _verbatim(text: str) -> str:
    """Addresses and identifiers are not typeset: percent signs and underscores stay, braces and blanks must not."""
    return quote(flat(text), safe=_URL_SAFE)
