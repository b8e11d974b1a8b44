"""Adding files, folders and addresses to a vault: what is in them, and one after another, so that one that fails ends nothing."""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path, PurePath

from desktop.core.errors import DiskFull, FolderNotWritable, LindenError, Stopped
from desktop.core.files import as_reading_error, is_folder
from desktop.core.names import shown
from desktop.core.texts import Sentence, mark, say
from desktop.core.work import Work
from desktop.services.counsel import consent
from desktop.services.counsel.consent import Scope
from desktop.services.vaults import NOTHING_SAID, AgeAnswer, Given, Item, Said, Vault, VaultLocked, Where

# Steps that one file of several is told in.
_FINE_STEPS = 1000
_MOST_FILES = 20_000
_LONGEST_ADDRESS = 8_000
# Files that systems leave in folders; nobody put them there.
_LITTER = frozenset({"thumbs.db", "desktop.ini", "__macosx"})
# Addresses of pages, files and rooms. What would run or open something on this computer is none.
_SCHEMES = frozenset({"http", "https", "ftp", "ftps", "tg", "ipfs", "ipns", "magnet", "nostr", "kakaotalk", "whatsapp"})
_WITH_SCHEME = re.compile(r"([a-z][a-z0-9+.-]{1,20}):(?://)?[^\s/]\S*", re.IGNORECASE)
_WITHIN = re.compile(r"(?:https?|ftp|tg)://[^\s<>\"]{1,8000}", re.IGNORECASE)
_HOST = re.compile(r"(?:[^\W_](?:[\w-]{0,61}[^\W_])?\.){1,20}[^\W\d_]{2,63}(?::\d{1,5})?(?:[/?#]\S*)?")
_AT_THE_END = ".,;:!?)]}>\"'”’」"
_OPENS_SOMETHING = say("This is no address of a page: it would open something on a computer.")
_NO_ADDRESS = say("This is no address. An address looks like https://example.org/page.")
# No address has control characters. Marks of direction stay: they may be how the address was disguised, and are shown as such.
_HIDDEN = {"Cc", "Cs"}


class TooManyFiles(LindenError):
    """A folder holds more files than are taken in at once."""

    code = "too_many_files"
    says = mark("There are more than {most} files in {name}.")
    advice = mark("Nothing was added. Choose the folder with the files that matter, or the files themselves.")


class NoFiles(LindenError):
    """A folder holds no file."""

    code = "no_files"
    says = mark("There is no file in {name}.")
    advice = mark("Nothing was added. Look whether it is the right folder.")


@dataclass(frozen=True, eq=False)
class Source:
    """Something that is to be kept: a file, or bytes that came without one, as from the clipboard."""

    name: str
    content: Path | bytes | Given


@dataclass(frozen=True)
class Added:
    """What came into the vault, and what did not, with the reason."""

    items: tuple[Item, ...]
    failed: tuple[tuple[str, LindenError], ...] = ()
    known: tuple[str, ...] = ()
    """Addresses that were there already and were not added again."""


@dataclass(frozen=True)
class Refused:
    """A line in which there is no address, and why."""

    line: str
    why: Sentence


@dataclass(frozen=True)
class Addresses:
    """The addresses in a text, each once, and the lines without one."""

    found: tuple[str, ...]
    refused: tuple[Refused, ...]


def sources_of(paths: Iterable[Path]) -> tuple[Source, ...]:
    """Return files, and the files in folders and below, in the order of their names; links are not followed into other folders.

    A file that is not there stays in the list: adding it says so. Raises FileUnreadable, NoFiles, TooManyFiles.
    """
    found: list[Source] = []
    for path in paths:
        if is_folder(path):
            inside = _files_in(path)
            if not inside:
                raise NoFiles(name=shown(path.name or str(path)))
            found += (Source(file.name, file) for file in inside)
        else:
            found.append(Source(path.name, path))
        if len(found) > _MOST_FILES:
            raise TooManyFiles(name=shown(path.name), most=_MOST_FILES)
    return tuple(found)


def add_files(vault: Vault, sources: Sequence[Source], where: Where, age: AgeAnswer, work: Work, *, said: Said = NOTHING_SAID) -> Added:
    """Keep the sources one after another. Raises Stopped, VaultLocked, DiskFull, FolderNotWritable; what was added before stays."""
    consent.require(vault, Scope.KEEP)
    items: list[Item] = []
    failed: list[tuple[str, LindenError]] = []
    for number, source in enumerate(sources):
        try:
            items.append(vault.add_file(source.content, source.name, where, age, _share(work, number, len(sources)), said=said))
        except (Stopped, VaultLocked, DiskFull, FolderNotWritable):
            raise
        except LindenError as error:
            failed.append((source.name, error))
    return Added(tuple(items), tuple(failed))


def add_links(vault: Vault, addresses: Sequence[str], where: Where, age: AgeAnswer, work: Work, *, said: Said = NOTHING_SAID) -> Added:
    """Keep each address as an item of its own; one that is an item of this case already is not added again."""
    consent.require(vault, Scope.KEEP)
    there = {item.where.url for item in vault.items(said.case_id) if item.kind == "link"}
    known = tuple(address for address in addresses if address in there)
    new = [address for address in addresses if address not in there]
    items: list[Item] = []
    for number, address in enumerate(new):
        work.step(number, len(new))
        items.append(vault.add_link(address, replace(where, url=address), age, said=said))
    return Added(tuple(items), known=known)


def addresses_in(text: str) -> Addresses:
    """Return the addresses in a text with one a line. An address as browsers show it, without https://, gets it back."""
    found: list[str] = []
    refused: list[Refused] = []
    for raw in re.split(r"\r\n|\n|\r", text):
        line = raw.strip().strip("\ufeff")
        if not line:
            continue
        addresses = _addresses_of(line)
        if isinstance(addresses, Sentence):
            refused.append(Refused(shown(line), addresses))
        else:
            found += addresses
    return Addresses(tuple(dict.fromkeys(found)), tuple(refused))


def _addresses_of(line: str) -> list[str] | Sentence:
    """Return the addresses of one line, or why there is none."""
    if len(line) > _LONGEST_ADDRESS:
        return say("This line is too long for an address.")
    if any(unicodedata.category(letter) in _HIDDEN for letter in line):
        return say("There are hidden characters in it. Copy the address again from the browser.")
    scheme = _WITH_SCHEME.fullmatch(line)
    if scheme is not None and scheme[1].lower() in _SCHEMES:
        return [line]
    within = [address.rstrip(_AT_THE_END) for address in _WITHIN.findall(line)]
    if within:
        return within
    if _HOST.fullmatch(line):
        return [f"https://{line}"]
    opens_something = scheme is not None and "." not in scheme[1]
    return _OPENS_SOMETHING if opens_something else _NO_ADDRESS


def _files_in(folder: Path) -> list[Path]:
    found: list[Path] = []
    waiting = [folder]
    while waiting:
        place = waiting.pop()
        try:
            entries = sorted(place.iterdir(), key=lambda entry: entry.name)
        except OSError as error:
            raise as_reading_error(error, place) from error
        for entry in entries:
            if _is_litter(entry) or (entry.is_symlink() and entry.is_dir()):
                continue
            if entry.is_dir():
                waiting.append(entry)
            elif entry.is_file():
                found.append(entry)
        if len(found) > _MOST_FILES:
            raise TooManyFiles(name=shown(folder.name), most=_MOST_FILES)
    return sorted(found)


def _is_litter(path: PurePath) -> bool:
    return path.name.startswith(".") or path.name.lower() in _LITTER


def _share(work: Work, number: int, count: int) -> Work:
    def tell(done: int, total: int) -> None:
        work.step(number * _FINE_STEPS + (_FINE_STEPS * done // total if total else 0), count * _FINE_STEPS)

    return Work(tell)
