"""That the program's threads share one heap."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]

# A piece of memory below the size for which the system is asked directly lies in the heap of the thread that asked for it.
IN_A_THREAD = """
import ctypes, sys, threading
from desktop.core import heap
if "shared" in sys.argv:
    heap.share_between_threads()
library = ctypes.CDLL(None)
library.malloc.restype, library.malloc.argtypes = ctypes.c_void_p, [ctypes.c_size_t]
places = []
for ask in (lambda: places.append(library.malloc(50_000)),):
    ask()
    thread = threading.Thread(target=ask)
    thread.start()
    thread.join()
print(abs(places[0] - places[1]))
"""


def apart(*arguments: str) -> int:
    ended = subprocess.run(
        [sys.executable, "-c", IN_A_THREAD, *arguments], cwd=ROOT, capture_output=True, text=True, check=True, timeout=60
    )
    return int(ended.stdout)


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="only the C library of Linux makes a heap for each thread")
def test_what_a_thread_asks_for_lies_in_the_heap_of_all() -> None:
    assert apart() > 2**30
    assert apart("shared") < 2**26
