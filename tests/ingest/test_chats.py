"""Exported chats of several programs, phones and languages are read into the same messages."""

import json
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest

from desktop.ingest.model import ExportKind, Options
from desktop.ingest.opening import opened
from tests.ingest import exports

SEOUL = timezone(timedelta(hours=9))
OPTIONS = Options(zone=SEOUL)
FIRST = datetime(2026, 11, 19, 23, 58, tzinfo=SEOUL)
AFTER_MIDNIGHT = datetime(2026, 11, 20, 0, 1, tzinfo=SEOUL)


def read(path: Path, options: Options = OPTIONS):
    with opened(path, options) as export:
        return export.contents


def written(folder: Path, text: str, name: str = "chat.txt", encoding: str = "utf-8") -> Path:
    folder.mkdir(exist_ok=True)
    path = folder / name
    path.write_bytes(text.encode(encoding))
    return path


@pytest.mark.parametrize(
    ("text", "title", "senders", "moments"),
    [
        (exports.KAKAO_ANDROID, "지민", ("지민", "회원님"), (FIRST, FIRST + timedelta(minutes=1), AFTER_MIDNIGHT)),
        (exports.KAKAO_IPHONE, "chat", ("지민", "나"), (FIRST, FIRST + timedelta(minutes=1))),
        (exports.KAKAO_PC, "모임", ("지민", "나"), (FIRST, FIRST.replace(hour=0, minute=1), FIRST.replace(day=20, hour=9, minute=5))),
        (exports.KAKAO_PC_ENGLISH, "Jimin", ("Jimin", "Me"), (FIRST, FIRST.replace(hour=0, minute=1))),
        (exports.KAKAO_ANDROID_ENGLISH, "Jimin", ("Jimin", "Me"), (FIRST, AFTER_MIDNIGHT)),
        (exports.KAKAO_CSV, "chat", ("지민", "나"), (FIRST.replace(second=10), AFTER_MIDNIGHT)),
    ],
)
def test_kakaotalk(tmp_path: Path, text: str, title: str, senders: tuple[str, ...], moments: tuple[datetime, ...]) -> None:
    contents = read(written(tmp_path, text))

    said = [one for one in contents.messages if not one.is_notice]
    assert (contents.kind, contents.platform, contents.title) == (ExportKind.KAKAOTALK, "KakaoTalk", title)
    assert contents.senders == senders
    assert [one.at for one in said] == list(dict.fromkeys(moments))[: len(said)] or [one.at for one in said][: len(moments)] == list(
        moments
    )
    assert (contents.zone_known, contents.skipped) == (False, 0)


def test_kakaotalk_keeps_lines_names_files_and_marks_notices(tmp_path: Path) -> None:
    (tmp_path / "2f7a01.jpg").write_bytes(exports.picture())
    (tmp_path / "not of this chat.jpg").write_bytes(exports.picture())
    contents = read(written(tmp_path, exports.KAKAO_ANDROID))

    first, second, third, notice = contents.messages
    assert first.text == "안녕하세요\n여러 줄로\n씁니다"
    assert (second.media, second.missing) == (("2f7a01.jpg",), ())
    assert third.text == "보낸 시각 : 12시"
    assert (notice.is_notice, notice.sender, notice.text) == (True, "", "지민님이 나갔습니다.")
    # Of the folder in which the text lies, only what a message names belongs to the export.
    assert [one.name for one in contents.media] == ["2f7a01.jpg"]


def test_kakaotalk_says_what_was_not_exported_and_reads_several_pictures_of_one_message(tmp_path: Path) -> None:
    assert read(written(tmp_path, exports.KAKAO_IPHONE)).messages[-1].missing == ("문서.pdf",)
    for name in ("2f7a01.jpg", "2f7a02.jpg"):
        (tmp_path / name).write_bytes(exports.picture())
    assert read(written(tmp_path, exports.KAKAO_PC)).messages[-1].media == ("2f7a01.jpg", "2f7a02.jpg")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp949"])
def test_the_encodings_of_korean_computers_are_read(tmp_path: Path, encoding: str) -> None:
    assert read(written(tmp_path, exports.KAKAO_PC, encoding=encoding)).messages[0].text == "안녕하세요\n둘째 줄"


@pytest.mark.parametrize(
    ("text", "with_seconds"),
    [
        (exports.WHATSAPP_ANDROID_KO, False),
        (exports.WHATSAPP_ANDROID_KO_LONG, False),
        (exports.WHATSAPP_IPHONE_KO, True),
        (exports.WHATSAPP_ANDROID_US, False),
        (exports.WHATSAPP_ANDROID_UK, False),
        (exports.WHATSAPP_IPHONE_UK, True),
        (exports.WHATSAPP_ANDROID_DE, False),
        (exports.WHATSAPP_IPHONE_DE, True),
        (exports.WHATSAPP_BR, False),
        (exports.WHATSAPP_JA, False),
        (exports.WHATSAPP_FI, True),
    ],
)
def test_whatsapp(tmp_path: Path, text: str, with_seconds: bool) -> None:
    contents = read(written(tmp_path, text, "_chat.txt"))

    assert (contents.kind, contents.platform, contents.skipped) == (ExportKind.WHATSAPP, "WhatsApp", 0)
    assert [one.at.replace(second=0) for one in (contents.messages[0], contents.messages[-1])] == [FIRST, AFTER_MIDNIGHT]
    assert (contents.messages[-1].at.second > 0) is with_seconds
    assert contents.day_order_known


def test_whatsapp_names_files_in_every_language(tmp_path: Path) -> None:
    for text, name in (
        (exports.WHATSAPP_ANDROID_KO, "IMG-20261119-WA0001.jpg"),
        (exports.WHATSAPP_IPHONE_KO, "00000003-PHOTO-2026-11-20-00-01-03.jpg"),
        (exports.WHATSAPP_ANDROID_US, "IMG-20261120-WA0001.jpg"),
        (exports.WHATSAPP_IPHONE_DE, "00000002-PHOTO.jpg"),
        (exports.WHATSAPP_JA, "IMG-1.jpg"),
    ):
        missing = [name for one in read(written(tmp_path, text)).messages for name in one.missing]
        assert missing == [name]
        (tmp_path / name).write_bytes(exports.picture())
        assert [one.name for one in read(tmp_path / "chat.txt").media] == [name]


def test_whatsapp_tells_notices_from_messages_and_keeps_captions(tmp_path: Path) -> None:
    notice, first, picture, last = read(written(tmp_path, exports.WHATSAPP_ANDROID_KO)).messages

    assert notice.is_notice
    assert (first.sender, first.text) == ("지민", "안녕하세요\n둘째 줄")
    assert picture.text.endswith("사진 설명")
    assert last.sender == "+82 10-0000-0000"


def test_a_day_that_could_be_a_month_is_told_by_the_order_or_said_to_be_open(tmp_path: Path) -> None:
    ambiguous = written(tmp_path, "03/04/26, 10:00 - a: x\n")
    contents = read(ambiguous)
    assert not contents.day_order_known
    assert contents.messages[0].at == datetime(2026, 4, 3, 10, tzinfo=SEOUL)
    assert read(ambiguous, Options(SEOUL, day_first=False)).messages[0].at == datetime(2026, 3, 4, 10, tzinfo=SEOUL)

    ordered = read(written(tmp_path, "03/04/26, 10:00 - a: x\n04/02/26, 10:00 - a: y\n"))
    assert ordered.day_order_known
    assert ordered.messages[0].at == datetime(2026, 3, 4, 10, tzinfo=SEOUL)


def test_telegram_json(tmp_path: Path) -> None:
    contents = read(exports.telegram(tmp_path / "ChatExport"))

    notice, photo, file = contents.messages
    assert (contents.kind, contents.title, contents.zone_known, contents.skipped) == (ExportKind.TELEGRAM_JSON, "방 7", True, 0)
    assert (notice.is_notice, notice.text) == (True, "관리자 create_group")
    assert (photo.sender, photo.text, photo.at) == ("누군가", "보기: https://example.org/1", datetime.fromtimestamp(1795100290, UTC))
    assert (file.sender, file.missing) == ("user43", ("clip.mp4",))
    # The small copy of a picture is not another picture.
    assert [one.id for one in contents.media] == ["photos/photo_1@19-11-2026_23-58-10.jpg"]
    assert contents.media[0].media_type == "image/jpeg"


def test_telegram_of_a_whole_account(tmp_path: Path) -> None:
    whole = {"about": "x", "chats": {"list": [exports.TELEGRAM_CHAT, {"name": "other", "messages": exports.TELEGRAM_CHAT["messages"][:1]}]}}
    contents = read(exports.telegram(tmp_path / "x", whole) / "result.json")

    assert [one.room for one in contents.messages] == ["방 7"] * 3 + ["other"]
    assert contents.title == ""


def test_telegram_html(tmp_path: Path) -> None:
    contents = read(exports.telegram_html(tmp_path / "ChatExport"))

    assert (contents.kind, contents.title, contents.zone_known) == (ExportKind.TELEGRAM_HTML, "방 7", True)
    assert [one.name for one in contents.originals] == ["messages.html", "messages2.html"]
    notice, photo, video = contents.messages[:3]
    assert (notice.is_notice, notice.text) == (True, "19 November 2026")
    assert (photo.sender, photo.at) == ("누군가", FIRST.replace(second=10))
    assert photo.text == "보기: https://example.org/1\n둘째 줄 & 더"
    assert (video.sender, video.at) == ("누군가", AFTER_MIDNIGHT)
    assert contents.messages[4].sender == "다른 사람"
    assert [one.id for one in contents.media] == ["photos/photo_1@19-11-2026_23-58-10.jpg"]


def test_a_zip_is_read_without_unpacking_it_with_names_in_old_korean_code(tmp_path: Path) -> None:
    media = exports.picture()
    path = exports.zipped(
        tmp_path / "WhatsApp Chat - Jimin.zip",
        {
            "_chat.txt": exports.WHATSAPP_IPHONE_KO.encode(),
            "00000003-PHOTO-2026-11-20-00-01-03.jpg": media,
            "extra.jpg": media,
            ".DS_Store": b"x",
        },
    )

    with opened(path, OPTIONS) as export:
        contents = export.contents
        stream, size = export.open("00000003-PHOTO-2026-11-20-00-01-03.jpg")
        assert stream.read() == media
        assert size == len(media)
    # Of a ZIP file, everything belongs to the export, also what no message names.
    assert sorted(one.name for one in contents.media) == ["00000003-PHOTO-2026-11-20-00-01-03.jpg", "extra.jpg"]
    assert list(tmp_path.iterdir()) == [path]


def test_a_telegram_folder_in_a_zip_is_found_with_its_media(tmp_path: Path) -> None:
    folder = exports.telegram(tmp_path / "in")
    files = {f"ChatExport_2026/{path.relative_to(folder).as_posix()}": path.read_bytes() for path in folder.rglob("*") if path.is_file()}

    contents = read(exports.zipped(tmp_path / "x.zip", files))

    assert [one.id for one in contents.media] == ["ChatExport_2026/photos/photo_1@19-11-2026_23-58-10.jpg"]
    assert contents.originals[0].id == "ChatExport_2026/result.json"


def test_entries_that_are_no_messages_are_counted(tmp_path: Path) -> None:
    chat = {"name": "x", "messages": [*exports.TELEGRAM_CHAT["messages"], 7, {"type": "other"}, None]}
    path = tmp_path / "result.json"
    path.write_text(json.dumps(chat), encoding="utf-8")

    assert read(path).skipped == 3
