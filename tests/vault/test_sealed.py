"""Sealed objects: read back as written, every other byte refused, the same bytes on disk for ever."""

import contextlib
import io
import secrets

import pytest
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from hypothesis import given
from hypothesis import strategies as st

from desktop.vault import sealed
from desktop.vault.sealed import ObjectDamaged, Opener, Sealer

KEY = AESGCM(bytes(32))
ID = bytes(range(16))
CHUNK_LOG = 12
CHUNK = 1 << CHUNK_LOG
START = 92 + 256 + 16
LABEL = {"name": "사진.jpg"}
GOLDEN_HEX = (
    "6c696e64656e6f6200010c00000102030405060708090a0b0c0d0e0f000000000000000000000000cea7403d4d606b6e074ec5d3baf39d18726003ca"
    "37a62a74d1a2f58e7506358e07ab1cdda71d266102eff7ddfc28843b000001006c53754bc6f240072d88751477fab73eba8f36f039b084ffc5262f51"
    "781fa4430c8f4696c398a643a9f4c9223b9de065526c5b9c961b84d5400af9842fd9b08db18c02c4ff54e5b47090f4fc7aec7827afaf98b332619733"
    "fcf10e2b3608c61a94929cbb01717883964c9ba0a6ee0fd5bebca6d23ae648447cbb7b5c83802854284127094a840dbe8a4c02f1db3b08df5cb6bf41"
    "d302584afed548342a19393d1f521aede17849f543e9e2046c7e538eef7f0a843f439a4bbc9bd68ec41561ae6bac05091a52d95f0ac1414ac127632c"
    "11a7e56c5a0a6d55b4fc300593ce6e96cd1a0f29f8554474a0a830ee161d4a9d0b8affec94e456443a529981a20c124d3a2c3ec783f5c0176397ae4c"
    "6ece4043a3448f7cc856611b072f363e0e0fcdfd4107eb4ef211b0"
)


def seal(content: bytes, object_id: bytes = ID) -> bytes:
    out = io.BytesIO()
    sealer = Sealer(out, KEY, object_id, LABEL, CHUNK_LOG)
    for begin in range(0, len(content), CHUNK):
        sealer.add(content[begin : begin + CHUNK])
    sealer.finish()
    return out.getvalue()


def opened(untrusted: bytes, object_id: bytes = ID) -> bytes:
    opener = Opener(io.BytesIO(untrusted), KEY, object_id)
    content = b"".join(opener.chunk(number) for number in range(opener.chunk_count))
    assert len(content) == opener.size
    assert opener.label == LABEL
    return content


@given(st.integers(0, 3 * CHUNK + 2))
def test_what_is_sealed_is_opened(size: int) -> None:
    content = secrets.token_bytes(size)

    assert opened(seal(content)) == content


@pytest.mark.parametrize("size", [0, 1, CHUNK, CHUNK + 1])
def test_the_size_on_disk_is_as_the_format_says(size: int) -> None:
    chunks = max(1, -(-size // CHUNK))

    assert len(seal(bytes(size))) == START + size + 16 * chunks


@given(st.binary(max_size=600))
def test_any_bytes_are_refused_with_a_known_error(untrusted: bytes) -> None:
    with contextlib.suppress(ObjectDamaged):
        opened(untrusted)
        raise AssertionError(untrusted)


@given(st.binary(max_size=600))
def test_any_bytes_after_a_right_magic_are_refused_with_a_known_error(untrusted: bytes) -> None:
    with contextlib.suppress(ObjectDamaged):
        opened(seal(b"content")[:28] + untrusted)
        raise AssertionError(untrusted)


def test_every_changed_bit_is_refused() -> None:
    whole = seal(b"content")

    for place in range(len(whole)):
        for bit in range(8):
            changed = bytearray(whole)
            changed[place] ^= 1 << bit
            with pytest.raises(ObjectDamaged):
                opened(bytes(changed))


@pytest.mark.parametrize("size", [0, 1, CHUNK, 2 * CHUNK])
def test_every_cut_is_refused(size: int) -> None:
    whole = seal(bytes(size))

    for length in range(len(whole)):
        with pytest.raises(ObjectDamaged):
            opened(whole[:length])


@pytest.mark.parametrize("added", [b"\0", bytes(16), bytes(CHUNK + 16)])
@pytest.mark.parametrize("size", [0, 1, CHUNK, 2 * CHUNK])
def test_added_bytes_are_refused(size: int, added: bytes) -> None:
    with pytest.raises(ObjectDamaged):
        opened(seal(bytes(size)) + added)


def test_an_empty_last_chunk_is_refused() -> None:
    whole = seal(bytes(CHUNK))
    out = io.BytesIO()
    sealer = Sealer(out, KEY, ID, LABEL, CHUNK_LOG)
    sealer._write(bytes(CHUNK), b"\0")
    sealer._write(b"", b"\1")

    assert opened(whole) == bytes(CHUNK)
    with pytest.raises(ObjectDamaged, match="length"):
        opened(out.getvalue())


def test_chunks_in_another_order_are_refused() -> None:
    whole = seal(secrets.token_bytes(3 * CHUNK))
    step = CHUNK + 16
    first, second, third = (whole[START + number * step : START + (number + 1) * step] for number in range(3))

    for order in ((second, first, third), (first, third), (first, second, second), (first, second), (first, second, third, third)):
        with pytest.raises(ObjectDamaged):
            opened(whole[:START] + b"".join(order))


def test_an_object_is_refused_under_another_name() -> None:
    with pytest.raises(ObjectDamaged):
        opened(seal(b"content"), bytes(16))


def test_chunks_of_another_object_are_refused() -> None:
    with pytest.raises(ObjectDamaged):
        opened(seal(b"one")[:START] + seal(b"two")[START:])


@pytest.mark.parametrize("pieces", [(b"",), (bytes(CHUNK + 1),), (b"short", b"more")])
def test_a_chunk_of_the_wrong_length_is_not_sealed(pieces: tuple[bytes, ...]) -> None:
    sealer = Sealer(io.BytesIO(), KEY, ID, LABEL, CHUNK_LOG)

    with pytest.raises(ValueError, match="chunk"):
        for piece in pieces:
            sealer.add(piece)


def test_two_objects_with_the_same_content_share_no_byte_of_it() -> None:
    assert seal(bytes(100))[28:88] != seal(bytes(100))[28:88]
    assert seal(bytes(100))[START:] != seal(bytes(100))[START:]


def test_the_bytes_on_disk_never_change(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sealed.secrets, "token_bytes", bytes)

    assert seal(b"content").hex() == GOLDEN_HEX
    assert opened(bytes.fromhex(GOLDEN_HEX)) == b"content"
