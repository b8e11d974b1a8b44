"""Small vaults for the tests, with a key derivation that guards nothing."""

from pathlib import Path

from desktop.core.work import Work
from desktop.services import vaults
from desktop.services.vaults import AgeAnswer, Item, Vault, Where
from desktop.vault.slots import CHEAP_COST_FOR_TESTS_ONLY

PASSPHRASE = "열쇠 말 correct"


def new_vault(folder: Path) -> Vault:
    return vaults.create(folder, PASSPHRASE, cost=CHEAP_COST_FOR_TESTS_ONLY)


def add(vault: Vault, content: bytes, name: str = "file.bin", where: Where | None = None, age: AgeAnswer = AgeAnswer.ADULT) -> Item:
    return vault.add_file(content, name, where or Where(), age, Work())


def problems_of(folder: Path) -> list[tuple[str, str]]:
    return [(problem.part, problem.code) for problem in vaults.verify(folder, PASSPHRASE, Work())]
