"""Every saved page gives its expected record. A new source needs no test code: a page and its record under tests/pages/<source>/.

A page `name.html` (or .xml, .json) stands beside `name.json` (for an answer that is itself JSON: `name.expected.json`) with
`url` (after redirects), `lookup` (`id cvf:...`: the way of asking and its value) and what is expected of the reading:
`identifiers` and `claims` of one record, a list of `records`, or `not_found` or `not_a_page` with the reason.
An answer to several lookups has `answers` instead: each lookup with what is expected for it.
`status` is 200 and `content_type` follows the file's ending unless the record says otherwise.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, NamedTuple, cast

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.models import AnotherWork, Ask, By, Expects, Known, Lookup, NotAPage, NotFound, Response, Verdict
from pipeline.page.saved import described, reading
from pipeline.sources import registry
from pipeline.sources._base import asked_id

TESTS = Path(__file__).parent
PAGES = TESTS.parent / "pages"
TYPES = {".html": "text/html; charset=utf-8", ".xml": "application/xml", ".json": "application/json"}
GIVEN = ("url", "status", "content_type", "lookup")


class Saved(NamedTuple):
    source: str
    page: Path
    expected: Path

    @property
    def id(self) -> str:
        return f"{self.source}/{self.page.stem}"

    @property
    def record(self) -> dict[str, Any]:
        return cast(dict[str, Any], json.loads(self.expected.read_text()))

    @property
    def lookups(self) -> tuple[Lookup, ...]:
        asked = (text.partition(" ") for text in self.record.get("answers", [self.record.get("lookup")]))
        return tuple(Lookup(source=self.source, by=cast(By, by), value=value) for by, _, value in asked)


def all_pages() -> Iterator[tuple[Path, Path]]:
    """Every page with the place of its record."""
    for page in sorted(PAGES.glob("*/*")):
        is_json = page.suffix == ".json"
        beside = any(page.with_suffix(ending).exists() for ending in TYPES if ending != ".json")
        if page.suffix in TYPES and not page.name.endswith(".expected.json") and not (is_json and beside):
            yield page, page.with_suffix(".expected.json" if is_json else ".json")


SAVED = tuple(Saved(page.parent.name, page, expected) for page, expected in all_pages() if expected.exists())
OF_ONE_WORK = tuple(one for one in SAVED if one.page.suffix == ".html" and "claims" in one.record)
NAMELESS = frozenset({"general", "ecva", "openreview_page"})
"""Sources whose pages do not say which work they are about: any address may be the general reader's, and ECVA names its pages nowhere."""
STRANGERS = tuple(
    (asked, answered)
    for asked in OF_ONE_WORK
    for answered in OF_ONE_WORK
    if asked.source == answered.source and asked.source not in NAMELESS and asked.lookups != answered.lookups
)
every_page = pytest.mark.parametrize("saved", SAVED, ids=lambda one: one.id)
every_work = pytest.mark.parametrize("saved", OF_ONE_WORK, ids=lambda one: one.id)


def answer(saved: Saved, body: bytes | None = None) -> Response:
    """What came back, as it came; with another body where one is given."""
    given = saved.record
    expects = cast(Expects, saved.page.suffix.removeprefix("."))
    return Response(
        ask=Ask(lookups=saved.lookups, url=given["url"], expects=expects),
        final_url=given["url"],
        status=given.get("status", 200),
        headers={"content-type": given.get("content_type", TYPES[saved.page.suffix])},
        body=saved.page.read_bytes() if body is None else body,
        at=datetime(2026, 11, 22, tzinfo=UTC),
    )


def read(saved: Saved, body: bytes | None = None) -> dict[Lookup, Verdict]:
    return dict(registry()[saved.source].read(answer(saved, body)))


def read_one(saved: Saved, body: bytes | None = None) -> Verdict:
    return read(saved, body)[saved.lookups[0]]


@every_page
def test_a_saved_page_gives_its_expected_record(saved: Saved, refresh: bool) -> None:
    given = {key: value for key, value in saved.record.items() if key in GIVEN}

    answers = read(saved)

    assert set(answers) == set(saved.lookups)
    found = {f"{lookup.by} {lookup.value}": reading(answers[lookup]) for lookup in saved.lookups}
    whole = {**given, **(found[given["lookup"]] if "lookup" in given else {"answers": found})}
    if refresh:
        saved.expected.write_text(json.dumps(whole, ensure_ascii=False, indent=2) + "\n")
    assert whole == saved.record


@every_page
def test_a_claim_shows_where_it_comes_from(saved: Saved) -> None:
    records = [record for verdict in read(saved).values() if isinstance(verdict, tuple) for record in verdict]

    assert all(one.raw.strip() and one.way for record in records for one in record.claims)


def test_every_saved_page_is_used() -> None:
    code = "".join(path.read_text() for path in TESTS.glob("test_*.py"))

    unused = [page for page, expected in all_pages() if not expected.exists() and page.name not in code and page.stem not in code]

    assert unused == []
    assert {one.source for one in SAVED} <= set(registry())


@every_work
def test_the_identifier_of_a_saved_page_leads_to_its_page_and_back(saved: Saved) -> None:
    source, [lookup] = registry()[saved.source], saved.lookups
    identifier = asked_id(lookup)

    landing, pdf = source.landing(identifier), source.pdf(identifier)

    assert landing is not None
    if source.kind == "publisher":
        assert source.identify(landing) == identifier
        assert pdf is None or source.identify(pdf) in (identifier, None)
    assert lookup in source.lookups(Known(identifiers=frozenset({identifier}), title=None))


@every_work
def test_a_page_that_was_cut_gives_the_values_or_an_outcome(saved: Saved) -> None:
    whole = saved.record["claims"]
    body = saved.page.read_bytes()

    for end in range(0, len(body) - 1, max(1, len(body) // 40)):
        verdict = read_one(saved, body[:end])

        assert isinstance(verdict, NotAPage | NotFound) or described(verdict[0])["claims"].items() <= whole.items()


@every_work
def test_no_damage_to_a_page_upsets_its_reader(saved: Saved) -> None:
    body = saved.page.read_bytes()

    @given(st.integers(0, len(body)), st.binary(max_size=40), st.integers(0, 400))
    @settings(max_examples=30)
    def damaged(at: int, junk: bytes, lost: int) -> None:
        read(saved, body[:at] + junk + body[at + lost :])

    damaged()


@pytest.mark.parametrize(("asked", "answered"), STRANGERS, ids=lambda one: one.id)
def test_a_page_about_another_work_is_no_record(asked: Saved, answered: Saved) -> None:
    verdict = read_one(asked, answered.page.read_bytes())

    assert isinstance(verdict, AnotherWork)


@every_work
def test_a_page_that_lost_a_tag_or_changed_a_name_gives_the_values_or_an_outcome(saved: Saved) -> None:
    whole = told(read_one(saved))

    for changed in mutated(saved.page.read_text()):
        now = told(read_one(saved, changed.encode()))

        assert {field: value for field, value in now.items() if whole.get(field) != value} == {}


@pytest.mark.parametrize("saved", [one for one in OF_ONE_WORK if getattr(registry()[one.source], "people", None)], ids=lambda one: one.id)
def test_a_page_that_lost_one_of_its_author_tags_names_all_or_nobody(saved: Saved) -> None:
    page, authors = saved.page.read_text(), saved.record["claims"].get("authors")

    for tag in re.finditer(r"<meta[^>]*name=\"?(?:citation_author|dc\.contributor)\b[^>]*>", page, re.IGNORECASE):
        now = told(read_one(saved, without(page, tag).encode()))

        assert now.get("authors", authors) == authors


STEADY = ("title", "authors", "venue", "year", "abstract", "pages")
"""Fields of which a page has one value; the others may stand in another place in a second, equally true form."""
AUTHOR = re.compile(r"name=\"?(?:citation_author|dc\.contributor)\b", re.IGNORECASE)


def told(verdict: Verdict) -> dict[str, Any]:
    """The steady fields of a record, and every identifier; nothing of an outcome."""
    found = described(verdict[0]) if isinstance(verdict, tuple) else {"claims": {}, "identifiers": []}
    return {field: found["claims"][field] for field in STEADY if field in found["claims"]} | dict.fromkeys(found["identifiers"], True)


def without(page: str, lost: re.Match[str]) -> str:
    return page[: lost.start()] + page[lost.end() :]


def mutated(page: str) -> Iterator[str]:
    """The page without one tag, without all tags of one name, with one class or id renamed, with one kind of element renamed.

    Elements that lie within a sentence stay: a link of a note that is none any more is a number like any other.
    """
    for tag in re.finditer(r"</?(?!a\b|su[bp]\b|i\b|em\b|q\b)[a-z]\w*[^<>]*>", page, re.IGNORECASE):
        if not AUTHOR.search(tag[0]):  # not every site shows them once more
            yield without(page, tag)
    for name in sorted(set(re.findall(r'name="?([\w.:]+)', page))):
        yield re.sub(rf'<meta[^>]*name="?{re.escape(name)}\b[^>]*>', "", page)
    for label in sorted(set(re.findall(r'\s(?:class|id)="?([\w -]+)', page))):
        yield re.sub(rf'(\s(?:class|id))="?{re.escape(label)}\b', rf'\1="changed-{label}', page)
    for element in sorted(set(re.findall(r"<(h[1-6]|section|article|p|dt|dd|hr|i)\b", page))):
        for other in ("div", "x-changed"):
            yield re.sub(rf"<(/?){element}\b", rf"<\1{other}", page)
