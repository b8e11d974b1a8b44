"""Reading HTML of strangers piece by piece, within limits: nothing in it is run, fetched or drawn."""

import base64
import binascii
import re
from html.parser import HTMLParser

from desktop.core.names import shown
from desktop.ingest import limits
from desktop.ingest.errors import ExportDamaged

Attributes = dict[str, str]

_PIECE = 64 * 1024
_VOID = frozenset({"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr"})
_DATA = re.compile(r"data:([a-z0-9.+-]{1,40}/[a-z0-9.+-]{1,80})((?:;[a-z0-9=.\-]{1,40}){0,4});base64,([A-Za-z0-9+/=\s]*)", re.IGNORECASE)
_PLACE = "embedded:"


class Reader(HTMLParser):
    """Tells of tags and text one after another, and how deep they stand. Subclasses take what they need."""

    def __init__(self, name: str) -> None:
        super().__init__(convert_charrefs=True)
        self._name = name
        self.open_tags: list[str] = []

    @property
    def depth(self) -> int:
        """How many tags are open."""
        return len(self.open_tags)

    def read(self, markup: str) -> None:
        """Read a whole page. Raises ExportDamaged where a tag has no end, or tags stand in each other without end."""
        try:
            for begin in range(0, len(markup), _PIECE):
                self.feed(markup[begin : begin + _PIECE])
                if len(self.rawdata) > limits.MOST_OPEN_MARKUP or self.depth > limits.MOST_OPEN_TAGS:
                    raise ExportDamaged(name=shown(self._name))
            self.close()
        except AssertionError as error:  # what the library raises at declarations that no page has
            raise ExportDamaged(name=shown(self._name)) from error

    def begin(self, tag: str, attributes: Attributes) -> None:
        """Take a tag that begins; `depth` counts it already."""

    def end(self) -> None:
        """Take note that the tag which began last has ended; `depth` does not count it any more."""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Keep the tag if it has an end."""
        self.open_tags.append(tag)
        self.begin(tag, {name: value or "" for name, value in attrs})
        if tag in _VOID:
            self.open_tags.pop()
            self.end()

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Take a tag that ends where it begins."""
        self.open_tags.append(tag)
        self.begin(tag, {name: value or "" for name, value in attrs})
        self.open_tags.pop()
        self.end()

    def handle_endtag(self, tag: str) -> None:
        """Close the tag, and those in it that were left open; an end without a beginning is passed over."""
        # A page that leaves thousands of tags open is not looked through again for each end.
        if tag not in self.open_tags[-limits.MOST_DEPTH * 4 :]:
            return
        while self.open_tags:
            closed = self.open_tags.pop()
            self.end()
            if closed == tag:
                return


def without_embedded(markup: str) -> tuple[str, list[tuple[str, bytes]]]:
    """Return a page with the files that are written out in it taken away, and these files: media type and bytes."""
    embedded: list[tuple[str, bytes]] = []

    def take(found: re.Match[str]) -> str:
        try:
            content = base64.b64decode("".join(found[3].split()), validate=True)
        except (binascii.Error, ValueError):
            return f"{_PLACE}-"
        if not content or len(embedded) >= limits.MOST_PARTS:
            return f"{_PLACE}-"
        embedded.append((found[1].lower(), content))
        return f"{_PLACE}{len(embedded)}"

    return _DATA.sub(take, markup), embedded


def embeds(content: bytes) -> bool:
    """Whether a page may have files written out in it, in whatever way."""
    return b"data:" in content.lower()


def classes(attributes: Attributes) -> frozenset[str]:
    """Return the classes of a tag."""
    return frozenset(attributes.get("class", "").split())
