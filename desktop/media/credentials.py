"""Reading Content Credentials (C2PA) with the standard's own library, with every fetch switched off. Runs in the child process.

The signature is checked against the bytes. Who signed is not checked against any list of trusted signers, because none
ships yet: a result says whether the file fits its signature, not whether the signer can be believed.
"""

import io
import json

import c2pa  # type: ignore[import-untyped]  # it ships no types

# Names of the library's settings; each that could make it reach for the network is off, and no host is allowed.
_SETTINGS = {
    "core": {"allowed_network_hosts": [], "allow_redirects": False},
    "verify": {
        "verify_after_reading": True,
        "verify_trust": False,
        "verify_timestamp_trust": False,
        "ocsp_fetch": False,
        "remote_manifest_fetch": False,
    },
}
MAX_REPORT = 4 * 1024 * 1024
_MEDIA_TYPES = {
    "JPEG": "image/jpeg",
    "PNG": "image/png",
    "WEBP": "image/webp",
    "GIF": "image/gif",
    "TIFF": "image/tiff",
    "HEIF": "image/heif",
    "AVIF": "image/avif",
}


def prepare() -> None:
    """Load what reading needs, before the doors are closed."""
    c2pa.Context.from_dict(_SETTINGS).close()


def read(untrusted: bytes, kind: str) -> tuple[str | None, str]:
    """Return the manifest store as the library's JSON report, or None, and why it could not be read, if so.

    Where the file only names an address at which its manifest would lie, the reason is "Remote": it is not fetched.
    """
    media_type = _MEDIA_TYPES.get(kind)
    if media_type is None:
        return None, ""
    try:
        with c2pa.Context.from_dict(_SETTINGS) as context, c2pa.Reader(media_type, io.BytesIO(untrusted), context=context) as reader:
            report = reader.json()
    except c2pa.C2paError as error:
        reason = str(error).partition(":")[0][:40]
        return None, "" if reason == "ManifestNotFound" else reason
    if len(report) > MAX_REPORT or not isinstance(json.loads(report), dict):
        return None, "TooLarge"
    return report, ""
