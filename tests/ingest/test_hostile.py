"""Exports from people who mean harm: refused with a typed error, within limits, and never leading out of their folder."""

import contextlib
import io
import json
import struct
import sys
import zipfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from desktop.core.errors import FileMissing, LindenError
from desktop.ingest import limits, recognising
from desktop.ingest.archive import Zip
from desktop.ingest.errors import (
    ArchiveLocked,
    ArchiveUnsafe,
    ExportDamaged,
    ExportEmpty,
    ExportTooLarge,
    ExportTooLong,
    MediumGone,
    NotAnExport,
)
from desktop.ingest.holders import Folder, safe_name
from desktop.ingest.opening import opened
from tests.ingest import exports

SEEDS = [
    exports.KAKAO_ANDROID.encode(),
    exports.KAKAO_PC.encode(),
    exports.KAKAO_CSV.encode(),
    exports.WHATSAPP_ANDROID_KO.encode(),
    exports.WHATSAPP_IPHONE_KO.encode(),
    exports.WHATSAPP_ANDROID_US.encode(),
    json.dumps(exports.TELEGRAM_CHAT).encode(),
    exports.TELEGRAM_HTML.encode(),
    exports.mail(),
    exports.mhtml(),
]


def read(path: Path):
    """Have the export read as the program does, in a child process."""
    with opened(path) as export:
        for medium in export.contents.media:
            export.open(medium.id)[0].close()
        return export.contents


def read_here(path: Path):
    """Read the export in this process: for thousands of them, and for limits that a test has changed."""
    if path.is_dir():
        return recognising.in_holder(Folder(path), path.name).contents
    if path.read_bytes().startswith(b"PK"):
        with path.open("rb") as file:
            return recognising.in_holder(Zip(file, path.name), path.name).contents
    return recognising.in_file(Folder(path.parent, beside=True), path.name).contents


@st.composite
def bent(draw: st.DrawFn) -> bytes:
    """Return an export with some of its bytes changed, cut out or doubled."""
    content = bytearray(draw(st.sampled_from(SEEDS)))
    for _count in range(draw(st.integers(1, 6))):
        at = draw(st.integers(0, len(content)))
        end = at + draw(st.integers(0, 40))
        match draw(st.sampled_from(["replace", "cut", "double", "end"])):
            case "replace":
                content[at:end] = draw(st.binary(max_size=40))
            case "cut":
                del content[at:end]
            case "double":
                content[at:at] = content[at:end]
            case _:
                del content[at:]
    return bytes(content)


@given(st.binary(max_size=400) | bent())
@settings(max_examples=250, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_bytes_are_read_or_refused_with_a_known_error(tmp_path: Path, untrusted: bytes) -> None:
    path = tmp_path / "export"
    path.write_bytes(untrusted)

    with contextlib.suppress(LindenError):
        read_here(path)


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.sampled_from(["text", "date", "photo", "type", "x"]), inner, max_size=4),
    max_leaves=12,
)
entries = st.dictionaries(
    st.sampled_from(["type", "text", "from", "from_id", "date", "date_unixtime", "photo", "file", "file_name", "actor", "action"]),
    json_values,
)


@given(st.lists(entries.map(lambda entry: {**entry, "type": "message"}) | json_values, max_size=5))
@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_json_in_the_form_of_telegram_is_read_or_refused(tmp_path: Path, messages: list[object]) -> None:
    path = tmp_path / "result.json"
    path.write_text(json.dumps({"name": "x", "messages": messages}), encoding="utf-8")

    with contextlib.suppress(LindenError):
        read_here(path)


@given(st.binary(max_size=300), st.integers(0, 400), st.binary(max_size=8))
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_zip_is_read_or_refused(tmp_path: Path, tail: bytes, at: int, change: bytes) -> None:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        archive.writestr("_chat.txt", exports.WHATSAPP_ANDROID_UK)
        archive.writestr("a.jpg", b"x" * 50)
    content = bytearray(held.getvalue())
    content[at : at + len(change)] = change
    (tmp_path / "x.zip").write_bytes(bytes(content) + tail)

    with contextlib.suppress(LindenError):
        read_here(tmp_path / "x.zip")


@pytest.mark.parametrize(
    "name",
    [
        "",
        "/etc/passwd",
        "../up",
        "a/../../up",
        "..",
        ".",
        "a//b",
        "C:\\x",
        "C:/x",
        "\\\\host\\x",
        "a\0b",
        "a\nb",
        "x" * 300,
        "~/x/../..",
        "a/.",
    ],
)
def test_a_name_that_leads_elsewhere_is_no_name(name: str) -> None:
    assert safe_name(name) == ""


def test_an_export_does_not_reach_files_outside_of_its_folder(tmp_path: Path) -> None:
    (tmp_path / "secret.jpg").write_bytes(b"secret")
    chat = json.loads(json.dumps(exports.TELEGRAM_CHAT))
    for number, name in enumerate(("../secret.jpg", str(tmp_path / "secret.jpg"), "photos/link.jpg")):
        chat["messages"].append({"type": "message", "id": 10 + number, "from": "x", "text": "y", "photo": name, "date_unixtime": "1"})
    folder = exports.telegram(tmp_path / "export", chat)
    (folder / "photos" / "link.jpg").symlink_to(tmp_path / "secret.jpg")

    with opened(folder) as export:
        assert [one.id for one in export.contents.media] == ["photos/photo_1@19-11-2026_23-58-10.jpg"]
        for name in ("../secret.jpg", "photos/link.jpg", "none.jpg"):
            with pytest.raises(MediumGone):
                export.open(name)


def test_a_loop_of_links_ends(tmp_path: Path) -> None:
    (tmp_path / "loop").symlink_to(tmp_path)
    (tmp_path / "a").symlink_to(tmp_path / "b")
    (tmp_path / "b").symlink_to(tmp_path / "a")

    assert Folder(tmp_path).names() == ()


def test_a_zip_with_names_that_lead_elsewhere_gives_none_of_them(tmp_path: Path) -> None:
    path = exports.zipped(
        tmp_path / "x.zip", {"_chat.txt": exports.WHATSAPP_ANDROID_UK.encode(), "../up.jpg": b"x", "/abs.jpg": b"x", "a/../../b.jpg": b"x"}
    )

    assert read(path).media == ()
    assert sorted(tmp_path.iterdir()) == [path]


def test_a_zip_that_would_fill_the_disk_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "bomb.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("_chat.txt", exports.WHATSAPP_ANDROID_UK)
        archive.writestr("bomb.jpg", bytes(limits.FREE_RATIO_BYTES + 1))
    with pytest.raises(ArchiveUnsafe):
        read(path)

    monkeypatch.setattr(limits, "MOST_ENTRIES", 2)
    exports.zipped(path, {"_chat.txt": exports.WHATSAPP_ANDROID_UK.encode(), "a": b"", "b": b""})
    with pytest.raises(ArchiveUnsafe):
        read_here(path)


def test_an_entry_that_states_less_than_it_holds_gives_no_more_than_it_states(tmp_path: Path) -> None:
    path = exports.zipped(tmp_path / "x.zip", {"_chat.txt": exports.WHATSAPP_ANDROID_UK.encode(), "a.bin": b"\0" * 1000})
    content = path.read_bytes()
    # The size in the list at the end of the archive, which is the one that counts.
    at = content.rindex(b"PK\x01\x02")
    path.write_bytes(content[: at + 24] + struct.pack("<I", 10) + content[at + 28 :])

    with opened(path) as export, export.open("a.bin")[0] as file, pytest.raises(ExportDamaged):
        file.read()


def test_an_entry_without_a_name_is_passed_over(tmp_path: Path) -> None:
    # Found by fuzzing: the standard library looks at the last letter of a name that has none.
    path = tmp_path / "x.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("_chat.txt", exports.WHATSAPP_ANDROID_UK)
        archive.writestr("a", b"x")
        archive.infolist()[1].filename = ""

    assert len(read(path).messages) == 2


def test_a_zip_with_a_password_says_so(tmp_path: Path) -> None:
    path = exports.zipped(tmp_path / "x.zip", {"_chat.txt": exports.WHATSAPP_ANDROID_UK.encode()})
    content = bytearray(path.read_bytes())
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        content[content.index(mark) + offset] |= 1
    path.write_bytes(bytes(content))

    with pytest.raises(ArchiveLocked):
        read(path)


def test_too_much_text_is_refused_before_it_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "chat.txt"
    path.write_text(exports.KAKAO_PC * 20, encoding="utf-8")
    monkeypatch.setattr(limits, "MOST_CHAT_BYTES", 1000)
    with pytest.raises(ExportTooLarge):
        read_here(path)

    monkeypatch.undo()
    monkeypatch.setattr(limits, "MOST_MESSAGES", 10)
    with pytest.raises(ExportTooLong) as refused:
        read_here(path)
    assert refused.value.facts["most"] == 10


def test_a_tag_without_end_and_tags_without_number_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "page.html"
    for inside in (
        "<img alt='" + "x" * (limits.MOST_OPEN_MARKUP + 200_000),
        "<!-- " + "x" * (limits.MOST_OPEN_MARKUP + 200_000),
        "<b>" * 60_000,
    ):
        path.write_text(f"<!DOCTYPE html><html><body>{inside}", encoding="utf-8")
        with pytest.raises(ExportDamaged):
            read(path)


def test_mails_in_mails_without_end_are_refused(tmp_path: Path) -> None:
    head = "From: a@example.org\nTo: b@example.org\nSubject: x\n"
    deep = "x"
    for number in range(200):
        deep = f'{head}Content-Type: multipart/mixed; boundary="{number}"\n\n--{number}\n{deep}\n--{number}--\n'
    forwarded = "x"
    for _count in range(3000):
        forwarded = f"{head}Content-Type: message/rfc822\n\n{forwarded}"
    many = f'{head}Content-Type: multipart/mixed; boundary="b"\n\n' + "--b\n\nx\n" * 3000
    path = tmp_path / "x.eml"
    for content in (deep, forwarded, many):
        path.write_text(content, encoding="utf-8")
        with pytest.raises(ExportDamaged):
            read(path)


def test_json_nested_without_end_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "result.json"
    depth = sys.getrecursionlimit() * 20
    path.write_text('{"messages": ' + "[" * depth + "]" * depth + "}", encoding="utf-8")

    with pytest.raises(ExportDamaged):
        read(path)


def test_what_is_no_export_says_so(tmp_path: Path) -> None:
    for name, content in (("a.txt", b"some words\nand more"), ("b.jpg", exports.picture()), ("c.json", b'{"a": 1}'), ("d", b"")):
        (tmp_path / name).write_bytes(content)
        with pytest.raises(NotAnExport):
            read(tmp_path / name)
    (tmp_path / "e.txt").write_text("지민 님과 카카오톡 대화\n저장한 날짜 : 2026-11-20 23:59:59\n", encoding="utf-8")
    with pytest.raises(ExportEmpty):
        read(tmp_path / "e.txt")
    with pytest.raises(FileMissing):
        read(tmp_path / "none")
    with pytest.raises(FileMissing):
        read(tmp_path / "a\0b")
    (tmp_path / "folder").mkdir()
    with pytest.raises(NotAnExport):
        read(tmp_path / "folder")


def test_long_lines_cost_little(tmp_path: Path) -> None:
    # A pattern that tries again from every letter would take hours for each of these; the test's own limit would end it.
    path = tmp_path / "chat.txt"
    for filler in ("<a: b.jpg", "a.b (", "x ", "[1] ", "1/1/26, 1:11 - ", "(" * 5, "a." * 5):
        line = filler * (200_000 // len(filler))
        path.write_text(f"{exports.WHATSAPP_ANDROID_UK}19/11/2026, 23:59 - Jimin: {line}\n{line}\n", encoding="utf-8")
        assert len(read(path).messages) in {3, 4}
        path.write_text(f"{exports.KAKAO_PC}[지민] [오후 11:58] {line}\n{line}\n", encoding="utf-8")
        assert len(read(path).messages) in {4, 5}
