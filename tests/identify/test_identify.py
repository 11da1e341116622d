from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.identify import canonical, fallback, identify, repair
from pipeline.models import Identifier
from pipeline.sources import registry

RECORDS = [json.loads(record.read_text()) for record in (Path(__file__).parent.parent / "pages").glob("*/*.json")]
SAVED_ADDRESSES = sorted({record["url"] for record in RECORDS if isinstance(record, dict) and "claims" in record})


@pytest.mark.parametrize("url", SAVED_ADDRESSES)
def test_a_number_of_thousands_of_digits_in_an_address_breaks_nothing(url: str) -> None:
    for run in re.finditer(r"\d+", url):
        for digits in (300, 3_000, 5_000):
            absurd = url[: run.start()] + "9" * digits + url[run.end() :]

            identify(absurd)
            repair(absurd)
            for source in registry().values():
                source.identify(absurd)


ONE_WORK = {
    "doi:10.1145/3458754": (
        "https://doi.org/10.1145/3458754",
        "http://dx.doi.org/10.1145/3458754",
        "https://doi.org/10.1145%2F3458754",
        "https://doi.org/doi:10.1145/3458754",
        "https://doi.org/https://doi.org/10.1145/3458754",
        "https://doi.org/doi.org/10.1145/3458754",
        "doi:10.1145/3458754",
        "10.1145/3458754",
        "https://dl.acm.org/doi/10.1145/3458754",
        "https://dl.acm.org/doi/abs/10.1145/3458754",
        "https://dl.acm.org/doi/pdf/10.1145/3458754?casa_token=eHK7DPiTIigAAAAA:sinf",
        "https://dl.acm.org/doi/fullHtml/10.1145/3458754",
        "https://dl-acm-org.ezproxy.lib.example.edu/doi/10.1145/3458754",
        "https://web.archive.org/web/20220722092230id_/https://dl.acm.org/doi/pdf/10.1145/3458754",
    ),
    "doi:10.1007/jhep01(2024)012": (
        "https://doi.org/10.1007/JHEP01(2024)012",
        "https://doi.org/10.1007/JHEP01(2024)012)",
        "https://doi.org/10.1007/JHEP01%282024%29012",
        "https://link.springer.com/content/pdf/10.1007/JHEP01(2024)012.pdf",
    ),
    "doi:10.1002/prot.24620": (
        "https://onlinelibrary.wiley.com/doi/abs/10.1002/prot.24620",
        "https://onlinelibrary.wiley.com/doi/full/10.1002/prot.24620",
        "https://onlinelibrary.wiley.com/doi/10.1002/prot.24620/abstract",
        "https://onlinelibrary.wiley.com/doi/10.1002/prot.24620/abstract;jsessionid=1A2B.f03t01",
        "https://onlinelibrary.wiley.com/doi/epdf/10.1002/prot.24620",
    ),
    "doi:10.1101/2023.11.22.568346": (
        "https://www.biorxiv.org/content/10.1101/2023.11.22.568346v1",
        "https://www.biorxiv.org/content/10.1101/2023.11.22.568346v2.full.pdf",
        "https://www.biorxiv.org/content/10.1101/2023.11.22.568346v1.full.pdf+html",
        "https://www.biorxiv.org/content/10.1101/2023.11.22.568346.abstract",
        "https://www.biorxiv.org/content/biorxiv/early/2023/11/23/2023.11.22.568346.full.pdf",
        "https://doi.org/10.1101/2023.11.22.568346v1",
    ),
    "doi:10.21203/rs.3.rs-722389/v1": (
        "https://www.researchsquare.com/article/rs-722389/v1",
        "https://doi.org/10.21203/rs.3.rs-722389/v1",
        "https://www.researchsquare.com/article/rs-722389/v1.pdf",
    ),
    "doi:10.1038/s41586-021-03819-2": (
        "https://www.nature.com/articles/s41586-021-03819-2",
        "http://nature.com/articles/s41586-021-03819-2.pdf",
        "https://www.nature.com/articles/s41586-021-03819-2_reference.pdf",
        "https://www.nature.com/articles/s41586-021-03819-2/figures/1",
        "https://www.nature.com/articles/s41586-021-03819-2?utm_source=twitter#code-availability",
    ),
    "doi:10.1371/journal.pone.0270043": (
        "https://journals.plos.org/plosone/article?id=10.1371/journal.pone.0270043",
        "https://journals.plos.org/plosone/article/file?id=10.1371/journal.pone.0270043&type=printable",
        "https://dx.doi.org/10.1371/journal.pone.0270043",
    ),
    "arxiv:2004.14135": (
        "https://doi.org/10.48550/arXiv.2004.14135",
        "https://arxiv.org/pdf/2004.14135v2.pdf",
        "https://ui.adsabs.harvard.edu/abs/2020arXiv200414135L/abstract",
        "arXiv:2004.14135",
    ),
    "ieee:8835269": (
        "https://ieeexplore.ieee.org/document/8835269",
        "http://ieeexplore.ieee.org/document/8835269/#full-text-section",
        "https://ieeexplore.ieee.org/abstract/document/8835269/authors",
        "https://ieeexplore.ieee.org/stamp/stamp.jsp?tp=&arnumber=8835269",
        "https://ieeexplore.ieee.org/xpl/freeabs_all.jsp?arnumber=8835269",
        "https://ieeexplore.ieee.org/iel7/8826229/8835208/08835269.pdf?casa_token=VQ_s2jcJFp8AAAAA:Hg",
        "https://ieeexplore-ieee-org.libproxy.example.edu/document/8835269",
    ),
    "pii:S0092867418307244": (
        "https://www.cell.com/cell/fulltext/S0092-8674(18)30724-4",
        "https://www.cell.com/cell/pdf/S0092-8674(18)30724-4.pdf",
        "https://www.sciencedirect.com/science/article/pii/S0092867418307244?via%3Dihub",
        "https://www.sciencedirect.com/science/article/abs/pii/S0092867418307244",
        "https://linkinghub.elsevier.com/retrieve/pii/S0092867418307244",
    ),
    "acl:P18-1238": (
        "https://aclanthology.org/P18-1238/",
        "https://www.aclweb.org/anthology/P18-1238.pdf",
        "http://aclweb.org/anthology/P/P18/P18-1238.pdf",
        "https://www.aclweb.org/anthology/papers/P/P18/P18-1238/",
        "http://anthology.aclweb.org/P18-1238",
        "https://aclanthology.info/pdf/P/P18/P18-1238.pdf",
    ),
    "acl:2021.naacl-main.208": (
        "https://aclanthology.org/2021.naacl-main.208",
        "https://aclanthology.org/2021.naacl-main.208.pdf",
        "https://www.aclweb.org/anthology/2021.naacl-main.208/",
    ),
    "usenix:conf/usenixsecurity19/carlini": (
        "https://www.usenix.org/conference/usenixsecurity19/presentation/carlini",
        "https://www.usenix.org/system/files/sec19-carlini.pdf",
        "https://www.usenix.org/system/files/sec19-carlini_0.pdf",
    ),
    "jmlr:v17/15-522": (
        "http://www.jmlr.org/papers/volume17/15-522/15-522.pdf",
        "https://jmlr.org/papers/v17/15-522.html",
        "http://jmlr.csail.mit.edu/papers/volume17/15-522/source/15-522.pdf",
    ),
    "isca:interspeech_2022/cho22_interspeech": (
        "https://www.isca-speech.org/archive/pdfs/interspeech_2022/cho22_interspeech.pdf",
        "https://isca-speech.org/archive/interspeech_2022/cho22_interspeech.html",
        "https://www.isca-archive.org/interspeech_2022/cho22_interspeech.html",
    ),
    "researchgate:299487682": (
        "https://www.researchgate.net/publication/299487682_A_Title",
        "https://www.researchgate.net/profile/Some_One/publication/299487682_A_Title/links/56faad5708ae8239f6d9/A-Title.pdf",
        r"https://www.researchgate.net/profile/Some\_One/publication/299487682\_A\_Title",
    ),
    "citeseerx:10.1.1.115.1881": (
        "http://citeseerx.ist.psu.edu/viewdoc/download?doi=10.1.1.115.1881&rep=rep1&type=pdf",
        "http://citeseerx.ist.psu.edu/viewdoc/summary?doi=10.1.1.115.1881",
    ),
    "hal:hal-00932836": (
        "https://hal.archives-ouvertes.fr/hal-00932836v2/document",
        "https://inria.hal.science/hal-00932836/file/CRDTs_SSS-2011.pdf",
        "https://hal.inria.fr/hal-00932836",
    ),
    "iacr:2019/054": ("https://eprint.iacr.org/2019/054", "https://eprint.iacr.org/2019/054.pdf", "https://eprint.iacr.org/2019/54"),
    "doi:10.3390/s18082674": ("https://www.mdpi.com/1424-8220/18/8/2674", "https://www.mdpi.com/1424-8220/18/8/2674/pdf"),
    "doi:10.1039/d4cs00196f": ("https://pubs.rsc.org/en/Content/ArticleLanding/2024/CS/D4CS00196F",),
    "doi:10.1093/bib/bbad081": (
        "https://academic.oup.com/bib/advance-article/doi/10.1093/bib/bbad081/7079707",
        "https://academic.oup.com/bib/article/24/2/bbad081/7079707",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("url", "expected"), [(url, expected) for expected, urls in ONE_WORK.items() for url in urls])
def test_all_addresses_of_one_work_give_one_identifier(url: str, expected: str) -> None:
    assert identify(url) == Identifier.parse(expected)


NO_WORK = (
    "https://www.usenix.org/legacy/event/osdi04/tech/index.html",
    "https://www.usenix.org/system/files/conference/osdi16/osdi16_slides_abadi.pdf",
    "https://www.aaai.org/Library/AAAI/2006/aaai06contents.php",
    "http://ceur-ws.org/Vol-1905/preface.pdf",
    "https://conf.researchr.org/details/icse-2022/icse-2022-keynotes/1/A-Keynote",
    # A number in the wrong place, a broken identifier, a neighbour of a paper.
    "https://doi.org/2020.06.02.129270",
    "https://doi.org/10.1007/978-3-030-29135-8_",
    "https://arxiv.org/abs/2509.262311",
    "https://arxiv.org/html/2412.18110v1/x1.png",
    "https://example.org/10.1145/3458754",
    "https://example.org/?doi=10.1145/3458754",
    "https://blog.example.org/arxiv/2106.08254",
    "https://ieeexplore.ieee.org/xpl/conhome/10609961/proceeding",
    "https://ieeexplore.ieee.org/author/37085357343",
    "https://ieeexplore.ieee.org.example.org/document/8835269",
    "https://dl.acm.org/doi/proceedings/10.1145/3690624",
    "https://dl.acm.org/citation.cfm?id=abc",
    "https://pubs.acs.org/doi/suppl/10.1021/acssynbio.3c00042/suppl_file/sb3c00042_si_001.pdf",
    "https://journals.plos.org/plosone/article/file?id=10.1371/journal.pone.0270043.s001&type=supplementary",
    "https://www.biorxiv.org/content/biorxiv/early/2022/01/19/2021.11.09.467890/DC1/embed/media-1.pdf",
    "https://www.biorxiv.org/content/10.1101/2022.01.28.478262v1.supplementary-material",
    "https://www.nature.com/nature",
    "https://www.nature.com/subjects/machine-learning",
    "https://www.sciencedirect.com/journal/molecular-aspects-of-medicine/vol/59/suppl/C",
    "https://www.mdpi.com/journal/sensors",
    "https://www.mdpi.com/1234-5678/1/2/3",
    "https://aclanthology.org/events/acl-2024/",
    "https://aclanthology.org/2021.emnlp-main.223.mp4",
    "https://aclanthology.org/2021.emnlp-main.0/",
    "https://www.aclweb.org/anthology/W19-44",
    "https://www.usenix.org/conference/usenixsecurity23/technical-sessions",
    "https://www.usenix.org/sites/default/files/conference/protected-files/woot19_slides_maier.pdf",
    "https://www.researchgate.net/profile/Some-One",
    "https://scholar.google.com/scholar?cites=2259057253133260714",
    "https://osf.io/d45bw/",
    "https://zenodo.org/badge/latestdoi/160429652",
    "https://proceedings.mlr.press/v202/",
    "https://github.com/facebookresearch/mae",
    "mailto:someone@example.org",
    "../papers/paper.pdf",
    "#section",
    "https://[",
    "",
)


@pytest.mark.parametrize("url", NO_WORK)
def test_what_names_no_work_is_never_given_an_identifier(url: str) -> None:
    assert identify(url) is None


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("http://www.example.org/papers/a.pdf", "url:http://www.example.org/papers/a.pdf"),
        ("https://example.org/paper.html?utm_source=x#abstract", "url:https://example.org/paper.html"),
        ("https://someone.github.io/", "url:https://someone.github.io/"),
        ("https://neurips.cc/virtual/2023/poster/71287", "url:https://neurips.cc/virtual/2023/poster/71287"),
        ("https://example.org/", None),
        ("https://example.org", None),
        ("https://example.org/figure.png", None),
        ("https://example.org/code.zip", None),
        ("https://github.com/owner/name", None),
        ("https://huggingface.co/owner/model", None),
        ("ftp://example.org/paper.ps", None),
        ("mailto:someone@example.org", None),
        ("javascript:alert(1)", None),
        ("data:text/html,<p>x", None),
        ("http://localhost/paper.html", None),
        ("paper.pdf", None),
        ("", None),
    ],
)
def test_an_unknown_address_falls_back_to_itself_only_where_it_could_be_a_papers(url: str, expected: str | None) -> None:
    assert fallback(url) == (Identifier.parse(expected) if expected else None)


@pytest.mark.parametrize("expected", ONE_WORK)
def test_which_address_of_a_host_came_before_makes_no_difference(expected: str) -> None:
    urls = ONE_WORK[expected]

    forwards = [identify(url) for url in (*NO_WORK, *urls)]
    backwards = [identify(url) for url in reversed((*NO_WORK, *urls))]

    assert forwards == backwards[::-1]


def test_two_sources_never_claim_one_address_differently() -> None:
    for url in (url for urls in ONE_WORK.values() for url in urls):
        claims = {source.identify(repair(url)) for source in registry().values() if source.kind != "general"} - {None}
        assert len(claims) <= 1, url


@given(st.text(max_size=80))
def test_any_text_at_all_is_answered(text: str) -> None:
    for url in (text, f"https://{text}", f"https://doi.org/{text}", f"https://arxiv.org/{text}", f"https://dl.acm.org/doi/{text}"):
        identify(url)
        fallback(url)


@given(st.from_regex(r"10\.[1-9][0-9]{3,4}/[a-z0-9][a-z0-9.()]{0,12}[a-z0-9]", fullmatch=True))
def test_a_doi_comes_back_from_every_resolver(doi: str) -> None:
    plain = Identifier(scheme="doi", value=doi)
    view = any(doi.endswith(end) for end in (".full", ".pdf", ".epdf", ".html", ".htm", ".xml", ".meta", ".epub", ".abstract"))

    if not view and not doi.startswith(("10.1101/", "10.48550/")) and doi.count("(") == doi.count(")"):
        assert identify(f"https://doi.org/{doi}") == plain
        assert identify(f"http://dx.doi.org/{doi.upper()}") == plain
        assert identify(f"https://journals.example.org/doi/full/{doi}") == plain


@given(st.sampled_from([url for urls in ONE_WORK.values() for url in urls]))
def test_the_key_of_a_mended_address_is_identified_alike(url: str) -> None:
    assert identify(canonical(repair(url))) == identify(url)
