"""How fast a package is built and verified, against `zip -0` and sha256sum on the same bytes in the same run, and with how much memory.

    python tests/benchmarks/package_speed.py [--mebibytes 1024] [--folder DIR]

One file of random bytes is put into a new vault (usual key derivation), handed over, and verified. Everything is written below a
temporary folder (in DIR, if given) and removed. Needs about four times as much space. Prints wall and processor time.
"""

import argparse
import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from desktop.core.work import Work
from desktop.services import handing_over, vaults
from desktop.services.vaults import AgeAnswer, Where

MIB = 1024 * 1024


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--mebibytes", type=int, default=1024)
    parser.add_argument("--folder", type=Path)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory(dir=asked.folder) as name:
        folder = Path(name)
        plain = folder / "film.mp4"
        with plain.open("wb") as file:
            for _ in range(asked.mebibytes):
                file.write(os.urandom(MIB))
        with vaults.create(folder / "vault", "a passphrase for measuring") as vault:
            vault.add_file(plain, plain.name, Where(), AgeAnswer.ADULT, Work())
            before = _peak_mib()
            package = folder / "evidence.zip"
            ours = _timed("package build", lambda: handing_over.build(vault, package, Work()))
            ours += _timed("package verify", lambda: handing_over.verify(package, Work()))
        print(f"peak memory: {before} MiB before (the key derivation), {_peak_mib()} MiB after")
        theirs = _peers(plain, folder / "peer.zip")
        if theirs:
            print(f"zip and sha256sum take {theirs / ours:.0%} of our time")


def _peers(plain: Path, out: Path) -> float:
    if not shutil.which("zip") or not shutil.which("sha256sum"):
        print("no zip or sha256sum here to compare with")
        return 0.0
    seconds = _timed("zip -0", lambda: subprocess.run(["zip", "-0", "-q", "-j", out, plain], check=True))
    seconds += _timed("sync", lambda: subprocess.run(["sync", out], check=False))
    return seconds + _timed("sha256sum", lambda: subprocess.run(["sha256sum", out], check=True, stdout=subprocess.DEVNULL))


def _timed(name: str, act: Callable[[], object]) -> float:
    wall, processor = time.perf_counter(), sum(os.times()[:4])
    act()
    wall, processor = time.perf_counter() - wall, sum(os.times()[:4]) - processor
    print(f"{name:16} {wall:7.2f} s   processor {processor:6.2f} s")
    return wall


def _peak_mib() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


if __name__ == "__main__":
    main()
