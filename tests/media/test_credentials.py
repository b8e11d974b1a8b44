"""Content Credentials: read in the child, checked against the bytes, and never fetched."""

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from desktop.checks import content_credentials
from desktop.checks.result import Strength
from desktop.media.decoder import Decoder
from tests.media import pictures
from tests.media.signed_pictures import signed

ROOT = Path(__file__).resolve().parents[2]
ADDRESS = "http://127.0.0.1:9/manifest.c2pa"


@pytest.fixture(scope="module")
def decoder():
    with Decoder() as one:
        yield one


def _found(decoder, untrusted):
    return {finding.id: finding for finding in content_credentials.find(decoder.read(untrusted).facts)}


def test_intact_credentials_that_say_made_by_ai_are_a_strong_sign(decoder):
    found = _found(decoder, signed(pictures.photograph(), "trainedAlgorithmicMedia", program="Some Generator"))

    assert list(found) == ["credentials_generated"]
    assert found["credentials_generated"].strength is Strength.STRONG
    assert "Some Generator" in str(found["credentials_generated"].text)


def test_credentials_of_a_camera_are_no_sign(decoder):
    found = _found(decoder, signed(pictures.photograph(), "digitalCapture"))

    assert [finding.strength for finding in found.values()] == [Strength.NONE]


def test_credentials_of_a_composite_are_a_moderate_sign(decoder):
    found = _found(decoder, signed(pictures.photograph(), "compositeWithTrainedAlgorithmicMedia"))

    assert found["credentials_partly_generated"].strength is Strength.MODERATE


def test_credentials_that_no_longer_fit_say_so(decoder):
    changed = bytearray(signed(pictures.photograph(), "digitalCapture"))
    changed[-1000] ^= 1

    assert "credentials_do_not_fit" in _found(decoder, bytes(changed))


def test_remote_credentials_are_named_and_not_fetched(decoder):
    found = _found(decoder, signed(pictures.photograph(), "trainedAlgorithmicMedia", remote_url=ADDRESS))

    assert list(found) == ["credentials_elsewhere"]


def test_the_name_of_a_program_is_shown_with_its_hidden_characters(decoder):
    found = _found(decoder, signed(pictures.photograph(), "trainedAlgorithmicMedia", program="Good\u202egenerator"))

    assert "<U+202E>" in str(found["credentials_generated"].text)


def test_an_ordinary_photograph_has_none(decoder):
    assert _found(decoder, pictures.photograph()) == {}


READ = """
import json, sys
from desktop.media import credentials
content = open(sys.argv[1], "rb").read()
print(json.dumps(credentials.read(content, "JPEG")))
"""


@pytest.mark.skipif(not sys.platform.startswith("linux") or shutil.which("strace") is None, reason="watched by strace")
def test_reading_credentials_makes_no_call_to_the_network(tmp_path):
    (tmp_path / "remote.jpg").write_bytes(signed(pictures.photograph(), "trainedAlgorithmicMedia", remote_url=ADDRESS))
    trace = tmp_path / "trace"
    read = [sys.executable, "-c", READ, str(tmp_path / "remote.jpg")]

    watched = ["strace", "-f", "-qq", "-e", "trace=network", "-o", str(trace), *read]
    done = subprocess.run(watched, cwd=ROOT, capture_output=True, timeout=120, check=False)
    if done.returncode != 0:
        pytest.skip("strace may not watch here")

    assert json.loads(done.stdout) == [None, "Remote"]
    assert [line for line in trace.read_text().splitlines() if "(" in line and "exited" not in line] == []
