"""Decoding one still image with Pillow. Runs in the child process only: every byte here comes from a stranger."""

import codecs
import io
import warnings
from collections.abc import Iterator
from contextlib import contextmanager

import pillow_heif
import pillow_jxl  # noqa: F401 - registers JPEG XL with Pillow
from PIL import AvifImagePlugin, Image, ImageCms, ImageFile, JpegImagePlugin, PngImagePlugin

from desktop.media import generator_record, hidden_text, jpeg_frame, jpeg_tables, metadata, thumbnail
from desktop.media.facts import FileFacts, JpegFacts
from desktop.media.kinds import PICTURES, kind_of
from desktop.media.metadata import MALFORMED
from desktop.media.still import Still, Unreadable

_FORMATS = ("JPEG", "PNG", "WEBP", "GIF", "BMP", "TIFF", "HEIF", "AVIF", "JXL")
_MEDIA_TYPES = {"JPEG XL": "image/jxl"}
_SUBSAMPLINGS = {0: "4:4:4", 1: "4:2:2", 2: "4:2:0"}
_UPRIGHT = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
_PROFILE_SPACES = {"RGB": "RGB ", "L": "GRAY", "CMYK": "CMYK"}
# What a JPEG shows of which nothing could be read.
_BLANK = (((0, 0),) * 3, ((128, 128),) * 3, (0, 0), (128, 128))
_THREADS = 2
# What texts in files are written in; Python loads an encoding from a file when it is first used, which is too late here.
_ENCODINGS = ("utf-8", "utf-8-sig", "utf-16", "utf-16-be", "utf-16-le", "latin-1", "ascii", "cp1252")


def prepare() -> None:
    """Load every decoder that will be needed, and set their own limits. Nothing can be loaded after the doors are closed."""
    Image.init()
    for name in _ENCODINGS:
        codecs.lookup(name)
    pillow_heif.register_heif_opener(thumbnails=False, depth_images=False, aux_images=False, decode_threads=_THREADS)
    AvifImagePlugin.DEFAULT_MAX_THREADS = _THREADS
    PngImagePlugin.MAX_TEXT_CHUNK = 4 * 1024 * 1024
    PngImagePlugin.MAX_TEXT_MEMORY = 16 * 1024 * 1024
    warnings.simplefilter("ignore")
    warnings.simplefilter("error", Image.DecompressionBombWarning)
    ImageCms.createProfile("sRGB")


def decode(untrusted: bytes, longest_side: int | None, max_pixels: int, *, in_grey: bool = False) -> Still:
    """Return the first image in these bytes, upright and in sRGB. Raises Unreadable or MemoryError.

    `in_grey` leaves out the colours of a JPEG that is made smaller, and with them half of the work.
    """
    Image.MAX_IMAGE_PIXELS = max_pixels
    kind = kind_of(untrusted)
    if kind not in PICTURES:
        raise Unreadable("format_not_supported", format=kind) if kind else Unreadable("not_a_picture")
    if kind == "JPEG" and jpeg_frame.stated_bits(untrusted) not in {8, None}:
        raise Unreadable("format_not_supported", format="JPEG (12 bits)")
    image, is_truncated = _loaded(untrusted, longest_side, max_pixels, in_grey=in_grey)
    full_size = image.info.pop("linden_full_size")
    facts, orientation = _facts(image, kind, is_truncated=is_truncated)
    with _malformed_is_damaged():
        is_grey = in_grey and longest_side is not None and image.mode == "L"
        luma_source = image if is_grey else _flat(image)
        if is_truncated and luma_source.getextrema() in _BLANK:
            raise Unreadable("picture_damaged")
        shown = image if is_grey else _in_srgb(image, luma_source)
        if longest_side is not None and max(shown.size) > longest_side:
            shown.thumbnail((longest_side, longest_side), Image.Resampling.BICUBIC)
        turn = _UPRIGHT.get(orientation)
        upright = shown if turn is None else shown.transpose(turn)
        mode = "L" if is_grey else "RGB"
        # Asked for the mode that it has, Pillow copies the picture: 48 MB of a large photograph.
        upright = upright if upright.mode == mode else upright.convert(mode)
        luma = b""
        if longest_side is None:
            grey = luma_source.convert("L")
            luma = (grey if turn is None else grey.transpose(turn)).tobytes()
        width, height = full_size if orientation < 5 else full_size[::-1]
        return Still(upright.size, (width, height), upright.tobytes(), luma, facts, is_grey=is_grey)


def _loaded(untrusted: bytes, longest_side: int | None, max_pixels: int, *, in_grey: bool) -> tuple[Image.Image, bool]:
    for forgiving in (False, True):
        ImageFile.LOAD_TRUNCATED_IMAGES = forgiving
        try:
            image = Image.open(io.BytesIO(untrusted), formats=_FORMATS)
            if image.width * image.height > max_pixels:
                raise Unreadable("picture_too_large")
            image.info["linden_full_size"] = image.size
            if longest_side is not None and isinstance(image, JpegImagePlugin.JpegImageFile):
                image.draft("L" if in_grey and image.mode == "RGB" else image.mode, (longest_side, longest_side))
            full_size = image.size if longest_side is None else image.info["linden_full_size"]
            image.load()
            image.info["linden_full_size"] = full_size
        except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
            raise Unreadable("picture_too_large") from error
        except MALFORMED as error:
            if forgiving:
                raise Unreadable("picture_damaged") from error
        else:
            return image, forgiving
        finally:
            ImageFile.LOAD_TRUNCATED_IMAGES = False
    raise Unreadable("picture_damaged")


def _facts(image: Image.Image, kind: str, *, is_truncated: bool) -> tuple[FileFacts, int]:
    exif, orientation, has_location = metadata.exif_of(image)
    texts, xmp = (*metadata.texts_of(image), *_hidden(image, kind)), metadata.xmp_of(image)
    facts = FileFacts(
        format=kind,
        media_type=_MEDIA_TYPES.get(kind, f"image/{kind.lower()}"),
        mode=image.mode,
        frames=_frames(image),
        orientation=orientation,
        is_truncated=is_truncated,
        has_profile=bool(image.info.get("icc_profile")),
        has_location=has_location,
        exif=exif,
        texts=texts,
        xmp=xmp,
        iptc=metadata.iptc_of(image),
        record=generator_record.read(texts, exif, xmp),
        jpeg=_jpeg_facts(image) if kind == "JPEG" else None,
        thumbnail_likeness=thumbnail.likeness(image) if kind == "JPEG" else None,
    )
    return facts, orientation


def _hidden(image: Image.Image, kind: str) -> metadata.Pairs:
    # Only what keeps every bit can hold such a record.
    hidden = hidden_text.read(image) if kind in {"PNG", "WEBP"} else ""
    return metadata.bounded([(hidden_text.KEYWORD, hidden)])


def _frames(image: Image.Image) -> int:
    try:
        return max(1, int(getattr(image, "n_frames", 1)))
    except MALFORMED:
        return 1


def _jpeg_facts(image: Image.Image) -> JpegFacts | None:
    tables = getattr(image, "quantization", None)
    if not isinstance(tables, dict) or not tables:
        return None
    ordered = tuple(tuple(int(value) for value in tables[number]) for number in sorted(tables))
    try:
        sampling = JpegImagePlugin.get_sampling(image)
    except MALFORMED:
        sampling = -1
    return JpegFacts(
        tables=ordered,
        subsampling=_SUBSAMPLINGS.get(sampling, "") if image.mode != "L" else "",
        is_progressive=bool(image.info.get("progressive") or image.info.get("progression")),
        estimated_quality=jpeg_tables.estimated_quality(ordered[0]),
    )


def _flat(image: Image.Image) -> Image.Image:
    """Return the image as RGB: deep greys scaled to eight bits, whatever is transparent laid on white."""
    if image.mode.startswith("I") or image.mode == "F":
        image = _eight_bits(image)
    if image.mode in {"RGBA", "LA", "PA", "RGBa", "La"} or "transparency" in image.info:
        layered = image.convert("RGBA")
        white = Image.new("RGB", layered.size, (255, 255, 255))
        white.paste(layered, mask=layered.getchannel("A"))
        return white
    return image if image.mode == "RGB" else image.convert("RGB")


def _eight_bits(image: Image.Image) -> Image.Image:
    deep = image.convert("F")
    low, high = deep.getextrema()
    if not (isinstance(low, int | float) and isinstance(high, int | float)):
        raise Unreadable("picture_damaged")
    if image.mode == "F" and high > low:  # no stated range: stretch what is there
        return deep.point(lambda value: value * (255.0 / (high - low)) + (-low * 255.0 / (high - low))).convert("L")
    return deep.point(lambda value: value * (1 / 257) + 0.0).convert("L")


def _in_srgb(image: Image.Image, flat: Image.Image) -> Image.Image:
    stored = image.info.get("icc_profile")
    source = image if image.mode == "CMYK" else flat
    if not isinstance(stored, bytes):
        return flat
    try:
        profile = ImageCms.getOpenProfile(io.BytesIO(stored))
        space = _PROFILE_SPACES.get("L" if image.mode in {"L", "LA"} else source.mode)
        if "sRGB" in str(profile.profile.profile_description) or profile.profile.xcolor_space != space:
            return flat
        source = source.convert("L") if space == "GRAY" else source
        changed = ImageCms.profileToProfile(source, profile, ImageCms.createProfile("sRGB"), outputMode="RGB")
    except (*MALFORMED, ImageCms.PyCMSError):
        return flat  # a broken profile is no reason to refuse the picture
    return changed or flat


@contextmanager
def _malformed_is_damaged() -> Iterator[None]:
    try:
        yield
    except MALFORMED as error:
        raise Unreadable("picture_damaged") from error
