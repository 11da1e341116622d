from __future__ import annotations

import pytest

from pipeline.identify import hints


@pytest.mark.parametrize(
    ("url", "venue", "year"),
    [
        ("https://openaccess.thecvf.com/content/CVPR2023/html/Wang_Hard_CVPR_2023_paper.html", "CVPR", "2023"),
        ("http://openaccess.thecvf.com/content_cvpr_2018/papers/Hu_Relation_Networks_for_CVPR_2018_paper.pdf", "cvpr", "2018"),
        ("https://openaccess.thecvf.com/content/CVPR2021W/NTIRE/papers/Chen_HINet_CVPRW_2021_paper.pdf", "CVPRW", "2021"),
        ("https://www.ecva.net/papers/eccv_2022/papers_ECCV/papers/136710416.pdf", "eccv", "2022"),
        ("https://papers.nips.cc/paper_files/paper/2022/file/944618542d80a63bbec16dfbd2bd689a-Paper-Conference.pdf", "nips", "2022"),
        ("https://papers.nips.cc/paper/5346-sequence-to-sequence-learning-with-neural-networks.pdf", "nips", None),
        ("https://www.ijcai.org/proceedings/2023/470", "ijcai", "2023"),
        ("https://aclanthology.org/2021.emnlp-main.328", "emnlp", "2021"),
        ("https://arxiv.org/abs/2106.08254v2", None, "2021"),
        # A track, a workshop or a number that tells nothing must not pass for the main conference.
        ("https://papers.nips.cc/paper/2022/file/74a67268c5cc5910f64938cac4526a90-Paper-Datasets_and_Benchmarks.pdf", None, "2022"),
        ("https://aclanthology.org/2020.nlpcovid19-acl.18/", None, None),
        ("https://aclanthology.org/2020.acl-srw.18/", None, None),
        ("https://proceedings.mlr.press/v202/li23af.html", None, None),
        ("https://arxiv.org/abs/hep-th/9901001", None, None),
        ("https://example.org/CVPR2023/paper.pdf", None, None),
        ("", None, None),
    ],
)  # fmt: skip
def test_venue_and_year_are_read_only_where_the_address_says_them(url: str, venue: str | None, year: str | None) -> None:
    told = {field: raw for field, raw, _ in hints(url)}

    assert told.get("venue") == venue
    assert told.get("year") == year
