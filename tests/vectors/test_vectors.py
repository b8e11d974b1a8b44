"""Published vectors, through the functions that the vault calls."""

import pytest
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from desktop.vault import keys, slots
from desktop.vault.slots import AESGCM, Argon2id, Cost


def test_argon2id_of_rfc_9106_section_5_3() -> None:
    function = Argon2id(salt=b"\2" * 16, length=32, iterations=3, lanes=4, memory_cost=32, secret=b"\3" * 8, ad=b"\4" * 12)

    assert function.derive(b"\1" * 32).hex() == "0d640df58d78766c08c037a34a8b53c9d01ef0452d75b65eb52520e96b01e659"


@pytest.mark.parametrize(
    ("cost", "tag"),
    [
        (Cost(65_536, 2, 1), "09316115d5cf24ed5a15a31a3ba326e5cf32edc24702987c02b6566f61913cf7"),
        (Cost(256, 2, 1), "9dfeb910e80bad0311fee20f9c0e2b12c17987b4cac90c2ef54d5b3021c68bfe"),
        (Cost(256, 2, 2), "6d093c501fd5999645e0ea3bf620d7b8be7fd2db59c20d9fff9539da2bf57037"),
        (Cost(65_536, 1, 1), "f6a5adc1ba723dddef9b5ac1d464e180fcd9dffc9d1cbf76cca2fed795d9ca98"),
    ],
)
def test_argon2id_of_the_reference_implementation(cost: Cost, tag: str) -> None:
    assert slots.slot_key("password", b"somesalt", cost).hex() == tag


LONG_INFO = bytes(range(176, 256))


@pytest.mark.parametrize(
    ("secret", "salt", "info", "first_32_bytes"),
    [
        (b"\x0b" * 22, bytes(range(13)), bytes(range(0xF0, 0xFA)), "3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf"),
        (bytes(range(80)), bytes(range(96, 176)), LONG_INFO, "b11e398dc80327a1c8e7f78c596a49344f012eda2d4efad8a050cc4c19afa97c"),
        (b"\x0b" * 22, b"", b"", "8da4e775a563c18f715f802a063c5a31b8a11f5c5ee1879ec3454e5f3c738d2d"),
    ],
)  # fmt: skip
def test_hkdf_sha256_of_rfc_5869(secret: bytes, salt: bytes, info: bytes, first_32_bytes: str) -> None:
    assert keys.derive(secret, salt, info).hex() == first_32_bytes


@pytest.mark.parametrize(
    ("key", "message", "tag"),
    [
        (b"\x0b" * 20, b"Hi There", "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7"),
        (b"Jefe", b"what do ya want for nothing?", "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"),
    ],
)
def test_hmac_sha256_of_rfc_4231(key: bytes, message: bytes, tag: str) -> None:
    assert keys.mac(key, message).hex() == tag


GCM_KEY = "feffe9928665731c6d6a8f9467308308feffe9928665731c6d6a8f9467308308"
GCM_PLAIN = "d9313225f88406e5a55909c5aff5269a86a7a9531534f7da2e4c303d8a318a721c3c0c95956809532fcf0e2449a6b525b16aedf5aa0de657ba637b39"
GCM_SEALED = (
    "522dc1f099567d07f47f37a32a84427d643a8cdcbfe5c0c97598a2bd2555d1aa8cb08e48590dbb3da7b08b1056828838c5f61e6393ba7a0abcc9f662"
    "76fc6ece0f4e1768cddf8853bb2d551b"
)


@pytest.mark.parametrize(
    ("key", "nonce", "plain", "bound", "sealed"),
    [
        ("00" * 32, "00" * 12, "", "", "530f8afbc74536b9a963b4f1c4cb738b"),
        ("00" * 32, "00" * 12, "00" * 16, "", "cea7403d4d606b6e074ec5d3baf39d18d0d1c8a799996bf0265b98b5d48ab919"),
        (GCM_KEY, "cafebabefacedbaddecaf888", GCM_PLAIN, "feedfacedeadbeeffeedfacedeadbeefabaddad2", GCM_SEALED),
    ],
)
def test_aes_256_gcm_of_the_gcm_specification(key: str, nonce: str, plain: str, bound: str, sealed: str) -> None:
    cipher = AESGCM(bytes.fromhex(key))

    assert cipher.encrypt(bytes.fromhex(nonce), bytes.fromhex(plain), bytes.fromhex(bound)).hex() == sealed
    assert cipher.decrypt(bytes.fromhex(nonce), bytes.fromhex(sealed), bytes.fromhex(bound)).hex() == plain
    for place in range(len(sealed) // 2):
        changed = bytearray.fromhex(sealed)
        changed[place] ^= 0x80
        with pytest.raises(InvalidTag):
            cipher.decrypt(bytes.fromhex(nonce), bytes(changed), bytes.fromhex(bound))


ED25519 = [  # RFC 8032 section 7.1, tests 1 to 3: seed, public key, message, signature
    (
        "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60",
        "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a",
        "",
        "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b",
    ),
    (
        "4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb",
        "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c",
        "72",
        "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00",
    ),
    (
        "c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7",
        "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025",
        "af82",
        "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a",
    ),
]
ORDER = 2**252 + 27742317777372353535851937790883648493


@pytest.mark.parametrize(("seed", "public", "message", "signature"), ED25519)
def test_ed25519_of_rfc_8032(seed: str, public: str, message: str, signature: str) -> None:
    assert Ed25519PrivateKey.from_private_bytes(bytes.fromhex(seed)).sign(bytes.fromhex(message)).hex() == signature
    assert keys.is_signed(bytes.fromhex(public), bytes.fromhex(signature), bytes.fromhex(message))
    assert not keys.is_signed(bytes.fromhex(public), bytes.fromhex(signature), bytes.fromhex(message) + b"\0")


def test_a_second_signature_made_from_the_first_is_refused() -> None:
    _seed, public, message, signature = ED25519[0]
    point, scalar = bytes.fromhex(signature)[:32], int.from_bytes(bytes.fromhex(signature)[32:], "little")

    forged = point + (scalar + ORDER).to_bytes(32, "little")

    assert not keys.is_signed(bytes.fromhex(public), forged, bytes.fromhex(message))


@pytest.mark.parametrize(("public", "signature"), [(b"", b""), (bytes(31), bytes(64)), (bytes(32), bytes(63)), (b"\xff" * 32, bytes(64))])
def test_keys_and_signatures_of_another_form_are_refused(public: bytes, signature: bytes) -> None:
    assert not keys.is_signed(public, signature, b"message")


@pytest.mark.parametrize("purpose", [keys.HEADER, keys.INDEX, keys.OBJECTS, keys.LOG_HEAD, keys.SIGNING])
def test_keys_show_nothing_and_are_gone_after_dropping(purpose: bytes) -> None:
    master = bytes(range(32))
    held = keys.Keys(master, bytes(16))
    assert len(held.derive(purpose)) == 32

    assert master.hex() not in repr(held)
    held.drop()

    assert held.are_dropped
    with pytest.raises(keys.VaultLocked):
        held.derive(purpose)
