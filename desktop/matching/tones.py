"""How a filter changed the tones of a photo: learned where the pictures agree, so that a filter is not taken for a repainted part."""

from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

SAMPLES = 20_000
FEWEST_SAMPLES = 50
ROUNDS = 6
BINS = 24
FEWEST_IN_A_BIN = 12
# A filter may darken the edges to this share, or brighten them by as much.
STRONGEST_SHADE = 0.4

Picture = NDArray[np.float32]


@dataclass(frozen=True, eq=False)
class Tones:
    """Channels are mixed (sepia, black and white), each gets a curve (faded, contrasty), and brightness may fall off to the edges."""

    mix: NDArray[np.float64]
    """(4, 3): red, green, blue and 255 to red, green and blue."""
    curves: tuple[tuple[NDArray[np.float64], NDArray[np.float64]], ...]
    """For each channel, from and to; empty where too little is known."""
    shade: NDArray[np.float64]
    """(6, 3): gain of each channel as a quadratic over the picture."""

    @classmethod
    def fitted(cls, one: Picture, other: Picture, agreeing: NDArray[np.bool_], flat: NDArray[np.bool_]) -> "Tones":
        """Learn how the first picture's tones became the second's.

        `agreeing` is where both show the same thing. Tones that are not there at all, such as a white wall, are learned where
        both pictures are `flat`.
        """
        chosen = _sample(agreeing)
        if chosen.sum() < FEWEST_SAMPLES:
            return cls(np.eye(4, 3), (), _no_shade())
        source, target = one[chosen], other[chosen]
        mix = _mix(source, target)
        mixed = _mixed(source, mix)
        beside = _sample(flat & ~agreeing)
        curves = tuple(
            _curve(mixed[:, channel], target[:, channel], _mixed(one[beside], mix)[:, channel], other[beside][:, channel])
            for channel in range(3)
        )
        bent = np.stack([_bent(mixed[:, channel], curves[channel]) for channel in range(3)], axis=1)
        return cls(mix, curves, _shade(bent, target, _places(chosen)))

    def applied(self, picture: Picture) -> Picture:
        """Return the picture in the learned tones."""
        mixed = _mixed(picture.reshape(-1, 3), self.mix)
        if self.curves:
            mixed = np.stack([_bent(mixed[:, channel], self.curves[channel]) for channel in range(3)], axis=1)
        return np.asarray(mixed.reshape(picture.shape) * _gain(self.shade, picture.shape), dtype=np.float32)


def _sample(where: NDArray[np.bool_]) -> NDArray[np.bool_]:
    step = max(1, int(np.sqrt(where.sum() / SAMPLES)))
    chosen = np.zeros_like(where)
    chosen[::step, ::step] = where[::step, ::step]
    return chosen


def _mixed(picture: Picture, mix: NDArray[np.float64]) -> NDArray[np.float64]:
    return np.asarray(picture @ mix[:3] + 255.0 * mix[3])


def _mix(source: Picture, target: Picture) -> NDArray[np.float64]:
    padded = np.column_stack([source, np.full(len(source), 255.0)]).astype(np.float64)
    weights = np.ones(len(padded))
    # A trace of the unmixed picture keeps the fit steady where there are few colours.
    steady = 1e-3 * len(padded) * 255.0**2 / 3
    mix: NDArray[np.float64] = np.eye(4, 3)
    for _ in range(ROUNDS):
        weighted = padded * weights[:, None]
        mix = np.asarray(
            np.linalg.solve(weighted.T @ padded + steady * np.eye(4), weighted.T @ target.astype(np.float64) + steady * np.eye(4, 3)),
            dtype=np.float64,
        )
        weights = _trust(np.abs(target - padded @ mix).max(axis=1))
    return np.asarray(mix, dtype=np.float64)


def _trust(misses: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return weights that forget what does not fit (Geman and McClure)."""
    return np.asarray(1.0 / (1.0 + (misses / max(6.0, 1.5 * float(np.median(misses)))) ** 2) ** 2)


def _curve(
    source: NDArray[np.float64], target: NDArray[np.float32], flat_source: NDArray[np.float64], flat_target: NDArray[np.float32]
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    edges = np.linspace(-10.0, 265.0, BINS + 1)
    at: list[float] = []
    becomes: list[float] = []
    for low, high in pairwise(edges):
        for tones, values in ((source, target), (flat_source, flat_target)):
            inside = (tones >= low) & (tones < high)
            if inside.sum() >= FEWEST_IN_A_BIN:
                at.append(float(np.median(tones[inside])))
                becomes.append(float(np.median(values[inside])))
                break
    # Darker never becomes brighter, else a repainted part could pass for a filter.
    return np.array(at), np.maximum.accumulate(np.array(becomes)) if becomes else np.array(becomes)


def _bent(tones: NDArray[np.float64], curve: tuple[NDArray[np.float64], NDArray[np.float64]]) -> NDArray[np.float64]:
    at, becomes = curve
    if len(at) < 2:
        return tones
    bent = np.interp(tones, at, becomes)
    # Beyond what was seen the tones go on as they were.
    beyond = np.minimum(tones - at[0], 0) + np.maximum(tones - at[-1], 0)
    return np.asarray(np.clip(bent + beyond, 0, 255))


def _places(chosen: NDArray[np.bool_]) -> NDArray[np.float64]:
    """Return (n, 6): for each chosen pixel the terms of a quadratic over the picture, x and y from -1 to 1."""
    down, along = (np.linspace(-1, 1, length)[at] for length, at in zip(chosen.shape, np.nonzero(chosen), strict=True))
    return np.stack([np.ones_like(along), along, down, along * along, along * down, down * down], axis=1)


def _gain(shade: NDArray[np.float64], shape: tuple[int, ...]) -> NDArray[np.float64]:
    """Return (height, width, 3), or what is spread over it: by how much each pixel is brightened."""
    if np.array_equal(shade, _no_shade()):
        return np.ones((1, 1, 3))
    y, x = np.linspace(-1, 1, shape[0])[:, None, None], np.linspace(-1, 1, shape[1])[None, :, None]
    gain = (shade[0] + shade[1] * x + shade[3] * x * x) + (shade[2] * y + shade[5] * y * y) + y * (shade[4] * x)
    return np.asarray(np.clip(gain, 1 - STRONGEST_SHADE, 1 + STRONGEST_SHADE))


def _no_shade() -> NDArray[np.float64]:
    shade = np.zeros((6, 3))
    shade[0] = 1.0
    return shade


def _shade(source: NDArray[np.float64], target: Picture, places: NDArray[np.float64]) -> NDArray[np.float64]:
    spread = places[:, 1:3].std(axis=0)
    # A small part says nothing of how light falls off over the whole picture.
    if min(spread) < 0.25:
        return _no_shade()
    shade = _no_shade()
    for channel in range(3):
        terms = places * source[:, channel : channel + 1]
        weights = np.ones(len(terms))
        steady = 1e-3 * len(terms) * 100.0**2 * np.eye(6)
        for _ in range(ROUNDS):
            weighted = terms * weights[:, None]
            shade[:, channel] = np.linalg.solve(
                weighted.T @ terms + steady, weighted.T @ target[:, channel] + steady @ _no_shade()[:, channel]
            )
            weights = _trust(np.abs(target[:, channel] - terms @ shade[:, channel]))
    return shade
