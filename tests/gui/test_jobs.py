"""Jobs tell everything on the window's thread, stop when asked, and end in words."""

import threading
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QObject, Slot
from pytestqt.qtbot import QtBot

from desktop.core.errors import DiskFull
from desktop.core.work import Work
from desktop.gui.jobs import Job, Lane

PATIENCE_MS = 10_000


class Listener(QObject):
    """Notes what a job tells, and on which thread."""

    def __init__(self, job: Job) -> None:
        super().__init__()
        self.told: list[tuple[str, object]] = []
        self.threads: set[int] = set()
        job.progressed.connect(self._progressed)
        job.found.connect(self._found)
        job.succeeded.connect(self._succeeded)
        job.failed.connect(self._failed)
        job.stopped.connect(self._stopped)
        job.ended.connect(self._ended)

    def names(self) -> list[str]:
        return [name for name, _value in self.told if name != "progressed"]

    def _note(self, name: str, value: object = None) -> None:
        self.told.append((name, value))
        self.threads.add(threading.get_ident())

    @Slot(object, object)
    def _progressed(self, done: int, total: int) -> None:
        self._note("progressed", (done, total))

    @Slot(object)
    def _found(self, value: object) -> None:
        self._note("found", value)

    @Slot(object)
    def _succeeded(self, value: object) -> None:
        self._note("succeeded", value)

    @Slot(object)
    def _failed(self, error: object) -> None:
        self._note("failed", error)

    @Slot()
    def _stopped(self) -> None:
        self._note("stopped")

    @Slot()
    def _ended(self) -> None:
        self._note("ended")


@pytest.fixture
def lane(qtbot: QtBot) -> Iterator[Lane]:
    made = Lane("test")
    yield made
    assert made.close()


def run(qtbot: QtBot, lane: Lane, job: Job) -> Listener:
    listener = Listener(job)
    with qtbot.waitSignal(job.ended, timeout=PATIENCE_MS):
        lane.start(job)
    return listener


def test_a_result_arrives_on_the_thread_of_the_window(qtbot: QtBot, lane: Lane) -> None:
    listener = run(qtbot, lane, Job(lambda work: threading.get_ident()))

    assert listener.names() == ["succeeded", "ended"]
    assert listener.threads == {threading.get_ident()}
    assert listener.told[0][1] != threading.get_ident()


def test_the_result_of_each_of_many_instant_tasks_arrives(qtbot: QtBot, lane: Lane) -> None:
    jobs = [Job(lambda work, number=number: number) for number in range(200)]
    listeners = [Listener(job) for job in jobs]

    with qtbot.waitSignal(jobs[-1].ended, timeout=PATIENCE_MS):
        for job in jobs:
            lane.start(job)

    assert [listener.told[0] for listener in listeners] == [("succeeded", number) for number in range(200)]


def test_a_typed_failure_arrives_as_it_is(qtbot: QtBot, lane: Lane) -> None:
    def task(work: Work) -> None:
        raise DiskFull(name="a.pdf")

    listener = run(qtbot, lane, Job(task))

    assert listener.names() == ["failed", "ended"]
    assert isinstance(listener.told[0][1], DiskFull)


def test_an_unforeseen_failure_ends_in_words_and_its_message_is_not_logged(
    qtbot: QtBot, lane: Lane, caplog: pytest.LogCaptureFixture
) -> None:
    def task(work: Work) -> None:
        message = "/home/somebody/secret.jpg"
        raise ValueError(message)

    listener = run(qtbot, lane, Job(task))
    logged = caplog.text
    caplog.clear()

    assert listener.names() == ["failed", "ended"]
    assert "ValueError" in str(listener.told[0][1])
    assert "unexpected ValueError" in logged
    assert "secret" not in logged


def test_a_stopped_job_ends_as_stopped(qtbot: QtBot, lane: Lane) -> None:
    has_begun = threading.Event()

    def task(work: Work) -> None:
        while True:
            has_begun.set()
            work.step(0, 1)

    job = Job(task)
    listener = Listener(job)
    with qtbot.waitSignal(job.ended, timeout=PATIENCE_MS):
        lane.start(job)
        assert has_begun.wait(10)
        job.stop()

    assert listener.names() == ["stopped", "ended"]


def test_nothing_but_its_end_is_told_of_a_dropped_job(qtbot: QtBot, lane: Lane) -> None:
    may_go_on = threading.Event()

    def task(work: Work) -> str:
        may_go_on.wait(10)
        return "late"

    job = Job(task)
    listener = Listener(job)
    with qtbot.waitSignal(job.ended, timeout=PATIENCE_MS):
        lane.start(job)
        job.drop()
        may_go_on.set()

    assert listener.names() == ["ended"]


def test_values_given_one_by_one_arrive_in_order(qtbot: QtBot, lane: Lane) -> None:
    def task(work: Work) -> Iterator[int]:
        yield from range(5)

    listener = run(qtbot, lane, Job(task, one_by_one=True))

    assert listener.told == [("found", number) for number in range(5)] + [("succeeded", None), ("ended", None)]


def test_progress_beyond_two_gibibytes_is_told_whole(qtbot: QtBot, lane: Lane) -> None:
    listener = run(qtbot, lane, Job(lambda work: work.step(3 << 30, 5 << 30)))

    assert ("progressed", (3 << 30, 5 << 30)) in listener.told


def test_jobs_of_a_lane_run_one_after_the_other(qtbot: QtBot, lane: Lane) -> None:
    running: list[int] = []
    most: list[int] = []

    def task(work: Work) -> None:
        running.append(1)
        most.append(len(running))
        running.pop()

    jobs = [Job(task) for _number in range(20)]
    with qtbot.waitSignal(lane.became_idle, timeout=PATIENCE_MS):
        for job in jobs:
            lane.start(job)

    assert max(most) == 1
    assert not lane.is_busy


def test_a_closed_lane_takes_no_job(qtbot: QtBot) -> None:
    lane = Lane("closed")
    lane.close()
    job = Job(lambda work: 1)

    lane.start(job)

    assert job.is_stopping
    assert not lane.is_busy
