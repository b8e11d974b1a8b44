"""Damaged files of every kind, by the thousand, through the real child processes and the findings: nothing may crash, hang or go untyped.

    python tests/reliability/mutated_files.py [KIND...] [--files 10000] [--start 0]

Each file is a sound one of its kind, mutated by a generator that is seeded with its kind and number, so that any of them can be made
again. What could be read is then looked at by every finding about a file and its saving (not by the learned models, which see pixels
only). Prints one JSON object a kind: how many files, what came of them by the code of their error, how many brought the child process
down (a typed outcome as well, and the next file must be read), how many findings there were, the slowest in seconds. Exit 1 where one
went untyped or past its time.
"""

import argparse
import io
import json
import random
import sys
import time
import warnings
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

import pillow_heif
import pillow_jxl  # noqa: F401
from PIL import Image

from desktop.checks import camera, film_provenance, odd_parts, provenance, save_history, saving, watermark
from desktop.core.errors import LindenError
from desktop.core.work import Work
from desktop.media.decoder import Decoder
from desktop.media.film_facts import FilmEnd, FilmFacts
from desktop.media.film_reader import FilmReader
from desktop.media.limits import FilmLimits, Limits
from desktop.media.sources import BytesSource
from tests.media import clips, pictures
from tests.media.marked_pictures import with_thumbnail

SECONDS = 10
# What a killed child and its successor may take on a busy machine, beyond the limit itself.
GRACE_S = 5.0
_TELLING = (b"\x00" * 4, b"\xff" * 4, b"\x7f\xff\xff\xff", b"\x80\x00\x00\x00", b"\x00\x00\x00\x01", b"\xff\xd9", b"\x00\x01\x00\x00")

_GRAPH = json.dumps({"prompt": json.dumps({"6": {"class_type": "CLIPTextEncode", "inputs": {"text": "a lighthouse", "seed": 1}}})})


def sound_files() -> dict[str, list[bytes]]:
    """Return a few sound files of every kind that is decoded."""
    pillow_heif.register_heif_opener()
    scene, other = pictures.scene(72, 56), pictures.scene(48, 64, 3)
    exif = Image.Exif()
    exif[0x0131], exif[0x0112] = "A program", 6
    moving = {"save_all": True, "append_images": [other.resize((72, 56))], "duration": 90}
    saved = pictures.saved
    return {
        "JPEG": [
            saved(scene, quality=85, exif=exif),
            saved(scene, progressive=True),
            saved(scene.convert("CMYK")),
            pictures.with_xmp('xmp:CreatorTool="x"'),
            _signed("jpg"),
            with_thumbnail(scene, scene),
            _twice_saved(),
            *_recorded("jpg"),
        ],
        "PNG": [
            saved(scene, "PNG"),
            saved(scene.convert("P"), "PNG"),
            saved(scene, "PNG", **moving),
            pictures.with_text("parameters", "Steps: 20, Sampler: x"),
            _signed("png"),
            *_recorded("png"),
        ],
        "WEBP": [saved(scene, "WEBP"), saved(scene, "WEBP", lossless=True), saved(scene, "WEBP", **moving)],
        "GIF": [saved(scene.convert("P"), "GIF"), saved(scene, "GIF", **moving)],
        "BMP": [saved(scene, "BMP"), saved(scene.convert("P"), "BMP"), saved(scene.convert("1"), "BMP")],
        "TIFF": [saved(scene, "TIFF", compression=name) for name in ("raw", "tiff_lzw", "tiff_adobe_deflate", "jpeg")],
        "HEIF": [saved(scene, "HEIF", quality=60), saved(scene, "HEIF", quality=60, exif=exif.tobytes())],
        "AVIF": [saved(scene, "AVIF", quality=60), saved(scene, "AVIF", **moving)],
        "JPEG XL": [saved(scene, "JXL", quality=80), saved(scene, "JXL", lossless=True)],
        "PDF": [saved(scene, "PDF"), saved(scene, "PDF", save_all=True, append_images=[other]), _text_document()],
        **{kind: [_clip(kind), *([_signed("mp4"), _clip(kind, _GRAPH)] if kind == "MP4" else [])] for kind in clips.KINDS},
    }


def _signed(suffix: str) -> bytes:
    # Made once by tests/media/signed_pictures.py: a signature is never the same twice, and a damaged file has to be made again.
    return (ROOT / "tests" / "vectors" / "credentials" / f"signed.{suffix}").read_bytes()


def _recorded(suffix: str) -> list[bytes]:
    return [path.read_bytes() for path in sorted((ROOT / "tests" / "vectors" / "generators").glob(f"*.{suffix}"))]


def _clip(kind: str, comment: str = "") -> bytes:
    return clips.clip(kind, clips.scenes(1.2, 5, (176, 144)), rate=5, metadata={"comment": comment} if comment else None)


def _twice_saved() -> bytes:
    first = Image.open(io.BytesIO(pictures.saved(pictures.scene(160, 120), quality=60)))
    return pictures.saved(first.convert("RGB"), quality=90)


def _text_document() -> bytes:
    import pypdf

    writer = pypdf.PdfWriter()
    writer.add_blank_page(200, 120)
    writer.add_metadata({"/Producer": "A program"})
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def mutated(kind: str, number: int, sound: list[bytes]) -> bytes:
    """Return the file of this kind and number: always the same one."""
    chance = random.Random(f"{kind} {number}")
    content = bytearray(chance.choice(sound))
    for _ in range(chance.choice((1, 1, 2, 4, 8, 32))):
        _mutate(content, chance, sound)
    return bytes(content) or b"\x00"


def _mutate(content: bytearray, chance: random.Random, sound: list[bytes]) -> None:
    if not content:
        return
    # Most of what can go wrong stands near the beginning, where sizes and kinds are stated.
    end = len(content) if chance.random() < 0.5 else min(len(content), 600)
    at = chance.randrange(end)
    length = min(chance.choice((1, 2, 4, 8, 64, 512)), len(content) - at)
    match chance.randrange(8):
        case 0:
            content[at] ^= 1 << chance.randrange(8)
        case 1:
            content[at : at + length] = chance.randbytes(length)
        case 2:
            content[at : at + 4] = chance.choice(_TELLING)
        case 3:
            del content[at : at + length]
        case 4:
            content[at:at] = content[at : at + length] * chance.choice((1, 2, 16))
        case 5:
            other = chance.choice(sound)
            place = chance.randrange(len(other))
            content[at : at + length] = other[place : place + length]
        case 6:
            del content[max(1, at) :]
        case _:
            content[at : at + length] = bytes(length)


def findings(kind: str, content: bytes, decoder: Decoder, films: FilmReader) -> int:
    """Read a file and return how many findings there are about it and how it was saved. Raises a LindenError."""
    if kind in clips.KINDS:
        source = BytesSource(content)
        parts = list(films.read(source, Work()))
        facts = next(part for part in parts if isinstance(part, FilmFacts))
        end = next(part for part in parts if isinstance(part, FilmEnd))
        return len(film_provenance.find(facts, end, decoder.film_credentials(source, Work())))
    picture = decoder.read(content)
    about_file = (*provenance.find(picture.facts), *watermark.find(picture), *camera.find(picture))
    about_saving = (*saving.find(picture), *save_history.find(picture), *odd_parts.copied(picture), *odd_parts.noisy(picture))
    return len(about_file) + len(about_saving)


def read_all(kind: str, numbers: range, sound: list[bytes]) -> dict[str, object]:
    """Read the files of these numbers and return what came of them."""
    outcomes: Counter[str] = Counter()
    slowest, told, untyped, late = 0.0, 0, [], []
    with Decoder(Limits(seconds=SECONDS)) as decoder, FilmReader(FilmLimits(seconds=SECONDS)) as films:
        for number in numbers:
            content = mutated(kind, number, sound)
            began = time.perf_counter()
            try:
                told += findings(kind, content, decoder, films)
                outcomes["read"] += 1
            except LindenError as error:
                outcomes[error.code] += 1
            except Exception as error:  # noqa: BLE001  what this script looks for
                untyped.append([number, repr(error)[:200]])
            took = time.perf_counter() - began
            slowest = max(slowest, took)
            if took > SECONDS + GRACE_S:
                late.append([number, round(took, 1)])
    brought_down = sum(outcomes[code] for code in ("decoder_crashed", "decoder_took_too_long", "decoder_out_of_memory"))
    return {
        "kind": kind,
        "files": len(numbers),
        "outcomes": dict(outcomes.most_common()),
        "children_brought_down": brought_down,
        "findings": told,
        "slowest_s": round(slowest, 2),
        "untyped": untyped,
        "past_their_time": late,
    }


def main() -> int:
    """Run the kinds that were named, or all."""
    sound = sound_files()
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("kinds", nargs="*", help=f"of {', '.join(sound)}; all where none is named")
    parser.add_argument("--files", type=int, default=10_000)
    parser.add_argument("--start", type=int, default=0)
    asked = parser.parse_args()
    for unknown in set(asked.kinds) - set(sound):
        parser.error(f"there is no kind {unknown}: {', '.join(sound)}")
    # What numpy only warns of is an answer that means nothing: it counts as an untyped error here.
    warnings.simplefilter("error", RuntimeWarning)
    failed = False
    for kind in asked.kinds or sound:
        found = read_all(kind, range(asked.start, asked.start + asked.files), sound[kind])
        sys.stdout.write(json.dumps(found) + "\n")
        sys.stdout.flush()
        failed = failed or bool(found["untyped"] or found["past_their_time"])
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
