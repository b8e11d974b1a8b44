"""The short form of the fuzz harnesses: every target, its seeds and some thousand changed ones."""

import pytest

from tests.reliability import fuzz_vault
from tests.reliability.fuzzing import Target, shaken

TIMES = 400


@pytest.mark.parametrize("name", fuzz_vault.TARGETS)
def test_changed_bytes_are_read_or_refused_with_a_known_error(name):
    target = fuzz_vault.TARGETS[name]

    for untrusted in shaken(target, TIMES):
        target.one(untrusted)


def test_an_unknown_error_is_not_swallowed():
    with pytest.raises(ZeroDivisionError):
        Target(lambda _untrusted: 1 // 0, (ValueError,), [b""]).one(b"")
