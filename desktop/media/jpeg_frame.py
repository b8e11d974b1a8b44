"""How many bits a colour the frame header of a JPEG file states (ITU-T T.81, B.2.2)."""

_FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
_WITHOUT_LENGTH = frozenset({0x01, *range(0xD0, 0xD9)})
_SCAN = 0xDA


def stated_bits(untrusted: bytes) -> int | None:
    """Return the bits a colour (8 or 12, as a rule), or None where there is no frame header before the first scan."""
    at = 2
    while at + 9 < len(untrusted) and untrusted[at] == 0xFF:
        marker = untrusted[at + 1]
        if marker in _FRAMES:
            return untrusted[at + 4]
        if marker == _SCAN:
            return None
        at += 1 if marker == 0xFF else 2
        if marker != 0xFF and marker not in _WITHOUT_LENGTH:
            at += max(2, int.from_bytes(untrusted[at : at + 2], "big"))
    return None
