"""Works as the ACL Anthology's BibTeX has them."""

from __future__ import annotations

from collections.abc import Iterable

from pipeline.demo.works import Paper

_COMMANDS = {"ü": '{\\"u}', "é": "{\\'e}", "–": "{--}", "%": "{\\%}", "&": "{\\&}"}


def entry(paper: Paper) -> str:
    assert paper.page
    assert paper.published
    authors = "  and\n      ".join(paper.written)
    return f'''@inproceedings{{{paper.bibtex_key.lower()}-{paper.pages},
    title = "{{{paper.title[0]}}}{_written(paper.title[1:])}",
    author = "{_written(authors)}",
    editor = "Burstein, Jill  and
      Doran, Christy",
    booktitle = "{paper.container}",
    month = {paper.published:%b},
    year = "{paper.year}",
    address = "Online",
    publisher = "Association for Computational Linguistics",
    url = "{paper.page}",
    doi = "{paper.doi}",
    pages = "{(paper.pages or "").replace("-", "--")}",
    abstract = "{_written(paper.abstract)}"
}}
'''


def text(papers: Iterable[Paper]) -> str:
    return "".join(map(entry, papers))


def _written(words: str) -> str:
    return "".join(_COMMANDS.get(sign, sign) for sign in words)
