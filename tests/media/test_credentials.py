"""Content Credentials: read in the child, checked against the bytes, and never fetched."""

import hashlib
import io
import json
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from cryptography import x509

from desktop.checks import content_credentials
from desktop.checks.result import Strength
from desktop.core import places
from desktop.core.work import Work
from desktop.media import credentials
from desktop.media.decoder import Decoder
from desktop.media.facts import FileFacts
from desktop.media.sources import BytesSource
from tests.media import clips, pictures
from tests.media.old_credentials import leaving_out_all_before, picture_begins, with_certificate
from tests.media.signed_pictures import certificates, root, sign, signed

ROOT = Path(__file__).resolve().parents[2]
SMALL = pictures.photograph(128, 96)
ADDRESS = "http://127.0.0.1:9/manifest.c2pa"


@pytest.fixture(scope="module")
def decoder():
    with Decoder() as one:
        yield one


def _found(decoder, untrusted):
    return {finding.id: finding for finding in content_credentials.find(decoder.read(untrusted).facts)}


def test_intact_credentials_that_say_made_by_ai_are_a_strong_sign(decoder):
    found = _found(decoder, signed(pictures.photograph(), "trainedAlgorithmicMedia", program="Some Generator"))

    assert list(found) == ["credentials_generated", "credentials_signer"]
    assert "not on the C2PA's list of known signers (as of 2026-08-21)" in str(found["credentials_signer"].text)
    assert found["credentials_generated"].strength is Strength.STRONG
    assert "Some Generator" in str(found["credentials_generated"].text)


def test_credentials_of_a_camera_are_no_sign(decoder):
    found = _found(decoder, signed(pictures.photograph(), "digitalCapture"))

    assert {finding.strength for finding in found.values()} == {Strength.NONE}


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
    assert f"at this internet address: {ADDRESS}. It was not opened" in str(found["credentials_elsewhere"].text)


def test_an_address_with_hidden_characters_is_shown_with_them():
    facts = FileFacts("JPEG", credentials_error="Remote", credentials_address="https://example.org/\u202egpj.a2pc")

    assert "https://example.org/<U+202E>gpj.a2pc" in str(content_credentials.find(facts)[0].text)


def test_where_the_reader_tells_no_address_it_is_said_without_one():
    told = content_credentials.find(FileFacts("JPEG", credentials_error="Remote"))

    assert "names an internet address" in str(told[0].text)


def test_the_name_of_a_program_is_shown_with_its_hidden_characters(decoder):
    found = _found(decoder, signed(pictures.photograph(), "trainedAlgorithmicMedia", program="Good\u202egenerator"))

    assert "<U+202E>" in str(found["credentials_generated"].text)


def test_an_ordinary_photograph_has_none(decoder):
    assert _found(decoder, pictures.photograph()) == {}


def _read_with(anchors, untrusted, monkeypatch, kind="JPEG"):
    """Read in this process, with another trust list."""
    credentials.prepare()
    monkeypatch.setitem(credentials._SETTINGS, "trust", {"trust_anchors": anchors})
    read = credentials.read(io.BytesIO(untrusted), kind)
    facts = FileFacts(kind, content_credentials=read.report, credentials_error=read.error, credentials_address=read.address)
    return {finding.id: finding for finding in content_credentials.find(facts)}


def test_a_signer_on_the_list_is_told_as_known_and_one_that_is_not_as_unknown(monkeypatch):
    untrusted = signed(pictures.photograph(), "trainedAlgorithmicMedia")

    on_the_list = _read_with(root(), untrusted, monkeypatch)
    on_another = _read_with((places.resources() / "trust" / "C2PA-TRUST-LIST.pem").read_text(), untrusted, monkeypatch)

    assert "is on the C2PA's list" in str(on_the_list["credentials_signer"].text)
    assert "a known signer signed it" in str(on_the_list["credentials_generated"].limits)
    assert "is not on the C2PA's list" in str(on_another["credentials_signer"].text)
    assert "anyone can sign in any name" in str(on_another["credentials_generated"].limits)


def test_the_trust_lists_are_those_that_were_published():
    listed = tomllib.loads((places.resources() / "trust" / "list.toml").read_text())

    for name, sha256 in listed["files"].items():
        content = (places.resources() / "trust" / name).read_bytes()
        assert hashlib.sha256(content).hexdigest() == sha256
        assert x509.load_pem_x509_certificates(content)


def test_the_credentials_of_a_video_are_read_in_pieces(decoder):
    clip = signed(clips.clip(), "trainedAlgorithmicMedia", media_type="video/mp4")
    changed = bytearray(clip)
    changed[clip.rindex(b"mdat") + 200] ^= 1

    intact = content_credentials.find(decoder.film_credentials(BytesSource(clip), Work()))
    broken = content_credentials.find(decoder.film_credentials(BytesSource(bytes(changed)), Work()))

    assert [finding.id for finding in intact] == ["credentials_generated", "credentials_signer"]
    assert broken[0].id == "credentials_do_not_fit"
    assert decoder.film_credentials(BytesSource(clips.clip()), Work()) == FileFacts("MP4")


@pytest.mark.parametrize(
    ("failures", "found"),
    [
        ([("signingCredential.untrusted", ""), ("signingCredential.expired", "")], "credentials_outdated"),
        ([("assertion.dataHash.mismatch", "data hash exclusion does not match the manifest location")], "credentials_outdated"),
        ([("assertion.dataHash.mismatch", "asset hash does not match")], "credentials_do_not_fit"),
        ([("signingCredential.expired", ""), ("claimSignature.mismatch", "")], "credentials_do_not_fit"),
        ([], "credentials_do_not_fit"),
        ([("signingCredential.expired", ""), ("cawg.ica.did_unavailable", "Unable to resolve issuer DID")], "credentials_outdated"),
        ([("signingCredential.untrusted", ""), ("cawg.ica.did_unavailable", "Unable to resolve issuer DID")], "credentials_present"),
        ([("claimSignature.mismatch", ""), ("cawg.ica.did_unavailable", "")], "credentials_do_not_fit"),
    ],
)
def test_credentials_too_old_to_be_checked_are_not_called_changed(failures, found):
    report = {
        "validation_state": "Invalid",
        "validation_status": [{"code": code, "explanation": why} for code, why in failures],
        "active_manifest": "one",
        "manifests": {"one": {"signature_info": {"issuer": "A camera maker", "time": "2023-02-12T18:44:26+00:00"}}},
    }

    told = content_credentials.find(FileFacts("JPEG", content_credentials=json.dumps(report)))

    assert [finding.id for finding in told] == [found, "credentials_signer"]
    assert "A camera maker, 2023-02-12" in str(told[1].text)


def test_older_credentials_that_do_not_cover_what_is_before_the_picture_are_read_and_say_so(decoder):
    photo = signed(SMALL, "trainedAlgorithmicMedia")
    old = leaving_out_all_before(photo, picture_begins(photo), sign)

    found = _found(decoder, old)

    assert list(found) == ["credentials_generated", "credentials_leave_out_head", "credentials_signer"]
    assert "but not what is written before it in the file" in str(found["credentials_leave_out_head"].text)


def test_of_older_credentials_a_changed_picture_is_told_and_a_changed_head_is_what_they_do_not_cover(decoder):
    photo = signed(SMALL, "digitalCapture")
    old = leaving_out_all_before(photo, picture_begins(photo), sign)
    other_head, other_picture = bytearray(old), bytearray(old)
    other_head[old.index(b"JFIF") + 9] ^= 1
    other_picture[-1000] ^= 1

    assert "credentials_leave_out_head" in _found(decoder, bytes(other_head))
    assert "credentials_do_not_fit" in _found(decoder, bytes(other_picture))


def test_older_credentials_that_do_not_cover_a_part_of_the_picture_are_not_called_fitting(decoder):
    photo = signed(SMALL, "digitalCapture")
    old = leaving_out_all_before(photo, picture_begins(photo) + 1, sign)

    assert list(_found(decoder, old)) == ["credentials_outdated", "credentials_signer"]


def test_credentials_of_an_expired_certificate_without_a_time_stamp_are_told_as_that(decoder):
    expired = with_certificate(signed(SMALL, "digitalCapture"), *certificates(), sign)

    found = _found(decoder, expired)

    assert list(found) == ["credentials_expired", "credentials_signer"]
    assert found["credentials_expired"].strength is Strength.NONE


def test_the_steps_that_credentials_list_are_told():
    actions = [{"action": "c2pa.opened"}, {"action": "c2pa.color_adjustments"}, {"action": "c2pa.opened"}]
    manifest = {"assertions": [{"label": "c2pa.actions.v2", "data": {"actions": actions}}]}
    report = {"validation_state": "Trusted", "active_manifest": "one", "manifests": {"one": manifest}}

    told = {one.id: str(one.text) for one in content_credentials.find(FileFacts("JPEG", content_credentials=json.dumps(report)))}

    assert "c2pa.opened, c2pa.color_adjustments." in told["credentials_steps"]


def test_a_picture_it_was_made_from_that_did_not_fit_its_credentials_is_told(decoder):
    used = signed(pictures.photograph(), "digitalCapture")
    changed = bytearray(used)
    changed[-1000] ^= 1

    intact, broken = (_found(decoder, signed(SMALL, "digitalCapture", made_from=bytes(one))) for one in (used, changed))

    assert "credentials_ingredient" not in intact
    assert "credentials_do_not_fit" not in broken
    assert broken["credentials_ingredient"].strength is Strength.NONE


@pytest.mark.parametrize(
    ("code", "is_told"),
    [
        ("claimSignature.mismatch", True),
        ("assertion.hashedURI.mismatch", True),
        ("timeStamp.mismatch", False),
        ("signingCredential.untrusted", False),
        ("cawg.ica.mismatch", False),
    ],
)
def test_of_what_older_credentials_wrote_down_about_a_picture_only_what_speaks_against_it_is_told(code, is_told):
    manifest = {"ingredients": [{"validation_status": [{"code": code}]}, {"validation_results": None}, {}]}
    report = {"validation_state": "Valid", "active_manifest": "one", "manifests": {"one": manifest}}

    found = content_credentials.find(FileFacts("JPEG", content_credentials=json.dumps(report)))

    assert ("credentials_ingredient" in {one.id for one in found}) == is_told


READ = """
import json, sys
from desktop.media import credentials
credentials.prepare()
read = credentials.read(open(sys.argv[1], "rb"), "JPEG")
print(json.dumps([read.report, read.error, read.address]))
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

    assert json.loads(done.stdout) == [None, "Remote", ADDRESS]
    assert [line for line in trace.read_text().splitlines() if "(" in line and "exited" not in line] == []
