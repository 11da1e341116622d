"""When a page shows more people than its tags name."""

from __future__ import annotations

import pytest

from pipeline.sources._people import shows_more
from tests.sources.test_highwire import page

NAME, PLACE, MAIL = (f'<meta name="citation_author{kind}" content="Anna">' for kind in ("", "_institution", "_email"))


@pytest.mark.parametrize(
    ("shown", "more"),
    [
        ("<p>Ann Lee, Bo Wu</p>", False),
        ("<p>Ann Lee, Bo Wu, Cy Xu</p>", True),
        ("<p>Ann Lee, Bo Wu and Cy Xu</p>", True),
        ("<p>Ann Lee</p><p>Bo Wu</p><p>Cy Xu</p>", True),
        ("<p>Ann Lee, <em>A University, City</em>; Bo Wu, <em>Intel</em></p>", False),
        ("<p>Ann Lee<sup>1,2</sup>, Bo Wu<sup>*</sup></p>", False),
        ("<p>Ann Lee, Jr., Bo Wu</p>", False),
        ("<p>Ann Lee, Bo Wu, Bo Wu</p>", False),
    ],
    ids=["as many", "one more", "and", "an element each", "institutions", "marks of notes", "a suffix", "shown twice"],
)
def test_the_people_that_a_page_shows_are_counted(shown: str, more: bool) -> None:
    assert shows_more(page("", f"<div>{shown}</div>"), 2, "div p") is more


def test_the_people_of_its_bibtex_are_counted() -> None:
    entry = "<pre>@article{x, author = {Lee, Ann and Wu, Bo}}</pre>"

    assert shows_more(page("", entry), 1, None)
    assert not shows_more(page("", entry), 2, None)
    assert not shows_more(page("", entry + entry.replace("Lee, Ann and ", "")), 1, None)


@pytest.mark.parametrize(
    ("head", "more"),
    [
        (NAME + PLACE + MAIL + NAME + PLACE, False),
        (NAME + PLACE + PLACE + MAIL + NAME, False),
        (NAME + PLACE + MAIL + PLACE + MAIL + NAME, True),
        (PLACE + MAIL + NAME + PLACE, True),
        (NAME + NAME + PLACE + MAIL + PLACE + MAIL, False),
        (PLACE + PLACE, False),
    ],
    ids=["whole", "two institutions", "a lost name between", "the first is lost", "all names first", "no names"],
)
def test_what_is_told_of_a_person_stands_behind_a_name(head: str, more: bool) -> None:
    assert shows_more(page(head), 2, None) is more
