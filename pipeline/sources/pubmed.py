"""PubMed through NCBI's E-utilities: up to two hundred works, abstracts included, in one request."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import ClassVar

from lxml import etree

from pipeline.models import Ask, By, Identifier, Known, Lookup, NotAPage, NotFound, Record, Response, Verdict
from pipeline.sources import _xml
from pipeline.sources._address import address
from pipeline.sources._base import Source, asked_id, claim, record
from pipeline.sources._doi import doi_identifier
from pipeline.sources._names import Written, lines
from pipeline.sources._xml import text

_API = "https://eutils.ncbi.nlm.nih.gov/entrez/eutils/efetch.fcgi?db=pubmed&retmode=xml&tool=reading-list-pipeline&id="
_ADDRESSES = (
    # host, path, scheme
    ("pubmed.ncbi.nlm.nih.gov", re.compile(r"/(\d{1,9})/?"), "pmid"),
    ("ncbi.nlm.nih.gov", re.compile(r"/(?:m/)?pubmed/(\d{1,9})/?"), "pmid"),
    ("europepmc.org", re.compile(r"/(?:article|abstract)/med/(\d{1,9})/?", re.IGNORECASE), "pmid"),
    ("ncbi.nlm.nih.gov", re.compile(r"/(?:m/)?pmc/articles/(?:PMC)?(\d{1,9})(?:v\d+)?/?(?:pdf(?:/[^/]*)?/?)?", re.IGNORECASE), "pmcid"),
    ("pmc.ncbi.nlm.nih.gov", re.compile(r"/articles/(?:PMC)?(\d{1,9})(?:v\d+)?/?(?:pdf(?:/[^/]*)?/?)?", re.IGNORECASE), "pmcid"),
    ("europepmc.org", re.compile(r"/(?:articles?|article/pmc|abstract/pmc)/PMC(\d{1,9})/?(?:pdf(?:/[^/]*)?/?)?", re.IGNORECASE), "pmcid"),
)
_RETRACTED_IN = "MedlineCitation/CommentsCorrectionsList/*[@RefType='RetractionIn']/RefSource"
_UNTOLD = frozenset({"", "UNLABELLED", "UNASSIGNED"})
"""Labels of abstract sections that say nothing."""


class PubMed(Source):
    name = "pubmed"
    kind = "index"
    schemes = ("pmid",)
    chunks: ClassVar[Mapping[By, int]] = {"id": 200}  # NCBI asks for POST beyond; 200 numbers of eight digits are 1.8 kB of URL

    def identify(self, url: str) -> Identifier | None:
        """Pages of PubMed, PMC and Europe PMC, PDFs of PMC; not the figures and supplements of an article.

        >>> str(source.identify("https://www.ncbi.nlm.nih.gov/pmc/articles/PMC7538930/pdf/41467_2020_Article_18873.pdf"))
        'pmcid:PMC7538930'
        """
        found = address(url)
        for host, path, scheme in _ADDRESSES if found else ():
            if found and found.host == host and (hit := path.fullmatch(found.path)):
                return Identifier(scheme=scheme, value=f"PMC{hit[1]}" if scheme == "pmcid" else hit[1].lstrip("0") or "0")
        return None

    def landing(self, identifier: Identifier) -> str | None:
        match identifier.scheme:
            case "pmid":
                return f"https://pubmed.ncbi.nlm.nih.gov/{identifier.value}/"
            case "pmcid":
                return f"https://pmc.ncbi.nlm.nih.gov/articles/{identifier.value}/"
        return None

    def lookups(self, known: Known) -> Iterable[Lookup]:
        return (one for one in super().lookups(known) if asked_id(one).value.isascii() and asked_id(one).value.isdigit())

    def ask(self, chunk: Sequence[Lookup]) -> Ask:
        return Ask(lookups=tuple(chunk), url=_API + ",".join(dict.fromkeys(asked_id(one).value for one in chunk)), expects="xml")

    def read(self, response: Response) -> Mapping[Lookup, Verdict]:
        """The unknown are left out without a word; a set without articles is their way to say that all are."""
        asked = response.ask.lookups
        found = _xml.root(response.body, "PubmedArticleSet") if response.status == 200 else NotAPage(reason=f"status {response.status}")
        if isinstance(found, NotAPage):
            return dict.fromkeys(asked, found)
        articles = {text(one.find("*/PMID")): one for one in found if one.tag in {"PubmedArticle", "PubmedBookArticle"}}
        return {
            one: (_record(one, articles[number]),) if (number := asked_id(one).value) in articles else NotFound(reason="unknown")
            for one in asked
        }


def _record(lookup: Lookup, article: etree._Element) -> Record:
    """An article, or a chapter of NCBI's bookshelf, which has the same parts under other parents."""
    about = _first(article, "MedlineCitation/Article", "BookDocument")
    book = about is not None and about.tag == "BookDocument"
    number = text(article.find("*/PMID")) or ""
    date = _first(about, "Journal/JournalIssue/PubDate", "Book/PubDate")
    journal = text(_first(about, "Journal/Title", "Book/BookTitle"))
    return record(
        lookup,
        [Identifier(scheme="pmid", value=number), *_identifiers(article, about)],
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
        claim("withdrawn", text(article.find(_RETRACTED_IN)), "RetractionIn"),
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


source = PubMed()
