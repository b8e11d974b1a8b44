"""Fuzzes what a vault reads before and after it can trust it: header, sealed objects, custody log, shares and codes as typed.

    python tests/reliability/fuzz_vault.py TARGET [-max_total_time=600] [CORPUS_FOLDER]        see fuzzing.py

Where a checksum or a seal would turn every changed byte away, there is a second target that puts it right again, so that what lies
behind is reached as well: the case of someone who knows the format, and of a program that wrote nonsense.
"""

import hashlib
import io
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))


def _parts():
    """Import what is fuzzed; under atheris, instrumented."""
    from desktop.vault import canonical, custody, header, index_rows, keys, recovery_code, rows, said_rows, sealed, shares, slots

    return canonical, custody, header, index_rows, keys, recovery_code, rows, said_rows, sealed, shares, slots


if __name__ == "__main__":
    import atheris

    with atheris.instrument_imports(include=["desktop.vault"]):
        _parts()

canonical, custody, header, index_rows, keys, recovery_code, rows, said_rows, sealed, shares, slots = _parts()

from desktop.core.errors import LindenError
from desktop.vault.model import Said, Where
from tests.reliability.fuzzing import Target, main

MASTER, VAULT_ID, OBJECT_ID = bytes(range(32)), bytes(range(16)), bytes(range(1, 17))
OBJECTS_KEY = slots.AESGCM(bytes(32))


def _header() -> bytes:
    listed = (
        slots.seal(MASTER, "passphrase", VAULT_ID, slots.CHEAP_COST_FOR_TESTS_ONLY),
        slots.seal_random(MASTER, recovery_code.new(), VAULT_ID),
        slots.seal_random(MASTER, shares.split()[0], VAULT_ID),
    )
    return header.Header(VAULT_ID, 1, listed).sealed(MASTER).encode()


def read_header_with_right_checksum(untrusted: bytes) -> object:
    """Read a header as somebody could write it who knows the format but no key."""
    stated = canonical.decode_object(untrusted)
    stated.pop("checksum", None)
    whole = {**stated, "checksum": hashlib.sha256(canonical.encode(stated)).hexdigest()}
    return header.decode(canonical.encode(whole))


def _object(content: bytes) -> bytes:
    row = rows.row_of("file", "name.jpg", Where(url="https://example.org/1", note="말"), rows.AgeAnswer.ADULT)
    label = rows.label_of(row, Said(tags=("a", "b"), accounts=("someone",)))
    out = io.BytesIO()
    sealer = sealed.Sealer(out, OBJECTS_KEY, OBJECT_ID, label, chunk_log=12)
    for start in range(0, len(content), 4096):
        sealer.add(content[start : start + 4096])
    sealer.finish()
    return out.getvalue()


def read_object(untrusted: bytes) -> object:
    opener = sealed.Opener(io.BytesIO(untrusted), OBJECTS_KEY, OBJECT_ID)
    return [opener.chunk(number) for number in range(opener.chunk_count)]


def read_object_with_right_label(untrusted: bytes) -> object:
    """Read an object whose start was sealed by the right key around a label of any bytes."""
    out = io.BytesIO()
    padded = sealed._padded
    sealed._padded = lambda label: label.ljust(max(256, -(-len(label) // 256) * 256))
    try:
        sealed.Sealer(out, OBJECTS_KEY, OBJECT_ID, untrusted[:4096], chunk_log=12).finish()
    finally:
        sealed._padded = padded
    label = sealed.Opener(out, OBJECTS_KEY, OBJECT_ID).label
    return rows.row_of_label(label), said_rows.said_of_label(label.get("said"))


RECORD = custody.encode_record(
    number=1, at="2026-11-23T10:15:00+09:00", act="added", item="0001", detail={"name": "말", "size": "3"}, previous=custody.NONE_BEFORE
)
HEAD = custody.Head(3, "0" * 64, VAULT_ID.hex()).encode()


def read_log(untrusted: bytes) -> object:
    """Read lines as records of a log, and the last as a head."""
    lines = untrusted.split(b"\n")
    custody.first_break(enumerate(lines, start=1))
    for line in lines:
        for decode in (custody.decode_record, custody.decode_head):
            try:
                decode(line)
            except custody.LogDamaged:
                continue
    return None


def read_row(untrusted: bytes) -> object:
    """Read a row of the index that a program wrote nonsense into."""
    texts = [part.decode("utf-8", "replace") for part in untrusted.split(b"\n", 20)]
    texts += [""] * (20 - len(texts))
    row = index_rows.ItemRow(1, *texts[:2], len(texts[2]), *texts[3:16], 0)
    about = index_rows.AboutRow(1, 1, *texts[16:20])
    return rows.item_of(row, about)


def read_typed(untrusted: bytes) -> object:
    typed = untrusted.decode("utf-8", "replace")
    shares.typed_so_far(typed)
    for read in (shares.read, recovery_code.read):
        try:
            read(typed)
        except LindenError:
            continue
    return None


SHARE = " ".join(shares.split()[1][0].words).encode()
ROW = b"file\nname\n3\nab\nab\nab\nab\nimage/jpeg\n2026-11-23T10:15:00+09:00\nu\na\np\nn\n\nadult\n\nsaved\n[]\n[]\n[]"
SAID = {"accounts": ["a"], "case": 1, "how": "saved", "people": [{"age": "adult", "name": "p"}], "tags": ["t"]}
LABEL = canonical.encode({"added_at": "2026-11-23T10:15:00+09:00", "age": "adult", "name": "n", "said": SAID, "where": {"url": "u"}})
TARGETS = {
    "header": Target(header.decode, (header.HeaderDamaged, LindenError), [_header()]),
    "header_with_right_checksum": Target(
        read_header_with_right_checksum, (header.HeaderDamaged, LindenError, canonical.NotCanonical), [_header()]
    ),
    "object": Target(read_object, (sealed.ObjectDamaged,), [_object(b""), _object(b"x" * 5000)]),
    "object_with_right_label": Target(
        read_object_with_right_label,
        (sealed.ObjectDamaged,),
        [LABEL],
    ),
    "log": Target(read_log, (), [RECORD, RECORD + b"\n" + HEAD]),
    "row": Target(
        read_row,
        (LindenError,),
        [ROW],
    ),
    "typed": Target(read_typed, (), [SHARE, recovery_code.new().shown().encode()]),
}

if __name__ == "__main__":
    main(TARGETS)
