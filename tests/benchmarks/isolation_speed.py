"""What it costs to decode in a child process: the same pictures there and here, by turns.

    python tests/benchmarks/isolation_speed.py [ROUNDS]

Prints for each size the median of both and their difference (the cost of isolation), by the clock and by processor time of both
processes, which says more where the machine is busy; then the start of a child, and its memory.
"""

import statistics
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from desktop.media import stills
from desktop.media.decoder import Decoder
from tests.media import pictures


def main() -> None:
    """Measure and print."""
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 9
    stills.prepare()
    began = time.perf_counter()
    with Decoder() as decoder:
        decoder.read(pictures.photograph(64, 48))
        print(f"start of a child with its first picture: {1000 * (time.perf_counter() - began):.0f} ms")
        for width, height, side in ((1024, 768, None), (2000, 1500, None), (4000, 3000, None), (4000, 3000, 1024)):
            content = pictures.photograph(width, height)
            there, here = [], []
            for _ in range(rounds):
                there.append(_took(lambda content=content, side=side: decoder.read(content, longest_side=side), decoder.child.pid))
                here.append(_took(lambda content=content, side=side: stills.decode(content, side, 120_000_000), decoder.child.pid))
            asked = f"{width} x {height}" + (f" for {side}" if side else "")
            for measured, a, b in zip(("by the clock", "processor time"), zip(*there, strict=True), zip(*here, strict=True), strict=True):
                cost = 1000 * statistics.median(one - other for one, other in zip(a, b, strict=True))
                print(f"{asked}, {measured}: child {_ms(a)}, here {_ms(b)}, cost of isolation {cost:.1f} ms")
        status = Path("/proc", str(decoder.child.pid), "status")
        if status.exists():
            print([line for line in status.read_text().splitlines() if line.startswith(("VmHWM", "VmRSS"))])


def _took(act, child: int) -> tuple[float, float]:
    """Return the seconds by the clock, and those that this process and the child worked."""
    began, worked = time.perf_counter(), _worked(child)
    act()
    return time.perf_counter() - began, _worked(child) - worked


def _worked(child: int) -> float:
    # Linux: the clock of another process has its number in it (man 3 clock_getcpuclockid).
    there = time.clock_gettime((~child << 3) | 2) if sys.platform.startswith("linux") else 0.0
    return time.process_time() + there


def _ms(seconds) -> str:
    return f"{1000 * statistics.median(seconds):.1f} ms"


if __name__ == "__main__":
    main()
