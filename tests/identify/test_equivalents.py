from __future__ import annotations

import pytest

from pipeline.identify import same
from pipeline.models import Identifier

BOTH_WAYS = (
    ("arxiv:2106.08254", "doi:10.48550/arxiv.2106.08254"),
    ("arxiv:hep-th/9711200", "doi:10.48550/arxiv.hep-th/9711200"),
    ("ijcai:2023/470", "doi:10.24963/ijcai.2023/470"),
    ("acl:P18-1238", "doi:10.18653/v1/p18-1238"),
    ("acl:P14-1001", "doi:10.3115/v1/p14-1001"),
    ("acl:2021.naacl-main.208", "doi:10.18653/v1/2021.naacl-main.208"),
    ("acl:2020.findings-emnlp.342", "doi:10.18653/v1/2020.findings-emnlp.342"),
    ("jair:13550", "doi:10.1613/jair.1.13550"),
)


@pytest.mark.parametrize(("one", "other"), [*BOTH_WAYS, *((b, a) for a, b in BOTH_WAYS)])
def test_a_rule_that_holds_both_ways_is_applied_both_ways(one: str, other: str) -> None:
    assert Identifier.parse(other) in same(Identifier.parse(one))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("dblp:journals/corr/abs-2106-08254", "arxiv:2106.08254"),
        ("rss:15/11", "doi:10.15607/rss.2019.xv.011"),
        ("rss:02/4", "doi:10.15607/rss.2006.ii.004"),
        ("doi:10.18653/v1/w19-5030", "acl:W19-5030"),
        ("doi:10.1609/aaai.v37i1.25079", "aaai:25079"),
        ("doi:10.1609/icwsm.v17i1.22132", "aaai:ICWSM/22132"),
        ("doi:10.1145/3219819.3220078", "acm:3220078"),
        ("bmvc:2022/737", "url:https://bmvc2022.mpi-inf.mpg.de/737/"),
        ("virtual:neurips.cc/virtual/2023/poster/71287", "url:https://neurips.cc/virtual/2023/poster/71287"),
        ("iacr:2019/054", "url:https://eprint.iacr.org/2019/054"),
    ],
)
def test_a_rule_that_holds_one_way_is_applied(one: str, other: str) -> None:
    assert Identifier.parse(other) in same(Identifier.parse(one))


@pytest.mark.parametrize(
    "identifier",
    [
        "doi:10.1109/5.771073",
        "doi:10.48550/arxiv.2113.08254",  # no such month
        "doi:10.3115/1073083.1073135",  # an old DOI of ACL that no rule connects
        "ijcai:2015/470",  # before IJCAI had DOIs
        "acl:2020.lrec-1.868",  # LREC has none
        "acl:C14-1001",  # nor COLING
        "acl:W17-3204",  # workshops: some have, some have not
        "dblp:conf/cvpr/HeCXLDG22",
        "openreview:Z1Qlm11uOM",
        "aaai:25674",
        "jair:11182",  # may be an article of the old site under a new number
    ],
)
def test_where_no_rule_is_certain_nothing_is_said(identifier: str) -> None:
    assert not {one for one in same(Identifier.parse(identifier)) if one.scheme != "url"}


@pytest.mark.parametrize("identifier", [text for pair in BOTH_WAYS for text in pair])
def test_an_identifier_is_not_among_its_own_equivalents(identifier: str) -> None:
    assert Identifier.parse(identifier) not in same(Identifier.parse(identifier))
