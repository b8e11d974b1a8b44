"""A real time-stamping authority for the tests, made with `openssl ts` on this computer."""

import secrets
import subprocess
import tempfile
from pathlib import Path

_SETTINGS = """
[ tsa ]
default_tsa = t
[ t ]
serial = {serial}
signer_cert = {folder}/signer.pem
{certs}
signer_key = {folder}/signer.key
signer_digest = sha256
default_policy = 1.2.3.4.1
digests = sha256, sha512
"""


class Authority:
    """An authority with a root of its own; `carries_root` says whether its answers carry that root."""

    def __init__(self, folder: Path, *, carries_root: bool = True, name: str = "Test authority") -> None:
        folder.mkdir(parents=True)
        self.folder, self.root = folder, folder / "root.pem"
        new = ["req", "-newkey", "ed25519", "-nodes"]
        _openssl(*new, "-x509", "-keyout", folder / "root.key", "-out", self.root, "-days", "3650", "-subj", f"/CN={name} root")
        new[2] = "rsa:2048"
        _openssl(*new, "-keyout", folder / "signer.key", "-out", folder / "signer.csr", "-subj", f"/CN={name}")
        (folder / "extensions").write_text("extendedKeyUsage=critical,timeStamping\nkeyUsage=critical,digitalSignature\n")
        issue = ["x509", "-req", "-in", folder / "signer.csr", "-CA", self.root, "-CAkey", folder / "root.key", "-CAcreateserial"]
        _openssl(*issue, "-days", "3650", "-extfile", folder / "extensions", "-out", folder / "signer.pem")
        self._certs = f"certs = {self.root}" if carries_root else ""

    def answer(self, request: bytes, *more: str) -> bytes:
        """Return the answer to a request.

        Nothing is kept between two answers: the kill runs end openssl at any moment, and a serial number that was left half
        written would have every later request refused.
        """
        with tempfile.TemporaryDirectory(dir=self.folder) as name:
            one = Path(name)
            asked, out, settings, serial = one / "request.tsq", one / "answer.tsr", one / "tsa.cnf", one / "serial"
            asked.write_bytes(request)
            serial.write_text(f"{secrets.token_hex(8)}\n")
            settings.write_text(_SETTINGS.format(folder=self.folder, serial=serial, certs=self._certs))
            _openssl("ts", "-reply", "-config", settings, "-queryfile", asked, "-out", out, *more)
            return out.read_bytes()

    def confirms(self, answer: bytes, content: bytes) -> bool:
        """Whether openssl, without our program, finds the answer right for this content."""
        (self.folder / "checked.tsr").write_bytes(answer)
        (self.folder / "content").write_bytes(content)
        ended = subprocess.run(
            ["openssl", "ts", "-verify", "-in", self.folder / "checked.tsr", "-data", self.folder / "content", "-CAfile", self.root],
            capture_output=True,
            check=False,
        )
        return ended.returncode == 0


def _openssl(*arguments: object) -> None:
    subprocess.run(["openssl", *map(str, arguments)], check=True, capture_output=True)
