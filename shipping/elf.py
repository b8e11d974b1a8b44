"""What a Linux library needs and offers, as binutils tell it."""

import re
import subprocess
from dataclasses import dataclass
from functools import cache
from pathlib import Path


@dataclass(frozen=True)
class Symbol:
    """One name that a library offers or asks for."""

    name: str
    version: str
    kind: str
    """The letter of `nm`: T and W are functions, B, D, R and V are data."""
    size: int

    @property
    def is_data(self) -> bool:
        """Whether it names bytes, not a function."""
        return self.kind in "BDRVGSu"


@cache
def needed(library: Path) -> tuple[str, ...]:
    """Return the names of the libraries that a library is linked to."""
    return tuple(re.findall(r"^\s*NEEDED\s+(\S+)", _told("objdump", "-p", library), re.MULTILINE))


@cache
def asked_for(library: Path) -> dict[str, str]:
    """Return the names that a library expects others to offer, with the version of each it wants (or nothing)."""
    lines = _told("nm", "-D", "--undefined-only", "--with-symbol-versions", library).splitlines()
    return {name: version for name, _, version in (line.split()[-1].partition("@") for line in lines)}


@cache
def offered(library: Path) -> tuple[Symbol, ...]:
    """Return what a library offers to others."""
    found = []
    for line in _told("nm", "-D", "-S", "--defined-only", "--with-symbol-versions", library).splitlines():
        # "address size kind name@@version"; a name without a size has one column less.
        *numbers, kind, name = line.split()
        plain, _, version = name.partition("@")
        found.append(Symbol(plain, version.lstrip("@"), kind, int(numbers[1], 16) if len(numbers) > 1 else 0))
    return tuple(found)


def is_elf(path: Path) -> bool:
    """Whether a file is a program or library of Linux."""
    with path.open("rb") as file:
        return file.read(4) == b"\x7fELF"


def _told(*command: str | Path) -> str:
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout
