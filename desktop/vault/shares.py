"""Three shares as words, of which any two open a vault (FORMAT.md, section 3).

The words are those of SLIP-39 (https://github.com/satoshilabs/slips/blob/master/slip-0039.md), made and put together by its
reference implementation. What is ours: reading what a person typed, and saying which word to look at again.
"""

import re
import secrets
import unicodedata
from dataclasses import dataclass, field
from functools import cache
from typing import ClassVar, Final

from shamir_mnemonic import constants, rs1024, shamir, wordlist  # type: ignore[import-untyped]  # without stubs
from shamir_mnemonic.share import Share as Mnemonic  # type: ignore[import-untyped]
from shamir_mnemonic.utils import MnemonicError  # type: ignore[import-untyped]

from desktop.vault.keys import SHARES
from desktop.vault.way_errors import (
    ShareMistyped,
    ShareOfAnotherKind,
    SharesAreTheSame,
    SharesDoNotBelongTogether,
    ShareWordMistyped,
    ShareWordUnknown,
    ShareWrongLength,
)

NEEDED = 2
COUNT = 3
WORDS = 20
SECRET_BYTES = 16
MAX_TYPED = 1024
# SLIP-39: the first four letters of each word are its own.
UNIQUE_LETTERS = 4
_WORD_BITS = 10
_LETTERS = re.compile(r"[^\W\d_]+")
_WORDS: Final[tuple[str, ...]] = tuple(wordlist.WORDLIST)
_PLACES: Final = {word: place for place, word in enumerate(_WORDS)}
_BY_BEGINNING: Final = {word[:UNIQUE_LETTERS]: word for word in _WORDS}
_OURS, _OF_WALLETS = constants.CUSTOMIZATION_STRING_EXTENDABLE, constants.CUSTOMIZATION_STRING_ORIG


@dataclass(frozen=True)
class SharedSecret:
    """What two shares give together. It is a key: it does not show itself."""

    slot_kind: ClassVar[str] = "shares"
    purpose: ClassVar[bytes] = SHARES
    value: bytes = field(repr=False)

    def material(self) -> bytes:
        """Return what the key of its slot derives from."""
        return self.value


@dataclass(frozen=True)
class Share:
    """One share. It is half a key: it does not show itself."""

    number: int
    """1 for the person, 2 for a counselor, 3 for paper."""
    words: tuple[str, ...] = field(repr=False)


def split() -> tuple[SharedSecret, tuple[Share, ...]]:
    """Return a new random secret of 128 bits and the three shares of it."""
    value = secrets.token_bytes(SECRET_BYTES)
    ((*mnemonics,),) = shamir.generate_mnemonics(1, [(NEEDED, COUNT)], value, extendable=True, iteration_exponent=0)
    shares = tuple(Share(number, tuple(mnemonic.split())) for number, mnemonic in enumerate(mnemonics, start=1))
    return SharedSecret(value), shares


def read(untrusted: str) -> Share:
    """Return the share that was typed; numbers, commas and line ends between the words do not matter.

    Raises ShareWrongLength, ShareWordUnknown, ShareWordMistyped, ShareMistyped or ShareOfAnotherKind.
    """
    typed = _LETTERS.findall(unicodedata.normalize("NFKC", untrusted[:MAX_TYPED]).lower())
    words = [word_of(letters) for letters in typed]
    # A word that cannot be one is said first: a slip of the space bar makes the number wrong too.
    strange = next((place for place, word in enumerate(words, start=1) if word is None), 0)
    if strange and len(typed) <= WORDS:
        raise ShareWordUnknown(word=strange)
    if len(typed) != WORDS or len(untrusted) > MAX_TYPED:
        raise ShareWrongLength(length=WORDS, typed=len(typed))
    known = tuple(word for word in words if word is not None)
    indices = [_PLACES[word] for word in known]
    if rs1024.verify_checksum(indices, _OF_WALLETS):
        raise ShareOfAnotherKind
    if not rs1024.verify_checksum(indices, _OURS):
        place = _wrong_word(indices)
        raise ShareWordMistyped(word=place) if place else ShareMistyped
    return Share(_number(known), known)


def combine(first: Share, second: Share) -> SharedSecret:
    """Return the secret of two shares. Raises SharesAreTheSame or SharesDoNotBelongTogether."""
    if first.number == second.number:
        raise SharesAreTheSame if first.words == second.words else SharesDoNotBelongTogether
    try:
        return SharedSecret(shamir.combine_mnemonics([" ".join(first.words), " ".join(second.words)]))
    except MnemonicError as error:
        raise SharesDoNotBelongTogether from error


def word_of(letters: str) -> str | None:
    """Return the word of the list that these letters are, or begin as no other does; None where there is none."""
    if letters in _PLACES:
        return letters
    word = _BY_BEGINNING.get(letters[:UNIQUE_LETTERS]) if len(letters) >= UNIQUE_LETTERS else None
    return word if word is not None and word.startswith(letters) else None


def typed_so_far(untrusted: str) -> tuple[int, int]:
    """Return how many words were typed, and the number of the first that cannot be one (0 for none), while a person still types."""
    plain = unicodedata.normalize("NFKC", untrusted[:MAX_TYPED]).lower()
    words = _LETTERS.findall(plain)
    for number, letters in enumerate(words, start=1):
        is_being_typed = number == len(words) and plain.endswith(letters)
        if word_of(letters) is None and not (is_being_typed and any(word.startswith(letters) for word in _WORDS)):
            return len(words), number
    return len(words), 0


def all_words() -> tuple[str, ...]:
    """Return the list of words, to complete what is typed."""
    return _WORDS


def _number(words: tuple[str, ...]) -> int:
    try:
        share = Mnemonic.from_mnemonic(" ".join(words))
    except MnemonicError as error:
        raise ShareOfAnotherKind from error
    shape = (share.group_count, share.group_threshold, share.member_threshold, share.iteration_exponent, len(share.value))
    if shape != (1, 1, NEEDED, 0, SECRET_BYTES) or not share.extendable or share.index >= COUNT:
        raise ShareOfAnotherKind
    return int(share.index) + 1


def _wrong_word(indices: list[int]) -> int:
    """Return the place of the one word that is wrong, or 0 where it is more than one.

    The checksum is linear: what it is off by tells a single wrong word, as a syndrome does (SLIP-39 promises to detect three).
    """
    off_by = _checksum(tuple(indices)) ^ 1
    for place in range(WORDS):
        if _is_sum_of(off_by, _changes_at(place)):
            return place + 1
    return 0


def _checksum(indices: tuple[int, ...]) -> int:
    return int(rs1024._polymod([*_OURS, *indices]))  # noqa: SLF001  the library offers no syndrome


@cache
def _changes_at(place: int) -> tuple[int, ...]:
    """Return by what each bit of the word at this place changes the checksum."""
    zeros = (0,) * WORDS
    ones = ((*zeros[:place], 1 << bit, *zeros[place + 1 :]) for bit in range(_WORD_BITS))
    return tuple(_checksum(one) ^ _checksum(zeros) for one in ones)


def _is_sum_of(target: int, vectors: tuple[int, ...]) -> bool:
    """Whether some of the vectors, added without carry, give the target (Gauss over GF(2))."""
    rest = list(vectors)
    while rest:
        pivot = max(rest)
        rest.remove(pivot)
        if pivot == 0:
            break
        top = 1 << pivot.bit_length() - 1
        rest = [vector ^ pivot if vector & top else vector for vector in rest]
        target = target ^ pivot if target & top else target
    return target == 0
