"""Sealing a package to one receiver, or with a passphrase, in the age format (age-encryption.org/v1), which any age program opens."""

import io
from collections.abc import Iterator
from typing import BinaryIO

import pyrage  # type: ignore[import-untyped]  # the wheel has no types

from desktop.core.errors import LindenError
from desktop.core.work import Work
from desktop.handover import age_file
from desktop.handover.building import Assembly, Sign, crcs
from desktop.handover.errors import ReceiverKeyWrong
from desktop.handover.plan import Plan

SUFFIX = ".age"
MAGIC = age_file.MAGIC


def receiver(key: str) -> pyrage.x25519.Recipient:
    """Return the receiver of a key that begins with age1. Raises ReceiverKeyWrong."""
    try:
        return pyrage.x25519.Recipient.from_str(key.strip())
    except pyrage.RecipientError as error:
        raise ReceiverKeyWrong from error


def write_sealed(plan: Plan, sign: Sign, out: BinaryIO, work: Work, key: str) -> dict[str, int]:
    """Write the package encrypted, so that its plain form is on no disk; return the sizes of its files by path."""
    to = receiver(key)
    assembly = Assembly(plan, sign, work, crcs(plan, work))
    source = _Pulled(assembly.pieces())
    try:
        pyrage.encrypt_io(source, out, [to])
    except (pyrage.EncryptError, OSError):
        if source.failure is None:
            raise
    if source.failure is not None:
        raise source.failure
    return assembly.sizes


def write_locked(
    plan: Plan, sign: Sign, out: BinaryIO, work: Work, *, passphrase: str, log_n: int = age_file.USUAL_LOG_N
) -> dict[str, int]:
    """Write the package encrypted with a passphrase, in constant memory; return the sizes of its files by path."""
    assembly = Assembly(plan, sign, work, crcs(plan, work))
    out.writelines(age_file.encrypted(assembly.pieces(), passphrase, log_n))
    return assembly.sizes


class _Pulled(io.RawIOBase):
    """A stream made of pieces. A failure while making them is kept, because it does not cross the encryption whole."""

    def __init__(self, pieces: Iterator[bytes]) -> None:
        super().__init__()
        self.failure: LindenError | OSError | None = None
        self._pieces = pieces
        self._rest = b""

    def readable(self) -> bool:
        return True

    def read(self, size: int = -1) -> bytes:
        try:
            while not self._rest:
                self._rest = next(self._pieces)
        except StopIteration:
            return b""
        except (LindenError, OSError) as error:
            self.failure = error
            raise
        wanted = len(self._rest) if size < 0 else size
        given, self._rest = self._rest[:wanted], self._rest[wanted:]
        return given
