"""The short form of the fuzz harness for exports: every reader, its seeds and some hundred changed ones."""

import pytest

from tests.reliability import fuzz_exports
from tests.reliability.fuzzing import shaken

TIMES = 150


@pytest.mark.parametrize("name", fuzz_exports.TARGETS)
def test_changed_exports_are_read_or_refused_with_a_known_error(name):
    target = fuzz_exports.TARGETS[name]

    for untrusted in shaken(target, TIMES):
        target.one(untrusted)
