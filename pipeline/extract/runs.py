"""Builds running text: keeps the style and the link that are open, counts lines, turns bare addresses into links."""

from __future__ import annotations

import re

from pipeline.extract.markup import Event
from pipeline.extract.tree import Anchor, Inline, Kind, Run

# GFM's extended autolinks (https://github.github.com/gfm/#autolinks-extension-), ended also by CJK punctuation and quotes,
# because lists in Chinese write `论文:https://arxiv.org/abs/2303.00462）`.
_BARE = re.compile(r"https?://[^\s<>\"'`\\|\u2018-\u201f\u3000-\u303f\uff00-\uff0f\uff1a-\uff20\uff3b-\uff40\uff5b-\uff65]+", re.IGNORECASE)
_TAIL = "?!.,:;*_~\"'"
_STYLES = {  # tag → style that it gives; every other inline tag changes nothing that matters here
    "b": "bold", "strong": "bold", "i": "italic", "em": "italic", "cite": "italic", "u": "under", "ins": "under",
    "code": "code", "kbd": "code", "tt": "code", "sub": "small", "sup": "small", "small": "small",
}  # fmt: skip


def trimmed(url: str) -> str:
    """A bare address without the punctuation of the sentence around it.

    >>> trimmed("https://doi.org/10.1016/S0092-8674(18)30724-4).")
    'https://doi.org/10.1016/S0092-8674(18)30724-4'
    """
    # An address typed over another one, `…/1904.06373}(https://…`, ends where the second begins.
    second = re.search(r"[\[({,;]+https?://", url[8:])
    if second:
        url = url[: 8 + second.start()]
    while True:
        shorter = url.rstrip(_TAIL)
        for opening, closing in ("()", "[]", "{}"):
            if shorter.endswith(closing) and shorter.count(closing) > shorter.count(opening):
                shorter = shorter[:-1]
        if shorter == url:
            return url
        url = shorter


class Runs:
    """Collects the runs of one piece of text."""

    def __init__(self, line: int) -> None:
        self.line = line
        self._runs: list[Run] = []
        self._open: list[str] = []  # styles, innermost last
        self._anchor: Anchor | None = None

    def taken(self) -> Inline:
        """The runs so far; what is open stays open for the next piece."""
        runs, self._runs = tuple(self._runs), []
        return runs

    def text(self, text: str, *, code: bool = False) -> None:
        """Text in the open style; line ends in it are counted and become soft breaks."""
        for number, piece in enumerate(text.split("\n")):
            if number:
                self.end_of_line("soft")
            if not piece:
                continue
            if self._anchor is not None or "://" not in piece:
                self._add(piece, code=code)
            else:
                self._with_bare_links(piece, code=code)

    def end_of_line(self, kind: Kind) -> None:
        self._add("", kind=kind)
        self.line += 1

    def hard_break(self) -> None:
        """A `<br>`: a line for the reader, none of the source."""
        self._add("", kind="hard")

    def image(self, alternative: str, source: str) -> None:
        self._add(alternative, kind="image", source=source)

    def open(self, style: str) -> None:
        self._open.append(style)

    def close(self, style: str) -> None:
        if style in self._open:
            self._open.reverse()
            self._open.remove(style)
            self._open.reverse()

    def open_link(self, url: str, *, bare: bool = False) -> None:
        self._anchor = Anchor(unwrapped(url), self.line, bare)

    def close_link(self) -> None:
        self._anchor = None

    def event(self, event: Event) -> bool:
        """Takes an HTML event that belongs to running text; False for one that does not."""
        if event.kind == "text":
            self.text(event.text)
        elif event.name == "br":
            if event.kind == "start":
                self.hard_break()
        elif event.name == "img":
            self.image(event.attributes.get("alt", ""), event.attributes.get("src", ""))
        elif event.name == "a":
            if event.kind == "end":
                self.close_link()
            elif "href" in event.attributes:
                self.open_link(event.attributes["href"])
        elif event.name in _STYLES:
            (self.open if event.kind == "start" else self.close)(_STYLES[event.name])
        else:
            return False
        return True

    def _with_bare_links(self, text: str, *, code: bool) -> None:
        at = 0
        for m in _BARE.finditer(text):
            if m.start() < at:
                continue
            url = trimmed(m[0])
            self._add(text[at : m.start()], code=code)
            self.open_link(url, bare=True)
            self._add(url, code=code)
            self.close_link()
            at = m.start() + len(url)
        self._add(text[at:], code=code)

    def _add(self, text: str, *, kind: Kind = "text", code: bool = False, source: str = "") -> None:
        if not text and kind == "text":
            return
        styles = self._open
        self._runs.append(
            Run(
                text,
                self.line,
                kind,
                self._anchor,
                "bold" in styles,
                "italic" in styles,
                code or "code" in styles,
                "under" in styles,
                "small" in styles,
                source,
            )
        )


def unwrapped(url: str) -> str:
    """A target without white space at its ends and without doubled brackets, a slip of the link, not of the address.

    >>> unwrapped(" (https://arxiv.org/abs/2305.17100)")
    'https://arxiv.org/abs/2305.17100'
    """
    url = url.strip()
    if url.startswith("(") and url.endswith(")"):
        url = url[1:-1].strip()
    return url
