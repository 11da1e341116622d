"""PubMed through NCBI's E-utilities: up to two hundred works, abstracts included, in one request."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import ClassVar

from pipeline.models import Ask, By, Identifier, Known, Lookup, NotAPage, NotFound, Response, Verdict
from pipeline.sources import _xml
from pipeline.sources._address import address
from pipeline.sources._base import Source, asked_id
from pipeline.sources._pubmed_article import article
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
            one: (article(one, articles[number]),) if (number := asked_id(one).value) in articles else NotFound(reason="unknown")
            for one in asked
        }


source = PubMed()
