"""Run every benchmark and write one page with plots.

    python -m tests.benchmarks.run_all [-o build/benchmarks.html] [--folder DIR] [--full]

Without --full it takes some minutes and ends at 256 MiB and 1,000 photos or items; with it, at 5 GiB and 10,000: about an hour,
and 20 GiB of disk in DIR. All peers run in the same run, on the same disk. Nothing but the page is left.
"""

import argparse
import os
import platform
import sys
import tempfile
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import desktop
from tests.benchmarks import measures
from tests.benchmarks.plots import Plot, page


def main() -> None:
    """Measure, and write the page."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("-o", "--out", type=Path, default=Path("build") / "benchmarks.html")
    parser.add_argument("--folder", type=Path, help="where large files are written meanwhile")
    parser.add_argument("--full", action="store_true")
    parser.add_argument("--only", default="", help="the measures to run, by name, with commas between")
    asked = parser.parse_args()
    plots = []
    for name, measure in benchmarks(full=asked.full).items():
        if asked.only and name not in asked.only.split(","):
            continue
        with tempfile.TemporaryDirectory(dir=asked.folder) as folder:
            print(f"{name} ...", flush=True)
            plots.append(measure(Path(folder)))
            for line, points in plots[-1].lines.items():
                print(f"  {line}: {', '.join(f'{x:g}: {y:.3g}' for x, y in points)}")
            for note in plots[-1].notes:
                print(f"  {note}")
    asked.out.parent.mkdir(parents=True, exist_ok=True)
    asked.out.write_text(page(f"Linden {desktop.__version__}: how fast, and how much", facts(), plots), encoding="utf-8")
    print(asked.out)


def benchmarks(*, full: bool) -> dict[str, Callable[[Path], Plot]]:
    """Return every measure by its name."""
    sizes = [16, 64, 256] + ([1024, 5120] if full else [])
    counts = [100, 1000] + ([10_000] if full else [])
    times = 5 if full else 2
    return {
        "check": lambda _folder: measures.check([1, 12, 48], times),
        "processes": lambda _folder: measures.processes(16 if full else 6),
        "match": lambda _folder: measures.match(counts),
        "import": lambda folder: measures.vault_import(sizes[:-1] if full else sizes, folder),
        "list": lambda folder: measures.vault_list(counts, folder),
        "package": lambda folder: measures.package(sizes, folder),
        "memory": lambda folder: measures.memory(sizes[:-1] if full else sizes, folder),
        "start": lambda _folder: measures.start_up(times),
    }


def facts() -> list[str]:
    """Return what one must know to read the figures."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30 if hasattr(os, "sysconf") else 0
    load = f"{os.getloadavg()[0]:.1f} when it began" if hasattr(os, "getloadavg") else "unknown"
    return [
        f"{datetime.now(UTC):%Y-%m-%d %H:%M} UTC, Python {platform.python_version()}, {platform.system()} {platform.machine()}",
        f"{os.cpu_count()} cores, {memory:.0f} GiB of memory, load {load}",
        f"Command: {' '.join(['python -m tests.benchmarks.run_all', *sys.argv[1:]])}",
    ]


if __name__ == "__main__":
    main()
