"""The parts of the check page that show a result: made between events or when they are first asked for, and hidden until then."""

from collections.abc import Callable
from functools import cached_property

from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.gui.pages.check.next_steps import NextSteps
from desktop.gui.pages.check.result import ResultView
from desktop.gui.pages.check.source import SourcePanel
from desktop.gui.piecemeal import Piecemeal


class ResultParts:
    """A column of three parts. Making them takes longer than a key or a click may wait, so opening the page does not."""

    def __init__(
        self, column: QVBoxLayout, connect_steps: Callable[[NextSteps], None], connect_source: Callable[[SourcePanel], None]
    ) -> None:
        """Keep their places at the end of `column`; what connects a part is called once it is made."""
        self._connect_steps, self._connect_source = connect_steps, connect_source
        self._places = [QVBoxLayout() for _part in range(3)]
        for place in self._places:
            column.addLayout(place)

    @cached_property
    def result(self) -> ResultView:
        """The result of the chosen picture."""
        made = ResultView()
        self._put(0, made)
        return made

    @cached_property
    def next_steps(self) -> NextSteps:
        """What can be done now."""
        made = NextSteps()
        self._put(1, made)
        self._connect_steps(made)
        return made

    @cached_property
    def source(self) -> SourcePanel:
        """The search for the photo that the chosen picture was made from."""
        made = SourcePanel()
        self._put(2, made)
        self._connect_source(made)
        return made

    def make_in(self, pieces: Piecemeal) -> None:
        """Make them between events, before the first result comes."""
        pieces.add(lambda: self.result, lambda: self.next_steps, lambda: self.source)

    def clear(self) -> None:
        """Let go of pictures and words, and hide what was made."""
        made = self.__dict__
        if "result" in made:
            self.result.hide()
            self.result.clear()
        if "next_steps" in made:
            self.next_steps.hide()
        if "source" in made:
            self.source.hide()
            self.source.clear()

    def cover(self) -> None:
        """Cover every picture."""
        if "result" in self.__dict__:
            self.result.cover()
        if "source" in self.__dict__:
            self.source.pair.hold.cover()

    def _put(self, number: int, part: QWidget) -> None:
        self._places[number].addWidget(part)
        part.hide()
