"""Exports are read in a child process that may fail without harm: what it cannot reach, what becomes of hangs, bombs and crashes."""

import contextlib
import hashlib
import json
import os
import random
import signal
import sys
import zipfile
from dataclasses import asdict
from pathlib import Path
from threading import Timer

import pytest

from desktop.core.errors import FileUnreadable, Stopped
from desktop.core.work import Work
from desktop.ingest.errors import (
    ArchiveUnsafe,
    ExportDamaged,
    ExportReaderCrashed,
    ExportReaderNotStarted,
    ExportReaderOutOfMemory,
    ExportReaderTookTooLong,
    MediumGone,
)
from desktop.ingest.holders import Folder
from desktop.ingest.limits import MIB, ReaderLimits
from desktop.ingest.model import Medium, Message, Options
from desktop.ingest.opening import opened
from desktop.ingest.told import Told
from desktop.media import child_process
from desktop.media.framing import Message as Framed
from tests.ingest import exports

NOISE = random.Random(7).randbytes(5 * MIB + 123)
linux = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="the filter of system calls is Linux's")
posix = pytest.mark.skipif(os.name == "nt", reason="limits of processor time and memory are those of Linux and macOS")


def zipped(path: Path, **others: bytes) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("_chat.txt", exports.WHATSAPP_ANDROID_UK)
        archive.writestr("noise.mp4", NOISE)
        for name, content in others.items():
            archive.writestr(name, content)
    return path


def sha256(stream) -> str:
    with stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


@linux
def test_the_reader_holds_no_file_and_is_walled_in(tmp_path: Path) -> None:
    with opened(zipped(tmp_path / "chat.zip")) as export:
        child = export.reader.child
        held = {str(entry.readlink()) for entry in Path(f"/proc/{child.pid}/fd").iterdir()}
        environment = Path(f"/proc/{child.pid}/environ").read_bytes()

    assert child.is_filtered
    assert all(place.startswith("pipe:") or place == "/dev/null" for place in held), held
    assert os.fsencode(tmp_path) not in environment
    assert b"HOME=" not in environment
    assert not child.is_running


@pytest.mark.parametrize(
    "charset", ["cp949", "euc-kr", "iso-2022-kr", "johab", "koi8-r", "cp1256", "utf-7", "shift_jis", "no-such-charset"]
)
def test_every_code_page_can_be_read_behind_closed_doors(tmp_path: Path, charset: str) -> None:
    path = tmp_path / "x.eml"
    head = f"From: a@example.org\nTo: b@example.org\nSubject: =?{charset}?b?YWJj?=\nContent-Type: text/plain; charset={charset}\n\n"
    path.write_bytes(head.encode() + b"words of the mail\n")

    with opened(path) as export:
        assert export.contents.title == "abc"
        assert "words of the mail" in export.contents.messages[0].text


def test_media_of_every_form_come_out_as_they_went_in(tmp_path: Path) -> None:
    folder = exports.telegram(tmp_path / "folder")
    (folder / "photos" / "noise.jpg").write_bytes(NOISE)
    wanted = hashlib.sha256(NOISE).hexdigest()

    with opened(zipped(tmp_path / "chat.zip")) as export:
        stream, size = export.open("noise.mp4")
        assert (size, sha256(stream)) == (len(NOISE), wanted)
        assert sha256(export.open_original("_chat.txt")[0]) == hashlib.sha256(exports.WHATSAPP_ANDROID_UK.encode()).hexdigest()
    with opened(folder) as export:
        assert sha256(export.open("photos/noise.jpg")[0]) == wanted
    (tmp_path / "x.eml").write_bytes(exports.mail())
    with opened(tmp_path / "x.eml") as export:
        for medium in export.contents.media:
            stream, size = export.open(medium.id)
            with stream:
                assert len(stream.read()) == size == medium.size


@posix
def test_a_reading_that_does_not_end_is_ended(tmp_path: Path) -> None:
    path = tmp_path / "chat.txt"
    path.write_text(exports.KAKAO_PC + "[지민] [오후 11:58] 안녕하세요\n" * 300_000, encoding="utf-8")

    with pytest.raises(ExportReaderTookTooLong) as by_clock, opened(path, limits=ReaderLimits(seconds=0.3)):
        pass
    with pytest.raises(ExportReaderTookTooLong), opened(path, limits=ReaderLimits(processor_seconds=0)):
        pass

    assert "chat.txt" in str(by_clock.value.what_happened)


@linux
def test_a_reading_that_takes_all_memory_is_ended(tmp_path: Path) -> None:
    path = tmp_path / "result.json"
    path.write_text('{"messages": [[' + "[]," * 3_000_000 + "[]]]}", encoding="utf-8")

    with pytest.raises(ExportReaderOutOfMemory), opened(path, limits=ReaderLimits(memory_mib=200)):
        pass


@posix
def test_a_reader_that_was_brought_down_is_started_again_and_loses_nothing(tmp_path: Path) -> None:
    with opened(zipped(tmp_path / "chat.zip")) as export:
        os.kill(export.reader.child.pid, signal.SIGSEGV)
        with pytest.raises(ExportReaderCrashed):
            export.open("noise.mp4")[0].read()

        assert sha256(export.open("noise.mp4")[0]) == hashlib.sha256(NOISE).hexdigest()


@posix
def test_a_file_that_brings_the_reader_down_each_time_is_not_tried_without_end(tmp_path: Path) -> None:
    with opened(zipped(tmp_path / "chat.zip")) as export:
        for _count in range(4):
            os.kill(export.reader.child.pid, signal.SIGSEGV)
            for _again in range(2):
                with contextlib.suppress(ExportReaderCrashed), export.open("noise.mp4")[0] as stream:
                    stream.read(1)

        assert export.reader.child is None
        with pytest.raises(ExportReaderCrashed), export.open("noise.mp4")[0] as stream:
            stream.read(1)


def test_a_reader_that_cannot_be_started_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(child_process, "_command", lambda _mode: [sys.executable, "-c", "raise SystemExit(3)"])

    with pytest.raises(ExportReaderNotStarted), opened(zipped(tmp_path / "chat.zip")):
        pass


def test_a_bomb_in_a_zip_is_refused_by_the_reader(tmp_path: Path) -> None:
    with pytest.raises(ArchiveUnsafe), opened(zipped(tmp_path / "bomb.zip", bomb=bytes(40 * MIB))):
        pass


def test_reading_stops_when_asked_to(tmp_path: Path) -> None:
    work = Work()
    work.stop()

    with pytest.raises(Stopped), opened(exports.telegram(tmp_path / "folder"), work=work):
        pass


def test_a_reading_under_way_stops_when_asked_to(tmp_path: Path) -> None:
    path = tmp_path / "chat.txt"
    path.write_text(exports.KAKAO_PC + "[지민] [오후 11:58] 안녕하세요\n" * 400_000, encoding="utf-8")
    work = Work()
    later = Timer(0.5, work.stop)
    later.start()

    with pytest.raises(Stopped), opened(path, work=work):
        pass
    later.join()


def test_what_this_computer_does_not_let_us_read_is_told_as_that(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "chat.txt"
    path.write_text(exports.KAKAO_PC, encoding="utf-8")

    def refused(_folder, name):
        raise FileUnreadable(name=name)

    monkeypatch.setattr(Folder, "open", refused)

    with pytest.raises(FileUnreadable), opened(path):
        pass


@linux
def test_a_name_that_is_no_text_loses_no_file(tmp_path: Path) -> None:
    (tmp_path / "_chat.txt").write_text(exports.WHATSAPP_ANDROID_UK, encoding="utf-8")
    for name in (b"/bad\xff.jpg", b"/bad\xfe.jpg"):
        Path(os.fsdecode(os.fsencode(tmp_path) + name)).write_bytes(name)

    with opened(tmp_path) as export:
        contents = set()
        for medium in export.contents.media:
            with export.open(medium.id)[0] as stream:
                contents.add(stream.read())
        assert contents >= {b"/bad\xff.jpg", b"/bad\xfe.jpg"}
        with pytest.raises(MediumGone):
            export.open("none.jpg")


def told(*parts: tuple[str, object]) -> Told:
    it = Told(Options(), ReaderLimits().most_bytes)
    for part, content in parts:
        it.take(Framed({"ok": True, "part": part}, bytearray(json.dumps(content).encode())))
    return it


HEADING = {
    "kind": "page", "platform": "", "title": "x", "originals": [{"id": "a", "name": "a", "size": 1, "embeds": False}], "url": "",
    "saved_at": None, "zone_known": True, "day_order_known": True, "skipped": 0, "inside": [],
}  # fmt: skip
MEDIUM = asdict(Medium("a.jpg", "a.jpg", 3, "image/jpeg"))
MESSAGE = asdict(Message(1, None, "a", "b"))


def test_what_the_reader_tells_is_believed_only_in_the_right_form() -> None:
    assert told(("contents", HEADING), ("media", [MEDIUM]), ("messages", [MESSAGE])).contents().media[0].size == 3


@pytest.mark.parametrize(
    "parts",
    [
        [],
        [("contents", [])],
        [("contents", {**HEADING, "originals": []})],
        [("contents", {**HEADING, "kind": "y"})],
        [("contents", {**HEADING, "more": 1})],
        [("contents", {**HEADING, "inside": ["b"]})],
        [("contents", HEADING), ("media", [{**MEDIUM, "size": -1}])],
        [("contents", HEADING), ("media", [{**MEDIUM, "id": "x" * 3000}])],
        [("contents", HEADING), ("media", [MEDIUM, MEDIUM])],
        [("contents", HEADING), ("media", {})],
        [("contents", HEADING), ("messages", [{**MESSAGE, "at": "then"}])],
        [("contents", HEADING), ("messages", [{**MESSAGE, "number": "one"}])],
    ],
)
def test_what_a_reader_that_was_taken_over_tells_is_refused(parts) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - the reader turns each into one typed error
        told(*parts).contents()


def test_more_than_an_export_can_hold_is_refused() -> None:
    it = Told(Options(), most_bytes=10)
    with pytest.raises(ValueError):  # noqa: PT011
        it.take(Framed({"part": "messages"}, bytearray(11)))


# It says that it is ready, then answers with what no reading has.
SAYS = """
import sys, json, struct
def say(head, body=b""):
    head = json.dumps(head).encode(); out = sys.stdout.buffer
    out.write(struct.pack(">IQ", len(head), len(body)) + head + body); out.flush()
say({"ok": True, "ready": True}); sys.stdin.buffer.read(12)
ENDING
"""


@posix
@pytest.mark.parametrize(
    "program",
    [
        "import sys; sys.stdout.buffer.write(b'\\xff' * 4000)",
        SAYS,
    ],
)
def test_nonsense_of_a_reader_is_a_typed_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, program: str) -> None:
    path = zipped(tmp_path / "chat.zip")
    endings = (
        "say({'ok': True, 'part': 'contents', 'last': False}, b'[]')",
        "say({'ok': True, 'last': True})",
        "say({'ok': True, 'ask': 'bytes', 'name': 7})",
        "say({'ok': True, 'ask': 'keys'})",
        "say({'ok': False, 'code': 'failed_there', 'facts': {'number': '5'}})",
        "say({'ok': False, 'code': 'unknown', 'facts': 3})",
        "say([])",
    )
    for ending in endings if "ENDING" in program else ("",):
        written = program.replace("ENDING", ending)
        monkeypatch.setattr(child_process, "_command", lambda _mode, written=written: [sys.executable, "-c", written])

        with pytest.raises((ExportReaderCrashed, ExportReaderNotStarted)), opened(path):
            pass


def test_an_entry_whose_bytes_were_changed_is_named(tmp_path: Path) -> None:
    path = zipped(tmp_path / "chat.zip")
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(bytes(content))

    with opened(path) as export, pytest.raises(ExportDamaged):
        export.open("noise.mp4")[0].read()
