"""Measure the check: files read, seconds a picture (on the wall and of the processor), peak memory of program and child.

    python3 tests/benchmarks/check_speed.py PATH... [--most N] [--megapixels 12]

With `--megapixels` each photograph is first enlarged to that size (bicubic, camera-like grain added, saved as JPEG 90), in memory of
another process, which does not count.
"""

import argparse
import io
import os
import random
import resource
import sys
import time
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

import numpy as np
from PIL import Image

from desktop.core import heap
from desktop.core.errors import LindenError
from desktop.media.files import pictures_in
from desktop.services.checking import Checker


def main() -> None:
    """Check everything and print the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("paths", nargs="+", type=Path)
    parser.add_argument("--most", type=int, default=1000)
    parser.add_argument("--megapixels", type=float, default=0)
    arguments = parser.parse_args()
    files = [file for path in arguments.paths for file in (pictures_in(path) if path.is_dir() else [path])]
    random.Random(1).shuffle(files)
    heap.share_between_threads()  # as the program does where it starts
    said: Counter[str] = Counter()
    times, processor, with_face = [], [], 0
    with ProcessPoolExecutor(1, get_context("spawn")) as beside, Checker() as checker:
        checker.check(files[0])
        for file in files[: arguments.most]:
            content = file.read_bytes() if not arguments.megapixels else beside.submit(enlarged, file, arguments.megapixels).result()
            began, used = time.perf_counter(), _processor_seconds(checker)
            try:
                result = checker.check(content, file.name).result
            except LindenError as error:
                said[error.code] += 1
            else:
                said[result.band.value] += 1
                said.update(finding.id for finding in result.findings)
                with_face += bool(result.faces)
            times.append(time.perf_counter() - began)
            processor.append(_processor_seconds(checker) - used)
        child = _peak_mib(checker.decoder.child.pid) if checker.decoder.child else 0
    print(f"files {len(times)}, faces in {with_face}")
    print(dict(said))
    print(f"processor seconds, program and child, all cores: median {np.median(processor):.3f}, most {max(processor):.3f}")
    print(f"seconds on the wall: median {np.median(times):.3f}, 95 % {np.percentile(times, 95):.3f}, most {max(times):.3f}")
    own = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1024 if sys.platform.startswith("linux") else 1024**2)
    print(f"peak memory: program {own:.0f} MiB, child {child:.0f} MiB")


def enlarged(file: Path, megapixels: float) -> bytes:
    """Return the photograph as a JPEG of that many million pixels."""
    with Image.open(file) as image:
        scale = (megapixels * 1e6 / (image.width * image.height)) ** 0.5
        large = image.convert("RGB").resize((round(image.width * scale), round(image.height * scale)), Image.Resampling.BICUBIC)
    grain = np.random.default_rng(1).integers(-6, 7, (large.height, large.width, 1), np.int16)
    out = io.BytesIO()
    Image.fromarray(np.clip(np.asarray(large, np.int16) + grain, 0, 255).astype(np.uint8)).save(out, "JPEG", quality=90)
    return out.getvalue()


def _processor_seconds(checker: Checker) -> float:
    child = checker.decoder.child
    status = Path("/proc", str(child.pid if child else 0), "stat")
    if not status.exists():
        return time.process_time()
    user, system = status.read_text().rpartition(")")[2].split()[11:13]
    return time.process_time() + (int(user) + int(system)) / os.sysconf("SC_CLK_TCK")


def _peak_mib(process: int) -> float:
    status = Path("/proc", str(process), "status")
    if not status.exists():
        return 0.0
    return next(int(line.split()[1]) / 1024 for line in status.read_text().splitlines() if line.startswith("VmHWM"))


if __name__ == "__main__":
    main()
