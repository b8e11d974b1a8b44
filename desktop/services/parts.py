"""What the program is made of: every part with its version, its licence and the text of it, for the window and for the list of parts.

The built program carries the list that was made with it (shipping/parts_list.py); from the source it is read off what is installed.
"""

import json
import re
import tomllib
from collections.abc import Collection, Iterable, Iterator
from dataclasses import asdict, dataclass
from functools import lru_cache
from importlib import metadata
from pathlib import Path
from typing import Literal

import desktop
from desktop.core import places

FOLDER = "parts"
LIST_NAME = "parts.json"
Kind = Literal["program", "python", "library", "system", "model", "data"]
_LICENCE_FILE = re.compile(r"(licen[cs]e|copying|notice|copyright)", re.IGNORECASE)
_MOST_TEXT = 2_000_000
# Licences that a wheel names and does not bring the text of.
_TEXT_OF = {"LGPL-3.0": "LGPL-3.txt", "LGPL-2.1": "LGPL-2.1.txt", "Apache": "Apache-2.0.txt", "MPL": "MPL-2.0.txt"}


@dataclass(frozen=True)
class Part:
    """One part of the program. `inside` names the part that brings it, where it does not come alone."""

    name: str
    version: str
    kind: Kind
    licence: str
    home: str = ""
    inside: str = ""
    text: str = ""
    sha256: str = ""


@lru_cache(maxsize=1)
def parts() -> tuple[Part, ...]:
    """Return every part: the program itself, then all others by name."""
    made = places.shipped() / FOLDER / LIST_NAME
    return decoded(made.read_text(encoding="utf-8")) if made.is_file() else tuple(listed())


def encoded(those: Iterable[Part]) -> str:
    """Return parts as they are kept in the built program: each licence text once, and with every part the number of its text."""
    stated = [asdict(part) for part in those]
    texts = list(dict.fromkeys(part["text"] for part in stated))
    numbers = {text: number for number, text in enumerate(texts)}
    rows = [{**part, "text": numbers[part["text"]]} for part in stated]
    return json.dumps({"parts": rows, "texts": texts}, ensure_ascii=False, indent=1) + "\n"


def decoded(kept: str) -> tuple[Part, ...]:
    """Return the parts that `encoded` wrote."""
    stated = json.loads(kept)
    return tuple(Part(**{**row, "text": stated["texts"][row["text"]]}) for row in stated["parts"])


def listed(compiled: Collection[str] = ()) -> list[Part]:
    """Return the parts of the program as it is installed here, read off the packages themselves.

    A release compiles some packages from their sources; those named in `compiled` hold other libraries than their wheels do.
    """
    own = Part("Linden", desktop.__version__, "program", "GPL-3.0-or-later", text=_read(places.shipped() / "LICENSE"))
    packages = {_normal(part.name): part for part in map(_package, sorted(_needed("linden")))}
    others = [*packages.values(), *_inside(packages, compiled), *_models(), *_data()]
    return [own, *sorted(others, key=lambda part: (part.name.lower(), part.kind))]


def _needed(program: str) -> set[str]:
    """Return the names of all packages that the program stands on, one through another."""
    wanted, seen = list(_asked_by_the_program(program)), set[str]()
    while wanted:
        name = _normal(wanted.pop())
        if name in seen:
            continue
        try:
            asked = metadata.requires(name) or []
        except metadata.PackageNotFoundError:
            continue
        seen.add(name)
        wanted += [_name_of(line) for line in asked if "extra ==" not in line]
    return seen


def _asked_by_the_program(program: str) -> Iterator[str]:
    project = places.shipped() / "pyproject.toml"
    if project.is_file():
        lines = tomllib.loads(project.read_text(encoding="utf-8"))["project"]["dependencies"]
    else:
        lines = metadata.requires(program) or []
    yield from (_name_of(line) for line in lines)


def _package(name: str) -> Part:
    found = metadata.distribution(name)
    said = dict(found.metadata.json)
    named = str(said.get("license") or "").strip().split("\n", maxsplit=1)[0]
    licence = str(said.get("license_expression") or named or _classified(said.get("classifier")))
    texts = [
        _read(Path(str(file.locate())))
        for file in found.files or ()
        if _LICENCE_FILE.search(file.name) and file.suffix in {"", ".txt", ".md", ".rst", ".APACHE", ".BSD", ".MIT"}
    ]
    text = "\n\n".join(dict.fromkeys(texts)) or _common_text(licence)
    pages = said.get("project_url") or ()
    home = str(said.get("home_page") or next((url.split(", ", 1)[-1] for url in pages), ""))
    # Where the field only says that there is a licence, its own first line says which.
    stated = licence if licence not in {"", "OSI Approved"} else text.split("\n", 1)[0]
    return Part(str(said["name"]), found.version, "python", stated[:200], home, text=text)


def _classified(classifiers: Iterable[str] | None) -> str:
    return next((line.rsplit(" :: ", 1)[-1] for line in classifiers or () if line.startswith("License ::")), "")


def _inside(packages: dict[str, Part], compiled: Collection[str]) -> list[Part]:
    stated = tomllib.loads((places.resources() / FOLDER / "inside.toml").read_text(encoding="utf-8"))["library"]
    made = []
    for library in stated:
        outer = packages.get(_normal(library["inside"]))
        here = "compiled" if library["inside"] in compiled else "wheel"
        if outer is not None and library.get("only", here) == here:
            text = _licence_text(library["text"]) or outer.text
            made.append(Part(library["name"], "", "library", library["licence"], library["home"], outer.name, text))
    return made


def _models() -> list[Part]:
    stated = json.loads((places.models() / "manifest.json").read_text(encoding="utf-8"))["models"]
    return [
        Part(
            model["name"], model["version"], "model", model["licence"], sha256=model["sha256"],
            text=_model_licences((places.models() / model["file"]).parent),
        )
        for model in stated
    ]  # fmt: skip


def _model_licences(folder: Path) -> str:
    """Return a model's licence, and after it those of the networks that it was made from."""
    return "\n\n\n".join(_read(file).strip() for file in (folder / "LICENSE", *sorted(folder.glob("LICENSE-*"))))


def _data() -> list[Part]:
    resources = places.resources()
    fonts = [
        Part(file.name.removesuffix("-OFL.txt"), "", "data", "OFL-1.1", text=_read(file))
        for file in sorted((resources / "fonts").glob("*-OFL.txt"))
    ]
    return [
        *fonts,
        Part("Lucide icons", "", "data", "ISC", "https://lucide.dev", text=_read(resources / "icons" / "LICENSE.txt")),
        Part("Sample photographs", "", "data", "CC0-1.0 and others", text=_read(resources / "samples" / "LICENSES.md")),
    ]


def _licence_text(name: str) -> str:
    """Return a text by its file's name; the program's own licence is that of others too."""
    if name == "LICENSE":
        return _read(places.shipped() / name)
    return _read(places.resources() / FOLDER / "licences" / name) if name else ""


def _common_text(licence: str) -> str:
    return _licence_text(next((file for start, file in _TEXT_OF.items() if start in licence), ""))


def _read(path: Path) -> str:
    if not path.is_file():
        return ""
    return path.read_bytes()[:_MOST_TEXT].decode("utf-8", "replace").strip()


def _name_of(requirement: str) -> str:
    found = re.match(r"[A-Za-z0-9._-]+", requirement)
    return found[0] if found else requirement


def _normal(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()
