"""What a client of the demonstration's web asks and what it gets."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from urllib.parse import parse_qs, unquote, urlsplit

from pydantic import JsonValue

from pipeline.models import Model


class Question(Model):
    """A request as it arrived."""

    host: str
    target: str
    """Path and query as sent."""
    method: str = "GET"
    headers: Mapping[str, str] = {}
    """Names in lower case."""
    body: bytes = b""

    @property
    def path(self) -> str:
        return unquote(urlsplit(self.target).path)

    @property
    def address(self) -> str:
        """Host, path and query: `arxiv.org/abs/2106.08254`."""
        return self.host + self.target

    def argument(self, name: str) -> str | None:
        """The first value of a part of the query."""
        return next(iter(self.arguments(name)), None)

    def arguments(self, name: str) -> list[str]:
        return parse_qs(urlsplit(self.target).query).get(name, [])


class Reply(Model):
    """An answer."""

    status: int = 200
    body: bytes = b""
    headers: Mapping[str, str] = {}


Site = Callable[[Question], Reply]


def page(text: str) -> Reply:
    return Reply(body=text.encode(), headers={"Content-Type": "text/html; charset=utf-8"})


def document(value: JsonValue, status: int = 200) -> Reply:
    return Reply(status=status, body=json.dumps(value, ensure_ascii=False).encode(), headers={"Content-Type": "application/json"})


def xml(text: str) -> Reply:
    return Reply(body=text.encode(), headers={"Content-Type": "application/xml; charset=utf-8"})


def nothing_here() -> Reply:
    """A 404 as web servers send it."""
    text = "<!DOCTYPE html><html><head><title>404 Not Found</title></head><body><h1>Not Found</h1></body></html>"
    return Reply(status=404, body=text.encode(), headers={"Content-Type": "text/html"})
