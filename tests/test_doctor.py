"""`doctor`: what it says of a sound and of an unsound set-up, and of readers that fit or do not."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from pipeline import cli
from pipeline.clock import SystemClock
from pipeline.demo.faults import Fault, Trouble
from pipeline.demo.server import DemoWeb
from pipeline.doctor.findings import Findings
from pipeline.doctor.fitness import KnownWork, fits, known_works
from pipeline.doctor.soundness import Check, Mark, checks
from pipeline.lists import BULK_FILES
from pipeline.models import By, Identifier, Known
from pipeline.settings import Settings
from pipeline.sources import registry
from tests.demo_project import new_project

MAE = KnownWork(
    source="cvf",
    lookup="id cvf:CVPR2022/He_Masked_Autoencoders_Are_Scalable_Vision_Learners_CVPR_2022_paper",
    title="Masked Autoencoders Are Scalable Vision Learners",
    first_author="He",
)


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    (tmp_path / "lists.toml").write_text('[[list]]\nname = "mine"\npath = "mine.md"\n')
    (tmp_path / "mine.md").write_text("# Mine\n\n- [A Paper on Lists](https://arxiv.org/abs/2111.06377)\n")
    return Settings(
        data_dir=tmp_path / "data",
        lists_file=tmp_path / "lists.toml",
        corrections_file=tmp_path / "corrections.toml",
        contact="me@example.org",
        interval_scale=0.001,
    )


def of(settings: Settings, what: str) -> Check:
    return next(check for check in checks(settings, {}) if check.what == what)


# --- the set-up -------------------------------------------------------------------------------------------------------


def test_a_sound_set_up_has_nothing_wrong(settings: Settings) -> None:
    assert [check for check in checks(settings, {}) if check.mark is Mark.WRONG] == []
    assert of(settings, "list").says.startswith("mine: 1 entry")


def test_lists_that_cannot_be_read_are_told(settings: Settings) -> None:
    settings.lists_file.write_text("[[list]]\nname = ")

    assert of(settings, "lists").mark is Mark.WRONG


def test_a_list_that_is_not_there_is_told(settings: Settings) -> None:
    settings.lists_file.write_text('[[list]]\nname = "mine"\npath = "gone.md"\n')

    assert of(settings, "list").mark is Mark.WRONG
    assert "gone.md" in of(settings, "list").says


def test_a_list_from_upstream_needs_no_file(settings: Settings) -> None:
    settings.lists_file.write_text('[[list]]\nname = "far"\nrepo = "owner/name"\n')

    assert of(settings, "list").mark is Mark.OK


@pytest.mark.parametrize("source", BULK_FILES)
def test_a_bulk_file_is_told_with_its_size_or_that_it_is_not_there(settings: Settings, source: str) -> None:
    settings.lists_file.write_text(f'[bulk]\n{source} = "here"\n')
    assert of(settings, "bulk").mark is Mark.WRONG
    assert BULK_FILES[source] in of(settings, "bulk").says

    (settings.lists_file.parent / "here").write_bytes(bytes(2_000_000))

    assert of(settings, "bulk").mark is Mark.OK
    assert "2 MB" in of(settings, "bulk").says


def test_a_bulk_table_that_cannot_be_read_is_told(settings: Settings) -> None:
    settings.lists_file.write_text('[bulk]\ndblp = "dblp.xml"\n')

    assert of(settings, "bulk").mark is Mark.WRONG


def test_corrections_that_cannot_be_read_are_told(settings: Settings) -> None:
    settings.corrections_file.write_text('[[set]]\nwork = "arxiv:2111.06377"\n')

    assert of(settings, "corrections").mark is Mark.WRONG


def test_damaged_evidence_is_told(settings: Settings) -> None:
    settings.raw_dir.mkdir(parents=True)
    (settings.raw_dir / "evidence.sqlite").write_bytes(b"no database" * 500)

    assert of(settings, "evidence").mark is Mark.WRONG


def test_a_damaged_database_is_told(settings: Settings) -> None:
    settings.enriched_dir.mkdir(parents=True)
    (settings.enriched_dir / "papers.duckdb").write_bytes(b"no database" * 500)

    assert of(settings, "published").mark is Mark.WRONG


def test_a_data_folder_that_cannot_be_written_is_told(settings: Settings) -> None:
    settings.data_dir.write_text("a file where a folder should be")

    assert of(settings, "folder").mark is Mark.WRONG


def test_what_is_installed_is_compared_with_the_lock_file(settings: Settings) -> None:
    lock = settings.lists_file.parent / "requirements.lock"
    lock.write_text("pydantic==0.0.1 \\\n    --hash=sha256:00\nonly-elsewhere==1.0 ; sys_platform == 'win32' \\\n")
    other = of(settings, "packages")
    lock.write_text("no-such-package==1.0 \\\n")
    missing = of(settings, "packages")

    assert (other.mark, missing.mark) == (Mark.NOTE, Mark.WRONG)
    assert "locked: 0.0.1" in other.says
    assert "only-elsewhere" not in other.says


def test_keys_are_named_and_never_shown(settings: Settings) -> None:
    env = {"S2_API_KEY": "sesame-open", "PIPELINE_DATA_DIR": str(settings.data_dir)}

    said = "\n".join(check.says for check in checks(Settings.from_environment(env), env))

    assert "seen: S2_API_KEY" in said
    assert "sesame" not in said


def test_no_contact_is_worth_a_note(settings: Settings) -> None:
    assert of(settings.model_copy(update={"contact": None}), "contact").mark is Mark.NOTE


def test_after_a_run_evidence_and_database_are_counted(tmp_path: Path) -> None:
    with DemoWeb() as web:
        project = new_project(tmp_path, web)
        project.enrich()

    assert of(project.settings, "evidence").says.startswith("1 run, ")
    assert of(project.settings, "published").mark is Mark.OK


@pytest.mark.parametrize(("lists", "status"), [("", 0), ("[[list]]\n", 1)], ids=["sound", "unsound"])
def test_the_exit_status_says_whether_all_is_well(
    lists: str, status: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PIPELINE_DATA_DIR", "data")
    Path("lists.toml").write_text(lists)

    assert cli.main(["doctor"]) == status
    assert ("All is well." in capsys.readouterr().out) is (status == 0)


# --- the readers ------------------------------------------------------------------------------------------------------


@pytest.fixture
def web() -> Iterator[DemoWeb]:
    with DemoWeb() as server:
        yield server


def said(settings: Settings, works: Sequence[KnownWork], web: DemoWeb) -> str:
    return "\n".join(Findings().lines(settings, {}, SystemClock(), works, hosts=web.hosts))


def test_a_reader_that_fits_its_site_is_told(settings: Settings, web: DemoWeb) -> None:
    [fit] = fits([MAE], settings, SystemClock(), hosts=web.hosts)

    assert (fit.source, fit.mark, fit.says) == ("cvf", Mark.OK, "fits")
    assert "Every reader fits." in said(settings, [MAE], web)


def test_a_reader_that_reads_another_work_is_wrong(settings: Settings, web: DemoWeb) -> None:
    other = MAE.model_copy(update={"first_author": "Xie"})

    [fit] = fits([other], settings, SystemClock(), hosts=web.hosts)

    assert fit.mark is Mark.WRONG
    assert "by He, not" in fit.says


@pytest.mark.parametrize(
    ("fault", "mark"),
    [(Fault.GONE, Mark.WRONG), (Fault.FORBIDDEN, Mark.NOTE), (Fault.CHALLENGE, Mark.NOTE)],
    ids=["gone", "forbidden", "challenge"],
)
def test_a_site_that_cannot_be_asked_says_nothing_about_its_reader(fault: Fault, mark: Mark, settings: Settings) -> None:
    with DemoWeb([Trouble("openaccess.thecvf.com/content", fault, None)]) as web:
        [fit] = fits([MAE], settings, SystemClock(), hosts=web.hosts)

    assert fit.mark is mark


def test_a_report_names_source_reader_reason_and_address_and_nothing_of_the_machine(settings: Settings) -> None:
    with DemoWeb([Trouble("openaccess.thecvf.com/content", Fault.GONE, None)]) as web:
        text = said(settings, [MAE], web)

    report = text.partition("To attach to a report:")[2]
    assert "cvf (reader " in report
    assert "https://openaccess.thecvf.com/content/CVPR2022/html/" in report
    assert str(settings.data_dir.parent) not in report


def test_one_source_is_asked_once(settings: Settings, web: DemoWeb) -> None:
    list(fits([MAE], settings, SystemClock(), hosts=web.hosts))

    assert len([visit for visit in web.visits if not visit.path.endswith("robots.txt")]) == 1


def test_every_source_has_a_known_work_that_it_can_be_asked_for() -> None:
    works = known_works()

    assert sorted(work.source for work in works) == sorted(registry())
    for work in works:
        source, question = registry()[work.source], work.question
        known = Known(identifiers=frozenset({Identifier.parse(question.value)}) if question.by == "id" else frozenset(), title=work.title)
        assert question in source.lookups(known), work.source
        assert source.ask((question,)).url.startswith("https://")


def test_known_works_are_asked_by_id_where_guests_may() -> None:
    ways: dict[str, By] = {work.source: work.question.by for work in known_works()}

    assert {name for name, by in ways.items() if by != "id"} == {"openreview", "openreview_v1"}
