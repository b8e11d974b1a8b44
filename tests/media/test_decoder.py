"""The child process that decodes: what it answers, and what becomes of it when a file does harm."""

import contextlib
import os
import signal
import sys
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from desktop.core.errors import LindenError
from desktop.media import errors
from desktop.media.decoder import Decoder
from desktop.media.limits import Limits
from tests.media import pictures

BAD = pictures.bad_files()
CORPUS = [pictures.photograph(96, 64), pictures.saved(pictures.scene(96, 64), "PNG"), pictures.saved(pictures.scene(96, 64), "WEBP")]
CORPUS += [pictures.saved(pictures.scene(96, 64).convert("P"), "GIF"), pictures.saved(pictures.scene(96, 64), "TIFF")]
on_posix = pytest.mark.skipif(os.name == "nt", reason="signals of POSIX")


@pytest.fixture(scope="module")
def decoder():
    with Decoder() as one:
        yield one


@pytest.mark.parametrize("name", BAD)
def test_every_bad_file_gives_its_own_error(decoder, name):
    content, code = BAD[name]

    with pytest.raises(LindenError) as caught:
        decoder.read(content)

    assert caught.value.code == code


def test_a_bomb_takes_neither_time_nor_memory(decoder):
    decoder.read(pictures.photograph())
    before = _peak_kib(decoder)

    with pytest.raises(errors.PictureTooLarge):
        decoder.read(pictures.png_claiming(50_000, 50_000))

    assert _peak_kib(decoder) - before < 16 * 1024


def test_a_text_bomb_costs_the_text_and_not_the_picture(decoder):
    picture = decoder.read(pictures.png_with_text_bomb())

    assert (picture.width, picture.height) == (64, 64)
    assert picture.facts.texts == ()


@settings(max_examples=150)
@given(st.binary(max_size=400))
def test_any_bytes_give_a_picture_or_a_known_error(decoder, untrusted):
    _read_or_refused(decoder, untrusted)


@settings(max_examples=300)
@given(st.sampled_from(CORPUS), st.data())
def test_any_damaged_picture_gives_a_picture_or_a_known_error(decoder, whole, data):
    damaged = bytearray(whole)
    for _ in range(data.draw(st.integers(1, 8))):
        damaged[data.draw(st.integers(0, len(damaged) - 1))] = data.draw(st.integers(0, 255))
    _read_or_refused(decoder, bytes(damaged[: data.draw(st.integers(1, len(damaged)))]))


def _read_or_refused(decoder, untrusted):
    # A crash of the child is a typed error as well, but one that a test must see.
    with contextlib.suppress(
        errors.NotAPicture, errors.FormatNotSupported, errors.PictureDamaged, errors.PictureTooLarge, errors.FileEmpty
    ):
        picture = decoder.read(untrusted)
        assert picture.pixels.shape == (picture.height, picture.width, 3)


@on_posix
def test_a_killed_child_is_a_known_error_and_the_next_picture_is_read():
    with Decoder() as decoder:
        decoder.read(pictures.photograph())
        first = decoder.child.pid
        os.kill(first, signal.SIGSTOP)  # so that it is in the middle of its work when it is killed
        _after(0.3, lambda: os.kill(first, signal.SIGKILL))

        with pytest.raises((errors.DecoderCrashed, errors.DecoderOutOfMemory)):
            decoder.read(pictures.photograph())

        assert decoder.read(pictures.photograph()).width == 320
        assert decoder.child.pid != first


@on_posix
def test_a_child_that_died_between_pictures_is_replaced():
    with Decoder() as decoder:
        decoder.read(pictures.photograph())
        os.kill(decoder.child.pid, signal.SIGSEGV)
        os.waitid(os.P_PID, decoder.child.pid, os.WEXITED | os.WNOWAIT)

        assert decoder.read(pictures.photograph()).width == 320


@on_posix
def test_a_child_that_crashes_at_work_is_a_known_error():
    with Decoder() as decoder:
        decoder.read(pictures.photograph())
        child = decoder.child.pid
        os.kill(child, signal.SIGSTOP)
        _after(0.3, lambda: (os.kill(child, signal.SIGSEGV), os.kill(child, signal.SIGCONT)))

        with pytest.raises(errors.DecoderCrashed):
            decoder.read(pictures.photograph())


@on_posix
def test_a_hanging_child_is_stopped_and_the_next_picture_is_read():
    with Decoder(Limits(seconds=1.0)) as decoder:
        decoder.read(pictures.photograph())
        os.kill(decoder.child.pid, signal.SIGSTOP)

        with pytest.raises(errors.DecoderTookTooLong):
            decoder.read(pictures.photograph())

        assert decoder.read(pictures.photograph()).width == 320


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="only Linux limits address space")
def test_a_picture_that_needs_too_much_memory_is_a_known_error_and_the_next_is_read():
    with Decoder(Limits(memory_mib=220)) as decoder:
        large = pictures.saved(Image.new("RGB", (9000, 9000), (10, 20, 30)), "PNG")

        with pytest.raises(errors.DecoderOutOfMemory):
            decoder.read(large)

        assert decoder.read(pictures.photograph()).width == 320


def test_nothing_of_our_environment_reaches_the_child(monkeypatch):
    if not sys.platform.startswith("linux"):
        pytest.skip("read from /proc")
    monkeypatch.setenv("LINDEN_TEST_CANARY", "a secret of this process")

    with Decoder() as decoder:
        decoder.read(pictures.photograph())
        process = Path("/proc", str(decoder.child.pid))
        environment = (process / "environ").read_bytes()
        open_files = {str(link.readlink()) for link in (process / "fd").iterdir()}

    assert b"canary" not in environment.lower()
    assert b"HOME=" not in environment
    assert all(name.startswith("pipe:") or name == "/dev/null" for name in open_files)


def test_the_child_ends_with_its_decoder():
    with Decoder() as decoder:
        decoder.read(pictures.photograph())
        child = decoder.child

    assert not child.is_running


def test_a_smaller_picture_is_given_where_one_is_asked_for(decoder):
    picture = decoder.read(pictures.photograph(640, 480), longest_side=200)

    assert picture.pixels.shape == (150, 200, 3)
    assert (picture.width, picture.height) == (640, 480)
    assert picture.luma is None


def test_an_answer_of_nonsense_is_a_crash(monkeypatch):
    from desktop.media import child_process

    program = "import sys, struct; o = sys.stdout.buffer; o.write(struct.pack('>IQ', 2, 0) + b'{}'); o.flush(); sys.stdin.buffer.read(20);"
    program += "o.write(b'\\xff' * 64); o.flush(); sys.stdin.buffer.read()"
    monkeypatch.setattr(child_process, "_command", lambda _mode: [sys.executable, "-c", program])

    with Decoder() as decoder, pytest.raises(errors.DecoderCrashed):
        decoder.read(pictures.photograph())


@pytest.mark.parametrize(("is_grey", "pixels"), [(False, 2), (False, 81), (True, 2), (True, 81)])
def test_an_answer_that_claims_other_pixels_than_it_brings_or_were_asked_for_is_a_crash(monkeypatch, is_grey, pixels):
    from desktop.media import child_process

    program = (
        "import sys, struct, json; o = sys.stdout.buffer\n"
        "def send(head, body):\n"
        "    head = json.dumps(head).encode(); o.write(struct.pack('>IQ', len(head), len(body)) + head + body); o.flush()\n"
        "send({}, b''); sys.stdin.buffer.read(100)\n"
        "answer = {'ok': True, 'size': [9, 9], 'full_size': [9, 9], 'has_luma': False, 'facts': {'format': 'PNG'}}\n"
        f"send({{**answer, 'is_grey': {is_grey}}}, bytes({pixels}))\n"
        "sys.stdin.buffer.read()"
    )
    monkeypatch.setattr(child_process, "_command", lambda _mode: [sys.executable, "-c", program])

    with Decoder() as decoder, pytest.raises(errors.DecoderCrashed):
        decoder.read(pictures.photograph())


def test_a_program_that_cannot_be_started_is_a_known_error(monkeypatch):
    from desktop.media import child_process

    monkeypatch.setattr(child_process, "_command", lambda _mode: [sys.executable, "-c", "raise SystemExit(3)"])

    with Decoder() as decoder, pytest.raises(errors.DecoderNotStarted):
        decoder.read(pictures.photograph())


def _peak_kib(decoder):
    if not sys.platform.startswith("linux"):
        return 0
    status = Path("/proc", str(decoder.child.pid), "status").read_text()
    return next(int(line.split()[1]) for line in status.splitlines() if line.startswith("VmHWM"))


def _after(seconds, act):
    import threading

    threading.Timer(seconds, act).start()


def test_pixels_are_those_that_were_saved(decoder):
    image = pictures.scene()

    picture = decoder.read(pictures.saved(image, "PNG"))

    assert np.array_equal(picture.pixels, np.asarray(image))
    assert np.array_equal(picture.luma, np.asarray(image.convert("L")))
