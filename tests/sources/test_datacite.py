"""DataCite: arXiv's DOIs one by one, and the DOIs of archives that only it knows."""

from __future__ import annotations

from typing import Any

import pytest

from pipeline.models import NotAPage, NotFound, Record
from pipeline.sources.datacite import source
from tests.sources.answering import by_id, known, one_record, read, saved, wanted


def record(**attributes: Any) -> Record:
    [asked] = by_id(source, "doi:10.5281/zenodo.1")
    return one_record(read(source, [asked], {"data": {"attributes": {"doi": "10.5281/zenodo.1", **attributes}}})[asked])


def test_arxiv_ids_are_asked_by_arxivs_doi() -> None:
    urls = [source.ask([one]).url for one in by_id(source, "arxiv:2311.16162", "arxiv:hep-th/9901001", "doi:10.5281/zenodo.48440")]

    assert [url.removeprefix("https://api.datacite.org/dois/") for url in urls] == [
        "10.48550/arxiv.2311.16162", "10.48550/arxiv.hep-th/9901001", "10.5281/zenodo.48440",
    ]  # fmt: skip


def test_dois_of_crossref_are_not_asked_for() -> None:
    work = known("arxiv:2311.16162", "doi:10.1109/5.771073", "doi:10.5281/zenodo.48440", title="A")

    assert wanted(source, work) == [("id", "arxiv:2311.16162"), ("id", "doi:10.5281/zenodo.48440")]


@pytest.mark.parametrize(
    ("creator", "person"),
    [
        ({"name": "Yin, Hui", "familyName": "Yin", "givenName": "Hui"}, {"family": "Yin", "given": "Hui"}),
        ({"name": "Yin, Hui"}, {"family": "Yin", "given": "Hui"}),
        ({"name": "Anton Welch"}, {"family": "Welch", "given": "Anton"}),
        ({"name": "Max Planck Society, Munich", "nameType": "Organizational"}, {"family": "Max Planck Society, Munich"}),
        ({"name": "Aristotle"}, {"family": "Aristotle"}),
        ({"name": "<i>Yin</i>, Hui"}, {"family": "Yin", "given": "Hui"}),
    ],
)
def test_creators_are_people_and_groups(creator: dict[str, str], person: dict[str, str]) -> None:
    assert record(creators=[creator]).clean("authors") == [person]


def test_the_publishers_doi_is_a_version_and_a_reference_is_not() -> None:
    [asked] = by_id(source, "arxiv:2311.16162")

    found = one_record(read(source, [asked], saved("datacite/arxiv.json"))[asked])

    assert {str(one) for one in found.identifiers} == {"arxiv:2311.16162", "doi:10.1000/journal.1"}


@pytest.mark.parametrize(
    ("body", "status", "verdict"),
    [
        pytest.param({"errors": [{"status": "404", "title": "The resource you are looking for doesn't exist."}]}, 404, NotFound, id="404"),
        pytest.param(b"<html></html>", 404, NotAPage, id="somebody else's 404"),
        pytest.param({"data": {"attributes": {"doi": "10.5281/zenodo.2"}}}, 200, NotFound, id="another work"),
        pytest.param({"data": None}, 200, NotAPage, id="null"),
        pytest.param({"errors": [{"status": "429"}]}, 429, NotAPage, id="too many"),
        pytest.param(b"", 200, NotAPage, id="nothing"),
    ],
)
def test_what_is_not_the_work_gives_an_outcome(body: Any, status: int, verdict: type) -> None:
    [asked] = by_id(source, "doi:10.5281/zenodo.1")

    assert type(read(source, [asked], body, status)[asked]) is verdict
