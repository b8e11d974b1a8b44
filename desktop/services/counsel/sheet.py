"""The sheet of a desk: small JSON values under names with slashes, which can be written anew and forgotten for good."""

import json
from collections.abc import Mapping

from desktop.services.vaults import JsonValue, Vault

MARK = "desk"
VERSION = 1


def is_desk(vault: Vault) -> bool:
    """Whether an open vault is a counselor's desk."""
    return MARK in vault.answers()


def begin(vault: Vault) -> None:
    """Make a new, empty vault a desk."""
    vault.save_answers({MARK: json.dumps(VERSION)})


def under(vault: Vault, *path: str) -> dict[str, dict[str, JsonValue]]:
    """Return every value under a path, by the rest of its name, in the order of the names."""
    start = _name(*path, "")
    found = {name.removeprefix(start): json.loads(text) for name, text in vault.answers().items() if name.startswith(start)}
    return {name: found[name] for name in sorted(found) if isinstance(found[name], dict)}


def at(vault: Vault, *path: str) -> dict[str, JsonValue]:
    """Return the value of this name, or an empty one."""
    value = json.loads(vault.answers().get(_name(*path), "{}"))
    return value if isinstance(value, dict) else {}


def put(vault: Vault, *path: str, value: Mapping[str, JsonValue]) -> None:
    """Keep a value under this name, in place of the one before. Raises DiskFull, FolderNotWritable, VaultLocked."""
    written = json.dumps(value, ensure_ascii=False, sort_keys=True, allow_nan=False)
    vault.save_answers({**vault.answers(), _name(*path): written})


def drop(vault: Vault, *path: str) -> None:
    """Forget the value of this name and everything under it: what SQLite deletes here, it overwrites."""
    name = _name(*path)
    kept = {one: text for one, text in vault.answers().items() if one != name and not one.startswith(f"{name}/")}
    vault.save_answers(kept)


def _name(*path: str) -> str:
    return "/".join(path)
