"""The messages between the program and the child process that decodes: a JSON header, then raw bytes.

On the wire: 4 bytes length of the header, 8 bytes length of the body (both big-endian), header, body.
"""

import json
import struct
from collections.abc import Callable
from dataclasses import dataclass
from typing import BinaryIO

_LENGTHS = struct.Struct(">IQ")
# The child may be in a stranger's hands: its answer is bounded before memory is set aside for it.
MAX_HEADER = 16 * 1024 * 1024


class BadMessage(Exception):
    """The other side sent what is not a message, or ended in the middle of one."""


class NoMoreMessages(BadMessage):
    """The other side has closed its end."""


@dataclass(frozen=True)
class Message:
    """One message."""

    header: dict[str, object]
    body: bytearray | memoryview


def send(stream: BinaryIO, header: dict[str, object], *parts: bytes) -> None:
    """Write one message; its body is the parts one after another."""
    head = json.dumps(header, ensure_ascii=True).encode("ascii")
    stream.write(_LENGTHS.pack(len(head), sum(map(len, parts))))
    stream.write(head)
    stream.writelines(parts)
    stream.flush()


def receive(stream: BinaryIO, max_body: int, room: Callable[[int], bytearray | memoryview] = bytearray) -> Message:
    """Read one message, its body into what `room` gives for so many bytes.

    Raises NoMoreMessages at the end of the stream and BadMessage for anything malformed.
    """
    start = stream.read(_LENGTHS.size)
    if not start:
        raise NoMoreMessages
    if len(start) != _LENGTHS.size:
        raise BadMessage
    head_size, body_size = _LENGTHS.unpack(start)
    if head_size > MAX_HEADER or body_size > max_body:
        raise BadMessage
    head = bytearray(head_size)
    _fill(head, stream)
    body = room(body_size)
    _fill(body, stream)
    try:
        header = json.loads(head)
    except ValueError as error:
        raise BadMessage from error
    if not isinstance(header, dict):
        raise BadMessage
    return Message(header, body)


def _fill(content: bytearray | memoryview, stream: BinaryIO) -> None:
    view = memoryview(content)
    done = 0
    while done < len(view):
        count = stream.readinto(view[done:])  # type: ignore[attr-defined]  # BinaryIO lacks it, every buffered stream has it
        if not count:
            raise BadMessage
        done += count
