"""A package sealed with a passphrase: another program's library opens it, at every length, and nothing else does."""

import io
import tracemalloc

import pyrage
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop.core.work import Work
from desktop.handover import age_file, sealing
from desktop.handover.age_file import CHEAP_LOG_N_FOR_TESTS_ONLY as CHEAP
from desktop.handover.errors import PackagePassphraseEmpty
from tests.handover.packages import KEY, item, planned, written

CHUNK = 64 * 1024


def _encrypted(*pieces: bytes, passphrase: str = "열쇠 말") -> bytes:
    return b"".join(age_file.encrypted(iter(pieces), passphrase, CHEAP))


@pytest.mark.parametrize("length", [0, 1, CHUNK - 1, CHUNK, CHUNK + 1, 2 * CHUNK, 5 * CHUNK + 7])
def test_another_library_opens_it_at_every_length(length: int) -> None:
    content = bytes(range(256)) * (length // 256 + 1)

    assert pyrage.passphrase.decrypt(_encrypted(content[:length]), "열쇠 말") == content[:length]


@given(st.lists(st.binary(max_size=CHUNK), max_size=6), st.text(min_size=1, max_size=20))
@settings(max_examples=20, deadline=None)
def test_any_pieces_and_any_passphrase_come_back(pieces: list[bytes], passphrase: str) -> None:
    import unicodedata

    typed = unicodedata.normalize("NFC", passphrase)

    assert pyrage.passphrase.decrypt(_encrypted(*pieces, passphrase=passphrase), typed) == b"".join(pieces)


def test_a_wrong_passphrase_or_a_changed_byte_opens_nothing() -> None:
    sealed = _encrypted(b"content" * 20_000)
    for offset in (10, 60, 120, 200, len(sealed) // 2, len(sealed) - 1):
        changed = bytearray(sealed)
        changed[offset] ^= 1
        with pytest.raises(pyrage.DecryptError):
            pyrage.passphrase.decrypt(bytes(changed), "열쇠 말")
    with pytest.raises(pyrage.DecryptError):
        pyrage.passphrase.decrypt(sealed[: -CHUNK // 2], "열쇠 말")
    with pytest.raises(pyrage.DecryptError):
        pyrage.passphrase.decrypt(sealed, "another")


def test_an_empty_passphrase_is_refused() -> None:
    with pytest.raises(PackagePassphraseEmpty):
        _encrypted(b"", passphrase="")


def test_the_work_to_guess_is_that_of_age_itself() -> None:
    assert age_file.USUAL_LOG_N >= 18


def test_a_package_sealed_with_a_passphrase_is_the_same_package() -> None:
    plan, out = planned([item(1, bytes(range(256)) * 3000)]), io.BytesIO()

    sealing.write_locked(plan, KEY.sign, out, Work(), passphrase="several words", log_n=CHEAP)

    assert pyrage.passphrase.decrypt(out.getvalue(), "several words") == written(plan)


def test_memory_does_not_grow_with_what_is_sealed() -> None:
    pieces = (bytes(1024 * 1024) for _ in range(24))

    tracemalloc.start()
    for _ in age_file.encrypted(pieces, "several words", CHEAP):
        pass
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()

    assert peak < 8 * 1024 * 1024
