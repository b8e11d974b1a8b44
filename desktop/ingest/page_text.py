"""What is on one HTML page: its title, its words, the files it names and those written out in it, and where it was saved from."""

import re
from dataclasses import dataclass, field
from datetime import datetime
from email.utils import parsedate_to_datetime

from desktop.ingest.markup import Attributes, Reader, without_embedded

# "<!-- saved from url=(0023)https://example.org/ -->" (browsers) and "Page saved with SingleFile  url: ...  saved date: ...".
_SAVED_FROM = re.compile(r"saved from url=\(\d{1,6}\)(\S{1,4000})")
_SINGLE_FILE = re.compile(r"SingleFile\s+url: (\S{1,4000})\s+saved date: ([^\n(]{1,60})")
_UNSEEN = frozenset({"script", "style", "template", "noscript"})
_BREAKING = frozenset({"br", "p", "div", "li", "tr", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "article", "section"})
# Attributes that name a file which is shown on the page.
_SOURCES = {
    "img": ("src", "data-src"),
    "source": ("src",),
    "video": ("src", "poster"),
    "audio": ("src",),
    "embed": ("src",),
    "object": ("data",),
}


@dataclass
class Page:
    """What one page holds."""

    title: str = ""
    text: str = ""
    url: str = ""
    saved_at: datetime | None = None
    sources: list[str] = field(default_factory=list)
    """The addresses of pictures, videos and sounds on it, as they stand there, each once."""
    embedded: list[tuple[str, bytes]] = field(default_factory=list)
    """Media type and bytes of the files that are written out in it."""


def read_page(markup: str, name: str) -> Page:
    """Return what a page holds. Raises ExportDamaged."""
    bare, embedded = without_embedded(markup)
    reader = _Reader(name)
    reader.read(bare)
    page = reader.page
    page.embedded = embedded
    page.title = " ".join("".join(reader.titles).split())[:1_000]
    lines = ("".join(reader.words)).split("\n")
    page.text = "\n".join(line for line in (" ".join(line.split()) for line in lines) if line)
    page.sources = [source for source in dict.fromkeys(page.sources) if not source.startswith("embedded:")]
    return page


class _Reader(Reader):
    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.page = Page()
        self.titles: list[str] = []
        self.words: list[str] = []
        self._unseen = 0

    def begin(self, tag: str, attributes: Attributes) -> None:
        if tag in _UNSEEN:
            self._unseen = self._unseen or self.depth
        if tag in _BREAKING:
            self.words.append("\n")
        if tag == "link" and attributes.get("rel") == "canonical" and not self.page.url:
            self.page.url = attributes.get("href", "")
        for attribute in _SOURCES.get(tag, ()):
            if attributes.get(attribute):
                self.page.sources.append(attributes[attribute])

    def end(self) -> None:
        if self._unseen and self.depth < self._unseen:
            self._unseen = 0

    def handle_data(self, data: str) -> None:
        if self.open_tags and self.open_tags[-1] == "title":
            self.titles.append(data)
        elif not self._unseen:
            self.words.append(data)

    def handle_comment(self, data: str) -> None:
        saved = _SAVED_FROM.search(data[:8_000])
        single = _SINGLE_FILE.search(data[:8_000])
        if saved is not None:
            self.page.url = saved[1]
        if single is not None:
            self.page.url = single[1]
            self.page.saved_at = _moment(single[2])


def _moment(written: str) -> datetime | None:
    """Return a moment as scripts write it: "Fri Nov 27 2026 10:15:00 GMT+0900"."""
    found = re.match(r"\w{3} (\w{3}) (\d{2}) (\d{4}) (\d{2}:\d{2}:\d{2}) GMT([+-]\d{4})", written.strip())
    if found is None:
        return None
    try:
        return parsedate_to_datetime(f"{found[2]} {found[1]} {found[3]} {found[4]} {found[5]}")
    except (ValueError, TypeError, OverflowError):
        return None
