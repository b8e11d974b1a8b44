"""One picture on every way on which it can come into a vault, as exports of other programs carry it."""

import base64
import io
import json
from collections.abc import Callable
from email.message import EmailMessage
from pathlib import Path

from PIL import Image

from tests.ingest.exports import TELEGRAM_HTML, mhtml, zipped

_SAMPLE = Path(__file__).resolve().parents[2] / "resources" / "samples" / "untouched.jpg"
_NAME = "photo.jpg"


def photo(quality: int = 92, *, side: int = 320) -> bytes:
    """Return a photograph with what a camera writes into it: maker, time and place."""
    exif = Image.Exif()
    exif[0x010F], exif[0x0132] = "Camera Maker", "2026:11:19 23:58:10"
    exif.get_ifd(0x8825).update({1: "N", 2: (37.0, 33.0, 59.0), 3: "E", 4: (126.0, 58.0, 40.0)})
    out = io.BytesIO()
    with Image.open(_SAMPLE) as sample:
        small = sample.convert("RGB")
        small.thumbnail((side, side))
        small.save(out, "JPEG", quality=quality, exif=exif)
    return out.getvalue()


def _beside(folder: Path, content: bytes, name: str, text: str) -> Path:
    folder.mkdir(parents=True)
    (folder / _NAME).write_bytes(content)
    (folder / name).write_text(text, encoding="utf-8")
    return folder / name


def _telegram_json(folder: Path, content: bytes) -> Path:
    message = {"id": 1, "type": "message", "date_unixtime": "1795100290", "from": "누군가", "photo": _NAME, "text": "보기"}
    return _beside(folder, content, "result.json", json.dumps({"name": "방", "type": "personal_chat", "id": 1, "messages": [message]}))


def _telegram_html(folder: Path, content: bytes) -> Path:
    return _beside(folder, content, "messages.html", TELEGRAM_HTML.replace("photos/photo_1@19-11-2026_23-58-10.jpg", _NAME))


def _whatsapp(folder: Path, content: bytes) -> Path:
    return _beside(folder, content, "_chat.txt", f"19/11/2026, 23:58 - Jimin: hello\n20/11/2026, 00:01 - Jimin: {_NAME} (file attached)\n")


def _kakaotalk(folder: Path, content: bytes) -> Path:
    lines = ["지민 님과 카카오톡 대화", "저장한 날짜 : 2026년 11월 20일 오전 10:00", "", f"2026년 11월 20일 오전 12:01, 지민 : {_NAME}"]
    return _beside(folder, content, "KakaoTalkChats.txt", "\n".join(lines) + "\n")


def _zip(folder: Path, content: bytes) -> Path:
    text = f"[19/11/2026, 23:58:01] Jimin: hello\n[20/11/2026, 00:01:02] Jimin: <attached: {_NAME}>\n"
    folder.mkdir(parents=True)
    return zipped(folder / "chat.zip", {"_chat.txt": text.encode(), _NAME: content})


def _mail(folder: Path, content: bytes) -> Path:
    letter = EmailMessage()
    letter["From"], letter["To"], letter["Subject"] = "a@example.org", "b@example.org", "사진"
    letter["Date"] = "Fri, 20 Nov 2026 10:15:00 +0900"
    letter.set_content("본문\n")
    letter.add_attachment(content, "image", "jpeg", filename=_NAME)
    folder.mkdir(parents=True)
    (folder / "mail.eml").write_bytes(letter.as_bytes())
    return folder / "mail.eml"


def _mhtml(folder: Path, content: bytes) -> Path:
    before, _image_type, rest = mhtml().partition(b"Content-Type: image/png\r\n")
    head, blank, _old = rest.partition(b"\r\n\r\n")
    body = base64.encodebytes(content).replace(b"\n", b"\r\n")
    folder.mkdir(parents=True)
    (folder / "page.mhtml").write_bytes(before + b"Content-Type: image/jpeg\r\n" + head + blank + body + b"\r\n------X--\r\n")
    return folder / "page.mhtml"


def _html(folder: Path, content: bytes) -> Path:
    return _beside(folder, content, "page.html", f'<!DOCTYPE html><html><body><p>words</p><img src="{_NAME}"></body></html>')


def _single_page(folder: Path, content: bytes) -> Path:
    folder.mkdir(parents=True)
    written = base64.b64encode(content).decode()
    page = f'<!DOCTYPE html><html><body><p>words</p><img src="data:image/jpeg;base64,{written}"></body></html>'
    (folder / "single.html").write_text(page, encoding="utf-8")
    return folder / "single.html"


EXPORTS: dict[str, Callable[[Path, bytes], Path]] = {
    "telegram json": _telegram_json,
    "telegram html": _telegram_html,
    "whatsapp": _whatsapp,
    "whatsapp zip": _zip,
    "kakaotalk": _kakaotalk,
    "mail": _mail,
    "mhtml": _mhtml,
    "html": _html,
    "html in one file": _single_page,
}
"""What writes an export with a picture into a new folder and returns its path, by the name of the way."""
