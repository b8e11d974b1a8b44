"""Whether two builds are the same byte for byte, archives too: builds twice in two folders and names what differs.

python -m shipping.two_builds FOLDER
"""

import argparse
import hashlib
import os
import subprocess
import sys
from pathlib import Path

from shipping import archives
from shipping.signing import write_hashes

ROOT = Path(__file__).resolve().parent.parent
SECONDS = 1_767_225_600
ENVIRONMENT = {"PYTHONHASHSEED": "1", "SOURCE_DATE_EPOCH": str(SECONDS)}


def main(folder: Path) -> int:
    """Build twice and return 0 where nothing differs."""
    first, second = (_built(folder / name) for name in ("first", "second"))
    for path in sorted(first.keys() | second.keys()):
        if first.get(path) != second.get(path):
            print(f"differs: {path}")
    print(f"{len(first)} files: {'identical' if first == second else 'NOT identical'}")
    return int(first != second)


def _built(folder: Path) -> dict[str, str]:
    dist, work = folder / "dist", folder / "work"
    command = [
        sys.executable,
        "-m",
        "PyInstaller",
        "build.spec",
        "--noconfirm",
        "--log-level",
        "ERROR",
        "--distpath",
        dist,
        "--workpath",
        work,
    ]
    subprocess.run(command, cwd=ROOT, check=True, env={**os.environ, **ENVIRONMENT})
    archives.portable(dist / "linden", dist, SECONDS)
    archives.debian_package(dist / "linden", dist, SECONDS)
    write_hashes(dist)
    return {
        path.relative_to(dist).as_posix(): f"{path.stat().st_mode:o} {hashlib.sha256(path.read_bytes()).hexdigest()}"
        for path in dist.rglob("*")
        if path.is_file()
    }


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    sys.exit(main(parser.parse_args().folder))
