"""An e-mail as a file (.eml, RFC 5322 and MIME): who wrote when, what, and what was attached, also in mails within the mail."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from email import message_from_bytes
from email.errors import MessageError
from email.header import decode_header
from email.message import Message as Part
from email.utils import parsedate_to_datetime
from pathlib import PurePosixPath
from typing import TypeVar

from desktop.core.names import shown
from desktop.ingest import limits
from desktop.ingest.errors import ExportDamaged, NotAnExport
from desktop.ingest.messages import Messages
from desktop.ingest.model import Contents, ExportKind, Medium, Message, Original
from desktop.ingest.page_text import read_page

# Header fields of which a mail has several at its beginning.
_FIELDS = re.compile(rb"(?im)^(from|to|subject|date|message-id|received|mime-version|return-path|delivered-to|content-type):")
_LEAST_FIELDS = 2
# What the library raises at mails that nobody should have written.
HOSTILE = (MessageError, ValueError, LookupError, TypeError, AttributeError, AssertionError, RecursionError)

_T = TypeVar("_T")


@dataclass
class Found:
    """The messages and attachments of a mail found so far."""

    media: list[Medium] = field(default_factory=list)
    bytes_of: dict[str, bytes] = field(default_factory=dict)
    messages: list[Message] = field(default_factory=list)
    parts: int = 0


@dataclass
class _Letter:
    """One mail, or one within it, while its parts are gone through."""

    head: Part
    plain: list[str] = field(default_factory=list)
    pages: list[str] = field(default_factory=list)
    media: list[str] = field(default_factory=list)


def looks_like(untrusted: bytes) -> bool:
    """Whether a file begins with the header of a mail."""
    head = untrusted[:16384].lstrip().split(b"\n\n", 1)[0].split(b"\r\n\r\n", 1)[0]
    return bool(re.match(rb"[A-Za-z0-9-]{1,80}:", head)) and len({found.lower() for found in _FIELDS.findall(head)}) >= _LEAST_FIELDS


def parse(content: bytes, name: str) -> tuple[Contents, dict[str, bytes]]:
    """Return what a mail holds, and the bytes of its attachments by their ids. Raises ExportDamaged, NotAnExport, ExportTooLarge."""
    if not looks_like(content):
        raise NotAnExport(name=shown(name))
    found = Found()
    try:
        mail = message_from_bytes(content)
        _go_through(mail, found, name)
        first = found.messages[0]
        subject = header_of(mail, "Subject")
    except HOSTILE as error:
        raise ExportDamaged(name=shown(name)) from error
    contents = Contents(
        kind=ExportKind.EMAIL,
        platform="",
        title=subject,
        messages=Messages(found.messages),
        media=tuple(found.media),
        originals=(Original(name, PurePosixPath(name).name, len(content), embeds=True),),
        saved_at=first.at,
    )
    return contents, found.bytes_of


def _go_through(mail: Part, found: Found, name: str) -> None:
    """Go through the mail and all mails within it, the outermost first."""
    waiting = [mail]
    while waiting:
        letter = _Letter(waiting.pop(0))
        for part in leaves(letter.head, found, name):
            if part.get_content_type() == "message/rfc822":
                inner = part.get_payload()
                waiting += [one for one in inner if isinstance(one, Part)] if isinstance(inner, list) else []
            else:
                _take(part, letter, found)
        found.messages.append(_message(letter, len(found.messages) + 1))


def leaves(top: Part, found: Found, name: str) -> Iterator[Part]:
    """Yield the parts that hold something, in their order. Raises ExportDamaged where they are too many or too deep."""
    waiting: list[tuple[Part, int]] = [(top, 0)]
    while waiting:
        part, depth = waiting.pop()
        found.parts += 1
        if found.parts > limits.MOST_PARTS or depth > limits.MOST_DEPTH:
            raise ExportDamaged(name=shown(name))
        inner = part.get_payload()
        if part.is_multipart() and part.get_content_type() != "message/rfc822" and isinstance(inner, list):
            waiting += [(one, depth + 1) for one in reversed(inner) if isinstance(one, Part)]
        else:
            yield part


def _take(part: Part, letter: _Letter, found: Found) -> None:
    kind = part.get_content_type()
    payload = part.get_payload(decode=True)
    content = payload if isinstance(payload, bytes) else b""
    file_name = _file_name(part)
    is_attached = part.get_content_disposition() == "attachment" or bool(file_name)
    if kind == "text/plain" and not is_attached:
        letter.plain.append(text_of(content, part))
        return
    if kind == "text/html" and not is_attached:
        page = read_page(text_of(content, part), file_name or "mail.html")
        letter.pages.append(page.text)
        for number, (media_type, embedded) in enumerate(page.embedded, start=1):
            _keep(f"embedded-{number}{ending(media_type)}", media_type, embedded, letter, found)
        return
    if content:
        _keep(file_name or f"attachment-{len(found.media) + 1}{ending(kind)}", kind, content, letter, found)


def _keep(file_name: str, media_type: str, content: bytes, letter: _Letter, found: Found) -> None:
    medium = Medium(str(len(found.media) + 1), file_name, len(content), media_type)
    found.media.append(medium)
    found.bytes_of[medium.id] = content
    letter.media.append(medium.id)


def _message(letter: _Letter, number: int) -> Message:
    words = "\n\n".join(text.strip() for text in letter.plain or letter.pages if text.strip())
    heads = [f"{name}: {value}" for name in ("To", "Cc", "Subject") if (value := header_of(letter.head, name))]
    text = "\n".join([*heads, "", words]) if heads else words
    return Message(number, moment_of(letter.head), header_of(letter.head, "From"), text.strip(), tuple(letter.media))


def moment_of(head: Part) -> datetime | None:
    """Return when a mail says it was written; without a zone where it does not say in which."""
    try:
        return parsedate_to_datetime(str(head.get("Date", "")))
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


def header_of(head: Part, name: str) -> str:
    """Return a field of the header in clear; one that cannot be read as it stands."""
    return " ".join(_clear(str(head.get(name, ""))).split())


def _file_name(part: Part) -> str:
    name = _clear(_or(part.get_filename, None) or "")
    return re.split(r"[/\\]", name)[-1].strip()[: limits.MOST_NAME]


def _clear(raw: str) -> str:
    """Return a field in clear in which words may be encoded (RFC 2047)."""
    pieces: list[tuple[str | bytes, str | None]] = _or(lambda: decode_header(raw), [(raw, None)])
    return "".join(piece if isinstance(piece, str) else _decoded(piece, encoding or "") for piece, encoding in pieces)


def text_of(content: bytes, part: Part) -> str:
    """Return the bytes of a part as text."""
    return _decoded(content, str(_or(part.get_content_charset, None) or ""))


def _decoded(content: bytes, encoding: str) -> str:
    # Korean mails name the older, smaller code page and use the larger one.
    named = {"euc-kr": "cp949", "ks_c_5601-1987": "cp949"}.get(encoding.lower(), encoding)
    for one in (named, "utf-8", "cp949"):
        try:
            return content.decode(one) if one else content.decode("utf-8")
        except (LookupError, ValueError):
            continue
    return content.decode("latin-1")


def _or(ask: Callable[[], _T], otherwise: _T) -> _T:
    try:
        return ask()
    except HOSTILE:
        return otherwise


def ending(media_type: str) -> str:
    """Return the usual ending of a file of this media type, with its dot, or nothing."""
    kind = media_type.partition("/")[2].partition("+")[0]
    return f".{ {'jpeg': 'jpg', 'plain': 'txt'}.get(kind, kind) }" if kind.isalnum() and len(kind) <= 5 else ""
