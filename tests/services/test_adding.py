"""Folders are taken in whole, addresses each once, and what is no address is refused in words."""

import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.core.work import Work
from desktop.services import adding
from desktop.services.adding import NoFiles, Source, TooManyFiles, addresses_in, sources_of
from desktop.services.vaults import AgeAnswer, Said, Vault, Where
from tests.vault.vaults import new_vault


@pytest.fixture
def vault(tmp_path: Path):
    with new_vault(tmp_path / "vault") as made:
        yield made


def test_a_folder_gives_all_its_files_and_none_of_the_systems(tmp_path: Path) -> None:
    folder = tmp_path / "folder"
    (folder / "b").mkdir(parents=True)
    for name in ("a.jpg", "b/c.txt", ".DS_Store", "Thumbs.db", "b/.hidden"):
        (folder / name).write_bytes(b"x")
    (folder / "loop").symlink_to(folder)
    os.mkfifo(folder / "pipe")

    assert [source.name for source in sources_of([folder, folder / "a.jpg"])] == ["a.jpg", "c.txt", "a.jpg"]


def test_folders_without_files_or_with_too_many_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(NoFiles):
        sources_of([tmp_path])
    for number in range(3):
        (tmp_path / str(number)).write_bytes(b"x")
    monkeypatch.setattr(adding, "_MOST_FILES", 2)
    with pytest.raises(TooManyFiles):
        sources_of([tmp_path])
    assert [source.name for source in sources_of([tmp_path / "a\0b"])] == ["a\0b"]


def test_files_are_added_and_one_that_fails_ends_nothing(vault: Vault, tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"a")
    sources = [Source("a", tmp_path / "a"), Source("none", tmp_path / "none"), Source("pasted", b"bytes")]

    added = adding.add_files(vault, sources, Where(), AgeAnswer.ADULT, Work(), said=Said(tags=("x",)))

    assert [(item.name, item.said.tags) for item in added.items] == [("a", ("x",)), ("pasted", ("x",))]
    assert [(name, error.code) for name, error in added.failed] == [("none", "file_missing")]


def test_addresses_are_found_one_a_line_each_once() -> None:
    text = "\ufeffhttps://example.org/1\r\n\r\n  example.org/2  \nwww.예시.한국/방\nhttps://example.org/1\n"
    text += "여기요: https://example.net/x). 그리고 http://b.example/y\ntg://resolve?domain=room"

    found = addresses_in(text)

    assert found.found == (
        "https://example.org/1",
        "https://example.org/2",
        "https://www.예시.한국/방",
        "https://example.net/x",
        "http://b.example/y",
        "tg://resolve?domain=room",
    )
    assert found.refused == ()


@pytest.mark.parametrize(
    "line",
    [
        "just words",
        "javascript:alert(1)",
        "file:///etc/passwd",
        "data:text/html,x",
        "https://",
        "room7",
        "https://example.org/\x1b[31m",
        "x" * 8_001,
        "1.5",
        "…",
    ],
)
def test_what_is_no_address_is_refused_in_words(line: str) -> None:
    found = addresses_in(f"https://example.org\n{line}")

    assert found.found == ("https://example.org",)
    assert len(found.refused) == 1
    assert str(found.refused[0].why)
    assert "\x1b" not in found.refused[0].line


@given(st.text())
def test_any_text_is_found_or_refused_line_by_line(text: str) -> None:
    found = addresses_in(text)

    assert all(address.strip() == address and address for address in found.found)


def test_an_address_that_is_there_is_not_added_again(vault: Vault) -> None:
    first = adding.add_links(vault, ["https://example.org/1", "https://example.org/2"], Where(), AgeAnswer.NOT_ASKED, Work())
    again = adding.add_links(vault, ["https://example.org/2", "https://example.org/3"], Where(), AgeAnswer.NOT_ASKED, Work())

    assert len(first.items) == 2
    assert ([item.where.url for item in again.items], again.known) == (["https://example.org/3"], ("https://example.org/2",))
