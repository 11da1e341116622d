"""Whole runs in a small world: whatever the order of answers and the faults, a run ends, asks nothing twice and reads the same."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from datetime import timedelta
from functools import cache
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.models import Identifier, Outcome
from pipeline.resolve import Draft
from pipeline.sources import registry
from pipeline.web.lanes import MOST_UNREAD
from tests.resolve.planted import (
    BEIT,
    LOOKUPS,
    MAE_PEOPLE,
    RECORDS,
    SEEDS,
    SIMMIM,
    SIMMIM_CVF,
    TWO_STAGE,
    VIDEOMAE_V2_DOI,
    WALL,
)
from tests.resolve.records import hit, lookup, read_works, seed, shown
from tests.resolve.world import Faults, World

LATER = timedelta(days=500)
"""Longer than any wait, so that everything is due again."""
SOURCES = sorted({x.source for x in LOOKUPS} | {"dblp", "datacite", "arxiv_page", "openreview_v1"})

lots = st.integers(min_value=0).map(Random)
failing = st.builds(
    Faults,
    sources=st.dictionaries(st.sampled_from(SOURCES), st.sampled_from([Outcome.REFUSED, Outcome.BROKEN])),
    lookups=st.frozensets(st.sampled_from(LOOKUPS)),
    asks=st.just(0.0),
)


@cache
def undisturbed() -> Mapping[Identifier, Draft]:
    return World(RECORDS).run(SEEDS, Random(0))


def differing(one: Mapping[Identifier, Draft], other: Mapping[Identifier, Draft]) -> list[str]:
    """Keys of the works that are read differently; short, for a person to see what failed."""
    return [str(key) for key in one if one[key] != other[key]]


@given(lots, failing)
@settings(max_examples=10)
def test_any_order_of_arrival_gives_the_same_drafts_and_works(lot: Random, faults: Faults) -> None:
    one, other = World(RECORDS), World(RECORDS)

    drafts, shuffled = one.run(SEEDS, Random(0), faults), other.run(SEEDS, lot, faults)

    assert differing(drafts, shuffled) == []
    assert read_works(list(drafts.values()), {}, one.has_spoken) == read_works(list(shuffled.values()), {}, other.has_spoken)


@given(lots, st.lists(failing, max_size=2))
@settings(max_examples=10)
def test_faults_that_pass_leave_no_trace(lot: Random, troubles: list[Faults]) -> None:
    world = World(RECORDS)

    for faults in troubles:
        world.run(SEEDS, lot, faults, after=timedelta(hours=1))
    drafts = world.run(SEEDS, lot, after=LATER)

    assert differing(drafts, undisturbed()) == []


@given(lots, st.floats(0, 0.9))
@settings(max_examples=10)
def test_a_batch_put_together_anew_after_a_refusal_loses_nothing(lot: Random, share: float) -> None:
    world = World(RECORDS)

    world.run(SEEDS, lot, Faults(asks=share))
    drafts = world.run(SEEDS, lot, after=LATER)

    assert differing(drafts, undisturbed()) == []


PIECES = 2 * len(SEEDS).bit_length()
"""How often a lookup may be asked again in the pieces of a batch that failed: each is half of the one before, and a good one is doubled."""


@given(lots, st.lists(failing, max_size=3), st.timedeltas(timedelta(), timedelta(days=40)))
@settings(max_examples=10)
def test_nothing_is_asked_twice_in_a_run_nor_before_it_is_due(lot: Random, troubles: list[Faults], pause: timedelta) -> None:
    world = World(RECORDS)

    for faults in troubles:
        world.run(SEEDS, lot, faults, after=pause)
        assert world.early == []
        troubled = {*faults.sources, *(x.source for x in faults.lookups)}
        again = [x for x, n in Counter(world.asked()).items() if n > (1 + PIECES if x.source in troubled or faults.asks else 1)]
        assert again == []


def test_nothing_is_asked_again_at_once() -> None:
    world = World(RECORDS)
    world.run(SEEDS, Random(0))

    world.run(SEEDS, Random(1), after=timedelta(hours=4))

    assert world.asks[-1] == []


@given(lots)
@settings(max_examples=10)
def test_no_request_carries_more_than_its_source_takes(lot: Random) -> None:
    world = World(RECORDS)

    world.run(SEEDS, lot)

    for ask in world.asks[-1]:
        assert len(ask.lookups) <= registry()[ask.lookups[0].source].chunk(ask.lookups[0].by)
        assert len({(x.source, x.by) for x in ask.lookups}) == 1


@given(lots, failing)
@settings(max_examples=10)
def test_failures_after_good_answers_change_no_field(lot: Random, faults: Faults) -> None:
    world = World(RECORDS)
    before = world.run(SEEDS, lot)

    after = world.run(SEEDS, lot, faults, after=LATER)

    assert [str(key) for key in before if before[key].chosen != after[key].chosen] == []


@given(
    lots,
    st.lists(failing.flatmap(lambda f: st.sampled_from([0.0, 0.3, 0.7]).map(lambda share: f._replace(asks=share))), min_size=2, max_size=4),
)
@settings(max_examples=20)
def test_no_run_lacks_a_field_that_the_one_before_had(lot: Random, troubles: list[Faults]) -> None:
    world = World(RECORDS)
    before: dict[Identifier, Draft] = {}
    for faults in troubles:
        after = world.run(SEEDS, lot, faults, after=LATER)
        lost = [(str(key), field) for key in before for field in before[key].chosen if field not in after[key].chosen]
        assert lost == []
        before = after


@pytest.mark.parametrize("trouble", [Outcome.REFUSED, Outcome.BROKEN])
@pytest.mark.parametrize(
    ("key", "first"),
    [
        (SIMMIM_CVF, f"cvf {SIMMIM_CVF}"),
        ("arxiv:2111.06377", "arxiv arxiv:2111.06377"),
        ("openreview:p-BhZSz59o4", "openreview openreview:p-BhZSz59o4"),
    ],
)
def test_a_source_ranked_first_stays_wanted_until_it_has_spoken_and_then_wins(key: str, first: str, trouble: Outcome) -> None:
    world, own = World(RECORDS), lookup(first)
    for days in (0, 40, 80):
        draft = world.run(SEEDS, Random(days), Faults({own.source: trouble}), after=timedelta(days=days))[Identifier.parse(key)]
        assert own in draft.consulted
        assert own in world.asked()
        assert not world.standings[own].settled

    draft = world.run(SEEDS, Random(0), after=LATER)[Identifier.parse(key)]

    assert draft.chosen["title"].lookup == draft.chosen["authors"].lookup == own
    assert draft == undisturbed()[Identifier.parse(key)]


def test_others_fill_in_while_the_first_source_is_silent() -> None:
    draft = World(RECORDS).run(SEEDS, Random(0), Faults({"arxiv": Outcome.REFUSED}))[Identifier.parse("arxiv:2111.06377")]

    assert shown(draft)["venue"] == "CVPR"
    assert draft.chosen["title"].lookup == lookup("semantic_scholar arxiv:2111.06377")


# --- lies -------------------------------------------------------------------------------------------------------------


def told(drafts: Mapping[Identifier, Draft]) -> dict[str, dict[str, object]]:
    """Key to the values that a reader of the database sees."""
    works = {w.id: w for w in read_works(list(drafts.values()), {}, lambda _: True).works}
    assert len(works) == len(drafts)
    return {str(k): {f: c.value for f, c in works[k].chosen.items()} | {"all": {str(i) for i in works[k].identifiers}} for k in drafts}


@given(lots)
@settings(max_examples=10)
def test_lies_reach_no_work_in_any_order(lot: Random) -> None:
    found = told(World(RECORDS).run(SEEDS, lot))

    mae, simmim, videomae, second, beit, survey, twins, walled = (found[str(s.key)] for s in SEEDS)
    assert (mae["venue"], mae["year"], mae["doi"]) == ("CVPR", 2022, "10.1109/cvpr52688.2022.01553")
    assert families(mae) == [name.partition(",")[0] for name in MAE_PEOPLE.split("; ")]
    assert (simmim["venue"], simmim["year"], simmim["doi"], families(simmim)[0]) == ("CVPR", 2022, "10.1109/cvpr52688.2022.00943", "Xie")
    assert "arxiv_id" not in simmim
    assert (videomae["venue"], videomae["year"], families(videomae)) == ("NeurIPS", 2022, ["Tong", "Song", "Wang", "Wang"])
    assert videomae.get("doi") in {None, "10.52202/068431-0732"}
    assert (second["doi"], second.get("arxiv_id"), families(second)[0]) == (VIDEOMAE_V2_DOI.removeprefix("doi:"), None, "Wang")
    assert (beit["venue"], beit["year"], "doi" in beit, "arxiv_id" in beit) == ("ICLR", 2022, False, False)
    assert (survey["venue"], survey["year"], survey["doi"]) == ("IJCAI", 2023, "10.24963/ijcai.2023/762")
    assert (twins["title"], "authors" in twins, "doi" in twins) == (TWO_STAGE, False, False)
    assert (walled["title"], "authors" in walled) == (BEIT, False)


def families(work: dict[str, object]) -> list[str]:
    authors = work["authors"]
    assert isinstance(authors, list)
    return [str(one["family"]) for one in authors]


@given(lots, failing)
@settings(max_examples=10)
def test_lies_name_no_wrong_paper_whoever_fails(lot: Random, faults: Faults) -> None:
    found = World(RECORDS).run(SEEDS, lot, faults)

    for one in SEEDS:
        work = shown(found[one.key])
        assert work["title"] == one.listed_title
        assert work["title"] != WALL
        if isinstance(work.get("authors"), list):
            assert families(work)[0] != "Doe"


# --- requests ---------------------------------------------------------------------------------------------------------


def test_what_many_works_want_is_asked_once() -> None:
    twice = (
        *SEEDS,
        SEEDS[0].model_copy(update={"key": Identifier.parse("ieee:9879206"), "also": SEEDS[0].identifiers, "identifiers": frozenset()}),
    )
    world = World(RECORDS)

    world.run(twice, Random(0))

    assert Counter(world.asked())[lookup("arxiv arxiv:2111.06377")] == 1


def test_identifiers_of_many_works_share_a_request() -> None:
    world = World(RECORDS)

    world.run(SEEDS, Random(0))

    first = next(ask for ask in world.asks[-1] if lookup("arxiv arxiv:2111.06377") in ask.lookups)
    assert lookup("arxiv arxiv:2203.12602") in first.lookups


class AlwaysMore(Random):
    """Lots by which another answer is there whenever somebody looks."""

    def random(self) -> float:
        return 0.5


def test_a_run_is_watched_also_while_answers_pour_in() -> None:
    ticks: list[None] = []
    world = World([])

    many = [seed(f"url:https://example.org/{n}", f"A paper, the {n}th of many") for n in range(200)]
    world.run(many, AlwaysMore(0), tick=lambda: ticks.append(None))

    assert len(ticks) > len(world.asks[-1]) / (2 * MOST_UNREAD)


def test_a_new_answer_is_taken_when_it_comes() -> None:
    """A preprint is published: the index learns of it a year later."""
    world = World(r for r in RECORDS if r.lookup != lookup("semantic_scholar arxiv:2111.06377"))
    before = world.run(SEEDS, Random(0))[Identifier.parse("arxiv:2111.06377")]

    later = World([*RECORDS, hit(f"crossref {SIMMIM}", title="x")])
    later.standings, later._found, later.now = world.standings, world._found, world.now
    after = later.run(SEEDS, Random(0), after=LATER)[Identifier.parse("arxiv:2111.06377")]

    assert (shown(before)["venue"], shown(after)["venue"]) == ("arXiv", "CVPR")
