"""NCBI's efetch: PubMed records as XML. Unknown numbers are left out."""

from __future__ import annotations

from xml.sax.saxutils import escape

from pipeline.demo.library import Library
from pipeline.demo.messages import Question, Reply, nothing_here, xml
from pipeline.demo.works import Author, Paper


class Ncbi:
    def __init__(self, library: Library) -> None:
        self._library = library

    def __call__(self, question: Question) -> Reply:
        if not question.path.endswith("/efetch.fcgi"):
            return nothing_here()
        numbers = (question.argument("id") or "").split(",")
        articles = "".join(_article(paper) for number in numbers if (paper := self._library.by_pmid.get(number)))
        return xml(f'<?xml version="1.0" ?>\n<PubmedArticleSet>\n{articles}</PubmedArticleSet>\n')


def _article(paper: Paper) -> str:
    authors = "".join(_author(author) for author in paper.authors)
    date = (
        f"<Year>{paper.published.year}</Year><Month>{paper.published:%b}</Month><Day>{paper.published:%d}</Day>" if paper.published else ""
    )
    return (
        f'<PubmedArticle><MedlineCitation Status="MEDLINE"><PMID Version="1">{paper.pmid}</PMID><Article PubModel="Print">'
        f"<Journal><JournalIssue><PubDate>{date}</PubDate></JournalIssue><Title>{escape(paper.container or '')}</Title></Journal>"
        f"<ArticleTitle>{escape(paper.title)}.</ArticleTitle><Pagination><MedlinePgn>{paper.pages}</MedlinePgn></Pagination>"
        f"<Abstract><AbstractText>{escape(paper.abstract)}</AbstractText></Abstract>"
        f'<AuthorList CompleteYN="Y">{authors}</AuthorList>'
        "<PublicationTypeList><PublicationType>Journal Article</PublicationType></PublicationTypeList></Article></MedlineCitation>"
        f'<PubmedData><ArticleIdList><ArticleId IdType="pubmed">{paper.pmid}</ArticleId><ArticleId IdType="doi">{paper.doi}</ArticleId>'
        "</ArticleIdList></PubmedData></PubmedArticle>\n"
    )


def _author(author: Author) -> str:
    return f"<Author><LastName>{escape(author.family)}</LastName><ForeName>{escape(author.given)}</ForeName></Author>"
