"""The `messages.html` that Telegram Desktop exports, with the pages that follow it."""

import re
from datetime import datetime
from pathlib import PurePosixPath
from urllib.parse import unquote

from desktop.ingest import markup, text, times
from desktop.ingest.gathering import Draft, Gathered
from desktop.ingest.holders import Holder, read
from desktop.ingest.markup import Attributes, Reader, classes
from desktop.ingest.model import Contents, ExportKind, Original

_PAGE = re.compile(r"messages(\d*)\.html")
_MOMENT = re.compile(r"(\d{2})\.(\d{2})\.(\d{4}) (\d{2}:\d{2}:\d{2})")
_MEDIUM = re.compile(r"(?:photo_wrap|media_(?:photo|video|audio_file|voice_message|file)|video_file_wrap|animated_wrap|sticker_wrap)")


def looks_like(untrusted: bytes) -> bool:
    """Whether the beginning of a page is that of such an export."""
    return b"Exported Data" in untrusted[:4096] or (b'class="page_wrap"' in untrusted[:8192] and b"messages" in untrusted[:8192])


def parse(holder: Holder, name: str) -> Contents:
    """Return what the pages of one chat hold. Raises ExportDamaged, ExportTooLarge, ExportTooLong, NotAnExport."""
    gathered, title, zone_known = Gathered(holder, name), "", True
    originals = []
    for page in _pages(holder, name):
        content = read(holder, page)
        reader = _Page(page, gathered)
        reader.read(markup.without_embedded(text.decoded(content, page))[0])
        title, zone_known = title or reader.title, zone_known and reader.zone_known
        originals.append(Original(page, PurePosixPath(page).name, len(content), embeds=markup.embeds(content)))
    return Contents(
        kind=ExportKind.TELEGRAM_HTML,
        platform="Telegram",
        title=title,
        messages=gathered.messages(),
        media=tuple(gathered.media.values()),
        originals=tuple(originals),
        zone_known=zone_known,
        skipped=gathered.skipped,
    )


def _pages(holder: Holder, name: str) -> list[str]:
    """Return the pages of a chat in their order: messages.html, messages2.html and so on, as far as there are any."""
    folder = PurePosixPath(name).parent
    found = _PAGE.fullmatch(PurePosixPath(name).name)
    if found is None:
        return [name]
    pages = [(folder / "messages.html").as_posix()]
    while holder.size(following := (folder / f"messages{len(pages) + 1}.html").as_posix()) is not None:
        pages.append(following)
    return [page for page in pages if holder.size(page) is not None] or [name]


class _Page(Reader):
    """One page: a message is a `div` of class `message`, and what it tells stands in tags of known classes in it."""

    def __init__(self, name: str, gathered: Gathered) -> None:
        super().__init__(name)
        self.zone_known = True
        self._gathered = gathered
        self._draft: Draft | None = None
        self._message_depth = 0
        self._taking: tuple[str, int] | None = None
        self._sender = ""
        self._pieces: dict[str, list[str]] = {"title": [], "sender": [], "text": []}

    @property
    def title(self) -> str:
        """The name of the chat."""
        return " ".join("".join(self._pieces["title"]).split())

    def begin(self, tag: str, attributes: Attributes) -> None:
        names = classes(attributes)
        if "message" in names and tag == "div":
            self._begin_message(is_notice="service" in names)
        elif self._draft is None:
            if names >= {"text", "bold"} and not self._pieces["title"]:
                self._taking = ("title", self.depth)
        else:
            self._begin_part(self._draft, names, attributes)
        if tag == "br" and self._taking is not None:
            self._pieces[self._taking[0]].append("\n")

    def end(self) -> None:
        if self._taking is not None and self.depth < self._taking[1]:
            self._taking = None
        if self._draft is not None and self.depth < self._message_depth:
            self._finish(self._draft)

    def handle_data(self, data: str) -> None:
        if self._taking is not None:
            self._pieces[self._taking[0]].append(data)

    def close(self) -> None:
        super().close()
        if self._draft is not None:
            self._finish(self._draft)

    def _begin_message(self, *, is_notice: bool) -> None:
        if self._draft is not None:
            self._finish(self._draft)
        self._draft = Draft(None, "", [], is_notice=is_notice)
        self._pieces |= {"sender": [], "text": []}
        self._message_depth, self._taking = self.depth, None

    def _begin_part(self, draft: Draft, names: frozenset[str], attributes: Attributes) -> None:
        if names >= {"date", "details"} and draft.at is None:
            draft.at = self._moment(attributes.get("title", ""))
        elif "from_name" in names and not self._pieces["sender"]:
            self._taking = ("sender", self.depth)
        elif "text" in names or (draft.is_notice and names >= {"body", "details"}):
            self._taking = ("text", self.depth)
        if any(_MEDIUM.match(name) for name in names):
            self._attach(draft, attributes.get("href", ""))

    def _attach(self, draft: Draft, address: str) -> None:
        if address and "://" not in address and not address.startswith(("#", "embedded:", "//")):
            self._gathered.attach(draft, unquote(address))

    def _moment(self, written: str) -> datetime | None:
        found = _MOMENT.match(written)
        if found is None:
            return None
        at = times.joined((int(found[3]), int(found[2]), int(found[1])), times.time_of(found[4]))
        zone = times.offset(written)
        self.zone_known = self.zone_known and zone is not None
        return at.replace(tzinfo=zone) if at is not None else None

    def _finish(self, draft: Draft) -> None:
        self._draft, self._taking = None, None
        draft.sender = " ".join("".join(self._pieces["sender"]).split())
        draft.lines = [line.strip() for line in "".join(self._pieces["text"]).strip().split("\n")]
        if not draft.is_notice:
            # A message that follows another of the same person does not name them again.
            self._sender = draft.sender = draft.sender or self._sender
        self._gathered.add(draft)
