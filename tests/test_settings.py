"""Settings come from the environment once, and say what they would have taken."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from pipeline.errors import UsageError
from pipeline.settings import Settings, ignored_settings

LOOPBACK = {"HTTPS_PROXY": "http://127.0.0.1:8080"}


def test_nothing_set_is_a_polite_default() -> None:
    settings = Settings.from_environment({})

    assert settings.data_dir == Path("data")
    assert (settings.interval_scale, settings.offline, settings.proxied) == (1.0, False, False)


def test_the_command_line_overrides_the_environment() -> None:
    assert Settings.from_environment({"PIPELINE_RETRY_NOW": "0"}, retry_now=True).retry_now
    assert Settings.from_environment({"PIPELINE_RETRY_NOW": "1"}, retry_now=None).retry_now


def test_intervals_shrink_only_behind_a_proxy_on_loopback() -> None:
    wish = {"PIPELINE_INTERVAL_SCALE": "0.01", "PIPELINE_NOW": "2026-11-22T08:00:00"}

    assert Settings.from_environment(wish).interval_scale == 1.0
    assert Settings.from_environment({**wish, "HTTPS_PROXY": "http://proxy.example.org:80"}).interval_scale == 1.0
    assert Settings.from_environment({**wish, **LOOPBACK}).interval_scale == 0.01
    assert ignored_settings(wish) == ("PIPELINE_INTERVAL_SCALE", "PIPELINE_NOW")
    assert ignored_settings({**wish, **LOOPBACK}) == ()


@pytest.mark.parametrize(
    ("text", "time"),
    [
        ("2026-11-22T08:00:00", datetime(2026, 11, 22, 8, tzinfo=UTC)),
        ("2026-11-22T09:00:00+01:00", datetime(2026, 11, 22, 8, tzinfo=UTC)),
        ("2026-11-22T08:00:00Z", datetime(2026, 11, 22, 8, tzinfo=UTC)),
    ],
    ids=["no zone means UTC", "an offset", "Z"],
)
def test_the_clock_of_tests_is_read_as_utc(text: str, time: datetime) -> None:
    assert Settings.from_environment({"PIPELINE_NOW": text, **LOOPBACK}).fixed_now == time


@pytest.mark.parametrize(
    ("name", "value", "says"),
    [
        ("PIPELINE_OFFLINE", "perhaps", "set it to 1"),
        ("PIPELINE_INTERVAL_SCALE", "fast", "such as 0.1"),
        ("PIPELINE_INTERVAL_SCALE", "-1", "such as 0.1"),
        ("PIPELINE_NOW", "tomorrow", "is not a time"),
    ],
)
def test_a_value_that_cannot_be_read_says_what_would_work(name: str, value: str, says: str) -> None:
    with pytest.raises(UsageError, match=says):
        Settings.from_environment({name: value, **LOOPBACK})


def test_keys_do_not_show_when_settings_are_printed() -> None:
    settings = Settings.from_environment({"S2_API_KEY": "very-secret"})

    assert settings.keys["S2_API_KEY"].get_secret_value() == "very-secret"
    assert "very-secret" not in repr(settings)
