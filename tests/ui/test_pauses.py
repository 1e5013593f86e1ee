"""At every pause the log is folded into the record."""

import pytest
from PySide6.QtCore import QObject

from peerdesk.db.models import HolidayRow
from peerdesk.domain.changes import Changed
from peerdesk.ui.pauses import Pauses
from tests.centres import TODAY

pytestmark = pytest.mark.window


@pytest.fixture
def pauses(qapp, runner, storage, coordinator):
    parent = QObject()
    found = Pauses(runner, parent)
    found.watch(storage)
    yield found
    found.stop()
    runner.finish()


def keep(storage, actor):
    with storage.writing(Changed.HOLIDAYS, actor) as unit:
        HolidayRow.insert(day=TODAY, name="Diwali").on_conflict_replace().execute()
        unit.audit("holiday.add", None, None, {"day": TODAY})


def test_half_a_minute_without_an_entry_is_a_pause(qtbot, pauses, storage, coordinator, folder):
    keep(storage, coordinator)
    pauses.look()
    assert folder.log.stat().st_size > 0, "something was kept since the last look"
    pauses.look()
    qtbot.waitUntil(lambda: folder.log.stat().st_size == 0)


def test_whoever_locks_the_window_may_make_a_copy_at_once(qtbot, pauses, storage, coordinator, folder):
    keep(storage, coordinator)
    pauses.fold()
    qtbot.waitUntil(lambda: folder.log.stat().st_size == 0)


def test_a_closed_record_is_left_alone(pauses, storage, coordinator):
    pauses.stop()
    storage.close()
    pauses.look()
    pauses.fold()
