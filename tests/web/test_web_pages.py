from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.models import Expects, Outcome
from pipeline.web.pages import asks_for_patience, leads_to_wall, verdict
from tests.web.asking import response

ABSTRACT = " ".join(["We look at how a page tells a program to wait."] * 20)


def page(title: str, body: str = "<p>Please wait.</p>", head: str = "") -> str:
    return f"<!DOCTYPE html><html lang='en'><head><title>{title}</title>{head}</head><body>{body}</body></html>"


WALLS = {
    "Cloudflare": page(
        "Just a moment...", "<noscript>Enable JavaScript</noscript><script>(function(){window._cf_chl_opt={cvId:'2'}})()</script>"
    ),
    "Cloudflare, another language": page("Un momento…", "<script>window._cf_chl_opt={cvId:'3'}</script>"),
    "Cloudflare, title alone": page("Just a moment..."),
    "Cloudflare, blocked": page("Attention Required! | Cloudflare", "<h1>Sorry, you have been blocked</h1>"),
    "Turnstile": page("Verify", "<div class='cf-turnstile' data-sitekey='0x4'></div>"),
    "Anubis": page("Making sure you&#39;re not a bot!", f"<h1>Making sure you're not a bot!</h1><p>{ABSTRACT}</p>"),
    "Anubis, typographic": page("Making sure you’re not a bot!"),
    "Anubis by its script": page("Wait", f"<script id='anubis_challenge' type='application/json'>{{}}</script><p>{ABSTRACT}</p>"),
    "OpenReview": page("Verifying your browser | OpenReview", "<h1>Verifying your browser</h1>"),
    "Incapsula": "<html><head><meta name='robots' content='noindex'></head><body>"
    "<iframe id='main-iframe' src='/_Incapsula_Resource?CWUDNSAI=1'>Request unsuccessful. Incapsula incident ID: 1-2</iframe></body>",
    "Imperva": page("Pardon Our Interruption..."),
    "PerimeterX": page("Access to this page has been denied.", "<div id='px-captcha'></div>"),
    "DataDome": page("site.example", "<script>var dd={'rt':'c'}</script><script src='https://ct.captcha-delivery.com/c.js'></script>"),
    "AWS WAF": page("", "<script>window.gokuProps = {};</script><div id='challenge-container'></div>"),
    "AWS captcha": page("Human Verification", "<div id='captcha-container'></div>"),
    "Akamai": "<HTML><HEAD>\n<TITLE>Access Denied</TITLE>\n</HEAD><BODY>\n<H1>Access Denied</H1>\n"
    "You don't have permission. Reference&#32;&#35;18.<P>https&#58;&#47;&#47;errors&#46;edgesuite&#46;net&#47;18</P></BODY></HTML>",
    "F5": "<html><head><title>Request Rejected</title></head><body>The requested URL was rejected. Please consult with your administrator."
    "<br><br>Your support ID is: 1</body></html>",
    "Google": page("https://scholar.google.com/", "<form id='captcha-form' action='index' method='post'></form>"),
    "reCAPTCHA": page("Security", "<form><div class='g-recaptcha' data-sitekey='x'></div></form>"),
    "Vercel": page("Vercel Security Checkpoint"),
    "Radware": page("Radware Bot Manager Captcha"),
    "login": page("Sign in - Library", "<form><input name=u><input type='password' name='p'></form>"),
}


@pytest.mark.parametrize("status", [200, 403, 500, 503])
@pytest.mark.parametrize("body", WALLS.values(), ids=WALLS)
def test_a_wall_is_refused_whatever_its_status_and_whatever_was_expected(body: str, status: int) -> None:
    kinds: tuple[Expects, ...] = ("html", "json", "xml", "text")
    for expects in kinds:
        found = verdict(response(body, expects, status=status))

        assert found is not None
        assert found[0] is Outcome.REFUSED
        assert "site.example" in found[1]


CITATION = "<meta name='citation_title' content='Just a Moment...'>"
PAPERS = {
    "titled like a wall": page("Just a moment...", head=CITATION),
    "titled like a wall, tags in capitals": page("Access Denied", head="<META NAME='DC.Title' CONTENT='Access Denied'>"),
    "about captchas": page("Breaking reCAPTCHA", f"<div id='abstract'>{ABSTRACT}</div>"),
    "about Cloudflare, with its code in the text": page("How Walls Work", f"<p>The page sets window._cf_chl_opt = 1.</p><p>{ABSTRACT}</p>"),
    "titled like a wall, without tags": page("Just a moment...", f"<h1>Just a moment...</h1><p>{ABSTRACT}</p>"),
    "titled like an error": page("404 Not Found", f"<div id='papertitle'>404 Not Found</div><p>{ABSTRACT}</p>"),
    "beginning like an error": page("Page Not Found: The Decay of Links", f"<p>{ABSTRACT}</p>"),
    "titled maintenance": page("Maintenance", f"<p>{ABSTRACT}</p>"),
    "with a login form in its menu": page("A Survey", f"<form><input type='password'></form><p>{ABSTRACT}</p>"),
    "with a captcha at its contact form": page("A Survey", f"<div class='g-recaptcha'></div><p>{ABSTRACT}</p>"),
    "behind Cloudflare, let through": page("A Survey", "<script>window.__CF$cv$params={r:'1'}</script><p>x</p>"),
    "behind Incapsula, let through": page("A Survey", "<script src='/_Incapsula_Resource?SWJIYLWA=1'></script><p>x</p>"),
    "described by JSON-LD": page("Just a moment...", '<script type=\'application/ld+json\'>{"@type":"ScholarlyArticle"}</script>'),
    "large, with its tags and words far down": page(
        "A Survey", f"<style>{'x' * 100_000}</style><div class='g-recaptcha'></div><p>{ABSTRACT}</p>"
    ),
    "short": page("A Survey of Masks", "<p>One line.</p>"),
}


@pytest.mark.parametrize("body", PAPERS.values(), ids=PAPERS)
def test_a_paper_is_never_taken_for_a_wall(body: str) -> None:
    assert verdict(response(body)) is None


@pytest.mark.parametrize(
    ("headers", "what"),
    [({"cf-mitigated": "challenge"}, "Cloudflare"), ({"x-amzn-waf-action": "challenge"}, "AWS"), ({"x-amzn-waf-action": "captcha"}, "AWS")],
)
def test_some_walls_say_so_in_a_header(headers: dict[str, str], what: str) -> None:
    found = verdict(response(page("x"), status=403, headers=headers))

    assert found is not None
    assert what in found[1]


def test_a_challenge_in_json_is_a_wall() -> None:
    body = json.dumps({"name": "ChallengeRequiredError", "message": "Please complete the challenge", "status": 403})

    assert verdict(response(body, "json", status=403)) == (Outcome.REFUSED, "OpenReview's challenge from site.example (status 403)")


@pytest.mark.parametrize(
    "title",
    ["404 Not Found", "404 - Page not found", "Error 404", "Page Not Found | A Site", "Page not found – Journal", "404 | Not found"],
)
def test_a_soft_404_is_not_found(title: str) -> None:
    found = verdict(response(page(title)))

    assert found is not None
    assert found[0] is Outcome.NOT_FOUND


@pytest.mark.parametrize(
    "body",
    [
        page("Under maintenance"),
        page("Site Maintenance"),
        page("We'll be back soon!"),
        page("503 Service Temporarily Unavailable"),
        page("Internal Server Error"),
        page("Wi-Fi login"),
        page("Redirect", "<WISPAccessGatewayParam></WISPAccessGatewayParam>"),
    ],
)
def test_a_page_that_says_that_something_is_wrong_today_is_broken(body: str) -> None:
    found = verdict(response(body))

    assert found is not None
    assert found[0] is Outcome.BROKEN


FEED = '<?xml version="1.0" encoding="UTF-8"?>\n<feed xmlns="http://www.w3.org/2005/Atom"><title>x</title></feed>\n'
XHTML = '<?xml version="1.0"?><!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Strict//EN"><html xmlns="http://www.w3.org/1999/xhtml"><head/></html>'
PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 500
BODIES: list[tuple[str, bytes | str, set[Expects]]] = [
    ("page", page("A Survey"), {"html", "text"}),
    ("page after a comment", "<!-- generated -->\n" + page("A Survey"), {"html", "text"}),
    ("page after a warning", "Warning: something on line 3\n" + page("A Survey"), {"html", "text"}),
    ("piece of a page", "<div class='x'>text</div>", {"html", "text"}),
    ("XHTML", XHTML, {"html", "text"}),
    ("page in UTF-16", page("A Survey").encode("utf-16"), {"html", "text"}),
    ("feed", FEED, {"xml", "text"}),
    ("feed without declaration", "<feed xmlns='http://www.w3.org/2005/Atom'></feed>", {"xml", "text"}),
    ("feed after a mark", "\ufeff" + FEED, {"xml", "text"}),
    (
        "feed with its own document type",
        '<?xml version="1.0"?><!DOCTYPE PubmedArticleSet PUBLIC "x" "y"><PubmedArticleSet></PubmedArticleSet>',
        {"xml", "text"},
    ),
    ("feed that breaks off", FEED[:70], set()),
    ("JSON object", '{"a": 1}', {"json", "text"}),
    ("JSON list", "[null]", {"json", "text"}),
    ("JSON that breaks off", '{"a": 1', {"text"}),
    ("Markdown", "# A list\n\n- [x](https://site.example)\n", {"text"}),
    ("Markdown that begins with HTML", "<h1 align='center'>A list</h1>\n\n- x\n", {"text", "html"}),
    ("plain text", "Resource not found.", {"text"}),
    ("PDF", b"%PDF-1.7\n%\xe2\xe3", set()),
    ("image", PNG, set()),
    ("ZIP archive", b"PK\x03\x04xxxx", set()),
    ("packed twice", b"\x1f\x8b\x08\x00xxxx", set()),
    ("binary", b"abc\0\0\0def", set()),
    ("nothing", b"", set()),
    ("white space", b" \r\n ", set()),
]


@pytest.mark.parametrize(("body", "fits"), [(body, fits) for _, body, fits in BODIES], ids=[name for name, _, _ in BODIES])
@pytest.mark.parametrize("content_type", ["text/html", "application/octet-stream", "text/plain"])
def test_a_body_is_what_it_is_and_not_what_its_header_says(body: bytes | str, fits: set[Expects], content_type: str) -> None:
    kinds: tuple[Expects, ...] = ("html", "json", "xml")
    for expects in kinds:
        found = verdict(response(body, expects, headers={"content-type": content_type}))

        assert (found is None) == (expects in fits)
        assert found is None or (found[0] is Outcome.BROKEN and "site.example" in found[1])


@pytest.mark.parametrize(("body", "fits"), [(body, fits) for _, body, fits in BODIES], ids=[name for name, _, _ in BODIES])
def test_a_raw_file_may_be_any_text(body: bytes | str, fits: set[Expects]) -> None:
    assert (verdict(response(body, "text", headers={"content-type": "text/plain"})) is None) == ("text" in fits)


def test_a_page_served_in_place_of_a_raw_file_is_not_the_file() -> None:
    headers = {"content-type": "text/html; charset=utf-8"}

    assert verdict(response(page("Welcome"), "text", headers=headers, url="https://site.example/README.md")) is not None
    assert verdict(response(page("A list"), "text", headers=headers, url="https://site.example/list.html")) is None


@pytest.mark.parametrize(
    ("body", "patience"),
    [
        ("Rate exceeded.", True),
        ("Rate exceeded.\n", True),
        ('{"message": "Too Many Requests. Please wait", "code": "429"}', True),
        (page("429 Too Many Requests"), True),
        ("Rate exceeded. But here is a list of papers.", False),
        (page("Too Many Requests", head=CITATION), False),
        ('{"code": 200}', False),
        (FEED, False),
        ("", False),
    ],
)
def test_too_many_requests_is_understood_from_the_text(body: str, patience: bool) -> None:
    assert asks_for_patience(response(body, "json")) is patience


@pytest.mark.parametrize(
    ("address", "wall"),
    [
        ("https://openreview.net/challenge?redirect=%2Fforum%3Fid%3Dx", True),
        ("https://site.example/login", True),
        ("https://site.example/users/sign_in.php?next=/x", False),
        ("https://site.example/signin.aspx?next=/x", True),
        ("https://validate.perfdrive.com/?ssa=1", True),
        ("https://site.example/papers/login-protocols.html", False),
        ("https://site.example/abs/challenge", False),
        ("https://openreview.net/forum?id=challenge", False),
    ],
)
def test_walls_are_known_by_their_address(address: str, wall: bool) -> None:
    assert (leads_to_wall(address) is not None) is wall


@given(st.binary(max_size=300), st.sampled_from(["html", "json", "xml", "text"]))
def test_no_body_makes_looking_at_it_fail(body: bytes, expects: Expects) -> None:
    answer = response(body, expects)

    verdict(answer)
    asks_for_patience(answer)


@pytest.mark.parametrize("piece", ["<script", "<!--", "<a href='", "{[", "<?xml ", "<title>", "<div>", "&#", "404 not found - "])
def test_no_page_takes_long_to_look_at(piece: str) -> None:
    answer = response(piece * (400_000 // len(piece)), "html")

    started = datetime.now(UTC)
    verdict(answer)

    assert (datetime.now(UTC) - started).total_seconds() < 5  # seconds that a pattern gone wrong turns into hours
