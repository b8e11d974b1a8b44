"""The bag: its declaration, its description and its manifests, as BagIt 1.0 (RFC 8493) has them."""

import re
from collections.abc import Mapping
from typing import Literal

from desktop.handover.errors import PackageUnreadable

Algorithm = Literal["sha256", "sha512"]
ALGORITHMS: tuple[Algorithm, ...] = ("sha256", "sha512")

DECLARATION_PATH = "bagit.txt"
DECLARATION = b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"
INFO_PATH = "bag-info.txt"
PAYLOAD = "data/"
MOST_MANIFEST_BYTES = 64 * 1024 * 1024

_LINE = {"sha256": re.compile(r"([0-9a-f]{64})  (.+)"), "sha512": re.compile(r"([0-9a-f]{128})  (.+)")}


def manifest_path(algorithm: Algorithm) -> str:
    """Return the name of the list of payload files."""
    return f"manifest-{algorithm}.txt"


def tag_manifest_path(algorithm: Algorithm) -> str:
    """Return the name of the list of all other files."""
    return f"tagmanifest-{algorithm}.txt"


def manifest(hashes: Mapping[str, str]) -> bytes:
    """Return a manifest of hashes by path, sorted by path, ended by a line feed."""
    return "".join(f"{hashes[path]}  {path}\n" for path in sorted(hashes)).encode()


def read_manifest(untrusted: bytes, algorithm: Algorithm, part: str) -> dict[str, str]:
    """Return the hashes by path. Raises PackageUnreadable where it is not written exactly as we write it."""
    if len(untrusted) > MOST_MANIFEST_BYTES:
        raise PackageUnreadable(name=part, part=part)
    try:
        lines = untrusted.decode().split("\n")
    except UnicodeDecodeError as error:
        raise PackageUnreadable(name=part, part=part) from error
    hashes: dict[str, str] = {}
    for line in lines[:-1]:
        match = _LINE[algorithm].fullmatch(line)
        if match is None or match[2] in hashes:
            raise PackageUnreadable(name=part, part=part)
        hashes[match[2]] = match[1]
    if lines[-1] or list(hashes) != sorted(hashes):
        raise PackageUnreadable(name=part, part=part)
    return hashes


def info(*, package_id: str, made_on: str, program: str, payload_bytes: int, payload_files: int) -> bytes:
    """Return bag-info.txt. It names nobody: the receiver learns from the letter whose package it is."""
    lines = (
        f"Bag-Software-Agent: {program}",
        f"Bagging-Date: {made_on}",
        f"External-Identifier: {package_id}",
        f"Payload-Oxum: {payload_bytes}.{payload_files}",
    )
    return "".join(f"{line}\n" for line in lines).encode()
