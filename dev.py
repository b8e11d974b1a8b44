"""Set up Linden on this computer and start it, test it or build it. Needs nothing but Python.

    python3 dev.py run              open the window
    python3 dev.py run COMMAND ...  run a command, for example: python3 dev.py run tour
    python3 dev.py test             run every check and test; with FILES or pytest options, pytest on those only
    python3 dev.py build            make the program for people without Python, in dist, with what is handed on
    python3 dev.py key FILE         make a maintainer's key; python3 dev.py sign FILE signs dist/SHA256SUMS with it
    python3 dev.py texts            find new texts for the translators, then say what is missing
    python3 dev.py lock             choose the exact versions of all parts anew (needs uv)

The first start makes .venv with exact versions of all parts, each checked against its hash; later starts take no
set-up time. On Debian and Ubuntu the system libraries that the window needs are installed too, or named.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

from tools import linux_packages

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
IS_WINDOWS = os.name == "nt"
IS_LINUX = sys.platform.startswith("linux")
BIN = VENV / ("Scripts" if IS_WINDOWS else "bin")
PYTHON = BIN / ("python.exe" if IS_WINDOWS else "python")
SUPPORTED = ((3, 11), (3, 12), (3, 13))
# Published without a wheel for Linux.
COMPILED_ON_LINUX = "pdqhash"


class SetUpError(Exception):
    """The set-up cannot go on; the message says why and what to do."""


def main(arguments: list[str]) -> int:
    """Do what is asked and return the exit status."""
    acts = {"run": run, "test": test, "build": build, "key": key, "sign": sign, "texts": texts, "lock": lock}
    if not arguments or arguments[0] not in acts:
        print(__doc__)
        return 0 if arguments[:1] in (["-h"], ["--help"]) else 2
    if sys.version_info[:2] not in SUPPORTED:
        return start_with_a_supported_python(arguments)
    try:
        return acts[arguments[0]](arguments[1:])
    except SetUpError as error:
        print(error, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130


def run(arguments: list[str]) -> int:
    """Start the program, with or without a command."""
    if not arguments and not has_display():
        say("There is no screen here that the window could open on (neither DISPLAY nor WAYLAND_DISPLAY is set).")
        say("To see the whole path on sample photographs without one:  python3 dev.py run tour")
        return 2
    set_up("run")
    if not arguments:
        settle_libraries()
    # -P: a folder named desktop where the person stands must not take the program's place.
    command = [str(PYTHON), "-P", "-m", "desktop", *arguments]
    if IS_WINDOWS:
        return subprocess.call(command)
    sys.stdout.flush()
    return os.execv(command[0], command)


def test(arguments: list[str]) -> int:
    """Run all checks and tests, or pytest on what is named."""
    set_up("dev")
    settle_libraries()
    missing = linux_packages.settle_test_programs() if IS_LINUX else ""
    if missing:
        say(missing)
    if arguments:
        return subprocess.call([str(PYTHON), "-m", "pytest", *arguments], cwd=str(ROOT))
    rows = []
    summary = ""
    for name, command in (
        ("ruff check", ["-m", "ruff", "check", "."]),
        ("ruff format", ["-m", "ruff", "format", "--check", "."]),
        ("mypy --strict", ["-m", "mypy"]),
        ("import contracts", ["-c", "from importlinter.cli import lint_imports_command as run; run()"]),
        ("texts", ["tools/texts.py", "check"]),
        ("pytest", ["-m", "pytest", "-q", "-n", "auto"]),
    ):
        say(f"\n== {name}")
        began = time.monotonic()
        status, last_line = show_and_keep_last_line([str(PYTHON), *command])
        rows.append((name, status, time.monotonic() - began))
        summary = last_line
    say("")
    for name, status, seconds in rows:
        say(f"{name:<18} {'passed' if status == 0 else 'FAILED':<8} {seconds:7.1f} s")
    say(summary)
    return 1 if any(status for _name, status, _seconds in rows) else 0


def build(arguments: list[str]) -> int:
    """Build the program that people without Python start, and on Linux what it is handed on as."""
    set_up("dev")
    settle_libraries()
    # The same input gives the same bytes.
    environment = {**os.environ, "PYTHONHASHSEED": "1", "SOURCE_DATE_EPOCH": "1767225600"}
    if IS_LINUX and not arguments and subprocess.call([str(PYTHON), "-m", "shipping.compiled"], cwd=str(ROOT)) != 0:
        say("The program is built all the same, with these parts as their wheels have them: it is larger than a release.")
    say("Building the program; this takes some minutes ...")
    command = [str(PYTHON), "-m", "PyInstaller", "build.spec", "--noconfirm", "--log-level", "WARN", *arguments]
    status = subprocess.call(command, cwd=str(ROOT), env=environment)
    if status != 0 or arguments:
        return status
    dist = ROOT / "dist"
    size = sum(file.stat().st_size for file in (dist / "linden").rglob("*") if file.is_file())
    say(f"dist/linden: {size / 1e6:.0f} MB ({size / 2**20:.0f} MiB). Start linden-window in it, or linden for the command.")
    for file in (dist / "linden").rglob("sbom.cdx.*"):
        shutil.copyfile(file, dist / file.name)
    if IS_LINUX:
        status = subprocess.call([str(PYTHON), "-m", "shipping.archives", "dist/linden", "dist"], cwd=str(ROOT), env=environment)
    return status or subprocess.call([str(PYTHON), "-m", "shipping.signing", "hashes", "dist"], cwd=str(ROOT))


def key(arguments: list[str]) -> int:
    """Make a key that releases are signed with."""
    return subprocess.call([sys.executable, "-m", "shipping.signing", "key", *arguments], cwd=str(ROOT))


def sign(arguments: list[str]) -> int:
    """Sign the hashes of what is handed on."""
    return subprocess.call([sys.executable, "-m", "shipping.signing", "sign", *arguments], cwd=str(ROOT))


def texts(arguments: list[str]) -> int:
    """Run tools/texts.py: `update` and `check`, or what is named."""
    set_up("run")
    tool = [str(PYTHON), str(ROOT / "tools" / "texts.py")]
    if arguments:
        return subprocess.call([*tool, *arguments])
    return subprocess.call([*tool, "update"]) or subprocess.call([*tool, "check"])


def lock(arguments: list[str]) -> int:
    """Run tools/lock.py."""
    return subprocess.call([sys.executable, str(ROOT / "tools" / "lock.py"), *arguments])


def set_up(kind: str) -> None:
    """Make .venv hold exactly what `requirements/<kind>.txt` names, if it does not yet, and compile changed texts."""
    if not (is_set_up(kind) or (kind == "run" and is_set_up("dev"))):
        install(kind)
    if texts_are_stale():
        check_call([str(PYTHON), str(ROOT / "tools" / "texts.py"), "compile", "--stale"], "The translations could not be compiled.")


def install(kind: str) -> None:
    """Make .venv and install the parts into it."""
    began = time.monotonic()
    say("Setting up Linden. This happens once and takes a few minutes; about 1 GB of disk is needed.")
    if not venv_works():
        shutil.rmtree(str(VENV), ignore_errors=True)
        make_venv()
    requirements = ROOT / "requirements" / f"{kind}.txt"
    install_source_tools()
    say(f"Installing {requirements.read_text().count('==')} parts, each checked against its hash ...")
    pip_install(requirements)
    make_entry_points()
    stamp_of(kind).write_text(fingerprint(kind))
    say(f"Set up in {time.monotonic() - began:.0f} s.")


def install_source_tools() -> None:
    """Install what builds the few parts that are published as source only; on Linux one of them is compiled."""
    if IS_LINUX and subprocess.call([str(PYTHON), "-c", f"import {COMPILED_ON_LINUX}"], stderr=subprocess.DEVNULL) != 0:
        missing = linux_packages.settle_compiler()
        if missing:
            raise SetUpError(missing)
    pip_install(ROOT / "requirements" / "source.txt")


def pip_install(requirements: Path) -> None:
    """Install exactly what a lock names; what must be built is built with pinned tools, not with whatever is newest."""
    options = [
        "-qq",
        "--disable-pip-version-check",
        "--root-user-action=ignore",
        "--no-deps",
        "--no-build-isolation",
        "--require-hashes",
    ]
    check_call(
        [*pip(), "install", *options, "-r", str(requirements)],
        "The parts could not be installed. Is there a network connection, and a gigabyte of free disk? Then run this again.",
    )


def fingerprint(kind: str) -> str:
    """Return what .venv was made from: the lock, the Python and this folder."""
    lock_file = (ROOT / "requirements" / f"{kind}.txt").read_bytes()
    return hashlib.sha256(lock_file + f"{sys.version_info[:2]} {ROOT}".encode()).hexdigest()


def stamp_of(kind: str) -> Path:
    """Return the file that says .venv is complete."""
    return VENV / f"linden-{kind}.stamp"


def is_set_up(kind: str) -> bool:
    """Whether .venv was made from the lock as it is now."""
    try:
        return stamp_of(kind).read_text() == fingerprint(kind) and PYTHON.exists()
    except OSError:
        return False


def venv_works() -> bool:
    """Whether .venv has a Python of this version that starts."""
    try:
        told = subprocess.run([str(PYTHON), "-c", "import sys; print(sys.version_info[:2])"], capture_output=True, text=True, check=True)
    except (OSError, subprocess.CalledProcessError):
        return False
    return told.stdout.strip() == str(sys.version_info[:2])


def make_venv() -> None:
    """Make .venv; where Debian left out what puts pip into it, the pip outside does the work."""
    options = [] if has_module("ensurepip") else ["--without-pip"]
    if options and not has_module("pip"):
        packages = ["python3-venv", "python3-pip"]
        if not linux_packages.apt_install(packages):
            raise SetUpError("Python's own installer is missing. Install it, then run this again:\n  " + linux_packages.apt_line(packages))
        options = [] if has_module("ensurepip") else ["--without-pip"]
    check_call([sys.executable, "-m", "venv", *options, str(VENV)], "The folder .venv could not be made here.")


def has_module(name: str) -> bool:
    """Whether this Python has a module (asked anew, for it may just have been installed)."""
    return subprocess.call([sys.executable, "-c", f"import {name}"], stderr=subprocess.DEVNULL) == 0


def pip() -> list[str]:
    """Return the command that installs into .venv."""
    inside = subprocess.call([str(PYTHON), "-c", "import pip"], stderr=subprocess.DEVNULL) == 0
    return [str(PYTHON), "-m", "pip"] if inside else [sys.executable, "-m", "pip", "--python", str(PYTHON)]


def make_entry_points() -> None:
    """Put `linden` and `linden-window` into .venv, running from this folder."""
    (site_packages() / "linden.pth").write_text(f"{ROOT}\n", encoding="utf-8")
    for name, function in (("linden", "main"), ("linden-window", "window")):
        call = f"from desktop.__main__ import {function}; {function}()"
        if IS_WINDOWS:
            python = PYTHON.with_name("pythonw.exe") if name == "linden-window" else PYTHON
            (BIN / f"{name}.cmd").write_text(f'@"{python}" -P -c "{call}" %*\r\n', encoding="utf-8")
        else:
            script = BIN / name
            script.write_text(f'#!/bin/sh\nexec "{PYTHON}" -P -c "{call}" "$@"\n', encoding="utf-8")
            script.chmod(0o755)


def settle_libraries() -> None:
    """On Linux, install or name the system libraries that the window needs; looked at once for each .venv."""
    stamp = VENV / "linden-libraries.stamp"
    if not IS_LINUX or stamp.exists():
        return
    missing = linux_packages.settle_libraries(site_packages())
    if missing:
        raise SetUpError(missing)
    stamp.touch()


def site_packages() -> Path:
    """Return the folder of .venv that holds the installed parts."""
    return next(path for path in (VENV / "Lib" / "site-packages", *VENV.glob("lib/python3*/site-packages")) if path.is_dir())


def texts_are_stale() -> bool:
    """Whether a translation changed after it was compiled."""
    for folder in (ROOT / "resources" / "texts").iterdir():
        sources = list(folder.glob("*.po")) if folder.is_dir() else []
        compiled = folder / "LC_MESSAGES" / "linden.mo"
        if sources and (not compiled.exists() or max(file.stat().st_mtime for file in [folder, *sources]) > compiled.stat().st_mtime):
            return True
    return False


def has_display() -> bool:
    """Whether a window can open here. Whoever names a Qt platform has said where it is to go."""
    return not IS_LINUX or any(os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"))


def start_with_a_supported_python(arguments: list[str]) -> int:
    """Hand over to a Python that Linden runs on, or say which one is needed."""
    for major, minor in SUPPORTED:
        found = shutil.which(f"python{major}.{minor}")
        if found:
            return subprocess.call([found, str(ROOT / "dev.py"), *arguments])
        if IS_WINDOWS and shutil.which("py") and subprocess.call(["py", f"-{major}.{minor}", "-c", ""], stderr=subprocess.DEVNULL) == 0:
            return subprocess.call(["py", f"-{major}.{minor}", str(ROOT / "dev.py"), *arguments])
    here = ".".join(map(str, sys.version_info[:2]))
    print(f"Linden needs Python 3.11, 3.12 or 3.13; this is Python {here}, and no other was found.", file=sys.stderr)
    print("Install one of them (from your system, or from python.org), then run this again.", file=sys.stderr)
    return 1


def show_and_keep_last_line(command: list[str]) -> tuple[int, str]:
    """Run a command, show what it prints as it comes, and return its exit status and last line."""
    last = ""
    with subprocess.Popen(command, cwd=str(ROOT), stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, errors="replace") as process:
        for line in process.stdout or ():
            print(line, end="", flush=True)
            last = line.strip() or last
    return process.returncode, last


def check_call(command: list[str], message: str) -> None:
    """Run a command that must end well, or stop with the message."""
    if subprocess.call(command) != 0:
        raise SetUpError(message)


def say(line: str) -> None:
    """Print a line at once."""
    print(line, flush=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
