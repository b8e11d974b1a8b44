"""Verifying a bag that is not ours: whether its files are as its own lists say. Nothing in it is signed, and that is told.

The rules are those of BagIt 0.93 to 1.0 (RFC 8493 for 1.0). A fetch list is read and never followed: this program has no
network, and an address in evidence may tell someone that it was opened.
"""

import hashlib
import re
import unicodedata
from collections.abc import Iterator
from functools import cached_property
from pathlib import Path

from desktop.core.names import shown
from desktop.core.work import Work
from desktop.handover import bag_files, bag_lists, findings
from desktop.handover.bag_files import ZIP_DAMAGE, BagFile, BagFiles
from desktop.handover.bag_lists import Declaration, Manifest
from desktop.handover.errors import PackageUnreadable
from desktop.handover.result import Problem, Verified

PAYLOAD = "data/"
_MANIFEST = re.compile(r"(tag)?manifest-([a-z0-9-]{1,32})\.txt")
_CHUNK = 1024 * 1024
_MOST_TAG_BYTES = 64 * 1024 * 1024
# Files of the systems' own that are lost on the way from one computer to another, and hold nothing of anybody's.
_OF_SYSTEMS = frozenset({".DS_Store", "Thumbs.db", "desktop.ini"})


def verify(path: Path, work: Work) -> Verified:
    """Return whether a bag is whole. Raises NotAPackage, PackageUnreadable, FileMissing, FileUnreadable, Stopped."""
    with bag_files.opened(path) as held:
        judge = _Judge(held, work)
        problems = tuple(dict.fromkeys(judge.problems()))
        payload = sum(name.startswith(PAYLOAD) for name in held.files)
        notes = tuple(dict.fromkeys(judge.notes))
    return Verified(ok=not problems, problems=problems, items=payload, kind="bag", notes=(findings.bag_unsigned(), *notes))


class _Judge:
    """One bag under examination; `notes` are oddities that leave it valid."""

    def __init__(self, held: BagFiles, work: Work) -> None:
        self.notes: list[Problem] = []
        self._held = held
        self._work = work
        self._forgiven: set[str] = set()

    def problems(self) -> Iterator[Problem]:
        yield from (findings.bag_unsafe(name) for name in self._held.refused)
        if bag_files.DECLARATION_PATH not in self._held.files:
            yield findings.missing(bag_files.DECLARATION_PATH)
            return
        declaration = bag_lists.read_declaration(self._bytes(bag_files.DECLARATION_PATH))
        if declaration is None:
            yield findings.bag_unreadable(bag_files.DECLARATION_PATH)
            return
        payload, tags = self._manifests(declaration)
        if not any(one.hashes or one.is_readable for one in payload.values()):
            yield findings.missing("manifest-sha256.txt")
        for path, one in {**payload, **tags}.items():
            yield from self._of_list(path, one, declaration)
        yield from self._completeness(payload, declaration)
        yield from self._fetch(payload, declaration)
        yield from self._contents([*payload.values(), *tags.values()])
        yield from self._size(declaration)
        if payload and bag_lists.FORGEABLE.issuperset(one.algorithm for one in payload.values()):
            self.notes.append(findings.bag_forgeable(", ".join(one.algorithm.upper() for one in payload.values())))

    def _manifests(self, declaration: Declaration) -> tuple[dict[str, Manifest], dict[str, Manifest]]:
        payload: dict[str, Manifest] = {}
        tags: dict[str, Manifest] = {}
        for path in sorted(self._held.files):
            found = _MANIFEST.fullmatch(path)
            if found is None:
                continue
            algorithm = found[2].replace("-", "")
            if algorithm not in bag_lists.DIGITS:
                self.notes.append(findings.bag_unknown_algorithm(path))
                continue
            (tags if found[1] else payload)[path] = bag_lists.read_manifest(self._text(path, declaration), algorithm, declaration)
        return payload, tags

    def _of_list(self, path: str, one: Manifest, declaration: Declaration) -> Iterator[Problem]:
        if not one.is_readable:
            yield findings.bag_unreadable(path)
        yield from (findings.bag_unsafe(name) for name in one.unsafe)
        yield from (findings.bag_listed_twice(name) for name in one.torn)
        twice = [findings.bag_listed_twice(name) for name in one.twice]
        if declaration.is_1_0:
            yield from twice
        else:
            self.notes += twice
        self.notes += [findings.bag_oddly_written(name) for name in one.odd]
        is_payload = not path.startswith("tag")
        yield from (findings.bag_oddly_written(name) for name in one.hashes if name.startswith(PAYLOAD) != is_payload)

    def _completeness(self, payload: dict[str, Manifest], declaration: Declaration) -> Iterator[Problem]:
        """Every payload file must be in every list of BagIt 1.0, and in one of an older bag."""
        listed = [{self._there(name) for name in one.hashes} for one in payload.values()]
        for path in self._held.files:
            is_in = [path in names for names in listed]
            if path.startswith(PAYLOAD) and (not any(is_in) or (declaration.is_1_0 and not all(is_in))):
                yield findings.bag_unlisted(path)

    def _fetch(self, payload: dict[str, Manifest], declaration: Declaration) -> Iterator[Problem]:
        if "fetch.txt" not in self._held.files:
            return
        paths, unsafe, is_readable = bag_lists.read_fetch(self._text("fetch.txt", declaration), declaration)
        if not is_readable:
            yield findings.bag_unreadable("fetch.txt")
        yield from (findings.bag_unsafe(name) for name in unsafe)
        for path in paths:
            if self._there(path) is None:
                self._forgiven.add(path)
                yield findings.bag_not_fetched(path)
            elif not any(path in one.hashes for one in payload.values()):
                yield findings.bag_unlisted(path)
        self.notes.append(findings.bag_fetch_not_followed())

    def _contents(self, lists: list[Manifest]) -> Iterator[Problem]:
        expected: dict[str, dict[str, set[str]]] = {}
        for one in lists:
            for name, value in one.hashes.items():
                path = self._there(name)
                if path is None:
                    yield from self._absent(name)
                    continue
                if path != name:
                    self.notes.append(findings.bag_other_letters(name, path))
                expected.setdefault(path, {}).setdefault(one.algorithm, set()).add(value)
        total = sum(self._held.files[path].size for path in expected)
        done = 0
        for path, values in expected.items():
            file = self._held.files[path]
            hashes = self._hashes(file, list(values), done, total)
            done += file.size
            if hashes is None or any(wanted != {hashes[name]} for name, wanted in values.items()):
                yield findings.bag_changed(path)

    def _absent(self, name: str) -> Iterator[Problem]:
        if name in self._forgiven:
            return
        if name.rsplit("/", maxsplit=1)[-1] in _OF_SYSTEMS:
            self._forgiven.add(name)
            self.notes.append(findings.missing(name))
        else:
            yield findings.missing(name)

    def _size(self, declaration: Declaration) -> Iterator[Problem]:
        info = next((path for path in ("bag-info.txt", "package-info.txt") if path in self._held.files), None)
        stated = bag_lists.read_oxum(self._text(info, declaration)) if info else None
        if stated is None or self._forgiven:
            return
        sizes = [file.size for path, file in self._held.files.items() if path.startswith(PAYLOAD)]
        if stated != (sum(sizes), len(sizes)):
            yield findings.bag_other_size(info or "")

    def _hashes(self, file: BagFile, algorithms: list[str], done: int, total: int) -> dict[str, str] | None:
        """Return the hashes of one file, or None where the ZIP around it is damaged."""
        digests = {name: hashlib.new(name, usedforsecurity=False) for name in algorithms}
        try:
            with file.open() as stream:
                while chunk := stream.read(_CHUNK):
                    self._work.step(min(done, total), total)
                    done += len(chunk)
                    for digest in digests.values():
                        digest.update(chunk)
        except ZIP_DAMAGE:
            return None
        return {name: digest.hexdigest() for name, digest in digests.items()}

    def _there(self, name: str) -> str | None:
        """Return under which path a listed file lies: systems keep the form and the case of letters in their own ways."""
        if name in self._held.files:
            return name
        return self._by_fold.get(_folded(name))

    @cached_property
    def _by_fold(self) -> dict[str, str]:
        return {_folded(path): path for path in self._held.files}

    def _text(self, path: str, declaration: Declaration) -> str | None:
        return bag_lists.decoded(self._bytes(path), declaration.encoding)

    def _bytes(self, path: str) -> bytes:
        file = self._held.files[path]
        if file.size > _MOST_TAG_BYTES:
            raise PackageUnreadable(name=shown(self._held.name), part=shown(path))
        try:
            with file.open() as stream:
                return stream.read(_MOST_TAG_BYTES)
        except ZIP_DAMAGE:
            return b""


def _folded(path: str) -> str:
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", path).casefold())
