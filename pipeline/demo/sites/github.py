"""GitHub: the raw files of reading lists, with the tags that conditional requests go by, and what its API says of repositories."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping

from pydantic import JsonValue

from pipeline.demo.messages import Question, Reply, document


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


class Repositories:
    """GitHub's API about repositories. `names` may change while the server runs: name as listed, lower case, to present name."""

    def __init__(self, names: Mapping[str, str]) -> None:
        self._names = names

    def __call__(self, question: Question) -> Reply:
        folder, _, asked = question.path.strip("/").partition("/")
        if folder == "repositories":  # by number, as renamed ones are found
            return document(_described(asked.replace(".", "/", 1)))
        name = self._names.get(asked.lower())
        if name is None:
            return document({"message": "Not Found", "status": "404"}, 404)
        if name.lower() != asked.lower():
            return Reply(status=301, headers={"Location": f"https://api.github.com/repositories/{name.replace('/', '.', 1)}"})
        return document(_described(name))


def _described(name: str) -> JsonValue:
    return {"name": name.partition("/")[2], "full_name": name, "private": False, "html_url": f"https://github.com/{name}"}
