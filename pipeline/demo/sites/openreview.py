"""OpenReview: pages and notes behind a challenge for guests, a search that still answers. Its two APIs hold different notes."""

from __future__ import annotations

from typing import Literal

from pydantic import JsonValue

from pipeline.demo.library import Library
from pipeline.demo.messages import Question, Reply, document, nothing_here
from pipeline.demo.works import Paper

_HITS = 10
_CHALLENGE: JsonValue = {
    "name": "ChallengeRequiredError",
    "message": "Challenge verification required",
    "status": 403,
    "details": {"challengeUrl": "https://openreview.net/challenge"},
}


class Notes:
    """One of the APIs: flat content in the first, `value` in between in the second."""

    def __init__(self, library: Library, shape: Literal["openreview_v1", "openreview_v2"]) -> None:
        self._papers = [paper for paper in library.papers if paper.shape == shape]
        self._library = library
        self._nested = shape == "openreview_v2"

    def __call__(self, question: Question) -> Reply:
        if question.path == "/notes":
            return document(_CHALLENGE, 403)
        if question.path != "/notes/search":
            return nothing_here()
        hits = [paper for paper in self._library.search(question.argument("term") or "", _HITS) if paper in self._papers]
        notes: list[JsonValue] = [self._note(paper) for paper in hits]
        return document({"notes": notes, "count": len(notes)})

    def _note(self, paper: Paper) -> JsonValue:
        content: dict[str, JsonValue] = {
            "title": paper.title,
            "authors": list(paper.names),
            "abstract": paper.abstract,
            "venue": paper.decision,
            "venueid": f"ICLR.cc/{paper.year}/Conference",
            "pdf": f"/pdf?id={paper.forum}",
        }
        wrapped: dict[str, JsonValue] = {name: {"value": value} for name, value in content.items()}
        return {"id": paper.forum, "forum": paper.forum, "content": wrapped if self._nested else content}


def forum(question: Question) -> Reply:
    """The site itself: guests are sent to a browser check."""
    return Reply(status=302, headers={"Location": f"https://openreview.net/challenge?redirect={question.path}"})
