"""Decoding still images: every way in which pixels and facts are stored."""

import io

import numpy as np
import pillow_heif
import pytest
from PIL import ExifTags, Image, ImageCms

from desktop.media.decoder import Decoder
from tests.media import pictures


@pytest.fixture(scope="module")
def decoder():
    with Decoder() as one:
        yield one


SCENE = pictures.scene()


def _heif() -> bytes:
    out = io.BytesIO()
    pillow_heif.from_pillow(SCENE).save(out)
    return out.getvalue()


KINDS = {
    "JPEG": lambda: pictures.saved(SCENE, "JPEG", quality=95),
    "PNG": lambda: pictures.saved(SCENE, "PNG"),
    "WEBP": lambda: pictures.saved(SCENE, "WEBP", quality=90),
    "GIF": lambda: pictures.saved(SCENE, "GIF"),
    "BMP": lambda: pictures.saved(SCENE, "BMP"),
    "TIFF": lambda: pictures.saved(SCENE, "TIFF"),
    "AVIF": lambda: pictures.saved(SCENE, "AVIF", quality=90),
    "HEIF": _heif,
}


@pytest.mark.parametrize("kind", KINDS)
def test_a_format_is_recognised_and_read(decoder, kind):
    picture = decoder.read(KINDS[kind]())

    assert picture.facts.format == kind
    assert picture.pixels.shape == (240, 320, 3)
    assert np.abs(picture.pixels.astype(float) - np.asarray(SCENE)).mean() < 8


MODES = {
    "CMYK": lambda: pictures.saved(SCENE.convert("CMYK"), "JPEG", quality=95),
    "L": lambda: pictures.saved(SCENE.convert("L"), "JPEG", quality=95),
    "P": lambda: pictures.saved(SCENE.convert("P"), "PNG"),
    "1": lambda: pictures.saved(SCENE.convert("1"), "PNG"),
    "RGBA": lambda: pictures.saved(SCENE.convert("RGBA"), "PNG"),
    "I;16": lambda: pictures.saved(Image.fromarray(np.asarray(SCENE.convert("L")).astype(np.uint16) * 257), "PNG"),
    "F": lambda: pictures.saved(SCENE.convert("F"), "TIFF"),
}


@pytest.mark.parametrize("mode", MODES)
def test_a_way_of_storing_pixels_is_turned_into_colours(decoder, mode):
    picture = decoder.read(MODES[mode]())

    assert picture.facts.mode == mode
    assert abs(picture.luma.mean() - np.asarray(SCENE.convert("L")).mean()) < 5


def test_what_is_transparent_lies_on_white(decoder):
    picture = decoder.read(pictures.saved(Image.new("RGBA", (8, 8), (10, 20, 30, 0)), "PNG"))

    assert picture.pixels.min() == 255


@pytest.mark.parametrize("orientation", range(1, 9))
def test_a_turned_picture_comes_upright(decoder, orientation):
    exif = Image.Exif()
    exif[0x0112] = orientation
    turned = pictures.saved(SCENE, "PNG", exif=exif)

    picture = decoder.read(turned)

    from PIL import ImageOps

    with Image.open(io.BytesIO(turned)) as image:
        expected = np.asarray(ImageOps.exif_transpose(image))
    assert np.array_equal(picture.pixels, expected)
    assert (picture.height, picture.width) == expected.shape[:2]
    assert picture.facts.orientation == orientation


def test_a_turned_picture_made_smaller_has_its_full_size_upright(decoder):
    exif = Image.Exif()
    exif[0x0112] = 6

    picture = decoder.read(pictures.saved(SCENE, "JPEG", exif=exif), longest_side=64)

    assert (picture.width, picture.height) == (240, 320)
    assert picture.pixels.shape == (64, 48, 3)


def test_frames_are_counted_and_the_first_is_given(decoder):
    others = [pictures.scene(seed=number) for number in (2, 3)]

    picture = decoder.read(pictures.saved(SCENE, "WEBP", save_all=True, append_images=others, lossless=True))

    assert picture.facts.frames == 3
    assert np.array_equal(picture.pixels, np.asarray(SCENE))


def test_a_truncated_photograph_is_read_as_far_as_it_goes(decoder):
    whole = pictures.photograph()

    picture = decoder.read(whole[: len(whole) * 2 // 3])

    assert picture.facts.is_truncated
    assert picture.pixels[:80].std() > 10


def test_a_broken_colour_profile_is_no_reason_to_refuse(decoder):
    picture = decoder.read(pictures.saved(SCENE, "PNG", icc_profile=b"no profile at all" * 20))

    assert np.array_equal(picture.pixels, np.asarray(SCENE))


def test_a_profile_of_a_wrong_kind_is_ignored(decoder):
    picture = decoder.read(pictures.saved(SCENE, "PNG", icc_profile=pictures.profile("LAB")))

    assert picture.facts.has_profile
    assert np.array_equal(picture.pixels, np.asarray(SCENE))


def test_a_colour_profile_changes_colours_and_not_the_stored_luminance(decoder):
    image = Image.new("RGB", (16, 16), (200, 60, 60))
    wide = _swapped_primaries()

    picture = decoder.read(pictures.saved(image, "PNG", icc_profile=wide))

    assert not np.array_equal(picture.pixels, np.asarray(image))
    assert np.array_equal(picture.luma, np.asarray(image.convert("L")))


def _swapped_primaries() -> bytes:
    """Return an sRGB profile whose red and green primaries have changed places and that no longer calls itself sRGB."""
    content = bytearray(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    content = content.replace("sRGB".encode("utf-16-be"), "test".encode("utf-16-be")).replace(b"sRGB built-in", b"test built-in")
    red, green = content.index(b"rXYZ"), content.index(b"gXYZ")
    content[red : red + 4], content[green : green + 4] = b"gXYZ", b"rXYZ"
    return bytes(content)


def test_exif_is_given_as_text_and_a_position_only_as_a_fact(decoder):
    exif = Image.Exif()
    exif[0x0131] = "Some Editor 3"
    exif.get_ifd(0x8825)[2] = (37.0, 33.0, 59.123)
    exif.get_ifd(0x8825)[4] = (126.0, 58.0, 41.456)

    facts = decoder.read(pictures.saved(SCENE, "JPEG", exif=exif)).facts

    assert facts.exif_value("Software") == "Some Editor 3"
    assert facts.has_location
    assert "59.123" not in str(facts)


def test_user_comments_are_read_in_either_byte_order(decoder):
    for coded in ("parameters".encode("utf-16-be"), "parameters".encode("utf-16-le")):
        assert decoder.read(pictures.with_exif(UserComment=b"UNICODE\x00" + coded)).facts.exif_value("UserComment") == "parameters"


def test_jpeg_tables_name_the_quality_of_the_common_encoder(decoder):
    for quality in (50, 75, 90, 95):
        facts = decoder.read(pictures.photograph(quality=quality, subsampling="4:2:0", progressive=True)).facts

        assert facts.jpeg.estimated_quality == quality
        assert facts.jpeg.subsampling == "4:2:0"
        assert facts.jpeg.is_progressive


def test_xmp_properties_are_named_with_their_namespace(decoder):
    facts = decoder.read(pictures.with_xmp('xmp:CreatorTool="Some Tool"')).facts

    assert ("{http://ns.adobe.com/xap/1.0/}CreatorTool", "Some Tool") in facts.xmp


def test_xmp_with_entities_is_not_unfolded(decoder):
    bomb = b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;">]><x>&b;</x>'

    assert decoder.read(pictures.saved(SCENE, "JPEG", xmp=bomb)).facts.xmp == ()


def test_long_texts_are_cut(decoder):
    facts = decoder.read(pictures.with_text("Comment", "x" * 900_000)).facts

    assert len(dict(facts.texts)["Comment"]) == 512 * 1024


@pytest.mark.parametrize("orientation", [1, 6])
def test_colours_are_left_out_of_a_smaller_picture_if_allowed_and_nothing_else(decoder, orientation):
    exif = Image.Exif()
    exif[0x0112] = orientation
    untrusted = pictures.saved(SCENE, "JPEG", quality=95, exif=exif)

    coloured, grey = (decoder.read(untrusted, longest_side=100, in_grey=wished) for wished in (False, True))

    assert grey.pixels.shape == coloured.pixels.shape[:2]
    assert (grey.width, grey.height) == (coloured.width, coloured.height)
    expected = coloured.pixels @ np.array([0.299, 0.587, 0.114])
    assert np.abs(grey.pixels - expected).mean() < 2


@pytest.mark.parametrize("kind", ["PNG", "WEBP", "HEIF"])
def test_what_has_no_cheaper_grey_keeps_its_colours(decoder, kind):
    picture = decoder.read(KINDS[kind](), longest_side=100, in_grey=True)

    assert np.ptp(picture.pixels, axis=2).max() > 20


def test_an_exif_text_ends_with_its_first_nul_as_old_cameras_write_more_behind_it(decoder):
    exif = Image.Exif()
    exif[ExifTags.Base.Model] = "MAVICA\x003ghx7y"
    exif[ExifTags.Base.Copyright] = "of the photographer\x00of the editor"

    facts = decoder.read(pictures.saved(SCENE, "JPEG", exif=exif)).facts

    assert facts.exif_value("Model") == "MAVICA"
    assert "of the editor" in facts.exif_value("Copyright")
