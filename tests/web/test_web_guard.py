from __future__ import annotations

import ipaddress
import socket
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.errors import Refused
from pipeline.models import Outcome
from pipeline.web import door
from pipeline.web.door import resolve
from pipeline.web.guard import check, is_public
from tests.web.asking import FAST, ask, fetcher
from tests.web.loopback import Loopback, Reply
from tests.web.manual_clock import ManualClock

GOOD = [
    "https://arxiv.org/abs/2106.08254",
    "http://proceedings.mlr.press:80/v1/x.html",
    "https://openreview.net:443/forum?id=x",
    "https://пример.рф/стр",
    "https://8.8.8.8/x",
    "https://[2606:4700::1111]/x",
]
BAD = [
    ("file", "file:///etc/passwd"),
    ("ftp", "ftp://site.example/x"),
    ("javascript", "javascript:alert(1)"),
    ("no scheme", "//site.example/x"),
    ("no host", "https:///x"),
    ("open bracket", "http://[::1/x"),
    ("another port", "https://site.example:8080/x"),
    ("ssh port", "http://site.example:22/"),
    ("user name", "https://user:secret@site.example/"),
    ("user name that looks like a host", "https://arxiv.org@10.0.0.1/"),
    ("backslash", "https://127.0.0.1\\@arxiv.org/"),
    ("name that changes when it is normalised", "https://ex℀mple.org/"),
    ("loopback", "http://127.0.0.1/"),
    ("loopback, another", "http://127.8.9.10/"),
    ("loopback, short", "http://127.1/"),
    ("loopback, decimal", "http://2130706433/"),
    ("loopback, octal", "http://0177.0.0.1/"),
    ("loopback, hexadecimal", "http://0x7f000001/"),
    ("loopback, other digits", "http://①②⑦.⓪.⓪.①/"),
    ("loopback, version 6", "http://[::1]/"),
    ("mapped", "http://[::ffff:127.0.0.1]/"),
    ("mapped, public", "http://[::ffff:8.8.8.8]/"),
    ("compatible", "http://[::127.0.0.1]/"),
    ("6to4", "http://[2002:7f00:1::]/"),
    ("NAT64", "http://[64:ff9b::a00:1]/"),
    ("link-local with zone", "http://[fe80::1%25eth0]/"),
    ("unique local", "http://[fd00:ec2::254]/"),
    ("site-local", "http://[fec0::1]/"),
    ("unspecified", "http://0.0.0.0/"),
    ("unspecified, version 6", "http://[::]/"),
    ("private 10", "http://10.1.2.3/"),
    ("private 172", "http://172.16.0.1/"),
    ("private 192", "http://192.168.1.1/"),
    ("shared", "http://100.64.0.1/"),
    ("metadata", "http://169.254.169.254/latest/meta-data/"),
    ("metadata of Azure", "http://168.63.129.16/"),
    ("metadata by name", "http://metadata.google.internal/"),
    ("multicast", "http://224.0.0.1/"),
    ("multicast, version 6", "http://[ff0e::1]/"),
    ("broadcast", "http://255.255.255.255/"),
    ("localhost", "http://localhost/"),
    ("localhost with dot", "http://LOCALHOST./"),
    ("below localhost", "http://a.localhost/"),
    ("single label", "http://intranet/"),
    ("multicast name", "http://printer.local/"),
    ("home", "http://nas.home.arpa/"),
]


@pytest.mark.parametrize("url", GOOD)
def test_addresses_of_the_world_pass(url: str) -> None:
    check(url)


@pytest.mark.parametrize("url", [url for _, url in BAD], ids=[name for name, _ in BAD])
def test_addresses_that_a_stranger_must_not_send_us_to_are_refused(url: str) -> None:
    with pytest.raises(Refused):
        check(url)


@given(st.ip_addresses(v=4))
def test_a_version_4_address_is_refused_in_every_spelling_alike(address: ipaddress.IPv4Address) -> None:
    number = int(address)
    parts = address.packed
    spellings = [str(address), str(number), hex(number), ".".join(map(hex, parts)), ".".join(f"0{part:o}" for part in parts)]

    def passes(host: str) -> bool:
        try:
            check(f"http://{host}/")
        except Refused:
            return False
        return True

    assert {passes(spelling) for spelling in spellings} == {is_public(address)}


@given(st.ip_addresses(v=4))
def test_an_address_inside_another_is_judged_by_itself(address: ipaddress.IPv4Address) -> None:
    nat64 = ipaddress.IPv6Address(int(ipaddress.ip_address("64:ff9b::")) + int(address))
    mapped = ipaddress.IPv6Address(f"::ffff:{address}")

    assert is_public(nat64) == is_public(address)
    assert not is_public(mapped)


@pytest.mark.parametrize(
    "answers",
    [["127.0.0.1"], ["10.0.0.7", "::1"], ["169.254.169.254"], ["fe80::1%lo"], ["::ffff:127.0.0.1"]],
    ids=["loopback", "private", "metadata", "link-local", "mapped"],
)
def test_a_name_that_leads_inside_is_refused_before_anything_is_sent(answers: Sequence[str], monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[object] = []
    monkeypatch.setattr(door, "resolve", lambda *_: list(answers))
    monkeypatch.setattr(door, "create_connection", lambda *args, **_: opened.append(args))

    with fetcher(FAST, ManualClock()) as (one, _):
        delivery = one.fetch(ask("https://api.crossref.org/works/10.1/x"))

    assert delivery.outcome is Outcome.REFUSED  # a network that wants a login first sends every name to itself: another day it may lead out
    assert "not a public address" in delivery.reason
    assert opened == []


def test_only_the_public_addresses_of_a_name_are_tried(monkeypatch: pytest.MonkeyPatch) -> None:
    tried: list[str] = []

    def refuse(address: tuple[str, int], **_: object) -> socket.socket:
        tried.append(address[0])
        raise ConnectionRefusedError

    monkeypatch.setattr(door, "resolve", lambda *_: ["10.0.0.1", "8.8.8.8", "127.0.0.1", "2606:4700::1111"])
    monkeypatch.setattr(door, "create_connection", refuse)

    with fetcher(FAST.model_copy(update={"attempts": 1}), ManualClock()) as (one, _):
        delivery = one.fetch(ask("https://api.crossref.org/works/10.1/x"))

    assert delivery.outcome is Outcome.BROKEN
    assert tried == ["8.8.8.8", "2606:4700::1111"]


def test_the_peer_is_checked_after_connecting_too(monkeypatch: pytest.MonkeyPatch) -> None:
    with Loopback(lambda seen: Reply()) as web:
        inside = socket.create_connection(web.place)
        monkeypatch.setattr(door, "resolve", lambda *_: ["8.8.8.8"])
        monkeypatch.setattr(door, "create_connection", lambda *_, **__: inside)

        with fetcher(FAST, ManualClock()) as (one, _):
            delivery = one.fetch(ask("http://api.crossref.org/works/10.1/x"))

    assert delivery.outcome is Outcome.REFUSED
    assert inside.fileno() == -1
    assert web.seen == []


def test_a_resolver_that_says_nothing_is_not_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    import threading

    release = threading.Event()
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: release.wait(5) and [])

    with pytest.raises(TimeoutError):
        resolve("site.example", 443, 0.05)
    release.set()


@pytest.mark.parametrize(
    "target",
    [
        "http://127.0.0.1/",
        "http://169.254.169.254/latest/",
        "file:///etc/passwd",
        "http://localhost/",
        "https://site.example:8443/",
        "http://2130706433/",
    ],
)
def test_every_redirect_is_checked(target: str) -> None:
    with (
        Loopback(lambda seen: Reply(302, b"", {"Location": target})) as web,
        fetcher(FAST, ManualClock(), web.hosts("site.example")) as (one, _),
    ):
        delivery = one.fetch(ask("https://site.example/x"))

    assert delivery.outcome is Outcome.REFUSED
    assert "the guard will not go there" in delivery.reason
    assert web.paths() == ["/robots.txt", "/x"]


def test_the_host_map_opens_loopback_for_its_hosts_only() -> None:
    with Loopback(lambda seen: Reply()) as web, fetcher(FAST, ManualClock(), web.hosts("site.example")) as (one, _):
        port = web.place[1]
        direct = one.fetch(ask(f"http://127.0.0.1:{port}/x"))
        mapped = one.fetch(ask("https://site.example/x"))

    assert direct.outcome is Outcome.SKIPPED
    assert mapped.outcome is None
    assert mapped.response is not None
    assert mapped.response.final_url == "https://site.example/x"
