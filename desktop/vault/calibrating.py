"""How much work a new passphrase slot asks for: about a second on this computer, and never below the floor (FORMAT.md, section 3)."""

import secrets
import time
from functools import cache

from desktop.vault import slots
from desktop.vault.slots import USUAL_COST, Cost
from desktop.vault.way_errors import NotEnoughMemory

WANTED_S = 1.0
# A vault may be opened later on a slower computer; more than this and it would wait there for very long.
MOST_PASSES = 12
# The second recommended choice of RFC 9106 section 4, for computers with little memory.
FLOOR = Cost(memory_kib=64 * 1024, passes=3, lanes=4)


@cache
def usual_cost() -> Cost:
    """Return the cost for new passphrases, measured once in the life of the program. Raises NotEnoughMemory below the floor."""
    for least in (USUAL_COST, FLOOR):
        try:
            return _calibrated(least)
        except NotEnoughMemory:
            continue
    raise NotEnoughMemory(mebibytes=FLOOR.memory_kib // 1024)


def _calibrated(least: Cost) -> Cost:
    began = time.perf_counter()
    slots.slot_key("measured", secrets.token_bytes(slots.SALT_BYTES), Cost(least.memory_kib, 1, least.lanes))
    one_pass_s = time.perf_counter() - began
    passes = round(WANTED_S / max(one_pass_s, 0.001))
    return Cost(least.memory_kib, min(max(passes, least.passes), MOST_PASSES), least.lanes)
