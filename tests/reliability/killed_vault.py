"""Kills the program at random moments while it works on a vault, and looks whether anything was lost.

    python tests/reliability/killed_vault.py [RUNS] [SEED]        exit status 1 where anything was

The child adds files, deletes some, destroys one for an answer about age, changes passphrase, recovery code and shares, and makes backups,
and says what it was told is done. After each kill -9 the vault has to open, everything that was confirmed has to be there whole,
verification has to find nothing, no plaintext may be on disk, and a backup is either no vault yet or opens and is whole.
"""

import hashlib
import os
import random
import shutil
import signal
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from desktop.core import places
from desktop.core.errors import LindenError
from desktop.core.work import Work
from desktop.services import vaults
from desktop.services.vaults import AgeAnswer, NotAVault, Vault, Where, WrongPassphrase
from desktop.vault import recovery_code, shares
from desktop.vault.slots import CHEAP_COST_FOR_TESTS_ONLY

MARKER = b"PLAINTEXT-THAT-MUST-NOT-BE-ON-DISK-"
LONGEST_S = 0.7
RUNS_A_VAULT = 25
PASSPHRASES = ("one", "two")


def content(number: int) -> bytes:
    return (MARKER + str(number).encode()) * (1 + number % 7 * 2_000)


def work_until_killed(folder: Path, passphrase: str, first: int, say) -> None:
    """Work on the vault for ever, and say what is confirmed, a line each."""
    with vaults.unlock(folder, passphrase) as vault:
        for number in range(first, first + 1_000_000):
            name = f"{MARKER.decode()}{number}"
            say("doing import")
            item = vault.add_file(content(number), name, Where(url=name), AgeAnswer.ADULT, Work())
            say(f"added {item.id} {number}")
            match number % 6:
                case 0:
                    vault.keep_record("check", item.id, {"number": number})
                    say(f"record {number} {item.id}")
                case 1 | 2:
                    say(f"doing delete\ndestroying {item.id}")
                    vault.delete(item.id)
                    say(f"destroyed {item.id}")
                case 3:
                    say(f"doing age\ndestroying {item.id}")
                    vault.change_age(item.id, AgeAnswer.UNDER_18, destroy=True)
                    say(f"destroyed {item.id}")
                case 4:
                    passphrase = change_slots(vault, passphrase, say)
                case 5:
                    say("doing backup")
                    target = folder.with_name("copy")
                    put_away(target)
                    vault.back_up(target, Work())


def put_away(copy: Path) -> None:
    """Remove a finished copy. It is renamed first: one that is half removed would look like one that was half made."""
    if (copy / "vault.json").exists():
        old = copy.with_name("old copy")
        shutil.rmtree(old, ignore_errors=True)
        copy.rename(old)
        shutil.rmtree(old)


def change_slots(vault: Vault, passphrase: str, say) -> str:
    say("doing slots")
    new = PASSPHRASES[1 - PASSPHRASES.index(passphrase)]
    vault.change_passphrase(passphrase, new)
    say(f"passphrase {new}")
    vault.use_recovery_code(recovery_code.new())
    vault.ways.use_shares(shares.split()[0])
    vault.ways.remove_recovery_code()
    return new


class Expected:
    """What the child was told is done, over all runs on one vault."""

    def __init__(self) -> None:
        self.passphrase = PASSPHRASES[0]
        self.added: dict[str, int] = {}
        self.records: dict[int, str] = {}
        self.destroying: set[str] = set()
        self.destroyed: set[str] = set()
        self.doing = "opening"

    def learn(self, line: str) -> None:
        what, *rest = line.split()
        match what:
            case "doing":
                self.doing = rest[0]
            case "added":
                self.added[rest[0]] = int(rest[1])
            case "record":
                self.records[int(rest[0])] = rest[1]
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
    expected.doing = "opening"
    for line in said_until_killed(folder, expected.passphrase, first, seconds).splitlines(keepends=True):
        if line.endswith("\n"):
            expected.learn(line)
    wrong = plaintext_in(folder.parent)
    with expected.open(folder) as vault:
        wrong += lost(vault, expected)
    wrong += [f"{problem.part}: {problem.code}" for problem in vaults.verify(folder, expected.passphrase, Work())]
    return [*wrong, *wrong_backup(folder.with_name("copy")), *plaintext_in(folder.parent)]


def said_until_killed(folder: Path, passphrase: str, first: int, seconds: float) -> str:
    """Let a copy of this process work for so long, kill it, and return what it said."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reading)
        try:
            work_until_killed(folder, passphrase, first, lambda line: os.write(writing, f"{line}\n".encode()))
        finally:
            os._exit(3)
    os.close(writing)
    time.sleep(seconds)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    with os.fdopen(reading) as said:
        return said.read()


def wrong_backup(copy: Path) -> list[str]:
    """Return what is wrong with a backup: one that was interrupted is no vault; one that is, is whole."""
    for passphrase in PASSPHRASES:
        try:
            problems = vaults.verify(copy, passphrase, Work())
            # Killed between its two headers, it is whole; opening it makes the second.
            return [f"backup: {problem.part}: {problem.code}" for problem in problems if problem.code != "header_missing"]
        except NotAVault:
            return []
        except WrongPassphrase:
            continue
        except LindenError as error:
            return [f"backup: {error.code}"]
    return ["backup: opens with no passphrase"]


def lost(vault: Vault, expected: Expected) -> list[str]:
    wrong = []
    items = {item.id: item for item in vault.items()}
    deleted = {item.id for item in vault.deleted()}
    for item_id, number in expected.added.items():
        item = items.get(item_id)
        if item is None:
            if item_id not in deleted or item_id not in expected.destroying:
                wrong.append(f"item {item_id} is lost")
        elif item.sha256 != hashlib.sha256(content(number)).hexdigest():
            wrong.append(f"item {item_id} has another hash")
        elif item.has_bytes and vault.read(item_id, Work()) != content(number):
            wrong.append(f"item {item_id} has other bytes")
        elif not item.has_bytes and item_id not in expected.destroying:
            wrong.append(f"the bytes of item {item_id} are lost")
        elif item.has_bytes and item_id in expected.destroyed:
            wrong.append(f"the bytes of item {item_id} came back")
    kept = {record.content["number"] for record in vault.records("check")}
    return wrong + [f"record {number} is lost" for number, item_id in expected.records.items() if number not in kept and item_id in items]


def plaintext_in(folder: Path) -> list[str]:
    files = [path for path in folder.rglob("*") if path.is_file()]
    return [f"plaintext in {path.name}" for path in files if MARKER in path.read_bytes() or MARKER.decode() in path.name]


def say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def main(runs: int, seed: int) -> int:
    """Do all runs, a new vault every 25, and return how many went wrong."""
    chosen, bad, confirmed = random.Random(seed), 0, 0
    killed_in: Counter[str] = Counter()
    for number in range(runs):
        if number % RUNS_A_VAULT == 0:
            place = tempfile.TemporaryDirectory()
            folder, expected = Path(place.name) / "vault", Expected()
            os.environ[places.SETTINGS_VARIABLE] = str(Path(place.name) / "settings")
            vaults.create(folder, PASSPHRASES[0], cost=CHEAP_COST_FOR_TESTS_ONLY).lock()
        before = len(expected.added)
        wrong = run(folder, expected, chosen.uniform(0, LONGEST_S), number * 10_001)
        killed_in[expected.doing] += 1
        confirmed += len(expected.added) - before
        bad += bool(wrong)
        for line in wrong:
            say(f"run {number}: {line}")
        if number % RUNS_A_VAULT == RUNS_A_VAULT - 1 or number == runs - 1:
            place.cleanup()
    say(f"{runs} runs, {confirmed} confirmed items, {bad} runs with something wrong; killed while doing: {dict(killed_in.most_common())}")
    return bad


if __name__ == "__main__":
    arguments = [int(argument) for argument in sys.argv[1:]]
    sys.exit(bool(main(arguments[0] if arguments else 1000, arguments[1] if len(arguments) > 1 else 1)))
