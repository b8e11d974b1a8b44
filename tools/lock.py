"""Choose the exact version of every part anew, and write it with its hashes to requirements/*.txt.

    python3 tools/lock.py             what is locked stays where it still fits; what pyproject.toml asks for is added
    python3 tools/lock.py --upgrade   the newest versions, but none younger than a week

Needs uv (https://docs.astral.sh/uv/), which can choose for every system and Python at once.
"""

import datetime as dt
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
# What was published in the last days may be withdrawn, or may be an attack that nobody has noticed yet.
YOUNGEST_DAYS = 7
# Where run.txt has a version, the others take the same.
LOCKS = (
    ("run", ["pyproject.toml"]),
    ("dev", ["pyproject.toml", "--group", "dev", "--constraints", "requirements/run.txt"]),
    ("source", ["--group", "source", "--constraints", "requirements/dev.txt"]),
    ("compiled", ["--group", "compiled", "--constraints", "requirements/dev.txt"]),
)


def main(arguments: list[str]) -> int:
    """Write the locks, and return the exit status."""
    uv = shutil.which("uv")
    if not uv:
        print("uv is not here. Install it (for example: pipx install uv), then run this again.", file=sys.stderr)
        return 1
    newest = dt.datetime.now(dt.UTC) - dt.timedelta(days=YOUNGEST_DAYS)
    for name, sources in LOCKS:
        out = ["--output-file", f"requirements/{name}.txt"]
        options = [
            "--universal",
            "--generate-hashes",
            "--no-annotate",
            "--no-header",
            "--python-version",
            "3.11",
            "--quiet",
            "--no-emit-package",
            "pip",
        ]
        status = subprocess.call(
            [uv, "pip", "compile", *sources, *out, *options, "--exclude-newer", newest.strftime("%Y-%m-%dT00:00:00Z"), *arguments],
            cwd=ROOT,
        )
        if status:
            return status
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
