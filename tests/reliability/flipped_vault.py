"""Changes every byte of a small vault, one after another, cuts every file at every length, and looks whether each is noticed and named.

    python tests/reliability/flipped_vault.py [STEP [PIECE PIECES]]     every STEP-th byte and length (1 without it)

The vault holds a part of every kind: files, an address, a deleted item, cases, people, relations, records, answers, time stamps and every
way in. With PIECE of PIECES (counted from 0), only that part of the changes is made. Exit status 1 where any was missed.
After each change, verification has to name the part, and reading has to give the right bytes or a known error, never other bytes.
"""

import random
import shutil
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from desktop.core.errors import LindenError
from desktop.core.work import Work
from desktop.services import vaults
from desktop.services.vaults import AgeAnswer, HowItCame, Person, RelationKind, Said, Vault, Where
from desktop.vault import opening, recovery_code, shares
from desktop.vault.slots import CHEAP_COST_FOR_TESTS_ONLY
from tests.vault.authority import Authority

PASSPHRASE = "passphrase"
CONTENTS = (b"first" * 100, b"second" * 400)


def small_vault(folder: Path, authority: Authority | None) -> None:
    """Make a vault that holds a part of every kind; stamps only where openssl is there to give them."""
    with vaults.create(folder, PASSPHRASE, cost=CHEAP_COST_FOR_TESTS_ONLY) as vault:
        for number, content in enumerate(CONTENTS):
            vault.add_file(content, f"{number}.bin", Where(url=f"https://example.org/{number}"), AgeAnswer.ADULT, Work())
        _give_ways_in(vault)
        vault.add_file(b"third", "third.bin", Where(), AgeAnswer.ADULT, Work())
        vault.delete("0003")
        vault.keep_record("check", "0001", {"band": "cannot_tell"})
        vault.save_answers({"facts": "what happened"})
        _order(vault)
        for item_id in ("0001", "") if authority is not None else ():
            vault.stamps.take_in(authority.answer(vault.stamps.ask(item_id)))


def _give_ways_in(vault: Vault) -> None:
    vault.use_recovery_code(recovery_code.new())
    vault.ways.use_shares(shares.split()[0])
    vault.ways.add_passphrase("another")
    slot_id, _name, key = vault.ways.prepare_device_key()
    vault.ways.use_device_key(slot_id, key)


def _order(vault: Vault) -> None:
    case = vault.casebook.open_case("second")
    people = (Person("one", AgeAnswer.ADULT),)
    vault.casebook.describe("0002", Said(case.id, HowItCame.MESSAGE, ("account",), ("tag",), people))
    link = vault.add_link("https://example.org/again", Where(account="account"), AgeAnswer.ADULT)
    vault.casebook.relate("0002", RelationKind.MADE_FROM, "0001")
    vault.casebook.relate(link.id, RelationKind.SEEN_AGAIN, "0001")


def changes(whole: bytes, places: slice) -> Iterator[tuple[str, bytes]]:
    chosen = random.Random(len(whole))
    for place in range(len(whole))[places]:
        yield f"byte {place}", whole[:place] + bytes([whole[place] ^ 1 << chosen.randrange(8)]) + whole[place + 1 :]
    for length in range(len(whole))[places]:
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


def main(place: Path, step: int, piece: int = 0, pieces: int = 1) -> int:
    """Make all changes and return how many were missed."""
    folder = place / "vault"
    small_vault(folder, Authority(place / "authority") if shutil.which("openssl") else None)
    places = slice(piece * step, None, step * pieces)
    tried = missed = 0
    for path in sorted(path for path in folder.rglob("*") if path.is_file() and path.name != "lock"):
        part, whole = path.relative_to(folder).as_posix(), path.read_bytes()
        for what, changed in changes(whole, places):
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
        sys.exit(bool(main(Path(place), *(int(argument) for argument in sys.argv[1:] or ["1"]))))
