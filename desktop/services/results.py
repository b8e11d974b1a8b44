"""Keeping what a check or a comparison found of an item: as a record that never changes, for exactly the bytes that were looked at."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

import desktop
from desktop.core.errors import LindenError
from desktop.core.texts import language, mark
from desktop.core.work import Work
from desktop.services.vaults import Item, JsonValue, Record, RelationKind, Vault

if TYPE_CHECKING:
    from desktop.checks.result import CheckResult
    from desktop.matching.result import Match
    from desktop.services.checking import Checker

CHECK_RECORD = "check"
MATCH_RECORD = "match"


class ResultOfOtherBytes(LindenError):
    """A result is of other bytes than those of the item it was to be kept for."""

    code = "result_of_other_bytes"
    says = mark("This result is of another file than item {item}.")
    advice = mark("Nothing was kept. Check the item itself, from the vault.")


def check(vault: Vault, item_id: str, checker: "Checker", work: Work) -> "CheckResult":
    """Check the picture of an item and keep what was found. Raises what reading the item and checking it raise."""
    item = vault.item(item_id)
    content = vault.read(item.id, work)
    result = checker.check(content, item.name).result
    keep_check(vault, item.id, result)
    return result


def keep_check(vault: Vault, item_id: str, result: "CheckResult") -> Record:
    """Keep what a check found, with the versions of its models and of the program. Raises ResultOfOtherBytes, ItemMissing."""
    item = _of(vault, item_id, result.sha256)
    # The map of the parts is drawn from the picture, however coarse it is: of a picture that is not kept nothing like it is kept either.
    content: dict[str, JsonValue] = {**result.as_json(), "parts": None, **_made_by()}
    record = _keep(vault, CHECK_RECORD, item, content)
    vault.note("checked", item.id, band=result.band.value)
    return record


def keep_matches(vault: Vault, item_id: str, sha256: str, matches: Sequence["Match"]) -> Record:
    """Keep from which own photos a picture was made, with the hashes of these photos. `sha256` is of the bytes that were compared.

    Where such a photo is an item of the vault too, the two are related. Raises ResultOfOtherBytes, ItemMissing.
    """
    item = _of(vault, item_id, sha256)
    listed: list[JsonValue] = [_match(one) for one in matches]
    record = _keep(vault, MATCH_RECORD, item, {"sha256": item.sha256, "matches": listed, **_made_by()})
    vault.note("matched", item.id, photo_sha256=matches[0].sha256 if matches else "")
    by_hash = {one.sha256: one for one in reversed(vault.items()) if one.sha256}
    for match in matches:
        photo = by_hash.get(match.sha256)
        if photo is not None and photo.id != item.id:
            kind = RelationKind.SAME_IMAGE if match.kind.value == "same_image" else RelationKind.MADE_FROM
            vault.casebook.relate(item.id, kind, photo.id, "match", inliers=match.inliers)
    return record


def _of(vault: Vault, item_id: str, sha256: str) -> Item:
    item = vault.item(item_id)
    if item.sha256 != sha256:
        raise ResultOfOtherBytes(item=item.id)
    return item


def _keep(vault: Vault, kind: str, item: Item, content: Mapping[str, JsonValue]) -> Record:
    vault.keep_record(kind, item.id, content)
    return vault.records(kind, item.id)[-1]


def _made_by() -> dict[str, JsonValue]:
    # The words of a result are those of one language; the ids of its findings are the same in all.
    return {"program": desktop.__version__, "language": language()}


def _match(match: "Match") -> JsonValue:
    """Return a match for a record; of an own photo only the name, not where on this computer it is."""
    return {
        "name": match.path.name,
        "sha256": match.sha256,
        "kind": match.kind.value,
        "inliers": match.inliers,
        "changed_fraction": round(match.changed_fraction, 4),
        "mirrored": match.mirrored,
    }
