"""The text form of a recovery code: what is printed, and what is typed from the paper (FORMAT.md, section 3).

The check characters are those of Bech32m (BIP-350, https://github.com/bitcoin/bips/blob/master/bip-0350.mediawiki).
"""

import secrets
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import ClassVar

from desktop.vault.keys import RECOVERY
from desktop.vault.way_errors import RecoveryCodeMistyped, RecoveryCodeWrongLength, RecoveryGroupMistyped

ALPHABET = "qpzry9x8gf2tvdw0s3jn54khce6mua7l"
NAME = "linden"
SECRET_LENGTH = 34
CHECK_LENGTH = 6
LENGTH = SECRET_LENGTH + CHECK_LENGTH
GROUP = 5
GROUPS = LENGTH // GROUP
MAX_TYPED = 1024
_LOOK_ALIKES = str.maketrans({"o": "0", "1": "l", "i": "l"})
_GENERATOR = (0x3B6A57B2, 0x26508E6D, 0x1EA119FA, 0x3D4233DD, 0x2A1462B3)
_BECH32M = 0x2BC830A3


@dataclass(frozen=True)
class RecoveryCode:
    """A recovery code without its check characters. It is a key: it does not show itself."""

    slot_kind: ClassVar[str] = "recovery"
    purpose: ClassVar[bytes] = RECOVERY
    secret: str = field(repr=False)

    def material(self) -> bytes:
        """Return what the key of its slot derives from."""
        return self.secret.encode("ascii")

    def shown(self) -> str:
        """Return the code as it is printed: eight groups of five capital letters and digits."""
        whole = (self.secret + _check(self.secret)).upper()
        return "-".join(whole[start : start + GROUP] for start in range(0, LENGTH, GROUP))


def new() -> RecoveryCode:
    """Return a new random code of 170 bits."""
    return RecoveryCode("".join(secrets.choice(ALPHABET) for _ in range(SECRET_LENGTH)))


def read(untrusted: str) -> RecoveryCode:
    """Return the code that was typed. Raises RecoveryCodeWrongLength, RecoveryGroupMistyped or RecoveryCodeMistyped."""
    typed = _plain(untrusted[:MAX_TYPED])
    if len(typed) != LENGTH or len(untrusted) > MAX_TYPED:
        raise RecoveryCodeWrongLength(length=LENGTH, typed=len(typed))
    strange = next((place for place, letter in enumerate(typed) if letter not in ALPHABET), None)
    if strange is not None:
        raise RecoveryGroupMistyped(group=strange // GROUP + 1)
    if not _is_whole(typed):
        group = _wrong_group(typed)
        raise RecoveryGroupMistyped(group=group) if group else RecoveryCodeMistyped
    return RecoveryCode(typed[:SECRET_LENGTH])


def _plain(untrusted: str) -> str:
    """Return the letters alone, in the one spelling that is checked."""
    normal = unicodedata.normalize("NFKC", untrusted).lower()
    kept = (letter for letter in normal if not (letter.isspace() or unicodedata.category(letter) == "Pd" or letter == "\N{MINUS SIGN}"))
    return "".join(kept).translate(_LOOK_ALIKES)


def _wrong_group(typed: str) -> int:
    """Return the group with the one wrong letter, or with the two beside each other that changed places; 0 where it is more."""
    for place in range(LENGTH):
        before, after = typed[:place], typed[place + 1 :]
        swapped = typed[place : place + 2][::-1]
        if _is_whole(before + swapped + after[1:]) or any(_is_whole(before + letter + after) for letter in ALPHABET):
            return place // GROUP + 1
    return 0


def _check(secret: str) -> str:
    rest = _remainder([*_values(secret), *[0] * CHECK_LENGTH]) ^ _BECH32M
    return "".join(ALPHABET[rest >> 5 * (CHECK_LENGTH - 1 - place) & 31] for place in range(CHECK_LENGTH))


def _is_whole(text: str) -> bool:
    return _remainder(_values(text)) == _BECH32M


def _values(text: str) -> list[int]:
    return [ALPHABET.index(letter) for letter in text]


def _remainder(values: Iterable[int]) -> int:
    rest = 1
    spread = [*(ord(letter) >> 5 for letter in NAME), 0, *(ord(letter) & 31 for letter in NAME)]
    for value in (*spread, *values):
        top = rest >> 25
        rest = (rest & 0x1FFFFFF) << 5 ^ value
        for bit, part in enumerate(_GENERATOR):
            rest ^= part if top >> bit & 1 else 0
    return rest
