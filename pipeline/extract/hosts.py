"""What an address alone tells: whether works are published there, and what else it may be. Used where the link text says nothing."""

from __future__ import annotations

import re
from functools import lru_cache
from urllib.parse import urlsplit

from pipeline.models import Role

# Hosts whose pages describe or hold one work each. A suffix covers its subdomains; the pattern, where there is one, must be found in
# path and query, and the second one must not.
_REMEMBERED = 20_000  # texts; a list asks the same ones over and over, and the answers are small
_SCHOLARLY: tuple[tuple[str, str, str], ...] = (
    (
        "arxiv.org",
        r"\d{4}\.\d{4,}|/(abs|pdf|html|ftp)/.*\d{7}",
        r"\.(png|jpe?g|gif|svg)$|^/(list|search|find|archive|year)",
    ),  # figures of the HTML form
    ("ar5iv.org", "", ""),
    ("alphaxiv.org", r"\d{4}\.\d{4,}", ""),
    ("arxiv-vanity.com", r"\d", ""),
    ("doi.org", r"10\.\d{4,}", r"10\.5281/"),  # 10.5281 is Zenodo: data and software
    ("openreview.net", r"^/(forum|pdf|references)", ""),  # group, profile and attachment pages are no works
    ("openaccess.thecvf.com", r"\.(pdf|html)$|_paper", r"supp|day=|menu|\.py$"),
    ("cv-foundation.org", r"/papers/|/html/", r"supp"),
    ("ecva.net", r"/papers/.+", r"papers\.php|supp"),
    ("nips.cc", r"/(paper|hash|file|book|virtual|poster)", r"^/(paper_files/)?paper/\d{1,4}/?$|[Ss]upplement"),
    ("neurips.cc", r"/(paper|hash|file|virtual|poster)", r"^/(paper_files/)?paper/\d{4}/?$|[Ss]upplement"),
    ("mlr.press", r"/v\d+/\w+", ""),
    ("jmlr.org", r"/(papers?|proceedings)/.+", r"/v\d+/?$"),
    ("mlsys.org", r"/(paper|Abstract)", r"/paper/\d{4}/?$"),
    ("iclr.cc", r"/(virtual|poster|media|archive)", ""),
    ("icml.cc", r"/(virtual|poster|\d{4}/papers|imls)", ""),
    ("aclanthology.org", r"^/[A-Z0-9]", r"^/(volumes|events|venues|people)"),
    ("aclanthology.info", "", ""),
    ("aclweb.org", r"/anthology/.+", r"/volumes"),
    ("aaai.org", r"/(article|ocs|Papers|paper|Library|view)", r"/(issue|Conferences)/"),
    ("ijcai.org", r"/(proceedings/\d+/\d+|Abstract|Proceedings)", r"/proceedings/\d+/?$"),
    ("jair.org", r"/(article|media|papers)", ""),
    ("dl.acm.org", r"/(doi|citation|ft_gateway|author_page)", r"/proceedings/|/doi/proceedings"),
    ("doi.acm.org", "", ""),
    ("delivery.acm.org", "", ""),
    ("portal.acm.org", "", ""),
    ("queue.acm.org", r"detail", ""),
    ("cacm.acm.org", r"/magazines|/research", ""),
    ("ieeexplore.ieee.org", r"/(document|abstract|stamp|xpl|iel|articleDetails)", r"conhome|RecentIssue|mostRecentIssue"),
    ("computer.org", r"/csdl|/publications", ""),
    ("ieeecomputersociety.org", "", ""),
    ("ieee-security.org", r"/papers/", ""),
    ("springer.com", r"/(article|chapter|content|book|referenceworkentry|protocol|epdf)", ""),
    ("springeropen.com", r"/(articles|track)", ""),
    ("biomedcentral.com", r"/(articles|track)", ""),
    ("nature.com", r"/(articles|nature|nmeth|srep|doifinder|full|n\w+/journal)", ""),
    ("sciencedirect.com", r"/(science|pii)", ""),
    ("elsevier.com", r"/(retrieve|pii|locate|S\d)", ""),
    ("cell.com", r"/(fulltext|pdf|abstract|article)|/\w+/full", ""),
    ("thelancet.com", r"/(article|pdf|journals/.+/PII)|PII", ""),
    ("ssrn.com", r"abstract|papers\.cfm|Delivery", ""),
    ("biorxiv.org", r"/content|/early|/lookup|10\.", r"media-\d+"),
    ("medrxiv.org", r"/content|/early|10\.", r"media-\d+"),
    ("chemrxiv.org", r"/(engage|articles|doi)", ""),
    ("psyarxiv.com", "", ""),
    ("techrxiv.org", "", ""),
    ("preprints.org", r"/manuscript", ""),
    ("researchsquare.com", r"/article", ""),
    ("osf.io", r"/preprints", ""),
    ("eprint.iacr.org", r"/\d{4}/", ""),
    ("pubmed.ncbi.nlm.nih.gov", r"/\d+", ""),
    ("ncbi.nlm.nih.gov", r"/(pubmed|pmc|labs)", ""),
    ("europepmc.org", r"/(article|abstract|med)", ""),
    ("oup.com", r"/article|/advance|/\d", ""),
    ("oxfordjournals.org", r"/content", ""),
    ("wiley.com", r"/(doi|abs|full|epdf|pdf)", ""),
    ("science.org", r"/doi|/content", ""),
    ("sciencemag.org", r"/(content|doi|lookup)", ""),
    ("pnas.org", r"/(doi|content|lookup)", ""),
    ("plos.org", r"/article|/\w+/article", ""),
    ("mdpi.com", r"/\d{4}-", ""),
    ("frontiersin.org", r"/articles?", ""),
    ("acs.org", r"/doi", ""),
    ("rsc.org", r"/(en/content|doi)", ""),
    ("sagepub.com", r"/doi|/content", ""),
    ("tandfonline.com", r"/doi", ""),
    ("aps.org", r"/(abstract|pdf|accepted|doi)", ""),
    ("aip.org", r"/(doi|aip|content)|/article", ""),
    ("iop.org", r"/article|/\d", ""),
    ("usenix.org", r"/(conference|legacy|system|publications|event)/.+", r"technical-sessions|accepted-papers|/program$"),
    ("ndss-symposium.org", r"/(ndss-paper|wp-content)", ""),
    ("vldb.org", r"/(pvldb|conf|archives)/.+\.pdf", ""),
    ("cidrdb.org", r"\.pdf", ""),
    ("sigops.org", r"\.pdf", ""),
    ("petsymposium.org", r"/(popets|\d{4}/files)", ""),
    ("isca-speech.org", r"/(archive|archive_open)/.+", ""),
    ("isca-archive.org", r"/.+", ""),
    ("bmva.org", r"/bmvc", ""),
    ("bmva-archive.org.uk", "", ""),
    ("bmvc2018.org", "", ""),
    ("eg.org", r"/(handle|bitstream)", ""),
    ("roboticsproceedings.org", r"/rss", ""),
    ("ismir.net", r"/.+\.pdf|/paper", ""),
    ("ceur-ws.org", r"/Vol-\d+/.+", ""),
    ("dagstuhl.de", r"/(opus|entities|storage)", ""),
    ("scitepress.org", r"/.+", ""),
    ("interspeech2018.org", "", ""),
    ("iclr-blogposts.github.io", "", ""),
    ("distill.pub", r"/\d{4}", ""),
    ("papers.cool", r"/\d", ""),
    ("semanticscholar.org", r"/(paper|reader)|/[0-9a-f]{4}/", r"/search"),
    ("citeseerx.ist.psu.edu", r"doi|document|viewdoc|download|pid", ""),
    ("citeseer.ist.psu.edu", "", ""),
    ("researchgate.net", r"/publication", ""),
    ("academia.edu", r"/\d+", ""),
    ("inspirehep.net", r"/(record|literature|api/literature)", r"literature\?"),
    ("adsabs.harvard.edu", r"/abs", ""),
    ("jstor.org", r"/stable", ""),
    ("hal.science", "", ""),
    ("archives-ouvertes.fr", "", ""),
    ("hal.inria.fr", "", ""),
    ("core.ac.uk", r"/(download|display|reader|works)", ""),
    ("paperswithcode.com", r"/paper/", ""),
    ("huggingface.co", r"^/papers/\d", ""),
    ("cambridge.org", r"/(core|article)", ""),
    ("mitpressjournals.org", r"/doi", ""),
    ("mit.edu", r"^/(tacl|neco|coli|qss|netn|jocn|imag|dint)/article|^/\w+/article", ""),
    ("worldscientific.com", r"/doi", ""),
    ("hindawi.com", r"/journals", ""),
    ("elifesciences.org", r"/articles", ""),
    ("nejm.org", r"/doi", ""),
    ("jamanetwork.com", r"/journals", ""),
    ("bmj.com", r"/content", ""),
    ("karger.com", "", ""),
    ("degruyter.com", r"/(document|view)", ""),
    ("projecteuclid.org", r"/(journals|euclid|download)", ""),
    ("siam.org", r"/doi", ""),
    ("informs.org", r"/doi", ""),
    ("royalsocietypublishing.org", r"/doi|/content", ""),
    ("annualreviews.org", r"/(doi|content)", ""),
    ("lww.com", r"/.+", ""),
    ("ahajournals.org", "", ""),
    ("rsna.org", r"/doi", ""),
    ("jmir.org", r"/\d{4}", ""),
    ("scipost.org", r"/.+", ""),
    ("iacr.org", r"/(archive|cryptodb)", ""),
    ("philpapers.org", r"/(rec|archive)", ""),
    ("apa.org", r"/(record|doiLanding|fulltext)", ""),
    ("morganclaypool.com", r"/doi", ""),
    ("nowpublishers.com", r"/[Aa]rticle", ""),
    ("spiedigitallibrary.org", r"/(conference|journals)", ""),
    ("osapublishing.org", "", ""),
    ("optica.org", r"/(abstract|fulltext)", ""),
    ("ams.org", r"/journals", ""),
    ("iospress.nl", r"/(article|doi|volume)", ""),
    ("iospress.com", r"/articles", ""),
    ("jstage.jst.go.jp", r"/article", ""),
    ("cjig.cn", r"/", ""),
    ("copernicus.org", r"/(articles|preprints)", ""),
    ("agu.org", r"/doi|/full", ""),
    ("ametsoc.org", r"/view|/doi", ""),
    ("jov.org", "", ""),
    ("arvojournals.org", r"/article", ""),
    ("f1000research.com", r"/articles", ""),
    ("peerj.com", r"/(articles|preprints)", ""),
    ("embopress.org", r"/doi", ""),
    ("genome.org", "", ""),
    ("cshlp.org", r"/content", ""),
    ("life-science-alliance.org", "", ""),
    ("asm.org", r"/doi", ""),
    ("joss.theoj.org", r"/papers", ""),
    ("techscience.com", "", ""),
    ("igi-global.com", r"/(article|chapter|gateway)", ""),
    ("scholarpedia.org", r"/article", ""),
    ("zenodo.org", r"/(record|records)/\d+/files/.+\.pdf", ""),
)

_DOCUMENT = re.compile(r"\.(pdf|ps|ps\.gz|djvu|dvi)(?:[?#&].*|\d|_nocoversheet|\.gz)?$", re.IGNORECASE)

# What else an address may be: host suffix, path pattern, role. First hit wins; the reason stands where it is not plain.
_OTHER: tuple[tuple[str, str, Role], ...] = (
    ("huggingface.co", r"^/datasets", "data"),
    ("huggingface.co", r"^/(spaces|blog)", "other"),
    ("huggingface.co", "", "code"),  # model weights: where the code column points
    ("hf.co", "", "code"),
    ("github.com", r"/blob/.+\.pdf$", "other"),
    ("github.com", "", "code"),
    ("gist.github.com", "", "code"),
    ("gitlab.com", "", "code"),
    ("gitlab", "", "code"),  # self-hosted
    ("gitee.com", "", "code"),
    ("bitbucket.org", "", "code"),
    ("codeocean.com", "", "code"),
    ("sourceforge.net", "", "code"),
    ("code.google.com", "", "code"),
    ("colab.research.google.com", "", "code"),
    ("pypi.org", "", "code"),
    ("modelscope.cn", "", "code"),
    ("anonymous.4open.science", "", "code"),
    ("kaggle.com", "", "data"),
    ("zenodo.org", "", "data"),
    ("figshare.com", "", "data"),
    ("paperswithcode.com", r"^/dataset", "data"),
    ("youtube.com", "", "video"),
    ("youtu.be", "", "video"),
    ("vimeo.com", "", "video"),
    ("bilibili.com", "", "video"),
    ("videolectures.net", "", "video"),
    ("slideslive.com", "", "video"),
    ("ted.com", "", "video"),
    ("slideshare.net", "", "slides"),
    ("speakerdeck.com", "", "slides"),
    ("medium.com", "", "blog"),
    ("towardsdatascience.com", "", "blog"),
    ("substack.com", "", "blog"),
    ("wordpress.com", "", "blog"),
    ("blogspot.com", "", "blog"),
    ("zhihu.com", "", "blog"),
    ("mp.weixin.qq.com", "", "blog"),
    ("csdn.net", "", "blog"),
    ("github.blog", "", "blog"),
    ("reddit.com", "", "other"),
    ("twitter.com", "", "other"),
    ("x.com", "", "other"),
    ("linkedin.com", "", "other"),
    ("facebook.com", r"^/(?!.*(research|publications))", "other"),
    ("discord", "", "other"),
    ("t.me", "", "other"),
    ("wikipedia.org", "", "other"),
    ("scholar.google", "", "other"),  # profiles and citation counts
    ("dblp.", "", "other"),  # an index of works, no work
    ("orcid.org", "", "other"),
    ("img.shields.io", "", "other"),
    ("star-history.com", "", "other"),
    ("awesome.re", "", "other"),
    ("paperswithcode.com", "", "other"),
    ("amazon.", "", "other"),  # a shop
    ("github.io", "", "project"),
    ("gitlab.io", "", "project"),
    ("netlify.app", "", "project"),
    ("vercel.app", "", "project"),
    ("sites.google.com", "", "project"),
    ("readthedocs.io", "", "project"),
    ("notion.site", "", "project"),
)  # fmt: skip

_ROLE_BY_SUFFIX: dict[str, list[tuple[re.Pattern[str], Role]]] = {}
for _host, _path, _role in _OTHER:
    _ROLE_BY_SUFFIX.setdefault(_host, []).append((re.compile(_path), _role))
_SCHOLARLY_BY_SUFFIX: dict[str, list[tuple[re.Pattern[str], re.Pattern[str] | None]]] = {}
for _host, _path, _not in _SCHOLARLY:
    _SCHOLARLY_BY_SUFFIX.setdefault(_host, []).append((re.compile(_path), re.compile(_not) if _not else None))


@lru_cache(maxsize=_REMEMBERED)
def scholarly(url: str) -> bool:
    """Whether works are published at this address, by its host and path.

    >>> [scholarly(u) for u in ("https://arxiv.org/abs/2106.08254", "https://arxiv.org/html/2410.21352v1/x1.png", "https://dblp.org/search?q=a")]
    [True, False, False]
    """
    host, path = _parts(url)
    for suffix in _suffixes(host):
        for must, must_not in _SCHOLARLY_BY_SUFFIX.get(suffix, ()):
            if must.search(path) and not (must_not and must_not.search(path)):
                return True
    return False


def document(url: str) -> bool:
    """Whether the address names a PDF or PostScript file, the repository's own included.

    >>> document("papers/codd.pdf"), document("https://x.org/SemMAE-Conference.pdf9")
    (True, True)
    """
    return bool(_DOCUMENT.search(url)) and not re.search(r"slides?\b|supp(lement)?", url.rsplit("/", 1)[-1], re.IGNORECASE)


@lru_cache(maxsize=_REMEMBERED)
def role(url: str) -> Role | None:
    """What an address is by its host; None when the host says nothing."""
    host, path = _parts(url)
    if scholarly(url):
        return "pdf" if document(url) else "paper"
    for suffix in _suffixes(host):
        for pattern, found in _ROLE_BY_SUFFIX.get(suffix, ()):
            if pattern.search(path):
                return "paper" if found == "project" and document(url) else found
    if document(url):
        return "pdf"
    if host.startswith(("blog.", "blogs.", "engineering.", "eng.", "tech.")) or "/blog" in path:
        return "blog"
    return None


def _parts(url: str) -> tuple[str, str]:
    try:
        parts = urlsplit(url if "://" in url[:10] else f"//{url}")
        host = (parts.hostname or "").removeprefix("www.")
    except ValueError:  # brackets of an IPv6 host that never close
        return "", url
    return host, parts.path + ("?" + parts.query if parts.query else "")


def _suffixes(host: str) -> list[str]:
    """Host, its parents, and its labels with a trailing dot for the entries that stand for every top-level domain."""
    labels = host.split(".")
    found = [".".join(labels[i:]) for i in range(len(labels))]
    return [*found, *(f"{label}." for label in labels), *(".".join(labels[i:-1]) for i in range(len(labels) - 1))]
