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
_PATHS = {
    host: re.compile(rf"{home}{_FOLDERS}/(?P<id>{_OLD}|{_NEW})(?:v\d+)?(?:/(?i:(?P=id)))?(?:\.pdf[^a-z/]{{0,4}})?/?", re.ASCII)
    for host, home in _HOMES.items()
}
_FRONT_MATTER = re.compile(r"W\d\d-\d\d00|[A-VX-Z]\d\d-\d000", re.ASCII)
"""Whole volumes: of four digits the first is the volume, at workshops the first two."""

VALUE = re.compile(rf"{_OLD}|{_NEW}", re.ASCII)


def paper(url: str) -> str | None:
    """`2021.naacl-main.208`, until 2019 `N04-1001`. Volumes (`P18-1000`, `2021.acl-long.0`), events and attachments are not papers.

    >>> paper("http://aclweb.org/anthology/D/D15/D15-1176.pdf"), paper("https://aclanthology.org/P18-1000/")
    ('D15-1176', None)
    """
    at = address(url)
    hit = _PATHS[at.host].fullmatch(at.path.strip()) if at and at.host in _PATHS else None
    return None if hit is None or _FRONT_MATTER.fullmatch(hit["id"]) else hit["id"]
