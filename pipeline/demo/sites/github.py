"""GitHub's raw files: reading lists, with the tags that conditional requests go by."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping

from pipeline.demo.messages import Question, Reply


class RawFiles:
    """`files` may change while the server runs: path, such as `/owner/name/HEAD/README.md`, to text."""

    def __init__(self, files: Mapping[str, str]) -> None:
        self._files = files

    def __call__(self, question: Question) -> Reply:
        text = self._files.get(question.path)
        if text is None:
            return Reply(status=404, body=b"404: Not Found", headers={"Content-Type": "text/plain"})
        body = text.encode()
        tag = f'"{hashlib.sha256(body).hexdigest()[:40]}"'
        if question.headers.get("if-none-match") == tag:
            return Reply(status=304, headers={"ETag": tag})
        return Reply(body=body, headers={"Content-Type": "text/plain; charset=utf-8", "ETag": tag})
