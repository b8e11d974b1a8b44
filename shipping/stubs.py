"""Stand-ins for libraries that our parts are linked to and never call: the same names, and a stop behind each.

A wheel's OpenCV is linked to a second FFmpeg and an old OpenSSL, its image libraries to video encoders, FFmpeg to TLS. The
loader wants them there; nothing of ours reaches them. A stand-in has the name and the symbols that are asked for, and no code: a
function ends the program at once if it is ever called, so that a mistake here is seen and not guessed at.
"""

import subprocess
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path

from shipping import elf
from shipping.elf import Symbol

# What is called all the same, and what it then does.
_ANSWERS = {
    # C++ (GCC 13 and newer) makes sure that its streams are there; those that ask for it have made sure themselves.
    "_ZSt21ios_base_library_initv": "void {name}(void) {{ }}\n",
    # libheif tells which encoder it has: one without a name and without functions.
    "x265_api_get": "static char none[65536];\nvoid *{name}(void) {{ return none; }}\n",
    # FFmpeg asks what the coder of VP8 and VP9 can do when it counts its coders: nothing.
    "vpx_codec_vp": "void *{name}(void) {{ return 0; }}\n",
    "vpx_codec_get_caps": "long {name}(void) {{ return 0; }}\n",
    # PyAV asks what FFmpeg's filters are when it is loaded: there are none.
    "av_filter_iterate": "void *{name}(void) {{ return 0; }}\n",
    "avfilter_version": "unsigned {name}(void) {{ return 0; }}\n",
    "avfilter_configuration": 'const char *{name}(void) {{ return ""; }}\n',
    "avfilter_license": 'const char *{name}(void) {{ return ""; }}\n',
}


def make(
    original: Path, users: Iterable[Path], folder: Path, *, runtime: Iterable[Path] = (), source: str = "", links: Sequence[Path] = ()
) -> Path:
    """Compile a stand-in for a library, with every symbol that one of its users asks for, and return it.

    What a library of `runtime` offers too (that of C++) is left to it. `source` is C that is used in place of functions that
    stop; `links` are the libraries that it calls.
    """
    offered_elsewhere = {symbol.name for library in runtime for symbol in elf.offered(library)}
    wanted = {name: version for user in users for name, version in elf.asked_for(user).items() if name not in offered_elsewhere}
    offered = {one.name: replace(one, version=wanted[one.name]) for one in elf.offered(original) if one.name in wanted}
    symbols = [offered[name] for name in sorted(offered)]
    folder.mkdir(parents=True, exist_ok=True)
    code, versions, made = folder / f"{original.name}.c", folder / f"{original.name}.map", folder / original.name
    code.write_text(source or "".join(map(_line, symbols)), encoding="ascii")
    versions.write_text(_version_script(symbols), encoding="ascii")
    command = [
        "cc", "-shared", "-fPIC", "-O2", "-w", "-fno-builtin", "-ffreestanding" if not source else "-DNDEBUG", "-nostdlib",
        f"-Wl,-soname,{original.name}", f"-Wl,--version-script={versions}", "-Wl,--build-id=none", "-Wl,-z,noexecstack", "-s",
        "-o", str(made), str(code), *[part for link in links for part in (str(link), f"-Wl,-rpath,$ORIGIN/../{link.parent.name}")],
        *(["-lc"] if source else []),
    ]  # fmt: skip
    subprocess.run(command, check=True)
    return made


def _line(symbol: Symbol) -> str:
    if symbol.is_data:
        return f"char {symbol.name}[{max(symbol.size, 8)}];\n"
    answer = next((told for name, told in _ANSWERS.items() if symbol.name.startswith(name)), "void {name}(void) {{ __builtin_trap(); }}\n")
    return answer.format(name=symbol.name)


def _version_script(symbols: Iterable[Symbol]) -> str:
    names = defaultdict(list)
    for symbol in symbols:
        names[symbol.version].append(symbol.name)
    # What has no version goes into a script without a name, and the two kinds do not mix.
    if set(names) <= {""}:
        return "{ global: *; };\n"
    return "".join(f"{version} {{ global: {' '.join(f'{name};' for name in those)} }};\n" for version, those in names.items() if version)
