"""The page of an evaluation: its tables and three plots, in one HTML file that needs nothing else."""

import html
from collections.abc import Sequence

import numpy as np

Point = tuple[float, float]
_SIDE, _EDGE = 300, 40
_COLOURS = ("#1f5fa8", "#c2541b", "#2f7d4f", "#7a4aa0", "#8a6d00", "#a03050", "#3a7f8c")
_STYLE = """
body { font: 15px/1.5 system-ui, sans-serif; max-width: 76rem; margin: 2rem auto; padding: 0 1rem; color: #222; background: #fff }
table { border-collapse: collapse; margin: .5rem 0 2rem; font-variant-numeric: tabular-nums; display: block; overflow-x: auto }
th, td { padding: .2rem .6rem; border-bottom: 1px solid #ddd; text-align: right; white-space: nowrap } th:first-child { text-align: left }
small { color: #666 } figure { display: inline-block; margin: 0 1rem 1rem 0 } figcaption { max-width: 21rem }
"""


def made(tables: dict[str, dict[str, object]], rows: Sequence[dict[str, str]]) -> str:
    """Return the page for the tables (linden_evaluate.tables) and the rows they were made of."""
    plots = "".join(_figure(title, lines, across, up) for title, lines, across, up in _plots(rows))
    parts = "".join(f"<h2>By {html.escape(name)}</h2>{_table(table)}" for name, table in tables.items())
    intro = "Each figure with its 95 % interval (bootstrap over pictures). Measured through the whole program with its shipped thresholds."
    return (
        f'<!doctype html><html lang="en"><meta charset="utf-8"><title>Evaluation of the picture check</title><style>{_STYLE}</style>'
        f"<h1>Evaluation of the picture check</h1><p>{intro}</p>{plots}{parts}</html>\n"
    )


def _table(table: dict[str, object]) -> str:
    rows = {name: row for name, row in table.items() if isinstance(row, dict)}
    columns = list(dict.fromkeys(column for row in rows.values() for column in row))
    head = "".join(f"<th>{html.escape(column)}</th>" for column in ("", *columns))
    body = "".join(
        f"<tr><th>{html.escape(name)}</th>{''.join(_cell(row.get(column)) for column in columns)}</tr>" for name, row in rows.items()
    )
    return f"<table><tr>{head}</tr>{body}</table>"


def _cell(value: object) -> str:
    if isinstance(value, list):
        return f"<td>{value[0]:.3f}<br><small>{value[1]:.3f} to {value[2]:.3f}</small></td>"
    return f"<td>{'–' if value is None else html.escape(str(value))}</td>"


def _plots(rows: Sequence[dict[str, str]]) -> list[tuple[str, dict[str, list[Point]], str, str]]:
    by_variant: dict[str, list[dict[str, str]]] = {}
    for row in rows:
        if row["probability"]:
            by_variant.setdefault(row["variant"], []).append(row)
    values = {name: _arrays(some) for name, some in by_variant.items()}
    values = {name: (chance, truth) for name, (chance, truth) in values.items() if truth.any() and not truth.all()}
    return [
        ("Fakes found against false alarms", {name: _roc(*one) for name, one in values.items()}, "false alarms", "fakes found"),
        (
            "What is said against what is true",
            {name: _reliability(*one) for name, one in values.items()},
            "probability said",
            "share of fakes",
        ),
        (
            "Error against how many are answered",
            {name: _risk(*one) for name, one in values.items()},
            "share answered, surest first",
            "error",
        ),
    ]


def _arrays(rows: Sequence[dict[str, str]]) -> tuple[np.ndarray, np.ndarray]:
    return np.array([float(row["probability"]) for row in rows]), np.array([row["is_fake"] == "1" for row in rows])


def _roc(chance: np.ndarray, truth: np.ndarray) -> list[Point]:
    order = np.argsort(-chance, kind="stable")
    up, across = np.cumsum(truth[order]) / truth.sum(), np.cumsum(~truth[order]) / (~truth).sum()
    return [(0.0, 0.0), *_thinned(across, up)]


def _reliability(chance: np.ndarray, truth: np.ndarray) -> list[Point]:
    weight = np.where(truth, 0.5 / truth.sum(), 0.5 / (~truth).sum())
    bins = np.minimum((chance * 10).astype(int), 9)
    total, said, true = (np.bincount(bins, part, 10) for part in (weight, weight * chance, weight * truth))
    return [(float(said[bin_] / total[bin_]), float(true[bin_] / total[bin_])) for bin_ in range(10) if total[bin_] > 0]


def _risk(chance: np.ndarray, truth: np.ndarray) -> list[Point]:
    weight = np.where(truth, 0.5 / truth.sum(), 0.5 / (~truth).sum())
    order = np.argsort(-np.abs(chance - 0.5), kind="stable")
    wrong = ((chance > 0.5) != truth)[order] * weight[order]
    answered = np.cumsum(weight[order])
    return _thinned(answered, np.cumsum(wrong) / answered)


def _thinned(across: np.ndarray, up: np.ndarray) -> list[Point]:
    places = np.unique(np.linspace(0, len(across) - 1, 120).astype(int))
    return [(float(across[place]), float(up[place])) for place in places]


def _figure(title: str, lines: dict[str, list[Point]], across: str, up: str) -> str:
    size = _SIDE + 2 * _EDGE
    drawn = [f'<rect x="{_EDGE}" y="{_EDGE}" width="{_SIDE}" height="{_SIDE}" fill="none" stroke="#999"/>']
    drawn.append(f'<line x1="{_EDGE}" y1="{_EDGE + _SIDE}" x2="{_EDGE + _SIDE}" y2="{_EDGE}" stroke="#ccc"/>')
    drawn.append(f'<text x="{size / 2}" y="{size - 8}" text-anchor="middle">{html.escape(across)}, 0 to 1</text>')
    drawn.append(f'<text x="14" y="{size / 2}" text-anchor="middle" transform="rotate(-90 14 {size / 2})">{html.escape(up)}, 0 to 1</text>')
    for number, (name, points) in enumerate(lines.items()):
        colour = _COLOURS[number % len(_COLOURS)]
        path = " ".join(f"{_EDGE + x * _SIDE:.1f},{_EDGE + (1 - y) * _SIDE:.1f}" for x, y in points)
        drawn.append(f'<polyline points="{path}" fill="none" stroke="{colour}" stroke-width="1.6"/>')
        drawn.append(f'<text x="{_EDGE + _SIDE + 6}" y="{_EDGE + 14 + 16 * number}" fill="{colour}">{html.escape(name)}</text>')
    label = f'role="img" aria-label="{html.escape(title)}"'
    plot = f'<svg {label} width="{size + 90}" height="{size}" font-size="12" fill="#444">{"".join(drawn)}</svg>'
    return f"<figure>{plot}<figcaption>{html.escape(title)}</figcaption></figure>"
