"""How a package gets onto the disk: as one file, sealed to a receiver or with a passphrase, or in parts."""

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from glob import escape
from pathlib import Path
from typing import BinaryIO

from desktop.core import files
from desktop.core.errors import LindenError
from desktop.core.work import Work
from desktop.handover import building, parts, sealing
from desktop.handover.building import Sign
from desktop.handover.errors import PackagePassphraseEmpty
from desktop.handover.plan import Plan

_CHUNK = 1024 * 1024
_HEX = "[0-9a-f]" * 8
_THREE_DIGITS = "[0-9]" * 3


@dataclass(frozen=True)
class Shape:
    """In which form a package is written; plain and in one file if nothing is said."""

    receiver_key: str | None = None
    passphrase: str | None = field(default=None, repr=False)
    split: int | None = None
    """How many bytes a part has, or none for one file."""

    def place(self, wished: Path) -> Path:
        """Return where the package will be. Raises ReceiverKeyWrong, PackagePassphraseEmpty, AlreadyThere."""
        if self.receiver_key is not None:
            sealing.receiver(self.receiver_key)
        if self.passphrase is not None and not self.passphrase:
            raise PackagePassphraseEmpty
        out = wished
        if self._is_sealed and wished.suffix != sealing.SUFFIX:
            out = wished.with_name(wished.name + sealing.SUFFIX)
        others = [how_to_place(out), *out.parent.glob(f"{escape(out.name)}.{_THREE_DIGITS}")] if self.split else []
        for place in (out, *others):
            files.require_new(place)
        return out

    @property
    def _is_sealed(self) -> bool:
        return self.receiver_key is not None or self.passphrase is not None


@dataclass(frozen=True)
class Written:
    """What was written: the sizes of the package's files by path, its SHA-256, and its parts where it was cut."""

    sizes: dict[str, int]
    sha256: str
    parts: tuple[Path, ...] = ()


def write(plan: Plan, sign: Sign, out: Path, work: Work, *, shape: Shape, language: str) -> Written:
    """Write a package. Raises ItemChanged, PartSizeWrong, AlreadyThere, DiskFull, FolderNotWritable, Stopped."""
    if not shape.split:
        with files.creating(out) as file:
            sizes = _write_to(file, plan, sign, work, shape)
        return Written(sizes, _sha256([out]))
    with parts.PartsWriter(out, shape.split) as writer:
        sizes = _write_to(writer, plan, sign, work, shape)
        made = writer.finish()
    places = tuple(one.path for one in made)
    try:
        sha256 = _sha256(places)
        files.write(how_to_place(out), parts.how_to_join(out, made, sha256, language))
    except LindenError:
        remove(places)
        raise
    return Written(sizes, sha256, places)


def how_to_place(out: Path) -> Path:
    """Return where the text is that says how the parts are joined."""
    return out.with_name(out.name + parts.HOW_TO)


def leftovers(out: Path, *, is_split: bool) -> Iterator[Path]:
    """Yield what a killed program left of the package that was to be at `out`: hidden halves, and parts without their text."""
    name = escape(out.name)
    yield from out.parent.glob(f".{name}.{_HEX}.part")
    if is_split and not how_to_place(out).exists():
        yield from out.parent.glob(f".{name}.{_THREE_DIGITS}.{_HEX}.part")
        yield from out.parent.glob(f"{name}.{_THREE_DIGITS}")


def remove(places: Iterable[Path]) -> None:
    """Remove files; what cannot be removed stays."""
    for place in places:
        try:
            place.unlink()
        except OSError:
            continue


def _write_to(out: BinaryIO | parts.PartsWriter, plan: Plan, sign: Sign, work: Work, shape: Shape) -> dict[str, int]:
    target: BinaryIO = out  # type: ignore[assignment]  # a raw stream is a BinaryIO in all but its name
    if shape.receiver_key is not None:
        return sealing.write_sealed(plan, sign, target, work, shape.receiver_key)
    if shape.passphrase is not None:
        return sealing.write_locked(plan, sign, target, work, passphrase=shape.passphrase)
    return building.write_once(plan, sign, target, work) if shape.split else building.write_zip(plan, sign, target, work)


def _sha256(places: Iterable[Path]) -> str:
    """Return the hash of the files, one after the other, as the disk gives them back."""
    digest = hashlib.sha256()
    for place in places:
        try:
            with place.open("rb") as file:
                while chunk := file.read(_CHUNK):
                    digest.update(chunk)
        except OSError as error:
            raise files.as_reading_error(error, place) from error
    return digest.hexdigest()
