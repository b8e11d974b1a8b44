"""A stranger's file name, made fit to be written on any disk."""

import re
import unicodedata

LONGEST = 100
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
    if len(plain) > LONGEST:
        stem, dot, suffix = plain.rpartition(".")
        suffix = dot + suffix if 0 < len(suffix) <= 10 else ""
        plain = (stem or plain)[: LONGEST - len(suffix)] + suffix
    return plain or "file"
