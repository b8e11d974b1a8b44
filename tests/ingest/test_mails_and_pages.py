"""E-mails and saved pages give their words, who wrote when, and the files in them."""

from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest

from desktop.ingest.model import ExportKind
from desktop.ingest.opening import Export, opened
from tests.ingest import exports

SEOUL = timezone(timedelta(hours=9))


def all_bytes(export: Export) -> dict[str, bytes]:
    found = {}
    for medium in export.contents.media:
        with export.open(medium.id)[0] as file:
            found[medium.name] = file.read()
    return found


@pytest.fixture
def mail(tmp_path: Path) -> Path:
    path = tmp_path / "mail.eml"
    path.write_bytes(exports.mail())
    return path


def test_a_mail_gives_its_words_its_attachments_and_the_mail_within(mail: Path) -> None:
    with opened(mail) as export:
        contents = export.contents
        bytes_of = all_bytes(export)

    outer, inner = contents.messages
    assert (contents.kind, contents.title) == (ExportKind.EMAIL, "보세요: 사진")
    assert (outer.sender, outer.at) == ("보낸 사람 <sender@example.org>", datetime(2026, 11, 20, 10, 15, tzinfo=SEOUL))
    assert outer.text == "To: me@example.org\nSubject: 보세요: 사진\n\n본문입니다."
    assert (inner.sender, inner.at) == ("첫 사람 <first@example.net>", datetime(2026, 11, 19, 23, tzinfo=SEOUL))
    # A name in a mail is a name, not a path.
    assert list(bytes_of) == ["한 장.png", "둘.jpg", "안쪽.png"]
    assert bytes_of["둘.jpg"] == exports.picture("#3030a0", kind="JPEG")
    assert [next(one.name for one in contents.media if one.id == medium) for medium in inner.media] == ["안쪽.png"]
    assert [(one.name, one.embeds) for one in contents.originals] == [("mail.eml", True)]


def test_a_mail_in_a_korean_code_page_is_read(tmp_path: Path) -> None:
    path = tmp_path / "old.eml"
    head = (
        "From: =?euc-kr?B?yKuxubW/?= <a@example.org>\nTo: b@example.org\nSubject: =?ks_c_5601-1987?B?vsiz5w==?=\n"
        'Date: nonsense\nContent-Type: text/plain; charset="ks_c_5601-1987"\n\n'
    )
    path.write_bytes(head.encode() + "안녕 똠방각하".encode("cp949"))

    with opened(path) as export:
        (message,) = export.contents.messages

    assert export.contents.title == "안녕"
    assert message.sender.endswith("<a@example.org>")
    assert message.at is None
    assert message.text.endswith("안녕 똠방각하")


def test_a_page_gives_its_address_its_words_and_pictures_beside_and_within(tmp_path: Path) -> None:
    with opened(exports.page(tmp_path / "saved")) as export:
        contents = export.contents
        bytes_of = all_bytes(export)

    assert (contents.kind, contents.title, contents.url, contents.platform) == (
        ExportKind.PAGE,
        "게시물 & 더",
        "https://example.org/post/1",
        "example.org",
    )
    assert contents.messages[0].text == "첫 줄\n둘째 줄"
    # What lies outside of the folder is not taken, though the page names it.
    assert bytes_of == {"one.png": exports.picture("#303030"), "embedded-1.png": exports.picture("#a0a030")}
    assert contents.messages[0].missing == ("../secret.png",)
    assert contents.originals[0].embeds


def test_a_page_saved_as_one_file_is_read(tmp_path: Path) -> None:
    path = tmp_path / "page.mhtml"
    path.write_bytes(exports.mhtml())

    with opened(path) as export:
        contents = export.contents
        (medium,) = contents.media
        assert export.open(medium.id)[0].read() == exports.picture("#30a030")

    assert (contents.title, contents.url, medium.name) == ("게시물", "https://example.org/post/1", "a b.png")
    assert contents.saved_at == datetime(2026, 11, 20, 10, 15, tzinfo=SEOUL)
    assert contents.messages[0].text == "words"


def test_single_file_says_when_it_was_saved(tmp_path: Path) -> None:
    path = tmp_path / "page.html"
    path.write_text(
        "<!DOCTYPE html> <html><!--\n Page saved with SingleFile \n url: https://example.org/2 \n"
        " saved date: Fri Nov 27 2026 10:15:00 GMT+0900 (KST)\n--><body>x</body></html>",
        encoding="utf-8",
    )

    with opened(path) as export:
        assert export.contents.url == "https://example.org/2"
        assert export.contents.saved_at == datetime(2026, 11, 27, 10, 15, tzinfo=SEOUL)
