"""Making, opening and verifying vaults, for the window and the commands alike."""

from collections.abc import Iterable, Mapping
from pathlib import Path

from desktop.core.work import Work
from desktop.vault import index, opening, rebuilding, verifying
from desktop.vault.backup import BackedUp
from desktop.vault.errors import (
    AddressNeeded,
    AnswerOnlyTowardsCaution,
    BackupNotRight,
    CaseMissing,
    CaseNeedsName,
    DeleteNotConfirmed,
    DestroyNotConfirmed,
    ExportRefused,
    FileChanging,
    FolderNotEmpty,
    ItemDamaged,
    ItemDeleted,
    ItemHasNoFile,
    ItemMissing,
    NotAVault,
    StampMissing,
    StampNotAsked,
    StampNotRight,
    StampNotStamp,
    StampRefused,
    StampRootNeeded,
    StampRootUnreadable,
    TextTooLong,
    TooManySaid,
    VaultAlreadyThere,
    VaultBusy,
    VaultDamaged,
    VaultLocked,
    VaultNotWhollyRemoved,
    VaultOutOfReach,
    VaultTooNew,
)
from desktop.vault.intake import Given
from desktop.vault.model import (
    DEFAULT_CASE,
    NOTHING_SAID,
    AgeAnswer,
    Case,
    DeletedItem,
    HowItCame,
    Item,
    ItemKind,
    JsonValue,
    LogEntry,
    Person,
    Problem,
    Record,
    Relation,
    RelationKind,
    Said,
    SignedLog,
    Where,
)
from desktop.vault.recovery_code import RecoveryCode
from desktop.vault.said_rows import CAUTION
from desktop.vault.seen import Older
from desktop.vault.shares import Share, SharedSecret
from desktop.vault.slots import Cost, Secret
from desktop.vault.stamping import Stamp
from desktop.vault.vault import Vault
from desktop.vault.way_errors import (
    LastPassphrase,
    NoQuickUnlock,
    NoRecoveryCode,
    NoShares,
    NotEnoughMemory,
    PassphraseEmpty,
    PassphraseTooLong,
    RecoveryCodeMistyped,
    RecoveryCodeWrongLength,
    RecoveryGroupMistyped,
    ShareMistyped,
    ShareOfAnotherKind,
    SharesAreTheSame,
    SharesDoNotBelongTogether,
    ShareWordMistyped,
    ShareWordUnknown,
    ShareWrongLength,
    TooManyKeySlots,
    WrongPassphrase,
    WrongRecoveryCode,
    WrongShares,
)
from desktop.vault.ways import WaysIn

__all__ = [
    "DEFAULT_CASE",
    "NOTHING_SAID",
    "AddressNeeded",
    "AgeAnswer",
    "AnswerOnlyTowardsCaution",
    "BackedUp",
    "BackupNotRight",
    "Case",
    "CaseMissing",
    "CaseNeedsName",
    "Cost",
    "DeleteNotConfirmed",
    "DeletedItem",
    "DestroyNotConfirmed",
    "ExportRefused",
    "FileChanging",
    "FolderNotEmpty",
    "Given",
    "HowItCame",
    "Item",
    "ItemDamaged",
    "ItemDeleted",
    "ItemHasNoFile",
    "ItemKind",
    "ItemMissing",
    "JsonValue",
    "LastPassphrase",
    "LogEntry",
    "NoQuickUnlock",
    "NoRecoveryCode",
    "NoShares",
    "NotAVault",
    "NotEnoughMemory",
    "Older",
    "PassphraseEmpty",
    "PassphraseTooLong",
    "Person",
    "Problem",
    "Record",
    "RecoveryCode",
    "RecoveryCodeMistyped",
    "RecoveryCodeWrongLength",
    "RecoveryGroupMistyped",
    "Relation",
    "RelationKind",
    "Said",
    "Secret",
    "Share",
    "ShareMistyped",
    "ShareOfAnotherKind",
    "ShareWordMistyped",
    "ShareWordUnknown",
    "ShareWrongLength",
    "SharedSecret",
    "SharesAreTheSame",
    "SharesDoNotBelongTogether",
    "SignedLog",
    "Stamp",
    "StampMissing",
    "StampNotAsked",
    "StampNotRight",
    "StampNotStamp",
    "StampRefused",
    "StampRootNeeded",
    "StampRootUnreadable",
    "TextTooLong",
    "TooManyKeySlots",
    "TooManySaid",
    "Vault",
    "VaultAlreadyThere",
    "VaultBusy",
    "VaultDamaged",
    "VaultLocked",
    "VaultNotWhollyRemoved",
    "VaultOutOfReach",
    "VaultTooNew",
    "WaysIn",
    "Where",
    "WrongPassphrase",
    "WrongRecoveryCode",
    "WrongShares",
    "create",
    "most_cautious",
    "rebuild",
    "unlock",
    "verify",
]


def create(
    folder: Path, passphrase: str, *, cost: Cost | None = None, origin: Mapping[str, str] | None = None, is_remembered: bool = True
) -> Vault:
    """Make a new vault in a new or empty folder and return it unlocked. `cost` is for tests.

    `origin` is written into the first record of the custody log: what this vault continues. `is_remembered`: whether this computer
    keeps, as noise beside its settings, which state of it was seen last, so that an older copy is noticed.

    Raises VaultAlreadyThere, FolderNotEmpty, PassphraseEmpty, PassphraseTooLong, NotEnoughMemory, FolderNotWritable, DiskFull.
    """
    return Vault(opening.create(folder, passphrase, cost, origin, is_remembered=is_remembered))


def unlock(folder: Path, secret: Secret) -> Vault:
    """Open a vault by its passphrase or recovery code, and finish what a crash left undone.

    Raises NotAVault, WrongPassphrase, WrongRecoveryCode, NoRecoveryCode, PassphraseEmpty,
    VaultBusy, VaultDamaged, VaultTooNew, NotEnoughMemory, VaultOutOfReach.
    """
    return Vault(opening.unlock(folder, secret))


def can_be_rebuilt(error: VaultDamaged) -> bool:
    """Return whether it is only the list of items that is damaged, so that `rebuild` helps."""
    return error.facts.get("part") == index.FILE_NAME


def rebuild(folder: Path, secret: Secret) -> Vault:
    """Make the damaged list of items (index.db) anew from all that can still be read, and open the vault.

    The damaged file is kept beside the new one. What is not in the new list, `verify` names. Raises as `unlock`.
    """
    return Vault(rebuilding.rebuild(folder, secret))


def most_cautious(answers: Iterable[AgeAnswer]) -> AgeAnswer:
    """Return the most cautious of these answers about age; "not asked" where there are none."""
    return max(answers, key=CAUTION.index, default=AgeAnswer.NOT_ASKED)


def verify(folder: Path, passphrase: str, work: Work) -> tuple[Problem, ...]:
    """Check everything in a vault, changing nothing, and return what is wrong, part by part.

    Damage is a problem in the answer, not an error. Raises NotAVault, WrongPassphrase, VaultBusy, VaultTooNew, Stopped.
    """
    return verifying.verify_folder(folder, passphrase, work)
