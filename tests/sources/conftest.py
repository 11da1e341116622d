"""`pytest tests/sources --refresh-pages` rewrites the expected records of the saved pages, to be reviewed as a diff."""

from __future__ import annotations

import pytest


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--refresh-pages", action="store_true", help="rewrite the expected records of tests/pages from what the readers say")


@pytest.fixture
def refresh(request: pytest.FixtureRequest) -> bool:
    # The option exists only where this folder is named on the command line.
    return bool(request.config.getoption("--refresh-pages", default=False))
