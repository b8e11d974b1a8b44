"""What earlier versions made opens for ever: vaults, packages and settings, kept as tools/released.py made them, never changed again."""

import hashlib
import json
import shutil
from pathlib import Path
from typing import Any

import pyrage
import pytest

from desktop.core import places, settings
from desktop.core.work import Work
from desktop.handover.sealing import SUFFIX
from desktop.services import handing_over, recovering, taking_over, vaults
from desktop.vault.slots import CHEAP_COST_FOR_TESTS_ONLY

FOLDER = Path(__file__).parent / "released"
VERSIONS = sorted(path.name for path in FOLDER.iterdir())
# SHA-256 over the names and bytes of all files of a version: what is kept is kept as it is.
KEPT = {"0.1.0.dev1": "a45d8b80ed15946ecea5d2fbf755fe06981b4f528499d14be4f334d6cb34f0b2"}


@pytest.fixture(params=VERSIONS)
def kept(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """Return a copy of what a version made: opening a vault writes into its log."""
    return Path(shutil.copytree(FOLDER / request.param, tmp_path / "kept"))


def facts_of(kept: Path) -> dict[str, Any]:
    return json.loads((kept / "facts.json").read_text(encoding="utf-8"))


def test_every_version_that_was_kept_is_as_it_was() -> None:
    found = {}
    for version in VERSIONS:
        whole = hashlib.sha256()
        for path in sorted((FOLDER / version).rglob("*")):
            if path.is_file():
                whole.update(path.relative_to(FOLDER).as_posix().encode() + b"\0" + hashlib.sha256(path.read_bytes()).digest())
        found[version] = whole.hexdigest()

    assert found == KEPT


def test_a_vault_opens_with_its_passphrase_and_tells_what_it_told(kept: Path) -> None:
    facts = facts_of(kept)

    with vaults.unlock(kept / "vault", facts["passphrase"]) as vault:
        for told, item in zip(facts["items"], vault.items(), strict=True):
            assert (item.id, item.kind, item.name, item.size, item.sha256, item.age.value) == tuple(
                told[fact] for fact in ("id", "kind", "name", "size", "sha256", "age")
            )
            assert (item.where.url, item.where.account, item.where.platform, item.where.note) == tuple(
                told[fact] for fact in ("url", "account", "platform", "note")
            )
            assert (item.where.seen_at.isoformat() if item.where.seen_at else None) == told["seen_at"]
            assert item.has_bytes == told["has_bytes"]
            if item.has_bytes:
                assert hashlib.sha256(vault.read(item.id, Work())).hexdigest() == told["sha256"]
        assert vault.answers() == facts["answers"]
        assert [entry.act for entry in vault.log()][: len(facts["acts"])] == facts["acts"]
        assert vault.verify(Work()) == ()


def test_a_vault_opens_with_its_recovery_code_and_takes_a_new_passphrase(kept: Path) -> None:
    facts = facts_of(kept)

    recovering.recover(kept / "vault", facts["recovery_code"], "a new passphrase").lock()

    with vaults.unlock(kept / "vault", "a new passphrase") as vault:
        assert len(vault.items()) == len(facts["items"])


def test_an_earlier_vault_can_be_added_to_and_handed_over(kept: Path) -> None:
    facts = facts_of(kept)

    with vaults.unlock(kept / "vault", facts["passphrase"]) as vault:
        vault.add_file(b"more", "more.txt", vaults.Where(), vaults.AgeAnswer.ADULT, Work())
        built = handing_over.build(vault, kept / "new.zip", Work())

    verified = handing_over.verify(built.path, Work(), facts["fingerprint"])
    assert verified.ok
    assert verified.items == len(facts["items"]) + 1
    earlier = handing_over.verify(kept / "package.zip", Work())
    assert handing_over.compare(earlier, verified).relation == "older"


@pytest.mark.parametrize("name", ["package.zip", "package-parts.zip.001"])
def test_a_package_is_verified(kept: Path, name: str) -> None:
    facts = facts_of(kept)

    verified = handing_over.verify(kept / name, Work(), facts["fingerprint"])

    assert verified.ok
    assert verified.items == len(facts["items"])


def test_a_sealed_package_is_opened_with_its_passphrase(kept: Path) -> None:
    facts = facts_of(kept)
    sealed = kept / f"package-sealed.zip{SUFFIX}"

    plain = kept / "unsealed.zip"
    plain.write_bytes(pyrage.passphrase.decrypt(sealed.read_bytes(), facts["passphrase"]))

    assert handing_over.verify(plain, Work(), facts["fingerprint"]).ok


def test_a_case_is_taken_over_from_a_package(kept: Path) -> None:
    facts = facts_of(kept)

    taken = taking_over.take_over(
        kept / "package.zip", kept / "other", "another passphrase", Work(), fingerprint=facts["fingerprint"], cost=CHEAP_COST_FOR_TESTS_ONLY
    )

    assert [number for number, _ in taken.items] == [item["id"] for item in facts["items"]]
    with vaults.unlock(kept / "other", "another passphrase") as vault:
        assert [item.sha256 for item in vault.items()] == [item["sha256"] for item in facts["items"]]


def test_settings_are_read(kept: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(places.SETTINGS_VARIABLE, str(kept))

    read = settings.load()

    assert (read.language, read.appearance, read.text_percent, read.lock_after_minutes) == ("en", "dark", 150, 15)
