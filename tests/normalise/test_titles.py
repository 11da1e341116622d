"""Titles: how they are shown, folded and compared."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.normalise import titles

SHOWN = [
    ("Masked Autoencoders Are Scalable Vision Learners.", "Masked Autoencoders Are Scalable Vision Learners"),
    ("Is Attention All You Need?", "Is Attention All You Need?"),
    ("It works!", "It works!"),
    ("To be continued...", "To be continued..."),
    ("Made in the U.S.", "Made in the U.S."),
    ("{BEiT}: {BERT} Pre-Training of Image Transformers", "BEiT: BERT Pre-Training of Image Transformers"),
    ("{{BEiT: BERT Pre-Training of Image Transformers}}", "BEiT: BERT Pre-Training of Image Transformers"),
    ("{D}eep {L}earning in {3D}", "Deep Learning in 3D"),
    ("A$^2$MIM: Architecture-Agnostic", "A²MIM: Architecture-Agnostic"),
    ("M$^4$I: Multi-modal Models Membership Inference", "M⁴I: Multi-modal Models Membership Inference"),
    ("Near-Optimal Private and Scalable $k$-Clustering", "Near-Optimal Private and Scalable k-Clustering"),
    ("Swap Regret of $O(\\log T)$", "Swap Regret of O(log T)"),
    ("Masked Image Modeling*", "Masked Image Modeling"),
    ("* Masked Image Modeling", "Masked Image Modeling"),
    ("Masked Image Modeling †", "Masked Image Modeling"),
    ("Planning with A*", "Planning with A*"),
    ("Sampling with RRT*", "Sampling with RRT*"),
    ("[A title put into English].", "A title put into English"),
    ("Title: Masked Image Modeling", "Masked Image Modeling"),
    ("[PDF] Masked Image Modeling", "Masked Image Modeling"),
    ("Masked  Image\n Modeling", "Masked Image Modeling"),
    ("What about C# and C++", "What about C# and C++"),
    ("Tables &amp; Chairs", "Tables & Chairs"),
    ("Sets {0, 1} in Title", "Sets {0, 1} in Title"),
    ("何恺明的论文。", "何恺明的论文。"),
    ("0", "0"),
]

FOLDED = [
    ("MCVD - Masked Conditional", "mcvd masked conditional"),
    ("Müller's “Größe”", "mullers grosse"),
    ("$\\ell_2$ and α", "l2 and α"),
    ("A²MIM", "a2mim"),
    ("A$^2$MIM", "a2mim"),
    ("A^2MIM", "a2mim"),
    ("何恺明 2021", "何恺明 2021"),
    ("Ελληνικά", "ελληνικα"),
    ("हिन्दी", "हिन्दी"),
    ("Ｆｕｌｌ　ｗｉｄｔｈ", "full width"),
    ("Q&A", "q and a"),
    ("10,000 classes", "10000 classes"),
    ("...", ""),
]

SAME = [
    ("MCVD: Masked Conditional Video Diffusion", "MCVD - Masked Conditional Video Diffusion"),
    (
        "Architecture-Agnostic Masked Image Modeling  From ViT back to CNN",
        "Architecture-Agnostic Masked Image Modeling – From ViT back to CNN",
    ),
    ("A$^2$MIM: Masked Image Modeling", "A2MIM: Masked Image Modeling"),
    ("Masked Autoencoders Are Scalable Vision Learners.", "masked autoencoders are scalable vision learners"),
    ("Multi-modal Learning with Pre-training", "Multimodal Learning with Pretraining"),
    ("Masked Auto-encoders for Point Cloud Self-supervised Learning", "Masked Autoencoders for Point Cloud Self-supervised Learning"),
    ("Scalable Modelling of Colour Images with Tokens", "Scalable Modeling of Color Images with Tokens"),
    ("Self-supervised Pre-training of Vision Transformers", "Self-supervised Pre-training for Vision Transformers"),
    ("Context Autoencoder for Self-Supervised Representation Learning", "Context Autoencoders for Self-Supervised Representation Learning"),
    ("Masked Image Modeling with Denoising Contrast", "Masked Image Modelling with Denoising Contrast"),
    ("Representation Learnig by Masked Image Modeling", "Representation Learning by Masked Image Modeling"),
    ("Using α-Divergence in Learning", "Using alpha-Divergence in Learning"),
    ("Tables & Chairs in the Wild", "Tables and Chairs in the Wild"),
    ("Part II: Learning to See Masks", "Part 2: Learning to See Masks"),
    ("MAE: Masked Autoencoders Are Scalable Vision Learners", "Masked Autoencoders Are Scalable Vision Learners"),
    ("RETRACTED: Masked Image Modeling for Everyone", "Masked Image Modeling for Everyone"),
    ("何恺明的论文", "何恺明的论文。"),
    ("Attention", "attention"),
]

DIFFERENT = [
    ("SAM 2: Segment Anything in Images and Videos", "SAM 3: Segment Anything in Images and Videos", "numbers differ"),
    ("YOLOv3: An Incremental Improvement", "YOLOv4: An Incremental Improvement", "numbers differ"),
    ("Learning to See, Part II", "Learning to See, Part III", "numbers differ"),
    ("VideoMAE", "VideoMAE V2", "numbers differ"),
    ("BEiT: Image Pre-Training", "BEiT v2: Image Pre-Training", "numbers differ"),
    ("Learning in 2D", "Learning in 3D", "numbers differ"),
    ("A²MIM", "A³MIM", "numbers differ"),
    ("Attention Is All You Need", "Attention Is Not All You Need", "denies"),
    ("Learning With Labels in the Wild", "Learning Without Labels in the Wild", "denies"),
    ("UNet", "UNet++", "plus"),
    ("Deep Learning", "Deep Learning for Image Recognition", "score"),
    ("Masked Autoencoders Are Scalable Vision Learners", "Masked Autoencoders Are Scalable Video Learners", "words"),
    (
        "Supervised Representation Learning of Medical Images with Transformers",
        "Unsupervised Representation Learning of Medical Images with Transformers",
        "words",
    ),
    (
        "A Very Long Title about Masked Image Modeling for the Recognition of Small Objects",
        "A Very Long Title about Masked Image Modeling for the Recognition of Small Objects Revisited",
        "words",
    ),
    (
        "Masked Autoencoders for Self-supervised Learning on Point Clouds and Meshes",
        "Masked Autodecoders for Self-supervised Learning on Point Clouds and Meshes",
        "words",
    ),
    ("Correction to: Masked Image Modeling for Everyone", "Masked Image Modeling for Everyone", "notice"),
    ("Erratum: Masked Image Modeling for Everyone", "Masked Image Modeling for Everyone", "notice"),
    ("ERRATUM: Masked Image Modeling for Everyone Now", "Masked Image Modeling for Everyone Now", "notice"),
    ("Supplementary material for Masked Image Modeling", "Masked Image Modeling", "notice"),
    ("Author Correction: Masked Image Modeling for Everyone", "Masked Image Modeling for Everyone", "notice"),
    ("", "Masked Image Modeling", "missing"),
    ("...", "...", "missing"),
    ("Dogs Chase Cats in Large Gardens", "Cats Chase Dogs in Large Gardens", "score"),
]


@pytest.mark.parametrize(("raw", "expected"), SHOWN, ids=[raw for raw, _ in SHOWN])
def test_a_title_is_shown_as_it_reads(raw: str, expected: str) -> None:
    assert titles.title(raw) == expected


@pytest.mark.parametrize(("raw", "expected"), FOLDED, ids=[raw for raw, _ in FOLDED])
def test_folding_keeps_letters_and_digits_of_every_script(raw: str, expected: str) -> None:
    assert titles.fold(raw) == expected


@pytest.mark.parametrize(("a", "b"), SAME, ids=[a for a, _ in SAME])
def test_retitled_and_misspelt_titles_are_the_same(a: str, b: str) -> None:
    assert titles.compare(a, b).same, titles.compare(a, b).why
    assert titles.compare(b, a).same, titles.compare(b, a).why


@pytest.mark.parametrize(("a", "b", "why"), DIFFERENT, ids=[f"{a} / {b}" for a, b, _ in DIFFERENT])
def test_near_titles_of_other_works_differ_and_say_why(a: str, b: str, why: str) -> None:
    found = titles.compare(a, b)

    assert not found.same
    assert why in found.why
    assert not titles.compare(b, a).same


_TITLES = st.text(max_size=80)


@given(_TITLES)
def test_cleaning_a_title_twice_is_cleaning_it_once(raw: str) -> None:
    once = titles.title(raw)

    assert titles.title(once) == once


@given(_TITLES)
def test_folding_twice_is_folding_once(raw: str) -> None:
    once = titles.fold(raw)

    assert titles.fold(once) == once


@given(_TITLES)
def test_a_title_is_like_itself_or_says_nothing(raw: str) -> None:
    found = titles.compare(raw, raw)

    assert found.same == bool(titles.fold(raw))


@given(_TITLES, _TITLES)
def test_comparing_does_not_depend_on_the_order(a: str, b: str) -> None:
    assert titles.compare(a, b).same == titles.compare(b, a).same
    assert 0 <= titles.compare(a, b).score <= 100
