"""What two spellings of one address have in common."""

from __future__ import annotations

import re
from urllib.parse import SplitResult, parse_qsl, unquote, urlencode, urlsplit, urlunsplit

from w3lib.url import canonicalize_url

TRACKING = re.compile(
    r"""
    utm_\w+ | fbclid | gclid | dclid | msclkid | yclid | igshid | mc_[ce]id | mkt_tok   # advertising and mailings
    | _ga | _gl | _hs\w+ | spm | scm | share_\w+ | _iepl.*                              # analytics of the page before
    | casa_token | download | via | dgcid | rss | __cf_chl_\w+ | cf_chl_\w+ | jsessionid # publishers: sessions, feeds, walls
    """,
    re.VERBOSE | re.IGNORECASE,
)
"""Names of parameters that say where a reader came from, never which page is meant."""

REFERRERS = frozenset({"ref", "referrer", "source", "from", "s"})
"""Names that may mean a page or a referrer; a referrer where the value is a host, an address, or one of SHARED."""

SHARED = re.compile(r"https?:.*|[\w-]+(?:\.[\w-]+)*\.(?:com|org|net|io|ai|co|cn)|timeline|singlemessage|groupmessage|twitter|\d\d")
"""Values that sharing buttons write: `ref=upstract.com`, `from=timeline`, `s=08`."""


def split(url: str) -> SplitResult | None:
    """The parts of an address, None where it cannot be one (`http://[`).

    >>> split("https://[") is None
    True
    """
    try:
        parts = urlsplit(url)
        _ = parts.port
    except ValueError:
        return None
    return parts


def path_of(parts: SplitResult) -> str:
    """Path with percent escapes undone.

    >>> path_of(urlsplit("https://link.springer.com/chapter/10.1007%2F978-3-319-78723-7_23"))
    '/chapter/10.1007/978-3-319-78723-7_23'
    """
    return unquote(parts.path) if "%" in parts.path else parts.path


def canonical(url: str) -> str:
    """Key under which two addresses are one: https, host in lower case, no default port, no tracking, query sorted, no fragment.

    Only for comparing: some sites answer nothing to a sorted query. Fragments that address a page (`#!`, `#/`) stay.
    Something that is no address comes back as it is.

    >>> canonical("HTTP://Example.org:80/a?b=2&a=1&utm_source=x#top")
    'https://example.org/a?a=1&b=2'
    """
    parts = split(url.strip())
    if parts is None or not parts.hostname:
        return url.strip()
    host = parts.hostname.rstrip(".")
    netloc = host if parts.port in {None, 80, 443} else f"{host}:{parts.port}"
    scheme = "https" if parts.scheme in {"http", "https"} else parts.scheme
    routed = parts.fragment.startswith(("!", "/"))
    kept = [(name, value) for name, value in parse_qsl(parts.query, keep_blank_values=True) if not tracks(name, value)]
    plain = urlunsplit((scheme, netloc, parts.path, urlencode(kept), parts.fragment))
    try:
        return canonicalize_url(plain, keep_fragments=routed)
    except ValueError:
        return plain


def tracks(name: str, value: str) -> bool:
    """Whether a parameter only says where the reader came from.

    >>> tracks("ref", "upstract.com"), tracks("ref", "master")
    (True, False)
    """
    return bool(TRACKING.fullmatch(name)) or (name in REFERRERS and bool(SHARED.fullmatch(value)))
