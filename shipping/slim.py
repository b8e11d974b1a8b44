"""Making the built program small on Linux: what our parts bring along and never use is cut off or replaced by a stand-in.

Everything here is about bytes that nothing of ours reaches; the tests of the built program walk the whole path over what is left.
"""

import re
import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path

from shipping import elf, hollow, icu_data, stubs

Entry = tuple[str, str, str]
"""A file of the program as PyInstaller lists it: where it goes, where it is, and what kind it is."""

# Linked to and never called, by the folder that brings them: OpenCV's own FFmpeg (with an old OpenSSL) and image formats, encoders and
# filters of films, TLS, sound cards and screens, what starts servers of D-Bus. Pictures and films are decoded by Pillow, libheif and
# PyAV in the child process; FFmpeg decodes VP8 and VP9 itself.
STAND_INS = re.compile(
    r"opencv_python_headless\.libs/lib(av\w+|swscale|avif|png16)-"
    r"|pillow_heif\.libs/libx265-"
    r"|av\.libs/lib(x264|x265|SvtAv1Enc|mp3lame|opencore-amr..|vpl|vpx|opus|gnutls|asound|xcb|xcb-\w+|drm|webp|webpmux|avfilter)-"
    r"|pillow\.libs/lib(xcb)-"
    r"|^libsystemd\."
)
OPENBLAS = re.compile(r"opencv_python_headless\.libs/libopenblas")
NUMPY_OPENBLAS = re.compile(r"numpy\.libs/libscipy_openblas64_")
ICU_DATA = re.compile(r"libicudata\.so")
# A typesetter's own fonts, twice: the papers use ours, and ask for no others (desktop/reports/pdf.py).
FONTS_INSIDE = re.compile(r"typst/_typst\.")
# Names of functions for debuggers, where they weigh. Libraries that a wheel's maker patched are left as they are but for these.
STRIPPED = re.compile(
    r"libpython3|typst/|cryptography/|rfc3161_client/|^av/.*\.so$|lib-dynload/|rust|PIL/_imaging"
    r"|libicu(i18n|uc)\.|numpy/_core/|_pillow_heif|pillow_heif.libs/libheif|pypdfium2_raw/|pillow_jxl/|pdqhash/|apsw/|_cffi_backend"
)
_STAND_INS = "stand-ins"
BLAS_SOURCE = Path(__file__).with_name("blas.c")


def can_slim() -> bool:
    """Whether the tools for it are here; without them the program is made too, and is larger."""
    return all(shutil.which(tool) for tool in ("cc", "nm", "objdump", "strip"))


def slimmed(binaries: list[Entry], workplace: Path, compiled: Mapping[str, Path]) -> list[Entry]:
    """Return the program's libraries made small; files that are made lie in `workplace`, and `compiled` stand for those of wheels."""
    files = {destination: compiled.get(destination, Path(source)) for destination, source, kind in binaries if kind != "SYMLINK"}
    kinds = {destination: kind for destination, _, kind in binaries}
    shutil.rmtree(workplace, ignore_errors=True)
    made = _stand_ins(files, workplace)
    for destination, source in files.items():
        if ICU_DATA.search(destination):
            made[destination] = icu_data.reduced(source, workplace / "icu")
        elif STRIPPED.search(destination):
            made[destination] = _stripped(source, workplace / "stripped" / destination)
        if FONTS_INSIDE.search(destination):
            made[destination] = hollow.without_fonts(made[destination], workplace / "hollow" / destination)
    files |= made
    return [(destination, str(source), kinds[destination]) for destination, source in sorted(_without_orphans(files).items())]


def is_stand_in(made: Path) -> bool:
    """Whether a file that `slimmed` returned has only the names of a library."""
    return _STAND_INS in made.parts


def _stand_ins(files: dict[str, Path], workplace: Path) -> dict[str, Path]:
    made = {}
    runtime = [path for path in files.values() if path.name.startswith("libstdc++")]
    for destination, source in files.items():
        users = [path for place, path in files.items() if source.name in elf.needed(path) and not STAND_INS.search(place)]
        folder = workplace / _STAND_INS / Path(destination).parent.name
        if OPENBLAS.search(destination) and users:
            numpys = [path for place, path in files.items() if NUMPY_OPENBLAS.search(place)]
            made[destination] = stubs.make(source, users, folder, source=BLAS_SOURCE.read_text(encoding="ascii"), links=numpys)
        elif STAND_INS.search(destination) and users:
            made[destination] = stubs.make(source, users, folder, runtime=runtime)
    return made


def _without_orphans(files: dict[str, Path]) -> dict[str, Path]:
    """Return the files without libraries that no other asks for: what only left-out parts and stand-ins needed."""
    kept = dict(files)
    while True:
        asked = {name for path in kept.values() for name in elf.needed(path)}
        orphans = [place for place in kept if _is_asked_by_name(place) and Path(place).name not in asked]
        if not orphans:
            return kept
        for place in orphans:
            del kept[place]


def _is_asked_by_name(destination: str) -> bool:
    """Whether a file is there only because another is linked to it: not a module, not a plugin, not one that is opened by its path."""
    path = Path(destination)
    if len(path.parts) == 1:
        return path.name.startswith("lib") and not path.name.startswith("libpython")
    return path.parent.name.endswith(".libs") or path.parent.parts[-2:] == ("Qt", "lib")


def _stripped(source: Path, target: Path) -> Path:
    target.parent.mkdir(parents=True, exist_ok=True)
    subprocess.run(["strip", "--strip-all", "-o", str(target), str(source)], check=True)
    return target
