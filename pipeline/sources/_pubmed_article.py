"""An article of PubMed, or a chapter of NCBI's bookshelf, in their XML."""

from __future__ import annotations

import re
from collections.abc import Iterable

from lxml import etree

from pipeline.models import Identifier, Lookup, Record
from pipeline.sources._base import claim, record
from pipeline.sources._doi import doi_identifier
from pipeline.sources._names import Written, lines
from pipeline.sources._xml import text

_RETRACTED_IN = "MedlineCitation/CommentsCorrectionsList/*[@RefType='RetractionIn']/RefSource"
_UNTOLD = frozenset({"", "UNLABELLED", "UNASSIGNED"})
"""Labels of abstract sections that say nothing."""


def article(lookup: Lookup, element: etree._Element) -> Record:
    """An article, or a chapter of NCBI's bookshelf, which has the same parts under other parents."""
    about = _first(element, "MedlineCitation/Article", "BookDocument")
    book = about is not None and about.tag == "BookDocument"
    number = text(element.find("*/PMID")) or ""
    date = _first(about, "Journal/JournalIssue/PubDate", "Book/PubDate")
    journal = text(_first(about, "Journal/Title", "Book/BookTitle"))
    return record(
        lookup,
        [Identifier(scheme="pmid", value=number), *_identifiers(element, about)],
        claim("title", _translated(text(_first(about, "ArticleTitle", "Book/BookTitle"))), "ArticleTitle"),
        claim("title", text(_first(about, "VernacularTitle")), "VernacularTitle"),
        claim("authors", _authors(about), "AuthorList"),
        claim("abstract", _abstract(about), "AbstractText"),
        claim("container_title", journal, "Journal"),
        claim("venue", journal, "Journal"),
        claim("year", text(_first(date, "Year")) or text(_first(date, "MedlineDate")), "PubDate"),
        claim("issued", _day(date), "PubDate"),
        claim("type", "chapter" if book else "preprint" if _is_preprint(about) else "article-journal", "PublicationType"),
        claim("pages", text(_first(about, "Pagination/MedlinePgn")), "Pagination"),
        claim("url", f"https://pubmed.ncbi.nlm.nih.gov/{number}/", "PMID"),
        claim("withdrawn", text(element.find(_RETRACTED_IN)), "RetractionIn"),
    )


def _first(element: etree._Element | None, *paths: str) -> etree._Element | None:
    return next((found for path in paths if element is not None and (found := element.find(path)) is not None), None)


def _day(date: etree._Element | None) -> str | None:
    """Months are names in most records (`2023 Jun 28`) and numbers in some (`2018-05-17`)."""
    parts = [part for name in ("Year", "Month", "Day") if (part := text(_first(date, name)))]
    return ("-" if all(part.isdigit() for part in parts) else " ").join(parts) or None


def _translated(title: str | None) -> str | None:
    """PubMed puts its own translation in brackets: `[A broader scope].`.

    >>> _translated("[A broader scope]."), _translated("The [4+2] case.")
    ('A broader scope.', 'The [4+2] case.')
    """
    hit = re.fullmatch(r"\[([^\[\]]+)\]?(\.?)\]?", title or "")
    return hit[1] + ("" if hit[1].endswith(("?", "!", ".")) else hit[2]) if hit else title


def _authors(about: etree._Element | None) -> str | None:
    """None where the list is marked as cut: half a list of authors is a wrong one."""
    people = next(
        (one for one in (about.findall("AuthorList") if about is not None else ()) if one.get("Type", "authors") == "authors"), None
    )
    if people is None or people.get("CompleteYN") == "N":
        return None
    return lines(
        Written(
            text(_first(one, "LastName", "CollectiveName")),
            text(_first(one, "ForeName", "Initials")),
            text(_first(one, "Suffix")),
            text(_first(one, "Identifier[@Source='ORCID']")),
        )
        for one in people.findall("Author")
    )


def _abstract(about: etree._Element | None) -> str | None:
    """Sections in lines of their own, after their labels."""
    sections = []
    for section in about.findall("Abstract/AbstractText") if about is not None else ():
        label, words = section.get("Label", ""), text(section)
        if words:
            sections.append(words if label.upper() in _UNTOLD else f"{label}: {words}")
    return "\n".join(sections) or None


def _identifiers(article: etree._Element, about: etree._Element | None) -> Iterable[Identifier | None]:
    """Its own: the references of an article have lists of the same name deeper down."""
    for one in (*article.findall("PubmedData/ArticleIdList/ArticleId"), *article.findall("BookDocument/ArticleIdList/ArticleId")):
        value = text(one) or ""
        if one.get("IdType") == "doi":
            yield doi_identifier(value)
        elif one.get("IdType") == "pmc" and (hit := re.fullmatch(r"(?:PMC)?(\d+)(?:\.\d+)?", value, re.IGNORECASE)):
            yield Identifier(scheme="pmcid", value=f"PMC{hit[1]}")
    for one in about.findall("ELocationID") if about is not None else ():
        if one.get("EIdType") == "doi" and one.get("ValidYN", "Y") == "Y":
            yield doi_identifier(text(one))


def _is_preprint(about: etree._Element | None) -> bool:
    return about is not None and any(text(one) == "Preprint" for one in about.findall("PublicationTypeList/PublicationType"))
