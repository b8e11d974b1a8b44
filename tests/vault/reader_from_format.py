"""Reads a vault without a line of our program, from what FORMAT.md says and nothing else.

python tests/vault/reader_from_format.py FOLDER PASSPHRASE       lists the items, then decrypts each and checks its hash
python tests/vault/reader_from_format.py FOLDER --code CODE      the same, by the recovery code
python tests/vault/reader_from_format.py FOLDER --shares A B     the same, by the words of two shares
"""

import hashlib
import hmac
import json
import re
import sys
import unicodedata
from pathlib import Path

import apsw
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from shamir_mnemonic.shamir import combine_mnemonics
from shamir_mnemonic.wordlist import WORDLIST


def canonical(value: object) -> bytes:  # section 2
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def hkdf(secret: bytes, salt: bytes, info: str) -> bytes:  # section 4
    return HKDF(hashes.SHA256(), 32, salt, info.encode()).derive(secret)


def remainder(values: list[int]) -> int:  # BIP-350
    rest = 1
    for value in [*(ord(letter) >> 5 for letter in "linden"), 0, *(ord(letter) & 31 for letter in "linden"), *values]:
        top, rest = rest >> 25, (rest & 0x1FFFFFF) << 5 ^ value
        for bit, part in enumerate((0x3B6A57B2, 0x26508E6D, 0x1EA119FA, 0x3D4233DD, 0x2A1462B3)):
            rest ^= part if top >> bit & 1 else 0
    return rest


def recovery_secret(typed: str) -> bytes:  # section 3
    normal = unicodedata.normalize("NFKC", typed).lower()
    kept = "".join(letter for letter in normal if not letter.isspace() and unicodedata.category(letter) != "Pd" and letter != "\u2212")
    code = kept.replace("o", "0").replace("1", "l").replace("i", "l")
    assert len(code) == 40
    assert remainder(["qpzry9x8gf2tvdw0s3jn54khce6mua7l".index(letter) for letter in code]) == 0x2BC830A3
    return code[:34].encode()


def shared_secret(first: str, second: str) -> bytes:  # section 3, SLIP-39
    words = []
    for typed in (first, second):
        letters = re.findall(r"[^\W\d_]+", unicodedata.normalize("NFKC", typed).lower())
        words.append(" ".join(some if some in WORDLIST else next(word for word in WORDLIST if word.startswith(some)) for some in letters))
    return combine_mnemonics(words)


def master_key(folder: Path, passphrase: str, code: str = "", shares: tuple[str, ...] = ()) -> tuple[bytes, bytes]:  # section 3
    header = json.loads((folder / "vault.json").read_bytes())
    checksum = header.pop("checksum")
    assert checksum == hashlib.sha256(canonical(header)).hexdigest()
    mac, vault_id = header.pop("mac"), bytes.fromhex(header["vault"])
    spaced = "".join(" " if unicodedata.category(letter) == "Zs" else letter for letter in passphrase)
    secret = unicodedata.normalize("NFC", spaced).encode()
    for slot in header["slots"]:
        if slot["kind"] != ("recovery" if code else "shares" if shares else "passphrase"):
            continue
        if code:
            key = hkdf(recovery_secret(code), vault_id, "linden vault 1: recovery")
        elif shares:
            key = hkdf(shared_secret(*shares), vault_id, "linden vault 1: shares")
        else:
            kdf = slot["kdf"]
            key = Argon2id(
                salt=bytes.fromhex(kdf["salt"]), length=32, iterations=kdf["passes"], lanes=kdf["lanes"], memory_cost=kdf["memory_kib"]
            ).derive(secret)
        stated = {name: value for name, value in slot.items() if name not in {"nonce", "wrapped"}}
        bound = canonical({"format": "linden vault", "slot": stated, "vault": header["vault"], "version": 1})
        master = AESGCM(key).decrypt(bytes.fromhex(slot["nonce"]), bytes.fromhex(slot["wrapped"]), bound)
        assert mac == hmac.digest(hkdf(master, vault_id, "linden vault 1: header"), canonical(header), "sha256").hex()
        return master, vault_id
    raise ValueError("no such slot")


def index(folder: Path, key: bytes) -> apsw.Connection:  # section 6
    database = apsw.Connection(str(folder / "index.db"), flags=apsw.SQLITE_OPEN_READONLY)
    database.pragma("cipher", "sqlcipher")
    database.pragma("legacy", 4)
    database.pragma("key", f"x'{key.hex()}'")
    assert database.pragma("application_id") == 0x4C4E444E
    assert database.pragma("user_version") in {1, 2}
    return database


def content(path: Path, objects_key: bytes) -> tuple[dict, bytes]:  # section 5
    sealed, object_id = path.read_bytes(), bytes.fromhex(path.name)
    head = sealed[:92]
    assert head[:8] == b"lindenob"
    assert head[8:10] == b"\0\1"
    assert head[11] == 0
    assert head[12:28] == object_id
    object_key = AESGCM(objects_key).decrypt(head[28:40], head[40:88], head[:28])
    label_end = 92 + int.from_bytes(head[88:92], "big") + 16
    label_key, chunk_key = (hkdf(object_key, object_id, f"linden object 1: {what}") for what in ("label", "chunks"))
    label = json.loads(AESGCM(label_key).decrypt(bytes(12), sealed[92:label_end], head))
    step, rest, plain = (1 << head[10]) + 16, sealed[label_end:], []
    count = max(1, -(-len(rest) // step))
    for number in range(count):
        nonce = number.to_bytes(11, "big") + (b"\1" if number == count - 1 else b"\0")
        plain.append(AESGCM(chunk_key).decrypt(nonce, rest[number * step : (number + 1) * step], head))
    assert count == 1 or plain[-1]
    return label, b"".join(plain)


def check_log(database: apsw.Connection, signing: Ed25519PrivateKey, vault_id: bytes) -> list[dict]:  # sections 7 and 8
    records, previous = [], "0" * 64
    for number, record in database.execute("SELECT number, record FROM log ORDER BY number"):
        entry = json.loads(record)
        assert entry["number"] == number == len(records) + 1
        assert entry["previous"] == previous
        previous = hashlib.sha256(record).hexdigest()
        records.append(entry)
    ((head, signature),) = database.execute("SELECT record, signature FROM head")
    signing.public_key().verify(signature, head)
    assert json.loads(head) == {
        "count": len(records),
        "format": "linden custody head",
        "hash": previous,
        "vault": vault_id.hex(),
        "version": 1,
    }
    return records


def read(folder: Path, passphrase: str, code: str = "", shares: tuple[str, ...] = ()) -> tuple[list[dict], dict[int, bytes], list[dict]]:
    """Return the rows of all items, the content of those that have one, and the log."""
    master, vault_id = master_key(folder, passphrase, code, shares)
    keys = {name: hkdf(master, vault_id, f"linden vault 1: {name}") for name in ("index", "objects", "signing")}
    database = index(folder, keys["index"])
    log = check_log(database, Ed25519PrivateKey.from_private_bytes(keys["signing"]), vault_id)
    columns = [row[1] for row in database.execute("PRAGMA table_info(item)")]
    items = [dict(zip(columns, row, strict=True)) for row in database.execute("SELECT * FROM item ORDER BY number")]
    contents = {}
    for item in items:
        if item["object"]:
            _label, contents[item["number"]] = content(folder / "objects" / item["object"], keys["objects"])
            assert hashlib.sha256(contents[item["number"]]).hexdigest() == item["sha256"]
    database.close()
    return items, contents, log


if __name__ == "__main__":
    ways = {"--code": lambda: ("", sys.argv[3]), "--shares": lambda: ("", "", (sys.argv[3], sys.argv[4]))}
    given = ways.get(sys.argv[2], lambda: (sys.argv[2],))
    for row in read(Path(sys.argv[1]), *given())[0]:
        sys.stdout.write(f"{row['number']:04d}  {row['kind']:6}  {row['size']:>12}  {row['name']}  {row['url']}\n")
