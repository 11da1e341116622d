"""Every setting in one frozen value, built once by the command line and handed down."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal, Self, get_args
from urllib.parse import urlsplit

from pydantic import SecretStr

from pipeline.errors import UsageError
from pipeline.models import Model

EVIDENCE = "evidence.sqlite"
"""Its name in the folder of raw data."""
KEYS = ("S2_API_KEY", "OPENALEX_API_KEY", "NCBI_API_KEY", "OPENREVIEW_TOKEN", "GITHUB_TOKEN")
"""Environment variables that hold keys; each is sent only to its own site."""


Show = Literal["published", "preprint"]
"""Which version of a work is shown where there are several."""


class Settings(Model):
    """What a run may be told. Times are seconds unless the name says otherwise."""

    data_dir: Path = Path("data")
    """Folder with raw/ and enriched/ (PIPELINE_DATA_DIR)."""
    lists_file: Path = Path("lists.toml")
    corrections_file: Path = Path("corrections.toml")
    contact: str | None = None
    """E-mail for the User-Agent and the polite pools (PIPELINE_CONTACT)."""
    offline: bool = False
    """Never ask (PIPELINE_OFFLINE=1)."""
    retry_now: bool = False
    """Ask again now, whatever its due time, what was refused or broken (PIPELINE_RETRY_NOW=1, --retry-now)."""
    keys: Mapping[str, SecretStr] = {}
    """By the name of the environment variable."""
    interval_scale: float = 1.0
    """Multiplies every interval (PIPELINE_INTERVAL_SCALE); only behind a proxy on loopback, so that no site is ever asked faster."""
    fixed_now: datetime | None = None
    """The time at which the run's clock starts (PIPELINE_NOW); only behind a proxy on loopback."""
    proxied: bool = False
    """A proxy stands in front: addresses are then resolved by it, so only literal addresses and names can be checked here."""

    show: Show = "published"
    """Version that works and the view papers show (PIPELINE_SHOW); the other stands in versions, preprint_url and published_url."""

    connect_timeout: float = 5.0
    """Fixed by the design: a missing network must be told within 20 s."""
    read_timeout: float = 30.0
    """Between two pieces of a body. The slowest answers on record, arXiv's under load, are 429s after two minutes: not worth the wait."""
    total_timeout: float = 90.0
    """For one whole answer, so that a site that drips cannot hold its lane."""
    max_body_bytes: int = 20_000_000
    """As sent and as unpacked; the largest real page, a proceedings listing, has 4 MB."""
    max_redirects: int = 5
    attempts: int = 4
    """Of one ask within a run; a fault that survives three retries is better left to the next run."""
    backoff: float = 1.0
    """First wait before a retry; doubles each time, with jitter."""
    retry_after_bound: float = 60.0
    """A Retry-After up to this is obeyed within the run; beyond it the lane parks and the lookups wait for a later run."""
    time_limit: float | None = None
    """After this many seconds the run stops asking and publishes (--time-limit)."""

    @property
    def raw_dir(self) -> Path:
        return self.data_dir / "raw"

    @property
    def enriched_dir(self) -> Path:
        return self.data_dir / "enriched"

    @classmethod
    def from_environment(cls, env: Mapping[str, str], **given: object) -> Self:
        """Settings from the environment, overridden by what the command line gives.

        Raises UsageError for a value that cannot be read, with the form that would have worked.
        """
        values: dict[str, object] = {
            "data_dir": Path(env.get("PIPELINE_DATA_DIR") or "data"),
            "contact": env.get("PIPELINE_CONTACT") or None,
            "offline": _switch(env, "PIPELINE_OFFLINE"),
            "retry_now": _switch(env, "PIPELINE_RETRY_NOW"),
            "keys": {name: SecretStr(env[name]) for name in KEYS if env.get(name)},
            "proxied": bool(_proxy(env)),
            "show": _one_of(env, "PIPELINE_SHOW", get_args(Show)),
        }
        if _loopback_proxy(env):
            values["interval_scale"] = _number(env, "PIPELINE_INTERVAL_SCALE", 1.0)
            values["fixed_now"] = _time(env, "PIPELINE_NOW")
        return cls.model_validate({**values, **{k: v for k, v in given.items() if v is not None}})


def ignored_settings(env: Mapping[str, str]) -> tuple[str, ...]:
    """Names of settings that are set but count only behind a proxy on loopback, where there is none."""
    if _loopback_proxy(env):
        return ()
    return tuple(name for name in ("PIPELINE_INTERVAL_SCALE", "PIPELINE_NOW") if env.get(name))


def _proxy(env: Mapping[str, str]) -> str | None:
    return next((env[k] for k in ("https_proxy", "HTTPS_PROXY", "http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY") if env.get(k)), None)


def _loopback_proxy(env: Mapping[str, str]) -> bool:
    proxy = _proxy(env) or ""
    return urlsplit(proxy if "//" in proxy else f"//{proxy}").hostname in {"127.0.0.1", "localhost", "::1"}


def _switch(env: Mapping[str, str], name: str) -> bool:
    value = env.get(name, "").strip().lower()
    if value not in {"", "0", "1", "true", "false", "yes", "no"}:
        raise UsageError(f"{name}={env[name]!r} is neither on nor off: set it to 1, or unset it")
    return value in {"1", "true", "yes"}


def _one_of(env: Mapping[str, str], name: str, words: tuple[str, ...]) -> str:
    """One of these words, the first where nothing is set."""
    word = env.get(name, "").strip().lower() or words[0]
    if word not in words:
        raise UsageError(f"{name}={env[name]!r} is none of {', '.join(words)}")
    return word


def _number(env: Mapping[str, str], name: str, default: float) -> float:
    try:
        value = float(env.get(name) or default)
    except ValueError:
        value = -1.0
    if not 0 <= value < float("inf"):
        raise UsageError(f"{name}={env[name]!r} is not a number from 0 upwards, such as 0.1")
    return value


def _time(env: Mapping[str, str], name: str) -> datetime | None:
    if not env.get(name):
        return None
    try:
        value = datetime.fromisoformat(env[name])
    except ValueError as e:
        raise UsageError(f"{name}={env[name]!r} is not a time such as 2026-11-22T08:00:00+00:00") from e
    return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)
