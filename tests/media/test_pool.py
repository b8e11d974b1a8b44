"""The child processes kept ready: as many as are asked for, one file each, and none kept that a file has brought down."""

import os
import signal
import threading

import pytest

from desktop.core.errors import LindenError
from desktop.media import errors
from desktop.media.child_process import Ended
from desktop.media.decoder import Decoder
from desktop.media.limits import Limits
from desktop.media.pool import Pool
from tests.media import pictures

on_posix = pytest.mark.skipif(os.name == "nt", reason="signals of POSIX")


def test_as_many_processes_serve_as_are_asked_for_and_no_more():
    seen = set()
    with Decoder(processes=2) as decoder:
        readers = [threading.Thread(target=lambda: decoder.read(pictures.photograph(800, 600))) for _ in range(6)]
        for reader in readers:
            reader.start()
        for reader in readers:
            reader.join()
        seen = set(decoder._pool.children)

    assert 1 <= len(seen) <= 2
    assert not any(child.is_running for child in seen)


@on_posix
def test_a_process_that_fell_is_replaced_and_the_others_go_on():
    with Decoder(Limits(seconds=5), processes=2) as decoder:
        with decoder._pool.borrowed() as one, decoder._pool.borrowed() as other:
            pids = {one.pid, other.pid}
            os.kill(one.pid, signal.SIGKILL)
            os.waitid(os.P_PID, one.pid, os.WEXITED | os.WNOWAIT)
            fallen = one.pid

        for _ in range(4):
            assert decoder.read(pictures.photograph()).width == 320

        assert fallen not in {child.pid for child in decoder._pool.children}
        assert {child.pid for child in decoder._pool.children} & pids


def test_a_process_left_in_the_middle_of_a_conversation_is_not_used_again():
    pool = Pool(Limits())

    with pytest.raises(KeyboardInterrupt), pool.borrowed() as child:
        child.is_answering = True
        raise KeyboardInterrupt

    assert not child.is_running
    assert pool.children == ()


@on_posix
def test_closing_ends_a_process_at_work():
    decoder = Decoder()
    decoder.read(pictures.photograph())
    child = decoder.child
    os.kill(child.pid, signal.SIGSTOP)
    failed = []

    def read():
        try:
            decoder.read(pictures.photograph())
        except LindenError as error:
            failed.append(error)

    reader = threading.Thread(target=read)
    reader.start()
    while not decoder._pool._busy:
        pass
    decoder.close()
    reader.join(10)

    assert isinstance(failed[0], errors.DecoderCrashed | errors.DecoderOutOfMemory)
    assert not child.is_running


def test_a_pool_whose_program_cannot_be_started_says_so_each_time(monkeypatch):
    import sys

    from desktop.media import child_process

    monkeypatch.setattr(child_process, "_command", lambda _mode: [sys.executable, "-c", "raise SystemExit(3)"])
    pool = Pool(Limits())

    for _ in range(2):
        with pytest.raises(Ended), pool.borrowed():
            pass
