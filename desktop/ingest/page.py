"""A saved web page: one file with all in it (.mhtml, RFC 2557), or HTML with its pictures beside it or written out in it."""

from email import message_from_bytes
from email.message import Message as Part
from pathlib import PurePosixPath
from urllib.parse import unquote, urljoin, urlsplit

from desktop.core.names import shown
from desktop.ingest import limits, mail, text
from desktop.ingest.errors import ExportDamaged
from desktop.ingest.gathering import Draft, Gathered
from desktop.ingest.holders import Holder, read
from desktop.ingest.messages import Messages
from desktop.ingest.model import Contents, ExportKind, Medium, Message, Original
from desktop.ingest.page_text import Page, read_page

_SHOWN = ("image/", "video/", "audio/")


def is_html(untrusted: bytes) -> bool:
    """Whether a file begins like a page."""
    opening = untrusted[:2048].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    return opening.startswith((b"<!doctype html", b"<html", b"<!--")) and b"<html" in untrusted[:65536].lower()


def is_mhtml(untrusted: bytes) -> bool:
    """Whether a file begins like a page that was saved as one file."""
    head = untrusted[:16384].split(b"\n\n", 1)[0].split(b"\r\n\r\n", 1)[0].lower()
    return b"multipart/related" in head and (b"snapshot-content-location:" in head or b"text/html" in head) and b"\nto:" not in head


def parse_html(holder: Holder, name: str) -> tuple[Contents, dict[str, bytes]]:
    """Return what a page and the folder beside it hold, and the bytes of what is written out in it.

    Raises ExportDamaged, ExportTooLarge, NotAnExport.
    """
    content = read(holder, name)
    page = read_page(text.decoded(content, name), name)
    gathered = Gathered(holder, name)
    draft = gathered.add(Draft(page.saved_at, "", page.text.split("\n")))
    for source in page.sources:
        local = unquote(urlsplit(source).path) if _is_beside(source) else ""
        if local:
            gathered.attach(draft, local)
    embedded, bytes_of = _embedded(page)
    draft.media += bytes_of
    contents = Contents(
        kind=ExportKind.PAGE,
        platform=_site(page.url),
        title=page.title,
        messages=gathered.messages(),
        media=(*gathered.media.values(), *embedded),
        originals=(Original(name, PurePosixPath(name).name, len(content), embeds=True),),
        url=page.url,
        saved_at=page.saved_at,
    )
    return contents, bytes_of


def parse_mhtml(content: bytes, name: str) -> tuple[Contents, dict[str, bytes]]:
    """Return what a page saved as one file holds, and the bytes of its media. Raises ExportDamaged."""
    try:
        whole = message_from_bytes(content)
        saved_at = mail.moment_of(whole)
        url = mail.header_of(whole, "Snapshot-Content-Location")
        title = mail.header_of(whole, "Subject")
        parts = list(mail.leaves(whole, mail.Found(), name))
        page, media, bytes_of = _parts(parts, url, name)
    except mail.HOSTILE as error:
        raise ExportDamaged(name=shown(name)) from error
    contents = Contents(
        kind=ExportKind.PAGE,
        platform=_site(url or page.url),
        title=title or page.title,
        messages=Messages([Message(1, saved_at, "", page.text, tuple(bytes_of))]),
        media=tuple(media),
        originals=(Original(name, PurePosixPath(name).name, len(content), embeds=True),),
        url=url or page.url,
        saved_at=saved_at,
    )
    return contents, bytes_of


def _parts(parts: list[Part], url: str, name: str) -> tuple[Page, list[Medium], dict[str, bytes]]:
    pages: list[Page] = []
    media: list[Medium] = []
    bytes_of: dict[str, bytes] = {}
    for part in parts:
        payload = part.get_payload(decode=True)
        content = payload if isinstance(payload, bytes) else b""
        kind = part.get_content_type()
        if kind == "text/html":
            pages.append(read_page(mail.text_of(content, part), name))
            for media_type, embedded in pages[-1].embedded:
                _keep(media, bytes_of, f"embedded-{len(media) + 1}{mail.ending(media_type)}", media_type, embedded)
        elif content and kind.startswith(_SHOWN):
            place = PurePosixPath(unquote(urlsplit(urljoin(url, mail.header_of(part, "Content-Location"))).path)).name
            _keep(media, bytes_of, place[: limits.MOST_NAME] or f"picture-{len(media) + 1}{mail.ending(kind)}", kind, content)
    if not pages:
        raise ExportDamaged(name=shown(name))
    return pages[0], media, bytes_of


def _embedded(page: Page) -> tuple[list[Medium], dict[str, bytes]]:
    media: list[Medium] = []
    bytes_of: dict[str, bytes] = {}
    for media_type, content in page.embedded:
        if media_type.startswith(_SHOWN):
            _keep(media, bytes_of, f"embedded-{len(media) + 1}{mail.ending(media_type)}", media_type, content)
    return media, bytes_of


def _keep(media: list[Medium], bytes_of: dict[str, bytes], file_name: str, media_type: str, content: bytes) -> None:
    # A number alone would be the name of a file beside the page.
    medium = Medium(f"embedded:{len(media) + 1}", file_name, len(content), media_type)
    media.append(medium)
    bytes_of[medium.id] = content


def _is_beside(source: str) -> bool:
    try:
        split = urlsplit(source)
    except ValueError:
        return False
    return not split.scheme and not split.netloc and not source.startswith(("/", "\\", "#"))


def _site(url: str) -> str:
    try:
        return urlsplit(url).hostname or ""
    except ValueError:
        return ""
