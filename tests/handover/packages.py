"""Small packages for tests, made without a vault: its own key, its own custody log in the vault's format."""

import hashlib
import io
import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from desktop.core.work import Work
from desktop.handover import building, plan
from desktop.handover.item import CustodyLog, Document, PackageItem

KEY = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
PUBLIC_KEY = KEY.public_key().public_bytes_raw()
PACKAGE_ID = "20261123-0123456789abcdef"
MADE_AT = datetime(2026, 11, 23, 10, 15, 1, tzinfo=timezone(timedelta(hours=9)))


def item(number: int = 1, content: bytes | None = b"the bytes of a picture", **facts: object) -> PackageItem:
    """Return an item with these bytes."""
    held = content or b""
    made = PackageItem(
        id=f"{number:04}",
        kind="file",
        name="사진 1.jpg",
        size=len(held),
        sha256=hashlib.sha256(held).hexdigest(),
        sha512=hashlib.sha512(held).hexdigest(),
        md5=hashlib.md5(held, usedforsecurity=False).hexdigest(),
        pdq="",
        media_type="image/jpeg",
        added_at=datetime(2026, 11, 20, 8, 0, tzinfo=UTC),
        age="adult",
        url="https://example.com/post/1",
        account="@someone",
        platform="Example",
        open=None if content is None else (lambda: io.BytesIO(held)),
    )
    return replace(made, **facts)  # type: ignore[arg-type]


def custody_log(acts: Sequence[tuple[str, str]] = (("created", ""), ("added", "0001"), ("handed_over", ""))) -> CustodyLog:
    """Return a signed custody log of these acts and items."""
    lines, previous = [], "0" * 64
    for number, (act, item_id) in enumerate(acts, start=1):
        detail = {"package": PACKAGE_ID} if act == "handed_over" else {}
        record = {"act": act, "at": "2026-11-23T10:15:00+09:00", "detail": detail, "item": item_id, "number": number, "previous": previous}
        lines.append(canonical(record))
        previous = hashlib.sha256(lines[-1]).hexdigest()
    head = canonical({"count": len(lines), "format": "linden custody head", "hash": previous, "vault": "00" * 16, "version": 1})
    return CustodyLog(b"".join(line + b"\n" for line in lines), head, KEY.sign(head), PUBLIC_KEY)


def canonical(value: object) -> bytes:
    """Return canonical JSON, as the vault writes it."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def facts(language: str = "en", folder: str = "evidence") -> plan.Facts:
    """Return what is said of a package as a whole."""
    return plan.Facts(PACKAGE_ID, folder, MADE_AT, language, "Linden 0.1.0", PUBLIC_KEY)


def planned(
    items: Sequence[PackageItem] = (),
    documents: Sequence[Document] = (),
    *,
    pictures: bool = True,
    language: str = "en",
    log: CustodyLog | None = None,
) -> plan.Plan:
    """Return the plan of a small package."""
    return plan.plan(facts(language), items or [item()], documents, log or custody_log(), pictures=pictures)


def package(*args: object, **kwargs: object) -> bytes:
    """Return a small package as bytes; arguments as of `planned`."""
    return written(planned(*args, **kwargs))  # type: ignore[arg-type]


def written(made: plan.Plan) -> bytes:
    """Return a planned package as bytes."""
    out = io.BytesIO()
    building.write_zip(made, KEY.sign, out, Work())
    return out.getvalue()


def saved(folder: Path, content: bytes, name: str = "evidence.zip") -> Path:
    """Put bytes into a file and return it."""
    path = folder / name
    path.write_bytes(content)
    return path
