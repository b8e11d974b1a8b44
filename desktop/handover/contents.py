"""The bytes of a package read once: the hashes of every file, and the small ones whole."""

import hashlib
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO

from desktop.core.work import Work
from desktop.handover import bag, custody, evidence, seal
from desktop.handover.listing import MOST_FILES, Listing

LEFT_BY_SYSTEMS = frozenset({"Thumbs.db", "desktop.ini", ".DS_Store"})
_CHUNK = 1024 * 1024
_MOST_KEPT_BYTES = 64 * 1024 * 1024
_KEPT = frozenset({
    bag.DECLARATION_PATH,
    seal.SEAL_PATH, seal.SIGNATURE_PATH, seal.KEY_PATH,
    custody.LOG_PATH, custody.HEAD_PATH, custody.HEAD_SIGNATURE_PATH,
    evidence.JSON_PATH,
    *(bag.manifest_path(name) for name in bag.ALGORITHMS),
    *(bag.tag_manifest_path(name) for name in bag.ALGORITHMS),
})  # fmt: skip


@dataclass(frozen=True)
class Digests:
    """The size, the CRC-32 and the hashes of one file's content."""

    size: int
    crc: int
    sha256: str
    sha512: str

    def of(self, algorithm: bag.Algorithm) -> str:
        """Return the hash by this algorithm."""
        return self.sha256 if algorithm == "sha256" else self.sha512


@dataclass
class Contents:
    """What a package holds by path below its folder."""

    folder: str
    digests: dict[str, Digests] = field(default_factory=dict)
    kept: dict[str, bytes] = field(default_factory=dict)
    strangers: list[str] = field(default_factory=list)
    """Names that are outside of the folder, or there a second time."""

    def bytes_of(self, path: str) -> bytes:
        """Return a small file, or nothing where it is not there."""
        return self.kept.get(path, b"")


def read(stream: BinaryIO, listing: Listing, work: Work) -> Contents:
    """Read every file's content once, in constant memory."""
    folder = _folder(listing)
    contents = Contents(folder)
    total = sum(file.size for file in listing.files)
    done = 0
    for file, start in zip(listing.files, listing.contents, strict=True):
        path = file.name.removeprefix(f"{folder}/")
        if path == file.name or path in contents.digests:
            contents.strangers.append(file.name)
            continue
        chunks = _telling(_chunks(stream, start, file.size), work, done, total)
        contents.digests[path], kept = _digested(chunks, keep=_is_kept(path, file.size))
        done += file.size
        if path in _KEPT:
            contents.kept[path] = kept
    return contents


def read_folder(folder: Path, work: Work) -> Contents:
    """Read an unpacked package. What the systems themselves put into folders is passed over; a link counts as a stranger."""
    contents = Contents("")
    places = sorted(place for place in folder.rglob("*") if place.name not in LEFT_BY_SYSTEMS)
    total = sum(place.lstat().st_size for place in places)
    done = 0
    for place in places:
        path = place.relative_to(folder).as_posix()
        if place.is_symlink() or not (place.is_file() or place.is_dir()) or len(contents.digests) > MOST_FILES:
            contents.strangers.append(path)
        elif place.is_file():
            with place.open("rb") as stream:
                size = stream.seek(0, 2)
                contents.digests[path], kept = _digested(_telling(_chunks(stream, 0, size), work, done, total), keep=_is_kept(path, size))
            done += size
            if path in _KEPT:
                contents.kept[path] = kept
    return contents


def _telling(chunks: Iterator[bytes], work: Work, done: int, total: int) -> Iterator[bytes]:
    for chunk in chunks:
        work.step(min(done, total), total)
        done += len(chunk)
        yield chunk


def _is_kept(path: str, size: int) -> bool:
    return path in _KEPT and size <= _MOST_KEPT_BYTES


def _digested(chunks: Iterator[bytes], *, keep: bool) -> tuple[Digests, bytes]:
    sha256, sha512, crc, size, kept = hashlib.sha256(), hashlib.sha512(), 0, 0, []
    for chunk in chunks:
        sha256.update(chunk)
        sha512.update(chunk)
        crc = zlib.crc32(chunk, crc)
        size += len(chunk)
        if keep:
            kept.append(chunk)
    return Digests(size, crc, sha256.hexdigest(), sha512.hexdigest()), b"".join(kept)


def _folder(listing: Listing) -> str:
    """Return the folder that most files are in."""
    folders = [file.name.split("/", 1)[0] for file in listing.files if "/" in file.name]
    return max(set(folders), key=folders.count) if folders else ""


def _chunks(stream: BinaryIO, start: int, size: int) -> Iterator[bytes]:
    stream.seek(start)
    left = size
    while left and (chunk := stream.read(min(_CHUNK, left))):
        left -= len(chunk)
        yield chunk
