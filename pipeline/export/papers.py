"""One entry of a list with all that is known about its work: what every export is made of, and the JSON Schema of papers.json."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated

from pydantic import AwareDatetime, BeforeValidator, Field, JsonValue, TypeAdapter

from pipeline.export.plain import web_address
from pipeline.models import Model

SCHEMA_DIALECT = "https://json-schema.org/draft/2020-12/schema"

Address = Annotated[str | None, BeforeValidator(web_address)]
"""What is no address of the web is not known."""


def _is_none(value: object) -> bool:
    return value is None


class Author(Model):
    """A name as written on the work, not the person behind it."""

    given: str | None = Field(description="Given names or initials; null for a group or a single name.")
    family: str = Field(description="Family name with its particles; the whole name of a group.")
    suffix: str | None = Field(default=None, exclude_if=_is_none, description="Jr., III; absent for most.")
    orcid: str | None = Field(default=None, exclude_if=_is_none, description="ORCID; absent where no source gives it.")

    @property
    def name(self) -> str:
        return " ".join(part for part in (self.given, self.family, self.suffix) if part)


class Version(Model):
    """A manifestation of the work."""

    kind: str = Field(description="preprint, proceedings, journal or other.")
    title: str | None
    venue: str | None
    year: int | None
    url: Address = Field(description="Page of this version.")
    identifiers: tuple[str, ...] = Field(description="Each as scheme:value, sorted.")
    source: str = Field(description="Who says so.")


class Origin(Model):
    """Where a value comes from."""

    source: str = Field(description="Name of the source; list for the reading list itself.")
    url: Address = Field(description="Page about the work that the source names; null where it names none.")
    since: str | None = Field(description="Day (UTC) on which this value was first published, YYYY-MM-DD.")


class Paper(Model):
    """One entry of a reading list; null where nothing is known."""

    list: str = Field(description="Name of the list.")
    line: int = Field(description="First source line of the entry, from 1.")
    section: str | None = Field(description="Innermost heading; null before the first heading.")
    section_path: tuple[str, ...] = Field(description="Enclosing headings, outermost first.")
    position: int = Field(description="Place among the entries of the list, from 1.")
    listed_title: str | None = Field(description="Title as listed.")
    listed_url: str | None = Field(description="Address that the list offers as the paper, verbatim.")
    status: str = Field(description="complete, pending (a question is still due) or partial (nothing is left to ask).")
    missing: tuple[str, ...] = Field(description="Names of the fields that are not known.")
    work_id: str = Field(description="Identifier of the work; two entries of one work have the same.")
    title: str | None
    authors: tuple[Author, ...] | None = Field(description="In order.")
    first_author: str | None
    venue: str | None = Field(description="Short name of the series, such as CVPR.")
    container_title: str | None = Field(description="Full name of the proceedings or journal.")
    type: str | None = Field(description="Kind of publication in the words of CSL, such as paper-conference.")
    year: int | None
    issued: str | None = Field(description="Day of publication as far as known: YYYY, YYYY-MM or YYYY-MM-DD.")
    abstract: str | None
    doi: str | None = Field(description="In lower case, without a resolver.")
    arxiv_id: str | None = Field(description="Without its version.")
    url: Address = Field(description="Landing page.")
    pdf_url: Address
    code_url: Address = Field(description="First link of the entry that leads to code.")
    project_url: Address = Field(description="First link of the entry that leads to a project page.")
    preprint_url: Address
    published_url: Address
    sources: tuple[str, ...] = Field(description="Sources of the values of this entry, sorted.")
    updated_at: AwareDatetime | None = Field(description="UTC; when a value last changed, to the day.")
    identifiers: Mapping[str, tuple[str, ...]] = Field(description="Values of every identifier of the work, by scheme.")
    versions: tuple[Version, ...]
    provenance: Mapping[str, Origin] = Field(description="For every known field: who says so and since when.")


def schema(without: frozenset[str] = frozenset()) -> Mapping[str, JsonValue]:
    """JSON Schema of papers.json; `without` names the fields that were left out."""
    whole = TypeAdapter(tuple[Paper, ...]).json_schema(mode="serialization")
    paper = whole["$defs"]["Paper"]
    paper["properties"] = {name: value for name, value in paper["properties"].items() if name not in without}
    paper["required"] = [name for name in paper["required"] if name not in without]
    return {"$schema": SCHEMA_DIALECT, "title": "papers.json", **whole}
