#!/usr/bin/env python3
"""Verify an evidence package with Python 3.8 or newer and nothing else. It needs no internet and changes nothing.

    python verify_package.py                 the unpacked folder in which this file lies
    python verify_package.py PACKAGE.zip     the ZIP file itself, its own bytes included
    python verify_package.py FOLDER          an unpacked folder elsewhere
    python verify_package.py --json ...      one JSON object, for machines

Exit status: 0 nothing differs, 1 something differs, 2 this is no such package.

What is checked: that every file is there, that no file was added, that every file has the SHA-256 and SHA-512 hash with which
it was sealed, that the custody log follows from itself up to its last line, and, of a ZIP file, that every byte around the
files is as it was written. The signature (Ed25519) cannot be checked by Python alone; where the program `openssl` (version 3)
is found, it is asked, otherwise the two commands are printed.
"""

# One file for any Python from 3.8 on, read by people who do not know this program: what each short function is, its name says.
# ruff: noqa: D103

import hashlib
import json
import os
import re
import shutil
import struct
import subprocess
import sys
import zlib
from pathlib import Path

SEAL = "seal.txt"
SIGNATURE = "seal.sig"
KEY = "public-key.pem"
LOG = "data/custody/log.jsonl"
HEAD = "data/custody/head.json"
HEAD_SIGNATURE = "data/custody/head.sig"
ALGORITHMS = ("sha256", "sha512")
NOT_IN_TAG_MANIFESTS = ("tagmanifest-sha256.txt", "tagmanifest-sha512.txt", SEAL, SIGNATURE)
REQUIRED = (*NOT_IN_TAG_MANIFESTS, "manifest-sha256.txt", "manifest-sha512.txt", "bagit.txt", KEY, LOG, HEAD, HEAD_SIGNATURE)
# Files that Windows and macOS put into folders that someone looks at; only in an unpacked folder they are passed over.
LEFT_BY_SYSTEMS = ("Thumbs.db", "desktop.ini", ".DS_Store")
CHUNK = 1024 * 1024
MOST_KEPT = 256 * 1024 * 1024
SEAL_TEXT = re.compile(
    r"Linden package seal 1\npackage: ([0-9]{8}-[0-9a-f]{16})\nfolder: ([^/\\\n\0]{1,200})\nmade-at: (\S{25})\n"
    r"key-sha256: ([0-9a-f]{64})\n([0-9a-f]{64})  tagmanifest-sha256\.txt\n([0-9a-f]{64})  tagmanifest-sha512\.txt\n"
)
# The fixed bytes before the 32 bytes of an Ed25519 key in SubjectPublicKeyInfo (RFC 8410).
KEY_START = bytes.fromhex("302a300506032b6570032100")

WORDS = {
    "en": {
        "ok": "Nothing differs: every file is as it was sealed.",
        "bad": "Something differs from what was sealed:",
        "changed": "changed",
        "missing": "missing",
        "added": "added, was not sealed",
        "zip_changed": "the ZIP file itself was changed here, outside of the contents of files",
        "zip_broken": "the ZIP file is cut, or was packed anew by another program (unpack it and verify the folder)",
        "custody_cut": "the custody log was cut, or does not fit its signed end",
        "custody_changed": "the custody log was changed here",
        "wrong_signature": "wrong signature",
        "wrong_seal": "the seal does not fit the key or the folder",
        "no_package": "This is not an evidence package.",
        "package": "Package",
        "made": "Made at",
        "files": "Files",
        "fingerprint": "Fingerprint of the key (compare it with what the sender tells you)",
        "signed": "Signature: right (checked by openssl).",
        "ask_openssl": "Signature: not checked here. With OpenSSL 3, in the unpacked folder:",
    },
    "ko": {
        "ok": "달라진 것이 없습니다. 모든 파일이 봉인할 때와 같습니다.",
        "bad": "봉인할 때와 다른 것이 있습니다:",
        "changed": "바뀌었음",
        "missing": "없어졌음",
        "added": "봉인한 뒤에 더해졌음",
        "zip_changed": "파일 내용이 아닌 ZIP 파일 자체가 이 부분에서 바뀌었음",
        "zip_broken": "ZIP 파일이 잘렸거나 다른 프로그램으로 다시 압축되었음 (압축을 풀고 폴더를 검증해 주세요)",
        "custody_cut": "보관 기록이 잘렸거나 서명된 끝과 맞지 않음",
        "custody_changed": "보관 기록이 이 부분에서 바뀌었음",
        "wrong_signature": "서명이 맞지 않음",
        "wrong_seal": "봉인이 키 또는 폴더와 맞지 않음",
        "no_package": "증거 꾸러미가 아닙니다.",
        "package": "꾸러미 번호",
        "made": "만든 때",
        "files": "파일 수",
        "fingerprint": "키 지문 (보낸 사람이 알려 준 것과 비교해 주세요)",
        "signed": "서명: 맞음 (openssl로 확인).",
        "ask_openssl": "서명: 여기서는 확인하지 않았습니다. OpenSSL 3으로, 압축을 푼 폴더에서:",
    },
}


class NoPackage(Exception):
    """What was given is no evidence package."""


class Content:
    """The hashes of one file, and its bytes where they are few and needed."""

    def __init__(self, chunks, *, keep):
        sha256, sha512, crc, kept, size = hashlib.sha256(), hashlib.sha512(), 0, [], 0
        for chunk in chunks:
            sha256.update(chunk)
            sha512.update(chunk)
            crc = zlib.crc32(chunk, crc)
            size += len(chunk)
            if keep and size <= MOST_KEPT:
                kept.append(chunk)
        self.hashes = {"sha256": sha256.hexdigest(), "sha512": sha512.hexdigest()}
        self.crc, self.size, self.bytes = crc, size, b"".join(kept)


def is_kept(path):
    return not path.startswith("data/") or path.startswith("data/custody/")


def read_folder(folder):
    """Return the contents of a folder's files by path."""
    found = {}
    for place in folder.rglob("*"):
        path = place.relative_to(folder).as_posix()
        if place.is_symlink():
            found[path] = Content([], keep=False)
        elif place.is_file() and place.name not in LEFT_BY_SYSTEMS:
            with place.open("rb") as file:
                found[path] = Content(iter(lambda file=file: file.read(CHUNK), b""), keep=is_kept(path))
    return found


def chunks_of(file, start, size):
    file.seek(start)
    while size > 0:
        chunk = file.read(min(CHUNK, size))
        if not chunk:
            return
        size -= len(chunk)
        yield chunk


def read_zip(file, size):
    """Return folder, contents by path, and the problems of the ZIP itself. The layout is FORMAT.md, section 2."""
    entries = zip_entries(file, size)
    if entries is None:
        return None, {}, [("zip", "zip_broken")]
    folders = [name.split("/", 1)[0] for name, _length, _crc, _time in entries]
    folder = max(set(folders), key=folders.count)
    contents, problems, derived, position = {}, [], [], 0
    for name, length, _crc, _time in entries:
        path = name[len(folder) + 1 :] if name.startswith(folder + "/") else name
        start = position + 30 + len(name.encode()) + (20 if length >= 0xFFFFFFFF else 0)
        content = Content(chunks_of(file, start, length), keep=is_kept(path))
        if path in contents or content.size != length:
            problems.append((name, "added" if path in contents else "missing"))
        contents[path] = content
        derived.append((name, path, length, content.crc, position))
        position = start + length
    at = zip_time(contents, entries)
    listing = b""
    for name, path, length, crc, offset in derived:
        local, central = headers(name, length, crc, offset, at)
        file.seek(offset)
        wrong = file.read(len(local)) != local
        file.seek(position + len(listing))
        if wrong or file.read(len(central)) != central:
            problems.append(("zip: " + path, "zip_changed"))
        listing += central
    end = end_records(len(derived), len(listing), position)
    file.seek(position + len(listing))
    if file.read() != end:
        problems.append(("zip: end", "zip_changed"))
    return folder, contents, problems


def zip_entries(file, size):
    """Return (name, size, CRC, time) of every file from the list at the end, or None."""
    if size < 22:
        return None
    file.seek(size - 22)
    end = struct.unpack("<4s4H2IH", file.read(22))
    count, length, start = end[4:7]
    if count == 0xFFFF or 0xFFFFFFFF in (length, start):
        file.seek(max(0, size - 98))
        count, length, start = struct.unpack("<4sQ2H2I4Q", file.read(56))[-3:] if size >= 98 else (0, 0, 0)
    if end[0] != b"PK\x05\x06" or not 0 < count <= 250000 or length > 128 * 1024 * 1024 or start + length > size:
        return None
    file.seek(start)
    listing, entries, position, total = file.read(length), [], 0, 0
    while position + 46 <= len(listing):
        fields = struct.unpack_from("<4s6H3I5H2I", listing, position)
        name_length, extra_length, comment_length = fields[10:13]
        after = position + 46 + name_length
        try:
            name = listing[position + 46 : after].decode()
        except UnicodeDecodeError:
            return None
        long = fields[9]
        if long == 0xFFFFFFFF and extra_length >= 12 and after + 12 <= len(listing):
            long = struct.unpack_from("<Q", listing, after + 4)[0]
        entries.append((name, long, fields[7], fields[5:7]))
        total += 30 + len(name.encode()) + (20 if long >= 0xFFFFFFFF else 0) + long
        position = after + extra_length + comment_length
    return entries if entries and total == start else None


def zip_time(contents, entries):
    """Return the DOS time and date that the seal gives, or those of the first file where there is no sound seal."""
    seal = read_seal(contents)
    if seal is None:
        return entries[0][3]
    year, month, day, hour, minute, second = (int(part) for part in re.findall(r"\d+", seal[2])[:6])
    if not 1980 <= year <= 2107:
        return 0, 33
    return hour << 11 | minute << 5 | second // 2, (year - 1980) << 9 | month << 5 | day


def headers(name, size, crc, offset, at):
    """Return a file's header and its entry in the list."""
    raw = name.encode()
    extra = struct.pack("<2H2Q", 1, 16, size, size) if size >= 0xFFFFFFFF else b""
    short, needs = min(size, 0xFFFFFFFF), 45 if extra else 20
    local = struct.pack("<4s5H3I2H", b"PK\x03\x04", needs, 0x800, 0, *at, crc, short, short, len(raw), len(extra)) + raw + extra
    wide = ([size, size] if extra else []) + ([offset] if offset >= 0xFFFFFFFF else [])
    extra = struct.pack(f"<2H{len(wide)}Q", 1, 8 * len(wide), *wide) if wide else b""
    needs = 45 if wide else 20
    fixed = (b"PK\x01\x02", 0x300 | needs, needs, 0x800, 0, *at, crc, short, short, len(raw), len(extra), 0, 0, 0, 0o100644 << 16)
    return local, struct.pack("<4s6H3I5H2I", *fixed, min(offset, 0xFFFFFFFF)) + raw + extra


def end_records(count, length, start):
    records = b""
    if count >= 0xFFFF or length >= 0xFFFFFFFF or start >= 0xFFFFFFFF:
        records = struct.pack("<4sQ2H2I4Q", b"PK\x06\x06", 44, 0x32D, 45, 0, 0, count, count, length, start)
        records += struct.pack("<4sIQI", b"PK\x06\x07", 0, start + length, 1)
    few = min(count, 0xFFFF)
    return records + struct.pack("<4s4H2IH", b"PK\x05\x06", 0, 0, few, few, min(length, 0xFFFFFFFF), min(start, 0xFFFFFFFF), 0)


def read_seal(contents):
    """Return package, folder, time, fingerprint and the two hashes that the seal names, or None."""
    if SEAL not in contents:
        return None
    try:
        found = SEAL_TEXT.fullmatch(contents[SEAL].bytes.decode())
    except UnicodeDecodeError:
        return None
    return found.groups() if found else None


def read_manifest(content, algorithm):
    """Return the hashes by path, or None where it is not a manifest."""
    digits = 64 if algorithm == "sha256" else 128
    try:
        lines = content.bytes.decode().split("\n")
    except UnicodeDecodeError:
        return None
    found = {}
    for line in lines[:-1]:
        match = re.fullmatch(rf"([0-9a-f]{{{digits}}})  (.+)", line)
        if not match:
            return None
        found[match.group(2)] = match.group(1)
    return found if not lines[-1] else None


def check(contents):
    """Return what is wrong with the files of a package, as (path, code)."""
    seal = read_seal(contents)
    if seal is None and "bagit.txt" not in contents:
        raise NoPackage
    problems = [(path, "missing") for path in REQUIRED if path not in contents]
    if seal is None:
        problems.append((SEAL, "changed"))
    elif KEY in contents and fingerprint(contents[KEY].bytes) != seal[3]:
        problems.append((SEAL, "wrong_seal"))
    for number, algorithm in enumerate(ALGORITHMS):
        path = f"tagmanifest-{algorithm}.txt"
        if seal and path in contents and contents[path].hashes["sha256"] != seal[4 + number]:
            problems.append((path, "changed"))
        tags = [one for one in contents if not one.startswith("data/") and one not in NOT_IN_TAG_MANIFESTS]
        payload = [one for one in contents if one.startswith("data/")]
        problems += compare(contents, path, algorithm, tags)
        problems += compare(contents, f"manifest-{algorithm}.txt", algorithm, payload)
    problems += check_custody(contents)
    return list(dict.fromkeys(problems))


def compare(contents, manifest, algorithm, there):
    if manifest not in contents:
        return []
    listed = read_manifest(contents[manifest], algorithm)
    if listed is None:
        return [(manifest, "changed")]
    problems = [(path, "missing") for path in sorted(listed) if path not in contents]
    problems += [(path, "added") for path in sorted(there) if path not in listed]
    return problems + [
        (path, "changed") for path in sorted(listed) if path in contents and contents[path].hashes[algorithm] != listed[path]
    ]


def fingerprint(pem):
    """Return the SHA-256 of the 32 bytes of the key, or nothing."""
    import base64
    import binascii

    try:
        der = base64.b64decode(b"".join(line for line in pem.splitlines() if not line.startswith(b"-----")), validate=True)
    except (binascii.Error, ValueError):
        return ""
    return hashlib.sha256(der[len(KEY_START) :]).hexdigest() if der.startswith(KEY_START) and len(der) == 44 else ""


def check_custody(contents):
    """Follow the custody log from its first line to its signed end; hidden lines stand there as their hashes."""
    if LOG not in contents or HEAD not in contents:
        return []
    try:
        head = json.loads(contents[HEAD].bytes)
        count, last = head["count"], head["hash"]
    except (ValueError, KeyError, TypeError, RecursionError):
        return [(HEAD, "custody_cut")]
    lines, previous = contents[LOG].bytes.split(b"\n")[:-1], "0" * 64
    for number, line in enumerate(lines, start=1):
        try:
            record = json.loads(line)
            fits = record["number"] == number and ("hidden" in record or record["previous"] == previous)
        except (ValueError, KeyError, TypeError, RecursionError):
            fits = False
        if not fits:
            return [(f"{LOG}, line {number}", "custody_changed")]
        previous = record.get("hidden") or hashlib.sha256(line).hexdigest()
    return [] if (count, last) == (len(lines), previous) else [(LOG, "custody_cut")]


def signature_commands():
    return [
        ["openssl", "pkeyutl", "-verify", "-pubin", "-inkey", KEY, "-rawin", "-in", text, "-sigfile", signature]
        for text, signature in ((SEAL, SIGNATURE), (HEAD, HEAD_SIGNATURE))
    ]


def ask_openssl(contents):
    """Return True or False as openssl says, or None where it cannot be asked."""
    if not shutil.which("openssl") or not all(path in contents for path in (SEAL, SIGNATURE, KEY, HEAD, HEAD_SIGNATURE)):
        return None
    import tempfile

    with tempfile.TemporaryDirectory() as folder:
        for path in (SEAL, SIGNATURE, KEY, HEAD, HEAD_SIGNATURE):
            place = Path(folder, path)
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_bytes(contents[path].bytes)
        for command in signature_commands():
            done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
            said = done.stdout + done.stderr
            if "Signature Verification Failure" in said:
                return False
            if done.returncode != 0 or "Verified Successfully" not in said:
                return None
    return True


def verify(place):
    """Return the result for a ZIP file or a folder as a dict."""
    if place.is_dir():
        contents, problems = read_folder(place), []
    else:
        with place.open("rb") as file:
            folder, contents, problems = read_zip(file, place.stat().st_size)
        if folder is None and not is_zip(place):
            raise NoPackage
        seal = read_seal(contents)
        if seal and seal[1] != folder:
            problems.append((folder, "wrong_seal"))
    if contents or place.is_dir():
        found = check(contents)
        wrong = {path for path, _ in found}
        # A changed content changes the checksum that the ZIP has of it: that is one change, not two.
        problems = found + [one for one in problems if one[0][len("zip: ") :] not in wrong]
    seal = read_seal(contents)
    signed = ask_openssl(contents)
    if signed is False:
        problems.append((SIGNATURE, "wrong_signature"))
    return {
        "ok": not problems,
        "signature": {True: "right", False: "wrong", None: "not_checked"}[signed],
        "problems": [{"part": path, "code": code} for path, code in problems],
        "files": len(contents),
        "package": seal[0] if seal else "",
        "made_at": seal[2] if seal else "",
        "fingerprint": seal[3] if seal else "",
    }


def is_zip(place):
    with place.open("rb") as file:
        return file.read(4) == b"PK\x03\x04"


def language():
    import locale

    name = os.environ.get("LANG") or (locale.getlocale()[0] or "")
    return "ko" if name.lower().startswith("ko") else "en"


def tell(result, words):
    for key, value in (("package", "package"), ("made", "made_at"), ("files", "files"), ("fingerprint", "fingerprint")):
        print(f"{words[key]}: {result[value]}")
    print()
    if result["signature"] == "right":
        print(words["signed"])
    elif result["signature"] == "not_checked":
        print(words["ask_openssl"])
        for command in signature_commands():
            print("  " + " ".join(command))
    print(words["ok"] if result["ok"] else words["bad"])
    for problem in result["problems"]:
        print(f"  {visible(problem['part'])}: {words[problem['code']]}")


def visible(text):
    """Return a name with control characters made visible: it may come from someone who means harm."""
    return "".join(letter if letter.isprintable() else f"<U+{ord(letter):04X}>" for letter in text)


def main(arguments):
    words = WORDS[language()]
    as_json = "--json" in arguments
    places = [one for one in arguments if one != "--json"]
    if len(places) > 1 or any(one.startswith("-") for one in places):
        print(__doc__)
        return 2
    place = Path(places[0]) if places else Path(__file__).resolve().parent
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    try:
        result = verify(place)
    except (NoPackage, OSError) as error:
        print(words["no_package"] if isinstance(error, NoPackage) else error, file=sys.stderr)
        return 2
    if as_json:
        print(json.dumps(result, ensure_ascii=False))
    else:
        tell(result, words)
    return 0 if result["ok"] else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
