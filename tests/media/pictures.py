"""Picture files made by the tests: ordinary ones, odd ones, damaged ones, and ones made to do harm."""

import io
import struct
import zipfile
import zlib

import numpy as np
from PIL import Image, ImageCms, PngImagePlugin


def scene(width: int = 320, height: int = 240, seed: int = 1) -> Image.Image:
    """Return smooth shapes with some grain: what a photograph looks like to a decoder."""
    chance = np.random.default_rng(seed)
    small = chance.uniform(20, 235, (max(2, height // 40), max(2, width // 40), 3)).astype(np.uint8)
    shapes = np.asarray(Image.fromarray(small).resize((width, height), Image.Resampling.BICUBIC), np.float32)
    return Image.fromarray(np.clip(shapes + chance.normal(0, 4, shapes.shape), 0, 255).astype(np.uint8))


def saved(image: Image.Image, kind: str = "JPEG", **options: object) -> bytes:
    """Return the image as a file of this kind."""
    out = io.BytesIO()
    image.save(out, kind, **options)
    return out.getvalue()


def photograph(width: int = 320, height: int = 240, quality: int = 90, **options: object) -> bytes:
    """Return a JPEG file."""
    return saved(scene(width, height), "JPEG", quality=quality, **options)


def with_text(key: str, value: str, *more: tuple[str, str]) -> bytes:
    """Return a PNG file with text chunks."""
    info = PngImagePlugin.PngInfo()
    for one, text in ((key, value), *more):
        info.add_itxt(one, text)
    return saved(scene(128, 128), "PNG", pnginfo=info)


def with_xmp(properties: str) -> bytes:
    """Return a JPEG file whose XMP packet holds these attributes of one rdf:Description."""
    packet = (
        '<?xpacket begin="" id="W5M0MpCehiHzreSzNTczkc9d"?><x:xmpmeta xmlns:x="adobe:ns:meta/">'
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description rdf:about=""'
        ' xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmlns:photoshop="http://ns.adobe.com/photoshop/1.0/"'
        f' xmlns:Iptc4xmpExt="http://iptc.org/std/Iptc4xmpExt/2008-02-29/" {properties}/></rdf:RDF></x:xmpmeta><?xpacket end="w"?>'
    )
    return saved(scene(128, 128), "JPEG", xmp=packet.encode())


def with_exif(**tags: object) -> bytes:
    """Return a JPEG file with these EXIF tags, by Pillow's names."""
    from PIL import ExifTags

    exif = Image.Exif()
    for name, value in tags.items():
        tag = ExifTags.Base[name]
        if name == "UserComment":
            exif.get_ifd(ExifTags.IFD.Exif)[tag] = value
        else:
            exif[tag] = value
    return saved(scene(128, 96), "JPEG", exif=exif)


def profile(name: str = "sRGB") -> bytes:
    """Return an ICC colour profile; any name but sRGB gives one with other colours."""
    if name == "sRGB":
        return ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    return ImageCms.ImageCmsProfile(ImageCms.createProfile("LAB")).tobytes()


def png_claiming(width: int, height: int, content: bytes = b"\x00" * 64) -> bytes:
    """Return a PNG file of a few bytes that claims this size."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(content)) + chunk(b"IEND", b"")


def gif_claiming(width: int, height: int) -> bytes:
    """Return a GIF file of a few bytes that claims this size."""
    screen = b"GIF89a" + struct.pack("<HHBBB", width, height, 0x80, 0, 0) + b"\x00\x00\x00\xff\xff\xff"
    return screen + b"," + struct.pack("<HHHHB", 0, 0, width, height, 0) + b"\x02\x02\x44\x01\x00;"


def tiff_with_huge_tag() -> bytes:
    """Return a TIFF file whose first tag claims four billion values."""
    entries = [
        struct.pack("<HHII", 256, 4, 1, 100),
        struct.pack("<HHII", 257, 4, 1, 100),
        struct.pack("<HHII", 258, 3, 0xFFFFFFFF, 8),
        struct.pack("<HHII", 273, 4, 0xFFFFFFF0, 8),
    ]
    return b"II*\x00" + struct.pack("<IH", 8, len(entries)) + b"".join(entries) + struct.pack("<I", 0)


def png_with_text_bomb() -> bytes:
    """Return a PNG file with a small compressed text chunk that unpacks to 200 MiB."""
    packed = zlib.compress(b"\x00" * (200 * 1024 * 1024), 9)
    data = b"Comment\x00\x00" + packed
    chunk = struct.pack(">I", len(data)) + b"zTXt" + data + struct.pack(">I", zlib.crc32(b"zTXt" + data))
    whole = saved(scene(64, 64), "PNG")
    return whole[:33] + chunk + whole[33:]


def archive() -> bytes:
    """Return a ZIP file."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as file:
        file.writestr("picture.jpg", b"no picture")
    return out.getvalue()


def bad_files() -> dict[str, tuple[bytes, str]]:
    """Return files by name, with the code of the error that each must give."""
    jpeg, png, webp = photograph(), saved(scene(), "PNG"), saved(scene(), "WEBP")
    return {
        "empty.jpg": (b"", "file_empty"),
        "text.jpg": (b"This is a text and no picture at all.\n" * 20, "not_a_picture"),
        "zeros.png": (b"\x00" * 4096, "not_a_picture"),
        "one_byte.png": (b"\x89", "not_a_picture"),
        "renamed_archive.jpg": (archive(), "format_not_supported"),
        "renamed_document.png": (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj", "picture_damaged"),
        "renamed_video.jpg": (b"\x00\x00\x00\x18ftypmp42\x00\x00\x00\x00mp42isom" + b"\x00" * 200, "format_not_supported"),
        "renamed_page.jpg": (b"<!DOCTYPE html><html><body>404</body></html>", "format_not_supported"),
        "drawing.png": (b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"/>', "format_not_supported"),
        "renamed_program.jpg": (b"MZ\x90\x00" + b"\x00" * 200, "format_not_supported"),
        "photoshop.jpg": (b"8BPS\x00\x01" + b"\x00" * 100, "format_not_supported"),
        "only_a_start.jpg": (jpeg[:20], "picture_damaged"),
        "only_a_header.png": (png[:40], "picture_damaged"),
        "only_a_header.webp": (webp[:24], "picture_damaged"),
        "broken_inside.webp": (webp[:60] + b"\xff" * 400, "picture_damaged"),
        "wrong_checksums.png": (png[:33] + bytes(255 - byte for byte in png[33:]), "picture_damaged"),
        "claims_50000_by_50000.png": (png_claiming(50_000, 50_000), "picture_too_large"),
        "claims_65535_by_65535.gif": (gif_claiming(65_535, 65_535), "picture_too_large"),
        "huge_tag.tiff": (tiff_with_huge_tag(), "picture_damaged"),
        "heif_start.heic": (b"\x00\x00\x00\x18ftypheic\x00\x00\x00\x00mif1heic" + b"\x00" * 64, "picture_damaged"),
        "avif_start.avif": (b"\x00\x00\x00\x18ftypavif\x00\x00\x00\x00mif1avif" + b"\x00" * 64, "picture_damaged"),
        "bmp_start.bmp": (b"BM" + b"\x00" * 60, "picture_damaged"),
    }
