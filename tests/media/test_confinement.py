"""What the child process that decodes cannot do, tried from inside it."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]

# Each tries one way out and prints what became of it.
TRIES = {
    "a socket": "import socket; socket.socket()",
    "a socket of native code": "assert libc.socket(2, 1, 0) >= 0, os.strerror(ctypes.get_errno())",
    "a file to read": "open('/etc/hostname')",
    "a file to read in native code": "assert libc.open(b'/etc/hostname', 0) >= 0, os.strerror(ctypes.get_errno())",
    "a file to write": "open('/tmp/linden-canary', 'w')",
    "a file to write in native code": "assert libc.open(b'/tmp/linden-canary', 0o101, 0o600) >= 0, os.strerror(ctypes.get_errno())",
    "another process": "os.fork()",
    "another process in native code": "assert libc.fork() >= 0, os.strerror(ctypes.get_errno())",
    "a program": "os.execv('/bin/true', ['true'])",
    "a program in native code": "libc.execv(b'/bin/true', (ctypes.c_char_p * 2)(b'true', None)); raise OSError(ctypes.get_errno())",
    "another process to harm": "assert libc.kill(os.getppid(), 0) == 0, os.strerror(ctypes.get_errno())",
    "a file to remove": "assert libc.unlink(b'/tmp/linden-canary') == 0, os.strerror(ctypes.get_errno())",
    "a name to look up": "import socket; socket.getaddrinfo('localhost', 80)",
}
PREPARE = """
import ctypes, os, socket, sys
from desktop.media import confinement, credentials, stills
confinement.limit_resources(3072)
libc = ctypes.CDLL(None, use_errno=True)
stills.prepare(); credentials.prepare()
filtered = confinement.shut_in()
print("shut in", filtered, flush=True)
try:
    {attempt}
except BaseException as error:
    print("refused", type(error).__name__, error, flush=True)
else:
    print("done", flush=True)
"""

linux = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="the filter of system calls is Linux's")


def _tried(attempt):
    done = subprocess.run(
        [sys.executable, "-c", PREPARE.format(attempt=attempt)], cwd=ROOT, capture_output=True, text=True, timeout=60, check=False
    )
    return done.stdout


@linux
@pytest.mark.parametrize("name", TRIES)
def test_the_child_cannot_have(name):
    said = _tried(TRIES[name])

    assert "shut in True" in said
    assert "refused" in said
    assert "done" not in said


@linux
def test_the_tries_do_something_when_nothing_holds_them_back():
    code = PREPARE.replace("confinement.shut_in()", "None").format(attempt=TRIES["a socket of native code"])

    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, timeout=60, check=False)

    assert "done" in done.stdout


@linux
def test_threads_can_still_be_made():
    assert "done" in _tried("import threading; t = threading.Thread(target=lambda: None); t.start(); t.join()")


def test_nothing_is_left_to_load_once_the_doors_are_closed(tmp_path):
    """An import after that would be refused, and a file could choose to cause it."""
    from tests.media.pictures import bad_files, photograph, with_text, with_xmp
    from tests.media.test_stills import KINDS, MODES

    files = [content for content, _code in bad_files().values()] + [make() for make in (*KINDS.values(), *MODES.values())]
    files += [photograph()[:9000], with_text("a", "b"), with_xmp('xmp:CreatorTool="x"')]
    for number, content in enumerate(files):
        (tmp_path / f"{number:03}").write_bytes(content)
    code = (
        "import sys, pathlib\n"
        "import io\n"
        "from desktop.media import child, credentials, kinds, pdf_pages, stills\n"
        "files = [path.read_bytes() for path in pathlib.Path(sys.argv[1]).iterdir()]\n"
        "stills.prepare(); pdf_pages.prepare(); credentials.prepare(); before = set(sys.modules)\n"
        "for content in files:\n"
        "    credentials.read(io.BytesIO(content), kinds.kind_of(content))\n"
        "    for side in (None, 50):\n"
        "        try: stills.decode(content, side, 10**7)\n"
        "        except stills.Unreadable: pass\n"
        "        try: pdf_pages.decode(content, 0, side, 10**7)\n"
        "        except stills.Unreadable: pass\n"
        "print(sorted(set(sys.modules) - before))\n"
    )

    done = subprocess.run([sys.executable, "-c", code, str(tmp_path)], cwd=ROOT, capture_output=True, text=True, timeout=60, check=True)

    assert done.stdout.strip() == "[]"
