"""The work on a vault during which the program is killed: every act that changes one, over and over, and what was confirmed of it."""

import shutil
import zipfile
from collections.abc import Callable
from pathlib import Path

from desktop.core.work import Work
from desktop.services import importing, vaults
from desktop.services.importing import Choice
from desktop.services.vaults import AgeAnswer, RelationKind, Said, Where
from desktop.vault import recovery_code, shares
from tests.vault.authority import Authority

MARKER = b"PLAINTEXT-THAT-MUST-NOT-BE-ON-DISK-"
PASSPHRASES = ("one", "two")

Say = Callable[[str], None]


def content(number: int) -> bytes:
    """Return the bytes of the item of this number."""
    return (MARKER + str(number).encode()) * (1 + number % 7 * 2_000)


class Worker:
    """Works on a vault for ever, and says what it is doing and what is confirmed, a line each."""

    def __init__(self, folder: Path, passphrase: str, sources: Path, authority: Authority | None, say: Say) -> None:
        """`sources` is where exported chats are put, which are plaintext; `authority` stamps, where there is one."""
        self._folder, self._passphrase, self._sources, self._authority, self._say = folder, passphrase, sources, authority, say
        self._vault = vaults.unlock(folder, passphrase)
        self._corrected = ""
        """The item that was corrected last, to which the next one is related."""

    def work(self, first: int, *, only_book: bool = False) -> None:
        """Work on, with items numbered from `first` on; `only_book`: no other acts than those on corrections, relations and cases."""
        book = (self._correct, self._relate, self._keep_case)
        acts = (
            self._record,
            self._delete,
            self._delete,
            self._change_age,
            self._change_slots,
            self._back_up,
            self._lock,
            self._stamp,
            self._import,
            self._share,
            *book,
        )
        acts = book if only_book else acts
        for number in range(first, first + 1_000_000):
            self._say("doing import")
            item_id = self._add(number)
            acts[number % len(acts)](number, item_id)

    def _add(self, number: int) -> str:
        name = f"{MARKER.decode()}{number}"
        item = self._vault.add_file(content(number), name, Where(url=name), AgeAnswer.ADULT, Work())
        self._say(f"added {item.id} {number}")
        return item.id

    def _record(self, number: int, item_id: str) -> None:
        self._vault.keep_record("check", item_id, {"number": number})
        self._say(f"record {number} {item_id}")

    def _delete(self, _number: int, item_id: str) -> None:
        self._say(f"doing delete\ndestroying {item_id}")
        self._vault.delete(item_id)
        self._say(f"destroyed {item_id}")

    def _change_age(self, _number: int, item_id: str) -> None:
        self._say(f"doing age\ndestroying {item_id}")
        self._vault.change_age(item_id, AgeAnswer.UNDER_18, destroy=True)
        self._say(f"destroyed {item_id}")

    def _change_slots(self, _number: int, _item_id: str) -> None:
        self._say("doing slots")
        new = PASSPHRASES[1 - PASSPHRASES.index(self._passphrase)]
        self._vault.change_passphrase(self._passphrase, new)
        self._passphrase = new
        self._say(f"passphrase {new}")
        self._vault.use_recovery_code(recovery_code.new())
        self._vault.ways.remove_recovery_code()

    def _back_up(self, _number: int, _item_id: str) -> None:
        self._say("doing backup")
        target = self._folder.with_name("copy")
        put_away(target)
        self._vault.back_up(target, Work())

    def _lock(self, _number: int, _item_id: str) -> None:
        self._say("doing lock")
        self._vault.lock()
        self._vault = vaults.unlock(self._folder, self._passphrase)

    def _stamp(self, _number: int, item_id: str) -> None:
        if self._authority is None:
            return
        self._say("doing stamp")
        for of in (item_id, ""):
            stamp = self._vault.stamps.take_in(self._authority.answer(self._vault.stamps.ask(of)))
            self._say(f"stamped {stamp.number}")

    def _import(self, number: int, _item_id: str) -> None:
        self._say("doing chat")
        taken = importing.take_in(self._vault, self._chat(number), Choice(AgeAnswer.ADULT, messages=frozenset({1, 2})), Work())
        for item in taken.items:
            # Both media of the chat are new to the vault: their numbers are no other item's.
            self._say(f"added {item.id} {item.name.removesuffix('.bin')}")

    def _chat(self, number: int) -> Path:
        path = self._sources / "chat.zip"
        numbers = (-number, -number - 1_000_000_000)
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
            lines = [f"19/11/2026, 23:5{place} - {MARKER.decode()}: {one}.bin (file attached)\n" for place, one in enumerate(numbers)]
            archive.writestr("_chat.txt", "".join(lines))
            for one in numbers:
                archive.writestr(f"{one}.bin", content(one))
        return path

    def _share(self, _number: int, _item_id: str) -> None:
        self._say("doing shares")
        secret, _shares = shares.split()
        self._say(f"sharing {secret.value.hex()}")
        self._vault.ways.use_shares(secret)
        self._say(f"shared {secret.value.hex()}")

    def _correct(self, number: int, item_id: str) -> None:
        """Correct an item twice: what was said the first time is kept as what was said before."""
        self._say("doing correction")
        for time in (1, 2):
            self._say(f"correcting {item_id} {number} {time}")
            said, where = correction(number, time)
            self._vault.casebook.revise(item_id, said, where)
            self._say(f"corrected {item_id} {number} {time}")
        self._corrected = item_id

    def _relate(self, _number: int, item_id: str) -> None:
        if not self._corrected:
            return
        self._say("doing relation")
        book = self._vault.casebook
        kept = book.relate(item_id, RelationKind.PART_OF, self._corrected)
        self._say(f"related {kept.number}")
        other = book.relate(item_id, RelationKind.MADE_FROM, self._corrected)
        self._say(f"related {other.number}\nwithdrawing {other.number}")
        book.withdraw(other)
        self._say(f"withdrawn {other.number}")

    def _keep_case(self, number: int, _item_id: str) -> None:
        self._say("doing case")
        book = self._vault.casebook
        case = book.open_case(f"{MARKER.decode()}opened-{number}")
        self._say(f"named {case.id} opened-{number}\nnaming {case.id} renamed-{number}")
        book.change_case(case.id, name=f"{MARKER.decode()}renamed-{number}", note=MARKER.decode())
        self._say(f"named {case.id} renamed-{number}")
        book.close_case(case.id)
        self._say(f"closed {case.id}")


def correction(number: int, time: int) -> tuple[Said, Where]:
    """Return what is said of the item of this number at its first or second correction; nothing but its address at time 0."""
    name = f"{MARKER.decode()}{number}"
    return (Said(tags=(f"{name}-tag-{time}",)), Where(url=name, note=f"{name}-note-{time}")) if time else (Said(), Where(url=name))


def put_away(copy: Path) -> None:
    """Remove a finished copy. It is renamed first: one that is half removed would look like one that was half made."""
    if (copy / "vault.json").exists():
        old = copy.with_name("old copy")
        shutil.rmtree(old, ignore_errors=True)
        copy.rename(old)
        shutil.rmtree(old)
