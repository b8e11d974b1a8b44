"""Keep what a version makes, to be opened for ever: a vault, packages and settings, as small fixtures under tests/vectors/released.

    .venv/bin/python tools/released.py 0.1.0          (or 0.1.0.dev2, of a state before the release)

Run once, from the code of the version that is released, and commit what it makes; tests/vectors/test_released.py opens the
fixtures of every version with the code of today. Nothing in them is of a person: the pictures are drawn here.
"""

import io
import json
import os
import re
import shutil
import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from PIL import Image, ImageDraw

from desktop.core import places, settings
from desktop.core.work import Work
from desktop.services import handing_over, recovering, vaults
from desktop.services.handing_over import PackageChoice, Shape
from desktop.services.vaults import AgeAnswer, Item, Vault, Where

FOLDER = ROOT / "tests" / "vectors" / "released"
PASSPHRASE = "a passphrase that everyone may know"
SEEN_AT = datetime(2026, 11, 20, 12, 30, tzinfo=UTC)


def main(version: str) -> None:
    """Make the fixtures of one version; a folder that is there already is never written to."""
    (FOLDER / version).parent.mkdir(parents=True, exist_ok=True)
    (FOLDER / version).mkdir()
    # Elsewhere first: a vault notes where its packages were written, and that is nobody's business.
    with tempfile.TemporaryDirectory() as elsewhere:
        make(Path(elsewhere))
        shutil.copytree(elsewhere, FOLDER / version, dirs_exist_ok=True)


def make(folder: Path) -> None:
    """Make a vault, packages, settings, and the facts that every later version must still tell of them."""
    with vaults.create(folder / "vault", PASSPHRASE) as vault:
        items = fill(vault)
        code = recovering.make(vault)
        whole = handing_over.build(vault, folder / "package.zip", Work(), PackageChoice(language="ko"))
        handing_over.build(
            vault, folder / "package-sealed.zip", Work(), PackageChoice(language="en", item_ids=[items[0].id]), Shape(passphrase=PASSPHRASE)
        )
        handing_over.build(vault, folder / "package-parts.zip", Work(), PackageChoice(pictures=False, language="en"), Shape(split=100_000))
        facts = {
            "passphrase": PASSPHRASE,
            "recovery_code": code.shown(),
            "fingerprint": whole.fingerprint,
            "items": [told(item) for item in vault.items()],
            "answers": vault.answers(),
            "acts": [entry.act for entry in vault.log()],
        }
    (folder / "facts.json").write_text(json.dumps(facts, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    keep_settings(folder)


def fill(vault: Vault) -> list[Item]:
    """Put one item of every kind into a vault, with what a person writes down about it."""
    where = Where("https://example.com/post/1", "@someone", "Example", "처음 본 곳", SEEN_AT)
    picture = vault.add_file(drawn("JPEG"), "사진 1.jpg", where, AgeAnswer.ADULT, Work())
    vault.add_file(drawn("PNG"), "screen.png", Where(note="a picture of the screen"), AgeAnswer.NOT_ASKED, Work())
    vault.add_link("https://example.com/post/2", Where("https://example.com/post/2", platform="Example"), AgeAnswer.ADULT)
    vault.add_record("name only.jpg", 12_345, "ab" * 32, Where("https://example.com/post/3"), AgeAnswer.UNDER_18)
    vault.keep_record("check", picture.id, {"band": "cannot_tell", "sha256": picture.sha256})
    vault.save_answers({"facts": "무슨 일이 있었는지 적은 글", "name": "김보기"})
    return list(vault.items())


def drawn(kind: str) -> bytes:
    """Return a small drawing in a format of pictures."""
    image = Image.new("RGB", (96, 64), "#dfe7e9")
    ImageDraw.Draw(image).ellipse((20, 8, 76, 56), fill="#0b5c6b")
    out = io.BytesIO()
    image.save(out, kind)
    return out.getvalue()


def told(item: Item) -> dict[str, object]:
    """Return what every later version must still say of an item."""
    return {
        "id": item.id, "kind": item.kind, "name": item.name, "size": item.size, "sha256": item.sha256, "age": item.age.value,
        "url": item.where.url, "account": item.where.account, "platform": item.where.platform, "note": item.where.note,
        "seen_at": item.where.seen_at.isoformat() if item.where.seen_at else None, "has_bytes": item.has_bytes,
    }  # fmt: skip


def keep_settings(folder: Path) -> None:
    """Write a settings file as the program does, with a choice made in every place."""
    os.environ[places.SETTINGS_VARIABLE] = str(folder)
    settings.save(settings.Settings(language="en", appearance="dark", text_percent=150, lock_after_minutes=15))


if __name__ == "__main__":
    if len(sys.argv) != 2 or not re.fullmatch(r"\d+\.\d+\.\d+(\.dev\d+)?", sys.argv[1]):
        sys.exit(__doc__)
    main(sys.argv[1])
