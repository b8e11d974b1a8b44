"""Flushing a large file while it still grows: nothing is missing at the end, and a failure on the other thread is never lost."""

import errno
import os
from pathlib import Path

import pytest

from desktop.core.errors import DiskFull
from desktop.core.work import Work
from desktop.vault import early_flush
from desktop.vault.early_flush import EarlyFlush
from tests.vault.vaults import add, new_vault, problems_of

CONTENT = bytes(range(256)) * 4096 * 5


@pytest.fixture(autouse=True)
def _small_steps(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(early_flush, "STEP_BYTES", 1024 * 1024)


def test_a_file_flushed_in_between_is_kept_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    flushed = []
    monkeypatch.setattr(early_flush, "_flush", lambda handle: flushed.append(os.fstat(handle).st_size))

    with new_vault(tmp_path / "vault") as vault:
        item = add(vault, CONTENT)
        kept = vault.read(item.id, Work())

    assert flushed
    assert kept == CONTENT
    assert problems_of(tmp_path / "vault") == []


def test_a_failure_that_the_system_tells_only_once_is_not_lost(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = []

    def fail_once(handle: int) -> None:
        asked.append(handle)
        if len(asked) == 1:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(early_flush, "_flush", fail_once)
    with new_vault(tmp_path / "vault") as vault:
        with pytest.raises(DiskFull):
            add(vault, CONTENT)
        assert not vault.items()

    assert asked
    assert list((tmp_path / "vault" / "objects").iterdir()) == []


def test_a_small_file_has_no_thread_of_its_own(tmp_path: Path) -> None:
    with (tmp_path / "file").open("wb") as file:
        flush = EarlyFlush(file.fileno())
        flush.written(early_flush.STEP_BYTES - 1)
        flush.settle()

        assert flush._thread is None
