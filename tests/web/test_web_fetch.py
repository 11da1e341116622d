from __future__ import annotations

import gzip
import logging
import zlib
from collections.abc import Mapping
from datetime import timedelta
from email.utils import format_datetime
from io import BytesIO
from itertools import pairwise

import pytest
import requests
import responses
from hypothesis import given
from hypothesis import strategies as st
from pydantic import SecretStr
from urllib3 import HTTPResponse

from pipeline.clock import SystemClock
from pipeline.models import Ask, Outcome
from pipeline.settings import Settings
from pipeline.web.delivery import Delivery
from pipeline.web.door import Door
from pipeline.web.gate import Gates
from tests.web.asking import FAST, ask, fetcher
from tests.web.loopback import NO_ROBOTS, PAGE, Fault, Loopback, Reply, Seen, in_turn, packed
from tests.web.manual_clock import START, ManualClock

SITE = "https://api.datacite.org"
"""A site without robots.txt to mind."""
PLAIN = Settings()
JSON = Reply(body=b'{"ok": true}', headers={"Content-Type": "application/json"})


def fetch(
    web: Loopback, url: str = SITE + "/dois/1", settings: Settings = PLAIN, headers: Mapping[str, str] = {}, one: Ask | None = None
) -> tuple[Delivery, Gates, ManualClock]:
    clock = ManualClock()
    hosts = web.hosts("api.datacite.org", "site.example", "other.example", "api.openalex.org", "api.semanticscholar.org")
    with fetcher(settings, clock, hosts) as (fetcher_, gates):
        return fetcher_.fetch(one or ask(url, "json" if one is None and url.startswith("https://api.") else "html"), headers), gates, clock


# --- what is tried again ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "bad",
    [
        Reply(408, b""),
        Reply(425, b""),
        Reply(429, b"Rate exceeded."),
        Reply(500, b"<html><title>Internal Server Error</title></html>"),
        Reply(502, b""),
        Reply(503, b"<html><title>503 Service Temporarily Unavailable</title></html>"),
        Reply(200, b'{"long": "' + b"x" * 4000 + b'"}', fault="cut"),
        Reply(200, b'{"long": "' + b"x" * 4000 + b'"}', fault="cut-chunked"),
        Reply(200, gzip.compress(bytes(range(256)) * 99, mtime=0)[:-20], {"Content-Encoding": "gzip"}),
        Reply(200, b"", fault="reset"),
        Reply(200, b""),
        Reply(200, b"Rate exceeded.", {"Content-Type": "text/plain"}),
        Reply(200, b'{"message": "Too Many Requests", "code": "429"}'),
        Reply(503, b"x", {"Retry-After": "Wed, 21 Oct 2015 07:28:00 GMT"}),
        Reply(403, b"slow down", {"Retry-After": "5"}),
    ],
    ids=lambda reply: f"{reply.status} {reply.fault or reply.body[:20]!r}" if isinstance(reply, Reply) else str(reply),
)
def test_what_may_differ_next_time_is_tried_again(bad: Reply) -> None:
    with Loopback(in_turn(bad, bad, JSON)) as web:
        delivery, _, _ = fetch(web)

    assert delivery.outcome is None
    assert delivery.reason == ""
    assert delivery.attempts == 3
    assert delivery.response is not None
    assert delivery.response.body == JSON.body


@pytest.mark.parametrize(
    ("bad", "outcome"),
    [
        (Reply(429, b""), Outcome.REFUSED),
        (Reply(500, b""), Outcome.BROKEN),
        (Reply(200, b'{"a": 1}' * 99, fault="cut"), Outcome.BROKEN),
        (Reply(200, b"", fault="reset"), Outcome.BROKEN),
    ],
    ids=["429", "500", "cut", "reset"],
)
def test_after_the_last_try_the_verdict_stands(bad: Reply, outcome: Outcome) -> None:
    with Loopback(in_turn(bad)) as web:
        delivery, _, clock = fetch(web)

    assert delivery.outcome is outcome
    assert delivery.attempts == 4
    assert "api.datacite.org" in delivery.reason
    assert 7 <= clock.monotonic() <= 10  # 1 + 2 + 4 s and jitter


@pytest.mark.parametrize(
    ("reply", "outcome"),
    [
        (Reply(404, b"Resource not found."), Outcome.NOT_FOUND),
        (Reply(410, b""), Outcome.NOT_FOUND),
        (Reply(401, b"{}"), Outcome.REFUSED),
        (Reply(402, b"{}"), Outcome.REFUSED),
        (Reply(403, b"{}"), Outcome.REFUSED),
        (Reply(418, b"{}"), Outcome.REFUSED),
        (Reply(451, b"{}"), Outcome.REFUSED),
        (Reply(400, b"{}"), Outcome.BROKEN),
        (Reply(404, b"<!doctype html><html><title>404 Not Found</title></html>"), Outcome.BROKEN),  # not this API speaking
        (Reply(202, b'{"a": 1}'), Outcome.BROKEN),
        (Reply(203, b'{"a": 1}'), Outcome.BROKEN),
        (Reply(206, b'{"a": 1}'), Outcome.BROKEN),
        (Reply(304, b""), Outcome.BROKEN),
        (Reply(300, b"{}"), Outcome.BROKEN),
        (Reply(200, b"<!doctype html><html><body>hello</body></html>"), Outcome.BROKEN),
        (Reply(200, b"\x89PNG\r\n\x1a\n" + b"\0" * 99), Outcome.BROKEN),
        (Reply(500, b"<html><head><title>Making sure you&#39;re not a bot!</title></head><body>x</body></html>"), Outcome.REFUSED),
        (Reply(200, b"x" * 30, {"Content-Encoding": "br"}), Outcome.BROKEN),
    ],
    ids=lambda value: str(value.status) if isinstance(value, Reply) else str(value),
)
def test_what_would_be_the_same_next_time_is_asked_once(reply: Reply, outcome: Outcome) -> None:
    with Loopback(in_turn(reply)) as web:
        delivery, _, _ = fetch(web)

    assert delivery.outcome is outcome
    assert delivery.attempts == 1
    assert "api.datacite.org" in delivery.reason


@pytest.mark.parametrize("form", ["seconds", "date"])
def test_retry_after_is_obeyed_in_the_lane(form: str) -> None:
    value = "20" if form == "seconds" else format_datetime(START + timedelta(seconds=20), usegmt=True)
    with Loopback(in_turn(Reply(429, b"", {"Retry-After": value}), JSON)) as web:
        delivery, _, clock = fetch(web)

    assert delivery.outcome is None
    assert 19 <= clock.monotonic() <= 21


def test_a_retry_after_beyond_the_bound_parks_the_lane() -> None:
    with Loopback(in_turn(Reply(503, b"", {"Retry-After": "3600"}))) as web:
        delivery, gates, _ = fetch(web)

    assert delivery.outcome is Outcome.REFUSED
    assert delivery.attempts == 1
    assert [gate.parked for gate in gates.all()] == ["503 from api.datacite.org, which asks to wait 3600 s"]


def test_a_site_that_exhausts_the_tries_of_one_ask_gets_one_try_until_it_answers() -> None:
    with Loopback(in_turn(*[Reply(500, b"")] * 6, JSON)) as web, fetcher(FAST, ManualClock(), web.hosts("api.datacite.org")) as (one, _):
        attempts = [one.fetch(ask(f"{SITE}/dois/{n}", "json")).attempts for n in range(4)]

    assert attempts == [4, 1, 1, 1]


def test_a_connect_time_out_is_not_tried_again_while_nobody_has_answered() -> None:
    with responses.RequestsMock() as web:
        web.get(f"{SITE}/dois/1", body=requests.ConnectTimeout())
        with fetcher(FAST, ManualClock()) as (one, _):
            delivery = one.fetch(ask(f"{SITE}/dois/1", "json"))

    assert delivery.outcome is Outcome.BROKEN
    assert delivery.attempts == 1
    assert delivery.reason == "no connection in time to api.datacite.org"


def test_a_dropped_connection_behind_a_proxy_is_tried_again() -> None:
    with responses.RequestsMock() as web:
        web.get(f"{SITE}/dois/1", body=requests.exceptions.ProxyError("http://user:secret@proxy"))
        web.get(f"{SITE}/dois/1", json={"ok": True})
        with fetcher(FAST, ManualClock()) as (one, _):
            delivery = one.fetch(ask(f"{SITE}/dois/1", "json"))

    assert delivery.outcome is None
    assert delivery.attempts == 2


def test_a_reason_never_repeats_the_text_of_an_exception() -> None:
    with responses.RequestsMock() as web:
        web.get(f"{SITE}/dois/1", body=requests.exceptions.ProxyError("http://user:secret@proxy"))
        with fetcher(FAST, ManualClock()) as (one, _):
            delivery = one.fetch(ask(f"{SITE}/dois/1", "json"))

    assert delivery.reason == "no way through the proxy to api.datacite.org"


def test_an_untrusted_certificate_is_not_tried_again() -> None:
    with responses.RequestsMock() as web:
        web.get(f"{SITE}/dois/1", body=requests.exceptions.SSLError("[SSL: CERTIFICATE_VERIFY_FAILED]"))
        with fetcher(FAST, ManualClock()) as (one, _):
            delivery = one.fetch(ask(f"{SITE}/dois/1", "json"))

    assert (delivery.outcome, delivery.attempts) == (Outcome.BROKEN, 1)


# --- bodies -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "reply",
    [
        packed(JSON.body),
        Reply(200, gzip.compress(JSON.body[:5], mtime=0) + gzip.compress(JSON.body[5:]), {"Content-Encoding": "x-gzip"}),
        Reply(200, zlib.compress(JSON.body), {"Content-Encoding": "deflate"}),
        Reply(200, zlib.compress(JSON.body)[2:-4], {"Content-Encoding": "deflate"}),
        Reply(200, JSON.body, {"Content-Encoding": "identity"}),
    ],
    ids=["gzip", "gzip in two members", "deflate", "bare deflate", "identity"],
)
def test_content_encodings_are_undone(reply: Reply) -> None:
    with Loopback(in_turn(reply)) as web:
        delivery, _, _ = fetch(web)

    assert delivery.response is not None
    assert delivery.response.body == JSON.body
    assert web.seen[0].headers["accept-encoding"] == "gzip, deflate"


@pytest.mark.parametrize(
    "reply",
    [
        Reply(200, b"x" * 5000),
        packed(b"x" * 1_000_000),
        Reply(200, b"".join(gzip.compress(b"x" * 400, mtime=0) for _ in range(9)), {"Content-Encoding": "gzip"}),
        Reply(302, packed(b"x" * 1_000_000).body, {"Content-Encoding": "gzip", "Location": "/y"}),
    ],
    ids=["as sent", "as unpacked", "in many members", "on a redirect"],
)
def test_a_body_larger_than_allowed_is_not_read_to_the_end(reply: Reply) -> None:
    with Loopback(in_turn(reply)) as web:
        delivery, _, _ = fetch(web, settings=Settings(max_body_bytes=2000))

    assert delivery.outcome is Outcome.BROKEN
    assert "more than 2000" in delivery.reason
    assert delivery.attempts == 1


@pytest.mark.parametrize("fault", ["drip", "drip-head", "drip-chunk", "silent"])
def test_an_answer_that_never_ends_is_hung_up_on(fault: Fault) -> None:
    settings = Settings(total_timeout=0.3, read_timeout=0.3, attempts=1)
    reply = Reply(200, b"x" * 1000, fault=fault)
    clock = SystemClock()
    with Loopback(in_turn(reply)) as web, fetcher(settings, clock, web.hosts("api.datacite.org")) as (one, _):
        started = clock.monotonic()
        delivery = one.fetch(ask(f"{SITE}/dois/1", "json"))
        took = clock.monotonic() - started

    assert delivery.outcome is Outcome.BROKEN
    assert took < 3


# --- redirects --------------------------------------------------------------------------------------------------------


def redirects(targets: Mapping[str, str], status: int = 302) -> Loopback:
    def answer(seen: Seen) -> Reply:
        target = targets.get(seen.url)
        return Reply(status, b"", {"Location": target}) if target else Reply()

    return Loopback(answer)


def test_redirects_are_followed_and_named() -> None:
    with redirects({"//site.example/a": "/b", "//site.example/b": "https://other.example/c#part"}) as web:
        delivery, _, _ = fetch(web, "https://site.example/a")

    assert delivery.response is not None
    assert delivery.response.final_url == "https://other.example/c"
    assert delivery.response.ask.url == "https://site.example/a"
    assert delivery.attempts == 5  # two of them for robots.txt


def test_a_hop_waits_for_the_turn_of_its_site() -> None:
    with redirects({"//site.example/a": "/b", "//site.example/b": "/c"}) as web:
        _, gates, _ = fetch(web, "https://site.example/a")

    starts = gates.all()[0].started
    assert len(starts) == 4
    assert min((b - a).total_seconds() for a, b in pairwise(starts)) > 1.0


def test_a_circle_of_redirects_is_noticed() -> None:
    with redirects({"//site.example/a": "/b", "//site.example/b": "/a"}) as web:
        delivery, _, _ = fetch(web, "https://site.example/a")

    assert delivery.outcome is Outcome.BROKEN
    assert "circle" in delivery.reason
    assert web.paths() == ["/robots.txt", "/a", "/b"]


def test_a_site_that_sets_a_cookie_and_sends_us_back_is_no_circle() -> None:
    def answer(seen: Seen) -> Reply:
        return Reply() if "cookie" in seen.headers else Reply(302, b"", {"Location": "/a", "Set-Cookie": "seen=1"})

    with Loopback(answer) as web:
        first, _, _ = fetch(web, "https://site.example/a")

    assert first.outcome is None
    assert first.response is not None
    assert "set-cookie" not in first.response.headers


def test_cookies_are_forgotten_between_asks() -> None:
    reply = Reply(headers={"Set-Cookie": "seen=1"})
    with Loopback(lambda seen: reply) as web, fetcher(FAST, ManualClock(), web.hosts("site.example")) as (one, _):
        one.fetch(ask("https://site.example/a"))
        one.fetch(ask("https://site.example/b"))

    assert all("cookie" not in seen.headers for seen in web.seen)


def test_more_than_five_redirects_are_too_many() -> None:
    with redirects({f"//site.example/{n}": f"/{n + 1}" for n in range(9)}) as web:
        delivery, _, _ = fetch(web, "https://site.example/0")

    assert delivery.outcome is Outcome.BROKEN
    assert web.paths()[1:] == [f"/{n}" for n in range(6)]


def test_a_redirect_to_a_site_that_is_never_asked_ends_there() -> None:
    with redirects({"//site.example/a": "https://ieeexplore.ieee.org/document/1"}) as web:
        delivery, _, _ = fetch(web, "https://site.example/a")

    assert delivery.outcome is Outcome.SKIPPED
    assert delivery.reason == "ieeexplore.ieee.org is never asked: its terms forbid automated access"


def test_a_redirect_to_a_known_wall_is_not_followed() -> None:
    with redirects({"//site.example/a": "https://openreview.net/challenge?redirect=/a"}) as web:
        delivery, _, _ = fetch(web, "https://site.example/a")

    assert delivery.outcome is Outcome.REFUSED
    assert "OpenReview's browser check" in delivery.reason


@pytest.mark.parametrize(("status", "method"), [(302, "GET"), (303, "GET"), (307, "POST"), (308, "POST")])
def test_a_post_goes_on_as_browsers_do(status: int, method: str) -> None:
    with redirects({"//api.semanticscholar.org/a": "/b"}, status) as web:
        fetch(web, one=ask("https://api.semanticscholar.org/a", "json", body=b"{}"))

    assert [seen.method for seen in web.seen] == ["POST", method]
    assert web.seen[1].body == (b"{}" if method == "POST" else b"")


def test_a_redirect_without_a_target_is_broken() -> None:
    with Loopback(lambda seen: Reply(302, b"")) as web:
        delivery, _, _ = fetch(web)

    assert (delivery.outcome, delivery.reason) == (Outcome.BROKEN, "302 from api.datacite.org")


# --- robots -----------------------------------------------------------------------------------------------------------


def with_robots(robots: Reply, *urls: str) -> tuple[list[Delivery], list[str], Gates]:
    with (
        Loopback(lambda seen: Reply(), lambda seen: robots) as web,
        fetcher(Settings(), ManualClock(), web.hosts("site.example")) as (one, gates),
    ):
        return [one.fetch(ask(url)) for url in urls], web.paths(), gates


def rules(text: str) -> Reply:
    return Reply(200, text.encode(), {"Content-Type": "text/plain"})


def test_robots_txt_is_fetched_once_a_host() -> None:
    _, paths, _ = with_robots(rules("User-agent: *\nDisallow: /private\n"), "https://site.example/a", "http://site.example/b")

    assert paths == ["/robots.txt", "/a", "/b"]


def test_what_robots_txt_forbids_is_skipped() -> None:
    deliveries, paths, _ = with_robots(rules("User-agent: *\nDisallow: /*.pdf$\n"), "https://site.example/a.pdf", "https://site.example/a")

    assert [d.outcome for d in deliveries] == [Outcome.SKIPPED, None]
    assert deliveries[0].reason == "robots.txt of site.example forbids /a.pdf"
    assert paths == ["/robots.txt", "/a"]


def test_robots_txt_may_speak_to_us_by_name() -> None:
    text = "User-agent: *\nDisallow: /\n\nUser-agent: reading-list-pipeline\nAllow: /\n"

    deliveries, _, _ = with_robots(rules(text), "https://site.example/a")

    assert deliveries[0].outcome is None


@pytest.mark.parametrize(
    "robots", [NO_ROBOTS, Reply(410, b""), rules(""), rules("<html><body>home</body></html>")], ids=["404", "410", "empty", "a page"]
)
def test_without_rules_everything_may_be_asked(robots: Reply) -> None:
    deliveries, paths, _ = with_robots(robots, "https://site.example/a")

    assert deliveries[0].outcome is None
    assert paths == ["/robots.txt", "/a"]


@pytest.mark.parametrize(
    "robots",
    [Reply(403, b""), Reply(500, b""), Reply(401, b""), Reply(200, b"<html><script>window._cf_chl_opt={}</script></html>")],
    ids=["403", "500", "401", "a challenge"],
)
def test_a_robots_txt_that_is_not_answered_means_no_pages_today(robots: Reply) -> None:
    deliveries, paths, _ = with_robots(robots, "https://site.example/a", "https://site.example/b")

    assert [d.outcome for d in deliveries] == [Outcome.REFUSED] * 2
    assert "no pages of site.example today" in deliveries[0].reason
    assert set(paths) == {"/robots.txt"}
    assert deliveries[1].attempts == 0


def test_a_crawl_delay_longer_than_the_interval_wins() -> None:
    _, _, gates = with_robots(rules("User-agent: *\nCrawl-delay: 10\n"), "https://site.example/a", "https://site.example/b")

    starts = gates.all()[0].started
    assert [(b - a).total_seconds() >= 10 for a, b in pairwise(starts)] == [True, True]


def test_apis_have_no_robots_txt() -> None:
    with (
        Loopback(lambda seen: JSON) as web,
        fetcher(FAST, ManualClock(), web.hosts("api2.openreview.net", "export.arxiv.org")) as (one, _),
    ):
        one.fetch(ask("https://api2.openreview.net/notes/search?term=x", "json"))
        one.fetch(ask("https://export.arxiv.org/api/query?id_list=x", "json"))

    assert "/robots.txt" not in web.paths()


# --- who we say we are ------------------------------------------------------------------------------------------------

KEYED = Settings(
    contact="me@example.org",
    keys={"S2_API_KEY": SecretStr("s2-secret"), "OPENALEX_API_KEY": SecretStr("oa-secret\n"), "GITHUB_TOKEN": SecretStr("gh-secret")},
)


def test_the_user_agent_names_the_product_and_the_contact() -> None:
    with Loopback(lambda seen: JSON) as web:
        fetch(web, settings=KEYED)

    assert web.seen[0].headers["user-agent"] == "reading-list-pipeline/0.1.0 (mailto:me@example.org)"


def test_a_key_goes_to_its_own_site_only_and_as_that_site_wants_it() -> None:
    sites = ["api.semanticscholar.org", "api.openalex.org", "api.datacite.org", "raw.githubusercontent.com", "api.github.com"]
    with Loopback(lambda seen: JSON) as web, fetcher(KEYED, ManualClock(), web.hosts(*sites)) as (one, _):
        for site in sites:
            one.fetch(ask(f"https://{site}/x", "json"))

    sent = {seen.host: (seen.headers.get("x-api-key"), seen.headers.get("authorization")) for seen in web.seen}
    assert sent == {
        "api.semanticscholar.org": ("s2-secret", None),
        "api.openalex.org": (None, "Bearer oa-secret"),
        "api.datacite.org": (None, None),
        "raw.githubusercontent.com": (None, None),
        "api.github.com": (None, "Bearer gh-secret"),
    }


def test_a_key_neither_follows_a_redirect_nor_travels_in_the_clear() -> None:
    with redirects({"//api.semanticscholar.org/a": "https://site.example/b"}) as web:
        fetch(web, "https://api.semanticscholar.org/a", KEYED)
        fetch(web, "http://api.semanticscholar.org/c", KEYED)

    assert [seen.path for seen in web.seen if "x-api-key" in seen.headers] == ["/a"]


@pytest.mark.parametrize("status", [401, 403])
def test_a_key_that_is_not_wanted_is_dropped_for_the_run(status: int, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    with (
        Loopback(lambda seen: Reply(status, b'{"message":"Forbidden"}') if "x-api-key" in seen.headers else JSON) as web,
        fetcher(KEYED, ManualClock(), web.hosts("api.semanticscholar.org")) as (one, gates),
    ):
        deliveries = [one.fetch(ask(f"https://api.semanticscholar.org/{n}", "json")) for n in range(2)]

    assert [(d.outcome, d.attempts) for d in deliveries] == [(None, 2), (None, 1)]
    assert gates.all()[0].interval("https://api.semanticscholar.org/x") == 3
    assert "s2-secret" not in caplog.text + repr(deliveries)


def test_a_key_that_no_header_can_carry_is_left_out(caplog: pytest.LogCaptureFixture) -> None:
    with Loopback(lambda seen: JSON) as web:
        delivery, _, _ = fetch(web, "https://api.semanticscholar.org/a", Settings(keys={"S2_API_KEY": SecretStr("a\nb")}))

    assert delivery.outcome is None
    assert "x-api-key" not in web.seen[0].headers


def test_netrc_is_not_read(monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory) -> None:
    netrc = tmp_path_factory.mktemp("home") / ".netrc"
    netrc.write_text("machine api.datacite.org login me password secret\n")
    monkeypatch.setenv("NETRC", str(netrc))

    with Loopback(lambda seen: JSON) as web:
        fetch(web)

    assert "authorization" not in web.seen[0].headers


# --- what the head of an answer says ----------------------------------------------------------------------------------


def test_a_spent_budget_parks_the_lane_and_keeps_the_answer() -> None:
    reply = Reply(200, JSON.body, {"X-RateLimit-Remaining": "0", "X-RateLimit-Reset": "64147"})
    with Loopback(lambda seen: reply) as web, fetcher(FAST, ManualClock(), web.hosts("api.openalex.org")) as (one, _):
        first = one.fetch(ask("https://api.openalex.org/works/1", "json"))
        second = one.fetch(ask("https://api.openalex.org/works/2", "json"))

    assert first.outcome is None
    assert (second.outcome, second.attempts) == (Outcome.REFUSED, 0)
    assert second.reason == "lane parked: budget spent: full again in 64147 s"


def test_stricter_numbers_of_crossref_are_heeded() -> None:
    reply = Reply(200, JSON.body, {"X-Rate-Limit-Limit": "5", "X-Rate-Limit-Interval": "1s", "X-Concurrency-Limit": "1"})
    settings = Settings(contact="me@example.org")
    with Loopback(lambda seen: reply) as web, fetcher(settings, ManualClock(), web.hosts("api.crossref.org")) as (one, gates):
        one.fetch(ask("https://api.crossref.org/works/10.1/x", "json"))

    assert gates.all()[0].interval("https://api.crossref.org/works/10.1/x") == pytest.approx(0.2)
    assert gates.all()[0].width == 1


def test_a_conditional_request_may_be_answered_by_nothing_new() -> None:
    with Loopback(lambda seen: Reply(304, b"") if seen.headers.get("if-none-match") == '"x"' else Reply()) as web:
        delivery, _, _ = fetch(web, headers={"If-None-Match": '"x"'})

    assert delivery.outcome is None
    assert delivery.response is not None
    assert delivery.response.status == 304


@pytest.mark.parametrize("host", ["ieeexplore.ieee.org", "IEEExplore.IEEE.org", "ieeexplore.ieee.org.", "ieeexplore.ieee.org:443"])
def test_a_site_is_known_in_every_spelling_of_its_name(host: str) -> None:
    with Loopback(lambda seen: Reply()) as web:
        delivery, _, _ = fetch(web, f"https://{host}/document/1")

    assert delivery.outcome is Outcome.SKIPPED
    assert "never asked" in delivery.reason


def stand_in(location: str) -> requests.Response:
    answer = requests.Response()
    answer.status_code = 302
    answer.headers["Location"] = location
    answer.raw = HTTPResponse(BytesIO(b""), preload_content=False, headers={"Location": location})
    return answer


@given(st.text(max_size=30), st.sampled_from(["https://", "http://[", "https://a@", "//", "/", "", "https://site.example:"]))
def test_no_address_makes_fetching_fail(text: str, start: str) -> None:
    with pytest.MonkeyPatch.context() as patch, fetcher(FAST, ManualClock()) as (one, _):
        patch.setattr(Door, "send", lambda self, request, **_: stand_in(start + text))
        redirected = one.fetch(ask("https://api.datacite.org/dois/1"))
        patch.setattr(Door, "send", lambda self, request, **_: stand_in(""))
        asked = one.fetch(ask(start + text))

    assert redirected.outcome is not None
    assert asked.outcome is not None


@pytest.mark.parametrize("url", ["https://[broken/", "mailto:a@b.org", "", "https://" + "a" * 70 + ".org/", "https://ex ample.org/"])
def test_what_is_no_address_is_skipped(url: str) -> None:
    with Loopback(lambda seen: Reply()) as web:
        delivery, _, _ = fetch(web, url)

    assert delivery.outcome is Outcome.SKIPPED
    assert delivery.attempts == 0


def test_the_page_arrives_as_it_was_sent() -> None:
    with Loopback(lambda seen: Reply(headers={"X-Kind": "Test"})) as web:
        delivery, _, _ = fetch(web, "https://site.example/a?q=ü#part")

    assert delivery.response is not None
    assert delivery.response.body == PAGE
    assert delivery.response.headers["x-kind"] == "Test"
    assert delivery.response.final_url == "https://site.example/a?q=%C3%BC"
    assert web.seen[1].host == "site.example"
