"""The source of a part as the package registry has it: the version and the hash that are locked, fetched and unpacked by pip and tar."""

import os
import re
import subprocess
import tarfile
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
LOCK = ROOT / "requirements" / "run.txt"
TOOLS_LOCK = ROOT / "requirements" / "compiled.txt"
_PIP = ("-m", "pip", "--disable-pip-version-check", "-qq")
_EXACTLY = ("--no-deps", "--no-build-isolation", "--require-hashes")
# pip asks a source's builder what it is before it hands it over, and NumPy's would compile all of NumPy to tell. This one reads it off.
_DESCRIBING = '''"""Tells what a source is without building it (PEP 517, prepare_metadata_for_build_wheel)."""
import pathlib
def prepare_metadata_for_build_wheel(folder, settings=None):
    text = pathlib.Path("PKG-INFO").read_text(encoding="utf-8")
    said = dict(line.split(": ", 1) for line in text.split("\\n\\n", 1)[0].splitlines() if line[:1].isalpha() and ": " in line)
    made = pathlib.Path(folder, f"{said['Name']}-{said['Version']}.dist-info")
    made.mkdir()
    (made / "METADATA").write_text(text, encoding="utf-8")
    return made.name
'''


def locked(name: str) -> str:
    """Return the lines that lock a part, each version with its hashes: pip takes the one for this Python."""
    lines = LOCK.read_text(encoding="utf-8")
    return "".join(found[0] for found in re.finditer(rf"^{re.escape(name)}==.*\\\n(?: +--hash=\S+(?: \\)?\n)+", lines, re.MULTILINE))


def tools(folder: Path) -> Path:
    """Install the pinned tools (CMake, Ninja and what pip asks of a source) into an environment of their own, and return its commands."""
    venv.create(folder, with_pip=True)
    commands = folder / "bin"
    subprocess.run([commands / "python", *_PIP, "install", *_EXACTLY, "-r", TOOLS_LOCK], check=True)
    (folder / "describing").mkdir()
    (folder / "describing" / "mesonpy.py").write_text(_DESCRIBING, encoding="utf-8")
    return commands


def unpacked(name: str, commands: Path, folder: Path) -> Path:
    """Fetch the locked source of a part, and return the folder where it was unpacked."""
    folder.mkdir(parents=True)
    wanted = folder / "wanted.txt"
    wanted.write_text(locked(name), encoding="utf-8")
    subprocess.run(
        [commands / "python", *_PIP, "download", *_EXACTLY, "--no-binary", ":all:", "-r", wanted, "-d", folder],
        env={**os.environ, "PATH": f"{commands}{os.pathsep}{os.environ['PATH']}", "PYTHONPATH": str(commands.parent / "describing")},
        check=True,
    )
    with tarfile.open(next(folder.glob("*.tar.gz"))) as packed:
        packed.extractall(folder, filter="data")
    return next(path for path in folder.iterdir() if path.is_dir())
