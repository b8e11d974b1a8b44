"""How fast a vault takes a large file in, against a plain copy; and how fast one with many items opens.

    python tests/benchmarks/vault_speed.py import [MIB] [FOLDER]      seal and hash a file of so many MiB (1024), beside a plain copy of it
    python tests/benchmarks/vault_speed.py list [ITEMS] [FOLDER]      unlock and list so many items (10000), then add one more

Both copies are flushed to the disk before the clock stops. The order changes at each round; the medians are told, and all rounds, because a
disk that is shared or caches by itself makes single rounds mean little.
"""

import os
import secrets
import shutil
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from desktop.core.work import Work
from desktop.services import vaults
from desktop.services.vaults import AgeAnswer, Vault, Where
from desktop.vault import opening, slots

MIB = 1024 * 1024
ROUNDS = 5
PASSPHRASE = "passphrase"


def seconds(act: Callable[[], object]) -> float:
    os.sync() if hasattr(os, "sync") else None
    began = time.perf_counter()
    act()
    return time.perf_counter() - began


def peak_mib() -> float:
    """The most memory that this process has held, in MiB (Linux)."""
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) / 1024 for line in lines if line.startswith("VmHWM"))


def plain_copy(source: Path, target: Path) -> None:
    with source.open("rb", buffering=0) as file, target.open("wb", buffering=0) as copy:
        while chunk := file.read(MIB):
            copy.write(chunk)
        os.fsync(copy.fileno())


def measure_import(mib: int, place: Path) -> None:
    source = place / "source.bin"
    with source.open("wb") as file:
        for _ in range(mib):
            file.write(secrets.token_bytes(MIB))
        os.fsync(file.fileno())
    vaults.create(place / "warm", PASSPHRASE, cost=slots.CHEAP_COST_FOR_TESTS_ONLY).lock()
    before, times = peak_mib(), {"copy": [], "import": []}
    cores = {"copy": 0.0, "import": 0.0}
    for number in range(ROUNDS):
        for what in ("copy", "import") if number % 2 else ("import", "copy"):
            cores[what] -= time.process_time()
            times[what].append(
                seconds(lambda what=what: plain_copy(source, place / "copy.bin")) if what == "copy" else import_once(source, place)
            )
            cores[what] += time.process_time()
            (place / "copy.bin").unlink(missing_ok=True)
    speed = {what: mib / statistics.median(taken) for what, taken in times.items()}
    share = 100 * speed["import"] / speed["copy"]
    say(f"plain copy with fsync: {speed['copy']:.0f} MiB/s; import: {speed['import']:.0f} MiB/s ({share:.0f} %)")
    say(f"all rounds in seconds: {', '.join(f'{what} {[round(one, 2) for one in taken]}' for what, taken in times.items())}")
    busy = {what: taken / ROUNDS * 1024 / mib for what, taken in cores.items()}
    say(f"processor seconds a GiB, all threads together: copy {busy['copy']:.1f}, import {busy['import']:.1f}")
    say(f"peak memory: {peak_mib():.0f} MiB, {peak_mib() - before:.0f} MiB over idle")


def import_once(source: Path, place: Path) -> float:
    folder = place / "vault"
    with vaults.create(folder, PASSPHRASE, cost=slots.CHEAP_COST_FOR_TESTS_ONLY) as vault:
        taken = seconds(lambda: vault.add_file(source, source.name, Where(), AgeAnswer.ADULT, Work()))
    shutil.rmtree(folder)
    return taken


def measure_list(count: int, place: Path) -> None:
    folder = place / "vault"
    with vaults.create(folder, PASSPHRASE) as vault:
        empty = seconds(lambda: add(vault, "first"))
        filling = seconds(lambda: [add(vault, str(number)) for number in range(count)])
    say(f"adding {count} small files: {1000 * filling / count:.1f} ms each; the first to an empty vault: {1000 * empty:.1f} ms")
    header = opening.header.read_copies(folder)[0]
    slot = header.slots[0]
    assert isinstance(slot, slots.PassphraseSlot)
    derivation = min(seconds(lambda: slots.open_slot(slot, PASSPHRASE, header.vault_id)) for _ in range(ROUNDS))
    taken = []
    for _ in range(ROUNDS):
        began = time.perf_counter()
        with vaults.unlock(folder, PASSPHRASE) as vault:
            items = vault.items()
            taken.append(time.perf_counter() - began)
            one_more = seconds(lambda vault=vault: add(vault, secrets.token_hex()))
    say(f"key derivation: {derivation:.2f} s; unlock and list {len(items)} items: {min(taken) - derivation:.2f} s more")
    say(f"adding one more: {1000 * one_more:.1f} ms; index: {(folder / 'index.db').stat().st_size / MIB:.1f} MiB")
    with vaults.unlock(folder, PASSPHRASE) as vault:
        say(f"verifying everything: {seconds(lambda: vault.verify(Work())):.1f} s")


def add(vault: Vault, name: str) -> None:
    where = Where(url=f"https://example.org/{name}", account="someone", platform="a site", note="a note of ordinary length " * 3)
    vault.add_file(f"content {name}".encode() * 20, f"{name}.bin", where, AgeAnswer.ADULT, Work())


def say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    what, number, parent = (*sys.argv[1:], *("import", "0", "")[len(sys.argv) - 1 :])
    with tempfile.TemporaryDirectory(dir=parent or None) as folder:
        if what == "list":
            measure_list(int(number) or 10_000, Path(folder))
        else:
            measure_import(int(number) or 1024, Path(folder))
