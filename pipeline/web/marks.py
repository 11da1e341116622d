"""The signs by which an answer that is no answer is told, each with who sends it.

A sign is a page's whole title, a piece of markup that only the wall has, or words on a page of few words.
"""

from __future__ import annotations

import re
from typing import Literal, NamedTuple


class Mark(NamedTuple):
    """How a page that is none is told."""

    where: Literal["title", "element", "script", "words"]
    """The whole title (a pattern, lower case); an element (CSS selector); the text of a script; words on the page."""
    what: str
    sign: str
    bare: bool = False
    """Counts only on a page of few words: others may show it too."""


WALLS: tuple[Mark, ...] = (
    Mark("script", "a Cloudflare challenge", "window._cf_chl_opt"),  # in every language; ordinary pages have __CF$cv$params
    Mark("title", "a Cloudflare challenge", r"just a moment ?(?:\.\.\.|…)", bare=True),
    Mark("title", "Cloudflare's block page", r"attention required! \| cloudflare"),
    Mark("title", "Cloudflare's block page", r"(?:please wait|one more step|access denied)(?:\.\.\.|…)? \| .*cloudflare.*"),
    Mark("title", "Anubis", r"making sure you're not a bot!?"),  # dblp since September 2026; its text is as long as an abstract
    Mark("element", "Anubis", "script#anubis_challenge"),
    Mark("title", "OpenReview's browser check", r"verifying your browser \| openreview"),
    Mark("title", "a browser check", r"(?:verifying|checking) your browser(?: before accessing .*)?(?:\.\.\.|…)?", bare=True),
    Mark("words", "Imperva's block page", "request unsuccessful. incapsula incident id"),
    Mark("element", "Imperva's bot check", 'iframe[src*="_Incapsula_Resource"]'),  # as a script it is on ordinary pages too
    Mark("title", "Imperva's bot check", r"pardon our interruption(?:\.\.\.|…)?"),
    Mark("element", "PerimeterX", "#px-captcha"),
    Mark("title", "PerimeterX", r"access to this page has been denied\.?"),
    Mark("element", "DataDome's captcha", '[src*=".captcha-delivery.com/"]'),  # ordinary pages load js.datadome.co
    Mark("script", "an AWS WAF challenge", "window.gokuProps"),
    Mark("element", "an AWS WAF challenge", 'script[src*=".token.awswaf.com/"] ~ #challenge-container, #challenge-container'),
    Mark("title", "AWS WAF's captcha", r"human verification", bare=True),
    Mark("words", "Akamai's block page", "errors.edgesuite.net", bare=True),
    Mark("title", "a block page", r"access denied|(?:error )?(?:403 )?(?:- )?forbidden|403 - forbidden.*|error 403.*", bare=True),
    Mark("words", "F5's block page", "the requested url was rejected. please consult with your administrator", bare=True),
    Mark("title", "F5's block page", r"request rejected", bare=True),
    Mark("title", "F5's browser check", r"client challenge", bare=True),
    Mark("title", "Vercel's browser check", r"vercel security checkpoint"),
    Mark("title", "Radware's captcha", r"radware (?:bot manager )?captcha(?: page)?"),
    Mark("element", "Google's captcha", "form#captcha-form"),
    Mark("script", "Sucuri's browser check", "sucuri_cloudproxy_js"),
    Mark("title", "Sucuri's block page", r"sucuri website firewall - access denied"),
    Mark("title", "DDoS-Guard's browser check", r"ddos-guard", bare=True),
    Mark("element", "a captcha", ".cf-turnstile, .g-recaptcha, .h-captcha", bare=True),  # on ordinary pages they guard a form
    Mark("title", "a captcha", r"(?:robot|bot|captcha|security) (?:check|verification|challenge)|captcha(?: page)?", bare=True),
    Mark("title", "a captcha", r"are you (?:a )?(?:human|robot)\??|verify (?:that )?you are (?:a )?human(?: being)?", bare=True),
)
"""Pages that stand between a program and the site. They count whatever the status: Anubis answers 200 and 500."""

LOGIN_TITLE = r"(?:please )?(?:sign|log) ?-?in\b.*|login|.*\b(?:single sign-on|shibboleth)\b.*"
PASSWORD = 'input[type="password"]'

TROUBLES: tuple[Mark, ...] = (
    Mark(
        "title", "a maintenance page", r"(?:site |system |website )?(?:is )?(?:under|down for|undergoing) (?:\w+ )?maintenance.*", bare=True
    ),
    Mark("title", "a maintenance page", r"(?:scheduled |planned |site |system )?maintenance(?: mode| page)?", bare=True),
    Mark("title", "a maintenance page", r"we(?:'|’)?(?:ll| will) be (?:right )?back(?: soon)?[!.]?", bare=True),
    Mark("title", "an error page", r"(?:error )?(?:500 )?(?:- )?internal server error|(?:error )?50[0234]\b.*", bare=True),
    Mark("title", "an error page", r"(?:service|server|site) (?:temporarily )?unavailable|bad gateway|gateway time-?out", bare=True),
    Mark(
        "title",
        "a captive portal",
        r"captive portal|(?:hotspot|wi-?fi|wireless|network) (?:log ?-?in|authentication(?: required)?)",
        bare=True,
    ),
    Mark("element", "a captive portal", "wispaccessgatewayparam"),  # what hotspots tell programs (WISPr 1.0)
)
"""Pages that say, with status 200, that something is wrong on this day."""

_END = r"!?(?: [-–—|·] .*)?"
GONE: tuple[Mark, ...] = (
    Mark("title", "404", r"(?:http )?(?:error )?404(?: error)?"),
    Mark("title", "404", r"(?:http )?(?:error )?404(?: error)? ?[-–—:|(]* ?(?:page |file |object |paper |article )?not found\)?" + _END),
    Mark("title", "not found", r"(?:page|file|object|document|article|paper) not found" + _END),
    Mark("title", "not found", r"not found(?: \(404\)| [-–—|] 404)?", bare=True),
)
"""Titles that say so unmistakably, on a page with status 200."""

WALL_HEADERS: tuple[tuple[str, str, str], ...] = (
    ("cf-mitigated", "challenge", "a Cloudflare challenge"),
    ("x-amzn-waf-action", "challenge", "an AWS WAF challenge"),
    ("x-amzn-waf-action", "captcha", "AWS WAF's captcha"),
)
"""Header, value, what it says."""

WALL_ADDRESSES: tuple[tuple[str, str], ...] = (
    (r"https?://[^/]*\bopenreview\.net/challenge\b", "OpenReview's browser check"),  # /forum and /pdf send guests there
    (r"https?://validate\.perfdrive\.com/", "Radware's bot check"),
    (r"https?://challenges\.cloudflare\.com/", "a Cloudflare challenge"),
    (r"https?://[^/]*\.captcha-delivery\.com/", "DataDome's captcha"),
    (r"https?://www\.google\.com/sorry/", "Google's captcha"),
    (r"https?://[^?#]*/(?:log-?in|sign-?in|logon|captcha)(?:\.\w+)?/?(?:[?#].*)?$", "a login page"),  # the last segment of the path
)
"""Where a redirect may lead instead of to the page."""

PATIENCE_TEXTS = re.compile(rb"\s*(?:rate exceeded\.?|(?:429 )?too many requests\.?)\s*", re.IGNORECASE)
"""Whole bodies: arXiv sends the first with 429, and now and then with 200."""
PATIENCE_TITLES = re.compile(r"(?:error )?(?:429 ?)?[-:]? ?too many requests")

SCHOLARLY = ", ".join(
    (
        'meta[name^="citation_" i]',  # Highwire
        'meta[name^="dc." i]',
        'meta[name^="dcterms." i]',
        'meta[name^="prism." i]',
        "#abstract",  # CVF, ECVA, PMLR
        "#papertitle",
        ".abstract",
    )
)
"""Elements of a page that describes a work."""

MAGIC: tuple[tuple[bytes, str], ...] = (
    (b"%PDF-", "a PDF"),
    (b"\x89PNG\r\n", "an image"),
    (b"\xff\xd8\xff", "an image"),
    (b"GIF8", "an image"),
    (b"PK\x03\x04", "a ZIP archive"),
    (b"\x1f\x8b", "a packed file"),
    (b"%!PS", "PostScript"),
)
"""First bytes of what is not text."""
