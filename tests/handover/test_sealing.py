"""A package sealed to a receiver: any age program opens it, nobody else reads it, and its plain form is on no disk."""

import io

import pyrage
import pytest

from desktop.core.errors import Stopped
from desktop.core.work import Work
from desktop.handover import sealing
from desktop.handover.errors import ItemChanged, ReceiverKeyWrong
from tests.handover.packages import KEY, item, planned, written

PICTURE = bytes(range(256)) * 12_000


def test_the_receiver_opens_it_and_finds_the_same_package() -> None:
    identity = pyrage.x25519.Identity.generate()
    plan, out = planned([item(1, PICTURE)]), io.BytesIO()

    sealing.write_sealed(plan, KEY.sign, out, Work(), str(identity.to_public()))

    assert pyrage.decrypt(out.getvalue(), [identity]) == written(plan)
    assert PICTURE[:64] not in out.getvalue()


@pytest.mark.parametrize("key", ["", "age1", "AGE-SECRET-KEY-1", "not a key", "age1" + "q" * 58])
def test_a_key_that_is_none_is_refused(key: str) -> None:
    with pytest.raises(ReceiverKeyWrong):
        sealing.receiver(key)


def test_a_failure_while_sealing_is_told_as_what_it_is() -> None:
    key = str(pyrage.x25519.Identity.generate().to_public())
    stopped = Work()
    stopped.stop()

    with pytest.raises(Stopped):
        sealing.write_sealed(planned([item(1, PICTURE)]), KEY.sign, io.BytesIO(), stopped, key)
    with pytest.raises(ItemChanged):
        sealing.write_sealed(planned([item(1, PICTURE, sha256="0" * 64)]), KEY.sign, io.BytesIO(), Work(), key)
