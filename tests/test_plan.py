"""When a lookup is due again, and which lookups leave together."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.evidence import Standing
from pipeline.evidence.answers import first
from pipeline.models import SETTLED, Ask, Lookup, Outcome, Record
from pipeline.plan import Agenda, due, due_at
from pipeline.resolve import Draft
from pipeline.resolve.ladder import FEEDERS, LADDER
from pipeline.sources import registry
from tests.resolve.records import lookup, read, record, seed

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
TITLE = "Masked Autoencoders Are Scalable Vision Learners"
ARXIV = lookup("arxiv arxiv:2111.06377")


def preprint(year: int | None = 2026) -> Draft:
    """A work of which only the preprint is known."""
    said = {"year": year} if year else {}
    return read(seed("arxiv:2111.06377", TITLE), record("arxiv arxiv:2111.06377", title=TITLE, venue="arXiv", **said))


def published() -> Draft:
    return read(seed("arxiv:2111.06377", TITLE), record("semantic_scholar arxiv:2111.06377", title=TITLE, venue="CVPR", year=2022))


UNKNOWN = read(seed("arxiv:2111.06377", TITLE))


def stands(outcome: Outcome, failures: int = 0) -> Standing:
    spoken = outcome in SETTLED
    return Standing(
        outcome=outcome, reason="", at=NOON, found=None, response=None, failures=failures, run="1", spoken=spoken, late=False, missed=0
    )


# --- due again after --------------------------------------------------------------------------------------------------


def test_what_was_never_asked_is_due_now() -> None:
    assert due_at(ARXIV, None, UNKNOWN) is None


WAITS = [
    ("published", stands(Outcome.FOUND), published(), 365 * DAY),
    ("preprint", stands(Outcome.FOUND), preprint(), 14 * DAY),
    ("preprint of last year", stands(Outcome.FOUND), preprint(2025), 180 * DAY),
    ("preprint of this summer's year", stands(Outcome.FOUND), preprint(2026), 14 * DAY),
    ("preprint without a year", stands(Outcome.FOUND), preprint(None), 14 * DAY),
    ("not found", stands(Outcome.NOT_FOUND), UNKNOWN, 30 * DAY),
    ("not found, though published", stands(Outcome.NOT_FOUND), published(), 30 * DAY),
    ("skipped", stands(Outcome.SKIPPED), UNKNOWN, 30 * DAY),
    ("about another work once", stands(Outcome.MISMATCH, 1), UNKNOWN, 6 * HOUR),
    ("about another work for years", stands(Outcome.MISMATCH, 99), UNKNOWN, 30 * DAY),
    ("refused once", stands(Outcome.REFUSED, 1), UNKNOWN, 6 * HOUR),
    ("refused twice", stands(Outcome.REFUSED, 2), UNKNOWN, DAY),
    ("refused three times", stands(Outcome.REFUSED, 3), UNKNOWN, 3 * DAY),
    ("refused four times", stands(Outcome.REFUSED, 4), UNKNOWN, 7 * DAY),
    ("refused five times", stands(Outcome.REFUSED, 5), UNKNOWN, 30 * DAY),
    ("refused for years", stands(Outcome.REFUSED, 99), UNKNOWN, 30 * DAY),
    ("broken once", stands(Outcome.BROKEN, 1), UNKNOWN, 6 * HOUR),
    ("broken twice, though published", stands(Outcome.BROKEN, 2), published(), DAY),
]


@pytest.mark.parametrize(("standing", "draft", "wait"), [row[1:] for row in WAITS], ids=[row[0] for row in WAITS])
def test_a_lookup_is_due_again_after_its_wait(standing: Standing, draft: Draft, wait: timedelta) -> None:
    due = [due_at(Lookup(source="arxiv", by="id", value=f"arxiv:{n}"), standing, draft) for n in range(200)]
    waits = [when - NOON for when in due if when is not None]

    assert len(waits) == 200
    assert all(0.8 * wait <= w <= 1.2 * wait for w in waits)
    assert min(waits) < 0.85 * wait
    assert max(waits) > 1.15 * wait


@pytest.mark.parametrize(
    ("year", "asked", "wait"),
    [
        (2024, datetime(2025, 7, 2, tzinfo=UTC), 14 * DAY),
        (2024, datetime(2025, 7, 2, 0, 0, 1, tzinfo=UTC), 180 * DAY),
    ],
    ids=["18 months after the year began", "a second later"],
)
def test_a_preprint_grows_old_after_eighteen_months(year: int, asked: datetime, wait: timedelta) -> None:
    standing = first(Outcome.FOUND, "", 1, asked, "1")

    when = due_at(ARXIV, standing, preprint(year))

    assert when is not None
    assert 0.8 * wait <= when - asked <= 1.2 * wait


LISTING = lookup("ecva ECCV 2022", by="listing")


@pytest.mark.parametrize(
    ("draft", "wait"),
    [(UNKNOWN, DAY), (UNKNOWN.with_record(Record(lookup=LISTING, identifiers=frozenset(), claims=())), 365 * DAY), (published(), DAY)],
    ids=["without the work", "with the work", "without a work that is published elsewhere"],
)
def test_a_listing_is_due_daily_until_it_has_the_work(draft: Draft, wait: timedelta) -> None:
    when = due_at(LISTING, stands(Outcome.FOUND), draft)

    assert when is not None
    assert 0.8 * wait <= when - NOON <= 1.2 * wait


@given(st.text())
def test_the_spread_of_a_lookup_is_its_own_for_good(value: str) -> None:
    one = Lookup(source="arxiv", by="title", value=value)

    assert due_at(one, stands(Outcome.NOT_FOUND), UNKNOWN) == due_at(replace(one), stands(Outcome.NOT_FOUND), UNKNOWN)


# --- what is due ------------------------------------------------------------------------------------------------------

TWO = replace(UNKNOWN, consulted={ARXIV: "arxiv", lookup("semantic_scholar arxiv:2111.06377"): "semantic-scholar"})
INDEX = lookup("semantic_scholar arxiv:2111.06377")


def test_what_is_due_comes_in_the_order_of_the_ladder() -> None:
    assert list(due(TWO, {}, NOON).items()) == [(ARXIV, "arxiv"), (INDEX, "semantic-scholar")]


def test_what_is_not_due_is_left_out() -> None:
    assert due(TWO, {ARXIV: stands(Outcome.NOT_FOUND)}, NOON + DAY) == {INDEX: "semantic-scholar"}
    assert due(TWO, {ARXIV: stands(Outcome.NOT_FOUND), INDEX: stands(Outcome.REFUSED, 1)}, NOON + DAY) == {INDEX: "semantic-scholar"}
    assert due(TWO, dict.fromkeys(TWO.consulted, stands(Outcome.NOT_FOUND)), NOON + 40 * DAY).keys() == TWO.consulted.keys()


def test_a_lookup_is_due_to_the_very_second() -> None:
    standing = stands(Outcome.NOT_FOUND)
    when = due_at(ARXIV, standing, TWO)
    assert when is not None

    assert ARXIV in due(TWO, {ARXIV: standing}, when)
    assert ARXIV not in due(TWO, {ARXIV: standing}, when - timedelta(microseconds=1))


@pytest.mark.parametrize("outcome", Outcome)
def test_only_what_failed_can_be_asked_before_its_time(outcome: Outcome) -> None:
    standings = {ARXIV: stands(outcome, 1), INDEX: stands(Outcome.NOT_FOUND)}

    assert list(due(TWO, standings, NOON, failed_too=True)) == ([ARXIV] if outcome not in SETTLED else [])
    assert due(TWO, standings, NOON) == {}


# --- which leave together ---------------------------------------------------------------------------------------------

BOTTOM = next(rung.name for rung in LADDER if not rung.after)
"""A rung that waits for nothing."""


def ids(source: str, n: int, start: int = 0) -> list[Lookup]:
    return [lookup(f"{source} {registry()[source].schemes[0]}:2001.{i:05}") for i in range(start, start + n)]


def sizes(asks: list[Ask]) -> list[int]:
    return [len(ask.lookups) for ask in asks]


def agenda(*wanted: tuple[str, list[Lookup]]) -> Agenda:
    one = Agenda(registry())
    for rung, lookups in wanted:
        one.want(dict.fromkeys(lookups, rung))
    return one


def test_at_first_everything_leaves() -> None:
    one = agenda(("page", ids("pmlr", 1)), ("arxiv", ids("arxiv", 3)), ("semantic-scholar", ids("semantic_scholar", 2)))

    assert sizes(one.ready(first=True)) == [3, 1, 2]
    assert one.waiting == 0


def test_only_full_batches_leave_while_the_lists_are_still_being_thought_about() -> None:
    one = agenda(("arxiv", ids("arxiv", 130)), ("page", ids("pmlr", 2)))

    assert sizes(one.full()) == [100, 1, 1]
    one.want(dict.fromkeys(ids("arxiv", 20, start=300), "arxiv"))
    assert sizes(one.full()) == []
    assert sizes(one.ready(first=True)) == [50]


def test_a_full_batch_leaves_at_once_and_the_rest_waits_for_what_may_join() -> None:
    page = ids("pmlr", 1)
    one = agenda(("page", page))
    [asked] = one.ready(first=True)
    one.want(dict.fromkeys(ids("arxiv", 230), "arxiv"))

    assert sizes(one.ready()) == [100, 100]
    assert one.waiting == 30
    one.want(dict.fromkeys(ids("arxiv", 50, start=300), "arxiv"))
    assert sizes(one.ready()) == []
    one.answered(asked.lookups)
    assert sizes(one.ready()) == [80]
    assert one.waiting == 0


def test_the_rest_waits_for_rungs_below_the_ones_below() -> None:
    """A page leads to an arXiv id, which leads to a DOI, which one index confirms."""
    one = agenda(("page", ids("pmlr", 1)))
    [asked] = one.ready(first=True)
    one.want({lookup("openalex doi:10.1000/a"): "openalex"})

    assert one.ready() == []
    one.answered(asked.lookups)
    assert sizes(one.ready()) == [1]


def test_what_waits_itself_holds_back_what_stands_above_it() -> None:
    one = agenda(("page", ids("pmlr", 1)))
    [page] = one.ready(first=True)
    one.want({**dict.fromkeys(ids("arxiv", 1), "arxiv"), lookup("openalex doi:10.1000/a"): "openalex"})

    one.answered(page.lookups)
    [arxiv] = one.ready()

    assert arxiv.lookups[0].source == "arxiv"
    one.answered(arxiv.lookups)
    assert [a.lookups[0].source for a in one.ready()] == ["openalex"]


def test_one_lookup_to_which_nothing_can_join_takes_the_others_along() -> None:
    """A request that leaves anyway costs nothing more with them."""
    one = agenda(("semantic-scholar-again", ids("semantic_scholar", 1)))
    [held] = one.ready(first=True)
    one.want(
        {**dict.fromkeys(ids("semantic_scholar", 2, start=10), "semantic-scholar"), lookup("semantic_scholar doi:10.1000/a"): "abstract"}
    )

    assert sizes(one.ready()) == [3]
    one.answered(held.lookups)


def test_a_lookup_is_wanted_once_however_many_works_want_it() -> None:
    one = agenda(("arxiv", ids("arxiv", 2)), ("arxiv-again", ids("arxiv", 3)))

    assert sizes(one.ready(first=True)) == [3]
    one.want(dict.fromkeys(ids("arxiv", 3), "arxiv"))
    assert (one.waiting, one.ready()) == (0, [])


def test_questions_of_two_kinds_never_share_a_request() -> None:
    one = agenda(("arxiv", ids("arxiv", 1)), ("arxiv-title", [lookup(f"arxiv {TITLE}", by="title")]))

    assert sizes(one.ready(first=True)) == [1, 1]


def test_what_failed_of_a_batch_is_asked_again_in_pieces() -> None:
    one = agenda(("arxiv", ids("arxiv", 5)))
    [whole] = one.ready(first=True)

    [half], lost = one.again(whole, whole.lookups)
    [rest], none = one.again(half, [])

    assert sizes([half, rest]) == [2, 2]
    assert [*half.lookups, *rest.lookups] == list(whole.lookups[:4])
    assert [*lost, *none] == []


def test_one_lookup_that_fails_is_given_up() -> None:
    one = agenda(("pmlr", ids("pmlr", 1)))
    [whole] = one.ready(first=True)

    assert one.again(whole, whole.lookups) == ([], whole.lookups)


plans = st.lists(
    st.tuples(
        st.sampled_from([(rung.name, name) for rung in LADDER for name in rung.sources if name != "*"]),
        st.integers(1, 130),
        st.integers(0, 3),
    ),
    max_size=6,
)


@given(plans)
@settings(max_examples=50)
def test_everything_leaves_in_the_end_once_and_in_batches_that_fit(steps: list[tuple[tuple[str, str], int, int]]) -> None:
    one = Agenda(registry())
    under_way: list[Ask] = []
    wanted: set[Lookup] = set()
    left: list[Lookup] = []

    for n, ((rung, source), count, answers) in enumerate(steps):
        # bioRxiv's pages are those of some DOIs only
        scheme = "doi:10.1101/2001.01.01.1" if source == "biorxiv" else f"{registry()[source].schemes[0]}:2001."
        lookups = {Lookup(source=source, by="id", value=f"{scheme}{n:02}{i:03}") for i in range(count)}
        one.want(dict.fromkeys(sorted(lookups, key=str), rung))
        wanted |= lookups
        under_way += one.ready(first=n == 0)
        for ask in under_way[:answers]:
            one.answered(ask.lookups)
            left += ask.lookups
        del under_way[:answers]
    while under_way or one.waiting:
        under_way += one.ready()
        assert under_way, "lookups wait, but nothing is under way"
        ask = under_way.pop(0)
        assert len(ask.lookups) <= registry()[ask.lookups[0].source].chunk("id")
        one.answered(ask.lookups)
        left += ask.lookups

    assert sorted(map(str, left)) == sorted(map(str, wanted))


def test_every_rung_waits_only_for_rungs_below_it() -> None:
    names = [rung.name for rung in LADDER]

    assert len(set(names)) == len(names)
    for place, rung in enumerate(LADDER):
        assert FEEDERS[rung.name] <= set(names[:place])
        assert set(rung.after) <= FEEDERS[rung.name]
    assert BOTTOM == "page"
