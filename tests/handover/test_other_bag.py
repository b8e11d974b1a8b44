"""A bag that someone else made: whether it is whole is told, and that nobody signed it; no name in it leads anywhere."""

import contextlib
import hashlib
import io
import os
import zipfile
from pathlib import Path

import bagit
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop.core.errors import LindenError
from desktop.core.work import Work
from desktop.handover import bag_files, other_bag, verifying
from desktop.handover.errors import NotAPackage, PackageUnreadable
from desktop.handover.result import Verified
from tests.handover.packages import item, package, saved

DECLARATION = b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"


def _listed(*files: tuple[str, bytes], algorithm: str = "sha256") -> bytes:
    return "".join(f"{hashlib.new(algorithm, content).hexdigest()}  {path}\n" for path, content in files).encode()


def _bag() -> dict[str, bytes]:
    """Return the files of a small valid bag."""
    return {"bagit.txt": DECLARATION, "data/a.txt": b"a", "manifest-sha256.txt": _listed(("data/a.txt", b"a"))}


def _folder(tmp_path: Path, files: dict[str, bytes]) -> Path:
    for path, content in files.items():
        place = tmp_path / "bag" / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(content)
    return tmp_path / "bag"


def _zip(tmp_path: Path, files: dict[str, bytes], top: str = "bag/", method: int = zipfile.ZIP_DEFLATED) -> Path:
    with zipfile.ZipFile(tmp_path / "bag.zip", "w", method) as archive:
        for path, content in files.items():
            archive.writestr(top + path, content)
    return tmp_path / "bag.zip"


def _codes(verified: Verified) -> dict[str, str]:
    return {problem.part: problem.code for problem in verified.problems}


def test_a_bag_of_another_program_is_whole_and_told_to_be_unsigned(tmp_path: Path) -> None:
    folder = tmp_path / "bag"
    (folder / "sub").mkdir(parents=True)
    (folder / "sub" / "사진 1%.jpg").write_bytes(b"picture")
    bagit.make_bag(str(folder), checksums=["md5", "sha1", "sha224", "sha256", "sha384", "sha512"])

    verified = verifying.verify(folder, Work())

    assert verified.ok
    assert (verified.kind, verified.items, verified.fingerprint) == ("bag", 1, "")
    assert verified.notes[0].code == "unsigned"


@pytest.mark.parametrize(("top", "method"), [("", zipfile.ZIP_STORED), ("bag/", zipfile.ZIP_DEFLATED)])
def test_a_bag_in_a_zip_is_read_where_it_lies(tmp_path: Path, top: str, method: int) -> None:
    verified = verifying.verify(_zip(tmp_path, _bag(), top, method), Work())

    assert verified.ok
    assert verified.kind == "bag"


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({"data/a.txt": b"b"}, {"data/a.txt": "changed"}),
        ({"data/b.txt": b"b"}, {"data/b.txt": "added"}),
        ({"manifest-sha256.txt": _listed(("data/a.txt", b"a"), ("data/c.txt", b"c"))}, {"data/c.txt": "missing"}),
        ({"manifest-sha512.txt": _listed(algorithm="sha512")}, {"data/a.txt": "added"}),
        ({"manifest-sha256.txt": _listed(("data/a.txt", b"a")) * 2}, {"data/a.txt": "listed_twice"}),
        ({"manifest-sha256.txt": b"00  data/a.txt\n"}, {"manifest-sha256.txt": "unreadable", "data/a.txt": "added"}),
        ({"tagmanifest-sha256.txt": _listed(("bagit.txt", b"other"))}, {"bagit.txt": "changed"}),
        ({"bag-info.txt": b"Payload-Oxum: 2.1\n"}, {"bag-info.txt": "changed"}),
        ({"bagit.txt": b"\xef\xbb\xbf" + DECLARATION}, {"bagit.txt": "unreadable"}),
        ({"bagit.txt": DECLARATION.replace(b"UTF-8", b"zlib")}, {"bagit.txt": "unreadable"}),
        ({"bagit.txt": DECLARATION.replace(b"1.0", b"2.0")}, {"bagit.txt": "unreadable"}),
        ({"fetch.txt": b"https://example.com/x 3 data/x.txt\n"}, {"data/x.txt": "missing"}),
        ({"fetch.txt": b"https://example.com/x - ../x.txt\n"}, {"../x.txt": "unsafe_name"}),
    ],
)
def test_what_is_wrong_is_named(tmp_path: Path, change: dict[str, bytes], expected: dict[str, str]) -> None:
    files = _bag() | change

    assert _codes(verifying.verify(_folder(tmp_path, files), Work())) == expected
    assert _codes(verifying.verify(_zip(tmp_path, files), Work())) == expected


@pytest.mark.parametrize("name", ["../x", "/etc/passwd", "~/x", "C:\\x", "\\\\host\\share", "%HomeDrive%\\x", "data/../../x"])
def test_a_name_that_leads_out_of_the_bag_is_told_and_never_read(tmp_path: Path, name: str) -> None:
    files = _bag() | {"manifest-sha256.txt": _listed(("data/a.txt", b"a"), (name, b"x"))}

    assert _codes(verifying.verify(_folder(tmp_path, files), Work()))[name] == "unsafe_name"


@pytest.mark.skipif(os.name == "nt", reason="links need rights on Windows")
def test_a_link_is_not_followed(tmp_path: Path) -> None:
    folder = _folder(tmp_path, _bag())
    (tmp_path / "secret").write_bytes(b"a")
    (folder / "data" / "a.txt").unlink()
    (folder / "data" / "a.txt").symlink_to(tmp_path / "secret")

    assert _codes(verifying.verify(folder, Work()))["data/a.txt"] in {"unsafe_name", "missing"}
    assert not verifying.verify(folder, Work()).ok


def test_names_in_another_form_of_letters_are_the_same_file_and_told(tmp_path: Path) -> None:
    files = {"bagit.txt": DECLARATION, "data/Nu\u0301n\u0303ez": b"a", "manifest-sha256.txt": _listed(("data/N\xfa\xf1ez", b"a"))}

    verified = verifying.verify(_folder(tmp_path, files), Work())

    assert verified.ok
    assert "other_letters" in {note.code for note in verified.notes}


def test_hashes_that_can_be_forged_are_told(tmp_path: Path) -> None:
    files = {"bagit.txt": DECLARATION, "data/a.txt": b"a", "manifest-md5.txt": _listed(("data/a.txt", b"a"), algorithm="md5")}

    assert "weak_hash" in {note.code for note in verifying.verify(_folder(tmp_path, files), Work()).notes}


def test_a_package_without_its_seal_is_never_taken_for_someone_elses_bag(tmp_path: Path) -> None:
    with zipfile.ZipFile(io.BytesIO(package([item()]))) as archive:
        files = {name.removeprefix("evidence/"): archive.read(name) for name in archive.namelist()}
    stripped = {name: content for name, content in files.items() if not name.startswith("seal.")}

    for place in (_folder(tmp_path, stripped), _zip(tmp_path, stripped, "evidence/")):
        verified = verifying.verify(place, Work())
        assert verified.kind != "bag"
        assert not verified.ok


def test_an_unpacked_package_is_verified_with_its_signature(tmp_path: Path) -> None:
    with zipfile.ZipFile(io.BytesIO(package([item()]))) as archive:
        archive.extractall(tmp_path)
    folder = tmp_path / "evidence"
    (folder / "Thumbs.db").write_bytes(b"of Windows")

    verified = verifying.verify(folder, Work())

    assert (verified.ok, verified.kind, verified.items) == (True, "folder", 1)
    (folder / "data" / "evidence.csv").write_bytes(b"changed")
    assert _codes(verifying.verify(folder, Work())) == {"data/evidence.csv": "changed"}
    (folder / "seal.sig").write_bytes(bytes(64))
    assert "wrong_signature" in _codes(verifying.verify(folder, Work())).values()


def test_a_list_that_promises_too_much_is_refused(tmp_path: Path) -> None:
    path = _zip(tmp_path, _bag() | {"data/b.txt": b"b"})
    content = bytearray(path.read_bytes())
    at = content.find(b"PK\x01\x02", content.find(b"PK\x01\x02") + 1)
    content[at + 24 : at + 28] = (2**31).to_bytes(4, "little")
    path.write_bytes(content)

    with pytest.raises(PackageUnreadable):
        verifying.verify(path, Work())


@given(st.binary(max_size=200), st.sampled_from(["bagit.txt", "manifest-sha256.txt", "fetch.txt", "bag-info.txt", "tagmanifest-md5.txt"]))
@settings(max_examples=60, deadline=None)
def test_any_bytes_in_a_tag_file_give_an_answer(tmp_path_factory: pytest.TempPathFactory, content: bytes, name: str) -> None:
    verifying.verify(_folder(tmp_path_factory.mktemp("any"), _bag() | {name: content}), Work())


@given(st.data())
@settings(max_examples=80, deadline=None)
def test_any_damage_to_a_zip_gives_an_answer_or_a_known_error(tmp_path_factory: pytest.TempPathFactory, data: st.DataObject) -> None:
    folder = tmp_path_factory.mktemp("damaged")
    content = bytearray(_zip(folder, _bag()).read_bytes())
    offset = data.draw(st.integers(0, len(content) - 1))
    content[offset] = data.draw(st.integers(0, 255))
    with contextlib.suppress(LindenError):
        verifying.verify(saved(folder, bytes(content)), Work())


def test_an_entry_without_a_name_is_told_and_the_rest_is_read(tmp_path: Path) -> None:
    path = _zip(tmp_path, _bag())
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("x" * 8, b"x")
    path.write_bytes(path.read_bytes().replace(b"x" * 8, b"\0" * 8))

    assert verifying.verify(path, Work()).problems


def test_a_folder_of_anything_is_no_package(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"a")

    with pytest.raises(NotAPackage):
        verifying.verify(tmp_path, Work())


def test_a_list_of_files_that_is_too_long_is_never_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bag_files, "MOST_LIST_BYTES", 10)

    with pytest.raises(NotAPackage):
        other_bag.verify(_zip(tmp_path, _bag()), Work())
