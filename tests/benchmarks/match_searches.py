"""What came of the searches of match_rates.py: kept a line each, and told as shares with their intervals."""

import json
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, TextIO

import numpy as np

from tests.benchmarks.intervals import interval


@dataclass(frozen=True)
class Came:
    """What came of one search."""

    kind: str
    way: str
    source: str
    other: str
    seed: int
    related: bool
    found: bool
    first: bool
    right: bool
    named: list[str]
    seconds: float
    processor: float


@dataclass(frozen=True)
class LeftOut:
    """A search that could not be made, and the code of the error."""

    way: str
    source: str
    other: str
    why: str


def made_in(state: Path) -> Path:
    """Return the file of what came of searches."""
    return state / "searches.jsonl"


def left_out_in(state: Path) -> Path:
    """Return the file of searches that could not be made."""
    return state / "left_out.jsonl"


def read(kept: Path) -> list[Came]:
    """Return what came of the searches so far."""
    return [Came(**row) for row in _rows(kept)]


def _rows(kept: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in kept.read_text().splitlines()] if kept.exists() else []


def add(file: TextIO, one: Came | LeftOut) -> None:
    """Write it down, so that it is there even if the next search ends everything."""
    file.write(json.dumps(asdict(one)) + "\n")
    file.flush()


def show(state: Path) -> None:
    """Print what is there so far."""
    came = read(made_in(state))
    print("found (first, right kind), of suspects, by kind of photo")
    for way in dict.fromkeys(one.way for one in came if one.related):
        print(f"  {way:16}{_shares([one for one in came if one.way == way])}")
        for kind, those in _grouped(one for one in came if one.way == way):
            print(f"    {kind:14}{_shares(those)}")
    for title, those, counts in (
        ("unrelated pictures answered with a photo of another set", [one for one in came if not one.related], _of_another_set),
        ("unrelated pictures answered with a photo of their own set", [one for one in came if not one.related], _of_own_set),
        ("another photo named beside or instead of the source", [one for one in came if one.related], _any_named),
    ):
        named = [one for one in those if counts(one)]
        low, high = interval(len(named), max(1, len(those)))
        print(f"{title}: {len(named)} of {len(those)}, {len(named) / max(1, len(those)):.2%} ({low:.2%} to {high:.2%}); look:")
        print("\n".join(f"    {one.way} of {one.source}: {', '.join(one.named)}" for one in named))
    _show_time(came)
    _show_left_out(state, came)


def _show_left_out(state: Path, came: list[Came]) -> None:
    made = {(one.way, one.source) for one in came}
    left_out = dict.fromkeys(LeftOut(**row) for row in _rows(left_out_in(state)))
    never = [one for one in left_out if (one.way, one.source) not in made]
    print(f"left out, because a picture could not be opened: {len(never)}")
    print("".join(f"    {one.way} of {one.source} {one.other}: {one.why}\n" for one in never), end="")


def _show_time(came: list[Came]) -> None:
    seconds, processor = [one.seconds for one in came], [one.processor for one in came]
    print(
        f"query: {np.median(seconds):.2f} s, 95th percentile {np.percentile(seconds, 95):.2f} s, with decoding and difference maps",
        end="; ",
    )
    print(f"{np.mean(processor):.2f} s of processor time, decoding apart, 95th percentile {np.percentile(processor, 95):.2f} s")


def _any_named(came: Came) -> bool:
    return bool(came.named)


def _of_own_set(came: Came) -> bool:
    paths = [Path(line.rsplit(" ", 3)[0]) for line in came.named]
    return any(came.kind in (path.parent.name, path.name.split("-")[0]) for path in paths)


def _of_another_set(came: Came) -> bool:
    return bool(came.named) and not _of_own_set(came)


def _grouped(came: Iterator[Came]) -> list[tuple[str, list[Came]]]:
    by_kind: dict[str, list[Came]] = defaultdict(list)
    for one in came:
        by_kind[one.kind].append(one)
    return sorted(by_kind.items())


def _shares(those: list[Came]) -> str:
    found = sum(one.found for one in those)
    low, high = interval(found, len(those))
    first, right = sum(one.first for one in those), sum(one.right for one in those)
    return f"{found}/{len(those)} ({first}, {right})  {found / len(those):.1%} ({low:.1%} to {high:.1%})"
