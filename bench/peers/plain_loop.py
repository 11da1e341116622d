"""A plain loop as one writes it in an hour: arxiv.py for arXiv, requests and the Highwire tags for all else."""

from __future__ import annotations

import html
import json
import re
import sys

import arxiv
import requests

_ARXIV = re.compile(r"https?://arxiv\.org/(?:abs|pdf)/(\d{4}\.\d{4,5})")
_META = re.compile(r"<meta\s[^>]*>", re.IGNORECASE)
_client = arxiv.Client()


def tags(text: str, name: str) -> list[str]:
    found = (tag for tag in _META.findall(text) if re.search(rf"""name=["']?{name}["'\s>]""", tag))
    return [html.unescape(hit[1]) for tag in found if (hit := re.search(r'content="([^"]*)"', tag))]


def asked(link: str) -> tuple[str | None, list[str], str]:
    """(title, authors, a text with the year)"""
    if hit := _ARXIV.match(link):
        paper = next(_client.results(arxiv.Search(id_list=[hit[1]])))
        return paper.title, [author.name for author in paper.authors], str(paper.published.year)
    page = requests.get(link, timeout=30).text
    names = [" ".join(reversed(name.split(", "))) for name in tags(page, "citation_author")]
    return next(iter(tags(page, "citation_title")), None), names, "".join(tags(page, "citation_publication_date"))


for link in filter(None, sys.stdin.read().split("\n")):
    try:
        title, authors, date = asked(link)
    except (requests.RequestException, arxiv.ArxivError, StopIteration):
        continue
    year = re.search(r"\d{4}", date)
    print(json.dumps({"link": link, "title": title, "authors": authors, "year": year and int(year[0])}))
