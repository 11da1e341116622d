"""Writes into README.md what `make demo` prints, with some lines left out: `python -m tools.readme`; a test compares the two."""

from __future__ import annotations

import io
import re
import tempfile
from contextlib import redirect_stdout
from pathlib import Path

from pipeline.demo.command import demo
from pipeline.settings import Settings

README = Path(__file__).parents[1] / "README.md"
BEGIN, END = "$ make demo\n", "```\n"
LEFT_OUT = "…"
SHOWN = (
    ("A reading list", "Answers by source"),
    ("Still wanted", "  429 "),
    ("Are the repositories", "`make audit`"),
    ("A day later", "reading-list:"),
    ("Changed since", "Published"),
    ("Two days later", "reading-list:"),
    ("What happened", "2026-11-24"),
    ("For the maintainer", "      → https://github.com/"),
    ("Where to look next", "      the report"),
)
"""Beginnings of the first and the last line of what is shown, in their order."""


def excerpt(said: str) -> str:
    """Of all that the demonstration says. Raises StopIteration when it says none of that any more."""
    lines, pieces = iter(said.splitlines()), []
    for first, last in SHOWN:
        piece = [next(line for line in lines if line.startswith(first))]
        while not piece[-1].startswith(last):
            piece.append(next(lines))
        pieces.append("\n".join(piece))
    return f"\n{LEFT_OUT}\n".join(pieces) + f"\n{LEFT_OUT}\n"


def shown() -> str:
    """What README.md shows."""
    return README.read_text(encoding="utf-8").partition(BEGIN)[2].partition(END)[0]


def timeless(text: str) -> str:
    """Without what differs from one demonstration to the next: seconds, and requests, for a busy machine may split a batch.

    >>> timeless("80 requests in 7.4 s."), timeless("Asked, by lane: arxiv-api 5, cvf 10")
    ('… requests in … s.', 'Asked, by lane: arxiv-api …, cvf …')
    """
    text = re.sub(r"^Asked, by lane: .*", lambda line: re.sub(r" \d+(?=,|$)", " …", line[0]), text, flags=re.MULTILINE)
    return re.sub(r"\d+\.\d s\b", "… s", re.sub(r"\d+ requests in", "… requests in", text))


def main() -> None:
    out = io.StringIO()
    with tempfile.TemporaryDirectory() as folder, redirect_stdout(out):
        demo(Settings(data_dir=Path(folder)), lambda lanes: None)
    said = out.getvalue().replace(folder, "data")
    README.write_text(README.read_text(encoding="utf-8").replace(shown(), excerpt(said)), encoding="utf-8")


if __name__ == "__main__":
    main()
