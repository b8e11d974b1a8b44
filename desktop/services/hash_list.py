"""A list of hashes that a person may take to a hash-matching service: PDQ for pictures, MD5 for every file. No picture is kept or copied.

Services such as StopNCII.org and NCMEC Take It Down make the hashes themselves, on the person's own device, and send only those; the list
is for those that take hashes from others, for the police, and to recognise a file later. PDQ is made from the picture at 512 pixels, as its
reference does it and as the vault keeps it; where its quality is below 50 services refuse it, and so it is left out here.
"""

import csv
import hashlib
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from desktop.core.errors import LindenError
from desktop.core.files import as_reading_error, creating, is_folder
from desktop.core.names import shown
from desktop.core.work import Work
from desktop.media.decoder import Decoder
from desktop.media.errors import FormatNotSupported, NotAPicture
from desktop.media.files import FILM_SUFFIXES, PICTURE_SUFFIXES, opened, pictures_in
from desktop.media.limits import Limits

_CHUNK = 1024 * 1024
COLUMNS = ("file", "md5", "sha256", "pdq", "pdq_quality")


@dataclass(frozen=True)
class Hashed:
    """The hashes of one file."""

    path: Path
    md5: str
    sha256: str
    pdq: str
    """64 hexadecimal digits; empty where the file is no picture, or there is too little in it to tell it by."""
    pdq_quality: int | None
    """0 to 100; None where the file is no picture."""


@dataclass(frozen=True)
class NotHashed:
    """A file that could not be read, and why."""

    path: Path
    error: LindenError


def hashes_of(paths: Sequence[Path], work: Work) -> Iterator[Hashed | NotHashed]:
    """Yield the hashes of files, and of the pictures and films in folders; one that cannot be read does not end it. Raises Stopped."""
    files = [file for path in paths for file in (pictures_in(path, PICTURE_SUFFIXES | FILM_SUFFIXES) if is_folder(path) else [path])]
    with Decoder() as decoder:
        for number, file in enumerate(files):
            work.step(number, len(files))
            try:
                yield _hashed(file, decoder)
            except LindenError as error:
                yield NotHashed(file, error)
    work.step(len(files), len(files))


def save(hashed: Sequence[Hashed], out: Path) -> None:
    """Write the list as CSV (RFC 4180) to a new file. Raises AlreadyThere, FolderNotWritable or DiskFull."""
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(COLUMNS)
    for one in hashed:
        writer.writerow([_harmless(shown(one.path.name)), one.md5, one.sha256, one.pdq, "" if one.pdq_quality is None else one.pdq_quality])
    with creating(out) as file:
        file.write(text.getvalue().encode())


def _hashed(file: Path, decoder: Decoder) -> Hashed:
    from desktop.matching import hashes

    md5, sha256 = hashlib.md5(usedforsecurity=False), hashlib.sha256()
    kept = bytearray()
    with opened(file) as stream:
        try:
            while chunk := stream.read(_CHUNK):
                md5.update(chunk)
                sha256.update(chunk)
                # A film may be of any length; only what could be a picture is held.
                if len(kept) <= Limits().max_bytes:
                    kept += chunk
        except OSError as error:
            raise as_reading_error(error, file) from error
    sums = md5.hexdigest(), sha256.hexdigest()
    if len(kept) > Limits().max_bytes:
        return Hashed(file, *sums, "", None)
    try:
        picture = decoder.read(bytes(kept), longest_side=hashes.SIDE)
    except (NotAPicture, FormatNotSupported):
        return Hashed(file, *sums, "", None)
    found = hashes.of_picture(picture.pixels)
    return Hashed(file, *sums, found.hex if found.quality >= hashes.LOWEST_QUALITY else "", found.quality)


def _harmless(name: str) -> str:
    # A spreadsheet takes a cell that begins so for a formula, and names come from strangers.
    return f"'{name}" if name[:1] in "=+-@" else name
