"""Three shares of a vault, any two of which open it: making them, printing each on its own page, and coming back in with two."""

import json
from collections.abc import Sequence
from pathlib import Path

from desktop.core import clock, places, texts
from desktop.core.texts import Sentence, mark, say
from desktop.reports.pdf import make_pdf
from desktop.services import opening, recovering
from desktop.services.vaults import Share, SharedSecret, Vault
from desktop.vault import shares
from desktop.vault.shares import COUNT, WORDS, typed_so_far

__all__ = ["COUNT", "WORDS", "check", "holder", "make_pages", "pdf_of", "prepare", "recover", "save_pages", "typed_so_far"]


def prepare() -> tuple[SharedSecret, tuple[Share, ...]]:
    """Return new shares and what they give together. Nothing opens by them before `Vault.ways.use_shares` was given the secret.

    Shares that a person could not write down to the end must not end those from before.
    """
    return shares.split()


def save_pages(vault: Vault, made: Sequence[Share], folder: Path, language: str = "") -> tuple[Path, ...]:
    """Write each share as a PDF of one page into a folder outside the vault, as new files, and return where they are.

    Raises AlreadyThere, FolderNotWritable, DiskFull, PageNotMade; then none is left.
    """
    written: list[Path] = []
    try:
        for share in made:
            page = folder / f"share-{share.number}-of-{COUNT}.pdf"
            recovering.save_outside(vault, page, pdf_of(share, language or texts.language()))
            written.append(page)
    except BaseException:
        for page in written:
            page.unlink(missing_ok=True)
        raise
    return tuple(written)


def make_pages(vault: Vault, folder: Path, language: str = "") -> tuple[Path, ...]:
    """Write three new shares on pages and let the vault open by them, no longer by those from before.

    Raises as `save_pages`, and TooManyKeySlots.
    """
    secret, made = prepare()
    pages = save_pages(vault, made, folder, language)
    try:
        vault.ways.use_shares(secret)
    except BaseException:
        for page in pages:
            page.unlink(missing_ok=True)
        raise
    return pages


def recover(folder: Path, first: str, second: str, new_passphrase: str, open_by: recovering.Opener = opening.unlock) -> Vault:
    """Open a vault by two of its shares as they were typed, and give it a new passphrase. The shares stay.

    Where nothing can be written (`is_read_only`), it is opened to be read. Raises as `check`, SharesAreTheSame,
    SharesDoNotBelongTogether, WrongShares, NoShares, and as `recovering.recover`.
    """
    return recovering.come_back(folder, shares.combine(shares.read(first), shares.read(second)), new_passphrase, open_by)


def check(typed: str) -> Share:
    """Say at once where a share was mistyped, before a vault is touched.

    Raises ShareWrongLength, ShareWordUnknown, ShareMistyped or ShareOfAnotherKind.
    """
    return shares.read(typed)


def holder(number: int) -> Sentence:
    """Return for whom the share of this number is meant."""
    return _HOLDERS[number - 1]


def pdf_of(share: Share, language: str) -> bytes:
    """Return the page with one share. Nothing on it says which vault it is of, or where that lies. Raises PageNotMade."""
    language = language if language in texts.LANGUAGES else texts.DEFAULT_LANGUAGE
    moment = clock.now()
    content = {
        "title": say(mark("Share {number} of 3"), number=share.number).within(language),
        "holder": holder(share.number).within(language),
        "lead": _LEAD.within(language),
        "words": share.words,
        "made": say(mark("Made on {day}. The three pages of one day belong together."), day=f"{moment:%Y-%m-%d}").within(language),
        "advice": [sentence.within(language) for sentence in _ADVICE],
    }
    inputs = {"share.json": json.dumps(content, ensure_ascii=False).encode()}
    source = (places.resources() / "templates" / "recovery_share.typ").read_bytes()
    return make_pdf(source, inputs, title=str(content["title"]), language=language, moment=moment)


_HOLDERS = (
    say(mark("For yourself")),
    say(mark("For your counselor, or another person you trust")),
    say(mark("For paper, in another place")),
)
_LEAD = say(mark("Any two of three such pages, and the folder that they belong to, open everything in it. One page alone opens nothing."))
_ADVICE: tuple[Sentence, ...] = (
    say(mark("Keep the three pages in three places. Never two of them together, and none beside the computer or the stick.")),
    say(
        mark(
            "If the passphrase is forgotten: choose “I forgot my passphrase”, then “Use two shares instead”, "
            "and type the words of two pages."
        )
    ),
    say(mark("The first four letters of each word are enough. Capital and small letters are the same. The order of the words matters.")),
    say(mark("If newer shares are made, this page stops working. Then destroy it.")),
    say(mark("Once it is printed or written down, delete the file of this page and empty the bin.")),
)
