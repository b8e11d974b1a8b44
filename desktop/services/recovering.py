"""The recovery code of a vault: making it, printing it on one page, and coming back in with it."""

import json
from collections.abc import Callable
from pathlib import Path

from desktop.core import clock, files, places, texts
from desktop.core.errors import FolderNotWritable
from desktop.core.names import shown
from desktop.core.texts import Sentence, mark, say
from desktop.reports.pdf import make_pdf
from desktop.services import opening
from desktop.services.vaults import RecoveryCode, Secret, SharedSecret, Vault
from desktop.vault import recovery_code, slots

Opener = Callable[[Path, Secret], Vault]


def make(vault: Vault, page: Path | None = None, language: str = "") -> RecoveryCode:
    """Give the vault a new recovery code, which ends the one before, and return it; it can be shown this once only.

    With `page`, it is first written there as a one-page PDF, a new file outside the vault: a code that could not be kept must
    not end the one before. Raises AlreadyThere, FolderNotWritable, DiskFull, PageNotMade, TooManyKeySlots; then nothing is changed.
    """
    code = recovery_code.new()
    if page is not None:
        save_page(vault, code, page, language)
    try:
        vault.use_recovery_code(code)
    except BaseException:
        if page is not None:
            page.unlink(missing_ok=True)
        raise
    return code


def save_page(vault: Vault, code: RecoveryCode, page: Path, language: str = "") -> None:
    """Write the code as a PDF to print, a new file outside the vault. Raises AlreadyThere, FolderNotWritable, DiskFull, PageNotMade."""
    save_outside(vault, page, pdf_of(code, language or texts.language()))


def save_outside(vault: Vault, page: Path, pdf: bytes) -> None:
    """Write a page to print, a new file outside the vault. Raises AlreadyThere, FolderNotWritable, DiskFull."""
    if page.resolve().is_relative_to(vault.folder.resolve()):
        raise FolderNotWritable(name=shown(vault.folder.name))
    with files.creating(page) as file:
        file.write(pdf)


def recover(folder: Path, typed_code: str, new_passphrase: str, open_by: Opener = opening.unlock) -> Vault:
    """Open a vault by its recovery code and give it a new passphrase; the forgotten one no longer opens it. The code stays.

    Where nothing can be written (`is_read_only`), it is opened to be read, and the passphrase stays as it was.
    `open_by` may be `vaults.rebuild`, where the list of items is damaged. Raises RecoveryCodeMistyped, RecoveryCodeWrongLength,
    WrongRecoveryCode, NoRecoveryCode, PassphraseEmpty, PassphraseTooLong, DiskFull, and as `vaults.unlock`.
    """
    return come_back(folder, recovery_code.read(typed_code), new_passphrase, open_by)


def come_back(folder: Path, secret: RecoveryCode | SharedSecret, new_passphrase: str, open_by: Opener = opening.unlock) -> Vault:
    """Open a vault by what stands for a forgotten passphrase, and give it a new one. Raises as `recover`."""
    slots.prepared(new_passphrase)
    vault = open_by(folder, secret)
    try:
        if not vault.is_read_only:
            vault.ways.set_passphrase(secret, new_passphrase)
    except BaseException:
        vault.lock()
        raise
    return vault


def check(typed_code: str) -> None:
    """Say at once where a code was mistyped, before a vault is touched. Raises RecoveryCodeMistyped or RecoveryCodeWrongLength."""
    recovery_code.read(typed_code)


def pdf_of(code: RecoveryCode, language: str) -> bytes:
    """Return the page with the code. Nothing on it says which vault it is of, or where that lies. Raises PageNotMade."""
    language = language if language in texts.LANGUAGES else texts.DEFAULT_LANGUAGE
    moment = clock.now()
    groups = code.shown().split("-")
    content = {
        "title": _TITLE.within(language),
        "lead": _LEAD.within(language),
        "groups": groups,
        "made": say(mark("Made on {day}."), day=f"{moment:%Y-%m-%d}").within(language),
        "advice": [sentence.within(language) for sentence in _ADVICE],
    }
    inputs = {"code.json": json.dumps(content, ensure_ascii=False).encode()}
    source = (places.resources() / "templates" / "recovery_code.typ").read_bytes()
    return make_pdf(source, inputs, title=str(content["title"]), language=language, moment=moment)


_TITLE = say(mark("Recovery code"))
_LEAD = say(mark("Whoever has this page and the folder that it belongs to can open everything in it."))
_ADVICE: tuple[Sentence, ...] = (
    say(mark("Keep this page away from the computer and the stick: in another place, or with someone you trust, such as a counselor.")),
    say(mark("If the passphrase is forgotten: choose “I forgot my passphrase” and type this code. Then you choose a new passphrase.")),
    say(mark("Capital and small letters are the same here. There is no letter O and no letter I, only the digit 0 and the letter L.")),
    say(mark("If a newer code is made, this one stops working. Then destroy this page.")),
    say(mark("Once it is printed or written down, delete the file of this page and empty the bin.")),
)
