"""Names of files in a package: readable, and safe on Windows, FAT sticks, macOS and Linux."""

import unicodedata
from collections.abc import Iterable
from pathlib import PurePosixPath

LONGEST = 80
"""Letters of a name without its ending; ten Hangul folders deep it still fits Windows' 260."""
LONGEST_BYTES = 180

# Anything else gets ".bin" behind it: a receiver who clicks twice on evidence must not start a program.
HARMLESS_SUFFIXES = frozenset({
    ".jpg", ".jpeg", ".jpe", ".png", ".gif", ".webp", ".heic", ".heif", ".avif", ".bmp", ".tif", ".tiff",
    ".mp4", ".m4v", ".mov", ".mkv", ".webm", ".avi", ".3gp", ".mp3", ".m4a", ".ogg", ".wav", ".flac",
    ".pdf", ".txt", ".csv", ".json", ".jsonl", ".docx", ".tsr",
})  # fmt: skip
_ALLOWED_MARKS = frozenset("-_.()+,")
# Names of devices, which Windows keeps for itself in every folder and with every ending.
_RESERVED = frozenset({"con", "prn", "aux", "nul", *(f"{port}{digit}" for port in ("com", "lpt") for digit in "0123456789¹²³")})


def safe(untrusted_name: str, fallback: str = "file") -> str:
    """Return a name made from `untrusted_name` that every common file system takes, in NFC.

    Letters and digits of any script stay; spaces and anything else become "_". Endings that some computer
    would run get ".bin" behind them.
    """
    name = unicodedata.normalize("NFC", untrusted_name)
    kept = "".join(letter if letter.isalnum() or letter in _ALLOWED_MARKS or _is_mark(letter) else "_" for letter in name)
    suffix = PurePosixPath(kept).suffix.lower()
    suffix = suffix if suffix[1:].isalnum() else ""
    stem = kept[: len(kept) - len(suffix)] if suffix else kept
    if suffix and suffix not in HARMLESS_SUFFIXES:
        stem, suffix = kept, ".bin"
    stem = _cut(stem).strip("._") or fallback
    if stem.split(".", 1)[0].lower() in _RESERVED:
        stem = f"_{stem}"
    return unicodedata.normalize("NFC", stem + suffix)


def distinct(name: str, taken: Iterable[str]) -> str:
    """Return `name`, numbered if a file system that ignores case or accents' form would take it for one of `taken`."""
    used = {_folded(other) for other in taken}
    path = PurePosixPath(name)
    candidate, number = name, 2
    while _folded(candidate) in used:
        candidate = f"{path.stem}-{number}{path.suffix}"
        number += 1
    return candidate


def _folded(name: str) -> str:
    return unicodedata.normalize("NFC", unicodedata.normalize("NFKC", name).casefold())


def _is_mark(letter: str) -> bool:
    return unicodedata.category(letter) in {"Mn", "Mc"}


def _cut(stem: str) -> str:
    stem = stem[:LONGEST]
    while len(stem.encode()) > LONGEST_BYTES:
        stem = stem[:-1]
    return stem
