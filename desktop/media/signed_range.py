"""Whether what a signature leaves out of a JPEG file (ITU-T T.81) holds nothing of its picture.

Content Credentials do not cover themselves: the hash leaves out their place in the file. Today's standard (C2PA 2) allows nothing else
to be left out. Signers of its first versions left out all that is written before the picture, as camera, place and time. The picture
itself begins with the first segment that is neither of a program (APPn) nor a comment.
"""

import json
from collections.abc import Iterable
from typing import BinaryIO

LEAVES_OUT_MORE = "exclusion does not match"
"""What the library says where the hash leaves out more than the credentials, which today's standard does not allow."""
_COMMENT = 0xFE
_OF_A_PROGRAM = range(0xE0, 0xF0)
_BEGINS = b"\xff\xd8"
# Longest run of segments that is walked: a header of more is not one that a camera writes.
_MOST_SEGMENTS = 4096


def left_out(detailed: str) -> list[tuple[int, int]]:
    """Return the stretches of bytes (first, length) that the last signature leaves out, from the library's detailed report."""
    report = json.loads(detailed)
    try:
        signed = report["manifests"][report["active_manifest"]]["assertion_store"]["c2pa.hash.data"]
        return [(int(one["start"]), int(one["length"])) for one in signed["exclusions"]]
    except (KeyError, TypeError, ValueError):
        return []


def is_before_the_picture(file: BinaryIO, left_out: Iterable[tuple[int, int]]) -> bool:
    """Whether these stretches of bytes (first, length) all end before the picture begins."""
    ends = [first + length for first, length in left_out]
    return bool(ends) and max(ends) <= _picture_begins(file)


def _picture_begins(file: BinaryIO) -> int:
    """Return where the first segment lies that belongs to the picture, or 0 where the file is not built like that."""
    file.seek(0)
    if file.read(2) != _BEGINS:
        return 0
    at = 2
    for _ in range(_MOST_SEGMENTS):
        file.seek(at)
        head = file.read(4)
        if len(head) < 4 or head[0] != 0xFF:
            return 0
        if head[1] not in _OF_A_PROGRAM and head[1] != _COMMENT:
            return at
        at += 2 + max(2, int.from_bytes(head[2:], "big"))
    return 0
