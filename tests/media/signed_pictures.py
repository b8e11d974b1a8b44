"""Pictures with Content Credentials, signed by a certificate made here and trusted by nobody."""

import io
import json
from datetime import UTC, datetime, timedelta
from functools import lru_cache

import c2pa
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

_SOURCE_TYPES = "http://cv.iptc.org/newscodes/digitalsourcetype/"


def signed(
    untrusted: bytes, source_type: str, *, remote_url: str = "", program: str = "Test Generator", media_type: str = "image/jpeg"
) -> bytes:
    """Return the file with signed credentials that give it this digital source type.

    With `remote_url` the credentials are not in the file, which names that address instead.
    """
    action = {"action": "c2pa.created", "digitalSourceType": _SOURCE_TYPES + source_type}
    manifest = {
        "claim_generator_info": [{"name": program, "version": "1"}],
        "format": media_type,
        "title": "made by a test",
        "assertions": [{"label": "c2pa.actions", "data": {"actions": [action]}}],
    }
    key, chain = _signer()

    def sign(content: bytes) -> bytes:
        r, s = _numbers(key.sign(content, ec.ECDSA(hashes.SHA256())))
        return r.to_bytes(32, "big") + s.to_bytes(32, "big")

    out = io.BytesIO()
    settings = {"verify": {"verify_after_sign": False}}
    with c2pa.Context.from_dict(settings) as context, c2pa.Builder(json.dumps(manifest), context=context) as builder:
        if remote_url:
            builder.set_no_embed()
            builder.set_remote_url(remote_url)
        with c2pa.Signer.from_callback(sign, c2pa.C2paSigningAlg.ES256, chain) as signer:
            builder.sign(signer, media_type, io.BytesIO(untrusted), out)
    return out.getvalue()


def _numbers(signature: bytes) -> tuple[int, int]:
    from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature

    return decode_dss_signature(signature)


def root() -> str:
    """Return the certificate (PEM) at the root of all that is signed here."""
    return _signer()[1].partition("-----END CERTIFICATE-----\n")[2]


@lru_cache(maxsize=1)
def _signer() -> tuple[ec.EllipticCurvePrivateKey, str]:
    root_key, key = ec.generate_private_key(ec.SECP256R1()), ec.generate_private_key(ec.SECP256R1())
    root_name = x509.Name(
        [x509.NameAttribute(x509.NameOID.COMMON_NAME, "Test Root"), x509.NameAttribute(x509.NameOID.ORGANIZATION_NAME, "Test")]
    )
    name = x509.Name(
        [x509.NameAttribute(x509.NameOID.COMMON_NAME, "Test Signer"), x509.NameAttribute(x509.NameOID.ORGANIZATION_NAME, "Test")]
    )
    start = datetime.now(UTC) - timedelta(days=1)
    usage = {
        "key_encipherment": False, "data_encipherment": False, "key_agreement": False, "content_commitment": False,
        "encipher_only": False, "decipher_only": False,
    }  # fmt: skip

    def certificate(subject: x509.Name, public: ec.EllipticCurvePublicKey, *, is_root: bool) -> x509.CertificateBuilder:
        return (
            x509.CertificateBuilder()
            .subject_name(subject)
            .issuer_name(root_name)
            .public_key(public)
            .serial_number(x509.random_serial_number())
            .not_valid_before(start)
            .not_valid_after(start + timedelta(days=3650))
            .add_extension(x509.BasicConstraints(ca=is_root, path_length=None), critical=True)
            .add_extension(x509.KeyUsage(digital_signature=not is_root, key_cert_sign=is_root, crl_sign=is_root, **usage), critical=True)
            .add_extension(x509.SubjectKeyIdentifier.from_public_key(public), critical=False)
            .add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(root_key.public_key()), critical=False)
        )

    root = certificate(root_name, root_key.public_key(), is_root=True).sign(root_key, hashes.SHA256())
    leaf = (
        certificate(name, key.public_key(), is_root=False)
        .add_extension(x509.ExtendedKeyUsage([x509.ExtendedKeyUsageOID.EMAIL_PROTECTION]), critical=False)
        .sign(root_key, hashes.SHA256())
    )
    return key, "".join(one.public_bytes(serialization.Encoding.PEM).decode() for one in (leaf, root))
