"""What was seen in a video: the file, the score over time, and the moments that matter, covered."""

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from desktop.checks.film_result import FilmSeen, Moment, Track, Why
from desktop.checks.film_words import clock
from desktop.core.names import shown
from desktop.core.texts import _, many
from desktop.gui import style, tokens
from desktop.gui.check_desk import Seen
from desktop.gui.widgets.flow import Flow
from desktop.gui.widgets.picture import HoldToSee, PictureView
from desktop.gui.widgets.surfaces import Card
from desktop.gui.widgets.text import Text

_MOMENT_PX = 190


class TimeLine(QWidget):
    """Draws when faces are seen, one line each, with the scores of the learned detector where there are any, and the moments."""

    _ROW_PX, _SCORES_PX = 14, 56

    def __init__(self, seen: FilmSeen) -> None:
        super().__init__()
        self._seen = seen
        self._tracks = seen.tracks[:8]
        self._length = max(seen.facts.duration or 0.0, seen.end.read_until, 0.1)
        self.setAccessibleName(_("When faces are seen in the video"))
        self.setAccessibleDescription("\n".join(track_words(track) for track in self._tracks))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(style.current().scale.px(self._height()))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802, ARG002  Qt's name and argument
        """Draw faces, scores and moments from left to right in the order of time."""
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            colours = style.current().palette
            scores = self._seen.scores()
            top = float(style.current().scale.px(self._SCORES_PX)) if scores else 0.0
            if scores:
                self._draw_scores(painter, QRectF(0, 0, self.width(), top - 6))
            row = float(style.current().scale.px(self._ROW_PX))
            for number, track in enumerate(self._tracks):
                left, right = self._across(track.first), max(self._across(track.last), self._across(track.first) + 6)
                painter.setPen(QPen(QColor(colours.line), 1))
                painter.setBrush(QColor(colours.sunken))
                painter.drawRoundedRect(QRectF(0, top + number * row + 2, self.width(), row - 4), 4, 4)
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(QColor(colours.accent))
                painter.drawRoundedRect(QRectF(left, top + number * row + 2, right - left, row - 4), 4, 4)
            for colour, width in ((colours.mark_halo, 4.0), (colours.mark, 1.5)):
                painter.setPen(QPen(QColor(colour), width))
                for moment in self._seen.moments:
                    at = self._across(moment.time)
                    painter.drawLine(QPointF(at, top), QPointF(at, self.height()))

    def _draw_scores(self, painter: QPainter, place: QRectF) -> None:
        colours = style.current().palette
        painter.setPen(QPen(QColor(colours.accent), 2))
        for stretch in in_stretches(self._seen.times, self._seen.scores()):
            painter.drawPolyline([QPointF(self._across(time), place.bottom() - score * place.height()) for time, score in stretch])

    def _height(self) -> int:
        rows = max(1, len(self._tracks))
        return rows * self._ROW_PX + (self._SCORES_PX if self._seen.scores() else 0)

    def _across(self, time: float) -> float:
        return 4 + (self.width() - 8) * min(1.0, time / self._length)


class FilmPanel(Card):
    """The card of a video; it is made anew for each."""

    def __init__(self, seen: Seen) -> None:
        super().__init__(_("The video"))
        film = seen.checked.result.video
        assert film is not None  # noqa: S101  it is made for videos only
        self.setAccessibleName(_("The video"))
        self.body.addWidget(Text(_facts(film), "small"))
        self.body.addWidget(TimeLine(film))
        if film.scores():
            self.body.addWidget(Text(_scores_words(), "small"))
        for track in film.tracks[:8]:
            self.body.addWidget(Text(track_words(track), "small"))
        self.views: list[PictureView] = []
        self.hold: HoldToSee | None = None
        self._add_moments(seen, film)

    def _add_moments(self, seen: Seen, film: FilmSeen) -> None:
        if not seen.moments:
            return
        self.body.addWidget(Text(_("Moments to look at"), "heading"))
        row = QWidget()
        flow = Flow(row, tokens.NEAR)
        for moment, image in zip(film.moments, seen.moments, strict=True):
            view = PictureView(moment_words(moment))
            view.show_image(image, QSize(image.width(), image.height()))
            width = style.current().scale.px(_MOMENT_PX)
            view.setFixedSize(width, view.heightForWidth(width))
            self.views.append(view)
            place = QWidget()
            column = QVBoxLayout(place)
            column.setContentsMargins(0, 0, 0, 0)
            column.setSpacing(tokens.TINY)
            column.addWidget(view)
            column.addWidget(Text(moment_words(moment), "small"))
            flow.addWidget(place)
        self.body.addWidget(row)
        self.hold = HoldToSee(self.views)
        self.body.addWidget(self.hold)


def in_stretches(times: Sequence[float], scores: Sequence[tuple[float, float]]) -> list[list[tuple[float, float]]]:
    """Return the scores (seconds, score) in pieces: two with a frame between them in which no face was judged are not joined."""
    scored = dict(scores)
    pieces: list[list[tuple[float, float]]] = [[]]
    for time in sorted({*times, *scored}):
        if time in scored:
            pieces[-1].append((time, scored[time]))
        elif pieces[-1]:
            pieces.append([])
    return [piece for piece in pieces if piece]


def _scores_words() -> str:
    return _(
        "The line on top is the score of the learned model, from 0 at the bottom to 1 at the top. It shows where to look. "
        "For videos nobody knows how often it is wrong, so it counts for nothing in the result."
    )


def track_words(track: Track) -> str:
    """Return when a face is seen, and its score where it has one."""
    first, last = clock(track.first), clock(track.last)
    if track.score is None:
        return _("Face {number}: seen from {first} to {last}.").format(number=track.number, first=first, last=last)
    return _("Face {number}: seen from {first} to {last}, score {score}.").format(
        number=track.number, first=first, last=last, score=f"{track.score:.2f}"
    )


def moment_words(moment: Moment) -> str:
    """Return at what time a moment is, and why it matters."""
    if moment.track is not None and moment.why is Why.SCORE:
        return _("{time}: face {number} scores highest").format(time=clock(moment.time), number=moment.track)
    if moment.track is not None:
        return _("{time}: face {number} is seen best").format(time=clock(moment.time), number=moment.track)
    return _("{time}: a new scene").format(time=clock(moment.time)) if moment.why is Why.SCENE else clock(moment.time)


def _facts(film: FilmSeen) -> str:
    length = clock(film.facts.duration if film.facts.duration is not None else film.end.read_until)
    kind = _("Video: {container}, {codec}, {length} long.").format(
        container=film.facts.format, codec=shown(film.facts.codec), length=length
    )
    count = len(film.times)
    return f"{kind}\n" + many("{count} frame was looked at.", "{count} frames were looked at.", count).format(count=count)
