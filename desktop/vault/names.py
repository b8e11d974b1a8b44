"""A stranger's file name, made fit to be written on any disk."""

import re
import unicodedata

LONGEST = 100
# A Hangul letter is three bytes, and most file systems take 255 of them; a number goes before the name.
LONGEST_BYTES = 200
_NOT_ALLOWED = re.compile(r'[<>:"/\\|?*]')
_HIDDEN = {"Cc", "Cf", "Cs", "Zl", "Zp", "Co", "Cn"}
# Names that Windows keeps for devices, whatever their suffix.
_DEVICES = re.compile(r"(con|prn|aux|nul|com[0-9]|lpt[0-9])(\..*)?", re.IGNORECASE)


def safe_name(untrusted_name: str) -> str:
    """Return a name that leads nowhere else and that Windows, macOS and Linux all accept; its suffix stays."""
    last = re.split(r"[/\\]", untrusted_name)[-1]
    plain = "".join("_" if unicodedata.category(letter) in _HIDDEN else letter for letter in unicodedata.normalize("NFC", last))
    plain = _NOT_ALLOWED.sub("_", plain).strip(" .")
    if _DEVICES.fullmatch(plain):
        plain = f"_{plain}"
    return _cut(plain) or "file"


def _cut(plain: str) -> str:
    if len(plain) <= LONGEST and len(plain.encode()) <= LONGEST_BYTES:
        return plain
    stem, dot, suffix = plain.rpartition(".")
    suffix = dot + suffix if 0 < len(suffix) <= 10 else ""
    # A letter that the cut would go through is left out.
    most_bytes = LONGEST_BYTES - len(suffix.encode())
    return (stem or plain)[: LONGEST - len(suffix)].encode()[:most_bytes].decode(errors="ignore") + suffix
