"""What goes wrong with links in lists, and how each kind is undone where a rule can tell what was meant."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import NamedTuple
from urllib.parse import parse_qs, unquote

from pipeline.identify.table import is_known


class Rule(NamedTuple):
    """One kind of damage."""

    why: str
    pattern: re.Pattern[str]
    mend: str | Callable[[re.Match[str]], str]
    """What stands there instead: a replacement, or a function of the match."""


def repair(url: str) -> str:
    """The address as it was meant; the very same text where it is sound or no rule can tell. Idempotent.

    >>> repair("https://arxiv.org/abs//2206.15433"), repair("https://proceedings.neurips.cc/paper/2022/file/5c18-Paper.pdf9")
    ('https://arxiv.org/abs/2206.15433', 'https://proceedings.neurips.cc/paper/2022/file/5c18-Paper.pdf')
    >>> repair("https://doi.org/https://doi.org/10.21203/rs.3.rs-722389/v1")
    'https://doi.org/10.21203/rs.3.rs-722389/v1'
    """
    if (_PLAIN.fullmatch(url) and not _SUSPECT.search(url)) or len(url) > LONGEST:
        return url
    # One repair uncovers the next (an escaped underscore within a doubled address), so the rules turn until nothing changes.
    for _ in range(_TURNS):
        mended = _turn(url)
        if mended == url:
            return mended
        url = mended
    return url


def _turn(url: str) -> str:
    for rule in RULES:
        url = rule.pattern.sub(rule.mend, url)
    return url


LONGEST = 2_000
"""Characters; the longest paper link on 80 lists has 700. What is longer is a data: image or a paste, and no rule was made for it."""
_TURNS = 50
"""A bound that only text made to reach it will reach: damage on 80 lists is gone after three."""

_PLAIN = re.compile(r"https?://[A-Za-z0-9.-]+(?::\d{2,5})?(?:[/?#][A-Za-z0-9._~%=&+@,;:!'()?#$/\[\]*-]*)?")
"""Only signs that an address may hold."""
_SUSPECT = re.compile(
    r"""
      [^:]// | .https?: | %3A(?:/|%2F) | &amp; | &\#\d                   # doubled, glued, encoded
    | \.pdf[^/?\#%] | %5C | %20[(h]                                      # endings
    | [.,;:!'()\[\]*&]$ | %(?:5C|22|27|7[BD]|5[BD]|3[CE]|20|E2%80%9[89CD]|EF%BC%[89][0-9A-F]|E3%80%8[0-2])$
    | doi\.org/(?!10\.)                                                  # nested resolvers
    | arxiv\.org/(?:abs|pdf)/[\d.]+(?:v\d+)?[A-Za-z]+$                   # a word after the number
    | ://[^/]*(?:google|facebook|zhihu|linkedin|slack-redir|reddit|proxy|ezp|idm\.oclc|remotexs|openathens|libproxy|webvpn|vpn)[^/]*\.
    | pdf\.js | /login\?
    """,
    re.VERBOSE | re.IGNORECASE,
)
"""Every trait that a rule below looks for in a text of plain signs; without one of them there is nothing to mend."""

_WRAPPERS: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    # host, path, parameters that hold the address
    (r"(?:www\.)?google\.[a-z.]{2,6}", "/url", ("q", "url")),
    (r"scholar\.google\.[a-z.]{2,6}", "/scholar_url", ("url",)),
    (r"translate\.google\.[a-z.]{2,6}", "/translate", ("u",)),
    (r"docs\.google\.com|drive\.google\.com", "/viewer(?:ng/viewer)?", ("url",)),
    (r"[lm]\.facebook\.com", r"/l\.php", ("u",)),
    (r"(?:www\.)?linkedin\.com", "/redir/redirect|/safety/go", ("url",)),
    (r"link\.zhihu\.com", "/?", ("target",)),
    (r"slack-redir\.net", "/link", ("url",)),
    (r"out\.reddit\.com", "/.*", ("url",)),
    (r"mozilla\.github\.io", r"/pdf\.js/web/viewer\.html", ("file",)),
    (r"(?:[\w-]+\.)*[\w-]*(?:proxy|ezp)[\w-]*(?:\.[\w-]+)+|login\.[\w.-]+", "/login", ("url", "qurl")),  # libraries
)
_WRAPPED = re.compile(
    "https?://(?:" + "|".join(f"(?:{host})(?::\\d+)?(?:{path})" for host, path, _ in _WRAPPERS) + r")\?(?P<query>.*)", re.DOTALL
)
_HOLDERS = tuple(dict.fromkeys(name for _, _, names in _WRAPPERS for name in names))

_PROXIED = re.compile(r"https?://(?P<label>[\w-]+)(?P<rest>\.[\w.-]+)(?P<path>[/?].*|$)", re.DOTALL)
_PROXY = re.compile(r"proxy|(?:^|\.)ezp|\bidm\.oclc\b|remotexs|openathens|\bweb?vpn|\bvpn", re.IGNORECASE)


def _inner(match: re.Match[str]) -> str:
    """The address that a redirect or a viewer carries."""
    held = parse_qs(match["query"])
    found = next((value for name in _HOLDERS for value in held.get(name, ()) if re.match(r"(?:https?:|www\.)", value)), None)
    return found.strip() if found else match[0]


def _behind_proxy(match: re.Match[str]) -> str:
    """Library proxies write the host before their own: `doi-org.ezproxy.x.edu`, `dl.acm.org.proxy.x.edu`, `0-dl-acm-org.proxy...`."""
    label, rest = match["label"], match["rest"]
    if not _PROXY.search(rest):
        return match[0]
    dashed = label.removeprefix("0-").replace("--", "\0").replace("-", ".").replace("\0", "-")
    dotted = f"{label}{_PROXY.split(rest)[0]}".rstrip(".")
    while dotted and not is_known(dotted):
        dotted = dotted.rpartition(".")[0]
    host = dashed if is_known(dashed) else dotted
    return f"https://{host}{match['path']}" if host else match[0]


def _one_slash(match: re.Match[str]) -> str:
    return re.sub("/{2,}", "/", match[0]) if is_known(match["host"]) else match[0]


def _half_width(match: re.Match[str]) -> str:
    return "".join(chr(ord(sign) - 0xFEE0) if "\uff01" <= sign <= "\uff5e" else sign for sign in match[0])


_PAIRS = {")": "(", "]": "[", "}": "{"}


def _balanced(match: re.Match[str]) -> str:
    """The text without closing brackets at its end that nothing opened: DOIs and PIIs may end with a bracket of their own."""
    text = match[0]
    while text and (opening := _PAIRS.get(text[-1])) and text.count(text[-1]) > text.count(opening):
        text = text[:-1]
    return text


_HOST = r"(?:[\w-]+\.)+[A-Za-z]{2,}"

RULES: tuple[Rule, ...] = tuple(
    Rule(why, re.compile(pattern, re.IGNORECASE | re.DOTALL), mend)
    for why, pattern, mend in (
        ("line breaks with the next line's indent, and marks nobody sees", r"[\t\r\n]\s*|[\u00ad\u200b-\u200f\u2060\ufeff]+", ""),
        ("blanks around the address, more than one within", r"^.*\s.*$", lambda m: " ".join(m[0].split())),
        ("opening quotes or brackets before the address", r"^[ <(\[{\"'“‘`*]+", ""),
        ("HTML's ampersand", r"&(?:amp|\#38|\#x26);", "&"),
        ("Markdown's escapes, as they are or percent-encoded", r"(?:\\|%5C)(?=[_*~\#&()\[\]{}.!+%-])", ""),
        ("a line break that some program wrote out, before another address", r"(?:\\|%5C)[nr](?=https?:)", " "),
        ("Chinese or Japanese punctuation ends an address of plain signs", r"^([\x21-\x7e]+)[，。；、！？”’』」》】].*$", r"\1"),
        ("full-width signs of an input method", r"^[\x21-\x7e]*[\uff01-\uff5e][\x21-\x7e\uff01-\uff5e]*$", _half_width),
        ("an address percent-encoded as a whole", r"^https?%3A(?:%2F|/).*$", lambda m: unquote(m[0])),
        ("a scheme before a scheme", r"^(?:https?:?/*(?:www\.)?)+(?=https?(?::|//))", ""),
        ("a scheme mistyped: `https:/x`, `https//x`, `ttps://x`, `http;//x`",
         rf"^(?!https?://\w)h*t+p+(s?)(?:[:;.]+ ?/*|//+) ?(?={_HOST})", r"http\1://"),
        ("an identifier in place of an address", r"^doi:\s*(?=10\.\d{4,9}/)|^(?=10\.\d{4,9}/\S)", "https://doi.org/"),
        ("an identifier in place of an address", r"^arxiv:\s*(?=\d{4}\.\d{4,5}(?:v\d+)?$)", "https://arxiv.org/abs/"),
        ("an address without its scheme", rf"^//(?={_HOST})", "https://"),
        ("an address without its scheme", rf"^(?=(?P<host>{_HOST})(?:[/?]|$))",
         lambda m: "https://" if _may_stand_alone(m["host"]) else ""),
        ("a redirect, viewer or log-in page around the address", _WRAPPED.pattern.join(("^", "$")), _inner),
        ("a resolver within a resolver",
         r"^(https?://(?:dx\.|www\.)?doi\.org/)(?:https?(?::|%3A)(?:/|%2F){1,2})?(?:(?:(?:dx\.|www\.)?doi\.org)(?:/|%2F)+|doi:\s*)", r"\1"),
        ("an archive, proxy or reader that writes the address after its own", r"^https?://[^?\#\s]*?/(?=https?:/)", ""),
        ("a second address glued to the first, with brackets or blanks between",
         r"(?<=\w)(?:\.pdf)?(?P<end>(?:[\s)\]}>,;|(\[{\"']|%20|%5[BD]|%7[BD]|%2[89]){1,8}https?:/.*$)",
         lambda m: m[0][: -len(m["end"])]),
        ("a second address glued to the first", r"(?<=[\w-])https?://.*$", ""),
        ("what follows the address after a blank: a title in quotes or a remark in brackets", r" [\"'“(].*$", ""),
        ("blanks within a file's name", r"(?<=.) (?=.)", "%20"),
        ("a library's proxy before the host", _PROXIED.pattern.join(("^", "$")), _behind_proxy),
        ("doubled slashes, where it is known that they mean nothing", rf"(?<=://)(?P<host>{_HOST})(?=/)[^?\#]*//[^?\#]*", _one_slash),
        ("letters after an arXiv number, which ends with a digit",
         r"^(https?://(?:[\w-]+\.)?arxiv\.org/(?:abs|pdf)/\d{4}\.\d{4,5}(?:v\d{1,2})?)(?!v\d)[a-z]+$", r"\1"),
        ("a keystroke after .pdf", r"(?<=\.pdf)(?:\d{1,2}|&embed)$", ""),
        ("punctuation, quotes, emphasis and escapes of the sentence around it",
         r"(?:[\s,;:<>\"“”‘’`|\\^{\[(]|%(?:5C|22|7B|5B|3C|3E|20|E2%80%9[89CD]|EF%BC%8[89C]|E3%80%8[0-2])|&(?:amp;?)?){1,64}$", ""),
        ("punctuation of the sentence around it, not after initials (a project is called E.T.) nor in a wiki",
         r"^((?:(?!/wiki/).)*?(?<!\b\w\.\w))[.!'*]+$", r"\1"),
        ("closing brackets of the sentence around it", r"^.*[)\]}]$", _balanced),
        ("a closing bracket of the sentence around it, percent-encoded", r"^([^{\[]*?)(?:%7D|%5D){1,64}$", r"\1"),
    )
)  # fmt: skip
"""In the order in which they are tried."""


def _may_stand_alone(host: str) -> bool:
    return host.lower().startswith("www.") or is_known(host)
