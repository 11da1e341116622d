"""Precision on synthetic pairs: preprints and publications of one work, and what only looks like one.

Forty-four real papers of the demonstration; each is paired with what an index may offer for it: its own versions, written as indexes
write them, and lookalikes, sequels, notices and extensions. A wrong yes is a wrong paper in the database: at least 99 of 100 are right.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from itertools import permutations
from random import Random
from typing import NamedTuple

import pytest

from pipeline.demo.works import Paper, papers
from pipeline.models import Identifier, Record
from pipeline.resolve.match import Witness, compatible, judge_id, judge_title
from tests.resolve.records import hit, read, read_works, record, seed, witness

STRANGERS = "Novak, Jana; Ferrari, Luca; Okafor, Chidi; Lindqvist, Astrid"
JOURNAL = "TPAMI"


class Offer(NamedTuple):
    """What an index offers for a paper."""

    kind: str
    same: bool
    """Whether it is the paper, as preprint or as published."""
    title: str
    authors: str
    venue: str | None
    year: int | None


def people(paper: Paper) -> str:
    return "; ".join(_inverted(name) for name in paper.names)


def _inverted(name: str) -> str:
    given, _, family = name.rpartition(" ")
    return f"{family}, {given}" if given else f"{{{family}}}"


def initials(paper: Paper) -> str:
    return "; ".join(f"{given[0]}. {family}" if given else family for given, _, family in (n.rpartition(" ") for n in paper.names))


def offers(paper: Paper, random: Random) -> Iterator[Offer]:
    """The paper's own versions as indexes write them, then what is not the paper."""
    title, year, venue = paper.title, paper.year, paper.venue
    words = title.split()
    own = people(paper)
    yield Offer("the preprint", True, title, own, "arXiv", year - random.choice([0, 1, 2]))
    yield Offer("in capitals", True, title.upper(), own, venue, year)
    yield Offer("small, with a period", True, title.lower() + ".", own, venue, year)
    yield Offer("hyphens gone", True, title.replace("-", " ").replace(":", " -"), own, venue, year)
    yield Offer("initials", True, title, initials(paper), venue, year)
    yield Offer("a year off", True, title, own, venue, year + random.choice([-1, 1]))
    yield Offer("last author dropped", True, title, own.rpartition("; ")[0] or own, venue, year)
    yield Offer("no year", True, title, own, venue, None)
    yield Offer("same title, other people", False, title, STRANGERS, "ICML", year + random.choice([-4, 0, 1, 4]))
    yield Offer("sequel by number", False, f"{title} 2", own, venue, year + 1)
    yield Offer("sequel by version", False, f"{words[0]} V2{' ' if len(words) > 1 else ''}{' '.join(words[1:])}", own, venue, year + 1)
    yield Offer("second part", False, f"{title}, Part II", own, venue, year)
    yield Offer("revisited", False, f"{title} Revisited", own, venue, year + 1)
    yield Offer("negation", False, f"{title}: Not", own, venue, year + 1)
    yield Offer("correction", False, f"Correction to: {title}", own, venue, year)
    yield Offer("reply by others", False, f"Comment on {title}", STRANGERS, venue, year + 1)
    yield Offer("supplement", False, f"Supplementary Material for {title}", own, venue, year)
    yield Offer("plus", False, f"{title}++", own, venue, year + 1)
    yield Offer("extended by a word", False, f"{title} for Robots", own, venue, year + 1)
    yield Offer("one word another", False, " ".join([*words[:-1], "Zebras"]), own, venue, year)
    # Of a preprint it is the publication.
    yield Offer("published in a journal as well", paper.kind == "preprint", title, own, JOURNAL if venue != JOURNAL else "IJCV", year + 1)
    yield Offer("survey of the theme", False, f"A Survey on {title}", STRANGERS, "CSUR", year + 2)


def known(paper: Paper) -> Witness:
    return witness(paper.title, people(paper), paper.year, paper.venue)


def by_title(paper: Paper, offer: Offer) -> bool:
    fields = {"title": offer.title, "authors": offer.authors, "venue": offer.venue, "year": offer.year}
    one = hit(f"crossref {paper.title}", **{name: value for name, value in fields.items() if value is not None})
    return judge_title(one, known(paper)).accepted


def _by_id(offer: Offer) -> Record:
    fields = {"title": offer.title, "authors": offer.authors, "venue": offer.venue, "year": offer.year}
    return record("openalex doi:10.1000/x", **{name: value for name, value in fields.items() if value is not None})


def by_an_indexs_identifier(paper: Paper, offer: Offer) -> bool:
    return judge_id(_by_id(offer), known(paper), asked=Identifier.parse("doi:10.1000/x")).accepted


def joined(paper: Paper, offer: Offer) -> bool:
    """Whether two listed works that share an index's DOI become one."""
    other = witness(offer.title, offer.authors, offer.year, offer.venue)
    return compatible(known(paper), other, Identifier.parse("doi:10.1000/x"))


EXTENSIONS = frozenset({"published in a journal as well"})
"""Of one work all the same: under one identifier it is a version, only a title search must not take it."""


@pytest.mark.parametrize(
    ("judge", "versions"),
    [(by_title, False), (by_an_indexs_identifier, True), (joined, True)],
    ids=["a title search", "an identifier of an index", "two listed works"],
)
def test_of_a_hundred_that_are_taken_ninety_nine_are_right_and_most_of_the_right_are_taken(
    judge: Callable[[Paper, Offer], bool], versions: bool
) -> None:
    random = Random(7)
    verdicts: Counter[tuple[bool, bool]] = Counter()
    wrong: list[str] = []
    for paper in papers():
        for offer in offers(paper, random):
            right = offer.same or (versions and offer.kind in EXTENSIONS)
            taken = judge(paper, offer)
            verdicts[right, taken] += 1
            wrong += [f"{offer.kind}: {offer.title}"] if taken and not right else []

    assert sum(verdicts.values()) > 800
    assert verdicts[True, True] / (verdicts[True, True] + verdicts[False, True]) >= 0.99, wrong
    assert verdicts[True, True] / (verdicts[True, True] + verdicts[True, False]) >= 0.95


# --- one work under several addresses ---------------------------------------------------------------------------------

MAE = "Masked Autoencoders Are Scalable Vision Learners"
PEOPLE = "He, Kaiming; Chen, Xinlei; Xie, Saining; Li, Yanghao"
ARXIV, DOI = "arxiv:2111.06377", "doi:10.1109/cvpr52688.2022.01553"
CVF = "cvf:CVPR2022/He_Masked_Autoencoders_Are_Scalable_Vision_Learners_CVPR_2022_paper"
KNOWN = (
    record(f"arxiv {ARXIV}", title=MAE, authors=PEOPLE, venue="arXiv", year=2021, abstract="We mask."),
    record(f"cvf {CVF}", ARXIV, title=MAE, authors=PEOPLE, venue="CVPR", year=2022, abstract="We mask."),
    record(f"crossref {DOI}", title=MAE, authors=PEOPLE, venue="CVPR", year=2022),
    record(f"semantic_scholar {ARXIV}", DOI, title=MAE, authors=PEOPLE, venue="CVPR", year=2022),
)


@pytest.mark.parametrize(
    "order", list(permutations([(ARXIV, 1), (CVF, 2), (DOI, 3)])), ids=lambda order: " ".join(k.partition(":")[0] for k, _ in order)
)
def test_a_work_listed_under_three_addresses_is_one_in_every_order(order: tuple[tuple[str, int], ...]) -> None:
    drafts = [read(seed(key, MAE, line=line), *KNOWN) for key, line in order]

    reading = read_works(drafts, {}, lambda x: True)

    [work] = reading.works
    assert set(reading.work_of.values()) == {work.id}
    assert str(work.id) == order[0][0]
    assert (work.chosen["venue"].value, work.chosen["year"].value, work.chosen["arxiv_id"].value) == ("CVPR", 2022, "2111.06377")
    assert {v.kind for v in work.versions} == {"preprint", "proceedings"}
