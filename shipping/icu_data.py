"""The data of ICU, Qt's library for sorting texts, cut down to the languages of the program: 32 MB become 2.

Layout: ICU User Guide, "ICU Data" (a header, a table of contents, then the items, each at a multiple of 16); package format CmnD.
"""

import re
import struct
import subprocess
from pathlib import Path

from shipping import elf

# Sorting in Korean and English, and what these rest on. Dates, numbers and letters are Qt's own.
KEPT = re.compile(r"(coll/)?(root|ko|en|pool|res_index)\.res|coll/ucadata\.icu|cnvalias\.icu|(nfkc|nfkc_cf)\.nrm")
_ALIGNED = 16


def reduced(library: Path, folder: Path) -> Path:
    """Compile a library with the kept items of this one, under the same name, and return it."""
    symbol = next(one for one in elf.offered(library) if one.name.endswith("_dat"))
    data = subset(_bytes_of(library, symbol.name, symbol.size))
    folder.mkdir(parents=True, exist_ok=True)
    held, code, made = folder / f"{symbol.name}.bin", folder / f"{symbol.name}.s", folder / library.name
    held.write_bytes(data)
    code.write_text(
        f".section .rodata\n.globl {symbol.name}\n.type {symbol.name},@object\n.balign {_ALIGNED}\n{symbol.name}:\n"
        f'.incbin "{held}"\n.size {symbol.name}, .-{symbol.name}\n.section .note.GNU-stack,"",@progbits\n',
        encoding="utf-8",
    )
    subprocess.run(
        ["cc", "-shared", "-nostdlib", f"-Wl,-soname,{library.name}", "-Wl,--build-id=none", "-s", "-o", str(made), str(code)], check=True
    )
    return made


def subset(data: bytes) -> bytes:
    """Return a package of ICU data with the kept items only."""
    header = data[: struct.unpack_from("<H", data)[0]]
    if header[2:4] != b"\xda\x27" or header[12:16] != b"CmnD":
        raise ValueError("not a package of ICU data")
    body = data[len(header) :]
    count = struct.unpack_from("<I", body)[0]
    entries = [struct.unpack_from("<2I", body, 4 + 8 * number) for number in range(count)]
    ends = [start for _, start in entries[1:]] + [len(body)]
    items = []
    for (name_at, start), end in zip(entries, ends, strict=True):
        name = body[name_at : body.index(b"\0", name_at)]
        if KEPT.fullmatch(name.decode().split("/", 1)[1]):
            items.append((name, body[start:end]))
    return header + _packed(items)


def _packed(items: list[tuple[bytes, bytes]]) -> bytes:
    table_end = 4 + 8 * len(items)
    names = b"".join(name + b"\0" for name, _ in items)
    position = _up(table_end + len(names))
    table, content, name_at = struct.pack("<I", len(items)), b"", table_end
    for name, item in items:
        table += struct.pack("<2I", name_at, position + len(content))
        name_at += len(name) + 1
        content += item.ljust(_up(len(item)), b"\0")
    return (table + names).ljust(position, b"\0") + content


def _up(number: int) -> int:
    return -(-number // _ALIGNED) * _ALIGNED


def _bytes_of(library: Path, name: str, size: int) -> bytes:
    """Return what a symbol names, from the file: the data stands in the first segment, where address and place are the same."""
    told = subprocess.run(["nm", "-D", str(library)], capture_output=True, text=True, check=True).stdout
    address = next(int(line.split()[0], 16) for line in told.splitlines() if line.split()[-1].partition("@")[0] == name)
    return library.read_bytes()[address : address + size]
