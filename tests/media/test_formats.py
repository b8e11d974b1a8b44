"""Every kind of file that is read as a picture, as ordinary programs write it, under whatever name it comes."""

import io

import numpy as np
import pillow_heif
import pillow_jxl  # noqa: F401 - registers JPEG XL with Pillow
import pytest

from desktop.media import errors, kinds
from desktop.media.decoder import Decoder
from tests.media import pictures

pillow_heif.register_heif_opener()

# How each kind is written here, and how far its pixels may lie from ours on average.
WRITTEN = {
    "JPEG": ({"quality": 95}, 4),
    "PNG": ({}, 0),
    "WEBP": ({"lossless": True}, 0),
    "GIF": ({}, 12),
    "BMP": ({}, 0),
    "TIFF": ({"compression": "tiff_lzw"}, 0),
    "HEIF": ({"quality": 90}, 4),
    "AVIF": ({"quality": 90}, 4),
    "JXL": ({"quality": 95}, 4),
}


@pytest.fixture(scope="module")
def decoder():
    with Decoder() as one:
        yield one


@pytest.mark.parametrize("name", WRITTEN)
def test_a_picture_of_every_kind_is_read(decoder, name):
    options, far = WRITTEN[name]
    scene = pictures.scene(160, 120)

    picture = decoder.read(pictures.saved(scene, name, **options))

    assert picture.facts.format == {"JXL": "JPEG XL"}.get(name, name)
    assert picture.pixels.shape == (120, 160, 3)
    assert np.abs(picture.pixels.astype(int) - np.asarray(scene)).mean() <= far


@pytest.mark.parametrize("kind", ["GIF", "PNG", "WEBP"])
def test_of_a_moving_picture_the_first_frame_is_read_and_the_others_are_counted(decoder, kind):
    scenes = [pictures.scene(64, 48, seed) for seed in range(3)]
    moving = pictures.saved(scenes[0], kind, save_all=True, append_images=scenes[1:], duration=100)

    picture = decoder.read(moving)

    assert picture.facts.frames == 3
    assert np.abs(picture.pixels.astype(int) - np.asarray(scenes[0])).mean() < 16


def test_a_picture_in_printing_colours_is_read(decoder):
    picture = decoder.read(pictures.saved(pictures.scene(96, 64).convert("CMYK")))

    assert picture.facts.mode == "CMYK"
    assert np.abs(picture.pixels.astype(int) - np.asarray(pictures.scene(96, 64))).mean() < 12


def test_a_jpeg_of_twelve_bits_is_refused_in_words(decoder):
    content = bytearray(pictures.photograph(64, 64))
    content[content.index(b"\xff\xc0") + 4] = 12

    with pytest.raises(errors.FormatNotSupported) as caught:
        decoder.read(bytes(content))

    assert "12 bits" in str(caught.value.what_happened)


def test_a_page_of_a_document_is_drawn(decoder):
    scenes = [pictures.scene(400, 300, seed) for seed in (1, 2)]
    document = pictures.saved(scenes[0], "PDF", save_all=True, append_images=scenes[1:], resolution=72)

    first, second = decoder.read(document), decoder.read(document, page=1)

    assert (first.facts.format, first.facts.frames, first.luma) == ("PDF", 2, None)
    assert first.pixels.shape == (625, 834, 3)
    assert np.abs(first.pixels.astype(int) - second.pixels).mean() > 20
    assert decoder.read(document, longest_side=200).pixels.shape == (150, 200, 3)


def test_a_page_that_is_not_there_and_a_page_of_absurd_size_are_known_outcomes(decoder):
    document = pictures.saved(pictures.scene(400, 300), "PDF", resolution=72)

    with pytest.raises(errors.PictureDamaged):
        decoder.read(document, page=7)

    huge = document.replace(b"/MediaBox [ 0 0 400.0 300.0 ]", b"/MediaBox [ 0 0 4e9 3e9     ]")
    assert huge != document
    try:
        picture = decoder.read(huge)
    except errors.PictureDamaged:
        return
    assert picture.width * picture.height <= 24_000_000 * 1.1


def test_a_document_with_a_password_says_so(decoder):
    import pypdf

    writer = pypdf.PdfWriter()
    writer.add_blank_page(200, 200)
    writer.encrypt("a password", algorithm="RC4-128")
    out = io.BytesIO()
    writer.write(out)

    with pytest.raises(errors.DocumentLocked):
        decoder.read(out.getvalue())


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (b"\x00\x00\x00\x14ftypqt  \x00\x00\x00\x00qt  ", "MOV"),
        (b"\x00\x00\x00\x08wide\x00\x00\x00\x08mdat", "MOV"),
        (b"\x00\x00\x00\x14ftyp3gp5\x00\x00\x00\x00isom", "3GP"),
        (b"\x00\x00\x00\x14ftypisom\x00\x00\x00\x00mp41", "MP4"),
        (b"\x1aE\xdf\xa3\x9fB\x86\x81\x01B\x82\x84webmB\x87", "WebM"),
        (b"\x1aE\xdf\xa3\x9fB\x86\x81\x01B\x82\x88matroska", "Matroska"),
        (b"RIFF\x00\x00\x00\x00AVI LIST", "AVI"),
        (b"\xff\x0a\xfa\x7f", "JPEG XL"),
        (b"%PDF-1.7", "PDF"),
    ],
)
def test_what_a_file_is_its_first_bytes_say(content, kind):
    assert kinds.kind_of(content) == kind
