"""Identifiers of different sites that one rule tells to be of one work."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import NamedTuple

from pipeline.identify.addresses import canonical
from pipeline.identify.table import table
from pipeline.models import Identifier
from pipeline.sources import registry
from pipeline.sources._arxiv_id import arxiv_id


class Rule(NamedTuple):
    """Identifiers that match `pattern` are also `other`."""

    scheme: str
    pattern: re.Pattern[str]
    other: Callable[[re.Match[str]], Identifier | None]
    why: str


def same(identifier: Identifier) -> frozenset[Identifier]:
    """Every other identifier that a rule tells to be of the same work, itself not among them.

    >>> sorted(map(str, same(Identifier.parse("ijcai:2023/470"))))
    ['doi:10.24963/ijcai.2023/470']
    """
    found = {other for rule in RULES if rule.scheme == identifier.scheme and (other := _applied(rule, identifier.value))}
    return frozenset(found | _page(identifier)) - {identifier}


def _applied(rule: Rule, value: str) -> Identifier | None:
    match = rule.pattern.fullmatch(value)
    return rule.other(match) if match else None


def _page(identifier: Identifier) -> set[Identifier]:
    """The landing page, for the general reader, of a scheme whose site has no source of its own; an index may answer it besides."""
    template = table().landing.get(identifier.scheme)
    if template is None or any(identifier.scheme in one.schemes for one in registry().values() if one.kind != "index"):
        return set()
    return {Identifier(scheme="url", value=canonical(template.format(identifier.value, *identifier.value.split("/"))))}


def _template(scheme: str, template: str) -> Callable[[re.Match[str]], Identifier]:
    return lambda match: Identifier(scheme=scheme, value=match.expand(template))


def _arxiv(match: re.Match[str]) -> Identifier | None:
    number = arxiv_id(".".join(match.groups()))
    return Identifier(scheme="arxiv", value=number) if number else None


def _acl(match: re.Match[str]) -> Identifier:
    """Old ids begin with a capital letter, new ones are written small; DOIs ignore letter case, so it is restored."""
    own = match[1]
    return Identifier(scheme="acl", value=own.upper() if re.match(r"[a-z]\d", own) else own)


def _rss(match: re.Match[str]) -> Identifier:
    volume, paper = int(match[1]), int(match[2])
    return Identifier(scheme="doi", value=f"10.15607/rss.{2004 + volume}.{_roman(volume)}.{paper:03}")


_OLD_ACL = r"[PDNESKWQCJ]\d{2}-\d{4}"
_NEW_ACL = r"20\d{2}\.[a-z0-9_]+-[a-z0-9_]+\.[1-9]\d*"

RULES: tuple[Rule, ...] = tuple(
    Rule(scheme, re.compile(pattern), other, why)
    for scheme, pattern, other, why in (
        ("doi", r"10\.48550/arxiv\.(\d{4}\.\d{4,5})", _arxiv, "arXiv mints them from its own numbers"),
        ("doi", r"10\.48550/arxiv\.([a-z-]+/\d{7})", _arxiv, "the same, for numbers of the old style"),
        ("arxiv", r"(.+)", _template("doi", r"10.48550/arxiv.\1"), "minted for every arXiv number, old ones included, in 2022"),
        ("dblp", r"journals/corr/abs-(\d{4})-(\d{5})", _arxiv, "dblp's keys for CoRR are made of the arXiv number"),
        ("ijcai", r"(20(?:1[7-9]|[2-9]\d)/\d+)", _template("doi", r"10.24963/ijcai.\1"), "minted since 2017"),
        ("doi", r"10\.24963/ijcai\.(20(?:1[7-9]|[2-9]\d)/\d+)", _template("ijcai", r"\1"), "the same"),
        ("doi", rf"10\.18653/v1/((?i:{_OLD_ACL})|{_NEW_ACL})", _acl, "ACL mints them from the Anthology's ids"),
        ("doi", rf"10\.3115/v1/((?i:{_OLD_ACL}))", _acl, "the prefix that ACL used for 2014 and 2015"),
        ("acl", r"([PDNKS]1[6-9]-\d{4})", lambda m: Identifier(scheme="doi", value=f"10.18653/v1/{m[1].lower()}"),
         "main volumes and SemEval of 2016 to 2019 have them; C (COLING), L (LREC), E and many workshops (W) do not"),
        ("acl", r"([PDN]14-\d{4}|[PN]15-\d{4})", lambda m: Identifier(scheme="doi", value=f"10.3115/v1/{m[1].lower()}"),
         "ACL, EMNLP and NAACL of 2014, ACL and NAACL of 2015 stand under the older prefix"),
        ("acl", r"(20\d{2}\.(?:acl|emnlp|naacl|eacl|findings)-[a-z]+\.[1-9]\d*)", _template("doi", r"10.18653/v1/\1"),
         "ACL, EMNLP, NAACL, EACL and Findings since 2020"),
        ("doi", r"10\.1609/aaai\.v\d+i\d+\.(\d+)", _template("aaai", r"\1"), "AAAI's DOIs end with the article's number at its site"),
        ("doi", r"10\.1609/(icwsm|icaps|hcomp|aiide|socs|aies)\.v\d+i\d+\.(\d+)",
         lambda m: Identifier(scheme="aaai", value=f"{m[1].upper()}/{m[2]}"), "the same, for the journals beside it"),
        ("doi", r"10\.1613/jair\.1\.(\d{5,})", _template("jair", r"\1"), "JAIR's DOIs since 2018 are made of the article's number"),
        ("jair", r"(1[2-9]\d{3}|[2-9]\d{4})", _template("doi", r"10.1613/jair.1.\1"),
         "the same; numbers below 12000 are those of articles that were brought over from the old site as well"),
        ("doi", r"10\.1145/(?:\d+\.)?(\d{5,8})", _template("acm", r"\1"), "ACM's DOIs end with the number of its old addresses"),
        ("bmvc", r"2022/(\d+)", _template("url", r"https://bmvc2022.mpi-inf.mpg.de/\1/"), "the one year whose page a number leads to"),
        ("rss", r"(\d+)/(\d+)", _rss,
         "Robotics: Science and Systems I was in 2005; volume in Roman, paper in three digits"),
    )
)  # fmt: skip


_NUMERALS = ((100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))


def _roman(number: int) -> str:
    """
    >>> _roman(19)
    'xix'
    """
    text = ""
    for worth, sign in _NUMERALS:
        count, number = divmod(number, worth)
        text += sign * count
    return text
