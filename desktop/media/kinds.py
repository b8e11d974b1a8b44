"""What kind of file some bytes are, by their first bytes and never by a name."""

PICTURES = frozenset({"JPEG", "PNG", "WEBP", "GIF", "BMP", "TIFF", "HEIF", "AVIF", "JPEG XL"})
"""The kinds that are decoded as one picture."""
DOCUMENT = "PDF"
"""The kind whose pages are drawn as pictures."""
FILMS = frozenset({"MP4", "MOV", "3GP", "WebM", "Matroska", "AVI"})
"""The kinds that are looked through frame by frame."""

# First bytes of each kind, from its specification. Order matters only where one begins as another does.
_STARTS: tuple[tuple[bytes, str], ...] = (
    (b"\xff\xd8\xff", "JPEG"),
    (b"\x89PNG\r\n\x1a\n", "PNG"),
    (b"GIF87a", "GIF"),
    (b"GIF89a", "GIF"),
    (b"BM", "BMP"),
    (b"II*\x00", "TIFF"),
    (b"MM\x00*", "TIFF"),
    (b"II+\x00", "TIFF"),
    (b"MM\x00+", "TIFF"),
    (b"%PDF", "PDF"),
    (b"8BPS", "Photoshop (PSD)"),
    (b"\xff\x0a", "JPEG XL"),
    (b"\x00\x00\x00\x0cJXL \r\n\x87\n", "JPEG XL"),
    (b"\x00\x00\x00\x0cjP  \r\n\x87\n", "JPEG 2000"),
    (b"\xff\x4f\xff\x51", "JPEG 2000"),
    (b"\x1aE\xdf\xa3", "Matroska"),
    (b"FLV\x01", "video (FLV)"),
    (b"PK\x03\x04", "ZIP"),
    (b"PK\x05\x06", "ZIP"),
    (b"Rar!\x1a\x07", "RAR"),
    (b"7z\xbc\xaf\x27\x1c", "7-Zip"),
    (b"\x00\x00\x01\x00", "icon (ICO)"),
    (b"ID3", "MP3"),
    (b"OggS", "Ogg"),
    (b"MZ", "Windows program"),
    (b"\x7fELF", "Linux program"),
)

# Brands of ISO base media files (ISO/IEC 14496-12; HEIF: ISO/IEC 23008-12; AVIF: AV1 Image File Format).
_BRANDS: dict[bytes, str] = {
    **dict.fromkeys((b"avif", b"avis"), "AVIF"),
    **dict.fromkeys((b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"hevm", b"hevs", b"mif1", b"mif2", b"msf1"), "HEIF"),
    b"crx ": "Canon raw",
}
# Older QuickTime files begin with one of these boxes and name no brand at all.
_QUICKTIME_BOXES = frozenset({b"moov", b"mdat", b"wide", b"free", b"skip", b"pnot"})
_RIFF = {b"WEBP": "WEBP", b"AVI ": "AVI", b"WAVE": "WAV"}


def kind_of(untrusted: bytes) -> str:
    """Return one of PICTURES or FILMS, DOCUMENT, the name of another known kind, or an empty text."""
    if untrusted[:4] == b"RIFF":
        return _RIFF.get(untrusted[8:12], "")
    if untrusted[4:8] == b"ftyp":
        return _iso_kind(untrusted)
    if untrusted[4:8] in _QUICKTIME_BOXES:
        return "MOV"
    for start, kind in _STARTS:
        if untrusted.startswith(start):
            # The kind of an EBML file stands in its first element (RFC 8794; WebM container guidelines).
            return "WebM" if kind == "Matroska" and b"webm" in untrusted[:64] else kind
    opening = untrusted[:1024].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if opening.startswith((b"<svg", b"<?xml")) and b"<svg" in opening:
        return "SVG"
    return "HTML" if opening.startswith((b"<!doctype html", b"<html")) else ""


def _iso_kind(untrusted: bytes) -> str:
    size = min(int.from_bytes(untrusted[:4], "big"), 256)
    brands = [untrusted[8:12], *(untrusted[at : at + 4] for at in range(16, size, 4))]
    kinds = [_BRANDS[brand] for brand in brands if brand in _BRANDS]
    if "AVIF" in kinds:  # AVIF files name HEIF's general brand as well
        return "AVIF"
    if kinds:
        return kinds[0]
    if brands[0] == b"qt  ":
        return "MOV"
    return "3GP" if brands[0][:2] == b"3g" else "MP4"
