"""What a still image's file says about itself: EXIF, text chunks, XMP, IPTC. Runs in the child process."""

from collections.abc import Iterable, Iterator
from typing import Any
from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException
from defusedxml import ElementTree as SafeXml
from PIL import ExifTags, Image, ImageFile, IptcImagePlugin

# What one value, and all values of one sort together, may hold. ComfyUI writes whole workflows of some hundred KiB.
LONGEST_VALUE = 512 * 1024
LONGEST_TOGETHER = 2 * 1024 * 1024
MOST_VALUES = 400
MAX_XMP = 2 * 1024 * 1024

# MakerNote is opaque and large; the printable rest is kept.
_OPAQUE = {0x927C, 0x02BC, 0x8773, 0x83BB, 0x8649}
_USER_COMMENT = 0x9286
_RDF = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}"

Pairs = tuple[tuple[str, str], ...]
# What Pillow raises on malformed metadata, tried out by fuzzing: any of these means "nothing readable here".
MALFORMED = (OSError, ValueError, SyntaxError, LookupError, TypeError, ArithmeticError, AttributeError, RuntimeError, EOFError)


def exif_of(image: Image.Image) -> tuple[Pairs, int, bool]:
    """Return EXIF names and values, the stored orientation (1 to 8), and whether a position is among them."""
    try:
        exif = image.getexif()
        tags = [*exif.items(), *exif.get_ifd(ExifTags.IFD.Exif).items()]
        has_location = any(tag in (2, 4) for tag in exif.get_ifd(ExifTags.IFD.GPSInfo))
    except MALFORMED:
        return (), 1, False
    orientation = dict(tags).get(ExifTags.Base.Orientation, 1)
    named = ((ExifTags.TAGS.get(tag, f"0x{tag:04X}"), _exif_text(tag, value)) for tag, value in tags if tag not in _OPAQUE)
    return bounded(named), orientation if orientation in range(1, 9) else 1, has_location


def texts_of(image: Image.Image) -> Pairs:
    """Return the text chunks of a PNG, or the comment of a JPEG or GIF."""
    chunks = getattr(image, "text", None)
    found = list(chunks.items()) if isinstance(chunks, dict) else []
    comment = image.info.get("comment")
    if comment:
        found.append(("comment", comment))
    return bounded((key, _text(value)) for key, value in found if key != "XML:com.adobe.xmp")


def xmp_of(image: Image.Image) -> Pairs:
    """Return the properties of the XMP packet (ISO 16684-1) as {namespace}name and text; none where it is malformed."""
    packet: Any = image.info.get("xmp") or image.info.get("XML:com.adobe.xmp") or getattr(image, "tag_v2", {}).get(700)
    if isinstance(packet, str):
        packet = packet.encode("utf-8", "replace")
    if not isinstance(packet, bytes) or len(packet) > MAX_XMP:
        return ()
    try:
        root = SafeXml.fromstring(packet.strip(b"\x00 \t\r\n"), forbid_dtd=True)
    except (ParseError, DefusedXmlException, *MALFORMED):
        return ()
    return bounded(_properties(root))


def iptc_of(image: Image.Image) -> Pairs:
    """Return the fields of the IPTC-IIM application record, as ("2:65", text)."""
    try:
        fields = (IptcImagePlugin.getiptcinfo(image) or {}) if isinstance(image, ImageFile.ImageFile) else {}
    except MALFORMED:
        return ()
    return bounded((f"{record}:{number}", _text(value)) for (record, number), value in fields.items() if record == 2)


def bounded(pairs: Iterable[tuple[object, str]]) -> Pairs:
    """Return the pairs that fit what we are willing to pass on; a long value is cut."""
    kept: list[tuple[str, str]] = []
    left = LONGEST_TOGETHER
    for key, value in pairs:
        cut = value[: min(LONGEST_VALUE, left)].replace("\x00", "").strip()
        if cut:
            kept.append((str(key)[:200], cut))
            left -= len(cut)
        if left <= 0 or len(kept) >= MOST_VALUES:
            break
    return tuple(kept)


def _exif_text(tag: int, value: object) -> str:
    if tag == _USER_COMMENT and isinstance(value, bytes):
        return _user_comment(value)
    if isinstance(value, str) and tag != ExifTags.Base.Copyright:
        # EXIF 2.32, 4.6.2: a text ends with its first NUL. Old cameras count what lies behind it as well.
        return value.lstrip("\x00").partition("\x00")[0]
    return _text(value)


def _user_comment(value: bytes) -> str:
    # EXIF 2.32, 4.6.5: eight bytes name the character code. "UNICODE" has no stated byte order; the usual writers use both.
    code, content = value[:8], value[8:]
    if code.startswith(b"UNICODE"):
        wide = "utf-16-be" if content[:1] == b"\x00" or content[:2] == b"\xfe\xff" else "utf-16-le"
        return content.decode(wide, "replace")
    return _text(content if code.rstrip(b"\x00 ") in {b"ASCII", b"", b"JIS"} else value)


def _text(value: object) -> str:
    if isinstance(value, bytes):
        try:
            return value.decode("utf-8")
        except UnicodeDecodeError:
            return value.decode("latin-1")
    if isinstance(value, tuple | list):
        return " ".join(_text(part) for part in value[:64])
    return str(value)


def _properties(root: Element) -> Iterator[tuple[str, str]]:
    for element in root.iter():
        if element.tag.startswith(_RDF + "Description"):
            yield from element.attrib.items()
        yield from ((element.tag, value) for name, value in element.attrib.items() if name == _RDF + "resource")
        if element.text and element.text.strip():
            yield element.tag, element.text.strip()
            continue
        for item in element.iterfind(f"./*/{_RDF}li"):
            yield element.tag, (item.text or "").strip()
