"""Two packages of one case: which is older is told by their custody logs, whatever each of them shows."""

from dataclasses import replace
from pathlib import Path

import pytest

from desktop.core.work import Work
from desktop.handover import verifying
from desktop.handover.ages import compare
from desktop.handover.item import CustodyLog
from desktop.handover.result import Verified
from tests.handover.packages import custody_log, item, package, saved

FIRST = (("created", ""), ("added", "0001"), ("handed_over", ""))
LATER = (*FIRST, ("viewed", "0001"), ("added", "0002"), ("handed_over", ""))
ANOTHER = (("created", ""), ("added", "0001"), ("viewed", "0001"), ("handed_over", ""))


def _verified(tmp_path: Path, acts: tuple[tuple[str, str], ...], number: int = 1) -> Verified:
    log: CustodyLog = custody_log(acts)
    verified = verifying.verify(saved(tmp_path, package([item(number)], log=log)), Work())
    assert verified.ok
    return verified


@pytest.mark.parametrize(
    ("this", "other", "relation", "line"),
    [(FIRST, LATER, "older", 4), (LATER, FIRST, "newer", 4), (FIRST, FIRST, "same", 4), (ANOTHER, LATER, "apart", 3)],
)
def test_the_older_one_is_told_and_where_they_go_apart(
    tmp_path: Path, this: tuple[tuple[str, str], ...], other: tuple[tuple[str, str], ...], relation: str, line: int
) -> None:
    compared = compare(_verified(tmp_path, this), _verified(tmp_path, other))

    assert compared.relation == relation
    assert compared.line in {line, 0}


def test_what_a_package_shows_makes_no_difference(tmp_path: Path) -> None:
    assert compare(_verified(tmp_path, LATER, 1), _verified(tmp_path, LATER, 2)).relation == "same"


def test_packages_of_different_keys_are_of_different_vaults(tmp_path: Path) -> None:
    this = _verified(tmp_path, FIRST)

    assert compare(this, replace(this, fingerprint="00" * 32)).relation == "other_key"


def test_a_package_that_differs_has_no_chain_to_compare(tmp_path: Path) -> None:
    content = bytearray(package([item()]))
    content[-30] ^= 1

    assert verifying.verify(saved(tmp_path, bytes(content)), Work()).chain == ()
