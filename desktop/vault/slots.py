"""Key slots: a passphrase, or a secret that is random, turned into a key, seals the master key (FORMAT.md, section 3)."""

import secrets
import unicodedata
from dataclasses import dataclass

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

from desktop.vault import canonical
from desktop.vault.device_key import DeviceKey
from desktop.vault.keys import KEY_BYTES, derive
from desktop.vault.model import JsonValue
from desktop.vault.recovery_code import RecoveryCode
from desktop.vault.shares import SharedSecret
from desktop.vault.way_errors import NotEnoughMemory, PassphraseEmpty, PassphraseTooLong

MAX_PASSPHRASE = 1024
ID_BYTES = 4
SALT_BYTES = 16
NONCE_BYTES = 12
WRAPPED_BYTES = KEY_BYTES + 16
ARGON2_VERSION = 19
# What a file may ask of this computer: it may come from someone who means harm.
MAX_MEMORY_KIB = 2 * 1024 * 1024
MAX_PASSES = 64
MAX_LANES = 16


class SlotUnreadable(ValueError):
    """A slot does not have the form that we write."""


@dataclass(frozen=True)
class Cost:
    """What it costs to try one passphrase (Argon2id, RFC 9106)."""

    memory_kib: int
    passes: int
    lanes: int


# Above the second recommended choice of RFC 9106 section 4 (64 MiB, 3 passes, 4 lanes): about a second on a small machine.
USUAL_COST = Cost(memory_kib=256 * 1024, passes=3, lanes=4)
# Guards nothing. For tests that make hundreds of vaults.
CHEAP_COST_FOR_TESTS_ONLY = Cost(memory_kib=64, passes=1, lanes=1)


@dataclass(frozen=True)
class PassphraseSlot:
    """A key slot that a passphrase opens."""

    id: str
    cost: Cost
    salt: bytes
    nonce: bytes
    wrapped: bytes

    def as_json(self) -> dict[str, JsonValue]:
        """Return the slot as it stands in the header."""
        return {**_stated(self.id, self.cost, self.salt), "nonce": self.nonce.hex(), "wrapped": self.wrapped.hex()}


@dataclass(frozen=True)
class RandomSlot:
    """A key slot that a random secret opens: a recovery code, two shares, or what the computer's key ring keeps."""

    id: str
    kind: str
    nonce: bytes
    wrapped: bytes

    def as_json(self) -> dict[str, JsonValue]:
        """Return the slot as it stands in the header."""
        return {**_stated_random(self.id, self.kind), "nonce": self.nonce.hex(), "wrapped": self.wrapped.hex()}


@dataclass(frozen=True)
class UnknownSlot:
    """A key slot of a kind that this version does not know; it is kept as it is."""

    id: str
    content: dict[str, JsonValue]

    def as_json(self) -> dict[str, JsonValue]:
        """Return the slot as it stands in the header."""
        return self.content


Slot = PassphraseSlot | RandomSlot | UnknownSlot
RandomSecret = RecoveryCode | SharedSecret | DeviceKey
Secret = str | RandomSecret
"""What a vault is opened with: a passphrase, the recovery code, two shares put together, or the key ring's secret."""
RANDOM_KINDS = frozenset({RecoveryCode.slot_kind, SharedSecret.slot_kind, DeviceKey.slot_kind})


def read(untrusted: JsonValue) -> Slot:
    """Return the slot that a header states. Raises SlotUnreadable."""
    if not isinstance(untrusted, dict):
        raise SlotUnreadable("not an object")
    slot_id, kind = untrusted.get("id"), untrusted.get("kind")
    if not canonical.is_hex(slot_id, ID_BYTES) or not isinstance(kind, str):
        raise SlotUnreadable("id or kind")
    if kind != "passphrase" and kind not in RANDOM_KINDS:
        return UnknownSlot(slot_id, untrusted)
    nonce, wrapped = untrusted.get("nonce"), untrusted.get("wrapped")
    if not canonical.is_hex(nonce, NONCE_BYTES) or not canonical.is_hex(wrapped, WRAPPED_BYTES):
        raise SlotUnreadable("nonce or wrapped")
    slot: PassphraseSlot | RandomSlot
    if kind == "passphrase":
        slot = PassphraseSlot(slot_id, *_read_kdf(untrusted.get("kdf")), bytes.fromhex(nonce), bytes.fromhex(wrapped))
    else:
        slot = RandomSlot(slot_id, kind, bytes.fromhex(nonce), bytes.fromhex(wrapped))
    if slot.as_json() != untrusted:
        raise SlotUnreadable("unknown fields")
    return slot


def seal(master: bytes, passphrase: str, vault_id: bytes, cost: Cost) -> PassphraseSlot:
    """Return a new slot in which this passphrase opens the master key."""
    slot_id, salt, nonce = new_id(), secrets.token_bytes(SALT_BYTES), secrets.token_bytes(NONCE_BYTES)
    bound = _bound_to(_stated(slot_id, cost, salt), vault_id)
    wrapped = AESGCM(slot_key(passphrase, salt, cost)).encrypt(nonce, master, bound)
    return PassphraseSlot(slot_id, cost, salt, nonce, wrapped)


def seal_random(master: bytes, secret: RandomSecret, vault_id: bytes, slot_id: str = "") -> RandomSlot:
    """Return a new slot in which this random secret opens the master key."""
    slot_id, nonce = slot_id or new_id(), secrets.token_bytes(NONCE_BYTES)
    bound = _bound_to(_stated_random(slot_id, secret.slot_kind), vault_id)
    return RandomSlot(slot_id, secret.slot_kind, nonce, AESGCM(random_key(secret, vault_id)).encrypt(nonce, master, bound))


def new_id() -> str:
    """Return a new random id for a slot."""
    return secrets.token_hex(ID_BYTES)


def open_slot(slot: Slot, secret: Secret, vault_id: bytes) -> bytes | None:
    """Return the master key, or None where this secret does not open the slot."""
    if isinstance(slot, PassphraseSlot) and isinstance(secret, str):
        key, stated = slot_key(secret, slot.salt, slot.cost), _stated(slot.id, slot.cost, slot.salt)
    elif isinstance(slot, RandomSlot) and not isinstance(secret, str) and slot.kind == secret.slot_kind:
        key, stated = random_key(secret, vault_id), _stated_random(slot.id, slot.kind)
    else:
        return None
    try:
        return AESGCM(key).decrypt(slot.nonce, slot.wrapped, _bound_to(stated, vault_id))
    except InvalidTag:
        return None


def random_key(secret: RandomSecret, vault_id: bytes) -> bytes:
    """Return the key of a random secret. It is random enough that no slow function has to stand before it."""
    return derive(secret.material(), vault_id, secret.purpose)


def kind_of(secret: Secret) -> str:
    """Return the kind of the slots that this secret may open."""
    return "passphrase" if isinstance(secret, str) else secret.slot_kind


def slot_key(passphrase: str, salt: bytes, cost: Cost) -> bytes:
    """Return Argon2id of a passphrase. Raises PassphraseEmpty, PassphraseTooLong or NotEnoughMemory."""
    return _argon2id(prepared(passphrase), salt, cost)


def prepared(passphrase: str) -> bytes:
    """Return the passphrase as bytes, the same from every keyboard and system (OpaqueString, RFC 8265 section 4.2)."""
    if not passphrase:
        raise PassphraseEmpty
    if len(passphrase) > MAX_PASSPHRASE:
        raise PassphraseTooLong(most=MAX_PASSPHRASE)
    spaced = "".join(" " if unicodedata.category(letter) == "Zs" else letter for letter in passphrase)
    return unicodedata.normalize("NFC", spaced).encode("utf-8", "surrogatepass")


def _argon2id(secret: bytes, salt: bytes, cost: Cost) -> bytes:
    try:
        function = Argon2id(salt=salt, length=KEY_BYTES, iterations=cost.passes, lanes=cost.lanes, memory_cost=cost.memory_kib)
        return function.derive(secret)
    except MemoryError as error:
        raise NotEnoughMemory(mebibytes=cost.memory_kib // 1024) from error


def _read_kdf(untrusted: JsonValue) -> tuple[Cost, bytes]:
    if not isinstance(untrusted, dict):
        raise SlotUnreadable("kdf")
    memory, passes, lanes, salt = (untrusted.get(name) for name in ("memory_kib", "passes", "lanes", "salt"))
    if not canonical.is_integer(lanes, 1, MAX_LANES) or not canonical.is_integer(passes, 1, MAX_PASSES):
        raise SlotUnreadable("passes or lanes")
    if not canonical.is_integer(memory, 8 * lanes, MAX_MEMORY_KIB) or not canonical.is_hex(salt, SALT_BYTES):
        raise SlotUnreadable("memory or salt")
    return Cost(memory, passes, lanes), bytes.fromhex(salt)


def _stated(slot_id: str, cost: Cost, salt: bytes) -> dict[str, JsonValue]:
    kdf: dict[str, JsonValue] = {
        "name": "argon2id",
        "version": ARGON2_VERSION,
        "memory_kib": cost.memory_kib,
        "passes": cost.passes,
        "lanes": cost.lanes,
        "salt": salt.hex(),
    }
    return {"id": slot_id, "kind": "passphrase", "kdf": kdf}


def _stated_random(slot_id: str, kind: str) -> dict[str, JsonValue]:
    return {"id": slot_id, "kind": kind}


def _bound_to(stated: dict[str, JsonValue], vault_id: bytes) -> bytes:
    return canonical.encode({"format": "linden vault", "version": 1, "vault": vault_id.hex(), "slot": stated})
