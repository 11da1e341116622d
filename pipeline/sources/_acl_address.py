"""Addresses of the ACL Anthology, at its present and its former homes."""

from __future__ import annotations

import re

from pipeline.sources._address import address

_HOMES = {
    "aclanthology.org": "",
    "aclanthology.info": "(?:/papers|/pdf)?",
    "aclanthology.coli.uni-saarland.de": "(?:/papers|/pdf)?",
    "anthology.aclweb.org": "",
    "aclweb.org": "/anthology",
}
"""Hosts without `www.` and the folder of their papers; all but the first are former homes."""

_FOLDERS = r"(?:/papers)?(?:/[A-Z]/[A-Z]\d\d(?:-\d)?)?"
"""Folders that the former homes put before the paper: /P/P18/, /papers/P/P19/."""
_OLD = r"[A-Z]\d{2}-\d{4}"
_NEW = r"\d{4}\.[a-z0-9]+-[a-z0-9]+\.[1-9]\d{0,3}"
_NEW_VOLUME = r"\d{4}\.[a-z0-9]+-[a-z0-9]+\.0"
_NUMBER = rf"(?P<id>{_OLD}|{_NEW}|{_NEW_VOLUME})"
_PATHS = {
    host: re.compile(rf"{home}{_FOLDERS}/{_NUMBER}(?:v\d+)?(?:/(?i:(?P=id)))?(?:\.pdf[^a-z/]{{0,4}})?/?", re.ASCII)
    for host, home in _HOMES.items()
}
_FRONT_MATTER = re.compile(rf"W\d\d-\d\d00|[A-VX-Z]\d\d-\d000|{_NEW_VOLUME}", re.ASCII)
"""Whole volumes: of four digits the first is the volume, at workshops the first two."""

_VALUE = re.compile(rf"{_OLD}|{_NEW}", re.ASCII)
_SITE = "https://aclanthology.org"


def number(url: str) -> str | None:
    """What the Anthology calls a paper or a whole volume: `2021.naacl-main.208`, until 2019 `N04-1001`. Events and attachments have none.

    >>> number("http://aclweb.org/anthology/D/D15/D15-1176.pdf"), number("https://aclanthology.org/2021.acl-long.0/")
    ('D15-1176', '2021.acl-long.0')
    """
    at = address(url)
    hit = _PATHS[at.host].fullmatch(at.path.strip()) if at and at.host in _PATHS else None
    return hit["id"] if hit else None


def paper(url: str) -> str | None:
    """The number of a paper; a volume is none.

    >>> paper("https://aclanthology.org/P18-1001/"), paper("https://aclanthology.org/P18-1000/")
    ('P18-1001', None)
    """
    found = number(url)
    return None if found is None or _FRONT_MATTER.fullmatch(found) else found


def landing(value: str) -> str | None:
    """Address of the page of a number."""
    return f"{_SITE}/{value}/" if _VALUE.fullmatch(value) else None


def pdf(value: str) -> str | None:
    return f"{_SITE}/{value}.pdf" if _VALUE.fullmatch(value) else None
