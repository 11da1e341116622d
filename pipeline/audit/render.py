"""Findings for a terminal, for a program, for an issue."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence

from pipeline.audit.audit import by_kind
from pipeline.errors import UsageError
from pipeline.export.markdown import text as escaped
from pipeline.export.plain import flat, web_address
from pipeline.models import Finding

NOTHING = "Nothing to say: no finding."


def render(findings: Sequence[Finding], format: str) -> str:
    """Ends with a line feed. Raises UsageError for an unknown format."""
    if format not in FORMATS:
        raise UsageError(f"there is no format {format!r}; there are: {', '.join(FORMATS)}")
    return FORMATS[format](findings)


def _text(findings: Sequence[Finding]) -> str:
    """`list:line: message`, as editors and terminals link it; the suggestion on a line of its own."""
    if not findings:
        return NOTHING + "\n"
    return "\n".join(_text_lines(findings)) + "\n"


def _text_lines(findings: Sequence[Finding]) -> Iterator[str]:
    for number, (heading, group) in enumerate(by_kind(findings).items()):
        yield from [""] * (number > 0)
        yield f"{heading} ({len(group)})"
        for f in group:
            yield f"  {flat(f.list or '')}:{f.line or 0}: {flat(f.message)}"
            if f.suggestion:
                yield f"      → {flat(f.suggestion)}"


def _json(findings: Sequence[Finding]) -> str:
    """An array, one finding per line."""
    rows = (json.dumps(f.model_dump(mode="json"), ensure_ascii=False) for f in findings)
    return "[\n" + ",\n".join(rows) + "\n]\n" if findings else "[]\n"


def _markdown(findings: Sequence[Finding]) -> str:
    """To paste into an issue: a task per finding, in the order in which they are worth doing."""
    if not findings:
        return NOTHING + "\n"
    return "\n".join(_markdown_lines(findings)) + "\n"


def _markdown_lines(findings: Sequence[Finding]) -> Iterator[str]:
    several = len({f.list for f in findings}) > 1
    for number, (heading, group) in enumerate(by_kind(findings).items()):
        yield from [""] * (number > 0)
        yield f"### {heading} ({len(group)})"
        yield ""
        for f in group:
            where = f"{escaped(f.list or '')}, line {f.line}" if several else f"Line {f.line}"
            yield f"- [ ] {where}: {_linked(flat(f.message))}" + (f" → {_linked(flat(f.suggestion))}" if f.suggestion else "")


def _linked(text: str) -> str:
    """Addresses as code, the rest as text: an address in an issue must not be followed by accident, nor mention anybody."""
    return " ".join(
        f"`{word.replace('`', '')}`" if web_address(word) else escaped(word).replace("@", "@\u200b") for word in text.split(" ")
    )


FORMATS: Mapping[str, Callable[[Sequence[Finding]], str]] = {"text": _text, "json": _json, "markdown": _markdown}
