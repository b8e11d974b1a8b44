"""What a picture's file states about itself, as values. Kept apart from pixels so that the child process needs no numpy."""

from dataclasses import dataclass


@dataclass(frozen=True)
class JpegFacts:
    """How a JPEG file was saved (ITU-T T.81)."""

    tables: tuple[tuple[int, ...], ...]
    """Quantisation tables, each 64 values in natural (row by row) order; the first is that of luminance."""
    subsampling: str
    """"4:4:4", "4:2:2", "4:2:0", or empty where it is another or there is no colour."""
    is_progressive: bool
    estimated_quality: int | None
    """The setting of the common encoder (libjpeg) whose luminance table is nearest; None where none is near."""


@dataclass(frozen=True)
class GeneratorRecord:
    """What a generator wrote down of how it made the file."""

    program: str
    settings: tuple[tuple[str, str], ...] = ()
    """As ("model", "..."), ("seed", "1"), by the generators' own words for them."""
    words: tuple[str, ...] = ()
    """With what it was asked. A stranger's words, which can hurt to read: they are shown where the person asks for them."""
    unwanted: tuple[str, ...] = ()
    """What it was asked to leave out."""
    inputs: tuple[str, ...] = ()
    """Names of the pictures and videos that it was given."""


@dataclass(frozen=True)
class FileFacts:
    """What a picture's file states about itself. All of it comes from a stranger and may be untrue."""

    format: str
    """One of the kinds of kinds.py, as "JPEG", "HEIF" or "PDF", recognised by content."""
    media_type: str = ""
    """As "image/jpeg"."""
    mode: str = ""
    """How pixels were stored, in Pillow's words, as "RGB", "CMYK", "P" or "I;16"."""
    frames: int = 1
    """Number of pictures in the file; only the first is looked at."""
    orientation: int = 1
    """EXIF orientation as stored, 1 to 8; the pixels given are upright already."""
    is_truncated: bool = False
    """Whether the end of the file is missing or broken; what could be read is there, the rest is blank."""
    has_profile: bool = False
    """Whether the file carries a colour profile (ICC); the pixels given are sRGB already."""
    has_location: bool = False
    """Whether EXIF holds a position on earth. The position itself is never passed on."""
    exif: tuple[tuple[str, str], ...] = ()
    """EXIF names and values as text, as ("Software", "...")."""
    texts: tuple[tuple[str, str], ...] = ()
    """Text chunks of PNG, comments of JPEG and GIF: keyword and text."""
    xmp: tuple[tuple[str, str], ...] = ()
    """Properties of the XMP packet as {namespace}name and text."""
    iptc: tuple[tuple[str, str], ...] = ()
    """IPTC-IIM fields of the application record, as ("2:65", "...")."""
    record: GeneratorRecord | None = None
    jpeg: JpegFacts | None = None
    thumbnail_likeness: float | None = None
    """How the tones of the embedded thumbnail go along with those of the picture, -1 to 1; None where there is none to compare."""
    content_credentials: str | None = None
    """The manifest store (C2PA) as the JSON report of its reader, or None where the file holds none."""
    credentials_error: str = ""
    """Why Content Credentials that are there could not be read, in a word of the reader; empty where nothing failed."""
    credentials_address: str = ""
    """The internet address at which the file says its Content Credentials lie, where it has none itself. It is never opened."""
    credentials_leave_out_head: bool = False
    """Whether the signature leaves out what is written before the picture, as camera and place, and nothing of the picture itself."""

    def exif_value(self, name: str) -> str:
        """Return the EXIF value of this name, or an empty text."""
        return next((value for key, value in self.exif if key == name), "")
