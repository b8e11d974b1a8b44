"""On every way in: the bytes are kept exactly, with all hashes; what is there already is linked; of someone under 18 nothing is kept."""

import base64
import hashlib
from collections.abc import Callable
from pathlib import Path

import pytest

from desktop.core.work import Work
from desktop.services import adding, importing
from desktop.services.adding import Source
from desktop.services.importing import Choice
from desktop.services.vaults import AgeAnswer, Item, RelationKind, Vault, Where
from tests.ingest import ways
from tests.vault.vaults import new_vault, problems_of

Take = Callable[[Vault, Path, bytes, AgeAnswer], Item]


def _file(vault: Vault, folder: Path, content: bytes, age: AgeAnswer) -> Item:
    folder.mkdir(parents=True)
    (folder / "photo.jpg").write_bytes(content)
    return adding.add_files(vault, [Source("photo.jpg", folder / "photo.jpg")], Where(), age, Work()).items[0]


def _folder(vault: Vault, folder: Path, content: bytes, age: AgeAnswer) -> Item:
    (folder / "within").mkdir(parents=True)
    (folder / "within" / "photo.jpg").write_bytes(content)
    return adding.add_files(vault, adding.sources_of([folder]), Where(), age, Work()).items[0]


def _clipboard(vault: Vault, _folder: Path, content: bytes, age: AgeAnswer) -> Item:
    return adding.add_files(vault, [Source("Pasted picture", content)], Where(), age, Work()).items[0]


def _export(name: str) -> Take:
    def take(vault: Vault, folder: Path, content: bytes, age: AgeAnswer) -> Item:
        wanted = hashlib.sha256(content).hexdigest()
        taken = importing.take_in(vault, ways.EXPORTS[name](folder, content), Choice(age), Work())
        return next(item for item in taken.items if item.sha256 == wanted)

    return take


WAYS: dict[str, Take] = {"file": _file, "folder": _folder, "clipboard": _clipboard, **{name: _export(name) for name in ways.EXPORTS}}


def objects_in(vault: Vault) -> list[bytes]:
    return [path.read_bytes() for path in (vault.folder / "objects").iterdir()]


@pytest.mark.parametrize("way", WAYS)
def test_bytes_are_exact_all_hashes_are_recorded_and_what_is_there_is_linked(tmp_path: Path, way: str) -> None:
    photo, again = ways.photo(), ways.photo(quality=70)
    with new_vault(tmp_path / "vault") as vault:
        item = WAYS[way](vault, tmp_path / "first", photo, AgeAnswer.ADULT)

        assert vault.read(item.id, Work()) == photo
        assert b"Camera Maker" in photo
        assert (item.size, item.sha256, item.sha512, item.md5) == (
            len(photo),
            hashlib.sha256(photo).hexdigest(),
            hashlib.sha512(photo).hexdigest(),
            hashlib.md5(photo, usedforsecurity=False).hexdigest(),
        )
        assert len(item.pdq) == 64

        for number, name in enumerate(("file", way)):
            same = WAYS[name](vault, tmp_path / f"same {number}", photo, AgeAnswer.ADULT)
            assert same.same_as == item.id
        assert {item.id} <= {relation.other_id for relation in vault.casebook.relations(same.id) if relation.by == "sha256"}
        alike = WAYS[way](vault, tmp_path / "alike", again, AgeAnswer.ADULT)
        (found,) = [one for one in vault.casebook.relations(alike.id) if one.kind is RelationKind.SAME_IMAGE and one.other_id == item.id]
        assert found.by == "pdq"
        texts = [one for one in vault.items() if one.has_bytes and not one.same_as and one.sha256 not in {item.sha256, alike.sha256}]
        # The picture is stored once, the other one once; beside them only texts of exports.
        assert len(objects_in(vault)) == 2 + len(texts)
        assert "added" in {entry.act for entry in vault.log() if entry.item_id == item.id}
    assert problems_of(tmp_path / "vault") == []


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("age", [AgeAnswer.UNDER_18, AgeAnswer.NOT_SURE])
def test_of_someone_who_may_be_under_18_nothing_of_a_picture_is_kept(tmp_path: Path, way: str, age: AgeAnswer) -> None:
    photo = ways.photo()
    with new_vault(tmp_path / "vault") as vault:
        item = WAYS[way](vault, tmp_path / "first", photo, age)

        assert (item.kind, item.has_bytes, item.sha512, item.md5, item.pdq, item.media_type) == ("record", False, "", "", "", "")
        for one in vault.items():
            content = vault.read(one.id, Work()) if one.has_bytes else b""
            assert photo not in content
            assert base64.b64encode(photo)[:60] not in content.replace(b"\r\n", b"")
        # The same picture on another way, of an adult: the careful answer holds.
        assert not WAYS["clipboard"](vault, tmp_path / "second", photo, AgeAnswer.ADULT).has_bytes
    assert problems_of(tmp_path / "vault") == []


def test_addresses_in_bulk_are_kept_as_they_were_typed(tmp_path: Path) -> None:
    typed = "https://example.org/1?a=%20b#c\nexample.org/2\n\nhttps://example.org/1?a=%20b#c\nno address\n"
    with new_vault(tmp_path / "vault") as vault:
        found = adding.addresses_in(typed)
        added = adding.add_links(vault, found.found, Where(), AgeAnswer.NOT_SURE, Work())
        again = adding.add_links(vault, found.found, Where(), AgeAnswer.NOT_SURE, Work())

        assert [item.where.url for item in added.items] == ["https://example.org/1?a=%20b#c", "https://example.org/2"]
        assert [refused.line for refused in found.refused] == ["no address"]
        assert (again.items, again.known) == ((), ("https://example.org/1?a=%20b#c", "https://example.org/2"))
        assert objects_in(vault) == []
