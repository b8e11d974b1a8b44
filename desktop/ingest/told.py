"""What a child process tells of an export, believed no more than the export: checked part by part, and within limits."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, NonNegativeInt, TypeAdapter

from desktop.ingest import limits
from desktop.ingest.messages import Messages
from desktop.ingest.model import Contents, ExportKind, Medium, Message, Options, Original
from desktop.media import framing

_Name = Annotated[str, Field(max_length=8 * limits.MOST_NAME)]


@dataclass(frozen=True)
class _Original(Original):
    """A file that is the export itself, checked."""

    id: _Name
    name: _Name
    size: NonNegativeInt


class _Heading(BaseModel):
    model_config = ConfigDict(extra="forbid")
    kind: ExportKind
    platform: str
    title: str
    originals: Annotated[list[_Original], Field(min_length=1, max_length=limits.MOST_ENTRIES)]
    url: str
    saved_at: datetime | None
    zone_known: bool
    day_order_known: bool
    skipped: NonNegativeInt
    inside: frozenset[str]


@dataclass(frozen=True)
class _Medium(Medium):
    """A medium, checked."""

    id: _Name
    name: _Name
    size: NonNegativeInt


_MEDIA = TypeAdapter(list[_Medium])


class Told:
    """What was told so far."""

    def __init__(self, options: Options, most_bytes: int) -> None:
        self._options, self._left = options, most_bytes
        self._heading: _Heading | None = None
        self._media: list[Medium] = []
        self._messages = Messages()

    @property
    def inside(self) -> frozenset[str]:
        """The ids of the media that lie inside of the export's own file."""
        return self._heading.inside if self._heading is not None else frozenset()

    def take(self, message: framing.Message) -> None:
        """Take the next part. Raises ValueError where it is not what it should be, or too much."""
        self._left -= len(message.body)
        if self._left < 0:
            raise ValueError
        body = bytes(message.body)
        match message.header.get("part"):
            case "contents":
                self._heading = _Heading.model_validate_json(body)
            case "media":
                self._media += (Medium(one.id, one.name, one.size, one.media_type) for one in _MEDIA.validate_json(body))
            case "messages":
                self._messages.add_batch(body, self._placed)
        if len(self._media) > limits.MOST_MEDIA + limits.MOST_PARTS or len(self._messages) > limits.MOST_MESSAGES:
            raise ValueError

    def contents(self) -> Contents:
        """Return all that was told. Raises ValueError where something is missing or there twice."""
        heading = self._heading
        known = {one.id for one in self._media}
        if heading is None or len(known) != len(self._media) or not known.issuperset(heading.inside):
            raise ValueError
        return Contents(
            kind=heading.kind,
            platform=heading.platform,
            title=heading.title,
            messages=self._messages,
            media=tuple(self._media),
            originals=tuple(Original(one.id, one.name, one.size, one.embeds) for one in heading.originals),
            url=heading.url,
            saved_at=self._in_zone(heading.saved_at),
            zone_known=heading.zone_known,
            day_order_known=heading.day_order_known,
            skipped=heading.skipped,
        )

    def _placed(self, message: Message) -> Message:
        return replace(message, at=self._in_zone(message.at))

    def _in_zone(self, at: datetime | None) -> datetime | None:
        # Only this one counts seconds of the world's time, which say nothing to a person.
        is_counted = self._heading is not None and self._heading.kind is ExportKind.TELEGRAM_JSON
        return self._options.placed(at, is_shown_in_zone=is_counted)
