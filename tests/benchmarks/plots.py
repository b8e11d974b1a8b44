"""A page with plots, drawn as SVG without any library: lines over a logarithmic or plain axis, and the same figures as a table."""

import html
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

WIDTH, HEIGHT, LEFT, RIGHT, TOP, BOTTOM = 640, 300, 64, 170, 24, 44
COLOURS = ("#0b5c6b", "#a8590b", "#6b3fa0", "#2c7a3f", "#b0283a", "#4d5b60")
Points = Sequence[tuple[float, float]]


@dataclass(frozen=True)
class Plot:
    """One measurement as it grows: named lines of (x, y)."""

    title: str
    x: str
    y: str
    lines: Mapping[str, Points]
    how: str
    """On what it was measured, and what the peers are."""
    notes: Sequence[str] = field(default_factory=tuple)


def page(title: str, facts: Sequence[str], plots: Sequence[Plot]) -> str:
    """Return the whole page; it loads nothing."""
    body = "\n".join(_section(plot) for plot in plots)
    told = "".join(f"<li>{html.escape(fact)}</li>" for fact in facts)
    return f"""<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><title>{html.escape(title)}</title><style>
body {{ font: 15px/1.5 system-ui, sans-serif; max-width: 46rem; margin: 2rem auto; padding: 0 1rem; color: #1d2528; }}
table {{ border-collapse: collapse; margin: .5rem 0 2rem; }}
td, th {{ padding: .15rem .8rem; text-align: right; border-bottom: 1px solid #dbe2e4; }}
th:first-child, td:first-child {{ text-align: left; }} .soft {{ color: #4d5b60; }}
</style></head><body><h1>{html.escape(title)}</h1><ul class="soft">{told}</ul>
{body}
</body></html>
"""


def _section(plot: Plot) -> str:
    notes = "".join(f"<li>{html.escape(note)}</li>" for note in plot.notes)
    listed = f"<ul>{notes}</ul>" if notes else ""
    return f'<h2>{html.escape(plot.title)}</h2><p class="soft">{html.escape(plot.how)}</p>\n{svg(plot)}\n{_table(plot)}{listed}'


def svg(plot: Plot) -> str:
    """Return the plot as SVG. Both axes begin at nothing, unless x grows tenfold or more: then it is logarithmic."""
    xs = [x for points in plot.lines.values() for x, _ in points]
    ys = [y for points in plot.lines.values() for _, y in points]
    place_x, place_y = _scale(xs, LEFT, WIDTH - RIGHT), _linear(max(ys, default=1.0) * 1.05 or 1.0, HEIGHT - BOTTOM, TOP)
    parts = [f'<line x1="{LEFT}" y1="{HEIGHT - BOTTOM}" x2="{WIDTH - RIGHT}" y2="{HEIGHT - BOTTOM}" stroke="#888"/>']
    for tick in sorted(set(xs)):
        parts.append(_text(place_x(tick), HEIGHT - BOTTOM + 16, _short(tick), "middle"))
    for step in range(5):
        value = max(ys, default=1.0) * step / 4
        parts.append(f'<line x1="{LEFT}" y1="{place_y(value):.1f}" x2="{WIDTH - RIGHT}" y2="{place_y(value):.1f}" stroke="#e3e8ea"/>')
        parts.append(_text(LEFT - 6, place_y(value) + 4, _short(value), "end"))
    for number, (name, points) in enumerate(plot.lines.items()):
        colour = COLOURS[number % len(COLOURS)]
        way = " ".join(f"{place_x(x):.1f},{place_y(y):.1f}" for x, y in points)
        parts.append(f'<polyline points="{way}" fill="none" stroke="{colour}" stroke-width="2"/>')
        parts += [f'<circle cx="{place_x(x):.1f}" cy="{place_y(y):.1f}" r="3" fill="{colour}"/>' for x, y in points]
        parts.append(_text(WIDTH - RIGHT + 12, TOP + 14 + 18 * number, name, "start", colour))
    parts += [_text((LEFT + WIDTH - RIGHT) / 2, HEIGHT - 8, plot.x, "middle"), _text(LEFT - 50, TOP - 8, plot.y, "start")]
    label = html.escape(f"{plot.title}: {plot.y} by {plot.x}")
    return f'<svg viewBox="0 0 {WIDTH} {HEIGHT}" width="{WIDTH}" role="img" aria-label="{label}" font-size="12">{"".join(parts)}</svg>'


def _table(plot: Plot) -> str:
    xs = sorted({x for points in plot.lines.values() for x, _ in points})
    head = "".join(f"<th>{html.escape(name)}</th>" for name in plot.lines)
    rows = "".join(f"<tr><td>{_short(x)}</td>{''.join(_cell(points, x) for points in plot.lines.values())}</tr>" for x in xs)
    return f"<table><tr><th>{html.escape(plot.x)}</th>{head}</tr>{rows}</table>"


def _cell(points: Points, x: float) -> str:
    return f"<td>{_short(dict(points)[x]) if x in dict(points) else ''}</td>"


def _scale(values: Sequence[float], start: float, end: float):
    import math

    low, high = min(values, default=1.0), max(values, default=1.0)
    if low > 0 and high / low >= 10:
        return lambda value: start + (end - start) * (math.log(value / low) / math.log(high / low))
    return _linear(high or 1.0, start, end)


def _linear(highest: float, start: float, end: float):
    return lambda value: start + (end - start) * value / highest


def _text(x: float, y: float, words: str, anchor: str, colour: str = "#4d5b60") -> str:
    return f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}" fill="{colour}">{html.escape(words)}</text>'


def _short(value: float) -> str:
    return f"{value:,.0f}" if value >= 100 or value == int(value) else f"{value:.3g}"
