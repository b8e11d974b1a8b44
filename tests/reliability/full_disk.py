"""Fills a small disk to every page around what an act needs, and looks whether the vault stays whole.

    unshare --user --map-root-user --mount sh -c 'mount -t tmpfs -o size=4m none /mnt && python tests/reliability/full_disk.py /mnt [STEP]'

The folder has to be a disk of its own, of a few MiB. STEP is in KiB (4, the long form, without it). Exit status 1 where anything was wrong.
"""

import os
import shutil
import sys
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from desktop.core.errors import DiskFull
from desktop.core.work import Work
from desktop.services import vaults
from desktop.services.vaults import AgeAnswer, RelationKind, Said, Vault, Where
from desktop.vault import backup, recovery_code, shares
from desktop.vault.slots import CHEAP_COST_FOR_TESTS_ONLY

PASSPHRASE = "passphrase"
FIRST, SECOND = b"first" * 1000, bytes(range(256)) * 800
# More than any of the acts needs.
MOST_FREE_KIB = 480

ACTS: dict[str, Callable[[Vault], object]] = {
    "add": lambda vault: vault.add_file(SECOND, "second.bin", Where(url="https://example.org/2"), AgeAnswer.ADULT, Work()),
    "link": lambda vault: vault.add_link("https://example.org/" + "x" * 7000, Where(note="n" * 19_000), AgeAnswer.ADULT),
    "record": lambda vault: vault.keep_record("check", "0001", {"long": "x" * 50_000}),
    "answers": lambda vault: vault.save_answers({"long": "x" * 50_000}),
    "age": lambda vault: vault.change_age("0001", AgeAnswer.NOT_SURE, destroy=True),
    "passphrase": lambda vault: vault.change_passphrase(PASSPHRASE, PASSPHRASE),
    "delete": lambda vault: vault.delete("0001"),
    "shares": lambda vault: vault.ways.use_shares(shares.split()[0]),
    "backup": lambda vault: vault.back_up(vault.folder.with_name("copy"), Work()),
    "recovery": lambda vault: vault.use_recovery_code(recovery_code.new()),
    "correct": lambda vault: vault.casebook.revise("0001", Said(tags=("tag",) * 20, accounts=("a" * 900,) * 20), Where(note="n" * 19_000)),
    "relate": lambda vault: vault.casebook.relate("0001", RelationKind.PART_OF, "0002", found="x" * 9_000),
    "withdraw": lambda vault: vault.casebook.withdraw(vault.casebook.relations()[0]),
    "case": lambda vault: vault.casebook.open_case("name", "n" * 19_000),
    "rename": lambda vault: vault.casebook.change_case("2", name="another", note="m" * 19_000),
    "close": lambda vault: vault.casebook.close_case("2"),
    "note": lambda vault: vault.note("viewed", "0001", **{f"d{n}": "x" * 1000 for n in range(20)}),
}


def state_of(vault: Vault) -> tuple[object, ...]:
    """Return everything of a vault that an act may change, but for its key slots, answers and log."""
    book = vault.casebook
    return vault.items(), vault.deleted(), book.cases(), book.relations(), book.withdrawn(), vault.records("")


# A backup looks first whether there is room. Here the disk itself is to say so, in the middle.
backup._make_room = lambda *_arguments: None


def free_all_but(disk: Path, kib: int) -> Path:
    """Fill the disk so that about `kib` KiB are free, and return the file that fills it."""
    filler = disk / "filler"
    with filler.open("wb") as file:
        free = os.statvfs(disk).f_bavail * os.statvfs(disk).f_frsize
        file.write(bytes(max(0, free - kib * 1024)))
    return filler


def wrong_after(disk: Path, name: str, kib: int) -> tuple[bool, list[str]]:
    """Do one act with so much free, and return whether it succeeded and what is wrong after it."""
    folder = disk / "vault"
    shutil.copytree(disk / "whole", folder)
    filler = disk / "filler"
    wrong = []
    try:
        with vaults.unlock(folder, PASSPHRASE) as vault:
            before = state_of(vault)
            filler = free_all_but(disk, kib)
            try:
                ACTS[name](vault)
                done = True
            except DiskFull:
                done = False
        for is_full in (True, False):
            if not is_full:
                filler.unlink()
            with vaults.unlock(folder, PASSPHRASE) as vault:
                if not done and state_of(vault) != before:
                    wrong.append("not as before")
                if any(item.id == "0001" and item.has_bytes and vault.read("0001", Work()) != FIRST for item in vault.items()):
                    wrong.append("other bytes")
        wrong += [f"{problem.part} {problem.code}" for problem in vaults.verify(folder, PASSPHRASE, Work())]
        if done and name == "backup":
            wrong += [f"copy {problem.part} {problem.code}" for problem in vaults.verify(folder.with_name("copy"), PASSPHRASE, Work())]
    finally:
        filler.unlink(missing_ok=True)
        shutil.rmtree(folder)
        shutil.rmtree(folder.with_name("copy"), ignore_errors=True)
    return done, [f"{name} at {kib} KiB: {what}" for what in wrong]


def main(disk: Path, step_kib: int) -> int:
    """Do every act at every step of free space, and return how often something was wrong."""
    with vaults.create(disk / "whole", PASSPHRASE, cost=CHEAP_COST_FOR_TESTS_ONLY) as vault:
        vault.add_file(FIRST, "first.bin", Where(url="https://example.org/1"), AgeAnswer.ADULT, Work())
        vault.add_link("https://example.org/3", Where(), AgeAnswer.ADULT)
        vault.casebook.relate("0002", RelationKind.MADE_FROM, "0001")
        vault.casebook.open_case("second")
    bad = 0
    for name in ACTS:
        done_at = []
        for kib in range(0, MOST_FREE_KIB, step_kib):
            done, wrong = wrong_after(disk, name, kib)
            done_at += [kib] * done
            bad += bool(wrong)
            for line in wrong:
                sys.stdout.write(line + "\n")
        refused = MOST_FREE_KIB // step_kib - len(done_at)
        sys.stdout.write(f"{name}: refused {refused} times, done {len(done_at)} times, first with {min(done_at, default=-1)} KiB free\n")
    return bad


if __name__ == "__main__":
    sys.exit(bool(main(Path(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 4)))
