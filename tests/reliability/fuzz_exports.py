"""Fuzzes the readers of exported chats, e-mails, saved pages and ZIP files.

    python tests/reliability/fuzz_exports.py TARGET [-max_total_time=600] [CORPUS_FOLDER]        see fuzzing.py

Each reading has to end soon as well: one that takes longer than a few seconds for so small a file is told like a crash.
"""

import io
import sys
import tempfile
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))


def _parts():
    """Import what is fuzzed; under atheris, instrumented."""
    from desktop.ingest import archive, holders, mail, page, page_text, recognising

    return archive, holders, mail, page, page_text, recognising


if __name__ == "__main__":
    import atheris

    with atheris.instrument_imports(include=["desktop.ingest", "email", "html", "csv", "zipfile"]):
        _parts()

archive, holders, mail, page, page_text, recognising = _parts()

from desktop.core.errors import LindenError
from tests.ingest import exports
from tests.reliability.fuzzing import Target, main

LONGEST_S = 5.0


def _as_file(name: str) -> Callable[[bytes], object]:
    """Return what reads the bytes as a file of this name. In this process: what is fuzzed has to be instrumented."""

    def read(untrusted: bytes) -> object:
        path = Path(tempfile.mkdtemp(prefix="linden-fuzz-")) / name
        try:
            path.write_bytes(untrusted)
            return recognising.in_file(holders.Folder(path.parent, beside=True), name)
        finally:
            path.unlink(missing_ok=True)
            path.parent.rmdir()

    return read


def _zip_read(untrusted: bytes) -> object:
    """Read the bytes as a ZIP file, and a little of each file in it."""
    zipped = archive.Zip(io.BytesIO(untrusted), "x.zip")
    found = recognising.in_holder(zipped, "x.zip")
    for medium in found.contents.media[:20]:
        with zipped.open(medium.id) as file:
            file.read(4096)
    return found


def _soon(read: Callable[[bytes], object]) -> Callable[[bytes], object]:
    def timed(untrusted: bytes) -> object:
        began = time.process_time()
        try:
            return read(untrusted)
        finally:
            if time.process_time() - began > LONGEST_S:
                raise TimeoutError(len(untrusted))

    return timed


def _zip() -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("_chat.txt", exports.WHATSAPP_IPHONE_KO)
        archive.writestr("00000003-PHOTO-2026-11-20-00-01-03.jpg", b"x" * 100)
    return held.getvalue()


def _target(read: Callable[[bytes], object], *seeds: bytes) -> Target:
    return Target(_soon(read), (LindenError,), seeds)


KAKAOTALK = [value.encode() for name, value in vars(exports).items() if name.startswith("KAKAO")]
WHATSAPP = [value.encode() for name, value in vars(exports).items() if name.startswith("WHATSAPP")]
HTML = (
    b"<!DOCTYPE html><!-- saved from url=(0020)https://example.org --><html><title>a&amp;b</title>"
    b'<img src="data:image/png;base64,iVBORw0KGgo="><script>x</script><p>x<![CDATA[y]]></html>'
)
TARGETS = {
    "kakaotalk": _target(_as_file("chat.txt"), *KAKAOTALK),
    "whatsapp": _target(_as_file("_chat.txt"), *WHATSAPP),
    "telegram_json": _target(_as_file("result.json"), exports.json.dumps(exports.TELEGRAM_CHAT).encode()),
    "telegram_html": _target(_as_file("messages.html"), exports.TELEGRAM_HTML.encode()),
    "mail": _target(lambda untrusted: mail.parse(untrusted, "x.eml"), exports.mail()),
    "mhtml": _target(lambda untrusted: page.parse_mhtml(untrusted, "x.mhtml"), exports.mhtml()),
    "html": _target(lambda untrusted: page_text.read_page(untrusted.decode("utf-8", "replace"), "x"), HTML),
    "zip": _target(_zip_read, _zip()),
}

if __name__ == "__main__":
    main(TARGETS)
