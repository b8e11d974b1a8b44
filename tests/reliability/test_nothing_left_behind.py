"""The second promise: after locking, nothing of an item, an answer or a passphrase is on the disk in clear.

Known bytes are planted in everything that is secret, the services are walked from the check to the package, the vault is
locked, and every file under home, temp and the vault is searched for them, in the spellings in which they could lie there.
"""

import base64
import secrets
import shutil
import tempfile
import zipfile
from collections.abc import Iterator
from email.message import EmailMessage
from pathlib import Path

import keyring
import pytest

from desktop.core import places
from desktop.core.work import Work
from desktop.services import handing_over, importing, matching, quick_unlock, reporting, stamping, vaults
from desktop.services.checking import Checker
from desktop.services.importing import Choice
from desktop.services.vaults import AgeAnswer, HowItCame, Person, RelationKind, Said, Where
from desktop.vault import shares
from desktop.vault.slots import CHEAP_COST_FOR_TESTS_ONLY
from tests.services.rings import Ring
from tests.vault.authority import Authority

SAMPLES = places.resources() / "samples"


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a home of which everything that a program may write to is a part."""
    folder = tmp_path / "home"
    for name in ("temp", "cache", "config", "data", "case"):
        (folder / name).mkdir(parents=True)
    for variable, name in {"TMPDIR": "temp", "TEMP": "temp", "TMP": "temp", "XDG_CACHE_HOME": "cache", "XDG_CONFIG_HOME": "config"}.items():
        monkeypatch.setenv(variable, str(folder / name))
    monkeypatch.setenv("XDG_DATA_HOME", str(folder / "data"))
    monkeypatch.setenv("HOME", str(folder))
    monkeypatch.setenv(places.SETTINGS_VARIABLE, str(folder / "config"))
    monkeypatch.setattr(tempfile, "tempdir", str(folder / "temp"))
    monkeypatch.chdir(folder / "case")
    return folder


class Planted:
    """A secret, and the spellings in which it could be found."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.text = f"{name}{secrets.token_hex(16)}"

    def spellings(self) -> list[bytes]:
        raw = self.text.encode()
        # Base64 of a text depends on where in three bytes it begins; what is the same in all is looked for.
        codes = [base64.b64encode(b"x" * shift + raw)[4:-4] for shift in range(3)]
        return [raw, raw.upper(), self.text.encode("utf-16-le"), raw.hex().encode(), *codes]


def _with_comment(jpeg: bytes, comment: bytes) -> bytes:
    """Return a JPEG with a comment after its first marker."""
    return jpeg[:2] + b"\xff\xfe" + (len(comment) + 2).to_bytes(2, "big") + comment + jpeg[2:]


def _found(folder: Path, planted: list[Planted]) -> Iterator[tuple[str, str]]:
    for path in folder.rglob("*"):
        where = str(path.relative_to(folder))
        content = path.read_bytes() if path.is_file() else b""
        for secret in planted:
            if any(spelling in content or spelling in where.encode() for spelling in secret.spellings()):
                yield secret.name, where


def test_after_locking_no_secret_is_on_the_disk(home: Path, tmp_path: Path) -> None:
    picture, name, url, note, answer, passphrase, found = planted = [
        Planted(what) for what in ("picture", "name", "url", "note", "answer", "passphrase", "finding")
    ]
    jpeg = _with_comment((SAMPLES / "composite.jpg").read_bytes(), picture.text.encode())
    handed_over = tmp_path / "stick" / "evidence.zip"
    handed_over.parent.mkdir()

    with Checker() as checker:
        checked = checker.check(jpeg, f"{name.text}.jpg")
    own = matching.index_photos(SAMPLES / "own-photos", Work())
    matches = matching.find_source(jpeg, own, Work())
    with vaults.create(home / "case" / "vault", passphrase.text, cost=CHEAP_COST_FOR_TESTS_ONLY) as vault:
        where = Where(url=f"https://example.com/{url.text}", account=url.text, note=note.text)
        item = vault.add_file(jpeg, f"{name.text}.jpg", where, AgeAnswer.ADULT, Work())
        vault.keep_record("check", item.id, {**checked.result.as_json(), "seen": found.text})
        vault.save_answers({"facts": answer.text})
        draft = reporting.draft("kr_ecrm", {"facts": answer.text}, "ko", vault.items())
        reporting.keep(vault, draft, {"facts": answer.text}, [item.id])
        assert vault.read(item.id, Work()) == jpeg
        handing_over.preview(vault)
        handing_over.build(vault, handed_over, Work())
        handing_over.verify(handed_over, Work())
        vault.change_passphrase(passphrase.text, f"new {passphrase.text}")

    assert matches
    assert picture.text.encode() in handed_over.read_bytes()
    assert list(_found(home, planted)) == []


def _chat(outside: Path, jpeg: bytes, name: Planted, words: Planted) -> Path:
    """Return an exported chat with a picture, in which the secrets stand as names and as words."""
    path, said = outside / "chat.zip", f"19/11/2026, 23:58 - {name.text}"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("_chat.txt", f"{said}: {words.text}\n{said}: {name.text}.jpg (file attached)\n")
        archive.writestr(f"{name.text}.jpg", jpeg)
    return path


def _mail(outside: Path, jpeg: bytes, secret: Planted) -> Path:
    """Return an e-mail with a picture, in which the secret is whose it is, what it is about, and what it says."""
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = f"{secret.text}@example.org", "b@example.org", secret.text
    mail.set_content(secret.text)
    mail.add_attachment(jpeg, "image", "jpeg", filename="a.jpg")
    path = outside / "x.eml"
    path.write_bytes(mail.as_bytes())
    return path


def test_after_locking_nothing_of_an_export_a_stamp_a_relation_or_a_key_is_on_the_disk(
    home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    picture, name, words, mail, account, tag, person, case, record, passphrase = planted = [
        Planted(what) for what in ("picture", "name", "words", "mail", "account", "tag", "person", "case", "record", "passphrase")
    ]
    outside, ring = tmp_path / "outside", Ring()
    outside.mkdir()
    monkeypatch.setattr(quick_unlock, "TRUSTED", frozenset({Ring.__module__}))
    monkeypatch.setattr(keyring, "get_keyring", lambda: ring)
    jpeg = _with_comment((SAMPLES / "untouched.jpg").read_bytes(), picture.text.encode())
    secret, made = shares.split()
    folder = home / "case" / "vault"

    with vaults.create(folder, passphrase.text, cost=CHEAP_COST_FOR_TESTS_ONLY) as vault:
        chat = importing.take_in(vault, _chat(outside, jpeg, name, words), Choice(AgeAnswer.ADULT, messages=frozenset({1, 2})), Work())
        importing.take_in(vault, _mail(outside, jpeg, mail), Choice(AgeAnswer.ADULT), Work())
        item = chat.items[0]
        opened = vault.casebook.open_case(case.text, case.text)
        people = (Person(person.text, AgeAnswer.ADULT),)
        vault.casebook.describe(item.id, Said(opened.id, HowItCame.CHAT, (account.text,), (tag.text,), people))
        vault.casebook.relate(item.id, RelationKind.MADE_FROM, chat.originals[0].id, record.text, seen=record.text)
        vault.keep_record("check", item.id, {"seen": record.text})
        if shutil.which("openssl"):
            authority = Authority(outside / "authority")
            for of in (item.id, ""):
                request = stamping.write_request(vault, outside / f"request{of}.tsq", of)
                (outside / f"answer{of}.tsr").write_bytes(authority.answer(request.read_bytes()))
                stamping.take_in(vault, outside / f"answer{of}.tsr")
        vault.ways.use_shares(secret)
        quick_unlock.switch_on(vault)
    with quick_unlock.unlock(folder) as vault:
        assert picture.text.encode() in vault.read(item.id, Work())

    assert len(ring.kept) == 1
    spoken = [" ".join(share.words).encode() for share in made]
    keys = [secret.value, secret.value.hex().encode(), *spoken, *(text.encode() for text in ring.kept.values())]
    assert list(_found(home, planted)) == []
    assert [path for path in home.rglob("*") if path.is_file() and any(key in path.read_bytes() for key in keys)] == []


def test_the_search_finds_what_is_left(home: Path) -> None:
    secret = Planted("picture")
    for number, spelling in enumerate(secret.spellings()):
        (home / "temp" / str(number)).write_bytes(b"...." + spelling + b"....")
    (home / "cache" / secret.text).touch()

    assert len({where for _, where in _found(home, [secret])}) == len(secret.spellings()) + 1
