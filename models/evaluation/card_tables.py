"""Print the tables of a model's card out of what promises.py printed: `python3 models/evaluation/card_tables.py PROMISES.json`."""

import json
import sys
from pathlib import Path

_MEASURES = (
    "auc", "found at 1 % false alarms", "found at 5 % false alarms", "ece", "brier", "coverage", "error of what was answered",
    "real: clear signs", "fake: clear signs", "fake: some signs or more",
)  # fmt: skip
_FALSE_ALARMS = ("false alarms by kind", "false alarms by set", "false alarms by group")


def main(promises: Path) -> None:
    """Print them as Markdown."""
    told = json.loads(promises.read_text("utf-8"))
    print(_line("", "real / fake", *_MEASURES), _line(*["---"] * (len(_MEASURES) + 2)), sep="\n")
    for name, one in (("all, sent along ways", told["all"]), ("as they are", told["as they are"]), *told["by method"].items()):
        print(_line(name, f"{one['real']} / {one['fake']}", *(_share(one.get(measure)) for measure in _MEASURES)))
    for table in _FALSE_ALARMS:
        print("", _line(table, "photographs", "clear signs", "some signs or more"), _line(*["---"] * 4), sep="\n")
        for name, one in told[table].items():
            print(_line(name, str(one["photographs"]), _share(one["clear"]), _share(one["some or more"])))


def _line(*cells: str) -> str:
    return f"| {' | '.join(cells)} |"


def _share(measured: list[float] | None) -> str:
    return "–" if measured is None else f"{measured[0]:.3f} ({measured[1]:.3f}–{measured[2]:.3f})"


if __name__ == "__main__":
    main(Path(sys.argv[1]))
