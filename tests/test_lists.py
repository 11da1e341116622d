"""Which lists there are, and what the command line may call them."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.errors import UsageError
from pipeline.lists import ListSource, configured, given, raw_address, remembered, repo_urls


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "lists.toml").write_text('[[list]]\nname = "mim"\npath = "mim.md"\nrepo = "owner/survey"\n')
    (tmp_path / "mim.md").write_text("# MIM\n")
    (tmp_path / "other.md").write_text("# Other\n")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_paths_count_from_the_folder_of_the_file(folder: Path) -> None:
    (source,) = configured(folder / "lists.toml")

    assert source.path == folder / "mim.md"
    assert source.urls[0] == "https://raw.githubusercontent.com/owner/survey/HEAD/README.md"


def test_a_project_without_lists_file_has_none(tmp_path: Path) -> None:
    assert configured(tmp_path / "lists.toml") == ()


@pytest.mark.parametrize(
    ("text", "says"),
    [
        pytest.param("[[list]\n", "not TOML", id="no TOML"),
        pytest.param('[[list]]\nname = "x"\n', "says not where", id="no address"),
        pytest.param('[[list]]\nname = "x"\npath = 3\n', "as text", id="path is no text"),
        pytest.param('[[list]]\nname = "x"\npath = "a"\n[[list]]\nname = "x"\npath = "b"\n', "two lists", id="a name twice"),
    ],
)
def test_a_file_that_cannot_be_read_says_what_would_have_worked(tmp_path: Path, text: str, says: str) -> None:
    (tmp_path / "lists.toml").write_text(text)

    with pytest.raises(UsageError, match=says):
        configured(tmp_path / "lists.toml")


@pytest.mark.parametrize(
    ("word", "name", "address"),
    [
        pytest.param("other.md", "other", "other.md", id="a path"),
        pytest.param(
            "someone/awesome-things",
            "awesome-things",
            "https://raw.githubusercontent.com/someone/awesome-things/HEAD/README.md",
            id="owner/repo",
        ),
        pytest.param("https://example.org/lists/papers.md", "papers", "https://example.org/lists/papers.md", id="an address"),
        pytest.param(
            "https://github.com/a/b/blob/main/doc/README.md",
            "doc",
            "https://raw.githubusercontent.com/a/b/main/doc/README.md",
            id="a page of GitHub",
        ),
    ],
)
def test_a_word_that_is_new_becomes_a_list(folder: Path, word: str, name: str, address: str) -> None:
    known = configured(folder / "lists.toml")

    (chosen,), (new,) = given([word], known)

    assert chosen == new
    assert chosen.name == name
    assert chosen.address.endswith(address)


@pytest.mark.parametrize("word", ["mim", "owner/survey", "https://github.com/owner/survey"])
def test_a_known_list_is_found_by_name_and_address(folder: Path, word: str) -> None:
    known = configured(folder / "lists.toml")

    (chosen,), new = given([word], known)

    assert (chosen.name, new) == ("mim", ())


def test_a_name_that_is_taken_gets_a_number(folder: Path) -> None:
    (folder / "sub").mkdir()
    (folder / "sub" / "mim.md").write_text("# x\n")

    (chosen,), _ = given(["sub/mim.md"], configured(folder / "lists.toml"))

    assert chosen.name == "mim-2"


def test_a_word_that_is_nothing_says_what_would_have_worked(folder: Path) -> None:
    with pytest.raises(UsageError, match="owner/repo"):
        given(["nothing.md"], configured(folder / "lists.toml"))


def test_remembered_lists_come_back_by_their_address(folder: Path) -> None:
    sources = remembered({"a": "o/r", "b": "https://x.org/l.md", "c": str(folder / "other.md")})

    assert sources == (
        ListSource(name="a", urls=repo_urls("o/r")),
        ListSource(name="b", urls=("https://x.org/l.md",)),
        ListSource(name="c", path=folder / "other.md"),
    )


def test_an_address_elsewhere_stays_as_it_is() -> None:
    assert raw_address("https://gitlab.com/a/b/-/blob/main/README.md") == "https://gitlab.com/a/b/-/blob/main/README.md"


def test_a_repository_given_before_is_the_same_list_again(folder: Path) -> None:
    (first,), _ = given(["o/r"], ())
    known = remembered({first.name: first.address})

    for word in ("o/r", "https://github.com/o/r"):
        (chosen,), new = given([word], known)

        assert (chosen.urls, new) == (repo_urls("o/r"), ())
