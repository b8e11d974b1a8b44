"""Pictures with Content Credentials, signed by a certificate made here and trusted by nobody."""

import io
import json
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import lru_cache

import c2pa
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

_SOURCE_TYPES = "http://cv.iptc.org/newscodes/digitalsourcetype/"


def signed(
    untrusted: bytes,
    source_type: str,
    *,
    remote_url: str = "",
    program: str = "Test Generator",
    media_type: str = "image/jpeg",
    made_from: bytes = b"",
) -> bytes:
    """Return the file with signed credentials that give it this digital source type.

    With `remote_url` the credentials are not in the file, which names that address instead. `made_from` is the file of a picture that
    it was made from.
    """
    action = {"action": "c2pa.created", "digitalSourceType": _SOURCE_TYPES + source_type}
    manifest = {
        "claim_generator_info": [{"name": program, "version": "1"}],
        "format": media_type,
        "title": "made by a test",
        "assertions": [{"label": "c2pa.actions", "data": {"actions": [action]}}],
    }
    out = io.BytesIO()
    settings = {"verify": {"verify_after_sign": False}}
    with c2pa.Context.from_dict(settings) as context, c2pa.Builder(json.dumps(manifest), context=context) as builder:
        if remote_url:
            builder.set_no_embed()
            builder.set_remote_url(remote_url)
        if made_from:
            builder.add_ingredient(json.dumps({"title": "used", "relationship": "componentOf"}), "image/jpeg", io.BytesIO(made_from))
        with c2pa.Signer.from_callback(sign, c2pa.C2paSigningAlg.ES256, _signer().chain) as signer:
            builder.sign(signer, media_type, io.BytesIO(untrusted), out)
    return out.getvalue()


def sign(content: bytes) -> bytes:
    """Return the signature (ES256) of the signer of these pictures."""
    r, s = _numbers(_signer().key.sign(content, ec.ECDSA(hashes.SHA256())))
    return r.to_bytes(32, "big") + s.to_bytes(32, "big")


def _numbers(signature: bytes) -> tuple[int, int]:
    from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature

    return decode_dss_signature(signature)


def root() -> str:
    """Return the certificate (PEM) at the root of all that is signed here."""
    return _pem(_signer().root)


def certificates() -> tuple[bytes, bytes]:
    """Return the signer's certificate (DER), and one of the same key and length that ran out last year."""
    good, end = _signer().certificate, datetime.now(UTC) - timedelta(days=365)
    for _ in range(1000):
        # Its length differs by some bytes with the numbers that are drawn for it.
        expired = _certificate(_signer().root_key, _signer().key, end - timedelta(days=9), end).public_bytes(serialization.Encoding.DER)
        if len(expired) == len(good.public_bytes(serialization.Encoding.DER)):
            return good.public_bytes(serialization.Encoding.DER), expired
    raise AssertionError


def _pem(certificate: x509.Certificate) -> str:
    return certificate.public_bytes(serialization.Encoding.PEM).decode()


@dataclass(frozen=True)
class _Signer:
    root_key: ec.EllipticCurvePrivateKey
    root: x509.Certificate
    key: ec.EllipticCurvePrivateKey
    certificate: x509.Certificate

    @property
    def chain(self) -> str:
        return _pem(self.certificate) + _pem(self.root)


@lru_cache(maxsize=1)
def _signer() -> _Signer:
    root_key, key = ec.generate_private_key(ec.SECP256R1()), ec.generate_private_key(ec.SECP256R1())
    start = datetime.now(UTC) - timedelta(days=1)
    end = start + timedelta(days=3650)
    root = _unsigned("Test Root", root_key, root_key, start, end, is_root=True).sign(root_key, hashes.SHA256())
    return _Signer(root_key, root, key, _certificate(root_key, key, start, end))


def _certificate(root_key: ec.EllipticCurvePrivateKey, key: ec.EllipticCurvePrivateKey, start: datetime, end: datetime) -> x509.Certificate:
    usage = x509.ExtendedKeyUsage([x509.ExtendedKeyUsageOID.EMAIL_PROTECTION])
    unsigned = _unsigned("Test Signer", key, root_key, start, end, is_root=False).add_extension(usage, critical=False)
    return unsigned.sign(root_key, hashes.SHA256())


def _name(name: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, name), x509.NameAttribute(x509.NameOID.ORGANIZATION_NAME, "Test")])


def _unsigned(
    name: str, key: ec.EllipticCurvePrivateKey, root_key: ec.EllipticCurvePrivateKey, start: datetime, end: datetime, *, is_root: bool
) -> x509.CertificateBuilder:
    usage = {
        "key_encipherment": False, "data_encipherment": False, "key_agreement": False, "content_commitment": False,
        "encipher_only": False, "decipher_only": False,
    }  # fmt: skip
    return (
        x509.CertificateBuilder()
        .subject_name(_name(name))
        .issuer_name(_name("Test Root"))
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(start)
        .not_valid_after(end)
        .add_extension(x509.BasicConstraints(ca=is_root, path_length=None), critical=True)
        .add_extension(x509.KeyUsage(digital_signature=not is_root, key_cert_sign=is_root, crl_sign=is_root, **usage), critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        .add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(root_key.public_key()), critical=False)
    )
