"""Semantic Scholar: a batch of identifiers, null for the unknown; the best match of a title. Springer withholds abstracts from it."""

from __future__ import annotations

import hashlib
import json

from pydantic import JsonValue

from pipeline.demo.library import Library
from pipeline.demo.messages import Question, Reply, document
from pipeline.demo.works import Paper

_NAMES = {
    "AAAI": "AAAI Conference on Artificial Intelligence",
    "AISTATS": "International Conference on Artificial Intelligence and Statistics",
    "CVPR": "Computer Vision and Pattern Recognition",
    "ECCV": "European Conference on Computer Vision",
    "ICCV": "IEEE International Conference on Computer Vision",
    "ICLR": "International Conference on Learning Representations",
    "ICML": "International Conference on Machine Learning",
    "IJCAI": "International Joint Conference on Artificial Intelligence",
    "KDD": "Knowledge Discovery and Data Mining",
    "MICCAI": "International Conference on Medical Image Computing and Computer-Assisted Intervention",
    "NAACL": "North American Chapter of the Association for Computational Linguistics",
    "NeurIPS": "Neural Information Processing Systems",
    "OSDI": "USENIX Symposium on Operating Systems Design and Implementation",
    "arXiv": "arXiv.org",
}
"""Its own names of the series; journals have theirs."""


class SemanticScholar:
    def __init__(self, library: Library) -> None:
        self._library = library

    def __call__(self, question: Question) -> Reply:
        if question.method == "POST":
            found: list[JsonValue] = [_paper(p) if (p := self._by_id(i)) else None for i in json.loads(question.body)["ids"]]
            return document(found)
        hits = self._library.search(question.argument("query") or "", 1)
        if not hits:
            return document({"error": "Title match not found"}, 404)
        return document({"data": [{**_paper(hits[0]), "matchScore": 200.0}]})

    def _by_id(self, written: str) -> Paper | None:
        scheme, _, value = written.partition(":")
        match scheme:
            case "ARXIV":
                return self._library.by_arxiv.get(value)
            case "DOI":
                return self._library.doi(value)
            case "PMID":
                return self._library.by_pmid.get(value)
            case "ACL":
                return self._library.doi(f"10.18653/v1/{value}")
        return None


def _paper(paper: Paper) -> dict[str, JsonValue]:
    withheld = (paper.doi or "").startswith("10.1007/")
    name = _NAMES.get(paper.venue.removesuffix(" Datasets and Benchmarks"), paper.container)
    ids: dict[str, JsonValue] = {"CorpusId": int.from_bytes(hashlib.sha256(paper.title.encode()).digest()[:3])}
    if paper.arxiv:
        ids |= {"ArXiv": paper.arxiv, "DOI": f"10.48550/arXiv.{paper.arxiv}"}
    if paper.doi:
        ids["DOI"] = paper.doi
    if paper.pmid:
        ids["PubMed"] = paper.pmid
    return {
        "paperId": hashlib.sha1(paper.title.encode()).hexdigest(),
        "externalIds": ids,
        "publicationVenue": {"name": name, "type": "journal" if paper.kind == "article-journal" else "conference"},
        "title": paper.title,
        "abstract": None if withheld else paper.abstract,
        "venue": name,
        "year": paper.year,
        "publicationDate": str(paper.posted or paper.published) if paper.posted or paper.published else None,
        "publicationTypes": ["JournalArticle" if paper.kind == "article-journal" else "Conference"],
        "journal": {"name": paper.container, "pages": paper.pages},
        "authors": [{"authorId": None, "name": author} for author in paper.names],
    }
