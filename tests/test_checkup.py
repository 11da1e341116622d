"""The audit of a data folder: texts and dead links come from the evidence."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from pipeline.checkup import PATCH, checkup, write_pages
from pipeline.errors import UsageError
from pipeline.evidence import Evidence, Snapshot
from pipeline.extract import extract
from pipeline.models import Answer, Ask, Catalogue, Identifier, Listed, ListState, Lookup, Outcome, Response
from pipeline.settings import Settings
from pipeline.store.build import build
from tests.store.catalogues import work

NOW = datetime(2026, 11, 22, 8, tzinfo=UTC)
GONE = Identifier.parse("url:https://x.org/gone.pdf")
BODY = b"# List\n\n## Papers\n\n- [A Work That Was Here Once](https://x.org/gone.pdf)\n- [Masks]( https://arxiv.org/abs//2111.06377)\n"


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """A published list of two entries, one of them asked and found."""
    made = Settings(data_dir=tmp_path)
    entries = extract(BODY.decode(), name="mim")
    works = [work(str(GONE), title="A Work That Was Here Once"), work("arxiv:2111.06377", title="Masks")]
    listed = [
        Listed(entry=e, work_id=w.id, identifiers=frozenset({w.id}), repaired_url=e.paper_url) for e, w in zip(entries, works, strict=True)
    ]
    state = ListState(
        name="mim", address="https://x.org/me/README.md", path=None, synced_at=NOW, sha256=hashlib.sha256(BODY).hexdigest(), entries=2
    )
    made.enriched_dir.mkdir()
    build(
        Catalogue(contents=(state, *listed, *works), digest="d"),
        made.enriched_dir / "papers.duckdb",
    )
    with Evidence(made.raw_dir / "evidence.sqlite") as evidence:
        keep(evidence, BODY)
        answer(evidence, Outcome.FOUND, NOW)
    return made


def keep(evidence: Evidence, body: bytes) -> None:
    digest = hashlib.sha256(body).hexdigest()
    snapshot = Snapshot(list="mim", sha256=digest, body=body, etag=None, last_modified=None, entries=2, at=NOW)
    evidence.add_snapshot(snapshot, taken=True, reason="", run="r")


def answer(evidence: Evidence, outcome: Outcome, at: datetime, reason: str = "", final_url: str = "https://x.org/gone.pdf") -> None:
    lookup = Lookup(source="general", by="id", value=str(GONE))
    ask = Ask(lookups=(lookup,), url="https://x.org/gone.pdf")
    response = Response(ask=ask, final_url=final_url, status=200, headers={}, body=b"", at=at)
    evidence.add(response, True, [Answer(lookup=lookup, outcome=outcome, reason=reason, at=at, run="r")])


def told(settings: Settings) -> str:
    return checkup(settings, "text")


def test_a_link_is_dead_when_it_was_missed_on_two_different_days(settings: Settings) -> None:
    with Evidence(settings.raw_dir / "evidence.sqlite") as evidence:
        for days in (1, 2):
            assert "dead" not in told(settings)
            answer(evidence, Outcome.NOT_FOUND, NOW + timedelta(days=days), "404 from x.org")

    assert "mim:5: the link https://x.org/gone.pdf is dead (404 from x.org, on two different days)" in told(settings)


def test_a_link_that_is_refused_is_never_called_dead(settings: Settings) -> None:
    with Evidence(settings.raw_dir / "evidence.sqlite") as evidence:
        for days in range(1, 9):
            answer(evidence, Outcome.REFUSED, NOW + timedelta(days=days), "403 from x.org")

    assert "dead" not in told(settings)


def test_a_link_that_leads_on_is_told_with_the_new_place(settings: Settings) -> None:
    with Evidence(settings.raw_dir / "evidence.sqlite") as evidence:
        answer(evidence, Outcome.FOUND, NOW, final_url="https://y.org/here.pdf")

    assert "leads on to another place\n      → https://y.org/here.pdf" in told(settings)


def test_the_patch_bears_the_name_of_the_file_upstream(settings: Settings) -> None:
    diff = checkup(settings, PATCH)

    assert diff.startswith("--- a/README.md\n+++ b/README.md\n")
    assert "+- [Masks](https://arxiv.org/abs/2111.06377)\n" in diff


def test_of_a_text_that_has_changed_since_nothing_is_patched(settings: Settings) -> None:
    with Evidence(settings.raw_dir / "evidence.sqlite") as evidence:
        keep(evidence, b"# Another list\n")

    assert checkup(settings, PATCH) == ""
    assert "mim:6: the link https://arxiv.org/abs//2111.06377 is damaged" in told(settings)


def test_the_pages_are_written_beside_the_published_file(settings: Settings) -> None:
    assert [p.name for p in write_pages(settings)] == ["report.html", "changes.md", "changes-mim.atom"]


def test_an_unknown_list_is_refused_with_those_there_are(settings: Settings) -> None:
    with pytest.raises(UsageError, match="there are: mim"):
        checkup(settings, "text", ["nope"])


def test_without_a_run_it_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="make enrich"):
        checkup(Settings(data_dir=tmp_path), "text")
