"""What was chosen of a chat, an e-mail or a page goes into the vault, the export itself exactly as it is, and nothing else."""

import hashlib
import os
from dataclasses import replace
from pathlib import Path

import pytest

from desktop.core.errors import DiskFull, Stopped
from desktop.core.work import Work
from desktop.ingest.model import Options
from desktop.services import importing, vaults
from desktop.services.importing import Choice, NotAnExport
from desktop.services.vaults import AgeAnswer, HowItCame, RelationKind, Said, Vault, Where
from tests.ingest import exports
from tests.vault.vaults import PASSPHRASE, new_vault, problems_of

ADULT = Choice(AgeAnswer.ADULT)
PHOTO = "photos/photo_1@19-11-2026_23-58-10.jpg"


@pytest.fixture
def vault(tmp_path: Path):
    with new_vault(tmp_path / "vault") as made:
        yield made


def in_vault(vault: Vault, secret: bytes) -> bool:
    """Return whether an item of the vault holds these bytes, alone or within."""
    return any(secret in vault.read(item.id, Work()) for item in vault.items() if item.has_bytes)


def objects_in(vault: Vault) -> int:
    return len(list((vault.folder / "objects").iterdir()))


def test_a_chat_and_its_picture_are_kept_with_who_sent_it_when(vault: Vault, tmp_path: Path) -> None:
    second = vault.casebook.open_case("other")
    folder = exports.telegram(tmp_path / "ChatExport")
    choice = replace(ADULT, said=Said(second.id, tags=("방",)), where=Where("https://t.me/room7", note="note"))

    taken = importing.take_in(vault, folder, choice, Work())

    (original,), (photo,) = taken.originals, taken.items
    assert vault.read(original.id, Work()) == (folder / "result.json").read_bytes()
    assert vault.read(photo.id, Work()) == (folder / PHOTO).read_bytes()
    assert (photo.name, photo.where.account, photo.where.platform) == ("photo_1@19-11-2026_23-58-10.jpg", "누군가", "Telegram")
    assert (photo.where.url, photo.where.note) == ("https://t.me/room7", "방 7\nnote")
    assert photo.where.seen_at is not None
    assert photo.where.seen_at.timestamp() == 1795100290
    assert {item.said for item in taken.everything} == {Said(second.id, HowItCame.CHAT, tags=("방",))}
    (relation,) = vault.casebook.relations(photo.id)
    assert (relation.kind, relation.other_id, relation.by, relation.detail) == (RelationKind.PART_OF, original.id, "import", {"message": 2})
    assert vault.log()[-1].act == "imported"
    vault.lock()
    assert problems_of(vault.folder) == []


def test_all_hashes_are_recorded(vault: Vault, tmp_path: Path) -> None:
    folder = exports.telegram(tmp_path / "ChatExport")
    sample = Path(__file__).resolve().parents[2] / "resources" / "samples" / "untouched.jpg"
    (folder / PHOTO).write_bytes(sample.read_bytes())

    (photo,) = importing.take_in(vault, folder, ADULT, Work()).items

    content = sample.read_bytes()
    assert (photo.sha256, photo.sha512) == (hashlib.sha256(content).hexdigest(), hashlib.sha512(content).hexdigest())
    assert photo.md5 == hashlib.md5(content, usedforsecurity=False).hexdigest()
    assert len(photo.pdq) == 64
    assert (folder / PHOTO).read_bytes() == content


def test_only_what_was_chosen_goes_in(vault: Vault, tmp_path: Path) -> None:
    names = ("2f7a01.jpg", "2f7a02.jpg")
    for number, name in enumerate(names):
        (tmp_path / name).write_bytes(exports.picture(f"#{number}0{number}0{number}0"))
    (tmp_path / "chat.txt").write_text(exports.KAKAO_PC, encoding="utf-8")

    choice = replace(ADULT, media=frozenset({"2f7a02.jpg"}), messages=frozenset({1, 3}))
    taken = importing.take_in(vault, tmp_path / "chat.txt", choice, Work())

    assert ([item.name for item in taken.items], taken.left_out) == (["2f7a02.jpg"], 1)
    assert not in_vault(vault, exports.picture("#000000"))
    (record,) = vault.records("messages", taken.originals[0].id)
    kept = record.content["messages"]
    assert isinstance(kept, list)
    assert [(one["number"], one["sender"], one["items"]) for one in kept] == [(1, "지민", []), (3, "지민", [taken.items[0].id])]
    assert record.content["sha256"] == taken.originals[0].sha256


def test_of_a_zip_the_chat_the_media_and_the_hash_of_the_zip_are_kept(vault: Vault, tmp_path: Path) -> None:
    path = exports.zipped(
        tmp_path / "WhatsApp Chat.zip",
        {"_chat.txt": exports.WHATSAPP_IPHONE_KO.encode(), "00000003-PHOTO-2026-11-20-00-01-03.jpg": exports.picture()},
    )

    taken = importing.take_in(vault, path, ADULT, Work())

    chat, archive = taken.originals
    assert vault.read(chat.id, Work()) == exports.WHATSAPP_IPHONE_KO.encode()
    assert (archive.kind, archive.sha256) == ("record", hashlib.sha256(path.read_bytes()).hexdigest())
    assert [(one.item_id, one.other_id) for one in vault.casebook.relations(archive.id)] == [(chat.id, archive.id)]
    assert vault.read(taken.items[0].id, Work()) == exports.picture()


def test_a_mail_is_kept_exactly_with_its_pictures_as_items(vault: Vault, tmp_path: Path) -> None:
    path = tmp_path / "mail.eml"
    path.write_bytes(exports.mail())

    taken = importing.take_in(vault, path, ADULT, Work())

    (original,) = taken.originals
    assert vault.read(original.id, Work()) == path.read_bytes()
    assert (original.where.account, original.said.how) == ("보낸 사람 <sender@example.org>", HowItCame.EMAIL)
    assert [(item.name, item.where.account) for item in taken.items] == [
        ("한 장.png", "보낸 사람 <sender@example.org>"),
        ("둘.jpg", "보낸 사람 <sender@example.org>"),
        ("안쪽.png", "첫 사람 <first@example.net>"),
    ]


def test_a_page_is_kept_with_its_address(vault: Vault, tmp_path: Path) -> None:
    taken = importing.take_in(vault, exports.page(tmp_path / "saved"), ADULT, Work())

    assert {item.where.url for item in taken.everything} == {"https://example.org/post/1"}
    assert {item.said.how for item in taken.everything} == {HowItCame.PAGE}
    assert [item.name for item in taken.items] == ["one.png", "embedded-1.png"]


def every_way(folder: Path) -> list[tuple[Path, bytes, str]]:
    """Return an export of each kind, bytes of a picture in it, and the id of that picture."""
    (folder / "mail.eml").write_bytes(exports.mail())
    (folder / "page.mhtml").write_bytes(exports.mhtml())
    (folder / "2f7a01.jpg").write_bytes(exports.picture("#010203"))
    (folder / "kakao.txt").write_text(exports.KAKAO_ANDROID, encoding="utf-8")
    whatsapp = {"_chat.txt": exports.WHATSAPP_IPHONE_KO.encode(), "00000003-PHOTO-2026-11-20-00-01-03.jpg": exports.picture("#040506")}
    exports.zipped(folder / "w.zip", whatsapp)
    photo = exports.picture("#3060a0", kind="JPEG")
    return [
        (exports.telegram(folder / "telegram"), photo, PHOTO),
        (exports.telegram_html(folder / "html"), photo, PHOTO),
        (folder / "kakao.txt", exports.picture("#010203"), "2f7a01.jpg"),
        (folder / "w.zip", exports.picture("#040506"), "00000003-PHOTO-2026-11-20-00-01-03.jpg"),
        (folder / "mail.eml", exports.picture("#3030a0", kind="JPEG"), "2"),
        (folder / "page.mhtml", exports.picture("#30a030"), "embedded:1"),
        (exports.page(folder / "saved"), exports.picture("#a0a030"), "embedded:1"),
    ]


WAYS = ["telegram_json", "telegram_html", "kakaotalk", "whatsapp_zip", "mail", "mhtml", "html"]


@pytest.mark.parametrize("way", range(len(WAYS)), ids=WAYS)
@pytest.mark.parametrize("age", [AgeAnswer.UNDER_18, AgeAnswer.NOT_SURE])
@pytest.mark.parametrize("answered", ["for_all", "for_one"])
def test_under_18_no_byte_of_a_picture_is_kept_in_any_way(tmp_path: Path, way: int, age: AgeAnswer, answered: str) -> None:
    path, secret, medium = every_way(tmp_path)[way]
    choice = Choice(age) if answered == "for_all" else Choice(AgeAnswer.ADULT, ages={medium: age})
    with new_vault(tmp_path / "vault") as vault:
        taken = importing.take_in(vault, path, choice, Work())

        item = next(one for one in taken.items if one.sha256 == hashlib.sha256(secret).hexdigest())
        assert (item.kind, item.has_bytes, item.age, item.pdq, item.media_type) == ("record", False, age, "", "")
        stored = [vault.read(one.id, Work()) for one in vault.items() if one.has_bytes]
        import base64

        encoded = base64.b64encode(secret)
        for content in stored:
            assert secret not in content
            assert encoded[:60] not in content.replace(b"\r\n", b"").replace(b"\n", b"")
        # What was said is kept all the same.
        assert stored
    assert problems_of(tmp_path / "vault") == []


def test_under_18_of_one_picture_the_others_of_a_chat_are_kept(vault: Vault, tmp_path: Path) -> None:
    for name in ("2f7a01.jpg", "2f7a02.jpg"):
        (tmp_path / name).write_bytes(exports.picture(f"#{name[4:6]}0000"))
    (tmp_path / "chat.txt").write_text(exports.KAKAO_PC, encoding="utf-8")

    taken = importing.take_in(vault, tmp_path / "chat.txt", Choice(AgeAnswer.ADULT, ages={"2f7a01.jpg": AgeAnswer.NOT_SURE}), Work())

    assert [(item.name, item.has_bytes) for item in taken.items] == [("2f7a01.jpg", False), ("2f7a02.jpg", True)]
    assert taken.originals[0].has_bytes


def test_under_18_a_mail_leaves_its_words(vault: Vault, tmp_path: Path) -> None:
    path = tmp_path / "mail.eml"
    path.write_bytes(exports.mail())

    taken = importing.take_in(vault, path, Choice(AgeAnswer.UNDER_18), Work())

    mail, words = taken.originals
    assert (mail.kind, mail.sha256) == ("record", hashlib.sha256(path.read_bytes()).hexdigest())
    text = vault.read(words.id, Work()).decode()
    assert "본문입니다." in text
    assert "안쪽 글" in text
    assert objects_in(vault) == 1


def test_the_same_picture_in_a_second_chat_is_stored_once_and_seen_again(vault: Vault, tmp_path: Path) -> None:
    importing.take_in(vault, exports.telegram(tmp_path / "a"), ADULT, Work())
    count = objects_in(vault)

    taken = importing.take_in(vault, exports.telegram(tmp_path / "b"), ADULT, Work())

    assert taken.items[0].same_as == "0002"
    assert objects_in(vault) == count
    kinds = {one.kind for one in vault.casebook.relations(taken.items[0].id)}
    assert kinds == {RelationKind.SEEN_AGAIN, RelationKind.PART_OF}


def test_a_medium_that_is_gone_is_named_and_the_rest_comes_in(vault: Vault, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "x.zip"
    exports.zipped(path, {"_chat.txt": exports.WHATSAPP_IPHONE_KO.encode(), "a.jpg": exports.picture(), "b.jpg": os.urandom(3000)})
    content = bytearray(path.read_bytes())
    at = content.index(b"b.jpg") + 200
    content[at : at + 4] = b"\0\0\0\0"
    path.write_bytes(bytes(content))

    taken = importing.take_in(vault, path, ADULT, Work())

    assert [item.name for item in taken.items] == ["a.jpg"]
    assert [(name, error.code) for name, error in taken.failed] == [("b.jpg", "export_damaged")]
    vault.lock()
    assert problems_of(vault.folder) == []


def test_a_stop_keeps_what_was_confirmed_and_leaves_nothing_half_done(vault: Vault, tmp_path: Path) -> None:
    work = Work()
    taken_in = []

    def stop_after_first(done: int, total: int) -> None:
        taken_in.append(done)
        if len(vault.items()) == 1:
            work.stop()

    work = Work(stop_after_first)
    with pytest.raises(Stopped):
        importing.take_in(vault, exports.telegram(tmp_path / "a"), ADULT, work)

    assert len(vault.items()) == 1
    assert objects_in(vault) == 1


def test_a_full_disk_ends_it(vault: Vault, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise DiskFull(name="vault")

    monkeypatch.setattr("desktop.vault.objects.Objects.new", refuse)

    with pytest.raises(DiskFull):
        importing.take_in(vault, exports.telegram(tmp_path / "a"), ADULT, Work())
    assert vault.items() == ()


def test_looking_keeps_nothing_and_what_is_no_export_is_refused(vault: Vault, tmp_path: Path) -> None:
    contents = importing.look(exports.telegram(tmp_path / "a"), Options())
    assert (len(contents.messages), len(contents.media)) == (3, 1)
    assert vault.items() == ()

    (tmp_path / "x.txt").write_text("words", encoding="utf-8")
    for act in (lambda: importing.look(tmp_path / "x.txt"), lambda: importing.take_in(vault, tmp_path / "x.txt", ADULT, Work())):
        with pytest.raises(NotAnExport):
            act()
    vault.lock()
    with vaults.unlock(vault.folder, PASSPHRASE) as again:
        assert again.items() == ()
