"""What the file says about itself, read from real files that the tests make."""

import json

import pytest

from desktop.checks import content_credentials, program_marks, provenance, source_type
from desktop.checks.result import Strength
from desktop.media.decoder import Decoder
from desktop.media.facts import FileFacts, GeneratorRecord
from tests.media import pictures

SETTINGS = "a portrait\nNegative prompt: blurry\nSteps: 20, Sampler: Euler a, CFG scale: 7, Seed: 1, Size: 512x512"
GRAPH = json.dumps({"3": {"class_type": "KSampler", "inputs": {"seed": 1}}})
CODE = "http://cv.iptc.org/newscodes/digitalsourcetype/"


@pytest.fixture(scope="module")
def decoder():
    with Decoder() as one:
        yield one


def _found(decoder, untrusted):
    return {finding.id: finding.strength for finding in provenance.find(decoder.read(untrusted).facts)}


JOB = "Job ID: 0f3c9a52-7b1e-4d68-9c2f-5a1b2c3d4e5f"
RECORDS = {
    "web UI in PNG": lambda: pictures.with_text("parameters", SETTINGS),
    "web UI in EXIF": lambda: pictures.with_exif(UserComment=b"UNICODE\x00" + SETTINGS.encode("utf-16-be")),
    "ComfyUI": lambda: pictures.with_text("prompt", GRAPH),
    "ComfyUI in EXIF": lambda: pictures.with_exif(Model=f"prompt:{GRAPH}", Make='workflow:{"nodes": []}'),
    "InvokeAI": lambda: pictures.with_text("invokeai_metadata", '{"positive_prompt": "x"}'),
    "NovelAI": lambda: pictures.with_text("Software", "NovelAI", ("Comment", '{"steps": 28, "sampler": "k_euler"}')),
    "Midjourney": lambda: pictures.with_text("Description", f"a lighthouse --ar 3:2 --v 6.1 {JOB}", ("Author", "somebody")),
    "Midjourney in EXIF": lambda: pictures.with_exif(ImageDescription=f"a lighthouse --ar 3:2 {JOB}"),
    "Midjourney in XMP": lambda: pictures.with_xmp(f'xmlns:dc="http://purl.org/dc/elements/1.1/" dc:description="a {JOB}"'),
    "Fooocus": lambda: pictures.with_text("parameters", "{}", ("fooocus_scheme", "fooocus")),
    "SwarmUI": lambda: pictures.with_text("parameters", '{"sui_image_params": {"seed": 1}}'),
}


@pytest.mark.parametrize("name", RECORDS)
def test_a_generators_own_record_is_a_strong_sign(decoder, name):
    found = _found(decoder, RECORDS[name]())

    assert found.pop("generator_record") is Strength.STRONG
    assert set(found) <= {"generator_settings", "generator_inputs", "generator_words"}
    assert set(found.values()) <= {Strength.NONE}


def test_the_settings_are_told_and_the_words_only_quoted(decoder):
    told = {one.id: one for one in provenance.find(decoder.read(RECORDS["web UI in PNG"]()).facts)}

    assert "seed: 1" in str(told["generator_settings"].text)
    assert [str(one) for one in told["generator_words"].quoted] == ["Asked for: a portrait", "Not wanted: blurry"]
    assert not [one.id for one in told.values() if "portrait" in f"{one.text}{one.limits}"]


def test_a_strangers_words_are_made_safe_to_look_at():
    record = GeneratorRecord("x", (("model", "a\u202eb"),), ("one\n\ntwo\u202e",), inputs=("my\u202e.jpg", "beach.jpg"))

    told = {one.id: one for one in program_marks.find(FileFacts("PNG", record=record))}

    assert "\u202e" not in f"{told['generator_settings'].text}{told['generator_inputs'].text}"
    assert "beach.jpg" in str(told["generator_inputs"].text)
    assert str(told["generator_words"].quoted[0]) == "Asked for: one two<U+202E>"


NAMED = {
    "generator in EXIF": (lambda: pictures.with_exif(Software="Midjourney v6"), "generator_named", Strength.MODERATE),
    "generator in XMP": (lambda: pictures.with_xmp('photoshop:Credit="Made with Google AI"'), "generator_named", Strength.MODERATE),
    "generator in PNG": (lambda: pictures.with_text("Software", "Adobe Firefly"), "generator_named", Strength.MODERATE),
    "face program": (lambda: pictures.with_exif(Software="FaceApp 11.2"), "face_program_named", Strength.MODERATE),
    "editor in EXIF": (lambda: pictures.with_exif(Software="Adobe Photoshop 25.0 (Windows)"), "editor_named", Strength.WEAK),
    "editor in XMP": (lambda: pictures.with_xmp('xmp:CreatorTool="Snapseed 2.0"'), "editor_named", Strength.WEAK),
    "beauty camera": (lambda: pictures.with_exif(Software="B612"), "editor_named", Strength.WEAK),
}


@pytest.mark.parametrize("name", NAMED)
def test_a_named_program_is_told(decoder, name):
    make, found, strength = NAMED[name]

    assert _found(decoder, make()) == {found: strength}


HARMLESS = {
    "a camera": lambda: pictures.with_exif(Make="SAMSUNG", Model="SM-S921N", Software="S921NKSU1AXB7"),
    "a caption that speaks of snow": lambda: pictures.with_exif(ImageDescription="First snow, with Gemini and Grok the cats"),
    "a caption with the number of some job": lambda: pictures.with_exif(ImageDescription="Job ID: 4711, print on matte paper"),
    "a word within a word": lambda: pictures.with_exif(Software="Snowdrift Camera Troopers"),
    "no entry": pictures.photograph,
}


@pytest.mark.parametrize("name", HARMLESS)
def test_an_ordinary_entry_is_no_finding(decoder, name):
    assert _found(decoder, HARMLESS[name]()) == {}


@pytest.mark.parametrize(
    ("value", "found"),
    [
        ("trainedAlgorithmicMedia", "source_type_generated"),
        ("compositeWithTrainedAlgorithmicMedia", "source_type_partly_generated"),
        ("digitalCapture", None),
    ],
)
def test_the_iptc_source_type_is_read(decoder, value, found):
    says = _found(decoder, pictures.with_xmp(f'Iptc4xmpExt:DigitalSourceType="{CODE}{value}"'))

    assert says == ({} if found is None else {found: Strength.MODERATE})


def test_conditions_of_the_file_are_told_and_are_no_sign(decoder):
    moving = pictures.saved(pictures.scene(64, 64), "GIF", save_all=True, append_images=[pictures.scene(64, 64, 2)])
    cut = pictures.photograph()[:7000]

    assert _found(decoder, moving) == {"first_frame_only": Strength.NONE}
    assert _found(decoder, cut) == {"file_incomplete": Strength.NONE}


@pytest.mark.parametrize("report", ["", "[]", "{", '{"manifests": {"a": {"assertions": 3}}}', "null"])
def test_a_malformed_report_of_credentials_is_told(report):
    found = content_credentials.find(FileFacts("JPEG", content_credentials=report))

    assert [finding.id for finding in found] == ["credentials_unreadable"]


def test_every_program_is_known_by_one_name_and_can_be_found():
    listed = program_marks.programs()

    assert len({program.name for program in listed}) == len(listed)
    for program in listed:
        for word in program.words:
            found = program_marks.find(FileFacts("JPEG", exif=(("Software", f"{word} 1.0"),)))
            assert [str(finding.text) for finding in found if program.name in str(finding.text)], word


def test_what_the_file_says_is_worded_as_that():
    facts = FileFacts(
        "PNG",
        exif=(("Software", "FaceApp"),),
        xmp=(("{x}DigitalSourceType", f"{CODE}trainedAlgorithmicMedia"),),
    )

    texts = [str(finding.text) for finding in (*source_type.find(facts), *program_marks.find(facts))]

    assert len(texts) == 2
    assert all(text.startswith("The file") for text in texts)
