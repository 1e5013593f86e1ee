import threading

import pytest

from peerdesk import i18n
from peerdesk.errors import StorageUnavailable


def test_results_come_back_to_the_gui_thread(qtbot, runner):
    here = threading.get_ident()
    got: list[tuple[int, int]] = []
    runner.start(
        lambda _job: threading.get_ident(), lambda there: got.append((there, threading.get_ident())), pytest.fail
    )
    qtbot.waitUntil(lambda: len(got) == 1)
    assert got[0][0] != here
    assert got[0][1] == here


def test_expected_failures_go_to_the_caller(qtbot, runner):
    def fail(_job):
        raise StorageUnavailable("disk-full")

    failures: list[str] = []
    runner.start(fail, pytest.fail, lambda error: failures.append(error.code))
    qtbot.waitUntil(lambda: failures == ["disk-full"])


def test_bugs_go_to_the_crash_dialog(qtbot, runner):
    with qtbot.waitSignal(runner.crashed) as crash:
        runner.start(lambda _job: 1 // 0, pytest.fail, pytest.fail)
    assert isinstance(crash.args[0], ZeroDivisionError)


def test_work_called_off_ends_at_its_next_step_and_tells_nobody(qtbot, runner):
    begun, go_on = threading.Event(), threading.Event()

    def work(job):
        begun.set()
        go_on.wait(5)
        job.check()
        return "too late"

    job = runner.start(work, pytest.fail, pytest.fail)
    assert begun.wait(5)
    job.cancel()
    with qtbot.waitSignal(runner.busy):
        go_on.set()


def test_work_speaks_the_language_of_the_window_that_asked(qtbot, runner):
    got: list[str] = []
    with i18n.speaking("mr"):
        runner.start(lambda _job: i18n.language(), got.append, pytest.fail)
    qtbot.waitUntil(lambda: got == ["mr"])
