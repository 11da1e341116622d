"""Which records are taken for a work, and which only look like it: facts of real papers, put together to collide."""

from __future__ import annotations

from typing import NamedTuple

import pytest

from pipeline.models import Identifier, Match, Record
from pipeline.resolve.match import Witness, agree, compatible, judge_hits, judge_id, judge_title
from tests.resolve.records import hit, record, witness

MAE = "Masked Autoencoders Are Scalable Vision Learners"
MAE_PEOPLE = "He, Kaiming; Chen, Xinlei; Xie, Saining; Li, Yanghao; Dollár, Piotr; Girshick, Ross"
SAM2 = "SAM 2: Segment Anything in Images and Videos"
SAM2_PEOPLE = "Ravi, Nikhila; Gabeur, Valentin; Hu, Yuan-Ting; Hu, Ronghang"
VIDEOMAE = "VideoMAE: Masked Autoencoders are Data-Efficient Learners for Self-Supervised Video Pre-Training"
VIDEOMAE_PEOPLE = "Tong, Zhan; Song, Yibing; Wang, Jue; Wang, Limin"
BEIT = "BEiT: BERT Pre-Training of Image Transformers"
BEIT_PEOPLE = "Bao, Hangbo; Dong, Li; Piao, Songhao; Wei, Furu"
EFFICIENTNET = "EfficientNet: Rethinking Model Scaling for Convolutional Neural Networks"
SURVEY = "A Survey on Masked Autoencoder for Self-supervised Learning in Vision and Beyond"


def offered(title: str, authors: str = "", *identifiers: str, source: str = "crossref", **fields: str | int) -> Record:
    """A hit of a title search."""
    return hit(f"{source} some words", *identifiers, title=title, authors=authors, **fields)


class Case(NamedTuple):
    """A hit and the work that was searched for."""

    id: str
    known: Witness
    hit: Record


def named(*cases: Case) -> pytest.MarkDecorator:
    return pytest.mark.parametrize("case", cases, ids=[case.id for case in cases])


@named(
    Case("the very paper", witness(MAE, MAE_PEOPLE, 2022), offered(MAE, MAE_PEOPLE, year=2022)),
    Case("initials for given names", witness(MAE, MAE_PEOPLE, 2022),
         offered(MAE, "K. He; X. Chen; S. Xie; Y. Li; P. Dollar; R. Girshick", year=2022)),
    Case("authors in alphabetical order", witness(MAE, MAE_PEOPLE, 2022),
         offered(MAE, "Chen, Xinlei; Dollár, Piotr; Girshick, Ross; He, Kaiming; Li, Yanghao; Xie, Saining", year=2022)),
    Case("only the first author is told", witness(MAE, MAE_PEOPLE, 2022), offered(MAE, "He, Kaiming", year=2022)),
    Case("half of the people, another first", witness(MAE, "He, Kaiming; Chen, Xinlei", 2022), offered(MAE, "Chen, Xinlei", year=2022)),
    Case("umlaut written out", witness(MAE, "Müller, Jan", 2022), offered(MAE, "Mueller, Jan", year=2022)),
    Case("particle lost", witness(MAE, "Van Gool, Luc", 2022), offered(MAE, "Gool, Luc Van", year=2022)),
    Case("given and family name turned", witness(MAE, "Zhan, Tong", 2022), offered(MAE, "Tong, Zhan", year=2022)),
    Case("name in Chinese characters", witness(MAE, "He, Kaiming", 2022), offered(MAE, "何恺明", year=2022)),
    Case("group", witness("GPT-4 Technical Report", "{OpenAI}", 2023), offered("GPT-4 Technical Report", "{OpenAI}", year=2023)),
    Case("capitals and hyphens", witness(VIDEOMAE, VIDEOMAE_PEOPLE, 2022),
         offered("VideoMAE: Masked autoencoders are data efficient learners for self-supervised video pretraining", VIDEOMAE_PEOPLE)),
    Case("formula in TeX", witness("A$^2$MIM: Architecture-Agnostic Masked Image Modeling", "Li, Siyuan", 2023),
         offered("A²MIM: Architecture-Agnostic Masked Image Modeling", "Li, Siyuan", year=2023)),
    Case("Chinese title", witness("基于掩码自编码器的图像表示学习", "王, 伟", 2023),
         offered("基于掩码自编码器的图像表示学习。", "王, 伟", year=2023)),
    Case("alias missing", witness("MCVD: Masked Conditional Video Diffusion for Prediction", "Voleti, Vikram", 2022),
         offered("Masked Conditional Video Diffusion for Prediction", "Voleti, Vikram", year=2022)),
    Case("online a year before the issue", witness(MAE, MAE_PEOPLE, 2022), offered(MAE, MAE_PEOPLE, year=2021)),
    Case("printed a year after", witness(MAE, MAE_PEOPLE, 2022), offered(MAE, MAE_PEOPLE, year=2023)),
    Case("preprint of three years before", witness(MAE, MAE_PEOPLE, 2022, "CVPR"), offered(MAE, MAE_PEOPLE, year=2019, venue="arXiv")),
    Case("publication three years after the preprint", witness(MAE, MAE_PEOPLE, 2019, "arXiv"),
         offered(MAE, MAE_PEOPLE, year=2022, venue="CVPR")),
    Case("hit without a year", witness(MAE, MAE_PEOPLE, 2022), offered(MAE, MAE_PEOPLE)),
    Case("work without a year", witness(MAE, MAE_PEOPLE), offered(MAE, MAE_PEOPLE, year=2022)),
    Case("no people told, but the same venue and year", witness(MAE, MAE_PEOPLE, 2022, "CVPR"), offered(MAE, venue="CVPR", year=2022)),
    Case("published copy of a preprint", witness(MAE, MAE_PEOPLE, 2021, "arXiv"), offered(MAE, MAE_PEOPLE, venue="CVPR", year=2022)),
    Case("preprint of a publication", witness(MAE, MAE_PEOPLE, 2022, "CVPR"), offered(MAE, MAE_PEOPLE, venue="arXiv", year=2021)),
    Case("listed title and year only", witness(MAE, year=2022), offered(MAE, MAE_PEOPLE, year=2022)),
    Case("listed title and year, a year apart", witness(MAE, year=2022), offered(MAE, MAE_PEOPLE, year=2021)),
    Case("number of the link", witness("Segment anything", certain=["ieee:10378323"]),
         offered("Segment Anything", "Kirillov, A.", "ieee:10378323")),
    Case("note of the link, retitled", witness("Image BERT", certain=["openreview:p-BhZSz59o4"]),
         offered(BEIT, BEIT_PEOPLE, "openreview:p-BhZSz59o4")),
)  # fmt: skip
def test_a_title_hit_about_the_work_is_accepted(case: Case) -> None:
    assert judge_title(case.hit, case.known).accepted


@named(
    Case("its sequel", witness(SAM2, SAM2_PEOPLE, 2024), offered("SAM 3: Segment Anything with Concepts", SAM2_PEOPLE, year=2025)),
    Case("its sequel, but for the number", witness(SAM2, SAM2_PEOPLE, 2024), offered(SAM2.replace("2", "3"), SAM2_PEOPLE, year=2024)),
    Case("second version", witness(VIDEOMAE, VIDEOMAE_PEOPLE, 2022),
         offered(VIDEOMAE.replace("VideoMAE", "VideoMAE V2"), VIDEOMAE_PEOPLE, year=2023)),
    Case("same people's next detector", witness("YOLOv3: An Incremental Improvement", "Redmon, Joseph; Farhadi, Ali", 2018),
         offered("YOLOv4: An Incremental Improvement", "Redmon, Joseph; Farhadi, Ali", year=2018)),
    Case("Roman number", witness("Masked Vision Transformers II", "Xie, Zhenda", 2022),
         offered("Masked Vision Transformers III", "Xie, Zhenda", year=2022)),
    Case("plus sign", witness("Masked Scene Tokens", VIDEOMAE_PEOPLE, 2022), offered("Masked Scene Tokens++", VIDEOMAE_PEOPLE, year=2022)),
    Case("denial", witness("Attention Is All You Need", "Vaswani, Ashish", 2017),
         offered("Attention Is Not All You Need", "Vaswani, Ashish", year=2017)),
    Case("near twin", witness("Masked Autoencoders As Spatiotemporal Learners", "Feichtenhofer, Christoph", 2022),
         offered("Masked Autoencoders As Image Processors", "Feichtenhofer, Christoph", year=2022)),
    Case("erratum", witness(MAE, MAE_PEOPLE, 2022), offered(f"Correction to: {MAE}", MAE_PEOPLE, year=2022)),
    Case("supplement", witness(MAE, MAE_PEOPLE, 2022), offered(f"Supplementary material for {MAE}", MAE_PEOPLE, year=2022)),
    Case("the paper of an erratum", witness(f"Erratum to: {MAE}", MAE_PEOPLE, 2022), offered(MAE, MAE_PEOPLE, year=2022)),
    Case("equal title by others", witness(MAE, MAE_PEOPLE, 2022), offered(MAE, "Doe, Jane; Roe, Richard", year=2022)),
    Case("fewer than half of the people, another first", witness(MAE, "He, Kaiming; Chen, Xinlei; Xie, Saining", 2022),
         offered(MAE, "Chen, Xinlei", year=2022)),
    Case("equal title of the same people, four years before", witness(MAE, MAE_PEOPLE, 2022), offered(MAE, MAE_PEOPLE, year=2018)),
    Case("equal title of the same people, two years before", witness(MAE, MAE_PEOPLE, 2022), offered(MAE, MAE_PEOPLE, year=2020)),
    Case("equal title of the same people, two years after", witness(MAE, MAE_PEOPLE, 2022), offered(MAE, MAE_PEOPLE, year=2024)),
    Case("preprint of four years before", witness(MAE, MAE_PEOPLE, 2022, "CVPR"), offered(MAE, MAE_PEOPLE, year=2018, venue="arXiv")),
    Case("preprint of two years after", witness(MAE, MAE_PEOPLE, 2022, "CVPR"), offered(MAE, MAE_PEOPLE, year=2024, venue="arXiv")),
    Case("publication four years after the preprint", witness(MAE, MAE_PEOPLE, 2018, "arXiv"),
         offered(MAE, MAE_PEOPLE, year=2022, venue="CVPR")),
    Case("its journal extension", witness(MAE, MAE_PEOPLE, 2022, "CVPR"),
         offered(MAE, MAE_PEOPLE, "doi:10.1109/tpami.2023.1", venue="TPAMI", year=2023)),
    Case("nobody told, no place", witness(MAE, MAE_PEOPLE, 2022, "CVPR"), offered(MAE, year=2022)),
    Case("nobody told, another place", witness(MAE, MAE_PEOPLE, 2022, "CVPR"), offered(MAE, venue="ICCV", year=2022)),
    Case("nobody told, another year", witness(MAE, MAE_PEOPLE, 2022, "CVPR"), offered(MAE, venue="CVPR", year=2021)),
    Case("nobody told, a preprint server", witness(MAE, MAE_PEOPLE, 2022, "arXiv"), offered(MAE, venue="arXiv", year=2022)),
    Case("nobody told, the year of neither", witness(MAE, MAE_PEOPLE, venue="CVPR"), offered(MAE, venue="CVPR")),
    Case("a group's paper by somebody", witness("GPT-4 Technical Report", "{OpenAI}", 2023),
         offered("GPT-4 Technical Report", "Doe, Jane; Roe, Richard", year=2023)),
    Case("title only, no year listed", witness(MAE), offered(MAE, MAE_PEOPLE, year=2022)),
    Case("title only, no year in the hit", witness(MAE, year=2022), offered(MAE, MAE_PEOPLE)),
    Case("title and another year", witness(MAE, year=2022), offered(MAE, MAE_PEOPLE, year=2020)),
    Case("a title of four words", witness("Deep Residual Learning", year=2016),
         offered("Deep Residual Learning", "He, Kaiming", year=2016)),
    Case("another work's number", witness("Segment anything", certain=["ieee:10378323"]),
         offered("Segment Anything", "Kirillov, A.", "ieee:1")),
    Case("a shared DOI that only an index gives", witness("Image BERT", certain=["doi:10.1/a"]), offered(BEIT, BEIT_PEOPLE, "doi:10.1/a")),
    Case("nothing known", witness(), offered(MAE, MAE_PEOPLE, year=2022)),
    Case("hit without a title", witness(MAE, MAE_PEOPLE, 2022), hit("crossref x", authors=MAE_PEOPLE, year=2022)),
)  # fmt: skip
def test_a_title_hit_about_another_work_is_refused(case: Case) -> None:
    assert not judge_title(case.hit, case.known).accepted


# --- by identifier ----------------------------------------------------------------------------------------------------

LINK = "arxiv:2106.08254"
RETITLED = "Image BERT: Predicting Visual Tokens"


def said(title: str, authors: str = "", source: str = "semantic_scholar", **fields: str | int) -> Record:
    """What a source says about LINK."""
    return record(f"{source} {LINK}", title=title, authors=authors, **fields)


OWN = witness(BEIT, BEIT_PEOPLE, 2021, "arXiv", [LINK])
OTHERS = witness(BEIT, BEIT_PEOPLE, 2021, "arXiv")
NEWCOMER = "Bao, Hangbo; Dong, Li; Piao, Songhao; Wei, Furu; Doe, Jane"


@named(
    Case("same title, same people", OTHERS, said(BEIT, BEIT_PEOPLE)),
    Case("same title, people of another order", OTHERS, said(BEIT, "Wei, Furu; Piao, Songhao; Dong, Li; Bao, Hangbo")),
    Case("same title, nobody told", OTHERS, said(BEIT)),
    Case("same title, a group told", OTHERS, said(BEIT, "{Microsoft Research}")),
    Case("same title, nobody known", witness(BEIT), said(BEIT, BEIT_PEOPLE)),
    Case("nothing to compare with", witness(), said(BEIT, BEIT_PEOPLE)),
    Case("own link, same title, others told", OWN, said(BEIT, "Doe, Jane; Roe, Richard")),
    Case("own link, retitled, says the site", OWN, said(RETITLED, BEIT_PEOPLE, "arxiv")),
    Case("own link, retitled and reordered, says the site", OWN,
         said(RETITLED, "Wei, Furu; Piao, Songhao; Dong, Li; Bao, Hangbo", "arxiv")),
    Case("own link, retitled, says an index", OWN, said(RETITLED, BEIT_PEOPLE)),
    Case("own link, retitled, with a newcomer", OWN, said(RETITLED, NEWCOMER)),
    Case("own link, a few words added", OWN, said(f"{BEIT} for Recognition", BEIT_PEOPLE)),
)  # fmt: skip
def test_a_record_that_an_identifier_leads_to_is_accepted(case: Case) -> None:
    assert judge_id(case.hit, case.known, asked=Identifier.parse(LINK)).accepted


@named(
    Case("another work", OTHERS, said(MAE, MAE_PEOPLE)),
    Case("equal title by others", OTHERS, said(BEIT, "Doe, Jane; Roe, Richard")),
    Case("same people's other paper", OTHERS, said(RETITLED, BEIT_PEOPLE)),
    Case("own link, another work", OWN, said(MAE, MAE_PEOPLE)),
    Case("own link, another title, nobody told", OWN, said(MAE)),
    Case("own link, another title, a group told", OWN, said(MAE, "{Microsoft Research}")),
    Case("own link, same first author, other people", OWN, said(RETITLED, "Bao, Hangbo; Doe, Jane; Roe, Richard; Poe, Edgar")),
    Case("own link, half of the people", OWN, said(RETITLED, "Bao, Hangbo; Dong, Li; Doe, Jane; Roe, Richard")),
    Case("own link, same people's sequel", witness(EFFICIENTNET, "Tan, Mingxing; Le, Quoc V.", 2019, None, [LINK]),
         said("EfficientNetV2: Smaller Models and Faster Training", "Tan, Mingxing; Le, Quoc V.")),
    Case("own link, erratum", OWN, said(f"Correction to: {BEIT}", BEIT_PEOPLE)),
    Case("own link, other people's title, says the site", OWN, said(MAE, MAE_PEOPLE, "arxiv")),
)  # fmt: skip
def test_a_record_that_an_identifier_leads_astray_to_is_refused(case: Case) -> None:
    assert not judge_id(case.hit, case.known, asked=Identifier.parse(LINK)).accepted


def test_a_match_says_what_was_compared() -> None:
    match = judge_id(said(f"{BEIT} 2", BEIT_PEOPLE), OTHERS, asked=Identifier.parse(LINK))

    assert (match.title, match.accepted, match.lookup.source) == (f"{BEIT} 2", False, "semantic_scholar")
    assert match.parts == {"title": "numbers differ: 2 and none", "people": "agree", "rule": "by identifier of an index"}
    assert match.identifiers == {Identifier.parse(LINK)}
    assert 90 < match.score < 100


@pytest.mark.parametrize(
    ("one", "rule"),
    [
        (judge_id(said(BEIT, BEIT_PEOPLE), OWN, asked=Identifier.parse(LINK)), "by identifier of its own"),
        (judge_title(offered(BEIT, BEIT_PEOPLE, year=2021), OTHERS), "title and people; year agree"),
        (judge_title(offered(BEIT, BEIT_PEOPLE), OTHERS), "title and people; year unknown"),
        (judge_title(offered(BEIT, BEIT_PEOPLE, venue="TPAMI", year=2021), witness(BEIT, BEIT_PEOPLE, 2021, "ICLR")),
         "title and people; year agree; published elsewhere"),
        (judge_title(offered(BEIT, BEIT_PEOPLE, year=2015), witness(BEIT, year=2021)), "title and listed year; year differ"),
        (judge_title(offered(BEIT, BEIT_PEOPLE, "pmid:1"), witness(BEIT, certain=["pmid:1"])), "shares the identifier of the link"),
    ],
)  # fmt: skip
def test_a_match_names_the_rule(one: Match, rule: str) -> None:
    assert one.parts["rule"] == rule


# --- several hits -----------------------------------------------------------------------------------------------------


def verdicts(known: Witness, *hits: Record) -> list[bool]:
    return [match.accepted for match, _ in judge_hits(hits, known)]


def test_where_only_title_and_year_speak_twins_dispute_each_other() -> None:
    mine, twin = offered(MAE, MAE_PEOPLE, year=2022), offered(MAE, "Doe, Jane", year=2022)

    assert verdicts(witness(MAE, year=2022), mine, twin) == [False, False]


def test_twins_of_another_year_dispute_nothing() -> None:
    mine, twin = offered(MAE, MAE_PEOPLE, year=2022), offered(MAE, "Doe, Jane", year=2018)

    assert verdicts(witness(MAE, year=2022), mine, twin) == [True, False]


def test_two_copies_by_the_same_people_are_no_twins() -> None:
    preprint, paper = offered(MAE, MAE_PEOPLE, year=2021, venue="arXiv"), offered(MAE, "K. He; X. Chen", year=2022)

    assert verdicts(witness(MAE, year=2022), preprint, paper) == [True, True]


def test_known_people_settle_a_dispute_of_twins() -> None:
    mine, twin = offered(MAE, MAE_PEOPLE, year=2022), offered(MAE, "Doe, Jane", year=2022)

    assert verdicts(witness(MAE, MAE_PEOPLE, year=2022), twin, mine) == [False, True]


def test_the_number_of_the_link_settles_a_dispute_of_twins() -> None:
    mine, twin = offered(MAE, MAE_PEOPLE, "openreview:abcdefghij", year=2022), offered(MAE, "Doe, Jane", "openreview:klmnopqrst", year=2022)

    assert verdicts(witness(MAE, year=2022, certain=["openreview:abcdefghij"]), twin, mine) == [True, True]


CROSSREF = offered(SURVEY, "Zhang, Chaoning; Zhang, Chenshuang", "doi:10.24963/ijcai.2023/762", year=2023)
OPENALEX = offered(SURVEY, "C. Zhang", year=2022, source="openalex")
DBLP = offered(SURVEY, "Zhang, Chaoning", year=2023, source="dblp")
TWIN = offered(SURVEY, "Doe, Jane", year=2023, source="dblp")


@pytest.mark.parametrize(
    ("known", "hits", "agreed"),
    [
        (witness(SURVEY), [CROSSREF, OPENALEX], [CROSSREF, OPENALEX]),
        (witness(SURVEY), [CROSSREF, OPENALEX, DBLP], [CROSSREF, OPENALEX, DBLP]),
        (witness(SURVEY, year=2023), [CROSSREF, OPENALEX], [CROSSREF, OPENALEX]),
        (witness(SURVEY), [offered("A Survey", "Doe, Jane", year=2023), CROSSREF, DBLP], [CROSSREF, DBLP]),
        (witness(SURVEY), [offered(SURVEY, year=2023, source="openalex"), CROSSREF, DBLP], [CROSSREF, DBLP]),
        (witness(SURVEY), [CROSSREF], []),
        (witness(SURVEY), [CROSSREF, CROSSREF], []),
        (witness(SURVEY), [CROSSREF, OPENALEX, TWIN], []),
        (witness(SURVEY), [CROSSREF, TWIN], []),
        (witness(SURVEY), [CROSSREF, offered(SURVEY, "Zhang, C.", year=2019, source="openalex")], []),
        (witness(SURVEY), [CROSSREF, offered(SURVEY, "Zhang, C.", source="openalex")], []),
        (witness(SURVEY), [offered(SURVEY, "Zhang, C."), offered(SURVEY, "Zhang, C.", source="openalex")], []),
        (witness(SURVEY), [CROSSREF, offered(f"{SURVEY} II", "Zhang, C.", year=2023, source="openalex")], []),
        (witness(SURVEY, year=2019), [CROSSREF, DBLP], []),
        (witness("Deep Learning"), [offered("Deep Learning", "LeCun, Y.", year=2015, source=s) for s in ("crossref", "dblp")], []),
        (witness(), [CROSSREF, DBLP], []),
    ],
    ids=[
        "two", "three", "two and the listed year", "noise beside", "one that names nobody beside", "one", "one index twice",
        "two and a twin", "one and a twin", "years far apart", "one without year", "both without year", "sequel",
        "another year is listed", "too few words",
        "no title",
    ],
)  # fmt: skip
def test_where_only_the_title_is_known_two_indexes_must_agree(known: Witness, hits: list[Record], agreed: list[Record]) -> None:
    assert list(agree(hits, known)) == agreed


# --- two works that share an identifier -------------------------------------------------------------------------------

SHARED = "doi:10.1109/cvpr52729.2023.01398"


@pytest.mark.parametrize(
    ("one", "other", "joined"),
    [
        (witness(BEIT, BEIT_PEOPLE), witness(BEIT, BEIT_PEOPLE), True),
        (witness(BEIT), witness(BEIT, BEIT_PEOPLE), True),
        (witness(BEIT, BEIT_PEOPLE), witness(BEIT, "Doe, Jane; Roe, Richard"), False),
        (witness(BEIT, BEIT_PEOPLE, certain=[SHARED]), witness(BEIT, "Doe, Jane; Roe, Richard", certain=[SHARED]), True),
        (witness(BEIT, BEIT_PEOPLE, certain=[SHARED]), witness(RETITLED, BEIT_PEOPLE, certain=[SHARED]), True),
        (witness(BEIT, BEIT_PEOPLE, certain=[SHARED]), witness(RETITLED, "Wei, Furu; Bao, Hangbo", certain=[SHARED]), True),
        (witness(BEIT, BEIT_PEOPLE, certain=[SHARED]), witness(RETITLED, BEIT_PEOPLE), False),
        (witness(BEIT, BEIT_PEOPLE), witness(RETITLED, BEIT_PEOPLE, certain=[SHARED]), False),
        (witness(BEIT, BEIT_PEOPLE, certain=[SHARED]), witness(MAE, MAE_PEOPLE, certain=[SHARED]), False),
        (witness(BEIT, certain=[SHARED]), witness(MAE, certain=[SHARED]), False),
    ],
    ids=[
        "same title and people", "same title, one names nobody", "equal title, other people", "equal title, other people, certain of both",
        "retitled, certain of both", "retitled and reordered, certain of both", "same people's other paper, certain of one",
        "same people's other paper, certain of the other", "two papers, certain of both", "two titles, nobody named",
    ],
)  # fmt: skip
def test_works_that_share_an_identifier_are_one_only_if_they_look_alike(one: Witness, other: Witness, joined: bool) -> None:
    assert compatible(one, other, Identifier.parse(SHARED)) is joined
