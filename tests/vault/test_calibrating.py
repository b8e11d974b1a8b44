"""The cost of a new passphrase: measured, within its floor and its cap."""

import pytest

from desktop.services import vaults
from desktop.vault import calibrating, slots
from desktop.vault.slots import USUAL_COST
from desktop.vault.way_errors import NotEnoughMemory


@pytest.fixture(autouse=True)
def _measured_anew(monkeypatch):
    calibrating.usual_cost.cache_clear()
    yield
    monkeypatch.undo()
    calibrating.usual_cost.cache_clear()


def clock_of(monkeypatch, one_pass_s: float) -> None:
    times = iter([0.0, one_pass_s])
    monkeypatch.setattr(calibrating, "WANTED_S", 1.0)
    monkeypatch.setattr(slots, "slot_key", lambda *_: b"")
    monkeypatch.setattr(calibrating.time, "perf_counter", lambda: next(times))


@pytest.mark.parametrize(("one_pass_s", "passes"), [(0.2, 5), (0.25, 4), (10.0, 3), (0.0001, calibrating.MOST_PASSES)])
def test_it_is_about_a_second_within_floor_and_cap(monkeypatch, one_pass_s, passes):
    clock_of(monkeypatch, one_pass_s)

    cost = calibrating.usual_cost()

    assert (cost.memory_kib, cost.passes, cost.lanes) == (USUAL_COST.memory_kib, passes, 4)
    assert cost.passes <= slots.MAX_PASSES


def test_a_computer_with_little_memory_gets_the_floor(monkeypatch):
    def key(_passphrase, _salt, cost):
        if cost.memory_kib > calibrating.FLOOR.memory_kib:
            raise NotEnoughMemory(mebibytes=256)
        return b""

    monkeypatch.setattr(calibrating, "WANTED_S", 0.0)
    monkeypatch.setattr(slots, "slot_key", key)

    assert calibrating.usual_cost() == calibrating.FLOOR


def test_it_is_measured_once(monkeypatch):
    clock_of(monkeypatch, 0.2)

    assert calibrating.usual_cost() is calibrating.usual_cost()


def test_a_new_vault_has_the_measured_cost(monkeypatch, tmp_path):
    monkeypatch.setattr(calibrating, "usual_cost", lambda: slots.Cost(64, 2, 1))

    with vaults.create(tmp_path / "vault", "passphrase") as vault:
        assert vault._store.header.slots[0].cost == slots.Cost(64, 2, 1)
