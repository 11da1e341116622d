"""Kinds of works in the words of CSL (https://docs.citationstyles.org/en/stable/specification.html#appendix-iii-types), plus `preprint`."""

from __future__ import annotations

CSL = {
    # Crossref, and OpenAlex' raw_type: https://api.crossref.org/types
    "journal-article": "article-journal",
    "proceedings-article": "paper-conference",
    "book-chapter": "chapter",
    "book-part": "chapter",
    "book-section": "chapter",
    "reference-entry": "entry-encyclopedia",
    "posted-content": "preprint",
    "dissertation": "thesis",
    "monograph": "book",
    "edited-book": "book",
    "reference-book": "book",
    # the same word everywhere
    "preprint": "preprint",
    "book": "book",
    "report": "report",
    "dataset": "dataset",
    "software": "software",
    # OpenAlex; its `article` is said of everything and says nothing
    "conference-paper": "paper-conference",
    # DataCite's resourceTypeGeneral
    "journalarticle": "article-journal",
    "conferencepaper": "paper-conference",
    "bookchapter": "chapter",
    # Semantic Scholar's publicationVenue.type, OpenAlex' source.type
    "journal": "article-journal",
    "conference": "paper-conference",
    # DBLP
    "conference and workshop papers": "paper-conference",
    "journal articles": "article-journal",
    "parts in books or collections": "chapter",
    "books and theses": "book",
    "data and artifacts": "dataset",
}
"""What indexes call a kind, in lower case, and what we call it."""


def csl(name: str | None) -> str | None:
    """
    >>> csl("Journal-Article"), csl("peer-review"), csl(None)
    ('article-journal', None, None)
    """
    return CSL.get((name or "").lower())
