"""Kills the program at random moments while it works on a vault, and looks whether anything was lost.

    python tests/reliability/killed_vault.py [RUNS] [SEED]        exit status 1 where anything was

The child adds files, changes the passphrase and destroys a file, and says what it was told is done. After each kill -9 the vault
has to open, everything that was confirmed has to be there whole, verification has to find nothing, and no plaintext may be on disk.
"""

import hashlib
import random
import subprocess
import sys
import tempfile
import threading
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from desktop.core.work import Work
from desktop.services import vaults
from desktop.services.vaults import AgeAnswer, Vault, Where, WrongPassphrase
from desktop.vault.slots import CHEAP_COST_FOR_TESTS_ONLY

MARKER = b"PLAINTEXT-THAT-MUST-NOT-BE-ON-DISK-"
LONGEST_S = 0.7
PASSPHRASES = ("one", "two")


def content(number: int) -> bytes:
    return (MARKER + str(number).encode()) * (1 + number % 7 * 9_000)


def work_until_killed(folder: Path, passphrase: str, first: int) -> None:
    """Work on the vault for ever, and print what is confirmed, a line each."""
    with vaults.unlock(folder, passphrase) as vault:
        for number in range(first, first + 1_000_000):
            name = f"{MARKER.decode()}{number}"
            item = vault.add_file(content(number), name, Where(url=name), AgeAnswer.ADULT, Work())
            say(f"added {item.id} {number}")
            if number % 5 == 0:
                vault.keep_record("check", item.id, {"number": number})
                say(f"record {number}")
            if number % 3 == 0:
                new = PASSPHRASES[1 - PASSPHRASES.index(passphrase)]
                vault.change_passphrase(passphrase, new)
                passphrase = new
                say(f"passphrase {new}")
            if number % 4 == 0:
                say(f"destroying {item.id}")
                vault.change_age(item.id, AgeAnswer.UNDER_18, destroy=True)
                say(f"destroyed {item.id}")


def say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


class Expected:
    """What the child was told is done, over all runs on one vault."""

    def __init__(self) -> None:
        self.passphrase = PASSPHRASES[0]
        self.added: dict[str, int] = {}
        self.records: set[int] = set()
        self.destroying: set[str] = set()
        self.destroyed: set[str] = set()

    def learn(self, line: str) -> None:
        what, *rest = line.split()
        match what:
            case "added":
                self.added[rest[0]] = int(rest[1])
            case "record":
                self.records.add(int(rest[0]))
            case "passphrase":
                self.passphrase = rest[0]
            case "destroying":
                self.destroying.add(rest[0])
            case "destroyed":
                self.destroyed.add(rest[0])

    def open(self, folder: Path) -> Vault:
        """Open the vault; a change of the passphrase that was under way may have happened or not."""
        try:
            return vaults.unlock(folder, self.passphrase)
        except WrongPassphrase:
            self.passphrase = PASSPHRASES[1 - PASSPHRASES.index(self.passphrase)]
            return vaults.unlock(folder, self.passphrase)


def run(folder: Path, expected: Expected, seconds: float, first: int) -> list[str]:
    """Let a child work and kill it; return what is wrong after that."""
    command = [sys.executable, __file__, "--work", str(folder), expected.passphrase, str(first)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=ROOT) as child:
        assert child.stdout
        said = child.stdout.readline()
        killer = threading.Timer(seconds, child.kill)
        killer.start()
        said += child.stdout.read()
        killer.join()
    for line in said.splitlines(keepends=True):
        if line.endswith("\n"):
            expected.learn(line)
    wrong = plaintext_in(folder)
    with expected.open(folder) as vault:
        wrong += lost(vault, expected)
    wrong += [f"{problem.part}: {problem.code}" for problem in vaults.verify(folder, expected.passphrase, Work())]
    return wrong + plaintext_in(folder)


def lost(vault: Vault, expected: Expected) -> list[str]:
    wrong = []
    items = {item.id: item for item in vault.items()}
    for item_id, number in expected.added.items():
        item = items.get(item_id)
        if item is None or item.sha256 != hashlib.sha256(content(number)).hexdigest():
            wrong.append(f"item {item_id} is lost")
        elif item.has_bytes and vault.read(item_id, Work()) != content(number):
            wrong.append(f"item {item_id} has other bytes")
        elif not item.has_bytes and item_id not in expected.destroying:
            wrong.append(f"the bytes of item {item_id} are lost")
        elif item.has_bytes and item_id in expected.destroyed:
            wrong.append(f"the bytes of item {item_id} came back")
    kept = {record.content["number"] for record in vault.records("check")}
    return wrong + [f"record {number} is lost" for number in expected.records - kept]


def plaintext_in(folder: Path) -> list[str]:
    files = [path for path in folder.rglob("*") if path.is_file()]
    return [f"plaintext in {path.name}" for path in files if MARKER in path.read_bytes() or MARKER.decode() in path.name]


def main(runs: int, seed: int) -> int:
    """Do all runs, a new vault every 25, and return how many went wrong."""
    chosen, bad, confirmed = random.Random(seed), 0, 0
    for number in range(runs):
        if number % 25 == 0:
            place = tempfile.TemporaryDirectory()
            folder, expected = Path(place.name) / "vault", Expected()
            vaults.create(folder, PASSPHRASES[0], cost=CHEAP_COST_FOR_TESTS_ONLY).lock()
        before = len(expected.added)
        wrong = run(folder, expected, chosen.uniform(0, LONGEST_S), number * 10_000)
        confirmed += len(expected.added) - before
        bad += bool(wrong)
        for line in wrong:
            say(f"run {number}: {line}")
        if number % 25 == 24 or number == runs - 1:
            place.cleanup()
    say(f"{runs} runs, {confirmed} confirmed items, {bad} runs with something wrong")
    return bad


if __name__ == "__main__":
    if sys.argv[1:2] == ["--work"]:
        work_until_killed(Path(sys.argv[2]), sys.argv[3], int(sys.argv[4]))
    else:
        arguments = [int(argument) for argument in sys.argv[1:]]
        sys.exit(bool(main(arguments[0] if arguments else 1000, arguments[1] if len(arguments) > 1 else 1)))
