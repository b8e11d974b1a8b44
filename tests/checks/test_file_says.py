"""What the file says beyond names of programs: hidden records, public watermarks, thumbnails and cameras."""

import gzip
import io
import json

import numpy as np
import pytest
from PIL import Image

from desktop.checks import camera, generator_labels, program_marks, watermark
from desktop.checks.result import Strength
from desktop.media.decoder import Decoder
from desktop.media.facts import FileFacts
from desktop.media.hidden_text import KEYWORD
from desktop.media.picture import Picture
from tests.media import pictures
from tests.media.marked_pictures import watermarked, with_thumbnail

NOVELAI = json.dumps({"Software": "NovelAI", "Comment": json.dumps({"steps": 28, "prompt": "a house"})})
A1111 = "a house\nSteps: 20, Sampler: Euler a, CFG scale: 7, Seed: 1, Size: 64x64"


@pytest.fixture(scope="module")
def decoder():
    with Decoder() as one:
        yield one


def hiding(text, signature, kind="PNG"):
    """Return a picture with the text in its lowest bits, written from the published layout."""
    content = gzip.compress(text.encode()) if signature.endswith("comp") else text.encode()
    message = signature.encode() + (8 * len(content)).to_bytes(4, "big") + content
    bits = np.unpackbits(np.frombuffer(message, np.uint8))
    pixels = np.dstack([np.asarray(pictures.scene(64, 80)), np.full((80, 64), 254, np.uint8)])
    columns = pixels.transpose(1, 0, 2).copy()  # column after column
    place = columns[:, :, 3] if "png" in signature else columns[:, :, :3]
    flat = place.reshape(-1)
    flat[: len(bits)] = flat[: len(bits)] & 0xFE | bits
    place[...] = flat.reshape(place.shape)
    image = Image.fromarray(columns.transpose(1, 0, 2).copy(), "RGBA")
    return pictures.saved(
        image if "png" in signature else image.convert("RGB"), kind, **({"lossless": True, "exact": True} if kind == "WEBP" else {})
    )


@pytest.mark.parametrize("signature", ["stealth_pnginfo", "stealth_pngcomp", "stealth_rgbinfo", "stealth_rgbcomp"])
@pytest.mark.parametrize(("text", "program"), [(NOVELAI, "NovelAI"), (A1111, "Stable Diffusion")])
def test_a_record_hidden_in_the_lowest_bits_is_read(decoder, signature, text, program):
    facts = decoder.read(hiding(text, signature)).facts

    assert dict(facts.texts)[KEYWORD] == text
    finding = program_marks.find(facts)[0]
    assert (finding.id, finding.strength) == ("generator_record", Strength.STRONG)
    assert program in str(finding.text)


def test_a_record_hidden_in_webp_is_read(decoder):
    assert dict(decoder.read(hiding(NOVELAI, "stealth_pngcomp", "WEBP")).facts.texts)[KEYWORD] == NOVELAI


def test_a_hidden_record_that_claims_too_much_or_is_broken_is_nothing(decoder):
    for content in (hiding("", "stealth_pnginfo"), hiding(NOVELAI, "stealth_pngcomp").replace(b"", b"")):
        image = Image.open(io.BytesIO(content))
        pixels = np.asarray(image).copy()
        pixels[16:40, 1, 3] ^= 1  # where the length and the first bytes of the text are
        facts = decoder.read(pictures.saved(Image.fromarray(pixels), "PNG")).facts
        assert KEYWORD not in dict(facts.texts)


def test_an_ordinary_picture_with_transparency_hides_nothing(decoder):
    chance = np.random.default_rng(1).integers(0, 255, (64, 64, 4), dtype=np.uint8)

    assert decoder.read(pictures.saved(Image.fromarray(chance), "PNG")).facts.texts == ()


@pytest.mark.parametrize("payload", watermark.PAYLOADS, ids=lambda payload: payload.name)
def test_a_public_watermark_is_found_in_a_png(decoder, payload):
    marked = watermarked(np.asarray(pictures.scene(512, 512)), payload.bits)

    (finding,) = watermark.find(decoder.read(pictures.saved(Image.fromarray(marked), "PNG")))

    assert (finding.id, finding.strength) == ("generator_watermark", Strength.STRONG)
    assert payload.name in str(finding.text)


def test_pictures_without_a_watermark_have_none(decoder):
    for seed in range(12):
        assert watermark.find(decoder.read(pictures.saved(pictures.scene(512, 384, seed), "PNG"))) == ()


def test_a_coarse_jpeg_and_a_small_picture_are_not_searched(decoder):
    marked = Image.fromarray(watermarked(np.asarray(pictures.scene(512, 512)), watermark.PAYLOADS[1].bits))

    assert watermark.find(decoder.read(pictures.saved(marked, "JPEG", quality=80))) == ()
    assert watermark.find(decoder.read(pictures.saved(marked.crop((0, 0, 100, 100)), "PNG"))) == ()


def test_a_thumbnail_that_shows_something_else_is_told_and_a_true_one_is_not(decoder):
    scene, other = pictures.scene(480, 360, 1), pictures.scene(480, 360, 2)

    true = decoder.read(with_thumbnail(scene, scene))
    false = decoder.read(with_thumbnail(scene, other))

    assert true.facts.thumbnail_likeness > 0.9
    assert false.facts.thumbnail_likeness < 0.5
    assert "thumbnail_differs" not in {one.id for one in camera.find(true)}
    assert {one.id: one.strength for one in camera.find(false)}["thumbnail_differs"] is Strength.WEAK


@pytest.mark.parametrize("box", [(0, 24, 160, 120), (4, 9, 156, 110)])
def test_a_thumbnail_in_a_black_frame_or_below_a_bar_shows_the_same(decoder, box):
    scene = pictures.scene(box[2] - box[0], box[3] - box[1], 1)
    framed = Image.new("RGB", (160, 120))
    framed.paste(scene, box[:2])

    found = decoder.read(with_thumbnail(scene.resize((scene.width * 4, scene.height * 4)), framed))

    assert found.facts.thumbnail_likeness > 0.9


def test_a_broken_thumbnail_is_nothing(decoder):
    content = bytearray(with_thumbnail(pictures.scene(480, 360), pictures.scene(480, 360)))
    at = content.index(b"\xff\xd8\xff", content.index(b"Exif"))
    content[at : at + 40] = bytes(40)

    assert decoder.read(bytes(content)).facts.thumbnail_likeness is None


def picture(width=4000, height=3000, **exif):
    facts = FileFacts("JPEG", exif=tuple(exif.items()))
    return Picture(np.zeros((1, 1, 3), np.uint8), width, height, facts)


@pytest.mark.parametrize(
    ("exif", "found"),
    [
        ({}, set()),
        ({"Make": "Maker", "Model": "Maker One", "FNumber": "2.0"}, {"camera_named"}),
        ({"Make": "Maker", "Model": "One"}, {"camera_named", "camera_without_settings"}),
        ({"Model": "One", "FNumber": "2.0", "ExifImageWidth": "3000", "ExifImageHeight": "4000"}, {"camera_named"}),
        ({"Model": "One", "FNumber": "2.0", "ExifImageWidth": "6000", "ExifImageHeight": "4000"}, {"camera_named", "camera_size_differs"}),
        ({"Model": "One", "FNumber": "2.0", "ExifImageWidth": "nonsense", "ExifImageHeight": "9" * 40}, {"camera_named"}),
    ],
)
def test_what_the_file_says_of_its_camera_is_told_and_moves_nothing(exif, found):
    told = camera.find(picture(**exif))

    assert {one.id for one in told} == found
    assert {one.strength for one in told} <= {Strength.NONE}


def test_the_label_that_chinese_law_asks_for_is_read_wherever_it_stands(decoder):
    label = json.dumps({"AIGC": {"Label": "1", "ContentProducer": "Maker", "ProduceID": "7"}})
    places = [
        pictures.with_text("AIGC", json.dumps({"Label": "1", "ContentProducer": "Maker"})),
        pictures.with_exif(UserComment=b"ASCII\x00\x00\x00" + label.encode()),
        pictures.with_xmp(f'xmlns:TC260="http://www.tc260.org.cn/ns/AIGC/1.0/" TC260:AIGC="{label.replace(chr(34), "&quot;")}"'),
    ]

    for content in places:
        (finding,) = generator_labels.find(decoder.read(content).facts)
        assert (finding.id, finding.strength) == ("generator_label", Strength.MODERATE)
        assert "Maker" in str(finding.text)
