"""Time stamps of what is handed over go along, and those of other items stay."""

import shutil
import zipfile
from pathlib import Path

import pytest

from desktop.core.work import Work
from desktop.services import handing_over, vaults
from desktop.services.handing_over import PackageChoice
from desktop.services.vaults import AgeAnswer, Where
from desktop.vault.slots import CHEAP_COST_FOR_TESTS_ONLY
from tests.vault.authority import Authority


@pytest.mark.skipif(shutil.which("openssl") is None, reason="openssl is the authority of this test")
def test_stamps_of_chosen_items_and_of_the_log_go_along(tmp_path: Path) -> None:
    authority = Authority(tmp_path / "authority")
    with vaults.create(tmp_path / "vault", "passphrase", cost=CHEAP_COST_FOR_TESTS_ONLY) as vault:
        chosen, other = (vault.add_file(content, "a.txt", Where(), AgeAnswer.ADULT, Work()) for content in (b"chosen", b"other"))
        stamps = [vault.stamps.take_in(authority.answer(vault.stamps.ask(which))) for which in (chosen.id, other.id, "")]
        built = handing_over.build(vault, tmp_path / "out.zip", Work(), PackageChoice(item_ids=[chosen.id]))

    with zipfile.ZipFile(built.path) as package:
        inside = {name.rsplit("/", 1)[1]: package.read(name) for name in package.namelist() if "/documents/stamp" in name}
    of_chosen, _of_other, of_log = stamps
    assert inside == {
        f"stamp-{of_chosen.number}.tsr": of_chosen.response,
        f"stamp-{of_log.number}.tsr": of_log.response,
        f"stamp-{of_log.number}-log-head.json": of_log.stamped,
    }
    assert authority.confirms(inside[f"stamp-{of_chosen.number}.tsr"], b"chosen")
    assert handing_over.verify(built.path, Work()).ok
