"""The messages between the program and the child process that decodes: a JSON header, then raw bytes.

On the wire: 4 bytes length of the header, 8 bytes length of the body (both big-endian), header, body.
"""

import json
import struct
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
    body: bytearray


def send(stream: BinaryIO, header: dict[str, object], *parts: bytes) -> None:
    """Write one message; its body is the parts one after another."""
    head = json.dumps(header, ensure_ascii=True).encode("ascii")
    stream.write(_LENGTHS.pack(len(head), sum(map(len, parts))))
    stream.write(head)
    stream.writelines(parts)
    stream.flush()


def receive(stream: BinaryIO, max_body: int) -> Message:
    """Read one message. Raises NoMoreMessages at the end of the stream and BadMessage for anything malformed."""
    start = stream.read(_LENGTHS.size)
    if not start:
        raise NoMoreMessages
    if len(start) != _LENGTHS.size:
        raise BadMessage
    head_size, body_size = _LENGTHS.unpack(start)
    if head_size > MAX_HEADER or body_size > max_body:
        raise BadMessage
    head = _exactly(stream, head_size)
    body = _exactly(stream, body_size)
    try:
        header = json.loads(head)
    except ValueError as error:
        raise BadMessage from error
    if not isinstance(header, dict):
        raise BadMessage
    return Message(header, body)


def _exactly(stream: BinaryIO, size: int) -> bytearray:
    content = bytearray(size)
    view = memoryview(content)
    done = 0
    while done < size:
        count = stream.readinto(view[done:])  # type: ignore[attr-defined]  # BinaryIO lacks it, every buffered stream has it
        if not count:
            raise BadMessage
        done += count
    return content
