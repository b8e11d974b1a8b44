"""The shape of a fuzz harness: targets by name, each takes any bytes and may raise only what it says.

A script gives its targets to `main`. By hand, with coverage guidance (pip install atheris, kept apart from the program's own parts):

    python tests/reliability/fuzz_vault.py header -max_total_time=600 CORPUS_FOLDER

In the test run, `shaken` feeds each target its seeds, changed in the ways that a fuzzer changes them, without atheris.
"""

import random
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Target:
    """A function that reads untrusted bytes, the errors it may raise, and inputs to begin with."""

    read: Callable[[bytes], object]
    known: tuple[type[Exception], ...]
    seeds: Sequence[bytes]

    def one(self, untrusted: bytes) -> None:
        """Read once; an error that is not known goes through."""
        try:
            self.read(untrusted)
        except self.known:
            return


def shaken(target: Target, times: int, seed: int = 1) -> Iterator[bytes]:
    """Yield the seeds, then so many changed ones."""
    chosen = random.Random(seed)
    yield from target.seeds
    for _ in range(times):
        yield _changed(bytearray(chosen.choice(target.seeds)), chosen, target.seeds)


def _changed(content: bytearray, chosen: random.Random, others: Sequence[bytes]) -> bytes:
    for _ in range(chosen.randint(1, 4)):
        place = chosen.randrange(len(content) + 1)
        match chosen.randrange(6):
            case 0 if content:
                content[place % len(content)] ^= 1 << chosen.randrange(8)
            case 1 if content:
                content[place % len(content)] = chosen.choice((0, 0x22, 0x5C, 0x7B, 0x7F, 0xFF, chosen.randrange(256)))
            case 2:
                del content[place : place + chosen.randint(1, 16)]
            case 3:
                content[place:place] = chosen.randbytes(chosen.randint(1, 8))
            case 4:
                content[place:place] = content[: chosen.randint(0, 64)]
            case _:
                other = chosen.choice(others)
                content[place:] = other[chosen.randrange(len(other) + 1) :]
    return bytes(content)


def main(targets: dict[str, Target]) -> None:
    """Fuzz the target that is named first, with libFuzzer's own arguments after it; its seeds are put into the corpus folder."""
    import atheris

    if len(sys.argv) < 2 or sys.argv[1] not in targets:
        sys.exit(f"which one: {', '.join(targets)}")
    target = targets[sys.argv[1]]
    arguments = [sys.argv[0], *sys.argv[2:]]
    for folder in (Path(argument) for argument in sys.argv[2:] if not argument.startswith("-")):
        folder.mkdir(parents=True, exist_ok=True)
        for number, seed in enumerate(target.seeds):
            (folder / f"seed-{number}").write_bytes(seed)
    atheris.Setup(arguments, target.one)
    atheris.Fuzz()
