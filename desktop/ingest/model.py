"""What an export holds, as frozen values: messages, the media that came with them, and the files that are the export itself."""

from dataclasses import dataclass
from datetime import datetime, tzinfo
from enum import StrEnum
from typing import TYPE_CHECKING

from desktop.core import clock

if TYPE_CHECKING:
    from desktop.ingest.messages import Messages


class ExportKind(StrEnum):
    """What an export was made by."""

    TELEGRAM_JSON = "telegram_json"
    TELEGRAM_HTML = "telegram_html"
    WHATSAPP = "whatsapp"
    KAKAOTALK = "kakaotalk"
    EMAIL = "email"
    PAGE = "page"

    @property
    def is_chat(self) -> bool:
        """Whether people write to each other in it, message after message."""
        return self not in {ExportKind.EMAIL, ExportKind.PAGE}


@dataclass(frozen=True)
class Options:
    """What the file itself does not say."""

    zone: tzinfo | None = None
    """The time zone of times without one: that of the phone or computer which exported. None: this computer's."""
    day_first: bool | None = None
    """Whether 03/04 is the third of April, where the file leaves that open. None: as most of its days suggest."""

    def placed(self, at: datetime | None, *, is_shown_in_zone: bool) -> datetime | None:
        """Return a time in the zone that it is meant in; one that has a zone is put into ours only where `is_shown_in_zone`."""
        if at is None:
            return None
        if at.tzinfo is None:
            return at.replace(tzinfo=self.zone if self.zone is not None else clock.now().tzinfo)
        try:
            return at.astimezone(self.zone) if is_shown_in_zone else at
        except OverflowError:  # at the very end of the calendar
            return at


@dataclass(frozen=True)
class Medium:
    """A file that came with messages. Its bytes are read only when it is taken in."""

    id: str
    """Names it within the export: a path in it, or a number where it lies inside of another file."""
    name: str
    """Its file name, untrusted."""
    size: int
    media_type: str
    """What the export or its name claims, as image/jpeg."""


@dataclass(frozen=True)
class Message:
    """One message, as the export tells it. All texts are untrusted."""

    number: int
    """From 1, in the order of the export."""
    at: datetime | None
    sender: str
    text: str
    media: tuple[str, ...] = ()
    """The ids of the media that came with it and are there."""
    missing: tuple[str, ...] = ()
    """The names of media that it had and that were not exported."""
    room: str = ""
    is_notice: bool = False
    """Whether the program wrote it, not a person: someone joined, the picture of the group changed."""


@dataclass(frozen=True)
class Original:
    """A file that is the export itself, to be kept exactly."""

    id: str
    name: str
    size: int
    embeds: bool
    """Whether media lie inside of it, so that keeping it keeps them."""


@dataclass(frozen=True)
class Contents:
    """What was found in an export."""

    kind: ExportKind
    platform: str
    """"KakaoTalk", "Telegram", "WhatsApp"; empty for e-mails and pages."""
    title: str
    """The room, the subject or the title of the page, untrusted."""
    messages: "Messages"
    media: tuple[Medium, ...]
    originals: tuple[Original, ...]
    url: str = ""
    """The address of a saved page, where it says one."""
    saved_at: datetime | None = None
    zone_known: bool = True
    """Whether the export says in which zone its times are."""
    day_order_known: bool = True
    """Whether it is certain which number of a date is the day."""
    skipped: int = 0
    """Lines or entries that were not understood."""

    @property
    def senders(self) -> tuple[str, ...]:
        """Whoever wrote, in the order in which they first did."""
        return tuple(self.messages.tally.senders)
