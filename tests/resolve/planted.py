"""Works that collide, and what sources say of them, lies included: facts of real papers, abstracts of our own words."""

from __future__ import annotations

from pipeline.models import Record
from pipeline.resolve import Seed
from tests.resolve.records import hit, record, seed

MAE = "Masked Autoencoders Are Scalable Vision Learners"
MAE_PEOPLE = "He, Kaiming; Chen, Xinlei; Xie, Saining; Li, Yanghao; Dollár, Piotr; Girshick, Ross"
SIMMIM = "SimMIM: a Simple Framework for Masked Image Modeling"
SIMMIM_PEOPLE = "Xie, Zhenda; Zhang, Zheng; Cao, Yue; Lin, Yutong; Bao, Jianmin; Yao, Zhuliang; Dai, Qi; Hu, Han"
SIMMIM_CVF = "cvf:CVPR2022/Xie_SimMIM_A_Simple_Framework_for_Masked_Image_Modeling_CVPR_2022_paper"
VIDEOMAE = "VideoMAE: Masked Autoencoders are Data-Efficient Learners for Self-Supervised Video Pre-Training"
VIDEOMAE_PEOPLE = "Tong, Zhan; Song, Yibing; Wang, Jue; Wang, Limin"
VIDEOMAE_DOI = "doi:10.52202/068431-0732"
VIDEOMAE_V2 = "VideoMAE V2: Scaling Video Masked Autoencoders with Dual Masking"
VIDEOMAE_V2_PEOPLE = "Wang, Limin; Huang, Bingkun; Zhao, Zhiyu; Tong, Zhan; He, Yinan; Wang, Yi; Wang, Yali; Qiao, Yu"
VIDEOMAE_V2_DOI = "doi:10.1109/cvpr52729.2023.01398"
BEIT = "BEiT: BERT Pre-Training of Image Transformers"
BEIT_PEOPLE = "Bao, Hangbo; Dong, Li; Piao, Songhao; Wei, Furu"
SURVEY = "A Survey on Masked Autoencoder for Self-supervised Learning in Vision and Beyond"
SURVEY_PEOPLE = "Zhang, Chaoning; Zhang, Chenshuang; Song, Junha; Yi, John Seon Keun; Kweon, In So"
SURVEY_DOI = "doi:10.24963/ijcai.2023/762"
TWO_STAGE = "Masked Image Modeling Advances 3D Medical Image Analysis"
TWO_STAGE_PEOPLE = "Chen, Zekai; Agarwal, Devansh; Aggarwal, Kshitij; Safta, Wiem; Balan, Mariann Micsinai; Brown, Kevin"
WALL = "Just a moment..."
OTHERS = "Doe, Jane; Roe, Richard"

SEEDS: tuple[Seed, ...] = (
    seed("arxiv:2111.06377", MAE, line=1, year=2021),
    seed(SIMMIM_CVF, SIMMIM, line=2, year=2022, venue="CVPR"),
    seed("arxiv:2203.12602", VIDEOMAE, line=3, year=2022),
    seed(VIDEOMAE_V2_DOI, VIDEOMAE_V2, line=4, year=2023, venue="CVPR"),
    seed("openreview:p-BhZSz59o4", BEIT, line=5),
    seed("title:1111111111111111", SURVEY, line=6),
    seed("title:2222222222222222", TWO_STAGE, line=7, year=2023),
    seed("url:https://walled.example.org/paper", BEIT, line=8),
)

TRUTH: tuple[Record, ...] = (
    record("arxiv arxiv:2111.06377", title=MAE, authors=MAE_PEOPLE, venue="arXiv", year=2021, abstract="Most patches are masked."),
    record("semantic_scholar arxiv:2111.06377", "doi:10.1109/cvpr52688.2022.01553", title=MAE, authors=MAE_PEOPLE, venue="CVPR", year=2022),
    record("openalex doi:10.1109/cvpr52688.2022.01553", title=MAE, authors=MAE_PEOPLE, venue="CVPR", year=2022),
    record(f"cvf {SIMMIM_CVF}", title=SIMMIM, authors=SIMMIM_PEOPLE, venue="CVPR", year=2022, abstract="Pixels are predicted."),
    record("arxiv arxiv:2203.12602", title=VIDEOMAE, authors=VIDEOMAE_PEOPLE, venue="arXiv", year=2022, abstract="Tubes are masked."),
    record(
        f"semantic_scholar {VIDEOMAE_V2_DOI}",
        title=VIDEOMAE_V2,
        authors=VIDEOMAE_V2_PEOPLE,
        venue="CVPR",
        year=2023,
        abstract="Twice masked.",
    ),
    record(f"openalex {VIDEOMAE_V2_DOI}", title=VIDEOMAE_V2, authors=VIDEOMAE_V2_PEOPLE, venue="CVPR", year=2023),
    record(f"crossref {VIDEOMAE_V2_DOI}", title=VIDEOMAE_V2, authors=VIDEOMAE_V2_PEOPLE, venue="CVPR", year=2023),
    record("openreview openreview:p-BhZSz59o4", title=BEIT, authors=BEIT_PEOPLE, venue="ICLR", year=2022, abstract="Tokens are predicted."),
    record("arxiv arxiv:2106.08254", title=BEIT, authors=BEIT_PEOPLE, venue="arXiv", year=2021, abstract="Tokens are predicted."),
    hit(f"crossref {SURVEY}", SURVEY_DOI, title=SURVEY, authors=SURVEY_PEOPLE, venue="IJCAI", year=2023),
    hit(
        f"semantic_scholar {SURVEY}",
        SURVEY_DOI,
        title=SURVEY,
        authors=SURVEY_PEOPLE,
        venue="IJCAI",
        year=2023,
        abstract="It surveys.",
    ),
)
"""What is so."""

LIES: tuple[Record, ...] = (
    # an index names another year, a preprint server and another first author for a paper whose page says it all
    hit(f"semantic_scholar {SIMMIM}", SIMMIM_CVF, "doi:10.1000/lie", title=SIMMIM, authors=OTHERS, venue="arXiv", year=2018),
    hit(f"crossref {SIMMIM}", "doi:10.1109/cvpr52688.2022.00943", title=SIMMIM, authors=SIMMIM_PEOPLE, venue="CVPR", year=2021),
    # the preprint's number and the DOI of its sequel in one record; the DOI is the sequel's own
    record("semantic_scholar arxiv:2203.12602", VIDEOMAE_V2_DOI, title=VIDEOMAE, authors=VIDEOMAE_PEOPLE, venue="NeurIPS", year=2022),
    # Curran's alphabetical authors, as a hit and by the DOI
    hit(f"crossref {VIDEOMAE}", VIDEOMAE_DOI, title=VIDEOMAE, authors="Song, Yibing; Tong, Zhan; Wang, Jue; Wang, Limin", year=2022),
    # the DOI's record names somebody else's preprint
    record(f"semantic_scholar {VIDEOMAE_V2_DOI}", "arxiv:2203.12602", title=VIDEOMAE_V2, authors=VIDEOMAE_V2_PEOPLE, year=2023),
    # lookalikes as best hits: the same title four years before, its erratum, its second part, a twin of the very year
    hit(f"crossref {MAE}", "doi:10.1000/twin", title=MAE, authors=OTHERS, venue="ICCV", year=2017),
    hit(f"crossref {MAE}", "doi:10.1000/erratum", title=f"Correction to: {MAE}", authors=MAE_PEOPLE, venue="CVPR", year=2022),
    hit(f"arxiv {SIMMIM}", "arxiv:2001.00001", title=f"{SIMMIM} II", authors=SIMMIM_PEOPLE, venue="arXiv", year=2021),
    hit(f"crossref {TWO_STAGE}", "doi:10.1000/one", title=TWO_STAGE, authors=TWO_STAGE_PEOPLE, venue="WACV", year=2023),
    hit(f"crossref {TWO_STAGE}", "doi:10.1000/two", title=TWO_STAGE, authors=OTHERS, venue="ICCV", year=2023),
    # a note's record maps to another paper
    record("semantic_scholar openreview:p-BhZSz59o4", "arxiv:2111.06377", title=MAE, authors=MAE_PEOPLE, venue="CVPR", year=2022),
    hit(f"arxiv {BEIT}", "arxiv:2111.06377", title=MAE, authors=MAE_PEOPLE, venue="arXiv", year=2021),
    hit(f"crossref {BEIT}", "doi:10.1000/beit", title=f"{BEIT} 2", authors=BEIT_PEOPLE, venue="ICLR", year=2022),
    # a wall that looks like a page
    record("general url:https://walled.example.org/paper", title=WALL),
)  # fmt: skip
"""What is not."""

RECORDS = (*LIES, *TRUTH)
LOOKUPS = tuple(dict.fromkeys(r.lookup for r in RECORDS))
