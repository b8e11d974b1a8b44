"""Changes every byte of a small vault, one after another, cuts every file at every length, and looks whether each is noticed and named.

    python tests/reliability/flipped_vault.py [STEP]       every STEP-th byte and length (1 without it); exit status 1 where any was missed

After each change, verification has to name the part, and reading has to give the right bytes or a known error, never other bytes.
"""

import random
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from desktop.core.errors import LindenError
from desktop.core.work import Work
from desktop.services import vaults
from desktop.services.vaults import AgeAnswer, Vault, Where
from desktop.vault import opening, recovery_code, shares
from desktop.vault.slots import CHEAP_COST_FOR_TESTS_ONLY

PASSPHRASE = "passphrase"
CONTENTS = (b"first" * 100, b"second" * 400)


def small_vault(folder: Path) -> None:
    with vaults.create(folder, PASSPHRASE, cost=CHEAP_COST_FOR_TESTS_ONLY) as vault:
        for number, content in enumerate(CONTENTS):
            vault.add_file(content, f"{number}.bin", Where(url=f"https://example.org/{number}"), AgeAnswer.ADULT, Work())
        vault.use_recovery_code(recovery_code.new())
        vault.ways.use_shares(shares.split()[0])
        vault.add_file(b"third", "third.bin", Where(), AgeAnswer.ADULT, Work())
        vault.delete("0003")
        vault.keep_record("check", "0001", {"band": "cannot_tell"})


def changes(whole: bytes, step: int) -> Iterator[tuple[str, bytes]]:
    chosen = random.Random(len(whole))
    for place in range(0, len(whole), step):
        yield f"byte {place}", whole[:place] + bytes([whole[place] ^ 1 << chosen.randrange(8)]) + whole[place + 1 :]
    for length in range(0, len(whole), step):
        yield f"cut at {length}", whole[:length]


def wrong_after(folder: Path, part: str) -> list[str]:
    """Return what is wrong: the part is not named, or bytes came back that were never put in."""
    wrong = [] if part in {problem.part for problem in vaults.verify(folder, PASSPHRASE, Work())} else ["not named"]
    try:
        # Without the repairs of an ordinary opening: the next change needs the vault as it was.
        vault = Vault(opening.open_store(folder, PASSPHRASE))
    except LindenError:
        return wrong
    with vault:
        for number, content in enumerate(CONTENTS, start=1):
            try:
                if vault.read(str(number), Work()) != content:
                    wrong.append(f"other bytes for item {number}")
            except LindenError:
                continue
    return wrong


def main(folder: Path, step: int) -> int:
    """Make all changes and return how many were missed."""
    small_vault(folder)
    tried = missed = 0
    for path in sorted(path for path in folder.rglob("*") if path.is_file() and path.name != "lock"):
        part, whole = path.relative_to(folder).as_posix(), path.read_bytes()
        for what, changed in changes(whole, step):
            path.write_bytes(changed)
            tried += 1
            for line in wrong_after(folder, part):
                missed += 1
                sys.stdout.write(f"{part}, {what}: {line}\n")
        path.write_bytes(whole)
    sys.stdout.write(f"{tried} changes, {missed} missed\n")
    return missed


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as place:
        sys.exit(bool(main(Path(place) / "vault", int(sys.argv[1]) if len(sys.argv) > 1 else 1)))
