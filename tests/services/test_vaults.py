"""The service offers what its callers were promised."""

import inspect
from pathlib import Path

import numpy as np
import pytest

from desktop.core.work import Work
from desktop.media.encode import to_png
from desktop.services import vaults
from desktop.services.vaults import AgeAnswer, Where
from tests.vault.vaults import add, new_vault


def test_everything_that_is_offered_is_there() -> None:
    for name in vaults.__all__:
        assert hasattr(vaults, name)


def test_errors_of_a_vault_have_words_and_a_code_of_their_own() -> None:
    errors = [thing for name in vaults.__all__ if inspect.isclass(thing := getattr(vaults, name)) and issubclass(thing, Exception)]

    assert len({error.code for error in errors}) == len(errors) > 15


def picture(seed: int = 1) -> bytes:
    across, down = np.meshgrid(np.linspace(0, 6, 320), np.linspace(0, 5, 240))
    bands = np.stack([np.sin(across * seed + down), np.cos(across - down * 2), np.sin(across * down)], axis=-1)
    return to_png(((bands + 1) * 127).astype(np.uint8))


def test_a_picture_gets_a_perceptual_hash_and_its_type_by_content(tmp_path: Path) -> None:
    with new_vault(tmp_path / "vault") as vault:
        item = add(vault, picture(), "misnamed.txt")
        other = add(vault, picture(2), "other.png")

    assert len(bytes.fromhex(item.pdq)) == 32
    assert item.media_type == other.media_type == "image/png"
    assert item.pdq != other.pdq


@pytest.mark.parametrize("content", [b"", b"\xff\xd8\xff broken", b"\x89PNG\r\n\x1a\n" * 100, b"plain text"])
def test_what_cannot_be_decoded_is_kept_all_the_same(tmp_path: Path, content: bytes) -> None:
    with new_vault(tmp_path / "vault") as vault:
        item = add(vault, content, "photo.jpg")

        assert item.pdq == ""
        assert vault.read(item.id, Work()) == content


def test_no_perceptual_hash_is_made_where_nothing_may_be_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise AssertionError("a picture was decoded")

    monkeypatch.setattr("desktop.vault.looks.Looker.look", refuse)

    with new_vault(tmp_path / "vault") as vault:
        assert vault.add_file(picture(), "photo.png", Where(), AgeAnswer.NOT_SURE, Work()).pdq == ""
