"""Reading a sealed file as an ordinary stream, decrypted as it is read."""

import io
from collections.abc import Iterator
from typing import BinaryIO, cast

from desktop.vault.disk import within
from desktop.vault.errors import ItemDamaged, VaultLocked
from desktop.vault.sealed import ObjectDamaged
from desktop.vault.store import Store


class Content:
    """The content of one item's sealed file: its size, its chunks, and each of them only while the vault is open."""

    def __init__(self, store: Store, item_id: str, object_id: str) -> None:
        """Open the file. Raises ItemDamaged, VaultLocked or VaultOutOfReach."""
        self._store = store
        self._item_id = item_id
        try:
            self._file, self._opener = store.objects.open(object_id)
        except ObjectDamaged as error:
            raise ItemDamaged(item=item_id) from error
        self.size = self._opener.size
        self.chunk_bytes = self._opener.chunk_bytes
        self.label = self._opener.label

    def chunk(self, number: int) -> bytes:
        """Return one chunk. Raises ItemDamaged or VaultLocked."""
        if self._store.is_closed:
            raise VaultLocked
        try:
            with within(self._store.folder):
                return self._opener.chunk(number)
        except ObjectDamaged as error:
            raise ItemDamaged(item=self._item_id) from error

    def chunks(self) -> Iterator[bytes]:
        """Return all chunks one after another."""
        for number in range(self._opener.chunk_count):
            yield self.chunk(number)

    def close(self) -> None:
        """Close the file."""
        self._file.close()

    def __enter__(self) -> "Content":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


class _Stream(io.RawIOBase):
    def __init__(self, content: Content) -> None:
        self._content = content
        self._at = 0
        self._number = -1
        self._chunk = b""

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def tell(self) -> int:
        return self._at

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        base = {io.SEEK_SET: 0, io.SEEK_CUR: self._at, io.SEEK_END: self._content.size}[whence]
        if base + offset < 0:
            raise ValueError("before the beginning")
        self._at = base + offset
        return self._at

    def readinto(self, out: "bytearray | memoryview") -> int:  # type: ignore[override]  # typeshed names a wider buffer
        if self._at >= self._content.size:
            return 0
        number, begin = divmod(self._at, self._content.chunk_bytes)
        if number != self._number:
            self._chunk, self._number = self._content.chunk(number), number
        piece = self._chunk[begin : begin + len(out)]
        out[: len(piece)] = piece
        self._at += len(piece)
        return len(piece)

    def close(self) -> None:
        self._chunk = b""
        self._content.close()
        super().close()


def stream(content: Content) -> BinaryIO:
    """Return the content as a readable, seekable stream. Reading raises ItemDamaged or VaultLocked."""
    return cast("BinaryIO", io.BufferedReader(_Stream(content)))
