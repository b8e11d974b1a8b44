"""The vectors of Project Wycheproof, through the functions that the vault calls: forged tags and signatures, edges, odd encodings."""

import json
from pathlib import Path

import pytest
from cryptography.exceptions import InvalidTag

from desktop.vault import keys
from desktop.vault.sealed import AESGCM

HERE = Path(__file__).parent / "wycheproof"


def vectors_of(name: str) -> list[tuple[dict, dict]]:
    groups = json.loads((HERE / f"{name}.json").read_text())["testGroups"]
    return [(group, test) for group in groups for test in group["tests"]]


def _named(pairs: list[tuple[dict, dict]]) -> list[str]:
    return [f"{test['tcId']}-{test['result']}" for _group, test in pairs]


AES, HKDF, ED25519 = (vectors_of(name) for name in ("aes_gcm", "hkdf_sha256", "ed25519"))


def test_all_vectors_are_here():
    assert (len(AES), len(HKDF), len(ED25519)) == (66, 65, 151)


@pytest.mark.parametrize(("_group", "test"), AES, ids=_named(AES))
def test_aes_256_gcm(_group, test):
    cipher = AESGCM(bytes.fromhex(test["key"]))
    nonce, bound, plain = (bytes.fromhex(test[name]) for name in ("iv", "aad", "msg"))
    sealed = bytes.fromhex(test["ct"] + test["tag"])

    if test["result"] == "valid":
        assert cipher.encrypt(nonce, plain, bound) == sealed
        assert cipher.decrypt(nonce, sealed, bound) == plain
    else:
        with pytest.raises(InvalidTag):
            cipher.decrypt(nonce, sealed, bound)


@pytest.mark.parametrize(("_group", "test"), HKDF, ids=_named(HKDF))
def test_hkdf_sha256(_group, test):
    derived = keys.derive(bytes.fromhex(test["ikm"]), bytes.fromhex(test["salt"]), bytes.fromhex(test["info"]))

    # What HKDF gives for 32 bytes is the beginning of what it gives for more (RFC 5869 section 2.3).
    assert derived.hex() == test["okm"][:64]


@pytest.mark.parametrize(("group", "test"), ED25519, ids=_named(ED25519))
def test_ed25519(group, test):
    public_key = bytes.fromhex(group["publicKey"]["pk"])

    is_right = keys.is_signed(public_key, bytes.fromhex(test["sig"]), bytes.fromhex(test["msg"]))

    assert is_right == (test["result"] == "valid")
