"""The demonstration's preprints as lines of arXiv's metadata snapshot."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import UTC, datetime, time
from email.utils import format_datetime

from pipeline.demo.works import Paper


def line(paper: Paper) -> str:
    assert paper.posted
    created = format_datetime(datetime.combine(paper.posted, time(10), UTC), usegmt=True)
    return json.dumps(
        {
            "id": paper.arxiv,
            "submitter": paper.names[0],
            "authors": " and ".join(paper.names),
            "title": paper.title.replace(" ", "\n  ", 1),
            "comments": paper.comment,
            "journal-ref": None,
            "doi": None,
            "categories": "cs.LG",
            "abstract": f"  {paper.abstract}\n",
            "versions": [{"version": "v1", "created": created}],
            "update_date": paper.posted.isoformat(),
            "authors_parsed": [[author.family, author.given, ""] for author in paper.authors],
        }
    )


def text(papers: Iterable[Paper]) -> str:
    return "".join(f"{line(paper)}\n" for paper in papers)
