"""Puts the certificates of a time-stamp response into the order that DER asks for.

A SET OF is sorted in DER; OpenSSL and stamping services that build on it do not sort the certificates, and the strict parser
refuses them. The certificates are not covered by the signature (RFC 5652 section 5.4), and sorting changes no length.
"""

from typing import Final

_SEQUENCE: Final = 0x30
_CONTEXT_0: Final = 0xA0


class NotDer(ValueError):
    """The bytes are not nested as a time-stamp response is."""


def in_order(untrusted: bytes) -> bytes:
    """Return the response with its certificates sorted; bytes of another form come back as they are."""
    try:
        start, end = _certificates(untrusted)
        listed = []
        place = start
        while place < end:
            _begin, after = _content(untrusted, place, end)
            listed.append(untrusted[place:after])
            place = after
    except NotDer:
        return untrusted
    return untrusted[:start] + b"".join(sorted(listed)) + untrusted[end:]


def _certificates(data: bytes) -> tuple[int, int]:
    """Return where the certificates of TimeStampResp.timeStampToken.content begin and end."""
    start, end = _inside(data, 0, len(data), _SEQUENCE)
    _status, place = _content(data, start, end)
    start, end = _inside(data, place, end, _SEQUENCE)
    _kind, place = _content(data, start, end)
    start, end = _inside(data, place, end, _CONTEXT_0)
    place, end = _inside(data, start, end, _SEQUENCE)
    for _ in range(3):  # version, digestAlgorithms, encapContentInfo
        _begin, place = _content(data, place, end)
    return _inside(data, place, end, _CONTEXT_0)


def _inside(data: bytes, place: int, end: int, tag: int) -> tuple[int, int]:
    if place >= end or data[place] != tag:
        raise NotDer
    return _content(data, place, end)


def _content(data: bytes, place: int, end: int) -> tuple[int, int]:
    """Return where the content of the element at `place` begins and ends."""
    if place + 2 > end:
        raise NotDer
    length, begin = data[place + 1], place + 2
    if length >= 0x80:
        more = length & 0x7F
        if not 1 <= more <= 4 or begin + more > end:
            raise NotDer
        length, begin = int.from_bytes(data[begin : begin + more], "big"), begin + more
    if begin + length > end:
        raise NotDer
    return begin, begin + length
