"""Kills the program at random moments while it works on a vault, and looks whether anything was lost.

    python tests/reliability/killed_vault.py [RUNS] [SEED] [book]        exit status 1 where anything was

The child adds files, deletes some, destroys one for an answer about age, changes passphrase, recovery code and shares, makes backups,
locks and unlocks, has things stamped by an authority, takes in an exported chat, corrects and relates items, and names and closes cases
(see killed_work.py), and says what is done. After each kill -9 the vault has to open, by the shares too, everything that was confirmed has
to be there whole, a correction is done or not done, verification has to find nothing, no plaintext may be on disk, and a backup is either
no vault yet or opens and is whole. A child that fails by itself is wrong too. With "book", it does no other acts than corrections,
relations and cases, which are short and seldom met among the others.
"""

import hashlib
import os
import random
import shutil
import signal
import sys
import tempfile
import time
import traceback
from collections import Counter
from contextlib import suppress
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from desktop.core import places
from desktop.core.errors import LindenError
from desktop.core.work import Work
from desktop.services import vaults
from desktop.services.vaults import NotAVault, SharedSecret, Vault, VaultBusy, WrongPassphrase
from desktop.vault.slots import CHEAP_COST_FOR_TESTS_ONLY
from desktop.vault.way_errors import NoShares, WrongShares
from tests.reliability.killed_book import ExpectedBook, lost_of_book
from tests.reliability.killed_work import MARKER, PASSPHRASES, Worker, content
from tests.vault.authority import Authority

LONGEST_S = 1.2
RUNS_A_VAULT = 25
MOST_BUSY_S = 5


class Expected:
    """What the child was told is done, over all runs on one vault."""

    def __init__(self) -> None:
        self.passphrase = PASSPHRASES[0]
        self.added: dict[str, int] = {}
        self.records: dict[int, str] = {}
        self.destroying: set[str] = set()
        self.destroyed: set[str] = set()
        self.stamps: set[int] = set()
        self.book = ExpectedBook()
        self.shares: list[str] = []
        """What shares give together: the confirmed ones first, then those that may have taken their place."""
        self.failed: list[str] = []
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
            case "stamped":
                self.stamps.add(int(rest[0]))
            case "destroying":
                self.destroying.add(rest[0])
            case "destroyed":
                self.destroyed.add(rest[0])
            case "failed":
                self.failed.append(line.strip())
            case "passphrase" | "sharing" | "shared":
                self._learn_slot(what, rest[0])
            case _:
                self.book.learn(what, rest)

    def _learn_slot(self, what: str, value: str) -> None:
        match what:
            case "passphrase":
                self.passphrase = value
            case "sharing" if self.shares:
                self.shares.append(value)
            case "shared":
                self.shares = [value]

    def open(self, folder: Path) -> Vault:
        """Open the vault; a change of the passphrase that was under way may have happened or not."""
        try:
            return _opened(folder, self.passphrase)
        except WrongPassphrase:
            self.passphrase = PASSPHRASES[1 - PASSPHRASES.index(self.passphrase)]
            return _opened(folder, self.passphrase)


def _opened(folder: Path, passphrase: str) -> Vault:
    """Open the vault. A child process that was just being started when its program was killed may hold it for a moment."""
    until = time.monotonic() + MOST_BUSY_S
    while True:
        try:
            return vaults.unlock(folder, passphrase)
        except VaultBusy:
            if time.monotonic() > until:
                raise
            time.sleep(0.01)


class Place:
    """A new vault, in a folder where nothing else may be, and what is known of it."""

    def __init__(self, *, only_book: bool = False) -> None:
        self._only_book = only_book
        self._place = Path(tempfile.mkdtemp())
        self.sources = Path(tempfile.mkdtemp())
        self.folder = self._place / "vault"
        self.expected = Expected()
        self.authority = Authority(self.sources / "authority") if shutil.which("openssl") else None
        os.environ[places.SETTINGS_VARIABLE] = str(self._place / "settings")
        vaults.create(self.folder, PASSPHRASES[0], cost=CHEAP_COST_FOR_TESTS_ONLY).lock()

    def run(self, seconds: float, first: int) -> list[str]:
        """Let a child work and kill it; return what is wrong after that."""
        folder, expected = self.folder, self.expected
        expected.doing, expected.failed = "opening", []
        for line in self._said_until_killed(first, seconds).splitlines(keepends=True):
            if line.endswith("\n"):
                expected.learn(line)
        wrong = expected.failed + plaintext_in(folder.parent)
        with expected.open(folder) as vault:
            wrong += lost(vault, expected) + lost_of_book(vault, expected.book)
        wrong += shut_out(folder, expected)
        wrong += [f"{problem.part}: {problem.code}" for problem in vaults.verify(folder, expected.passphrase, Work())]
        return [*wrong, *wrong_backup(folder.with_name("copy")), *plaintext_in(folder.parent)]

    def clean_up(self) -> None:
        for folder in (self._place, self.sources):
            shutil.rmtree(folder)

    def _said_until_killed(self, first: int, seconds: float) -> str:
        """Let a copy of this process work for so long, kill it and what it started, and return what it said."""
        reading, writing = os.pipe()
        child = os.fork()
        if child == 0:
            os.close(reading)
            self._work(first, lambda line: os.write(writing, f"{line}\n".encode()))
        os.close(writing)
        time.sleep(seconds)
        with suppress(PermissionError, ProcessLookupError):  # killed before it had a group of its own
            os.killpg(child, signal.SIGKILL)
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        with os.fdopen(reading) as said:
            return said.read()

    def _work(self, first: int, say) -> None:
        try:
            os.setsid()
            Worker(self.folder, self.expected.passphrase, self.sources, self.authority, say).work(first, only_book=self._only_book)
        except BaseException:  # noqa: BLE001 - told to the process that looks on
            say(f"failed {traceback.format_exc()!r}")
        finally:
            os._exit(3)


def shut_out(folder: Path, expected: Expected) -> list[str]:
    """Return what is wrong with the shares: those that were confirmed open the vault, or those that were taking their place."""
    for value in expected.shares:
        try:
            vaults.unlock(folder, SharedSecret(bytes.fromhex(value))).lock()
        except (WrongShares, NoShares):
            continue
        expected.shares = [value]
        return []
    return ["the shares do not open it"] if expected.shares else []


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
    stamps = {stamp.number for stamp in vault.stamps.listed()}
    wrong += [f"stamp {number} is lost" for number in expected.stamps - stamps]
    kept = {record.content["number"] for record in vault.records("check")}
    return wrong + [f"record {number} is lost" for number, item_id in expected.records.items() if number not in kept and item_id in items]


def plaintext_in(folder: Path) -> list[str]:
    files = [path for path in folder.rglob("*") if path.is_file()]
    return [f"plaintext in {path.name}" for path in files if MARKER in path.read_bytes() or MARKER.decode() in path.name]


def say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def main(runs: int, seed: int, *, only_book: bool = False) -> int:
    """Do all runs, a new vault every 25, and return how many went wrong."""
    chosen, bad, confirmed = random.Random(seed), 0, 0
    killed_in: Counter[str] = Counter()
    place = Place(only_book=only_book)
    for number in range(runs):
        before = len(place.expected.added)
        wrong = place.run(chosen.uniform(0, LONGEST_S), number * 10_001)
        killed_in[place.expected.doing] += 1
        confirmed += len(place.expected.added) - before
        bad += bool(wrong)
        for line in wrong:
            say(f"run {number}: {line}")
        if number % RUNS_A_VAULT == RUNS_A_VAULT - 1:
            place.clean_up()
            place = Place(only_book=only_book)
    place.clean_up()
    say(f"{runs} runs, {confirmed} confirmed items, {bad} runs with something wrong; killed while doing: {dict(killed_in.most_common())}")
    return bad


if __name__ == "__main__":
    arguments = [int(argument) for argument in sys.argv[1:3]]
    sys.exit(bool(main(arguments[0] if arguments else 1000, arguments[1] if len(arguments) > 1 else 1, only_book="book" in sys.argv[3:])))
