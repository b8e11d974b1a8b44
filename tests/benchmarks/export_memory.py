"""How much memory and processor time an exported chat of so many messages takes, in this process and in the one that reads it.

    python tests/benchmarks/export_memory.py MESSAGES FOLDER [KIND...]        whatsapp, kakaotalk, telegram; all without

The exports are invented, written into FOLDER and removed. Each is measured in a process of its own.
"""

import json
import resource
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

MIB = 1024 * 1024


def _moments(count: int) -> Iterator[tuple[int, datetime]]:
    return ((number, datetime(2020, 1, 1) + timedelta(seconds=37 * number)) for number in range(count))


def _whatsapp(count: int) -> Iterator[str]:
    for number, at in _moments(count):
        yield f"[{at:%d/%m/%Y, %H:%M:%S}] 이름{number % 5}: 안녕하세요 message {number} hello\n"


def _kakaotalk(count: int) -> Iterator[str]:
    yield "친구 님과 카카오톡 대화\n저장한 날짜 : 2026-11-27 10:00:00\n\n"
    last = None
    for number, at in _moments(count):
        if at.date() != last:
            last = at.date()
            yield f"--------------- {at.year}년 {at.month}월 {at.day}일 월요일 ---------------\n"
        half = "오전" if at.hour < 12 else "오후"
        yield f"[이름{number % 5}] [{half} {at.hour % 12 or 12}:{at.minute:02}] 안녕하세요 message {number}\n"


def _telegram(count: int) -> Iterator[str]:
    yield '{"name": "room", "type": "personal_chat", "id": 1, "messages": [\n'
    for number, _at in _moments(count):
        text = f"hello message {number} 안녕"
        about = {"id": number, "type": "message", "date": "2026-01-01T10:00:00", "date_unixtime": str(1_700_000_000 + number * 37)}
        said = {"from": f"name {number % 5}", "from_id": "user1", "text": text, "text_entities": [{"type": "plain", "text": text}]}
        yield ("," if number else "") + json.dumps({**about, **said}, ensure_ascii=False) + "\n"
    yield "]}"


KINDS: dict[str, tuple[str, Callable[[int], Iterator[str]]]] = {
    "whatsapp": ("_chat.txt", _whatsapp),
    "kakaotalk": ("KakaoTalkChats.txt", _kakaotalk),
    "telegram": ("result.json", _telegram),
}


def measure(path: Path, count: int) -> str:
    """Look at an export, and say what that took."""
    from desktop.services import importing

    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    begun = time.process_time()
    contents = importing.look(path)
    own, child = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    if len(contents.messages) != count or contents.messages[-1].number != count:
        raise SystemExit(f"{path.name}: {len(contents.messages)} messages in place of {count}")
    here, there = (own.ru_maxrss - before) / 1024, child.ru_maxrss / 1024
    seconds = (time.process_time() - begun, child.ru_utime + child.ru_stime)
    return (
        f"{contents.kind}: {count} messages, {path.stat().st_size / MIB:.0f} MiB; here +{here:.0f} MiB, {seconds[0]:.1f} s; "
        f"in the child {there:.0f} MiB, {seconds[1]:.1f} s (processor)"
    )


def main(count: int, folder: Path, kinds: list[str]) -> None:
    """Write and measure one export after another."""
    for kind in kinds or list(KINDS):
        name, lines = KINDS[kind]
        path = folder / name
        try:
            with path.open("w", encoding="utf-8") as file:
                file.writelines(lines(count))
            script = [sys.executable, __file__, "--one", str(count), str(path)]
            sys.stdout.write(subprocess.run(script, check=True, capture_output=True, text=True).stdout)
        finally:
            path.unlink(missing_ok=True)


if __name__ == "__main__":
    if sys.argv[1] == "--one":
        sys.stdout.write(measure(Path(sys.argv[3]), int(sys.argv[2])) + "\n")
    else:
        main(int(sys.argv[1]), Path(sys.argv[2]), sys.argv[3:])
