"""The messages of an export, however many: kept packed in memory, and unpacked a mebibyte at a time by whoever goes through them.

A million messages as objects take most of a gigabyte; packed they take some twenty MiB. They are not put on the disk: they are plaintext.
"""

import json
import zlib
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from functools import cache
from typing import TYPE_CHECKING, overload

from desktop.ingest.limits import MIB
from desktop.ingest.model import Message

if TYPE_CHECKING:
    from pydantic import TypeAdapter

BATCH_BYTES = MIB
"""About how much JSON is packed together, and unpacked at once."""
# The lowest level: chats are so alike that more saves little, and packing takes time.
_LEVEL = 1

Placing = Callable[[Message], Message]


@dataclass
class Tally:
    """What is told of all messages together, counted while they come, so that nobody has to go through them again."""

    said: int = 0
    """How many a person wrote."""
    telling: int = 0
    """In how many there is something to read or to see."""
    missing: int = 0
    """How many media are named that were not exported."""
    senders: dict[str, None] = field(default_factory=dict)
    """Whoever wrote, in the order in which they first did."""
    first_at: datetime | None = None
    last_at: datetime | None = None
    of_medium: dict[str, Message] = field(default_factory=dict)
    """The first message that each medium came with."""

    def count(self, message: Message) -> None:
        """Count one message."""
        self.missing += len(message.missing)
        self.telling += bool(message.text or message.media or message.missing)
        if not message.is_notice:
            self.said += 1
            if message.sender:
                self.senders[message.sender] = None
        if message.at is not None:
            self.first_at = message.at if self.first_at is None else min(self.first_at, message.at, key=_instant)
            self.last_at = message.at if self.last_at is None else max(self.last_at, message.at, key=_instant)
        for medium in message.media:
            self.of_medium.setdefault(medium, message)


class Messages(Sequence[Message]):
    """Messages in their order."""

    def __init__(self, messages: Iterable[Message] = ()) -> None:
        self._packed: list[bytes] = []
        self._ends: list[int] = []
        """How many messages there are up to the end of each batch."""
        self._waiting: list[bytes] = []
        self._waiting_bytes = 0
        self._unpacked: tuple[int, list[Message]] = (-1, [])
        self._placing: Placing | None = None
        self.tally = Tally()
        for message in messages:
            self.add(message)

    def add(self, message: Message) -> None:
        """Take the next message."""
        self.tally.count(message)
        row = as_json({**asdict(message), "at": stamped(message.at)})
        self._waiting.append(row)
        self._waiting_bytes += len(row)
        if self._waiting_bytes > BATCH_BYTES:
            self._pack()

    def add_batch(self, rows: bytes, placing: Placing) -> None:
        """Take several as JSON from a child process. `placing` puts each into its zone. Raises ValueError where they are none."""
        self._pack()
        self._placing = placing
        messages = _adapter().validate_json(rows)
        for message in messages:
            self.tally.count(placing(message))
        self._keep(rows, len(messages))

    def batches(self) -> Iterator[bytes]:
        """Yield all of them as JSON lists, as `add_batch` takes them."""
        self._pack()
        for packed in self._packed:
            yield zlib.decompress(packed)

    @property
    def packed_bytes(self) -> int:
        """How much memory they take."""
        return sum(map(len, self._packed)) + self._waiting_bytes

    def __len__(self) -> int:
        return (self._ends[-1] if self._ends else 0) + len(self._waiting)

    def __iter__(self) -> Iterator[Message]:
        self._pack()
        for number in range(len(self._packed)):
            yield from self._unpack(number)

    @overload
    def __getitem__(self, place: int) -> Message: ...

    @overload
    def __getitem__(self, place: slice) -> Sequence[Message]: ...

    def __getitem__(self, place: int | slice) -> Message | Sequence[Message]:
        if isinstance(place, slice):
            return [self[one] for one in range(*place.indices(len(self)))]
        at = place + len(self) if place < 0 else place
        if not 0 <= at < len(self):
            raise IndexError(place)
        self._pack()
        number = bisect_right(self._ends, at)
        return self._unpack(number)[at - self._ends[number]]  # counted from the end of its batch

    def _unpack(self, number: int) -> list[Message]:
        if self._unpacked[0] != number:
            messages = _adapter().validate_json(zlib.decompress(self._packed[number]))
            self._unpacked = (number, [self._placing(one) for one in messages] if self._placing is not None else messages)
        return self._unpacked[1]

    def _pack(self) -> None:
        if self._waiting:
            self._keep(b"[" + b",".join(self._waiting) + b"]", len(self._waiting))
            self._waiting, self._waiting_bytes = [], 0

    def _keep(self, rows: bytes, count: int) -> None:
        if count:
            self._ends.append((self._ends[-1] if self._ends else 0) + count)
            self._packed.append(zlib.compress(rows, _LEVEL))


@cache
def _adapter() -> "TypeAdapter[list[Message]]":
    # The child process that reads exports only packs: it starts sooner without.
    from pydantic import TypeAdapter

    return TypeAdapter(list[Message])


def as_json(value: object) -> bytes:
    """Return a value as JSON. Half of a pair of surrogates is no letter and becomes a mark: it cannot be written anywhere."""
    return json.dumps(value, ensure_ascii=False).encode("utf-16", "surrogatepass").decode("utf-16", "replace").encode()


def stamped(at: datetime | None) -> str | None:
    """Return a moment as JSON has it, with a zone whose distance is whole minutes."""
    offset = at.utcoffset() if at is not None else None
    if at is not None and offset is not None and offset.total_seconds() % 60:
        at = at.astimezone(UTC)
    return at.isoformat() if at is not None else None


def _instant(at: datetime) -> datetime:
    """Return a moment that can be compared with every other, whether its zone is known or not."""
    return at if at.tzinfo is not None else at.replace(tzinfo=UTC)
