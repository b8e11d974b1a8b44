"""Every socket that the built program makes on the whole path and in its window, listed one by one, where there is no network.

python -m shipping.sockets dist/linden        needs strace, unshare, and for the window Xvfb and xdotool

The tests of the built program hold it to none beyond the display and the bus of the computer (tests/built); this shows what they saw.
"""

import argparse
import os
import re
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

SAMPLES = Path(__file__).resolve().parent.parent / "resources" / "samples"
CALLS = re.compile(r"\b(socket|connect|bind|listen|accept4?|sendto|sendmsg|sendmmsg|getsockname)\((.*?)\)\s+= (-?\d+)")
PLACE = re.compile(r"\{sa_family=.*?\}")
PASSPHRASE = "four quiet words here\n"
# Where in the window the ways to check, vault, reports, hand-over and start are, in pixels; and keys through what each page shows.
WAYS = ((100, 115), (100, 154), (100, 193), (100, 233), (100, 76))
TO_THE_VAULT, OPEN_MY_VAULT = (100, 154), (418, 235)
KEYS = (*["Tab"] * 6, "Down", "Page_Down", "Page_Up")


def seen(lines: Iterable[str]) -> Counter[str]:
    """Return every act on a socket in the lines of strace, as call and place, with how often it was seen.

    What goes over a socket that is already connected has no place, and is counted under the call alone.
    """
    acts: Counter[str] = Counter()
    for line in lines:
        found = CALLS.search(line)
        if found:
            call, arguments, answer = found.groups()
            place = PLACE.search(arguments)
            told = arguments if call == "socket" else place[0] if place else "(connected)"
            acts[f"{call} {re.sub(r'unix/X[0-9]+', 'unix/Xn', told)}{' refused' if int(answer) < 0 else ''}"] += 1
    return acts


def beyond(acts: Counter[str]) -> int:
    """Return how many sockets were made that reach further than this computer."""
    return sum(count for act, count in acts.items() if act.startswith("socket ") and "AF_UNIX" not in act)


def commands(program: Path, folder: Path) -> Iterable[tuple[str, list[str], str]]:
    """Yield each step of the path by command: its name, what is called, what is typed."""
    linden, vault, picture = str(program / "linden"), str(folder / "vault"), str(SAMPLES / "composite.jpg")
    typed = "--passphrase-stdin"
    yield "tour", [linden, "tour", "--keep", str(folder / "tour")], ""
    yield "check", [linden, "check", picture, "--json"], ""
    yield "match", [linden, "match", picture, "--originals", str(SAMPLES / "own-photos"), "--json"], ""
    yield "vault create", [linden, "vault", "create", vault, typed], PASSPHRASE
    yield (
        "vault add",
        [linden, "vault", "add", vault, picture, "--url", "https://example.com/x", "--person-shown", "adult", typed],
        PASSPHRASE,
    )
    yield "vault verify", [linden, "vault", "verify", vault, typed], PASSPHRASE
    yield "report templates", [linden, "report", "templates", "--json"], ""
    yield "package build", [linden, "package", "build", "--vault", vault, "-o", str(folder / "out.zip"), typed], PASSPHRASE
    yield "package verify", [linden, "package", "verify", str(folder / "out.zip")], ""


def watched(command: list[str], typed: str, surroundings: dict[str, str], log: Path) -> subprocess.Popen[bytes]:
    """Start a command in an empty network, with every call to the network written to a log."""
    alone = ["unshare", "-n"] if os.geteuid() == 0 else ["unshare", "-rn"]
    prefix = [*alone, "strace", "-f", "-qq", "-s", "200", "-e", "trace=%network", "-o", str(log)]
    started = subprocess.Popen([*prefix, *command], stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, env=surroundings)
    started.stdin.write(typed.encode())
    started.stdin.close()
    return started


def walk(
    program: Path, surroundings: dict[str, str], log: Path, vault: Path | None = None, passphrase: str = PASSPHRASE, *, patience: float = 1
) -> int:
    """Open the window, a vault if one is given, go to each page and through what it shows, leave by the key, and return the exit status.

    After each press it waits `patience` seconds; a busy computer needs more.
    """
    command = ["Xvfb", "-displayfd", "1", "-nolisten", "tcp"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as screen:
        try:
            shown = surroundings | {"DISPLAY": f":{screen.stdout.readline().strip()}", "QT_QPA_PLATFORM": "xcb"}
            started = watched([str(program / "linden-window")], "", shown, log)
            found = _keys(shown, "search", "--sync", "--onlyvisible", "--name", "Linden")
            _keys(shown, "windowfocus", "--sync", found.split()[0])
            if vault:
                for place in (TO_THE_VAULT, OPEN_MY_VAULT):
                    _click(shown, found.split()[0], place, patience)
                for typed in (str(vault), passphrase.strip()):
                    _keys(shown, "type", "--delay", "20", typed)
                    _keys(shown, "key", "Return")
                    time.sleep(patience)
                time.sleep(3 * patience)
            for place in WAYS:
                _click(shown, found.split()[0], place, patience)
                _keys(shown, "key", "--delay", "100", *KEYS)
            _keys(shown, "key", "--delay", "60", "shift", "shift", "shift")
            return started.wait(timeout=60)
        finally:
            screen.terminate()


def times_opened(program: Path, surroundings: dict[str, str], vault: Path, passphrase: str = PASSPHRASE) -> int:
    """Return how often the vault's log says that it was opened; asking opens it once more."""
    command = [str(program / "linden"), "vault", "log", str(vault), "--passphrase-stdin"]
    told = subprocess.run(command, input=passphrase, env=surroundings, capture_output=True, text=True, check=True)
    return len(re.findall(r"\bunlocked\b", told.stdout))


def _click(surroundings: dict[str, str], window: str, place: tuple[int, int], patience: float) -> None:
    _keys(surroundings, "mousemove", "--window", window, *map(str, place), "click", "1")
    time.sleep(patience)


def _keys(surroundings: dict[str, str], *command: str) -> str:
    return subprocess.run(["xdotool", *command], env=surroundings, capture_output=True, text=True, check=True, timeout=60).stdout


def main(program: Path) -> int:
    """Print what was seen, step by step, and return 1 where a socket beyond this computer was made."""
    total, opened = 0, [0]
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        own = {"PATH": "/usr/bin:/bin", "HOME": name, "LANG": "C.UTF-8", "XDG_RUNTIME_DIR": name, "TMPDIR": name}
        steps = [
            (step, lambda log, c=command, t=typed: watched(c, t, own, log).wait()) for step, command, typed in commands(program, folder)
        ]
        windows = [
            ("window", lambda log: walk(program, own, log)),
            ("window with a vault open", lambda log: walk(program, own, log, folder / "vault")),
        ]
        for number, (step, run) in enumerate([*steps, *windows]):
            log = folder / f"{number}.log"
            status = run(log)
            acts = seen(log.read_text(errors="replace").splitlines())
            print(f"{step} (ended with {status}): {'no socket' if not acts else ''}", flush=True)
            for act, count in sorted(acts.items()):
                print(f"    {count:4} x {act}", flush=True)
            total += beyond(acts)
            opened.append(times_opened(program, own, folder / "vault") if (folder / "vault").exists() else 0)
    was_open = opened[-1] - opened[-2] > 1
    print(f"the vault was open in the last walk: {'yes' if was_open else 'NO'}")
    print(f"sockets beyond this computer: {total}")
    return int(total > 0 or not was_open)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("program", type=Path, metavar="dist/linden")
    sys.exit(main(parser.parse_args().program))
