"""Making, opening and verifying vaults, for the window and the commands alike."""

from pathlib import Path

from desktop.core.work import Work
from desktop.vault.errors import (
    AnswerOnlyTowardsCaution,
    DestroyNotConfirmed,
    ExportRefused,
    FolderNotEmpty,
    ItemDamaged,
    ItemHasNoFile,
    ItemMissing,
    NotAVault,
    NotEnoughMemory,
    PassphraseEmpty,
    PassphraseTooLong,
    TextTooLong,
    VaultAlreadyThere,
    VaultBusy,
    VaultDamaged,
    VaultLocked,
    VaultTooNew,
    WrongPassphrase,
)
from desktop.vault.model import AgeAnswer, Item, ItemKind, JsonValue, LogEntry, Problem, Record, SignedLog, Where
from desktop.vault.vault import Vault

__all__ = [
    "AgeAnswer",
    "AnswerOnlyTowardsCaution",
    "DestroyNotConfirmed",
    "ExportRefused",
    "FolderNotEmpty",
    "Item",
    "ItemDamaged",
    "ItemHasNoFile",
    "ItemKind",
    "ItemMissing",
    "JsonValue",
    "LogEntry",
    "NotAVault",
    "NotEnoughMemory",
    "PassphraseEmpty",
    "PassphraseTooLong",
    "Problem",
    "Record",
    "SignedLog",
    "TextTooLong",
    "Vault",
    "VaultAlreadyThere",
    "VaultBusy",
    "VaultDamaged",
    "VaultLocked",
    "VaultTooNew",
    "Where",
    "WrongPassphrase",
    "create",
    "unlock",
    "verify",
]


def create(folder: Path, passphrase: str) -> Vault:
    """Make a new vault in a new or empty folder and return it unlocked."""
    raise NotImplementedError


def unlock(folder: Path, passphrase: str) -> Vault:
    """Open a vault."""
    raise NotImplementedError


def verify(folder: Path, passphrase: str, work: Work) -> tuple[Problem, ...]:
    """Check everything in a vault, changing nothing, and return what is wrong, part by part."""
    raise NotImplementedError
