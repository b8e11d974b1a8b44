"""The hashes of what is handed on, and a maintainer's signature over them, made and checked with OpenSSH: every system has it.

    python3 dev.py key FILE          make a maintainer's key (it asks for a passphrase; keep FILE away from the repository)
    python3 dev.py sign FILE         sign dist/SHA256SUMS with it

A stranger checks with `ssh-keygen -Y verify` and `sha256sum -c`; README.md says how. Source: OpenSSH, PROTOCOL.sshsig.
"""

import hashlib
import subprocess
import sys
from pathlib import Path

LIST_NAME = "SHA256SUMS"
NAMESPACE = "linden-release"
SIGNERS = Path(__file__).resolve().parent / "maintainers"
_HANDED_ON = ("*.tar.gz", "*.deb", "*.exe", "*.msix", "*.dmg", "*.zip", "sbom.cdx.json", "sbom.cdx.xml")


def write_hashes(folder: Path) -> Path:
    """Write the hashes of everything in a folder that is handed on, as sha256sum reads them, and return the list."""
    files = sorted({path for pattern in _HANDED_ON for path in folder.glob(pattern)})
    lines = [f"{_sha256(path)}  {path.name}\n" for path in files]
    listed = folder / LIST_NAME
    listed.write_text("".join(lines), encoding="utf-8", newline="\n")
    return listed


def make_key(place: Path) -> str:
    """Make a key in a new file, ask for its passphrase, and return the line that belongs into the file of maintainers."""
    subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-C", NAMESPACE, "-f", str(place)], check=True)
    kind, key, *_ = place.with_name(f"{place.name}.pub").read_text(encoding="utf-8").split()
    return f'{NAMESPACE} namespaces="{NAMESPACE}" {kind} {key}'


def sign(listed: Path, key: Path) -> Path:
    """Sign the list and return the signature, which lies beside it."""
    signature = listed.with_name(f"{listed.name}.sig")
    signature.unlink(missing_ok=True)
    subprocess.run(["ssh-keygen", "-q", "-Y", "sign", "-f", str(key), "-n", NAMESPACE, str(listed)], check=True)
    return signature


def verify_command(signers: Path, signature: Path) -> list[str]:
    """Return the command that checks a signature; the list goes to its standard input."""
    return ["ssh-keygen", "-Y", "verify", "-f", str(signers), "-I", NAMESPACE, "-n", NAMESPACE, "-s", str(signature)]


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    act, *where = sys.argv[1:]
    if act == "hashes":
        print(write_hashes(Path(where[0])))
    elif act == "key":
        print(f"Add this line to {SIGNERS.relative_to(SIGNERS.parent.parent)}:\n{make_key(Path(where[0]))}")
    else:
        print(sign(Path("dist") / LIST_NAME, Path(where[0])))
