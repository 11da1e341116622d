"""Every site of the demonstration by its hosts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from pipeline.demo.library import Library
from pipeline.demo.messages import Question, Reply, Site, nothing_here
from pipeline.demo.sites.arxiv import ArxivApi
from pipeline.demo.sites.crossref import Crossref
from pipeline.demo.sites.datacite import DataCite
from pipeline.demo.sites.dblp import Dblp
from pipeline.demo.sites.github import RawFiles, Repositories
from pipeline.demo.sites.landing import Landing
from pipeline.demo.sites.ncbi import Ncbi
from pipeline.demo.sites.openalex import OpenAlex
from pipeline.demo.sites.openreview import Notes, forum
from pipeline.demo.sites.semantic_scholar import SemanticScholar
from pipeline.demo.works import Paper


class World:
    """Answers a question as the real host would."""

    def __init__(
        self, papers: Iterable[Paper], files: Mapping[str, str], robots: Mapping[str, str], repositories: Mapping[str, str]
    ) -> None:
        """`files`: texts of raw.githubusercontent.com by path; `robots`: robots.txt by host, 404 for the others;
        `repositories`: present names of repositories by their names as listed. All may change.
        """
        library = Library(papers)
        self._robots = robots
        self._landing = Landing(library.papers)
        self._sites: Mapping[str, Site] = {
            "api.crossref.org": Crossref(library.of("crossref")),
            "api.datacite.org": DataCite(library),
            "api.github.com": Repositories(repositories),
            "api.openalex.org": OpenAlex(library.of("openalex")),
            "api.openreview.net": Notes(library, "openreview_v1"),
            "api.semanticscholar.org": SemanticScholar(library.of("semantic_scholar")),
            "api2.openreview.net": Notes(library, "openreview_v2"),
            "dblp.org": Dblp(library),
            "eutils.ncbi.nlm.nih.gov": Ncbi(library),
            "export.arxiv.org": ArxivApi(library),
            "openreview.net": forum,
            "raw.githubusercontent.com": RawFiles(files),
        }

    def __call__(self, question: Question) -> Reply:
        if question.path == "/robots.txt":
            text = self._robots.get(question.host)
            return Reply(body=text.encode(), headers={"Content-Type": "text/plain"}) if text is not None else nothing_here()
        return self._sites.get(question.host, self._landing)(question)
