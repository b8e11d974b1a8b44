"""The custody log in a package: a shortened log proves as much, and whatever was changed in it is found."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.handover import custody
from tests.handover.packages import PACKAGE_ID, PUBLIC_KEY, canonical, custody_log

ACTS = (("created", ""), ("added", "0001"), ("added", "0002"), ("viewed", "0001"), ("handed_over", ""))


def _problem(lines: bytes) -> str | None:
    log = custody_log(ACTS)
    return custody.problem_in(lines, log.head, log.signature, PUBLIC_KEY)


@pytest.mark.parametrize("shown", [{"0001", "0002"}, {"0001"}, {"0002"}, set()])
def test_a_log_is_whole_whichever_items_it_tells_of(shown: set[str]) -> None:
    files = custody.for_package(custody_log(ACTS), shown, PACKAGE_ID)

    assert _problem(files[custody.LOG_PATH]) is None
    assert custody.tells_of(files[custody.LOG_PATH], PACKAGE_ID)


def test_hand_overs_to_others_are_hidden() -> None:
    lines = custody.for_package(custody_log(ACTS), set(), "another")[custody.LOG_PATH]

    assert b"handed_over" not in lines
    assert not custody.tells_of(lines, PACKAGE_ID)


def test_a_line_cut_off_the_end_is_found() -> None:
    lines = custody_log(ACTS).lines

    assert _problem(b"".join(lines.splitlines(keepends=True)[:-1])) == "cut"
    assert _problem(lines[:-1]) == "cut"
    assert _problem(b"") == "cut"


def test_lines_in_another_order_or_lost_are_found() -> None:
    lines = custody_log(ACTS).lines.splitlines(keepends=True)

    assert _problem(b"".join([lines[1], lines[0], *lines[2:]])) == "line 1"
    assert _problem(b"".join([lines[0], *lines[2:]])) == "line 2"


@given(st.integers(0, 10_000), st.integers(1, 255))
def test_any_changed_byte_is_found(place: int, difference: int) -> None:
    lines = bytearray(custody_log(ACTS).lines)
    lines[place % len(lines)] ^= difference

    assert _problem(bytes(lines)) is not None


@given(st.binary(max_size=200), st.binary(max_size=200))
def test_any_bytes_are_answered(untrusted_lines: bytes, untrusted_head: bytes) -> None:
    assert custody.problem_in(untrusted_lines, untrusted_head, bytes(64), PUBLIC_KEY) == "signature"
    assert _problem(untrusted_lines) is not None


def test_numbers_that_are_none_are_answered() -> None:
    assert _problem(canonical({"hidden": 5, "number": 1}) + b"\n") == "line 1"
    assert _problem(canonical({"number": [1]}) + b"\n") == "line 1"
