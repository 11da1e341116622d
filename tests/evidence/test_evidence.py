"""The evidence file: what is written comes back, whatever happens in between."""

from __future__ import annotations

import sqlite3
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from pipeline.errors import EvidenceUnusable
from pipeline.evidence import Evidence, Published, ReadingCache, Shown, Snapshot
from pipeline.models import BUDGET_SPENT, Answer, Ask, Lookup, Outcome, Response, RunRecord

NOW = datetime(2026, 11, 22, 8, tzinfo=UTC)
PAGE = Lookup(source="cvf", by="id", value="cvf:CVPR2023/X")
TITLE = Lookup(source="crossref", by="title", value="A title")


@pytest.fixture
def evidence(tmp_path: Path) -> Evidence:
    return Evidence(tmp_path / "raw" / "evidence.sqlite")


def response(body: bytes = b"<html>", lookup: Lookup = PAGE, at: datetime = NOW) -> Response:
    ask = Ask(lookups=(lookup,), url="https://example.org/page", body=b'{"ids":[]}', method="POST")
    return Response(ask=ask, final_url="https://example.org/there", status=200, headers={"etag": '"x"'}, body=body, at=at)


def answer(outcome: Outcome, lookup: Lookup = PAGE, at: datetime = NOW, reason: str = "") -> Answer:
    return Answer(lookup=lookup, outcome=outcome, reason=reason, at=at, run="r1")


def test_a_response_comes_back_as_it_was(evidence: Evidence) -> None:
    (kept,) = evidence.add(response(b"\x00\xff body"), True, [answer(Outcome.FOUND)])

    assert kept.response is not None
    assert evidence.response(kept.response) == response(b"\x00\xff body")


def test_a_refused_body_is_kept_but_never_read(evidence: Evidence) -> None:
    (kept,) = evidence.add(response(b"Just a moment..."), False, [answer(Outcome.REFUSED)])

    assert kept.response is not None
    assert evidence.response(kept.response) is None


def test_a_failure_after_a_find_takes_nothing_away(evidence: Evidence) -> None:
    (found,) = evidence.add(response(), True, [answer(Outcome.FOUND)])
    for day, outcome in enumerate((Outcome.REFUSED, Outcome.BROKEN, Outcome.NOT_FOUND), start=1):
        evidence.add(None, False, [answer(outcome, at=NOW + timedelta(days=day))])

    standing = evidence.standings()[PAGE]

    assert standing.found == found.response
    assert standing.settled
    assert standing.outcome is Outcome.NOT_FOUND
    assert standing.missed == 1


def test_failures_are_counted_until_the_source_speaks(evidence: Evidence) -> None:
    for day in range(3):
        evidence.add(None, False, [answer(Outcome.BROKEN, at=NOW + timedelta(days=day))])
    before = evidence.standings()[PAGE]
    evidence.add(None, False, [answer(Outcome.NOT_FOUND, at=NOW + timedelta(days=9))])
    after = evidence.standings()[PAGE]

    assert (before.failures, before.settled) == (3, False)
    assert (after.failures, after.settled) == (0, True)


def test_a_turn_that_did_not_come_is_remembered_until_the_source_speaks(evidence: Evidence) -> None:
    evidence.add(None, False, [answer(Outcome.REFUSED, reason=f"lane parked: {BUDGET_SPENT}", at=NOW)])
    evidence.add(None, False, [answer(Outcome.BROKEN, at=NOW + timedelta(days=1))])
    before = evidence.standings()[PAGE]
    evidence.add(None, False, [answer(Outcome.NOT_FOUND, at=NOW + timedelta(days=9))])
    after = evidence.standings()[PAGE]

    assert before.late
    assert not after.late


def test_a_dead_link_is_counted_once_a_day(evidence: Evidence) -> None:
    evidence.add(response(), True, [answer(Outcome.FOUND)])
    for hours in (24, 25, 48):
        evidence.add(None, False, [answer(Outcome.NOT_FOUND, at=NOW + timedelta(hours=hours))])

    assert evidence.standings()[PAGE].missed == 2


def test_what_was_committed_survives_a_writer_that_vanished(tmp_path: Path) -> None:
    path = tmp_path / "evidence.sqlite"
    killed = Evidence(path)
    killed.add(response(), True, [answer(Outcome.FOUND)])

    with Evidence(path) as again:  # the first one was never closed
        assert again.standings()[PAGE].outcome is Outcome.FOUND
    killed.close()


def test_a_file_that_is_no_database_is_named(tmp_path: Path) -> None:
    path = tmp_path / "evidence.sqlite"
    path.write_bytes(b"this is no database, but long enough to be taken for one" * 20)

    with pytest.raises(EvidenceUnusable, match=r"evidence\.sqlite"):
        Evidence(path)


def test_evidence_of_a_newer_release_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "evidence.sqlite"
    Evidence(path).close()
    db = sqlite3.connect(path)
    db.execute("update meta set value = '99'")
    db.commit()
    db.close()

    with pytest.raises(EvidenceUnusable, match="another release"):
        Evidence(path)


def test_an_unchanged_list_is_written_once(evidence: Evidence) -> None:
    first = Snapshot(list="mim", sha256="a", body=b"# one", etag='"1"', last_modified=None, entries=1, at=NOW)
    evidence.add_snapshot(first, taken=True, reason="", run="r1")
    evidence.add_snapshot(first.model_copy(update={"etag": '"2"', "at": NOW + timedelta(days=1)}), taken=True, reason="", run="r2")

    kept = evidence.snapshot("mim")

    assert kept is not None
    assert (kept.etag, kept.at) == ('"2"', NOW)


def test_a_quarantined_snapshot_does_not_replace_the_good_one(evidence: Evidence) -> None:
    good = Snapshot(list="mim", sha256="a", body=b"good", etag=None, last_modified=None, entries=180, at=NOW)
    evidence.add_snapshot(good, taken=True, reason="", run="r1")
    evidence.add_snapshot(good.model_copy(update={"sha256": "b", "body": b"login", "entries": 0}), taken=False, reason="captive", run="r2")

    assert evidence.snapshot("mim") == good
    assert evidence.snapshot_digest("mim") == "a"


def test_pruning_keeps_what_a_reading_needs(evidence: Evidence) -> None:
    (old,) = evidence.add(response(b"old"), True, [answer(Outcome.FOUND)])
    (new,) = evidence.add(response(b"new"), True, [answer(Outcome.FOUND, at=NOW + timedelta(days=1))])
    (miss,) = evidence.add(response(b"no hits", TITLE), True, [answer(Outcome.NOT_FOUND, TITLE)])
    evidence.add(response(b"wall"), False, [answer(Outcome.REFUSED, at=NOW + timedelta(days=2))])

    evidence.prune(NOW + timedelta(days=60))

    assert evidence.response(old.response or 0) is None
    assert evidence.response(new.response or 0) is not None
    assert evidence.response(miss.response or 0) is not None
    assert evidence.standings()[PAGE].found == new.response


def test_request_starts_come_back_by_site(evidence: Evidence) -> None:
    evidence.add_starts([("openreview", NOW - timedelta(hours=2)), ("openreview", NOW), ("cvf", NOW)])

    assert evidence.starts_since(NOW - timedelta(hours=1)) == {"openreview": [NOW], "cvf": [NOW]}


def test_history_comes_back(evidence: Evidence) -> None:
    shown = Shown(list="mim", work_id="arxiv:1", n=0, line=4, section="A / B", fields={"title": ("T", "2026-11-22")})
    evidence.remember_list("mim", "owner/repo", NOW)
    with evidence.publication(NOW) as ledger:
        ledger.mint({"arxiv:1": "arxiv:1"})
        ledger.show(shown)
        ledger.commit()
    evidence.note_files(Published(digest="d", files={"papers.json": (10, 20)}, state={"lists": {}}, at=NOW), "r1")
    evidence.note_run(RunRecord(id="r1", started=NOW, ended=None, requests=1, found=1, not_found=0, refused=0, broken=0))
    evidence.note_check("mim", NOW, "quarantined", "too few")

    published = evidence.published()

    assert evidence.remembered_lists() == {"mim": "owner/repo"}
    assert evidence.minted() == {"arxiv:1": "arxiv:1"}
    assert list(evidence.shown()) == [shown]
    assert published is not None
    assert published.files == {"papers.json": (10, 20)}
    assert [r.id for r in evidence.runs()] == ["r1"]
    assert evidence.quarantine("mim") == "too few"


def test_a_minted_id_is_never_minted_again(evidence: Evidence) -> None:
    for work_id in ("arxiv:1", "arxiv:2"):
        with evidence.publication(NOW) as ledger:
            ledger.mint({"doi:10.1/x": work_id})
            ledger.commit()

    assert evidence.minted() == {"doi:10.1/x": "arxiv:1"}


def test_a_publication_that_fails_leaves_no_trace(evidence: Evidence) -> None:
    with evidence.publication(NOW) as ledger:
        ledger.mint({"doi:10.1/x": "arxiv:1"})  # and nobody commits

    assert evidence.minted() == {}


def test_readings_of_another_reader_do_not_count(tmp_path: Path) -> None:
    cache = ReadingCache(tmp_path / "readings.sqlite")
    cache.put([("cvf by id: x", 1, "v1", '"said"')])

    assert cache.get("cvf by id: x", 1, "v1") == '"said"'
    assert cache.get("cvf by id: x", 1, "v2") is None
    cache.close()


def test_a_damaged_reading_cache_is_started_anew(tmp_path: Path) -> None:
    path = tmp_path / "readings.sqlite"
    path.write_bytes(b"damaged" * 1000)

    cache = ReadingCache(path)

    assert cache.get("x", 1, "v1") is None
    cache.close()


def test_only_a_text_that_is_read_ends_a_quarantine(evidence: Evidence) -> None:
    evidence.note_check("mim#pages/a.md", NOW, "quarantined", "too few")
    evidence.note_check("mim#pages/a.md", NOW, "broken", "503")

    assert evidence.quarantine("mim") == "too few"

    evidence.note_check("mim#pages/a.md", NOW, "read", "")

    assert evidence.quarantine("mim") is None
