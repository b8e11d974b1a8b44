"""What the child process that decodes cannot do, tried from inside it."""

import subprocess
import sys
from functools import lru_cache
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
walls = {walls}
print("shut in", walls, flush=True)
try:
    {attempt}
except BaseException as error:
    print("refused", type(error).__name__, error, flush=True)
else:
    print("done", flush=True)
"""

linux = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="the filter of system calls is Linux's")


def _tried(attempt, walls="confinement.shut_in()"):
    done = subprocess.run(
        [sys.executable, "-c", PREPARE.format(attempt=attempt, walls=walls)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    return done.stdout


@linux
@pytest.mark.parametrize("name", TRIES)
def test_the_child_cannot_have(name):
    said = _tried(TRIES[name])

    assert "shut in Walls(filtered=True" in said
    assert "refused" in said
    assert "done" not in said


@linux
def test_the_tries_do_something_when_nothing_holds_them_back():
    for name in ("a socket of native code", "a file to read in native code"):
        assert "done" in _tried(TRIES[name], walls="None")


# By the version of the interface that refuses it first; each is a call of native code that the filter is not there to stop.
LANDLOCK_TRIES = {
    "a file to read": (1, "assert libc.open(b'/etc/hostname', 0) >= 0, os.strerror(ctypes.get_errno())"),
    "a folder to list": (1, "assert libc.open(b'/etc', os.O_DIRECTORY) >= 0, os.strerror(ctypes.get_errno())"),
    "a file to write": (1, "assert libc.open(b'{folder}/new', 0o101, 0o600) >= 0, os.strerror(ctypes.get_errno())"),
    "a file to remove": (1, "assert libc.unlink(b'{folder}/there') == 0, os.strerror(ctypes.get_errno())"),
    "a file to cut": (3, "assert libc.truncate(b'{folder}/there', 0) == 0, os.strerror(ctypes.get_errno())"),
    "a program": (1, "libc.execv(b'/bin/true', (ctypes.c_char_p * 2)(b'true', None)); raise OSError(ctypes.get_errno())"),
    "a port to bind": (4, "socket.socket().bind(('127.0.0.1', 0))"),
    "another process to harm": (6, "assert libc.kill(os.getppid(), 0) == 0, os.strerror(ctypes.get_errno())"),
}


@linux
@pytest.mark.parametrize("name", LANDLOCK_TRIES)
def test_landlock_alone_refuses(name, tmp_path):
    since, attempt = LANDLOCK_TRIES[name]
    (tmp_path / "there").write_text("kept")
    here = attempt.replace("{folder}", str(tmp_path))
    version = _landlock_version()
    if version < since:
        pytest.skip(f"this kernel has version {version} of Landlock, and {since} is needed")

    said = _tried(here, walls="__import__('desktop.media.landlock').media.landlock.install()")

    assert f"shut in {version}" in said
    assert "refused" in said
    assert (tmp_path / "there").read_text() == "kept"
    assert [path.name for path in tmp_path.iterdir()] == ["there"]


@lru_cache(maxsize=1)
def _landlock_version():
    return int(_tried("pass", walls="__import__('desktop.media.landlock').media.landlock.install()").split()[2])


@linux
def test_a_kernel_without_landlock_is_told_as_such_and_the_filter_stands_alone(monkeypatch):
    from desktop.media import landlock

    class Without:
        def syscall(self, *_arguments):
            return -1

    monkeypatch.setattr(landlock.ctypes, "CDLL", lambda *_arguments, **_options: Without())

    assert landlock.install() == 0


def test_each_version_of_landlock_is_asked_for_what_it_knows_and_no_more():
    from desktop.media.landlock import _ruleset

    assert _ruleset(1) == (0x1FFF).to_bytes(8, sys.byteorder)
    assert [len(_ruleset(version)) for version in range(1, 9)] == [8, 8, 8, 16, 16, 24, 24, 24]
    assert _ruleset(3)[:8] == (0x7FFF).to_bytes(8, sys.byteorder)
    assert _ruleset(8)[:8] == (0xFFFF).to_bytes(8, sys.byteorder)


@linux
def test_both_kinds_of_child_have_no_thread_from_before_the_walls_stood():
    """A wall holds for the thread that builds it and those made later."""
    for prepare in ("stills.prepare(); credentials.prepare(); pdf_pages.prepare()", "film_child.prepare()"):
        code = (
            "import os\nfrom desktop.media import credentials, film_child, pdf_pages, stills\n"
            f"{prepare}\nprint(len(os.listdir('/proc/self/task')))"
        )

        done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, timeout=60, check=True)

        assert done.stdout.strip() == "1"


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
