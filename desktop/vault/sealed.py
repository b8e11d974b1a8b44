"""One sealed object: chunked AES-256-GCM in the STREAM construction (FORMAT.md, section 5)."""

import io
import secrets
import struct
from dataclasses import dataclass
from typing import BinaryIO, Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from desktop.vault import canonical
from desktop.vault.keys import KEY_BYTES, derive
from desktop.vault.model import JsonValue

MAGIC: Final = b"lindenob"
VERSION: Final = 1
ID_BYTES: Final = 16
TAG_BYTES: Final = 16
USUAL_CHUNK_LOG: Final = 20
MIN_CHUNK_LOG: Final = 12
MAX_CHUNK_LOG: Final = 24
LABEL_STEP: Final = 256
MAX_LABEL: Final = 1024 * 1024
PREFIX: Final = struct.Struct(">8sHBB16s12s48sI")
WRAP_BOUND: Final = 28
LABEL_PURPOSE: Final = b"linden object 1: label"
CHUNKS_PURPOSE: Final = b"linden object 1: chunks"
_NO_NONCE: Final = bytes(12)
_LAST, _NOT_LAST = b"\1", b"\0"


class ObjectDamaged(ValueError):
    """The sealed file is not what was written: changed, cut, added to, or another one put in its place."""


@dataclass(frozen=True)
class Start:
    """What stands before the chunks, opened: who the object is and the keys to it."""

    prefix: bytes
    chunk_bytes: int
    label: dict[str, JsonValue]
    first_chunk_at: int
    chunks: AESGCM

    def __repr__(self) -> str:
        return f"Start({self.chunk_bytes} bytes a chunk)"


class Sealer:
    """Seals one content chunk by chunk as it streams in; memory holds one chunk."""

    def __init__(
        self, out: BinaryIO, objects_key: AESGCM, object_id: bytes, label: dict[str, JsonValue], chunk_log: int = USUAL_CHUNK_LOG
    ) -> None:
        self._out = out
        self.chunk_bytes = 1 << chunk_log
        self._waiting: bytes | memoryview | None = None
        self._sealed = bytearray()
        self._number = 0
        object_key, plain_label = secrets.token_bytes(KEY_BYTES), _padded(label)
        self._prefix = _prefix(objects_key, object_key, object_id, chunk_log, len(plain_label))
        self._chunks = AESGCM(derive(object_key, object_id, CHUNKS_PURPOSE))
        sealed_label = AESGCM(derive(object_key, object_id, LABEL_PURPOSE)).encrypt(_NO_NONCE, plain_label, self._prefix)
        out.write(self._prefix + sealed_label)

    def add(self, chunk: bytes | memoryview) -> None:
        """Take the next chunk: `chunk_bytes` long, or shorter where it is the last one, never empty.

        Its buffer may be filled anew after the next call.
        """
        if not 0 < len(chunk) <= self.chunk_bytes:
            raise ValueError("a chunk of the wrong length")
        # A chunk waits until it is known whether it is the last one.
        if self._waiting is not None:
            if len(self._waiting) != self.chunk_bytes:
                raise ValueError("only the last chunk may be short")
            self._write(self._waiting, _NOT_LAST)
        self._waiting = chunk

    def finish(self) -> None:
        """Write the last chunk, marked as the last; an empty file is one empty chunk."""
        self._write(self._waiting or b"", _LAST)
        self._waiting = None

    def _write(self, chunk: bytes | memoryview, flag: bytes) -> None:
        # One buffer for all chunks but the last; taking a new one for each costs as much as sealing it.
        if len(self._sealed) != len(chunk) + TAG_BYTES:
            self._sealed = bytearray(len(chunk) + TAG_BYTES)
        self._chunks.encrypt_into(_nonce(self._number, flag), chunk, self._prefix, self._sealed)
        self._out.write(self._sealed)
        self._number += 1


class Opener:
    """Opens a sealed object at any place. Every byte that it returns was authenticated."""

    def __init__(self, untrusted: BinaryIO, objects_key: AESGCM, object_id: bytes) -> None:
        """Read and check the start and the last chunk. Raises ObjectDamaged."""
        self._untrusted = untrusted
        self._start = read_start(untrusted, objects_key, object_id)
        sealed_chunk = self._start.chunk_bytes + TAG_BYTES
        rest = untrusted.seek(0, io.SEEK_END) - self._start.first_chunk_at
        self.chunk_count = max(1, -(-rest // sealed_chunk))
        last_length = rest - (self.chunk_count - 1) * sealed_chunk - TAG_BYTES
        if last_length < 0 or (last_length == 0 and self.chunk_count > 1):
            raise ObjectDamaged("length")
        self.size = (self.chunk_count - 1) * self._start.chunk_bytes + last_length
        self.chunk(self.chunk_count - 1)

    @property
    def label(self) -> dict[str, JsonValue]:
        """What the object says of its item."""
        return self._start.label

    @property
    def chunk_bytes(self) -> int:
        """How many bytes of content a chunk holds, but for the last."""
        return self._start.chunk_bytes

    def chunk(self, number: int) -> bytes:
        """Return the content of one chunk. Raises ObjectDamaged."""
        sealed_chunk = self._start.chunk_bytes + TAG_BYTES
        self._untrusted.seek(self._start.first_chunk_at + number * sealed_chunk)
        untrusted = self._untrusted.read(sealed_chunk)
        flag = _LAST if number == self.chunk_count - 1 else _NOT_LAST
        try:
            return self._start.chunks.decrypt(_nonce(number, flag), untrusted, self._start.prefix)
        except InvalidTag as error:
            raise ObjectDamaged("chunk") from error


def read_start(untrusted: BinaryIO, objects_key: AESGCM, object_id: bytes) -> Start:
    """Open what stands before the chunks. Raises ObjectDamaged."""
    untrusted.seek(0)
    prefix = untrusted.read(PREFIX.size)
    if len(prefix) != PREFIX.size:
        raise ObjectDamaged("length")
    magic, version, chunk_log, zero, stated_id, nonce, wrapped, label_length = PREFIX.unpack(prefix)
    if magic != MAGIC or version != VERSION or zero != 0 or stated_id != object_id:
        raise ObjectDamaged("magic, version or id")
    if not MIN_CHUNK_LOG <= chunk_log <= MAX_CHUNK_LOG or not 0 < label_length <= MAX_LABEL or label_length % LABEL_STEP:
        raise ObjectDamaged("chunk size or label length")
    sealed_label = untrusted.read(label_length + TAG_BYTES)
    try:
        object_key = objects_key.decrypt(nonce, wrapped, prefix[:WRAP_BOUND])
        plain_label = AESGCM(derive(object_key, object_id, LABEL_PURPOSE)).decrypt(_NO_NONCE, sealed_label, prefix)
        label = canonical.decode_object(plain_label.rstrip(b" "))
    except (InvalidTag, canonical.NotCanonical) as error:
        raise ObjectDamaged("start") from error
    chunks = AESGCM(derive(object_key, object_id, CHUNKS_PURPOSE))
    return Start(prefix, 1 << chunk_log, label, PREFIX.size + len(sealed_label), chunks)


def start_length(untrusted: BinaryIO) -> int:
    """Return how many bytes to overwrite so that no key to the content is left: the start as it is stated, capped."""
    untrusted.seek(0)
    prefix = untrusted.read(PREFIX.size)
    if len(prefix) != PREFIX.size:
        return len(prefix)
    stated = int(PREFIX.unpack(prefix)[-1])
    return PREFIX.size + min(stated, MAX_LABEL) + TAG_BYTES


def _prefix(objects_key: AESGCM, object_key: bytes, object_id: bytes, chunk_log: int, label_length: int) -> bytes:
    nonce = secrets.token_bytes(12)
    bound = PREFIX.pack(MAGIC, VERSION, chunk_log, 0, object_id, b"", b"", 0)[:WRAP_BOUND]
    wrapped = objects_key.encrypt(nonce, object_key, bound)
    return PREFIX.pack(MAGIC, VERSION, chunk_log, 0, object_id, nonce, wrapped, label_length)


def _padded(label: dict[str, JsonValue]) -> bytes:
    plain = canonical.encode(label)
    return plain.ljust(-(-len(plain) // LABEL_STEP) * LABEL_STEP)


def _nonce(number: int, flag: bytes) -> bytes:
    return number.to_bytes(11, "big") + flag
