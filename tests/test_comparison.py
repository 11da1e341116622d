"""What counts as which kind of change of an entry."""

from __future__ import annotations

from datetime import date

import pytest
from pydantic import JsonValue

from pipeline.comparison import DEAD_LINKS, LISTED_URL, Comparison
from pipeline.evidence import Shown
from pipeline.models import Change

DAY = date(2026, 11, 22)
URL = "https://arxiv.org/abs/2111.06377"


def shown(
    work_id: str = "arxiv:2111.06377",
    section: str = "Vision",
    line: int = 4,
    url: str | None = URL,
    dead: dict[str, JsonValue] | None = None,
    **values: JsonValue,
) -> Shown:
    known: dict[str, JsonValue] = {"title": "Masked Autoencoders", **values, LISTED_URL: url, **({DEAD_LINKS: dead} if dead else {})}
    return Shown(list="mim", work_id=work_id, n=0, line=line, section=section, fields={name: (v, "") for name, v in known.items()})


def compared(*pairs: tuple[Shown | None, Shown | None]) -> tuple[Change, ...]:
    comparison = Comparison(DAY, "r")
    for was, now in pairs:
        comparison.add(was, now)
    return comparison.changes()


def told(*pairs: tuple[Shown | None, Shown | None]) -> list[tuple[str, str | None, str | None, str | None]]:
    return [(c.kind, c.field, c.before, c.after) for c in compared(*pairs)]


CASES = {
    "nothing": (shown(), shown(line=9), []),
    "added": (None, shown(), [("added", None, None, "Masked Autoencoders")]),
    "removed": (shown(), None, [("removed", None, "Masked Autoencoders", None)]),
    "another section": (shown(), shown(section="Video"), [("moved section", "section", "Vision", "Video")]),
    "published elsewhere": (shown(venue="arXiv"), shown(venue="CVPR"), [("now published", "venue", "arXiv", "CVPR")]),
    "a venue that becomes known is no publication": (shown(), shown(venue="CVPR"), [("changed", "venue", None, "CVPR")]),
    "another preprint server": (shown(venue="arXiv"), shown(venue="bioRxiv"), [("changed", "venue", "arXiv", "bioRxiv")]),
    "a venue mended": (shown(venue="ECCV"), shown(venue="CVPR"), [("changed", "venue", "ECCV", "CVPR")]),
    "other words": (shown(), shown(title="Scalable Learners"), [("title changed", "title", "Masked Autoencoders", "Scalable Learners")]),
    "other capitals": (shown(), shown(title="Masked autoencoders"), [("changed", "title", "Masked Autoencoders", "Masked autoencoders")]),
    "a value that is a list": (shown(), shown(authors=[{"family": "He"}]), [("changed", "authors", None, '[{"family": "He"}]')]),
    "another link": (shown(), shown(url="https://x.org/a.pdf"), [("link changed", LISTED_URL, URL, "https://x.org/a.pdf")]),
    "the paper's link died": (
        shown(), shown(dead={URL: "404 from arxiv.org"}), [("link died", LISTED_URL, URL, "404 from arxiv.org")],
    ),
    "a code link died": (
        shown(), shown(dead={"https://github.com/a/b": "404 from api.github.com"}),
        [("link died", "code_url", "https://github.com/a/b", "404 from api.github.com")],
    ),
    "still dead": (shown(dead={URL: "404 from arxiv.org"}), shown(dead={URL: "410 from arxiv.org"}), []),
    "back again": (shown(dead={URL: "404 from arxiv.org"}), shown(), []),
}  # fmt: skip


@pytest.mark.parametrize(("was", "now", "changes"), CASES.values(), ids=CASES.keys())
def test_a_change_has_a_kind_field_and_values(
    was: Shown | None, now: Shown | None, changes: list[tuple[str, str | None, str | None, str | None]]
) -> None:
    assert told((was, now)) == changes


def test_an_entry_that_goes_and_comes_under_its_title_got_another_link() -> None:
    went = shown("url:https://x.org/a.pdf", url="https://x.org/a.pdf")
    came = shown(title="Masked autoencoders.")

    assert told((went, None), (None, came)) == [("link changed", LISTED_URL, "https://x.org/a.pdf", URL)]
    assert [str(c.work_id) for c in compared((went, None), (None, came))] == ["arxiv:2111.06377"]


def test_entries_without_a_title_are_never_taken_for_each_other() -> None:
    went, came = (shown(f"arxiv:2111.0000{n}", title=None) for n in (1, 2))

    assert {kind for kind, *_ in told((went, None), (None, came))} == {"added", "removed"}


def test_of_evidence_that_remembers_no_link_none_is_said_to_have_changed() -> None:
    was = shown()

    assert told((was.model_copy(update={"fields": {"title": was.fields["title"]}}), shown())) == []


def test_changes_stand_by_list_and_line() -> None:
    assert [c.line for c in compared((None, shown(line=9, title="A")), (shown(line=3), shown(line=3, section="B")))] == [3, 9]
