"""How many links of reading lists are identified, by family of sites: `python -m tools.identified LIST.md ...`.

Every address in the files' raw text counts once, images and badges included. What names no work (a supplement, a listing, a person,
slides) is told apart by the rules below, never by hand. Of the other hosts a sample is drawn, to be read by eye: how many of them are
identified, and as what.
"""

from __future__ import annotations

import random
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from urllib.parse import urlsplit

from pipeline.identify import identify

FAMILIES: Mapping[str, str] = {
    "arXiv, its mirrors and readers": "arxiv.org ar5iv.org ar5iv.labs.arxiv.org alphaxiv.org huggingface.co/papers scirate.com",
    "OpenReview": "openreview.net",
    "CVF": "openaccess.thecvf.com cv-foundation.org",
    "ECVA": "ecva.net",
    "NeurIPS": "papers.nips.cc papers.neurips.cc proceedings.neurips.cc proceedings.nips.cc nips.cc neurips.cc",
    "ICML, ICLR, PMLR, JMLR, MLSys": "icml.cc iclr.cc proceedings.mlr.press jmlr.org jmlr.csail.mit.edu proceedings.mlsys.org mlsys.org",
    "ACL Anthology": "aclanthology.org aclanthology.info anthology.aclweb.org aclweb.org",
    "AAAI, IJCAI, JAIR": "aaai.org ojs.aaai.org ijcai.org jair.org",
    "ACM": "dl.acm.org queue.acm.org cacm.acm.org delivery.acm.org portal.acm.org doi.acm.org",
    "DOI resolvers": "doi.org dx.doi.org",
    "IEEE": "ieeexplore.ieee.org computer.org ieeecomputersociety.org",
    "Springer and BMC": "link.springer.com springeropen.com biomedcentral.com springer.com",
    "Nature": "nature.com",
    "Elsevier, Cell, SSRN": "sciencedirect.com cell.com papers.ssrn.com linkinghub.elsevier.com thelancet.com",
    "bioRxiv, medRxiv, chemRxiv": "biorxiv.org medrxiv.org chemrxiv.org",
    "PubMed, PMC": "pubmed.ncbi.nlm.nih.gov ncbi.nlm.nih.gov pmc.ncbi.nlm.nih.gov europepmc.org",
    "Publishers": (
        "onlinelibrary.wiley.com academic.oup.com science.org science.sciencemag.org pnas.org journals.plos.org mdpi.com frontiersin.org "
        "pubs.acs.org pubs.rsc.org journals.sagepub.com tandfonline.com pubs.aip.org aip.scitation.org journals.aps.org iopscience.iop.org "
        "royalsocietypublishing.org worldscientific.com epubs.siam.org"
    ),
    "USENIX, NDSS, VLDB": "usenix.org ndss-symposium.org vldb.org ccr.sigcomm.org sigmodrecord.org",
    "ISCA, BMVC, MIDL, ISMIR, RSS, EG": (
        "isca-speech.org isca-archive.org bmva.org bmvc2018.org bmvc2019.org bmvc2021-virtualconference.com bmvc2022.mpi-inf.mpg.de "
        "midl.io ismir.net archives.ismir.net roboticsproceedings.org diglib.eg.org papers.miccai.org ceur-ws.org lrec-conf.org"
    ),
    "Semantic Scholar, DBLP, CiteSeerX, ResearchGate": (
        "semanticscholar.org dblp.org dblp.uni-trier.de citeseerx.ist.psu.edu citeseer.ist.psu.edu researchgate.net"
    ),
    "Zenodo, HAL": "zenodo.org hal.science hal.archives-ouvertes.fr hal.inria.fr",
    "web.archive.org": "web.archive.org",
}
"""Name → hosts, each with all hosts under it; a path may follow."""

NO_WORKS: Sequence[tuple[str, str]] = (
    (r"[^/]+/?", "a home page"),
    (r".*\.(?:png|jpe?g|gif|svg|mp4|zip|pptx?)", "a picture, a film, an archive, slides"),
    (r".*(?:[/_-]supp(?:lement(?:al|ary)?(?:[_-]?material)?)?[./?_-]|name=\w*supp\w*_material).*", "a supplement"),
    (r".*(?:\.supplementary-material|/DC\d/embed/.*|/esm/.*|/doi/suppl/.*)", "a supplement"),
    (r".*[/_-](?:slides|video)[./_-].*", "slides, a film"),
    (r"(?:\w+\.)*(?:nips|neurips|icml|iclr)\.cc/(?:media/|Conferences/\d+/Schedule|virtual/\d+/(?:\d|tutorial|workshop)).*", "a talk"),
    (r"(?:\w+\.)?(?:mlr\.press|jmlr\.org)/(?:papers/)?v\d+/?", "a volume"),
    (r".*/paper(?:_files/paper)?/\d{4}/?|papers\.nips\.cc/book/[^/]+/?", "a volume"),
    (r"openaccess\.thecvf\.com/\w+\d{4}(?:\.py)?/?(?:\?day=.*)?|ecva\.net/papers\.php", "a volume"),
    (r"aclanthology\.org/(?:events|volumes|venues|people)/.*", "a volume, a person"),
    (r"(?:\d{4}\.)?ijcai\.org/(?:proceedings|past_proceedings)(?:/\d{4})?/?", "a volume"),
    (r"aaai\.org/conference.*", "a conference"),
    (r"dl\.acm\.org/(?:doi/proceedings/|toc/|conference/|journal/|pb-assets/|ft$).*", "a volume, a journal"),
    (r"ieeexplore\.ieee\.org/xpl/.*|computer\.org/.*/call-for-papers.*", "a volume, a journal"),
    (r"openreview\.net/(?:group|profile|search).*", "a venue, a person"),
    (r"usenix\.org/conference/[\w-]+(?:/(?:technical-sessions|program|[\w-]*accepted-papers))?/?", "a conference"),
    (r"ndss-symposium\.org/ndss\d{4}/.*|ismir\.net/\w+\.php", "a conference"),
    (r"vldb\.org/pvldb/vol(?:umes/|ume)?\d+(?:-volume-info)?/?", "a volume"),
    (r"dblp[\w.-]*/(?:db|search|pid|pers).*", "a volume, a search, a person"),
    (r"(?:\w+\.)?semanticscholar\.org/author/.*|researchgate\.net/profile/[^/]+/?", "a person"),
    (r"(?:pubmed\.ncbi\.nlm\.nih\.gov/download|ncbi\.nlm\.nih\.gov/pmc|arxiv\.org/(?:abs|list/.*|search/.*|a/.*))/?", "a service"),
    (r"(?:link\.)?springer\.com/(?:[a-z/]+/)?journal/\d+.*|frontiersin\.org/research-topics/.*", "a journal, a call"),
    (r"sciencedirect\.com/journal/.*|biomedcentral\.com/collections/.*|science\.org/content/blog-post/.*", "an issue, a blog"),
    (r"zenodo\.org/badge/.*", "a badge"),
)  # fmt: skip
"""(pattern for the address without its scheme and `www.`, what such an address names)."""

_ADDRESS = re.compile(r"https?://[^\s<>\"'`|\\\]]+")
_NO_WORK = re.compile("|".join(pattern for pattern, _ in NO_WORKS), re.IGNORECASE)
_SAMPLE = 2_000
_SEED = 10


def addresses(text: str) -> Iterator[str]:
    """Every address in a text, without the bracket or the sign that ends it."""
    for hit in _ADDRESS.finditer(text):
        url, deep = hit[0], 0
        for at, sign in enumerate(url):
            deep += {"(": 1, ")": -1}.get(sign, 0)
            if deep < 0:
                url = url[:at]
                break
        yield url.rstrip(".,;:*!}")


def family(url: str) -> str | None:
    """The family whose host has an address.

    >>> family("https://www.arxiv.org/abs/2111.06377"), family("https://huggingface.co/gpt2")
    ('arXiv, its mirrors and readers', None)
    """
    bare = _bare(url)
    return next((name for name, places in _PLACES if any(re.match(place, bare) for place in places)), None)


def is_work(url: str) -> bool:
    """Whether no rule tells that an address names something else than a work.

    >>> is_work("https://openreview.net/group?id=ICLR.cc/2025"), is_work("https://openreview.net/forum?id=1QMMUB4zfl")
    (False, True)
    """
    return _NO_WORK.fullmatch(_bare(url)) is None


def _bare(url: str) -> str:
    """An address without scheme and `www.`; without the fragment as well."""
    try:
        parts = urlsplit(url)
        host = (parts.hostname or "").removeprefix("www.")
    except ValueError:
        return url
    return host + parts.path + (f"?{parts.query}" if parts.query else "")


_PLACES = tuple(
    (name, tuple(rf"(?:[\w-]+\.)*{re.escape(place)}(?![\w.-])" for place in places.split())) for name, places in FAMILIES.items()
)


def report(texts: Iterable[str]) -> Iterator[str]:
    """The table of the families with what is left over in them, and the sample of the rest."""
    links = sorted({url for text in texts for url in addresses(text)})
    works, found, missed, rest = Counter[str](), Counter[str](), defaultdict[str, list[str]](list), list[str]()
    for url in links:
        name, identifier = family(url), identify(url)
        if name is None:
            rest.append(url)
        elif identifier or is_work(url):
            works[name] += 1
            found[name] += identifier is not None
            if identifier is None:
                missed[name].append(url)
    for name in FAMILIES:
        share = f"{found[name] / works[name]:7.2%}" if works[name] else ""
        yield f"{name:50s} {found[name]:6d} of {works[name]:6d} {share}"
        yield from (f"    {url}" for url in missed[name])
    sample = random.Random(_SEED).sample(rest, min(_SAMPLE, len(rest)))
    named = [(url, identifier) for url in sample if (identifier := identify(url))]
    yield f"\nOf {len(sample)} of the {len(rest)} other links {len(named)} are identified:"
    yield from (f"    {identifier}  {url}" for url, identifier in named)


if __name__ == "__main__":
    for line in report(Path(name).read_text(encoding="utf-8", errors="replace") for name in sys.argv[1:]):
        print(line)
