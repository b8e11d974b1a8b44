"""Exports as the programs write them, made here: the people, rooms and words are invented, and the pictures are plain colours."""

import io
import json
import zipfile
from email.message import EmailMessage
from pathlib import Path

from PIL import Image


def picture(colour: str = "#808080", side: int = 96, kind: str = "PNG") -> bytes:
    held = io.BytesIO()
    Image.new("RGB", (side, side), colour).save(held, kind)
    return held.getvalue()


KAKAO_ANDROID = """지민 님과 카카오톡 대화
저장한 날짜 : 2026년 11월 20일 오후 11:59


2026년 11월 19일 오후 11:58
2026년 11월 19일 오후 11:58, 지민 : 안녕하세요
여러 줄로
씁니다
2026년 11월 19일 오후 11:59, 회원님 : 2f7a01.jpg
2026년 11월 20일 오전 12:01, 지민 : 보낸 시각 : 12시
2026년 11월 20일 오전 12:02, 지민님이 나갔습니다.
"""
KAKAO_IPHONE = """Talk_2026.11.20 23:59-1.txt
저장한 날짜 : 2026. 11. 20. 오후 11:59

2026년 11월 19일 목요일
2026. 11. 19. 오후 11:58, 지민 : 안녕하세요
2026. 11. 19. 오후 11:59: 지민님이 나님을 초대했습니다.
2026. 11. 19. 오후 11:59, 나 : 파일: 문서.pdf
"""
KAKAO_PC = """모임 님과 카카오톡 대화
저장한 날짜 : 2026-11-20 23:59:59

--------------- 2026년 11월 19일 목요일 ---------------
[지민] [오후 11:58] 안녕하세요
둘째 줄
[나] [오전 12:01] 사진
--------------- 2026년 11월 20일 금요일 ---------------
[지민] [오전 9:05] 2f7a01.jpg 2f7a02.jpg
"""
KAKAO_PC_ENGLISH = """KakaoTalk Chats with Jimin
Date Saved : 2026-11-20 23:59:59

--------------- Thursday, November 19, 2026 ---------------
[Jimin] [11:58 PM] hello
[Me] [12:01 AM] Photo
"""
KAKAO_ANDROID_ENGLISH = """KakaoTalk Chats with Jimin
Date Saved : Nov 20, 2026 at 11:59 PM

Nov 19, 2026 at 11:58 PM
Nov 19, 2026 at 11:58 PM, Jimin : hello
November 20, 2026, 12:01 AM, Me : Photo
"""
KAKAO_CSV = 'Date,User,Message\r\n2026-11-19 23:58:10,"지민","안녕하세요, 여러 줄\n씁니다"\r\n2026-11-20 00:01:00,"나","2f7a01.jpg"\r\n'

WHATSAPP_ANDROID_KO = """2026. 11. 19. 오후 11:58 - 메시지와 통화는 종단간 암호화됩니다.
2026. 11. 19. 오후 11:58 - 지민: 안녕하세요
둘째 줄
2026. 11. 19. 오후 11:59 - 지민: IMG-20261119-WA0001.jpg (파일 첨부됨)
사진 설명
2026. 11. 20. 오전 12:01 - +82 10-0000-0000: <미디어 파일 제외됨>
"""
WHATSAPP_ANDROID_KO_LONG = "2026년 11월 19일 오후 11:58 - 지민: 안녕하세요\n2026년 11월 20일 오전 12:01 - 나: 네\n"
WHATSAPP_IPHONE_KO = (
    "\u200e[2026. 11. 19. 오후 11:58:01] 지민: \u200e메시지와 통화는 종단간 암호화됩니다.\r\n"
    "[2026. 11. 19. 오후 11:59:02] 지민: 안녕하세요\r\n"
    "\u200e[2026. 11. 20. 오전 12:01:03] 지민: \u200e<첨부됨: 00000003-PHOTO-2026-11-20-00-01-03.jpg>\r\n"
)
WHATSAPP_ANDROID_US = "11/19/26, 11:58\u202fPM - Jimin: hello\n11/20/26, 12:01\u202fAM - Jimin: IMG-20261120-WA0001.jpg (file attached)\n"
WHATSAPP_ANDROID_UK = "19/11/2026, 23:58 - Jimin: hello\n20/11/2026, 00:01 - Jimin: <Media omitted>\n"
WHATSAPP_IPHONE_UK = "[19/11/2026, 23:58:01] Jimin: hello\n[20/11/2026, 00:01:02] Jimin: <attached: 00000002-PHOTO.jpg>\n"
WHATSAPP_ANDROID_DE = "19.11.26, 23:58 - Jimin: hallo\n20.11.26, 00:01 - Jimin: IMG-1.jpg (Datei angehängt)\n"
WHATSAPP_IPHONE_DE = "[19.11.26, 23:58:01] Jimin: hallo\n[20.11.26, 00:01:02] Jimin: <Anhang: 00000002-PHOTO.jpg>\n"
WHATSAPP_BR = "19/11/2026 23:58 - Jimin: oi\n20/11/2026 00:01 - Jimin: IMG-1.jpg (arquivo anexado)\n"
WHATSAPP_JA = "2026/11/19 23:58 - Jimin: こんにちは\n2026/11/20 0:01 - Jimin: IMG-1.jpg (添付ファイル)\n"
WHATSAPP_FI = "[19.11.2026 klo 23.58.01] Jimin: moi\n[20.11.2026 klo 0.01.02] Jimin: <liite: 00000002-PHOTO.jpg>\n"


def telegram(folder: Path, chat: object | None = None) -> Path:
    """Write an export of one chat as Telegram Desktop does, and return the folder."""
    (folder / "photos").mkdir(parents=True)
    (folder / "photos" / "photo_1@19-11-2026_23-58-10.jpg").write_bytes(picture("#3060a0", kind="JPEG"))
    (folder / "photos" / "photo_1@19-11-2026_23-58-10_thumb.jpg").write_bytes(picture("#3060a0", 20, kind="JPEG"))
    (folder / "result.json").write_text(json.dumps(chat or TELEGRAM_CHAT, ensure_ascii=False), encoding="utf-8")
    return folder


TELEGRAM_CHAT = {
    "name": "방 7",
    "type": "private_supergroup",
    "id": 1000,
    "messages": [
        {
            "id": 1,
            "type": "service",
            "date": "2026-11-19T23:50:00",
            "date_unixtime": "1795013400",
            "actor": "관리자",
            "action": "create_group",
        },
        {
            "id": 2,
            "type": "message",
            "date": "2026-11-19T23:58:10",
            "date_unixtime": "1795100290",
            "from": "누군가",
            "from_id": "user42",
            "photo": "photos/photo_1@19-11-2026_23-58-10.jpg",
            "width": 96,
            "height": 96,
            "text": ["보기: ", {"type": "link", "text": "https://example.org/1"}],
        },
        {
            "id": 3,
            "type": "message",
            "date": "2026-11-20T00:01:00",
            "date_unixtime": "1795100460",
            "from": None,
            "from_id": "user43",
            "file": "(File exceeds maximum size. Change data exporting settings to download.)",
            "file_name": "clip.mp4",
            "media_type": "video_file",
            "text": "",
        },
    ],
}

TELEGRAM_HTML = """<!DOCTYPE html>
<html>
 <head><meta charset="utf-8"/><title>Exported Data</title><link href="css/style.css" rel="stylesheet"/></head>
 <body onload="CheckLocation();">
  <div class="page_wrap">
   <div class="page_header"><div class="content"><div class="text bold">
방 7
   </div></div></div>
   <div class="page_body chat_page"><div class="history">
     <div class="message service" id="message-1"><div class="body details">
19 November 2026
     </div></div>
     <div class="message default clearfix" id="message2">
      <div class="pull_left userpic_wrap"><div class="userpic userpic4" style="width: 42px"><div class="initials">누</div></div></div>
      <div class="body">
       <div class="pull_right date details" title="19.11.2026 23:58:10 UTC+09:00">23:58</div>
       <div class="from_name">
누군가
       </div>
       <div class="media_wrap clearfix">
        <a class="photo_wrap clearfix pull_left" href="photos/photo_1@19-11-2026_23-58-10.jpg">
         <img class="photo" src="photos/photo_1@19-11-2026_23-58-10_thumb.jpg" style="width: 96px; height: 96px"/>
        </a>
       </div>
       <div class="text">보기: <a href="https://example.org/1">https://example.org/1</a><br>둘째 줄 &amp; 더</div>
      </div>
     </div>
     <div class="message default clearfix joined" id="message3">
      <div class="body">
       <div class="pull_right date details" title="20.11.2026 00:01:00 UTC+09:00">00:01</div>
       <div class="media_wrap clearfix"><div class="media clearfix pull_left media_video"><div class="body">
        <div class="title bold">Video file</div><div class="description">Not included, change data exporting settings to download.</div>
       </div></div></div>
      </div>
     </div>
   </div></div>
  </div>
 </body>
</html>
"""


def telegram_html(folder: Path, page: str = TELEGRAM_HTML) -> Path:
    """Write an HTML export of one chat in two pages, and return the folder."""
    telegram(folder)
    (folder / "result.json").unlink()
    (folder / "messages.html").write_text(page, encoding="utf-8")
    second = page.replace("message2", "message12").replace("누군가", "다른 사람").replace("19.11.2026", "21.11.2026")
    (folder / "messages2.html").write_text(second, encoding="utf-8")
    return folder


def zipped(out: Path, files: dict[str, bytes]) -> Path:
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return out


def mail(*, forwarded: bool = True) -> bytes:
    """Return a mail with a picture written into its page, one attached, and another mail with one within."""
    inner = EmailMessage()
    inner["From"], inner["To"], inner["Subject"] = "첫 사람 <first@example.net>", "second@example.org", "원래 메일"
    inner["Date"] = "Thu, 19 Nov 2026 23:00:00 +0900"
    inner.set_content("안쪽 글\n")
    inner.add_attachment(picture("#a03030"), "image", "png", filename="안쪽.png")
    outer = EmailMessage()
    outer["From"], outer["To"], outer["Subject"] = "보낸 사람 <sender@example.org>", "me@example.org", "보세요: 사진"
    outer["Date"] = "Fri, 20 Nov 2026 10:15:00 +0900"
    outer["Message-ID"] = "<1@example.org>"
    outer.set_content("본문입니다.\n")
    outer.add_alternative('<p>본문입니다.</p><img src="cid:one">', subtype="html")
    outer.get_payload()[1].add_related(picture("#30a030"), "image", "png", cid="<one>", filename="한 장.png")
    outer.add_attachment(picture("#3030a0", kind="JPEG"), "image", "jpeg", filename="../../etc/둘.jpg")
    if forwarded:
        outer.add_attachment(inner)
    return outer.as_bytes()


def mhtml() -> bytes:
    part = picture("#30a030")
    import base64

    return (
        b"From: <Saved by Blink>\r\nSnapshot-Content-Location: https://example.org/post/1\r\nSubject: =?utf-8?B?"
        + base64.b64encode("게시물".encode())
        + b"?=\r\nDate: Fri, 20 Nov 2026 01:15:00 -0000\r\nMIME-Version: 1.0\r\n"
        b'Content-Type: multipart/related; type="text/html"; boundary="----X"\r\n\r\n'
        b"------X\r\nContent-Type: text/html\r\nContent-Transfer-Encoding: quoted-printable\r\nContent-Location: https://example.org/post/1\r\n\r\n"
        b'<!DOCTYPE html><html><head><title>post</title></head><body><p>words</p><img src=3D"https://example.org/i/a%20b.png"></body></html>\r\n'
        b"------X\r\nContent-Type: image/png\r\nContent-Transfer-Encoding: base64\r\nContent-Location: https://example.org/i/a%20b.png\r\n\r\n"
        + base64.encodebytes(part).replace(b"\n", b"\r\n")
        + b"\r\n------X--\r\n"
    )


def page(folder: Path) -> Path:
    """Write a saved page with one picture beside it and one written out in it, and return the page."""
    import base64

    folder.mkdir(parents=True, exist_ok=True)
    (folder / "게시물_files").mkdir()
    (folder / "게시물_files" / "one.png").write_bytes(picture("#303030"))
    (folder / "secret.png").write_bytes(picture("#ffffff"))
    embedded = base64.b64encode(picture("#a0a030")).decode()
    path = folder / "게시물.html"
    path.write_text(
        "<!DOCTYPE html>\n<!-- saved from url=(0026)https://example.org/post/1 -->\n"
        "<html><head><title>게시물 &amp; 더</title><style>p{}</style></head><body><p>첫 줄</p><p>둘째 <b>줄</b></p>"
        '<img src="./%EA%B2%8C%EC%8B%9C%EB%AC%BC_files/one.png"><img src="../secret.png"><img src="https://example.org/x.png">'
        f'<img src="data:image/png;base64,{embedded}"><script>var a = "not words";</script></body></html>',
        encoding="utf-8",
    )
    return path
