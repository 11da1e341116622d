"""Which source is asked for what, in which order, and when not.

A rung is climbed when the work still wants what it can give and everything it waits for has spoken or failed.
So what is wanted follows from identifiers and gaps alone, and a source that stands first stays wanted until it has spoken:
others fill in meanwhile and give way when it answers.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import NamedTuple

from pipeline.models import By
from pipeline.resolve.draft import PATIENCE, WANTED, Draft
from pipeline.resolve.merge import PREPRINT_VENUES, number, text

DOI_SINCE: Mapping[str, int] = {
    **dict.fromkeys(("CVPR", "ICCV", "WACV", "ICASSP", "ICRA", "IROS", "ICIP", "ICPR", "ISBI", "IJCNN", "ICDE"), 1990),  # IEEE
    **dict.fromkeys(("TPAMI", "TIP", "TMI", "TMM", "TNNLS", "TGRS", "RA-L", "IJCV", "MedIA"), 1990),  # journals
    **dict.fromkeys(("ECCV", "MICCAI", "ACCV", "IPMI"), 1990),  # Springer
    **dict.fromkeys(("ACM MM", "KDD", "WWW", "SIGIR", "CIKM", "WSDM", "CHI", "SIGMOD", "VLDB", "CCS"), 1990),  # ACM
    **dict.fromkeys(("ACL", "EMNLP", "NAACL", "EACL"), 2000),  # the Anthology mints for its modern volumes
    "Interspeech": 1990,  # ISCA
    "AAAI": 2010,
    "IJCAI": 2017,
    "NeurIPS": 2022,  # Curran, prefix 10.52202, from volume 35 on
}
"""The year since which the papers of a series have DOIs; ICLR, ICML, TMLR, MIDL, USENIX mint none: nobody is asked for theirs."""


class Rung(NamedTuple):
    """One place to ask."""

    name: str
    sources: tuple[str, ...]
    """Tried in this order; the first that knows the work ends the rung. `*` stands for every source that reads pages."""
    by: By
    wanted: Callable[[Draft], bool]
    reason: str
    after: tuple[str, ...] = ()
    """Rungs that must have spoken or failed before: they may make this one needless or tell it what to ask."""
    schemes: tuple[str, ...] = ()
    """Identifiers that it is asked by; empty: all that the source answers."""
    decides: bool = False
    """Whether title hits that nothing else speaks for are compared here: only when every index that may know a twin has been asked."""


_INDEXES = ("crossref", "datacite", "semantic_scholar", "openalex")


def _gaps(draft: Draft) -> bool:
    return bool(draft.missing & set(WANTED))


def _wants_doi(draft: Draft) -> bool:
    """A DOI is searched for where the series mints them, or where the venue is not known.

    A work listed by its preprint is searched for only while the index that knows preprints by their ids has not spoken:
    once it has, a title search could only add lookalikes.
    """
    if "doi" not in draft.missing or (draft.seed.key.scheme == "arxiv" and draft.heard(("semantic_scholar",))):
        return False
    venue, year = text(draft.chosen.get("venue")), number(draft.chosen.get("year"))
    if venue is None or "venue" in draft.missing:
        return True
    if venue in PREPRINT_VENUES:
        return True
    since = DOI_SINCE.get(venue)
    return since is not None and (year is None or year >= since)


def _doubtful(draft: Draft, scheme: str) -> bool:
    """An index gave the identifier and nobody was asked by it yet: whose is it?"""
    return draft.has(scheme) and not any(i.scheme == scheme and str(i) in draft.confirmed for i in draft.claimed)


def _needs_page_of_arxiv(draft: Draft) -> bool:
    """Whether its API keeps failing, or has no paper of the link's own number: it learns of a new one after its page is there."""
    return draft.unheard.get("arxiv", 0) >= PATIENCE or ("arxiv" not in draft.unheard and draft.seed.key.scheme == "arxiv")


def _unplaced(draft: Draft) -> bool:
    """Where and by whom is not told yet."""
    return bool(draft.missing & {"title", "authors", "venue", "year"})


LADDER: tuple[Rung, ...] = (
    Rung(
        "page",
        ("*",),
        "id",
        wanted=lambda d: True,
        reason="the page behind the link: one request a work, first for every field",
    ),
    Rung(
        "openreview",
        ("openreview", "openreview_v1"),
        "id",
        wanted=lambda d: d.has("openreview") and (d.seed.key.scheme == "openreview" or _gaps(d)),
        reason="the note behind the link, 50 in one request: API 2 (since 2023), then API 1",
    ),
    Rung(
        "pubmed",
        ("pubmed",),
        "id",
        wanted=lambda d: (d.has("pmid") or d.has("pmcid")) and _gaps(d),
        after=("page",),
        reason="curated, and 200 come at once",
    ),
    Rung(
        "pii",
        ("crossref_pii",),
        "id",
        wanted=lambda d: d.has("pii") and _unplaced(d),
        after=("page",),
        reason="Elsevier's pages are never asked; its registry knows the number, 40 in one request",
    ),
    Rung(
        "arxiv",
        ("arxiv",),
        "id",
        wanted=lambda d: d.has("arxiv"),
        after=("page",),
        reason="100 in one request: the preprint, its DOI, its journal reference",
    ),
    Rung(
        "semantic-scholar",
        ("semantic_scholar",),
        "id",
        wanted=lambda d: True,
        after=("page", "openreview", "pii"),
        reason="500 in one request: the other identifiers, the published venue of a preprint",
    ),
    Rung(
        "datacite",
        ("datacite",),
        "id",
        schemes=("arxiv",),
        wanted=lambda d: d.has("arxiv") and not d.heard(("arxiv",)) and _gaps(d),
        after=("page", "openreview", "arxiv", "semantic-scholar"),
        reason="arXiv's own deposit, one by one: when its API refuses and no batch of an index fills the gaps",
    ),
    Rung(
        "arxiv-page",
        ("arxiv_page",),
        "id",
        wanted=lambda d: _needs_page_of_arxiv(d) and not d.heard(("arxiv", "datacite")) and _gaps(d),
        after=("page", "openreview", "arxiv", "semantic-scholar", "datacite"),
        reason="15 s each: a last resort, when its API has failed again and again, or does not know yet what the list links to",
    ),
    Rung(
        "openreview-title",
        ("openreview_v1", "openreview"),
        "title",
        wanted=lambda d: (d.has("openreview") or d.has("openreview-pdf")) and not d.heard(("openreview", "openreview_v1")),
        after=("openreview",),
        reason="behind the wall the search still answers; the id in its hits proves the match. API 1 holds most",
    ),
    Rung(
        "arxiv-title",
        ("arxiv",),
        "title",
        wanted=lambda d: d.searchable and "arxiv" in d.missing and not d.heard(("semantic_scholar", "pubmed", "arxiv")),
        after=("page", "openreview", "openreview-title", "semantic-scholar", "pubmed"),
        reason="several titles in one request; needless where an index knows the work by its id",
    ),
    Rung(
        "semantic-scholar-again",
        ("semantic_scholar",),
        "id",
        wanted=lambda d: not d.heard(("semantic_scholar",)),
        after=("semantic-scholar", "arxiv-title"),
        reason="by the arXiv id that a title search has found",
    ),
    Rung(
        "arxiv-again",
        ("arxiv",),
        "id",
        wanted=lambda d: _doubtful(d, "arxiv") and not d.heard(("arxiv",)),
        after=("page", "openreview", "pubmed", "semantic-scholar", "semantic-scholar-again"),
        reason="does the preprint that an index names belong to this work? A hundred in one request",
    ),
    Rung(
        "crossref",
        ("crossref", "datacite"),
        "id",
        schemes=("doi",),
        wanted=lambda d: d.has("doi") and (_unplaced(d) or "abstract" in d.missing or not d.published),
        after=("page", "openreview", "pubmed", "arxiv", "semantic-scholar", "semantic-scholar-again", "arxiv-again"),
        reason="40 in one request, only where the publication has gaps. The DOIs of archives are registered at DataCite",
    ),
    Rung(
        "openalex",
        ("openalex",),
        "id",
        schemes=("doi",),
        wanted=lambda d: d.has("doi") and (_doubtful(d, "doi") or "abstract" in d.missing),
        after=("page", "openreview", "pubmed", "arxiv", "semantic-scholar", "semantic-scholar-again", "arxiv-again", "crossref"),
        reason="in batches: does the DOI that an index gave belong to this work? And the abstract, where it is missing",
    ),
    Rung(
        "preprint-page",
        ("biorxiv",),
        "id",
        wanted=lambda d: _unplaced(d) and not d.heard(_INDEXES) and d.unheard.get("crossref", PATIENCE) >= PATIENCE,
        after=("page", "semantic-scholar", "crossref", "openalex"),
        reason="one by one and behind a wall: a last resort, when no index knows the DOI",
    ),
    Rung(
        "crossref-title",
        ("crossref",),
        "title",
        wanted=lambda d: d.searchable and (_gaps(d) or _wants_doi(d)),
        after=(
            "openreview-title",
            "arxiv-title",
            "semantic-scholar-again",
            "arxiv-again",
            "crossref",
            "openalex",
            "arxiv-page",
            "preprint-page",
        ),
        reason="the DOI of a published paper that no identifier leads to",
    ),
    Rung(
        "semantic-scholar-title",
        ("semantic_scholar",),
        "title",
        wanted=lambda d: d.searchable and _gaps(d) and not (d.has("doi") or d.has("arxiv")),
        after=("crossref-title",),
        reason="a second index, where the first gave no identifier to ask it by",
    ),
    Rung(
        "openalex-title",
        ("openalex",),
        "title",
        wanted=lambda d: d.searchable and _unplaced(d),
        after=("semantic-scholar-title",),
        decides=True,
        reason="a third, paid from a daily budget",
    ),
    Rung(
        "dblp-title",
        ("dblp",),
        "title",
        wanted=lambda d: d.searchable and _unplaced(d),
        after=("openalex-title",),
        decides=True,
        reason="slow and often walled; it has no abstracts",
    ),
    Rung(
        "abstract",
        ("semantic_scholar",),
        "id",
        wanted=lambda d: d.has("doi") and "abstract" in d.missing and not d.heard(("semantic_scholar",)),
        after=("crossref-title", "semantic-scholar-title", "openalex-title", "dblp-title"),
        reason="by the DOI that a title search has found",
    ),
    Rung(
        "abstract-again",
        ("openalex",),
        "id",
        schemes=("doi",),
        wanted=lambda d: d.has("doi") and "abstract" in d.missing and not d.heard(("openalex",)),
        after=("abstract",),
        reason="where the first withholds it",
    ),
)


def _feeders() -> Mapping[str, frozenset[str]]:
    """For each rung all rungs that it waits for, directly or through others."""
    found: dict[str, frozenset[str]] = {}
    for rung in LADDER:
        found[rung.name] = frozenset(rung.after).union(*(found[name] for name in rung.after))
    return found


FEEDERS = _feeders()
