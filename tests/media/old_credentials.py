"""Pictures whose Content Credentials are as in the first years: the head of the file is not signed, or there is no time stamp.

The library signs by today's rules only. So what it signed is changed at its place, and signed once more with the same key: the stretch of
bytes that the hash leaves out, the hash, and the hash of the assertion that holds both; or the certificate (C2PA specification, 13 to 15;
the boxes are those of JUMBF, ISO 19566-5, the values CBOR, RFC 8949, and the signature COSE, RFC 9052). The credentials have to be so
small that they lie in one segment of the file.
"""

import hashlib
import struct
from collections.abc import Callable


def leaving_out_all_before(untrusted: bytes, end: int, sign: Callable[[bytes], bytes]) -> bytes:
    """Return the signed JPEG file, as if signed with all bytes before `end` left out."""
    file = bytearray(untrusted)
    at, size = _box(file, b"c2pa.hash.data\x00")
    before = hashlib.sha256(file[at + 8 : at + size]).digest()
    _put_number(file, file.index(b"\x65start", at) + 6, 0)
    _put_number(file, file.index(b"\x66length", at) + 7, end)
    hashed = file.index(b"\x64hash\x58\x20", at) + 7
    file[hashed : hashed + 32] = hashlib.sha256(file[end:]).digest()
    in_claim = file.index(before)
    file[in_claim : in_claim + 32] = hashlib.sha256(file[at + 8 : at + size]).digest()
    _sign_again(file, sign)
    return bytes(file)


def with_certificate(untrusted: bytes, good: bytes, other: bytes, sign: Callable[[bytes], bytes]) -> bytes:
    """Return the signed JPEG file, as if signed with another certificate of the same key and length."""
    file = bytearray(untrusted.replace(good, other))
    _sign_again(file, sign)
    return bytes(file)


def picture_begins(untrusted: bytes) -> int:
    """Return where the first table of the JPEG file's own lies: nothing of the picture is before."""
    at = 2
    while untrusted[at + 1] >= 0xE0:
        at += 2 + struct.unpack_from(">H", untrusted, at + 2)[0]
    return at


def _sign_again(file: bytearray, sign: Callable[[bytes], bytes]) -> None:
    claim = _content(file, *_box(file, b"c2pa.claim"))
    at, size = _box(file, b"c2pa.signature\x00")
    protected = _content(file, at, size).removeprefix(b"\xd2\x84")
    length = 3 + struct.unpack_from(">H", protected, 1)[0]
    assert protected[0] == 0x59
    structure = b"\x84\x6aSignature1" + protected[:length] + b"\x40" + b"\x59" + struct.pack(">H", len(claim)) + claim
    assert file[at + size - 66 : at + size - 64] == b"\x58\x40"
    file[at + size - 64 : at + size] = sign(structure)


def _box(file: bytearray, label: bytes) -> tuple[int, int]:
    """Return where the box begins whose description ends in this label, and how long it is."""
    described = file.index(b"jumd", 0)
    while not file.startswith(label, described + 4 + 17):
        described = file.index(b"jumd", described + 1)
    at = described - 12
    assert file[at + 4 : at + 8] == b"jumb"
    return at, struct.unpack_from(">I", file, at)[0]


def _content(file: bytearray, at: int, size: int) -> bytes:
    """Return what is in the one box after the description."""
    inner = at + 8 + struct.unpack_from(">I", file, at + 8)[0]
    assert inner + struct.unpack_from(">I", file, inner)[0] == at + size
    return bytes(file[inner + 8 : at + size])


def _put_number(file: bytearray, at: int, number: int) -> None:
    """Write the number in as many bytes as the one that is there."""
    width = {24: 1, 25: 2, 26: 4}.get(file[at] & 31, 0)
    if width:
        file[at + 1 : at + 1 + width] = number.to_bytes(width, "big")
    else:
        assert number < 24
        file[at] = number
