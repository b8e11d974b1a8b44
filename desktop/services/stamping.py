"""Time stamps of an authority: a request file that goes out by hand, the answer brought back, and what it shows."""

from collections.abc import Sequence
from pathlib import Path

from desktop.core import files
from desktop.core.errors import FileMissing, FileUnreadable, FolderNotWritable
from desktop.core.names import shown
from desktop.services.vaults import Stamp, Vault

MOST_BYTES = 256 * 1024


def write_request(vault: Vault, out: Path, item_id: str = "") -> Path:
    """Write a request for an item's file or for the whole custody log into a new file outside the vault.

    Raises AlreadyThere, FolderNotWritable, DiskFull, ItemMissing, ItemHasNoFile.
    """
    if out.resolve().is_relative_to(vault.folder.resolve()):
        raise FolderNotWritable(name=shown(vault.folder.name))
    with files.creating(out) as file:
        file.write(vault.stamps.ask(item_id))
    return out


def take_in(vault: Vault, response: Path, roots: Sequence[Path] = ()) -> Stamp:
    """Check an answer that was brought back, and keep it. `roots` are certificate files that the person trusts.

    Raises FileMissing, FileUnreadable, StampNotAsked, StampNotStamp, StampRefused, StampRootNeeded, StampRootUnreadable, StampNotRight.
    """
    return vault.stamps.take_in(_content(response), [_content(root) for root in roots])


def save(vault: Vault, number: int, folder: Path) -> tuple[Path, ...]:
    """Write a time stamp into a folder for someone who checks it without this program: the answer, and the stamped head of the log.

    Raises StampMissing, AlreadyThere, FolderNotWritable, DiskFull.
    """
    stamp = vault.stamps.get(number)
    written = []
    for name, content in ((f"stamp-{number}.tsr", stamp.response), (f"stamp-{number}-log-head.json", stamp.stamped)):
        if content:
            with files.creating(folder / name) as file:
                file.write(content)
            written.append(folder / name)
    return tuple(written)


def _content(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(MOST_BYTES + 1)
    except FileNotFoundError as error:
        raise FileMissing(name=shown(path.name)) from error
    except OSError as error:
        raise FileUnreadable(name=shown(path.name)) from error
