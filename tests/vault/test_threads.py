"""Several threads on one vault: none disturbs another, and locking ends them all with the error for it."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier

from desktop.core.work import Work
from desktop.services import vaults
from desktop.services.vaults import Vault, VaultLocked
from tests.vault.vaults import PASSPHRASE, add, new_vault, problems_of

THREADS = 4


def test_files_added_at_the_same_time_are_all_there(tmp_path: Path) -> None:
    start = Barrier(THREADS)

    def add_some(vault: Vault, thread: int) -> None:
        start.wait()
        for number in range(8):
            add(vault, b"same" if number == 4 else f"{thread} {number}".encode() * 1000)
            vault.items()

    with new_vault(tmp_path / "vault") as vault, ThreadPoolExecutor(THREADS) as threads:
        list(threads.map(lambda thread: add_some(vault, thread), range(THREADS)))
        assert [item.id for item in vault.items()] == [f"{number:04d}" for number in range(1, 33)]
        assert sum(1 for item in vault.items() if item.same_as) == THREADS - 1

    assert problems_of(tmp_path / "vault") == []


def test_locking_ends_every_thread_with_the_error_for_it(tmp_path: Path) -> None:
    ends, start = [], Barrier(THREADS + 1)

    def work_on(vault: Vault, thread: int) -> None:
        first = add(vault, f"first {thread}".encode())
        start.wait()
        try:
            while True:
                add(vault, f"{thread} {len(vault.items())}".encode())
                vault.read(first.id, Work())
                vault.verify(Work())
        except VaultLocked:
            ends.append(thread)

    with new_vault(tmp_path / "vault") as vault, ThreadPoolExecutor(THREADS) as threads:
        futures = [threads.submit(work_on, vault, thread) for thread in range(THREADS)]
        start.wait()
        vault.lock()
        for future in futures:
            future.result()

    assert sorted(ends) == list(range(THREADS))
    with vaults.unlock(tmp_path / "vault", PASSPHRASE) as vault:
        assert len(vault.items()) >= THREADS
    assert problems_of(tmp_path / "vault") == []
