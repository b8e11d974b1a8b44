"""Average the weights of runs that went on from one checkpoint.

    python models/training/soup.py OUT.pt RUN/newest.pt RUN2/newest.pt [--validation VALIDATION.json]

After Wortsman and others, "Model soups: averaging weights of multiple fine-tuned models improves accuracy without increasing inference
time" (ICML 2022). Two runs of one process each learn from twice as many pictures in the same time. With `--validation` the AUC of each and
of the average is printed; which one is taken is decided by that list alone.
"""

import argparse
import json
from pathlib import Path

import torch
import validation
from network import of_state
from torch import Tensor

State = dict[str, Tensor]


def main() -> None:
    """Average, write, and compare where asked to."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("out", type=Path)
    parser.add_argument("checkpoints", type=Path, nargs="+")
    parser.add_argument("--validation", type=Path)
    parser.add_argument("--size", type=int, default=160)
    given = parser.parse_args()
    torch.set_num_threads(1)
    states = [torch.load(path, weights_only=True)["averaged"] for path in given.checkpoints]
    mean = average(states)
    torch.save({"averaged": mean}, given.out)
    if given.validation:
        for name, state in zip([*map(str, given.checkpoints), str(given.out)], [*states, mean], strict=True):
            print(name, json.dumps(validation.aucs(of_state(state), given.validation, given.size, torch.device("cpu"))), flush=True)


def average(states: list[State]) -> State:
    """Return the mean of the weights; counters are those of the first."""
    return {
        name: torch.stack([state[name] for state in states]).mean(dim=0) if value.dtype.is_floating_point else value
        for name, value in states[0].items()
    }


if __name__ == "__main__":
    main()
