"""How long the check of a 60-second video of 1080p takes, and whether memory grows with length.

    python tests/benchmarks/film_speed.py [SECONDS...]        lengths of the videos that are made and checked (60 and 180 by default)

Prints seconds on the wall and of processor time, of the program and of its child: on a busy computer only the second can be compared.
The videos are made here from sample photographs that a window wanders over, with a cut every ten seconds, H.264, 30 frames a second.
"""

import os
import resource
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

import av
import numpy as np
from PIL import Image

from desktop.services.checking import Checker

PHOTOS = sorted((ROOT / "resources" / "samples" / "own-photos").glob("*.jpg"))


def make(path: Path, seconds: int) -> None:
    """Write the video."""
    photos = [np.asarray(Image.open(photo).convert("RGB").resize((2200, 1400))) for photo in PHOTOS]
    with av.open(str(path), "w") as container:
        stream = container.add_stream("libx264", rate=30, options={"preset": "ultrafast", "crf": "23"})
        stream.width, stream.height, stream.pix_fmt = 1920, 1080, "yuv420p"
        for number in range(30 * seconds):
            photo, step = photos[number // 300 % len(photos)], number % 300
            left, top = step * 280 // 300, step * 300 // 300
            frame = np.ascontiguousarray(photo[top : top + 1080, left : left + 1920])
            container.mux(stream.encode(av.VideoFrame.from_ndarray(frame, format="rgb24")))
        container.mux(stream.encode())


def _used_by_child(checker: Checker) -> float:
    """Return the seconds of processor time of the child that decodes videos so far (Linux)."""
    child = checker._films.child
    if child is None or not Path("/proc").exists():
        return 0.0
    fields = Path("/proc", str(child.pid), "stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def main() -> None:
    """Make, check and print."""
    with tempfile.TemporaryDirectory() as folder, Checker() as checker:
        for seconds in [int(one) for one in sys.argv[1:]] or [60, 180]:
            path = Path(folder, f"{seconds}.mp4")
            make(path, seconds)
            began, used = time.perf_counter(), time.process_time() + _used_by_child(checker)
            result = checker.check(path).result
            took, used = time.perf_counter() - began, time.process_time() + _used_by_child(checker) - used
            child = Path("/proc", str(checker._films.child.pid), "status").read_text() if Path("/proc").exists() else ""
            peak = [line.split()[1] for line in child.splitlines() if line.startswith("VmHWM")]
            ours = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
            print(
                f"{seconds} s of 1080p: {took:.1f} s, {used:.1f} s of processor time, {len(result.video.times)} frames looked at, "
                f"{len(result.video.tracks)} tracks; peak of this process (it made the video too) {ours} MiB, "
                f"of the child {int(peak[0]) // 1024 if peak else 0} MiB"
            )


if __name__ == "__main__":
    main()
