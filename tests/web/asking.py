"""Short ways to make asks, responses and fetchers in tests."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime

from pipeline.clock import Clock
from pipeline.models import Ask, By, Expects, Lookup, Response
from pipeline.settings import Settings
from pipeline.web.fetch import Fetcher
from pipeline.web.gate import Gates
from pipeline.web.lanes import Delivery, Lanes
from pipeline.web.network import Network
from pipeline.web.robots import Robots

FAST = Settings(interval_scale=0.0, connect_timeout=1.0, read_timeout=1.0, total_timeout=2.0)
"""No intervals and no backoff."""


def ask(url: str, expects: Expects = "html", by: By = "id", body: bytes | None = None) -> Ask:
    method = "GET" if body is None else "POST"
    return Ask(lookups=(Lookup(source="test", by=by, value=url),), url=url, expects=expects, body=body, method=method)


def response(
    body: bytes | str,
    expects: Expects = "html",
    *,
    status: int = 200,
    headers: Mapping[str, str] = {},
    url: str = "https://site.example/page",
) -> Response:
    data = body if isinstance(body, bytes) else body.encode()
    return Response(ask=ask(url, expects), final_url=url, status=status, headers=headers, body=data, at=datetime.now(UTC))


@contextmanager
def fetcher(
    settings: Settings, clock: Clock, hosts: Mapping[str, tuple[str, int]] = {}, past: dict[str, Sequence[datetime]] | None = None
) -> Iterator[tuple[Fetcher, Gates]]:
    gates = Gates(settings, clock, past or {})
    one = Fetcher(settings, clock, gates, Robots(), Network(clock), hosts)
    try:
        yield one, gates
    finally:
        one.close()


def all_of(lanes: Lanes) -> list[Delivery]:
    """Every delivery until nothing is outstanding; a lane that hangs fails the test after 20 s."""
    deliveries = []
    while (delivery := lanes.next(20)) is not None:
        deliveries.append(delivery)
    assert lanes.outstanding == 0
    return deliveries
