"""Every change of what opens a vault, and every opening, has its line in the custody log; no secret is in any."""

from pathlib import Path

from desktop.core.work import Work
from desktop.services import vaults
from desktop.vault import recovery_code, shares
from tests.vault.vaults import PASSPHRASE, new_vault

SECOND, THIRD = "a second one", "a third one"


def test_every_change_of_a_key_slot_and_every_opening_is_in_the_log(tmp_path: Path) -> None:
    code, (secret, made) = recovery_code.new(), shares.split()
    with new_vault(tmp_path / "vault") as vault:
        vault.use_recovery_code(code)
        vault.ways.use_shares(secret)
        slot_id, _name, device = vault.ways.prepare_device_key()
        vault.ways.use_device_key(slot_id, device)
        vault.ways.add_passphrase(SECOND)
        vault.ways.remove_passphrase(SECOND)
        vault.change_passphrase(PASSPHRASE, SECOND)
    for way in (SECOND, code, secret, device):
        vaults.unlock(tmp_path / "vault", way).lock()
    with vaults.unlock(tmp_path / "vault", code) as vault:
        vault.ways.set_passphrase(code, THIRD)
        vault.ways.remove_device_keys()
        vault.ways.remove_recovery_code()
        vault.ways.remove_shares()
        log = vault.log()

    assert [(entry.act, entry.detail.get("way", "")) for entry in log] == [
        ("created", ""),
        ("recovery_made", ""),
        ("shares_made", ""),
        ("keyring_made", ""),
        ("passphrase_added", ""),
        ("passphrase_removed", ""),
        ("passphrase_changed", "passphrase"),
        ("unlocked", "passphrase"),
        ("unlocked", "recovery_code"),
        ("unlocked", "shares"),
        ("unlocked", "keyring"),
        ("unlocked", "recovery_code"),
        ("passphrase_changed", "recovery_code"),
        ("keyring_removed", ""),
        ("recovery_removed", ""),
        ("shares_removed", ""),
    ]
    told = repr(log)
    for hidden in (SECOND, THIRD, PASSPHRASE, secret.value.hex(), device.value.hex(), " ".join(made[0].words)):
        assert hidden not in told
    assert vaults.verify(tmp_path / "vault", THIRD, Work()) == ()
