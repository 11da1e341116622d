"""Tells an answer that is no answer before anybody reads it: walls, error pages, the wrong kind of thing.

`marks` has the signs. A page that describes a work is never a wall, so that a paper about captchas, or one titled
"Just a Moment...", is read.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from functools import cached_property
from urllib.parse import urlsplit

from selectolax.lexbor import LexborHTMLParser

from pipeline.models import Expects, Outcome, Response
from pipeline.web.marks import (
    GONE,
    LOGIN_TITLE,
    MAGIC,
    PASSWORD,
    PATIENCE_TEXTS,
    PATIENCE_TITLES,
    SCHOLARLY,
    TROUBLES,
    WALL_ADDRESSES,
    WALL_HEADERS,
    WALLS,
    Mark,
)

Verdict = tuple[Outcome, str]

HEAD = 64_000
"""Bytes looked at: walls have 1 to 40 KB, and what they say stands at the top. A page of nothing but open elements, which a parser
takes quadratic time for, then costs a fraction of a second."""
SHORT = 5_000
"""Bytes of an answer that only says "too many requests"."""
FEW_WORDS = 120
"""Visible words of a page that is nothing but a wall or an error; the shortest abstract pages, with their menus, have more."""


EXPECTED: Mapping[Expects, str] = {"html": "a page", "json": "JSON", "xml": "XML", "text": "text"}


def verdict(response: Response) -> Verdict | None:
    """What is wrong with an answer, None when it looks like what was asked for.

    Answers with an error status are only looked at for walls; what the status means is the transport's to say.
    """
    look = _Look(response)
    wall = _wall(look, response)
    if wall:
        return Outcome.REFUSED, f"{wall} from {_host(response)} (status {response.status})"
    return _flaw(look, response) if 200 <= response.status < 300 else None


def asks_for_patience(response: Response) -> bool:
    """Whether an answer says "too many requests" in its text, whatever its status says."""
    if PATIENCE_TEXTS.fullmatch(response.body[:100]):
        return True
    if len(response.body) > SHORT:
        return False
    look = _Look(response)
    if look.kind == "a page":
        return PATIENCE_TITLES.fullmatch(look.title) is not None and look.is_bare and not look.is_scholarly
    return isinstance(look.json, dict) and str(look.json.get("code")) == "429"  # Semantic Scholar writes a string


def leads_to_wall(address: str) -> str | None:
    """What stands at the address of a redirect, if it is known to be no page.

    >>> leads_to_wall("https://openreview.net/challenge?redirect=/forum")
    "OpenReview's browser check"
    """
    return next((what for pattern, what in WALL_ADDRESSES if re.match(pattern, address.lower())), None)


def _wall(look: _Look, response: Response) -> str | None:
    for header, value, what in WALL_HEADERS:
        if response.headers.get(header, "").lower() == value:
            return what
    if isinstance(look.json, dict):
        return "OpenReview's challenge" if look.json.get("name") == "ChallengeRequiredError" else None
    if look.kind != "a page" or look.is_scholarly:
        return None
    if re.fullmatch(LOGIN_TITLE, look.title) and look.tree.css_first(PASSWORD):
        return "a login page"
    return leads_to_wall(response.final_url) or look.first(WALLS)


def _flaw(look: _Look, response: Response) -> Verdict | None:
    host = _host(response)
    if not response.body.strip():
        return Outcome.BROKEN, f"an empty answer from {host}"
    if look.kind == "a page" and not look.is_scholarly:
        if gone := look.first(GONE):
            return Outcome.NOT_FOUND, f"{host} says {gone} on a page with status {response.status}"
        if trouble := look.first(TROUBLES):
            return Outcome.BROKEN, f"{trouble} from {host}"
    expected = EXPECTED[response.ask.expects]
    fits = look.kind == expected if expected != "text" else _is_text_file(look, response)
    return None if fits else (Outcome.BROKEN, f"{look.kind} from {host} where {expected} was expected")


def _is_text_file(look: _Look, response: Response) -> bool:
    """A list may begin with HTML, or be HTML; but a page served as one where a raw file was asked for is not the file."""
    is_page = look.kind == "a page" and response.headers.get("content-type", "").startswith("text/html")
    return look.kind in {"text", "JSON", "XML", "a page"} and (not is_page or urlsplit(response.final_url).path.endswith((".html", ".htm")))


class _Look:
    """An answer by its own testimony: servers send feeds as text/html and images as pages."""

    def __init__(self, response: Response) -> None:
        self._body = response.body

    @cached_property
    def kind(self) -> str:
        start = self._body[:1024].lstrip()
        for magic, what in MAGIC:
            if start.startswith(magic):
                return what
        if self._body[8:12] == b"WEBP":
            return "an image"
        if self.json is not None:
            return "JSON"
        if "\x00" in self.text[:1024]:
            return "something binary"
        return self._markup_kind() or "text"

    @cached_property
    def json(self) -> object | None:
        """The parsed body where it is JSON; markup is not tried."""
        if self._opening.startswith("<") or not self._opening:
            return None
        try:
            data: object = json.loads(self._body)
        except (ValueError, RecursionError):
            return None
        return data

    @cached_property
    def text(self) -> str:
        body = self._body[:HEAD]
        return body.decode("utf-16" if body[:2] in {b"\xff\xfe", b"\xfe\xff"} else "utf-8", "replace")

    @cached_property
    def tree(self) -> LexborHTMLParser:
        return LexborHTMLParser(self.text)

    @cached_property
    def title(self) -> str:
        """In lower case, with single blanks and typewriter's apostrophes."""
        node = self.tree.css_first("title")
        return " ".join(node.text().replace("’", "'").lower().split()) if node else ""

    @cached_property
    def scripts(self) -> str:
        return "\n".join(node.text() for node in self.tree.css("script"))

    @cached_property
    def words(self) -> str:
        """What a reader of the page would see, in lower case."""
        tree = LexborHTMLParser(self.text)
        tree.strip_tags(["script", "style", "noscript", "svg", "template"])
        return " ".join(tree.body.text(separator=" ").lower().split()) if tree.body else ""

    @cached_property
    def is_scholarly(self) -> bool:
        """Whether it describes a work."""
        return self.tree.css_first(SCHOLARLY) is not None or '"ScholarlyArticle"' in self.scripts

    @cached_property
    def is_bare(self) -> bool:
        """Whether it has few words; of a page that was not looked at to its end nobody knows."""
        return len(self._body) <= HEAD and len(self.words.split()) <= FEW_WORDS

    def first(self, marks: Iterable[Mark]) -> str | None:
        """What the first mark that the page bears says."""
        return next((mark.what for mark in marks if self._bears(mark) and (self.is_bare or not mark.bare)), None)

    def _bears(self, mark: Mark) -> bool:
        match mark.where:
            case "title":
                return re.fullmatch(mark.sign, self.title) is not None
            case "element":
                return self.tree.css_first(mark.sign) is not None
            case "script":
                return mark.sign in self.scripts
            case "words":
                return mark.sign in self.words

    @cached_property
    def _opening(self) -> str:
        """The text from its first letter or tag on: past byte order mark, declarations for XML and comments."""
        return re.sub(r"\A[\ufeff\s]*(?:(?:<\?.*?\?>|<!--.*?-->)\s*)*", "", self.text, flags=re.DOTALL)

    def _markup_kind(self) -> str | None:
        if not self._opening.startswith("<"):
            return "a page" if _HTML_TAG.search(self.text) else None
        root = re.match(r"<(?:!doctype\s+)?([\w:.-]*)", self._opening, re.IGNORECASE)
        name = root[1].lower() if root else ""
        declared = self.text.lstrip("\ufeff \t\r\n").startswith("<?xml")
        if name == "html" or (not declared and _HTML_TAG.match(self._opening)):
            return "a page"
        return "XML" if self._body.rstrip().endswith(b">") else "XML that breaks off"


_HTML_TAG = re.compile(r"<(?:!doctype html|html|head|body|title|meta|div|p|table|h[1-6]|ul|dl|span|a|br)\b", re.IGNORECASE)


def _host(response: Response) -> str:
    return urlsplit(response.final_url).hostname or response.final_url
