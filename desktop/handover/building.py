"""Writing a package: one pass over its files, in constant memory, as pieces that go to a file or into an encryption."""

import hashlib
import zlib
from collections.abc import Callable, Iterator, Mapping
from io import BytesIO
from typing import BinaryIO

from desktop.core.work import Work
from desktop.handover import bag, seal, zip_layout
from desktop.handover.errors import ItemChanged
from desktop.handover.plan import File, Plan
from desktop.handover.zip_layout import Stored

CHUNK = 1024 * 1024

Sign = Callable[[bytes], bytes]


class Assembly:
    """One package on its way out: `pieces` yields its bytes in order; then `patches` says which CRCs to put in.

    The CRC-32 of a file stands before its content, but is known only after it. A target that can be written to
    twice gets it at the end (`patches`); one that cannot, such as an encryption, is given `known_crcs` from a
    first reading.
    """

    def __init__(self, plan: Plan, sign: Sign, work: Work, known_crcs: Mapping[str, int] | None = None) -> None:
        self.patches: list[tuple[int, bytes]] = []
        self.sizes: dict[str, int] = {}
        self._plan = plan
        self._sign = sign
        self._work = work
        self._known_crcs = known_crcs or {}
        self._stored: list[Stored] = []
        self._hashes: dict[str, dict[bag.Algorithm, str]] = {}
        self._at = zip_layout.dos_time(plan.facts.made_at)
        self._position = 0
        self._done = 0
        self._total = sum(file.size for file in plan.files)

    def pieces(self) -> Iterator[bytes]:
        """Yield the bytes of the package. Raises ItemChanged, Stopped, and what the vault raises."""
        for file in self._plan.files:
            yield from self._file(file)
        for path, content in self._manifests(payload=True).items():
            yield from self._file(_small(path, content))
        tag_manifests = self._manifests(payload=False)
        for path, content in tag_manifests.items():
            yield from self._file(_small(path, content))
        text = self._seal(tag_manifests)
        yield from self._file(_small(seal.SEAL_PATH, text))
        yield from self._file(_small(seal.SIGNATURE_PATH, self._sign(text)))
        yield zip_layout.ending(self._stored, self._at)

    def _file(self, file: File) -> Iterator[bytes]:
        name = f"{self._plan.facts.folder}/{file.path}"
        crc_before = self._crc_before(file)
        stored = Stored(name, file.size, crc_before or 0, self._position)
        yield zip_layout.local_header(stored, self._at)
        sha256, sha512, crc = hashlib.sha256(), hashlib.sha512(), 0
        for chunk in read_all(file):
            self._work.step(self._done, self._total)
            sha256.update(chunk)
            sha512.update(chunk)
            crc = zlib.crc32(chunk, crc)
            yield chunk
            self._done = min(self._done + len(chunk), self._total)
        if (file.sha256 and sha256.hexdigest() != file.sha256) or (crc_before is not None and crc != crc_before):
            raise ItemChanged(item=file.item_id or file.path)
        if crc_before is None:
            self.patches.append((self._position + zip_layout.CRC_OFFSET, crc.to_bytes(4, "little")))
        self._hashes[file.path] = {"sha256": sha256.hexdigest(), "sha512": sha512.hexdigest()}
        self._stored.append(Stored(name, file.size, crc, self._position))
        self._position = stored.end
        self.sizes[file.path] = file.size

    def _crc_before(self, file: File) -> int | None:
        if file.is_in_memory:
            with file.open() as stream:
                return zlib.crc32(stream.read())
        return self._known_crcs.get(file.path)

    def _manifests(self, *, payload: bool) -> dict[str, bytes]:
        name = bag.manifest_path if payload else bag.tag_manifest_path
        paths = [path for path in self._hashes if path.startswith(bag.PAYLOAD) == payload]
        return {name(algorithm): bag.manifest({path: self._hashes[path][algorithm] for path in paths}) for algorithm in bag.ALGORITHMS}

    def _seal(self, tag_manifests: Mapping[str, bytes]) -> bytes:
        facts = self._plan.facts
        hashes = {path: hashlib.sha256(content).hexdigest() for path, content in tag_manifests.items()}
        return seal.Seal(facts.package_id, facts.folder, facts.made_at, facts.fingerprint, hashes).as_bytes()


def write_zip(plan: Plan, sign: Sign, out: BinaryIO, work: Work) -> dict[str, int]:
    """Write the package to a file that can be written to twice, and return the sizes of its files by path."""
    assembly = Assembly(plan, sign, work)
    out.writelines(assembly.pieces())
    for offset, crc in assembly.patches:
        out.seek(offset)
        out.write(crc)
    return assembly.sizes


def write_once(plan: Plan, sign: Sign, out: BinaryIO, work: Work) -> dict[str, int]:
    """Write the package to what can be written to only once, such as parts; return the sizes of its files by path."""
    assembly = Assembly(plan, sign, work, crcs(plan, work))
    out.writelines(assembly.pieces())
    return assembly.sizes


def crcs(plan: Plan, work: Work) -> dict[str, int]:
    """Return the CRC-32 of every original, from a first reading."""
    found = {}
    for number, file in enumerate(plan.files):
        if file.is_in_memory:
            continue
        crc = 0
        for chunk in read_all(file):
            work.step(number, len(plan.files))
            crc = zlib.crc32(chunk, crc)
        found[file.path] = crc
    return found


def read_all(file: File) -> Iterator[bytes]:
    """Yield a file's bytes, exactly as many as were announced. Raises ItemChanged."""
    left = file.size
    with file.open() as stream:
        while chunk := stream.read(CHUNK):
            left -= len(chunk)
            if left < 0:
                break
            yield chunk
    if left != 0:
        raise ItemChanged(item=file.item_id or file.path)


def _small(path: str, content: bytes) -> File:
    return File(path, len(content), "proof", lambda: BytesIO(content))
