"""A desk with two cases on a real disk, with a key derivation that guards nothing."""

from pathlib import Path

from desktop.services.counsel import desk
from desktop.services.counsel.desk import Case
from desktop.services.vaults import Vault
from desktop.vault.slots import CHEAP_COST_FOR_TESTS_ONLY

DESK_PASSPHRASE = "desk words 책상"
FIRST_PASSPHRASE, SECOND_PASSPHRASE = "first person's words", "둘째 사람의 말"


def new_desk(folder: Path) -> Vault:
    return desk.create(folder / "desk", DESK_PASSPHRASE, cost=CHEAP_COST_FOR_TESTS_ONLY)


def new_case(held: Vault, folder: Path, code: str = "K-1001", passphrase: str = FIRST_PASSPHRASE) -> tuple[Case, Vault]:
    return desk.new_case(held, code, folder, passphrase, cost=CHEAP_COST_FOR_TESTS_ONLY)
