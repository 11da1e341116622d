"""A web page taken apart: its text decoded, its meta tags in order, the text of its elements."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from functools import cached_property
from typing import Any, NamedTuple
from urllib.parse import urljoin

from selectolax.lexbor import LexborHTMLParser, LexborNode
from w3lib.encoding import html_body_declared_encoding, html_to_unicode, http_content_type_encoding, read_bom

from pipeline.models import Response

_LAST_RESORT = "cp1252"  # what old pages that declare nothing are written in; it reads every byte, and Latin-1 as browsers do
_BLOCKS = frozenset((
    "address", "article", "aside", "blockquote", "br", "caption", "dd", "div", "dl", "dt", "fieldset", "figcaption", "figure", "footer",
    "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "li", "main", "nav", "ol", "p", "pre", "section", "table", "tbody", "td",
    "th", "tr", "ul",
))  # fmt: skip
"""Elements that stand on lines of their own."""
_SILENT = frozenset({"script", "style", "template", "noscript", "button", "-comment", "!--"})
"""Elements whose text is no reading matter."""
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_HEADINGS_READ = 200
"""No paper's page has more; a page made to cost time has a million, one in another."""
_ANY_HEADING = ", ".join(sorted(_HEADINGS))
_META_ATTRIBUTES = frozenset(
    {"name", "property", "content", "value", "itemprop", "id", "class", "lang", "scheme", "charset", "http-equiv", "media", "about"}
)
_UNCLOSED = (
    "!|meta|link|br|img|input|hr|p|li|dt|dd|option|tr|td|th|col|area|source|wbr|base|path|use|rect|circle|line|polygon|stop|embed|param"
)
"""Elements that stand without an end tag, by rule or by habit."""
_OPENED = re.compile(rf"<(?!(?:{_UNCLOSED})\b)[a-z]", re.IGNORECASE)
_CLOSED = re.compile(rf"</(?!(?:{_UNCLOSED})\b)[a-z]", re.IGNORECASE)
_DEEPEST = 4_000
"""Elements opened and not closed; a careless page of the largest listing has a few hundred."""
_END = re.compile(r"</(?:html|body)\s*>", re.IGNORECASE)
_IN_PROSE = frozenset((
    "-text", "-comment", "!--", "a", "abbr", "b", "br", "cite", "code", "em", "i", "p", "q", "small", "span", "strong", "sub", "sup", "tt",
    "u",
))  # fmt: skip
"""What a text of a few paragraphs is made of."""


class Tag(NamedTuple):
    """One meta tag."""

    name: str
    """Lower case; of `name`, else `property`, else `itemprop`."""
    content: str
    broken: bool
    """Something of its content has run out of its quotes, as in `content="Jiang, Chiyu "Max""`."""


class Page:
    """A parsed page. Everything that it gives is text of the page, entities decoded."""

    def __init__(self, response: Response) -> None:
        self.url = response.final_url
        source = decode(response.body, response.headers.get("content-type", ""))
        self.source = "" if _too_deep(source) else source
        self.tree = LexborHTMLParser(self.source)
        self.metas = tuple(_tags(self.tree))
        """Its meta tags in page order."""
        self.tags: dict[str, list[Tag]] = {}
        """The same by name."""
        for tag in self.metas:
            self.tags.setdefault(tag.name, []).append(tag)

    @property
    def whole(self) -> bool:
        """Whether the page arrived to its end: of a page that was cut, the last value would be cut too.

        An end in the first half is none: notes for old browsers may hold a page of their own.
        """
        return bool(_END.search(self.source, max(len(self.source) // 2, len(self.source) - 20_000)))

    @cached_property
    def json_ld(self) -> tuple[Any, ...]:
        """What its JSON-LD scripts hold, parsed; scripts that are no JSON left out."""
        scripts = (script.text() for script in self.tree.css('script[type="application/ld+json"]'))
        return tuple(value for script in scripts if (value := _json(script)) is not None)

    def contents(self, name: str) -> tuple[str, ...]:
        """Contents of all tags of a name in page order; none when one of them is broken, for half a list of authors is a wrong one."""
        tags = self.tags.get(name, [])
        return () if any(tag.broken for tag in tags) else tuple(tag.content for tag in tags if tag.content)

    def content(self, name: str) -> str | None:
        """Content of the first tag of a name."""
        return next(iter(self.contents(name)), None)

    def first(self, selector: str) -> LexborNode | None:
        return self.tree.css_first(selector)

    def text(self, selector: str) -> str | None:
        """Text of the first element that a CSS selector finds, headings left out; None when there is none or it is empty."""
        node = self.first(selector)
        return (text(node, without=_HEADINGS) or None) if node else None

    def prose(self, selector: str) -> str | None:
        """Text of the first element that a CSS selector finds, its heading left out; None where it holds anything but text.

        Then its end tag was lost and it goes on into its neighbours, or a formula in it (`p <q`) was taken for a tag.
        """
        node = self.first(selector)
        alien = _beside_text(node) if node else []
        return self.text(selector) if not alien or (len(alien) == 1 and alien[0] in _HEADINGS) else None

    def heading(self, selector: str) -> str | None:
        """Text of the first element that a CSS selector finds, itself a heading; None where it holds more than text, as one does whose
        end tag was lost."""
        node = self.first(selector)
        return (text(node) or None) if node and not _beside_text(node) else None

    def below(self, heading: str) -> str | None:
        """Text between the first heading that reads so and the next heading or rule; None when there is none or it is empty.

        It takes all that follows, not the next element: a paragraph inside a paragraph, as some sites write them, is parsed as an empty
        paragraph with the text beside it.
        """
        for node in self.tree.css("h2, h3, h4, h5")[:_HEADINGS_READ]:
            if node.text(strip=True).casefold().rstrip(":") == heading.casefold():
                return "\n".join(part for part in map(text, _until_heading(node)) if part) or None
        return None

    def links(self, selector: str = "a") -> tuple[tuple[str, str], ...]:
        """(absolute address, link text) of the links that a CSS selector finds."""
        return tuple((self.absolute(href), text(node)) for node in self.tree.css(selector) if (href := node.attributes.get("href")))

    def absolute(self, href: str) -> str:
        try:
            return urljoin(self.url, href.strip())
        except ValueError:  # brackets that are no IPv6 address
            return href


def decode(body: bytes, content_type: str) -> str:
    """Text of a page: byte order mark, else UTF-8 when it is valid, else what the page declares, else cp1252.

    UTF-8 comes before the declaration because pages that declare Latin-1 and send UTF-8 are common and the reverse cannot pass as valid.

    >>> decode("Núñez".encode(), "text/html; charset=iso-8859-1"), decode("Núñez".encode("latin-1"), "")
    ('Núñez', 'Núñez')
    """
    encoding, mark = read_bom(body)
    if encoding and mark:
        return body[len(mark) :].decode(encoding, "replace")
    try:
        return body.decode()
    except UnicodeDecodeError:
        pass
    declared = http_content_type_encoding(content_type) or html_body_declared_encoding(body)
    if declared and declared != "utf-8":
        return html_to_unicode(content_type, body)[1]
    return body.decode("utf-8" if declared else _LAST_RESORT, "replace")


def text(node: LexborNode, *, without: frozenset[str] = frozenset()) -> str:
    """Text of an element: one line per block, blanks at line ends dropped, some elements and marks of notes left out.

    >>> tree = LexborHTMLParser('<div><h2>Abstract</h2><p>A<sup>2</sup>MIM</p><p>works.<sup><a href="#r1">1</a></sup></p></div>')
    >>> text(tree.css("div")[0], without=frozenset({"h2"}))
    'A2MIM\\nworks.'
    """
    parts: list[str] = []
    stack: list[LexborNode | str] = [node]
    while stack:  # not recursive: a stranger's page may nest as deep as it likes
        item = stack.pop()
        if isinstance(item, str):
            parts.append(item)
        elif item.tag == "-text":
            parts.append(item.text_content or "")
        elif item.tag not in _SILENT and item.tag not in without and not _is_note_mark(item):
            edge = "\n" if item.tag in _BLOCKS else ""
            parts.append(edge)
            stack.append(edge)
            stack.extend(reversed(list(item.iter(include_text=True))))
    lines = (line.strip() for line in "".join(parts).splitlines())
    return "\n".join(line for line in lines if line)


def _beside_text(node: LexborNode) -> list[str]:
    """Tags of the elements within an element that no text of a few paragraphs is made of."""
    inner = (part.tag for child in node.iter(include_text=True) for part in child.traverse(include_text=True))
    return [tag for tag in inner if tag is not None and tag not in _IN_PROSE]


def _tags(tree: LexborHTMLParser) -> Iterator[Tag]:
    for node in tree.css("meta"):
        attributes = node.attributes
        name = attributes.get("name") or attributes.get("property") or attributes.get("itemprop")
        if name:
            debris = any(key not in _META_ATTRIBUTES and not key.startswith(("xml", "data-")) for key in attributes)
            yield Tag(name.strip().lower(), (attributes.get("content") or attributes.get("value") or "").strip(), debris)


def _too_deep(source: str) -> bool:
    """Whether elements nest as no site's do. Parsing takes the square of the depth: such a page is taken as empty."""
    return len(_OPENED.findall(source)) - len(_CLOSED.findall(source)) > _DEEPEST


def _is_note_mark(node: LexborNode) -> bool:
    """A number that leads to a reference or footnote of the page: no part of the text. An unclosed link elsewhere may have let it down."""
    if node.tag == "sup":
        return any(map(_leads_to_note, node.iter()))
    return _leads_to_note(node) and node.text(strip=True).isdecimal()


def _leads_to_note(node: LexborNode) -> bool:
    return node.tag == "a" and (node.attributes.get("href") or "").startswith("#")


def _json(script: str) -> Any:
    try:
        return json.loads(script, strict=False)
    except (ValueError, RecursionError):
        return None


def _until_heading(node: LexborNode) -> Iterator[LexborNode]:
    following = node.next
    while following is not None and following.tag != "hr" and not following.css_matches(_ANY_HEADING) and not following.css(_ANY_HEADING):
        yield following
        following = following.next
