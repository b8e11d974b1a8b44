"""Time stamps of an authority (RFC 3161): the request that goes out by hand, and checking the answer offline."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import rfc3161_client
from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding

from desktop.vault.errors import StampNotRight, StampNotStamp, StampRefused, StampRootNeeded, StampRootUnreadable
from desktop.vault.stamp_order import in_order

MAX_RESPONSE_BYTES = 256 * 1024
MAX_ROOT_BYTES = 256 * 1024
_STAND_IN = b"linden"


@dataclass(frozen=True)
class Stamped:
    """What an answer says, once its signature is right."""

    at: datetime
    authority: str
    """The name in the certificate that signed, as RFC 4514 writes it; untrusted text."""
    root: str
    """The name of the root certificate at the end of its chain."""
    root_sha256: str
    serial: str
    policy: str


def request_for(sha256: bytes) -> tuple[bytes, int]:
    """Return the bytes of a request for this digest, and its nonce."""
    builder = rfc3161_client.TimestampRequestBuilder().data(_STAND_IN).hash_algorithm(rfc3161_client.HashAlgorithm.SHA256)
    made = builder.nonce(nonce=True).cert_request(cert_request=True).build()
    # The library takes the content only, which for a sealed film is gigabytes; its digest stands in the request once, as it is.
    before, after = made.as_bytes().split(hashlib.sha256(_STAND_IN).digest())
    if made.nonce is None:
        raise ValueError("a request without a nonce")
    return before + sha256 + after, made.nonce


def imprint_of(untrusted: bytes) -> tuple[bytes, int]:
    """Return the digest and the nonce that an answer is about. Raises StampNotStamp or StampRefused."""
    response = _decoded(untrusted)
    return response.tst_info.message_imprint.message, response.tst_info.nonce


def check(untrusted: bytes, sha256: bytes, nonce: int, roots: Sequence[bytes] = ()) -> Stamped:
    """Check an answer: status, digest, nonce, purpose of the certificate, signature and chain, at the time it states.

    `roots` are certificates (PEM or DER) that the person trusts; without any, the root that the answer itself carries is taken, and only
    shows who says to have stamped. Raises StampNotStamp, StampRefused, StampRootNeeded, StampRootUnreadable or StampNotRight.
    """
    response = _decoded(untrusted)
    trusted = [_certificate(root) for root in roots] or [one for one in _carried(response) if one.issuer == one.subject]
    if not trusted:
        raise StampRootNeeded
    root, signer = _verified(response, sha256, nonce, trusted), _signer(response)
    info = response.tst_info
    fingerprint = hashlib.sha256(root.public_bytes(Encoding.DER)).hexdigest()
    return Stamped(
        info.gen_time.astimezone(),
        signer.subject.rfc4514_string(),
        root.subject.rfc4514_string(),
        fingerprint,
        f"{info.serial_number:x}",
        info.policy.dotted_string,
    )


def _verified(
    response: rfc3161_client.TimeStampResponse, sha256: bytes, nonce: int, trusted: Sequence[x509.Certificate]
) -> x509.Certificate:
    """Return the root under which the answer is right. Raises StampNotRight."""
    for root in trusted:
        try:
            rfc3161_client.VerifierBuilder(roots=[root], nonce=nonce).build().verify(response, sha256)
        except rfc3161_client.VerificationError:
            continue
        return root
    raise StampNotRight


def _decoded(untrusted: bytes) -> rfc3161_client.TimeStampResponse:
    if not 0 < len(untrusted) <= MAX_RESPONSE_BYTES:
        raise StampNotStamp
    try:
        response = rfc3161_client.decode_timestamp_response(in_order(untrusted))
        status = response.status
        if status not in {0, 1}:
            raise StampRefused
        _ = response.tst_info.gen_time, response.signed_data.certificates
    except ValueError as error:
        raise StampNotStamp from error
    return response


def _carried(response: rfc3161_client.TimeStampResponse) -> list[x509.Certificate]:
    return [_certificate(one) for one in sorted(response.signed_data.certificates)]


def _signer(response: rfc3161_client.TimeStampResponse) -> x509.Certificate:
    (signer,) = response.signed_data.signer_infos
    for one in _carried(response):
        if one.issuer == signer.issuer and one.serial_number == signer.serial_number:
            return one
    raise StampNotRight


def _certificate(untrusted: bytes) -> x509.Certificate:
    try:
        if len(untrusted) > MAX_ROOT_BYTES:
            raise StampRootUnreadable
        is_text = untrusted.lstrip().startswith(b"-----BEGIN")
        return x509.load_pem_x509_certificate(untrusted) if is_text else x509.load_der_x509_certificate(untrusted)
    except ValueError as error:
        raise StampRootUnreadable from error
