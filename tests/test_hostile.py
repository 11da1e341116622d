"""A list is somebody else's text and every page is a stranger's: what an attacker puts into them, and what becomes of it."""

from __future__ import annotations

import gzip
import os
import random
import re
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from threading import Thread

import pytest

from pipeline.demo.command import LIST_PATH
from pipeline.demo.faults import Fault
from pipeline.demo.messages import Question, Reply
from pipeline.demo.server import DemoWeb
from tests.demo_project import FIRST_DAY, Project, new_project

LONGEST_RUN = 60
"""Seconds."""
MOST_MEMORY = 300 << 20
"""Bytes, of the whole process."""


class Listener:
    """A service inside, that nobody from outside may reach: counts who comes."""

    def __init__(self) -> None:
        self.calls = 0
        self._socket = socket.create_server(("127.0.0.1", 0))
        self.port = int(self._socket.getsockname()[1])
        self._thread = Thread(target=self._listen, daemon=True)
        self._thread.start()

    def _listen(self) -> None:
        while True:
            try:
                connection, _ = self._socket.accept()
            except OSError:
                return
            self.calls += 1
            connection.close()

    def close(self) -> None:
        self._socket.shutdown(socket.SHUT_RDWR)
        self._socket.close()
        self._thread.join()


class HostileWeb(DemoWeb):
    """The demonstration's web, with some hosts in other hands."""

    def __init__(self, inside: int) -> None:
        super().__init__()
        self.inside = inside
        self.asked: list[str] = []

    def answer(self, question: Question) -> tuple[Reply, Fault | None]:
        if question.path == "/robots.txt":
            return super().answer(question)
        hostile = HOSTILE.get(question.host)
        if hostile is None:
            return super().answer(question)
        self.asked.append(question.address)
        return hostile(self, question), None


def _redirect(to: Callable[[HostileWeb, Question], str]) -> Callable[[HostileWeb, Question], Reply]:
    return lambda web, question: Reply(status=302, headers={"Location": to(web, question)})


def _page(head: str, **headers: str) -> Callable[[HostileWeb, Question], Reply]:
    body = f"<!DOCTYPE html><html><head>{head}</head><body><p>A page.</p></body></html>".encode()
    return lambda web, question: Reply(body=body, headers={"Content-Type": "text/html", **headers})


def _packed(body: bytes) -> Callable[[HostileWeb, Question], Reply]:
    packed = gzip.compress(body)
    return lambda web, question: Reply(body=packed, headers={"Content-Type": "text/html", "Content-Encoding": "gzip"})


_ENTITIES = "<!DOCTYPE x [<!ENTITY a 'ha'>" + "".join(f"<!ENTITY {chr(98 + n)} '{f'&{chr(97 + n)};' * 10}'>" for n in range(12)) + "]>"
_SECRET = "<!DOCTYPE x [<!ENTITY s SYSTEM 'file:///etc/hostname'>]>"
_TAGS = '<meta name="citation_title" content="{}"><meta name="citation_author" content="Doe, Jane">'

HOSTILE: dict[str, Callable[[HostileWeb, Question], Reply]] = {
    "inward.example.org": _redirect(lambda web, q: f"http://127.0.0.1:{web.inside}/secret"),
    "inward-80.example.org": _redirect(lambda web, q: "http://127.0.0.1/secret"),
    "metadata.example.org": _redirect(lambda web, q: "http://169.254.169.254/latest/meta-data/"),
    "spelled.example.org": _redirect(lambda web, q: "http://0x7f000001/"),
    "named.example.org": _redirect(lambda web, q: "http://localhost/"),
    "file.example.org": _redirect(lambda web, q: "file:///etc/passwd"),
    "circle.example.org": _redirect(lambda web, q: f"https://{q.host}{q.target}"),
    "endless.example.org": _redirect(lambda web, q: f"https://{q.host}{q.target}x"),
    "bomb.example.org": _packed(b"\0" * (200 << 20)),
    "long.example.org": _page(_TAGS.format("A " + "very " * 2_000_000 + "long title")),
    "names.example.org": _page('<meta name="citation_title" content="Many">' + '<meta name="citation_author" content="Doe, J">' * 100_000),
    "deep.example.org": lambda web, question: Reply(body=b"<html>" + b"<div>" * 500_000, headers={"Content-Type": "text/html"}),
    "laughs.example.org": lambda web, question: Reply(
        body=f"<?xml version='1.0'?>{_ENTITIES}<x>&m;</x>".encode(), headers={"Content-Type": "application/xml"}
    ),
    "escape.example.org": _page(_TAGS.format("A title with \x1b[2J\x1b]0;owned\x07 in it")),
    "pickle.example.org": _page('<script type="application/ld+json">' + "[" * 100_000 + "</script>"),
}

DIRECT = (
    "http://127.0.0.1/secret", "http://127.0.0.1:{inside}/secret", "http://localhost/secret", "http://[::1]/secret", "http://0x7f.1/secret",
    "http://2130706433/secret", "http://0177.0.0.1/secret", "http://169.254.169.254/latest/meta-data/", "http://10.0.0.1/", "http://192.168.1.1/",
    "http://[::ffff:127.0.0.1]/", "http://metadata.google.internal/", "http://printer.local/", "http://intranet/", "file:///etc/passwd",
    "ftp://example.org/paper.pdf", "gopher://127.0.0.1:{inside}/_", "http://user:secret@example.org/paper", "http://example.org:{inside}/paper",
    "http://example.org:22/paper", "https://", "http://[", "https://a..b/", "javascript:alert(1)", "data:text/html,hi",
)  # fmt: skip


@pytest.fixture
def inside() -> Iterator[Listener]:
    listener = Listener()
    yield listener
    listener.close()


@pytest.fixture
def hostile(inside: Listener, tmp_path: Path) -> Iterator[Project]:
    with HostileWeb(inside.port) as web:
        yield new_project(tmp_path, web)


def list_of(links: list[str]) -> str:
    return "# A list\n\n## Papers\n\n" + "".join(f"- A paper of number {n} [[PDF]]({link})\n" for n, link in enumerate(links))


CHILD = """
import sys
from pathlib import Path
from tests.demo_project import FIRST_DAY, Project
from pipeline.demo.server import Everywhere
Project(Path(sys.argv[1]), None).enrich(FIRST_DAY, hosts=Everywhere(("127.0.0.1", int(sys.argv[2]))))
print(next(int(line.split()[1]) for line in open("/proc/self/status") if line.startswith("VmHWM")) * 1024)
"""


def run_apart(project: Project, limit: float = LONGEST_RUN) -> int:
    """A run in a process of its own, within so many seconds; the most memory that it took, in bytes."""
    arguments = [sys.executable, "-c", CHILD, str(project.folder), str(project.web.hosts["any"][1])]
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parent.parent)}
    done = subprocess.run(arguments, env=environment, capture_output=True, timeout=limit, check=False)
    assert done.returncode == 0, done.stderr.decode()[-2000:]
    return int(done.stdout)


def test_addresses_inside_are_never_asked(hostile: Project, inside: Listener) -> None:
    links = [link.format(inside=inside.port) for link in DIRECT]
    hostile.web.files[LIST_PATH] = list_of(links)

    hostile.enrich()

    inner = {
        "127.0.0.1",
        "localhost",
        "169.254.169.254",
        "metadata.google.internal",
        "printer.local",
        "intranet",
        "10.0.0.1",
        "192.168.1.1",
    }
    assert inside.calls == 0
    assert inner.isdisjoint({visit.host.partition(":")[0] for visit in hostile.web.visits})
    assert [row for row in hostile.rows if row["authors"]] == []


def test_redirects_inside_are_not_followed_and_the_outcome_says_why(hostile: Project, inside: Listener) -> None:
    hosts = ["inward", "inward-80", "metadata", "spelled", "named", "file"]
    hostile.web.files[LIST_PATH] = list_of([f"https://{host}.example.org/paper" for host in hosts])

    hostile.enrich()

    reasons = dict(hostile.evidence("select value, reason from answers where source = 'general' and outcome = 'refused'"))
    assert inside.calls == 0
    assert len(reasons) == len(hosts)
    assert all("the guard will not go there" in reason for reason in reasons.values())


def test_pages_made_to_break_a_reader_break_nothing_and_take_little_memory(hostile: Project, inside: Listener) -> None:
    hosts = ["circle", "endless", "bomb", "long", "names", "deep", "laughs", "escape", "pickle"]
    hostile.web.files[LIST_PATH] = list_of([f"https://{host}.example.org/paper" for host in hosts])

    memory = run_apart(hostile)

    outcomes = dict(hostile.evidence("select value, outcome from answers where source = 'general'"))
    assert memory <= MOST_MEMORY
    broken = {value for value, outcome in outcomes.items() if outcome == "broken"}
    assert len(hostile.rows) == len(outcomes) == len(hosts)
    assert all(any(host in value for value in broken) for host in ("circle", "endless", "bomb", "laughs"))
    assert all(len(str(row["title"])) < 5000 for row in hostile.rows)
    assert all("\x1b" not in str(row["title"]) for row in hostile.rows)


def test_an_index_that_sends_entities_is_not_read(hostile: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    feed = f"<?xml version='1.0'?>{_SECRET}<feed xmlns='http://www.w3.org/2005/Atom'><entry><title>&s;</title></entry></feed>".encode()
    bomb = f"<?xml version='1.0'?>{_ENTITIES}<feed xmlns='http://www.w3.org/2005/Atom'><entry><title>&m;</title></entry></feed>".encode()
    bodies = [feed, bomb]

    def poisoned(web: HostileWeb, question: Question) -> Reply:
        return Reply(body=bodies[len(web.asked) % 2], headers={"Content-Type": "application/atom+xml"})

    monkeypatch.setitem(HOSTILE, "export.arxiv.org", poisoned)

    hostile.enrich(FIRST_DAY)

    names = hostile.evidence("select distinct outcome from answers where source = 'arxiv'")
    assert ("found",) not in names
    assert not re.search(rf"\b{re.escape(socket.gethostname())}\b", hostile.json.decode())


def garbage(size: int) -> str:
    """Pieces of every markup that lists are written in, so many characters, in an order that means nothing."""
    markup = [
        "[",
        "]",
        "(",
        ")",
        "![",
        "](",
        "<a href='",
        "<",
        ">",
        "- ",
        "* ",
        "#",
        "|",
        "`",
        "https://",
        "x.org/",
        "**",
        "\\",
        "&#0;",
        "\u202e",
    ]
    return "".join(random.Random(5).choices([*markup, "é", " ", "\n", "\n\n"], k=size))[:size]


@pytest.mark.slow
def test_garbage_is_a_list_without_much_in_it(tmp_path: Path, web: DemoWeb) -> None:
    project = new_project(tmp_path, web)
    web.files[LIST_PATH] = garbage(60_000)

    memory = run_apart(project)

    assert memory <= MOST_MEMORY
    assert ("read",) in project.evidence("select outcome from checks")
    assert len(project.rows) < 1000


@pytest.fixture
def web() -> Iterator[DemoWeb]:
    with DemoWeb() as server:
        yield server
