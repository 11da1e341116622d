"""Which format a list is in: by the suffix of its path, else by what its text looks like."""

from __future__ import annotations

import re
from pathlib import PurePosixPath
from typing import Literal

Format = Literal["markdown", "rst", "org", "bib", "csv", "tsv", "yaml"]

_SUFFIXES: dict[str, Format] = {
    ".md": "markdown",
    ".markdown": "markdown",
    ".mdx": "markdown",
    ".mkd": "markdown",
    ".qmd": "markdown",
    ".rmd": "markdown",
    ".html": "markdown",
    ".htm": "markdown",
    ".rst": "rst",
    ".rest": "rst",
    ".org": "org",
    ".bib": "bib",
    ".bibtex": "bib",
    ".csv": "csv",
    ".tsv": "tsv",
    ".tab": "tsv",
    ".yaml": "yaml",
    ".yml": "yaml",
    ".json": "yaml",
}
_SNIFFED = 100_000  # characters looked at


def format_of(text: str, path: str) -> Format:
    """The format of a list; Markdown where nothing says otherwise. JSON is a part of YAML, and HTML is read as Markdown reads it.

    >>> format_of("", "docs/papers.yml"), format_of("* Papers\\n** Surveys\\n", "list"), format_of("@article{a, title={T}}", "refs")
    ('yaml', 'org', 'bib')
    """
    known = _SUFFIXES.get(PurePosixPath(path.replace("\\", "/")).suffix.casefold())
    if known is not None:
        return known
    head = text[:_SNIFFED]
    if re.match(r"\s*(?:%.*\n\s*)*@\w+\s*[{(]", head):
        return "bib"
    if re.search(r"^#\+(?:title|author|options|begin_)\b", head, re.IGNORECASE | re.MULTILINE) or (
        re.match(r"\s*\*+ \S", head) and re.search(r"^\*\*+ \S", head, re.MULTILINE)
    ):
        return "org"
    if re.search(r"^\.\. [\w-]+::|`[^`\n]+ <[^>\n]+>`_", head, re.MULTILINE) and not re.search(r"\]\(", head):
        return "rst"
    if re.match(r"(?:---\n)?\s*-\s+\w+:\s", head) or re.match(r"---\n[\w-]+:.*\n(?!.*^---$)", head, re.DOTALL | re.MULTILINE):
        return "yaml"
    first = head.lstrip().split("\n", 1)[0]
    if re.search(r"(?i)\btitle\b", first):
        if first.count("\t") >= 2:
            return "tsv"
        if first.count(",") >= 2 and "](" not in first and not first.startswith(("#", "|")):
            return "csv"
    return "markdown"
