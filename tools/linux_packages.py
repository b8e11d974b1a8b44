"""What Linden needs from a Linux system: the libraries of Qt's X11 platform, and programs that some tests use.

Standard library only: `dev.py` runs this before anything is installed.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sysconfig
from pathlib import Path

# Which Debian package holds a library that Qt's X11 platform asks for. Those that these bring along are not listed.
PACKAGE_OF = {
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libX11-xcb.so.1": "libx11-xcb1",
    "libX11.so.6": "libx11-6",
    "libbrotlidec.so.1": "libbrotli1",
    "libdbus-1.so.3": "libdbus-1-3",
    "libfontconfig.so.1": "libfontconfig1",
    "libfreetype.so.6": "libfreetype6",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libgthread-2.0.so.0": "libglib2.0-0",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-randr.so.0": "libxcb-randr0",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-render.so.0": "libxcb-render0",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-shm.so.0": "libxcb-shm0",
    "libxcb-sync.so.1": "libxcb-sync1",
    "libxcb-util.so.1": "libxcb-util1",
    "libxcb-xfixes.so.0": "libxcb-xfixes0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
    "libxcb.so.1": "libxcb1",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    "libxkbcommon.so.0": "libxkbcommon0",
}
# Programs that tests drive the built program with, and their packages. A test that lacks one skips and says so.
TEST_PROGRAMS = {
    "Xvfb": "xvfb",
    "xwininfo": "x11-utils",
    "xdotool": "xdotool",
    "openbox": "openbox",
    "strace": "strace",
    "unshare": "util-linux",
    "objdump": "binutils",
}


def settle_libraries(site_packages: Path) -> str:
    """Install what the window lacks where we may; return in words what is still missing, or an empty text."""
    missing = missing_libraries(site_packages)
    packages = sorted({PACKAGE_OF[library] for library in missing if library in PACKAGE_OF})
    if packages and apt_install(packages):
        missing = missing_libraries(site_packages)
    if not missing:
        return ""
    told = [f"The window needs system libraries that are not here: {', '.join(missing)}"]
    if shutil.which("apt-get") and packages:
        told.append(f"Install them, then run this again:\n  {apt_line(packages)}")
    else:
        told.append("Install the packages of your system that hold these files, then run this again.")
    return "\n".join(told)


def missing_libraries(site_packages: Path) -> list[str]:
    """Return the libraries that the X11 platform of Qt asks for and this computer lacks."""
    qt = site_packages / "PySide6"
    asking = [qt / "Qt" / "plugins" / "platforms" / "libqxcb.so", *qt.glob("QtWidgets.*.so")]
    told = subprocess.run(["ldd", *map(str, asking)], capture_output=True, text=True, check=False).stdout
    return sorted(set(re.findall(r"(\S+) => not found", told)))


def settle_compiler() -> str:
    """Install a C++ compiler and Python's headers where we may; return in words what is missing, or an empty text."""
    header = Path(sysconfig.get_path("include")) / "Python.h"
    if shutil.which("g++") and header.exists():
        return ""
    # The packages of Debian's own Python; another Python brings its headers along.
    packages = ["g++", *([] if header.exists() else ["python3-dev"])]
    if apt_install(packages):
        return ""
    return f"One part is compiled here, and the compiler is missing. Install it, then run this again:\n  {apt_line(packages)}"


def settle_test_programs() -> str:
    """Install the programs that some tests use where we may; return in words what is still missing, or an empty text."""
    missing = sorted({package for program, package in TEST_PROGRAMS.items() if not shutil.which(program)})
    if not missing or apt_install(missing):
        return ""
    return f"Some tests will skip for want of programs. To run them too:\n  {apt_line(missing)}"


def apt_install(packages: list[str]) -> bool:
    """Install Debian packages where we may; return whether they are there."""
    if not shutil.which("apt-get"):
        return False
    as_root = [] if os.geteuid() == 0 else ["sudo", "-n"]
    if as_root and (not shutil.which("sudo") or subprocess.call([*as_root, "true"], stderr=subprocess.DEVNULL)):
        return False
    print(f"Installing system packages: {' '.join(packages)} ...", flush=True)
    apt = [*as_root, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-qq"]
    wanted = [*apt, "install", "--yes", "--no-install-recommends", *packages]
    if subprocess.run(wanted, capture_output=True, check=False).returncode == 0:
        return True
    # A fresh image has no list of packages yet.
    subprocess.run([*apt, "update"], capture_output=True, check=False)
    return subprocess.run(wanted, stdout=subprocess.DEVNULL, check=False).returncode == 0


def apt_line(packages: list[str]) -> str:
    """Return the command a person types to install packages."""
    return f"sudo apt-get install --no-install-recommends {' '.join(packages)}"
