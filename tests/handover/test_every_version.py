"""A package of every version that was ever released stays readable and verifiable, with the verifier that is inside it too."""

import hashlib
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from desktop.core.work import Work
from desktop.handover import verifying

# Made once with tests/handover/packages.py and its test key, and never again: the name ends in the version of the format.
PACKAGES = {"package-1.zip": "78f76e4387680c62d7d64e2a7e5be366dadef44be73f51e976050f7036ea384b"}
HERE = Path(__file__).parent


@pytest.mark.parametrize(("name", "sha256"), PACKAGES.items())
def test_a_package_of_an_earlier_version_is_verified(name: str, sha256: str) -> None:
    verified = verifying.verify(HERE / name, Work())

    assert hashlib.sha256((HERE / name).read_bytes()).hexdigest() == sha256
    assert verified.ok
    assert verified.items == 3


@pytest.mark.parametrize("name", PACKAGES)
def test_the_verifier_inside_an_earlier_package_still_finds_it_whole(tmp_path: Path, name: str) -> None:
    with zipfile.ZipFile(HERE / name) as archive:
        archive.extractall(tmp_path)

    done = subprocess.run([sys.executable, "-I", str(next(tmp_path.glob("*/verify_package.py")))], capture_output=True, check=False)

    assert done.returncode == 0
