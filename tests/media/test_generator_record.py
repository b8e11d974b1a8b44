"""Records of generators: the samples of a publisher, layouts that it has no sample of, and what strangers may write instead."""

import json
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop.core.work import Work
from desktop.media import generator_record
from desktop.media.decoder import Decoder
from desktop.media.facts import GeneratorRecord
from desktop.media.film_facts import FilmFacts
from desktop.media.film_reader import FilmReader
from desktop.media.hidden_text import KEYWORD as HIDDEN
from desktop.media.sources import BytesSource
from tests.media import clips, pictures

SAMPLES = Path(__file__).parents[1] / "vectors" / "generators"
WEB_UI = "Stable Diffusion (web UI)"
_DUCK = GeneratorRecord(
    WEB_UI,
    (
        ("model", "realistic_realisticVisionV20_v20"),
        ("model hash", "c0d1994c73"),
        ("sampler", "UniPC"),
        ("seed", "235284042"),
        ("steps", "15"),
        ("cfg scale", "5"),
        ("size", "512x400"),
    ),
    ("photo of a duck",),
    ("monochrome",),
)
_NOT_THE_CAT = (
    "lowres, bad anatomy, bad hands, text, error, missing fingers, extra digit, fewer digits, cropped, worst quality, low quality, normal "
    "quality, jpeg artifacts, signature, watermark, username, blurry"
)
# What the tests of sd-parsers 0.6 say of each of its samples.
AS_PUBLISHED = {
    "automatic1111_cropped.png": _DUCK,
    "automatic1111_cropped.jpg": _DUCK,
    "automatic1111_stealth.png": GeneratorRecord(
        WEB_UI,
        (
            ("model", "realisticVisionV51_v51VAE"),
            ("model hash", "15012c538f"),
            ("sampler", "Euler"),
            ("seed", "2015833630"),
            ("steps", "20"),
            ("cfg scale", "7"),
            ("scheduler", "Automatic"),
            ("size", "64x64"),
            ("version", "v1.9.4-169-ga30b19dd"),
        ),
        ("a circle",),
        ("a square",),
    ),
    "img2img_cropped.png": GeneratorRecord(
        "ComfyUI",
        (
            ("model", "v1-5-pruned-emaonly.ckpt"),
            ("sampler", "sample_dpmpp_2m"),
            ("seed", "280823642470253"),
            ("steps", "20"),
            ("cfg scale", "8.0"),
            ("scheduler", "normal"),
            ("denoise", "0.8700000000000001"),
        ),
        ("photograph of victorian woman with wings, sky clouds, meadow grass",),
        ("watermark, text",),
        ("example.png",),
    ),
    "fooocus1_cropped.png": GeneratorRecord(
        "Fooocus",
        (
            ("model", "juggernautXL_v8Rundiffusion"),
            ("model hash", "aeb7e9e689"),
            ("sampler", "dpmpp_2m_sde_gpu"),
            ("seed", "6952411511246973023"),
            ("steps", "30"),
            ("cfg scale", "4"),
            ("scheduler", "karras"),
            ("version", "Fooocus v2.4.3"),
        ),
        ("a smiling goldfish",),
    ),
    "invokeai_imeta1.png": GeneratorRecord(
        "InvokeAI",
        (
            ("model", "juggernautXL"),
            ("sampler", "euler"),
            ("seed", "3293022630"),
            ("steps", "35"),
            ("cfg scale", "8.0"),
            ("width", "1024"),
            ("height", "1024"),
        ),
        ("digital artwork, oil painting. painterly brushstrokes, holidays,",),
        ("grainy+, photo, oversaturated, overexposed, blurry, compressed jpg+, noisy++, unfocused , black and white",),
    ),
    "novelai1_cropped.png": GeneratorRecord(
        "NovelAI",
        (
            ("model", "Stable Diffusion"),
            ("model hash", "1D44365E"),
            ("sampler", "k_euler_ancestral"),
            ("seed", "2253955223"),
            ("cfg scale", "10.0"),
            ("strength", "0.4"),
            ("noise", "0.0"),
            ("steps", "50"),
        ),
        ("masterpiece, best quality,  cat, space, icon",),
        (f"{_NOT_THE_CAT}, {_NOT_THE_CAT}",),
    ),
}


@pytest.fixture(scope="module")
def decoder():
    with Decoder() as one:
        yield one


@pytest.mark.parametrize("name", AS_PUBLISHED)
def test_a_published_sample_is_read_as_its_publisher_reads_it(decoder, name):
    assert decoder.read((SAMPLES / name).read_bytes()).facts.record == AS_PUBLISHED[name]


_SWARM = {"prompt": "a lighthouse", "negativeprompt": "fog", "model": "flux", "seed": 7, "steps": 25, "cfgscale": 1.0, "sampler": "euler"}
_OF_SWARM = (("model", "flux"), ("seed", "7"), ("steps", "25"), ("cfg scale", "1.0"), ("sampler", "euler"))
# Nodes that the library does not know, as those of FLUX.
_GRAPH = {
    "6": {"class_type": "CLIPTextEncode", "inputs": {"text": "a lighthouse", "clip": ["11", 0]}},
    "10": {"class_type": "LoraLoader", "inputs": {"lora_name": "somebody.safetensors", "model": ["12", 0]}},
    "12": {"class_type": "UNETLoader", "inputs": {"unet_name": "flux1-dev"}},
    "16": {"class_type": "KSamplerSelect", "inputs": {"sampler_name": "euler"}},
    "25": {"class_type": "RandomNoise", "inputs": {"noise_seed": 9}},
    "30": {"class_type": "LoadImage", "inputs": {"image": "beach.jpg"}},
}
_OF_GRAPH = GeneratorRecord(
    "ComfyUI",
    (("lora", "somebody.safetensors"), ("model", "flux1-dev"), ("sampler", "euler"), ("seed", "9")),
    ("a lighthouse",),
    inputs=("beach.jpg",),
)
_WEB_UI = "a house <lora:somebody:0.8>\nSteps: 20, Sampler: Euler a, CFG scale: 7, Seed: 1, Size: 64x64"
_ASKED = ("a house <lora:somebody:0.8>",)
_JOB = "0f3c9a52-7b1e-4d68-9c2f-5a1b2c3d4e5f"
_DREAM = '"a lighthouse, [fog]" -s 50 -S 42 -W 512 -H 768 -C 5.0 -A k_lms'
_FOOOCUS = {"version": "Fooocus v2.4.3", "base_model": "m", "base_model_hash": "h", "sampler": "s", "prompt": "p", "negative_prompt": ""}


@pytest.mark.parametrize(
    ("texts", "exif", "record"),
    [
        ({"parameters": json.dumps({"sui_image_params": _SWARM})}, {}, GeneratorRecord("SwarmUI", _OF_SWARM, ("a lighthouse",), ("fog",))),
        ({}, {"UserComment": json.dumps({"sui_image_params": _SWARM})}, GeneratorRecord("SwarmUI", _OF_SWARM, ("a lighthouse",), ("fog",))),
        ({HIDDEN: json.dumps({"sui_image_params": _SWARM})}, {}, GeneratorRecord("SwarmUI", _OF_SWARM, ("a lighthouse",), ("fog",))),
        ({"prompt": json.dumps(_GRAPH)}, {}, _OF_GRAPH),
        ({}, {"Model": f"prompt:{json.dumps(_GRAPH)}"}, _OF_GRAPH),
        (
            {"comment": json.dumps({"prompt": json.dumps(_GRAPH), "workflow": {"nodes": []}})},
            {},
            _OF_GRAPH,
        ),
        ({"parameters": _WEB_UI}, {}, GeneratorRecord(WEB_UI, (("lora", "somebody"),), _ASKED)),
        ({"comment": _WEB_UI}, {}, GeneratorRecord(WEB_UI, (("seed", "1"),), _ASKED)),
        (
            {"Description": f"a lighthouse --v 6.1 Job ID: {_JOB}"},
            {},
            GeneratorRecord("Midjourney", (("job", _JOB),), ("a lighthouse --v 6.1",)),
        ),
        ({"Dream": _DREAM}, {}, GeneratorRecord("InvokeAI", (("seed", "42"), ("sampler", "k_lms")), ("a lighthouse",), ("fog",))),
        ({}, {"UserComment": json.dumps(_FOOOCUS)}, GeneratorRecord("Fooocus", (("model", "m"), ("model hash", "h")), ("p",))),
        ({"parameters": _WEB_UI, "fooocus_scheme": "a1111"}, {}, GeneratorRecord("Fooocus", (("seed", "1"),), _ASKED)),
    ],
)
def test_every_layout_is_read(texts, exif, record):
    read = generator_record.read(tuple(texts.items()), tuple(exif.items()))

    assert replace(read, settings=()) == replace(record, settings=())
    assert set(record.settings) <= set(read.settings)


def test_a_record_in_a_video_is_read():
    comment = json.dumps({"prompt": json.dumps(_GRAPH), "workflow": {"nodes": []}})
    with FilmReader() as reader:
        facts = next(iter(reader.read(BytesSource(clips.clip(metadata={"comment": comment})), Work())))

    assert isinstance(facts, FilmFacts)
    assert facts.record == _OF_GRAPH


_DEEP = '{"a":' * 100_000
_OF_ITSELF = {"class_type": "x", "inputs": {"sampler_name": "e", "steps": 1, "cfg": 1, "model": ["1", 0], "positive": ["1", 0]}}
_ROUND = {"nodes": [], "links": [[1, 1, 0, 1, 0, "MODEL"]]}
_ODD = {
    "too deep": ({"prompt": '{"class_type":' + _DEEP}, "ComfyUI"),
    "a number of ten thousand digits": ({"parameters": '{"sui_image_params": {"seed": ' + "9" * 10_000 + "}}"}, "SwarmUI"),
    "lists where values belong": ({"parameters": json.dumps({"sui_image_params": {"seed": [1], "prompt": {}}})}, "SwarmUI"),
    "nodes that are no nodes": ({"prompt": json.dumps({"1": 5, "2": {"class_type": "x", "inputs": [1]}})}, "ComfyUI"),
    "a graph that leads to itself": ({"prompt": json.dumps({"1": _OF_ITSELF}), "workflow": json.dumps(_ROUND)}, "ComfyUI"),
    "hashes without an end": (
        {"parameters": _WEB_UI + "Hashes: {" * 40_000},
        WEB_UI,
    ),
    "spaces without an end": ({"dream": '"a"' + " " * 400_000}, "InvokeAI"),
    "a hidden text that is no record": ({HIDDEN: "[]"}, "NovelAI"),
}


@pytest.mark.parametrize("name", _ODD)
def test_an_odd_record_is_named_and_what_cannot_be_read_is_left_out(name):
    texts, program = _ODD[name]

    assert generator_record.read(tuple(texts.items())).program == program


def test_no_more_is_passed_on_than_fits():
    graph = {str(number): {"class_type": "x", "inputs": {"text": f"{number} " * 9_000, "seed": number}} for number in range(100)}

    record = generator_record.read((("prompt", json.dumps(graph)),))

    assert len(record.settings) == 24
    assert len(record.words) == 12
    assert max(map(len, record.words)) <= 8_000


_KEYS = st.sampled_from(
    ["inputs", "class_type", "sampler_name", "steps", "cfg", "model", "positive", "image", "prompt", "sampler", "links"]
)
_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(_KEYS | st.text(max_size=4), inner, max_size=5),
    max_leaves=25,
)
_NAMES = st.sampled_from(
    ["parameters", "prompt", "workflow", "comment", "Dream", "sd-metadata", "invokeai_metadata", "fooocus_scheme", "software", HIDDEN]
)


@settings(max_examples=300, deadline=None)
@given(st.dictionaries(_NAMES, _JSON.map(json.dumps) | st.text(max_size=60), max_size=6))
def test_whatever_stands_there_is_a_record_or_none(texts):
    found = generator_record.read(tuple(texts.items()))

    assert found is None or found.program


def test_an_ordinary_picture_has_no_record(decoder):
    assert decoder.read(pictures.photograph()).facts.record is None
