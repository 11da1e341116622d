"""The check of code links over real HTTP on loopback: what is asked, what is kept, what the audit and the patch make of it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from pydantic import SecretStr

from pipeline import cli
from pipeline.checkup import PATCH, checkup
from pipeline.clock import SystemClock
from pipeline.codelinks import check as repositories
from pipeline.codelinks.account import Account, summary
from pipeline.codelinks.due import due
from pipeline.codelinks.hosts import HOSTS, lookups
from pipeline.demo.faults import Fault, Script, Trouble
from pipeline.demo.server import DemoWeb
from pipeline.errors import UsageError
from pipeline.evidence import Standing
from pipeline.evidence.answers import first
from pipeline.models import Lookup, Outcome, Response
from pipeline.web.sites import site_of
from tests.demo_project import FIRST_DAY, Project, copy_of, new_project

LIST = """# Code

- [Masked Autoencoders Are Scalable Vision Learners](https://arxiv.org/abs/2111.06377) [[Code]](https://github.com/FacebookResearch/MAE)
- [An Image Is Worth 16x16 Words](https://arxiv.org/abs/2010.11929) [[Code]](https://github.com/rwightman/pytorch-image-models/tree/main/timm)
- [Layer Normalization](https://arxiv.org/abs/1607.06450) [[Code]](https://github.com/nobody/gone)
- [Adam: A Method for Stochastic Optimization](https://arxiv.org/abs/1412.6980) [[Code]](https://github.com/facebookresearch/mae/issues/1)
"""
DAY = timedelta(days=1)
API = "api.github.com/"


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Project]:
    with DemoWeb() as server:
        made = new_project(tmp_path_factory.mktemp("published"), server, LIST)
        made.enrich()
        assert not [v for v in server.visits if v.address.startswith(API)], "a run asks for no repository"
        yield made


@pytest.fixture
def web() -> Iterator[DemoWeb]:
    with DemoWeb() as server:
        yield server


@pytest.fixture
def project(published: Project, tmp_path: Path, web: DemoWeb) -> Project:
    return copy_of(published, tmp_path / "project", web)


def check(project: Project, now: datetime = FIRST_DAY, most: int | None = None, lists: tuple[str, ...] = ()) -> Account:
    return repositories.check(project.settings, lists, SystemClock(now), lambda lanes: None, most=most, hosts=project.web.hosts)


def asked(web: DemoWeb) -> list[str]:
    """Paths asked of GitHub's API since it was last looked at."""
    found = [visit.path for visit in web.visits if visit.address.startswith(API)]
    web.forget()
    return found


# --- a check ----------------------------------------------------------------------------------------------------------


def test_every_repository_is_asked_for_once_whatever_its_links_look_like(project: Project, web: DemoWeb) -> None:
    account = check(project)

    assert asked(web) == [
        "/repos/facebookresearch/mae", "/repos/rwightman/pytorch-image-models", "/repositories/huggingface.pytorch-image-models",
        "/repos/nobody/gone",
    ]  # fmt: skip
    assert (account.repositories, account.there, len(account.moved), len(account.missing)) == (3, 1, 1, 1)


def test_what_was_found_is_left_alone_for_a_quarter_of_a_year(project: Project, web: DemoWeb) -> None:
    check(project)
    asked(web)

    check(project, FIRST_DAY + timedelta(hours=2))
    assert asked(web) == []

    check(project, FIRST_DAY + DAY)
    assert asked(web) == ["/repos/nobody/gone"], "on another day only what was missed is asked for again"

    assert check(project, FIRST_DAY + 91 * DAY).due == 3


def test_a_link_is_dead_only_when_its_repository_was_missed_on_two_days(project: Project) -> None:
    for hours, dead in ((0, False), (2, False), (24, True)):
        check(project, FIRST_DAY + timedelta(hours=hours))

        told = checkup(project.settings, "text")
        assert ("the code link https://github.com/nobody/gone is dead (404 from api.github.com, on two different days)" in told) is dead


def test_a_repository_that_is_refused_or_broken_is_never_called_dead(project: Project, web: DemoWeb) -> None:
    web.script = Script(
        [Trouble(f"{API}repos/nobody/", Fault.FORBIDDEN, times=None), Trouble(f"{API}repos/facebook", Fault.CUT, times=None)]
    )

    for days in (0, 2, 4, 8):
        account = check(project, FIRST_DAY + days * DAY)

    assert account.missing == []
    assert "dead" not in checkup(project.settings, "text")


def test_one_that_came_back_is_dead_no_more(project: Project, web: DemoWeb) -> None:
    for days in (0, 1):
        check(project, FIRST_DAY + days * DAY)
    web.repositories["nobody/gone"] = "nobody/gone"

    check(project, FIRST_DAY + 32 * DAY)

    assert "dead" not in checkup(project.settings, "text")


def test_a_renamed_repository_is_told_with_the_same_place_under_its_new_name(project: Project) -> None:
    check(project)

    told = checkup(project.settings, "text")
    assert "the repository of https://github.com/rwightman/pytorch-image-models/tree/main/timm has another name now" in told
    assert "→ https://github.com/huggingface/pytorch-image-models/tree/main/timm" in told
    diff = [line for line in checkup(project.settings, PATCH).splitlines() if line.startswith(("-", "+"))][2:]
    assert [line.count("huggingface/pytorch-image-models/tree/main/timm") for line in diff] == [0, 1]


def test_another_spelling_of_a_name_is_no_move(project: Project) -> None:
    check(project)

    assert "FacebookResearch" not in checkup(project.settings, "text")


def test_a_dead_code_link_is_a_change_of_the_day_on_which_it_became_certain(project: Project) -> None:
    died = []
    for days in (0, 1, 40):
        died.append(check(project, FIRST_DAY + days * DAY).died)
        project.rebuild(FIRST_DAY + days * DAY)

    folder = project.settings.enriched_dir
    assert died == [False, True, True]
    assert project.sql("SELECT day, kind, field, before, after FROM changes") == [
        (date(2026, 11, 21), "link died", "code_url", "https://github.com/nobody/gone", "404 from api.github.com")
    ]
    told = (folder / "changes.md").read_text()
    assert "- Link died: [Layer Normalization](https://github.com/nobody/gone) (code link, 404 from api.github.com)" in told
    assert (folder / "changes-demo.atom").read_text().count("<entry>") == 1


# --- the budget -------------------------------------------------------------------------------------------------------


def test_a_guest_gets_sixty_an_hour_and_a_token_five_thousand() -> None:
    github = site_of("https://api.github.com/repos/a/b")

    assert (github.allowance(keyed=False), github.allowance(keyed=True)) == ((60, 3600), (5000, 3600))


def test_a_spent_budget_leaves_the_rest_for_later_and_says_nothing_about_it(project: Project, web: DemoWeb) -> None:
    spend(project, 58)

    first_hour = check(project)
    assert asked(web) == ["/repos/facebookresearch/mae", "/repos/rwightman/pytorch-image-models"]
    assert sum(first_hour.left.values()) == 1, "the redirect of the moved one found nothing left"
    assert "Call it again later" in summary(first_hour)

    check(project, FIRST_DAY + timedelta(hours=7))
    assert "/repos/nobody/gone" in asked(web)


def test_the_token_is_sent_to_github_and_widens_the_budget(project: Project, web: DemoWeb) -> None:
    spend(project, 60)
    assert asked_with_token(project, web) == 4


def spend(project: Project, requests: int) -> None:
    """Requests of an earlier process to GitHub's API."""
    from_now = [FIRST_DAY - timedelta(minutes=10 + n / 10) for n in range(requests)]
    with project.open_evidence() as evidence:
        evidence.add_starts(("github", at) for at in from_now)


def asked_with_token(project: Project, web: DemoWeb) -> int:
    keyed = project.settings.model_copy(update={"keys": {"GITHUB_TOKEN": SecretStr("secret")}})
    repositories.check(keyed, (), SystemClock(FIRST_DAY), lambda lanes: None, hosts=web.hosts)
    return len(asked(web))


def test_most_is_the_number_of_repositories_asked_for(project: Project, web: DemoWeb) -> None:
    account = check(project, most=1)

    assert asked(web) == ["/repos/facebookresearch/mae"]
    assert "2 not asked: more than 1" in summary(account)


def test_a_stopped_check_keeps_what_has_come(project: Project, web: DemoWeb) -> None:
    account = repositories.check(project.settings, (), SystemClock(FIRST_DAY), lambda lanes: lanes.stop("enough"), hosts=web.hosts)

    assert sum(account.left.values()) + account.there + len(account.moved) + len(account.missing) == 3


def test_no_network_says_nothing_about_a_repository(project: Project) -> None:
    offline = project.settings.model_copy(update={"offline": True})

    account = repositories.check(offline, (), SystemClock(FIRST_DAY), lambda lanes: None)

    assert (account.offline, account.requests, account.unanswered.total()) == (True, 0, 0)
    assert summary(account).startswith("No network")


def test_a_list_that_is_not_published_is_refused_with_those_there_are(project: Project) -> None:
    with pytest.raises(UsageError, match="there are: demo"):
        check(project, lists=("nope",))


def test_what_is_known_of_repositories_changes_nothing_that_is_published(project: Project) -> None:
    before = project.json
    check(project)

    project.rebuild()

    assert project.json == before


def test_the_command_says_what_it_found(project: Project, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setenv("PIPELINE_DATA_DIR", str(project.settings.data_dir))
    monkeypatch.setenv("PIPELINE_OFFLINE", "1")

    assert cli.main(["links", "--most", "2"]) == 0
    assert "3 repositories behind code links, 3 due, 0 requests" in capsys.readouterr().out


def test_the_command_publishes_what_died(project: Project, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    check(project)
    account = check(project, FIRST_DAY + DAY)
    monkeypatch.chdir(project.folder)
    monkeypatch.setattr("pipeline.cli.links.check", lambda *_, **__: account)

    assert cli.main(["links"]) == 0

    assert "Published data/enriched/papers.duckdb anew, with what died." in capsys.readouterr().out
    assert project.sql("SELECT kind, before FROM changes") == [("link died", "https://github.com/nobody/gone")]


# --- the hosts --------------------------------------------------------------------------------------------------------

ADDRESSES = {
    "github": ("https://github.com/Me/It/blob/main/x.py", "https://api.github.com/repos/me/it"),
    "gitlab, in groups": ("https://gitlab.com/group/sub/it/-/tree/main", "https://gitlab.com/api/v4/projects/group%2Fsub%2Fit"),
}


@pytest.mark.parametrize(("url", "api"), ADDRESSES.values(), ids=ADDRESSES.keys())
def test_a_repository_is_asked_for_at_the_api_of_its_host(url: str, api: str) -> None:
    [lookup] = lookups([url, url + "#readme"])

    ask = HOSTS[lookup.source].ask(lookup)

    assert ask.url == api
    assert not site_of(api).governed(api), "a documented API"


def test_other_hosts_have_no_say() -> None:
    assert lookups(["https://huggingface.co/facebook/vit", "https://me.github.io/it", "https://github.com/topics/masks", "nonsense"]) == ()


BODIES = {
    "github": (b'{"full_name": "Us/New"}', "Us/New"),
    "no repository": (b'{"message": "hello"}', None),
    "a list": (b"[]", None),
    "no JSON": (b"<html>", None),
    "a name that is none": (b'{"full_name": "../../etc <b>"}', None),
    "a number": (b'{"full_name": 7}', None),
}


@pytest.mark.parametrize(("body", "name"), BODIES.values(), ids=BODIES.keys())
def test_an_answer_gives_the_present_name_or_nothing(body: bytes, name: str | None) -> None:
    ask = HOSTS["github"].ask(Lookup(source="github", by="id", value="github:me/old"))
    response = Response(ask=ask, final_url=ask.url, status=200, headers={}, body=body, at=FIRST_DAY)

    assert HOSTS["github"].present_name(response) == name


def test_what_another_day_decides_comes_first_then_what_was_never_asked_then_the_oldest() -> None:
    missed, new, old, older, fresh = (Lookup(source="github", by="id", value=f"github:a/{n}") for n in range(5))
    standings = {
        missed: standing(Outcome.NOT_FOUND, FIRST_DAY - DAY),
        old: standing(Outcome.FOUND, FIRST_DAY - 100 * DAY),
        older: standing(Outcome.FOUND, FIRST_DAY - 200 * DAY),
        fresh: standing(Outcome.BROKEN, FIRST_DAY - timedelta(hours=1)),
    }

    assert due([fresh, old, older, new, missed], standings, FIRST_DAY) == [missed, new, older, old]


def standing(outcome: Outcome, at: datetime) -> Standing:
    return first(outcome, "", None, at, "r")
