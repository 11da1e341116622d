"""Answers that are none: what stands in the place of a page or of an API's document on a bad day, and a web that gives them."""

from __future__ import annotations

import hashlib
import json
import random
from collections.abc import Callable, Mapping, Sequence

from pipeline.demo.faults import Fault
from pipeline.demo.messages import Question, Reply
from pipeline.demo.server import DemoWeb

APIS = frozenset(
    {
        "api.crossref.org",
        "api.datacite.org",
        "api.openalex.org",
        "api.openreview.net",
        "api.semanticscholar.org",
        "api2.openreview.net",
        "dblp.org",
        "eutils.ncbi.nlm.nih.gov",
        "export.arxiv.org",
    }
)
_MENU = "<ul>" + "".join(f"<li><a href='/{n}'>What number {n} of the menu leads to</a></li>" for n in range(60)) + "</ul>"
_SOCIAL = (
    "<meta property='og:title' content='Welcome to the Library'><meta property='og:site_name' content='The Library'>"
    "<meta name='description' content='All the papers that anybody could need, and some more.'>"
    "<meta property='og:description' content='All the papers that anybody could need, and some more.'>"
)
"""What every page of a site has, whatever it shows: the title is the site's."""
_ATOM = "xmlns='http://www.w3.org/2005/Atom' xmlns:opensearch='http://a9.com/-/spec/opensearch/1.1/'"


def html(title: str, body: str = "<p>Hello.</p>", head: str = "", status: int = 200) -> Reply:
    text = f"<!DOCTYPE html><html lang='en'><head><title>{title}</title>{head}</head><body>{body}</body></html>"
    return Reply(status=status, body=text.encode(), headers={"Content-Type": "text/html; charset=utf-8"})


def document(value: object, status: int = 200) -> Reply:
    return Reply(status=status, body=json.dumps(value).encode(), headers={"Content-Type": "application/json"})


def xml(text: str) -> Reply:
    return Reply(body=f"<?xml version='1.0' encoding='UTF-8'?>{text}".encode(), headers={"Content-Type": "application/atom+xml"})


def _redirect(to: str, status: int = 302) -> Reply:
    return Reply(status=status, headers={"Location": to})


WALLS: Mapping[str, Reply] = {
    "captive portal": html("Welcome to our guests' internet", "<p>Accept the terms.</p><form action='/accept'></form>"),
    "captive portal with tags": html("Guest internet", _MENU, _SOCIAL),
    "captive portal by login": _redirect("https://portal.example/login?next=x"),
    "captive portal by redirect": _redirect("https://portal.example/welcome"),
    "captive portal inside": _redirect("http://192.168.1.1/login"),
    "captive portal by name": _redirect("http://hotspot.local/"),
    "cookie wall": html("Please enable cookies", "<p>This site needs cookies to go on.</p>"),
    "cookie wall with tags": html("Cookies required | The Library", _MENU, _SOCIAL),
    "script wall": html("JavaScript is disabled", "<p>We need to verify that you're not a robot. This requires JavaScript.</p>"),
    "access denied": html("Access Denied", "<h1>Access Denied</h1>", status=403),
    "access denied with 200": html("Error", "<h1>Access Denied</h1><p>You have no permission.</p>"),
    "AWS": Reply(status=202, headers={"x-amzn-waf-action": "challenge", "Content-Type": "text/html"}),
    "Imperva": html("", "<iframe src='/_Incapsula_Resource?CWUDNSAI=1'>Request unsuccessful. Incapsula incident ID: 1</iframe>"),
    "DataDome": html("site.example", "<script src='https://ct.captcha-delivery.com/c.js'></script>"),
    "PerimeterX": html("Access to this page has been denied.", "<div id='px-captcha'></div>", status=403),
    "Anubis": html("Making sure you&#39;re not a bot!"),
    "login page": html("Log in", "<form><input name=u><input type=password name=p></form>"),
    "login page with tags": html("Institutional access", f"<form><input type=password name=p></form>{_MENU}", _SOCIAL),
    "too many requests with 200": Reply(body=b"Rate exceeded.", headers={"Content-Type": "text/plain"}),
}
"""What stands between us and a site."""

ERRORS: Mapping[str, Reply] = {
    "maintenance": html("Scheduled Maintenance", "<h1>We are down for maintenance</h1>"),
    "maintenance in the site's frame": html("The Library", f"<h1>Site under maintenance</h1>{_MENU}", _SOCIAL),
    "home page": html("Home", _MENU, _SOCIAL),
    "home page by redirect": _redirect("https://portal.example/home"),
    "not found in the site's frame": html("The Library", f"<h1>Page not found</h1>{_MENU}", _SOCIAL),
    "not found of a batch": html("404 Not Found", "<h1>Not Found</h1>", status=404),
    "generic title": html("CVPR 2023 Open Access Repository", "<div id='papertitle'></div><div id='abstract'></div>"),
    "tags that hold nothing": html("x", "<p>y</p>", "<meta name='citation_title' content=''><meta name='citation_author' content=''>"),
    "PDF": Reply(body=b"%PDF-1.7\n%\xe2\xe3", headers={"Content-Type": "application/pdf"}),
    "null": document(None),
    "empty object": document({}),
    "empty list": document([]),
    "a number": document(0),
    "error document": document({"error": "internal", "message": "Something went wrong", "status": "error"}),
    "error list": document({"errors": [{"status": "500", "title": "oops"}]}),
    "error document with 500": document({"error": "x"}, 500),
    "page with 500": html("Error", status=500),
    "Cloudflare's 520": html("Web server is returning an unknown error", status=520),
    "no content": Reply(status=204),
    "nothing new": Reply(status=304),
    "nowhere to go": Reply(status=302, body=b"moved"),
    "several choices": html("Multiple choices", status=300),
    "legal reasons": html("Unavailable For Legal Reasons", status=451),
    "unauthorized": document({"message": "Unauthorized"}, 401),
    "bad request": document({"message": "bad"}, 400),
    "address too long": html("414 Request-URI Too Large", status=414),
    "feed with an error": xml(
        f"<feed {_ATOM}><opensearch:totalResults>1</opensearch:totalResults><entry><id>http://arxiv.org/api/errors#x</id><title>Error</title>"
        "<summary>incorrect id format for x</summary><author><name>arXiv api core</name></author></entry></feed>"
    ),
    "feed of another paper": xml(
        f"<feed {_ATOM}><opensearch:totalResults>1</opensearch:totalResults><entry><id>http://arxiv.org/abs/0704.0001v1</id>"
        "<title>Another Paper</title><updated>2007-04-02T19:18:42Z</updated><published>2007-04-02T19:18:42Z</published>"
        "<summary>Words.</summary><author><name>Ada Lovelace</name></author></entry></feed>"
    ),
    "XML of another kind": xml("<rss><channel><title>x</title></channel></rss>"),
}
"""What a site says when it is not itself. None says anything about a work but a 404 of a page."""

KINDS: Mapping[str, Reply] = {**WALLS, **ERRORS}


class StrangeWeb(DemoWeb):
    """The demonstration's web on a bad day: while `strange` gives an answer for a question, that is what comes."""

    def __init__(self, strange: Callable[[Question], Reply | None]) -> None:
        super().__init__()
        self.strange = strange

    def answer(self, question: Question) -> tuple[Reply, Fault | None]:
        if question.host == "portal.example":
            return html("Welcome", "<p>Accept the terms.</p>", _SOCIAL), None
        good = super().answer(question)
        spared = question.host == "raw.githubusercontent.com" or question.path == "/robots.txt"
        reply = None if spared else self.strange(question)
        return (reply, None) if reply is not None else good

    def recover(self) -> None:
        self.strange = lambda question: None


def by_hash(seed: int, kinds: Sequence[str] = tuple(KINDS)) -> Callable[[Question], Reply]:
    """Every address has its own kind of bad day."""
    return lambda question: KINDS[random.Random(hashlib.sha256(f"{seed} {question.address}".encode()).digest()).choice(kinds)]
