"""While a vault is open, this process leaves no core dump and lets no other process of the same person look in."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.vault.vaults import PASSPHRASE, new_vault

ROOT = Path(__file__).resolve().parents[2]
LOOK = """
import contextlib, ctypes, resource, sys
sys.path.insert(0, {root!r})
from pathlib import Path
from desktop.services import vaults
with contextlib.suppress(ValueError):  # where an earlier test has switched them off for good
    resource.setrlimit(resource.RLIMIT_CORE, (1 << 30, 1 << 30))
with vaults.unlock(Path({folder!r}), {passphrase!r}):
    print(resource.getrlimit(resource.RLIMIT_CORE), ctypes.CDLL(None).prctl(3, 0, 0, 0, 0))
"""


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="asked of Linux")
def test_opening_a_vault_switches_core_dumps_and_looking_in_off(tmp_path: Path) -> None:
    new_vault(tmp_path / "vault").lock()
    script = LOOK.format(root=str(ROOT), folder=str(tmp_path / "vault"), passphrase=PASSPHRASE)

    ended = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False)

    # The limit of core dumps, soft and hard, and PR_GET_DUMPABLE.
    assert ended.stdout.split("\n")[0] == "(0, 0) 0", ended.stderr
