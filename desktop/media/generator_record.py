"""The record that a generator leaves in what it made: its settings, and the words it was asked with. Runs in the child process.

Source: the records of open generators as they write them (AUTOMATIC1111 "parameters", ComfyUI "prompt" and "workflow", InvokeAI, NovelAI,
Fooocus), read with sd-parsers; "SwarmUI Image Metadata Format"; the description that Midjourney writes. ComfyUI's graphs are searched by
the names of their inputs as well, because most of them hold nodes that no library knows.
Limits: anyone can write or remove such a record.
"""

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from sd_parsers.data import PromptInfo, Sampler
from sd_parsers.exceptions import ParserError
from sd_parsers.parsers import AUTOMATIC1111Parser, ComfyUIParser, FooocusParser, InvokeAIParser, NovelAIParser, Parser

from desktop.media.facts import GeneratorRecord
from desktop.media.hidden_text import KEYWORD as HIDDEN
from desktop.media.metadata import MALFORMED, Pairs

_WEB_UI = "Stable Diffusion (web UI)"
_STEPS = re.compile(r"\bSteps: \d+.{0,400}?\b(?:Sampler|Seed|CFG scale): ", re.DOTALL)
# What Midjourney writes into the description of what is downloaded from its own site: the words it was asked with, and the job's number.
_JOB = re.compile(r"\bJob ID: ([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})\b")
# A small addition to a model, often trained on pictures of one person; the web UI names it among the words.
_LORA = re.compile(r"<lora:([^:<>]{1,200})")
# Free text longer than this is no record of these programs; their patterns would take long over it.
_LONGEST_TEXT = 20_000
_MOST_SETTINGS, _MOST_INPUTS, _LONGEST_SETTING = 24, 12, 200
_MOST_WORDS, _LONGEST_WORDS = 12, 8_000
_OF_SAMPLER = ("seed", "steps", "cfg_scale", "scheduler", "denoise", "strength", "noise")
_OF_PICTURE = ("steps", "Size", "width", "height", "Version", "version", "app_version")
_GRAPHS = ("prompt", "workflow")
_INVOKEAI = ("invokeai_metadata", "sd-metadata", "dream")
# The inputs of ComfyUI's nodes that tell something, under the names that the other programs have for them.
_OF_NODES = {
    "ckpt_name": "model",
    "unet_name": "model",
    "lora_name": "lora",
    "seed": "seed",
    "noise_seed": "seed",
    "steps": "steps",
    "cfg": "cfg scale",
    "sampler_name": "sampler",
    "scheduler": "scheduler",
    "image": "input",
    "video": "input",
    "text": "text",
}
# What no library tells of a graph.
_ALWAYS_OF_NODES = frozenset({"lora", "input"})


@dataclass(frozen=True)
class _Said:
    """What the file says, under the keys that programs use."""

    texts: Mapping[str, str]
    exif: Pairs
    parameters: tuple[str, ...]
    """Where the web UI and those that follow it write: in PNG, in GIF, in JPEG and WebP, hidden in the pixels."""
    descriptions: tuple[str, ...]


def read(texts: Pairs, exif: Pairs = (), xmp: Pairs = ()) -> GeneratorRecord | None:
    """Return the record in a file with these texts, or None where there is none. What cannot be read of it is left out."""
    named, fields = {key.lower(): value for key, value in texts}, dict(reversed(exif))
    parameters = (named.get("parameters", ""), named.get("comment", ""), fields.get("UserComment", ""), named.get(HIDDEN, ""))
    descriptions = tuple(value for key, value in xmp if key.rpartition("}")[2] == "description")
    said = _Said(named, exif, parameters, (named.get("description", ""), fields.get("ImageDescription", ""), *descriptions))
    return next((record for reader in _READERS if (record := reader(said)) is not None), None)


def _fooocus(said: _Said) -> GeneratorRecord | None:
    for value in said.parameters:
        if value.startswith("{") and '"Fooocus v' in value:
            return _record("Fooocus", _parsed(FooocusParser, {"parameters": value}))
    if "fooocus_scheme" not in said.texts:
        return None
    return _record("Fooocus", _parsed(AUTOMATIC1111Parser, {"parameters": said.texts.get("parameters", "")[:_LONGEST_TEXT]}))


def _web_ui(said: _Said) -> GeneratorRecord | None:
    for value in said.parameters:
        if _STEPS.search(value[:_LONGEST_TEXT]) and not value.startswith("{"):
            return _record(_WEB_UI, _parsed(AUTOMATIC1111Parser, {"parameters": value[:_LONGEST_TEXT]}))
    return None


def _midjourney(said: _Said) -> GeneratorRecord | None:
    for value in said.descriptions:
        if (job := _JOB.search(value[:_LONGEST_TEXT])) is not None:
            return _bounded("Midjourney", [("job", job.group(1))], [value[: job.start()]])
    return None


def _swarm_ui(said: _Said) -> GeneratorRecord | None:
    for value in said.parameters:
        if "sui_image_params" in value:
            stated = _mapping(_mapping(_json(value)).get("sui_image_params"))
            names = {"model": "model", "seed": "seed", "steps": "steps", "cfgscale": "cfg scale", "sampler": "sampler"}
            settings = [(name, _text(stated.get(key))) for key, name in names.items()]
            return _bounded("SwarmUI", settings, [_text(stated.get("prompt"))], [_text(stated.get("negativeprompt"))])
    return None


def _novelai(said: _Said) -> GeneratorRecord | None:
    hidden = said.texts.get(HIDDEN, "")
    if hidden:
        return _record("NovelAI", _parsed(NovelAIParser, _mapping(_json(hidden))))
    if "novelai" not in said.texts.get("software", "").lower() or '"steps"' not in said.texts.get("comment", ""):
        return None
    stated = {name: said.texts.get(name.lower(), "") for name in ("Comment", "Description", "Source")}
    return _record("NovelAI", _parsed(NovelAIParser, stated))


def _comfy_ui(said: _Said) -> GeneratorRecord | None:
    graphs = {name: value for name, value in _graphs(said) if name in _GRAPHS and _is_graph(value)}
    if not graphs:
        return None
    record = _record("ComfyUI", _parsed(ComfyUIParser, graphs))
    found = list(_of_nodes(_mapping(_json(graphs.get("prompt", "")))))
    if record.settings or record.words:
        found = [(name, value) for name, value in found if name in _ALWAYS_OF_NODES]
    words, inputs = ([value for name, value in found if name == one] for one in ("text", "input"))
    settings = [(name, value) for name, value in found if name not in {"text", "input"}]
    return _bounded("ComfyUI", [*record.settings, *settings], [*record.words, *words], record.unwanted, inputs)


def _invoke_ai(said: _Said) -> GeneratorRecord | None:
    stated = {key: said.texts[key][:_LONGEST_TEXT] for key in _INVOKEAI if key in said.texts}
    if not stated:
        return None
    if "dream" in stated:
        stated["Dream"] = stated.pop("dream")
    return _record("InvokeAI", _parsed(InvokeAIParser, stated))


_READERS: tuple[Callable[[_Said], GeneratorRecord | None], ...] = (
    _fooocus,
    _web_ui,
    _midjourney,
    _swarm_ui,
    _novelai,
    _comfy_ui,
    _invoke_ai,
)


def _graphs(said: _Said) -> Iterator[tuple[str, str]]:
    """Yield what may be a graph, under the name that it stands under."""
    # In videos, both lie in one comment.
    for name, value in _mapping(_json(said.texts.get("comment", ""))).items():
        yield name, value if isinstance(value, str) else json.dumps(value)
    # The node for animated WebP writes into fields that are meant for the camera's maker and model.
    for _field, value in said.exif:
        word, colon, graph = value.partition(":")
        if colon:
            yield word, graph
    for name in _GRAPHS:
        yield name, said.texts.get(name, "")


def _is_graph(value: str) -> bool:
    return value.startswith("{") and ('"class_type"' in value or '"nodes"' in value)


def _of_nodes(graph: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Yield what the nodes' inputs say, as ("seed", "1"), and the words as ("text", ...)."""
    for node in graph.values():
        for key, value in _mapping(_mapping(node).get("inputs")).items():
            if key in _OF_NODES:
                yield _OF_NODES[key], _text(value)


def _parsed(parser: type[Parser], stated: Mapping[str, Any]) -> PromptInfo | None:
    with suppress(ParserError, *MALFORMED):
        return parser().parse(dict(stated))
    return None


def _record(program: str, info: PromptInfo | None) -> GeneratorRecord:
    samplers = [] if info is None else info.samplers
    settings = [setting for sampler in samplers for setting in _of_sampler(sampler)]
    if info is not None:
        settings += [(key.lower().replace("_", " "), _text(info.metadata.get(key))) for key in _OF_PICTURE]
    words = [_text(prompt.value) for sampler in samplers for prompt in sampler.prompts]
    unwanted = [_text(prompt.value) for sampler in samplers for prompt in sampler.negative_prompts]
    return _bounded(program, settings, words, unwanted)


def _of_sampler(sampler: Sampler) -> Iterator[tuple[str, str]]:
    if sampler.model is not None:
        yield "model", _text(sampler.model.name)
        yield "model hash", _text(sampler.model.hash)
    yield "sampler", _text(sampler.name)
    yield from ((key.replace("_", " "), _text(sampler.parameters.get(key))) for key in _OF_SAMPLER)


def _bounded(
    program: str, settings: Iterable[tuple[str, str]], words: Iterable[str], unwanted: Iterable[str] = (), inputs: Iterable[str] = ()
) -> GeneratorRecord:
    """Return the record: each thing once, nothing that is empty, and no more than we are willing to pass on."""
    asked = _once(words, _LONGEST_WORDS)[:_MOST_WORDS]
    added = [("lora", name) for value in asked for name in _LORA.findall(value)]
    kept = dict.fromkeys((name, value[:_LONGEST_SETTING]) for name, value in (*settings, *added) if value)
    return GeneratorRecord(
        program,
        tuple(kept)[:_MOST_SETTINGS],
        asked,
        _once(unwanted, _LONGEST_WORDS)[:_MOST_WORDS],
        _once(inputs, _LONGEST_SETTING)[:_MOST_INPUTS],
    )


def _once(values: Iterable[str], longest: int) -> tuple[str, ...]:
    return tuple(dict.fromkeys(one for value in values if (one := value[:longest].strip())))


def _text(value: object) -> str:
    return str(value).strip() if isinstance(value, str | int | float) else ""


def _json(value: str) -> object:
    with suppress(*MALFORMED):
        return json.loads(value) if value.startswith("{") else None
    return None


def _mapping(value: object) -> Mapping[str, Any]:
    return value if isinstance(value, dict) else {}
