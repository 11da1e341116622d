"""Every row of publishers.toml proves itself by its example."""

from __future__ import annotations

import pytest

from pipeline.identify import fallback, hints, identify, same
from pipeline.identify.table import ByHost, Hint, Place, Row, is_known, table
from pipeline.models import Identifier
from pipeline.sources import registry
from pipeline.sources._address import address


def _id(place: Place) -> str:
    return f"{place.hosts[0]} {place.why[:40]}"


def _holds(place: Place) -> bool:
    found = address(place.example)
    return found is not None and any(True for _ in ByHost([place]).matches(found))


@pytest.mark.parametrize("row", table().row, ids=_id)
def test_a_row_holds_for_its_example_and_gives_what_it_says(row: Row) -> None:
    assert _holds(row)
    assert identify(row.example) == Identifier.parse(row.gives)


@pytest.mark.parametrize("row", table().row, ids=_id)
def test_a_source_that_knows_a_rows_address_agrees_with_the_row(row: Row) -> None:
    claims = {source.identify(row.example) for source in registry().values() if source.kind != "general"} - {None}

    assert claims <= {Identifier.parse(row.gives)}


@pytest.mark.parametrize("place", table().nothing, ids=_id)
def test_an_address_that_is_no_papers_is_neither_identified_nor_offered_to_the_general_reader(place: Place) -> None:
    assert _holds(place)
    assert identify(place.example) is None
    assert fallback(place.example) is None


@pytest.mark.parametrize("hint", table().hint, ids=_id)
def test_a_hint_is_a_piece_of_its_example(hint: Hint) -> None:
    told = hints(hint.example)

    assert _holds(hint)
    assert tuple(raw for _, raw, _ in told) == hint.gives
    assert all(raw in hint.example or raw.removeprefix("20") in hint.example for raw in hint.gives)


@pytest.mark.parametrize("scheme", sorted(table().landing))
def test_a_landing_page_names_the_identifier_that_it_is_made_of(scheme: str) -> None:
    examples = [Identifier.parse(row.gives) for row in table().row if row.scheme == scheme]

    for identifier in examples:
        page = next((one for one in same(identifier) if one.scheme == "url"), None)
        # A scheme whose site has a source file needs no page here.
        assert page is None or identify(page.value) == identifier


def test_patterns_name_a_host_that_they_can_hold_for() -> None:
    for place in (*table().row, *table().nothing, *table().hint):
        assert all(host == host.lower() and not host.startswith("www.") for host in place.hosts), place.why


def test_every_template_uses_groups_that_its_patterns_have() -> None:
    for row in table().row:
        found = address(row.example)
        assert found is not None
        _, groups = next(iter(ByHost([row]).matches(found)))
        assert set(row.tables) <= set(groups), row.why


def test_hosts_of_rows_are_known_and_strangers_are_not() -> None:
    assert is_known("ieeexplore.ieee.org")
    assert is_known("WWW.Nature.com")
    assert not is_known("example.org")
