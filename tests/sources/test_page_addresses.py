"""Which addresses the page sources claim, and that an identifier leads back to itself."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.models import Identifier, Known
from pipeline.sources import registry
from pipeline.sources._base import Source
from pipeline.sources._page_source import PageSource
from tests.sources.answering import PAGES

CVF = "https://openaccess.thecvf.com"
HASH = "944618542d80a63bbec16dfbd2bd689a"
MASKED = "CVPR2022/He_Masked_Autoencoders_Are_Scalable_Vision_Learners_CVPR_2022_paper"
OLD = "content_cvpr_2017/papers/Lin_Feature_Pyramid_Networks_CVPR_2017_paper.pdf"

CLAIMED = [
    # CVF: every era, page and PDF alike
    (f"{CVF}/content/CVPR2022/papers/He_Masked_Autoencoders_Are_Scalable_Vision_Learners_CVPR_2022_paper.pdf", f"cvf:{MASKED}"),
    (f"{CVF}/content/CVPR2022/html/He_Masked_Autoencoders_Are_Scalable_Vision_Learners_CVPR_2022_paper.html", f"cvf:{MASKED}"),
    (f"{CVF}//content/CVPR2022/papers/He_Masked_Autoencoders_Are_Scalable_Vision_Learners_CVPR_2022_paper.pdf9", f"cvf:{MASKED}"),
    (f"{CVF}/content/CVPR2022/papers/He_Masked_Autoencoders_Are_Scalable_Vision_Learners_CVPR_2022_paper.pdf%20", f"cvf:{MASKED}"),
    (f"{CVF}/content/CVPR2022/papers/He_Masked_Autoencoders_Are_Scalable_Vision_Learners_CVPR_2022_paper.pdf#page=2", f"cvf:{MASKED}"),
    (f"http://openaccess.thecvf.com/{OLD}", "cvf:CVPR2017/Lin_Feature_Pyramid_Networks_CVPR_2017_paper"),
    (f"http://www.cv-foundation.org/openaccess/{OLD}", "cvf:CVPR2017/Lin_Feature_Pyramid_Networks_CVPR_2017_paper"),
    (f"{CVF}/content_iccv_2017/html/He_Mask_R-CNN_ICCV_2017_paper.html", "cvf:ICCV2017/He_Mask_R-CNN_ICCV_2017_paper"),
    (f"{CVF}/content_ICCV_2017/papers/He_Mask_R-CNN_ICCV_2017_paper.pdf", "cvf:ICCV2017/He_Mask_R-CNN_ICCV_2017_paper"),
    (
        "http://www.cv-foundation.org/openaccess/content_cvpr_2014/papers/Girshick_Rich_Feature_Hierarchies_2014_CVPR_paper.pdf",
        "cvf:CVPR2014/Girshick_Rich_Feature_Hierarchies_2014_CVPR_paper",
    ),
    (
        f"{CVF}/content_cvpr_2018/papers_backup/Hu_Relation_Networks_for_CVPR_2018_paper.pdf",
        "cvf:CVPR2018/Hu_Relation_Networks_for_CVPR_2018_paper",
    ),
    (
        f"{CVF}/content_ECCV_2018/html/Changan_Chen_Constraints_ECCV_2018_paper.html",
        "cvf:ECCV2018/Changan_Chen_Constraints_ECCV_2018_paper",
    ),
    ("http://papers.nips.cc/paper/by-source-2019-1275", "neurips:by-source-2019-1275"),
    ("http://www.jmlr.org/papers/v3/bengio03a/bengio03a.pdf", "jmlr:v3/bengio03a"),
    (f"{CVF}/content_WACV_2020/papers/Phan_MoBiNet_WACV_2020_paper.pdf", "cvf:WACV2020/Phan_MoBiNet_WACV_2020_paper"),
    (f"{CVF}/content/ACCV2020/papers/Some_Work_ACCV_2020_paper.pdf", "cvf:ACCV2020/Some_Work_ACCV_2020_paper"),
    # CVF workshops: the workshop stands before or after the kind of file
    (f"{CVF}/content/CVPR2022W/NTIRE/html/Huo_Blind_CVPRW_2022_paper.html", "cvf:CVPR2022W/NTIRE/Huo_Blind_CVPRW_2022_paper"),
    (f"{CVF}/content_CVPRW_2020/papers/w40/Yu_Low-Bit_CVPRW_2020_paper.pdf", "cvf:CVPR2020W/w40/Yu_Low-Bit_CVPRW_2020_paper"),
    (f"{CVF}/content_CVPRW_2020/html/w40/Yu_Low-Bit_CVPRW_2020_paper.html", "cvf:CVPR2020W/w40/Yu_Low-Bit_CVPRW_2020_paper"),
    (f"{CVF}/content_ICCV_2017_workshops/papers/w13/Romanoni_X_ICCV_2017_paper.pdf", "cvf:ICCV2017W/w13/Romanoni_X_ICCV_2017_paper"),
    (f"{CVF}/content_cvpr_2017_workshops/w9/papers/Jensen_X_CVPR_2017_paper.pdf", "cvf:CVPR2017W/w9/Jensen_X_CVPR_2017_paper"),
    (f"{CVF}/content_cvpr_workshops_2014/W05/html/Some_X_2014_CVPR_paper.html", "cvf:CVPR2014W/W05/Some_X_2014_CVPR_paper"),
    # NeurIPS: four names, three layouts
    (f"https://papers.nips.cc/paper_files/paper/2022/file/{HASH}-Paper-Conference.pdf", f"neurips:2022/{HASH}"),
    (f"https://proceedings.neurips.cc/paper_files/paper/2022/hash/{HASH}-Abstract-Conference.html", f"neurips:2022/{HASH}"),
    (f"https://proceedings.neurips.cc/paper_files/paper/2022/hash/{HASH}-Abstract.html", f"neurips:2022/{HASH}"),
    (f"https://proceedings.neurips.cc/paper_files/paper/2022/file/{HASH}-Paper-Conference.pdf9", f"neurips:2022/{HASH}"),
    (f"http://papers.neurips.cc/paper/2021/file/{HASH}-Paper.pdf", f"neurips:2021/{HASH}"),
    (f"https://proceedings.nips.cc/paper/2020/hash/{HASH}-Abstract.html?x=1", f"neurips:2020/{HASH}"),
    (f"https://proceedings.neurips.cc//paper/2020/file/{HASH}-Paper.pdf", f"neurips:2020/{HASH}"),
    (
        f"https://papers.nips.cc/paper_files/paper/2024/file/{HASH}-Paper-Datasets_and_Benchmarks_Track.pdf",
        f"neurips:2024/{HASH}-Datasets_and_Benchmarks_Track",
    ),
    (
        f"https://datasets-benchmarks-proceedings.neurips.cc/paper/2021/file/{HASH}-Paper-round1.pdf",
        f"neurips:2021/{HASH}-round1",
    ),
    ("https://papers.NeurIPS.cc/paper/6813-runtime-neural-pruning", "neurips:6813-runtime-neural-pruning"),
    ("http://papers.nips.cc/paper/6813-runtime-neural-pruning.pdf", "neurips:6813-runtime-neural-pruning"),
    ("https://papers.nips.cc/paper/17", "neurips:17"),
    (f"https://proceedings.mlsys.org/paper_files/paper/2023/hash/{HASH}-Abstract-mlsys2023.html", f"mlsys:2023/{HASH}"),
    (f"https://proceedings.mlsys.org/paper_files/paper/2022/hash/{HASH}-Abstract.html", f"mlsys:2022/{HASH}"),
    (f"https://proceedings.iclr.cc/paper_files/paper/2024/file/{HASH}-Paper-Conference.pdf", f"iclr:2024/{HASH}"),
    # PMLR and its old homes
    ("https://proceedings.mlr.press/v202/li23af/li23af.pdf", "pmlr:v202/li23af"),
    ("https://proceedings.mlr.press/v202/li23af.html", "pmlr:v202/li23af"),
    ("https://proceedings.mlr.press/v202/li23af", "pmlr:v202/li23af"),
    ("http://proceedings.mlr.press/v48/niepert16.pdf", "pmlr:v48/niepert16"),
    ("http://jmlr.org/proceedings/papers/v37/xub15.pdf", "pmlr:v37/xub15"),
    ("http://jmlr.csail.mit.edu/proceedings/papers/v9/glorot10a/glorot10a.pdf", "pmlr:v9/glorot10a"),
    ("https://proceedings.mlr.press/v151/jee-cho22a.html", "pmlr:v151/jee-cho22a"),
    # ECVA
    ("https://www.ecva.net/papers/eccv_2022/papers_ECCV/papers/136900299.pdf", "ecva:eccv_2022/136900299"),
    ("https://www.ecva.net/papers/eccv_2022/papers_ECCV/html/1439_ECCV_2022_paper.php", "ecva:eccv_2022/html/1439"),
    ("https://www.ecva.net/papers/eccv_2024/papers_ECCV/papers/00004.pdf", "ecva:eccv_2024/html/4"),
    ("https://www.ecva.net/papers/eccv_2024/papers_ECCV/html/4_ECCV_2024_paper.php", "ecva:eccv_2024/html/4"),
    (
        "https://www.ecva.net/papers/eccv_2018/papers_ECCV/papers/Qinghao_Hu_Training_Binary_Weight_ECCV_2018_paper.pdf",
        "ecva:eccv_2018/Qinghao_Hu_Training_Binary_Weight_ECCV_2018_paper",
    ),
    # AAAI: OJS under three names, the older system, the file server
    ("https://ojs.aaai.org/index.php/AAAI/article/view/25674/25446", "aaai:25674"),
    ("https://ojs.aaai.org/index.php/AAAI/article/view/25674", "aaai:25674"),
    ("https://ojs.aaai.org/index.php/AAAI/article/download/25674/25446", "aaai:25674"),
    ("https://ojs.aaai.org//index.php/AAAI/article/view/25674/", "aaai:25674"),
    ("https://www.aaai.org/ojs/index.php/AAAI/article/view/4273/4151", "aaai:4273"),
    ("https://wvvw.aaai.org/ojs/index.php/AAAI/article/view/4580/4458", "aaai:4580"),
    ("https://ojs.aaai.org/index.php/ICAPS/article/view/31503", "aaai:ICAPS/31503"),
    ("https://cdn.aaai.org/ojs/6297/6297-13-9522-1-10-20200516.pdf", "aaai:6297"),
    ("https://www.aaai.org/ocs/index.php/AAAI/AAAI18/paper/viewFile/17308/16137", "aaai:ocs/AAAI/AAAI18/17308"),
    # open journals: the DOI is in the address, or made of it
    ("https://journals.plos.org/plosone/article?id=10.1371/journal.pone.0213978", "doi:10.1371/journal.pone.0213978"),
    ("https://journals.plos.org/plosone/article/file?id=10.1371/journal.pone.0213978&type=printable", "doi:10.1371/journal.pone.0213978"),
    ("https://peerj.com/articles/4375.pdf", "doi:10.7717/peerj.4375"),
    ("https://peerj.com/articles/cs-86/", "doi:10.7717/peerj-cs.86"),
    ("https://elifesciences.org/articles/44753", "doi:10.7554/elife.44753"),
    ("https://journals.aps.org/prx/abstract/10.1103/PhysRevX.12.041027", "doi:10.1103/physrevx.12.041027"),
    # ISCA: under its old and its new name
    ("https://www.isca-speech.org/archive/interspeech_2021/bredin21_interspeech.html", "isca:interspeech_2021/bredin21_interspeech"),
    ("https://www.isca-archive.org/interspeech_2024/bredin24_interspeech.pdf", "isca:interspeech_2024/bredin24_interspeech"),
    # IJCAI
    ("https://www.ijcai.org/proceedings/2023/0470.pdf", "ijcai:2023/470"),
    ("https://www.ijcai.org/proceedings/2023/470", "ijcai:2023/470"),
    ("https://www.ijcai.org/Proceedings/2019/0667.pdf", "ijcai:2019/667"),
    ("http://ijcai.org/Proceedings/15/Papers/468.pdf", "ijcai:2015/468"),
    ("http://ijcai.org/Abstract/15/468", "ijcai:2015/468"),
    # Springer and BioMed Central: the DOI
    ("https://link.springer.com/chapter/10.1007/978-3-031-43907-0_2", "doi:10.1007/978-3-031-43907-0_2"),
    ("https://link.springer.com/10.1007/978-3-031-20083-0_8", "doi:10.1007/978-3-031-20083-0_8"),
    ("https://link.springer.com/content/pdf/10.1007%2F978-3-319-46723-8_18.pdf", "doi:10.1007/978-3-319-46723-8_18"),
    ("http://link.springer.com/article/10.1007%2Fs13721-016-0129-2?noAccess=true#Sec3", "doi:10.1007/s13721-016-0129-2"),
    ("https://link.springer.com/article/10.1007/s11263-016-0981-7/fulltext.html", "doi:10.1007/s11263-016-0981-7"),
    ("https://link.springer.com/book/10.1007/978-0-387-31439-6", "doi:10.1007/978-0-387-31439-6"),
    ("https://link.springer.com/article/10.1140/epjc/s10052-021-08979-z", "doi:10.1140/epjc/s10052-021-08979-z"),
    ("https://genomebiology.biomedcentral.com/track/pdf/10.1186/s13059-022-02653-7.pdf", "doi:10.1186/s13059-022-02653-7"),
    ("https://jcheminf.biomedcentral.com/articles/10.1186/1758-2946-7-S1-S2", "doi:10.1186/1758-2946-7-s1-s2"),
    # ACL Anthology and its former homes
    ("https://aclanthology.org/2021.naacl-main.208/", "acl:2021.naacl-main.208"),
    ("https://aclanthology.org/2021.acl-long.103.pdf", "acl:2021.acl-long.103"),
    ("https://aclanthology.org/2021.acl-long.103v2.pdf", "acl:2021.acl-long.103"),
    ("https://www.aclweb.org/anthology/2020.findings-emnlp.342", "acl:2020.findings-emnlp.342"),
    ("http://aclweb.org/anthology/P/P15/P15-1033.pdf", "acl:P15-1033"),
    ("https://www.aclweb.org/anthology/papers/P/P10/P10-1036/", "acl:P10-1036"),
    ("https://aclanthology.info/pdf/P/P06/P06-1066.pdf", "acl:P06-1066"),
    ("http://anthology.aclweb.org/D/D14/D14-1162.pdf", "acl:D14-1162"),
    ("http://www.aclweb.org/anthology/W04-0213", "acl:W04-0213"),
    # Nature: the DOI
    ("https://www.nature.com/articles/s41586-021-03819-2.pdf", "doi:10.1038/s41586-021-03819-2"),
    ("https://nature.com/articles/nbt.3300", "doi:10.1038/nbt.3300"),
    ("https://www.nature.com/articles/nature14539/figures/1", "doi:10.1038/nature14539"),
    # JMLR
    ("https://jmlr.org/papers/v21/20-074.html", "jmlr:v21/20-074"),
    ("http://jmlr.csail.mit.edu/papers/volume19/16-432/16-432.pdf", "jmlr:v19/16-432"),
    ("http://www.jmlr.org/papers/volume17/15-522/source/15-522.pdf", "jmlr:v17/15-522"),
    ("http://www.jmlr.org/papers/volume3/guyon03a/guyon03a.pdf", "jmlr:v3/guyon03a"),
    # USENIX
    ("https://www.usenix.org/conference/nsdi24/presentation/huang", "usenix:conf/nsdi24/huang"),
    (
        "https://www.usenix.org/conference/usenixsecurity14/technical-sessions/presentation/fredrikson_matt",
        "usenix:conf/usenixsecurity14/fredrikson_matt",
    ),
    ("http://rd.springer.com/content/pdf/10.1007%2FBF00994018.pdf", "doi:10.1007/bf00994018"),
]

LEFT = [
    # listings, supplements, reviews, other people's addresses
    f"{CVF}/CVPR2023?day=all",
    f"{CVF}/content/CVPR2024/supplemental/Lu_FedHCA2_CVPR_2024_supplemental.pdf",
    f"{CVF}/content_cvpr_2018/CameraReady/0794.pdf",
    f"{CVF}/content_ECCVW_2018/papers/11130/Some_X_ECCVW_2018_paper.pdf",
    f"{CVF}/content/CVPR2022W/html/Huo_Blind_CVPRW_2022_paper.html",
    f"{CVF}/content/ECCV2022/html/No_Such_ECCV_2022_paper.html",
    f"https://example.org/content/CVPR2022/html/{MASKED}.html",
    f"https://example.org/?u={CVF}/content/CVPR2022/html/He_CVPR_2022_paper.html",
    "https://papers.nips.cc/paper/2021",
    "https://papers.nips.cc/paper_files/paper/2022",
    "http://papers.nips.cc/book/advances-in-neural-information-processing-systems-25-2012",
    f"https://proceedings.neurips.cc/paper_files/paper/2022/file/{HASH}-Supplemental-Conference.pdf",
    f"https://proceedings.neurips.cc/paper/2020/file/{HASH}-Review.html",
    "https://papers.nips.cc/paper/6813-runtime-neural-pruning-supplemental.zip",
    "https://papers.nips.cc/paper/6813-runtime-neural-pruning-reviews.html",
    "https://neurips.cc/virtual/2024/poster/93022",
    "https://proceedings.mlr.press/v258/",
    "http://proceedings.mlr.press/v130/zheng21a/zheng21a-supp.pdf",
    "https://proceedings.mlr.press/v202/li23af/other23a.pdf",
    "https://jmlr.org/papers/v25/",
    "https://www.usenix.org/conference/usenixsecurity23/technical-sessions",
    "https://aclanthology.org/events/acl-2025/",
    "https://aclanthology.org/volumes/2025.coling-main/",
    "https://aclanthology.org/2021.emnlp-main.223.mp4",
    "https://www.aclweb.org/anthology/W19-44",
    "https://www.aclweb.org/anthology/P18-1000",
    "https://www.aclweb.org/anthology/W19-4400",
    "https://aclanthology.org/2021.acl-long.0.pdf",
    "https://www.nature.com/collections/abcdefghij",
    "https://www.ecva.net/papers.php",
    "https://www.ecva.net/papers/eccv_2022/papers_ECCV/papers/136720069-supp.pdf",
    "https://ojs.aaai.org/index.php/AAAI/issue/view/559",
    "https://aaai.org/conference/aaai/aaai-26/",
    "https://www.ijcai.org/proceedings/2020/video/23994",
    "https://www.ijcai.org/proceedings/2023/",
    "https://link.springer.com/journal/10115",
    "https://link.springer.com/book/9789811975837",
    "https://static-content.springer.com/esm/art%3A10.1038%2Fs41467-022-34937-8/MediaObjects/41467_2022_34937_MOESM1_ESM.pdf",
    "https://[broken",
    "ftp://openaccess.thecvf.com/content/CVPR2022/html/He_X_CVPR_2022_paper.html",
    "",
]

PAGE_SOURCES = tuple(name for name, one in registry().items() if isinstance(one, PageSource) and one.kind == "publisher")


def claims_of(url: str) -> list[str]:
    return [str(found) for name in PAGE_SOURCES if (found := registry()[name].identify(url))]


@pytest.mark.parametrize(("url", "identifier"), CLAIMED, ids=[url for url, _ in CLAIMED])
def test_an_address_names_one_identifier_to_one_source(url: str, identifier: str) -> None:
    assert claims_of(url) == [identifier]


@pytest.mark.parametrize("url", LEFT)
def test_listings_supplements_and_foreign_addresses_are_left_alone(url: str) -> None:
    assert claims_of(url) == []


stems = st.from_regex(r"[A-Z][a-zA-Z0-9é'.-]{1,30}_paper", fullmatch=True).filter(lambda stem: ".." not in stem)
hashes = st.from_regex(r"[0-9a-f]{32}", fullmatch=True)
ARXIV = st.one_of(
    st.builds("arxiv:{:02d}{:02d}.{:05d}".format, st.integers(15, 60), st.integers(1, 12), st.integers(1, 99999)),
    st.builds("arxiv:{:02d}{:02d}.{:04d}".format, st.integers(8, 14), st.integers(1, 12), st.integers(1, 9999)),
    st.builds(
        "arxiv:{}/{:02d}{:02d}{:03d}".format,
        st.sampled_from(["hep-th", "cs", "math-ph"]),
        st.integers(92, 99),
        st.integers(1, 12),
        st.integers(1, 999),
    ),
)
VALUES = {
    "cvf": st.builds(
        lambda folder, stem: f"{folder}/{stem}",
        st.sampled_from(
            ["CVPR2013", "ICCV2015", "CVPR2018", "ECCV2018", "CVPR2016W/w23", "WACV2020", "CVPR2020W/w40", "ICCV2021W/NeurArch", "ACCV2024"]
        ),
        stems,
    ).map("cvf:{}".format),
    "neurips": st.one_of(
        st.builds("neurips:{}/{}".format, st.integers(1987, 2030), hashes),
        st.builds(
            "neurips:{}/{}-{}".format, st.integers(2022, 2030), hashes, st.sampled_from(["Datasets_and_Benchmarks_Track", "Position"])
        ),
        st.builds("mlsys:{}/{}".format, st.integers(2018, 2030), hashes),
        st.builds("iclr:{}/{}".format, st.integers(2024, 2030), hashes),
    ),
    "pmlr": st.builds(
        "pmlr:v{}/{}".format, st.integers(1, 9999), st.from_regex(r"[a-z]{1,9}(-[a-z]{2,6})?[0-9]{2}[a-z]{0,2}", fullmatch=True)
    ),
    "ecva": st.one_of(
        st.builds("ecva:eccv_{}/html/{}".format, st.integers(2018, 2030), st.integers(1, 99999)),
        st.builds("ecva:eccv_2018/{}".format, stems),
    ),
    "aaai": st.one_of(st.integers(1, 99999).map("aaai:{}".format), st.integers(1, 99999).map("aaai:ICWSM/{}".format)),
    "ijcai": st.builds("ijcai:{}/{}".format, st.integers(2009, 2030), st.integers(1, 9999)),
    "acl": st.one_of(
        st.builds(
            "acl:{}.{}-{}.{}".format, st.integers(2000, 2030), st.sampled_from(["acl", "findings"]), st.just("main"), st.integers(1, 2000)
        ),
        st.builds("acl:{}{:02d}-{}".format, st.sampled_from("PDNEJ"), st.integers(0, 19), st.integers(1001, 1999)),
    ),
    "jmlr": st.one_of(
        st.builds("jmlr:v{}/{:02d}-{:04d}".format, st.integers(1, 99), st.integers(10, 30), st.integers(100, 9999)),
        st.builds("jmlr:v{}/{}03a".format, st.integers(1, 17), st.from_regex(r"[a-z]{2,9}", fullmatch=True)),
    ),
    "usenix": st.builds(
        "usenix:conf/{}/{}".format, st.sampled_from(["osdi22", "nsdi24"]), st.from_regex(r"[a-z]+(-[a-z]+)?", fullmatch=True)
    ),
    "nature": st.sampled_from(["10.1038/s41586-021-03819-2", "10.1038/nature14539", "10.1038/nbt.3300"]).map("doi:{}".format),
    "isca": st.builds(
        "isca:{}_{}/{}_{}".format,
        st.sampled_from(["interspeech", "ssw"]),
        st.integers(2000, 2030),
        st.from_regex(r"[a-z]{2,9}[0-9]{2}[a-z]?", fullmatch=True),
        st.just("interspeech"),
    ),
    "plos": st.builds("doi:10.1371/journal.{}.{:07d}".format, st.sampled_from(["pone", "pcbi", "pdig"]), st.integers(1, 9999999)),
    "peerj": st.builds("doi:10.7717/peerj{}.{}".format, st.sampled_from(["", "-cs"]), st.integers(1, 99999)),
    "elife": st.integers(10000, 199999).map("doi:10.7554/elife.{}".format),
    "aps": st.builds("doi:10.1103/{}.{}".format, st.sampled_from(["physrevx", "revmodphys"]), st.sampled_from(["12.041027", "91.045002"])),
    "arxiv": ARXIV,
    "arxiv_page": ARXIV,
    "openreview": st.from_regex(r"openreview:[A-Za-z0-9_-]{9,12}", fullmatch=True),
    "semantic_scholar": st.one_of(st.from_regex(r"s2:[0-9a-f]{40}", fullmatch=True), st.integers(1, 999999999).map("corpusid:{}".format)),
    "pubmed": st.one_of(st.integers(1, 99999999).map("pmid:{}".format), st.integers(1, 99999999).map("pmcid:PMC{}".format)),
    "dblp": st.from_regex(r"dblp:(conf|journals)/[a-z]{2,9}/[A-Z][a-z]{1,9}[0-9]{2}[a-z]?", fullmatch=True),
    "openalex": st.integers(1, 9999999999).map("openalex:W{}".format),
    "springer": st.sampled_from(
        ["10.1007/bf02727953", "10.1007/978-3-031-43907-0_2", "10.1007/s11263-016-0981-7", "10.1007/3-540-45054-8_27"]
    ).map("doi:{}".format),
}


def test_every_source_that_has_addresses_of_its_own_is_tried() -> None:
    """By made-up identifiers here, or by those of its saved pages in test_saved_pages.py, so that a new source needs no code here."""
    own = {one.name for one in registry().values() if type(one).identify is not Source.identify}

    assert set(VALUES) <= own <= {*VALUES, *(page.parent.name for page in PAGES.glob("*/*.html"))}


@pytest.mark.parametrize("name", sorted(VALUES))
def test_an_identifier_leads_to_its_page_and_back(name: str) -> None:
    source = registry()[name]

    @given(VALUES[name])
    def round_trip(text: str) -> None:
        identifier = Identifier.parse(text)
        landing, pdf = source.landing(identifier), source.pdf(identifier)
        assert landing is not None
        assert source.identify(landing) == identifier
        assert pdf is None or source.identify(pdf) == identifier

    round_trip()


@pytest.mark.parametrize("name", [*PAGE_SOURCES, "general"])
def test_no_text_upsets_a_source(name: str) -> None:
    source = registry()[name]

    @given(st.text())
    def any_text(text: str) -> None:
        source.identify(text)
        source.identify(f"https://openaccess.thecvf.com/{text}")
        source.landing(Identifier(scheme=source.schemes[0], value=text))

    any_text()


def known(*identifiers: str) -> Known:
    return Known(identifiers=frozenset(map(Identifier.parse, identifiers)), title=None)


LOOKUPS = [
    ("a page of ECVA is asked itself", "ecva", ["ecva:eccv_2022/html/1439", "ecva:eccv_2022/136900299"], ["id ecva:eccv_2022/html/1439"]),
    ("a PDF of ECVA only the listing knows", "ecva", ["ecva:eccv_2022/136900299"], ["listing papers.php"]),
    (
        "of a hash with and without track one page",
        "neurips",
        [f"neurips:2022/{HASH}", f"neurips:2022/{HASH}-X"],
        [f"id neurips:2022/{HASH}-X"],
    ),
    ("of an old number and its hash one page", "neurips", ["neurips:17-a-title", f"neurips:1987/{HASH}"], [f"id neurips:1987/{HASH}"]),
    ("an old number alone", "neurips", ["neurips:17-a-title"], ["id neurips:17-a-title"]),
    ("Springer's own DOI", "springer", ["doi:10.1007/s11263-016-0981-7", "doi:10.1109/tip.2023.1"], ["id doi:10.1007/s11263-016-0981-7"]),
    ("a DOI in its own letters", "aps", ["doi:10.1103/physrevx.12.041027"], ["id doi:10.1103/physrevx.12.041027"]),
    ("a journal of PLOS that has no folder yet", "plos", ["doi:10.1371/journal.pxyz.0000001"], []),
    ("the conference system that was switched off", "aaai", ["aaai:ocs/AAAI/AAAI18/17308"], []),
    ("a page of nobody", "general", ["url:https://example.org/paper"], ["id url:https://example.org/paper"]),
    (
        "a file whose page a rule can tell",
        "general",
        ["url:https://example.org/bitstream/handle/10024/7/a.pdf"],
        ["id url:https://example.org/bitstream/handle/10024/7/a.pdf"],
    ),
    ("a file is no page", "general", ["url:https://example.org/paper.PDF", "url:https://example.org/slides.pptx"], []),
]


@pytest.mark.parametrize(("name", "identifiers", "lookups"), [row[1:] for row in LOOKUPS], ids=[row[0] for row in LOOKUPS])
def test_a_source_offers_what_it_can_answer(name: str, identifiers: list[str], lookups: list[str]) -> None:
    offered = list(registry()[name].lookups(known(*identifiers)))

    assert [f"{one.by} {one.value}" for one in offered] == lookups
    assert all(registry()[name].ask([one]).url.startswith("https://") for one in offered)


@pytest.mark.parametrize(
    ("file", "page"),
    [
        ("https://j.example.org/index.php/j/article/download/12/34", "https://j.example.org/index.php/j/article/view/12"),
        ("https://j.example.org/j/article/viewFile/12/34/5", "https://j.example.org/j/article/view/12"),
        ("https://j.example.org/j/article/view/12", "https://j.example.org/j/article/view/12"),
        ("https://d.example.org/bitstream/10024/7/1/thesis.pdf?sequence=1", "https://d.example.org/handle/10024/7"),
        ("https://d.example.org/xmlui/bitstream/handle/10.1/7/a.pdf", "https://d.example.org/xmlui/handle/10.1/7"),
        ("https://example.org/article/12/34", "https://example.org/article/12/34"),
    ],
    ids=["ojs_download", "ojs_file", "ojs_page", "dspace", "dspace_handle", "anything_else"],
)
def test_widespread_software_tells_the_page_of_a_file(file: str, page: str) -> None:
    assert registry()["general"].landing(Identifier(scheme="url", value=file)) == page


def test_the_request_of_a_main_track_needs_no_redirect() -> None:
    source = registry()["neurips"]

    assert (
        source.landing(Identifier.parse(f"neurips:2021/{HASH}"))
        == f"https://proceedings.neurips.cc/paper_files/paper/2021/hash/{HASH}-Abstract.html"
    )
    assert str(source.landing(Identifier.parse(f"neurips:2022/{HASH}"))).endswith(f"/2022/hash/{HASH}-Abstract-Conference.html")
    assert str(source.landing(Identifier.parse(f"neurips:2022/{HASH}-Datasets_and_Benchmarks"))).endswith(
        "-Abstract-Datasets_and_Benchmarks.html"
    )
