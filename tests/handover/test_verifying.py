"""Verifying: whatever differs from what was sealed is found and named, and whatever comes from outside is answered."""

import contextlib
import io
import json
import subprocess
import sys
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop.core.errors import FileMissing, LindenError, Stopped
from desktop.core.work import Work
from desktop.handover import bag, building, listing, seal, verifying, zip_layout
from desktop.handover.errors import NotAPackage, PackageSealed
from desktop.handover.item import Document
from desktop.handover.result import Verified
from desktop.handover.zip_layout import Stored
from tests.handover.packages import KEY, MADE_AT, custody_log, item, package, planned, saved, written

WHOLE = package([item(), item(2, None, kind="link", name="", sha256="", sha512="", md5="")], [Document("letter.txt", "report", b"letter")])


def _smallest() -> bytes:
    """Return a package without the pages, which are most of a small one, so that every byte of the rest can be tried."""
    plan = planned([item()], [Document("letter.txt", "report", b"letter")])
    kept = tuple(file for file in plan.files if file.what != "page" and file.path != "verify_package.py")
    return written(replace(plan, files=kept))


def _verify(content: bytes, fingerprint: str = "") -> Verified:
    return verifying.verify_stream(io.BytesIO(content), len(content), "evidence.zip", Work(), fingerprint)


def _parts(content: bytes) -> list[str]:
    return [problem.part for problem in _verify(content).problems]


def _spans(content: bytes) -> Iterator[tuple[int, int, str]]:
    """Yield begin, end and name of every part of a package."""
    found = listing.from_list(io.BytesIO(content), len(content))
    assert found is not None
    for file, start in zip(found.files, found.contents, strict=True):
        path = file.name.removeprefix("evidence/")
        yield file.offset, start, f"zip: {path}"
        yield start, start + file.size, path
    position = found.files[-1].end
    for file in found.files:
        after = position + len(zip_layout.central_header(file, (0, 0)))
        yield position, after, f"zip: {file.name.removeprefix('evidence/')}"
        position = after
    yield position, len(content), "zip: end"


def _unzipped(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def _zipped(files: dict[str, bytes]) -> bytes:
    """Pack files in our layout, as someone would who knows it and means harm."""
    out = io.BytesIO()
    stored: list[Stored] = []
    at = zip_layout.dos_time(MADE_AT)
    for name, content in files.items():
        file = Stored(name, len(content), zlib.crc32(content), out.tell())
        out.write(zip_layout.local_header(file, at) + content)
        stored.append(file)
    return out.getvalue() + zip_layout.ending(stored, at)


def test_a_package_is_as_it_was_sealed(tmp_path: Path) -> None:
    verified = verifying.verify(saved(tmp_path, WHOLE), Work())

    assert verified.ok
    assert verified.problems == ()
    assert verified.items == 2
    assert verified.made_at == "2026-11-23T10:15:01+09:00"
    assert verified.fingerprint == seal.fingerprint(KEY.public_key().public_bytes_raw())


@pytest.mark.slow
def test_every_changed_byte_of_a_package_is_found_and_its_part_is_named() -> None:
    content = _smallest()

    for begin, end, part in _spans(content):
        for offset in range(begin, end):
            changed = bytearray(content)
            changed[offset] ^= 1 << (offset % 8)
            verified = _verify(bytes(changed))
            assert not verified.ok, (offset, part)
            assert {problem.part for problem in verified.problems} == {part}, (offset, part, verified.problems)


@given(st.data())
@settings(max_examples=150)
def test_any_changed_byte_of_a_package_with_pages_is_found(data: st.DataObject) -> None:
    offset = data.draw(st.integers(0, len(WHOLE) - 1))
    changed = bytearray(WHOLE)
    changed[offset] = data.draw(st.integers(0, 255).filter(lambda value: value != WHOLE[offset]))
    part = next(name for begin, end, name in _spans(WHOLE) if begin <= offset < end)

    assert part in _parts(bytes(changed))


@given(st.integers(0, len(WHOLE) - 1))
@settings(max_examples=150)
def test_a_package_cut_anywhere_is_never_taken_for_whole(length: int) -> None:
    with contextlib.suppress(NotAPackage):
        assert not _verify(WHOLE[:length]).ok


@given(st.integers(0, len(WHOLE)), st.binary(min_size=1, max_size=40))
@settings(max_examples=150)
def test_bytes_put_in_anywhere_are_found(offset: int, extra: bytes) -> None:
    with contextlib.suppress(NotAPackage):
        assert not _verify(WHOLE[:offset] + extra + WHOLE[offset:]).ok


@pytest.mark.parametrize("path", sorted(_unzipped(WHOLE)))
def test_a_removed_file_is_named(path: str) -> None:
    files = _unzipped(WHOLE)
    del files[path]

    assert path.removeprefix("evidence/") in _parts(_zipped(files))


@pytest.mark.parametrize("path", ["evidence/data/items/0009_new.jpg", "evidence/readme.txt", "evidence/data/x", "elsewhere.txt", "../x"])
def test_an_added_file_is_named(path: str) -> None:
    files = {**_unzipped(WHOLE), path: b"added"}

    found = {problem.part: problem.code for problem in _verify(_zipped(files)).problems}

    assert found[path.removeprefix("evidence/")] == "added"


def test_a_renamed_file_is_told_with_both_names() -> None:
    files = {name.replace("letter.txt", "notice.txt"): content for name, content in _unzipped(WHOLE).items()}

    renamed = [problem for problem in _verify(_zipped(files)).problems if problem.code == "renamed"]

    assert [problem.part for problem in renamed] == ["data/documents/notice.txt"]
    assert "letter.txt" in str(renamed[0].text)


def test_a_renamed_folder_is_found() -> None:
    files = {name.replace("evidence/", "other/", 1): content for name, content in _unzipped(WHOLE).items()}

    assert [problem.code for problem in _verify(_zipped(files)).problems] == ["renamed"]


def test_files_in_another_order_are_found() -> None:
    files = dict(reversed(_unzipped(WHOLE).items()))

    assert _parts(_zipped(files)) == ["zip: order of the files"]


def test_a_file_that_is_there_twice_is_found() -> None:
    out = io.BytesIO(WHOLE)
    with zipfile.ZipFile(out, "a") as archive, pytest.warns(UserWarning, match="Duplicate"):
        archive.writestr("evidence/index.html", b"another")

    assert "evidence/index.html" in _parts(out.getvalue())


def test_a_package_packed_anew_by_another_program_is_not_as_it_was_sealed() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in _unzipped(WHOLE).items():
            archive.writestr(name, content)

    assert not _verify(out.getvalue()).ok


def test_a_forger_who_makes_all_lists_anew_is_found_by_the_signature() -> None:
    files = _unzipped(WHOLE)
    files["evidence/data/documents/letter.txt"] = b"another letter"
    _make_lists_anew(files)

    assert {problem.code for problem in _verify(_zipped(files)).problems} >= {"wrong_signature"}


def test_a_package_of_another_key_is_found_by_the_fingerprint() -> None:
    fingerprint = seal.fingerprint(KEY.public_key().public_bytes_raw())

    assert _verify(WHOLE, fingerprint.upper()).ok
    assert [problem.code for problem in _verify(WHOLE, "0" * 64).problems] == ["other_key"]


def test_a_custody_log_that_was_cut_before_the_package_was_made_is_found() -> None:
    log = custody_log((("created", ""), ("added", "0001"), ("handed_over", ""), ("verified", "")))
    cut = replace(log, lines=b"".join(log.lines.splitlines(keepends=True)[:-1]))

    assert [problem.code for problem in _verify(package(log=cut)).problems] == ["custody_cut"]


def test_a_custody_line_that_was_changed_before_the_package_was_made_is_found() -> None:
    log = custody_log()
    changed = replace(log, lines=log.lines.replace(b'"act":"added"', b'"act":"ADDED"'))

    assert [problem.code for problem in _verify(package(log=changed)).problems] == ["custody_changed"]


def test_a_custody_log_of_another_key_is_found() -> None:
    assert [problem.code for problem in _verify(package(log=replace(custody_log(), signature=bytes(64)))).problems] == ["wrong_signature"]


def test_a_custody_log_that_does_not_tell_of_the_package_is_found() -> None:
    assert [problem.code for problem in _verify(package(log=custody_log((("created", ""),)))).problems] == ["custody_cut"]


@pytest.mark.parametrize("content", [b"", b"PK", b"not a zip", b"PK\x05\x06" + bytes(18), b"\x89PNG\r\n\x1a\n" + bytes(100)])
def test_another_file_is_no_package(tmp_path: Path, content: bytes) -> None:
    with pytest.raises(NotAPackage):
        verifying.verify(saved(tmp_path, content), Work())


def test_another_zip_is_no_package(tmp_path: Path) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("holiday.txt", b"sun")

    with pytest.raises(NotAPackage):
        verifying.verify(saved(tmp_path, out.getvalue()), Work())


def test_a_missing_file_and_a_folder_are_told_apart(tmp_path: Path) -> None:
    with pytest.raises(FileMissing):
        verifying.verify(tmp_path / "none.zip", Work())
    with pytest.raises(NotAPackage):
        verifying.verify(tmp_path, Work())


def test_a_sealed_package_says_that_it_is_sealed(tmp_path: Path) -> None:
    with pytest.raises(PackageSealed):
        verifying.verify(saved(tmp_path, b"age-encryption.org/v1\n-> X25519"), Work())


def test_a_bomb_is_never_inflated(tmp_path: Path) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("evidence/bagit.txt", bag.DECLARATION)
        archive.writestr("evidence/data/bomb", bytes(200 * 2**20))

    assert len(out.getvalue()) < 2**20
    assert not _verify(out.getvalue()).ok


def test_deeply_nested_lists_are_refused_and_not_followed() -> None:
    files = _unzipped(WHOLE)
    for path in ("evidence/data/evidence.json", "evidence/data/custody/head.json"):
        files[path] = b"[" * 100_000
    _make_lists_anew(files)

    assert not _verify(_zipped(files)).ok


@given(st.binary(max_size=400))
def test_any_bytes_are_a_package_or_answered_with_a_known_error(untrusted: bytes) -> None:
    with contextlib.suppress(LindenError):
        assert not _verify(untrusted).ok


@given(st.lists(st.tuples(st.sampled_from(sorted(_unzipped(WHOLE))), st.binary(max_size=300)), min_size=1, max_size=4))
@settings(max_examples=60)
def test_any_contents_are_answered(replaced: list[tuple[str, bytes]]) -> None:
    files = {**_unzipped(WHOLE), **dict(replaced)}

    with contextlib.suppress(LindenError):
        assert not _verify(_zipped(files)).ok


def test_verifying_stops_when_it_is_asked_to(tmp_path: Path) -> None:
    work = Work()
    work.stop()

    with pytest.raises(Stopped):
        verifying.verify(saved(tmp_path, WHOLE), work)


def test_every_finding_is_said_in_korean_too() -> None:
    files = {**_unzipped(WHOLE), "evidence/added.txt": b"x"}

    for problem in _verify(_zipped(files)).problems:
        assert problem.text.within("ko") != problem.text.within("en")


def _make_lists_anew(files: dict[str, bytes]) -> None:
    import hashlib

    below = {name.removeprefix("evidence/"): content for name, content in files.items()}
    special = {bag.tag_manifest_path(name) for name in bag.ALGORITHMS} | {"seal.txt", "seal.sig"}
    for name in bag.ALGORITHMS:
        payload = {path: hashlib.new(name, held).hexdigest() for path, held in below.items() if path.startswith("data/")}
        files[f"evidence/{bag.manifest_path(name)}"] = below[bag.manifest_path(name)] = bag.manifest(payload)
    for name in bag.ALGORITHMS:
        tags = {path: hashlib.new(name, held).hexdigest() for path, held in below.items() if not path.startswith("data/")}
        tags = {path: value for path, value in tags.items() if path not in special}
        files[f"evidence/{bag.tag_manifest_path(name)}"] = bag.manifest(tags)
    text = seal.read_seal(files["evidence/seal.txt"])
    assert text is not None
    hashes = {path: hashlib.sha256(files[f"evidence/{path}"]).hexdigest() for path in text.hashes}
    files["evidence/seal.txt"] = replace(text, hashes=hashes).as_bytes()


class TestStandaloneVerifier:
    """The verifier that goes into the package finds what ours finds, with Python alone."""

    def _run(self, *arguments: object) -> subprocess.CompletedProcess[str]:
        verifier = Path(__file__).parents[2] / "resources" / "handover" / "verify_package.py"
        command = [sys.executable, "-I", str(verifier), *map(str, arguments)]
        return subprocess.run(command, capture_output=True, text=True, check=False, encoding="utf-8")

    def test_it_finds_a_whole_package_whole_as_a_zip_and_unpacked(self, tmp_path: Path) -> None:
        path = saved(tmp_path, WHOLE)
        with zipfile.ZipFile(path) as archive:
            archive.extractall(tmp_path)
        own = [sys.executable, "-I", str(tmp_path / "evidence" / "verify_package.py")]

        assert self._run(path).returncode == 0
        assert self._run(tmp_path / "evidence").returncode == 0
        assert subprocess.run(own, capture_output=True, check=False).returncode == 0

    def test_it_names_a_changed_a_missing_and_an_added_file(self, tmp_path: Path) -> None:
        with zipfile.ZipFile(io.BytesIO(WHOLE)) as archive:
            archive.extractall(tmp_path)
        folder = tmp_path / "evidence"
        (folder / "data" / "documents" / "letter.txt").write_bytes(b"lettex")
        (folder / "index.html").unlink()
        (folder / "data" / "new.txt").write_bytes(b"new")
        (folder / "Thumbs.db").write_bytes(b"left by a file manager")

        done = self._run("--json", folder)

        assert done.returncode == 1
        found = {(one["part"], one["code"]) for one in json.loads(done.stdout)["problems"]}
        assert found == {("data/documents/letter.txt", "changed"), ("index.html", "missing"), ("data/new.txt", "added")}

    def test_it_refuses_another_file(self, tmp_path: Path) -> None:
        assert self._run(saved(tmp_path, b"no package")).returncode == 2

    def test_it_finds_any_changed_byte_that_ours_finds(self) -> None:
        module = _loaded_verifier()
        content = _smallest()
        # The signature file is for openssl, which is not asked here.
        spans = [span for span in _spans(content) if span[2] not in {"seal.sig", "data/custody/head.sig"}]

        for begin, end, part in spans:
            for offset in range(begin, end, max(1, (end - begin) // 12)):
                changed = bytearray(content)
                changed[offset] ^= 1 << (offset % 8)
                file = io.BytesIO(bytes(changed))
                folder, contents, problems = module.read_zip(file, len(changed))
                found = problems + (module.check(contents) if contents else [])
                named = module.read_seal(contents)
                assert found or (named and named[1] != folder), (offset, part)


def _loaded_verifier():
    import importlib.util

    place = Path(__file__).parents[2] / "resources" / "handover" / "verify_package.py"
    spec = importlib.util.spec_from_file_location("verify_package", place)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_building_twice_the_same_gives_the_same_bytes() -> None:
    plan = planned()

    assert written(plan) == written(plan)
    assert building.crcs(plan, Work()) == {"data/items/0001_사진_1.jpg": zlib.crc32(b"the bytes of a picture")}


def test_a_picture_of_someone_who_may_be_under_18_among_the_documents_is_told(tmp_path: Path) -> None:
    unseen = item(content=None, kind="record", age="not_sure")
    documents = [Document("0001_check_3.json", "check", b"{}", "0001"), Document("0001_preview.jpg", "other", b"\xff\xd8", "0001")]

    verified = verifying.verify(saved(tmp_path, package([unseen], documents)), Work())

    assert [(problem.code, problem.part) for problem in verified.problems] == [("list_wrong", "data/documents/0001_preview.jpg")]
