"""What is handed on of the built program on Linux: a portable archive and a Debian package, the same bytes each time.

    python -m shipping.archives dist/linden dist

Sources: POSIX.1-2001 (pax) for the archive; Debian Policy 4.6 and deb(5) for the package. The folder `linden-settings` in the
portable archive is what makes the program keep its settings beside itself (desktop/core/places.py).
"""

import argparse
import gzip
import os
import platform
import re
import shutil
import subprocess
import tarfile
import tempfile
from collections.abc import Iterator
from pathlib import Path

import desktop
from desktop.core.places import PORTABLE_FOLDER
from shipping import elf
from tools.linux_packages import PACKAGE_OF

ROOT = Path(__file__).resolve().parent.parent
HERE = Path(__file__).resolve().parent / "linux"
_MAINTAINER = "Linden maintainers <maintainers@example.invalid>"
_ARCHITECTURE = {"x86_64": "amd64", "aarch64": "arm64"}


def portable(program: Path, out: Path, seconds: int) -> Path:
    """Write the program with its folder for settings as one archive, and return it."""
    path = out / f"linden-{desktop.__version__}-linux-{platform.machine()}.tar.gz"
    with path.open("wb") as file, gzip.GzipFile("", "wb", 6, file, mtime=0) as packed, tarfile.open(fileobj=packed, mode="w") as archive:
        for place in _in_order(program):
            name = f"linden/{place.relative_to(program).as_posix()}"
            archive.addfile(_entry(name, place, seconds), place.open("rb") if place.is_file() else None)
        settings = tarfile.TarInfo(f"linden/{PORTABLE_FOLDER}")
        settings.type, settings.mode, settings.mtime = tarfile.DIRTYPE, 0o755, seconds
        archive.addfile(settings)
    return path


def debian_package(program: Path, out: Path, seconds: int) -> Path:
    """Write a Debian package of the program, and return it. It needs dpkg-deb."""
    machine = _ARCHITECTURE.get(platform.machine(), platform.machine())
    path = out / f"linden_{desktop.__version__}_{machine}.deb"
    with tempfile.TemporaryDirectory() as folder:
        tree = Path(folder) / "tree"
        _lay_out(program, tree)
        size = sum(place.stat().st_size for place in tree.rglob("*") if place.is_file() and not place.is_symlink())
        control = tree / "DEBIAN" / "control"
        control.parent.mkdir()
        control.write_text(_control(machine, size // 1024, depends(program)), encoding="utf-8")
        for place in (tree, *tree.rglob("*")):
            if not place.is_symlink():
                place.chmod(0o755 if place.is_dir() or os.access(place, os.X_OK) else 0o644)
        command = ["dpkg-deb", "--build", "--root-owner-group", "-Zgzip", "-z6", str(tree), str(path)]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL, env={**os.environ, "SOURCE_DATE_EPOCH": str(seconds)})
    return path


def depends(program: Path) -> list[str]:
    """Return the Debian packages of the libraries that the program asks the system for."""
    inside = {place.name for place in program.rglob("*") if place.is_file()}
    asked: set[str] = set()
    for place in program.rglob("*"):
        if place.is_file() and elf.is_elf(place):
            asked.update(elf.needed(place))
    packages = {PACKAGE_OF[name] for name in asked - inside if name in PACKAGE_OF}
    return sorted({f"libc6 (>= {_oldest_libc(program)})", *packages})


def _oldest_libc(program: Path) -> str:
    """Return the oldest C library that has all that the program asks for."""
    versions = {(2, 17)}
    for place in program.rglob("*"):
        if place.is_file() and elf.is_elf(place):
            told = subprocess.run(["objdump", "-T", str(place)], capture_output=True, text=True, check=False).stdout
            versions |= {(2, int(minor)) for minor in re.findall(r"\*UND\*.*GLIBC_2\.(\d+)", told)}
    return ".".join(map(str, max(versions)))


def _lay_out(program: Path, tree: Path) -> None:
    shutil.copytree(program, tree / "usr" / "lib" / "linden")
    commands = tree / "usr" / "bin"
    commands.mkdir(parents=True)
    for name in ("linden", "linden-window"):
        (commands / name).symlink_to(f"../lib/linden/{name}")
    for source, target in (
        (HERE / "linden.desktop", "usr/share/applications/linden.desktop"),
        (ROOT / "resources" / "icons" / "linden.svg", "usr/share/icons/hicolor/scalable/apps/linden.svg"),
        (HERE / "copyright", "usr/share/doc/linden/copyright"),
    ):
        place = tree / target
        place.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(source, place)
    changes = (ROOT / "CHANGELOG.md").read_bytes()
    (tree / "usr" / "share" / "doc" / "linden" / "changelog.gz").write_bytes(gzip.compress(changes, 9, mtime=0))


def _control(machine: str, kib: int, needs: list[str]) -> str:
    text = (HERE / "control").read_text(encoding="utf-8")
    return text.format(version=desktop.__version__, machine=machine, kib=kib, depends=", ".join(needs), maintainer=_MAINTAINER)


def _in_order(folder: Path) -> Iterator[Path]:
    yield from sorted(folder.rglob("*"), key=lambda place: place.relative_to(folder).as_posix())


def _entry(name: str, place: Path, seconds: int) -> tarfile.TarInfo:
    entry = tarfile.TarInfo(name)
    entry.mtime = seconds
    if place.is_dir():
        entry.type, entry.mode = tarfile.DIRTYPE, 0o755
    else:
        entry.size, entry.mode = place.stat().st_size, 0o755 if os.access(place, os.X_OK) else 0o644
    return entry


def main(program: Path, out: Path) -> None:
    """Write whatever this system can make, and name it."""
    seconds = int(os.environ.get("SOURCE_DATE_EPOCH", "0"))
    made = [portable(program, out, seconds)]
    if shutil.which("dpkg-deb"):
        made.append(debian_package(program, out, seconds))
    for path in made:
        print(f"{path}: {path.stat().st_size / 2**20:.0f} MiB")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("program", type=Path, metavar="dist/linden")
    parser.add_argument("out", type=Path, metavar="dist")
    main(**vars(parser.parse_args()))
