"""What a person decides holds: through rebuilds, new readers, new snapshots of the list, in any order of lines."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import permutations
from pathlib import Path

import pytest

from pipeline import cli
from pipeline.decide import decide
from pipeline.demo.server import DemoWeb
from pipeline.errors import UsageError
from pipeline.resolve.corrections import parse
from tests.demo_project import FIRST_DAY, SHORT_TEXT, Project, copy_of, new_project

TODAY = date(2026, 11, 22)
TEXT = """# by hand
[[set]]   # keep me
work = "arxiv:1706.03762"
field = "year"
value = 2018
reason = "the reprint"
on = 2026-01-01
"""


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Project]:
    """After one run on a third of the demonstration list; only to be copied."""
    with DemoWeb() as server:
        done = new_project(tmp_path_factory.mktemp("published"), server, SHORT_TEXT)
        done.enrich()
        yield done


@pytest.fixture
def project(published: Project, tmp_path: Path) -> Iterator[Project]:
    with DemoWeb() as server:
        copy = copy_of(published, tmp_path / "copy", server)
        copy.edit(copy.web.files[next(iter(copy.web.files))], SHORT_TEXT)
        yield copy


def some(project: Project, condition: str) -> tuple[str, str]:
    """work_id and title of the first work."""
    [(work, title), *_] = project.sql(f"SELECT work_id, title FROM papers WHERE {condition} ORDER BY position")
    return str(work), str(title)


def line(kind: str, work: str, more: str) -> str:
    return f'[[{kind}]]\nwork = "{work}"\n{more}\nreason = "seen in print"\non = 2026-11-22\n'


# --- corrections through the whole program ----------------------------------------------------------------------------


def test_a_correction_survives_a_rebuild_a_new_reader_and_a_new_snapshot(project: Project) -> None:
    work, title = some(project, "year > 2000")
    file = project.settings.corrections_file
    file.write_text(line("set", work, 'field = "year"\nvalue = 1999'), encoding="utf-8")

    def year() -> int:
        return int(str(project.row(title)["year"]))

    project.rebuild()
    assert year() == 1999
    project.rebuild(cold=True)  # as if every reader were new
    assert year() == 1999
    project.edit("# ", "# New ")
    project.enrich(FIRST_DAY + timedelta(days=1))
    assert year() == 1999


def test_the_order_of_lines_changes_no_byte(project: Project) -> None:
    (one, _), (other, _) = some(project, "year > 2000"), some(project, "arxiv_id IS NOT NULL")
    lines = (
        line("set", one, 'field = "year"\nvalue = 1999'),
        line("set", one, 'field = "venue"\nvalue = "ICLR"'),
        line("ignore", other, 'finding = "title_differs"'),
    )
    written: set[bytes] = set()

    for order in permutations(lines):
        project.settings.corrections_file.write_text("\n".join(order), encoding="utf-8")
        project.rebuild()
        written.add(project.json)

    assert len(written) == 1


# --- accept and reject ------------------------------------------------------------------------------------------------


def test_a_line_is_added_and_all_else_stays_as_it_stood(project: Project) -> None:
    work, _ = some(project, "true")
    file = project.settings.corrections_file
    file.write_text(TEXT, encoding="utf-8")

    said = decide(project.settings, "accept", work, "doi:10.1000/x", 'the "same" – seen', TODAY)

    assert file.read_text(encoding="utf-8") == (
        TEXT + f'\n[[same]]\nwork = "{work}"\nother = "doi:10.1000/x"\nreason = "the \\"same\\" – seen"\non = 2026-11-22\n'
    )
    assert said.startswith(f"Wrote to {file}: [[same]] of {work}")
    assert len(parse(file.read_text(encoding="utf-8"), "c.toml")) == 2


def test_a_believed_identifier_that_is_rejected_is_dropped_and_stays_dropped(project: Project) -> None:
    work, title = some(project, "doi IS NOT NULL AND listed_url NOT LIKE '%doi.org%' AND listed_url NOT LIKE '%' || doi || '%'")
    doi = project.row(title)["doi"]

    decide(project.settings, "reject", work, f"https://doi.org/{doi}", "another paper", TODAY)
    project.rebuild()

    assert project.row(title)["doi"] is None
    assert [k for (k,) in project.sql("SELECT kind FROM findings WHERE kind LIKE 'correction%'")] == []


def test_saying_it_twice_writes_once_and_saying_the_contrary_is_refused(project: Project) -> None:
    work, _ = some(project, "true")
    decide(project.settings, "accept", work, "doi:10.1000/x", "seen", TODAY)
    before = project.settings.corrections_file.read_bytes()

    assert "says so already" in decide(project.settings, "accept", work, "doi:10.1000/x", "again", TODAY)
    with pytest.raises(UsageError, match="says the contrary"):
        decide(project.settings, "reject", work, "doi:10.1000/x", "no", TODAY)
    assert project.settings.corrections_file.read_bytes() == before


def test_a_finding_that_is_rejected_is_told_no_more(project: Project) -> None:
    [(work, kind), *_] = project.sql("SELECT work_id, kind FROM findings WHERE work_id IS NOT NULL ORDER BY ALL")

    decide(project.settings, "reject", str(work), str(kind), "it is so", TODAY)
    project.rebuild()

    assert project.sql(f"SELECT kind FROM findings WHERE work_id = '{work}' AND kind = '{kind}'") == []


@pytest.mark.parametrize(
    ("what", "says"),
    [(None, "say what to accept"), ("nonsense", "neither an identifier nor a finding"), ("LINK", "is the link of")],
    ids=["nothing", "no identifier", "its own link"],
)
def test_what_cannot_be_decided_names_what_can(project: Project, what: str | None, says: str) -> None:
    work, _ = some(project, "arxiv_id IS NOT NULL")

    with pytest.raises(UsageError, match=says):
        decide(project.settings, "accept", work, work if what == "LINK" else what, "seen", TODAY)


def test_a_file_that_cannot_be_read_is_left_alone(project: Project) -> None:
    work, _ = some(project, "true")
    project.settings.corrections_file.write_text("[[set]\n", encoding="utf-8")

    with pytest.raises(UsageError, match="is not TOML"):
        decide(project.settings, "accept", work, "doi:10.1000/x", "seen", TODAY)
    assert project.settings.corrections_file.read_text(encoding="utf-8") == "[[set]\n"


def test_the_commands_write_and_say_so(project: Project, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    work, _ = some(project, "true")
    monkeypatch.chdir(project.folder)
    monkeypatch.setenv("PIPELINE_DATA_DIR", str(project.settings.data_dir))

    assert cli.main(["accept", work, "doi:10.1000/x", "--reason", "seen in print"]) == 0
    assert cli.main(["reject", "arxiv:0000.00000", "doi:10.1000/x", "--reason", "no"]) == 2

    told = capsys.readouterr()
    assert told.out.startswith("Wrote to corrections.toml: [[same]]")
    assert "nothing published is known as" in told.err
    assert "10.1000/x" in (project.folder / "corrections.toml").read_text(encoding="utf-8")


def test_a_reason_is_required(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        cli.main(["accept", "arxiv:1706.03762", "doi:10.1000/x"])

    assert "--reason" in capsys.readouterr().err
