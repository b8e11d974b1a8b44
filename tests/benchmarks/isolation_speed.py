"""What it costs to decode in a child process: the same pictures there and here, by turns.

    python tests/benchmarks/isolation_speed.py [ROUNDS]

Prints for each size the median of both, their difference (the cost of isolation), the start of a child, and its memory.
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
                there.append(_seconds(lambda content=content, side=side: decoder.read(content, longest_side=side)))
                here.append(_seconds(lambda content=content, side=side: stills.decode(content, side, 120_000_000)))
            cost = 1000 * statistics.median(a - b for a, b in zip(there, here, strict=True))
            asked = f"{width} x {height}" + (f" for {side}" if side else "")
            print(f"{asked}: child {_ms(there)}, here {_ms(here)}, cost of isolation {cost:.1f} ms")
        status = Path("/proc", str(decoder.child.pid), "status")
        if status.exists():
            print([line for line in status.read_text().splitlines() if line.startswith(("VmHWM", "VmRSS"))])


def _seconds(act) -> float:
    began = time.perf_counter()
    act()
    return time.perf_counter() - began


def _ms(seconds: list[float]) -> str:
    return f"{1000 * statistics.median(seconds):.1f} ms"


if __name__ == "__main__":
    main()
