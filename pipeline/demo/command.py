"""`make demo`: two runs over the demonstration list, a day apart, and a look at what came of them: data, findings, report."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterable
from datetime import UTC, datetime, timedelta
from pathlib import Path

from pipeline.checkup import checkup, write_pages
from pipeline.clock import SystemClock
from pipeline.codelinks import account, check
from pipeline.demo.faults import Fault, Script, Trouble
from pipeline.demo.server import DemoWeb, Visit
from pipeline.errors import UsageError
from pipeline.progress import Progress
from pipeline.published import DATABASE
from pipeline.run import RunReport, enrich, locked, rebuild
from pipeline.settings import Settings
from pipeline.store.query import query
from pipeline.store.table import table
from pipeline.summary import summary
from pipeline.web.lanes import Lanes

REPOSITORY = "demonstration/reading-list"
LIST_PATH = f"/{REPOSITORY}/HEAD/README.md"
LIST = Path(__file__).with_name("list.md")

TROUBLES = (
    Trouble("proceedings.mlr.press/v119/", Fault.TOO_MANY),
    Trouble("export.arxiv.org/api/", Fault.UNAVAILABLE),
    Trouble("openaccess.thecvf.com/content_iccv_2017/", Fault.RESET),
    Trouble("ojs.aaai.org/index.php/AAAI/article/view/17325", Fault.CUT),
    Trouble("direct.mit.edu/neco/", Fault.CHALLENGE, times=None),
)
"""Of the first day; on the second the wall of the last one is gone. OpenReview's stays, as it does in truth."""

SILENCE = (Trouble("export.arxiv.org/", Fault.UNAVAILABLE, times=None), Trouble("api.datacite.org/", Fault.UNAVAILABLE, times=None))
"""Of the days after: arXiv's API is down, and so is the index that has its deposits."""
BEFORE_NEW = "\n## Forecasting\n"
NEW_ENTRY = "- Proximal policy optimization algorithms [[PDF]](https://arxiv.org/pdf/1707.06347)\n"
"""What somebody adds to the list on the second day, at the end of the section before that heading."""

_FIRST_DAY = datetime(2026, 11, 20, 8, 0, 15, tzinfo=UTC)
"""A clock of its own, so that the demonstration says the same every time."""
_LATER = {
    1: "A day later: one wall is gone, the list has a new entry, arXiv's API is down; only what is due is asked.",
    2: "The day after: the API is still down, and nobody else knows the new entry.",
    4: "Two days later: it has failed three times, so arXiv's own page is asked, the slowest way.",
}
"""Days after the first, with what happens on them."""
_SCALE = 0.2
"""Of the intervals, so that lanes can be watched and still end within seconds; only loopback is asked."""
_PYTHON = ".venv/bin/python"
"""As the Makefile sets it up."""
_WIDTH = 120
"""Columns of the tables that are printed, terminal or not."""
_MARKER = ".gitignore"
_MARK = "# A demonstration lives here. `make demo` empties this folder; keep nothing in it.\n*\n"

_HAPPENED = "SELECT day, kind, line, before, after FROM changes WHERE kind <> 'changed' ORDER BY day"
_QUESTIONS = (
    ("Where the works appeared", "SELECT venue, year, works FROM by_venue LIMIT 5"),
    ("What the list says, and what the work is called", "SELECT line, listed_title, title, doi FROM papers WHERE section = 'Medicine'"),
    ("An entry without a link, found by its title alone", "SELECT title, first_author, venue, year FROM papers WHERE listed_url IS NULL"),
    ("What happened since the list was first read, as changes.md and the feed tell it", _HAPPENED),
    (
        "Who says what about one work",
        "SELECT field, source, way, chosen FROM claims WHERE work_id = 'aaai:17325' AND field IN ('title', 'venue', 'year') ORDER BY ALL",
    ),
)

Watch = Callable[[Lanes], None]


def demo(settings: Settings, watch: Watch) -> int:
    """Run and explain, on standard output; the data stays in `demo` under the data folder. `watch` is called while asking.

    Nothing but loopback is asked, whatever the environment says. Raises UsageError when that folder holds something else.
    """
    own = Settings(data_dir=settings.data_dir / "demo", interval_scale=_SCALE)
    own = own.model_copy(update={"lists_file": own.data_dir / "lists.toml", "corrections_file": own.data_dir / "corrections.toml"})
    _empty(own)
    with DemoWeb(TROUBLES) as web:
        web.files[LIST_PATH] = LIST.read_text(encoding="utf-8")
        print(f"A reading list, https://github.com/{REPOSITORY}, and the sites behind its links are served on loopback;")
        print(f"the works are real, the abstracts are written for this. Intervals are {_SCALE:g} of those that the real sites get.")
        _day("The first day: four sites stumble, two show a wall.", own, web, _FIRST_DAY, watch)
        _tell(web.visits)
        _code_links(own, web, _FIRST_DAY, watch)
        web.script = Script(SILENCE)
        web.files[LIST_PATH] = web.files[LIST_PATH].replace(BEFORE_NEW, NEW_ENTRY + BEFORE_NEW)
        for days, title in _LATER.items():
            _day(title, own, web, _FIRST_DAY + timedelta(days=days), watch)
        _code_links(own, web, _FIRST_DAY + timedelta(days=max(_LATER)), watch)
    for title, sql in _QUESTIONS:
        _heading(title)
        print(f"  {sql}")
        print(table(*query(own.enriched_dir / DATABASE, sql), _WIDTH), end="")
    _heading("For the maintainer of the list: `make audit`")
    print(checkup(own, "text"), end="")
    report, *_ = write_pages(own)
    _heading("Where to look next")
    print(f"  {report}\n      the report: open it in a browser")
    here = f"PIPELINE_DATA_DIR={own.data_dir}"
    print(f'  {here} make sql Q="from papers limit 3"\n      any question of yours about this file')
    print(f"  {here} {_PYTHON} -m pipeline show arxiv:1706.03762\n      everything known about one work, and who says so")
    print(f"  {here} make status\n      what is due, what was refused, and why")
    print("  make enrich\n      the lists of lists.toml, from the real sites")
    return 0


def _empty(settings: Settings) -> None:
    """Take away what an earlier demonstration left, and nothing else."""
    folder = settings.data_dir
    marker = folder / _MARKER
    if folder.is_dir() and any(folder.iterdir()) and not (marker.is_file() and marker.read_text(encoding="utf-8") == _MARK):
        raise UsageError(f"{folder} holds something that is no demonstration: move it away, or set PIPELINE_DATA_DIR to another folder")
    with locked(settings):
        marker.write_text(_MARK, encoding="utf-8")
        shutil.rmtree(settings.enriched_dir, ignore_errors=True)
        for part in settings.raw_dir.glob("evidence.sqlite*"):
            part.unlink()


def _day(title: str, settings: Settings, web: DemoWeb, now: datetime, watch: Watch) -> RunReport:
    _heading(title)
    clock = SystemClock(now)
    with Progress() as progress:

        def both(lanes: Lanes) -> None:
            progress.show(lanes)
            watch(lanes)

        report = enrich(settings, [REPOSITORY], clock, both, hosts=web.hosts)
    print(f"Asked, by lane: {', '.join(f'{lane.site} {lane.done}' for lane in report.lanes)}")
    print(summary(report, clock.now()))
    return report


def _code_links(settings: Settings, web: DemoWeb, now: datetime, watch: Watch) -> None:
    _heading("Are the repositories behind its code links still there? `make links`")
    clock = SystemClock(now)
    found = check.check(settings, (), clock, watch, hosts=web.hosts)
    print(account.summary(found))
    if found.died:
        rebuild(settings, clock, cold=False)


def _tell(visits: Iterable[Visit]) -> None:
    """What went wrong at the sites, and what came of it."""
    visits = list(visits)
    _heading("What went wrong, and what came of it")
    for visit in sorted((v for v in visits if v.fault), key=lambda v: v.address):
        later = next((v for v in visits if v.address == visit.address and v.at > visit.at), None)
        came = f"asked again after {later.at - visit.at:.1f} s: {later.status}" if later else "refused, to be asked again in a later run"
        print(f"  {visit.fault or '':10s} {visit.address.partition('?')[0]}: {came}")


def _heading(text: str) -> None:
    print(f"\n{text}\n{'-' * len(text)}")
