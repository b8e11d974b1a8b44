"""The custody log: chained, signed, and refused in any other form."""

import contextlib
import hashlib
import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.vault import custody
from desktop.vault.custody import NONE_BEFORE, Head, LogDamaged
from desktop.vault.keys import is_signed
from tests.vault.vaults import new_vault

GOLDEN = (
    b'{"act":"added","at":"2026-11-23T10:15:00+09:00","detail":{"name":"\xec\x82\xac\xec\xa7\x84.jpg"},"item":"0001","number":1,'
    b'"previous":"0000000000000000000000000000000000000000000000000000000000000000"}'
)


def record(number: int = 1, previous: str = NONE_BEFORE, **changes: object) -> bytes:
    fields = {"act": "added", "at": "2026-11-23T10:15:00+09:00", "item": "0001", "detail": {"name": "사진.jpg"}} | changes
    return custody.encode_record(number=number, previous=previous, **fields)


def chain(length: int) -> list[tuple[int, bytes]]:
    records, previous = [], NONE_BEFORE
    for number in range(1, length + 1):
        records.append((number, record(number, previous)))
        previous = custody.hash_of(records[-1][1])
    return records


def test_the_bytes_of_a_record_never_change() -> None:
    assert record() == GOLDEN
    entry, previous = custody.decode_record(GOLDEN)
    assert (entry.number, entry.act, entry.item_id, entry.detail, previous) == (1, "added", "0001", {"name": "사진.jpg"}, NONE_BEFORE)
    assert entry.hash == hashlib.sha256(GOLDEN).hexdigest()


@given(st.binary(max_size=200))
def test_any_bytes_are_read_or_refused_with_a_known_error(untrusted: bytes) -> None:
    for decode in (custody.decode_record, custody.decode_head):
        with contextlib.suppress(LogDamaged):
            decode(untrusted)


@given(
    st.none() | st.booleans() | st.integers() | st.text() | st.lists(st.integers()) | st.dictionaries(st.text(), st.integers() | st.text())
)
def test_any_value_in_a_field_is_read_or_refused_with_a_known_error(value: object) -> None:
    for name in ("act", "at", "detail", "item", "number", "previous", "more"):
        untrusted = json.dumps(json.loads(GOLDEN) | {name: value}, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
        with contextlib.suppress(LogDamaged):
            custody.decode_record(untrusted.encode("utf-8", "surrogatepass"))


@pytest.mark.parametrize(
    "changes", [{"act": "Added"}, {"act": ""}, {"item": "1"}, {"at": "2026-11-23T10:15:00"}, {"at": "now"}, {"detail": {"a": 1}}]
)
def test_what_the_format_does_not_allow_is_not_written(changes: dict[str, object]) -> None:
    with pytest.raises(LogDamaged):
        record(**changes)


def test_a_whole_chain_has_no_break() -> None:
    assert custody.first_break(chain(5)) == 0


def test_a_break_is_found_where_it_is() -> None:
    whole = chain(5)
    changed = [*whole[:2], (3, whole[2][1].replace(b"0001", b"0002")), *whole[3:]]

    assert custody.first_break(changed) == 4
    assert custody.first_break(whole[1:]) == 1
    assert custody.first_break([*whole[:2], *whole[3:]]) == 3
    assert custody.first_break([whole[1], whole[0], *whole[2:]]) == 1
    assert custody.first_break([*whole[:3], (4, b"{}")]) == 4


def test_a_signed_log_can_be_checked_by_a_stranger(tmp_path: Path) -> None:
    with new_vault(tmp_path / "vault") as vault:
        vault.note("viewed")
        signed = vault.signed_log()

    lines = signed.lines.split(b"\n")
    assert lines.pop() == b""
    assert custody.first_break(enumerate(lines, start=1)) == 0
    assert is_signed(signed.public_key, signed.signature, signed.head)
    assert custody.decode_head(signed.head) == Head(2, hashlib.sha256(lines[-1]).hexdigest(), json.loads(lines[0])["detail"]["vault"])
    assert not is_signed(signed.public_key, signed.signature, signed.head.replace(b'"count":2', b'"count":1'))
