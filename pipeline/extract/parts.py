"""A unit of a list (an item's text, a cell, a paragraph) as the parts that the rules look at: words, links, images, line ends."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Literal

from pipeline.extract import roles
from pipeline.extract.roles import Label
from pipeline.extract.tree import Inline, Run
from pipeline.extract.venue_year import badge_parts

KEY = re.compile(r"([^\s:：,，;；|()][^\n:：,，;；|()]{0,30}?)\s*[:：]\s*[<(\[]?\s*$")
_ICONS = (
    ("github", "code"),
    ("star", "code"),
    ("youtube", "video"),
    ("arxiv", "paper"),
    ("pdf", "paper"),
    ("paper", "paper"),
    ("code", "code"),
    ("website", "project"),
    ("project", "project"),
    ("homepage", "project"),
    ("huggingface", "code"),
    ("dataset", "data"),
    ("twitter", "other"),
)


@dataclass(frozen=True, slots=True)
class Part:
    kind: Literal["text", "link", "image", "soft", "hard"]
    text: str
    """Of an image its alternative text."""
    line: int
    url: str = ""
    """Target of a link; address of an image."""
    label: Label | None = None
    """What a link's text says that it is."""
    bold: bool = False
    italic: bool = False
    code: bool = False
    under: bool = False
    small: bool = False
    bare: bool = False
    column: Label | None = None
    """What the head of its table column says that a link is."""
    badges: tuple[tuple[str, str], ...] = ()
    """Alternative text and address of the images inside a link."""

    @property
    def points(self) -> bool:
        """A link that leads out of the page."""
        return self.kind == "link" and bool(self.url) and not self.url.startswith(("#", "mailto:", "javascript:"))

    @property
    def worded(self) -> bool:
        """A link whose text is words of its own: possibly a title."""
        return self.kind == "link" and self.label is None and not self.bare and any(c.isalpha() for c in self.text)


def parts(text: Inline, column: Label | None = None) -> list[Part]:
    """Parts in source order; neighbouring text of one style is joined."""
    made: list[Part] = []
    at = 0
    while at < len(text):
        run = text[at]
        end = at + 1
        if run.anchor is not None:
            while end < len(text) and text[end].anchor is run.anchor:
                end += 1
            made.append(_link(text[at:end], column))
        elif run.kind == "image":
            made.append(Part("image", run.text, run.line, run.source))
        elif run.kind in ("soft", "hard"):
            made.append(Part(run.kind, "", run.line))
        else:
            while end < len(text) and _same(text[end], run):
                end += 1
            made.append(
                Part(
                    "text",
                    "".join(r.text for r in text[at:end]),
                    run.line,
                    bold=run.bold,
                    italic=run.italic,
                    code=run.code,
                    under=run.under,
                    small=run.small,
                )
            )
        at = end
    return [_labelled(p, made[i - 1] if i else None, made[i + 1] if i + 1 < len(made) else None) for i, p in enumerate(made)]


def _labelled(part: Part, before: Part | None, after: Part | None) -> Part:
    """A link that its surroundings make a label: a bare address behind a key, one or two words in brackets of their own."""
    if part.kind != "link" or part.label is not None:
        return part
    if part.bare:
        key = KEY.search(before.text) if before is not None and before.kind == "text" else None
        label = roles.label(key[1]) if key else None
        return replace(part, label=label) if label is not None else part
    outside = before is not None and before.text.endswith("[") and after is not None and after.text.startswith("]")
    inside = part.text.startswith("[") and part.text.endswith("]")
    return (
        replace(part, label="link")
        if (outside or inside) and len(part.text.split()) <= 2 and not any(c.isdigit() for c in part.text)
        else part
    )


def plain(some: Iterable[Part]) -> str:
    """Text of parts, images left out, white space collapsed."""
    return " ".join("".join(" " if p.kind in ("soft", "hard") else "" if p.kind == "image" else p.text for p in some).split())


def _same(run: Run, first: Run) -> bool:
    return (
        run.kind == "text"
        and run.anchor is None
        and (run.bold, run.italic, run.code, run.under, run.small) == (first.bold, first.italic, first.code, first.under, first.small)
    )


def _link(runs: Inline, column: Label | None) -> Part:
    anchor = runs[0].anchor
    assert anchor is not None
    words = [r for r in runs if r.kind == "text" and r.text.strip()]
    images = tuple((r.text, r.source) for r in runs if r.kind == "image")
    text = " ".join("".join(" " if r.kind in ("soft", "hard") else r.text for r in runs if r.kind != "image").split())
    label = roles.label(text) if text and not anchor.bare else _icon(images)
    return Part(
        "link",
        text,
        runs[0].line,
        anchor.url,
        label,
        bool(words) and all(r.bold for r in words),
        bool(words) and all(r.italic for r in words),
        bool(words) and all(r.code for r in words),
        bare=anchor.bare or (bool(text) and text == anchor.url),
        column=column,
        badges=images,
    )


def _icon(images: tuple[tuple[str, str], ...]) -> Label | None:
    """What a linked image says: its alternative text, a badge's wording, a well-known icon."""
    for alternative, source in images:
        badge = badge_parts(source)
        if "/github/stars/" in source:
            return "code"
        for said in (alternative, *(badge or ())):
            label = roles.label(said)
            if label not in (None, "link"):
                return label
        name = source.rsplit("/", 1)[-1].casefold()
        for icon, label_ in _ICONS:
            if icon in name:
                return label_  # type: ignore[return-value]  # the table holds roles only
    return None
