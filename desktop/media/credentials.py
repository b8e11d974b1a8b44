"""Reading Content Credentials (C2PA) with the standard's own library, with every fetch switched off. Runs in the child process.

The signature is checked against the bytes, and the signer's chain of certificates against the trust list that ships with the
program (resources/trust): the report's state is "Trusted" where both are in order, "Valid" where only the first is.
"""

import json
import re
from dataclasses import dataclass
from typing import BinaryIO

import c2pa  # type: ignore[import-untyped]  # it ships no types

from desktop.core import places
from desktop.media import signed_range

_LISTS = ("C2PA-TRUST-LIST.pem", "C2PA-TSA-TRUST-LIST.pem")
# Names of the library's settings; each that could make it reach for the network is off, and no host is allowed.
_SETTINGS: dict[str, dict[str, object]] = {
    "core": {"allowed_network_hosts": [], "allow_redirects": False},
    "verify": {
        "verify_after_reading": True,
        "verify_trust": True,
        "verify_timestamp_trust": True,
        "ocsp_fetch": False,
        "remote_manifest_fetch": False,
    },
}
MAX_REPORT = 4 * 1024 * 1024
# The library tells the address only within its sentence: "Remote: must fetch remote manifests from url https://...".
_ADDRESS = re.compile(r"\b[A-Za-z][A-Za-z0-9+.-]{1,20}://\S+")
MAX_ADDRESS = 2048
_MEDIA_TYPES = {
    "JPEG": "image/jpeg",
    "PNG": "image/png",
    "WEBP": "image/webp",
    "GIF": "image/gif",
    "TIFF": "image/tiff",
    "HEIF": "image/heif",
    "AVIF": "image/avif",
    "PDF": "application/pdf",
    "MP4": "video/mp4",
    "MOV": "video/quicktime",
    "AVI": "video/avi",
}


@dataclass(frozen=True)
class Credentials:
    """What was read: the report, or why there is none. Both empty where the file holds nothing of the kind."""

    report: str | None = None
    """The manifest store as the library's JSON report."""
    error: str = ""
    """The library's word for why it could not be read; "Remote" where the file only names an address for it."""
    address: str = ""
    """That address, as the file has it: from a stranger, and never opened."""
    leave_out_head: bool = False
    """Whether more than the credentials is left out of what was signed, but nothing of the picture."""


def prepare() -> None:
    """Load what reading needs, the trust lists among it, before the doors are closed."""
    lists = places.resources() / "trust"
    _SETTINGS["trust"] = {"trust_anchors": "\n".join((lists / name).read_text("utf-8") for name in _LISTS)}
    c2pa.Context.from_dict(_SETTINGS).close()


def read(file: BinaryIO, kind: str) -> Credentials:
    """Return what the file holds. Where it only names an address at which its manifest would lie, that is not fetched."""
    media_type = _MEDIA_TYPES.get(kind)
    if media_type is None:
        return Credentials()
    try:
        with c2pa.Context.from_dict(_SETTINGS) as context, c2pa.Reader(media_type, file, context=context) as reader:
            report = reader.json()
            detailed = reader.detailed_json() if kind == "JPEG" and signed_range.LEAVES_OUT_MORE in report else ""
    except c2pa.C2paError as error:
        reason, _, rest = str(error).partition(":")
        if reason == "ManifestNotFound":
            return Credentials()
        named = _ADDRESS.search(rest) if reason == "Remote" else None
        return Credentials(error=reason[:40], address=named.group()[:MAX_ADDRESS] if named else "")
    if len(report) > MAX_REPORT or not isinstance(json.loads(report), dict):
        return Credentials(error="TooLarge")
    leaves_out_head = bool(detailed) and signed_range.is_before_the_picture(file, signed_range.left_out(detailed))
    return Credentials(report, leave_out_head=leaves_out_head)
