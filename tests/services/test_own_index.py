"""The index of own photos in a vault: the second time only what changed is read."""

import os
import shutil
from pathlib import Path

import pytest

from desktop.core import places
from desktop.core.work import Work
from desktop.media.decoder import Decoder
from desktop.services import own_index
from desktop.services.matching import find_source
from desktop.vault.aside import FILE_NAME
from tests.vault.vaults import new_vault

SAMPLES = places.resources() / "samples"


@pytest.fixture
def photos(tmp_path: Path) -> Path:
    folder = tmp_path / "photos"
    folder.mkdir()
    for name in ("cat.jpg", "portrait.jpg"):
        shutil.copy(SAMPLES / "own-photos" / name, folder)
    return folder


@pytest.fixture
def decoded(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """The sizes of the files that were decoded."""
    sizes: list[int] = []
    read = Decoder.read

    def counted(self: Decoder, untrusted: bytes, **options: object) -> object:
        sizes.append(len(untrusted))
        return read(self, untrusted, **options)

    monkeypatch.setattr(Decoder, "read", counted)
    return sizes


def test_only_new_and_changed_photos_are_read_again(tmp_path: Path, photos: Path, decoded: list[int]) -> None:
    with new_vault(tmp_path / "vault") as vault:
        first = own_index.index_photos_kept(photos, vault, Work())
        assert own_index.is_kept(vault)
        decoded.clear()
        shutil.copy(SAMPLES / "own-photos" / "coffee.jpg", photos)
        os.utime(photos / "cat.jpg", (1, 1))

        second = own_index.index_photos_kept(photos, vault, Work())

        assert sorted(decoded) == sorted((photos / name).stat().st_size for name in ("cat.jpg", "coffee.jpg"))
        assert (first.count, second.count) == (2, 3)
        assert find_source(SAMPLES / "composite.jpg", second, Work())[0].path == photos / "portrait.jpg"


def test_a_damaged_index_is_made_anew_and_one_that_is_not_wanted_is_removed(tmp_path: Path, photos: Path) -> None:
    with new_vault(tmp_path / "vault") as vault:
        own_index.index_photos_kept(photos, vault, Work())
        path = vault.folder / FILE_NAME
        content = bytearray(path.read_bytes())
        content[-1000] ^= 1
        path.write_bytes(content)

        assert own_index.index_photos_kept(photos, vault, Work()).count == 2

        own_index.forget(vault)
        assert not own_index.is_kept(vault)
