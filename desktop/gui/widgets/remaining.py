"""How far a job is and how long it may still take, in words."""

from desktop.core.texts import _, many

# Before this much time and this share of the work, a guess would only mislead.
_KNOWN_AFTER_S = 3.0
_KNOWN_AFTER_SHARE = 0.02
_MINUTE_S = 60.0


def how_far(done: int, total: int, elapsed_s: float) -> str:
    """Return how many hundredths are done, and how long the rest may take where that can be guessed from the time so far."""
    percent = min(100, done * 100 // total)
    left = _left_s(done, total, elapsed_s)
    if left is None:
        return _("{percent} %").format(percent=percent)
    if left < _MINUTE_S:
        return _("{percent} %, less than a minute left").format(percent=percent)
    minutes = round(left / _MINUTE_S)
    return many("{percent} %, about {count} minute left", "{percent} %, about {count} minutes left", minutes).format(
        percent=percent, count=minutes
    )


def _left_s(done: int, total: int, elapsed_s: float) -> float | None:
    if done <= 0 or done > total or elapsed_s < _KNOWN_AFTER_S or done < total * _KNOWN_AFTER_SHARE:
        return None
    return elapsed_s * (total - done) / done
