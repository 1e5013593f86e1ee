"""Pages of reports, made and printed by a worker."""

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Event

import pytest
from PySide6.QtCore import QCoreApplication

from peerdesk.ui.tasks import TaskRunner


@pytest.fixture
def runner(runner) -> Iterator[TaskRunner]:
    """Nothing that it does may crash."""
    crashes: list[object] = []
    runner.crashed.connect(crashes.append)
    yield runner
    assert runner.finish(20_000)
    QCoreApplication.sendPostedEvents()
    assert crashes == []


@pytest.fixture
def worker_busy(runner):
    """``with worker_busy():`` nothing else is done by the worker inside the block."""

    @contextmanager
    def worker_busy() -> Iterator[None]:
        gate = Event()
        runner.start(lambda _job: gate.wait(10), lambda _result: None, lambda _error: None)
        try:
            yield
        finally:
            gate.set()

    return worker_busy
