"""Hosts of code: how to ask whether a repository is there, and what the answer says."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from urllib.parse import quote

from pipeline.evidence import Evidence, Standing
from pipeline.identify import code, code_key
from pipeline.models import Ask, Identifier, Lookup, Model, Outcome, Response


class Host(Model):
    """A host whose documented API describes a repository, and follows those that were renamed."""

    scheme: str
    """Of its repositories' identifiers; the source of its lookups bears the same name."""
    api: str
    """Address of the description."""
    slash: str
    """What may stand unquoted in the name within that address."""
    field: str
    """Of the description: the present name, owner included."""
    page: str
    """What people open."""

    def ask(self, lookup: Lookup) -> Ask:
        """One repository: neither host answers for several without a key."""
        name = Identifier.parse(lookup.value).value
        return Ask(lookups=(lookup,), url=self.api.format(quote(name, safe=self.slash)), expects="json")

    def present_name(self, response: Response) -> str | None:
        """None where the answer is no description of a repository."""
        try:
            told = json.loads(response.body)
        except ValueError:
            return None
        name = told.get(self.field) if isinstance(told, dict) else None
        return name if isinstance(name, str) and _NAME.fullmatch(name) else None


_NAME = re.compile(r"[\w.-]+(?:/[\w.-]+)+", re.ASCII)

HOSTS: Mapping[str, Host] = {
    host.scheme: host
    for host in (
        # https://docs.github.com/en/rest/repos/repos#get-a-repository: 301 for one that was renamed
        Host(
            scheme="github", api="https://api.github.com/repos/{}", slash="/", field="full_name", page="https://github.com/{}",
        ),
        # https://docs.gitlab.com/api/projects/: the whole path is one segment
        Host(
            scheme="gitlab", api="https://gitlab.com/api/v4/projects/{}", slash="", field="path_with_namespace",
            page="https://gitlab.com/{}",
        ),
    )
}  # fmt: skip


def lookups(urls: Iterable[str]) -> tuple[Lookup, ...]:
    """A question for every repository that these addresses are in, each once, in their order."""
    repositories = (repository for url in urls if (repository := code(url)) and repository.scheme in HOSTS)
    return tuple(dict.fromkeys(Lookup(source=r.scheme, by="id", value=code_key(r)) for r in repositories))


def moved(evidence: Evidence, standings: Mapping[Lookup, Standing]) -> dict[str, str]:
    """Repository as it was asked for (`github:owner/name`, lower case) → page of the same one under its present name."""
    found = ((lookup, _name(evidence, lookup, standing)) for lookup, standing in standings.items() if lookup.source in HOSTS)
    return {
        lookup.value: HOSTS[lookup.source].page.format(name)
        for lookup, name in found
        if name and code_key(Identifier(scheme=lookup.source, value=name)) != lookup.value
    }


def _name(evidence: Evidence, lookup: Lookup, standing: Standing) -> str | None:
    response = evidence.response(standing.found) if standing.found is not None and standing.outcome is not Outcome.NOT_FOUND else None
    return HOSTS[lookup.source].present_name(response) if response else None
